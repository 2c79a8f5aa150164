"""Recordings and descriptions of activities as events, and back."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Any, Final

from cattrs.preconf.json import make_converter

from ironstride.core.event import Event, EventKind
from ironstride.running.copies import Copy, Description
from ironstride.store.payload import id_of, storable

UNDATED: Final = datetime(1970, 1, 1, tzinfo=UTC)  # a description without a date always holds

_converter = make_converter(omit_if_default=True, forbid_extra_keys=False)


def recorded(copy: Copy) -> Event:
    """Tell of a recording."""
    payload = _plain(copy)
    source = payload.pop("file")
    return _event(EventKind.ACTIVITY_RECORDED, copy.run.utc_start, source, payload)


def described(description: Description, *, source: str) -> Event:
    """Tell what an export says about an activity."""
    payload = _plain(description)
    at = description.utc_start or UNDATED
    return _event(EventKind.ACTIVITY_DESCRIBED, at, storable(source), payload)


def copy_of(event: Event) -> Copy:
    """Read the recording back."""
    return _converter.structure({**event.payload, "file": event.source}, Copy)


def description_of(event: Event) -> Description:
    """Read the description back."""
    return _converter.structure(event.payload, Description)


def _event(kind: EventKind, at: datetime, source: str, payload: dict[str, Any]) -> Event:
    id_ = id_of(kind, source, payload)
    return Event(id=id_, kind=kind, at=at, source=source, payload=payload)


def _plain(value: Copy | Description) -> dict[str, Any]:
    """Write a value as JSON has it, by way of reading it back: 3600 and 3600.0 are the same."""
    told = _tidy(_converter.unstructure(value))
    plain: dict[str, Any] = _converter.unstructure(_converter.structure(told, type(value)))
    return plain


def _tidy(value: Any) -> Any:
    """Leave out what JSON or PostgreSQL cannot hold: NaN was not recorded, NUL says nothing."""
    match value:
        case dict():
            return {key: _tidy(part) for key, part in value.items()}
        case float() if not math.isfinite(value):
            return None
        case str():
            return storable(value)
        case _:
            return value
