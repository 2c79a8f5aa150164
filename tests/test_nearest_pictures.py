"""Exercises without a motion of their own are shown by their nearest, and that is said."""

from __future__ import annotations

import pytest

from ironstride.catalogue.load import load
from ironstride.catalogue.nearest import rows, shown
from ironstride.catalogue.pictures import motion_of


@pytest.mark.parametrize("exercise", rows())
def test_the_nearest_is_drawn_of_the_same_pattern_and_stands_for_what_is_not_drawn(
    exercise: str,
) -> None:
    exercises, other = load().exercises, rows()[exercise]["shown"]
    assert motion_of(exercise) is None
    assert motion_of(other) is not None
    assert exercises[exercise].pattern is exercises[other].pattern


def test_what_is_drawn_itself_needs_no_note() -> None:
    own = shown("back-squat")
    assert own is not None
    assert own.note == ""


def test_what_nothing_near_is_drawn_of_has_no_picture() -> None:
    assert shown("single-leg-landing") is None
