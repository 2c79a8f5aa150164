"""Erasing an athlete: the only way past the guards of the events, and for that athlete alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connections
from django.db.models import QuerySet

from ironstride.store.models import ErasingRow, EventRow, KeyRow, UploadRow
from ironstride.store.rows import AthleteRows


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What a store holds of an athlete. [count]"""

    events: int
    files: int
    streams: int

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing."""
        return not (self.events or self.files or self.streams)


def holdings(rows: AthleteRows) -> Holdings:
    """Count what there is of an athlete."""
    return Holdings(
        events=rows.events.count(), files=rows.files.count(), streams=rows.streams.count()
    )


def erase_rows(rows: AthleteRows) -> Holdings:
    """Remove everything of an athlete, within the transaction that is under way, and count it.

    The guards let the athlete's events go while the athlete stands in `erasing`. That is taken
    back before the transaction ends, and no other transaction sees it.
    """
    erasing = ErasingRow.objects.using(rows.alias)
    erasing.create(athlete=rows.athlete)
    streams, _ = rows.streams.delete()
    events = _remove_events(rows)
    files, _ = rows.files.delete()
    for table in (UploadRow, KeyRow):
        table.objects.using(rows.alias).filter(athlete=rows.athlete).delete()
    erasing.filter(athlete=rows.athlete).delete()
    return Holdings(events=events, files=files, streams=streams)


def _remove_events(rows: AthleteRows) -> int:
    """Remove the events by one statement; `AppendOnlyRows` would refuse, as it should."""
    unguarded: QuerySet[EventRow] = QuerySet(EventRow, using=rows.alias)
    chosen = unguarded.filter(athlete=rows.athlete)
    return chosen._raw_delete(rows.alias)  # noqa: SLF001 - Django's way without loading them


def overwrite(rows: AthleteRows) -> None:
    """Leave nothing of what was removed in the files of an embedded database.

    SQLite overwrites what is removed with zeros (`secure_delete`); the log that it writes ahead
    is taken into the file and emptied. A server tidies up by itself, in its own time.
    """
    connection = connections[rows.alias]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
