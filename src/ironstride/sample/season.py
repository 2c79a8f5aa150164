"""The made-up season: which day holds which run, how long and how hard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

import numpy as np

from ironstride.core.athlete import HabitualRun
from ironstride.core.calendar import WEEK, Weekday, monday_of
from ironstride.core.run import RunKind

WEEKS: Final = 78
SICK_DAYS: Final = 16
UTC_OFFSET: Final = timedelta(hours=1)

USUAL_WEEK: Final = (
    HabitualRun(day=Weekday.TUESDAY, kind=RunKind.QUALITY, start=time(18, 30), minutes=55),
    HabitualRun(day=Weekday.WEDNESDAY, kind=RunKind.EASY, start=time(6, 45), minutes=40),
    HabitualRun(day=Weekday.THURSDAY, kind=RunKind.EASY, start=time(18, 15), minutes=50),
    HabitualRun(day=Weekday.SATURDAY, kind=RunKind.EASY, start=time(9, 30), minutes=45),
    HabitualRun(day=Weekday.SUNDAY, kind=RunKind.LONG, start=time(8, 30), minutes=100),
)
"""What the last months are meant to show; before the races, Thursday held a tempo run."""


class Workout(StrEnum):
    """What a run was meant as."""

    EASY = "easy run"
    INTERVALS = "intervals"
    TEMPO = "tempo run"
    LONG = "long run"
    RACE = "race"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A part of a run at one effort: 1 is the speed that can be held for an hour."""

    seconds: float
    effort: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUpRun:
    """One run as it was meant. `start` is local time, `hour_speed` the fitness of that day.

    `race_m` is given for a race and then decides how long the run is.
    """

    number: int
    start: datetime
    workout: Workout
    stretches: tuple[Stretch, ...]
    hour_speed: float
    race_m: float | None = None

    @property
    def utc_start(self) -> datetime:
        """The same moment on the world's clock; made-up athletes know no summer time."""
        return self.start - UTC_OFFSET

    @property
    def title(self) -> str:
        """A name that says at once that nobody ran it."""
        return f"Made-up sample: {self.workout}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """Weeks of one kind, up to but not including week `until`.

    `volume` multiplies the usual minutes of easy and long runs.
    """

    until: int
    volume: float
    has_tempo: bool = False


_BLOCKS: Final = (
    _Block(until=18, volume=0.75),
    _Block(until=32, volume=0.95, has_tempo=True),  # towards the 10 km
    _Block(until=40, volume=0.80),
    _Block(until=45, volume=0.60),  # back after the illness
    _Block(until=59, volume=0.95, has_tempo=True),  # towards the half marathon
    _Block(until=WEEKS + 1, volume=0.90),
)
_RACES_M: Final = {31: 10_000.0, 58: 21_097.5}
_REST_AFTER_RACE: Final = (32, 59, 60)
_EASY_RETURN: Final = (40, 41, 42)


@dataclass(frozen=True, slots=True, kw_only=True)
class _WeekPlan:
    """One week of the season, with its multiple of the usual minutes."""

    number: int
    monday: date
    volume: float
    is_light: bool
    has_tempo: bool
    race_m: float | None


def season(*, seed: int, today: date) -> Iterator[MadeUpRun]:
    """Make up the runs of the 78 weeks before this one, and of this week until yesterday."""
    first = monday_of(today) - WEEKS * WEEK
    well_from = sick_from(today) + timedelta(days=SICK_DAYS)
    number = 0
    for week in range(WEEKS + 1):
        plan = _plan_of(week, first + week * WEEK)
        for run in USUAL_WEEK:
            day = plan.monday + timedelta(days=run.day.number)
            chance = np.random.default_rng([seed, day.toordinal()])
            is_well = not sick_from(today) <= day < well_from
            if day < today and is_well and _is_run(run, plan, well_from - day, chance):
                yield _made_up(number, run, plan, chance=chance)
                number += 1


def sick_from(today: date) -> date:
    """Find the first of sixteen days without a run, 38 weeks ago; the one before was a Sunday."""
    return monday_of(today) - 38 * WEEK


def _plan_of(week: int, monday: date) -> _WeekPlan:
    """Build three weeks and rest one, with races where they fall."""
    block = next(block for block in _BLOCKS if week < block.until)
    race_m = _RACES_M.get(week)
    is_light = week % 4 == 3 or race_m is not None or week in _REST_AFTER_RACE
    return _WeekPlan(
        number=week,
        monday=monday,
        volume=block.volume * (0.72 if is_light else 1 + 0.05 * (week % 4)),
        is_light=is_light,
        has_tempo=block.has_tempo and not is_light,
        race_m=race_m,
    )


def _is_run(
    run: HabitualRun, plan: _WeekPlan, until_well: timedelta, chance: np.random.Generator
) -> bool:
    """Life gets in the way; in light weeks Wednesday is off; the first day well is a run."""
    if plan.race_m is not None and run.day is Weekday.SUNDAY:
        return True
    if plan.is_light and run.day is Weekday.WEDNESDAY:
        return False
    if plan.race_m is not None and run.day is Weekday.SATURDAY:
        return False
    missed = {RunKind.EASY: 0.09, RunKind.QUALITY: 0.06, RunKind.LONG: 0.04}[run.kind]
    around_illness = timedelta(0) <= until_well - timedelta(days=SICK_DAYS) <= timedelta(days=1)
    return around_illness or bool(chance.random() > missed)


def _made_up(
    number: int, run: HabitualRun, plan: _WeekPlan, *, chance: np.random.Generator
) -> MadeUpRun:
    day = plan.monday + timedelta(days=run.day.number)
    workout = _workout(run, plan)
    minutes = run.minutes * plan.volume * chance.normal(1, 0.05)
    late = timedelta(seconds=int(chance.normal(0, 420)))
    if workout is Workout.RACE:
        late = timedelta(hours=1, minutes=30)
    return MadeUpRun(
        number=number,
        start=datetime.combine(day, run.start) + late,
        workout=workout,
        stretches=_stretches(workout, minutes, times=5 + plan.number % 3),
        hour_speed=_hour_speed(plan.number) * chance.normal(1, 0.01),
        race_m=plan.race_m if workout is Workout.RACE else None,
    )


def _workout(run: HabitualRun, plan: _WeekPlan) -> Workout:
    if run.kind is RunKind.LONG:
        return Workout.LONG if plan.race_m is None else Workout.RACE
    if run.kind is RunKind.QUALITY and plan.number not in _EASY_RETURN:
        return Workout.INTERVALS
    if run.day is Weekday.THURSDAY and plan.has_tempo:
        return Workout.TEMPO
    return Workout.EASY


def _stretches(workout: Workout, minutes: float, *, times: int) -> tuple[Stretch, ...]:
    match workout:
        case Workout.INTERVALS:
            return _sandwich(15, [(3, 1.07), (2, 0.60)] * times, 10)
        case Workout.TEMPO:
            return _sandwich(12, [(11, 0.98), (2, 0.65), (11, 0.98)], 10)
        case Workout.RACE:
            return (Stretch(seconds=3_600, effort=1.0),)
        case Workout.LONG:
            return _of_minutes((minutes * 2 / 3, 0.75), (minutes / 3, 0.735))
        case Workout.EASY:
            return _of_minutes((minutes, 0.74))


def _sandwich(
    warm_up: float, middle: list[tuple[float, float]], cool_down: float
) -> tuple[Stretch, ...]:
    return _of_minutes((warm_up, 0.71), *middle, (cool_down, 0.67))


def _of_minutes(*parts: tuple[float, float]) -> tuple[Stretch, ...]:
    return tuple(Stretch(seconds=round(minutes * 60), effort=effort) for minutes, effort in parts)


def _hour_speed(week: int) -> float:
    """Say how fast an all-out hour is in a week of the season: rising, with a dent. [m/s]"""
    dent = 0.22 * np.exp(-(((week - 40) / 5) ** 2) / 2) if week >= 38 else 0.0
    return float(3.42 + 0.42 * (1 - np.exp(-week / 45)) - dent)
