"""What was told to a course of rehabilitation as events, and back.

As in `log_events.py`, the payload names the fields as `rehab` does, without the id and the
moment, and nothing that has its usual value. What has no id of its own gets one that is made from
what it says, so that telling it again adds nothing. Pain scores are events of the log.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, TypeAlias

from ironstride.core.event import Event, EventKind
from ironstride.rehab.confirmed import Confirmation
from ironstride.rehab.entries import (
    Assessed,
    BesideChosen,
    CourseStarted,
    RunDone,
    SessionDone,
    SteppedBack,
    SwellingSeen,
)
from ironstride.rehab.gates import Measurement
from ironstride.rehab.scores import Answered
from ironstride.rehab.screening import Screened
from ironstride.store.payload import entry_converter, id_of, storable

RehabEntry: TypeAlias = (
    Screened
    | CourseStarted
    | SessionDone
    | RunDone
    | SwellingSeen
    | Measurement
    | Answered
    | SteppedBack
    | Assessed
    | BesideChosen
    | Confirmation
)
"""Everything that is told to a course and to nothing else."""

KINDS: Final[Mapping[type[RehabEntry], EventKind]] = {
    Screened: EventKind.SCREENED,
    CourseStarted: EventKind.COURSE_STARTED,
    SessionDone: EventKind.REHAB_SESSION_DONE,
    RunDone: EventKind.SORE_RUN_DONE,
    SwellingSeen: EventKind.SWELLING_SEEN,
    Measurement: EventKind.TEST_MEASURED,
    Answered: EventKind.FORM_ANSWERED,
    SteppedBack: EventKind.STEPPED_BACK,
    Assessed: EventKind.ASSESSED,
    BesideChosen: EventKind.BESIDE_CHOSEN,
    Confirmation: EventKind.THRESHOLD_CONFIRMED,
}
_ENTRIES: Final = {kind: entry for entry, kind in KINDS.items()}

_converter = entry_converter()


def told(entry: RehabEntry, *, at: datetime, source: str) -> Event:
    """Tell an entry of a course, at the moment when it happened."""
    kind, payload = KINDS[type(entry)], _plain(entry)
    own = getattr(entry, "id", None)
    return Event(
        id=own or id_of(kind, at.isoformat(), payload),
        kind=kind,
        at=at,
        source=storable(source),
        payload=payload,
    )


def entry_of(event: Event) -> RehabEntry:
    """Read the entry back; a field that this version does not know is passed over."""
    kind = _ENTRIES[event.kind]
    fields = {**event.payload, "id": str(event.id), "at": event.at.isoformat()}
    entry: RehabEntry = _converter.structure(fields, kind)
    return entry


def _plain(entry: RehabEntry) -> dict[str, Any]:
    fields = _converter.unstructure(entry)
    plain = {name: _tidy(part) for name, part in fields.items() if name not in ("id", "at")}
    written: dict[str, Any] = json.loads(json.dumps(plain))  # item numbers as JSON has them
    return written


def _tidy(value: Any) -> Any:
    """Write numbers one way (2.0 is 2), and leave out what no database takes."""
    match value:
        case dict():
            return {key: _tidy(part) for key, part in value.items()}
        case float() if value.is_integer():
            return int(value)
        case str():
            return storable(value)
        case _:
            return value
