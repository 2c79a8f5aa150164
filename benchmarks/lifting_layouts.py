"""Made-up sets, written in every layout that a lifting app exports."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Final

from ironstride.core.units import POUND_IN_KG, MassUnit
from ironstride.formats.lifting import LiftingRow

MILE_M: Final = 1_609.344
REPS: Final = frozenset({"reps"})
ALL: Final = frozenset({"reps", "seconds", "metres"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeSet:
    """One set, as somebody did it. `kind` is "", warm-up, drop or failure; masses in kilograms."""

    when: datetime
    exercise: str
    weight: float | None = None
    assistance: float | None = None
    reps: int | None = None
    seconds: int | None = None
    metres: int | None = None
    rpe: float | None = None
    kind: str = ""
    note: str = ""
    workout: str = "Legs"

    def counts(self) -> bool:
        """Whether anything was counted."""
        return bool(self.reps or self.seconds or self.metres)


Cell = Callable[[MadeSet], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How one version of an app writes: its columns, and what of a set they can hold."""

    columns: Mapping[str, Cell]
    delimiter: str = ","
    quotes_text: bool = False
    holds: frozenset[str] = ALL
    has_hour: bool = True
    has_assistance: bool = False
    kinds: frozenset[str] = frozenset({""})
    has_rpe: bool = False
    has_note: bool = True
    has_workout: bool = True

    def held(self, made: MadeSet) -> MadeSet:
        """Give what is left of a set once it is written in this layout."""
        return replace(
            made,
            seconds=made.seconds if "seconds" in self.holds else None,
            metres=made.metres if "metres" in self.holds else None,
            when=made.when if self.has_hour else datetime.combine(made.when, time.min),
            assistance=made.assistance if self.has_assistance else None,
            weight=None if made.assistance is not None else made.weight,
            rpe=made.rpe if self.has_rpe else None,
            kind=made.kind if made.kind in self.kinds else "",
            note=made.note if self.has_note else "",
            workout=made.workout if self.has_workout else "",
        )

    def write(self, sets: Iterable[MadeSet]) -> bytes:
        """Write sets as the app would."""
        text = io.StringIO()
        writer = csv.writer(
            text,
            delimiter=self.delimiter,
            quoting=csv.QUOTE_NONNUMERIC if self.quotes_text else csv.QUOTE_MINIMAL,
        )
        writer.writerow(self.columns)
        writer.writerows([cell(made) for cell in self.columns.values()] for made in sets)
        return text.getvalue().encode()


def as_made(row: LiftingRow) -> MadeSet:
    """Turn a row back into a made set; a row without a unit is taken as kilograms."""
    load, help_received = row.load(MassUnit.KG), row.help_received(MassUnit.KG)
    kinds = {"warm-up": row.is_warm_up, "drop": row.is_drop, "failure": row.is_failure}
    return MadeSet(
        when=row.when,
        exercise=row.exercise,
        weight=None if load is None else load.value,
        assistance=None if help_received is None else help_received.value,
        reps=row.reps,
        seconds=None if row.seconds is None else round(row.seconds),
        metres=None if row.metres is None else round(row.metres),
        rpe=row.rpe,
        kind="".join(name for name, holds in kinds.items() if holds),
        note=row.note,
        workout=row.workout,
    )


def _in_lb(kilograms: float | None) -> object:
    return "" if kilograms is None else kilograms / POUND_IN_KG


def _or_0(number: float | None) -> object:
    return number or 0


def _order(made: MadeSet) -> object:
    return {"warm-up": "W", "drop": "D", "failure": "F"}.get(made.kind, 1)


def _signed(made: MadeSet) -> float:
    return -made.assistance if made.assistance is not None else made.weight or 0.0


def _clock(seconds: int | None) -> str:
    if seconds is None:
        return ""
    return f"{seconds // 3_600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


WARM_UPS: Final = frozenset({"", "warm-up"})
STRONG_KINDS: Final = frozenset({"", "warm-up", "drop", "failure"})
STRONG_CELLS: Final[tuple[Cell, ...]] = (  # in the order of an iPhone's columns
    lambda made: f"{made.when:%Y-%m-%d %H:%M:%S}",
    lambda made: made.workout,
    lambda _: "1h 13m",
    lambda made: made.exercise,
    _order,
    lambda made: _or_0(made.weight),
    lambda made: _or_0(made.reps),
    lambda made: _or_0(made.metres and made.metres / 1_000),
    lambda made: _or_0(made.seconds),
    lambda made: made.note.replace("\n", "\\n"),
    lambda _: "",
    lambda made: made.rpe or "",
)


