"""FitNotes' export, from Android and iPhone: days without hours, and commas without marks.

It puts no quotation marks around an exercise's name, so `Overhead Press (Each Side, Dumbbells)`
shifts every cell behind it. Such a row is put right where one reading alone makes sense.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from ironstride.core.units import MassUnit
from ironstride.formats.faults import Fault
from ironstride.formats.lifting_cells import (
    METRES_IN,
    Cells,
    Counts,
    Entry,
    Masses,
    mass_unit,
)
from ironstride.formats.lifting_moment import begins_with_day
from ironstride.formats.lifting_row import LiftingFile
from ironstride.formats.lifting_table import (
    Columns,
    Record,
    Table,
    Told,
    columns_of,
    gather,
    plain_word,
)

APP: Final = "FitNotes"
COLUMNS: Final = {
    "date": ("date",),
    "exercise": ("exercise",),
    "category": ("category",),
    "kg": ("weight (kg)", "weight (kgs)"),
    "lb": ("weight (lbs)", "weight (lb)"),
    "weight": ("weight",),
    "weight unit": ("weight unit", "weightunit"),
    "reps": ("reps",),
    "distance": ("distance",),
    "distance unit": ("distance unit", "distanceunit"),
    "seconds": ("time", "seconds"),
    "note": ("comment", "comments", "notes", "note"),
}
NEEDED: Final = frozenset({"date", "exercise", "category", "reps"})


def read_fitnotes(table: Table) -> LiftingFile | None:
    """Read an export of FitNotes, or give None where a table is none."""
    columns = columns_of(table.header, COLUMNS)
    if not columns.places.keys() >= NEEDED:
        return None
    day_first = begins_with_day(table.column(columns.places["date"]))

    def read(record: Record) -> Told:
        return _told(Cells(record, columns), day_first=day_first)

    repaired, cautions = _repaired(table, columns, read)
    told = gather(APP, repaired, columns, read, unit=_unit_of_header(columns))
    return replace(told, cautions=(*cautions, *told.cautions))


def _told(cells: Cells, *, day_first: bool | None) -> Told:
    counts, doubts = _counts(cells)
    entry = Entry(
        moment=cells.moment(day_first=day_first),
        masses=_masses(cells),
        counts=counts,
        note=cells.text("note"),
        doubts=doubts,
    )
    return entry.told(cells)


def _unit_of_header(columns: Columns) -> MassUnit | None:
    told = [unit for unit in MassUnit if unit in columns.places]
    return told[0] if len(told) == 1 else None


def _masses(cells: Cells) -> Masses:
    """Read the weight from the first filled column of kilograms, pounds, and either."""
    for unit in MassUnit:
        if cells.text(unit):
            return cells.masses(unit, meaning=unit.value)
    return cells.masses(mass_unit(cells.text("weight unit")))


def _counts(cells: Cells) -> tuple[Counts, tuple[str, ...]]:
    """Read what was counted; a distance in a unit of mass is left out where more is told."""
    reps, seconds = cells.reps(), cells.seconds()
    unit = plain_word(cells.text("distance unit"))
    if unit in METRES_IN:
        return Counts(reps=reps, seconds=seconds, metres=cells.metres(unit)), ()
    if not cells.metres("m"):
        return Counts(reps=reps, seconds=seconds), ()
    problem = f'"{unit}" is no unit of distance' if unit else "the distance has no unit"
    if not (reps or seconds):
        raise ValueError(f"{problem}; write m, km or miles")
    return Counts(reps=reps, seconds=seconds), (f"{problem}; the distance is left out",)


def _repaired(
    table: Table, columns: Columns, read: Callable[[Record], Told]
) -> tuple[Table, tuple[Fault, ...]]:
    """Close the gap that a comma without marks tore into a row, where one way alone does."""
    category = columns.places["category"]
    whole = (record for record in table.records if len(record.cells) == columns.width)
    known = frozenset(record.cells[category].strip() for record in whole)
    records, cautions = [], []
    for record in table.records:
        ways = set(_ways(record, columns))
        sound = [way for way in ways if _is_sound(way, columns, known) and _reads(way, read)]
        if len(sound) != 1:
            records.append(record)
            continue
        name = sound[0].cells[columns.places["exercise"]].strip()
        problem = f'a comma stands without quotation marks; the exercise was read as "{name}"'
        cautions.append(Fault(f"line {record.line}", problem))
        records.append(sound[0])
    return replace(table, records=tuple(records)), tuple(cautions)


def _ways(record: Record, columns: Columns) -> Iterator[Record]:
    """Give each way to put the cells too many back into the exercise's name and the note."""
    over = len(record.cells) - columns.width
    if over < 1:
        return
    places = columns.places
    note = places.get("note")
    for in_note in range(over + 1 if note is not None else 1):
        cells = _joined(record.cells, places["exercise"], over - in_note)
        yield replace(record, cells=cells if note is None else _joined(cells, note, in_note))


def _joined(cells: tuple[str, ...], place: int, count: int) -> tuple[str, ...]:
    end = place + count + 1
    return (*cells[:place], ",".join(cells[place:end]), *cells[end:])


def _is_sound(record: Record, columns: Columns, known: AbstractSet[str]) -> bool:
    """Whether the category is one that other rows hold, or at least no torn bracket."""
    category = record.cells[columns.places["category"]]
    return category.strip() in known if known else ")" not in category


def _reads(record: Record, read: Callable[[Record], Told]) -> bool:
    try:
        return bool(read(record).rows)
    except ValueError:
        return False
