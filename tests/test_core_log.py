"""What cannot be logged or claimed is refused where the value is made."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from ironstride.core.estimate import Band
from ironstride.core.log import PainMoment, PainScore, SessionFinished, SetDone
from ironstride.core.units import Reps

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(("low", "high", "share"), [(2, 1, 0.8), (1, 2, 0.0), (1, 2, 1.0)])
def test_a_band_rises_and_holds_a_share(low: float, high: float, share: float) -> None:
    with pytest.raises(ValueError, match="a band"):
        Band(low, high, share)


@pytest.mark.parametrize(
    "told",
    [
        {"exercise": " ", "reps": Reps(5)},
        {"exercise": "side-plank"},
        {"exercise": "side-plank", "seconds": -1.0},
        {"exercise": "pogo", "contacts": 10_000_000},
    ],
)
def test_a_set_names_its_exercise_and_counts_something_possible(told: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="a set"):
        SetDone(id=UUID(int=1), at=NOON, day=date(2026, 11, 24), **told)


@pytest.mark.parametrize("score", [-1, 11])
def test_pain_lies_between_nothing_and_ten(score: int) -> None:
    with pytest.raises(ValueError, match="between 0 and 10"):
        PainScore(
            place="knee", moment=PainMoment.DURING, score=score, day=date(2026, 11, 24), at=NOON
        )


@pytest.mark.parametrize("minutes", [0, 601])
def test_a_session_lasts_some_minutes_and_no_longer_than_ten_hours(minutes: int) -> None:
    with pytest.raises(ValueError, match="up to 600 minutes"):
        SessionFinished(session=UUID(int=1), at=NOON, minutes=minutes)
