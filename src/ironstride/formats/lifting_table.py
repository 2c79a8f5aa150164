"""A table of sets as a lifting app exports it: its lines, its header, its encoding.

One stray quotation mark must not swallow the sets below it, so a row that runs over several
lines is believed only where it comes out with every cell of the header; otherwise its first
line stands alone, and is named.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ironstride.core.units import MassUnit
from ironstride.formats.faults import Fault
from ironstride.formats.lifting_row import LiftingFile, LiftingRow, counted

DELIMITERS: Final = (",", ";", "\t")
LONGEST_NOTE: Final = 200  # lines; a row of more has lost a quotation mark
UNREADABLE: Final = "\ufffd"

Words = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The cells of one row, the line it begins on, and the export in the file it belongs to."""

    line: int
    cells: tuple[str, ...]
    part: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The header as written and the rows below it, in the order of the file."""

    header: tuple[str, ...]
    records: tuple[Record, ...]

    def column(self, place: int) -> tuple[str, ...]:
        """Give the cells of one column, from the rows that reach so far."""
        return tuple(r.cells[place] for r in self.records if place < len(r.cells))


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which place of a row holds what: `places` by the words that we use for it.

    `labels` are the file's own words, for messages; `units` what a label holds in brackets.
    """

    places: Mapping[str, int]
    labels: Mapping[str, str]
    units: Mapping[str, str]
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one record told: rows, or that it times a rest or was never filled in."""

    rows: tuple[LiftingRow, ...] = ()
    doubts: tuple[str, ...] = ()
    is_rest: bool = False
    is_blank: bool = False


@dataclass(slots=True)
class Heard:
    """What was read so far."""

    rows: list[LiftingRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    doubts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    rests: int = 0
    blanks: int = 0


def read_table(content: bytes) -> Table | None:
    """Split a file into its header and rows, or None where it begins with no header."""
    text = _text(content).replace("\ufeff", "")
    lines = list(io.StringIO(text, newline=""))
    first = next((i for i, line in enumerate(lines) if _may_be_header(line)), None)
    if first is None:
        return None
    delimiter = max(DELIMITERS, key=lambda mark: len(_alone(lines[first], mark)))
    header = _alone(lines[first], delimiter)
    if len(header) < 3:
        return None
    records = _records(lines, first + 1, delimiter, header)
    return Table(header=header, records=tuple(records))


def columns_of(header: Sequence[str], words: Words) -> Columns:
    """Find columns by their words, in whatever order, language or spelling of units.

    >>> columns = columns_of(["Datum", "Gewicht (kg)"], {"date": ["date", "datum"],
    ...     "weight": ["weight", "gewicht"]})
    >>> columns.places, columns.units
    ({'date': 0, 'weight': 1}, {'weight': 'kg'})
    """
    places: dict[str, int] = {}
    units: dict[str, str] = {}
    meanings = {word: meaning for meaning, known in words.items() for word in known}
    for place, label in enumerate(header):
        plain = plain_word(label)
        bare, _, unit = plain.partition("(")
        meaning = meanings.get(plain) or meanings.get(bare.strip())
        if meaning is not None and meaning not in places:
            places[meaning] = place
            units |= {meaning: unit.rstrip(") ")} if unit else {}
    labels = {meaning: header[place].strip() for meaning, place in places.items()}
    return Columns(places=places, labels=labels, units=units, width=len(header))


def plain_word(text: str) -> str:
    """Write a word as it is compared: small, with plain spaces and apostrophes."""
    return " ".join(text.replace("’", "'").replace("\u200e", "").split()).casefold()


def gather(
    app: str,
    table: Table,
    columns: Columns,
    read: Callable[[Record], Told],
    *,
    unit: MassUnit | None = None,
) -> LiftingFile:
    """Read every record; a broken one is named by its line, and the rest is kept.

    `unit` is what the header says, where it does.
    """
    heard = Heard()
    for record in table.records:
        try:
            told = read(_whole(record, columns))
        except ValueError as error:
            heard.faults.append(Fault(f"line {record.line}", str(error)))
            continue
        heard.rows.extend(told.rows)
        for doubt in told.doubts:
            heard.doubts[doubt].append(record.line)
        heard.rests += told.is_rest
        heard.blanks += told.is_blank
    rows = counted(heard.rows)
    return LiftingFile(
        app=app,
        rows=rows,
        faults=tuple(heard.faults),
        cautions=tuple(Fault(_lines(at), doubt) for doubt, at in heard.doubts.items()),
        unit=unit or _one_unit(rows),
        rests=heard.rests,
        blanks=heard.blanks,
    )


def _lines(numbers: Sequence[int]) -> str:
    """Name the first line and count the others.

    >>> _lines([4]), _lines([4, 9, 12])
    ('line 4', 'line 4 and 2 more')
    """
    more = len(numbers) - 1
    return f"line {numbers[0]} and {more} more" if more else f"line {numbers[0]}"


def _whole(record: Record, columns: Columns) -> Record:
    """Give back a record with as many cells as the header, or say what is wrong with it.

    An empty cell too many at the end may be the trace of a comma further left.
    """
    if len(record.cells) != columns.width:
        raise ValueError(_miscounted(len(record.cells), columns.width))
    name = record.cells[columns.places["exercise"]]
    if UNREADABLE in name:
        raise ValueError(
            f'"{name}" holds a letter that could not be read; '
            "save the file as UTF-8, or correct the name"
        )
    return record


def _miscounted(cells: int, width: int) -> str:
    if cells < width:
        return (
            f"{cells} of {width} cells stand here; the line was cut, or a line break "
            "lacks its quotation marks: complete it"
        )
    return (
        f"{cells} cells stand here and the header has {width}; put quotation marks "
        "around the cell that holds a comma"
    )


def _one_unit(rows: Sequence[LiftingRow]) -> MassUnit | None:
    weighed = {row.unit for row in rows if row.weight is not None or row.assistance is not None}
    return weighed.pop() if len(weighed) == 1 else None


def _text(content: bytes) -> str:
    """Decode what apps and spreadsheets write: UTF-8 and UTF-16, else an old code page."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        damaged = content.decode("utf-8-sig", errors="replace")
    # One bad byte among good ones is damage; no good one at all is another encoding.
    is_marked = content.startswith(b"\xef\xbb\xbf")
    if is_marked or any("\x7f" < letter != UNREADABLE for letter in damaged):
        return damaged
    return content.decode("cp1252", errors="replace")


