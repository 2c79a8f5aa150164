"""The rows of one athlete. Nothing else reads or adds rows, so no other athlete's can be met.

`lint-imports` holds it: `models.py` is imported here and where an athlete is erased.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import connections
from django.db.models import QuerySet

from ironstride.core.event import Event, EventKind
from ironstride.store.files import ImportedFile, Outcome
from ironstride.store.models import EventRow, FileRow, StreamsRow
from ironstride.store.payload import storable

TOGETHER: Final = 500  # ids that are asked for at once; SQLite takes up to 999
TOLD: Final = ("id", "kind", "at", "source", "payload")
SIGNED_64: Final = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class AthleteRows:
    """What the tables hold of one athlete, in the database that Django knows by `alias`."""

    athlete: UUID
    alias: str

    @property
    def events(self) -> QuerySet[EventRow]:
        """The athlete's events, in the order they were told."""
        return EventRow.objects.using(self.alias).filter(athlete=self.athlete)

    def of(self, kinds: Sequence[EventKind], *, upto: int | None = None) -> QuerySet[EventRow]:
        """The athlete's events of some kinds, up to a position."""
        found = self.events.filter(kind__in=kinds).order_by("position")
        return found if upto is None else found.filter(position__lte=upto)

    @property
    def files(self) -> QuerySet[FileRow]:
        """The files that the athlete imported."""
        return FileRow.objects.using(self.alias).filter(athlete=self.athlete)

    @property
    def streams(self) -> QuerySet[StreamsRow]:
        """What was recorded along the way of the athlete's activities."""
        return StreamsRow.objects.using(self.alias).filter(event__athlete=self.athlete)

    def take_turn(self) -> None:
        """Wait until nobody else writes for this athlete; the turn ends with the transaction.

        A transaction of SQLite is the only writer from its beginning. On PostgreSQL this keeps
        what is counted as new exact, and an athlete's events in the order they were told.
        """
        connection = connections[self.alias]
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [self.athlete.int & SIGNED_64])

    def positions(self, ids: Sequence[UUID]) -> dict[UUID, int]:
        """Say which row each event is that is there."""
        batches = (ids[first : first + TOGETHER] for first in range(0, len(ids), TOGETHER))
        return {
            id_: position
            for batch in batches
            for id_, position in self.events.filter(id__in=batch).values_list("id", "position")
        }

    def add_events(self, events: Iterable[Event]) -> None:
        """Add events that are not there yet."""
        EventRow.objects.using(self.alias).bulk_create(
            EventRow(
                athlete=self.athlete,
                id=event.id,
                kind=event.kind,
                at=event.at,
                source=event.source,
                payload=event.payload,
            )
            for event in events
        )

    def add_streams(self, streams: Mapping[UUID, bytes]) -> None:
        """Add packed blocks to events that are there; an event keeps the one that it has."""
        positions = self.positions(tuple(streams))
        StreamsRow.objects.using(self.alias).bulk_create(
            (StreamsRow(event_id=positions[id_], block=block) for id_, block in streams.items()),
            ignore_conflicts=True,
        )

    def put_file(self, file: ImportedFile) -> None:
        """Note a file, or note it otherwise."""
        self.files.update_or_create(
            athlete=self.athlete,
            sha256=file.sha256,
            defaults={
                "name": storable(file.name),
                "size": file.size,
                "outcome": file.outcome,
                "reason": storable(file.reason),
            },
        )


def events_of(rows: QuerySet[EventRow]) -> Iterator[Event]:
    """Give what rows tell, without making an object of Django's for each."""
    for id_, kind, at, source, payload in rows.values_list(*TOLD).iterator():
        yield Event(id=id_, kind=EventKind(kind), at=at, source=source, payload=payload)


def event_of(row: EventRow) -> Event:
    """Give what a row tells."""
    return Event(
        id=row.id, kind=EventKind(row.kind), at=row.at, source=row.source, payload=row.payload
    )


def file_of(row: FileRow) -> ImportedFile:
    """Give what is known of a file."""
    return ImportedFile(
        sha256=row.sha256,
        name=row.name,
        size=row.size,
        outcome=Outcome(row.outcome),
        reason=row.reason,
    )
