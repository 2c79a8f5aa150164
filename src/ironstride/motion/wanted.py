"""From the few numbers of a key frame to all that its pose should come near to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from ironstride.motion.aims import Aim, AngleAim, BalanceAim, FloorAim, PointAim, RestAim, TiltAim
from ironstride.motion.held import burdens_of
from ironstride.motion.motion import ARMS, JOINTS, TILTS, Key, Motion, Physics, Shape, Tool, part_of
from ironstride.motion.pose import pose_of
from ironstride.motion.skeleton import FREEDOM, FREEDOMS, NUMBER, SIDES, STIFFNESS, Floats, Skeleton
from ironstride.motion.touching import Spot, metres, support_of

TOUCHING, BALANCED, RESTING, ASKED = 300.0, 60.0, 30.0, 12.0
"""Weights: per metre, per metre, per metre, per radian."""
LOCKED: Final = 100.0  # what holds a pose even that both sides share
EVEN: Final = [
    n
    for n, f in enumerate(FREEDOMS)
    if f.name in ("y", "roll", "turn") or f.name.endswith(("_side", "_twist"))
]
LYING: Final = 45.0  # a trunk tilted farther to the side lies on it [degrees]
SHORT_SUPPORT: Final = 0.2  # of stature; over a longer one the centre of mass may wander
FLOORED: Final = 400.0  # per metre
LOWEST: Final = (
    ("heel", 0.0),
    ("ball_inner", 0.0),
    ("ball_outer", 0.0),
    ("toe_tip", 0.0),
    ("toe_top", 0.0),
    ("ankle", 0.016),
    ("kneecap", 0.0),
    ("elbow", 0.018),
    ("grip", 0.012),
)
"""What would sink into the floor first, and its clearance as a fraction of stature."""


def first_guess(key: Key) -> Floats:
    """A first pose from the inclinations alone, so that lying down begins lying down."""
    angle = dict(key.angles)
    lean = angle.get("trunk", angle.get("pelvis", 0.0))
    start = np.zeros(len(FREEDOMS))
    start[2] = 0.9 if abs(lean) < 60 else 0.2
    start[FREEDOM["lean"]] = lean
    start[FREEDOM["roll"]] = angle.get("trunk-side", 0.0)
    for side in ("right", "left"):
        _guess_leg(start, key, side, lean)
        for name, value in ARMS[key.arms].angles.items():
            for freedom in JOINTS.get(f"{side}-{name}", ()):
                start[FREEDOM[freedom]] = value
        arm = angle.get(f"{side}-upper-arm", ARMS[key.arms].angles.get("upper-arm"))
        if arm is not None:
            start[FREEDOM[f"{side}_shoulder"]] = (arm + lean + 90) % 360 - 90
    for name, value in key.angles.items():
        for freedom in JOINTS.get(name, ()):
            start[FREEDOM[freedom]] = value / len(JOINTS[name])
    start[3:] = np.radians(start[3:])
    return start


def settled(body: Skeleton, start: Floats, spots: Mapping[str, Spot]) -> Floats:
    """Shift a first pose as a whole to where it touches."""
    pose = pose_of(body, start[None])
    for axis in range(3):
        off = [
            at - pose.point(name)[0, axis]
            for name, spot in spots.items()
            if (at := spot[axis]) is not None
        ]
        if off:
            start[axis] += np.mean(off)
    return start


def _guess_leg(start: Floats, key: Key, side: str, lean: float) -> None:
    angle, foot_on = key.angles, key.contacts.get(f"{side}-foot")
    touch = None if foot_on is None else foot_on.touch
    is_on_toes = touch == "forefoot"
    shank = angle.get(f"{side}-shank")
    lying = 120.0 if lean < -30 and touch == "flat" else -lean
    thigh = angle.get(f"{side}-thigh", lying if lean < -30 or lean > 80 else 0.0)
    start[FREEDOM[f"{side}_hip"]] = _wrapped(thigh + lean)
    if shank is not None:
        start[FREEDOM[f"{side}_knee"]] = max(_wrapped(thigh + shank), 0.0)
    knee = angle.get(f"{side}-knee", start[FREEDOM[f"{side}_knee"]])
    usual = {"instep": 150.0, "heel": knee - thigh, "forefoot": 75.0 if lean > 40 else 0.0}
    foot = angle.get(f"{side}-foot", usual.get(touch or "", 0.0))
    start[FREEDOM[f"{side}_ankle"]] = _wrapped(knee - thigh - foot)
    start[FREEDOM[f"{side}_toe"]] = foot if is_on_toes else 0.0


def _wrapped(degrees: float) -> float:
    return (degrees + 180) % 360 - 180


def aims_of(motion: Motion, number: int, body: Skeleton, spots: Mapping[str, Spot]) -> list[Aim]:
    """List what the pose of a key frame should come near to."""
    key, burdens = motion.keys[number], burdens_of(motion.load, body)
    usual, weight = np.zeros((1, len(FREEDOMS))), STIFFNESS[None].copy()
    usual[0, 2] = 0.5 * body.height
    _stand_straight(key, weight)
    if key.is_even:
        weight[0, EVEN] = LOCKED
    asked = _with_arms(key)
    for name in asked.keys() & JOINTS.keys():
        for freedom in JOINTS[name]:
            usual[0, FREEDOM[freedom]] = np.radians(asked[name] / len(JOINTS[name]))
            weight[0, FREEDOM[freedom]] = ASKED if name in key.angles else 1.0
    target, strength = _balance(key, spots, body)
    target[0] -= _leaned(motion, body)
    steady = not motion.is_passing(number)
    firmness = steady * (1.0 if motion.physics is Physics.STATIC else 0.1)
    return [
        *point_aims(list(spots), [spots]),
        *_tilt_aims({name: value for name, value in asked.items() if name in TILTS}),
        AngleAim(usual, weight),
        above_the_floor(body),
        *rest_aims([key], body),
        BalanceAim(burdens, target[None], strength[None] * firmness),
    ]


def _tilt_aims(asked: Mapping[str, float]) -> list[Aim]:
    if not asked:
        return []
    tilts = tuple(TILTS[name] for name in asked)
    return [TiltAim(tilts, np.radians([list(asked.values())]), np.full((1, len(asked)), ASKED))]


def _stand_straight(key: Key, weight: Floats) -> None:
    """Hold straight what the key does not speak of: a leg, or the trunk of one who stands."""
    for side in ("right", "left"):
        own = {f"{side}-{name}" for name in ("thigh", "shank", "knee", "hip", "foot", "ankle")}
        foot = key.contacts.get(f"{side}-foot")
        if not own & key.angles.keys() and (foot is None or foot.touch != "forefoot"):
            for joint in ("hip", "knee"):
                weight[0, FREEDOM[f"{side}_{joint}"]] = 1.0
        if f"{side}-foot" not in key.contacts:
            for joint in ("hip_abduction", "hip_rotation", "ankle", "foot_tilt", "toe"):
                weight[0, FREEDOM[f"{side}_{joint}"]] = 2.0
    if "trunk" in key.angles or "pelvis" in key.angles:
        weight[0, FREEDOM["lean"]] = 0.0
    elif (
        abs(key.angles.get("trunk-side", 0.0)) > LYING
    ):  # lying on the side, to lean is to roll over
        weight[0, FREEDOM["roll"]], weight[0, FREEDOM["lean"]] = 0.0, 4.0
    elif not key.angles:
        weight[0, FREEDOM["lean"]] = 1.0


def above_the_floor(body: Skeleton) -> FloorAim:
    """Keep what would sink first above the floor."""
    names = tuple(f"{side}_{name}" for side in SIDES for name, _ in LOWEST)
    clearance = body.height * np.array([share for _ in SIDES for _, share in LOWEST])
    return FloorAim(names, clearance, FLOORED)


def _leaned(motion: Motion, body: Skeleton) -> float:
    """How far one leans back against a cable or band; the heels take up to 5 cm of it. [m]"""
    load = motion.load
    fixed = [prop for prop in motion.props if prop.shape is Shape.BAND]
    if load is None or load.tool not in (Tool.CABLE, Tool.BAND) or not fixed:
        return 0.0
    shift = load.kg / body.mass * metres(fixed[0].up, body)
    return float(np.sign(fixed[0].forward) * max(shift - 0.05, 0.0))


def point_aims(names: Sequence[str], frames: Sequence[Mapping[str, Spot]]) -> list[Aim]:
    """Pin points where frames say so; None leaves a direction free, no entry all of them."""
    if not names:
        return []
    rows = [[spots.get(name, (None, None, None)) for name in names] for spots in frames]
    wanted = np.array(rows, float)  # None becomes NaN
    is_free = np.isnan(wanted)
    weight = np.where(is_free, 0.0, TOUCHING)
    return [PointAim(tuple(names), np.where(is_free, 0.0, wanted), weight)]


def _with_arms(key: Key) -> dict[str, float]:
    """Add to the key's angles those of its way to hold the arms, where it does not say itself."""
    angles = dict(key.angles)
    for side in ("right", "left"):
        own = [
            name
            for name in key.angles
            if name.startswith(
                (f"{side}-upper", f"{side}-fore", f"{side}-shoulder", f"{side}-elbow")
            )
        ]
        touching = any(p in key.contacts for p in (f"{side}-hand", f"{side}-forearm"))
        if not touching:
            usual = ARMS[key.arms].angles
            angles |= {f"{side}-{n}": v for n, v in usual.items() if f"{side}-{n}" not in own}
    return angles


