"""Decisions about names of exercises as events, and back."""

from __future__ import annotations

import json
from typing import Final
from uuid import uuid5

from ironstride.core.event import Event, EventKind
from ironstride.store.payload import IRONSTRIDE, storable
from ironstride.strength.names import ExerciseNamed

MATCHED: Final = "the catalogue"  # the source of what nobody was asked


def named(decision: ExerciseNamed, *, source: str) -> Event:
    """Tell a decision. The same one told at the same moment is the same event."""
    payload = {"name": storable(decision.name), "exercise": decision.exercise}
    source = source if decision.is_told else MATCHED
    told = json.dumps([EventKind.EXERCISE_NAMED, decision.at.isoformat(), source, payload])
    return Event(
        id=uuid5(IRONSTRIDE, told),
        kind=EventKind.EXERCISE_NAMED,
        at=decision.at,
        source=source,
        payload=payload,
    )


def decision_of(event: Event) -> ExerciseNamed:
    """Read a decision back."""
    return ExerciseNamed(
        name=event.payload["name"],
        exercise=event.payload["exercise"],
        at=event.at,
        is_told=event.source != MATCHED,
    )
