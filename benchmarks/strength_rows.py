"""Forecasts one step ahead: each day's sets foreseen from the days before it, and nothing else."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import Final

from benchmarks.strength_logs import Log
from ironstride.core.log import LoadChoice, SetDone
from ironstride.strength.lift import Measure, lift_of
from ironstride.strength.settings import SETTINGS, StrengthSettings
from ironstride.strength.state import RepsForecast, StrengthState

OURS: Final = "Ironstride"
FILTER: Final = "filter, own slope"
POPULATION: Final = "filter, population slope"
LAST: Final = "as last time"
FEWEST_DAYS: Final = 3  # of a lift before it is scored
FORGETTING: Final = 0.3  # what an exponential average takes from the newest day
BODY_KG: Final = 75.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One set that was foreseen: what came, and what each method had said."""

    athlete: str
    lift: str
    day: date
    reps: int
    said: Mapping[str, float]
    ours: RepsForecast
    gap_days: int
    is_load_changed: bool
    is_hard: bool


@dataclass(slots=True)
class Past:
    """What a simple method remembers of a lift: its days, their loads and repetitions."""

    days: list[date] = field(default_factory=list)
    loads: list[float] = field(default_factory=list)
    reps: list[int] = field(default_factory=list)
    averages: dict[str, float] = field(default_factory=dict)

    def add(self, day: date, load: float, reps: int) -> None:
        """Remember one more day."""
        self.days.append(day)
        self.loads.append(load)
        self.reps.append(reps)
        for name, (strength, _) in FORMULAS.items():
            now = strength(load, reps)
            before = self.averages.get(name, now)
            self.averages[name] = before + FORGETTING * (now - before)


# --- formulas of 1RM, and how often a load goes up by each ----------------------------------


def epley(load: float, reps: float) -> float:
    return load * (1 + reps / 30)


def epley_reps(strength: float, load: float) -> float:
    return 30 * (strength / load - 1)


def brzycki(load: float, reps: float) -> float:
    return load / (1.0278 - 0.0278 * min(reps, 36))


def brzycki_reps(strength: float, load: float) -> float:
    return (1.0278 - load / strength) / 0.0278


def wathan(load: float, reps: float) -> float:
    return 100 * load / (48.8 + 53.8 * math.exp(-0.075 * reps))


def wathan_reps(strength: float, load: float) -> float:
    share = max(100 * load / strength - 48.8, 0.5)
    return -math.log(share / 53.8) / 0.075


Formula = tuple[Callable[[float, float], float], Callable[[float, float], float]]
FORMULAS: Final[Mapping[str, Formula]] = {
    "Brzycki": (brzycki, brzycki_reps),
    "Epley": (epley, epley_reps),
    "Wathan": (wathan, wathan_reps),
}


def simple(past: Past, load: float) -> dict[str, float]:
    """Ask the simple methods how often a load will go up."""
    said = {
        LAST: float(past.reps[-1]),
        "as last time at that load": float(_at_load(past, load)),
        "mean of the last three": sum(past.reps[-3:]) / len(past.reps[-3:]),
    }
    if load > 0 and past.loads[-1] > 0:
        for name, (strength, reps) in FORMULAS.items():
            last = strength(past.loads[-1], past.reps[-1])
            said[f"last 1RM, {name}"] = max(0.0, reps(last, load))
            said[f"average 1RM, {name}"] = max(0.0, reps(past.averages[name], load))
    return said


def _at_load(past: Past, load: float) -> int:
    """Find the latest day at that load, else the latest day."""
    days = zip(reversed(past.loads), reversed(past.reps), strict=True)
    same = (reps for lifted, reps in days if abs(lifted - load) <= 0.005 * max(load, 1.0))
    return next(same, past.reps[-1])


# --- rows -----------------------------------------------------------------------------------


@dataclass(slots=True)
class Replay:
    """A log while it is foreseen day by day."""

    state: StrengthState
    population: StrengthState
    past: dict[tuple[str, bool], Past] = field(default_factory=lambda: defaultdict(Past))


def rows_of(log: Log, settings: StrengthSettings = SETTINGS) -> tuple[list[Row], list[Row]]:
    """Foresee a log: rows of its diary, and rows of its open sets."""
    usual = replace(settings, slope_sd=1e-6, slope_drift=0.0)
    replay = Replay(_empty(settings), _empty(usual))
    diary: list[Row] = []
    tests: list[Row] = []
    for day, of_day in groupby(log.sets, key=lambda one: one.day):
        sets = tuple(of_day)
        for one in _targets(sets):
            is_test = one.choice is LoadChoice.TEST
            row = _row(log, replay, one, is_test=is_test)
            if row is not None:
                (tests if is_test else diary).append(row)
        for one in _targets(sets):
            past = replay.past[one.exercise, one.choice is LoadChoice.TEST]
            past.add(day, _kg(one), _count(one))
        replay.state = replay.state.observe(sets)
        if log.tests:
            replay.population = replay.population.observe(sets)
    return diary, tests


def _empty(settings: StrengthSettings) -> StrengthState:
    return StrengthState(exercises={}, body_kg=BODY_KG, settings=settings)


def _targets(sets: Sequence[SetDone]) -> Iterator[SetDone]:
    """Pick what is foreseen on a day: each lift's open sets, or its heaviest set if it has none.

    The other sets of a lift with an open set are a programme's and have no say here.
    """
    lifts: dict[str, list[SetDone]] = defaultdict(list)
    for one in sets:
        if not one.is_warm_up and _count(one) > 0 and _is_counted(one):
            lifts[one.exercise].append(one)
    for work in lifts.values():
        tests = [one for one in work if one.choice is LoadChoice.TEST]
        yield from tests or [max(work, key=lambda one: (_kg(one), _count(one)))]


def _is_counted(one: SetDone) -> bool:
    return lift_of(one, {}).measure in (Measure.MASS, Measure.REPS)


def _row(log: Log, replay: Replay, one: SetDone, *, is_test: bool) -> Row | None:
    """Foresee one set, or None where its lift is too new to be scored."""
    past = replay.past[one.exercise, is_test]
    if len(past.days) < FEWEST_DAYS:
        return None
    state, load, day = replay.state, one.load, one.day
    ours = state.expected(one.exercise, load, day, choice=one.choice)
    if ours is None:
        return None
    reserve = SETTINGS.test_reserve if is_test else SETTINGS.usual_reserve
    said = {OURS: ours.middle, **simple(past, _kg(one))}
    asked = {FILTER: state, POPULATION: replay.population} if is_test else {FILTER: state}
    for name, believed in asked.items():
        forecast = believed.repetitions(one.exercise, load, day)
        if forecast is not None:
            said[name] = max(0.0, forecast.middle - reserve)
    return Row(
        athlete=log.name,
        lift=one.exercise,
        day=day,
        reps=_count(one),
        said=said,
        ours=ours,
        gap_days=(day - past.days[-1]).days,
        is_load_changed=abs(past.loads[-1] - _kg(one)) > 0.005 * max(_kg(one), 1.0),
        is_hard=one.rir is not None and one.rir.count <= 1,
    )


def _count(one: SetDone) -> int:
    return 0 if one.reps is None else one.reps.count


def _kg(one: SetDone) -> float:
    load = 0.0 if one.load is None else one.load.value
    return load - (0.0 if one.assistance is None else one.assistance.value)
