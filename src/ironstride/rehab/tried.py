"""What was tried: the tests of gates, day by day, and what gates read from elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from ironstride.core.calendar import DAY, WEEK
from ironstride.rehab.diary import Diary
from ironstride.rehab.entries import CourseStarted
from ironstride.rehab.gates import (
    Attempt,
    Fact,
    Facts,
    GateItem,
    GateOutcome,
    Measurement,
    attempt_of,
    outcome_of,
)
from ironstride.rehab.knowledge import Rehab
from ironstride.rehab.scores import Answered, score

SCORED: Final = (Fact.AKPS, Fact.UWRI, Fact.KOOS_PF, Fact.VISA_P, Fact.VISA_A)


@dataclass(slots=True)
class Tried:
    """Attempts at one gate since it stands ahead; a red begins the count anew."""

    attempts: list[Attempt] = field(default_factory=list)

    def tried(
        self,
        gate: Sequence[GateItem],
        measured: Mapping[str, Measurement],
        facts: Callable[[], Facts],
    ) -> Attempt | None:
        """Judge what was measured on one day; None where it makes no whole attempt."""
        names = {item.id for item in gate if item.is_measured}
        of_gate = {name: one for name, one in measured.items() if name in names}
        attempt = attempt_of(gate, of_gate, facts()) if of_gate.keys() == names else None
        if attempt is not None:
            self.attempts.append(attempt)
        return attempt

    def outcome(self, gate: Sequence[GateItem], rehab: Rehab) -> GateOutcome:
        """Say how the gate stands."""
        return outcome_of(gate, self.attempts, apart=rehab.rules.gate_apart)


class Scores:
    """Questionnaires as they were filled in, day by day."""

    def __init__(self, rehab: Rehab) -> None:
        self.rehab = rehab
        self.told: dict[str, list[tuple[date, float]]] = defaultdict(list)

    def add(self, answered: Answered) -> None:
        """Keep a questionnaire; one with an item missing has no score."""
        total = score(self.rehab.questionnaires[answered.questionnaire], answered.answers)
        if total is not None:
            self.told[answered.questionnaire].append((answered.day, total))

    def recent(self, fact: Fact, day: date) -> float | None:
        """Give the last score, while it is recent enough for a gate."""
        told = self.told.get(fact.value)
        most = int(self.rehab.rules.score_days.value) * DAY
        return told[-1][1] if told and day - told[-1][0] <= most else None

    def rise(self, fact: Fact, day: date) -> float | None:
        """Say by how much the last recent score is above the first; None with one alone."""
        last, told = self.recent(fact, day), self.told.get(fact.value, [])
        return None if last is None or len(told) < 2 else last - told[0][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What the course counts for its gates: mornings in a row, runs of half an hour, days."""

    phase_since: date
    green_mornings: int
    half_hours: tuple[date, ...]


def facts_on(
    day: date, *, start: CourseStarted, diary: Diary, scores: Scores, counted: Counted
) -> Facts:
    """Put together what gates read on a day; what nobody told is left out."""
    values: dict[Fact, float | None] = {
        Fact.USUAL_PAIN: diary.usual(day),
        Fact.WORST_PAIN: diary.worst(day),
        Fact.GREEN_MORNINGS: counted.green_mornings,
        Fact.HALF_HOUR_RUNS: most_in_a_week(
            [run for run in counted.half_hours if run >= day - 2 * WEEK]
        ),
        Fact.DAYS_IN_PHASE: (day - counted.phase_since).days,
        **{fact: scores.recent(fact, day) for fact in SCORED},
    }
    rises = {fact: scores.rise(fact, day) for fact in SCORED}
    norms = scores.rehab.norms
    return Facts(
        values={fact: value for fact, value in values.items() if value is not None},
        rises={fact: value for fact, value in rises.items() if value is not None},
        norms={name: norm.of(start.age, start.sex) for name, norm in norms.items()},
        sore=start.sore,
    )


def most_in_a_week(days: Sequence[date]) -> int:
    """Count the days of the fullest seven days in a row.

    >>> most_in_a_week([date(2026, 11, 24), date(2026, 11, 30), date(2026, 12, 1)])
    2
    """
    return max((sum(first <= day < first + WEEK for day in days) for first in days), default=0)
