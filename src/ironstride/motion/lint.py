"""What keeps a motion from being published: each fault named, with its frame and a remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np

from ironstride.motion.aims import tilt_in
from ironstride.motion.forces import static_forces_at
from ironstride.motion.motion import JOINTS, TILTS, TOUCHES, Motion, Physics, mirrored, part_of
from ironstride.motion.pose import Pose
from ironstride.motion.shapes import BODY
from ironstride.motion.skeleton import FREEDOM, FREEDOMS, HIGH, LOW, NUMBER, SIDES, Floats
from ironstride.motion.solve import Solved, leg_at, solve, support_of

SLACK: Final = 0.010  # how far what touches may be from its place [m]
OUTSIDE: Final = 0.005  # how far the centre of mass may leave the support [m]
UNBALANCED: Final = 0.02  # [body weights, and body weights times height]
MISSED: Final = 4.0  # how far an angle may stay from what was asked [degrees]
SUNK: Final = 0.015  # how deep flesh may press into the floor [m]
THROUGH: Final = 0.035  # how far limbs may lie in one another: flesh gives way [m]
EVEN: Final = 1e-3  # how far the mirrored pose may be from the mirror image [rad]
LEAP: Final = 40.0  # how far a joint may leave its even way from one frame to the next [degrees]
FRAMES: Final = 16  # looked at between the key frames


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A rule that a motion breaks, in which frame, and what to do."""

    motion: str
    rule: str
    frame: str
    problem: str

    def __str__(self) -> str:
        return f"{self.motion}, {self.frame}: {self.problem} ({self.rule})"


@dataclass(frozen=True, kw_only=True)
class Look:
    """A motion as the lint sees it: its key frames, then frames between them, all at once."""

    solved: Solved
    pose: Pose
    times: Sequence[float]
    names: Sequence[str]

    @property
    def motion(self) -> Motion:
        """The motion looked at."""
        return self.solved.motion


def look_at(solved: Solved) -> Look:
    """Choose the frames to look at."""
    motion = solved.motion
    times = list(motion.starts)
    names = [key.name for key in motion.keys]
    if motion.moves:
        between = [motion.seconds * (n + 0.5) / FRAMES for n in range(FRAMES)]
        times += between
        names += [f"at {time:.1f} s, after {_key_at(motion, time)}" for time in between]
    return Look(solved=solved, pose=solved.at(times), times=times, names=names)


def _key_at(motion: Motion, time: float) -> str:
    return motion.keys[leg_at(motion, time)[0]].name


def findings_in(solved: Solved) -> tuple[Finding, ...]:
    """Find all that keeps a motion from being published."""
    look = look_at(solved)
    return tuple(
        Finding(look.motion.id, rule.__name__.replace("_", "-"), frame, problem)
        for rule in RULES
        for frame, problem in rule(look)
    )


Found = Iterator[tuple[str, str]]


def what_touches_stays(look: Look) -> Found:
    """Keep every touching point within 10 mm of its place."""
    solved = look.solved
    for number, (key, spots) in enumerate(zip(look.motion.keys, solved.spots, strict=True)):
        worst = max(
            ((_off(solved.keys, name, spot, number), name) for name, spot in spots.items()),
            default=(0.0, ""),
        )
        if worst[0] > SLACK:
            place = worst[1].replace("_", " ")
            yield (
                key.name,
                (
                    f"the {place} is {worst[0] * 1000:.0f} mm from where it touches; "
                    "ask for less bend, or move the contact with places"
                ),
            )
    yield from _sliding(look)


def _off(pose: Pose, name: str, spot: Sequence[float | None], frame: int) -> float:
    at = pose.point(name)[frame]
    return float(np.linalg.norm([a - s for a, s in zip(at, spot, strict=True) if s is not None]))


def _sliding(look: Look) -> Found:
    count = len(look.motion.keys)
    for frame in range(count, len(look.times)):
        key = leg_at(look.motion, look.times[frame])[0]
        kept = look.solved.kept(key)
        slid = [name for name in kept if _off(look.pose, name, kept[name], frame) > SLACK]
        if slid:
            where = slid[0].replace("_", " ")
            yield look.names[frame], f"the {where} slides; add a key frame on the way"


