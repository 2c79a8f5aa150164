"""Exercises and the programmes made of them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from ironstride.core.exercise import Degree, Dose, LoadType, RepRange
from ironstride.core.programme import PhaseName, Prescription, Role, Week
from people import catalogue, half_marathoner, planned


def test_a_range_of_repetitions_is_written_as_coaches_write_it() -> None:
    assert [str(RepRange(8, 12)), str(RepRange(5, 5))] == ["8-12", "5"]


@pytest.mark.parametrize(("low", "high"), [(0, 5), (6, 5), (1, 501)])
def test_a_range_that_falls_or_leaves_its_bounds_is_refused(low: int, high: int) -> None:
    with pytest.raises(ValueError, match=f"not {low} to {high}"):
        RepRange(low, high)


@pytest.mark.parametrize(("reps", "seconds"), [(None, None), (RepRange(5, 5), 30)])
def test_a_dose_counts_exactly_one_thing(reps: RepRange | None, seconds: int | None) -> None:
    with pytest.raises(ValueError, match="exactly one of them"):
        Dose(sets=3, reps=reps, seconds=seconds)


@pytest.mark.parametrize("sets", [0, 21])
def test_a_dose_has_one_to_twenty_sets(sets: int) -> None:
    assert Dose(sets=1, seconds=30).sets == 1
    with pytest.raises(ValueError, match="between 1 and 20 sets"):
        Dose(sets=sets, metres=20)


def test_degrees_of_stress_are_ordered() -> None:
    assert [degree.rank for degree in Degree] == [0, 1, 2, 3]


def test_kilograms_are_written_only_on_weights() -> None:
    weights = {load for load in LoadType if load.is_weight}
    assert LoadType.BARBELL in weights
    assert not weights & {LoadType.BODYWEIGHT, LoadType.TIME, LoadType.BAND, LoadType.CONTACTS}


@pytest.mark.parametrize(
    ("name", "is_per_side", "is_on_one_leg", "is_jump"),
    [
        ("back-squat", False, False, False),
        ("reverse-lunge", False, True, False),
        ("split-squat", True, True, False),
        ("pogo-bilateral", False, False, True),
    ],
)
def test_an_exercise_says_which_legs_work_and_whether_it_jumps(
    name: str, is_per_side: bool, is_on_one_leg: bool, is_jump: bool
) -> None:
    exercise = catalogue().exercises[name]
    told = (exercise.is_per_side, exercise.is_on_one_leg, exercise.is_jump)
    assert told == (is_per_side, is_on_one_leg, is_jump)


def test_rows_and_planks_are_not_for_the_legs() -> None:
    lower = {
        name: catalogue().exercises[name].is_lower_body for name in ("front-plank", "leg-press")
    }
    assert lower == {"front-plank": False, "leg-press": True}


def _prescription(role: Role, metres: int | None = None) -> Prescription:
    return Prescription(exercise="push-up", role=role, sets=3, seconds=30, metres=metres)


def test_a_prescription_counts_exactly_one_thing() -> None:
    with pytest.raises(ValueError, match="push-up: give repetitions, seconds or metres"):
        _prescription(Role.MAIN, metres=20)


def test_only_main_and_accessory_sets_are_hard() -> None:
    hard = [role for role in Role if _prescription(role).hard_sets == 3]
    assert hard == [Role.MAIN, Role.ACCESSORY]
    assert _prescription(Role.WARM_UP).hard_sets == 0


def test_a_programme_adds_up() -> None:
    programme = planned(half_marathoner).programme
    week = programme.weeks[4]
    first = week.sessions[0]
    assert week.end == date(2027, 1, 3)
    assert week.hard_sets == sum(p.hard_sets for s in week.sessions for p in s.exercises)
    assert first.contacts == sum(p.contacts for p in first.exercises) > 0
    assert (first.end - first.start).total_seconds() == first.minutes * 60
    assert [s for w in programme.weeks for s in w.sessions] == list(programme.sessions)


def test_the_share_of_strength_is_of_all_training_and_absent_in_a_week_of_rest() -> None:
    week = planned(half_marathoner).programme.weeks[4]
    lifting, running = sum(s.minutes for s in week.sessions), sum(r.minutes for r in week.runs)
    assert week.strength_share == lifting / (lifting + running)
    rest = Week(
        start=date(2026, 11, 30), phase=PhaseName.TAPER, is_light=False, runs=(), sessions=()
    )
    assert rest.strength_share is None


def test_a_session_starts_when_the_day_was_offered() -> None:
    assert next(planned(half_marathoner).programme.sessions).start == datetime(2026, 11, 30, 18)
