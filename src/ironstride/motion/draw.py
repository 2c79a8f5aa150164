"""Pictures of a motion: an animation that needs no script, and a strip that stands still.

Both are SVG of their own, on a card whose colours follow a light or a dark page, with a title
and a description for those who listen. Right limbs are dark and left limbs pale in every view.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

import numpy as np

from ironstride.motion.gear import Piece, lifted, standing
from ironstride.motion.motion import Motion, View
from ironstride.motion.pose import Pose, pose_of
from ironstride.motion.shapes import BODY, corners_of, depth, outlines, seen
from ironstride.motion.solve import Solved
from ironstride.motion.words import description_of, title_of

MARGIN, GAP, BELOW = 34, 46, 22  # [units]
LEAST, MOST, EVERY = 9, 21, 0.15  # frames of an animation; a frame's time [s]
STRIP_POSES: Final = 4
TOLD_APART: Final = 12  # how much nearer a part is that is drawn over its neighbour [units]
LEVEL: Final = (View.SIDE, View.FRONT)  # seen along the floor, which is a line then

LIGHT: Final = {
    "card": "#f6f4ef",
    "near": "#33454f",
    "far": "#9aabb4",
    "skin": "#33454f",
    "shirt": "#2b8a80",
    "shorts": "#5c7079",
    "gear": "#c9822f",
    "floor": "#b9b4a8",
    "box": "#ddd7c9",
}
DARK: Final = {
    "card": "#20262a",
    "near": "#e6ecef",
    "far": "#7b8d97",
    "skin": "#e6ecef",
    "shirt": "#45b3a6",
    "shorts": "#b3c0c7",
    "gear": "#e5a653",
    "floor": "#5d666b",
    "box": "#3a444a",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """An outline in every frame: its colour's name, its paths, how wide its line is. [units]"""

    ink: str
    paths: list[str]
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One view: its parts from back to front, and the room it takes. [units]"""

    parts: tuple[Part, ...]
    low: tuple[float, float]
    high: tuple[float, float]
    has_floor: bool

    @property
    def width(self) -> float:
        """From its left to its right edge."""
        return self.high[0] - self.low[0]


def animation(solved: Solved) -> str:
    """Draw a motion as an animated SVG, its main view and the second one side by side."""
    motion = solved.motion
    times = frame_times(motion)
    pose = _followed(solved, times)
    panels = [_panel(solved, pose, view) for view in motion.views]
    return _document(motion, panels, seconds=motion.seconds if len(times) > 1 else 0.0)


def _followed(solved: Solved, times: Sequence[float]) -> Pose:
    """Solve frames as one sees them who goes along with a body that travels."""
    pose, motion = solved.at(times), solved.motion
    if not any(motion.travel):
        return pose
    way = solved.travelled(len(motion.keys) - 1)
    angles = pose.angles.copy()
    angles[:, :2] -= np.outer(np.array(times) / motion.seconds, way)
    return pose_of(solved.body, angles)


def strip(solved: Solved) -> str:
    """Draw two to four key frames side by side, in the main view."""
    motion, view = solved.motion, solved.motion.views[0]
    keys = _told_apart(solved)
    poses = [pose_of(solved.body, solved.key_angles[[key]]) for key in keys]
    panels = [_panel(solved, pose, view) for pose in poses]
    return _document(motion, panels, seconds=0.0)


def frame_times(motion: Motion) -> list[float]:
    """Choose the frames of an animation, evenly over one repetition; a hold has one. [s]"""
    if len(motion.keys) == 1:
        return [0.0]
    count = int(np.clip(round(motion.seconds / EVERY), LEAST, MOST))
    return [motion.seconds * n / count for n in range(count)] + [motion.seconds]


def _told_apart(solved: Solved) -> list[int]:
    """Choose key frames for a strip, leaving out one that looks like one before it."""
    kept: list[int] = []
    for number, angles in enumerate(solved.key_angles):
        if all(np.abs(angles[3:] - solved.key_angles[k, 3:]).max() > 0.05 for k in kept):
            kept.append(number)
    return kept[:STRIP_POSES]


def _panel(solved: Solved, pose: Pose, view: View) -> Panel:
    pieces = [*standing(solved, view), *lifted(solved, pose, view)]
    placed = [*((piece.depth, _part_of(piece)) for piece in pieces), *_body(pose, view)]
    parts = tuple(part for _, part in sorted(placed, key=lambda pair: pair[0]))
    low, high = _extent(pose, view, pieces)
    return Panel(parts=parts, low=low, high=high, has_floor=view in LEVEL)


def _part_of(piece: Piece) -> Part:
    return Part(ink=piece.style, paths=piece.paths, width=piece.width)


def _body(pose: Pose, view: View) -> Iterator[tuple[float, Part]]:
    """Draw the body, each part with how near it is: a limb lies over another as a whole."""
    for group in dict.fromkeys(solid.group for solid in BODY):
        solids = [solid for solid in BODY if solid.group == group]
        depths = [depth(solid, pose, view) for solid in solids]
        if group != "trunk":  # what points to the viewer lies over what it hangs on
            order = np.argsort(np.round(np.array(depths) / TOLD_APART), kind="stable")
            solids = [solids[n] for n in order]
        for solid in solids:
            yield (
                float(np.mean(depths)),
                Part(ink=solid.ink, paths=outlines(solid, pose, view), width=0),
            )


def _extent(
    pose: Pose, view: View, pieces: Sequence[Piece]
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Find the room that a panel takes: the body and its equipment."""
    flesh = 0.065 * pose.body.height * 400
    points = seen(pose.origins.reshape(-1, 3), view)[:, :2]
    crown = seen(pose.point("crown"), view)[:, :2]
    hands = [seen(pose.point(f"{s}_knuckles"), view)[:, :2] for s in ("right", "left")]
    toes = [seen(pose.point(f"{s}_toe_tip"), view)[:, :2] for s in ("right", "left")]
    every = np.concatenate([points, crown, *hands, *toes])
    low, high = every.min(axis=0) - flesh, every.max(axis=0) + flesh
    for piece in pieces:
        corners = np.concatenate([corners_of(path) for path in piece.paths])
        rim = piece.width / 2 + 6
        low = np.minimum(low, corners.min(axis=0) - rim)
        high = np.maximum(high, corners.max(axis=0) + rim)
    if view in LEVEL:
        high[1] = max(0.0, high[1] - flesh) if high[1] < flesh + 40 else high[1]
    return (float(low[0]), float(low[1])), (float(high[0]), float(high[1]))


