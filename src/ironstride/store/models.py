"""The tables. Nothing outside the store sees a row: `store.py` hands out plain values."""

from __future__ import annotations

from typing import Any, ClassVar, Never

from django.db import models


class AppendOnlyError(TypeError):
    """Somebody tried to rewrite what was observed."""

    def __init__(self) -> None:
        super().__init__("events are append-only; append one that says what changed")


class AppendOnlyRows(models.QuerySet["EventRow"]):
    """Rows to be read and added to."""

    def update(self, **_: Any) -> Never:
        """Refuse."""
        raise AppendOnlyError

    def bulk_update(self, *_: Any, **__: Any) -> Never:
        """Refuse."""
        raise AppendOnlyError

    def delete(self) -> Never:
        """Refuse."""
        raise AppendOnlyError


class EventRow(models.Model):
    """One event. `position` is the order of telling; `id` says which event it is."""

    position = models.BigAutoField(primary_key=True)
    id = models.UUIDField(unique=True, editable=False)
    kind = models.CharField(max_length=40, db_index=True)
    at = models.DateTimeField(db_index=True)
    source = models.TextField()
    payload = models.JSONField()

    objects: ClassVar[models.Manager[EventRow]] = AppendOnlyRows.as_manager()

    class Meta:
        """Where the events stand."""

        db_table = "event"
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return f"{self.kind} at {self.at:%Y-%m-%d %H:%M}Z"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row; a row that stands is never written again."""
        if not self._state.adding:
            raise AppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> Never:
        """Refuse."""
        raise AppendOnlyError


class StreamsRow(models.Model):
    """What was recorded along the way of an activity, as one packed block."""

    event = models.OneToOneField(
        EventRow, to_field="id", primary_key=True, on_delete=models.PROTECT, related_name="streams"
    )
    block = models.BinaryField()

    class Meta:
        """Where the streams stand."""

        db_table = "activity_streams"

    def __str__(self) -> str:
        return f"streams of {self.event_id}"


class FileRow(models.Model):
    """A file that was met: known by what is in it, whatever its name."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    name = models.TextField()
    size = models.BigIntegerField()
    outcome = models.CharField(max_length=20)
    reason = models.TextField(blank=True)

    class Meta:
        """Where the files stand."""

        db_table = "imported_file"

    def __str__(self) -> str:
        return self.name


class UploadRow(models.Model):
    """Files that an athlete sent: they wait in the data folder until they are read."""

    id = models.UUIDField(primary_key=True, editable=False)
    athlete = models.UUIDField(editable=False)
    at = models.DateTimeField()
    unit = models.CharField(max_length=2, blank=True)
    state = models.CharField(max_length=10)
    tries = models.IntegerField(default=0)
    beat = models.DateTimeField(null=True)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    reading = models.TextField(blank=True)
    told = models.JSONField(default=list)

    class Meta:
        """Where the uploads stand."""

        db_table = "upload"

    def __str__(self) -> str:
        return f"{self.state} since {self.at:%Y-%m-%d %H:%M}Z"


class KeyRow(models.Model):
    """What opens an athlete's data to a program. Of the secret itself only a digest is kept."""

    digest = models.CharField(primary_key=True, max_length=64)
    id = models.UUIDField(unique=True, editable=False)
    athlete = models.UUIDField(editable=False)
    name = models.TextField()
    scopes = models.JSONField()
    made = models.DateTimeField()

    class Meta:
        """Where the keys stand."""

        db_table = "access_key"

    def __str__(self) -> str:
        return self.name
