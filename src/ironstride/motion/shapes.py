"""The body and its equipment as simple solids, and their outlines seen from somewhere.

A limb is two balls and the skin between them, the trunk two hulls of balls, so that every
outline keeps the same points from frame to frame and can be animated.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from ironstride.motion.motion import View
from ironstride.motion.pose import Pose
from ironstride.motion.skeleton import NUMBER, SIDES, Floats

UNITS: Final = 400  # of the drawing to a metre
CORNERS: Final = 18  # of a trunk's outline

CAMERAS: Final = {
    View.SIDE: np.array([[1.0, 0, 0], [0, 0, -1], [0, -1, 0]]),
    View.FRONT: np.array([[0.0, 1, 0], [0, 0, -1], [1, 0, 0]]),
    View.TOP: np.array([[1.0, 0, 0], [0, -1, 0], [0, 0, 1]]),
    View.RAISED: np.array([[0.0, 1, 0], [0.574, 0, -0.819], [0.819, 0, 0.574]]),
}
"""Rows: right on the paper, down on the paper, toward the viewer."""


class Ball(NamedTuple):
    """A ball fixed to a segment: where on it, and its radius, as fractions of stature."""

    segment: str
    at: tuple[float, float, float]
    radius: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Solid:
    """Part of the body: the balls it is hulled from, its colour's name, its group in depth."""

    balls: tuple[Ball, ...]
    ink: str
    group: str


def _limb(side: str, limb: str) -> Solid:
    ink = "near" if side == "right" else "far"
    lower = limb in ("thigh", "shank", "foot", "toes")
    group = f"{side}_{'leg' if lower else 'arm'}"
    ends = LIMB_ENDS[limb]
    return Solid(balls=tuple(Ball(f"{side}_{s}", at, r) for s, at, r in ends), ink=ink, group=group)


LIMB_ENDS: Final = {
    "toes": (("toes", (0, 0, -0.001), 0.0125), ("toes", (0.034, 0, -0.002), 0.0095)),
    "foot": (("foot", (-0.012, 0, -0.016), 0.0225), ("foot", (0.062, 0, -0.0265), 0.014)),
    "shank": (("shank", (0, 0, -0.03), 0.036), ("foot", (0, 0, 0), 0.0215)),
    "thigh": (("thigh", (0, 0, -0.01), 0.052), ("shank", (0, 0, 0), 0.0345)),
    "hand": (("hand", (0, 0, -0.012), 0.0175), ("hand", (0, 0, -0.058), 0.0125)),
    "forearm": (("forearm", (0, 0, 0), 0.0235), ("hand", (0, 0, 0), 0.0155)),
    "upper_arm": (("upper_arm", (0, 0, 0), 0.031), ("forearm", (0, 0, 0), 0.0235)),
}


def _pair(segment: str, x: float, y: float, z: float, radius: float) -> tuple[Ball, Ball]:
    return Ball(segment, (x, -y, z), radius), Ball(segment, (x, y, z), radius)


BODY: Final = (
    *(_limb(side, limb) for side in SIDES for limb in LIMB_ENDS),
    Solid(
        balls=(Ball("head", (0.0, 0, 0.03), 0.027), Ball("thorax", (0.0, 0, 0.115), 0.026)),
        ink="skin",
        group="trunk",
    ),
    Solid(
        balls=(*_pair("pelvis", 0, 0.046, 0, 0.051), *_pair("abdomen", 0, 0.032, 0.01, 0.05)),
        ink="shorts",
        group="trunk",
    ),
    Solid(
        balls=(
            *_pair("abdomen", 0, 0.03, 0.005, 0.051),
            *_pair("thorax", 0.006, 0.045, 0.055, 0.06),
            *_pair("thorax", 0, 0.085, 0.113, 0.026),
        ),
        ink="shirt",
        group="trunk",
    ),
    Solid(
        balls=(Ball("head", (0.008, 0, 0.088), 0.055), Ball("head", (0.05, 0, 0.072), 0.02)),
        ink="skin",
        group="trunk",
    ),
)
"""All parts; within a group the later lies over the earlier."""


