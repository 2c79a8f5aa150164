"""Weekly volume: runs, kilometres, minutes and load, week by week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from ironstride.core.calendar import monday_of
from ironstride.running.load import LoadMethod, Yardstick, session_load
from ironstride.running.outing import Outing


@dataclass(frozen=True, slots=True)
class Spread:
    """A weekly figure: its middle, its least and its most."""

    middle: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Take the median and the range; all zero for no weeks."""
        if not values:
            return cls(0.0, 0.0, 0.0)
        return cls(float(median(values)), min(values), max(values))


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """What a week holds. [count, d, km, min; load: 100 is an all-out hour]

    `weighed` says from which figure how many recordings had their load; `unweighed` of them
    had none and count as nothing.
    """

    runs: Spread
    days: Spread
    km: Spread
    minutes: Spread
    load: Spread
    weighed: Mapping[LoadMethod, int]
    unweighed: int


@dataclass(frozen=True, slots=True)
class _WeekSum:
    runs: int
    days: int
    km: float
    minutes: float
    load: float


def weekly_volume(
    all_outings: Sequence[Outing], mondays: Sequence[date], *, of: Yardstick
) -> Volume:
    """Sum up each week that begins on one of the Mondays."""
    sums = [_sum_up([o for o in all_outings if monday_of(o.day) == m], of) for m in mondays]
    loads = [session_load(part, of) for outing in all_outings for part in outing.parts]
    return Volume(
        runs=Spread.of([week.runs for week in sums]),
        days=Spread.of([week.days for week in sums]),
        km=Spread.of([week.km for week in sums]),
        minutes=Spread.of([week.minutes for week in sums]),
        load=Spread.of([week.load for week in sums]),
        weighed=Counter(load.method for load in loads if load is not None),
        unweighed=sum(load is None for load in loads),
    )


def _sum_up(week: Sequence[Outing], of: Yardstick) -> _WeekSum:
    loads = [session_load(part, of) for outing in week for part in outing.parts]
    return _WeekSum(
        runs=len(week),
        days=len({outing.day for outing in week}),
        km=sum(outing.distance_km or 0.0 for outing in week),
        minutes=sum(outing.minutes for outing in week),
        load=sum(load.value for load in loads if load is not None),
    )
