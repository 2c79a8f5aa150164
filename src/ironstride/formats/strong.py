"""Strong's export, from any of its versions, in whatever language the app was set to.

The columns are found by their words, which the app translates; where no word is known, the
twelve columns of an iPhone's export are known by their places and by what stands in them.
Most versions write no unit, neither for weights nor for distances.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ironstride.core.units import MassUnit
from ironstride.formats.lifting_cells import (
    METRES_IN,
    Cells,
    Counts,
    Entry,
    SetKind,
    mass_unit,
    number,
)
from ironstride.formats.lifting_moment import (
    Moment,
    begins_with_day,
    minutes_told,
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

APP: Final = "Strong"

# English, German, Chinese, French, Portuguese; seen in exports or in readers of exports.
COLUMNS: Final = {
    "date": ("date", "datum", "日期", "data"),
    "workout": (
        *("workout name", "workout-name", "锻炼名称"),
        *("nom de l'entraînement", "nome do treino"),
    ),
    "duration": (
        *("duration", "workout duration", "dauer", "workout-dauer", "时长", "durée", "duração"),
    ),
    "exercise": (
        *("exercise name", "name der übung", "运动名称"),
        *("nom de l'exercice", "nome do exercício"),
    ),
    "order": (
        *("set order", "reihenfolge festlegen", "设置顺序"),
        *("ordre de la série", "ordem da série"),
    ),
    "weight": ("weight", "gewicht", "重量", "poids", "peso"),
    "weight unit": ("weight unit",),
    "reps": ("reps", "wiederh.", "次", "réps"),
    "distance": ("distance", "entfernung", "距离", "distância"),
    "distance unit": ("distance unit",),
    "seconds": ("seconds", "sekunden", "秒", "secondes", "segundos"),
    "note": ("notes", "notizen", "备注", "notas"),
    "workout note": ("workout notes", "workout-notizen", "锻炼备注", "notas do treino"),
    "rpe": ("rpe",),
}
NEEDED: Final = frozenset({"date", "exercise", "order", "weight", "reps"})
ON_IPHONES: Final = (
    *("date", "workout", "duration", "exercise", "order", "weight"),
    *("reps", "distance", "seconds", "note", "workout note", "rpe"),
)
SET_KINDS: Final = {"w": SetKind.WARM_UP, "d": SetKind.DROP, "f": SetKind.FAILURE}
UNTOLD_DISTANCE: Final = "km"


def read_strong(table: Table) -> LiftingFile | None:
    """Read an export of Strong, or give None where a table is none.

    A row without repetitions, distance and weight whose set order is a word times a rest.
    """
    columns = columns_of(table.header, COLUMNS)
    if not columns.places.keys() >= NEEDED:
        known_by_place = _known_by_place(table)
        if known_by_place is None:
            return None
        columns = known_by_place
    day_first = begins_with_day(table.column(columns.places["date"]))

    def read(record: Record) -> Told:
        return _told(Cells(record, columns), day_first=day_first)

    return gather(APP, table, columns, read, unit=mass_unit(columns.units.get("weight", "")))


def _told(cells: Cells, *, day_first: bool | None) -> Told:
    order = plain_word(cells.text("order"))
    masses = cells.masses(_unit(cells))
    metres, doubts = _metres(cells)
    counts = Counts(reps=cells.reps() or None, seconds=cells.seconds(), metres=metres)
    kind = SET_KINDS.get(order)
    is_numbered = not order or number(order) is not None
    if _is_word(order) and not (masses.are_told or counts.reps or counts.metres):
        return Told(is_rest=True)
    if not is_numbered and kind is None:
        doubts = (*doubts, f'set order "{order}" is not known; taken as an ordinary set')
    entry = Entry(
        moment=cells.moment(day_first=day_first),
        masses=masses,
        counts=counts,
        kind=kind,
        note=cells.text("note").replace("\\n", "\n"),
        minutes=minutes_told(cells.text("duration"), unit=cells.columns.units.get("duration", "")),
        doubts=doubts,
    )
    return entry.told(cells)


def _is_word(order: str) -> bool:
    """Whether a set order is a word, as `Rest Timer` or `Ruhezeit`, and no letter or number."""
    return len(order) > 1 and re.search(r"\d", order) is None


def _unit(cells: Cells) -> MassUnit | None:
    return mass_unit(cells.text("weight unit") or cells.columns.units.get("weight", ""))


def _metres(cells: Cells) -> tuple[float | None, tuple[str, ...]]:
    """Read the distance; where no unit is told, as kilometres, which is then said."""
    unit = plain_word(cells.text("distance unit") or cells.columns.units.get("distance", ""))
    if unit in METRES_IN:
        return cells.metres(unit), ()
    metres = cells.metres(UNTOLD_DISTANCE)
    if metres is None:
        return None, ()
    return metres, ("the distance has no unit; taken as kilometres",)


def _known_by_place(table: Table) -> Columns | None:
    """Know an iPhone's export in a language without words here: RPE last, and rows that fit.

    Others may be broken, but one in three of the first has to.
    """
    if len(table.header) != len(ON_IPHONES) or plain_word(table.header[-1]) != "rpe":
        return None
    first = table.records[:20]
    if not first or 3 * sum(map(_looks_like_strong, first)) < len(first):
        return None
    places = {meaning: place for place, meaning in enumerate(ON_IPHONES)}
    labels = {meaning: table.header[place].strip() for meaning, place in places.items()}
    return Columns(places=places, labels=labels, units={}, width=len(table.header))


def _looks_like_strong(record: Record) -> bool:
    if len(record.cells) != len(ON_IPHONES):
        return False
    cells: Mapping[str, str] = dict(zip(ON_IPHONES, record.cells, strict=True))
    figures = (cells["weight"], cells["reps"], cells["distance"], cells["seconds"])
    return (
        isinstance(read_moment(cells["date"]), Moment)
        and all(number(figure) is not None for figure in figures)
        and re.search(r"\d", cells["duration"]) is not None
        and bool(cells["exercise"].strip())
    )
