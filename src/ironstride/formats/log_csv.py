"""The log as tables for a spreadsheet: masses in kg, days as 2027-03-14, moments in UTC."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Final, TypeVar

from ironstride.core.log import PainScore, Readiness, SessionSkipped, SetDone
from ironstride.core.units import Kilograms
from ironstride.strength.logbook import LoggedSession

Row = TypeVar("Row")


def table(columns: Mapping[str, Callable[[Row], object]], rows: Iterable[Row]) -> str:
    r"""Write a table; what was not recorded is an empty cell.

    >>> table({"exercise": lambda row: row[0], "reps": lambda row: row[1]}, [("plank", None)])
    'exercise,reps\nplank,\n'
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_written(cell(row)) for cell in columns.values()] for row in rows)
    return text.getvalue()


def _written(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _kg(mass: Kilograms | None) -> float | None:
    return None if mass is None else mass.value


def _minute(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(sep=" ", timespec="minutes")


SETS: Final[Mapping[str, Callable[[SetDone], object]]] = {
    "day": lambda one: one.day,
    "at_utc": lambda one: one.at.isoformat(),
    "exercise": lambda one: one.exercise,
    "side": lambda one: one.side,
    "load_kg": lambda one: _kg(one.load),
    "assistance_kg": lambda one: _kg(one.assistance),
    "reps": lambda one: None if one.reps is None else one.reps.count,
    "seconds": lambda one: one.seconds,
    "metres": lambda one: one.metres,
    "contacts": lambda one: one.contacts,
    "in_reserve": lambda one: None if one.rir is None else one.rir.count,
    "load_chosen_by": lambda one: one.choice,
    "is_warm_up": lambda one: "yes" if one.is_warm_up else "",
    "note": lambda one: one.note,
    "session": lambda one: one.session,
    "id": lambda one: one.id,
}
"""The sets as they stand, corrections taken in."""

SESSIONS: Final[Mapping[str, Callable[[LoggedSession], object]]] = {
    "day": lambda one: one.started.day,
    "started_utc": lambda one: one.started.at.isoformat(),
    "planned": lambda one: _minute(one.started.planned),
    "title": lambda one: one.started.title,
    "finished_utc": lambda one: None if one.finished is None else one.finished.at.isoformat(),
    "rpe": lambda one: None if one.finished is None else one.finished.rpe,
    "minutes": lambda one: None if one.finished is None else one.finished.minutes,
    "id": lambda one: one.started.id,
}
"""The sessions, with how hard they were and how long they took."""

SKIPPED: Final[Mapping[str, Callable[[SessionSkipped], object]]] = {
    "day": lambda one: one.day,
    "at_utc": lambda one: one.at.isoformat(),
    "reason": lambda one: one.reason,
}

PAIN: Final[Mapping[str, Callable[[PainScore], object]]] = {
    "day": lambda one: one.day,
    "at_utc": lambda one: one.at.isoformat(),
    "place": lambda one: one.place,
    "side": lambda one: one.side,
    "moment": lambda one: one.moment,
    "score": lambda one: one.score,
    "note": lambda one: one.note,
    "session": lambda one: one.session,
}

READINESS: Final[Mapping[str, Callable[[Readiness], object]]] = {
    "day": lambda one: one.day,
    "at_utc": lambda one: one.at.isoformat(),
    "score": lambda one: one.score,
    "note": lambda one: one.note,
}
