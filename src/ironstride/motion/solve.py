"""From the few numbers of a motion to every angle of the body: inverse kinematics.

What touches weighs most, then the balance, then the author's angles, and last a pull toward
usual posture that decides what nobody asked for. Key frames are solved one after the other, so that
a hand or a back lands where the first pose brings it and stays there; the frames between them
follow the eased way from key to key, bent so that nothing slides and the balance is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import numpy as np

from ironstride.motion.aims import Aim, AngleAim, BalanceAim, SupportAim, TiltAim, tilt_in
from ironstride.motion.descend import best, descend
from ironstride.motion.held import burdens_of, held_at
from ironstride.motion.motion import TILTS, Key, Motion, Physics
from ironstride.motion.pose import Burden, Pose, pose_of
from ironstride.motion.skeleton import (
    CM_REFERENCE,
    MIRRORED,
    OTHER_SIDE,
    STIFFNESS,
    Floats,
    Skeleton,
)
from ironstride.motion.touching import (
    Spot,
    filled,
    free_axes,
    points_of,
    stands,
    support_of,
    wanted_spots,
)
from ironstride.motion.wanted import (
    ASKED,
    BALANCED,
    EVEN,
    LOCKED,
    above_the_floor,
    aims_of,
    first_guess,
    point_aims,
    rest_aims,
    settled,
)

__all__ = ["Solved", "held_at", "leg_at", "points_of", "solve", "support_of"]


@dataclass(frozen=True, kw_only=True)
class Solved:
    """A motion worked out for one body: its key frames, and any time between them."""

    motion: Motion
    body: Skeleton
    key_angles: Floats
    spots: Sequence[Mapping[str, Spot]]
    _seen: dict[tuple[float, ...], Pose] = field(init=False, repr=False, default_factory=dict)

    @cached_property
    def burdens(self) -> tuple[Burden, ...]:
        """What the body carries."""
        return burdens_of(self.motion.load, self.body)

    @cached_property
    def keys(self) -> Pose:
        """The key frames as poses."""
        return pose_of(self.body, self.key_angles)

    def at(self, times: Sequence[float]) -> Pose:
        """Solve the frames at some times [s], wrapping round at the end; each list once."""
        wanted = tuple(times)
        if wanted not in self._seen:
            self._seen[wanted] = self._solved_at(wanted)
        return self._seen[wanted]

    def _solved_at(self, times: Sequence[float]) -> Pose:
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
        change = self.key_angles[self.after(key)] - self.key_angles[key]
        change[:2] += self.travelled(key)
        return np.asarray(self.key_angles[key] + share * change)

    def after(self, key: int) -> int:
        """Which key frame follows; the first follows the last."""
        return (key + 1) % len(self.motion.keys)

    def travelled(self, key: int) -> Floats:
        """How far on the next key frame is to be taken, forward and to the left. [m]"""
        is_last = key == len(self.motion.keys) - 1
        way = np.array(self.motion.travel) if is_last else np.zeros(2)
        return np.asarray(way / CM_REFERENCE * self.body.height)

    def kept(self, key: int) -> dict[str, Spot]:
        """The points that stay where they are from a key frame to the next."""
        x, y = self.travelled(key)
        there = {
            name: (None if a is None else a + x, None if b is None else b + y, c)
            for name, (a, b, c) in self.spots[self.after(key)].items()
        }
        return _shared(self.spots[key], there)


def solve(motion: Motion, body: Skeleton) -> Solved:
    """Find the key frames of a motion for a body."""
    found: dict[str, Spot] = {}
    angles: list[Floats] = []
    spots: list[Mapping[str, Spot]] = []
    half = len(motion.keys) // 2
    for number, key in enumerate(motion.keys[:half] if motion.alternates else motion.keys):
        wanted = wanted_spots(key, body, found)
        starts = [*angles[-1:], settled(body, first_guess(key), wanted)]
        pose = _key_frame(motion, number, body, wanted, starts)
        free = free_axes(key)
        wanted = {n: filled(pose, n, spot, free.get(n, "")) for n, spot in wanted.items()}
        found |= wanted
        angles.append(pose.angles[0])
        spots.append(wanted)
    if motion.alternates:
        forward = motion.travel[0] / 2 / CM_REFERENCE * body.height
        angles += [_across(one, forward) for one in angles]
        spots += [_spots_across(one, forward) for one in spots]
    return Solved(motion=motion, body=body, key_angles=np.array(angles), spots=tuple(spots))


def _across(angles: Floats, forward: float) -> Floats:
    """Mirror a pose and take it forward. [m]"""
    mirrored = MIRRORED * angles[OTHER_SIDE]
    mirrored[0] += forward
    return np.asarray(mirrored)


def _spots_across(spots: Mapping[str, Spot], forward: float) -> dict[str, Spot]:
    swap = {"right": "left", "left": "right"}
    mirrored: dict[str, Spot] = {}
    for name, (x, y, z) in spots.items():
        side, _, rest = name.partition("_")
        there = f"{swap[side]}_{rest}" if side in swap else name
        mirrored[there] = (None if x is None else x + forward, None if y is None else -y, z)
    return mirrored


def _key_frame(
    motion: Motion,
    number: int,
    body: Skeleton,
    wanted: Mapping[str, Spot],
    starts: Sequence[Floats],
) -> Pose:
    """Solve one key frame, then bring its weight over what it stands on, and its sides level."""
    key, aims = motion.keys[number], aims_of(motion, number, body, wanted)
    angles = best(body, starts, aims)
    if not motion.is_passing(number) and motion.physics is Physics.STATIC and stands(key):
        pose = pose_of(body, angles)
        base = support_of(key, {n: filled(pose, n, spot, "") for n, spot in wanted.items()})
        if len(base) >= 3:
            aims.append(SupportAim(burdens_of(motion.load, body), base, BALANCED))
            angles = descend(body, angles, aims)
    return pose_of(body, _evened(body, angles, aims) if key.is_even else angles)


def _evened(body: Skeleton, angles: Floats, aims: Sequence[Aim]) -> Floats:
    """Make both sides of a pose the same, which rounding had let drift apart."""
    for _ in range(2):
        angles = (angles + MIRRORED * angles[:, OTHER_SIDE]) / 2
        angles = descend(body, angles, aims, rounds=10)
    return np.asarray((angles + MIRRORED * angles[:, OTHER_SIDE]) / 2)


# ---- between key frames ----------------------------------------------------------------------


def leg_at(motion: Motion, time: float) -> tuple[int, float]:
    """Find the key frame last passed and the share of the way on to the next, eased."""
    if time == motion.seconds:
        return len(motion.keys) - 1, 1.0
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
    keys = solved.motion.keys
    pairs = [(leg, solved.after(leg)) for leg, _ in legs]
    shared = [solved.kept(leg) for leg, _ in legs]
    names = list(dict.fromkeys(name for spots in shared for name in spots))
    aims = point_aims(names, shared)
    weight = np.repeat(STIFFNESS[None] * 2, len(legs), axis=0)
    even = [keys[a].is_even and keys[b].is_even for a, b in pairs]
    weight[np.ix_(even, EVEN)] = LOCKED
    aims += [AngleAim(guess, weight), above_the_floor(solved.body), _trunk_between(solved, legs)]
    steady = [keys[a] if keys[a].arms == keys[b].arms else _FREE for a, b in pairs]
    aims += rest_aims(steady, solved.body)
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
    return TiltAim((TILTS["trunk"],), np.array(target)[:, None], np.array(weight)[:, None])


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
    on_the_way = masses[0] + share * (masses[1] + solved.travelled(pair[0]) - masses[0])
    keys = [solved.motion.keys[n] for n in pair]
    moving = any(solved.motion.is_passing(number) for number in pair)
    grounded = not moving and not any(key.is_in_the_air for key in keys)
    return on_the_way, np.full(2, BALANCED if grounded else 0.0)
