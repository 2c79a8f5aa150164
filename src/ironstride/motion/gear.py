"""Equipment in the picture: what is lifted moves with the body, the rest stands still."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, assert_never

import numpy as np

from ironstride.motion.motion import Hold, Load, Prop, Shape, Tool, View, part_of
from ironstride.motion.pose import Pose
from ironstride.motion.shapes import UNITS, closed, seen, written
from ironstride.motion.skeleton import CM_REFERENCE, NUMBER, SIDES, Floats
from ironstride.motion.solve import Solved, held_at, points_of

PLATE, BAR_HALF, MEDICINE_BALL = 0.19, 0.62, 0.12  # [m]
EDGE: Final = np.array([9.0, 0.0, 0.0])  # a step reaches from under the ball forward [cm]
RIM: Final = 16  # corners of a plate


FAR, NEAR = -1e6, 1e6  # behind and before everything [units]
IN_HAND: Final = 10.0  # how far before the hand that holds it a thing is drawn [units]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Something drawn: a path in every frame, its style, and how near the viewer it is. [units]"""

    paths: list[str]
    style: str
    depth: float = FAR
    width: int = 0


def _line(ends: Floats, view: View) -> list[str]:
    """Draw a line in every frame, for ends of shape (2, frames, 3)."""
    first, last = seen(ends[0], view), seen(ends[1], view)
    return [f"M{written(a)}L{written(b)}" for a, b in zip(first, last, strict=True)]


def _disc(middle: Floats, axis: Floats, radius: float, view: View) -> list[str]:
    """Draw a flat disc in every frame."""
    helper = np.where(np.abs(axis[:, 2:]) < 0.9, [[0.0, 0, 1]], [[1.0, 0, 0]])
    one = np.cross(axis, helper)
    one /= np.linalg.norm(one, axis=1, keepdims=True)
    other = np.cross(axis, one)
    turns = np.arange(RIM) * 2 * np.pi / RIM
    rim = [middle + radius * (np.cos(t) * one + np.sin(t) * other) for t in turns]
    corners = np.stack([seen(point, view)[:, :2] for point in rim], axis=1)
    return [closed(frame) for frame in corners]


def lifted(solved: Solved, pose: Pose, view: View) -> Iterator[Piece]:
    """Draw what is lifted or pulled."""
    load = solved.motion.load
    if load is None:
        return
    if load.tool in (Tool.CABLE, Tool.BAND):
        yield from _pulled(solved, load, pose, view)
        return
    held = held_at(load, pose.body)
    holds = [pose.place(burden.segment, burden.at) for burden in held]
    if load.tool is Tool.BARBELL:
        yield from _barbell(np.mean(holds, axis=0), pose, view)
    elif (
        load.tool in (Tool.KETTLEBELL, Tool.BALL, Tool.PLATE) or load.at is Hold.KNEE
    ):  # one for both
        yield from _held(load, np.mean(holds, axis=0), pose, held[0].segment, view)
    else:
        for hold, burden in zip(holds, held, strict=True):
            yield from _held(load, hold, pose, burden.segment, view)


def _barbell(middle: Floats, pose: Pose, view: View) -> Iterator[Piece]:
    axis = pose.turned[:, NUMBER["thorax"], :, 1] * [1.0, 1.0, 0.0]
    axis /= np.linalg.norm(axis, axis=1, keepdims=True)
    ends = np.stack([middle - BAR_HALF * axis, middle + BAR_HALF * axis])
    near = _depth(middle, view)
    yield Piece(paths=_line(ends, view), style="bar", width=10, depth=near)
    for end in ends:
        disc = _disc(end, axis, PLATE, view)
        yield Piece(paths=disc, style="plate", depth=_depth(end, view))


