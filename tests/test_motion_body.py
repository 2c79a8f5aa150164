"""The body that moves: its segments, and where they are for angles given."""

from __future__ import annotations

import numpy as np
import pytest

from ironstride.motion.aims import (
    Aim,
    AngleAim,
    BalanceAim,
    FloorAim,
    PointAim,
    RestAim,
    SupportAim,
    TiltAim,
)
from ironstride.motion.motion import TILTS
from ironstride.motion.pose import Burden, pose_of
from ironstride.motion.skeleton import (
    DRAWN,
    FREEDOMS,
    MIRRORED,
    NUMBER,
    OTHER_SIDE,
    Floats,
    Sex,
    Skeleton,
    parent_of,
)

ANY = np.random.default_rng(3).normal(size=(3, len(FREEDOMS))) * 0.4
BELL = (Burden(segment=NUMBER["right_hand"], at=np.array([0.0, 0.0, -0.1]), kg=20.0),)


@pytest.mark.parametrize("sex", list(Sex))
def test_segments_weigh_what_the_body_weighs_and_stand_as_tall(sex: Sex) -> None:
    body = Skeleton(sex, 1.68, 61.0)
    pose = pose_of(body, np.zeros((1, len(FREEDOMS))))
    assert body.masses.sum() == pytest.approx(61.0)
    assert np.ptp([pose.point(n)[0, 2] for n in ("crown", "right_heel")]) == pytest.approx(1.68)


def test_a_thigh_of_a_man_weighs_what_the_table_says() -> None:
    assert DRAWN.masses[NUMBER["left_thigh"]] == pytest.approx(70 * 0.1416, rel=1e-3)
    assert DRAWN.centres[NUMBER["left_thigh"], 2] == pytest.approx(-0.4095 * DRAWN.lengths["thigh"])


@pytest.mark.parametrize(("height", "mass"), [(1.0, 70), (2.5, 70), (1.7, 20), (1.7, 300)])
def test_a_body_beyond_all_people_is_refused(height: float, mass: float) -> None:
    with pytest.raises(ValueError, match="lies between"):
        Skeleton(Sex.MALE, height, mass)


def test_hanging_limbs_are_carried_by_the_trunk() -> None:
    assert parent_of("right_upper_arm") == "thorax"
    assert parent_of("head") == "thorax"


def test_the_mirror_of_a_pose_is_the_pose_in_a_mirror() -> None:
    here, there = pose_of(DRAWN, ANY), pose_of(DRAWN, MIRRORED * ANY[:, OTHER_SIDE])
    flipped = there.point("left_toe_tip") * [1, -1, 1]
    np.testing.assert_allclose(here.point("right_toe_tip"), flipped, atol=1e-12)


AIMS: dict[str, Aim] = {
    "point": PointAim(("left_toe_tip", "crown"), np.zeros((1, 2, 3)), np.ones((1, 2, 3))),
    "rest": RestAim(("right_grip",), NUMBER["pelvis"], np.array([[0.1, 0.1, 0.0]]), np.ones(1)),
    "tilt": TiltAim(
        (TILTS["right-forearm"], TILTS["trunk"]), np.array([[0.3, 0.1]]), np.full((1, 2), 2.0)
    ),
    "balance": BalanceAim(BELL, np.zeros((1, 2)), np.ones((1, 2))),
    "support": SupportAim(BELL, np.zeros((3, 2)), 3.0),
    "floor": FloorAim(("left_heel", "right_heel"), np.array([2.0, -5.0]), 5.0),
    "angles": AngleAim(np.zeros((3, len(FREEDOMS))), np.ones((3, len(FREEDOMS)))),
}


@pytest.mark.parametrize("name", AIMS)
def test_slopes_are_what_small_steps_show(name: str) -> None:
    aim, step = AIMS[name], 1e-6

    def at(angles: Floats) -> Floats:
        return aim.residual(pose_of(DRAWN, angles))

    slope = np.broadcast_to(aim.slope(pose_of(DRAWN, ANY)), (*at(ANY).shape, len(FREEDOMS)))
    for freedom in range(len(FREEDOMS)):
        moved = ANY.copy()
        moved[:, freedom] += step
        shown = (at(moved) - at(ANY)) / step
        np.testing.assert_allclose(shown, slope[..., freedom], atol=2e-5)


def test_a_load_draws_the_centre_of_mass_to_itself() -> None:
    pose = pose_of(DRAWN, np.zeros((1, len(FREEDOMS))))
    assert pose.centre_of_mass(BELL)[0, 1] < pose.centre_of_mass()[0, 1]
