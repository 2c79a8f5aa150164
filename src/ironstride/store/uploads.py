"""Uploads: files that were sent and wait to be read, and how far the reading is.

The rows are a ledger that outlives the program. Whoever reads an upload says so every few
seconds; when nothing is heard for a while, another may go on with it. An import that is done
twice adds nothing, so nothing worse than a little work comes of two reading one upload.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.db.models import F, Q

from ironstride.store.failures import failures_told
from ironstride.store.models import UploadRow
from ironstride.store.payload import storable
from ironstride.store.store import Store

SILENCE: Final = timedelta(seconds=60)  # then a reading counts as broken off
MOST_TRIES: Final = 3
BROKE_OFF: Final = "Reading broke off three times; send the files in smaller parts."


class State(StrEnum):
    """How far an upload is."""

    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"


class Manner(StrEnum):
    """How a sentence about an upload is meant."""

    GOOD = "good"
    BAD = "bad"  # something was not read
    CARE = "care"  # it was read, and something about it was odd


Told = tuple[tuple[Manner, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """Files that were sent at one time. `told` are the sentences about what came of them."""

    id: UUID
    at: datetime
    unit: str = ""
    state: State = State.WAITING
    done: int = 0
    total: int = 0
    reading: str = ""
    told: Told = ()

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in (State.DONE, State.FAILED)

    def told_of(self, manner: Manner) -> tuple[str, ...]:
        """Give the sentences that are meant so."""
        return tuple(sentence for meant, sentence in self.told if meant is manner)


class Uploads:
    """The uploads of one athlete, beside their events."""

    def __init__(self, store: Store) -> None:
        self._athlete, self._place = store.athlete, store.place
        self._rows = UploadRow.objects.using(store.alias).filter(athlete=store.athlete)

    def add(self, upload: Upload) -> None:
        """Note that files have come."""
        with failures_told(self._place):
            self._rows.create(
                id=upload.id,
                athlete=self._athlete,
                at=upload.at,
                unit=upload.unit,
                state=upload.state,
            )

    def get(self, id_: UUID) -> Upload | None:
        """Look one up."""
        with failures_told(self._place):
            row = self._rows.filter(id=id_).first()
        return None if row is None else _upload(row)

    def latest(self) -> Upload | None:
        """Find the one that came last."""
        with failures_told(self._place):
            row = self._rows.order_by("-at").first()
        return None if row is None else _upload(row)

    def unfinished(self) -> tuple[UUID, ...]:
        """List those whose files may still lie there."""
        with failures_told(self._place):
            over = (State.DONE, State.FAILED)
            return tuple(self._rows.exclude(state__in=over).values_list("id", flat=True))

    def take(self, now: datetime) -> Upload | None:
        """Take the oldest one that nobody reads; None where none waits.

        One that broke off three times is given up: something in it ends the program.
        """
        free = Q(state=State.WAITING) | Q(state=State.READING, beat__lt=now - SILENCE)
        with failures_told(self._place):
            worn_out = self._rows.filter(free, tries__gte=MOST_TRIES)
            worn_out.update(state=State.FAILED, told=[[Manner.BAD, BROKE_OFF]])
            for row in self._rows.filter(free).order_by("at"):
                mine = self._rows.filter(free, id=row.id, tries=row.tries)
                if mine.update(state=State.READING, beat=now, tries=F("tries") + 1):
                    return _upload(row)
        return None

    def let_go(self) -> None:
        """Free what is being read: for a program that starts alone and knows that nobody reads."""
        with failures_told(self._place):
            self._rows.filter(state=State.READING).update(state=State.WAITING)

    def beat(self, id_: UUID, now: datetime, done: int, total: int, reading: str) -> None:
        """Say how far the reading is."""
        with failures_told(self._place):
            self._rows.filter(id=id_).update(
                beat=now, done=done, total=total, reading=storable(reading)
            )

    def end(self, id_: UUID, state: State, told: Told) -> None:
        """Say that it is over, or that it may be tried again, and what came of it."""
        with failures_told(self._place):
            said = [[manner, storable(sentence)] for manner, sentence in told]
            self._rows.filter(id=id_).update(state=state, told=said, reading="")


def _upload(row: UploadRow) -> Upload:
    return Upload(
        id=row.id,
        at=row.at,
        unit=row.unit,
        state=State(row.state),
        done=row.done,
        total=row.total,
        reading=row.reading,
        told=tuple((Manner(manner), sentence) for manner, sentence in row.told),
    )