def _held(load: Load, hold: Floats, pose: Pose, segment: int, view: View) -> Iterator[Piece]:
    upright, near = load.at is Hold.GOBLET, _depth(hold, view)
    axis = pose.turned[:, segment, :, 1 if load.at is Hold.KNEE else 2 if upright else 0]
    if load.tool is Tool.DUMBBELL:
        ends = np.stack([hold - 0.085 * axis, hold + 0.085 * axis])
        yield Piece(paths=_line(ends, view), style="bar", width=11, depth=near)
        for end, way in zip(ends, (-1.0, 1.0), strict=True):
            head = np.stack([end, end + way * 0.03 * axis])
            yield Piece(paths=_line(head, view), style="weight", width=40, depth=near)
    elif load.tool is Tool.KETTLEBELL:
        down = np.array([0.0, 0.0, -0.105]) if upright else -0.105 * pose.turned[:, segment, :, 2]
        handle = np.stack([hold, hold + down])
        bell = np.stack([hold + down, hold + down])
        yield Piece(paths=_line(handle, view), style="bar", width=30, depth=near)
        yield Piece(paths=_line(bell, view), style="weight", width=66, depth=near)
    elif load.tool is Tool.BALL:
        axis = np.broadcast_to(_toward(view), hold.shape)
        yield Piece(paths=_disc(hold, axis, MEDICINE_BALL, view), style="plate", depth=near)
    else:
        disc = _disc(hold, pose.turned[:, segment, :, 0], 0.12, view)
        yield Piece(paths=disc, style="plate", depth=near)


def _toward(view: View) -> Floats:
    """The way toward the viewer, in the world."""
    return np.asarray(seen(np.eye(3), view)[:, 2] / UNITS)


def _depth(place: Floats, view: View) -> float:
    """How near a thing in the hand is. [units]"""
    return float(seen(place, view)[:, 2].mean()) + IN_HAND


LOOPED: Final = {Hold.KNEE: "knee", Hold.ANKLE: "ankle"}
"""Where a band goes round both legs, unless it is fixed somewhere."""


def _pulled(solved: Solved, load: Load, pose: Pose, view: View) -> Iterator[Piece]:
    """Draw a cable or band from where it is fixed to the body."""
    anchors = [prop for prop in solved.motion.props if prop.shape is Shape.BAND]
    if load.tool is Tool.BAND and load.at in LOOPED and not anchors:
        legs = np.stack([pose.point(f"{side}_{LOOPED[load.at]}") for side in SIDES])
        yield Piece(paths=_line(legs, view), style="band", width=9, depth=NEAR)
    if not anchors:
        return
    fixed = np.array([anchors[0].forward, anchors[0].out, anchors[0].up]) / CM_REFERENCE
    start = np.broadcast_to(fixed * pose.body.height, (len(pose.angles), 3))
    style, width = ("band", 8) if load.tool is Tool.BAND else ("bar", 5)
    for burden in held_at(load, pose.body):
        ends = np.stack([start, pose.place(burden.segment, burden.at)])
        yield Piece(paths=_line(ends, view), style=style, width=width, depth=NEAR)


# ---- what stands still -----------------------------------------------------------------------


def standing(solved: Solved, view: View) -> Iterator[Piece]:
    """Draw the boxes and benches that contacts above the floor rest on, and the motion's own."""
    for prop in (*_bars(solved), *_under_contacts(solved), *solved.motion.props):
        yield from _prop(prop, solved.body.height / CM_REFERENCE, view)


def _bars(solved: Solved) -> Iterator[Prop]:
    """Hang a bar where hands grip something that does not move."""
    cm = CM_REFERENCE / solved.body.height
    for key, spots in zip(solved.motion.keys, solved.spots, strict=True):
        grips = [n for n, c in key.contacts.items() if c.touch == "grip"]
        if grips:
            on = np.array([spots[p] for n in grips for p in points_of(n, "grip")], float) * cm
            x, _, up = on.mean(axis=0)
            yield Prop(shape=Shape.BAR, forward=float(x), up=float(up))
            return


