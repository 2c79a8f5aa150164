"""Where every segment is, for angles given: forward kinematics, many frames at once.

Angles q have the shape (frames, freedoms) in the order of `FREEDOMS`: metres for the three
slides of the pelvis, radians for the rest. Everything that an inverse solver asks of a pose
(points, directions, the centre of mass, and how each changes with q) is exact, by the rule that
a turn about an axis a through o moves a point p by a × (p − o).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

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

TURNS: Final = 3  # the most freedoms of one segment
_TURNED: Final = [[n for n, f in enumerate(FREEDOMS) if f.segment == s] for s in SEGMENTS]
_TURNED[0] = _TURNED[0][3:]  # the pelvis slides before it turns
_SLOTS: Final = np.array([row + [-1] * (TURNS - len(row)) for row in _TURNED])
"""The freedoms of each segment, one after the other; -1 stands for none. Shape (segments, 3)."""
_SEGMENT_OF: Final = np.array([NUMBER[freedom.segment] for freedom in FREEDOMS])
_SLOT_OF: Final = np.array(
    [0 if f.is_slide else _TURNED[NUMBER[f.segment]].index(n) for n, f in enumerate(FREEDOMS)]
)
_PARENTS: Final = np.array([-1 if (p := parent_of(s)) is None else NUMBER[p] for s in SEGMENTS])
"""Who carries each segment; -1 is the world."""


def _generations() -> Iterator[tuple[NDArray[np.int_], NDArray[np.int_]]]:
    """Give the segments that can be placed at once, because those that carry them are, and these."""
    placed = {-1}
    while len(placed) <= len(SEGMENTS):
        ready = [n for n, above in enumerate(_PARENTS) if above in placed and n not in placed]
        placed |= set(ready)
        yield np.array(ready), _PARENTS[ready]


_GENERATIONS: Final = tuple(_generations())
_AXES: Final[Floats] = np.array([*(freedom.axis for freedom in FREEDOMS), (1.0, 0.0, 0.0)])
_ACROSS: Final[Floats] = np.zeros((3, 3, 3))  # e @ _ACROSS is the matrix of x ↦ e × x
for _i, _j, _k in ((0, 1, 2), (1, 2, 0), (2, 0, 1)):
    _ACROSS[_i, _k, _j], _ACROSS[_i, _j, _k] = 1.0, -1.0
_CROSS: Final[Floats] = np.einsum("di,ijk->djk", _AXES, _ACROSS)
_CROSS_TWICE: Final[Floats] = _CROSS @ _CROSS


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

    def points(self, names: tuple[str, ...]) -> Floats:
        """Where some named places are, shape (frames, places, 3). [m]"""
        return self.places(*self.body.points(names))

    def places(self, segments: NDArray[np.int_], at: Floats) -> Floats:
        """Where points fixed to segments are, shape (frames, points, 3). [m]"""
        turned = (self.turned[:, segments] @ at[..., None])[..., 0]
        return np.asarray(self.origins[:, segments] + turned)

    def slopes(self, segments: NDArray[np.int_], where: Floats) -> Floats:
        """How points carried by segments move with each freedom, (frames, points, 3, freedoms)."""
        turns = _cross_matrices(where) @ self._spins[:, None]
        return np.asarray((self._shifts[:, None] - turns) * MOVES[segments][:, None])

    @cached_property
    def _spins(self) -> Floats:
        """The axes of all turns, shape (frames, 3, freedoms)."""
        return np.where(IS_SLIDE, 0.0, self.axes.swapaxes(1, 2))

    @cached_property
    def _shifts(self) -> Floats:
        """How the world's origin would move if a segment carried it, (frames, 3, freedoms)."""
        pivoted = (_cross_matrices(self.pivots) @ self.axes[..., None])[..., 0]
        return np.where(IS_SLIDE, self.axes.swapaxes(1, 2), pivoted.swapaxes(1, 2))

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
        turns = (_cross_matrices(moment) @ self._spins.swapaxes(1, 2)[..., None])[..., 0]
        moves = self._shifts * carried[:, None] - turns.swapaxes(1, 2)
        return np.asarray(moves / total)


def pose_of(body: Skeleton, angles: Floats) -> Pose:
    """Put a body into poses.

    >>> from ironstride.motion.skeleton import Sex
    >>> body = Skeleton(Sex.MALE, 1.75, 70.0)
    >>> standing = pose_of(body, np.zeros((1, len(FREEDOMS))))
    >>> float(round(np.ptp([standing.point(n)[0, 2] for n in ("crown", "right_heel")]), 3))
    1.75
    """
    frames, last = len(angles), len(SEGMENTS)  # the world comes last
    own_axes, own_turns = _in_their_parents(angles)
    turned, origins = np.empty((frames, last + 1, 3, 3)), np.empty((frames, last + 1, 3))
    turned[:, last], origins[:, last] = np.eye(3), angles[:, :3]
    for segments, parents in _GENERATIONS:
        above = turned[:, parents]
        turned[:, segments] = above @ own_turns[:, segments]
        hung = (above @ body.offsets[segments, :, None])[..., 0]
        origins[:, segments] = origins[:, parents] + hung
    axes = (turned[:, _PARENTS] @ own_axes)[:, _SEGMENT_OF, :, _SLOT_OF].swapaxes(0, 1)
    axes[:, :3] = np.eye(3)
    return Pose(
        body=body,
        angles=angles,
        turned=turned[:, :last],
        origins=origins[:, :last],
        axes=axes,
        pivots=origins[:, _SEGMENT_OF],
    )


def _in_their_parents(angles: Floats) -> tuple[Floats, Floats]:
    """Turn every segment by itself: its axes as columns, and how it is turned in its parent.

    Both have the shape (frames, segments, 3, 3).
    """
    none = np.zeros((len(angles), 1))
    turns = _turns(np.concatenate([angles, none], axis=1))
    frame = turns[:, _SLOTS[:, 0]]
    axes = [np.broadcast_to(_AXES[_SLOTS[:, 0]], frame.shape[:3])]
    for slot in range(1, TURNS):
        axes.append((frame @ _AXES[_SLOTS[:, slot], :, None])[..., 0])
        frame = frame @ turns[:, _SLOTS[:, slot]]
    return np.stack(axes, axis=-1), frame


def _turns(angles: Floats) -> Floats:
    """Turn about each freedom's axis by angles [rad], (frames, freedoms, 3, 3) (Rodrigues)."""
    sine, versine = np.sin(angles)[..., None, None], (1 - np.cos(angles))[..., None, None]
    return np.asarray(np.eye(3) + sine * _CROSS + versine * _CROSS_TWICE)


def _cross_matrices(points: Floats) -> Floats:
    """The matrices of x ↦ p × x, shape (..., 3, 3)."""
    return np.asarray((points @ _ACROSS.reshape(3, 9)).reshape(*points.shape, 3))
