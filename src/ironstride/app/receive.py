"""Receive: what a program tells of training, each thing with a verdict of its own.

Who tells makes the ids. Told again, a thing is known and changes nothing; told otherwise under
an id that is taken, it is refused, for nothing may be dropped in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from ironstride.app.log import Desk
from ironstride.core.event import Event
from ironstride.core.log import Entry
from ironstride.store.log_events import told

ANOTHER: str = "something else was told under this id before; make another id for it"


class Fate(StrEnum):
    """What became of a thing that was told."""

    TAKEN = "taken"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one thing, and why where it was refused."""

    id: UUID
    fate: Fate
    problem: str = ""


def receive(entries: Sequence[Entry], desk: Desk, *, source: str) -> tuple[Verdict, ...]:
    """Take into the log what is new, all in one transaction, and say what became of each."""
    events = [told(entry, source=source) for entry in entries]
    known = desk.store.told_before([event.id for event in events])
    verdicts = tuple(_verdicts(events, known))
    taken = {v.id for v in verdicts if v.fate is Fate.TAKEN}
    desk.store.append([event for event in events if event.id in taken])
    return verdicts


def _verdicts(events: Sequence[Event], known: dict[UUID, Event]) -> Iterator[Verdict]:
    """Judge one after another; what comes first in a batch is known to what comes after."""
    for event in events:
        before = known.setdefault(event.id, event)
        if before is event:
            yield Verdict(event.id, Fate.TAKEN)
        elif _says(before) == _says(event):
            yield Verdict(event.id, Fate.KNOWN)
        else:
            yield Verdict(event.id, Fate.REFUSED, ANOTHER)


def _says(event: Event) -> tuple[object, ...]:
    return event.kind, event.at, dict(event.payload)