# ---- the document ----------------------------------------------------------------------------


def _document(motion: Motion, panels: Sequence[Panel], *, seconds: float) -> str:
    """Lay panels side by side on a common floor and write the file."""
    top = min(panel.low[1] for panel in panels)
    bottom = max(panel.high[1] for panel in panels)
    width = sum(panel.width for panel in panels) + GAP * (len(panels) - 1) + 2 * MARGIN
    height = bottom - top + MARGIN + MARGIN
    body, left = [], float(MARGIN)
    for panel in panels:
        shift = f"{round(left - panel.low[0])} {round(MARGIN - top)}"
        floor = _floor(panel) if panel.has_floor else ""
        parts = "".join(_part(part, seconds) for part in panel.parts)
        body.append(f'<g transform="translate({shift})">{floor}{parts}</g>')
        left += panel.width + GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {round(width)} {round(height)}" '
        f'role="img" aria-labelledby="t d"><title id="t">{escape(title_of(motion))}</title>'
        f'<desc id="d">{escape(description_of(motion))}</desc><style>{_style()}</style>'
        f'<rect class="card" width="{round(width)}" height="{round(height)}" rx="18"/>'
        f"{''.join(body)}</svg>\n"
    )


def _style() -> str:
    rules = [
        ".bar,.band,.weight{fill:none;stroke-linecap:round}",
        ".bar,.weight,.band{stroke:GEAR}",
        ".plate{fill:GEAR;fill-opacity:.22;stroke:GEAR;stroke-width:7;stroke-linejoin:round}",
        ".floor{stroke:FLOOR;stroke-width:4;stroke-linecap:round}",
        ".leg{fill:FLOOR}",
        ".box{fill:BOX;stroke:FLOOR;stroke-width:3;stroke-linejoin:round}",
    ]
    bodies = [
        f".{n}{{fill:{n.upper()};stroke:CARD;stroke-width:4;stroke-linejoin:round}}"
        for n in ("near", "far", "skin", "shirt", "shorts")
    ]
    plain = "".join([".card{fill:CARD}", *bodies, *rules])
    light, dark = _inked(plain, LIGHT), _inked(plain, DARK)
    return f"{light}@media(prefers-color-scheme:dark){{{dark}}}"


def _inked(rules: str, inks: dict[str, str]) -> str:
    for name, ink in inks.items():
        rules = rules.replace(name.upper(), ink)
    return rules


def _floor(panel: Panel) -> str:
    return f'<path class="floor" d="M{round(panel.low[0])} 2H{round(panel.high[0])}"/>'


def _part(part: Part, seconds: float) -> str:
    stroke = f' stroke-width="{part.width}"' if part.width else ""
    head = f'<path class="{part.ink}"{stroke} d="{part.paths[0]}"'
    if seconds == 0 or len(set(part.paths)) == 1:
        return f"{head}/>"
    values = ";".join(part.paths)
    return (
        f'{head}><animate attributeName="d" dur="{seconds:.2f}s" repeatCount="indefinite" '
        f'values="{values}"/></path>'
    )
