"""The tables of a Garmin account export: what the watch file does not know about a run."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from ironstride.formats.recording import FormatError, Recording, sport_named

SAME_START: Final = timedelta(seconds=5)
RACE_EVENT: Final = 1  # as public readers of Garmin's event types list it
LAST_MOMENT_MS: Final = 4_102_444_800_000  # 2100-01-01


@dataclass(frozen=True, slots=True, kw_only=True)
class GarminSummary:
    """One activity of `*_summarizedActivities.json`, in our units."""

    utc_start: datetime
    title: str | None
    sport: str
    is_race: bool
    elapsed_s: float | None = None
    distance_m: float | None = None


def is_summaries(name: str) -> bool:
    """Whether a file of the export holds activity summaries, numbered or not."""
    return name.endswith("summarizedActivities.json")


def read_summaries(
    content: bytes, *, name: str
) -> tuple[tuple[GarminSummary, ...], tuple[str, ...]]:
    """Read the summaries by start, and name those that hold no start.

    Known from public readers of the export, not from a file of our own: durations are
    milliseconds, distances centimetres, starts milliseconds since 1970. The parent of a
    multisport activity repeats its children and is skipped.

    Raises:
        FormatError: the file is no JSON.
    """
    try:
        parsed = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise FormatError(name, "is no JSON", getattr(error, "pos", None)) from error
    summaries: list[GarminSummary] = []
    problems: list[str] = []
    for number, row in enumerate(_rows(parsed), start=1):
        if row.get("parent") is True or sport_named(str(row.get("activityType"))) == "multi sport":
            continue
        summary = _summary(row)
        if summary is None:
            problems.append(f"{name}, activity {number}: no start time that could be read")
        else:
            summaries.append(summary)
    return tuple(sorted(summaries, key=lambda x: x.utc_start)), tuple(problems)


def described(recording: Recording, summaries: Sequence[GarminSummary]) -> Recording:
    """Give a recording the title and the race flag of the summary that starts with it.

    `summaries` are sorted by start, as `read_summaries` returns them; of those within five
    seconds the nearest of the same sport is taken.
    """
    start = recording.run.utc_start
    first = bisect_left(summaries, start - SAME_START, key=lambda x: x.utc_start)
    near = [x for x in summaries[first : first + 4] if abs(x.utc_start - start) <= SAME_START]
    if not near:
        return recording
    found = min(near, key=lambda x: (x.sport != recording.sport, abs(x.utc_start - start)))
    run = replace(
        recording.run,
        title=found.title or recording.run.title,
        is_race=found.is_race or recording.run.is_race,
    )
    return replace(recording, run=run)


def _rows(parsed: object) -> list[dict[str, Any]]:
    """Find the activities: a list of `{"summarizedActivitiesExport": [...]}`, or just a list."""
    outer = parsed if isinstance(parsed, list) else [parsed]
    rows: list[Any] = []
    for item in outer:
        if isinstance(item, dict):
            inner = item.get("summarizedActivitiesExport", [item])
            rows += inner if isinstance(inner, list) else []
    return [row for row in rows if isinstance(row, dict)]


def _summary(row: dict[str, Any]) -> GarminSummary | None:
    start_ms = _number(row, "startTimeGmt") or _number(row, "beginTimestamp")
    if start_ms is None or not 0 < start_ms < LAST_MOMENT_MS:
        return None
    elapsed_ms = _number(row, "elapsedDuration") or _number(row, "duration")
    distance_cm = _number(row, "distance")
    title, kind = row.get("name"), row.get("activityType")
    return GarminSummary(
        utc_start=datetime.fromtimestamp(start_ms / 1_000, UTC),
        title=title.strip() or None if isinstance(title, str) else None,
        sport=sport_named(kind if isinstance(kind, str) else ""),
        is_race=row.get("eventTypeId") == RACE_EVENT,
        elapsed_s=None if elapsed_ms is None else elapsed_ms / 1_000,
        distance_m=None if distance_cm is None else distance_cm / 100,
    )


def _number(row: dict[str, Any], key: str) -> float | None:
    value = row.get(key)
    return float(value) if isinstance(value, int | float) and abs(value) < 1e15 else None
