"""Files that were met, and what they told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from ironstride.core.event import Event


class Outcome(StrEnum):
    """What became of a file."""

    NEW = "new"  # it told of something not known before
    KNOWN = "known"  # another file had told it already
    SKIPPED = "skipped"  # readable, and not what we look for
    REFUSED = "refused"  # it could not be read


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFile:
    """A file that was met. It is known by the digest of its content, whatever its name."""

    sha256: str
    name: str
    size: int
    outcome: Outcome
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one file told: its events, and the packed streams of the activities among them."""

    file: ImportedFile
    events: tuple[Event, ...] = ()
    streams: Mapping[UUID, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.streams.keys() - {event.id for event in self.events}:
            raise ValueError(f"{self.file.name}: streams belong to an event that is told with them")
