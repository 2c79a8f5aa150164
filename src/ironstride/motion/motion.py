"""A movement as few numbers: what touches the ground, where the load sits, some key frames.

Angles are in degrees. *Inclinations* say how a segment stands in the world, seen from the side:

    trunk, pelvis, head   0 upright, 90 leaning forward until level, -90 lying on the back
    thigh, upper-arm, forearm   0 hanging down, 90 pointing forward, 180 overhead
    shank, foot   0 as when standing, positive where the shin or the heel tips forward

With `-side` behind the name they are seen from the front, positive outward (trunk: to the right).
*Joint angles* (hip, knee, ankle, elbow, hip-abduction, ...) are counted from standing. A name
means both sides unless `right-` or `left-` stands before it. Lengths are in centimetres for a
person of 175 cm and grow with the person. One-sided movements are written for the right side.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Final, NamedTuple

from ironstride.motion.skeleton import DOWN, RIGHT, SIDES, X, Y, Z


class Tilt(NamedTuple):
    """How an inclination is measured: from a place to another, against rest, toward positive."""

    start: str
    end: str
    rest: tuple[float, float, float]
    toward: tuple[float, float, float]


_CENTRAL: Final = {
    "trunk": ("mid_hip", "neck", Z, X),
    "pelvis": ("mid_hip", "navel", Z, X),
    "head": ("neck", "crown", Z, X),
    "trunk-side": ("mid_hip", "neck", Z, RIGHT),
    "head-side": ("neck", "crown", Z, RIGHT),
}
_SIDED: Final = {
    "thigh": ("hip", "knee", DOWN, X),
    "shank": ("ankle", "knee", Z, X),
    "foot": ("heel", "ball", X, DOWN),
    "upper-arm": ("shoulder", "elbow", DOWN, X),
    "forearm": ("elbow", "wrist", DOWN, X),
    "thigh-side": ("hip", "knee", DOWN, Y),
    "shank-side": ("ankle", "knee", Z, Y),
    "upper-arm-side": ("shoulder", "elbow", DOWN, Y),
    "forearm-side": ("elbow", "wrist", DOWN, Y),
}


def _tilts() -> dict[str, Tilt]:
    every = {name: Tilt(*row) for name, row in _CENTRAL.items()}
    for side in SIDES:
        for name, (start, end, rest, toward) in _SIDED.items():
            out = RIGHT if side == "right" and toward == Y else toward
            every[f"{side}-{name}"] = Tilt(f"{side}_{start}", f"{side}_{end}", rest, out)
    return every


TILTS: Final[Mapping[str, Tilt]] = _tilts()
"""Every inclination by its name."""

_CENTRAL_JOINTS: Final = {
    "spine": ("lumbar_bend", "thoracic_bend"),
    "spine-side": ("lumbar_side", "thoracic_side"),
    "spine-twist": ("lumbar_twist", "thoracic_twist"),
    "neck": ("neck_bend",),
    "neck-twist": ("neck_twist",),
    "lean": ("lean",),
    "roll": ("roll",),
    "turn": ("turn",),
}
_SIDED_JOINTS: Final = (
    "hip",
    "hip-abduction",
    "hip-rotation",
    "knee",
    "ankle",
    "foot-tilt",
    "toe",
    "shoulder",
    "shoulder-abduction",
    "shoulder-rotation",
    "elbow",
    "wrist",
)
JOINTS: Final[Mapping[str, tuple[str, ...]]] = _CENTRAL_JOINTS | {
    f"{side}-{name}": (f"{side}_{name.replace('-', '_')}",)
    for side in SIDES
    for name in _SIDED_JOINTS
}
"""Every joint angle by its name, and the freedoms that share it evenly."""


class Touch(NamedTuple):
    """A manner of touching: the places that touch, and which way the ground pushes.

    It may also pull where the body `holds`; it may slide along the axes in `free`.
    """

    points: tuple[str, ...]
    normal: tuple[float, float, float] = Z
    holds: bool = False
    bears: bool = True
    free: str = ""


_SOLE: Final = ("heel", "ball_inner", "ball_outer", "toe_tip")
_BOTH_BLADES: Final = ("right_shoulder_blade", "left_shoulder_blade")
TOUCHES: Final[Mapping[str, Mapping[str, Touch]]] = {
    "foot": {
        "flat": Touch(_SOLE),
        "forefoot": Touch(_SOLE[1:]),
        "edge": Touch(_SOLE[1:]),
        "heel": Touch(("heel",)),
        "instep": Touch(("instep",)),
        "side": Touch(("ankle_outside",)),
        "inside": Touch(("ankle_inside",)),
        "held": Touch(("ankle", "ball"), holds=True),
        "air": Touch(("ankle",), bears=False),
    },
    "hand": {
        "palm": Touch(("palm", "knuckles")),
        "grip": Touch(("grip",), holds=True),
        "wall": Touch(("palm",), normal=(-1.0, 0.0, 0.0)),
        "rest": Touch(("palm",), bears=False, free="xy"),
        "air": Touch(("grip",), bears=False),
    },
    "forearm": {"down": Touch(("elbow_tip", "wrist_under"))},
    "knee": {
        "down": Touch(("kneecap",)),
        "side": Touch(("knee_outside",)),
        "inside": Touch(("knee_inside",)),
    },
    "shin": {"down": Touch(("shin",))},
    "hip": {"side": Touch(("hip_outside",))},
    "shoulder": {"side": Touch(("shoulder_outside",))},
    "back": {
        "down": Touch(_BOTH_BLADES),
        "wall": Touch(_BOTH_BLADES, normal=X, free="z"),
    },
    "pelvis": {
        "down": Touch(("right_buttock", "left_buttock")),
        "seat": Touch(("right_seat", "left_seat")),
        "front": Touch(("belly",)),
    },
    "chest": {"down": Touch(("chest",))},
    "head": {"down": Touch(("nape",))},
}
"""What part of the body may touch, and in which manners."""

ONE_OF_A_KIND: Final = ("back", "pelvis", "chest", "head")
PLURALS: Final = {
    "feet": "foot",
    "hands": "hand",
    "forearms": "forearm",
    "knees": "knee",
    "shins": "shin",
}


def part_of(limb: str) -> str:
    """Name the kind of a part of the body.

    >>> part_of("right-foot"), part_of("back")
    ('foot', 'back')
    """
    return limb.removeprefix("right-").removeprefix("left-")


class Rest(NamedTuple):
    """A hand's place on the body: the segment, where on it as fractions of stature."""

    segment: str
    at: tuple[float, float, float]


