"""What a lifter will write down at a load: the filter's word blended with habit.

People choose loads to hit their repetitions, so "as often as last time at that load" is a good
guess of a diary, and says nothing about how repetitions fall as loads rise. What is kept here
never teaches the filter.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from enum import StrEnum
from operator import mul
from typing import Final, NamedTuple

LONGEST: Final = 8  # days of a lift that are remembered [count]
RECENT: Final = 3.0  # by so many days of the lift the weight falls to 1/e [count]
ALIKE: Final = 0.05  # by such a step of the load it falls to 1/e [ln]
HABITUAL_SLOPE: Final = 0.25  # how fast repetitions fall in diaries as loads rise [1/repetition]
OPEN: Final = 0.12  # share of a forecast that is left to what no voice foresees
LONG_GAP_DAYS: Final = 21
WIDE: Final = 0.22  # how far what no voice foresees lies off, as a share of their middle
WIDE_LATE: Final = 0.32  # likewise after a long gap
FORGETTING: Final = 0.98
KEENNESS: Final = 0.1


class Voice(StrEnum):
    """Who speaks in a forecast."""

    ALIKE = "as lately at that load"
    LAST = "as last time"
    LEVEL = "the usual level, less what the load adds"
    FILTER = "the filter"


class Memory(NamedTuple):
    """The latest days of a lift, the newest first: ordinal days, loads [ln kg], repetitions."""

    days: tuple[int, ...] = ()
    log_loads: tuple[float, ...] = ()
    reps: tuple[int, ...] = ()

    def with_day(self, day: int, log_load: float, reps: int) -> Memory:
        """Remember one more day, and forget the oldest where there are too many."""
        return Memory(
            (day, *self.days[: LONGEST - 1]),
            (log_load, *self.log_loads[: LONGEST - 1]),
            (reps, *self.reps[: LONGEST - 1]),
        )


class Trust(NamedTuple):
    """How far each voice was off lately, in the order of `Voice`. [count]"""

    losses: tuple[float, ...] = (0.0,) * len(Voice)

    def weights(self, usual: Sequence[float]) -> list[float]:
        """Weigh the voices: `usual` at first, then by how far each was off."""
        least = min(self.losses)
        raw = [math.exp(KEENNESS * (least - loss)) for loss in self.losses]
        whole = sum(map(mul, usual, raw))
        return [weight * share / whole for weight, share in zip(usual, raw, strict=True)]

    def learnt(self, off: Sequence[float]) -> Trust:
        """Take in how far each voice was off today."""
        pairs = zip(self.losses, off, strict=True)
        return Trust(tuple([FORGETTING * loss + error for loss, error in pairs]))


class Bell(NamedTuple):
    """A normal distribution within a mixture. [count]"""

    mean: float
    sd: float
    weight: float


ROOT_TWO: Final = math.sqrt(2)


class Mixture(NamedTuple):
    """A distribution over repetitions: counts with their shares, and bells; one together."""

    counts: Sequence[int]
    shares: Sequence[float]
    bells: tuple[Bell, ...]

    def up_to(self, reps: int) -> float:
        """Say which share lies at so many repetitions or fewer."""
        return self.around(reps)[1]

    def around(self, reps: int) -> tuple[float, float]:
        """Say which share lies below so many repetitions, and which up to them."""
        below, at = 0.0, 0.0
        for count, share in zip(self.counts, self.shares, strict=True):
            if count < reps:
                below += share
            elif count == reps:
                at += share
        upto = below + at
        for mean, sd, weight in self.bells:
            half, width = 0.5 * weight, sd * ROOT_TWO
            below += half * math.erfc((mean - reps + 0.5) / width)
            upto += half * math.erfc((mean - reps - 0.5) / width)
        return below, upto

    def quantile(self, share: float) -> int:
        """Give the least count up to which so large a share lies. [count]"""
        return bisect_left(range(MOST_REPS), share, key=self.up_to)

    @property
    def mean(self) -> float:
        """The mean. [count]"""
        told = math.fsum(map(mul, self.counts, self.shares))
        return told + sum(bell.weight * max(bell.mean, 0.0) for bell in self.bells)


MOST_REPS: Final = 500


def _recency(days: int) -> tuple[float, ...]:
    """Weigh so many remembered days by their age alone, one together."""
    raw = [math.exp(-age / RECENT) for age in range(days)]
    return tuple(weight / sum(raw) for weight in raw)


RECENCY: Final = tuple(_recency(days) for days in range(LONGEST + 1))


class Guess(NamedTuple):
    """A number of repetitions, and how far it may be off. [count]"""

    mean: float
    sd: float


class Question(NamedTuple):
    """What is asked: an ordinal day, a load [ln kg], and what the filter says of it.

    `slope` is how repetitions fall as loads rise where the usual level is asked. [1/repetition]
    """

    day: int
    log_load: float
    filtered: Guess
    slope: float = HABITUAL_SLOPE


class Answers(NamedTuple):
    """What each voice says, and the share of each day of memory in what the first one says."""

    middles: tuple[float, float, float, float]
    alike: list[float]


def answers(memory: Memory, asked: Question) -> Answers:
    """Ask every voice; memory holds at least one day."""
    log_load, reps = asked.log_load, memory.reps
    recency = RECENCY[len(reps)]
    alike = _shares(
        [
            share * math.exp(-abs(one - log_load) / ALIKE)
            for share, one in zip(recency, memory.log_loads, strict=True)
        ]
    )
    usual_load = sum(map(mul, recency, memory.log_loads))
    level = sum(map(mul, recency, reps)) + (usual_load - log_load) / asked.slope
    said = (_median(reps, alike), reps[0], max(level, 0.0), max(asked.filtered.mean, 0.0))
    return Answers(said, alike)


def mixture(memory: Memory, asked: Question, said: Answers, weights: Sequence[float]) -> Mixture:
    """Blend what the voices say into one distribution.

    A share of it is left open, wide around their middle, and wider after a long gap: what
    happens next is not always among what happened lately.
    """
    alike, last, level, filtered = [(1 - OPEN) * weight for weight in weights]
    shares = [alike * share for share in said.alike]
    shares[0] += last
    middle = sum(map(mul, weights, said.middles))
    wide = (WIDE_LATE if asked.day - memory.days[0] > LONG_GAP_DAYS else WIDE) * middle + 0.8
    at_level, at_filter = said.middles[2:]
    bells = (
        Bell(at_level, 0.6 + 0.1 * at_level, level),
        Bell(at_filter, max(asked.filtered.sd, 0.5), filtered),
        Bell(middle, wide, OPEN),
    )
    return Mixture(memory.reps, shares, bells)


def _shares(weights: list[float]) -> list[float]:
    """Scale weights to one together; where all are nothing, the newest day has it all."""
    whole = sum(weights)
    if whole > 0:
        return [weight / whole for weight in weights]
    return [1.0, *[0.0] * (len(weights) - 1)]


def _median(counts: Sequence[int], weights: Sequence[float]) -> int:
    """Give the least count up to which half of the weight lies; the weights are one together."""
    pairs = sorted(zip(counts, weights, strict=True))
    at, heaped = 0, pairs[0][1]
    while heaped < HALF:
        at += 1
        heaped += pairs[at][1]
    return pairs[at][0]


HALF: Final = 0.5 - 1e-9
