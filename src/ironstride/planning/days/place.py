"""Placement: the days of a whole season at once, and which of them may be hard on the legs.

Exact: a dynamic programme over the weeks. What one week's choice means for the next is
only when its last demanding session ended and which weekdays and places it used, so
comparing all pairs of neighbouring choices finds the best season, tier by tier. Weeks that
look alike share their choices.

What a choice leaves to be wished for depends on what its sessions can hold. That is asked
only where it decides: choices count as perfect until the best season picks them, are
priced then, and the season is searched again until all that it picks has its price.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ironstride.core.calendar import DAY, WEEK, at
from ironstride.planning.days.choices import (
    Choice,
    choices,
    must_cover,
    open_days,
    sessions_wanted,
)
from ironstride.planning.days.obstacles import Slot
from ironstride.planning.days.standing import as_slot, standing, still_to_do
from ironstride.planning.request import Request, remember
from ironstride.planning.season.outline import Outline
from ironstride.planning.tiers import BITS, WISH_UNIT, Tiers

Ints = NDArray[np.int64]
FORBIDDEN: Final = np.int64(2**61)
MINUTE: Final = timedelta(minutes=1)

Price = Callable[[Outline, tuple[Slot, ...]], tuple[Tiers, Tiers]]
"""What the composition of a week's sessions leaves to be wished for, and a bound below it."""


@dataclass(frozen=True, slots=True)
class Placement:
    """The days of a season, what they leave to be wished for, and a bound below any season's."""

    slots: tuple[tuple[Slot, ...], ...]
    cost: Tiers
    bound: Tiers


@dataclass(slots=True)
class _Packed:
    """Tiers of many choices, packed into two integers that are compared one after the other."""

    upper: Ints
    lower: Ints

    @classmethod
    def of(cls, values: Sequence[Tiers]) -> _Packed:
        """Pack one value a choice."""
        pairs = np.array([value.halves for value in values], dtype=np.int64).reshape(-1, 2)
        return cls(pairs[:, 0].copy(), pairs[:, 1].copy())

    def add(self, n: int, value: Tiers) -> None:
        """Add to one choice."""
        upper, lower = value.halves
        self.upper[n] += upper
        self.lower[n] += lower


@dataclass(slots=True)
class _Options:
    """The choices of weeks that look alike, with times in minutes from the Monday."""

    monday: date
    choices: tuple[Choice, ...]
    cost: _Packed
    bound: _Packed
    joint: _Joint
    priced: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Joint:
    """What a choice shows to the weeks beside it; one row a choice."""

    days: NDArray[np.bool_]  # (choices, 7)
    visits: Ints  # equal where places and demands are equal
    hard_end: NDArray[np.float64]  # [min] NaN without a demanding session
    hard_start: NDArray[np.float64]


def place(weeks: Sequence[Outline], request: Request, price: Price | None = None) -> Placement:
    """Place the sessions of the whole season; nothing better exists, given the prices."""
    known: dict[object, _Options] = {}
    options = [_options(week, request, known) for week in weeks]
    steps = _steps(options, request)
    costs = [option.cost for option in options]
    picks = _best_season(costs, steps)
    while price is not None and _price_new(picks, weeks, options, price):
        picks = _best_season(costs, steps)
    bounds = [option.bound for option in options]
    lowest = picks if price is None else _best_season(bounds, steps)
    return Placement(
        tuple(_slots(week, o, n) for week, o, n in zip(weeks, options, picks, strict=True)),
        _value(picks, costs, steps),
        _value(lowest, bounds, steps),
    )


def _slots(week: Outline, option: _Options, n: int) -> tuple[Slot, ...]:
    """Put the choice of a week alike into this week."""
    later = week.start - option.monday
    slots = option.choices[n].slots
    return slots if not later else tuple(replace(s, start=s.start + later) for s in slots)


def _price_new(
    picks: Sequence[int], weeks: Sequence[Outline], options: Sequence[_Options], price: Price
) -> bool:
    """Price what was picked for the first time, and say whether anything was."""
    is_new = False
    for week, option, n in zip(weeks, options, picks, strict=True):
        if n not in option.priced:
            cost, bound = price(week, _slots(week, option, n))
            option.cost.add(n, cost)
            option.bound.add(n, bound)
            option.priced.add(n)
            is_new = True
    return is_new


