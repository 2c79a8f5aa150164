"""Tiers: what a programme leaves to be wished for, compared most important first.

There is no exchange between tiers: one session more is worth any amount of rhythm. So a
value is a tuple, and tuples are compared; weights exist only within a tier.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

BITS: Final = 20  # of one tier in a packed half; a season of 60 weeks stays far below 2**20
WISH_UNIT: Final = 10  # wish weights are counted in tenths
WEEK_BITS: Final = 12  # of one tier in the packed value of a single week


class Tiers(NamedTuple):
    """Costs by tier, zero is best.

    sessions: strength sessions that found no day. [count]
    essential: heavy exposures and minimum effective dose not reached. [sets, weighted]
    change: what differs from the programme under way, and sessions that stand empty although
        something would fit. [count, weighted]
    dose: sets and jumps short of their targets. [sets, weighted by their worth]
    rhythm: spacing, rhythm, continuity, variety, place. [weights of the wishes]
    taste: preference and time. [weights of the wishes]
    """

    sessions: int = 0
    essential: int = 0
    change: int = 0
    dose: int = 0
    rhythm: int = 0
    taste: int = 0

    def plus(self, other: Tiers) -> Tiers:
        """Add tier by tier.

        >>> Tiers(sessions=1).plus(Tiers(sessions=1, dose=3))
        Tiers(sessions=2, essential=0, change=0, dose=3, rhythm=0, taste=0)
        """
        return Tiers(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def halves(self) -> tuple[int, int]:
        """Pack into two integers that compare, one after the other, like the tuple."""
        a, b, c, d, e, f = self
        return (a << 2 * BITS) + (b << BITS) + c, (d << 2 * BITS) + (e << BITS) + f

    @classmethod
    def from_halves(cls, upper: int, lower: int) -> Tiers:
        """Read what `halves` wrote.

        >>> Tiers.from_halves(*Tiers(1, 2, 3, 4, 5, 6).halves)
        Tiers(sessions=1, essential=2, change=3, dose=4, rhythm=5, taste=6)
        """
        mask = (1 << BITS) - 1
        return cls(*(half >> BITS * n & mask for half in (upper, lower) for n in (2, 1, 0)))

    @property
    def packed(self) -> int:
        """Pack the tiers of one week, sessions apart, into an integer that compares like them.

        >>> Tiers(essential=1).packed > Tiers(change=4000, dose=4000).packed
        True
        """
        value = 0
        for tier in self[1:]:
            value = (value << WEEK_BITS) + tier
        return value


def unpacked(value: int) -> Tiers:
    """Read what `packed` wrote.

    >>> unpacked(Tiers(essential=2, dose=31, taste=4).packed)
    Tiers(sessions=0, essential=2, change=0, dose=31, rhythm=0, taste=4)
    """
    mask = (1 << WEEK_BITS) - 1
    return Tiers(0, *(value >> WEEK_BITS * n & mask for n in range(4, -1, -1)))


def total(values: Iterable[Tiers]) -> Tiers:
    """Add up many."""
    added = Tiers()
    for value in values:
        added = added.plus(value)
    return added
