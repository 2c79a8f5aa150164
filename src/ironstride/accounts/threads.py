"""Threads: what an athlete and their coaches say about the plan, a session or a set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Max

from ironstride.accounts.models import Account, ReadMark, Remark

LONGEST: Final = 4000  # letters of one remark


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One remark as a reader sees it, with the names of the others who have read it."""

    id: int
    by: str
    is_mine: bool
    is_athlete: bool
    at: datetime
    text: str
    read_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A thread at a glance: what it is about, the last remark, how many are new to a reader."""

    topic: str
    last: Remark
    unread: int


def say(text: str, *, athlete: Account, topic: str, author: Account, at: datetime) -> None:
    """Add a remark; whoever makes one has read what stands above it.

    The same words twice in a row are an impatient thumb, and one remark.
    """
    thread = Remark.objects.filter(athlete=athlete, topic=topic)
    last = thread.order_by("-id").first()
    if last is not None and (last.author_id, last.text) == (author.id, text[:LONGEST]):
        return
    said = Remark.objects.create(
        athlete=athlete, topic=topic, author=author, by=str(author), at=at, text=text[:LONGEST]
    )
    _mark(author, said, at)


def read(reader: Account, *, athlete: Account, topic: str, at: datetime) -> tuple[Said, ...]:
    """Give a thread, and note that this reader has read it."""
    remarks = list(Remark.objects.filter(athlete=athlete, topic=topic))
    if remarks:
        _mark(reader, remarks[-1], at)
    marks = list(ReadMark.objects.filter(athlete=athlete, topic=topic).select_related("reader"))
    return tuple(
        Said(
            id=one.id,
            by=one.by,
            is_mine=one.author_id == reader.id,
            is_athlete=one.author_id == athlete.id,
            at=one.at,
            text=one.text,
            read_by=tuple(
                str(mark.reader)
                for mark in marks
                if mark.remark >= one.id and mark.reader_id not in (reader.id, one.author_id)
            ),
        )
        for one in remarks
    )


def threads(reader: Account, athlete: Account) -> Sequence[Thread]:
    """Give the threads about an athlete, the one with the latest remark first."""
    marks = _marks(reader, athlete)
    topics = Remark.objects.filter(athlete=athlete).order_by().values("topic")
    lasts = topics.annotate(last=Max("id")).values_list("last", flat=True)
    return [
        Thread(topic=last.topic, last=last, unread=_unread(reader, last, marks))
        for last in Remark.objects.filter(id__in=list(lasts)).order_by("-id")
    ]


def unread(reader: Account, athlete: Account) -> int:
    """Count the remarks about an athlete that are new to a reader."""
    return sum(thread.unread for thread in threads(reader, athlete))


def remarks_on(athlete: Account) -> Sequence[Remark]:
    """Give all that was said about an athlete, in order."""
    return list(Remark.objects.filter(athlete=athlete))


def _unread(reader: Account, last: Remark, marks: Mapping[str, int]) -> int:
    new = Remark.objects.filter(athlete_id=last.athlete_id, topic=last.topic)
    return new.filter(id__gt=marks.get(last.topic, 0)).exclude(author=reader).count()


def _marks(reader: Account, athlete: Account) -> Mapping[str, int]:
    marks = ReadMark.objects.filter(reader=reader, athlete=athlete)
    return dict(marks.values_list("topic", "remark"))


def _mark(reader: Account, last: Remark, at: datetime) -> None:
    ReadMark.objects.update_or_create(
        reader=reader,
        athlete_id=last.athlete_id,
        topic=last.topic,
        defaults={"remark": last.id, "at": at},
    )
