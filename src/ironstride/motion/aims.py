"""What a pose should come near to, as residuals whose squares a solver makes small.

Every aim weighs frames on their own; a weight of 0 means that the frame does not ask for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from ironstride.motion.motion import Tilt
from ironstride.motion.pose import Burden, Pose
from ironstride.motion.skeleton import Floats


class Aim(Protocol):
    """Something wanted of a pose."""

    def residual(self, pose: Pose) -> Floats:
        """How far the pose is from it, weighed, shape (frames, rows)."""

    def slope(self, pose: Pose) -> Floats:
        """How the residual changes with the angles, shape (frames, rows, freedoms)."""


@dataclass(frozen=True)
class PointAim:
    """A point of the body at a place in the world: target and weight have shape (frames, 3)."""

    name: str
    target: Floats
    weight: Floats

    def residual(self, pose: Pose) -> Floats:
        """Metres off, weighed."""
        return self.weight * (pose.point(self.name) - self.target)

    def slope(self, pose: Pose) -> Floats:
        """Change with the angles."""
        segment, at = pose.body.point(self.name)
        return np.asarray(self.weight[..., None] * pose.slope(segment, pose.place(segment, at)))


@dataclass(frozen=True)
class RestAim:
    """A point of the body on a place fixed to another segment; weight has shape (frames, 1)."""

    name: str
    segment: int
    at: Floats
    weight: Floats

    def residual(self, pose: Pose) -> Floats:
        """Metres off, weighed."""
        return self.weight * (pose.point(self.name) - pose.place(self.segment, self.at))

    def slope(self, pose: Pose) -> Floats:
        """Change with the angles."""
        segment, at = pose.body.point(self.name)
        moved = pose.slope(segment, pose.place(segment, at))
        under = pose.slope(self.segment, pose.place(self.segment, self.at))
        return np.asarray(self.weight[..., None] * (moved - under))


@dataclass(frozen=True)
class TiltAim:
    """An inclination [rad]; target and weight have shape (frames,)."""

    tilt: Tilt
    target: Floats
    weight: Floats

    def residual(self, pose: Pose) -> Floats:
        """Radians off, the short way round, weighed."""
        off = tilt_in(pose, self.tilt) - self.target
        off = (off + np.pi) % (2 * np.pi) - np.pi
        return np.asarray((self.weight * off)[:, None])

    def slope(self, pose: Pose) -> Floats:
        """Change with the angles."""
        along = pose.point(self.tilt.end) - pose.point(self.tilt.start)
        rest, toward = along @ np.array(self.tilt.rest), along @ np.array(self.tilt.toward)
        across = np.outer(rest, self.tilt.toward) - np.outer(toward, self.tilt.rest)
        across *= (self.weight / np.maximum(rest**2 + toward**2, 1e-4))[:, None]
        moved = _slope_of(pose, self.tilt.end) - _slope_of(pose, self.tilt.start)
        return np.asarray(np.einsum("fi,fid->fd", across, moved)[:, None])


@dataclass(frozen=True)
class BalanceAim:
    """The centre of mass over a place: target and weight have shape (frames, 2)."""

    burdens: Sequence[Burden]
    target: Floats
    weight: Floats

    def residual(self, pose: Pose) -> Floats:
        """Metres off, weighed."""
        return self.weight * (pose.centre_of_mass(self.burdens)[:, :2] - self.target)

    def slope(self, pose: Pose) -> Floats:
        """Change with the angles."""
        return np.asarray(self.weight[..., None] * pose.centre_slope(self.burdens)[:, :2])


@dataclass(frozen=True)
class SupportAim:
    """The centre of mass inside a hull of points, shape (points, 2) [m]; nothing once it is."""

    burdens: Sequence[Burden]
    base: Floats
    weight: float

    def residual(self, pose: Pose) -> Floats:
        """Metres outside, by direction, weighed."""
        return np.asarray(self.weight * np.maximum(self._outside(pose), 0.0))

    def slope(self, pose: Pose) -> Floats:
        """Change with the angles."""
        moved = np.einsum("wi,fid->fwd", WAYS, pose.centre_slope(self.burdens)[:, :2])
        return np.asarray(self.weight * (self._outside(pose) > 0)[..., None] * moved)

    def _outside(self, pose: Pose) -> Floats:
        reach = (self.base @ WAYS.T).max(axis=0) - INSIDE
        return np.asarray(pose.centre_of_mass(self.burdens)[:, :2] @ WAYS.T - reach)


_TURNS: Final = np.arange(36) * 2 * np.pi / 36
WAYS: Final = np.column_stack([np.cos(_TURNS), np.sin(_TURNS)])
INSIDE: Final = 0.006  # how far inside its edge a support is aimed for [m]


@dataclass(frozen=True)
class FloorAim:
    """Points of the body, each with its clearance [m], above the floor; nothing once they are."""

    points: Sequence[tuple[str, float]]
    weight: float

    def residual(self, pose: Pose) -> Floats:
        """Metres below, weighed."""
        return np.stack([self._below(pose, name, c) for name, c in self.points], axis=1)

    def slope(self, pose: Pose) -> Floats:
        """Change with the angles."""
        rows = [
            -self.weight * (self._below(pose, name, c) > 0)[:, None] * _slope_of(pose, name)[:, 2]
            for name, c in self.points
        ]
        return np.stack(rows, axis=1)

    def _below(self, pose: Pose, name: str, clearance: float) -> Floats:
        return np.asarray(self.weight * np.maximum(clearance - pose.point(name)[:, 2], 0.0))


@dataclass(frozen=True)
class AngleAim:
    """All angles at once near some usual ones: target and weight (frames, freedoms)."""

    target: Floats
    weight: Floats

    def residual(self, pose: Pose) -> Floats:
        """Radians (metres for the slides) off, weighed."""
        return np.asarray(self.weight * (pose.angles - self.target))

    def slope(self, pose: Pose) -> Floats:  # noqa: ARG002  # an aim answers to any pose
        """Change with the angles."""
        return np.asarray(self.weight[..., None] * np.eye(self.weight.shape[1]))


def tilt_in(pose: Pose, tilt: Tilt) -> Floats:
    """Measure an inclination, shape (frames,). [rad]"""
    along = pose.point(tilt.end) - pose.point(tilt.start)
    return np.asarray(np.arctan2(along @ np.array(tilt.toward), along @ np.array(tilt.rest)))


def _slope_of(pose: Pose, name: str) -> Floats:
    segment, at = pose.body.point(name)
    return pose.slope(segment, pose.place(segment, at))
