"""What one file tells, as plain values that can cross from one process to another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Final, TypeAlias

import numpy as np

from ironstride.core.errors import IronstrideError
from ironstride.formats import activity, figures, garmin, strava, streams
from ironstride.formats.lifting import read_lifting
from ironstride.formats.lifting_row import LiftingFile
from ironstride.formats.recording import RUNNING, NotAnActivity, Recording, Streams, sport_named
from ironstride.running.copies import Copy, Description

STRAVA_LIST: Final = "activities.csv"
WATCH: Final = "a watch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A file's bytes, and the name to call it by."""

    name: str
    content: bytes
    wants_streams: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifted:
    """The sets of an app's export, or of one session that a watch recorded.

    A watch knows how far local time is ahead of the world's clock, when the session began
    there, and how long it took; an export says the last two in its rows.
    """

    file: LiftingFile
    utc_offset: timedelta | None = None
    began: datetime | None = None
    minutes: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a file told, with a sentence for each thing that was cut off or passed over.

    `streams` has one packed block for each copy, or None where nothing was recorded along the
    way or nobody asked for it.
    """

    copies: tuple[Copy, ...] = ()
    streams: tuple[bytes | None, ...] = ()
    descriptions: tuple[Description, ...] = ()
    lifted: tuple[Lifted, ...] = ()
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A sound file that holds nothing we look for. Equal reasons can be counted together."""

    reason: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that could not be read, with the sentence that says which, where and why."""

    sentence: str


Decoded: TypeAlias = Finding | PassedOver | Refusal


def decode(file: Content) -> Decoded:
    """Read one file. Whatever is wrong with it becomes a refusal and stops no other file."""
    try:
        return _reader_of(file)(file)
    except IronstrideError as error:
        return Refusal(str(error))
    except Exception as error:  # noqa: BLE001 - a reader's own mistake must not stop the others
        return Refusal(f"{file.name}: our reader stumbled over it, {type(error).__name__}: {error}")


def is_looked_for(name: str) -> bool:
    """Say whether a name promises runs, sets, or words about runs.

    >>> is_looked_for("export.zip/activities/1.fit.gz"), is_looked_for("media/1.jpg")
    (True, False)
    """
    return activity.may_hold_activity(name) or garmin.is_summaries(name) or _is_table(name)


def _is_table(name: str) -> bool:
    return PurePosixPath(name.lower()).suffix == ".csv"


def _reader_of(file: Content) -> Callable[[Content], Decoded]:
    if garmin.is_summaries(file.name):
        return _garmin_summaries
    if not _is_table(file.name):
        return _recordings
    if figures.is_figures(file.content):
        return _figures
    is_strava = PurePosixPath(file.name.lower()).name == STRAVA_LIST
    return _strava_list if is_strava else _other_table


def _recordings(file: Content) -> Decoded:
    found = activity.read(file.content, name=file.name)
    if isinstance(found, NotAnActivity):
        return PassedOver(found.reason)
    return Finding(
        copies=tuple(_copy(recording, file.name) for recording in found),
        streams=tuple(_packed(recording.streams, file) for recording in found),
        lifted=tuple(_lifted(recording) for recording in found if recording.sets),
        cautions=tuple(f"{file.name}: {said}" for one in found for said in one.cautions),
    )


def _copy(recording: Recording, name: str) -> Copy:
    return Copy(
        run=recording.run,
        sport=recording.sport,
        is_run=recording.is_run,
        file=name,
        detail=_detail(recording.streams),
    )


def _lifted(recording: Recording) -> Lifted:
    run = recording.run
    return Lifted(
        file=LiftingFile(app=WATCH, rows=recording.sets),
        utc_offset=run.start - run.utc_start.replace(tzinfo=None),
        began=run.start,
        minutes=run.elapsed_s / 60,
    )


def _detail(recorded: Streams | None) -> int:
    """Count the values that were recorded along the way."""
    columns = () if recorded is None else recorded.columns.values()
    return sum(int(np.isfinite(column).sum()) for column in columns)


def _packed(recorded: Streams | None, file: Content) -> bytes | None:
    return streams.pack(recorded) if recorded is not None and file.wants_streams else None


def _figures(file: Content) -> Decoded:
    runs, problems = figures.read_figures(file.content, name=file.name)
    copies = tuple(Copy(run=run, sport=RUNNING, is_run=True, file=file.name) for run in runs)
    return Finding(copies=copies, streams=(None,) * len(copies), cautions=problems)


def _other_table(file: Content) -> Decoded:
    lifting = read_lifting(file.content)
    if lifting is None:
        return PassedOver("a table without runs or sets")
    if not lifting.rows and lifting.faults:
        first, *more = lifting.faults
        rest = f", and {len(more)} more lines likewise" if more else ""
        return Refusal(f"{file.name}: no line of it could be read; {first}{rest}")
    if not lifting.rows:
        return PassedOver(f"an export of {lifting.app} without a set")
    cautions = tuple(f"{file.name}, {caution}" for caution in lifting.cautions)
    return Finding(lifted=(Lifted(file=lifting),), cautions=cautions)


def _strava_list(file: Content) -> Decoded:
    rows, problems = strava.read_activities(file.content, name=file.name)
    return Finding(descriptions=tuple(map(_strava_row, rows.values())), cautions=problems)


def _strava_row(row: strava.StravaRow) -> Description:
    sport = _told_sport(sport_named(row.sport_type))
    return Description(
        file=row.filename,
        utc_start=row.start,
        title=row.title,
        sport=sport,
        is_run=None if sport is None else sport == RUNNING,
        is_race=row.is_race or None,
        is_long_run=row.is_long_run or None,
    )


def _garmin_summaries(file: Content) -> Decoded:
    summaries, problems = garmin.read_summaries(file.content, name=file.name)
    return Finding(descriptions=tuple(map(_garmin_summary, summaries)), cautions=problems)


def _garmin_summary(summary: garmin.GarminSummary) -> Description:
    sport = _told_sport(summary.sport)
    return Description(
        utc_start=summary.utc_start,
        title=summary.title,
        sport=sport,
        is_run=None if sport is None else sport == RUNNING,
        is_race=summary.is_race or None,
    )


def _told_sport(sport: str) -> str | None:
    """Trust a sport that we have a word for; any other leaves what the file itself says."""
    return sport if sport in strava.KNOWN_SPORTS else None
