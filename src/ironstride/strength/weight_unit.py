"""Kilograms or pounds: what the weights of a log are written in, where nobody says so.

Two units are told apart: the one that the file writes, and the one of the plates that were
lifted. An app that was switched to pounds writes 20 kg as 44.09245243697551, and goes on so
when its owner joins a gym with pound plates: the plates change, the file's unit does not. In
another app both change, and the numbers of every lift leap by 2.2 on one day.

Every pair of units, with at most one change between two days, is weighed by how well its grid
of plates fits (`plate_grid`), and a change of the file's unit also by whether each lift leaps.
Sets repeat one another, so a number counts four times at most and evidence counts half. [choice]

Tried on 4,800 stretches of four to forty sessions out of two real logs, and of the same logs
with every number converted: one was named wrongly, and the shorter they were and the less was
known of what was lifted, the more were left open. Both logs also shaped the numbers in
`plate_grid`, so a stranger's log may fare worse.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ironstride.core.exercise import LoadType
from ironstride.core.units import POUND_IN_KG, MassUnit
from ironstride.strength.plate_grid import (
    HABITS,
    MOST_HABITS,
    PAIRS,
    Pair,
    decimals_of,
    in_other_unit,
    is_converted,
    log_fits,
)

SURE: Final = 0.95
FEWEST_NUMBERS: Final = 5  # of fewer different numbers nobody should be sure
NOT_SURE: Final = 0.9
MOST_REPEATS: Final = 4  # of one number; the fifth set of 100 says nothing new
TEMPER: Final = 0.5  # of evidence whose parts hang together
ONE_PAIR: Final = 0.90  # that nothing changes midway
NEW_PLATES: Final = 0.05  # that the plates change and the file's unit does not
NEW_UNIT: Final = 0.045  # that both change; what is left are odder changes
CONVERTED: Final = 0.15  # that a file is not written in the unit of its plates

LEAP: Final = -math.log(POUND_IN_KG)  # of log numbers, from kilograms to pounds
LEAP_SPREAD: Final = 0.3  # by how much a lift's weight changes anyway from week to week
LEAP_DAYS: Final = 90  # longer apart, a lift tells nothing about a leap
MOST_LEAP: Final = 12.0
TYPICAL_KG: Final = 45.0  # the middle of all weights that lifters write
TYPICAL_SPREAD: Final = 0.9
MOST_TYPICAL: Final = 1.5

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """One weight as it was written: its number, its day, and what it was lifted with, if known."""

    day: date
    number: float
    exercise: str = ""
    load_type: LoadType | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A stretch of days in which neither unit changes."""

    first: date
    last: date
    unit: MassUnit
    plates: MassUnit


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightUnit:
    """What the weights of a file are written in, spell by spell, and how sure that is.

    `confidence`, from 0 to 1, is that of the file's units; the plates' may be less sure.
    """

    spells: tuple[Spell, ...]
    confidence: float
    sentence: str

    @property
    def is_sure(self) -> bool:
        """Whether the units may be taken without asking."""
        return self.confidence >= SURE

    @property
    def unit(self) -> MassUnit | None:
        """The one unit of the whole file; None where it changes, or where it is unsure."""
        units = {spell.unit for spell in self.spells}
        return units.pop() if self.is_sure and len(units) == 1 else None

    @property
    def changes_on(self) -> date | None:
        """The first day of the file's second unit, or None where it has but one."""
        first, *later = self.spells
        return next((spell.first for spell in later if spell.unit is not first.unit), None)

    def unit_on(self, day: date) -> MassUnit | None:
        """The file's unit on a day, or None where it is unsure."""
        if not self.is_sure:
            return None
        begun = [spell for spell in self.spells if spell.first <= day] or self.spells[:1]
        return begun[-1].unit


@dataclass(frozen=True, slots=True)
class Stories:
    """How likely each story is, in natural logarithms that sum to 1 together.

    `steady[p]` keeps the pair p throughout; `changed[p, q, d]` goes from p to q before day d + 1.
    """

    steady: Floats
    changed: Floats

    def share(self, unit: MassUnit, later: MassUnit, *, near: slice = slice(None)) -> float:
        """Sum the stories whose file is in `unit` and then in `later`, changing near a day."""
        first = [i for i, (written, _) in enumerate(PAIRS) if written is unit]
        second = [i for i, (written, _) in enumerate(PAIRS) if written is later]
        share = float(np.exp(self.changed[np.ix_(first, second)][..., near]).sum())
        return share + (float(np.exp(self.steady[first]).sum()) if unit is later else 0.0)


