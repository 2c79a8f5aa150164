"""Lifting that files tell of: sets become events, once and for good."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias
from uuid import UUID, uuid5

from ironstride.app.decode import Finding, Lifted, Refusal
from ironstride.app.gather import Reading
from ironstride.catalogue.gym_words import spoken
from ironstride.core.event import Event, EventKind
from ironstride.core.exercise import LoadType
from ironstride.core.log import Entry, SessionFinished, SessionStarted, SetDone
from ironstride.core.units import RIR, MassUnit, Reps
from ironstride.formats.lifting_row import LiftingFile, LiftingRow
from ironstride.formats.set_text import LOWEST_RPE
from ironstride.store.log_events import told
from ironstride.store.payload import IRONSTRIDE, storable
from ironstride.strength.weight_unit import Weighed, WeightUnit, weight_unit

if TYPE_CHECKING:  # Django is set up when a store is opened, not before
    from ironstride.store.store import Store

AskUnit: TypeAlias = Callable[[str, WeightUnit], MassUnit | None]
"""Asks for the unit of a file's weights: its name, and what its numbers say."""

LONGEST: Final = 600.0  # minutes of a session; more is a watch that nobody stopped
TOP_RPE: Final = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftingWishes:
    """What the athlete says beside the files.

    `unit` is that of files that do not say theirs, `ask_unit` whom to ask where it is not
    given, `zone` where files without one were written; None for where this computer stands.
    """

    unit: MassUnit | None = None
    ask_unit: AskUnit | None = None
    zone: tzinfo | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftingSummary:
    """What came of the sets: how many are new, which were known, and what was not taken.

    `outings` are runs and rides in a lifting app's export, `units` sentences about files whose
    unit was read off their numbers, `names` how many sets carry which name.
    """

    files: int = 0
    new: int = 0
    known: int = 0
    sessions: int = 0
    outings: int = 0
    units: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    names: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taken:
    """What one file told of lifting: its events, and how many sets were new and known."""

    events: tuple[Event, ...] = ()
    new: int = 0
    known: int = 0


class Lifting:
    """Takes the sets of one file after another, each set once."""

    def __init__(self, store: Store | None, wishes: LiftingWishes) -> None:
        self._store, self._wishes = store, wishes
        self._known: set[UUID] | None = None
        self._names: Counter[str] = Counter()
        self._sessions: set[UUID] = set()
        self._counts: Counter[str] = Counter()
        self._units: list[str] = []
        self._broken: list[str] = []

    def settled(self, reading: Reading) -> Reading:
        """Give every weight its unit, or refuse the file as a whole."""
        if not isinstance(reading.found, Finding) or not reading.found.lifted:
            return reading
        lifted = []
        for one in reading.found.lifted:
            unit = self._units_of(one.file, reading.name)
            if isinstance(unit, Refusal):
                return replace(reading, found=unit)
            lifted.append(replace(one, file=unit))
        return replace(reading, found=replace(reading.found, lifted=tuple(lifted)))

    def take(self, reading: Reading) -> Taken:
        """Turn the sets of a file into events, and count which are new."""
        if not isinstance(reading.found, Finding):
            return Taken()
        taken = [self._take(one, reading.name) for one in reading.found.lifted]
        return Taken(
            events=tuple(event for one in taken for event in one.events),
            new=sum(one.new for one in taken),
            known=sum(one.known for one in taken),
        )

    def summary(self) -> LiftingSummary:
        """Sum up."""
        return LiftingSummary(
            files=self._counts["files"],
            new=self._counts["new"],
            known=self._counts["known"],
            sessions=len(self._sessions),
            outings=self._counts["outings"],
            units=tuple(self._units),
            broken=tuple(self._broken),
            names=dict(self._names),
        )

    # Units -------------------------------------------------------------------------------

    def _units_of(self, file: LiftingFile, name: str) -> LiftingFile | Refusal:
        if not file.asks_for_unit:
            return file
        if self._wishes.unit is not None:
            return _in_unit(file, lambda _: self._wishes.unit)
        found = weight_unit(_weighed(file))
        if found is None:
            return file
        if found.is_sure:
            self._units.append(f"{name}: {found.sentence}")
            return _in_unit(file, lambda row: found.unit_on(row.day))
        answer = self._wishes.ask_unit(name, found) if self._wishes.ask_unit else None
        if answer is not None:
            return _in_unit(file, lambda _: answer)
        return Refusal(f"{name}: {found.sentence} Import it again with --unit kg or --unit lb")

    # Sets --------------------------------------------------------------------------------

    def _take(self, lifted: Lifted, name: str) -> Taken:
        entries = tuple(self._entries(lifted, name))
        sets = [one for one in entries if isinstance(one, SetDone)]
        new = {one.id: one for one in sets if one.id not in self._ids()}
        self._ids().update(new)
        self._names.update(one.exercise for one in new.values())
        self._sessions.update(one.session for one in new.values() if one.session is not None)
        self._counts["files"] += 1
        self._counts["new"] += len(new)
        self._counts["known"] += len(sets) - len(new)
        self._counts["outings"] += len(lifted.file.outings)
        self._broken += [f"{name}, {fault}" for fault in lifted.file.faults]
        events = tuple(told(one, source=name) for one in entries)
        return Taken(events=events, new=len(new), known=len(sets) - len(new))

    def _ids(self) -> set[UUID]:
        """Give the ids of all sets that are known; read once, and only where there are sets."""
        if self._known is None:
            store = self._store
            self._known = set() if store is None else set(store.ids(EventKind.SET_DONE))
        return self._known

    def _entries(self, lifted: Lifted, name: str) -> Iterator[Entry]:
        """Give the sets of a file and the sessions that they belong to; name what cannot be."""
        begun: set[UUID] = set()
        for row in lifted.file.sets:
            try:
                session = _session(row, lifted, self._wishes.zone)
                done = _set(row, session, _moment(row.when, lifted, self._wishes.zone))
            except (ValueError, OverflowError, OSError) as error:
                self._broken.append(f"{name}, line {row.line}: {error}")
                continue
            if session.id not in begun:
                begun.add(session.id)
                yield session
                yield from _end(row, lifted, session)
            yield done


