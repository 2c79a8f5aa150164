"""Strava's bulk export: what `activities.csv` knows about each file.

Its header holds names twice and speaks the account's language, so columns are found by their
English names where they are there, and by their places otherwise.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from ironstride.formats.recording import NO_SPORT, RUNNING, FormatError, Recording, sport_named

DATE, TITLE, SPORT = 1, 2, 3  # their places in every export seen, since 2014
LEAST_COLUMNS: Final = 6
STORED: Final = re.compile(r"^activities/[^/]+\.(?:fit|tcx|gpx)(?:\.gz)?$", re.IGNORECASE)
MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
KNOWN_SPORTS: Final = frozenset({RUNNING, "cycling", "hiking", "walking", "swimming"})

_CLOCK: Final = r",?\s+(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?\s*(?P<half>[AaPp])?"
_LAYOUTS: Final = (
    re.compile(r"(?P<month>[A-Za-z]{3})[a-z.]*\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})" + _CLOCK),
    re.compile(r"(?P<day>\d{1,2})\s+(?P<month>[A-Za-z]{3})[a-z.]*,?\s+(?P<year>\d{4})" + _CLOCK),
    re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})" + _CLOCK),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StravaRow:
    """One line of `activities.csv`. `sport_type` is as written, in the account's language."""

    filename: str
    title: str | None
    sport_type: str
    is_race: bool
    is_long_run: bool
    start: datetime | None
    elapsed_s: float | None = None
    moving_s: float | None = None
    distance_m: float | None = None


def read_activities(
    content: bytes, *, name: str
) -> tuple[Mapping[str, StravaRow], tuple[str, ...]]:
    """Read the rows by their Filename, and name the lines that belong to no file.

    Raises:
        FormatError: it is no table of activities.
    """
    text = content.decode("utf-8-sig", errors="replace")
    csv.field_size_limit(max(csv.field_size_limit(), 1_000_000))  # descriptions may be long
    reader = csv.reader(io.StringIO(text, newline=""))
    header = [cell.strip().lower() for cell in next(reader, [])]
    if len(header) < LEAST_COLUMNS:
        raise FormatError(name, "is no table of Strava activities", 0)
    try:
        lines = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader if cells]
    except csv.Error as error:
        raise FormatError(name, f"line {reader.line_num} is no CSV: {error}") from error
    columns = _Columns(header, [cells for _, cells in lines])
    rows: dict[str, StravaRow] = {}
    problems: list[str] = []
    for line, cells in lines:
        row = columns.row(cells)
        if row is None:
            title = cells[TITLE] if len(cells) > TITLE else ""
            problems.append(f'{name} line {line}: "{title}" has no file, so it is not imported')
        else:
            rows[row.filename] = row
    return rows, tuple(problems)


def row_of(member_name: str, rows: Mapping[str, StravaRow]) -> StravaRow | None:
    """Find the row of a file by the end of its path.

    The number in a file's name is not the activity's, so nothing but the Filename joins them.
    """
    return rows.get("/".join(member_name.replace("\\", "/").split("/")[-2:]))


def described(recording: Recording, row: StravaRow) -> Recording:
    """Give a recording the athlete's own words: title, race, and the sport as corrected there.

    A sport that Ironstride has no word for leaves the file's own.
    """
    sport = sport_named(row.sport_type)
    run = replace(
        recording.run,
        title=row.title or recording.run.title,
        is_race=row.is_race or recording.run.is_race,
    )
    if sport not in KNOWN_SPORTS:
        return replace(recording, run=run)
    cautions = tuple(x for x in recording.cautions if x != NO_SPORT)
    return replace(recording, run=run, sport=sport, cautions=cautions)


def read_date(text: str) -> datetime | None:
    r"""Read a date in UTC as Strava writes it; None for a language that is not English.

    >>> read_date("Apr 14, 2026, 3:42:53\u202fPM") == read_date("14 Apr 2026, 15:42:53")
    True
    """
    try:
        parsed = datetime.fromisoformat(text)
        return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)
    except ValueError:
        found = next((m for layout in _LAYOUTS if (m := layout.match(text))), None)
    try:
        return None if found is None else _date(found)
    except ValueError:
        return None


def _date(found: re.Match[str]) -> datetime:
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].lower() == "p" else 0)
    month = found["month"]
    return datetime(
        int(found["year"]),
        int(month) if month.isdigit() else MONTHS.index(month.lower()) + 1,
        int(found["day"]),
        hour,
        int(found["minute"]),
        int(found["second"] or 0),
        tzinfo=UTC,
    )


class _Columns:
    """Where the columns of one export are; None where it has none."""

    def __init__(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.filename = _find(header, "filename")
        if self.filename is None:
            self.filename = _column_of_files(rows)
        # Behind the file stand two weights and then, in SI units, what stood before it.
        after = 1 + (len(header) if self.filename is None else self.filename)
        self.elapsed = _find(header, "elapsed time", last=True, otherwise=after + 2)
        self.moving = _find(header, "moving time", last=True, otherwise=after + 3)
        self.distance = _find(header, "distance", last=True, otherwise=after + 4)
        self.race = _find(header, "competition")
        self.long_run = _find(header, "long run")
        self.is_in_metres = header.count("distance") != 1

    def row(self, cells: Sequence[str]) -> StravaRow | None:
        """Read one line; None where it names no file."""
        filename = _cell(cells, self.filename).replace("\\", "/")
        if not filename:
            return None
        distance = _number(_cell(cells, self.distance))
        return StravaRow(
            filename=filename,
            title=_cell(cells, TITLE) or None,
            sport_type=_cell(cells, SPORT),
            is_race=_is_true(_cell(cells, self.race)),
            is_long_run=_is_true(_cell(cells, self.long_run)),
            start=read_date(_cell(cells, DATE)),
            elapsed_s=_number(_cell(cells, self.elapsed)),
            moving_s=_number(_cell(cells, self.moving)),
            distance_m=distance if distance is None or self.is_in_metres else distance * 1_000,
        )


def _find(
    header: Sequence[str], name: str, *, last: bool = False, otherwise: int | None = None
) -> int | None:
    places = [place for place, cell in enumerate(header) if cell == name]
    return places[-1 if last else 0] if places else otherwise


def _column_of_files(rows: Sequence[Sequence[str]]) -> int | None:
    """Find the column that holds paths of stored files, whatever it is called."""
    for cells in rows:
        for place, cell in enumerate(cells):
            if STORED.match(cell):
                return place
    return None


def _cell(cells: Sequence[str], place: int | None) -> str:
    """Read a cell; short lines end in empty ones."""
    return cells[place] if place is not None and place < len(cells) else ""


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 <= value < 1e9 else None


def _is_true(text: str) -> bool:
    return text.lower() in ("1", "1.0", "true", "yes")