def weight_unit(weights: Iterable[Weighed]) -> WeightUnit | None:
    """Say what unit the weights of one file are in, or None where it holds none.

    The order within a day does not matter. Weights of lifts that leave no grid, as on a scale
    of sandbags, say little either way.

    >>> day = date(2026, 7, 6)
    >>> bars = [Weighed(day=day, number=x, load_type=LoadType.BARBELL)
    ...     for x in (20, 60, 62.5, 67.5, 72.5, 77.5, 80, 82.5, 87.5, 90, 92.5, 97.5, 100, 102.5)]
    >>> print(weight_unit(bars).sentence)
    The weights are in kilograms: numbers such as 20, 60 and 100 are what kilogram plates give.
    """
    told = sorted((w for w in weights if w.number > 0), key=lambda w: w.day)
    if not told:
        return None
    days = sorted({weighed.day for weighed in told})
    stories = _stories(_fits(told, days), _leaps(told, days), _typical(told))
    pairs, change = _likeliest(stories)
    spells = _spells(pairs, change, days)
    confidence = _confidence(stories, spells, change, days)
    if len({weighed.number for weighed in told}) < FEWEST_NUMBERS:
        confidence = min(confidence, NOT_SURE)
    return WeightUnit(
        spells=spells, confidence=confidence, sentence=_sentence(told, spells, confidence)
    )


def _fits(told: Sequence[Weighed], days: Sequence[date]) -> Floats:
    """Sum how well the numbers of each day fit, by pair of units and habit of choosing weights."""
    place = {day: i for i, day in enumerate(days)}
    often = Counter((weighed.load_type, weighed.number) for weighed in told)
    decimals = _decimals(told)
    fits = np.zeros((len(PAIRS), MOST_HABITS, len(days)))
    for row, (unit, plates) in enumerate(PAIRS):
        known: dict[tuple[LoadType | None, float], Floats] = {}
        for (load_type, number), count in often.items():
            fit = log_fits(number, load_type, unit=unit, plates=plates, decimals=decimals)
            known[load_type, number] = np.array(fit) * TEMPER * min(count, MOST_REPEATS) / count
        for weighed in told:
            habits = known[weighed.load_type, weighed.number]
            fits[row, : len(habits), place[weighed.day]] += habits
    return fits


def _over_habits(fits: Floats) -> Floats:
    """Join the habits of each pair of units, each weighed by how many lifters have it.

    Shape (pairs, habits, n) becomes (pairs, n).
    """
    shares = np.full((len(PAIRS), MOST_HABITS, 1), -np.inf)
    for row, (_, plates) in enumerate(PAIRS):
        habits = HABITS[plates]
        shares[row, : len(habits), 0] = np.log([habit.share for habit in habits])
    joined: Floats = np.logaddexp.reduce(fits + shares, axis=1)
    return joined