def _under_contacts(solved: Solved) -> Iterator[Prop]:
    """Put a box or a bench under what touches above the floor, unless the motion brings its own."""
    own = {prop.shape for prop in solved.motion.props} & {
        Shape.BENCH,
        Shape.BOX,
        Shape.CHAIR,
        Shape.BALL,
    }
    raised: dict[tuple[Shape, int], list[Floats]] = {}
    cm = CM_REFERENCE / solved.body.height
    for key, spots in zip(solved.motion.keys, solved.spots, strict=True):
        for part, contact in key.contacts.items():
            if contact.place.up >= 3 and not own and contact.touch not in HANGING:
                points = points_of(part, contact.touch)
                on = np.array([spots[name] for name in points], float) * cm
                shape = (
                    Shape.BENCH if part_of(part) in SAT_ON or contact.touch in SAT_ON else Shape.BOX
                )
                raised.setdefault((shape, round(contact.place.up)), []).append(
                    on + EDGE if contact.touch == "edge" else on
                )
    for (shape, up), places in raised.items():
        yield _block_under(shape, float(up), np.concatenate(places))


HANGING: Final = ("air", "grip", "wall", "held")
SAT_ON: Final = ("back", "pelvis", "chest", "knee", "hand", "shin", "instep", "head")


def _block_under(shape: Shape, up: float, points: Floats) -> Prop:
    (back, right, _), (front, left, _) = points.min(axis=0), points.max(axis=0)
    return Prop(
        shape=shape,
        forward=float(back + front) / 2,
        out=float(right + left) / 2,
        up=up,
        width=max(float(front - back) + 12, 36.0),
        depth=max(float(left - right) + 16, 28.0),
    )


def _prop(prop: Prop, scale: float, view: View) -> Iterator[Piece]:
    def block(x: float, y: float, low: float, high: float, size: tuple[float, float]) -> str:
        half = np.array(size) / 2
        corners = np.array(
            [
                [x + i * half[0], y + j * half[1], z]
                for i in (-1, 1)
                for j in (-1, 1)
                for z in (low, high)
            ]
        )
        flat = seen(corners * scale, view)[:, :2]
        (left, top), (right, bottom) = flat.min(axis=0), flat.max(axis=0)
        return closed(np.array([[left, top], [right, top], [right, bottom], [left, bottom]]))

    x, y, up, wide = prop.forward, prop.out, prop.up, prop.width
    match prop.shape:
        case Shape.BOX:
            yield Piece(paths=[block(x, y, 0, up, (wide, prop.depth))], style="box")
        case Shape.BENCH | Shape.CHAIR:
            legs = "".join(
                block(x + s * wide * 0.38, y, 0, up - 4, (4, prop.depth * 0.7)) for s in (-1, 1)
            )
            back = (
                block(x - wide / 2 + 2, y, up, up + 42, (4, prop.depth))
                if prop.shape is Shape.CHAIR
                else ""
            )
            yield Piece(paths=[legs + back], style="leg")
            yield Piece(paths=[block(x, y, up - 7, up, (wide, prop.depth))], style="box")
        case Shape.WALL:
            yield Piece(paths=[block(x + np.sign(x) * 4, y, 0, up or 190, (8, 120))], style="box")
        case Shape.POLE:
            yield Piece(paths=[block(x, y, 0, up, (4, 4))], style="leg")
        case Shape.BAR:
            ends = np.array([[[x, y - 55, up]], [[x, y + 55, up]]]) * scale
            near = NEAR if view is View.SIDE else FAR
            yield Piece(paths=_line(ends, view), style="bar", width=12, depth=near)
        case Shape.BALL:
            middle = np.array([[x, y, up - wide / 2]]) * scale
            rim = _disc(middle, _toward(view)[None], wide / 2 * scale, view)
            yield Piece(paths=rim, style="plate")
        case Shape.HURDLE:
            yield Piece(paths=[block(x, y, 0, up, (3, 60))], style="leg")
        case Shape.BAND:
            yield Piece(paths=[block(x, y, up - 4, up + 4, (4, 4))], style="leg")
        case _ as never:
            assert_never(never)
