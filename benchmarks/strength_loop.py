"""The closed loop: who sets the loads of half a year, and what becomes of made-up lifters.

The same lifters live through the same days under every controller. What counts first is that
loads suit: sessions that failed, sets within one repetition of the reserve asked for, work
delivered. Gains come last, and little is to be expected of them: in trials the load's fine
control was worth 0.2 of a standard deviation, not to be told from nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from math import exp
from multiprocessing import Pool
from typing import Final

import numpy as np

from benchmarks.strength_loop_controllers import (
    CONTROLLERS,
    Start,
    on_the_rack,
    strength_on,
)
from benchmarks.strength_loop_people import MODELS, Asked, Lifted, person, response
from ironstride.catalogue.load import load as read_catalogue
from ironstride.core.exercise import RepRange
from ironstride.core.policy import DosePolicy, SetPolicy

PEOPLE: Final = 150  # of each response model
QUICK_PEOPLE: Final = 8
DRAWS: Final = 2_000  # of the bootstrap
WEEKDAYS: Final = (0, 3)
BAND: Final = 1.0  # repetitions either side of the reserve asked for
NEAR_FAILURE: Final = 0.5  # repetitions left; less is failure in all but name


# --- half a year --------------------------------------------------------------------------


def half_a_year(dose: DosePolicy) -> tuple[Asked, ...]:
    """Write the sessions of a lift for 24 weeks, as the programme doses its phases.

    Adaptation, strength, power, a second strength block, power and a taper; the last week of
    each stay is light, and the third week of a heavy stay ends one session with a test.
    """
    stays: list[tuple[SetPolicy, int]] = [
        (dose.entry, 4),
        (dose.heavy, 6),
        (dose.heavy_power, 4),
        (dose.heavy, 5),
        (dose.heavy_power, 5),
    ]
    return tuple(_sessions(stays))


def _sessions(stays: Sequence[tuple[SetPolicy, int]]) -> Iterator[Asked]:
    first = 0
    for numbers, weeks in stays:
        is_heavy = numbers.reps_high < 8
        for week, weekday in product(range(weeks), WEEKDAYS):
            is_light = week == weeks - 1
            is_test = is_heavy and week == 2 and weekday == WEEKDAYS[1]
            yield Asked(
                week=first + week,
                day=7 * (first + week) + weekday,
                sets=2 if is_light else 3,
                reps=RepRange(numbers.reps_low, numbers.reps_high),
                rir=numbers.rir,
                percent=numbers.percent_1rm,
                is_kept=is_light,
                test_leaves=max(1, numbers.rir - 1) if is_test else None,
            )
        first += weeks


# --- one life -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one lifter under one controller.

    Shares are of sessions or of working sets done. `work` is repetitions times the share of
    what could be lifted that day; `gain` is of strength without the day's luck. [1]
    """

    failed_sessions: float
    in_band: float
    too_hard: float
    too_easy: float
    work: float
    gain: float


def live(model: str, controller: str, seed: int) -> Outcome:
    """Let somebody train for half a year under a controller."""
    plan = half_a_year(read_catalogue().policy.dose)
    who, answer = person(seed, plan[-1].day + 1), response(model, seed)
    chooser = CONTROLLERS[controller](_start(seed), who, answer)
    done: list[tuple[Asked, float, tuple[Lifted, ...]]] = []
    for asked in (each for each in plan if each.day not in who.missed):
        load = chooser.choose(asked)
        strength = strength_on(asked.day, who, answer)
        sets = tuple(who.lift(load.value, strength, asked, n) for n in range(asked.sets))
        chooser.hear(asked, load, sets)
        share = load.value / strength
        answer.train(asked.day, _work(sets, share), _strain(sets, share))
        done.append((asked, share, sets))
    return _outcome(done, exp(answer.log_gain(plan[-1].day + 3)) - 1)


def _start(seed: int) -> Start:
    """Lift the set that everybody knows: about five with about two left."""
    who = person(seed, 1)
    load = on_the_rack(who.load_for(7.5, who.start_kg))
    asked = Asked(week=0, day=0, sets=1, reps=RepRange(5, 5), rir=2, percent=83)
    first = who.lift(load.value, who.start_kg, asked, 0)
    return Start(load, first.reps, first.told_rir)


def _work(sets: Sequence[Lifted], share: float) -> float:
    """Count what sets are worth: near what was possible and heavy, they are worth most."""
    return sum(share * max(0.0, 1 - max(0.0, one.left) / 8) for one in sets if one.reps)


def _strain(sets: Sequence[Lifted], share: float) -> float:
    """Count what they cost: the same, and as much again for going to failure."""
    failures = sum(one.left < NEAR_FAILURE for one in sets)
    return _work(sets, share) + failures


