"""What all files of poses share: tables of numbers, places of the body, forward and up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import numpy as np

from ironstride.core.errors import IronstrideError
from ironstride.poses.sequence import PLACES, SIDES, Floats

MOST_FRAMES: Final = 200_000  # a quarter of an hour at 240 a second


class PoseFileError(IronstrideError):
    """A file of poses could not be read."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path, self.problem = path, problem


def numbers(rows: Iterable[tuple[int, list[str]]], width: int) -> Floats:
    """Read rows of cells, each with its line's number, as numbers; an empty cell is NaN.

    Raises:
        ValueError: names the line of the first cell that is no number.
    """
    read: list[list[float]] = []
    for line, cells in rows:
        if len(read) == MOST_FRAMES:
            raise ValueError(f"holds more than {MOST_FRAMES} frames; cut out what is to be counted")
        filled = [*cells, *[""] * width][:width]
        try:
            read.append([float(cell) if cell.strip() else np.nan for cell in filled])
        except ValueError as error:
            raise ValueError(f"line {line}: {error}; give numbers in every column") from error
    table = np.array(read, float).reshape(-1, width)
    if not len(table):
        raise ValueError("holds no frames below its header")
    return np.where(np.isfinite(table), table, np.nan)


def place_of(name: str) -> str | None:
    """Find the place of the body that a point's name means; None for others.

    >>> place_of("RHip"), place_of("r_knee_study"), place_of("LEFT_ANKLE"), place_of("RHeel")
    ('right_hip', 'right_knee', 'left_ankle', None)
    """
    word = name.lower().replace("-", "_").replace(" ", "_").replace(".", "_")
    word = word.removesuffix("_study")
    for side in SIDES:
        for place in PLACES:
            if word in (f"{side}_{place}", f"{side[0]}_{place}", f"{side[0]}{place}"):
                return f"{side}_{place}"
    return None


def upright(points: Mapping[str, Floats]) -> dict[str, Floats]:
    """Turn pictures whose rows are counted downward the right way up, by hips over ankles."""
    hips = [at[:, 1] for name, at in points.items() if name.endswith(("hip", "shoulder"))]
    ankles = [at[:, 1] for name, at in points.items() if name.endswith("ankle")]
    if not hips or not ankles:
        return dict(points)
    down = np.nanmedian(hips) < np.nanmedian(ankles)
    return {name: at * [1.0, -1.0] if down else at for name, at in points.items()}


def from_the_side(points: Mapping[str, Floats]) -> dict[str, Floats]:
    """See points in space, shape (n, 3) with y up, from the side: forward is where most moves."""
    ends = [(f"{s}_hip", f"{s}_{place}") for s in SIDES for place in ("shoulder", "ankle")]
    moves = [
        (points[far] - points[near])[:, ::2]
        for near, far in ends
        if near in points and far in points
    ]
    way = np.array([1.0, 0.0])
    if moves:
        flat = np.concatenate([move - np.nanmean(move, axis=0) for move in moves])
        flat = flat[~np.isnan(flat).any(axis=1)]
        if len(flat):
            way = np.linalg.svd(flat, full_matrices=False)[2][0]
            way = way if way[np.abs(way).argmax()] > 0 else -way
    return {name: np.column_stack([at[:, ::2] @ way, at[:, 1]]) for name, at in points.items()}


def times_of(column: Floats | None, count: int, per_second: float | None) -> Floats:
    """Give the frames' times in seconds; what steps by more than 5 was told in milliseconds.

    Raises:
        ValueError: where neither the file nor the caller tells any.
    """
    if column is not None:
        step = float(np.nanmedian(np.diff(column))) if len(column) > 1 else 0.0
        return column / 1000 if step > 5 else column
    if per_second is None:
        raise ValueError("tells no times; say how many frames a second with --fps")
    return np.arange(count) / per_second
