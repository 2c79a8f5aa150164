"""Made-up days of lifting for the tests of the strength estimate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from ironstride.core.log import SetDone
from ironstride.core.units import RIR, Kilograms, Reps
from ironstride.strength.settings import SETTINGS
from ironstride.strength.state import StrengthState

MONDAY = date(2026, 3, 2)
NUMBERS = count(1)


def on(day: int) -> date:
    """So many days after the first Monday of March 2026."""
    return MONDAY + timedelta(day)


def did(
    exercise: str = "Squat (Barbell)",
    kg: float | None = 100.0,
    reps: int | None = 5,
    rir: float | None = None,
    *,
    day: int = 0,
    **more: Any,
) -> SetDone:
    """One set; its place is that of its making."""
    number = next(NUMBERS)
    when = on(day)
    return SetDone(
        id=UUID(int=number),
        at=datetime(when.year, when.month, when.day, 18, tzinfo=UTC),
        day=when,
        exercise=exercise,
        position=number,
        load=None if kg is None else Kilograms(kg),
        reps=None if reps is None else Reps(reps),
        rir=None if rir is None else RIR(rir),
        **more,
    )


def nothing(**changes: Any) -> StrengthState:
    """What is believed of somebody whose log is empty."""
    empty = StrengthState(exercises={}, body_kg=70.0, settings=SETTINGS)
    return replace(empty, **changes)


def after(sets: Iterable[SetDone], **changes: Any) -> StrengthState:
    """What is believed after some sets."""
    return nothing(**changes).observe(sets)
