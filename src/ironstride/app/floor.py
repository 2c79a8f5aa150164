"""The gym floor: a session while it is done, station by station, told to the log as it goes.

Whoever tells makes the ids: the same thing told twice, by an impatient thumb or a phone that
lost its answer, is one thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from ironstride.app.log import Desk, Moment, read_logbook, read_page
from ironstride.app.plan import read_athlete
from ironstride.app.today import Today, today
from ironstride.core.calendar import DAY, WEEK, at
from ironstride.core.log import (
    AskedLoad,
    Entry,
    PainScore,
    SessionStarted,
    SetDone,
)
from ironstride.core.programme import Prescription, Programme, Role, Session
from ironstride.core.units import Kilograms
from ironstride.formats.words import grouped
from ironstride.planning.dose.today import LiftToday, with_loads
from ironstride.store.log_events import told
from ironstride.strength.logbook import Logbook, LoggedSession
from ironstride.strength.overruled import Overruled
from ironstride.strength.plates import OnTheBar, on_the_bar
from ironstride.strength.weekly import count_sets

SOURCE: Final = "ironstride web"
NOT_BEGUN: Final = UUID(int=0)  # stands for the id of a session until somebody begins it


# A session and its loads -----------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A session of the programme with the loads of its day, and what the log says of them."""

    session: Session
    programme: Programme
    told: Today


def coming(session: Session, desk: Desk, *, day: date | None = None) -> Coming:
    """Look a session's loads up, and write them into it; on another day if it is done on one.

    Raises:
        IronstrideError: the profile says something that cannot be.
        ValueError: no programme is kept that could hold a session.
    """
    if desk.programme is None:
        raise ValueError("a session belongs to a programme, and none is kept")
    done = session if day is None else replace(session, start=at(day, session.start.time()))
    found = today(done, desk.programme, profile=desk.profile, folder=desk.store.folder)
    loaded = with_loads(session, found.lifts, desk.catalogue)
    return Coming(session=loaded, programme=desk.programme, told=found)


def next_session(desk: Desk, day: date) -> Session | None:
    """Find the first session from a day on that is neither done nor skipped; None for none."""
    book = read_logbook(desk.store, since=day - WEEK)
    ended = {one.started.planned for one in book.sessions if not one.is_open}
    skipped = len(book.on(day).skipped)
    left = [one for one in desk.sessions(day) if one.start not in ended][skipped:]
    every = () if desk.programme is None else desk.programme.sessions
    ahead = (s for s in every if s.start.date() > day and s.start not in ended)
    return left[0] if left else next(ahead, None)


# Stations --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAsked:
    """One set as it is asked for; `reps` is the most of its range."""

    line: Prescription
    reps: int | None
    load: Kilograms | None
    is_test: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """One exercise of a session, or one ramp of rising sets: what is asked and what was done."""

    number: int
    role: Role
    lines: tuple[Prescription, ...]
    lift: LiftToday | None = None
    done: tuple[SetDone, ...] = ()

    @property
    def exercise(self) -> str:
        """The id of its exercise."""
        return self.lines[0].exercise

    @property
    def is_warm_up(self) -> bool:
        """Whether its sets are nobody's evidence of strength."""
        return self.role is Role.WARM_UP

    @property
    def asked(self) -> tuple[SetAsked, ...]:
        """Its sets in order."""
        return tuple(
            SetAsked(
                line=line,
                reps=None if line.reps is None else line.reps.high,
                load=line.load.kg,
                is_test=line.test_leaves is not None and number == line.sets,
            )
            for line in self.lines
            for number in range(1, line.sets + 1)
        )

    @property
    def count_done(self) -> int:
        """How many sets were done; both sides make one."""
        return count_sets([replace(one, is_warm_up=False) for one in self.done])

    @property
    def is_done(self) -> bool:
        """Whether all that is asked for was done."""
        return self.count_done >= len(self.asked)

    @property
    def next(self) -> SetAsked:
        """The set to do now: the first one not done, and then the last one again.

        Where the weight is still to be found, the one of the set before is the best guess;
        a weight that the lifter changed stays changed.
        """
        asked = self.asked[min(self.count_done, len(self.asked) - 1)]
        if self.done and len(self.lines) == 1 and self.done[-1].load is not None:
            return replace(asked, load=self.done[-1].load)
        return asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """A session under way."""

    logged: LoggedSession
    session: Session | None
    stations: tuple[Station, ...]
    others: tuple[SetDone, ...] = ()
    pain: tuple[PainScore, ...] = field(default=())
    overruled: Mapping[UUID, tuple[Overruled, ...]] = field(default_factory=dict)
    taken_back: tuple[SetDone, ...] = ()

    @property
    def is_begun(self) -> bool:
        """Whether anybody has begun it; else this is what it would be like."""
        return self.logged.started.id != NOT_BEGUN

    @property
    def sets(self) -> tuple[SetDone, ...]:
        """Everything that was done in it, in order."""
        of_stations = (one for station in self.stations for one in station.done)
        return tuple(sorted((*of_stations, *self.others), key=lambda s: (s.at, s.position)))

    @property
    def current(self) -> Station | None:
        """The first station that is not done; None at the end."""
        return next((station for station in self.stations if not station.is_done), None)

    def after(self, number: int) -> Station | None:
        """The first station behind a number that is not done, else the first one anywhere."""
        behind = (s for s in self.stations if s.number > number and not s.is_done)
        return next(behind, self.current)


