"""What lights and gates lead to, the same for every plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from ironstride.rehab.figure import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRules:
    """The numbers of the course.

    So many `greens` in a row go one step on; after a red the sore place rests `rest_days`; so
    many `reds` on different days within `reds_within_days` end the plan; the direction changes
    once in `turn_days` at the most; mornings are held against those of `baseline_days`; the two
    passes of a gate lie `gate_apart_h` apart; questionnaires and the tests before
    running count for `score_days`; nothing is added for `turn_days` after a red.
    """

    greens: Figure
    rest_days: Figure
    reds: Figure
    reds_within_days: Figure
    turn_days: Figure
    baseline_days: Figure
    gate_apart_h: Figure
    score_days: Figure

    def __post_init__(self) -> None:
        for words, figure in (
            ("greens", self.greens),
            ("reds", self.reds),
            ("reds-within-days", self.reds_within_days),
            ("baseline-days", self.baseline_days),
        ):
            if figure.value < 1:
                raise ValueError(f"{words} is {figure.value:g}; the course counts from 1 on")

    @property
    def gate_apart(self) -> timedelta:
        """How far apart the two passes of a gate lie."""
        return timedelta(hours=self.gate_apart_h.value)

    @property
    def rest(self) -> timedelta:
        """How long the sore place rests after a red."""
        return timedelta(days=self.rest_days.value)

    @property
    def turn(self) -> timedelta:
        """How long a direction holds before it may change again."""
        return timedelta(days=self.turn_days.value)
