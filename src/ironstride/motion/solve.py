"""From the few numbers of a motion to every angle of the body: inverse kinematics.

Damped least squares [levenberg-1944, marquardt-1963: convention] over all frames at once. What
touches weighs most, then the balance, then the author's angles, and last a pull toward usual
posture that decides what nobody asked for. Key frames are solved one after the other, so that
a hand or a back lands where the first pose brings it and stays there; the frames between them
follow the eased way from key to key, bent so that nothing slides and the balance is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from ironstride.motion.aims import (
    Aim,
    AngleAim,
    BalanceAim,
    FloorAim,
    PointAim,
    RestAim,
    SupportAim,
    TiltAim,
    tilt_in,
)
from ironstride.motion.motion import (
    ARMS,
    JOINTS,
    TILTS,
    TOUCHES,
    Contact,
    Hold,
    Key,
    Load,
    Motion,
    Physics,
    Shape,
    Tool,
    part_of,
)
from ironstride.motion.pose import Burden, Pose, pose_of
from ironstride.motion.skeleton import (
    BALL_BEFORE,
    CM_REFERENCE,
    FREEDOM,
    FREEDOMS,
    HEEL_BEHIND,
    HIGH,
    HIP_HALF,
    LOW,
    MIRRORED,
    NUMBER,
    OTHER_SIDE,
    SIDES,
    STIFFNESS,
    Floats,
    Skeleton,
)

TOUCHING, BALANCED, RESTING, ASKED = 300.0, 60.0, 30.0, 12.0
"""Weights: per metre, per metre, per metre, per radian."""
LOCKED: Final = 100.0  # what holds a pose even that both sides share
EVEN: Final = [
    n
    for n, f in enumerate(FREEDOMS)
    if f.name in ("y", "roll", "turn") or f.name.endswith(("_side", "_twist"))
]
SHORT_SUPPORT: Final = 0.2  # of stature; over a longer one the centre of mass may wander
ROUNDS: Final = 60
FLOORED: Final = 120.0  # per metre
LOWEST: Final = (
    ("heel", 0.0),
    ("toe_tip", 0.0),
    ("toe_top", 0.0),
    ("ankle", 0.016),
    ("kneecap", 0.0),
    ("elbow", 0.018),
    ("grip", 0.012),
)
"""What would sink into the floor first, and its clearance as a fraction of stature."""

Spot = tuple[float | None, float | None, float | None]
"""Where a point touches: x, y, z, each None where it is free. [m]"""


@dataclass(frozen=True, kw_only=True)
class Solved:
    """A motion worked out for one body: its key frames, and any time between them."""

    motion: Motion
    body: Skeleton
    key_angles: Floats
    spots: Sequence[Mapping[str, Spot]]

    @cached_property
    def burdens(self) -> tuple[Burden, ...]:
        """What the body carries."""
        return burdens_of(self.motion.load, self.body)

    @cached_property
    def keys(self) -> Pose:
        """The key frames as poses."""
        return pose_of(self.body, self.key_angles)

    def at(self, times: Sequence[float]) -> Pose:
        """Solve the frames at some times [s], wrapping round at the end."""
        if len(self.motion.keys) == 1:
            return pose_of(self.body, np.repeat(self.key_angles, len(times), axis=0))
        legs = [leg_at(self.motion, time) for time in times]
        guess = self.eased(times)
        aims = _aims_between(self, legs, guess)
        return pose_of(self.body, descend(self.body, guess, aims, rounds=15))

    def eased(self, times: Sequence[float]) -> Floats:
        """Go straight from key frame to key frame, joint by joint, (frames, freedoms)."""
        return np.array([self._between(*leg_at(self.motion, time)) for time in times])

    def _between(self, key: int, share: float) -> Floats:
        after = (key + 1) % len(self.motion.keys)
        return np.asarray(
            self.key_angles[key] + share * (self.key_angles[after] - self.key_angles[key])
        )


def solve(motion: Motion, body: Skeleton) -> Solved:
    """Find the key frames of a motion for a body."""
    found: dict[str, Spot] = {}
    angles: list[Floats] = []
    spots: list[Mapping[str, Spot]] = []
    for number, key in enumerate(motion.keys):
        wanted = _wanted_spots(key, body, found)
        starts = [*angles[-1:], _settled(body, _guess(key), wanted)]
        pose = _key_frame(motion, number, body, wanted, starts)
        free = _free_axes(key)
        wanted = {n: _filled(pose, n, spot, free.get(n, "")) for n, spot in wanted.items()}
        found |= wanted
        angles.append(pose.angles[0])
        spots.append(wanted)
    return Solved(motion=motion, body=body, key_angles=np.array(angles), spots=tuple(spots))


def _key_frame(
    motion: Motion,
    number: int,
    body: Skeleton,
    wanted: Mapping[str, Spot],
    starts: Sequence[Floats],
) -> Pose:
    """Solve one key frame, then bring its weight over what it stands on, and its sides level."""
    key, aims = motion.keys[number], _aims_of(motion, number, body, wanted)
    angles = _best(body, starts, aims)
    if not motion.is_passing(number) and motion.physics is Physics.STATIC and _stands(key):
        pose = pose_of(body, angles)
        base = support_of(key, {n: _filled(pose, n, spot, "") for n, spot in wanted.items()})
        if len(base) >= 3:
            aims.append(SupportAim(burdens_of(motion.load, body), base, BALANCED))
            angles = descend(body, angles, aims)
    return pose_of(body, _evened(body, angles, aims) if key.is_even else angles)


def _best(body: Skeleton, starts: Sequence[Floats], aims: Sequence[Aim]) -> Floats:
    """Go down from several starts; the first, the key frame before, wins where it is as good."""
    ends = descend(body, np.array(starts), aims)
    residual, _ = _stacked(aims, pose_of(body, ends), slopes=False)
    cost = (residual**2).sum(axis=1)
    near = np.flatnonzero(cost <= cost.min() * 1.2 + 1e-6)
    return ends[near[:1]]


def _evened(body: Skeleton, angles: Floats, aims: Sequence[Aim]) -> Floats:
    """Make both sides of a pose the same, which rounding had let drift apart."""
    for _ in range(2):
        angles = (angles + MIRRORED * angles[:, OTHER_SIDE]) / 2
        angles = descend(body, angles, aims, rounds=10)
    return np.asarray((angles + MIRRORED * angles[:, OTHER_SIDE]) / 2)


def _stacked(aims: Sequence[Aim], pose: Pose, *, slopes: bool = True) -> tuple[Floats, Floats]:
    """Put all residuals below one another, and all slopes."""
    frames = len(pose.angles)
    residuals = [aim.residual(pose) for aim in aims]
    residual = np.concatenate([np.broadcast_to(r, (frames, r.shape[1])) for r in residuals], axis=1)
    if not slopes:
        return residual, residual
    parts = [aim.slope(pose) for aim in aims]
    return residual, np.concatenate(
        [np.broadcast_to(part, (frames, *part.shape[1:])) for part in parts], axis=1
    )


def descend(body: Skeleton, start: Floats, aims: Sequence[Aim], *, rounds: int = ROUNDS) -> Floats:
    """Go down from a start, shape (frames, freedoms), to angles that come near the aims."""
    angles = np.clip(start, LOW, HIGH)
    damping = np.full(len(angles), 1.0)
    residual, slope = _stacked(aims, pose_of(body, angles))
    for _ in range(rounds):
        step = _step(angles, slope, residual, damping)
        tried = np.clip(angles + step, LOW, HIGH)
        next_residual, next_slope = _stacked(aims, pose_of(body, tried))
        better = (next_residual**2).sum(axis=1) <= (residual**2).sum(axis=1)
        damping = np.clip(np.where(better, damping / 4, damping * 5), 1e-7, 1e6)
        angles = np.where(better[:, None], tried, angles)
        residual = np.where(better[:, None], next_residual, residual)
        slope = np.where(better[:, None, None], next_slope, slope)
        if better.all() and np.abs(step).max() < 1e-6:
            break
    return angles


def _step(angles: Floats, slope: Floats, residual: Floats, damping: Floats) -> Floats:
    """One damped step; a joint at its limit does not push further."""
    downhill = -np.einsum("frd,fr->fd", slope, residual)
    stuck = ((angles <= LOW) & (downhill < 0)) | ((angles >= HIGH) & (downhill > 0))
    slope = np.where(stuck[:, None], 0.0, slope)
    curve = slope.transpose(0, 2, 1) @ slope
    curve = curve + damping[:, None, None] * np.eye(slope.shape[2])
    downhill = np.where(stuck, 0.0, downhill)
    return np.asarray(np.clip(np.linalg.solve(curve, downhill[..., None])[..., 0], -0.5, 0.5))


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
        Hold.KNEE: ("right_shank", (0.035 * tall, 0, 0)),
    }
    if load.at in on_trunk:
        segment, at = on_trunk[load.at]
        return (Burden(segment=NUMBER[segment], at=np.array(at, float), kg=load.kg),)
    both = ("right_grip", "left_grip")
    names = both if load.at is Hold.HANDS else (f"{load.at.replace('-hand', '')}_grip",)
    holds = [body.point(name) for name in names]
    return tuple(Burden(segment=s, at=at, kg=load.kg / len(holds)) for s, at in holds)


# ---- from key frames to aims -----------------------------------------------------------------


def _guess(key: Key) -> Floats:
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
            start[FREEDOM[f"{side}_shoulder"]] = _wrapped(arm + lean)
    for name, value in key.angles.items():
        for freedom in JOINTS.get(name, ()):
            start[FREEDOM[freedom]] = value / len(JOINTS[name])
    start[3:] = np.radians(start[3:])
    return start


def _settled(body: Skeleton, start: Floats, spots: Mapping[str, Spot]) -> Floats:
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


def _metres(cm: float, body: Skeleton) -> float:
    return cm / CM_REFERENCE * body.height


def _wanted_spots(key: Key, body: Skeleton, found: Mapping[str, Spot]) -> dict[str, Spot]:
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
        if place.forward is not None and (number == 0 or touch.normal[0]):
            x = _metres(place.forward, body)
        if place.out is not None and number == 0:
            y = sign * _metres(place.out, body)
        if touch.normal[2]:
            z = _metres(place.up, body)
        at = {"x": x, "y": y, "z": z} | dict.fromkeys(touch.free)
        spots[name] = (at["x"], at["y"], at["z"])
    return spots


def _sole(side: str, contact: Contact, body: Skeleton, points: Sequence[str]) -> dict[str, Spot]:
    """Where the points of a foot belong that stands flat at its place."""
    place, sign = contact.place, -1.0 if side == "right_" else 1.0
    out = HIP_HALF * body.height if place.out is None else _metres(place.out, body)
    ankle = np.array([_metres(place.forward or 0.0, body), sign * out, _metres(place.up, body)])
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


def _filled(pose: Pose, name: str, spot: Spot, free: str) -> Spot:
    """Fill in where a point came to touch, but for the axes that it may slide along."""
    x, y, z = (
        None if axis in free else float(at if wanted is None else wanted)
        for axis, wanted, at in zip("xyz", spot, pose.point(name)[0], strict=True)
    )
    return x, y, z


def _free_axes(key: Key) -> dict[str, str]:
    return {
        name: TOUCHES[part_of(part)][contact.touch].free
        for part, contact in key.contacts.items()
        for name in points_of(part, contact.touch)
    }


def _aims_of(motion: Motion, number: int, body: Skeleton, spots: Mapping[str, Spot]) -> list[Aim]:
    key, burdens = motion.keys[number], burdens_of(motion.load, body)
    steady = not motion.is_passing(number)
    aims: list[Aim] = [_point_aim(name, [spot]) for name, spot in spots.items()]
    usual, weight = np.zeros((1, len(FREEDOMS))), STIFFNESS[None].copy()
    usual[0, 2] = 0.5 * body.height
    _stand_straight(key, weight)
    if key.is_even:
        weight[0, EVEN] = LOCKED
    for name, value in _with_arms(key).items():
        if name in TILTS:
            aims.append(TiltAim(TILTS[name], np.radians([value]), np.array([ASKED])))
        for freedom in JOINTS.get(name, ()):
            usual[0, FREEDOM[freedom]] = np.radians(value / len(JOINTS[name]))
            weight[0, FREEDOM[freedom]] = ASKED if name in key.angles else 1.0
    aims += [AngleAim(usual, weight), _above_the_floor(body)]
    aims += _rest_aims([key], body)
    target, strength = _balance(key, spots, body)
    target[0] -= _leaned(motion, body)
    firmness = steady * (1.0 if motion.physics is Physics.STATIC else 0.1)
    aims.append(BalanceAim(burdens, target[None], strength[None] * firmness))
    return aims


def _stand_straight(key: Key, weight: Floats) -> None:
    """Hold straight what the key does not speak of: a leg, or the trunk of one who stands."""
    for side in ("right", "left"):
        own = {f"{side}-{name}" for name in ("thigh", "shank", "knee", "hip", "foot", "ankle")}
        if not own & key.angles.keys():
            for joint in ("hip", "knee"):
                weight[0, FREEDOM[f"{side}_{joint}"]] = 1.0
        if f"{side}-foot" not in key.contacts:
            for joint in ("hip_abduction", "hip_rotation", "ankle", "foot_tilt", "toe"):
                weight[0, FREEDOM[f"{side}_{joint}"]] = 2.0
    if "trunk" in key.angles or "pelvis" in key.angles:
        weight[0, FREEDOM["lean"]] = 0.0
    elif "trunk-side" in key.angles:  # lying on the side, to lean is to roll over
        weight[0, FREEDOM["roll"]], weight[0, FREEDOM["lean"]] = 0.0, 4.0
    elif not key.angles:
        weight[0, FREEDOM["lean"]] = 1.0


def _above_the_floor(body: Skeleton) -> FloorAim:
    points = [(f"{side}_{name}", share * body.height) for side in SIDES for name, share in LOWEST]
    return FloorAim(points, FLOORED)


def _leaned(motion: Motion, body: Skeleton) -> float:
    """How far one leans back against a cable or band; the heels take up to 5 cm of it. [m]"""
    load = motion.load
    fixed = [prop for prop in motion.props if prop.shape is Shape.BAND]
    if load is None or load.tool not in (Tool.CABLE, Tool.BAND) or not fixed:
        return 0.0
    shift = load.kg / body.mass * _metres(fixed[0].up, body)
    return float(np.sign(fixed[0].forward) * max(shift - 0.05, 0.0))


def _point_aim(name: str, spots: Sequence[Spot | None]) -> PointAim:
    """Pin a point where frames say so; None leaves a frame, or a direction, free."""
    rows = [(None, None, None) if spot is None else spot for spot in spots]
    target = np.array([[0.0 if part is None else part for part in row] for row in rows])
    weight = np.array([[0.0 if part is None else TOUCHING for part in row] for row in rows])
    return PointAim(name, target, weight)


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


def _rest_aims(keys: Sequence[Key], body: Skeleton) -> list[Aim]:
    """Lay the hands on the body, in the frames whose arms are held so."""
    aims: list[Aim] = []
    for arms in dict.fromkeys(key.arms for key in keys):
        rest = ARMS[arms].hands
        if rest is None:
            continue
        weight = np.array([[RESTING if key.arms == arms else 0.0] for key in keys])
        for side, sign in (("right", -1.0), ("left", 1.0)):
            x, y, z = rest.at
            at = body.height * np.array([x, sign * y, z])
            aims.append(RestAim(f"{side}_grip", NUMBER[rest.segment], at, weight))
    return aims


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


def _stands(key: Key) -> bool:
    """Whether all that touches bears from below."""
    touches = [TOUCHES[part_of(p)][c.touch] for p, c in key.contacts.items()]
    return all(touch.normal[2] and not touch.holds for touch in touches)


def _balance(key: Key, spots: Mapping[str, Spot], body: Skeleton) -> tuple[Floats, Floats]:
    """Say where the centre of mass belongs, and how strongly, forward and sideways."""
    points = support_of(key, spots)
    feet_only = all(part_of(part) == "foot" for part in key.contacts)
    hanging = all(contact.touch == "grip" for contact in key.contacts.values())
    if not len(points) or not (feet_only or hanging):
        return np.zeros(2), np.zeros(2)
    standing = [s for n, s in spots.items() if n.endswith(("heel", "ball_inner", "ball_outer"))]
    base = np.array([s[:2] for s in standing], float) if standing else points
    low, high = base.min(axis=0), base.max(axis=0)
    middle = (low + high) / 2
    strength = np.where(high - low > SHORT_SUPPORT * body.height, 1.0, BALANCED)
    if key.balance is not None:
        middle[0], strength[0] = low[0] + key.balance * (high[0] - low[0]), BALANCED
    return middle, strength


# ---- between key frames ----------------------------------------------------------------------


def leg_at(motion: Motion, time: float) -> tuple[int, float]:
    """Find the key frame last passed and the share of the way on to the next, eased."""
    time %= motion.seconds
    key = max(n for n, start in enumerate(motion.starts) if start <= time + 1e-9)
    gone = time - motion.starts[key] - motion.keys[key].hold
    share = float(np.clip(gone / motion.moves[key], 0.0, 1.0))
    before, after = motion.keys[key], motion.keys[(key + 1) % len(motion.keys)]
    if after.is_in_the_air and not before.is_in_the_air:
        return key, 1 - (1 - share) ** 2  # thrown up, slowing
    if before.is_in_the_air and not after.is_in_the_air:
        return key, share**2  # falling
    return key, share**3 * (10 - 15 * share + 6 * share**2)  # least jerk [flash-hogan-1985]


def _aims_between(solved: Solved, legs: Sequence[tuple[int, float]], guess: Floats) -> list[Aim]:
    keys, count = solved.motion.keys, len(solved.motion.keys)
    pairs = [(leg, (leg + 1) % count) for leg, _ in legs]
    shared = [_shared(solved.spots[a], solved.spots[b]) for a, b in pairs]
    names = dict.fromkeys(name for spots in shared for name in spots)
    aims: list[Aim] = [_point_aim(n, [spots.get(n) for spots in shared]) for n in names]
    weight = np.repeat(STIFFNESS[None] * 2, len(legs), axis=0)
    even = [keys[a].is_even and keys[b].is_even for a, b in pairs]
    weight[np.ix_(even, EVEN)] = LOCKED
    aims += [AngleAim(guess, weight), _above_the_floor(solved.body), _trunk_between(solved, legs)]
    steady = [keys[a] if keys[a].arms == keys[b].arms else _FREE for a, b in pairs]
    aims += _rest_aims(steady, solved.body)
    balance = [
        _balance_between(solved, pair, leg[1]) for pair, leg in zip(pairs, legs, strict=True)
    ]
    target, weight = (np.array(part) for part in zip(*balance, strict=True))
    return [*aims, BalanceAim(solved.burdens, target, weight)]


def _trunk_between(solved: Solved, legs: Sequence[tuple[int, float]]) -> TiltAim:
    """Raise and lower the trunk evenly, where it is seen from the side.

    A body held at both ends, as in a bridge, could otherwise snap through its straight pose.
    """
    along = solved.keys.point("neck") - solved.keys.point("mid_hip")
    flat = np.linalg.norm(along[:, ::2], axis=1) > 0.8 * np.linalg.norm(along, axis=1)
    tilts = tilt_in(solved.keys, TILTS["trunk"])
    count = len(tilts)
    target, weight = [], []
    for key, share in legs:
        after = (key + 1) % count
        change = (tilts[after] - tilts[key] + np.pi) % (2 * np.pi) - np.pi
        target.append(tilts[key] + share * change)
        weight.append(ASKED if flat[key] and flat[after] else 0.0)
    return TiltAim(TILTS["trunk"], np.array(target), np.array(weight))


_FREE: Final = Key(name="free", angles={}, contacts={}, arms="free")


def _shared(first: Mapping[str, Spot], second: Mapping[str, Spot]) -> dict[str, Spot]:
    """Keep the points that stay where they are from one key frame to the next."""
    kept = {}
    for name in first.keys() & second.keys():
        one, other = np.array(first[name], float), np.array(second[name], float)
        if np.allclose(one, other, atol=1e-3, equal_nan=True):
            kept[name] = first[name]
    return dict(sorted(kept.items()))


def _balance_between(solved: Solved, pair: tuple[int, int], share: float) -> tuple[Floats, Floats]:
    """Carry the centre of mass evenly from one key frame to the next, where both keep it."""
    masses = solved.keys.centre_of_mass(solved.burdens)[list(pair), :2]
    on_the_way = masses[0] + share * (masses[1] - masses[0])
    keys = [solved.motion.keys[n] for n in pair]
    moving = any(solved.motion.is_passing(number) for number in pair)
    grounded = not moving and not any(key.is_in_the_air for key in keys)
    return on_the_way, np.full(2, BALANCED if grounded else 0.0)
