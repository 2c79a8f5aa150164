"""Hevy's export: one row a set, newest workout first, units in the names of the columns."""

from __future__ import annotations

from typing import Final

from ironstride.core.units import MassUnit
from ironstride.formats.lifting_cells import Cells, Counts, Entry, Masses, SetKind
from ironstride.formats.lifting_moment import (
    LONGEST_WORKOUT_MIN,
    Moment,
    begins_with_day,
    read_moment,
)
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

APP: Final = "Hevy"
COLUMNS: Final = {
    "workout": ("title",),
    "date": ("start_time",),
    "end": ("end_time",),
    "exercise": ("exercise_title",),
    "note": ("exercise_notes",),
    "kind": ("set_type",),
    "kg": ("weight_kg",),
    "lb": ("weight_lbs", "weight_lb"),
    "reps": ("reps",),
    "km": ("distance_km",),
    "miles": ("distance_miles",),
    "m": ("distance_meters", "distance_m"),
    "seconds": ("duration_seconds",),
    "rpe": ("rpe",),
}
DISTANCES: Final = ("km", "miles", "m")
NEEDED: Final = frozenset({"date", "exercise", "reps"})
SET_KINDS: Final = {
    "warmup": SetKind.WARM_UP,
    "dropset": SetKind.DROP,
    "failure": SetKind.FAILURE,
}
ORDINARY: Final = ("normal", "")
WARM_UP_NOTES: Final = ("warmup", "warm up", "warm-up")  # some write it there, and tick nothing


def read_hevy(table: Table) -> LiftingFile | None:
    """Read an export of Hevy, or give None where a table is none."""
    columns = columns_of(table.header, COLUMNS)
    if not columns.places.keys() >= NEEDED:
        return None
    day_first = begins_with_day(table.column(columns.places["date"]))

    def read(record: Record) -> Told:
        return _told(Cells(record, columns), day_first=day_first)

    return gather(APP, table, columns, read, unit=_unit(columns))


def _unit(columns: Columns) -> MassUnit | None:
    if "kg" in columns.places:
        return MassUnit.KG
    return MassUnit.LB if "lb" in columns.places else None


def _told(cells: Cells, *, day_first: bool | None) -> Told:
    moment = cells.moment(day_first=day_first)
    written, note = plain_word(cells.text("kind")), cells.text("note")
    kind = SET_KINDS.get(written)
    if kind is None and plain_word(note) in WARM_UP_NOTES:
        kind = SetKind.WARM_UP
    is_known = written in SET_KINDS or written in ORDINARY
    doubt = f'set_type "{written}" is not known; taken as an ordinary set'
    entry = Entry(
        moment=moment,
        masses=_masses(cells),
        counts=Counts(reps=cells.reps(), seconds=cells.seconds(), metres=_metres(cells)),
        kind=kind,
        note=note,
        minutes=_minutes(cells, moment, day_first=day_first),
        doubts=() if is_known else (doubt,),
    )
    return entry.told(cells)


def _masses(cells: Cells) -> Masses:
    unit = _unit(cells.columns)
    return Masses() if unit is None else cells.masses(unit, meaning=unit.value)


def _metres(cells: Cells) -> float | None:
    units = [unit for unit in DISTANCES if unit in cells.columns.places]
    return cells.metres(units[0], meaning=units[0]) if units else None


def _minutes(cells: Cells, start: Moment, *, day_first: bool | None) -> float | None:
    """Read how long the workout took; an end that cannot be read costs no set."""
    end = read_moment(cells.text("end"), day_first=day_first)
    if not isinstance(end, Moment):
        return None
    minutes = (end.when - start.when).total_seconds() / 60
    return minutes if 0 < minutes <= LONGEST_WORKOUT_MIN else None
