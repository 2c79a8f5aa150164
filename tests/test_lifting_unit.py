"""Kilograms or pounds, found from the plates that the numbers betray."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ironstride.core.exercise import LoadType
from ironstride.core.units import POUND_IN_KG, MassUnit
from ironstride.strength.plate_grid import is_converted
from ironstride.strength.weight_unit import Weighed, WeightUnit, weight_unit

KG, LB = MassUnit.KG, MassUnit.LB
KG_BARS = (20, 40, 60, 62.5, 65, 72.5, 80, 82.5, 100, 102.5, 107.5, 120)
LB_BARS = (45, 95, 115, 135, 145, 155, 165, 185, 205, 225, 235, 245)
FIRST = date(2026, 1, 5)


def lifted(numbers: Sequence[float], *, sessions: int, first: date = FIRST) -> list[Weighed]:
    """Lift each number on its own bar, all of them in each session, one session every third day."""
    return [
        Weighed(
            day=first + timedelta(days=3 * session),
            number=number,
            exercise=f"Lift {place}",
            load_type=LoadType.BARBELL,
        )
        for session in range(sessions)
        for place, number in enumerate(numbers)
    ]


def found(weights: Iterable[Weighed]) -> WeightUnit:
    answer = weight_unit(weights)
    assert answer is not None
    return answer


@pytest.mark.parametrize(("numbers", "unit"), [(KG_BARS, KG), (LB_BARS, LB)])
def test_plates_tell_the_unit(numbers: Sequence[float], unit: MassUnit) -> None:
    answer = found(lifted(numbers, sessions=12))
    assert (answer.unit, answer.changes_on, answer.is_sure) == (unit, None, True)
    assert answer.spells[0].plates is unit


@pytest.mark.parametrize("decimals", [1, 2, 3, 15])
def test_converted_numbers_are_in_the_unit_that_makes_them_odd(decimals: int) -> None:
    in_lb = found(lifted([round(x / POUND_IN_KG, decimals) for x in KG_BARS], sessions=6))
    in_kg = found(lifted([round(x * POUND_IN_KG, decimals) for x in LB_BARS], sessions=6))
    assert (in_lb.unit, in_lb.spells[0].plates) == (LB, KG)
    assert (in_kg.unit, in_kg.spells[0].plates) == (KG, LB)


def test_new_plates_do_not_change_the_files_unit() -> None:
    before = lifted([x / POUND_IN_KG for x in KG_BARS], sessions=20)
    change = before[-1].day + timedelta(days=3)
    answer = found([*before, *lifted(LB_BARS, sessions=20, first=change)])
    assert (answer.unit, answer.changes_on) == (LB, None)
    assert [(spell.unit, spell.plates) for spell in answer.spells] == [(LB, KG), (LB, LB)]
    assert answer.spells[1].first == change
    assert answer.sentence.startswith(
        "The weights are in pounds throughout. Until 2026-03-03, 240 of 240 are round only in "
        "kilograms, as 44.09 lb, which is 20 kg; from 2026-03-06 on, numbers such as "
    )


def test_a_switch_of_the_files_unit_midway_is_found_with_its_day() -> None:
    before = lifted(KG_BARS, sessions=20)
    change = before[-1].day + timedelta(days=3)
    answer = found([*before, *lifted(LB_BARS, sessions=20, first=change)])
    assert (answer.unit, answer.changes_on, answer.is_sure) == (None, change, True)
    assert answer.unit_on(change - timedelta(days=1)) is KG
    assert answer.unit_on(change) is LB
    assert answer.sentence.startswith("The weights are in kilograms until 2026-03-03, where")


def test_a_lift_that_leaps_by_the_pound_says_where_the_unit_changed() -> None:
    fives = lifted((60, 80, 100, 70), sessions=20)
    change = fives[-1].day + timedelta(days=3)
    leapt = lifted((135, 175, 220, 155), sessions=20, first=change)
    same = lifted((65, 85, 105, 75), sessions=20, first=change)
    assert found([*fives, *leapt]).changes_on == change
    assert found([*fives, *same]).changes_on is None


@pytest.mark.parametrize("numbers", [(60,), (50, 60, 80), (10, 20, 30, 40), (1, 1, 2, 3, 8)])
def test_numbers_of_both_worlds_leave_the_unit_open(numbers: Sequence[float]) -> None:
    answer = found([Weighed(day=FIRST, number=number) for number in numbers])
    assert (answer.unit, answer.is_sure, answer.unit_on(FIRST)) == (None, False, None)
    assert answer.sentence.startswith("The weights may be kilograms or pounds: numbers such as")


def test_the_same_set_a_thousand_times_says_no_more_than_four_times() -> None:
    four = found([Weighed(day=FIRST, number=135)] * 4)
    thousand = found([Weighed(day=FIRST, number=135)] * 1_000)
    assert thousand.confidence == pytest.approx(four.confidence)


@pytest.mark.parametrize(("count", "is_sure"), [(4, False), (5, True)])
def test_four_numbers_are_too_few_to_be_sure(count: int, is_sure: bool) -> None:
    telling = [round(number / POUND_IN_KG, 3) for number in KG_BARS[:count]]
    answer = found(lifted(telling, sessions=6))
    assert (answer.spells[0].unit, answer.is_sure) == (LB, is_sure)


def test_a_file_without_weights_has_no_unit_to_find() -> None:
    assert weight_unit([]) is None
    assert weight_unit([Weighed(day=FIRST, number=0)]) is None


@pytest.mark.parametrize(
    ("number", "unit", "is_so"),
    [
        *((44.09245243697551, LB, True), (187.39, LB, True), (45.0, LB, False)),
        *((20.41, KG, True), (20.42, KG, False), (20.0, KG, False), (33.333, KG, False)),
    ],
)
def test_a_converted_number_is_a_plate_in_the_other_unit_alone(
    number: float, unit: MassUnit, is_so: bool
) -> None:
    assert is_converted(number, unit) is is_so


@given(
    numbers=st.lists(st.floats(0.1, 2_200), min_size=1, max_size=30),
    days=st.lists(st.integers(0, 2_000), min_size=30, max_size=30),
)
@settings(max_examples=60, deadline=None)
def test_whatever_was_lifted_there_is_an_answer_with_a_confidence(
    numbers: list[float], days: list[int]
) -> None:
    told = [
        Weighed(day=FIRST + timedelta(days=day), number=number, exercise="Lift")
        for number, day in zip(numbers, days, strict=False)
    ]
    answer = found(told)
    assert 0 <= answer.confidence <= 1 + 1e-9
    assert answer.spells == found(reversed(told)).spells
    assert answer.spells[0].first == min(weighed.day for weighed in told)
    assert answer.spells[-1].last == max(weighed.day for weighed in told)
