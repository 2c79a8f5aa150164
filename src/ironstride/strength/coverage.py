"""Intervals that hold as often as they say, kept true by the lifter's own past days."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

LIKELY: Final = 0.80
POSSIBLE: Final = 0.95
NORMAL: Final = {LIKELY: 1.2816, POSSIBLE: 1.9600}
"""How many standard deviations hold so large a share of a normal distribution."""

PACE: Final = {LIKELY: 0.4, POSSIBLE: 0.8}  # misses of the wider band are rare, and count more
NARROWEST: Final = 0.5  # then both ends meet in the middle
WIDEST: Final = 1e-9
OWED: Final = 1.0  # how far a tail may grow beyond the narrowest band, where that held too often


class Tails(NamedTuple):
    """Which share of a forecast's distribution is cut off at each end.

    Were the distribution true, 0.1 and 0.025 would leave 80 and 95 of 100. It never quite is,
    so a miss makes the tail smaller and a hit makes it a little larger:

        ln a := ln a + g (1 - p)  after a hit,    ln a := ln a - g p  after a miss,

    whose sum stands still only where a share p has been hits. No distribution need be assumed
    and nothing ahead is looked at (Gibbs and Candès 2021, there for a itself).

    With counts the band moves in whole repetitions, so it goes back and forth between two
    neighbours of which one holds too little and one too much. No band is narrower than one
    count: who always does five is foreseen more often than any share below one says.
    """

    likely: float = (1 - LIKELY) / 2
    possible: float = (1 - POSSIBLE) / 2

    def learnt(self, below: float, upto: float) -> Tails:
        """Take in a day: the shares of the distribution below what came, and up to it."""
        return Tails(
            _moved(self.likely, LIKELY, below, upto),
            _moved(self.possible, POSSIBLE, below, upto),
        )

    def cut(self) -> tuple[float, float]:
        """Give what is cut off at each end of the likely band and of the possible one."""
        return min(self.likely, NARROWEST), min(self.possible, NARROWEST)


def _moved(tail: float, share: float, below: float, upto: float) -> float:
    """Move a tail by one day. It was a hit where the quantiles a and 1 - a enclose the day."""
    cut = min(tail, NARROWEST)
    is_hit = upto >= cut and below < 1 - cut
    moved = tail * math.exp(PACE[share] * ((1 - share) if is_hit else -share))
    return min(max(moved, WIDEST), OWED)


class Spread(NamedTuple):
    """How much wider a lifter's days scatter than was thought, as a ratio of variances.

    The usual ratio, 1, weighs as much as `usual_weight` days; days long past count less.
    """

    ratio: float = 1.0
    weight: float = 0.0

    def learnt(self, ratio: float, usual_weight: float) -> Spread:
        """Take in a day: its squared surprise over the variance it was given."""
        weight = min(self.weight + 1, LONG_AGO)
        before = usual_weight + weight - 1
        return Spread((self.ratio * before + ratio) / (before + 1), weight)


LONG_AGO: Final = 200.0  # days of lifts after which the oldest no longer count [count]
