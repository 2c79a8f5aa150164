"""Clock times go round: their middle is not their mean."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from statistics import median
from typing import Final

DAY: Final = 1440  # [min]


def usual_clock(times: Sequence[time]) -> time:
    """Find the usual clock time: the one nearest to all others round the dial, to 5 minutes.

    The circular median: of the given times, the one with the least sum of distances, each
    the short way round; of two equally near, the one amid the closer half. An odd early start
    does not pull it, and half past eleven at night is close to half past midnight.

    >>> usual_clock([time(18, 2), time(17, 58), time(7, 30), time(18, 11)])
    datetime.time(18, 0)
    """
    minutes = sorted(clock.hour * 60 + clock.minute for clock in times)
    if not minutes:
        raise ValueError("the usual clock time of no runs does not exist")
    middle = min(minutes, key=lambda one: _farness(one, minutes))
    rounded = round(middle / 5) * 5 % DAY
    return time(rounded // 60, rounded % 60)


def _farness(one: int, minutes: Sequence[int]) -> tuple[int, float]:
    distances = [_round_the_dial(one, other) for other in minutes]
    return sum(distances), median(distances)


def minutes_round_the_dial(one: time, other: time) -> int:
    """Count the minutes between two clock times, the short way round.

    >>> minutes_round_the_dial(time(23, 30), time(0, 15))
    45
    """
    return _round_the_dial(one.hour * 60 + one.minute, other.hour * 60 + other.minute)


def _round_the_dial(one: int, other: int) -> int:
    apart = abs(one - other)
    return min(apart, DAY - apart)
