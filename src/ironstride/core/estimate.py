"""An estimate of strength, with how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ironstride.core.units import Kilograms


@dataclass(frozen=True, slots=True)
class Band:
    """From so much to so much, with the share of cases that it promises to hold."""

    low: float
    high: float
    share: float

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(f"a band rises from low to high, not {self.low:g} to {self.high:g}")
        if not 0 < self.share < 1:
            raise ValueError(f"a band holds a share between 0 and 1, not {self.share:g}")


class Basis(StrEnum):
    """What an estimate rests on."""

    OWN_SETS = "own-sets"  # sets of this exercise
    RELATED_SETS = "related-sets"  # sets of exercises that move alike
    STATED_SET = "stated-set"  # one set that the profile names


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftEstimate:
    """The heaviest single lift of an exercise on a day, as its log tells it.

    `one_rep_max` is the middle of what is likely [kg]; `likely` holds it in 80 of 100 cases
    and `possible` in 95 [kg]. All three are masses beside the body, as they are written on
    the bar. `slope` is how fast the share of 1RM falls with each further repetition, as the
    logarithm per repetition. `sessions` counts the days behind it and `last` is the latest.
    """

    exercise: str
    day: date
    one_rep_max: Kilograms
    likely: Band
    possible: Band
    slope: float
    sessions: int
    last: date | None
    basis: Basis