class Arms(NamedTuple):
    """A usual way to hold the arms: angles, and where the hands lie on the body."""

    angles: Mapping[str, float]
    hands: Rest | None = None


ARMS: Final[Mapping[str, Arms]] = {
    "free": Arms({}),
    "side": Arms({"shoulder": 2, "elbow": 8, "shoulder-abduction": 8}),
    "floor": Arms({"shoulder": -9, "elbow": 4, "shoulder-abduction": 20}),
    "hang": Arms({"upper-arm": 0, "forearm": 3}),
    "front": Arms({"upper-arm": 84, "forearm": 88}),
    "hips": Arms(
        {"shoulder-abduction": 48, "shoulder": -22, "elbow": 95, "shoulder-rotation": 60},
        Rest("pelvis", (0.02, 0.088, 0.065)),
    ),
    "carry": Arms({"upper-arm": 0, "forearm": 2, "shoulder-abduction": 15}),
    "goblet": Arms(
        {"shoulder": 28, "elbow": 125, "shoulder-rotation": 30},
        Rest("thorax", (0.145, 0.025, 0.03)),
    ),
    "rack": Arms(
        {"shoulder": 68, "elbow": 140, "shoulder-abduction": 18},
        Rest("thorax", (0.085, 0.115, 0.125)),
    ),
    "bar-back": Arms(
        {"shoulder-abduction": 38, "shoulder": -25, "elbow": 130, "shoulder-rotation": -60},
        Rest("thorax", (-0.04, 0.2, 0.105)),
    ),
    "bar-hips": Arms(
        {"shoulder": 10, "shoulder-abduction": 20, "elbow": 40},
        Rest("pelvis", (0.085, 0.19, -0.005)),
    ),
    "shoulders": Arms(
        {"shoulder": 40, "elbow": 140, "shoulder-abduction": 32, "shoulder-rotation": -20},
        Rest("thorax", (0.05, 0.165, 0.14)),
    ),
    "head": Arms(
        {"shoulder-abduction": 80, "elbow": 130, "shoulder-rotation": -70},
        Rest("head", (-0.04, 0.06, 0.07)),
    ),
    "overhead": Arms({"upper-arm": 178, "forearm": 180, "shoulder-abduction": 4}),
    "out": Arms({"shoulder-abduction": 85, "elbow": 5}),
}
"""The usual ways, by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a part touches: ahead of the middle, out from it, and how high. [cm]

    What is None is found from the pose; `turned` turns a foot's toes out. [degrees]
    """

    forward: float | None = None
    out: float | None = None
    up: float = 0.0
    turned: float = 7.0


