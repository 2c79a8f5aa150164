"""Where a body touches: the points of each contact, their places, and what bears from below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ironstride.motion.motion import ONE_OF_A_KIND, TOUCHES, Contact, Key, part_of
from ironstride.motion.pose import Pose
from ironstride.motion.skeleton import (
    BALL_BEFORE,
    CM_REFERENCE,
    HEEL_BEHIND,
    HIP_HALF,
    Floats,
    Skeleton,
)

Spot = tuple[float | None, float | None, float | None]
"""Where a point touches: x, y, z, each None where it is free. [m]"""


def points_of(part: str, touch: str) -> tuple[str, ...]:
    """Name the points of a part that touch in some manner.

    >>> points_of("right-foot", "instep")
    ('right_instep',)
    """
    side = part.removesuffix(part_of(part)).replace("-", "_")
    return tuple(side + point for point in TOUCHES[part_of(part)][touch].points)


def support_of(key: Key, spots: Mapping[str, Spot]) -> Floats:
    """List the points of a key that bear from below, shape (points, 2). [m]"""
    bearing = []
    for part, contact in key.contacts.items():
        touch = TOUCHES[part_of(part)][contact.touch]
        if touch.bears and touch.normal[2]:
            bearing += [spots[name][:2] for name in points_of(part, contact.touch)]
    known = [(x, y) for x, y in bearing if x is not None and y is not None]
    return np.array(known, float).reshape(-1, 2)


def stands(key: Key) -> bool:
    """Whether all that touches bears from below."""
    touches = [TOUCHES[part_of(p)][c.touch] for p, c in key.contacts.items()]
    return all(touch.normal[2] and not touch.holds for touch in touches)


def wanted_spots(key: Key, body: Skeleton, found: Mapping[str, Spot]) -> dict[str, Spot]:
    """Say where each touching point belongs, as far as it is known."""
    spots: dict[str, Spot] = {}
    for part, contact in key.contacts.items():
        spots |= _spots_of(part, contact, body, found)
    return spots


def _spots_of(
    part: str, contact: Contact, body: Skeleton, found: Mapping[str, Spot]
) -> dict[str, Spot]:
    kind, touch = part_of(part), TOUCHES[part_of(part)][contact.touch]
    side = part.removesuffix(kind).replace("-", "_")
    if kind == "foot" and contact.touch in ("flat", "forefoot", "edge", "air", "held"):
        return _sole(side, contact, body, touch.points)
    sign = {"right_": -1.0, "left_": 1.0}.get(side, 0.0)
    place = contact.place
    spots: dict[str, Spot] = {}
    for number, point in enumerate(touch.points):
        name = side + point
        x, y, z = found.get(name, (None, None, None))
        if place.forward is not None and (number == 0 or touch.normal[0] or kind in ONE_OF_A_KIND):
            x = metres(place.forward, body)
        if place.out is not None and number == 0:
            y = sign * metres(place.out, body)
        if touch.normal[2]:
            z = metres(place.up, body)
        at = {"x": x, "y": y, "z": z} | dict.fromkeys(touch.free)
        spots[name] = (at["x"], at["y"], at["z"])
    return spots


def _sole(side: str, contact: Contact, body: Skeleton, points: Sequence[str]) -> dict[str, Spot]:
    """Where the points of a foot belong that stands flat at its place."""
    place, sign = contact.place, -1.0 if side == "right_" else 1.0
    out = HIP_HALF * body.height if place.out is None else metres(place.out, body)
    ankle = np.array([metres(place.forward or 0.0, body), sign * out, metres(place.up, body)])
    long, tall = body.lengths["foot"], body.height
    flat = {
        "heel": (-HEEL_BEHIND * long, 0.0, 0.0),
        "ball": (BALL_BEFORE * long, 0.0, 0.0),
        "ball_inner": (BALL_BEFORE * long, -sign * 0.02 * tall, 0.0),
        "ball_outer": (BALL_BEFORE * long, sign * 0.025 * tall, 0.0),
        "toe_tip": ((1 - HEEL_BEHIND) * long, 0.0, 0.0),
        "ankle": (0.0, 0.0, 0.039 * tall),
    }
    turn = sign * np.radians(place.turned)
    turned = np.array(
        [[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]]
    )
    where = {point: ankle + turned @ np.array(flat[point]) for point in points}
    return {side + point: (at[0], at[1], at[2]) for point, at in where.items()}


def metres(cm: float, body: Skeleton) -> float:
    """Turn a length of a motion's text into this body's. [m]"""
    return cm / CM_REFERENCE * body.height


def filled(pose: Pose, name: str, spot: Spot, free: str) -> Spot:
    """Fill in where a point came to touch, but for the axes that it may slide along."""
    x, y, z = (
        None if axis in free else float(at if wanted is None else wanted)
        for axis, wanted, at in zip("xyz", spot, pose.point(name)[0], strict=True)
    )
    return x, y, z


def free_axes(key: Key) -> dict[str, str]:
    """Say along which axes each touching point may slide."""
    return {
        name: TOUCHES[part_of(part)][contact.touch].free
        for part, contact in key.contacts.items()
        for name in points_of(part, contact.touch)
    }