def _strong(header: str, *, delimiter: str = ",", without: tuple[int, ...] = ()) -> Layout:
    cells = [cell for place, cell in enumerate(STRONG_CELLS) if place not in without]
    return Layout(
        columns=dict(zip(header.split(","), cells, strict=True)),
        delimiter=delimiter,
        kinds=STRONG_KINDS,
        has_rpe=11 not in without,
        has_note=9 not in without,
    )


HEVY_KINDS: Final = {"warm-up": "warmup", "drop": "dropset", "failure": "failure"}


def _hevy(unit: MassUnit, *, when: str = "%-d %b %Y, %H:%M") -> Layout:
    in_kg = unit is MassUnit.KG
    columns: dict[str, Cell] = {
        "title": lambda made: made.workout,
        "start_time": lambda made: made.when.strftime(when),
        "end_time": lambda made: made.when.strftime(when),
        "description": lambda _: "",
        "exercise_title": lambda made: made.exercise,
        "superset_id": lambda _: "",
        "exercise_notes": lambda made: made.note,
        "set_index": lambda _: 0,
        "set_type": lambda made: HEVY_KINDS.get(made.kind, "normal"),
        "weight_kg" if in_kg else "weight_lbs": lambda made: (
            "" if made.weight is None else made.weight if in_kg else _in_lb(made.weight)
        ),
        "reps": lambda made: made.reps or "",
        "distance_km" if in_kg else "distance_miles": lambda made: (
            "" if made.metres is None else made.metres / (1_000 if in_kg else MILE_M)
        ),
        "duration_seconds": lambda made: made.seconds or "",
        "rpe": lambda made: made.rpe or "",
    }
    return Layout(columns=columns, quotes_text=True, kinds=STRONG_KINDS, has_rpe=True)


def _fitnotes(weights: Mapping[str, Cell], *, note: str | None = "Comment") -> Layout:
    columns: dict[str, Cell] = {
        "Date": lambda made: f"{made.when:%Y-%m-%d}",
        "Exercise": lambda made: made.exercise,
        "Category": lambda _: "Legs",
        **weights,
        "Reps": lambda made: made.reps or "",
        "Distance": lambda made: made.metres or "",
        "Distance Unit": lambda made: "m" if made.metres else "",
        "Time": lambda made: _clock(made.seconds),
    }
    if note is not None:
        columns[note] = lambda made: made.note
    return Layout(columns=columns, has_hour=False, has_note=note is not None, has_workout=False)


_IPHONE = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"
_GERMAN = "Datum,Workout-Name,Dauer,Name der Übung,Reihenfolge festlegen,Gewicht,Wiederh.,Entfernung,Sekunden,Notizen,Workout-Notizen,RPE"
_CHINESE = "日期,锻炼名称,时长,运动名称,设置顺序,重量,次,距离,秒,备注,锻炼备注,RPE"
_FRENCH = "Date,Nom de l'entraînement,Durée,Nom de l'exercice,Ordre de la série,Poids,Réps,Distance,Secondes,Notes,Notes d'entraînement,RPE"
_PORTUGUESE = "Data,Nome do treino,Duração,Nome do exercício,Ordem da série,Peso,Reps,Distância,Segundos,Notas,Notas do treino,RPE"
_SWEDISH = "Datum,Pass,Tid,Övning,Ordning,Vikt,Rep,Sträcka,Sekunder,Anteckning,Passanteckning,RPE"

