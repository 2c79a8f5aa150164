"""The log: what an athlete tells becomes events, and reads back as a logbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final, assert_never
from uuid import uuid4

from ironstride.app.entries import entries_in, in_our_names, is_remembered
from ironstride.app.keep import last_kept
from ironstride.app.profile import Profile, read_athlete
from ironstride.catalogue.find import exercise_called, exercises_near, spelled_plainly
from ironstride.core.athlete import Athlete
from ironstride.core.catalogue import Catalogue
from ironstride.core.errors import IronstrideError
from ironstride.core.event import EventKind
from ironstride.core.log import (
    WITHDRAWN,
    AskedLoad,
    Entry,
    EntryWithdrawn,
    PainMoment,
    PainScore,
    Readiness,
    SessionFinished,
    SessionSkipped,
    SessionStarted,
    SetCorrection,
    SetDone,
)
from ironstride.core.programme import Load, Prescription, Programme, Session
from ironstride.core.units import MassUnit
from ironstride.formats.faults import Fault, FaultyFileError, spoken_list
from ironstride.formats.log_line import (
    FinishSaid,
    PainSaid,
    ReadySaid,
    Said,
    SkipSaid,
    StartSaid,
)
from ironstride.formats.set_text import SetSaid, SetsSaid
from ironstride.store.log_events import KINDS, entry_of, told
from ironstride.store.name_events import decision_of
from ironstride.strength.logbook import Logbook, logbook, standing
from ironstride.strength.names import Names
from ironstride.strength.prescribed import as_asked

if TYPE_CHECKING:  # Django is set up when a store is opened, not before
    from ironstride.store.store import Store

SOURCE: Final = "ironstride log"
WEB: Final = "ironstride web"
BY_HAND: Final = (SOURCE, WEB)  # what is undone is what somebody told, never what was imported
A_DAY: Final = timedelta(days=1)  # the most that a local day lies off the world's clock


@dataclass(frozen=True, slots=True)
class Moment:
    """When something is told: on the world's clock, and the day where the athlete is."""

    at: datetime
    day: date


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies beside whoever logs: the store, the knowledge, the profile, what was kept."""

    store: Store
    catalogue: Catalogue
    profile: Profile
    programme: Programme | None

    @property
    def athlete(self) -> Athlete | None:
        """Read the profile; None where there is none yet.

        Raises:
            IronstrideError: it says something that cannot be.
        """
        return read_athlete(self.profile) if self.profile.exists() else None

    @property
    def unit(self) -> MassUnit:
        """Say how the athlete reads masses: as the programme says, else the profile, else kg."""
        if self.programme is not None:
            return self.programme.athlete.units
        if not self.profile.exists():
            return MassUnit.KG
        from ironstride.formats.profile import read_profile  # noqa: PLC0415 - often not needed

        try:
            text = self.profile.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            fault = Fault("", "it cannot be read as UTF-8 text; look at the file, or name another")
            raise FaultyFileError(str(self.profile), [fault]) from error
        return read_profile(text, name=str(self.profile), catalogue=self.catalogue).units

    def sessions(self, day: date) -> tuple[Session, ...]:
        """Read what the kept programme has on a day."""
        every = () if self.programme is None else self.programme.sessions
        return tuple(session for session in every if session.start.date() == day)


def desk(store: Store, catalogue: Catalogue, profile: Profile) -> Desk:
    """Lay out what logging needs."""
    return Desk(store, catalogue, profile, last_kept(store))


def read_logbook(store: Store, *, since: date | None = None) -> Logbook:
    """Read the log as it stands, foreign names as the exercises that they mean.

    Sets that a published programme left open count as tests, by the marks that it leaves. With
    `since`, only what happened on that day or later.
    """
    if since is None:
        return entries_in(store).logbook
    moment = datetime.combine(since, time(), UTC) - A_DAY
    if is_remembered(store):
        return entries_in(store).since(moment)
    book = logbook(map(entry_of, store.events(*KINDS.values(), since=moment)))
    return in_our_names(book, _names(store))


def read_page(store: Store, day: date) -> Logbook:
    """Read what the log holds of one day."""
    return read_logbook(store, since=day).on(day)


# Names -----------------------------------------------------------------------------------


def exercise_of(name: str, desk: Desk) -> str:
    """Find the id of an exercise, or the athlete's own name for one.

    Raises:
        ValueError: with exercises of a name that is close.
    """
    found = known_exercise(name, desk)
    if found is not None:
        return found
    near = exercises_near(name, desk.catalogue.exercises)
    instead = f"; did you mean {spoken_list(near)}?" if near else "; see `ironstride exercise`"
    raise ValueError(f'no exercise "{name}"{instead}')


def known_exercise(name: str, desk: Desk) -> str | None:
    """Find an exercise in the catalogue, then among decisions, then among names in the log."""
    found = exercise_called(name, desk.catalogue.exercises)
    if found is not None:
        return found.id
    decided = _names(desk.store).decision(name)
    if decided is not None:
        return decided.exercise or decided.name
    logged = {one.exercise for one in read_logbook(desk.store).sets}
    return next((own for own in logged if spelled_plainly(own) == spelled_plainly(name)), None)


def _names(store: Store) -> Names:
    """Read what foreign names mean, without what else an import brings along."""
    return Names(map(decision_of, store.events(EventKind.EXERCISE_NAMED)))


# What was asked for ----------------------------------------------------------------------


def asked_on(day: date, page: Logbook, desk: Desk) -> tuple[Prescription, ...]:
    """Give the lines that the programme has for a day, with the loads that its sessions began with."""
    told = {load.exercise: load for one in page.sessions for load in one.started.asked}
    lines = (line for session in desk.sessions(day) for line in session.exercises)
    return tuple(_with_load(line, told.get(line.exercise)) for line in lines)


def _with_load(line: Prescription, told: AskedLoad | None) -> Prescription:
    if told is None or not line.role.is_hard or told.load == line.load.kg:
        return line
    return replace(line, load=Load(kg=told.load, rir=line.load.rir))


def _asked(session: Session, desk: Desk) -> tuple[AskedLoad, ...]:
    """Say which loads a session asks for, as `ironstride today` tells them."""
    lines = _lines_today(session, desk)
    return tuple(
        AskedLoad(exercise=line.exercise, load=line.load.kg, test_leaves=line.test_leaves)
        for line in lines
        if line.role.is_hard and line.load.kg is not None
    )


def _lines_today(session: Session, desk: Desk) -> tuple[Prescription, ...]:
    """Write the loads of today into a session; a profile with a fault stops nobody from logging."""
    from ironstride.app.today import today_at  # noqa: PLC0415 - brings the estimate of strength
    from ironstride.planning.dose.today import with_loads  # noqa: PLC0415 - likewise

    if desk.programme is None:
        return session.exercises
    try:
        told = today_at(session, desk)
    except IronstrideError:
        return session.exercises
    return with_loads(session, told.lifts, desk.catalogue).exercises


# Telling ---------------------------------------------------------------------------------


def tell(said: Said, moment: Moment, desk: Desk, *, takes_new: bool = False) -> tuple[Entry, ...]:
    """Log what was said, all of it or nothing, and give what was logged.

    The first set of a day begins a session by itself, and an end without a beginning has one
    at the same moment. With `takes_new`, a name that nobody knows is taken as the athlete's own.

    Raises:
        ValueError: where something cannot be; then nothing is logged.
    """
    page = read_page(desk.store, moment.day)
    telling = _Telling(moment=moment, page=page, desk=desk, takes_new=takes_new)
    entries = tuple(telling.entries(said))
    desk.store.append([told(entry, source=SOURCE) for entry in entries])
    return entries


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    """Something that is told at a moment, beside what the day's page holds before it."""

    moment: Moment
    page: Logbook
    desk: Desk
    takes_new: bool

    def entries(self, said: Said) -> Iterator[Entry]:
        at, day = self.moment.at, self.moment.day
        match said:
            case StartSaid(title):
                yield self.start(title)
            case FinishSaid():
                yield from self.finish(said)
            case SkipSaid(reason):
                yield SessionSkipped(id=uuid4(), at=at, day=day, reason=reason)
            case PainSaid():
                yield self.pain(said)
            case ReadySaid(score, note):
                yield Readiness(id=uuid4(), at=at, day=day, score=score, note=note)
            case tuple():
                yield from self.sets(said)
            case _:
                assert_never(said)

    def start(self, title: str = "") -> SessionStarted:
        """Begin a session; it stands for the first one planned that day that none stands for."""
        begun = {one.started.planned for one in self.page.sessions}
        planned = (s for s in self.desk.sessions(self.moment.day) if s.start not in begun)
        session = next(planned, None)
        return SessionStarted(
            id=uuid4(),
            at=self.moment.at,
            day=self.moment.day,
            planned=None if session is None else session.start,
            title=title,
            asked=() if session is None else _asked(session, self.desk),
        )

    def finish(self, said: FinishSaid) -> Iterator[Entry]:
        """End the session that is open; where none is, tell the last end of the day anew."""
        open_ = self.page.open_session(self.moment.day)
        last = self.page.sessions[-1] if self.page.sessions else None
        session = open_ or (self.start() if last is None else last.started)
        if last is None:
            yield session
        before = last.finished if last and open_ is None else None
        yield SessionFinished(
            id=uuid4(),
            session=session.id,
            at=self.moment.at,
            rpe=before.rpe if before and said.rpe is None else said.rpe,
            minutes=before.minutes if before and said.minutes is None else said.minutes,
        )

    def pain(self, said: PainSaid) -> PainScore:
        """Score pain; where nobody says when, during a session that is open, else after one."""
        session = self.page.open_session(self.moment.day)
        return PainScore(
            id=uuid4(),
            at=self.moment.at,
            day=self.moment.day,
            place=said.place,
            moment=said.moment or (PainMoment.DURING if session else PainMoment.AFTER),
            score=said.score,
            side=said.side,
            session=session.id if session else None,
            note=said.note,
        )

    def sets(self, said: Sequence[SetsSaid]) -> Iterator[Entry]:
        named = [(self.exercise(one), each) for one in said for each in one.sets]
        session = self.page.open_session(self.moment.day)
        if session is None:
            session = self.start()
            yield session
        for position, (exercise, each) in enumerate(named):
            done = self.done(each, exercise)
            done = replace(done, session=session.id, position=position)
            yield as_asked(done, session.asked)

    def exercise(self, said: SetsSaid) -> str:
        if not said.name and not self.page.sets:
            raise ValueError("which exercise? write its name first, as back-squat 3x5@80")
        if not said.name:
            return self.page.sets[-1].exercise
        if self.takes_new:
            return known_exercise(said.name, self.desk) or said.name
        try:
            return exercise_of(said.name, self.desk)
        except ValueError as error:
            raise ValueError(f"{error} (--new logs it under a name of your own)") from error

    def done(self, said: SetSaid, exercise: str) -> SetDone:
        values = {each.name: getattr(said, each.name) for each in fields(SetSaid)}
        at, day = self.moment.at, self.moment.day
        return SetDone(id=uuid4(), at=at, day=day, exercise=exercise, **values)