def _in_unit(file: LiftingFile, unit_of: Callable[[LiftingRow], MassUnit | None]) -> LiftingFile:
    rows = tuple(replace(row, unit=unit_of(row)) if row.unit is None else row for row in file.rows)
    return replace(file, rows=rows)


def _weighed(file: LiftingFile) -> Iterator[Weighed]:
    for row in file.rows:
        number = row.weight or row.assistance
        if row.unit is None and number:
            yield Weighed(
                day=row.day,
                number=number,
                exercise=row.exercise,
                load_type=_load_type(row.exercise),
            )


@cache
def _load_type(exercise: str) -> LoadType | None:
    """Say what a name is lifted with, where it says so."""
    tools = spoken(exercise).tools
    return next((kind for kind in LoadType if kind.is_weight and kind in tools), None)


@dataclass(frozen=True, slots=True)
class _Moment:
    """A moment on the world's clock, and the day where the athlete was."""

    at: datetime
    day: date


def _moment(when: datetime, lifted: Lifted, zone: tzinfo | None) -> _Moment:
    """Place what a file says on the world's clock; a file without a zone is taken to be of here."""
    if lifted.file.is_utc:
        at = when.replace(tzinfo=UTC)
        return _Moment(at, at.astimezone(zone).date())
    if lifted.utc_offset is not None:
        return _Moment((when - lifted.utc_offset).replace(tzinfo=UTC), when.date())
    local = when if zone is None else when.replace(tzinfo=zone)
    return _Moment(local.astimezone(UTC), when.date())


def _session(row: LiftingRow, lifted: Lifted, zone: tzinfo | None) -> SessionStarted:
    """Name the session that a row belongs to: its workout."""
    began = lifted.began or row.when
    moment = _moment(began, lifted, zone)
    return SessionStarted(
        id=_id("session", began.isoformat(), row.workout),
        at=moment.at,
        day=moment.day,
        title=row.workout,
    )


def _end(row: LiftingRow, lifted: Lifted, session: SessionStarted) -> Iterator[SessionFinished]:
    minutes = row.workout_minutes or lifted.minutes
    if minutes is not None and 0 < minutes <= LONGEST:
        at = session.at + timedelta(minutes=minutes)
        yield SessionFinished(session=session.id, at=at, minutes=round(minutes, 1))


def _set(row: LiftingRow, session: SessionStarted, moment: _Moment) -> SetDone:
    unit = row.unit or MassUnit.KG  # a weight without one has been settled before
    when, exercise, *figures = row.said
    return SetDone(
        id=_id("set", when.isoformat(), exercise, *figures, row.occurrence),
        at=moment.at,
        day=moment.day,
        exercise=storable(row.exercise).strip(),
        session=session.id,
        position=row.position,
        load=row.load(unit),
        assistance=row.help_received(unit),
        reps=None if row.reps is None else Reps(row.reps),
        seconds=row.seconds,
        metres=row.metres,
        rir=_rir(row),
        is_warm_up=row.is_warm_up,
        note="; ".join(filter(None, ("drop set" if row.is_drop else "", row.note))),
    )


def _rir(row: LiftingRow) -> RIR | None:
    """Read repetitions in reserve off the RPE, which counts them down from ten; a low one is mute."""
    if row.is_failure:
        return RIR(0)
    return None if row.rpe is None or row.rpe < LOWEST_RPE else RIR(TOP_RPE - row.rpe)


def _id(*parts: object) -> UUID:
    return uuid5(IRONSTRIDE, json.dumps(("lifting", *parts)))
