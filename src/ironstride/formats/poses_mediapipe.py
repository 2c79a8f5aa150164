"""Landmarks of MediaPipe, as people save them: a CSV with a row a frame, or JSON.

In CSV a point's columns are named left_hip_x and left_hip_y, or by its number as x23 and y23.
In JSON frames are a list, alone or under "frames" beside fps, width and height; each frame
holds "landmarks": 33 points in MediaPipe's order, or points by name. What is less than half
visible counts as not seen. Points from 0 to 1 are shares of a picture's width and height, so
that no angle can be read from them unless both are told.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

import numpy as np

from ironstride.formats.poses_table import numbers, place_of, times_of, upright
from ironstride.poses.sequence import PLACES, SIDES, Floats, Sequence

LANDMARKS: Final = {11: "shoulder", 15: "wrist", 23: "hip", 25: "knee", 27: "ankle"}
"""Of the left side; the right side's number is one more."""
NUMBERED: Final[Mapping[int, str]] = {
    number + (side == "right"): f"{side}_{place}"
    for number, place in LANDMARKS.items()
    for side in SIDES
}
SEEN: Final = 0.5
HUGE: Final = 1e12  # no place in a picture, and no time
TIMES: Final = ("time", "time_s", "timestamp", "timestamp_s", "timestamp_ms", "time_ms")


def read_csv(text: str, per_second: float | None) -> Sequence:
    """Read a table with a row a frame.

    Raises:
        ValueError: where it is no such table; it says what is missing.
    """
    rows = list(csv.reader(text.splitlines()))
    if not rows:
        raise ValueError("is empty")
    head = [re.sub(r"[ -]", "_", name.strip().lower()).removesuffix("_pos") for name in rows[0]]
    lines = [(number, row) for number, row in enumerate(rows[1:], start=2) if any(row)]
    columns = {at: known for at, name in enumerate(head) if (known := _column(name)) is not None}
    time = next((at for at, name in enumerate(head) if name in TIMES), None)
    if not columns:
        raise ValueError("line 1: no columns as left_hip_x and left_hip_y, or x23 and y23")
    wanted = [*columns, *([] if time is None else [time])]
    table = numbers([(n, [*r, *[""] * len(head)]) for n, r in _only(lines, wanted)], len(wanted))
    at = {columns[column]: table[:, n] for n, column in enumerate(columns)}
    points = {
        place: _seen(at[place, "x"], at[place, "y"], at.get((place, "visibility")))
        for place in dict.fromkeys(place for place, _ in at)
        if (place, "x") in at and (place, "y") in at
    }
    times = times_of(None if time is None else table[:, -1], len(table), per_second)
    return _sequence(times, points, None)


def _only(lines: Iterable[tuple[int, list[str]]], wanted: list[int]) -> list[tuple[int, list[str]]]:
    return [(n, [row[at] if at < len(row) else "" for at in wanted]) for n, row in lines]


def _column(name: str) -> tuple[str, str] | None:
    """Find what a column holds: a place, and x, y or visibility."""
    named = re.fullmatch(r"(?:pose_)?(.+)_(x|y|visibility)", name)
    numbered = re.fullmatch(r"(x|y|v|visibility)_?(\d+)", name)
    if numbered:
        place = NUMBERED.get(int(numbered[2]))
        return None if place is None else (place, {"v": "visibility"}.get(numbered[1], numbered[1]))
    if named:
        number = re.fullmatch(r"(?:landmark_?)?(\d+)", named[1])
        place = NUMBERED.get(int(number[1])) if number else place_of(named[1])
        return None if place is None else (place, named[2])
    return None


def _seen(x: Floats, y: Floats, visibility: Floats | None) -> Floats:
    at = np.column_stack([x, y])
    return at if visibility is None else np.where((visibility < SEEN)[:, None], np.nan, at)


def read_json(text: str, per_second: float | None) -> Sequence:
    """Read frames of landmarks.

    Raises:
        ValueError: where they are none; it says what is missing.
    """
    try:
        held = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"cannot be read as JSON: {error}") from error
    except RecursionError as error:
        raise ValueError("is nested too deep to be frames of poses") from error
    about = held if isinstance(held, dict) else {}
    frames = about.get("frames") if isinstance(held, dict) else held
    if not isinstance(frames, list) or not all(isinstance(frame, dict) for frame in frames):
        raise ValueError('holds no list of frames; give [{"time": 0.0, "landmarks": [...]}, ...]')
    points = {name: np.full((len(frames), 2), np.nan) for name in NUMBERED.values()}
    for number, frame in enumerate(frames):
        for name, at in _landmarks(frame, number):
            points[name][number] = at
    fps = per_second or _number(about.get("fps"))
    times = times_of(_times(frames), len(frames), fps)
    size = (_number(about.get("width")), _number(about.get("height")))
    return _sequence(times, points, size if all(size) else None)


def _times(frames: list[dict[str, Any]]) -> Floats | None:
    for key in TIMES:
        told = [_number(frame.get(key)) for frame in frames]
        if told and all(time is not None for time in told):
            return np.array(told, float)
    return None


def _landmarks(frame: Mapping[str, Any], number: int) -> Iterable[tuple[str, tuple[float, float]]]:
    held = next(
        (frame[k] for k in ("landmarks", "pose_landmarks", "keypoints") if k in frame), None
    )
    if isinstance(held, list) and len(held) == 1 and isinstance(held[0], list):
        held = held[0]  # of the one person in the picture
    if isinstance(held, Mapping):
        named = [(place_of(str(name)), point) for name, point in held.items()]
    elif isinstance(held, list):
        named = [(NUMBERED.get(n), point) for n, point in enumerate(held)]
    elif held is None:
        return
    else:
        raise ValueError(f"frame {number + 1}: landmarks is neither a list nor a table of points")
    for name, point in named:
        if name is not None and point is not None:
            at = _point(point)
            if at is None:
                raise ValueError(f"frame {number + 1}: {name} has no x and y that are numbers")
            if at[2] >= SEEN:
                yield name, at[:2]


def _point(point: Any) -> tuple[float, float, float] | None:
    """Read x, y and how visible it is, from a table or a list."""
    if isinstance(point, Mapping):
        told = [point.get("x"), point.get("y"), point.get("visibility", 1.0)]
    elif isinstance(point, list) and len(point) >= 2:
        told = [*point[:2], point[3] if len(point) > 3 else 1.0]
    else:
        return None
    x, y, seen = (_number(part) for part in told)
    return None if x is None or y is None else (x, y, 1.0 if seen is None else seen)


def _number(value: Any) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and abs(value) < HUGE else None


def _sequence(
    times: Floats, points: Mapping[str, Floats], size: tuple[float | None, ...] | None
) -> Sequence:
    """Turn rows that are counted downward round, and stretch shares to a picture's size."""
    points = {name: at for name, at in points.items() if not np.isnan(at).all()}
    if not points:
        raise ValueError(f"names none of {', '.join(PLACES)}")
    are_shares = all(np.abs(np.nan_to_num(at)).max() <= 2 for at in points.values())
    if are_shares and size is not None:
        points = {name: at * np.array(size, float) for name, at in points.items()}
    return Sequence(
        times=times, points=upright(points), is_to_scale=not are_shares or size is not None
    )
