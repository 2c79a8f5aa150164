"""What a pose should come near to, as residuals whose squares a solver makes small.

Every aim weighs frames on their own; a weight of 0 means that the frame does not ask for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

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
    """Points of the body at places in the world: target and weight (frames, points, 3)."""

    names: tuple[str, ...]
    target: Floats
    weight: Floats

    def residual(self, pose: Pose) -> Floats:
        """Metres off, weighed."""
        return _in_rows(self.weight * (pose.points(self.names) - self.target))

    def slope(self, pose: Pose) -> Floats:
        """Change with the angles."""
        return _slopes_in_rows(self.weight[..., None] * _slopes_of(pose, self.names))


@dataclass(frozen=True)
class RestAim:
    """Points of the body on places `at` that are fixed to a segment; weight has shape (frames,)."""

    names: tuple[str, ...]
    segment: int
    at: Floats
    weight: Floats

    def residual(self, pose: Pose) -> Floats:
        """Metres off, weighed."""
        off = pose.points(self.names) - pose.places(self._under, self.at)
        return _in_rows(self.weight[:, None, None] * off)

    def slope(self, pose: Pose) -> Floats:
        """Change with the angles."""
        under = pose.slopes(self._under, pose.places(self._under, self.at))
        moved = _slopes_of(pose, self.names) - under
        return _slopes_in_rows(self.weight[:, None, None, None] * moved)

    @property
    def _under(self) -> NDArray[np.int_]:
        return np.full(len(self.names), self.segment)


@dataclass(frozen=True)
class TiltAim:
    """Inclinations [rad]; target and weight have shape (frames, tilts)."""

    tilts: tuple[Tilt, ...]
    target: Floats
    weight: Floats

    def residual(self, pose: Pose) -> Floats:
        """Radians off, the short way round, weighed."""
        rest, toward = self._parts(pose)
        off = np.arctan2(toward, rest) - self.target
        return np.asarray(self.weight * ((off + np.pi) % (2 * np.pi) - np.pi))

    def slope(self, pose: Pose) -> Floats:
        """Change with the angles."""
        rest, toward = self._parts(pose)
        across = rest[..., None] * self._toward - toward[..., None] * self._rest
        across *= (self.weight / np.maximum(rest**2 + toward**2, 1e-4))[..., None]
        moved = _slopes_of(pose, self._ends) - _slopes_of(pose, self._starts)
        return np.asarray((across[..., None, :] @ moved)[..., 0, :])

    def _parts(self, pose: Pose) -> tuple[Floats, Floats]:
        along = pose.points(self._ends) - pose.points(self._starts)
        return (along * self._rest).sum(axis=2), (along * self._toward).sum(axis=2)

    @cached_property
    def _starts(self) -> tuple[str, ...]:
        return tuple(tilt.start for tilt in self.tilts)

    @cached_property
    def _ends(self) -> tuple[str, ...]:
        return tuple(tilt.end for tilt in self.tilts)

    @cached_property
    def _rest(self) -> Floats:
        return np.array([tilt.rest for tilt in self.tilts])

    @cached_property
    def _toward(self) -> Floats:
        return np.array([tilt.toward for tilt in self.tilts])


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
        moved = WAYS @ pose.centre_slope(self.burdens)[:, :2]
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

    names: tuple[str, ...]
    clearance: Floats
    weight: float

    def residual(self, pose: Pose) -> Floats:
        """Metres below, weighed."""
        return np.asarray(self.weight * np.maximum(self._below(pose), 0.0))

    def slope(self, pose: Pose) -> Floats:
        """Change with the angles."""
        is_below = (self._below(pose) > 0)[..., None]
        if not is_below.any():
            return np.zeros((*is_below.shape[:2], pose.angles.shape[1]))
        return np.asarray(-self.weight * is_below * _slopes_of(pose, self.names)[:, :, 2])

    def _below(self, pose: Pose) -> Floats:
        return np.asarray(self.clearance - pose.points(self.names)[..., 2])


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


def _slopes_of(pose: Pose, names: tuple[str, ...]) -> Floats:
    segments, at = pose.body.points(names)
    return pose.slopes(segments, pose.places(segments, at))


def _in_rows(parts: Floats) -> Floats:
    """Write points below one another, shape (frames, rows)."""
    return parts.reshape(len(parts), -1)


def _slopes_in_rows(parts: Floats) -> Floats:
    return parts.reshape(len(parts), -1, parts.shape[-1])