# Undoing ---------------------------------------------------------------------------------


def undo(store: Store, *, at: datetime, count: int = 1) -> tuple[Entry, ...]:
    """Withdraw what was told last and still stands, typed or tapped, the last thing first.

    Nothing is deleted: that it never was is told like anything else. A session that began with
    the set that is withdrawn goes with it.
    """
    events = store.events(*KINDS.values())
    ours = {event.id for event in events if event.source in BY_HAND}
    typed = [entry for entry in standing(map(entry_of, events)) if entry.id in ours]
    undone = tuple(_last(typed, count))
    store.append([told(_withdrawal(entry, at), source=SOURCE) for entry in undone])
    return undone


def _last(typed: Sequence[Entry], count: int) -> Iterator[Entry]:
    before: Entry | None = None
    for entry in reversed(typed):
        goes_along = isinstance(entry, SessionStarted) and before and before.at == entry.at
        if not count and not goes_along:
            return
        yield entry
        before, count = entry, count - (not goes_along)


def _withdrawal(entry: Entry, at: datetime) -> Entry:
    if isinstance(entry, SetDone):
        return SetCorrection(id=uuid4(), set=entry.id, at=at, changes={WITHDRAWN: True})
    if entry.id is None:
        raise ValueError("an entry that was read from the store has an id")
    return EntryWithdrawn(id=uuid4(), entry=entry.id, at=at)
