"""From a few numbers to every angle: what touches stays, and the balance is kept."""

from __future__ import annotations

import numpy as np
import pytest

from ironstride.motion.aims import tilt_in
from ironstride.motion.motion import TILTS, Contact, Key, Load, Motion, Place, mirrored
from ironstride.motion.skeleton import DRAWN, HIGH, LOW, Sex, Skeleton
from ironstride.motion.solve import leg_at, solve
from motions import FLAT, held, solved, standing


def test_a_squat_asked_for_thigh_and_shank_finds_its_trunk() -> None:
    keys = solved("bodyweight-squat").keys
    tilt = {n: np.degrees(tilt_in(keys, TILTS[n])[1]) for n in ("trunk", "right-thigh")}
    assert tilt["right-thigh"] == pytest.approx(92, abs=1)
    assert 25 < tilt["trunk"] < 55


@pytest.mark.parametrize("name", ["bodyweight-squat", "single-leg-rdl-db", "glute-bridge"])
def test_feet_stay_where_they_stand_all_the_way(name: str) -> None:
    motion = solved(name)
    pose = motion.at(np.linspace(0, motion.motion.seconds, 9).tolist())
    assert np.ptp(pose.point("right_heel"), axis=0).max() < 0.002


def test_the_centre_of_mass_stays_over_the_middle_of_the_foot() -> None:
    squat = solved("back-squat")
    masses = squat.at([0.0, 0.8, 1.6, 2.4]).centre_of_mass(squat.burdens)
    assert np.abs(masses[:, 0] - masses[0, 0]).max() < 0.002


def test_no_joint_passes_its_limit() -> None:
    pose = solved("pistol-squat").at([0.0, 0.9, 1.8])
    assert (pose.angles >= LOW - 1e-9).all()
    assert (pose.angles <= HIGH + 1e-9).all()


def test_the_mirror_image_is_solved_to_the_mirror_image() -> None:
    lunge = solved("split-squat")
    other = solve(mirrored(lunge.motion), DRAWN)
    knee = lunge.keys.point("right_knee") * [1, -1, 1]
    np.testing.assert_allclose(knee, other.keys.point("left_knee"), atol=1e-6)


def test_a_hand_that_lies_on_the_body_goes_with_it() -> None:
    squat = solved("front-squat")
    rack = squat.keys.point("right_grip") - squat.keys.point("right_shoulder")
    assert np.abs(np.linalg.norm(rack, axis=1)).max() < 0.2


def test_a_motion_fits_a_short_woman_too() -> None:
    small = Skeleton(Sex.FEMALE, 1.55, 50.0)
    squat = solve(solved("goblet-squat").motion, small)
    assert np.degrees(tilt_in(squat.keys, TILTS["left-thigh"])[1]) == pytest.approx(96, abs=2)


def test_one_who_leans_back_holds_against_the_cable() -> None:
    row = solved("standing-cable-row").keys.centre_of_mass()[:, 0]
    assert row.max() < solved("bodyweight-squat").keys.centre_of_mass()[0, 0] - 0.05


def test_a_still_pose_is_the_same_at_any_time() -> None:
    plank = solved("front-plank")
    assert np.ptp(plank.at([0.0, 3.0]).angles, axis=0).max() == 0


def test_a_jump_slows_going_up_and_quickens_coming_down() -> None:
    jump = solved("squat-jump").motion
    up, down = jump.starts[1], jump.starts[2]
    assert leg_at(jump, up + jump.moves[1] / 2)[1] == pytest.approx(0.75)
    assert leg_at(jump, down + jump.moves[2] / 2)[1] == pytest.approx(0.25)


def test_time_wraps_round_and_holds_are_held() -> None:
    squat = solved("bodyweight-squat").motion
    assert leg_at(squat, squat.starts[1] + 0.1) == (1, 0.0)
    assert leg_at(squat, squat.seconds + 0.8) == pytest.approx(leg_at(squat, 0.8))


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"keys": ()}, "needs a key frame"),
        ({"moves": (1.0,)}, "moves holds 1 times"),
        ({"keys": (standing(), standing()), "moves": (1.0, 0.0)}, "between 0.05 and 30"),
    ],
)
def test_a_motion_that_cannot_be_is_refused(parts: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        held(standing(), **parts)


def test_a_load_heavier_than_any_bar_is_refused() -> None:
    load = solved("back-squat").motion.load
    assert load is not None
    with pytest.raises(ValueError, match="between 0 and 300 kg"):
        Load(tool=load.tool, at=load.at, kg=900)


def test_a_swinging_foot_is_passing_and_a_held_one_is_not() -> None:
    lunge = solved("forward-lunge").motion
    assert [lunge.is_passing(n) for n in range(4)] == [False, True, False, True]
    assert not solved("bird-dog").motion.is_passing(1)


def test_a_load_in_one_hand_changes_hands_in_the_mirror() -> None:
    load = mirrored(solved("single-leg-rdl-db").motion).load
    assert load is not None
    assert load.at == "right-hand"


def test_a_place_named_is_where_the_hand_is_put() -> None:
    hand = Contact("palm", Place(forward=60, out=20, up=100))
    key = Key(name="up", angles={"trunk": 30}, contacts=FLAT | {"right-hand": hand}, arms="free")
    pose = solve(Motion(id="a", name="A", family="t", keys=(key,)), DRAWN).keys
    np.testing.assert_allclose(pose.point("right_palm")[0], [0.6, -0.2, 1.0], atol=0.01)


def test_one_point_bears_without_a_hull_to_stand_in() -> None:
    heel = Key(name="balanced", angles={"trunk": 0}, contacts={"right-foot": Contact("heel")})
    pose = solve(Motion(id="a", name="A", family="t", keys=(heel,)), DRAWN).keys
    assert pose.point("right_heel")[0, 2] == pytest.approx(0, abs=0.002)
