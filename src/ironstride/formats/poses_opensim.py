"""Files in OpenSim's layouts, as Sports2D and OpenCap write them: .trc of points, .mot of angles.

The units that a .trc names are not looked at: Sports2D writes m over pixels, and nothing that
is counted needs them. Up is y.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from ironstride.formats.poses_table import from_the_side, numbers, place_of, times_of, upright
from ironstride.poses.sequence import Floats, Sequence

TRC_HEAD: Final = 5  # lines above the frames


def read_trc(text: str, per_second: float | None) -> Sequence:
    """Read points in space or in a picture.

    Raises:
        ValueError: where it is no such file; it says what is missing.
    """
    lines = text.splitlines()
    if len(lines) <= TRC_HEAD or not lines[0].startswith("PathFileType"):
        raise ValueError("does not begin as a .trc does, with PathFileType and four more lines")
    names = lines[3].rstrip("\t").split("\t")
    if names[0].strip().lower() not in ("frame#", "frame"):
        raise ValueError("line 4: names no Frame# and Time; give tabs between the columns")
    columns = {at: name.strip() for at, name in enumerate(names) if at > 1 and name.strip()}
    rows = [
        (number, line.split("\t"))
        for number, line in enumerate(lines[TRC_HEAD:], start=TRC_HEAD + 1)
        if line.strip()
    ]
    table = numbers(rows, max(columns, default=1) + 3)
    found = {
        place: table[:, at : at + 3]
        for at, name in columns.items()
        if (place := place_of(name)) is not None
        and not np.isnan(table[:, at : at + 3]).all(axis=0).any()
    }
    times = times_of(_told(table[:, 1]), len(table), per_second)
    flat = not any(np.nan_to_num(at[:, 2]).any() for at in found.values())
    points = {n: at[:, :2] for n, at in found.items()} if flat else from_the_side(found)
    return Sequence(times=times, points=upright(points))


def _told(times: Floats) -> Floats | None:
    return None if np.isnan(times).any() else times


def read_mot(text: str, per_second: float | None) -> Sequence:
    """Read angles: OpenSim's coordinates, or the angles that Sports2D names in words.

    Raises:
        ValueError: where it is no such file; it says what is missing.
    """
    lines = text.splitlines()
    ends = [n for n, line in enumerate(lines) if line.strip().lower() == "endheader"]
    if not ends:
        raise ValueError('has no line "endheader" above its columns; is it a .mot?')
    begin = next((n for n in range(ends[0] + 1, len(lines)) if lines[n].strip()), len(lines) - 1)
    names = [name.strip().lower() for name in lines[begin].strip("\n").split("\t")]
    if "time" not in names:
        raise ValueError(f'line {begin + 1}: no column "time"; give tabs between the columns')
    rows = [
        (number, line.split("\t"))
        for number, line in enumerate(lines[begin + 1 :], start=begin + 2)
        if line.strip()
    ]
    table = numbers(rows, len(names))
    in_radians = any(line.replace(" ", "").lower() == "indegrees=no" for line in lines[: ends[0]])
    turned = np.degrees(table) if in_radians else table
    column = {name: turned[:, at] for at, name in enumerate(names)}
    times = times_of(table[:, names.index("time")], len(table), per_second)
    return Sequence(times=times, angles=_angles(column))


def _angles(column: dict[str, Floats]) -> dict[str, Floats]:
    """Find knees, hips and trunk, under either program's names. [degrees]"""
    found: dict[str, Floats] = {}
    for side in ("right", "left"):
        for joint, names in {
            "knee": (f"knee_angle_{side[0]}", f"{side} knee"),
            "hip": (f"hip_flexion_{side[0]}", f"{side} hip"),
        }.items():
            known = next((column[name] for name in names if name in column), None)
            if known is not None:
                found[f"{side}_{joint}"] = known
    if "pelvis_tilt" in column:  # positive leans back, in OpenSim
        found["trunk"] = -(column["pelvis_tilt"] + column.get("lumbar_extension", 0.0))
    elif "trunk" in column:  # of Sports2D, from the horizontal
        found["trunk"] = np.abs(90 - np.abs(column["trunk"]))
    return found
