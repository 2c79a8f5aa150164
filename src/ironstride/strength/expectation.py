"""What the log will show: each lifter's habits, remembered and weighed apart from strength."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from operator import attrgetter
from typing import Final, NamedTuple

from ironstride.core.log import LoadChoice
from ironstride.strength.coverage import Tails
from ironstride.strength.evidence import Work
from ironstride.strength.habit import (
    LONG_GAP_DAYS,
    Bell,
    Memory,
    Mixture,
    Question,
    Trust,
    answers,
    mixture,
)
from ironstride.strength.lift import Lift, Measure

COUNTED: Final = (Measure.MASS, Measure.REPS)
FAMILIAR: Final = 3  # days after which a lift is known [count]

# How far each of the voices (alike, last, level, filter) is trusted before a lifter has
# shown which of them is right. In tests the load is not chosen, so there the filter leads.
IN_DIARIES: Final = (0.60, 0.10, 0.20, 0.10)
IN_TESTS: Final = (0.10, 0.05, 0.25, 0.60)


class Target(NamedTuple):
    """A set that was to be foreseen: a test or the heaviest of a diary's day."""

    is_test: bool
    log_load: float
    reps: int


def targets(lift: Lift, work: Sequence[Work]) -> tuple[Target, ...]:
    """Pick what a forecast is asked for: every test of a day, else its heaviest set.

    Of equally heavy sets the one with the most repetitions counts. The other sets of a day
    with a test are a programme's, and no habit.
    """
    if lift.measure not in COUNTED:
        return ()
    tests = [done for done in work if done.set.choice is LoadChoice.TEST]
    if tests:
        return tuple(_target(done, is_test=True) for done in tests)
    return (_target(max(work, key=HEAVIEST), is_test=False),)


def _target(done: Work, *, is_test: bool) -> Target:
    return Target(is_test, done.log_load, int(done.amount))


HEAVIEST: Final = attrgetter("log_load", "amount")


class Told(NamedTuple):
    """A forecast: its distribution, and the tails that make its bands hold what they say."""

    distribution: Mixture
    tails: tuple[float, float]


class Kind(StrEnum):
    """What kind of day it is for a lift: each scatters in its own way."""

    NEW = "new"
    USUAL = "usual"
    AFTER_GAP = "after-gap"


# What is cut off before a lifter's own days have spoken, in diaries (False) and tests (True).
USUAL_TAILS: Final = {
    (False, Kind.NEW): Tails(0.06, 0.018),
    (False, Kind.USUAL): Tails(0.13, 0.04),
    (False, Kind.AFTER_GAP): Tails(0.045, 0.014),
    (True, Kind.NEW): Tails(0.10, 0.03),
    (True, Kind.USUAL): Tails(0.13, 0.04),
    (True, Kind.AFTER_GAP): Tails(0.11, 0.034),
}


@dataclass(slots=True)
class Expectations:
    """What is remembered of a lifter's diary and tests."""

    memories: dict[tuple[Lift, bool], Memory] = field(default_factory=dict)
    trust: dict[bool, Trust] = field(default_factory=dict)
    tails: dict[tuple[bool, Kind], Tails] = field(default_factory=dict)

    def thawed(self) -> Expectations:
        """Give a copy that may learn while this one stays."""
        return Expectations(dict(self.memories), dict(self.trust), dict(self.tails))

    def told(self, lift: Lift, target: Target, asked: Question) -> Told:
        """Forecast what will be written down."""
        memory = self.memories.get((lift, target.is_test))
        if memory is None:
            alone = Bell(max(asked.filtered.mean, 0.0), max(asked.filtered.sd, 0.5), 1.0)
            return Told(Mixture((), (), (alone,)), USUAL_TAILS[target.is_test, Kind.NEW].cut())
        trust = self.trust.get(target.is_test) or Trust()
        said = answers(memory, asked)
        blend = mixture(memory, asked, said, trust.weights(_usual(target)))
        kind = (target.is_test, _kind(memory, asked))
        return Told(blend, self.tails.get(kind, USUAL_TAILS[kind]).cut())

    def learn(self, lift: Lift, target: Target, asked: Question) -> None:
        """Take in what came: whom to trust, how wide to be, and what to remember."""
        is_test, _, reps = target
        memory = self.memories.get((lift, is_test))
        if memory is not None:
            trust = self.trust.get(is_test) or Trust()
            said, kind = answers(memory, asked), (is_test, _kind(memory, asked))
            blend = mixture(memory, asked, said, trust.weights(_usual(target)))
            tails = self.tails.get(kind, USUAL_TAILS[kind])
            self.tails[kind] = tails.learnt(*blend.around(reps))
            self.trust[is_test] = trust.learnt([abs(round(m) - reps) for m in said.middles])
        remembered = (memory or Memory()).with_day(asked.day, target.log_load, reps)
        self.memories[lift, is_test] = remembered


def _usual(target: Target) -> tuple[float, ...]:
    return IN_TESTS if target.is_test else IN_DIARIES


def _kind(memory: Memory, asked: Question) -> Kind:
    """Tell days after three weeks' rest, and days of lifts that are hardly known, from others."""
    if len(memory.days) < FAMILIAR:
        return Kind.NEW
    is_after_gap = asked.day - memory.days[0] > LONG_GAP_DAYS
    return Kind.AFTER_GAP if is_after_gap else Kind.USUAL
