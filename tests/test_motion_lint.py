"""What keeps a motion from being published: each rule broken once, and kept by the catalogue."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ironstride.motion import lint
from ironstride.motion.lint import findings_in, look_at
from ironstride.motion.motion import Contact, Key, Place
from ironstride.motion.skeleton import DRAWN, FREEDOM
from ironstride.motion.solve import Solved, solve
from motions import FLAT, held, solved, solved_with, standing

SOME = (
    "bodyweight-squat",
    "romanian-deadlift",
    "split-squat-db",
    "forward-lunge",
    "step-up",
    "single-leg-calf-raise-step",
    "glute-bridge",
    "side-plank",
    "clamshell",
    "pull-up",
    "box-jump",
)


@pytest.mark.parametrize("name", SOME)
def test_a_motion_of_the_catalogue_keeps_every_rule(name: str) -> None:
    assert [str(finding) for finding in findings_in(solved(name))] == []


def broken(motion: Solved) -> set[str]:
    return {finding.rule for finding in findings_in(motion)}


def test_a_contact_out_of_reach_is_named_with_its_distance() -> None:
    far = {"right-hand": Contact("palm", Place(forward=200, up=100))}
    motion = solve(held(Key(name="far", angles={}, contacts=FLAT | far)), DRAWN)
    said = [str(finding) for finding in findings_in(motion)]
    assert any("made-up, far: the right palm is" in line for line in said)


def test_an_angle_that_the_feet_forbid_is_named() -> None:
    motion = solved_with("bodyweight-squat", 1, angles={"right-thigh": 90, "right-knee": 0})
    assert "what-is-asked-is-reached" in broken(motion)


def test_a_knee_asked_beyond_its_limit_is_named() -> None:
    motion = solved_with("single-leg-stance", 0, angles={"left-knee": 175})
    assert "joints-keep-their-limits" in broken(motion)


def test_an_angle_beyond_its_limit_is_found_however_it_came_about() -> None:
    squat = solved("bodyweight-squat")
    angles = squat.key_angles.copy()
    angles[:, FREEDOM["right_knee"]] = 3.0
    look = replace(look_at(squat), pose=replace(squat.keys, angles=angles))
    assert any("right_knee" in said for _, said in lint.joints_keep_their_limits(look))


def changed(name: str, **added: float) -> Solved:
    """Change angles [rad, m] behind the solver's back, in every key frame."""
    motion = solved(name)
    angles = motion.key_angles.copy()
    for freedom, value in added.items():
        angles[:, FREEDOM[freedom]] += value
    return replace(motion, key_angles=angles)


def test_weight_beside_the_support_is_named() -> None:
    assert "the-weight-is-over-the-support" in broken(changed("single-leg-stance", x=0.4))


def test_weight_that_nothing_holds_is_named() -> None:
    assert "the-ground-can-hold-it" in broken(changed("single-leg-stance", right_hip=0.6))


def test_a_body_in_the_floor_is_named() -> None:
    assert "the-floor-is-solid" in broken(changed("front-plank", z=-0.1))


def test_limbs_through_each_other_are_named() -> None:
    assert "limbs-do-not-cross" in broken(changed("front-plank", left_hip_abduction=-0.25))


def test_a_mirror_image_that_differs_is_named() -> None:
    assert "the-mirror-image-is-the-same" in broken(changed("front-plank", left_elbow=-0.5))


def test_what_slides_and_leaps_on_the_way_is_named() -> None:
    there = {part: Contact("flat", Place(out=9)) for part in FLAT}
    low = Key(name="low", angles={}, contacts=there)
    motion = solve(held(replace(low, name="high"), low), DRAWN)
    bent = motion.key_angles.copy()
    bent[1, FREEDOM["right_hip"]], bent[1, FREEDOM["z"]] = 2.0, 0.2
    look = look_at(motion)
    strange = look.pose.angles.copy()
    strange[9, FREEDOM["left_elbow"]] += 1.5
    look = replace(look, pose=replace(look.pose, angles=strange, origins=look.pose.origins + 0.05))
    assert any("slides" in said for _, said in lint.what_touches_stays(look))
    assert any("left elbow leaps" in said for _, said in lint.the_way_is_smooth(look))


def test_a_still_pose_has_no_way_to_be_smooth() -> None:
    assert not list(lint.the_way_is_smooth(look_at(solve(held(standing()), DRAWN))))