def what_is_asked_is_reached(look: Look) -> Found:
    """Come within 4 degrees of every angle that a key frame asks for."""
    for number, key in enumerate(look.motion.keys):
        for name, wanted in key.angles.items():
            got = _angle(look.solved.keys, name, number)
            off = (got - wanted + 180) % 360 - 180
            if abs(off) > MISSED:
                yield (
                    key.name,
                    (
                        f"{name} {wanted:g} comes out as {got:.0f} degrees; what touches and the "
                        "balance leave no more: change it, or free another angle"
                    ),
                )


def _angle(pose: Pose, name: str, frame: int) -> float:
    if name in TILTS:
        return float(np.degrees(tilt_in(pose, TILTS[name])[frame]))
    return float(np.degrees(sum(pose.angles[frame, FREEDOM[f]] for f in JOINTS[name])))


def joints_keep_their_limits(look: Look) -> Found:
    """Ask no joint for more than it has."""
    for key in look.motion.keys:
        for name, wanted in key.angles.items():
            parts = JOINTS.get(name, ())
            low = sum(FREEDOMS[FREEDOM[part]].low for part in parts)
            high = sum(FREEDOMS[FREEDOM[part]].high for part in parts)
            if parts and not low <= wanted <= high:
                yield key.name, f"{name} goes from {low:g} to {high:g} degrees, not {wanted:g}"
    beyond = (look.pose.angles < LOW - 1e-6) | (look.pose.angles > HIGH + 1e-6)
    for frame, freedom in np.argwhere(beyond):
        yield look.names[frame], f"{FREEDOMS[freedom].name} goes beyond its limit"


def the_weight_is_over_the_support(look: Look) -> Found:
    """Keep the centre of mass over what bears, in slow work that stands on something."""
    if look.motion.physics is not Physics.STATIC:
        return
    solved = look.solved
    masses = solved.keys.centre_of_mass(solved.burdens)[:, :2]
    for number, (key, spots) in enumerate(zip(look.motion.keys, solved.spots, strict=True)):
        touches = [TOUCHES[part_of(p)][c.touch] for p, c in key.contacts.items()]
        base = support_of(key, spots)
        if look.motion.is_passing(number):
            continue
        if any(t.holds or t.normal[2] == 0 for t in touches) or len(base) < 3 or _is_pulled(look):
            continue
        outside = _outside(masses[number], base)
        if outside > OUTSIDE:
            yield (
                key.name,
                (
                    f"the centre of mass is {outside * 1000:.0f} mm outside the support; "
                    "free an angle for the balance, or move a contact"
                ),
            )


def _is_pulled(look: Look) -> bool:
    return look.motion.load is not None and not look.solved.burdens


def _outside(point: Floats, base: Floats) -> float:
    """How far a point lies outside the hull of others. [m]"""
    turns = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    ways = np.column_stack([np.cos(turns), np.sin(turns)])
    return float((point @ ways.T - (base @ ways.T).max(axis=0)).max())


def the_ground_can_hold_it(look: Look) -> Found:
    """Leave no force or moment that what touches cannot give, in slow work."""
    if look.motion.physics is not Physics.STATIC:
        return
    unbalanced = static_forces_at(look.solved, look.times).unbalanced
    unbalanced = np.where([_is_stepping(look.motion, time) for time in look.times], 0.0, unbalanced)
    frame = int(unbalanced.argmax())
    if unbalanced[frame] > UNBALANCED:
        yield (
            look.names[frame],
            (
                f"{unbalanced[frame]:.2f} body weights are held by nothing; add the contact that "
                "bears them, or shift the weight over it"
            ),
        )


def _is_stepping(motion: Motion, time: float) -> bool:
    """Whether the body is on its way from one support to another, which takes momentum."""
    number, share = leg_at(motion, time) if motion.moves else (0, 0.0)
    before, after = motion.keys[number], motion.keys[(number + 1) % len(motion.keys)]
    passing = motion.is_passing(number)
    return passing or (share > 0 and before.contacts != after.contacts)


def the_floor_is_solid(look: Look) -> Found:
    """Keep flesh from sinking more than 15 mm into the floor."""
    tall = look.solved.body.height
    deepest, where, at = 0.0, "", 0
    for ball in (ball for solid in BODY for ball in solid.balls):
        low = look.pose.place(NUMBER[ball.segment], np.array(ball.at) * tall)[:, 2]
        depth = ball.radius * tall - low
        if depth.max() > deepest:
            deepest, where, at = float(depth.max()), ball.segment, int(depth.argmax())
    if deepest > SUNK:
        yield (
            look.names[at],
            (
                f"the {where.replace('_', ' ')} is {deepest * 1000:.0f} mm in the floor; let it "
                "touch, or lift it"
            ),
        )


