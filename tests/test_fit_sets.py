"""Sets in FIT files, as watches write them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.mutations_fit import mutate_fit
from benchmarks.strength_fit import (
    BANDED,
    BEGAN,
    BENCH_PRESS,
    CURL,
    NOTHING,
    SQUAT,
    UNKNOWN,
    Step,
    WatchSet,
    later,
    strength_file,
)

from ironstride.core.units import Kilograms, MassUnit
from ironstride.formats.fit import read_fit
from ironstride.formats.fit_sets import UNNAMED
from ironstride.formats.lifting_row import LiftingRow

SHARED = Path(__file__).parents[2] / "shared" / "data" / "fit"
BACK_SQUAT = 6  # barbell_back_squat in the profile's list of squats
FIVE = WatchSet(reps=5, weight_kg=80, kinds=((SQUAT, BACK_SQUAT),))


def rows(*sets: WatchSet, steps: tuple[Step, ...] = ()) -> tuple[LiftingRow, ...]:
    found = read_fit(strength_file(sets, steps=steps), name="gym.fit")
    assert isinstance(found, tuple)
    return found[0].sets


def row(each: WatchSet, *steps: Step) -> LiftingRow:
    (only,) = rows(each, steps=steps)
    return only


def test_a_weight_is_sixteenths_of_a_kilogram_and_reps_are_counted() -> None:
    told = row(FIVE)
    assert (told.weight, told.unit, told.reps, told.seconds) == (80, MassUnit.KG, 5, None)


@pytest.mark.parametrize(("pounds", "kilograms"), [(45, 20.412), (2.5, 1.134), (225, 102.058)])
def test_a_weight_chosen_in_pounds_is_what_was_chosen(pounds: float, kilograms: float) -> None:
    told = row(replace(FIVE, weight_kg=pounds * 0.45359237, in_pounds=True))
    assert told.weight == pounds
    assert told.load(MassUnit.KG) == Kilograms(kilograms)


def test_no_weight_is_not_zero_kilograms() -> None:
    assert row(replace(FIVE, weight_kg=None)).weight is None
    assert row(replace(FIVE, weight_kg=0)).weight is None


def test_a_set_is_done_at_its_own_end_not_at_the_end_of_the_rest() -> None:
    assert row(replace(FIVE, after_s=120, lasts_s=35)).when == later(BEGAN, 155)


def test_rests_are_no_sets() -> None:
    assert rows(replace(FIVE, is_active=False), replace(FIVE, after_s=200))[0].line == 2


def test_a_hold_counts_seconds() -> None:
    told = row(WatchSet(lasts_s=45, kinds=((19, 43),)))
    assert (told.reps, told.seconds) == (None, 45)


@pytest.mark.parametrize("reps", [0, NOTHING])
def test_a_clock_that_ran_beside_yoga_is_no_set(reps: int) -> None:
    assert rows(WatchSet(reps=reps, lasts_s=400)) == ()


def test_a_set_of_a_workout_is_named_by_its_step() -> None:
    steps = (Step(category=CURL, name=NOTHING), Step(category=SQUAT, name=BACK_SQUAT))
    guessed = ((BENCH_PRESS, 1),)
    assert row(replace(FIVE, kinds=guessed, step=1), *steps).exercise == "Barbell back squat"


def test_the_title_of_a_step_wins_over_the_profile() -> None:
    step = Step(category=SQUAT, name=BACK_SQUAT, title="Kniebeuge tief")
    assert row(replace(FIVE, step=0), step).exercise == "Kniebeuge tief"


@pytest.mark.parametrize(("intensity", "is_warm_up"), [(0, False), (2, True)])
def test_a_step_says_whether_it_warms_up(intensity: int, is_warm_up: bool) -> None:
    step = Step(category=SQUAT, name=BACK_SQUAT, intensity=intensity)
    assert row(replace(FIVE, step=0), step).is_warm_up is is_warm_up


def test_without_a_workout_the_name_is_marked_as_a_guess() -> None:
    assert row(FIVE).exercise == "Barbell back squat (watch's guess)"


def test_a_step_that_the_file_does_not_hold_leaves_the_guess() -> None:
    assert row(replace(FIVE, step=7)).exercise == "Barbell back squat (watch's guess)"


@pytest.mark.parametrize(
    ("kinds", "name"),
    [
        (((UNKNOWN, NOTHING), (CURL, NOTHING), (BENCH_PRESS, 1)), "Curl (watch's guess)"),
        (((SQUAT, 9_999),), "Squat (watch's guess)"),
        (((77, 3),), "Category 77 (watch's guess)"),
        (((BANDED, 1),), "Ab twist (banded exercises) (watch's guess)"),
        (((UNKNOWN, NOTHING),), UNNAMED),
        ((), UNNAMED),
    ],
)
def test_the_first_guess_that_says_something_is_taken(
    kinds: tuple[tuple[int, int], ...], name: str
) -> None:
    assert row(replace(FIVE, kinds=kinds)).exercise == name


def test_sets_do_not_change_what_the_activity_is() -> None:
    found = read_fit(strength_file((FIVE,)), name="gym.fit")
    assert isinstance(found, tuple)
    assert (found[0].sport, found[0].is_run, found[0].run.elapsed_s) == ("training", False, 1_800)


def test_a_real_strength_file_gives_the_set_that_its_watch_counted() -> None:
    file = SHARED / "ofd_3551724293.fit"
    if not file.exists():
        pytest.skip("the real recordings are not beside the repository")
    found = read_fit(file.read_bytes(), name=file.name)
    assert isinstance(found, tuple)
    (told,) = found[0].sets
    assert (told.exercise, told.reps, told.weight) == ("Curl (watch's guess)", 9, None)


def test_damaged_strength_files_give_a_sentence_or_sound_sets_and_never_a_traceback() -> None:
    damage = mutate_fit(200, seed=1)
    assert damage.problems == []
    assert damage.outcomes.total() == 200
