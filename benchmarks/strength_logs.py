"""Logs to measure the strength estimate on: any folder of exports, read as the product reads them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from ironstride.core.log import SetDone
from ironstride.core.units import RIR, Kilograms, MassUnit, Reps
from ironstride.formats.lifting import LiftingFile, LiftingRow, read_lifting
from ironstride.strength.open_sets import Sign, open_sets, with_tests
from ironstride.strength.weight_unit import Weighed, weight_unit

SHARED: Final = Path(__file__).parents[2] / "shared" / "data" / "strength-logs"
EASIEST_RPE: Final = 5.0  # below, nobody can say how much was left
MOST_REPS: Final = 100  # more are a slip, or something else was counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """One lifter's sets in order; open sets carry the sign that they were known by."""

    name: str
    app: str
    unit: str
    sets: tuple[SetDone, ...]
    signs: Counter[Sign]
    faults: int = 0

    @property
    def tests(self) -> int:
        """How many sets were open. [count]"""
        return sum(self.signs.values())


def logs_in(folder: Path) -> tuple[Log, ...]:
    """Read every export in a folder; files that are none are passed over."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in (".csv", ".txt"))
    read = ((path, read_lifting(path.read_bytes())) for path in paths)
    return tuple(_log(path, file) for path, file in read if file is not None and file.sets)


def _log(path: Path, file: LiftingFile) -> Log:
    rows = file.sets
    units = _units(file, rows)
    sets = sorted(_sets(path.stem, rows, units), key=lambda one: (one.day, one.at, one.position))
    signs = open_sets(sets)
    return Log(
        name=path.stem,
        app=file.app,
        unit="/".join(sorted({str(unit) for unit in units})),
        sets=with_tests(sets),
        signs=Counter(signs.values()),
        faults=len(file.faults),
    )


def _units(file: LiftingFile, rows: Sequence[LiftingRow]) -> list[MassUnit]:
    """Give each row's unit: as the file says, else as its plates say, else kilograms."""
    found = weight_unit(
        Weighed(day=row.day, number=row.weight, exercise=row.exercise)
        for row in rows
        if row.weight is not None and row.unit is None
    )
    on = {row.day: None if found is None else found.unit_on(row.day) for row in rows}
    return [row.unit or file.unit or on[row.day] or MassUnit.KG for row in rows]


def _sets(name: str, rows: Sequence[LiftingRow], units: Sequence[MassUnit]) -> Iterator[SetDone]:
    for number, (row, unit) in enumerate(zip(rows, units, strict=True)):
        if row.reps is not None and not 0 < row.reps <= MOST_REPS:
            continue
        yield SetDone(
            id=uuid5(NAMESPACE_URL, f"{name}/{number}"),
            at=row.when.replace(tzinfo=UTC),
            day=row.day,
            exercise=row.exercise,
            position=row.position,
            load=_kilograms(row.weight, unit),
            assistance=_kilograms(row.assistance, unit),
            reps=None if row.reps is None else Reps(row.reps),
            seconds=row.seconds,
            metres=row.metres,
            rir=_rir(row),
            is_warm_up=row.is_warm_up,
            note=row.note,
        )


def _kilograms(number: float | None, unit: MassUnit) -> Kilograms | None:
    """Give a mass, or None where none is told or nobody can lift it."""
    if number is None:
        return None
    kg = number * (0.45359237 if unit is MassUnit.LB else 1.0)
    return Kilograms(kg) if 0 <= kg < 1_000 else None


def _rir(row: LiftingRow) -> RIR | None:
    """Read the reserve: none after failure, else ten less the RPE."""
    if row.is_failure:
        return RIR(0)
    return RIR(10 - row.rpe) if row.rpe is not None and EASIEST_RPE <= row.rpe <= 10 else None
