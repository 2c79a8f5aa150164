"""One line of a lifting app's export, whichever app wrote it, and what a file of them told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from ironstride.core.exercise import LoadType
from ironstride.core.units import POUND_IN_KG, Kilograms, MassUnit
from ironstride.formats.faults import Fault

OUTING_M: Final = 400.0  # nobody pushes a sled or crawls as far
OUTING_S: Final = 600.0  # nobody holds a plank in training as long

_BRACKETS: Final = re.compile(r"\(([^()]+)\)\s*$")
_LOAD_TYPES: Final[Mapping[str, LoadType]] = {
    "barbell": LoadType.BARBELL,
    "dumbbell": LoadType.DUMBBELL,
    "kettlebell": LoadType.KETTLEBELL,
    "machine": LoadType.MACHINE,
    "cable": LoadType.CABLE,
}

Said = tuple[datetime, str, float | None, float | None, int | None, float | None, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftingRow:
    """One set as an app wrote it down, before anyone asked which exercise or unit it means.

    `line` is where the row begins in the file, the first being 1. `when` is local time, that of
    the workout's start where the app tells no other; without `has_hour` the app told the day
    alone and `when` is its midnight. `position` is the row's place within its workout, from 0,
    in the order of the file. `weight` and `assistance` are numbers in `unit`, and `unit` is None
    where the file does not say. A weight of 0 or an empty one is None: nothing beside the body.
    `assistance` is what a machine or band took off the body. `workout` is the title that the
    workout carried and `workout_minutes` how long it took.

    `occurrence` counts the earlier rows of the file that say the same, from 0: three sets of
    5 at 80 kg are 0, 1 and 2. So `said` and `occurrence` together name one set, wherever it is
    read again. Keep each pair once: an export that came before drops out set by set, an overlap
    with a later export likewise, and repeated sets stay. Notes, titles, RPE and the kind of set
    are no part of it, since people change them later, and neither is the place in the workout.
    Where one file holds several exports, `part` says which; each is counted for itself, so that
    what two of them hold comes out equal.
    """

    line: int
    when: datetime
    exercise: str
    has_hour: bool = True
    position: int = 0
    weight: float | None = None
    assistance: float | None = None
    unit: MassUnit | None = None
    reps: int | None = None
    seconds: float | None = None
    metres: float | None = None
    rpe: float | None = None
    is_warm_up: bool = False
    is_drop: bool = False
    is_failure: bool = False
    note: str = ""
    workout: str = ""
    workout_minutes: float | None = None
    occurrence: int = 0
    part: int = 0

    def __post_init__(self) -> None:
        if not self.exercise.strip():
            raise ValueError("a row names its exercise")
        if self.reps is None and self.seconds is None and self.metres is None:
            raise ValueError(f"{self.exercise}: a row counts repetitions, seconds or metres")

    @property
    def day(self) -> date:
        """The calendar day where the athlete was."""
        return self.when.date()

    @property
    def said(self) -> Said:
        """What makes it this set and no other, beside `occurrence`: moment, exercise, figures.

        Masses count in kilograms where the unit is known, so that an account that was switched
        to pounds tells the same sets.
        """
        factor = POUND_IN_KG if self.unit is MassUnit.LB else 1.0
        weight = None if self.weight is None else round(self.weight * factor, 2)
        assistance = None if self.assistance is None else round(self.assistance * factor, 2)
        counts = (self.reps, self.seconds, self.metres)
        return (self.when, self.exercise, weight, assistance, *counts)

    @property
    def is_outing(self) -> bool:
        """Whether it is a run, a ride or the like: far or long, with nothing lifted or counted."""
        if self.weight is not None or self.assistance is not None or self.reps:
            return False
        return (self.metres or 0) >= OUTING_M or (self.seconds or 0) >= OUTING_S

    @property
    def load_type(self) -> LoadType | None:
        """What is lifted, where the app says so in brackets behind the exercise's name.

        >>> LiftingRow(line=2, when=datetime(2026, 7, 6), exercise="Row (Cable)", reps=8).load_type
        <LoadType.CABLE: 'cable'>
        """
        found = _BRACKETS.search(self.exercise)
        return _LOAD_TYPES.get(found[1].strip().casefold()) if found else None

    def load(self, unit: MassUnit) -> Kilograms | None:
        """Give the mass beside the body; `unit` is taken where the file says none.

        Raises:
            ValueError: beyond 1,000 kg, which a row without a unit may say.

        >>> row = LiftingRow(line=2, when=datetime(2026, 7, 6), exercise="Row", weight=45, reps=8)
        >>> row.load(MassUnit.LB)
        Kilograms(value=20.412)
        """
        return _mass(self.weight, self.unit or unit)

    def help_received(self, unit: MassUnit) -> Kilograms | None:
        """Give the mass taken off the body; `unit` is taken where the file says none."""
        return _mass(self.assistance, self.unit or unit)


def _mass(number: float | None, unit: MassUnit) -> Kilograms | None:
    if number is None:
        return None
    return Kilograms(number * POUND_IN_KG if unit is MassUnit.LB else number)


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftingFile:
    """What an export told: its rows in the order of the file, and what could not be read.

    `unit` is the one unit of all its weights where the file says so, else None; where rows say
    different ones, each row knows its own. `faults` names lines that gave no row, `cautions`
    lines that did, and what was taken for granted in them. `rests` counts lines that time a
    rest, `blanks` those of a set that was opened and never filled in; no set is lost with them.
    `is_utc` says that the app writes world time and keeps silent about the athlete's own.
    """

    app: str
    rows: tuple[LiftingRow, ...]
    faults: tuple[Fault, ...] = ()
    cautions: tuple[Fault, ...] = ()
    unit: MassUnit | None = None
    rests: int = 0
    blanks: int = 0
    is_utc: bool = False

    @property
    def sets(self) -> tuple[LiftingRow, ...]:
        """The rows that are sets."""
        return tuple(row for row in self.rows if not row.is_outing)

    @property
    def outings(self) -> tuple[LiftingRow, ...]:
        """The rows that are runs, rides and the like."""
        return tuple(row for row in self.rows if row.is_outing)

    def in_units(self, unit_of: Callable[[LiftingRow], MassUnit | None]) -> LiftingFile:
        """Give the rows without a unit theirs, and count anew what now says the same."""
        rows = (replace(row, unit=unit_of(row)) if row.unit is None else row for row in self.rows)
        return replace(self, rows=counted(rows))

    @property
    def asks_for_unit(self) -> bool:
        """Whether some weight stands without its unit."""
        return any(row.unit is None and (row.weight or row.assistance) for row in self.rows)


def counted(rows: Iterable[LiftingRow]) -> tuple[LiftingRow, ...]:
    """Number the rows: by their place in the workout, and among those that say the same."""
    places: dict[tuple[int, datetime, str], int] = {}
    times: dict[tuple[int, Said], int] = {}
    numbered = []
    for row in rows:
        workout, said = (row.part, row.when, row.workout), (row.part, row.said)
        position, occurrence = places.get(workout, 0), times.get(said, 0)
        places[workout], times[said] = position + 1, occurrence + 1
        numbered.append(replace(row, position=position, occurrence=occurrence))
    return tuple(numbered)
