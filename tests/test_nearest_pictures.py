"""Exercises without a motion of their own are shown by their nearest, and that is said."""

from __future__ import annotations

import pytest

from ironstride.catalogue.load import load
from ironstride.catalogue.nearest import rows, shown
from ironstride.catalogue.pictures import motion_of

DRAWN = frozenset(name for name in load().exercises if motion_of(name) is not None)


def test_every_exercise_is_either_drawn_or_shown_by_its_nearest() -> None:
    assert sorted([*DRAWN, *rows()]) == sorted(load().exercises)


@pytest.mark.parametrize("exercise", rows())
def test_the_nearest_is_drawn_and_of_the_same_pattern_if_any_is(exercise: str) -> None:
    exercises, other = load().exercises, rows()[exercise]["shown"]
    assert other in DRAWN
    pattern = exercises[exercise].pattern
    if pattern in {exercises[name].pattern for name in DRAWN}:
        assert exercises[other].pattern is pattern


def test_what_is_drawn_itself_needs_no_note() -> None:
    own = shown("back-squat")
    assert own is not None
    assert own.note == ""


def test_what_is_not_in_the_catalogue_has_no_picture() -> None:
    assert shown("my-own-exercise") is None
