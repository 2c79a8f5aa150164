"""The gym floor: a session while it is done, station by station, told to the log as it goes.

Whoever tells makes the ids: the same thing told twice, by an impatient thumb or a phone that
lost its answer, is one thing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final, TypeAlias
from uuid import UUID, uuid5

from ironstride.app.log import Desk, Moment, read_logbook, read_page
from ironstride.app.plan import read_athlete
from ironstride.app.today import Today, today
from ironstride.core.calendar import DAY, WEEK, at
from ironstride.core.log import (
    AskedLoad,
    Entry,
    LoadChoice,
    PainScore,
    SessionStarted,
    SetDone,
    Side,
)
from ironstride.core.programme import Prescription, Programme, Role, Session
from ironstride.core.units import RIR, Kilograms, Reps
from ironstride.formats.words import grouped
from ironstride.planning.dose.today import LiftToday, with_loads
from ironstride.store.log_events import told
from ironstride.strength.logbook import Logbook, LoggedSession
from ironstride.strength.plates import OnTheBar, on_the_bar
from ironstride.strength.prescribed import as_asked
from ironstride.strength.weekly import count_sets

SOURCE: Final = "ironstride web"


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


def plates(load: Kilograms, exercise: str, place: str, desk: Desk) -> OnTheBar | None:
    """Say what to put on the bar for a load, with the weights of a place; None without a bar."""
    known = desk.catalogue.exercises.get(exercise)
    if known is None or not known.load_type.is_weight:
        return None
    racks = read_athlete(desk.profile).racks if desk.profile.exists() else {}
    return on_the_bar(load, known, racks.get(place), desk.unit)


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
    sets = tuple(one for one in book.sets if one.session == id_)
    session = _planned(logged.started, desk)
    here = None if session is None else coming(session, desk, day=logged.started.day)
    stations = () if here is None else tuple(_stations(here, sets))
    placed = {one.id for station in stations for one in station.done}
    return Floor(
        logged=logged,
        session=None if here is None else here.session,
        stations=stations,
        others=tuple(one for one in sets if one.id not in placed),
        pain=tuple(one for one in book.pain if one.session == id_),
    )


def _logged(id_: UUID, book: Logbook) -> LoggedSession | None:
    return next((one for one in book.sessions if one.started.id == id_), None)


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
        asked=() if session is None else asked_of(session, moment.day, desk),
    )
    record([started], desk)
    return started


def asked_of(session: Session, day: date, desk: Desk) -> tuple[AskedLoad, ...]:
    """Say which loads a session asks for when it is begun on a day."""
    return tuple(_asked(coming(session, desk, day=day).session))


def _asked(session: Session) -> Iterator[AskedLoad]:
    for line in session.exercises:
        if line.role.is_hard and line.load.kg is not None:
            yield AskedLoad(exercise=line.exercise, load=line.load.kg, test_leaves=line.test_leaves)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What the lifter says of one set; what is None was not counted, or not said."""

    reps: Reps | None = None
    seconds: float | None = None
    metres: float | None = None
    load: Kilograms | None = None
    rir: RIR | None = None


Told: TypeAlias = tuple[SetDone, ...]


def set_at(station: Station, done: Done, id_: UUID, moment: Moment, here: Floor) -> Told:
    """Give the set that was done at a station: one, or one for each side.

    Raises:
        ValueError: it counts nothing, or more than can be.
    """
    asked = station.next
    choice = LoadChoice.TEST if asked.is_test else LoadChoice.OWN
    one = SetDone(
        id=id_,
        at=moment.at,
        day=here.logged.started.day,
        session=here.logged.started.id,
        exercise=station.exercise,
        reps=done.reps,
        seconds=done.seconds,
        metres=done.metres,
        load=done.load,
        rir=done.rir,
        is_warm_up=station.is_warm_up,
        choice=choice,
    )
    sides = tuple(Side) if asked.line.per_side else (None,)
    sets = (
        replace(one, id=one.id if side is None else uuid5(id_, side), side=side, position=n)
        for n, side in enumerate(sides)
    )
    return tuple(as_asked(each, here.logged.started.asked) for each in sets)