def _may_be_header(line: str) -> bool:
    """Whether a line holds anything; a spreadsheet may put `sep=;` above the header."""
    return bool(line.strip(" \t\r\n,;")) and not line.lower().startswith(("sep=", '"sep='))


def _records(
    lines: Sequence[str], start: int, delimiter: str, header: tuple[str, ...]
) -> Iterator[Record]:
    at, part = start, 0
    while at < len(lines):
        cells, taken = _next_row(lines, at, delimiter, len(header))
        if cells == header:  # another export was put below the first
            part += 1
        elif any(cell.strip() for cell in cells):
            yield Record(line=at + 1, cells=cells, part=part)
        at += taken


def _next_row(
    lines: Sequence[str], at: int, delimiter: str, width: int
) -> tuple[tuple[str, ...], int]:
    """Read the row that begins at a line, and say how many lines it took."""
    ahead = (lines[i] for i in range(at, min(at + LONGEST_NOTE, len(lines))))
    reader = csv.reader(ahead, delimiter=delimiter, strict=True)
    try:
        cells = tuple(next(reader))
    except csv.Error:
        return _alone(lines[at], delimiter), 1
    taken = reader.line_num
    if taken > 1 and (
        len(cells) != width or _holds_rows(lines[at + 1 : at + taken], delimiter, width)
    ):
        return _alone(lines[at], delimiter), 1
    return cells, taken


def _holds_rows(lines: Sequence[str], delimiter: str, width: int) -> bool:
    """Whether a line inside a note would be a row by itself: then the note has no end."""
    return any(len(_alone(line, delimiter)) >= width for line in lines)


def _alone(line: str, delimiter: str) -> tuple[str, ...]:
    """Split one line, whatever its quotation marks say about the next."""
    try:
        return tuple(next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter), ()))
    except csv.Error:
        return (line,)