def _outcome(done: Sequence[tuple[Asked, float, tuple[Lifted, ...]]], gain: float) -> Outcome:
    plain = [(a, one) for a, _, sets in done for n, one in enumerate(sets) if not _is_test(a, n)]
    off = np.array([one.left - asked.rir for asked, one in plain])
    failed = [any(one.reps < asked.reps.low for one in sets) for asked, _, sets in done]
    return Outcome(
        failed_sessions=float(np.mean(failed)),
        in_band=float(np.mean(np.abs(off) <= BAND)),
        too_hard=float(np.mean(off < -BAND)),
        too_easy=float(np.mean(off > BAND)),
        work=sum(share * one.reps for _, share, sets in done for one in sets),
        gain=gain,
    )


def _is_test(asked: Asked, number: int) -> bool:
    return asked.test_leaves is not None and number == asked.sets - 1


# --- figures ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean and the interval that holds it in 95 of 100 draws."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A controller over all lifters: means, and gains by response model."""

    controller: str
    failed_sessions: Interval
    in_band: Interval
    too_hard: Interval
    too_easy: Interval
    work: Interval  # as a share of the oracle's
    gains: Mapping[str, Interval]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopFigures:
    """What came of the closed loop; `differences` are ours less the other's, lifter by lifter."""

    people: int
    rows: tuple[Row, ...]
    differences: Mapping[tuple[str, str], Interval]

    def __str__(self) -> str:
        return "\n".join(_lines(self))


def loop(*, quick: bool) -> LoopFigures:
    """Let everybody train under every controller, and sum it up."""
    people = QUICK_PEOPLE if quick else PEOPLE
    lives = list(product(MODELS, CONTROLLERS, range(people)))
    with Pool(2) as pool:
        found = pool.starmap(live, lives, chunksize=8)
    by_life = dict(zip(lives, found, strict=True))
    return _figures(by_life, people)


Lives = Mapping[tuple[str, str, int], Outcome]


def _figures(lives: Lives, people: int) -> LoopFigures:
    others = [name for name in CONTROLLERS if name != "ironstride"]
    return LoopFigures(
        people=people * len(MODELS),
        rows=tuple(_row(name, lives, people) for name in CONTROLLERS),
        differences={
            (measure, other): _interval(
                _values(measure, "ironstride", lives, people)
                - _values(measure, other, lives, people)
            )
            for measure, other in product(("failed_sessions", "in_band", "gain"), others)
        },
    )


def _row(controller: str, lives: Lives, people: int) -> Row:
    value = partial(_values, controller=controller, lives=lives, people=people)
    best = _values("work", "oracle", lives, people)
    return Row(
        controller=controller,
        failed_sessions=_interval(value("failed_sessions")),
        in_band=_interval(value("in_band")),
        too_hard=_interval(value("too_hard")),
        too_easy=_interval(value("too_easy")),
        work=_interval(value("work") / best),
        gains={
            model: _interval(_values("gain", controller, lives, people, (model,)))
            for model in MODELS
        },
    )


def _values(
    measure: str, controller: str, lives: Lives, people: int, models: Sequence[str] = MODELS
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array(
        [getattr(lives[m, controller, n], measure) for m, n in product(models, range(people))]
    )


def _interval(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Interval:
    rng = np.random.default_rng(0)
    drawn = rng.choice(values, (DRAWS, len(values))).mean(axis=1)
    low, high = np.quantile(drawn, (0.025, 0.975))
    return Interval(float(values.mean()), float(low), float(high))


# --- words --------------------------------------------------------------------------------


def _lines(figures: LoopFigures) -> Iterator[str]:
    yield (
        f"{figures.people} made-up lifters, 24 weeks, the same days under every controller; "
        "95 % intervals over lifters"
    )
    yield (
        f"{'':<18}{'failed sessions':>20}{'in the RIR band':>20}{'too hard':>20}{'too easy':>20}"
        f"{'work, oracle = 1':>20}"
    )
    for row in figures.rows:
        shares = (row.failed_sessions, row.in_band, row.too_hard, row.too_easy)
        yield f"{row.controller:<18}{''.join(map(_percent, shares))}{_plain(row.work)}"
    yield f"{'gain in 1RM':<18}{''.join(f'{model:>20}' for model in MODELS)}"
    for row in figures.rows:
        yield f"{row.controller:<18}{''.join(_percent(row.gains[m]) for m in MODELS)}"
    yield "ironstride less the other, lifter by lifter"
    for (measure, other), each in figures.differences.items():
        yield f"  {measure.replace('_', ' '):<18}{other:<18}{_percent(each)}"


def _percent(each: Interval) -> str:
    said = f"{100 * each.mean:.1f} [{100 * each.low:.1f}, {100 * each.high:.1f}] %"
    return f"{said:>20}"


def _plain(each: Interval) -> str:
    said = f"{each.mean:.2f} [{each.low:.2f}, {each.high:.2f}]"
    return f"{said:>20}"


if __name__ == "__main__":
    import sys

    print(loop(quick="--quick" in sys.argv))
