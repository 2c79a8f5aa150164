"""Net joint moments: against hand sums, against the mirror, and as a small table."""

from __future__ import annotations

import numpy as np
import pytest

from ironstride.motion.forces import (
    Moment,
    dynamic_forces,
    least_pushes,
    static_forces,
    static_forces_at,
)
from ironstride.motion.motion import mirrored
from ironstride.motion.skeleton import DRAWN
from ironstride.motion.solve import solve
from motions import solved


def test_the_ground_carries_body_and_bar() -> None:
    forces = static_forces(solved("back-squat"))
    carried = sum(push.newtons[:, 2] for push in forces.pushes if push.newtons[0, 2] > 0)
    np.testing.assert_allclose(carried, (70 + 60) * 9.81, rtol=0.01)


def test_a_raised_heel_turns_about_the_ball_of_the_foot() -> None:
    raise_ = solved("single-leg-calf-raise")
    forces = static_forces(raise_)
    arm = raise_.keys.centre_of_mass()[1, 0] - raise_.keys.point("right_ankle")[1, 0]
    foot = DRAWN.masses[-1] * 9.81 * 0.1  # the foot's own weight matters little
    assert forces.moment(Moment.ANKLE)[1] == pytest.approx(70 * 9.81 * arm, abs=3 + foot)


@pytest.mark.parametrize("name", ["split-squat", "single-leg-rdl-db", "lateral-step-down"])
def test_mirrored_moments_are_equal_to_three_decimals(name: str) -> None:
    here = static_forces(solved(name))
    there = static_forces(solve(mirrored(solved(name).motion), DRAWN))
    for moment in (Moment.HIP_EXTENSION, Moment.HIP_ABDUCTION, Moment.KNEE_EXTENSION, Moment.ANKLE):
        for side, other in (("right", "left"), ("left", "right")):
            np.testing.assert_allclose(
                here.moment(moment, side), there.moment(moment, other), atol=5e-4
            )


def test_slow_lifting_asks_a_little_more_than_holding_still() -> None:
    squat = solved("back-squat")
    held, moved = static_forces(squat), dynamic_forces(squat)
    share = moved.moment(Moment.HIP_EXTENSION).max() / held.moment(Moment.HIP_EXTENSION).max()
    assert 1.0 < share < 1.25
    assert moved.unbalanced.max() < 0.02


def test_a_cable_pulls_without_weighing() -> None:
    row = solved("standing-cable-row")
    assert row.burdens == ()
    assert static_forces(row).unbalanced.max() < 0.02


def test_a_band_round_the_knees_pulls_on_nothing_outside() -> None:
    assert static_forces(solved("banded-clamshell")).unbalanced.max() < 0.02


def test_a_still_pose_has_forces_at_any_time() -> None:
    assert static_forces_at(solved("wall-sit"), [0.0, 1.0]).unbalanced.max() < 0.02


def test_what_hangs_in_the_air_is_held_by_nothing() -> None:
    assert static_forces(solved("squat-jump")).unbalanced[2] == pytest.approx(1.0, abs=0.01)


def test_pushes_never_pull() -> None:
    rng = np.random.default_rng(5)
    for _ in range(20):
        matrix, wanted = rng.normal(size=(6, 12)), rng.normal(size=6)
        sizes = least_pushes(matrix, wanted)
        slope = matrix.T @ (wanted - matrix @ sizes) - 1e-6 * sizes
        assert (sizes >= 0).all()
        assert slope.max() < 1e-6
