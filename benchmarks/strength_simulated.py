"""Made-up lifters whose strength and slope are known: does the filter find them, and how surely?

They follow the filter's picture of strength only in part: loads come in plates, repetitions in
whole numbers, some days are bad, some lifters stop short of what they can do.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Final
from uuid import UUID

import numpy as np

from benchmarks.planner_figures import Goal
from benchmarks.strength_figures import RANGES
from benchmarks.strength_logs import Log
from ironstride.core.log import LoadChoice, SetDone
from ironstride.core.units import RIR, Kilograms, Reps
from ironstride.strength.lift import build_of
from ironstride.strength.open_sets import open_sets, with_tests
from ironstride.strength.settings import SETTINGS, StrengthSettings
from ironstride.strength.state import StrengthState

START: Final = date(2024, 1, 1)
LIFTS: Final = ("Squat (Barbell)", "Bench Press (Barbell)", "Deadlift (Barbell)")
WEEKS: Final = 90
SETTLED: Final = 12  # sessions of a lift before its bands are judged
MIDDLE_SLOPE: Final = 0.033
PLATE_KG: Final = 2.5


@dataclass(slots=True)
class Truth:
    """A made-up lift: the logarithm of its 1RM, its slope, and how its days scatter."""

    log_1rm: float
    slope: float
    gain_per_day: float
    rng: np.random.Generator

    def live(self, days: int) -> None:
        """Let days go by."""
        wander = self.rng.normal(0, 0.006 * math.sqrt(days))
        self.log_1rm += self.gain_per_day * min(days, 14) + wander

    def most(self, load: float) -> float:
        """Say how often a load goes up today. [count]"""
        most = 1 + (self.log_1rm - math.log(load)) / self.slope
        return most + float(self.rng.normal(0, 0.5 + 0.10 * max(0.0, most - 1)))


@dataclass(slots=True)
class Diary:
    """What a made-up lifter logs, with the truth of each day."""

    sets: list[SetDone] = field(default_factory=list)
    truth: dict[tuple[str, date], tuple[float, float]] = field(default_factory=dict)

    def log(self, lift: str, day: date, load: float, reps: float, **more: object) -> int:
        """Write a set down, in whole repetitions; none at all is not logged."""
        count = math.floor(reps)
        if count >= 1:
            done = SetDone(
                id=UUID(int=len(self.sets)),
                at=datetime(day.year, day.month, day.day, 18, tzinfo=UTC),
                day=day,
                exercise=lift,
                position=len(self.sets),
                load=Kilograms(load),
                reps=Reps(count),
            )
            self.sets.append(replace(done, **more))  # type: ignore[arg-type]
        return count


Life = Callable[[Diary, str, Truth], None]


def _days(rng: np.random.Generator) -> Iterator[tuple[int, date]]:
    """Give the training days of a lift: weekly, with a missed week now and then, and breaks."""
    day = START
    for number in range(WEEKS):
        gap = int(rng.choice((7, 14, 21, 35), p=(0.86, 0.08, 0.03, 0.03)))
        day += timedelta(gap)
        yield number, day


def waves(diary: Diary, lift: str, truth: Truth) -> None:
    """Follow three-week waves of 85, 90 and 95 per cent of a training maximum, the top set open."""
    maximum, before = 0.9 * math.exp(truth.log_1rm), START
    for number, day in _days(truth.rng):
        truth.live((day - before).days)
        before = day
        loads, asked = WAVES[number % 3]
        diary.truth[lift, day] = truth.log_1rm, truth.slope
        for share, count in zip(loads[:-1], asked[:-1], strict=True):
            diary.log(lift, day, _plates(share * maximum), count)
        load = _plates(loads[-1] * maximum)
        most = truth.most(load) - truth.rng.exponential(0.3)
        done = diary.log(lift, day, load, most, choice=LoadChoice.TEST)
        if done < asked[-1]:
            maximum *= 0.9
        elif number % 3 == 2:
            maximum += PLATE_KG


WAVES: Final = (
    ((0.65, 0.75, 0.85), (5, 5, 5)),
    ((0.70, 0.80, 0.90), (3, 3, 3)),
    ((0.75, 0.85, 0.95), (5, 3, 1)),
)


def reserves(diary: Diary, lift: str, truth: Truth) -> None:
    """Work up to a set of five and a set of three, and tell the reserve of both."""
    before = START
    for _, day in _days(truth.rng):
        truth.live((day - before).days)
        before = day
        diary.truth[lift, day] = truth.log_1rm, truth.slope
        believed = truth.log_1rm + truth.rng.normal(0, 0.03)
        for count, left in ((10, 2), (6, 2), (3, 1)):
            load = _plates(math.exp(believed - truth.slope * (count + left - 1)))
            most = max(truth.most(load), 1.0)
            done = min(count, most)
            rir = max(0.0, round(most - done + truth.rng.normal(0, 0.3 * (most - done) + 0.2)))
            diary.log(lift, day, load, done, rir=RIR(min(rir, 10.0)))


def free(diary: Diary, lift: str, truth: Truth) -> None:
    """Choose loads so that eight to ten go up with one to three left, and tell no reserve."""
    before, load = START, _plates(math.exp(truth.log_1rm - truth.slope * 10))
    for _, day in _days(truth.rng):
        truth.live((day - before).days)
        before = day
        diary.truth[lift, day] = truth.log_1rm, truth.slope
        most = truth.most(load) - truth.rng.uniform(1, 3)
        done = diary.log(lift, day, load, min(most, 10))
        load = _plates(load * (1.025 if done >= 10 else 0.95 if done < 7 else 1.0))


def _plates(load: float) -> float:
    return max(20.0, round(load / PLATE_KG) * PLATE_KG)


def linear(diary: Diary, lift: str, truth: Truth) -> None:
    """Add a plate a session to three sets of five, the last of them open; fall back on failing.

    This lifter likes to stop at six: a third of what goes beyond is left undone.
    """
    before, load = START, _plates(0.75 * math.exp(truth.log_1rm))
    for _, day in _days(truth.rng):
        truth.live((day - before).days)
        before = day
        diary.truth[lift, day] = truth.log_1rm, truth.slope
        most = truth.most(load) - truth.rng.exponential(0.3)
        for share, count in ((0.5, 5), (0.75, 3), (1.0, 5), (1.0, 5)):
            diary.log(lift, day, _plates(share * load), count)
        done = diary.log(lift, day, load, most - (most - 6) / 3, choice=LoadChoice.TEST)
        load = _plates(0.9 * load) if done < 5 else load + PLATE_KG


LIVES: Final[Mapping[str, Life]] = {
    "open sets": waves,
    "reserves told": reserves,
    "free choice": free,
}


def programmes(athletes: int) -> tuple[list[Log], int]:
    """Give the logs of made-up programmes, open sets as they are found, and how many are wrong.

    Their marks are taken off first, as an export has none.
    """
    logs: list[Log] = []
    wrong = 0
    for name, life in (("waves", waves), ("linear", linear)):
        for athlete in range(athletes):
            told = diary_of(life, athlete).sets
            true = {one.id for one in told if one.choice is LoadChoice.TEST}
            plain = [replace(one, choice=LoadChoice.OWN) for one in told]
            signs = open_sets(plain)
            wrong += len(true ^ set(signs))
            sets = with_tests(plain)
            told_by = Counter(signs.values())
            logs.append(Log(name=f"{name} {athlete}", app="", unit="kg", sets=sets, signs=told_by))
    return logs, wrong


# --- what the filter makes of them ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one lift on one day, beside the truth. [ln]"""

    off: float
    is_likely: bool
    is_possible: bool
    slope_off: float
    slope_moved: float
    sessions: int


