"""Made-up lifters for the closed loop: how they answer to training, and how they lift a set.

Nothing here is shaped like the controller: repetitions follow a hyperbola where the controller
has an exponential, the reserve is felt with a bias and an error of its own, days are good and
bad, and strength answers to training in one of three ways, one of which is not at all.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

import numpy as np

from ironstride.core.exercise import RepRange

MODELS: Final = ("linear", "saturating", "null")
EXTRA_REPS_MOST: Final = 4  # a last set goes on this far while it feels easy
TEST_REPS_MOST: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a session asks of the lift."""

    week: int
    day: int
    sets: int
    reps: RepRange
    rir: int
    percent: int
    is_kept: bool = False
    test_leaves: int | None = None


@dataclass(frozen=True, slots=True)
class Lifted:
    """A set as it was: what was counted and told, and what was really left."""

    reps: int
    told_rir: int
    left: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One lifter: strength, curve, feeling for the reserve, and days that come anyway.

    `curve` is a in share = 1 / (1 + (n - 1) / a); `felt_less` by how many repetitions the
    reserve feels smaller than it is; `day_log` what each day does to strength. [ln]
    """

    start_kg: float
    curve: float
    felt_less: float
    set_loss: float
    day_log: Sequence[float]
    missed: frozenset[int]
    seed: int

    def reps_at(self, load: float, strength: float) -> float:
        """Say how often a load goes up, fresh. [count]"""
        return 1 + self.curve * (strength / load - 1)

    def load_for(self, reps: float, strength: float) -> float:
        """Say which load goes up so often, fresh. [kg]"""
        return strength / (1 + (reps - 1) / self.curve)

    def lift(self, load: float, strength: float, asked: Asked, number: int) -> Lifted:
        """Do one set: stop where it is asked, where it feels so, or where nothing goes up."""
        rng = np.random.default_rng((self.seed, asked.day, number))
        able = self.reps_at(load, strength) - self.set_loss * number + rng.normal(0, 0.3)
        able = max(0.0, able)
        wrong = rng.normal(0, 1)

        def felt(done: int) -> float:
            left = able - done
            return left - self.felt_less + wrong * (0.4 + 0.15 * max(0.0, left))

        done = 0
        while done + 1 <= able and not self._stops(done, felt(done), asked, number):
            done += 1
        return Lifted(done, max(0, min(10, round(felt(done)))), able - done)

    def _stops(self, done: int, felt: float, asked: Asked, number: int) -> bool:
        is_last = number == asked.sets - 1
        if is_last and asked.test_leaves is not None:
            return felt <= asked.test_leaves or done >= TEST_REPS_MOST
        if felt <= 0.3 and done > 0:
            return True  # nobody grinds on by choice
        if done < asked.reps.low:
            return False
        if is_last:
            return felt <= asked.rir or done >= asked.reps.high + EXTRA_REPS_MOST
        return felt <= asked.rir or done >= asked.reps.high


class Response(Protocol):
    """How strength answers to training. Days come in order."""

    def log_gain(self, day: int) -> float:
        """Say by how much strength has changed since the start. [ln]"""

    def train(self, day: int, work: float, strain: float) -> None:
        """Take in a session: work done near what was possible, and what it cost."""


@dataclass(slots=True)
class Linear:
    """Fitness and fatigue, each fading in its own time, added up.   [banister: convention]"""

    fitness_worth: float
    fatigue_cost: float
    fitness: float = 0.0
    fatigue: float = 0.0
    last: int = 0

    def log_gain(self, day: int) -> float:
        """Say how strength stands since the start. [ln]"""
        gap = day - self.last
        fitness = self.fitness * math.exp(-gap / 45)
        return self.fitness_worth * fitness - self.fatigue_cost * self.fatigue * math.exp(-gap / 8)

    def train(self, day: int, work: float, strain: float) -> None:
        """Take in a session."""
        gap = day - self.last
        self.fitness = self.fitness * math.exp(-gap / 45) + work
        self.fatigue = self.fatigue * math.exp(-gap / 8) + strain
        self.last = day


@dataclass(slots=True)
class Saturating:
    """Each session adds a share of what is still to be gained; rest beyond ten days takes some."""

    most: float
    rate: float
    gained: float = 0.0
    tired: float = 0.0
    last: int = 0

    def log_gain(self, day: int) -> float:
        """Say how strength stands since the start. [ln]"""
        gap = day - self.last
        kept = self.gained * math.exp(-max(0, gap - 10) / 120)
        return kept - 0.012 * self.tired * math.exp(-gap / 4)

    def train(self, day: int, work: float, strain: float) -> None:
        """Take in a session."""
        gap = day - self.last
        self.gained *= math.exp(-max(0, gap - 10) / 120)
        self.gained += self.rate * work * (1 - self.gained / self.most)
        self.tired = self.tired * math.exp(-gap / 4) + max(0.0, strain - work)
        self.last = day


@dataclass(slots=True)
class Null:
    """Training changes nothing."""

    heard: int = field(default=0)

    def log_gain(self, day: int) -> float:
        """Say how strength stands since the start. [ln]"""
        del day
        return 0.0

    def train(self, day: int, work: float, strain: float) -> None:
        """Take in a session."""
        del day, work, strain
        self.heard += 1


def response(model: str, seed: int) -> Response:
    """Make somebody's answer to training."""
    rng = np.random.default_rng((seed, 1))
    if model == "linear":
        return Linear(float(rng.uniform(0.002, 0.009)), float(rng.uniform(0.003, 0.009)))
    if model == "saturating":
        return Saturating(float(rng.uniform(0.06, 0.25)), float(rng.uniform(0.001, 0.004)))
    return Null()


def person(seed: int, days: int) -> Person:
    """Make somebody up; every second one has three weeks off in the middle."""
    rng, luck = np.random.default_rng((seed, 0)), np.random.default_rng((seed, 2))
    bad = luck.random(days) < luck.uniform(0.04, 0.12)
    daily = luck.normal(0, luck.uniform(0.012, 0.03), days) - bad * luck.uniform(0.04, 0.09, days)
    missed = {int(day) for day in range(days) if luck.random() < 0.07}
    if seed % 2:
        first = int(luck.integers(50, 110))
        missed |= {*range(first, first + 21)}
    return Person(
        start_kg=float(90 * math.exp(rng.normal(0, 0.25))),
        curve=float(34 * math.exp(rng.normal(0, 0.25))),
        felt_less=float(rng.normal(0.4, 0.7)),
        set_loss=float(rng.uniform(0.2, 0.9)),
        day_log=tuple(float(each) for each in daily),
        missed=frozenset(missed),
        seed=seed,
    )