def _best_season(values: Sequence[_Packed], steps: Sequence[_Packed]) -> list[int]:
    """Walk through the weeks, keeping the best way to each choice, and trace it back."""
    upper, lower = values[0].upper, values[0].lower
    back: list[Ints] = []
    for value, step in zip(values[1:], steps, strict=True):
        uppers, lowers = upper[:, None] + step.upper, lower[:, None] + step.lower
        best = uppers.min(axis=0)
        lowers = np.where(uppers == best, lowers, FORBIDDEN)
        origin = lowers.argmin(axis=0)
        back.append(origin)
        upper = best + value.upper
        lower = np.take_along_axis(lowers, origin[None, :], axis=0)[0] + value.lower
    picked = [int(np.lexsort((lower, upper))[0])]
    for pointers in reversed(back):
        picked.append(int(pointers[picked[-1]]))
    return picked[::-1]


def _value(picks: Sequence[int], values: Sequence[_Packed], steps: Sequence[_Packed]) -> Tiers:
    """Add up a season."""
    upper = sum(int(value.upper[n]) for value, n in zip(values, picks, strict=True))
    lower = sum(int(value.lower[n]) for value, n in zip(values, picks, strict=True))
    lower += sum(int(step.lower[pair]) for step, pair in zip(steps, pairwise(picks), strict=True))
    return Tiers.from_halves(upper, lower)


# --- weeks that look alike ----------------------------------------------------------------


def _options(week: Outline, request: Request, known: dict[object, _Options]) -> _Options:
    key = _looks(week, request)
    if key not in known:
        found = remember(request.remembered_days, ("choices", key), lambda: choices(week, request))
        costs = [choice.cost for choice in found]
        joint = _seen_from_outside(found, week)
        known[key] = _Options(week.start, found, _Packed.of(costs), _Packed.of(costs), joint)
    return known[key]


def _looks(week: Outline, request: Request) -> object:
    """Say all that the choices of a week, and their prices, depend on."""
    near = any(-3 <= (race.day - week.start).days <= 14 for race in request.races)
    is_under_way = request.kept is not None and week.start <= request.kept.today
    if near or is_under_way or week.start < request.start:
        return week.start  # a week of its own
    days = open_days(week, request)
    after = tuple(
        any(run.is_key for run in request.runs_by_day.get(slot.start.date() + DAY, ()))
        for slot in days
    )
    places = tuple((_from_monday(s.start, week), s.minutes, s.place, s.is_demanding) for s in days)
    kept = tuple(
        (_from_monday(s.start, week), s.place, s.minutes, as_slot(s, request).is_demanding)
        for s in still_to_do(week, request)
    )
    fixed = tuple(
        (_from_monday(s.start, week), s.minutes, s.exercises) for s in standing(week, request)
    )
    is_full = must_cover(week, (week,), request)
    return (
        week.phase,
        week.block,
        is_full,
        sessions_wanted(week, request),
        places,
        after,
        kept,
        fixed,
    )


def _from_monday(moment: datetime, week: Outline) -> float:
    return (moment - at(week.start, time())) / MINUTE


def _seen_from_outside(found: Sequence[Choice], week: Outline) -> _Joint:
    days = np.zeros((len(found), 7), dtype=bool)
    for row, choice in enumerate(found):
        days[row, [slot.start.weekday() for slot in choice.slots]] = True
    visits = [tuple(sorted((s.place, s.is_demanding) for s in choice.slots)) for choice in found]
    hard = [[slot for slot in choice.slots if slot.is_demanding] for choice in found]
    ends = [max((_from_monday(s.end, week) for s in slots), default=np.nan) for slots in hard]
    starts = [min((_from_monday(s.start, week) for s in slots), default=np.nan) for slots in hard]
    return _Joint(
        days,
        np.array([zlib.crc32(repr(visit).encode()) for visit in visits], dtype=np.int64),
        np.array(ends, dtype=np.float64),
        np.array(starts, dtype=np.float64),
    )


def _steps(options: Sequence[_Options], request: Request) -> list[_Packed]:
    """Price each pair of neighbouring weeks: too close is forbidden, changed days cost."""
    known: dict[tuple[int, int], _Packed] = {}
    for before, after in pairwise(options):
        if (id(before), id(after)) not in known:
            known[id(before), id(after)] = _step(before.joint, after.joint, request)
    return [known[id(before), id(after)] for before, after in pairwise(options)]


def _step(before: _Joint, after: _Joint, request: Request) -> _Packed:
    gap_h = (after.hard_start[None, :] + WEEK / MINUTE - before.hard_end[:, None]) / 60
    is_close = gap_h < request.hard_days_apart_h  # NaN compares false
    if "heavy-days-apart" in request.waived:
        is_close[:] = False
    weight = round(WISH_UNIT * request.policy.wish_weights["rhythm"])
    changed = (before.days[:, None, :] ^ after.days[None, :, :]).sum(axis=2)
    moved = (before.visits[:, None] != after.visits[None, :]) * 2
    rhythm = ((changed + moved) * weight).astype(np.int64) << BITS
    return _Packed(np.where(is_close, FORBIDDEN, 0).astype(np.int64), rhythm)
