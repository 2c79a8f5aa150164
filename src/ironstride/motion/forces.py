"""What a motion asks of the joints: the ground's push, and the net moments that balance it.

Newton and Euler, segment by segment, for poses given. Quasi-static leaves accelerations out,
which is right for slow lifting; the dynamic form takes them from central differences. How the
push divides over what touches is found by least squares with pushes only (friction 0.6); where
that is not unique, the smallest pushes are taken, so no claim is made on the left against the
right, on side-to-side moments of two-leg lifts, or on the ankle in them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ironstride.motion.motion import TOUCHES, Load, Prop, Shape, Tool, part_of
from ironstride.motion.pose import Pose
from ironstride.motion.skeleton import (
    CM_REFERENCE,
    FREEDOM,
    FREEDOMS,
    MOVES,
    NUMBER,
    Floats,
)
from ironstride.motion.solve import Solved, held_at, leg_at, points_of

GRAVITY: Final = np.array([0.0, 0.0, -9.81])  # [m/s²]
FRICTION: Final = 0.6  # rubber on a gym floor [convention]
EVENNESS: Final = 1e-3  # how much smaller pushes are preferred


class Moment(StrEnum):
    """A net joint moment, named by what it resists."""

    HIP_EXTENSION = "hip-extension"
    HIP_ABDUCTION = "hip-abduction"
    KNEE_EXTENSION = "knee-extension"
    ANKLE = "ankle"
    BACK_EXTENSION = "back-extension"
    BACK_TWIST = "back-twist"


ABOUT: Final[Mapping[Moment, tuple[str, float]]] = {
    Moment.HIP_EXTENSION: ("hip", -1.0),
    Moment.HIP_ABDUCTION: ("hip_abduction", 1.0),
    Moment.KNEE_EXTENSION: ("knee", -1.0),
    Moment.ANKLE: ("ankle", -1.0),
    Moment.BACK_EXTENSION: ("lumbar_bend", -1.0),
    Moment.BACK_TWIST: ("lumbar_twist", 1.0),
}
"""The freedom that each moment acts about, and its sign there."""


@dataclass(frozen=True, kw_only=True)
class Push:
    """What pushes at one place in every frame: where and how hard, shape (frames, 3). [m, N]"""

    segment: int
    at: Floats
    newtons: Floats


@dataclass(frozen=True, kw_only=True)
class Forces:
    """The forces on a body in some frames.

    `unbalanced` is what the ground cannot give: force per body weight plus moment per body
    weight and height, shape (frames,). [1]
    """

    pose: Pose
    accelerations: Floats
    spins: Floats
    pushes: tuple[Push, ...]
    unbalanced: Floats

    def moment(self, moment: Moment, side: str = "right") -> Floats:
        """The net moment at a joint, positive where it resists, shape (frames,). [N m]"""
        name, sign = ABOUT[moment]
        return np.asarray(sign * self.about(name if name in FREEDOM else f"{side}_{name}"))

    def about(self, freedom: str) -> Floats:
        """The net moment that turns what a freedom carries, shape (frames,). [N m]"""
        number = FREEDOM[freedom]
        carried = MOVES[:, number]
        about = self.pose.origins[:, NUMBER[FREEDOMS[number].segment]]
        arms = self.pose.centres - about[:, None]
        inertial = self.pose.body.masses[:, None] * (self.accelerations - GRAVITY)
        total = (np.cross(arms, inertial) + self.spins)[:, carried].sum(axis=1)
        for push in self.pushes:
            if carried[push.segment]:
                total = total - np.cross(push.at - about, push.newtons)
        return np.asarray(np.einsum("fi,fi->f", total, self.pose.axes[:, number]))


def free_forces(pose: Pose, step: float) -> Forces:
    """Work out a movement that comes round, with nothing that pushes; frames lie `step` s apart.

    The pelvis then has to be held up by its own six freedoms, as an engine in free space is.
    """
    accelerations, spins = _motion_of(pose, step)
    return Forces(
        pose=pose,
        accelerations=accelerations,
        spins=spins,
        pushes=(),
        unbalanced=np.zeros(len(pose.angles)),
    )


def static_forces(solved: Solved) -> Forces:
    """Work out the key frames, without acceleration."""
    bearing = [_bearing(solved, n, n) for n in range(len(solved.motion.keys))]
    shape = solved.keys.centres.shape
    return _forces(solved, solved.keys, np.zeros(shape), np.zeros(shape), bearing)


def static_forces_at(solved: Solved, times: Sequence[float]) -> Forces:
    """Work out any frames, without acceleration."""
    pose = solved.at(times)
    shape = pose.centres.shape
    bearing = _bearing_at(solved, times)
    return _forces(solved, pose, np.zeros(shape), np.zeros(shape), bearing)


def dynamic_forces(solved: Solved, *, per_second: float = 25.0) -> Forces:
    """Work out one repetition with accelerations, from central differences of even frames."""
    count = max(round(solved.motion.seconds * per_second), 8)
    step = solved.motion.seconds / count
    times = [n * step for n in range(count)]
    pose = solved.at(times)
    accelerations, spins = _motion_of(pose, step)
    return _forces(solved, pose, accelerations, spins, _bearing_at(solved, times))


def _motion_of(pose: Pose, step: float) -> tuple[Floats, Floats]:
    """Accelerations of the centres of mass [m/s²] and change of spin [N m]; it wraps round."""
    centres, turned = pose.centres, pose.turned
    accelerations = (np.roll(centres, -1, 0) - 2 * centres + np.roll(centres, 1, 0)) / step**2
    change = (np.roll(turned, -1, 0) - np.roll(turned, 1, 0)) / (2 * step)
    rate = change @ turned.swapaxes(2, 3)
    turning = np.stack([rate[..., 2, 1], rate[..., 0, 2], rate[..., 1, 0]], axis=-1)
    inertia = turned * pose.body.inertias[:, None, :] @ turned.swapaxes(2, 3)
    spin = np.einsum("fsij,fsj->fsi", inertia, turning)
    return accelerations, np.asarray((np.roll(spin, -1, 0) - np.roll(spin, 1, 0)) / (2 * step))


def _bearing_at(solved: Solved, times: Sequence[float]) -> list[set[str]]:
    legs = [leg_at(solved.motion, time) if solved.motion.moves else (0, 0.0) for time in times]
    count = len(solved.motion.keys)
    ends = [(n, n if share == 0 else (n + 1) % count) for n, share in legs]
    return [_bearing(solved, *pair) for pair in ends]


def _bearing(solved: Solved, one: int, other: int) -> set[str]:
    """Name the points that bear in both of two key frames."""
    return _bearing_in(solved, one) & _bearing_in(solved, other)


def _bearing_in(solved: Solved, number: int) -> set[str]:
    names = set()
    for part, contact in solved.motion.keys[number].contacts.items():
        touch = TOUCHES[part_of(part)][contact.touch]
        names |= set(points_of(part, contact.touch)) if touch.bears else set()
    return names


def _ways(solved: Solved) -> dict[str, Floats]:
    """Directions in which each touching point may push, shape (ways, 3)."""
    ways = {}
    for key in solved.motion.keys:
        for part, contact in key.contacts.items():
            touch = TOUCHES[part_of(part)][contact.touch]
            for point in points_of(part, contact.touch) if touch.bears else ():
                ways[point] = _cone(np.array(touch.normal), holds=touch.holds)
    return ways


def _cone(normal: Floats, *, holds: bool) -> Floats:
    if holds:
        return np.concatenate([np.eye(3), -np.eye(3)])
    across = np.array([[1.0, 0, 0], [0, 1.0, 0], [0, 0, 1.0]])
    flat = [way for way in across if abs(way @ normal) < 0.5]
    return np.array([normal + sign * FRICTION * way for way in flat for sign in (1, -1)])


def _pulls(solved: Solved, pose: Pose) -> list[Push]:
    """Pushes that are given: weights held, and cables or bands that pull to where they hang."""
    load = solved.motion.load
    weights = [
        Push(
            segment=burden.segment,
            at=(at := pose.place(burden.segment, burden.at)),
            newtons=np.broadcast_to(burden.kg * GRAVITY, at.shape),
        )
        for burden in solved.burdens
    ]
    anchors = [prop for prop in solved.motion.props if prop.shape is Shape.BAND]
    if load is None or load.tool not in (Tool.CABLE, Tool.BAND) or not anchors:
        return weights
    return [*weights, *_ropes(load, pose, anchors[0])]


def _ropes(load: Load, pose: Pose, fixed: Prop) -> list[Push]:
    anchor = np.array([fixed.forward, fixed.out, fixed.up]) / CM_REFERENCE * pose.body.height
    pushes = []
    for burden in held_at(load, pose.body):
        at = pose.place(burden.segment, burden.at)
        way = anchor - at
        way = way / np.linalg.norm(way, axis=1, keepdims=True)
        pushes.append(Push(segment=burden.segment, at=at, newtons=way * burden.kg * 9.81))
    return pushes


def _forces(
    solved: Solved,
    pose: Pose,
    accelerations: Floats,
    spins: Floats,
    bearing: Sequence[set[str]],
) -> Forces:
    given = _pulls(solved, pose)
    ways = _ways(solved)
    names = sorted(set().union(*bearing))
    newtons = {name: np.zeros((len(pose.angles), 3)) for name in names}
    unbalanced = np.zeros(len(pose.angles))
    needed = _needed(pose, accelerations, spins, given)
    scale = np.array([1, 1, 1] + [1 / pose.body.height] * 3) / (pose.body.mass * 9.81)
    where = {name: pose.point(name) for name in names}
    about = pose.centre_of_mass()
    for frame, touching in enumerate(bearing):
        here = sorted(touching)
        columns = [_columns(ways[n], where[n][frame] - about[frame]) for n in here]
        matrix = np.concatenate(columns, axis=1) if columns else np.zeros((6, 0))
        matrix, wanted = matrix * scale[:, None] * pose.body.mass * 9.81, needed[frame] * scale
        sizes = least_pushes(matrix, wanted)
        left = wanted - matrix @ sizes
        unbalanced[frame] = np.linalg.norm(left[:3]) + np.linalg.norm(left[3:])
        start = 0
        for name in here:
            share = sizes[start : start + len(ways[name])]
            newtons[name][frame] = share @ ways[name] * pose.body.mass * 9.81
            start += len(ways[name])
    ground = [
        Push(segment=pose.body.point(name)[0], at=where[name], newtons=newtons[name])
        for name in names
    ]
    return Forces(
        pose=pose,
        accelerations=accelerations,
        spins=spins,
        pushes=(*given, *ground),
        unbalanced=unbalanced,
    )


def _needed(pose: Pose, accelerations: Floats, spins: Floats, given: Sequence[Push]) -> Floats:
    """The force and moment about the body's centre that what touches must give, (frames, 6)."""
    about = pose.centre_of_mass()
    inertial = pose.body.masses[:, None] * (accelerations - GRAVITY)
    force = inertial.sum(axis=1)
    moment = (np.cross(pose.centres - about[:, None], inertial) + spins).sum(axis=1)
    for push in given:
        force = force - push.newtons
        moment = moment - np.cross(push.at - about, push.newtons)
    return np.concatenate([force, moment], axis=1)