def diary_of(life: Life, athlete: int) -> Diary:
    """Let a made-up lifter train three lifts."""
    rng = np.random.default_rng((athlete, 4))
    diary = Diary()
    for lift in LIFTS:
        slope = MIDDLE_SLOPE * math.exp(0.3 * rng.normal())
        gain = float(rng.uniform(0.0, 0.0008))
        life(diary, lift, Truth(math.log(rng.uniform(60, 160)), slope, gain, rng))
    diary.sets.sort(key=lambda one: (one.day, one.at, one.position))
    return diary


def lived(life: Life, athlete: int, settings: StrengthSettings) -> list[Found]:
    """Look at every lift of a made-up lifter on the morning of each of its days."""
    diary = diary_of(life, athlete)
    state = StrengthState(exercises={}, body_kg=75.0, settings=settings)
    found: list[Found] = []
    for day, of_day in groupby(diary.sets, key=lambda one: one.day):
        sets = tuple(of_day)
        found += _beside_truth(state, day, {one.exercise for one in sets}, diary)
        state = state.observe(sets)
    return found


def _beside_truth(
    state: StrengthState, day: date, lifts: set[str], diary: Diary
) -> Iterator[Found]:
    for lift in sorted(lifts):
        estimate = state.estimate(lift, day)
        if estimate is None or estimate.sessions < SETTLED:
            continue
        log_1rm, slope = diary.truth[lift, day]
        true = math.exp(log_1rm)
        yield Found(
            off=math.log(estimate.one_rep_max.value) - log_1rm,
            is_likely=estimate.likely.low <= true <= estimate.likely.high,
            is_possible=estimate.possible.low <= true <= estimate.possible.high,
            slope_off=math.log(estimate.slope / slope),
            slope_moved=math.log(estimate.slope / build_of(lift, None).slope),
            sessions=estimate.sessions,
        )


def simulated_goals(*, is_quick: bool) -> Iterator[Goal]:
    """Say how near the filter comes to the truth, and how often its bands hold it."""
    athletes = 20 if is_quick else 150
    for name, life in LIVES.items():
        found = [one for n in range(athletes) for one in lived(life, n, SETTINGS)]
        off = np.array([one.off for one in found])
        yield Goal(
            f"{name}: 1RM off by, median; too high on average",
            f"{100 * float(np.median(np.abs(off))):.1f} %; {100 * float(off.mean()):+.1f} %",
        )
        learns = name != "free choice"
        yield _slope_goal(name, found, learns=learns)
        for share in RANGES:
            held = float(
                np.mean([one.is_likely if share == 0.80 else one.is_possible for one in found])
            )
            asked = f"{name}: {100 * share:.0f} % band of 1RM holds the truth at least so often"
            yield Goal(asked, f"{100 * held:.1f} %", held >= share - 0.02 if learns else None)


def _slope_goal(name: str, found: Sequence[Found], *, learns: bool) -> Goal:
    """Ask that slopes come nearer where loads were given, and stay where they were chosen."""
    if not learns:
        moved = max(abs(one.slope_moved) for one in found)
        return Goal(f"{name}: the slope stays what is usual", f"moved by {moved:.0e}", moved < 1e-9)
    late = [one for one in found if one.sessions >= WEEKS - 15]
    off = float(np.median(np.abs([one.slope_off for one in late])))
    usual = float(np.median(np.abs([one.slope_off - one.slope_moved for one in late])))
    figure = f"{100 * off:.0f} %, where the usual one is off by {100 * usual:.0f} %"
    return Goal(f"{name}: slope off at the end, median", figure, off <= 0.75 * usual)
