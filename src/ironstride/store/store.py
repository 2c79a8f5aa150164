"""The store: events are appended and never changed; values come back, never rows.

A store is one athlete's. It reads and adds through `rows.py`, which knows no other athlete.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Self
from uuid import UUID

from django.db import connections, transaction
from django.db.models import Count, Max

from ironstride.core.event import Event, EventKind
from ironstride.core.run import RecordedRun
from ironstride.running.copies import Activity, Copy, Description, activities, runs
from ironstride.store import activity_events
from ironstride.store.erase import Holdings, erase_rows, holdings, overwrite
from ironstride.store.failures import failures_told
from ironstride.store.files import ImportedFile, Outcome, Told
from ironstride.store.migrate import bring_up_to_date
from ironstride.store.payload import storable
from ironstride.store.rows import AthleteRows, event_of, events_of, file_of
from ironstride.store.teller import MARK, with_teller

STREAMS_AT_ONCE: Final = 50  # a block holds about 26 kB an hour


@dataclass(frozen=True, slots=True)
class Seen:
    """Which events were read: how many, up to which position (0 for none).

    Events are never changed, and erased rows never leave their position to others, so of one
    athlete's events two that agree are the same.
    The count tells of an event that was told earlier and became visible later.
    """

    count: int
    last: int


class Store:
    """One athlete's part of a database that is open. Close it, or use it in a `with`."""

    def __init__(
        self, folder: Path, *, place: str, alias: str, athlete: UUID, teller: str = ""
    ) -> None:
        self.folder = folder
        self.place = place  # as an athlete would say where it is
        self.alias = alias
        self.athlete = athlete
        self.teller = teller
        self.read_once: dict[str, Any] | None = None
        self._rows = AthleteRows(athlete, alias)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def key(self) -> str:
        """Whose events these are; what was read of them is remembered under it."""
        return f"{self.alias} {self.athlete}"

    @contextmanager
    def of_one_moment(self) -> Iterator[None]:
        """Let what is read be read once, until this store itself is told something.

        So a page is of one moment; what others tell meanwhile stands on the next one.
        """
        self.read_once = {}
        try:
            yield
        finally:
            self.read_once = None

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
            rows = self._rows.events.order_by("position")
            chosen = rows.filter(kind__in=kinds) if kinds else rows
            recent = chosen if since is None else chosen.filter(at__gte=since)
            return tuple(events_of(recent))

    def events_told_by_others(self) -> tuple[Event, ...]:
        """Read the events that somebody else than the athlete told, in the order of telling."""
        with self._reading():
            rows = self._rows.events.filter(source__contains=MARK).order_by("position")
            return tuple(event_of(row) for row in rows.iterator())

    def seen(self, *kinds: EventKind, upto: int | None = None) -> Seen:
        """Say which events of some kinds there are, without reading them."""
        with self._reading():
            found = self._rows.of(kinds, upto=upto).aggregate(
                count=Count("position"), last=Max("position")
            )
        return Seen(found["count"], found["last"] or 0)

    def events_between(self, *kinds: EventKind, after: Seen, upto: Seen) -> tuple[Event, ...]:
        """Read the events of some kinds that came after what was seen, up to what is seen now."""
        with self._reading():
            return tuple(
                events_of(self._rows.of(kinds, upto=upto.last).filter(position__gt=after.last))
            )

    def latest_id(self, kind: EventKind) -> UUID | None:
        """Say which event of a kind happened last; of one moment, the one that was told first."""
        with self._reading():
            rows = self._rows.of([kind]).order_by("-at", "position")
            found: UUID | None = rows.values_list("id", flat=True).first()
            return found

    def event(self, id_: UUID) -> Event:
        """Read one event that is there."""
        with self._reading():
            return event_of(self._rows.events.get(id=id_))

    def ids(self, kind: EventKind) -> frozenset[UUID]:
        """Read which events of a kind there are, without reading them."""
        with self._reading():
            rows = self._rows.events.filter(kind=kind)
            return frozenset(rows.values_list("id", flat=True))

    def told_before(self, ids: Sequence[UUID]) -> dict[UUID, Event]:
        """Find those of some events that are there, by their ids."""
        with self._reading():
            found = events_of(self._rows.events.filter(id__in=ids))
            return {event.id: event for event in found}

    def set_names(self) -> dict[str, int]:
        """Read the names that sets were told under, and how many sets carry each."""
        with self._reading():
            rows = self._rows.events.filter(kind=EventKind.SET_DONE)
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
            rows = self._rows.files.order_by("name", "sha256")
            return tuple(file_of(row) for row in rows.iterator())

    def streams(self, copy: Copy) -> bytes | None:
        """Read the packed block that a recording came with; None where it had none."""
        with self._reading():
            row = self._rows.streams.filter(event__id=activity_events.recorded(copy).id).first()
        return None if row is None else bytes(row.block)

    def every_stream(self) -> Iterator[tuple[Event, bytes]]:
        """Read the packed blocks one after the other, each with its activity's event."""
        with self._reading():
            rows = self._rows.streams.select_related("event").order_by("event__position")
            for row in rows.iterator(chunk_size=STREAMS_AT_ONCE):
                yield event_of(row.event), bytes(row.block)

    def holdings(self) -> Holdings:
        """Count what there is of this athlete."""
        with self._reading():
            return holdings(self._rows)

    def erase(self) -> Holdings:
        """Remove everything of this athlete for good, all or nothing, and count it."""
        with self._writing():
            erased = erase_rows(self._rows)
        with self._reading():
            overwrite(self._rows)
        return erased

    def _record(self, told: Told) -> None:
        before = self._rows.files.filter(sha256=told.file.sha256).first()
        if before is not None and before.outcome != Outcome.REFUSED:
            return
        self._rows.put_file(told.file)
        self._append(told.events)
        self._rows.add_streams(told.streams)

    def _append(self, events: Sequence[Event]) -> int:
        known = self._rows.positions([event.id for event in events])
        new = {event.id: event for event in events if event.id not in known}
        self._rows.add_events(map(self._as_told, new.values()))
        return len(new)

    def _as_told(self, event: Event) -> Event:
        """Have an event say who told it, where that is not the athlete."""
        if not self.teller:
            return event
        return replace(event, source=storable(with_teller(event.source, self.teller)))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if self.read_once is not None:
            self.read_once.clear()
        with failures_told(self.place), transaction.atomic(using=self.alias):
            self._rows.take_turn()
            yield

    def _reading(self) -> AbstractContextManager[None]:
        return failures_told(self.place)
