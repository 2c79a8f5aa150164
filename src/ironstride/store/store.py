"""The store: events are appended and never changed; values come back, never rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Self
from uuid import UUID

from django.db import connections, transaction
from django.db.models import Count

from ironstride.core.event import Event, EventKind
from ironstride.core.run import RecordedRun
from ironstride.running.copies import Activity, Copy, Description, activities, runs
from ironstride.store import activity_events
from ironstride.store.failures import failures_told
from ironstride.store.files import ImportedFile, Outcome, Told
from ironstride.store.migrate import bring_up_to_date
from ironstride.store.models import EventRow, FileRow, StreamsRow
from ironstride.store.payload import storable


class Store:
    """A database that is open and up to date. Close it, or use it in a `with`."""

    def __init__(self, folder: Path, *, place: str, alias: str) -> None:
        self.folder = folder
        self.place = place  # as an athlete would say where it is
        self.alias = alias

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def is_made(self) -> bool:
        """Whether the tables are there."""
        with self._reading():
            return "event" in connections[self.alias].introspection.table_names()

    def bring_up_to_date(self) -> None:
        """Make the tables what this version of Ironstride expects."""
        with self._reading():
            bring_up_to_date(connections[self.alias], self.place)

    def close(self) -> None:
        """Let go of the database."""
        connections[self.alias].close()

    def append(self, events: Iterable[Event]) -> int:
        """Add the events that are not there yet, all or none, and count them."""
        with self._writing():
            return self._append(tuple(events))

    def record(self, told: Iterable[Told]) -> None:
        """Note files and what they told, all or none. A file noted before adds nothing.

        Only a refused file is noted again: what could not be read once may be readable now.
        """
        with self._writing():
            for one in told:
                self._record(one)

    def events(self, *kinds: EventKind, since: datetime | None = None) -> tuple[Event, ...]:
        """Read the events in the order they were told: of some kinds, of a moment or later."""
        with self._reading():
            rows = EventRow.objects.using(self.alias).order_by("position")
            chosen = rows.filter(kind__in=kinds) if kinds else rows
            recent = chosen if since is None else chosen.filter(at__gte=since)
            return tuple(_event(row) for row in recent.iterator())

    def ids(self, kind: EventKind) -> frozenset[UUID]:
        """Read which events of a kind there are, without reading them."""
        with self._reading():
            rows = EventRow.objects.using(self.alias).filter(kind=kind)
            return frozenset(rows.values_list("id", flat=True))

    def told_before(self, ids: Sequence[UUID]) -> dict[UUID, Event]:
        """Find those of some events that are there, by their ids."""
        with self._reading():
            rows = EventRow.objects.using(self.alias).filter(id__in=ids)
            return {row.id: _event(row) for row in rows}

    def set_names(self) -> dict[str, int]:
        """Read the names that sets were told under, and how many sets carry each."""
        with self._reading():
            rows = EventRow.objects.using(self.alias).filter(kind=EventKind.SET_DONE)
            named = rows.order_by().values_list("payload__exercise")
            return dict(named.annotate(count=Count("position")))

    def copies(self) -> tuple[Copy, ...]:
        """Read every recording, two of one run among them."""
        told = self.events(EventKind.ACTIVITY_RECORDED)
        return tuple(activity_events.copy_of(event) for event in told)

    def descriptions(self) -> tuple[Description, ...]:
        """Read what exports said about activities."""
        told = self.events(EventKind.ACTIVITY_DESCRIBED)
        return tuple(activity_events.description_of(event) for event in told)

    def activities(self) -> tuple[Activity, ...]:
        """Put together what is known of each activity, in order of their starts."""
        return activities(self.copies(), self.descriptions())

    def runs(self) -> tuple[RecordedRun, ...]:
        """Read the runs, each once, in order of their starts."""
        return runs(self.activities())

    def files(self) -> tuple[ImportedFile, ...]:
        """Read what became of each file, in order of their names."""
        with self._reading():
            rows = FileRow.objects.using(self.alias).order_by("name", "sha256")
            return tuple(_file(row) for row in rows.iterator())

    def streams(self, copy: Copy) -> bytes | None:
        """Read the packed block that a recording came with; None where it had none."""
        with self._reading():
            rows = StreamsRow.objects.using(self.alias)
            row = rows.filter(event__id=activity_events.recorded(copy).id).first()
        return None if row is None else bytes(row.block)

    def _record(self, told: Told) -> None:
        file = told.file
        files = FileRow.objects.using(self.alias)
        before = files.filter(sha256=file.sha256).first()
        if before is not None and before.outcome != Outcome.REFUSED:
            return
        FileRow(
            sha256=file.sha256,
            name=storable(file.name),
            size=file.size,
            outcome=file.outcome,
            reason=storable(file.reason),
        ).save(using=self.alias)
        self._append(told.events)
        StreamsRow.objects.using(self.alias).bulk_create(
            (StreamsRow(event_id=id_, block=block) for id_, block in told.streams.items()),
            ignore_conflicts=True,
        )

    def _append(self, events: Sequence[Event]) -> int:
        rows = EventRow.objects.using(self.alias)
        known = rows.only("id").in_bulk([event.id for event in events], field_name="id")
        new = {event.id: event for event in events if event.id not in known}
        rows.bulk_create((_row(event) for event in new.values()), ignore_conflicts=True)
        return len(new)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with failures_told(self.place), transaction.atomic(using=self.alias):
            yield

    def _reading(self) -> AbstractContextManager[None]:
        return failures_told(self.place)


def _event(row: EventRow) -> Event:
    return Event(
        id=row.id, kind=EventKind(row.kind), at=row.at, source=row.source, payload=row.payload
    )


def _row(event: Event) -> EventRow:
    return EventRow(
        id=event.id, kind=event.kind, at=event.at, source=event.source, payload=event.payload
    )


def _file(row: FileRow) -> ImportedFile:
    return ImportedFile(
        sha256=row.sha256,
        name=row.name,
        size=row.size,
        outcome=Outcome(row.outcome),
        reason=row.reason,
    )
