"""How well a number fits the plates of a gym in kilograms or in pounds.

Plates leave a grid. In kilograms a bar of 20 and plates down to 1.25 give 60, 62.5 and 100,
dumbbells and stacks any whole number; in pounds a bar of 45 and plates down to 2.5 give 135,
185 and 225, dumbbells and stacks the fives. A number that an app converted is odd as it stands
and whole in the other unit: 44.09245243697551 lb are 20 kg, and 20.41 kg are 45 lb.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Final

from ironstride.core.exercise import LoadType
from ironstride.core.units import POUND_IN_KG, MassUnit

FINEST: Final = 0.25  # the halves of the smallest plates; below that a number is no plate
STEPS: Final = (10.0, 5.0, 2.5, 1.0, 0.5, FINEST)  # a number counts at the first that divides it
POINTS_IN_TEN: Final = (1, 1, 2, 8, 8, 20)  # how many numbers of each step lie in ten

Shares = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """How a lifter chooses weights: the share of sets on each of `STEPS`, on a bar and elsewhere.

    `share` is that of all lifters on these plates who do so.
    """

    share: float
    on_a_bar: Shares
    elsewhere: Shares


# Who lifts in fives alone tells little about the unit, so each kind of plates has several habits.
# The first of each is what two logs showed, smoothed; the others and all shares are a [choice].
HABITS: Final[Mapping[MassUnit, tuple[Habit, ...]]] = {
    MassUnit.KG: (
        Habit(
            share=0.55,
            on_a_bar=(0.52, 0.25, 0.16, 0.050, 0.015, 0.005),
            elsewhere=(0.33, 0.16, 0.08, 0.385, 0.030, 0.015),
        ),
        Habit(
            share=0.20,
            on_a_bar=(0.33, 0.26, 0.36, 0.035, 0.010, 0.005),
            elsewhere=(0.33, 0.26, 0.34, 0.050, 0.015, 0.005),
        ),
        Habit(
            share=0.10,
            on_a_bar=(0.74, 0.22, 0.03, 0.006, 0.003, 0.001),
            elsewhere=(0.60, 0.30, 0.08, 0.016, 0.003, 0.001),
        ),
        Habit(
            share=0.15,
            on_a_bar=(0.44, 0.50, 0.05, 0.006, 0.003, 0.001),
            elsewhere=(0.45, 0.46, 0.07, 0.016, 0.003, 0.001),
        ),
    ),
    MassUnit.LB: (
        Habit(
            share=0.88,
            on_a_bar=(0.37, 0.57, 0.03, 0.020, 0.008, 0.002),
            elsewhere=(0.43, 0.45, 0.06, 0.050, 0.008, 0.002),
        ),
        Habit(
            share=0.12,
            on_a_bar=(0.32, 0.42, 0.18, 0.050, 0.020, 0.010),
            elsewhere=(0.32, 0.32, 0.23, 0.100, 0.020, 0.010),
        ),
    ),
}
LIGHT: Final = 10.0  # below it both kinds of dumbbells and cuffs come in every number
LIGHT_SHARES: Final[Shares] = (0.0, 0.25, 0.15, 0.50, 0.08, 0.02)
MOST_HABITS: Final = max(map(len, HABITS.values()))

# What a bar weighs bare and with one or two pairs of full plates: some numbers come up more often
# than their step lets expect. Of all sets on a bar, and of sets on nobody knows what.   [choice]
ROUND_BARS: Final[Mapping[MassUnit, tuple[float, ...]]] = {
    MassUnit.KG: (20, 40, 60, 100, 140, 180),
    MassUnit.LB: (45, 95, 135, 185, 225, 275, 315),
}
ON_ROUND_BARS: Final[Mapping[LoadType | None, float]] = {LoadType.BARBELL: 0.25, None: 0.08}
TENS: Final = 18  # the range of usual weights; what a share on one number weighs against a step's

ODD: Final = 0.01  # share of numbers that are no plate at all: typed wrongly, a scale, a sandbag
MOST_DECIMALS: Final = 3  # more decimals than these tell nothing further

Pair = tuple[MassUnit, MassUnit]
PAIRS: Final[tuple[Pair, ...]] = tuple(product(MassUnit, MassUnit))  # the file's unit, the plates'


def log_fits(
    number: float, load_type: LoadType | None, *, unit: MassUnit, plates: MassUnit, decimals: int
) -> tuple[float, ...]:
    """Say how likely a number is in a file in `unit` from someone on plates in `plates`.

    One answer for each habit. `decimals` are those that the file writes, for they say how a
    conversion was rounded. The answers are natural logarithms; only differences between pairs
    of units mean something.

    >>> def fit(number: float, unit: MassUnit) -> float:
    ...     return log_fits(number, LoadType.BARBELL, unit=unit, plates=unit, decimals=1)[0]
    >>> fit(62.5, MassUnit.KG) > fit(62.5, MassUnit.LB), fit(135, MassUnit.LB) > fit(135, MassUnit.KG)
    (True, True)
    """
    slack = _slack(number)
    if unit is not plates:
        slack = in_other_unit(slack + 0.5 * 10.0**-decimals, unit)
    lifted = number if unit is plates else in_other_unit(number, unit)
    near = steps_near(lifted, slack)
    full = ON_ROUND_BARS.get(load_type, 0.0)
    bars = ROUND_BARS[plates]
    is_round = any(abs(lifted - bar) <= slack for bar in bars)
    round_bar = full * TENS / len(bars) if is_round else 0.0
    typed = ODD * 10.0 ** -(min(decimals_of(number), MOST_DECIMALS) + 1)
    fits = []
    for habit in HABITS[plates]:
        shares = habit.on_a_bar if load_type is LoadType.BARBELL else habit.elsewhere
        if lifted < LIGHT:
            shares = LIGHT_SHARES
        fit = sum(shares[step] / POINTS_IN_TEN[step] for step in near)
        fits.append(math.log((1 - ODD) * ((1 - full) * fit + round_bar) + typed))
    return tuple(fits)


def _slack(number: float) -> float:
    """Give what a conversion there and back may lose."""
    return 1e-6 * abs(number)


@lru_cache(maxsize=8_192)
def steps_near(number: float, slack: float) -> tuple[int, ...]:
    """Give the step of each number on the grid that lies within `slack`, by its place in STEPS."""
    first = math.ceil((number - slack) / FINEST)
    last = math.floor((number + slack) / FINEST)
    return tuple(_step(point * FINEST) for point in range(max(first, 1), last + 1))


def _step(number: float) -> int:
    return next(i for i, step in enumerate(STEPS) if math.isclose(number % step, 0, abs_tol=1e-9))


def is_converted(number: float, unit: MassUnit) -> bool:
    """Whether a number in `unit` is no plate there and a plate in the other unit.

    >>> is_converted(44.09245243697551, MassUnit.LB), is_converted(20.41, MassUnit.KG)
    (True, True)
    >>> is_converted(45, MassUnit.LB)
    False
    """
    if steps_near(number, _slack(number)):
        return False
    slack = 0.5 * 10.0 ** -decimals_of(number) + _slack(number)
    return bool(steps_near(in_other_unit(number, unit), in_other_unit(slack, unit)))


def in_other_unit(number: float, unit: MassUnit) -> float:
    """Convert a number in `unit` to the other unit."""
    return number * POUND_IN_KG if unit is MassUnit.LB else number / POUND_IN_KG


def decimals_of(number: float) -> int:
    """Count the decimals that a number was written with.

    >>> decimals_of(80.0), decimals_of(62.5), decimals_of(20.41), decimals_of(1e-7)
    (0, 1, 2, 0)
    """
    text = repr(float(number))
    if "e" in text:
        return 0
    return len(text.partition(".")[2].rstrip("0"))
