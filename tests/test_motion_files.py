"""Motions as text: read, extended, and refused with a place and a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from ironstride.catalogue.faults import CatalogueError
from ironstride.catalogue.motions import motions, motions_beside, motions_from
from ironstride.motion.motion import Motion

SQUAT = """
[squat]
name = "Squat"
contacts = { feet = "flat" }
moves = [1.0, 1.0]
exercises = ["bodyweight-squat"]
keys.standing = {}
keys.bottom = { thigh = 90, left-knee = 20 }
"""


def read(folder: Path, text: str) -> dict[str, Motion]:
    (folder / "mine.toml").write_text(text)
    return dict(motions_from(folder))


def faults(folder: Path, text: str) -> str:
    with pytest.raises(CatalogueError) as refused:
        read(folder, text)
    return str(refused.value)


def test_a_plain_name_means_both_sides_but_not_a_leg_bent_by_name(tmp_path: Path) -> None:
    bottom = read(tmp_path, SQUAT)["squat"].keys[1]
    assert dict(bottom.angles) == {"right-thigh": 90, "left-knee": 20}
    assert set(bottom.contacts) == {"right-foot", "left-foot"}


def test_a_variant_says_only_what_differs(tmp_path: Path) -> None:
    variant = '\n[half]\nextends = "squat"\nname = "Half"\nkeys.bottom.thigh = 45\n'
    half = read(tmp_path, SQUAT + variant)["half"]
    assert half.keys[1].angles["right-thigh"] == 45
    assert (half.extends, half.exercises, half.family) == ("squat", (), "mine")
    assert half.is_one_sided


def test_a_variant_of_a_variant_leaves_what_it_extends_as_it_was(tmp_path: Path) -> None:
    light = '[light]\nextends = "heavy"\nload = { kg = 2 }\n'
    heavy = '[heavy]\nextends = "squat"\nload = { tool = "dumbbell", at = "goblet", kg = 16 }\n'
    loads = {name: one.load for name, one in read(tmp_path, SQUAT + light + heavy).items()}
    assert loads["heavy"] is not None
    assert loads["heavy"].kg == 16


def test_an_author_extends_what_comes_with_ironstride(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('[slow]\nextends = "back-squat"\nmoves = [4.0, 1.0]\n')
    assert list(motions_beside(tmp_path)) == ["slow"]
    assert motions_beside(tmp_path)["slow"].moves == (4.0, 1.0)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("thigh = 90", "thihg = 90", 'no angle "thihg"; did you mean "thigh"?'),
        ("thigh = 90", "wobble = 90", "`ironstride motion new NAME` writes"),
        ("thigh = 90", 'thigh = "deep"', "thigh is no number; give degrees"),
        ('"flat"', '"flatt"', 'a foot does not touch "flatt"; give flat'),
        ("{ feet", "{ foot", 'no part "foot" to touch with; did you mean "left-foot"?'),
        ("{ feet", "{ right-back", 'no part "right-back" to touch with'),
        ("[1.0, 1.0]", "[1.0]", "moves holds 1 times for 2 key frames"),
        ("keys.standing = {}", "keys.standing = { arms = 'rak' }", 'did you mean "rack"?'),
        ("keys.standing = {}", "keys.standing = { arms = 'xyz' }", "give free, side"),
        ("keys.standing = {}", "keys.standing = { hold = 'long' }", "hold is text; give a number"),
        ("keys.standing = {}", "keys.standing = 3", "keys is no table of key frames"),
        ("moves", "movs", 'has no key "movs"; did you mean "moves"?'),
        ("moves", "places = { wing = {} }\nmoves", 'no part "wing" to place'),
        ("[squat]\n", "[squat]\nextends = 'sqat'\n", "which is no motion"),
        ("[squat]\n", "[squat]\nextends = 'squat'\n", "leads back here"),
        ("[squat]", "[squat", "cannot be read as TOML"),
        ("[squat]\n", "other = 1\n[squat]\n", "other: is no table"),
        ("[squat]\n", "[half]\nextends = 'other'\n[other]\nextends = 'none'\n[squat]\n", "none"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    said = faults(tmp_path, SQUAT.replace(old, new))
    assert words in said
    assert "motions/mine.toml" in said


def test_a_name_given_twice_is_found(tmp_path: Path) -> None:
    (tmp_path / "first.toml").write_text(SQUAT)
    assert "is already in motions/first.toml" in faults(tmp_path, SQUAT)


def test_the_catalogue_draws_motions_of_its_exercises() -> None:
    assert len(motions()) >= 90
    families = {motion.family for motion in motions().values()}
    assert {"squat", "hinge", "lunge", "step", "calf", "bridge", "core", "hip"} <= families