LIMBS: Final = {
    f"{side} {name}": (f"{side}_{start}", f"{side}_{end}", radius)
    for side in SIDES
    for name, start, end, radius in (
        ("thigh", "hip", "knee", 0.036),
        ("shank", "knee", "ankle", 0.022),
        ("forearm", "elbow", "wrist", 0.018),
        ("hand", "wrist", "knuckles", 0.012),
    )
} | {"trunk": ("mid_hip", "neck", 0.055), "head": ("neck", "crown", 0.045)}
NEIGHBOURS: Final = {("thigh", "shank"), ("forearm", "hand"), ("thigh", "trunk"), ("trunk", "head")}


def limbs_do_not_cross(look: Look) -> Found:
    """Keep limbs out of one another and of the trunk."""
    tall = look.solved.body.height
    for one, other in combinations(LIMBS, 2):
        if _are_neighbours(one, other):
            continue
        a, b, first = LIMBS[one]
        c, d, second = LIMBS[other]
        gap = _gap(*(look.pose.point(name) for name in (a, b, c, d)))
        depth = (first + second) * tall - gap
        if depth.max() > THROUGH:
            frame = int(depth.argmax())
            yield (
                look.names[frame],
                (f"the {one} is {depth[frame] * 1000:.0f} mm in the {other}; move one of them out"),
            )


def _are_neighbours(one: str, other: str) -> bool:
    """Whether two parts meet at a joint, or may lie against each other."""
    (side, _, first), (across, _, second) = one.rpartition(" "), other.rpartition(" ")
    if first == second == "thigh":
        return True
    meet = (first, second) in NEIGHBOURS or (second, first) in NEIGHBOURS
    return meet and (side == across or "trunk" in (first, second))


def _gap(a: Floats, b: Floats, c: Floats, d: Floats) -> Floats:
    """The least distance between two bones, by points along them, shape (frames,). [m]"""
    shares = np.linspace(0, 1, 9)[:, None, None]
    first, second = a + shares * (b - a), c + shares * (d - c)
    apart = np.linalg.norm(first[:, None] - second[None], axis=-1)
    return np.asarray(apart.min(axis=(0, 1)))


def the_mirror_image_is_the_same(look: Look) -> Found:
    """Solve the other side to the mirror image; a motion that is its own is solved already."""
    across = mirrored(look.motion)
    other = look.solved if across == look.motion else solve(across, look.solved.body)
    here, there = look.solved.keys, other.keys
    for number, key in enumerate(look.motion.keys):
        off = max(
            float(np.abs(_reflected(there.point(_across(n)))[number] - here.point(n)[number]).max())
            for n in ("crown", "neck", "right_knee", "left_knee", "right_grip", "left_grip")
        )
        if off > SLACK:
            yield key.name, f"the mirror image is off by {off * 1000:.0f} mm; ask for more angles"


def _across(name: str) -> str:
    side, _, rest = name.partition("_")
    return {"right": f"left_{rest}", "left": f"right_{rest}"}.get(side, name)


def _reflected(points: Floats) -> Floats:
    return np.asarray(points * np.array([1.0, -1.0, 1.0]))


def the_way_is_smooth(look: Look) -> Found:
    """Come back to where the repetition began, and never leap on the way."""
    motion = look.motion
    if not motion.moves:
        return
    frames = range(len(motion.keys), len(look.times))
    off = look.pose.angles[frames] - look.solved.eased([look.times[n] for n in frames])
    leaps = np.degrees(np.abs(off - np.roll(off, 1, axis=0))[:, 3:])
    frame, freedom = np.unravel_index(leaps.argmax(), leaps.shape)
    if leaps[frame, freedom] > LEAP:
        yield (
            look.names[frames[frame]],
            (
                f"the {FREEDOMS[freedom + 3].name.replace('_', ' ')} leaps by "
                f"{leaps[frame, freedom]:.0f} degrees; ask for it in both key frames around, or add "
                "one between them"
            ),
        )


RULES: Final[tuple[Callable[[Look], Found], ...]] = (
    what_touches_stays,
    what_is_asked_is_reached,
    joints_keep_their_limits,
    the_weight_is_over_the_support,
    the_ground_can_hold_it,
    the_floor_is_solid,
    limbs_do_not_cross,
    the_mirror_image_is_the_same,
    the_way_is_smooth,
)
"""Every rule; a function's name is the rule's."""