def seen(points: Floats, view: View) -> Floats:
    """Project points [m], (..., 3), onto the paper: right, down, toward the viewer. [units]"""
    return np.asarray(points @ CAMERAS[view].T * UNITS)


def outlines(solid: Solid, pose: Pose, view: View) -> list[str]:
    """Draw a part's outline in every frame, as the data of an SVG path."""
    tall = pose.body.height
    balls = [
        (seen(pose.place(NUMBER[ball.segment], np.array(ball.at) * tall), view), ball.radius * tall)
        for ball in solid.balls
    ]
    if len(balls) == 2:
        (start, first), (end, second) = balls
        return [
            _taper(a, first * UNITS, b, second * UNITS)
            for a, b in zip(start[:, :2], end[:, :2], strict=True)
        ]
    centres = np.stack([centre[:, :2] for centre, _ in balls], axis=1)
    radii = np.array([radius * UNITS for _, radius in balls])
    return [_hull(frame, radii) for frame in centres]


def _taper(start: Floats, wide: float, end: Floats, narrow: float) -> str:
    """Outline two circles, the first the wider, and the skin between them."""
    along = end - start
    angle = np.arctan2(along[1], along[0])
    spread = np.arccos(np.clip((wide - narrow) / max(float(np.hypot(*along)), 1e-6), -1, 0.99))
    rim = [
        at + radius * np.array([np.cos(angle + turn), np.sin(angle + turn)])
        for at, radius, turn in (
            (start, wide, spread),
            (start, wide, -spread),
            (end, narrow, -spread),
            (end, narrow, spread),
        )
    ]
    a, b, c, d = np.round(rim).astype(int)
    big, small = f"{round(wide)} {round(wide)}", f"{round(narrow)} {round(narrow)}"
    return (
        f"M{written(a)}a{big} 0 1 1 {written(b - a)}l{written(c - b)}"
        f"a{small} 0 0 1 {written(d - c)}z"
    )


def _hull(centres: Floats, radii: Floats) -> str:
    """Outline the hull of some circles by its farthest point in evenly spread directions."""
    turns = np.arange(CORNERS) * 2 * np.pi / CORNERS
    ways = np.column_stack([np.cos(turns), np.sin(turns)])
    farthest = (centres @ ways.T + radii[:, None]).argmax(axis=0)
    return closed(centres[farthest] + radii[farthest, None] * ways)


def closed(points: Floats) -> str:
    """Write a closed line; what moves as a whole differs in its first point only."""
    whole = np.round(points).astype(int)
    steps = "".join(f"l{written(step)}" for step in np.diff(whole, axis=0))
    return f"M{written(whole[0])}{steps}z"


def written(point: Sequence[float] | Floats) -> str:
    """Write a point in whole units; two fifths of a centimetre are finer than any eye."""
    return f"{round(float(point[0]))} {round(float(point[1]))}"


def depth(solid: Solid, pose: Pose, view: View) -> float:
    """How near the viewer a part is on the whole. [units]"""
    points = [pose.origins[:, NUMBER[ball.segment]] for ball in solid.balls]
    return float(np.mean([seen(point, view)[:, 2].mean() for point in points]))


def corners_of(path: str) -> Floats:
    """Read back the corners of the straight lines of a path, shape (corners, 2).

    >>> corners_of("M10 20l5 0zM1 1L2 2").tolist()
    [[10.0, 20.0], [15.0, 20.0], [1.0, 1.0], [2.0, 2.0]]
    """
    corners: list[Floats] = []
    for word, right, down in re.findall(r"([MLl])(-?\d+) (-?\d+)", path):
        point = np.array([float(right), float(down)])
        corners.append(corners[-1] + point if word == "l" else point)
    return np.array(corners)