_ANDROID: Final[Mapping[str, Cell]] = {
    "Date": STRONG_CELLS[0],
    "Workout Name": STRONG_CELLS[1],
    "Exercise Name": STRONG_CELLS[3],
    "Set Order": _order,
    "Weight": lambda made: _or_0(made.weight and made.weight / POUND_IN_KG),
    "Weight Unit": lambda _: "lbs",
    "Reps": STRONG_CELLS[6],
    "RPE": STRONG_CELLS[11],
    "Distance": lambda made: _or_0(made.metres and made.metres / MILE_M),
    "Distance Unit": lambda _: "miles",
    "Seconds": STRONG_CELLS[8],
    "Notes": STRONG_CELLS[9],
    "Workout Notes": STRONG_CELLS[10],
    "Workout Duration": STRONG_CELLS[2],
}
_NUMBERED: Final[Mapping[str, Cell]] = {
    "Workout #": lambda _: 7,
    "Date": STRONG_CELLS[0],
    "Workout Name": STRONG_CELLS[1],
    "Duration (sec)": lambda _: 4_380,
    "Exercise Name": STRONG_CELLS[3],
    "Set Order": _order,
    "Weight (kg)": lambda made: "" if made.weight is None else made.weight,
    "Reps": lambda made: made.reps or "",
    "RPE": STRONG_CELLS[11],
    "Distance (meters)": lambda made: made.metres or "",
    "Seconds": lambda made: made.seconds or "",
    "Notes": STRONG_CELLS[9],
    "Workout Notes": STRONG_CELLS[10],
}
_FITBOD_OLD: Final[Mapping[str, Cell]] = {
    "Date": lambda made: f"{made.when:%Y-%m-%d %H:%M:%S}",
    "Exercise": lambda made: made.exercise,
    "Sets": lambda _: 1,
    "Reps": lambda made: _or_0(made.reps),
    "Weight": _signed,
    "isWarmup": lambda made: "TRUE" if made.kind == "warm-up" else "",
    "Note": lambda made: made.note,
}
_FITBOD: Final[Mapping[str, Cell]] = {
    "Date": lambda made: f"{made.when:%Y-%m-%d %H:%M:%S} +0000",
    "Exercise": lambda made: made.exercise,
    "Reps": lambda made: _or_0(made.reps),
    "Weight(kg)": _signed,
    "Duration(s)": lambda made: _or_0(made.seconds),
    "Distance(m)": lambda made: _or_0(made.metres),
    "Incline": lambda _: 0.0,
    "Resistance": lambda _: 0.0,
    "isWarmup": lambda made: "true" if made.kind == "warm-up" else "false",
    "Note": lambda made: made.note,
    "multiplier": lambda _: 1.0,
}


LAYOUTS: Final[Mapping[str, Layout]] = {
    "Strong, English": _strong(_IPHONE),
    "Strong, German, semicolons": _strong(_GERMAN, delimiter=";"),
    "Strong, Chinese": _strong(_CHINESE),
    "Strong, French": _strong(_FRENCH),
    "Strong, Portuguese": _strong(_PORTUGUESE),
    "Strong, a language without words": _strong(_SWEDISH),
    "Strong, older": _strong(
        "Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes",
        without=(2, 11),
    ),
    "Strong, without notes": _strong(
        "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,RPE",
        without=(9, 10),
    ),
    "Strong, Android": Layout(columns=_ANDROID, delimiter=";", kinds=STRONG_KINDS, has_rpe=True),
    "Strong, numbered": Layout(columns=_NUMBERED, delimiter=";", kinds=STRONG_KINDS, has_rpe=True),
    "Hevy, kg": _hevy(MassUnit.KG),
    "Hevy, lbs": _hevy(MassUnit.LB, when="%b %-d, %Y, %-I:%M %p"),
    "Hevy, points": _hevy(MassUnit.KG, when="%d.%m.%Y, %H:%M"),
    "Hevy, ISO": _hevy(MassUnit.KG, when="%Y-%m-%d %H:%M:%S"),
    "FitNotes, kg": _fitnotes({"Weight (kg)": lambda m: "" if m.weight is None else m.weight}),
    "FitNotes, lbs": _fitnotes({"Weight (lbs)": lambda m: _in_lb(m.weight)}, note=None),
    "FitNotes, unit": _fitnotes(
        {"Weight": lambda m: _in_lb(m.weight), "Weight Unit": lambda _: "lbs"}
    ),
    "FitNotes, iPhone": _fitnotes(
        {"Weight (kg)": lambda _: "", "Weight (lbs)": lambda m: _in_lb(m.weight)}, note="Notes"
    ),
    "Fitbod, older": Layout(
        columns=_FITBOD_OLD,
        holds=REPS,
        has_assistance=True,
        kinds=WARM_UPS,
        has_workout=False,
    ),
    "Fitbod": Layout(
        columns=_FITBOD,
        has_assistance=True,
        kinds=WARM_UPS,
        has_workout=False,
    ),
}
