"""Plain facts about exercises, read without the planner's code."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

SHARED_CSV: Final = Path(__file__).parents[2] / "shared" / "domain" / "exercises.csv"
PACKAGED: Final = Path(__file__).parents[1] / "src/ironstride/catalogue/data/exercises"

WEIGHTS: Final = frozenset({"barbell", "dumbbell", "kettlebell", "cable", "machine"})
LEGS: Final = frozenset(
    {
        *("squat", "lunge", "step", "hinge", "knee-extension", "knee-flexion"),
        *("hip-extension-isolated", "hip-flexion", "hip-abduction", "hip-adduction"),
        *("hip-rotation", "calf", "dorsiflexion", "jump", "hop", "landing", "bound"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What the rules need to know of an exercise."""

    pattern: str
    laterality: str = "bilateral"
    equipment: frozenset[str] = frozenset()
    load: str = "bodyweight"
    contacts_per_rep: int = 0
    spinal_load: str = "none"
    has_torsion: bool = False
    is_barefoot_ok: bool = True
    knee_flexion: tuple[int, int] | None = None
    goals: frozenset[str] = frozenset()

    @property
    def is_weight(self) -> bool:
        return self.load in WEIGHTS

    @property
    def is_for_legs(self) -> bool:
        return self.pattern in LEGS


@cache
def exercise_facts() -> Mapping[str, Fact]:
    """Read the facts from the table of origin, or from the package where that is absent."""
    return facts_of_the_table() if SHARED_CSV.exists() else facts_of_the_package()


def facts_of_the_table() -> Mapping[str, Fact]:
    with SHARED_CSV.open(encoding="utf-8", newline="") as table:
        return {row["id"]: _fact_of_row(row) for row in csv.DictReader(table)}


def _fact_of_row(row: Mapping[str, str]) -> Fact:
    low, _, high = row["knee_flexion_range_deg"].partition("-")
    return Fact(
        pattern=row["pattern"],
        laterality=row["laterality"],
        equipment=frozenset(row["equipment"].split(";")) - {"none", ""},
        load=row["load_type"],
        contacts_per_rep=int(row["contacts_per_rep"] or 0),
        spinal_load=row["spinal_load"],
        has_torsion=row["torsion"] == "yes",
        is_barefoot_ok=row["barefoot_ok"] == "yes",
        knee_flexion=(int(low), int(high or low)) if low else None,
        goals=frozenset(dose.partition("=")[0] for dose in row["default_dose"].split(";")),
    )


def facts_of_the_package() -> Mapping[str, Fact]:
    return {
        id_: _fact_of_table(table)
        for path in sorted(PACKAGED.glob("*.toml"))
        for id_, table in tomllib.loads(path.read_text(encoding="utf-8")).items()
    }


def _fact_of_table(table: Mapping[str, Any]) -> Fact:
    knee = table.get("knee-flexion-deg")
    return Fact(
        pattern=table["pattern"],
        laterality=table["laterality"],
        equipment=frozenset(table["equipment"]) - {"none"},
        load=table["load"],
        contacts_per_rep=table.get("contacts-per-rep", 0),
        spinal_load=table["spinal-load"],
        has_torsion=table["torsion"],
        is_barefoot_ok=table["barefoot"],
        knee_flexion=(knee[0], knee[1]) if knee else None,
        goals=frozenset(table["doses"]),
    )
