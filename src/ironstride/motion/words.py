"""What a motion looks like, in words: for those who listen, and for search."""

from __future__ import annotations

from typing import Final

from ironstride.motion.motion import Key, Motion, View

VIEWS: Final = {
    View.SIDE: "the side",
    View.FRONT: "the front",
    View.TOP: "above",
    View.RAISED: "the front, from above",
}
SAID: Final = {
    "trunk": ("trunk upright", "trunk leaning {} degrees forward", "lying back {} degrees"),
    "thigh": ("thigh straight down", "thigh raised {} degrees", "thigh {} degrees behind"),
    "shank": ("shin upright", "shin tipped {} degrees forward", "shin tipped {} degrees back"),
    "knee": ("knee straight", "knee bent {} degrees", "knee straight"),
    "hip": ("hip straight", "hip bent {} degrees", "hip stretched {} degrees"),
    "foot": ("foot flat", "heel raised {} degrees", "heel lowered {} degrees"),
    "hip-abduction": ("leg in line", "leg out {} degrees", "leg in {} degrees"),
    "upper-arm": ("arm hanging", "arm raised {} degrees", "arm {} degrees behind"),
    "elbow": ("elbow straight", "elbow bent {} degrees", "elbow straight"),
}
"""For each angle: what to say at none, above it and below it."""


def title_of(motion: Motion) -> str:
    """Name a picture."""
    return motion.name


def description_of(motion: Motion) -> str:
    """Describe a picture in two or three sentences."""
    seen = " and ".join(VIEWS[view] for view in motion.views)
    poses = "; then ".join(f"{key.name.replace('-', ' ')}: {_pose(key)}" for key in motion.keys)
    load = ""
    if motion.load is not None:
        load = f" With a {motion.load.tool}, {motion.load.at.replace('-', ' ')}."
    return f"{motion.name}, seen from {seen}. {poses[:1].upper()}{poses[1:]}.{load}"


def _pose(key: Key) -> str:
    said = [part for name in SAID for part in _said(name, key)]
    return ", ".join(said) or "standing straight"


def _said(name: str, key: Key) -> list[str]:
    """Say an angle once where both sides share it, else side by side."""
    if name in key.angles:
        return [_in_words(name, key.angles[name])]
    right, left = key.angles.get(f"right-{name}"), key.angles.get(f"left-{name}")
    if right == left:
        return [] if right is None else [_in_words(name, right)]
    sides = (("right", right), ("left", left))
    return [f"{side} {_in_words(name, value)}" for side, value in sides if value is not None]


def _in_words(name: str, degrees: float) -> str:
    none, above, below = SAID[name]
    if abs(degrees) < 3:
        return none
    return (above if degrees > 0 else below).format(round(abs(degrees)))
