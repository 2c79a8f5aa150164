"""Tables whose keys are not quite the fields of the core: their shape, and the way over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ironstride.catalogue.parse import Note, record_of
from ironstride.core.exercise import (
    Category,
    Degree,
    Dose,
    Exercise,
    FitName,
    Goal,
    KneePhase,
    Laterality,
    LoadType,
    Pattern,
)
from ironstride.core.policy import PolicyNumber


class Plane(StrEnum):
    """The plane that an exercise moves in."""

    SAGITTAL = "sagittal"
    FRONTAL = "frontal"
    TRANSVERSE = "transverse"
    MULTI = "multi"


@dataclass(frozen=True, slots=True)
class Patellofemoral:
    """Stress behind the kneecap: its class, who says so, and the peak in body weights."""

    stress: Degree
    source: str
    peak_bw: float | None = None

    def __post_init__(self) -> None:
        if self.peak_bw is not None and not 0 < self.peak_bw <= 20:
            raise ValueError(f"the peak lies between 0 and 20 body weights, not {self.peak_bw:g}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseRow:
    """An exercise as its table holds it."""

    name: str
    pattern: Pattern
    laterality: Laterality
    plane: Plane
    primary: tuple[str, ...]
    equipment: frozenset[str]
    load: LoadType
    skill: int
    knee_phase: KneePhase
    spinal_load: Degree
    torsion: bool
    barefoot: bool
    patellofemoral: Patellofemoral
    doses: Mapping[Goal, Dose]
    cues: tuple[str, ...]
    errors: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    secondary: tuple[str, ...] = ()
    progression_of: str | None = None
    regressions: tuple[str, ...] = ()
    contacts_per_rep: int = 0
    knee_flexion_deg: tuple[int, int] | None = None
    fit: FitName | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.skill <= 5:
            raise ValueError(f"skill runs from 1 to 5, not {self.skill}")
        if not 0 <= self.contacts_per_rep <= 10:
            raise ValueError(f"a repetition has 0 to 10 contacts, not {self.contacts_per_rep}")
        low, high = self.knee_flexion_deg or (0, 0)
        if not 0 <= low <= high <= 170:
            raise ValueError(f"the knee bends from 0 up to 170 degrees, not {low} to {high}")
        for key in ("primary", "equipment", "doses", "cues", "errors"):
            if not getattr(self, key):
                raise ValueError(f"{key} is empty; name at least one")


def exercise_of(category: Category, name: str, table: Any, note: Note) -> Exercise | None:
    """Read an exercise from its table; the file says its category."""
    row = record_of(ExerciseRow, table, note)
    return None if row is None else _exercise(name, category, row)


def _exercise(name: str, category: Category, row: ExerciseRow) -> Exercise:
    return Exercise(
        id=name,
        name=row.name,
        aliases=row.aliases,
        category=category,
        pattern=row.pattern,
        laterality=row.laterality,
        plane=row.plane,
        primary_muscles=row.primary,
        secondary_muscles=row.secondary,
        equipment=row.equipment,
        load_type=row.load,
        skill=row.skill,
        knee_phase=row.knee_phase,
        progression_of=row.progression_of,
        regressions=row.regressions,
        spinal_load=row.spinal_load,
        has_torsion=row.torsion,
        is_barefoot_ok=row.barefoot,
        doses=row.doses,
        contacts_per_rep=row.contacts_per_rep,
        knee_flexion_deg=row.knee_flexion_deg,
        patellofemoral_stress=row.patellofemoral.stress,
        patellofemoral_source=row.patellofemoral.source,
        patellofemoral_peak_bw=row.patellofemoral.peak_bw,
        cues=row.cues,
        errors=row.errors,
        fit=row.fit,
    )


@dataclass(frozen=True, slots=True)
class EquipmentRow:
    """A piece of equipment: its name, and what would do instead."""

    name: str
    note: str = ""

    @property
    def in_words(self) -> str:
        """Its name with the note behind it."""
        return f"{self.name} ({self.note})" if self.note else self.name


@dataclass(frozen=True, slots=True)
class NumberRow:
    """What a number of the policy means and how far it may be turned."""

    words: str
    unit: str
    least: float
    most: float

    def named(self, name: str) -> PolicyNumber:
        """Join it with the name of its entry."""
        return PolicyNumber(
            id=name, words=self.words, unit=self.unit, least=self.least, most=self.most
        )
