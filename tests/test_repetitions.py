"""How often a share of 1RM goes up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.core.exercise import LOWER_BODY, Pattern
from ironstride.strength.repetitions import USUAL_SLOPE, share_at, to_failure_at, usual_slope

SLOPES = st.floats(0.005, 0.2)


@pytest.mark.parametrize(
    ("slope", "share", "reps", "off"),
    [(0.0255, 0.9, 5, 0.3), (0.0255, 0.7, 15, 0.1), (0.028, 0.8, 8.8, 0.3), (0.019, 0.7, 19, 1)],
)
def test_the_curve_meets_what_was_measured(
    slope: float, share: float, reps: float, off: float
) -> None:
    assert to_failure_at(share, slope) == pytest.approx(reps, abs=off)


@given(SLOPES)
def test_what_goes_up_once_is_the_one_rep_max(slope: float) -> None:
    assert share_at(1, slope) == 1


@given(SLOPES, st.floats(1, 40))
def test_the_curve_read_backwards_gives_the_repetitions_again(slope: float, reps: float) -> None:
    assert to_failure_at(share_at(reps, slope), slope) == pytest.approx(reps)


def test_more_than_the_one_rep_max_goes_up_less_than_once() -> None:
    assert to_failure_at(1.05, USUAL_SLOPE) < 1


@pytest.mark.parametrize("pattern", sorted(LOWER_BODY))
def test_legs_are_taken_to_do_more_repetitions_than_arms(pattern: Pattern) -> None:
    assert usual_slope(pattern) < usual_slope(Pattern.PULL) < usual_slope(Pattern.PUSH)


def test_what_nobody_knows_has_the_middle_slope() -> None:
    assert usual_slope(None) == USUAL_SLOPE
