"""Two real logs: one of three years in pounds from China, one of seven weeks in kilograms."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from ironstride.core.units import POUND_IN_KG, Kilograms, MassUnit
from ironstride.formats.lifting import LiftingFile, read_lifting
from ironstride.strength.weight_unit import Weighed, WeightUnit, weight_unit

LOGS = Path(__file__).parents[2] / "shared" / "data" / "strength-logs"
pytestmark = pytest.mark.skipif(not LOGS.exists(), reason=f"needs {LOGS.name}")


def log(name: str) -> LiftingFile:
    file = read_lifting((LOGS / name).read_bytes())
    assert file is not None
    return file


def unit_of(file: LiftingFile) -> WeightUnit:
    answer = weight_unit(
        Weighed(day=row.day, number=row.weight, exercise=row.exercise, load_type=row.load_type)
        for row in file.sets
        if row.weight is not None
    )
    assert answer is not None
    return answer


def test_three_years_of_strong_are_read_without_a_fault_in_a_second() -> None:
    began = time.process_time()
    file = log("strong_zh_dericmei.csv")
    assert time.process_time() - began < 1.5
    assert (file.app, len(file.rows), file.faults, file.cautions) == ("Strong", 6_778, (), ())
    assert (len(file.outings), file.unit, file.asks_for_unit) == (0, None, True)
    assert len({(row.said, row.occurrence) for row in file.rows}) == 6_778


def test_the_chinese_file_is_in_pounds_though_its_lifter_was_not_until_july_2023() -> None:
    file = log("strong_zh_dericmei.csv")
    answer = unit_of(file)
    assert (answer.unit, answer.changes_on) == (MassUnit.LB, None)
    kilograms, pounds = answer.spells
    assert (kilograms.plates, pounds.plates) == (MassUnit.KG, MassUnit.LB)
    assert date(2023, 6, 30) <= pounds.first <= date(2023, 7, 12)
    assert file.rows[0].load(answer.unit or MassUnit.KG) == Kilograms(20)


def test_its_years_of_kilogram_plates_written_in_kilograms_are_one_spell() -> None:
    sets = log("strong_zh_dericmei.csv").sets
    answer = weight_unit(
        Weighed(day=row.day, number=round(row.weight * POUND_IN_KG, 2), load_type=row.load_type)
        for row in sets
        if row.weight is not None and row.day < date(2023, 6, 20)
    )
    assert answer is not None
    assert [(spell.unit, spell.plates) for spell in answer.spells] == [(MassUnit.KG, MassUnit.KG)]


def test_seven_weeks_of_hevy_are_read_and_their_plates_are_kilograms() -> None:
    file = log("hevy_kg_mouadja02.csv")
    assert (file.app, len(file.rows), file.faults) == ("Hevy", 330, ())
    assert (file.unit, file.asks_for_unit) == (MassUnit.KG, False)
    assert sum(row.weight is None for row in file.rows) == 4
    assert unit_of(file).unit is MassUnit.KG
