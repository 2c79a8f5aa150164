"""Events as JSON lines: one event a line, written and read back without loss."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from ironstride.core.event import Event, EventKind
from ironstride.formats.recording import FormatError


def write_event(event: Event) -> str:
    """Write an event as one line.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 11, 24, 12, tzinfo=UTC)
    >>> line = write_event(Event(id=UUID(int=1), kind=EventKind.READINESS_TOLD, at=noon,
    ...                          source="a phone", payload={"score": 4}))
    >>> next(iter(read_events([line], name="events.jsonl"))).payload
    {'score': 4}
    """
    told = {
        "id": str(event.id),
        "kind": event.kind,
        "at": event.at.isoformat(),
        "source": event.source,
        "payload": event.payload,
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n"


def read_events(lines: Iterable[str], *, name: str) -> tuple[Event, ...]:
    """Read what `write_event` wrote.

    Raises:
        FormatError: with the line that holds no event.
    """
    return tuple(_event(line, f"{name} line {n}") for n, line in enumerate(lines, 1))


def _event(line: str, place: str) -> Event:
    try:
        told = json.loads(line)
        return Event(
            id=UUID(told["id"]),
            kind=EventKind(told["kind"]),
            at=datetime.fromisoformat(told["at"]),
            source=told["source"],
            payload=told["payload"],
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FormatError(place, f"holds no event ({error})") from error