def _decimals(told: Sequence[Weighed]) -> int:
    """Say how many decimals the file writes where it has to, but for a stray number or two."""
    decimals = sorted(decimals_of(weighed.number) for weighed in told)
    return decimals[-1 - len(decimals) // 100]


def _leaps(told: Sequence[Weighed], days: Sequence[date]) -> Floats:
    """Weigh, for a change before each later day, a leap up of every lift, and a leap down.

    Shape (2, days - 1), in natural logarithms against no leap at all.
    """
    numbers = np.array([day.toordinal() for day in days])
    at = np.arange(1, len(days))
    weighed = np.zeros((2, max(len(days) - 1, 0)))
    for lifted, heights in _daily(told):
        places = np.searchsorted(lifted, numbers[at])
        inside = (places > 0) & (places < len(lifted))
        before, after = np.clip(places - 1, 0, None), np.clip(places, None, len(lifted) - 1)
        inside &= numbers[at] - lifted[before] <= LEAP_DAYS
        inside &= lifted[after] - numbers[at] <= LEAP_DAYS
        rise = heights[after] - heights[before]
        for row, leap in enumerate((LEAP, -LEAP)):
            weighed[row] += np.where(inside, _log_bell(rise - leap) - _log_bell(rise), 0.0)
    return np.clip(weighed, -MOST_LEAP, MOST_LEAP)


def _daily(told: Sequence[Weighed]) -> list[tuple[Floats, Floats]]:
    """Give for each lift its days, as ordinals, and the logarithm of the day's heaviest number."""
    heaviest: dict[str, dict[int, float]] = defaultdict(dict)
    for weighed in told:
        if weighed.exercise:
            day = weighed.day.toordinal()
            best = heaviest[weighed.exercise].get(day, 0.0)
            heaviest[weighed.exercise][day] = max(best, weighed.number)
    return [
        (np.array(list(days), dtype=float), np.log(list(days.values())))
        for days in heaviest.values()
        if len(days) > 1
    ]


def _log_bell(distance: Floats) -> Floats:
    """Give a bell's height with wide skirts, so that one odd day decides nothing."""
    narrow = 0.9 * np.exp(-0.5 * (distance / LEAP_SPREAD) ** 2) / LEAP_SPREAD
    wide = 0.1 * np.exp(-0.5 * (distance / (4 * LEAP_SPREAD)) ** 2) / (4 * LEAP_SPREAD)
    height: Floats = np.log(narrow + wide + 1e-12)
    return height


def _typical(told: Sequence[Weighed]) -> dict[MassUnit, float]:
    """Weigh how usual the weights would be in each unit: a little, however many they are."""
    middle = float(np.median([math.log(weighed.number) for weighed in told]))
    heights = {
        unit: middle - (LEAP if unit is MassUnit.LB else 0.0) - math.log(TYPICAL_KG)
        for unit in MassUnit
    }
    fits = {unit: -0.5 * (height / TYPICAL_SPREAD) ** 2 for unit, height in heights.items()}
    best = max(fits.values())
    return {unit: max(fit - best, -MOST_TYPICAL) for unit, fit in fits.items()}


def _stories(fits: Floats, leaps: Floats, typical: dict[MassUnit, float]) -> Stories:
    until = fits.cumsum(axis=2)
    before = _over_habits(until[..., :-1])
    after = _over_habits(until[..., -1:] - until[..., :-1])
    steady = _over_habits(until[..., -1:])[:, 0] + np.array(
        [_log_prior(pair) + typical[pair[0]] for pair in PAIRS]
    )
    changed = np.full((len(PAIRS), len(PAIRS), before.shape[1]), -np.inf)
    for i, first in enumerate(PAIRS):
        for j, second in enumerate(PAIRS):
            if i != j and before.shape[1]:
                prior = _log_prior_of_change(first, second) - math.log(before.shape[1])
                prior += (typical[first[0]] + typical[second[0]]) / 2
                changed[i, j] = before[i] + after[j] + prior + _leap(first, second, leaps)
    level = np.logaddexp.reduce(np.concatenate([steady, changed.ravel()]))
    return Stories(steady - level, changed - level)


def _log_prior(pair: Pair) -> float:
    unit, plates = pair
    return math.log(ONE_PAIR * (1 - CONVERTED if unit is plates else CONVERTED) / 2)


def _log_prior_of_change(first: Pair, second: Pair) -> float:
    if first[0] is second[0]:
        return math.log(NEW_PLATES / 4)  # either unit, either way
    if first[0] is first[1] and second[0] is second[1]:
        return math.log(NEW_UNIT / 2)
    return math.log((1 - ONE_PAIR - NEW_PLATES - NEW_UNIT) / 6)


def _leap(first: Pair, second: Pair, leaps: Floats) -> Floats:
    if first[0] is second[0]:
        return np.zeros_like(leaps[0])
    rises = second[0] is MassUnit.LB
    leap: Floats = leaps[0 if rises else 1]
    return leap


def _likeliest(stories: Stories) -> tuple[tuple[Pair, ...], int]:
    """Give the pairs of the likeliest story, and the place of the day its second begins on."""
    steady = int(stories.steady.argmax())
    if stories.changed.size and stories.changed.max() > stories.steady[steady]:
        first, second, day = np.unravel_index(stories.changed.argmax(), stories.changed.shape)
        return (PAIRS[first], PAIRS[second]), int(day) + 1
    return (PAIRS[steady],), 0


def _spells(pairs: Sequence[Pair], change: int, days: Sequence[date]) -> tuple[Spell, ...]:
    if len(pairs) == 1:
        ends = [(days[0], days[-1])]
    else:
        ends = [(days[0], days[change - 1]), (days[change], days[-1])]
    return tuple(
        Spell(first=first, last=last, unit=unit, plates=plates)
        for (unit, plates), (first, last) in zip(pairs, ends, strict=True)
    )


def _confidence(
    stories: Stories, spells: Sequence[Spell], change: int, days: Sequence[date]
) -> float:
    """Sum the stories that tell the same of the file's units; a change may be two weeks off."""
    first, last = spells[0].unit, spells[-1].unit
    if first is last:
        return stories.share(first, last)
    near = [i for i, day in enumerate(days) if abs((day - days[change]).days) <= 14 and i > 0]
    return stories.share(first, last, near=slice(near[0] - 1, near[-1]))


def _sentence(told: Sequence[Weighed], spells: Sequence[Spell], confidence: float) -> str:
    """Say what was found, with numbers of the athlete's own that show it."""
    if confidence < SURE:
        few = [f"{number:g}" for number in sorted(_commonest(told))]
        return (
            f"The weights may be kilograms or pounds: numbers {_such_as(few)} "
            "occur in either, so the unit has to be told."
        )
    first, *later = spells
    if not later:
        return f"The weights are in {NAMES[first.unit]}: {_evidence(told, first)}."
    (second,) = later
    if first.unit is second.unit:
        return (
            f"The weights are in {NAMES[first.unit]} throughout. Until {first.last}, "
            f"{_evidence(told, first)}; from {second.first} on, {_evidence(told, second)}."
        )
    return (
        f"The weights are in {NAMES[first.unit]} until {first.last}, where "
        f"{_evidence(told, first)}, and in {NAMES[second.unit]} from {second.first} on, where "
        f"{_evidence(told, second)}."
    )


NAMES: Final = {MassUnit.KG: "kilograms", MassUnit.LB: "pounds"}
PLATES: Final = {MassUnit.KG: "kilogram plates", MassUnit.LB: "pound plates"}


def _evidence(told: Sequence[Weighed], spell: Spell) -> str:
    """Show the numbers of a spell that speak most for its plates."""
    inside = [weighed for weighed in told if spell.first <= weighed.day <= spell.last]
    numbers = inside if spell.unit is not spell.plates else ()
    odd = [weighed.number for weighed in numbers if is_converted(weighed.number, spell.unit)]
    if odd:
        (number, _), *_ = Counter(odd).most_common(1)
        whole = in_other_unit(number, spell.unit)
        return (
            f"{len(odd):,} of {len(inside):,} are round only in {NAMES[spell.plates]}, "
            f"as {round(number, 2):g} {spell.unit}, which is {round(whole * 4) / 4:g} {spell.plates}"
        )
    few = [f"{number:g}" for number in sorted(_most_telling(inside, spell.plates))]
    return f"numbers {_such_as(few)} are what {PLATES[spell.plates]} give"


def _most_telling(inside: Sequence[Weighed], plates: MassUnit) -> list[float]:
    """Choose three numbers that fit these plates best against the other ones."""
    other = MassUnit.LB if plates is MassUnit.KG else MassUnit.KG
    decimals = _decimals(inside)
    worth: dict[float, float] = defaultdict(float)
    for (load_type, number), count in Counter((w.load_type, w.number) for w in inside).items():
        here = log_fits(number, load_type, unit=plates, plates=plates, decimals=decimals)
        there = log_fits(number, load_type, unit=other, plates=other, decimals=decimals)
        worth[number] += (max(here) - max(there)) * min(count, MOST_REPEATS)
    return sorted(worth, key=lambda number: -worth[number])[:3]


def _commonest(told: Sequence[Weighed]) -> list[float]:
    return [number for number, _ in Counter(weighed.number for weighed in told).most_common(3)]


def _such_as(numbers: Sequence[str]) -> str:
    *front, last = numbers
    return f"such as {', '.join(front)} and {last}" if front else f"such as {last}"
