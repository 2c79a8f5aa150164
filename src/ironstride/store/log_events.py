"""What was told to the training log as events, and back.

The id that a client made is the event's id, so that telling it again adds nothing. Where the
client made none, the id is made from what is said. The payload names the fields as
`core/log.py` does, without the id and the moment, which the event itself holds: masses in
kilograms, days as 2027-03-14, and nothing that has its usual value.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Final, get_type_hints
from uuid import UUID

from ironstride.core.event import Event, EventKind
from ironstride.core.log import (
    CORRECTABLE,
    WITHDRAWN,
    Entry,
    EntryWithdrawn,
    ExerciseChosen,
    LoadChoice,
    PainScore,
    Readiness,
    SessionFinished,
    SessionSkipped,
    SessionStarted,
    SetCorrection,
    SetDone,
    Side,
)
from ironstride.core.units import RIR, Kilograms, Reps
from ironstride.store.payload import entry_converter, id_of, storable

KINDS: Final[Mapping[type[Entry], EventKind]] = {
    SetDone: EventKind.SET_DONE,
    SetCorrection: EventKind.SET_CORRECTED,
    SessionStarted: EventKind.SESSION_STARTED,
    SessionFinished: EventKind.SESSION_FINISHED,
    SessionSkipped: EventKind.SESSION_SKIPPED,
    ExerciseChosen: EventKind.EXERCISE_CHOSEN,
    PainScore: EventKind.PAIN_SCORED,
    Readiness: EventKind.READINESS_TOLD,
    EntryWithdrawn: EventKind.ENTRY_WITHDRAWN,
}
_ENTRIES: Final = {kind: entry for entry, kind in KINDS.items()}

CONVERTER: Final = entry_converter()
"""Writes what an entry of the log holds as JSON can, and reads it back."""

CONVERTER.register_unstructure_hook(Kilograms, lambda mass: mass.value)
CONVERTER.register_structure_hook(Kilograms, lambda number, _: Kilograms(number))
CONVERTER.register_unstructure_hook(Reps, lambda reps: reps.count)
CONVERTER.register_structure_hook(Reps, lambda number, _: Reps(int(number)))
CONVERTER.register_unstructure_hook(RIR, lambda rir: rir.count)
CONVERTER.register_structure_hook(RIR, lambda number, _: RIR(float(number)))

_FIELDS: Final = {**get_type_hints(SetDone), WITHDRAWN: bool}

_once: Final = lru_cache(maxsize=4_096)
_READ: Final[Mapping[str, Callable[[Any], object]]] = {
    "day": _once(date.fromisoformat),
    "exercise": str,
    "session": _once(UUID),
    "position": int,
    "side": Side,
    "load": _once(Kilograms),
    "assistance": _once(Kilograms),
    "reps": _once(lambda number: Reps(int(number))),
    "seconds": float,
    "metres": float,
    "contacts": int,
    "rir": _once(lambda number: RIR(float(number))),
    "choice": LoadChoice,
    "is_warm_up": bool,
    "note": str,
}
"""How each field of a set is read. Years of sets share few days, loads and sessions, so these are
made once."""


def told(entry: Entry, *, source: str) -> Event:
    """Tell an entry of the log; `source` names the file, form or command that it came from."""
    payload = _plain(entry)
    kind, at = KINDS[type(entry)], entry.at
    return Event(
        id=entry.id or id_of(kind, at.isoformat(), payload),
        kind=kind,
        at=at,
        source=storable(source),
        payload=payload,
    )


def entry_of(event: Event) -> Entry:
    """Read the entry back, with the event's id as its own."""
    if event.kind is EventKind.SET_DONE:
        return _set_of(event)
    if event.kind is EventKind.SET_CORRECTED:
        return _correction_of(event)
    told = {**event.payload, "id": event.id, "at": event.at.isoformat()}
    entry: Entry = CONVERTER.structure(told, _ENTRIES[event.kind])
    return entry


def _set_of(event: Event) -> SetDone:
    """Read a set; there are many, and each goes past the converter."""
    told = {
        name: _READ[name](value)
        for name, value in event.payload.items()
        if value is not None and name in _READ
    }
    return SetDone(id=event.id, at=event.at, **told)  # type: ignore[arg-type] # each by its name


def _correction_of(event: Event) -> SetCorrection:
    """Read a correction; a field that this version does not know is passed over."""
    return SetCorrection(
        id=event.id,
        set=UUID(event.payload["set"]),
        at=event.at,
        changes=fields_of_set(event.payload["changes"]),
        seen=fields_of_set(event.payload.get("seen", {})),
        agrees=tuple(event.payload.get("agrees", ())),
    )


def fields_of_set(plain: Mapping[str, Any]) -> dict[str, object]:
    """Read fields of a set by their names."""
    known = CORRECTABLE | {WITHDRAWN}
    return {n: CONVERTER.structure(v, _FIELDS[n]) for n, v in plain.items() if n in known}


def plain_fields(of_set: Mapping[str, object]) -> dict[str, Any]:
    """Write fields of a set by their names, as JSON holds them."""
    return {name: _tidy(CONVERTER.unstructure(value)) for name, value in of_set.items()}


def _plain(entry: Entry) -> dict[str, Any]:
    told = CONVERTER.unstructure(entry)
    if isinstance(entry, SetCorrection):
        told["changes"] = plain_fields(entry.changes)
        if entry.seen:
            told["seen"] = plain_fields(entry.seen)
    return {name: _tidy(part) for name, part in told.items() if name not in ("id", "at")}


def _tidy(value: Any) -> Any:
    """Write numbers one way (2.0 is 2), and leave out what no database takes."""
    match value:
        case dict():
            return {key: _tidy(part) for key, part in value.items()}
        case float() if not math.isfinite(value):
            return None
        case float() if value.is_integer():
            return int(value)
        case str():
            return storable(value)
        case _:
            return value