def rest_aims(keys: Sequence[Key], body: Skeleton) -> list[Aim]:
    """Lay the hands on the body, in the frames whose arms are held so."""
    aims: list[Aim] = []
    for arms in dict.fromkeys(key.arms for key in keys):
        rest = ARMS[arms].hands
        if rest is None:
            continue
        weight = np.array([RESTING if key.arms == arms else 0.0 for key in keys])
        x, y, z = rest.at
        at = body.height * np.array([[x, -y, z], [x, y, z]])
        names = ("right_grip", "left_grip")
        aims.append(RestAim(names, NUMBER[rest.segment], at, weight))
    return aims


def _balance(key: Key, spots: Mapping[str, Spot], body: Skeleton) -> tuple[Floats, Floats]:
    """Say where the centre of mass belongs, and how strongly, forward and sideways."""
    points = support_of(key, spots)
    feet_only = all(part_of(part) == "foot" for part in key.contacts)
    hanging = all(contact.touch == "grip" for contact in key.contacts.values())
    if not len(points) or not (feet_only or hanging):
        return np.zeros(2), np.zeros(2)
    soles = [s[:2] for n, s in spots.items() if n.endswith(("heel", "ball_inner", "ball_outer"))]
    known = [at for at in soles if None not in at]
    base = np.array(known, float) if known else points
    low, high = base.min(axis=0), base.max(axis=0)
    middle = (low + high) / 2
    strength = np.where(high - low > SHORT_SUPPORT * body.height, 1.0, BALANCED)
    if key.balance is not None:
        middle[0], strength[0] = low[0] + key.balance * (high[0] - low[0]), BALANCED
    return middle, strength
