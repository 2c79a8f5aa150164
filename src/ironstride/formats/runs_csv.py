"""The athlete's own plan of runs as a table: `date,start,minutes,kind,distance_km`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from ironstride.core.calendar import at
from ironstride.core.run import PlannedRun, RunKind
from ironstride.core.spelling import did_you_mean
from ironstride.formats.faults import Fault, FaultyFileError, Span, clock, spoken_list

COLUMNS: Final = ("date", "start", "minutes", "kind", "distance_km")
OPTIONAL: Final = "distance_km"
ALL_OR_NOTHING: Final = "nothing was taken, for a plan on half a calendar would be wrong; "
MINUTES: Final = Span(least=1, most=3_000, unit="minutes", under="too short", over="too long")
DISTANCE_KM: Final = Span(least=0.1, most=1_000, unit="km", under="too short", over="too long")

LONGEST_CELL: Final = 1_000  # characters; no run needs as many

if TYPE_CHECKING:
    from _csv import Reader

Row = Mapping[str, str]


class PlannedRunsError(FaultyFileError):
    """A plan of runs needs changes; every one of them is listed."""


def read_planned_runs(content: str, *, name: str) -> tuple[PlannedRun, ...]:
    r"""Read a table of runs, or raise a PlannedRunsError that lists every line to change.

    Columns may stand in any order, `distance_km` may be missing, and a spreadsheet's
    semicolons will do in place of commas.

    >>> text = "date,start,minutes,kind,distance_km\n2027-03-14,09:30,110,race,21.1\n"
    >>> read_planned_runs(text, name="runs.csv")[0].end
    datetime.datetime(2027, 3, 14, 11, 20)
    """
    faults: list[Fault] = []
    runs: dict[datetime, tuple[int, PlannedRun]] = {}
    rows = _rows(content, name)
    if not rows:
        raise PlannedRunsError(name, [Fault("line 2", "no run stands below the header; add one")])
    for line, row in rows:
        run = _run(row, f"line {line}", faults)
        if run is None:
            continue
        first, _ = runs.setdefault(run.start, (line, run))
        if first != line:
            when = f"{run.start:%Y-%m-%d %H:%M}"
            faults.append(Fault(f"line {line}", f"line {first} begins on {when} too; keep one"))
    if faults:
        raise PlannedRunsError(name, faults, opening=ALL_OR_NOTHING)
    return tuple(run for _, (_, run) in sorted(runs.items()))


def _rows(content: str, name: str) -> list[tuple[int, Row]]:
    """Give each row that is not blank by its line and its columns."""
    header = content.removeprefix("\ufeff").partition("\n")[0]
    lines = io.StringIO(content.removeprefix("\ufeff"), newline="")
    reader = csv.reader(lines, delimiter=";" if ";" in header else ",")
    try:
        columns = [cell.strip().lower() for cell in next(reader, [])]
        faults = tuple(_header_faults(columns))
        if faults:
            raise PlannedRunsError(name, faults)
        rows = [row for row in _numbered(reader) if any(map(str.strip, row[1]))]
        return [(number, _row(columns, cells)) for number, cells in rows]
    except csv.Error as error:
        fault = Fault(f"line {reader.line_num}", f"this is no table of runs ({error})")
        raise PlannedRunsError(name, [fault]) from error


def _numbered(reader: Reader) -> Iterator[tuple[int, list[str]]]:
    """Give the rows with their lines; a cell that no run could need is an error."""
    for cells in reader:
        if max(map(len, cells), default=0) > LONGEST_CELL:
            raise csv.Error(f"a cell of more than {LONGEST_CELL} characters")
        yield reader.line_num, cells


def _row(columns: Sequence[str], cells: Sequence[str]) -> Row:
    """Name the cells; missing ones are empty, and what stands beyond the header goes under ""."""
    row = {column: cell.strip() for column, cell in zip_longest(columns, cells, fillvalue="")}
    return row | {"": "".join(cells[len(columns) :]).strip()}


def _header_faults(columns: list[str]) -> Iterator[Fault]:
    head = ",".join(COLUMNS)
    for column in columns:
        if column not in COLUMNS:
            guess = did_you_mean(column, COLUMNS)
            yield Fault("line 1", f'no column is called "{column}"{guess or f"; write {head}"}')
        elif columns.count(column) > 1:
            yield Fault("line 1", f"there are {columns.count(column)} columns {column}; keep one")
    missing = [column for column in COLUMNS if column not in (*columns, OPTIONAL)]
    if missing:
        yield Fault("line 1", f"the column {missing[0]} is missing; write {head}")


def _run(row: Row, place: str, faults: list[Fault]) -> PlannedRun | None:
    """Read one run; note everything to change in its line."""
    before = len(faults)
    day = _day(row["date"])
    start = clock(row["start"])
    kind = row["kind"].lower()
    if day is None:
        faults.append(Fault(place, f'date "{row["date"]}" is no day; write it as 2027-03-14'))
    if start is None:
        faults.append(Fault(place, f'start "{row["start"]}" is no hour; write it as 18:30'))
    if kind not in list(RunKind):
        guess = did_you_mean(kind, RunKind) or f"; write {spoken_list(RunKind)}"
        faults.append(Fault(place, f'there is no kind "{row["kind"]}"{guess}'))
    if row[""]:
        faults.append(Fault(place, f'"{row[""]}" stands beyond the last column; take it out'))
    faults.extend(Fault(place, problem) for problem in _measure_faults(row))
    if len(faults) > before:
        return None
    return _planned(row, at(day or date.max, start or time.min), RunKind(kind))


def _planned(row: Row, start: datetime, kind: RunKind) -> PlannedRun:
    distance = row.get(OPTIONAL, "")
    distance_km = _number(distance) if distance else None
    return PlannedRun(start=start, minutes=int(row["minutes"]), kind=kind, distance_km=distance_km)


def _measure_faults(row: Row) -> Iterator[str]:
    minutes, distance = row["minutes"], row.get(OPTIONAL, "")
    if not minutes.isascii() or not minutes.isdigit():
        yield f'minutes "{minutes}" is no whole number; give {MINUTES}'
    elif fault := MINUTES.fault(int(minutes)):
        yield f"minutes {fault}"
    number = _number(distance) if distance else None
    if distance and number is None:
        yield f'distance_km "{distance}" is no number; give {DISTANCE_KM}, or leave it empty'
    elif number is not None and (fault := DISTANCE_KM.fault(number)):
        yield f"distance_km {fault}"


def _number(text: str) -> float | None:
    """Read a number with a point or, as in much of Europe, a comma."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _day(text: str) -> date | None:
    """Read a day written as 2027-03-14; the other ISO spellings are too easily misread."""
    try:
        return date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}(-[0-9]{2}){2}", text) else None
    except ValueError:
        return None
