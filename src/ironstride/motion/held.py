"""Where a load sits on the body, and what of it weighs."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ironstride.motion.motion import Hold, Load, Tool
from ironstride.motion.pose import Burden
from ironstride.motion.skeleton import NUMBER, Skeleton


def burdens_of(load: Load | None, body: Skeleton) -> tuple[Burden, ...]:
    """Fix a weight to the segments that carry it; what only pulls weighs nothing."""
    if load is None or load.kg == 0 or load.tool in (Tool.CABLE, Tool.BAND):
        return ()
    return held_at(load, body)


def held_at(load: Load, body: Skeleton) -> tuple[Burden, ...]:
    """Say where a load is held, whatever it weighs."""
    tall = body.height
    on_trunk: Mapping[Hold, tuple[str, tuple[float, float, float]]] = {
        Hold.BACK: ("thorax", (-0.045 * tall, 0, 0.115 * tall)),
        Hold.FRONT: ("thorax", (0.085 * tall, 0, 0.125 * tall)),
        Hold.GOBLET: ("thorax", (0.15 * tall, 0, 0.02 * tall)),
        Hold.HIPS: ("pelvis", (0.085 * tall, 0, -0.005 * tall)),
    }
    if load.at in on_trunk:
        segment, at = on_trunk[load.at]
        return (Burden(segment=NUMBER[segment], at=np.array(at, float), kg=load.kg),)
    both: Mapping[Hold, tuple[str, ...]] = {
        Hold.HANDS: ("right_grip", "left_grip"),
        Hold.KNEE: ("right_knee_top", "left_knee_top"),
        Hold.ANKLE: ("right_ankle",),
    }
    names = both.get(load.at) or (f"{load.at.replace('-hand', '')}_grip",)
    holds = [body.point(name) for name in names]
    return tuple(Burden(segment=s, at=at, kg=load.kg / len(holds)) for s, at in holds)