@dataclass(frozen=True, slots=True)
class Contact:
    """A part of the body in its manner of touching."""

    touch: str
    place: Place = field(default_factory=Place)


class Tool(StrEnum):
    """What is lifted or pulled."""

    BARBELL = "barbell"
    DUMBBELL = "dumbbell"
    KETTLEBELL = "kettlebell"
    PLATE = "plate"
    BALL = "ball"
    CABLE = "cable"
    BAND = "band"


class Hold(StrEnum):
    """Where a load sits."""

    BACK = "back"
    FRONT = "front"
    HIPS = "hips"
    HANDS = "hands"
    RIGHT_HAND = "right-hand"
    LEFT_HAND = "left-hand"
    GOBLET = "goblet"
    KNEE = "knee"
    ANKLE = "ankle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What is lifted, where it sits, and how much of it the numbers are worked out for. [kg]"""

    tool: Tool
    at: Hold
    kg: float = 20.0

    def __post_init__(self) -> None:
        if not 0 <= self.kg <= 300:
            raise ValueError(f"a load lies between 0 and 300 kg, not {self.kg:g}")


class Shape(StrEnum):
    """Equipment that stands in the picture."""

    BOX = "box"
    BENCH = "bench"
    CHAIR = "chair"
    WALL = "wall"
    BAR = "bar"
    POLE = "pole"
    BALL = "ball"
    BAND = "band"
    HURDLE = "hurdle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prop:
    """A piece of equipment. [cm]

    `forward` and `out` (to the left) say where its middle is, `up` where its top; `width` runs
    forward, `depth` sideways.
    """

    shape: Shape
    forward: float = 0.0
    out: float = 0.0
    up: float = 0.0
    width: float = 40.0
    depth: float = 50.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key frame: some angles [degrees], what touches, and how long it is held. [s]"""

    name: str
    angles: Mapping[str, float]
    contacts: Mapping[str, Contact]
    arms: str = "side"
    hold: float = 0.0
    balance: float | None = None

    @property
    def is_even(self) -> bool:
        """Whether both sides do the same."""
        turned = (*_TURNED_ROUND, *_TILTED)
        return not any(self.angles.get(name) for name in turned) and (
            _angles(self) == dict(self.angles) and _contacts(self) == dict(self.contacts)
        )

    @property
    def is_in_the_air(self) -> bool:
        """Whether nothing bears the body."""
        return not self.bearing

    @property
    def bearing(self) -> frozenset[str]:
        """The parts that bear the body."""
        touches = {p: TOUCHES[part_of(p)][c.touch] for p, c in self.contacts.items()}
        return frozenset(part for part, touch in touches.items() if touch.bears)


class Physics(StrEnum):
    """What may be worked out from a motion."""

    STATIC = "static"
    HOP = "hop"
    PICTURE = "picture"


class View(StrEnum):
    """Where the viewer stands; the first view of a motion is its main one."""

    SIDE = "side"
    FRONT = "front"
    TOP = "top"
    RAISED = "raised"


@dataclass(frozen=True, kw_only=True)
class Motion:
    """A movement that begins and ends in its first key frame.

    `moves` holds how long the way takes from each key frame to the next, the last one back to
    the first. [s] Who walks or bounds comes back to the first key frame farther on: forward and
    to the left by `travel`. [cm] In what alternates the second half of the key frames mirrors the
    first.
    """

    id: str
    name: str
    family: str
    keys: tuple[Key, ...]
    moves: tuple[float, ...] = ()
    views: tuple[View, ...] = (View.SIDE, View.FRONT)
    load: Load | None = None
    props: tuple[Prop, ...] = ()
    physics: Physics = Physics.STATIC
    exercises: tuple[str, ...] = ()
    extends: str | None = None
    in_words: str = ""
    is_one_sided: bool = False
    travel: tuple[float, float] = (0.0, 0.0)
    alternates: bool = False

    def __post_init__(self) -> None:
        if not self.keys:
            raise ValueError('needs a key frame; write one as "keys.start = { trunk = 0 }"')
        needed = len(self.keys) if len(self.keys) > 1 else 0
        if len(self.moves) != needed:
            raise ValueError(
                f"moves holds {len(self.moves)} times for {len(self.keys)} key frames; give "
                f"{needed}: one on to each next key frame, the last back to the first"
            )
        if any(not 0.05 <= seconds <= 30 for seconds in self.moves):
            raise ValueError("a move takes between 0.05 and 30 seconds")
        if any(self.travel) and self.physics is not Physics.PICTURE:
            raise ValueError('who travels is drawn only; write physics = "picture"')

    @cached_property
    def starts(self) -> tuple[float, ...]:
        """When each key frame is reached, counted from the first. [s]"""
        times, now = [], 0.0
        for key, move in zip(self.keys, self.moves or (0.0,), strict=True):
            times.append(now)
            now += key.hold + move
        return tuple(times)

    def is_passing(self, number: int) -> bool:
        """Whether a key frame is gone through, with a foot lifted that bears before and after."""
        key, after = self.keys[number], self.keys[(number + 1) % len(self.keys)]
        around = self.keys[number - 1].bearing & after.bearing
        return len(self.keys) > 2 and key.hold == 0 and key.bearing < around

    @property
    def seconds(self) -> float:
        """How long one repetition takes. [s]"""
        return sum(self.moves) + sum(key.hold for key in self.keys)


def mirrored(motion: Motion) -> Motion:
    """Give the same movement for the other side.

    >>> key = Key(name="up", angles={"right-knee": 90, "spine-twist": 5}, contacts={})
    >>> motion = Motion(id="a", name="A", family="f", keys=(key,))
    >>> dict(mirrored(motion).keys[0].angles)
    {'left-knee': 90, 'spine-twist': -5}
    """
    keys = tuple(replace(key, angles=_angles(key), contacts=_contacts(key)) for key in motion.keys)
    props = tuple(replace(prop, out=-prop.out) for prop in motion.props)
    load = motion.load
    if load is not None:
        load = replace(load, at=Hold(_other(load.at)))
    return replace(motion, keys=keys, load=load, props=props)


def others(keys: tuple[Key, ...], farther: float) -> tuple[Key, ...]:
    """Give the mirror images of key frames, so much farther on. [cm]"""
    return tuple(
        replace(
            key,
            name=f"{key.name}, other side",
            angles=_angles(key),
            contacts={n: _moved(n, c, farther) for n, c in _contacts(key).items()},
        )
        for key in keys
    )


def _moved(part: str, contact: Contact, farther: float) -> Contact:
    place = contact.place
    known = 0.0 if place.forward is None and part_of(part) == "foot" else place.forward
    there = None if known is None else known + farther
    return replace(contact, place=replace(place, forward=there))


_TURNED_ROUND: Final = ("spine-side", "spine-twist", "neck-twist", "roll", "turn")
_TILTED: Final = ("trunk-side", "head-side")


def _other(name: str) -> str:
    side, _, rest = name.partition("-")
    swapped = {"right": "left", "left": "right"}.get(side)
    return f"{swapped}-{rest}" if swapped else name


def _angles(key: Key) -> dict[str, float]:
    round_ = (*_TURNED_ROUND, *_TILTED)
    return {_other(n): -value if n in round_ else value for n, value in key.angles.items()}


def _contacts(key: Key) -> dict[str, Contact]:
    return {_other(part): contact for part, contact in key.contacts.items()}
