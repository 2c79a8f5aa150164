"""A week's lifting beside what running asks, in coarse bins and a sentence."""

from __future__ import annotations

from datetime import datetime

import pytest

from ironstride.catalogue.load import load
from ironstride.core.demand import RUNNING, Joint, Share, share_of
from ironstride.core.exercise import RepRange
from ironstride.core.programme import Load, Prescription, Role, Session
from ironstride.core.units import Kilograms
from ironstride.formats.demand_words import coverage_lines
from ironstride.planning.answers.coverage import Coverage, coverage


def week(*lines: Prescription) -> Coverage:
    session = Session(
        start=datetime(2027, 1, 4, 18),
        minutes=40,
        intent="strength",
        place="gym",
        reasons=(),
        exercises=lines,
    )
    return coverage([session], load(), height=1.75, mass=70.0)


def lift(exercise: str, kg: float | None = None) -> Prescription:
    mass = None if kg is None else Kilograms(kg)
    return Prescription(
        exercise=exercise, role=Role.MAIN, sets=3, reps=RepRange(5, 5), load=Load(kg=mass)
    )


def shares(found: Coverage) -> dict[Joint, Share]:
    return {reached.joint: reached.share for reached in found.joints}


@pytest.mark.parametrize("joint", list(Joint))
def test_bins_change_at_a_quarter_at_six_tenths_and_at_all_of_the_lower_end(joint: Joint) -> None:
    low = RUNNING[joint][0]
    for part, below, above in (
        (0.25, Share.LITTLE, Share.SOME),
        (0.6, Share.SOME, Share.MUCH),
        (1.0, Share.MUCH, Share.AS_MUCH),
    ):
        assert share_of(joint, low * part * 0.999) is below
        assert share_of(joint, low * part * 1.001) is above


def test_slow_lifting_covers_hips_and_hardly_ankles() -> None:
    found = week(lift("romanian-deadlift", 70), lift("double-leg-calf-raise"))
    assert shares(found)[Joint.HIP_EXTENSION] is Share.AS_MUCH
    assert shares(found)[Joint.ANKLE] is Share.LITTLE
    assert "only hops and heavy calf work reach the ankles" in coverage_lines(found, load())[1]


def test_hops_reach_the_ankles() -> None:
    found = week(lift("single-leg-pogo"))
    assert shares(found)[Joint.ANKLE] is Share.AS_MUCH
    assert "reach the ankles here" in coverage_lines(found, load())[1]


def test_a_heavier_bar_asks_more_and_names_the_exercise() -> None:
    light, heavy = (week(lift("back-squat", kg)) for kg in (20, 100))
    assert shares(light)[Joint.HIP_EXTENSION] is Share.SOME
    assert shares(heavy)[Joint.HIP_EXTENSION] is Share.MUCH
    assert "(Barbell back squat)" in coverage_lines(heavy, load())[0]


def test_a_dumbbell_in_each_hand_counts_twice() -> None:
    one = week(lift("dumbbell-rdl", 15)).joints[0]
    bar = week(lift("romanian-deadlift", 30)).joints[0]
    assert one.share is bar.share is Share.MUCH


def test_a_weight_still_to_be_found_is_said_to_be_the_pictures() -> None:
    assert week(lift("back-squat")).has_guessed
    assert not week(lift("back-squat", 60)).has_guessed
    assert "still to be found" in coverage_lines(week(lift("back-squat")), load())[1]


def test_what_is_not_worked_out_is_counted_and_asks_nothing() -> None:
    found = week(lift("kettlebell-swing"), lift("band-assisted-pull-up"))
    assert set(shares(found).values()) == {Share.LITTLE}
    assert (found.known, found.exercises) == (1, 2)
