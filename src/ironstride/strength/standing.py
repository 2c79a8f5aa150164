"""Where one lift stands on one day, and what that lets one expect."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ironstride.strength.coverage import NORMAL, Spread
from ironstride.strength.evidence import Evidence
from ironstride.strength.expectation import Target
from ironstride.strength.habit import HABITUAL_SLOPE, Guess, Question
from ironstride.strength.kalman import Block, foreseen
from ironstride.strength.lift import Build, Lift, Measure
from ironstride.strength.settings import StrengthSettings

USUAL_AMOUNT: Final = 20.0  # seconds, metres, contacts or repetitions before any were seen


@dataclass(frozen=True, slots=True)
class Standing:
    """What is believed of a lift on the day of its block, and how much the lifter scatters."""

    lift: Lift
    block: Block
    spread: Spread

    @property
    def log(self) -> float:
        """The logarithm of 1RM, or of the amount that is counted. [ln]"""
        return self.block.strength(self.block.place[self.lift])

    @property
    def sd(self) -> float:
        """How unsure that is. [ln]

        A lifter whose days scatter widely is less sure than the filter has it. One whose days
        hardly scatter is no surer: what is unsure then is the slope and what was left unsaid.
        """
        at = self.block.place[self.lift]
        return math.sqrt(self.block.variance(at) * max(1.0, self.spread.ratio))

    @property
    def slope(self) -> float:
        """The slope of the repetitions curve. [1/repetition]"""
        return self.block.slope

    def bounds(self) -> Iterator[tuple[float, float, float]]:
        """Give the ends of each band, with the share that it holds. [ln]"""
        log, sd = self.log, self.sd
        for share, q in NORMAL.items():
            yield log - q * sd, log + q * sd, share

    def guess(self, asked: Evidence, settings: StrengthSettings) -> Guess:
        """Say how often a load goes up with its reserve left, by the filter alone."""
        reading = foreseen(self.block, self.block.place[self.lift], asked, settings)
        variance = reading.variance(self.block.covariance) * self.spread.ratio
        return Guess(reading.expected, math.sqrt(variance))

    def question(self, target: Target, settings: StrengthSettings) -> Question:
        """Put the question that habit answers: a load on a day, and the filter's own answer."""
        if self.lift.measure is not Measure.MASS:
            mean = math.exp(self.log)
            sd = mean * math.hypot(self.sd, settings.hold_sd)
            return Question(self.block.day, 0.0, Guess(mean, sd), HABITUAL_SLOPE)
        is_test = target.is_test
        guess = self.guess(
            Evidence(
                amount=0.0,
                log_load=target.log_load,
                reserve=settings.test_reserve if is_test else None,
                reserve_sd=0.0 if is_test else settings.unsaid_sd,
            ),
            settings,
        )
        slope = self.slope if is_test else HABITUAL_SLOPE
        return Question(self.block.day, target.log_load, guess, slope)


def usual_strength(build: Build, lift: Lift, body_kg: float) -> float:
    """Say where a lift starts from. [ln kg, or ln of what is counted]"""
    return math.log(build.usual * body_kg if lift.measure is Measure.MASS else USUAL_AMOUNT)
