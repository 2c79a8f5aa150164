"""The gym floor: a session while it is done, station by station, told to the log as it goes.

Whoever tells makes the ids: the same thing told twice, by an impatient thumb or a phone that
lost its answer, is one thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Final
from uuid import UUID

from ironstride.app.entries import entries_in
from ironstride.app.log import WEB, Desk, Moment, read_logbook, read_page
from ironstride.app.stations import SetAsked, Station, stations
from ironstride.app.today import Today, today_at
from ironstride.core.calendar import DAY, WEEK, at
from ironstride.core.log import (
    AskedLoad,
    Entry,
    ExerciseChosen,
    PainScore,
    SessionStarted,
    SetDone,
)
from ironstride.core.programme import Session
from ironstride.core.units import Kilograms
from ironstride.planning.dose.pairs import Pair, pairs
from ironstride.planning.dose.today import with_loads
from ironstride.store.log_events import told
from ironstride.strength.chosen import as_chosen, loads_of, stood_for
from ironstride.strength.logbook import Logbook, LoggedSession
from ironstride.strength.overruled import Overruled
from ironstride.strength.plates import OnTheBar, on_the_bar

__all__ = ["Coming", "Floor", "SetAsked", "Station", "begin", "choose", "coming", "floor",
           "floor_ahead", "next_session", "plates", "record", "swapped_before", "with_load_of_today"]  # fmt: skip

NOT_BEGUN: Final = UUID(int=0)  # stands for the id of a session until somebody begins it

RECENT: Final = 4 * WEEK  # how long a swap is worth a reminder
NOON: Final = time(12)  # when a session of one's own counts as begun

# A session and its loads -----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A session with the loads of its day, and what the log says of them."""

    session: Session
    told: Today


def coming(session: Session, desk: Desk, *, day: date | None = None) -> Coming:
    """Look a session's loads up, and write them into it; on another day if it is done on one.

    Raises:
        IronstrideError: the profile says something that cannot be.
    """
    if desk.programme is None:
        return Coming(session=session, told=Today())
    done = session if day is None else replace(session, start=at(day, session.start.time()))
    found = today_at(done, desk)
    return Coming(session=with_loads(session, found.lifts, desk.catalogue), told=found)


def next_session(desk: Desk, day: date) -> Session | None:
    """Find the first session from a day on that is neither done nor skipped; None for none."""
    book = entries_in(desk.store).but_for_sets
    ended = {one.started.planned for one in book.sessions if not one.is_open}
    gone = ended | {one.planned for one in book.skipped}
    skipped = sum(one.planned is None for one in book.on(day).skipped)
    left = [one for one in desk.sessions(day) if one.start not in gone][skipped:]
    every = () if desk.programme is None else desk.programme.sessions
    ahead = (s for s in every if s.start.date() > day and s.start not in gone)
    return left[0] if left else next(ahead, None)


