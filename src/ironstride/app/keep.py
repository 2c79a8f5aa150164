"""Keep: the programme that an athlete has taken on, as one more event.

The payload is the programme as JSON. Where it came from replanning, two keys stand beside the
programme's own: `changes`, the sentences that were accepted with it, and `amendments`, what
holds besides the profile because of them and of those accepted before.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from cattrs.preconf.json import make_converter

from ironstride.app.memory import Memory
from ironstride.core.event import Event, EventKind
from ironstride.core.programme import Programme
from ironstride.formats import json_programme
from ironstride.planning.changes.under_way import Amendments

if TYPE_CHECKING:  # Django is set up when a store is opened, not before
    from ironstride.store.store import Store

KEPT: Final = uuid5(NAMESPACE_URL, "ironstride:programme-kept")

_converter = make_converter(omit_if_default=True)
_converter.register_unstructure_hook(time, time.isoformat)
_converter.register_structure_hook(time, lambda text, _: time.fromisoformat(text))
_converter.register_unstructure_hook(date, date.isoformat)
_converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOn:
    """A programme that was taken on, and what holds besides the profile since."""

    programme: Programme
    amendments: Amendments = field(default_factory=Amendments)
    changes: tuple[str, ...] = ()


def keep(programme: Programme, store: Store, *, at: datetime) -> None:
    """Take a programme on from this moment; an earlier one stays in the log."""
    keep_changed(TakenOn(programme=programme), store, at=at, source="ironstride plan")


def keep_changed(
    taken: TakenOn, store: Store, *, at: datetime, source: str = "ironstride replan"
) -> None:
    """Take on a programme that was replanned, with what must outlive the next replanning."""
    payload = _payload(taken)
    written = json.dumps(payload, ensure_ascii=False)
    event = Event(
        id=uuid5(KEPT, f"{at.isoformat()} {written}"),
        kind=EventKind.PROGRAMME_KEPT,
        at=at,
        source=source,
        payload=payload,
    )
    store.append([event])


def _payload(taken: TakenOn) -> dict[str, Any]:
    payload: dict[str, Any] = json.loads(json_programme.write(taken.programme))
    if taken.changes:
        payload["changes"] = list(taken.changes)
    if taken.amendments != Amendments():
        payload["amendments"] = json.loads(_converter.dumps(taken.amendments))
    return payload


def last_kept(store: Store) -> Programme | None:
    """Read the programme that was taken on last; None when there is none."""
    taken = last_taken_on(store)
    return None if taken is None else taken.programme


_LAST: Final[Memory[str, UUID, TakenOn | None]] = Memory(most=256)


def last_taken_on(store: Store) -> TakenOn | None:
    """Read the programme that was taken on last, with what holds besides the profile."""
    id_ = store.latest_id(EventKind.PROGRAMME_KEPT)
    if id_ is None:
        return None
    return _LAST.recall(store.key, id_, lambda: taken_on(store.event(id_)))


def taken_on(event: Event) -> TakenOn | None:
    """Read what was taken on by an event; None where it holds no programme."""
    payload = dict(event.payload)
    changes, amendments = payload.pop("changes", ()), payload.pop("amendments", {})
    outcome = json_programme.read(json.dumps(payload))
    if not isinstance(outcome, Programme):
        return None
    return TakenOn(
        programme=outcome,
        amendments=_converter.structure(amendments, Amendments),
        changes=tuple(changes),
    )