def plates(
    loads: Iterable[Kilograms], exercise: str, place: str, desk: Desk
) -> Mapping[Kilograms, OnTheBar]:
    """Say what to put on the bar for each load that weights of a place make; empty without a bar."""
    known = desk.catalogue.exercises.get(exercise)
    if known is None or not known.load_type.is_weight:
        return {}
    racks = read_athlete(desk.profile).racks if desk.profile.exists() else {}
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
    session = _planned(logged.started, desk)
    here = None if session is None else coming(session, desk, day=logged.started.day)
    return _laid_out(logged, here, book)


def floor_ahead(session: Session, desk: Desk, moment: Moment) -> Floor:
    """Look at a session that nobody has begun, as if it were begun now."""
    here = coming(session, desk, day=moment.day)
    started = SessionStarted(
        id=NOT_BEGUN,
        at=moment.at,
        day=moment.day,
        planned=session.start,
        asked=tuple(asked_in(here.session)),
    )
    return _laid_out(LoggedSession(started=started), here, Logbook())


def _laid_out(logged: LoggedSession, here: Coming | None, book: Logbook) -> Floor:
    """Lay what the log holds of a session at its stations."""
    id_ = logged.started.id
    sets = tuple(one for one in book.sets if one.session == id_)
    stations = () if here is None else tuple(_stations(here, sets))
    placed = {one.id for station in stations for one in station.done}
    return Floor(
        logged=logged,
        session=None if here is None else here.session,
        stations=stations,
        others=tuple(one for one in sets if one.id not in placed),
        pain=tuple(one for one in book.pain if one.session == id_),
        overruled=book.overruled,
        taken_back=tuple(one for one in book.taken_back if one.session == id_),
    )


def _logged(id_: UUID, book: Logbook) -> LoggedSession | None:
    found = (one for one in book.sessions if one.started.id == id_ or id_ in one.twins)
    return next(found, None)


def _planned(started: SessionStarted, desk: Desk) -> Session | None:
    every = () if desk.programme is None else desk.programme.sessions
    return next((session for session in every if session.start == started.planned), None)


def _stations(here: Coming, sets: Sequence[SetDone]) -> Iterator[Station]:
    """Lay the sets at their stations; of two with one exercise the first is filled first."""
    waiting = list(sets)
    lifts = {lift.exercise.id: lift for lift in here.told.lifts}
    groups = [(role, group) for role, group in grouped(here.session.exercises)]
    for number, (role, group) in enumerate(groups, start=1):
        name = group[0].exercise
        lift = lifts.get(name) if role.is_hard else None
        station = Station(number=number, role=role, lines=group, lift=lift)
        comes_again = any((r, g[0].exercise) == (role, name) for r, g in groups[number:])
        for one in tuple(waiting):
            is_mine = (one.exercise, one.is_warm_up) == (name, station.is_warm_up)
            if is_mine and not (comes_again and station.is_done):
                station = replace(station, done=(*station.done, one))
                waiting.remove(one)
        yield station


# Telling ---------------------------------------------------------------------------------


def record(entries: Sequence[Entry], desk: Desk) -> None:
    """Tell the log, all or nothing; what it has heard already changes nothing."""
    desk.store.append([told(entry, source=SOURCE) for entry in entries])


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
        asked=()
        if session is None
        else tuple(asked_in(coming(session, desk, day=moment.day).session)),
    )
    record([started], desk)
    return started


def asked_in(session: Session) -> Iterator[AskedLoad]:
    """List the loads that a session asks for in its working sets."""
    for line in session.exercises:
        if line.role.is_hard and line.load.kg is not None:
            yield AskedLoad(exercise=line.exercise, load=line.load.kg, test_leaves=line.test_leaves)
