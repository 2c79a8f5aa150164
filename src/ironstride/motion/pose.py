"""Where every segment is, for angles given: forward kinematics, many frames at once.

Angles q have the shape (frames, freedoms) in the order of `FREEDOMS`: metres for the three
slides of the pelvis, radians for the rest. Everything that an inverse solver asks of a pose
(points, directions, the centre of mass, and how each changes with q) is exact, by the rule that
a turn about an axis a through o moves a point p by a × (p − o).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from ironstride.motion.skeleton import (
    FREEDOMS,
    IS_SLIDE,
    MOVES,
    NUMBER,
    SEGMENTS,
    Floats,
    Skeleton,
    parent_of,
)

_BY_SEGMENT: Final = tuple(
    (
        NUMBER[segment],
        None if (above := parent_of(segment)) is None else NUMBER[above],
        tuple((n, row) for n, row in enumerate(FREEDOMS) if row.segment == segment),
    )
    for segment in SEGMENTS
)


@dataclass(frozen=True, kw_only=True)
class Burden:
    """A mass [kg] fixed to a segment at a place in its axes. [m]"""

    segment: int
    at: Floats
    kg: float


@dataclass(frozen=True, kw_only=True)
class Pose:
    """A body in some frames.

    Args:
        body: whose it is.
        angles: q, shape (frames, freedoms). [m and rad]
        turned: the axes of each segment, shape (frames, segments, 3, 3).
        origins: where each segment begins, shape (frames, segments, 3). [m]
        axes: what each freedom turns about or slides along, shape (frames, freedoms, 3).
        pivots: a point on that axis, shape (frames, freedoms, 3). [m]
    """

    body: Skeleton
    angles: Floats
    turned: Floats
    origins: Floats
    axes: Floats
    pivots: Floats

    def place(self, segment: int, at: Floats) -> Floats:
        """Where a point fixed to a segment is, shape (frames, 3). [m]"""
        return np.asarray(self.origins[:, segment] + self.turned[:, segment] @ at)

    def point(self, name: str) -> Floats:
        """Where a named place on the body is, shape (frames, 3). [m]"""
        return self.place(*self.body.point(name))

    def slope(self, segment: int, where: Floats) -> Floats:
        """How a point carried by a segment moves with each freedom, (frames, 3, freedoms)."""
        turns = np.cross(self.axes, where[:, None] - self.pivots)
        moves = np.where(IS_SLIDE[:, None], self.axes, turns) * MOVES[segment][:, None]
        return np.asarray(moves.transpose(0, 2, 1))

    @cached_property
    def centres(self) -> Floats:
        """The centre of mass of each segment, shape (frames, segments, 3). [m]"""
        return np.asarray(self.origins + np.einsum("fsij,sj->fsi", self.turned, self.body.centres))

    def centre_of_mass(self, burdens: Sequence[Burden] = ()) -> Floats:
        """The centre of mass of the body and what it carries, shape (frames, 3). [m]"""
        total = self.body.mass + sum(burden.kg for burden in burdens)
        moment = np.einsum("s,fsi->fi", self.body.masses, self.centres)
        for burden in burdens:
            moment = moment + burden.kg * self.place(burden.segment, burden.at)
        return np.asarray(moment / total)

    def centre_slope(self, burdens: Sequence[Burden] = ()) -> Floats:
        """How the centre of mass moves with each freedom, shape (frames, 3, freedoms)."""
        weight = MOVES * self.body.masses[:, None]
        moment = np.einsum("sd,fsi->fdi", weight, self.centres)
        carried = np.broadcast_to(weight.sum(axis=0), moment.shape[:2]).copy()
        for burden in burdens:
            where = self.place(burden.segment, burden.at)
            moment = moment + burden.kg * MOVES[burden.segment][:, None] * where[:, None]
            carried += burden.kg * MOVES[burden.segment]
        total = self.body.mass + sum(burden.kg for burden in burdens)
        turns = np.cross(self.axes, moment - self.pivots * carried[..., None])
        moves = np.where(IS_SLIDE[:, None], self.axes * carried[..., None], turns)
        return np.asarray(moves.transpose(0, 2, 1) / total)


def pose_of(body: Skeleton, angles: Floats) -> Pose:
    """Put a body into poses.

    >>> from ironstride.motion.skeleton import Sex
    >>> body = Skeleton(Sex.MALE, 1.75, 70.0)
    >>> standing = pose_of(body, np.zeros((1, len(FREEDOMS))))
    >>> float(round(np.ptp([standing.point(n)[0, 2] for n in ("crown", "right_heel")]), 3))
    1.75
    """
    frames = len(angles)
    turned = np.empty((frames, len(SEGMENTS), 3, 3))
    origins = np.empty((frames, len(SEGMENTS), 3))
    axes = np.empty((frames, len(FREEDOMS), 3))
    pivots = np.empty((frames, len(FREEDOMS), 3))
    for segment, above, freedoms in _BY_SEGMENT:
        if above is None:
            frame, origin = np.broadcast_to(np.eye(3), (frames, 3, 3)), angles[:, :3].copy()
        else:
            frame = turned[:, above]
            origin = origins[:, above] + frame @ body.offsets[segment]
        for number, freedom in freedoms:
            axis = np.array(freedom.axis)
            axes[:, number] = axis if freedom.is_slide else frame @ axis
            pivots[:, number] = origin
            if not freedom.is_slide:
                frame = frame @ _turn(axis, angles[:, number])
        turned[:, segment], origins[:, segment] = frame, origin
    return Pose(body=body, angles=angles, turned=turned, origins=origins, axes=axes, pivots=pivots)


def _turn(axis: Floats, angle: Floats) -> Floats:
    """Turn about a fixed axis by angles [rad], shape (frames, 3, 3) (Rodrigues)."""
    x, y, z = axis
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    sine, versine = np.sin(angle)[:, None, None], (1 - np.cos(angle))[:, None, None]
    return np.asarray(np.eye(3) + sine * cross + versine * (cross @ cross))
