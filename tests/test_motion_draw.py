"""The pictures: small, still or moving, with words for those who listen."""

from __future__ import annotations

import gzip
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from ironstride.motion.draw import animation, frame_times, strip
from ironstride.motion.motion import Load, Prop, Shape, Tool, View
from ironstride.motion.solve import Solved
from ironstride.motion.words import description_of
from motions import solved

NAMES = ("back-squat", "goblet-squat", "kettlebell-deadlift", "seated-calf-raise", "clamshell")
EVERY_SHAPE = tuple(Prop(shape=shape, forward=50, up=60, width=30) for shape in Shape)


def packed(text: str) -> int:
    return len(gzip.compress(text.encode(), 9, mtime=0))


@pytest.mark.parametrize("name", [*NAMES, "standing-cable-row", "banded-glute-bridge", "pull-up"])
def test_a_picture_is_small_well_formed_and_without_script(name: str) -> None:
    text = animation(solved(name))
    root = ET.fromstring(text)  # noqa: S314  # our own text
    assert packed(text) < 10_000
    assert packed(strip(solved(name))) < 10_000
    assert not [part for part in root.iter() if part.tag.endswith("script")]
    assert [part.tag.rpartition("}")[2] for part in root][:2] == ["title", "desc"]


def test_every_frame_of_a_part_has_the_same_steps() -> None:
    root = ET.fromstring(animation(solved("romanian-deadlift")))  # noqa: S314  # our own text
    for moving in root.iter("{http://www.w3.org/2000/svg}animate"):
        frames = moving.attrib["values"].split(";")
        steps = {"".join(c for c in frame if c.isalpha()) for frame in frames}
        assert len(steps) == 1
        assert frames[0] == frames[-1]


def test_the_same_motion_gives_the_same_bytes() -> None:
    assert animation(solved("back-squat")) == animation(solved("back-squat"))


def test_a_strip_shows_each_pose_once_and_never_moves() -> None:
    text = strip(solved("forward-lunge"))
    assert "<animate" not in text
    assert text.count('class="floor"') in (3, 4)


def test_a_held_pose_has_one_frame() -> None:
    assert frame_times(solved("front-plank").motion) == [0.0]
    assert "<animate" not in animation(solved("front-plank"))


def test_equipment_stands_in_the_picture() -> None:
    squat = solved("bodyweight-squat")
    bare = strip(squat).count("<path")
    furnished = strip(replace(squat, motion=replace(squat.motion, props=EVERY_SHAPE)))
    assert furnished.count("<path") >= bare + 2 * len(Shape)


def test_a_box_stands_under_what_is_raised() -> None:
    assert 'class="box"' in strip(solved("step-up"))
    assert 'class="box"' in strip(solved("hip-thrust"))
    assert 'class="box"' in strip(solved("double-leg-calf-raise-step"))


def with_view(motion: Solved, view: View) -> Solved:
    return replace(motion, motion=replace(motion.motion, views=(view,)))


def test_the_floor_is_a_line_only_from_the_side() -> None:
    plank = solved("side-plank")
    assert 'class="floor"' in strip(with_view(plank, View.FRONT))
    assert 'class="floor"' not in strip(with_view(plank, View.TOP))


def test_a_rope_without_an_anchor_is_not_drawn() -> None:
    squat = solved("bodyweight-squat")
    load = Load(tool=Tool.CABLE, at=solved("romanian-deadlift").motion.load.at)  # type: ignore[union-attr]  # it has one
    pulled = strip(replace(squat, motion=replace(squat.motion, load=load)))
    assert pulled.count("<path") == strip(squat).count("<path")


def test_a_description_says_what_is_seen() -> None:
    said = description_of(solved("back-squat").motion)
    assert said.startswith("Back squat, seen from the side and the front. Standing: standing st")
    assert "thigh raised 92 degrees" in said
    assert said.endswith("With a barbell, back.")


def test_sides_that_differ_are_said_side_by_side() -> None:
    said = description_of(solved("single-leg-rdl").motion)
    assert "left thigh 78 degrees behind" in said
    assert "right knee bent 20 degrees" in said
    assert "heel raised" in description_of(solved("double-leg-calf-raise").motion)