def _columns(ways: Floats, arm: Floats) -> Floats:
    return np.concatenate([ways, np.cross(arm, ways)], axis=1).T


def least_pushes(matrix: Floats, wanted: Floats) -> Floats:
    """Solve matrix x ≈ wanted for x ≥ 0, small x first (active sets) [lawson-hanson-1974].

    >>> least_pushes(np.array([[1.0, -1.0]]), np.array([-2.0])).round(2).tolist()
    [0.0, 2.0]
    """
    count = matrix.shape[1]
    matrix = np.concatenate([matrix, EVENNESS * np.eye(count)])
    wanted = np.concatenate([wanted, np.zeros(count)])
    square, onto = matrix.T @ matrix, matrix.T @ wanted
    sizes, active = np.zeros(count), np.zeros(count, bool)
    for _ in range(3 * count):
        slope = np.where(active, -np.inf, onto - square @ sizes)
        if not count or slope.max() <= 1e-9:
            break
        active[slope.argmax()] = True
        sizes = _kept_positive(square, onto, sizes, active)
    return sizes


def _kept_positive(
    square: Floats, onto: Floats, sizes: Floats, active: NDArray[np.bool_]
) -> Floats:
    """Move to the best sizes of the active set, dropping those that would pull."""
    while True:
        best = np.zeros(len(sizes))
        best[active] = np.linalg.solve(square[np.ix_(active, active)], onto[active])
        if (best[active] > 0).all():
            return best
        falling = active & (best <= 0)
        share = np.min(sizes[falling] / np.maximum(sizes[falling] - best[falling], 1e-15))
        sizes = sizes + share * (best - sizes)
        active &= sizes > 1e-12
        sizes = np.where(active, sizes, 0.0)
