"""What foreign names mean: sets keep the name they came with, and are read under another.

A set is stored as its app told it. What the name means is a decision beside it, told once and
changed whenever, and holds for the sets before it as for those to come.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from ironstride.core.log import SetDone


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseNamed:
    """A decision: which exercise of the catalogue a name means; None for none, it stays its own.

    `is_told` says that the athlete decided, and not the catalogue's own matching.
    """

    name: str
    exercise: str | None
    at: datetime
    is_told: bool = True


class Names:
    """All decisions. Of two about one name the later one holds, however the name is spelled.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 11, 24, 12, tzinfo=UTC)
    >>> names = Names([ExerciseNamed(name="Squat (Barbell)", exercise="back-squat", at=noon)])
    >>> names.exercise("squat  (barbell)"), names.exercise("Zercher Squat")
    ('back-squat', 'Zercher Squat')
    """

    def __init__(self, decisions: Iterable[ExerciseNamed] = ()) -> None:
        in_order = sorted(decisions, key=lambda one: one.at)
        self._decided = {_spelled(one.name): one for one in in_order}

    def decision(self, name: str) -> ExerciseNamed | None:
        """Give the decision about a name that holds; None where there is none yet."""
        return self._decided.get(_spelled(name))

    def exercise(self, name: str) -> str:
        """Give the exercise that a name means, or the name itself."""
        decided = self.decision(name)
        return name if decided is None else decided.exercise or name

    def read(self, sets: Iterable[SetDone]) -> tuple[SetDone, ...]:
        """Read sets under the exercises that their names mean."""
        return tuple(self._read(one) for one in sets)

    def _read(self, one: SetDone) -> SetDone:
        exercise = self.exercise(one.exercise)
        return one if exercise == one.exercise else replace(one, exercise=exercise)


def _spelled(name: str) -> str:
    return " ".join(name.casefold().split())
