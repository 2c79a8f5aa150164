"""What stands in the cells of a lifting app's export: numbers, units, names, moments.

A cell that cannot be read raises ValueError with a sentence that says what to write there;
whoever gathers the rows adds the line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from ironstride.core.units import MassUnit
from ironstride.formats.faults import Span
from ironstride.formats.lifting_moment import Moment, Unclear, read_moment
from ironstride.formats.lifting_row import LiftingRow
from ironstride.formats.lifting_table import Columns, Record, Told, plain_word

HEAVIEST: Final[Mapping[MassUnit | None, float]] = {  # just below what a load may be
    MassUnit.KG: 999.0,
    MassUnit.LB: 2_200.0,
    None: 2_200.0,  # a leg press may say as much, and then means pounds
}
REPS: Final = Span(least=0, most=500, unit="repetitions")
SECONDS: Final = Span(least=0, most=86_400, unit="seconds")
DISTANCE: Final = Span(least=0, most=1_000_000)
METRES: Final = Span(least=0, most=1_000_000, unit="metres")
RPE: Final = Span(least=0, most=10)

MASS_UNITS: Final[Mapping[str, MassUnit]] = {
    **dict.fromkeys(("kg", "kgs", "kilogram", "kilograms"), MassUnit.KG),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds"), MassUnit.LB),
}
METRES_IN: Final[Mapping[str, float]] = {
    **dict.fromkeys(("m", "meter", "meters", "metre", "metres"), 1.0),
    **dict.fromkeys(("km", "kms", "kilometer", "kilometers", "kilometre", "kilometres"), 1_000.0),
    **dict.fromkeys(("mi", "mile", "miles"), 1_609.344),
    **dict.fromkeys(("ft", "feet", "foot"), 0.3048),
    **dict.fromkeys(("yd", "yds", "yard", "yards"), 0.9144),
    **dict.fromkeys(("cm", "centimeter", "centimeters", "centimetre", "centimetres"), 0.01),
}
_NUMBER: Final = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d{1,3})?", re.IGNORECASE)


class SetKind(Enum):
    """What an app calls a set that is no ordinary one."""

    WARM_UP = "warm-up"
    DROP = "drop"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Masses:
    """What was lifted beside the body, or taken off it, in a unit where the file tells one."""

    weight: float | None = None
    assistance: float | None = None
    unit: MassUnit | None = None

    @property
    def are_told(self) -> bool:
        """Whether there was any."""
        return self.weight is not None or self.assistance is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much was done, in whichever of the three ways."""

    reps: int | None = None
    seconds: float | None = None
    metres: float | None = None

    @property
    def are_told(self) -> bool:
        """Whether there was anything to count; 0 repetitions are nothing by themselves."""
        return bool(self.reps or self.seconds or self.metres)


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one record by what they mean."""

    record: Record
    columns: Columns

    def text(self, meaning: str) -> str:
        """Give a cell without its blanks; a column that is not there is empty."""
        place = self.columns.places.get(meaning)
        return "" if place is None else self.record.cells[place].strip()

    def number(self, meaning: str, span: Span) -> float | None:
        """Read a number that fits; None where the cell is empty."""
        text = self.text(meaning)
        if not text:
            return None
        label, value = self.columns.labels[meaning], number(text)
        if value is None:
            raise ValueError(f'{label} "{text}" is no number; write it as 8 or 82.5')
        if fault := span.fault(value):
            raise ValueError(f"{label} {fault}")
        return value

    def reps(self) -> int | None:
        """Read the whole repetitions; half a one at the end does not count."""
        count = self.number("reps", REPS)
        return None if count is None else int(count)

    def seconds(self, meaning: str = "seconds") -> float | None:
        """Read a time in seconds or as `h:mm:ss`; None where it is empty or 0."""
        found = re.fullmatch(r"(?:(\d{1,2}):)?(\d{1,2}):(\d\d)", self.text(meaning))
        if found is None:
            return self.number(meaning, SECONDS) or None
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return float(3_600 * hours + 60 * minutes + seconds) or None

    def metres(self, unit: str, *, meaning: str = "distance") -> float | None:
        """Read a distance in a unit that `METRES_IN` knows; None where it is empty or 0."""
        distance = self.number(meaning, DISTANCE)
        if not distance:
            return None
        metres = round(distance * METRES_IN[unit], 3)
        if fault := METRES.fault(metres):
            raise ValueError(f"{self.columns.labels[meaning]} {fault}")
        return metres

    def rpe(self) -> float | None:
        """Read RPE; an app's 0 means that nobody asked."""
        return self.number("rpe", RPE) or None

    def masses(self, unit: MassUnit | None, *, meaning: str = "weight") -> Masses:
        """Read the weight: below 0, or under an assisted exercise's name, it is assistance."""
        most = HEAVIEST[unit]
        weight = self.number(meaning, Span(least=-most, most=most)) or None
        if weight is not None and (weight < 0 or is_assisted(self.text("exercise"))):
            return Masses(assistance=abs(weight), unit=unit)
        return Masses(weight=weight, unit=unit)

    def exercise(self) -> str:
        """Read the exercise's name."""
        name = " ".join(self.text("exercise").split())
        if not name:
            raise ValueError("no exercise is named; write its name, or take the line out")
        return name

    def moment(self, meaning: str = "date", *, day_first: bool | None = None) -> Moment:
        """Read when it was."""
        text, label = self.text(meaning), self.columns.labels[meaning]
        match read_moment(text, day_first=day_first):
            case Unclear.NO_DATE:
                raise ValueError(f'{label} "{text}" is no date; write it as 2026-07-06 17:59')
            case Unclear.DAY_OR_MONTH:
                raise ValueError(
                    f'{label} "{text}" may begin with its day or its month; write it as 2026-07-06'
                )
            case Moment() as moment:
                return moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line's set, part by part, as an app's reader found them."""

    moment: Moment
    masses: Masses
    counts: Counts
    kind: SetKind | None = None
    note: str = ""
    minutes: float | None = None
    doubts: tuple[str, ...] = ()

    def told(self, cells: Cells) -> Told:
        """Put the set together, or say that its line was never filled in.

        A weight without anything counted is an attempt that failed: 0 repetitions.
        """
        counts, masses = self.counts, self.masses
        if not (counts.are_told or masses.are_told):
            return Told(is_blank=True)
        row = LiftingRow(
            line=cells.record.line,
            when=self.moment.when,
            has_hour=self.moment.has_hour,
            exercise=cells.exercise(),
            weight=masses.weight,
            assistance=masses.assistance,
            unit=masses.unit,
            reps=counts.reps or (None if counts.are_told else 0),
            seconds=counts.seconds,
            metres=counts.metres,
            rpe=cells.rpe(),
            is_warm_up=self.kind is SetKind.WARM_UP,
            is_drop=self.kind is SetKind.DROP,
            is_failure=self.kind is SetKind.FAILURE,
            note=self.note,
            workout=cells.text("workout"),
            workout_minutes=self.minutes,
            part=cells.record.part,
        )
        return Told(rows=(row,), doubts=self.doubts)


def number(text: str) -> float | None:
    """Read a number with a decimal point or comma, and blanks or marks between thousands.

    >>> number("82,5"), number("1.234,5"), number("1,234.5"), number("heavy")
    (82.5, 1234.5, 1234.5, None)
    """
    plain = re.sub(r"[\s'’]", "", text)
    if "," in plain and "." in plain:
        plain = plain.replace(min(",.", key=plain.rfind), "")
    return float(plain.replace(",", ".")) if _NUMBER.fullmatch(plain) else None


def mass_unit(text: str) -> MassUnit | None:
    """Read the unit of a mass, or None where the text is none."""
    return MASS_UNITS.get(plain_word(text).rstrip("."))


def is_assisted(exercise: str) -> bool:
    """Whether an exercise's name says that its weight is taken off the body.

    >>> is_assisted("Pull Up (Assisted)"), is_assisted("Pull Up (Weighted)")
    (True, False)
    """
    return re.search(r"\bassisted\b", exercise.casefold()) is not None


def is_true(text: str) -> bool:
    """Whether a cell says yes, as a program or a spreadsheet would write it."""
    return plain_word(text) in ("true", "1", "1.0", "yes", "wahr", "vrai", "verdadero", "vero")
