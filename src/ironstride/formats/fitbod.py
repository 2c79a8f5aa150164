"""Fitbod's export, old and new: kilograms, and assistance as a weight below zero.

A lifter in pounds finds kilograms such as 6.803893642 here, which are 15 lb. The moments of the
newer layout end in `+0000`: world time, and the athlete's own is not told.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ironstride.core.units import MassUnit
from ironstride.formats.faults import Span
from ironstride.formats.lifting_cells import (
    METRES_IN,
    Cells,
    Counts,
    Entry,
    SetKind,
    is_true,
    mass_unit,
)
from ironstride.formats.lifting_moment import Moment, begins_with_day, read_moment
from ironstride.formats.lifting_row import LiftingFile
from ironstride.formats.lifting_table import Record, Table, Told, columns_of, gather

APP: Final = "Fitbod"
COLUMNS: Final = {
    "date": ("date",),
    "exercise": ("exercise",),
    "sets": ("sets",),
    "reps": ("reps",),
    "weight": ("weight",),
    "seconds": ("duration",),
    "distance": ("distance",),
    "warm-up": ("iswarmup",),
    "note": ("note",),
}
NEEDED: Final = frozenset({"date", "exercise", "reps", "weight", "warm-up"})
SETS: Final = Span(least=1, most=50, unit="sets")


def read_fitbod(table: Table) -> LiftingFile | None:
    """Read an export of Fitbod, or give None where a table is none.

    `multiplier`, 2 where each hand holds a dumbbell, is left alone: the weight is that of one.
    """
    columns = columns_of(table.header, COLUMNS)
    if not columns.places.keys() >= NEEDED:
        return None
    dates = table.column(columns.places["date"])
    day_first = begins_with_day(dates)
    unit = mass_unit(columns.units.get("weight", "")) or MassUnit.KG

    def read(record: Record) -> Told:
        return _told(Cells(record, columns), unit, day_first=day_first)

    moments = (read_moment(date.strip(), day_first=day_first) for date in dates)
    is_utc = any(isinstance(moment, Moment) and moment.is_utc for moment in moments)
    return replace(gather(APP, table, columns, read, unit=unit), is_utc=is_utc)


def _told(cells: Cells, unit: MassUnit, *, day_first: bool | None) -> Told:
    distance_unit = cells.columns.units.get("distance", "m")
    metres = cells.metres(distance_unit if distance_unit in METRES_IN else "m")
    entry = Entry(
        moment=cells.moment(day_first=day_first),
        masses=cells.masses(unit),
        counts=Counts(reps=cells.reps(), seconds=cells.seconds(), metres=metres),
        kind=SetKind.WARM_UP if is_true(cells.text("warm-up")) else None,
        note=cells.text("note"),
    )
    told = entry.told(cells)
    times = int(cells.number("sets", SETS) or 1)
    return replace(told, rows=told.rows * times)
