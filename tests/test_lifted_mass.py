"""What an exercise lifts, what it is measured in, and which lifts are its kin."""

from __future__ import annotations

import pytest

from ironstride.catalogue.load import load
from ironstride.core.exercise import Pattern
from ironstride.core.log import Side
from ironstride.strength.body_mass import Lifted, lifted
from ironstride.strength.lift import Lift, Measure, build_of, lift_of
from lifting_days import did

EXERCISES = load().exercises


@pytest.mark.parametrize(
    ("id", "body", "hands"),
    [
        ("back-squat", 0.0, 1),
        ("leg-press", 0.0, 1),
        ("pull-up", 0.95, 1),
        ("push-up", 0.65, 1),
        ("incline-push-up", 0.5, 1),
        ("bodyweight-squat", 0.85, 1),
        ("split-squat-db", 0.85, 2),
        ("goblet-squat", 0.0, 1),
        ("db-bench-press", 0.0, 2),
        ("weighted-single-leg-calf-raise", 0.97, 1),
        ("step-up-offset-db", 0.88, 1),
        ("kettlebell-swing", 0.0, 1),
    ],
)
def test_the_body_counts_where_it_is_lifted(id: str, body: float, hands: int) -> None:  # noqa: A002 (as in the catalogue)
    assert lifted(id, EXERCISES[id]) == Lifted(body, hands)


@pytest.mark.parametrize("id", ["front-plank", "pogo-bilateral", "assisted-pull-up", "clamshell"])
def test_what_has_no_mass_to_go_by_lifts_nothing_known(id: str) -> None:  # noqa: A002 (as above)
    assert lifted(id, EXERCISES[id]) is None


@pytest.mark.parametrize(
    ("name", "body"), [("Chin Up", 0.95), ("Triceps Dips", 0.95), ("Bench Press (Barbell)", 0.0)]
)
def test_a_name_that_nobody_knows_tells_whether_the_body_counts(name: str, body: float) -> None:
    assert lifted(name, None) == Lifted(body)


def test_a_load_in_each_hand_counts_twice_and_is_told_once() -> None:
    lunge = Lifted(0.85, 2)
    assert lunge.total(20, 70) == pytest.approx(99.5)
    assert lunge.beside_body(99.5, 70) == pytest.approx(20)


MEASURED = [
    (did("a-skip", None, None, contacts=40), Measure.CONTACTS),
    (did("front-plank", None, None, seconds=45), Measure.SECONDS),
    (did("Plank", None, 1, seconds=45), Measure.SECONDS),
    (did("farmer-carry", 24, None, metres=40), Measure.METRES),
    (did("clamshell", None, 15), Measure.REPS),
    (did("Crunch", None, 15), Measure.REPS),
    (did("Crunch", 0, 15), Measure.REPS),
    (did("Crunch", 10, 15), Measure.MASS),
    (did("pull-up", None, 6), Measure.MASS),
    (did("Rowing", 40, 8, seconds=30), Measure.MASS),
]


@pytest.mark.parametrize(("one", "measure"), MEASURED)
def test_a_set_is_measured_by_what_it_counts(one: object, measure: Measure) -> None:
    assert lift_of(one, EXERCISES).measure is measure  # type: ignore[arg-type]


def test_sides_are_lifts_of_their_own() -> None:
    left = lift_of(did("Leg Extension", 20, 8, side=Side.LEFT), {})
    right = Lift("Leg Extension", Measure.MASS, Side.RIGHT)
    assert left != right
    assert left.is_side_with(right)
    assert not left.is_side_with(Lift("Leg Curl", Measure.MASS))


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Bench Press (Barbell)", Pattern.PUSH),
        ("Lying Leg Curl (Machine)", Pattern.KNEE_FLEXION),
        ("Bicep Curl (Dumbbell)", "elbow-flexion"),
        ("Triceps Pushdown", "elbow-extension"),
        ("Lateral Raise (Cable)", "shoulder-raise"),
        ("Seated Palms Up Wrist Curl", "wrist"),
        ("Romanian Deadlift", Pattern.HINGE),
        ("Bulgarian Split Squat", Pattern.LUNGE),
        ("Yoke of Doom", "Yoke of Doom"),
    ],
)
def test_kin_are_told_by_the_words_of_a_name(name: str, family: str) -> None:
    assert build_of(name, None).family == family


def test_the_catalogue_knows_its_kin_by_their_pattern() -> None:
    squat, split = (build_of(name, EXERCISES[name]) for name in ("back-squat", "split-squat-db"))
    assert squat.family == split.family == Pattern.SQUAT
    assert squat.usual == pytest.approx(1.2)
    assert split.usual == pytest.approx(1.35)
