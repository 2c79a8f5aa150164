"""Differences: what an athlete sees change between two programmes, session by session.

Each difference is a pair of what was and what is now; None where there was, or is, nothing.
What only the planner sees (reasons, certificate, seed) is no difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby, product
from typing import Final, TypeAlias

from ironstride.core.calendar import WEEK, monday_of
from ironstride.core.exercise import Exercise
from ironstride.core.programme import (
    Caution,
    PhaseName,
    Prescription,
    Programme,
    Role,
    Session,
)
from ironstride.core.run import PlannedRun, Race

MOSTLY: Final = 0.5  # of their exercises two sessions share, or they are not the same session


@dataclass(frozen=True, slots=True)
class RaceDiffers:
    """A race was added, dropped or changed."""

    was: Race | None
    now: Race | None


@dataclass(frozen=True, slots=True)
class WeekKind:
    """What a week is for."""

    phase: PhaseName
    is_light: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeksDiffer:
    """Weeks in a row are for something else now, the first and the last by their Mondays."""

    first: date
    last: date
    was: WeekKind | None
    now: WeekKind | None


@dataclass(frozen=True, slots=True)
class RunDiffers:
    """A run was added, dropped, moved or changed."""

    was: PlannedRun | None
    now: PlannedRun | None


@dataclass(frozen=True, slots=True)
class ExerciseDiffers:
    """An exercise of a session was added, dropped, exchanged or dosed anew.

    Several prescriptions are the rising sets of one ramp.
    """

    was: tuple[Prescription, ...]
    now: tuple[Prescription, ...]

    @property
    def is_exchange(self) -> bool:
        """Whether another exercise stands in the place of one."""
        return bool(self.was and self.now) and self.was[0].exercise != self.now[0].exercise


@dataclass(frozen=True, slots=True)
class SessionDiffers:
    """A session was added, dropped, moved or filled differently."""

    was: Session | None
    now: Session | None
    exercises: tuple[ExerciseDiffers, ...] = ()

    @property
    def start(self) -> datetime:
        """When it is, or was."""
        session = self.now or self.was
        if session is None:
            raise ValueError("a difference speaks of a session that was, is, or both")
        return session.start

    @property
    def is_moved(self) -> bool:
        """Whether it starts at another moment."""
        return self.was is not None and self.now is not None and self.was.start != self.now.start


@dataclass(frozen=True, slots=True)
class CautionDiffers:
    """A note that the programme did not have."""

    now: Caution


Difference: TypeAlias = RaceDiffers | WeeksDiffer | RunDiffers | SessionDiffers | CautionDiffers


def difference(
    before: Programme, after: Programme, exercises: Mapping[str, Exercise]
) -> tuple[Difference, ...]:
    """List what an athlete sees change: the season, the runs, the sessions, new notes.

    `exercises` tell which of them train the same movement: such are exchanged for each other.
    """
    return (
        *_races(before, after),
        *_weeks(before, after),
        *_runs(before, after),
        *_sessions(before, after, exercises),
        *(CautionDiffers(note) for note in after.warnings if note not in before.warnings),
    )


# The season ------------------------------------------------------------------------------


def _races(before: Programme, after: Programme) -> Iterator[RaceDiffers]:
    was, now = ({race.day: race for race in p.athlete.races} for p in (before, after))
    gone = [race for day, race in sorted(was.items()) if day not in now]
    for day, race in sorted(now.items()):
        if day in was:
            if race != was[day]:
                yield RaceDiffers(was[day], race)
            continue
        same = next((old for old in gone if replace(old, day=day) == race), None)
        gone = [old for old in gone if old is not same]
        yield RaceDiffers(same, race)
    yield from (RaceDiffers(race, None) for race in gone)


def _weeks(before: Programme, after: Programme) -> Iterator[WeeksDiffer]:
    """Fold weeks in a row that change alike."""
    was, now = (
        {week.start: WeekKind(week.phase, week.is_light) for week in p.weeks}
        for p in (before, after)
    )
    changed = [d for d in sorted({*was, *now}) if was.get(d) != now.get(d)]
    numbered = enumerate(changed)
    for _, members in groupby(
        numbered, key=lambda one: (one[1] - one[0] * WEEK, was.get(one[1]), now.get(one[1]))
    ):
        mondays = [monday for _, monday in members]
        first, last = mondays[0], mondays[-1]
        yield WeeksDiffer(first=first, last=last, was=was.get(first), now=now.get(first))


# Runs ------------------------------------------------------------------------------------


def _runs(before: Programme, after: Programme) -> Iterator[RunDiffers]:
    was, now = _all_runs(before), _all_runs(after)
    last = min(before.end, after.end)  # beyond it there are other weeks, not other runs
    gone = [run for run in was if run not in now and run.start.date() <= last]
    new = [run for run in now if run not in was and run.start.date() <= last]
    pairs = list(_moved_runs(gone, new))
    paired = {id(run) for pair in pairs for run in pair}
    found = [
        *(RunDiffers(*pair) for pair in pairs),
        *(RunDiffers(run, None) for run in gone if id(run) not in paired),
        *(RunDiffers(None, run) for run in new if id(run) not in paired),
    ]
    yield from sorted(found, key=lambda d: min(r.start for r in (d.was, d.now) if r is not None))


def _all_runs(programme: Programme) -> list[PlannedRun]:
    return [run for week in programme.weeks for run in week.runs]


def _moved_runs(
    gone: Sequence[PlannedRun], new: Sequence[PlannedRun]
) -> Iterator[tuple[PlannedRun, PlannedRun]]:
    """Pair runs of one kind and length that lie within a week of each other, or on one day."""
    left = list(new)
    for run in gone:
        near = [
            other
            for other in left
            if other.start.date() == run.start.date()
            or (replace(other, start=run.start) == run and abs(other.start - run.start) < WEEK)
        ]
        if near:
            closest = min(near, key=lambda other: abs(other.start - run.start))
            left.remove(closest)
            yield run, closest


# Sessions --------------------------------------------------------------------------------

Pairing: TypeAlias = Callable[[Session, Session], bool]


def _sessions(
    before: Programme, after: Programme, exercises: Mapping[str, Exercise]
) -> Iterator[SessionDiffers]:
    pairs = _paired(list(before.sessions), list(after.sessions))
    found = [SessionDiffers(was, now, tuple(_exercises(was, now, exercises))) for was, now in pairs]
    yield from sorted(found, key=lambda d: min(s.start for s in (d.was, d.now) if s is not None))


def _paired(
    was: list[Session], now: list[Session]
) -> Iterator[tuple[Session | None, Session | None]]:
    """Pair sessions that differ: those of one day if much alike, moved ones, then by day."""
    for old in list(was):
        same = next((n for n, new in enumerate(now) if _bare(new) == _bare(old)), None)
        if same is not None:
            was.remove(old)
            del now[same]
    pairings: tuple[Pairing, ...] = (_stays, _is_moved, _is_on_its_day)
    for pairs_up in pairings:
        for old, new in _best_first(was, now, pairs_up):
            if old in was and new in now:
                was.remove(old)
                now.remove(new)
                yield old, new
    yield from ((old, None) for old in was)
    yield from ((None, new) for new in now)


def _best_first(
    was: Sequence[Session], now: Sequence[Session], pairs_up: Pairing
) -> list[tuple[Session, Session]]:
    """List the pairs, those that share most and lie closest first."""
    pairs = [(old, new) for old, new in product(was, now) if pairs_up(old, new)]
    return sorted(pairs, key=lambda p: (-_shared(*p), abs(p[1].start - p[0].start)))


def _stays(was: Session, now: Session) -> bool:
    return _is_on_its_day(was, now) and _shared(was, now) >= MOSTLY


def _is_on_its_day(was: Session, now: Session) -> bool:
    return was.start.date() == now.start.date()


def _is_moved(was: Session, now: Session) -> bool:
    weeks = monday_of(now.start.date()) - monday_of(was.start.date())
    return weeks in (timedelta(0), WEEK) and _shared(was, now) >= MOSTLY


def _shared(was: Session, now: Session) -> float:
    """Say which share of their hard exercises two sessions have in common, 0 to 1."""
    old, new = _hard(was), _hard(now)
    return 2 * len(old & new) / (len(old) + len(new)) if old or new else 1.0


def _hard(session: Session) -> set[str]:
    return {p.exercise for p in session.exercises if p.role.is_hard}


def _bare(session: Session) -> Session:
    """Leave out the reasons."""
    exercises = tuple(replace(p, reasons=()) for p in session.exercises)
    return replace(session, reasons=(), exercises=exercises)


# Exercises -------------------------------------------------------------------------------

Row: TypeAlias = tuple[Role, str]
Rows: TypeAlias = dict[Row, tuple[Prescription, ...]]


def _exercises(
    was: Session | None, now: Session | None, exercises: Mapping[str, Exercise]
) -> Iterator[ExerciseDiffers]:
    """Compare row by row: the same exercise, then another in its place, then what is left."""
    if was is None or now is None:
        return
    old, new = _rows(was), _rows(now)
    for key in [key for key in new if key in old]:
        before, after = old.pop(key), new.pop(key)
        if before != after:
            yield ExerciseDiffers(before, after)

    def movement(key: Row) -> object:
        known = exercises.get(key[1])
        return key[0], None if known is None else known.pattern

    for trait in (_exercise_and_hardness, movement):
        for key in list(new):
            counterpart = next((other for other in old if trait(other) == trait(key)), None)
            if counterpart is not None:
                yield ExerciseDiffers(old.pop(counterpart), new.pop(key))
    yield from (ExerciseDiffers(row, ()) for row in old.values())
    yield from (ExerciseDiffers((), row) for row in new.values())


def _rows(session: Session) -> Rows:
    """Put the sets of one exercise in one role together."""
    rows: Rows = {}
    for p in _bare(session).exercises:
        key = p.role, p.exercise
        rows[key] = (*rows.get(key, ()), p)
    return rows


def _exercise_and_hardness(key: Row) -> object:
    """Say what stays the same of an exercise that becomes main or accessory."""
    return key[1], key[0].is_hard
