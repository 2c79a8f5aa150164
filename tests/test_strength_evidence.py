"""Which sets say how strong a lifter is, and which of them teach the slope."""

from __future__ import annotations

import math

import pytest

from ironstride.core.log import LoadChoice, SetDone
from ironstride.core.units import Kilograms
from ironstride.strength.evidence import Evidence, evidence, work_in
from ironstride.strength.lift import build_of, lift_of
from ironstride.strength.settings import SETTINGS
from lifting_days import did

TEST, GIVEN = LoadChoice.TEST, LoadChoice.PRESCRIBED


def said_by(*sets: SetDone) -> tuple[Evidence, ...]:
    lift = lift_of(sets[0], {})
    build = build_of(lift.exercise, None)
    return evidence(lift, work_in(lift, sets, build, 70.0), build, SETTINGS)


def test_the_best_set_of_a_day_speaks_for_it() -> None:
    (only,) = said_by(did(kg=60, reps=5), did(kg=100, reps=5), did(kg=90, reps=6))
    assert only.log_load == pytest.approx(math.log(100))
    assert only.amount == 5


def test_a_set_without_a_word_may_have_been_an_easy_one() -> None:
    (only,) = said_by(did())
    assert only.reserve is None
    assert not only.teaches_slope


@pytest.mark.parametrize("choice", LoadChoice)
def test_free_choice_teaches_no_slope_whatever_is_told(choice: LoadChoice) -> None:
    (only,) = said_by(did(rir=2, choice=choice))
    assert only.teaches_slope == (choice is not LoadChoice.OWN)


def test_a_prescribed_set_without_its_reserve_teaches_no_slope() -> None:
    (only,) = said_by(did(choice=GIVEN))
    assert not only.teaches_slope
    assert only.reserve is None


def test_tests_speak_for_themselves_and_alone() -> None:
    sets = (did(kg=140, reps=5), did(kg=100, reps=8, choice=TEST), did(kg=90, choice=TEST))
    heard = said_by(*sets)
    assert [one.amount for one in heard] == [8, 5]
    assert all(one.teaches_slope and one.reserve == SETTINGS.test_reserve for one in heard)


def test_rising_loads_with_their_reserves_teach_the_slope_together() -> None:
    heard = said_by(
        did(kg=80, reps=8, rir=2), did(kg=90, reps=6, rir=1), did(kg=100, reps=4, rir=1)
    )
    assert [round(math.exp(one.log_load)) for one in heard] == [100, 80]
    assert all(one.teaches_slope for one in heard)


@pytest.mark.parametrize(
    "sets",
    [
        (did(kg=100, reps=4, rir=1), did(kg=80, reps=6, rir=2)),  # tired by then
        (did(kg=98, reps=5, rir=1), did(kg=100, reps=4, rir=1)),  # hardly a step
        (did(kg=80, reps=8), did(kg=100, reps=4, rir=1)),  # nobody said
    ],
)
def test_other_pairs_of_sets_teach_no_slope(sets: tuple[SetDone, ...]) -> None:
    assert [one.teaches_slope for one in said_by(*sets)] == [False]


def test_a_heavier_set_after_the_best_one_is_a_step_too() -> None:
    heard = said_by(did(kg=90, reps=10, rir=0), did(kg=100, reps=1, rir=2))
    assert [round(math.exp(one.log_load)) for one in heard] == [90, 100]


def test_warm_ups_and_sets_of_nothing_say_nothing() -> None:
    sets = (did(is_warm_up=True), did(reps=0))
    lift = lift_of(sets[1], {})
    assert work_in(lift, sets, build_of(lift.exercise, None), 70.0) == []


def test_help_is_taken_off_and_the_body_counts() -> None:
    (only,) = said_by(did("Pull Up", None, 6, assistance=Kilograms(20)))
    assert math.exp(only.log_load) == pytest.approx(0.95 * 70 - 20)


@pytest.mark.parametrize(
    ("sets", "amount"),
    [
        ([did("Plank", None, None, seconds=s) for s in (40, 60, 50)], 60),
        ([did("Carry", 24, None, metres=m) for m in (40, 30)], 40),
        ([did("Pogo", None, None, contacts=c) for c in (20, 30)], 30),
        ([did("Crunch", None, r) for r in (12, 15)], 15),
    ],
)
def test_of_other_measures_the_most_counts(sets: list[SetDone], amount: float) -> None:
    (only,) = said_by(*sets)
    assert math.exp(only.amount) == pytest.approx(amount)
