"""What was told to a course, sorted by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from ironstride.rehab.entries import CourseEntry, RunDone, SessionDone, Track
from ironstride.rehab.gates import Measurement


@dataclass(slots=True)
class Told:
    """What was told for one day; of two measurements of a test the last one counts."""

    entries: list[CourseEntry] = field(default_factory=list)
    sessions: list[SessionDone] = field(default_factory=list)
    runs: list[RunDone] = field(default_factory=list)
    measured: dict[str, Measurement] = field(default_factory=dict)

    def add(self, entry: CourseEntry) -> None:
        """Put one more entry where it belongs."""
        match entry:
            case SessionDone():
                self.sessions.append(entry)
            case RunDone():
                self.runs.append(entry)
            case Measurement():
                self.measured[entry.item] = entry
            case _:
                self.entries.append(entry)

    def done(self, track: Track) -> Sequence[SessionDone | RunDone]:
        """List what was done on a track."""
        return self.sessions if track is Track.SESSIONS else self.runs

    def ids(self, track: Track) -> set[UUID]:
        """List the ids of what was done on a track."""
        return {one.id for one in self.done(track) if one.id is not None}


def told_by_day(entries: Iterable[CourseEntry]) -> Mapping[date, Told]:
    """Sort entries by the day that they are told for, in the order given."""
    found: dict[date, Told] = defaultdict(Told)
    for entry in entries:
        found[entry.day].add(entry)
    return dict(found)