# A session under way ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """A session under way.

    `planned` is the session as the programme has it, or an empty one where none stands behind
    it; `session` is what it has become on the floor, with the loads of its day.
    """

    logged: LoggedSession
    planned: Session
    session: Session
    stations: tuple[Station, ...]
    chosen: tuple[ExerciseChosen, ...] = ()
    pairs: tuple[Pair, ...] = ()
    pain: tuple[PainScore, ...] = field(default=())
    overruled: Mapping[UUID, tuple[Overruled, ...]] = field(default_factory=dict)
    taken_back: tuple[SetDone, ...] = ()

    @property
    def is_begun(self) -> bool:
        """Whether anybody has begun it; else this is what it would be like."""
        return self.logged.started.id != NOT_BEGUN

    @property
    def is_free(self) -> bool:
        """Whether no programme stands behind it."""
        return not self.planned.exercises

    @property
    def sets(self) -> tuple[SetDone, ...]:
        """Everything that was done in it, in order."""
        done = (one for station in self.stations for one in station.done)
        return tuple(sorted(done, key=lambda s: (s.at, s.position)))

    @property
    def asked(self) -> tuple[AskedLoad, ...]:
        """The loads that were told for it."""
        return (*self.logged.started.asked, *loads_of(self.chosen))

    @property
    def current(self) -> Station | None:
        """The first station that is not done; None at the end."""
        return next((station for station in self.stations if not station.is_done), None)

    def after(self, number: int) -> Station | None:
        """The first station behind a number that is not done, else the first one anywhere."""
        behind = (s for s in self.stations if s.number > number and not s.is_done)
        return next(behind, self.current)

    def partner(self, station: Station) -> tuple[Station, Pair] | None:
        """The station that can be done in turn with one, and the pair; None where none can."""
        for pair in self.pairs:
            names = (pair.first.exercise, pair.second.exercise)
            if station.exercise in names:
                other = names[1] if station.exercise == names[0] else names[0]
                found = (s for s in self.stations if s.exercise == other and s.role is station.role)
                return next(((s, pair) for s in found), None)
        return None


def swapped_before(exercise: str, day: date, desk: Desk) -> ExerciseChosen | None:
    """Find what stood instead of an exercise last, within some weeks before a day."""
    every = entries_in(desk.store)
    if not any(isinstance(e, ExerciseChosen) and e.instead_of == exercise for e in every.entries):
        return None
    told = [
        one
        for one in every.but_for_sets.chosen
        if one.instead_of == exercise != one.exercise and day - RECENT <= one.day < day
    ]
    return told[-1] if told else None


def plates(
    loads: Iterable[Kilograms], exercise: str, place: str, desk: Desk
) -> Mapping[Kilograms, OnTheBar]:
    """Say what to put on the bar for each load that weights of a place make; empty without a bar."""
    known = desk.catalogue.exercises.get(exercise)
    if known is None or not known.load_type.is_weight:
        return {}
    athlete = desk.athlete
    racks = {} if athlete is None else athlete.racks
    found = ((load, on_the_bar(load, known, racks.get(place), desk.unit)) for load in loads)
    return {load: bar for load, bar in found if bar is not None}


def floor(id_: UUID, desk: Desk, *, day: date) -> Floor | None:
    """Look at a session that was begun; None where nobody began one of this id.

    It is looked for on `day` and the day before, and further back only when it is not there.
    """
    book = read_logbook(desk.store, since=day - DAY)
    logged = _logged(id_, book)
    if logged is None:
        book = read_logbook(desk.store)
        logged = _logged(id_, book)
    if logged is None:
        return None
    return _laid_out(logged, _planned(logged.started, desk), book, desk)


def floor_ahead(session: Session, desk: Desk, moment: Moment) -> Floor:
    """Look at a session that nobody has begun, as if it were begun now."""
    started = SessionStarted(
        id=NOT_BEGUN,
        at=moment.at,
        day=moment.day,
        planned=session.start,
        asked=asked_of(session, moment.day, desk),
    )
    return _laid_out(LoggedSession(started=started), session, Logbook(), desk)


def _laid_out(logged: LoggedSession, planned: Session, book: Logbook, desk: Desk) -> Floor:
    """Lay what the log holds of a session at its stations."""
    id_ = logged.started.id
    sets = tuple(one for one in book.sets if one.session == id_)
    chosen = tuple(one for one in book.chosen if one.session == id_)
    here = coming(as_chosen(planned, chosen), desk, day=logged.started.day)
    found = stations(here.session, here.told.lifts, sets, stood_for(chosen))
    return Floor(
        logged=logged,
        planned=planned,
        session=here.session,
        stations=tuple(_with_origins(found, chosen)),
        chosen=chosen,
        pairs=tuple(pairs(here.session.exercises, desk.catalogue.exercises)),
        pain=tuple(one for one in book.pain if one.session == id_),
        overruled=book.overruled,
        taken_back=tuple(one for one in book.taken_back if one.session == id_),
    )


def _with_origins(found: Iterator[Station], chosen: Sequence[ExerciseChosen]) -> Iterator[Station]:
    origins: Mapping[str, str] = {one.exercise: one.instead_of for one in chosen}
    for station in found:
        origin = origins.get(station.exercise, "")
        yield replace(station, instead_of="" if origin == station.exercise else origin)


def _logged(id_: UUID, book: Logbook) -> LoggedSession | None:
    found = (one for one in book.sessions if one.started.id == id_ or id_ in one.twins)
    return next(found, None)


def _planned(started: SessionStarted, desk: Desk) -> Session:
    every = () if desk.programme is None else desk.programme.sessions
    found = next((session for session in every if session.start == started.planned), None)
    return found or Session(
        start=at(started.day, NOON),
        minutes=0,
        intent=started.title or "A session of your own",
        place="",
        reasons=(),
        exercises=(),
    )


# Telling ---------------------------------------------------------------------------------


def record(entries: Sequence[Entry], desk: Desk) -> None:
    """Tell the log, all or nothing; what it has heard already changes nothing."""
    desk.store.append([told(entry, source=WEB) for entry in entries])


def choose(choice: ExerciseChosen, here: Floor, desk: Desk) -> None:
    """Take an exercise into a session, with the load that the log allows for it today."""
    record([with_load_of_today(choice, here, desk)], desk)


def with_load_of_today(choice: ExerciseChosen, here: Floor, desk: Desk) -> ExerciseChosen:
    """Write the load that the log allows today into what is chosen."""
    session = as_chosen(here.planned, (*here.chosen, choice))
    loaded = coming(session, desk, day=choice.day).session
    lines = tuple(p for p in loaded.exercises if p.exercise == choice.exercise)
    return replace(choice, lines=lines)


def begin(id_: UUID, planned: datetime | None, moment: Moment, desk: Desk) -> SessionStarted:
    """Begin a session, or go on with the one that stands for the same plan and is open."""
    for logged in read_page(desk.store, moment.day).sessions:
        is_same = logged.started.planned == planned and logged.is_open
        if logged.started.id == id_ or is_same:
            return logged.started
    every = () if desk.programme is None else desk.programme.sessions
    session = next((one for one in every if one.start == planned), None)
    started = SessionStarted(
        id=id_,
        at=moment.at,
        day=moment.day,
        planned=None if session is None else session.start,
        asked=() if session is None else asked_of(session, moment.day, desk),
    )
    record([started], desk)
    return started


def asked_of(session: Session, day: date, desk: Desk) -> tuple[AskedLoad, ...]:
    """Say which loads a session asks for when it is begun on a day."""
    return tuple(asked_in(coming(session, desk, day=day).session))


def asked_in(session: Session) -> Iterator[AskedLoad]:
    """List the loads that a session asks for in its working sets."""
    for line in session.exercises:
        if line.role.is_hard and line.load.kg is not None:
            yield AskedLoad(exercise=line.exercise, load=line.load.kg, test_leaves=line.test_leaves)
