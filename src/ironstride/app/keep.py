"""Keep: the programme that an athlete has taken on, as one more event."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import NAMESPACE_URL, uuid5

from ironstride.core.event import Event, EventKind
from ironstride.core.programme import Programme
from ironstride.formats import json_programme

if TYPE_CHECKING:  # Django is set up when a store is opened, not before
    from ironstride.store.store import Store

KEPT: Final = uuid5(NAMESPACE_URL, "ironstride:programme-kept")


def keep(programme: Programme, store: Store, *, at: datetime) -> None:
    """Take a programme on from this moment; an earlier one stays in the log."""
    written = json_programme.write(programme)
    event = Event(
        id=uuid5(KEPT, f"{at.isoformat()} {written}"),
        kind=EventKind.PROGRAMME_KEPT,
        at=at,
        source="ironstride plan",
        payload=json.loads(written),
    )
    store.append([event])


def last_kept(store: Store) -> Programme | None:
    """Read the programme that was taken on last; None when there is none."""
    kept = store.events(EventKind.PROGRAMME_KEPT)
    if not kept:
        return None
    latest = max(kept, key=lambda event: event.at)
    outcome = json_programme.read(json.dumps(latest.payload))
    return outcome if isinstance(outcome, Programme) else None
