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
    """One event. `position` is the order of telling; `id` says which of the athlete's it is.

    Two athletes may hold the same id: it is made from what the event says, and both may have
    imported the same file.
    """

    position = models.BigAutoField(primary_key=True)
    athlete = models.UUIDField(editable=False)
    id = models.UUIDField(editable=False)
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    source = models.TextField()
    payload = models.JSONField()

    objects: ClassVar[models.Manager[EventRow]] = AppendOnlyRows.as_manager()

    class Meta:
        """Where the events stand."""

        db_table = "event"
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["athlete", "id"], name="event_once_an_athlete")
        ]
        indexes: ClassVar = [
            models.Index(fields=["athlete", "kind", "at"], name="event_of_a_kind"),
        ]

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
        EventRow, primary_key=True, on_delete=models.PROTECT, related_name="streams"
    )
    block = models.BinaryField()

    class Meta:
        """Where the streams stand."""

        db_table = "activity_streams"

    def __str__(self) -> str:
        return f"streams of {self.event_id}"


class FileRow(models.Model):
    """A file that an athlete brought: known by what is in it, whatever its name."""

    athlete = models.UUIDField(editable=False)
    sha256 = models.CharField(max_length=64)
    name = models.TextField()
    size = models.BigIntegerField()
    outcome = models.CharField(max_length=20)
    reason = models.TextField(blank=True)

    class Meta:
        """Where the files stand."""

        db_table = "imported_file"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["athlete", "sha256"], name="file_once_an_athlete")
        ]

    def __str__(self) -> str:
        return self.name


class ErasingRow(models.Model):
    """An athlete whose events may be removed, while one transaction removes them.

    The row is added and taken away within that transaction, so nobody else ever sees it.
    """

    athlete = models.UUIDField(primary_key=True)

    class Meta:
        """Where the guards look."""

        db_table = "erasing"

    def __str__(self) -> str:
        return f"erasing {self.athlete}"


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
