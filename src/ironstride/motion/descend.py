"""Damped least squares: from angles somewhere to angles that come near what is wanted.

[levenberg-1944, marquardt-1963: convention], many frames at once, each for itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from ironstride.motion.aims import Aim
from ironstride.motion.pose import Pose, pose_of
from ironstride.motion.skeleton import HIGH, LOW, Floats, Skeleton

ROUNDS: Final = 60


def descend(body: Skeleton, start: Floats, aims: Sequence[Aim], *, rounds: int = ROUNDS) -> Floats:
    """Go down from a start, shape (frames, freedoms), to angles that come near the aims."""
    angles = np.clip(start, LOW, HIGH)
    damping = np.full(len(angles), 1.0)
    pose = pose_of(body, angles)
    residual, slope = _residuals(aims, pose), _slopes(aims, pose)
    for _ in range(rounds):
        step = _step(angles, slope, residual, damping)
        tried = np.clip(angles + step, LOW, HIGH)
        pose = pose_of(body, tried)
        next_residual = _residuals(aims, pose)
        better = (next_residual**2).sum(axis=1) <= (residual**2).sum(axis=1)
        damping = np.clip(np.where(better, damping / 4, damping * 5), 1e-7, 1e6)
        if not better.any():
            continue
        angles = np.where(better[:, None], tried, angles)
        residual = np.where(better[:, None], next_residual, residual)
        if better.all() and np.abs(step).max() < 1e-6:
            break
        slope = np.where(better[:, None, None], _slopes(aims, pose), slope)
    return angles


def best(body: Skeleton, starts: Sequence[Floats], aims: Sequence[Aim]) -> Floats:
    """Go down from several starts; the first, the key frame before, wins where it is as good."""
    ends = descend(body, np.array(starts), aims)
    residual = _residuals(aims, pose_of(body, ends))
    cost = (residual**2).sum(axis=1)
    near = np.flatnonzero(cost <= cost.min() * 1.2 + 1e-6)
    return ends[near[:1]]


def _step(angles: Floats, slope: Floats, residual: Floats, damping: Floats) -> Floats:
    """One damped step; a joint at its limit does not push further."""
    downhill = -(residual[:, None] @ slope)[:, 0]
    stuck = ((angles <= LOW) & (downhill < 0)) | ((angles >= HIGH) & (downhill > 0))
    slope = np.where(stuck[:, None], 0.0, slope)
    curve = slope.transpose(0, 2, 1) @ slope
    diagonal = np.arange(slope.shape[2])
    curve[:, diagonal, diagonal] += damping[:, None]
    downhill = np.where(stuck, 0.0, downhill)
    return np.asarray(np.clip(np.linalg.solve(curve, downhill[..., None])[..., 0], -0.5, 0.5))


def _residuals(aims: Sequence[Aim], pose: Pose) -> Floats:
    """Put all residuals below one another, shape (frames, rows)."""
    return np.concatenate([aim.residual(pose) for aim in aims], axis=1)


def _slopes(aims: Sequence[Aim], pose: Pose) -> Floats:
    """Put all slopes below one another, shape (frames, rows, freedoms)."""
    frames = len(pose.angles)
    parts = [aim.slope(pose) for aim in aims]
    whole = [np.broadcast_to(part, (frames, *part.shape[1:])) for part in parts]
    return np.concatenate(whole, axis=1)
