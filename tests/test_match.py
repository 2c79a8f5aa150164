"""Names that apps and people use, and the exercises of the catalogue that they mean."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.catalogue.load import load
from ironstride.catalogue.match import ALSO_CALLED, MAY_MEAN, Certainty, Match, Matcher, match

TABLE = Path(__file__).with_name("names_of_apps.csv")


@cache
def matcher() -> Matcher:
    return Matcher(load())


def of(name: str) -> Match:
    return matcher().match(name)


def candidates(name: str) -> list[str]:
    return [candidate.exercise for candidate in of(name).candidates]


def table() -> list[tuple[str, str | None]]:
    """Read real names of Strong, Hevy, FitNotes, Fitbod and people, with the right answers."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [(row["name"], row["exercise"] or None) for row in csv.DictReader(file)]


def test_of_the_sure_matches_at_least_ninety_nine_of_a_hundred_are_right() -> None:
    sure = [(name, right, of(name).exercise) for name, right in table() if of(name).exercise]
    wrong = [one for one in sure if one[1] != one[2]]
    assert len(sure) >= 120
    assert len(wrong) <= len(sure) / 100, wrong


def test_most_names_that_have_an_answer_are_sure_and_nearly_all_find_it() -> None:
    answered = [(name, right) for name, right in table() if right]
    told = Counter(of(name).certainty for name, right in answered)
    found = [name for name, right in answered if right in candidates(name)]
    assert told[Certainty.SURE] >= 0.75 * len(answered)
    assert len(found) >= 0.95 * len(answered)


def test_few_questions_are_asked_about_lifts_that_no_runner_needs() -> None:
    told = Counter(of(name).certainty for name, right in table() if not right)
    assert told[Certainty.SURE] == 0
    assert told[Certainty.UNSURE] <= 0.1 * told.total()


@pytest.mark.parametrize(
    "name",
    [
        "Squat (Barbell)",
        "Barbell Squat",
        "BARBELL SQUATS",
        "squat, barbell",
        "BB Back Squat",
        "back-squat",
    ],
)
def test_spelling_case_brackets_and_order_do_not_matter(name: str) -> None:
    assert of(name).exercise == "back-squat"


@pytest.mark.parametrize(
    ("name", "exercise"),
    [
        ("Romanian Deadlift (Dumbbell)", "dumbbell-rdl"),
        ("Romanian Deadlift (Barbell)", "romanian-deadlift"),
        ("Romanian Deadlift (Kettlebell)", None),
        ("Split Squat (Dumbbell)", "split-squat-db"),
        ("Bulgarian Split Squat (Barbell)", "rfess-barbell"),
        ("Bulgarian Split Squat (Smith Machine)", None),
        ("Hip Thrust (Machine)", None),
        ("Swiss Ball Push Up", "swiss-ball-push-up"),
        ("Push Up (Band)", None),
    ],
)
def test_the_tool_decides_between_exercises_that_move_alike(
    name: str, exercise: str | None
) -> None:
    assert of(name).exercise == exercise


@pytest.mark.parametrize(
    "name",
    [
        "Bench Press (Barbell)",  # the catalogue has the dumbbells alone
        "Bench Press",  # and whoever names no tool means the barbell
        "Seated Row (Cable)",  # it has the standing one
        "Incline Bench Press (Dumbbell)",
        "Single Leg Extensions",
        "Bicep Curl (Dumbbell)",
        "Deficit Deadlift (Barbell)",
        "Seated Twist",  # a stretch, and no medicine ball is named
        "Plank (pose)",
        "",
        "(((",
        "深蹲",
    ],
)
def test_what_is_near_and_not_the_same_is_never_taken(name: str) -> None:
    assert of(name).exercise is None


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Squat", ["back-squat", "bodyweight-squat"]),
        ("Goblet Squat (Kettlebell)", ["goblet-squat"]),
        ("Lat Pulldown - Wide Grip (Cable)", ["lat-pulldown"]),
        ("Lunge (Dumbbell)", ["reverse-lunge-db", "walking-lunge-db"]),
    ],
)
def test_what_may_mean_several_or_nearly_one_is_asked(name: str, asked: list[str]) -> None:
    assert of(name).certainty is Certainty.UNSURE
    assert candidates(name) == asked


@pytest.mark.parametrize(
    ("name", "exercise"),
    [
        ("Deadlift", "conventional-deadlift"),
        ("Romanian Deadlift", "romanian-deadlift"),
        ("Front Squat", "front-squat"),
        ("Overhead Press", None),  # the catalogue has the dumbbells alone
    ],
)
def test_a_barbell_lift_means_the_barbell_where_no_tool_is_named(
    name: str, exercise: str | None
) -> None:
    assert of(name).exercise == exercise


@pytest.mark.parametrize(
    "name", ["Lat Pulldown (Single Arm)", "Standing Calf Raise (Dumbbell)", "Bent Over Row"]
)
def test_one_side_or_both_is_not_even_asked(name: str) -> None:
    assert of(name).certainty is Certainty.UNKNOWN


def test_every_exercise_is_found_by_its_own_id_and_name() -> None:
    rows = load().exercises.values()
    assert [row.id for row in rows if of(row.id).exercise != row.id] == []
    assert [row.id for row in rows if of(row.name).exercise != row.id] == []


def test_no_alias_is_taken_for_another_exercise() -> None:
    taken = [(alias, row.id, of(alias).exercise)
             for row in load().exercises.values() for alias in row.aliases]  # fmt: skip
    assert [one for one in taken if one[2] not in (one[1], None)] == []


def test_what_gyms_call_an_exercise_names_one_that_there_is() -> None:
    assert {*ALSO_CALLED} <= load().exercises.keys()
    assert {id_ for ids in MAY_MEAN.values() for id_ in ids} <= load().exercises.keys()


def test_confidence_runs_from_likely_to_sure_and_falls() -> None:
    for name, _ in table():
        told = [candidate.confidence for candidate in of(name).candidates]
        assert told == sorted(told, reverse=True)
        assert all(0.5 < confidence <= 1 for confidence in told)


@given(st.text(max_size=60))
def test_any_text_gets_an_answer(name: str) -> None:
    assert of(name).name == name


def test_one_name_may_be_matched_without_a_matcher() -> None:
    assert match("KB swings", load()) == of("KB swings")
