"""The filter against what can be reckoned directly, and against its own promises."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.core.log import Side
from ironstride.strength.evidence import Evidence
from ironstride.strength.kalman import (
    FIRST,
    LEVEL,
    RESERVE,
    SLOPE,
    TREND,
    Block,
    aged,
    fade,
    learnt,
    new_block,
    read,
    with_lift,
)
from ironstride.strength.lift import Lift, Measure, build_of
from ironstride.strength.settings import SETTINGS

Array = npt.NDArray[np.float64]

BUILD = build_of("Squat (Barbell)", None)
SQUAT, FRONT, PLANK = (
    Lift("Squat (Barbell)", Measure.MASS),
    Lift("Front Squat (Barbell)", Measure.MASS),
    Lift("Plank", Measure.SECONDS),
)
STRAIGHT = replace(  # known slope, even noise, nothing clipped: a linear problem
    SETTINGS,
    slope_sd=1e-9,
    slope_drift=0.0,
    reps_sd_share=0.0,
    most_surprise=1e9,
    streak_length=10**9,
    rir_sd=0.0,
)
FIGURES = (
    (SQUAT, Evidence(amount=5.0, log_load=math.log(100), reserve=1.0)),
    (FRONT, Evidence(amount=4.0, log_load=math.log(80), reserve=0.0)),
    (SQUAT, Evidence(amount=3.0, log_load=math.log(108), reserve=0.5, reserve_sd=0.7)),
    (FRONT, Evidence(amount=9.0, log_load=math.log(70), reserve=2.0)),
)


def two_squats(settings: object = SETTINGS) -> Block:
    begun = new_block(BUILD, 0, settings)  # type: ignore[arg-type]
    both = with_lift(begun, SQUAT, math.log(90), settings)  # type: ignore[arg-type]
    return with_lift(both, FRONT, math.log(70), settings)  # type: ignore[arg-type]


def well_known(block: Block) -> Block:
    """The same block where every lift is known to two per cent."""
    known = block.covariance.copy()
    known[LEVEL, LEVEL] = 0.0
    known[FIRST:, FIRST:] = np.diag([0.02**2] * (len(known) - FIRST))
    return block._replace(covariance=known)


def test_a_day_of_sets_gives_the_posterior_of_linear_algebra() -> None:
    """(P0^-1 + sum H'H/R)^-1 and what follows for the mean, with all figures at once."""
    block = two_squats(STRAIGHT)
    information = np.linalg.inv(block.covariance)
    weighed = information @ block.mean
    for lift, found in FIGURES:
        reading = read(block, lift, found, STRAIGHT)
        h = reading.gradient * (np.arange(block.mean.size) != SLOPE)
        offset = reading.expected - h @ block.mean
        information += np.outer(h, h) / reading.noise
        weighed += h * (found.amount - offset) / reading.noise
    covariance = np.linalg.inv(information)
    filtered = block
    for lift, found in FIGURES:
        filtered, _ = learnt(filtered, lift, found, STRAIGHT)
    assert filtered.mean == pytest.approx(covariance @ weighed, rel=1e-6)
    assert filtered.covariance == pytest.approx(covariance, rel=1e-5, abs=1e-9)


@pytest.mark.parametrize("reserve", [0.0, 2.0, None])
def test_the_gradient_is_the_derivative(reserve: float | None) -> None:
    block = well_known(two_squats())
    found = Evidence(amount=5.0, log_load=math.log(75), reserve=reserve)
    told = read(block, SQUAT, found, SETTINGS)
    for place in range(block.mean.size):
        step = np.zeros(block.mean.size)
        step[place] = 1e-6
        up, down = (
            read(block._replace(mean=block.mean + s), SQUAT, found, SETTINGS).expected
            for s in (step, -step)
        )
        assert told.gradient[place] == pytest.approx((up - down) / 2e-6, rel=1e-4, abs=1e-6)


@pytest.mark.parametrize("teaches", [True, False])
def test_considering_the_slope_comes_to_the_general_update(teaches: bool) -> None:
    """P - K c' - c K' + S K K' with the slope's gain at zero, written out."""
    block = well_known(two_squats())
    found = Evidence(amount=6.0, log_load=math.log(80), reserve=1.0, teaches_slope=teaches)
    reading, cov = read(block, SQUAT, found, SETTINGS), block.covariance
    crossed, variance = cov @ reading.gradient, reading.variance(cov)
    gain = crossed / variance
    gain[SLOPE] *= teaches
    mixed = np.outer(gain, crossed)
    expected = cov - mixed - mixed.T + variance * np.outer(gain, gain)
    assert learnt(block, SQUAT, found, SETTINGS)[0].covariance == pytest.approx(expected)


def test_days_pass_as_the_matrices_say() -> None:
    block = two_squats()
    block.mean[TREND] = 0.001
    later = aged(block, 10, SETTINGS)
    scale, size = SETTINGS.trend_days, block.mean.size
    passed = np.eye(size)
    passed[LEVEL, TREND] = scale * (1 - math.exp(-10 / scale))
    passed[TREND, TREND] = math.exp(-10 / scale)
    noise = np.diag(
        [
            10 * SETTINGS.slope_drift**2,
            0.0,
            10 * SETTINGS.level_drift**2,
            SETTINGS.trend_sd**2 * (1 - math.exp(-20 / scale)),
            *[10 * SETTINGS.lift_drift**2] * 2,
        ]
    )
    assert later.mean == pytest.approx(passed @ block.mean)
    assert later.covariance == pytest.approx(passed @ block.covariance @ passed.T + noise)


def test_two_short_waits_come_to_one_long_wait() -> None:
    block = two_squats()
    once, twice = aged(block, 60, SETTINGS), aged(aged(block, 33, SETTINGS), 60, SETTINGS)
    assert twice.mean == pytest.approx(once.mean)
    assert np.diag(twice.covariance) == pytest.approx(np.diag(once.covariance), rel=0.01)


def test_no_day_passes_backwards() -> None:
    block = two_squats()
    assert aged(block, 0, SETTINGS) is block


@pytest.mark.parametrize(("days", "lost"), [(21, 0.0), (22, 0.001), (121, 0.1), (2_000, 0.15)])
def test_a_lay_off_costs_nothing_for_three_weeks_and_little_after(days: int, lost: float) -> None:
    assert fade(days, SETTINGS) == pytest.approx(lost)
    assert aged(two_squats(), days, SETTINGS).mean[LEVEL] == pytest.approx(-lost)


def test_a_trend_goes_on_for_two_weeks_without_training_and_no_longer() -> None:
    block = two_squats()
    block.mean[TREND] = 0.001
    two, three = (aged(block, days, SETTINGS).mean[LEVEL] for days in (14, 20))
    assert two == pytest.approx(three)
    assert two == pytest.approx(0.014, rel=0.1)


HEAVY = Evidence(amount=3.0, log_load=math.log(90), reserve=0.0, teaches_slope=True)
LIGHT = Evidence(amount=12.0, log_load=math.log(70), reserve=0.0, teaches_slope=True)


def test_fewer_repetitions_at_light_loads_than_expected_steepen_the_slope() -> None:
    block = well_known(two_squats())
    expected = read(block, SQUAT, LIGHT, SETTINGS).expected
    poor = LIGHT._replace(amount=expected - 3)
    assert learnt(block, SQUAT, poor, SETTINGS)[0].slope > block.slope
    assert (
        learnt(block, SQUAT, poor._replace(teaches_slope=False), SETTINGS)[0].slope == block.slope
    )


def test_a_lift_that_is_hardly_known_teaches_no_slope() -> None:
    block = two_squats()
    after, _ = learnt(block, SQUAT, HEAVY, SETTINGS)
    assert after.slope == block.slope
    assert after.variance(after.place[SQUAT]) < block.variance(block.place[SQUAT])


def test_a_related_lift_is_moved_along() -> None:
    block = two_squats()
    after, _ = learnt(block, SQUAT, HEAVY._replace(log_load=math.log(140)), SETTINGS)
    at = block.place[FRONT]
    assert after.strength(at) > block.strength(at)


def test_the_other_side_begins_where_the_first_one_is() -> None:
    left, right = (Lift("Split", Measure.MASS, side) for side in (Side.LEFT, Side.RIGHT))
    block = with_lift(new_block(BUILD, 0, SETTINGS), left, math.log(60), SETTINGS)
    block, _ = learnt(block, left, HEAVY, SETTINGS)
    both = with_lift(block, right, math.log(60), SETTINGS)
    at = both.place[right]
    assert both.strength(at) == pytest.approx(block.strength(block.place[left]))
    assert both.variance(at) == pytest.approx(
        block.variance(block.place[left]) + SETTINGS.side_sd**2
    )


@pytest.mark.parametrize(("off", "doubt"), [(-1.0, 1.0), (-30.0, 900.0), (1.0, 0.0)])
def test_a_day_that_was_perhaps_easy_is_doubted_and_a_good_one_is_not(
    off: float, doubt: float
) -> None:
    """In standard deviations: a poor day by as much as it surprises, up to two."""
    block = well_known(two_squats())
    plain = Evidence(amount=1.0, log_load=math.log(85))
    expected = read(block, SQUAT, plain, SETTINGS)
    sd = math.sqrt(expected.variance(block.covariance))
    found = plain._replace(amount=expected.expected + off * sd)
    told = read(block, SQUAT, found, SETTINGS).variance(block.covariance)
    _, surprise = learnt(block, SQUAT, found, SETTINGS)
    assert surprise.variance == pytest.approx(told + min(doubt * sd**2, 4 * told))


def test_one_surprise_is_clipped_and_three_in_a_row_are_believed() -> None:
    block = well_known(two_squats())
    at = block.place[SQUAT]
    stranger = Evidence(amount=10.0, log_load=math.log(160), reserve=0.0)
    days = [block]
    for _ in range(3):
        days.append(learnt(days[-1], SQUAT, stranger, SETTINGS)[0])
    assert days[2].strength(at) < math.log(130)
    assert days[3].strength(at) > math.log(170)
    assert days[3].slope == block.slope


def test_a_surprise_to_the_other_side_begins_anew() -> None:
    block = well_known(two_squats())
    for kg, streak in ((130, 1), (40, -1), (140, 1)):
        found = Evidence(amount=8.0, log_load=math.log(kg), reserve=0.0)
        block, _ = learnt(block, SQUAT, found, SETTINGS)
        assert block.streak[block.place[SQUAT]] == streak


def test_holds_are_followed_as_they_are() -> None:
    block = with_lift(new_block(BUILD, 0, SETTINGS), PLANK, math.log(20), SETTINGS)
    for _ in range(10):
        block, _ = learnt(block, PLANK, Evidence(amount=math.log(60)), SETTINGS)
    assert math.exp(block.strength(block.place[PLANK])) == pytest.approx(60, rel=0.02)
    assert block.reserve == SETTINGS.usual_reserve


def test_what_is_usually_left_is_learnt_beside_sets_that_tell() -> None:
    block = well_known(two_squats())
    hard = Evidence(amount=5.0, log_load=math.log(79), reserve=0.0)
    for _ in range(30):
        for found in (hard, hard._replace(reserve=None, amount=1.5)):
            block, _ = learnt(block, SQUAT, found, SETTINGS)
    assert block.mean[RESERVE] > SETTINGS.usual_reserve + 0.5


figures = st.builds(
    Evidence,
    amount=st.integers(1, 30).map(float),
    log_load=st.floats(math.log(20), math.log(200)),
    reserve=st.none() | st.floats(0, 5),
    reserve_sd=st.floats(0, 2),
    teaches_slope=st.booleans(),
)


@given(
    st.lists(st.tuples(st.sampled_from((SQUAT, FRONT)), figures, st.integers(0, 40)), max_size=12)
)
def test_whatever_is_logged_the_covariance_stays_one(
    days: list[tuple[Lift, Evidence, int]],
) -> None:
    block = two_squats()
    for lift, found, wait in days:
        block = aged(block, block.day + wait, SETTINGS)
        block, _ = learnt(block, lift, found, SETTINGS)
    assert np.isfinite(block.mean).all()
    assert block.covariance == pytest.approx(block.covariance.T)
    assert np.linalg.eigvalsh(block.covariance).min() > -1e-9
