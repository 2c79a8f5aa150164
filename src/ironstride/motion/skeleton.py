"""The body that every motion is drawn and weighed with.

Segment masses, centres of mass and radii of gyration are those of de Leva 1996, table 4 (his
adjustment of the gamma-ray scans by Zatsiorsky and Seluyanov, 100 men and 15 women, all young
and fit). [de-leva-1996: study] Widths of hip and shoulder and the height of the ankle, which
that table leaves out, are round fractions of stature. [convention]

Axes of the world and of every segment while standing: x forward, y left, z up. [m]
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
"""An array of floats; its shape and unit stand where it is used."""

CM_REFERENCE: Final = 175.0  # a length in a motion's text is meant for a person this tall [cm]


class Sex(StrEnum):
    """Which of the two columns of the table a body takes."""

    MALE = "male"
    FEMALE = "female"


class Build(NamedTuple):
    """One cell of de Leva's table: length [m], mass [1], centre [1], radii of gyration [1].

    The centre is counted from the first-named end, the radii as fractions of the length:
    about the axis forward, the axis sideways, and the segment's own.
    """

    length: float
    mass: float
    centre: float
    forward: float
    sideways: float
    own: float


STATURE: Final = {Sex.MALE: 1.741, Sex.FEMALE: 1.735}  # of the people measured [m]
TABLE: Final[Mapping[Sex, Mapping[str, Build]]] = {
    Sex.MALE: {
        "head": Build(0.2429, 0.0694, 0.5002, 0.303, 0.315, 0.261),  # vertex to neck
        "thorax": Build(0.2421, 0.1596, 0.5066, 0.505, 0.320, 0.465),  # neck to breastbone's end
        "abdomen": Build(0.2155, 0.1633, 0.4502, 0.482, 0.383, 0.468),  # down to the navel
        "pelvis": Build(0.1457, 0.1117, 0.6115, 0.615, 0.551, 0.587),  # down to mid-hip
        "thigh": Build(0.4222, 0.1416, 0.4095, 0.329, 0.329, 0.149),
        "shank": Build(0.4403, 0.0433, 0.4395, 0.251, 0.246, 0.102),
        "foot": Build(0.2581, 0.0137, 0.4415, 0.257, 0.245, 0.124),  # heel to the longest toe
        "upper_arm": Build(0.2817, 0.0271, 0.5772, 0.285, 0.269, 0.158),
        "forearm": Build(0.2689, 0.0162, 0.4574, 0.276, 0.265, 0.121),
        "hand": Build(0.0862, 0.0061, 0.7900, 0.628, 0.513, 0.401),  # wrist to third knuckle
    },
    Sex.FEMALE: {
        "head": Build(0.2437, 0.0668, 0.4841, 0.271, 0.295, 0.261),
        "thorax": Build(0.2280, 0.1545, 0.5050, 0.466, 0.314, 0.449),
        "abdomen": Build(0.2053, 0.1465, 0.4512, 0.433, 0.354, 0.415),
        "pelvis": Build(0.1815, 0.1247, 0.4920, 0.433, 0.402, 0.444),
        "thigh": Build(0.3685, 0.1478, 0.3612, 0.369, 0.364, 0.162),
        "shank": Build(0.4386, 0.0481, 0.4352, 0.267, 0.263, 0.092),
        "foot": Build(0.2283, 0.0129, 0.4014, 0.299, 0.279, 0.139),
        "upper_arm": Build(0.2751, 0.0255, 0.5754, 0.278, 0.260, 0.148),
        "forearm": Build(0.2643, 0.0138, 0.4559, 0.261, 0.257, 0.094),
        "hand": Build(0.0780, 0.0056, 0.7474, 0.531, 0.454, 0.335),
    },
}

HIP_HALF, SHOULDER_HALF, ANKLE_HEIGHT = 0.049, 0.107, 0.039  # of stature [convention]
HEEL_BEHIND, BALL_BEFORE = 0.24, 0.47  # of the foot's length, from the ankle [convention]
SHOULDER_DROP: Final = 0.085  # of the thorax's length, from the neck down [convention]

CENTRAL: Final = ("pelvis", "abdomen", "thorax", "head")
LIMBS: Final = ("thigh", "shank", "foot", "toes", "upper_arm", "forearm", "hand")
SIDES: Final = ("right", "left")
SEGMENTS: Final = (*CENTRAL, *(f"{side}_{limb}" for side in SIDES for limb in LIMBS))
NUMBER: Final = {name: place for place, name in enumerate(SEGMENTS)}
PARENT: Final = {
    "abdomen": "pelvis",
    "thorax": "abdomen",
    "head": "thorax",
    "thigh": "pelvis",
    "shank": "thigh",
    "foot": "shank",
    "toes": "foot",
    "upper_arm": "thorax",
    "forearm": "upper_arm",
    "hand": "forearm",
}

X, Y, Z = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)
BACK, RIGHT, DOWN = (-1.0, 0.0, 0.0), (0.0, -1.0, 0.0), (0.0, 0.0, -1.0)


class Freedom(NamedTuple):
    """One way to move: the segment it turns, its axis, its limits [degrees] and how stiff it is.

    Stiffness is how dearly the solver pays for leaving what was asked or is usual. [1]
    """

    name: str
    segment: str
    axis: tuple[float, float, float]
    low: float
    high: float
    stiffness: float

    @property
    def is_slide(self) -> bool:
        """Whether it shifts the body instead of turning a segment."""
        return self.name in ("x", "y", "z")


def _of_the_trunk() -> list[Freedom]:
    rows = [
        Freedom(n, "pelvis", axis, -10, 10, 0.02) for n, axis in zip("xyz", (X, Y, Z), strict=True)
    ]
    rows += [
        Freedom("lean", "pelvis", Y, -400, 400, 0.3),
        Freedom("roll", "pelvis", X, -200, 200, 10.0),
        Freedom("turn", "pelvis", Z, -200, 200, 10.0),
    ]
    for name, segment, bends in (
        ("lumbar", "abdomen", ((-25, 40), (-20, 20), (-12, 12))),
        ("thoracic", "thorax", ((-20, 35), (-20, 20), (-28, 28))),
        ("neck", "head", ((-60, 55), (-40, 40), (-70, 70))),
    ):
        stiffness = 0.35 if segment == "head" else 1.2
        for kind, axis, (low, high) in zip(
            ("bend", "side", "twist"), (Y, X, Z), bends, strict=True
        ):
            stiff = stiffness if kind == "bend" else 4.0
            rows.append(Freedom(f"{name}_{kind}", segment, axis, low, high, stiff))
    return rows


def _of_a_side(side: str) -> list[Freedom]:
    out, outward = (BACK, DOWN) if side == "right" else (X, Z)
    inward = tuple(-part for part in outward)
    rows = (
        ("hip", "thigh", RIGHT, -35, 140, 0.12),
        ("hip_abduction", "thigh", out, -35, 60, 0.3),
        ("hip_rotation", "thigh", outward, -45, 60, 0.6),
        ("knee", "shank", Y, -3, 160, 0.1),
        ("ankle", "foot", RIGHT, -80, 45, 0.12),
        ("foot_tilt", "foot", out, -30, 30, 0.4),
        ("toe", "toes", RIGHT, -45, 90, 0.25),
        ("shoulder", "upper_arm", RIGHT, -70, 190, 0.2),
        ("shoulder_abduction", "upper_arm", out, -45, 180, 1.2),
        ("shoulder_rotation", "upper_arm", inward, -100, 110, 0.8),
        ("elbow", "forearm", RIGHT, -3, 155, 0.2),
        ("wrist", "hand", RIGHT, -90, 95, 0.3),
    )
    return [Freedom(f"{side}_{n}", f"{side}_{s}", a, *rest) for n, s, a, *rest in rows]  # type: ignore[arg-type]  # the rest is three numbers


FREEDOMS: Final = (*_of_the_trunk(), *_of_a_side("right"), *_of_a_side("left"))
FREEDOM: Final = {row.name: place for place, row in enumerate(FREEDOMS)}
LOW: Final[Floats] = np.array([r.low if r.is_slide else np.radians(r.low) for r in FREEDOMS])
HIGH: Final[Floats] = np.array([r.high if r.is_slide else np.radians(r.high) for r in FREEDOMS])
STIFFNESS: Final[Floats] = np.array([row.stiffness for row in FREEDOMS])
IS_SLIDE: Final = np.array([row.is_slide for row in FREEDOMS])


def _mirror() -> tuple[list[int], Floats]:
    """Say which freedom is the other side's, and which change their sign in a mirror."""
    swap = {"right": "left", "left": "right"}
    places, signs = [], []
    for row in FREEDOMS:
        side, _, rest = row.name.partition("_")
        places.append(FREEDOM[f"{swap[side]}_{rest}" if side in swap else row.name])
        turns = row.name in ("y", "roll", "turn") or row.name.endswith(("_side", "_twist"))
        signs.append(-1.0 if turns else 1.0)
    return places, np.array(signs)


OTHER_SIDE, MIRRORED = _mirror()


def _line_of(segment: str) -> set[str]:
    """List a segment and all that carry it."""
    side, _, limb = segment.partition("_")
    name, prefix = (limb, f"{side}_") if side in SIDES else (segment, "")
    above = PARENT.get(name)
    if above is None:
        return {segment}
    return {segment} | _line_of(above if above in CENTRAL else prefix + above)


def parent_of(segment: str) -> str | None:
    """Name the segment that carries this one; None for the pelvis.

    >>> parent_of("left_shank"), parent_of("right_thigh"), parent_of("pelvis")
    ('left_thigh', 'pelvis', None)
    """
    side, _, limb = segment.partition("_")
    above = PARENT.get(limb if side in SIDES else segment)
    return above if above is None or above in CENTRAL else f"{side}_{above}"


MOVES: Final = np.array(
    [[freedom.segment in _line_of(segment) for freedom in FREEDOMS] for segment in SEGMENTS]
)
"""Whether a freedom moves a segment, shape (segments, freedoms)."""


@dataclass(frozen=True)
class Skeleton:
    """A body of one sex, height [m] and mass [kg].

    >>> round(float(Skeleton(Sex.FEMALE, 1.70, 60.0).masses.sum()), 1)
    60.0
    """

    sex: Sex
    height: float
    mass: float

    def __post_init__(self) -> None:
        if not 1.2 <= self.height <= 2.3:
            raise ValueError(f"a height lies between 1.2 and 2.3 m, not {self.height:g}")
        if not 25 <= self.mass <= 250:
            raise ValueError(f"a mass lies between 25 and 250 kg, not {self.mass:g}")

    @cached_property
    def lengths(self) -> Mapping[str, float]:
        """Lengths of the table's segments, scaled so that standing gives the height. [m]"""
        table = {name: row.length for name, row in TABLE[self.sex].items()}
        upright = sum(table[n] for n in ("head", "thorax", "abdomen", "pelvis", "thigh", "shank"))
        scale = self.height * (1 - ANKLE_HEIGHT) / upright
        return {name: length * scale for name, length in table.items()}

    @cached_property
    def offsets(self) -> Floats:
        """Where each segment hangs on its parent, shape (segments, 3). [m]"""
        long, tall = self.lengths, self.height
        shoulder = long["thorax"] * (1 - SHOULDER_DROP * 2)
        at = {
            "abdomen": (0, 0, long["pelvis"]),
            "thorax": (0, 0, long["abdomen"]),
            "head": (0, 0, long["thorax"]),
            "thigh": (0, HIP_HALF * tall, 0),
            "shank": (0, 0, -long["thigh"]),
            "foot": (0, 0, -long["shank"]),
            "toes": (BALL_BEFORE * long["foot"], 0, -0.75 * ANKLE_HEIGHT * tall),
            "upper_arm": (0, SHOULDER_HALF * tall, shoulder),
            "forearm": (0, 0, -long["upper_arm"]),
            "hand": (0, 0, -long["forearm"]),
        }
        return np.array([_placed(name, at) for name in SEGMENTS])

    @cached_property
    def masses(self) -> Floats:
        """Masses of the segments; toes weigh with the foot. [kg]"""
        row = TABLE[self.sex]
        shares = np.array([row[n].mass if (n := _plain(s)) in row else 0.0 for s in SEGMENTS])
        return np.asarray(self.mass * shares / shares.sum())

    @cached_property
    def centres(self) -> Floats:
        """Centre of mass of each segment in its own axes, shape (segments, 3). [m]"""
        return np.array([self._centre(_plain(segment)) for segment in SEGMENTS])

    def _centre(self, name: str) -> tuple[float, float, float]:
        if name == "toes":
            return (0.0, 0.0, 0.0)
        long, share = self.lengths[name], TABLE[self.sex][name].centre
        if name in CENTRAL:
            return (0.0, 0.0, long * (1 - share))
        if name == "foot":
            return (long * (share - HEEL_BEHIND), 0.0, -0.5 * ANKLE_HEIGHT * self.height)
        return (0.0, 0.0, -long * share)

    @cached_property
    def inertias(self) -> Floats:
        """Moments of inertia about the centre of mass, shape (segments, 3). [kg m²]"""
        rows = np.array([self._radii(_plain(segment)) for segment in SEGMENTS])
        return np.asarray(self.masses[:, None] * rows**2)

    def _radii(self, name: str) -> tuple[float, float, float]:
        if name == "toes":
            return (0.0, 0.0, 0.0)
        row, long = TABLE[self.sex][name], self.lengths[name]
        if name == "foot":  # its own axis points forward
            return (row.own * long, row.sideways * long, row.forward * long)
        return (row.forward * long, row.sideways * long, row.own * long)

    def point(self, name: str) -> tuple[int, Floats]:
        """Find a named place on the body: the number of its segment, and where on it. [m]

        Raises:
            KeyError: where no place has this name.
        """
        segment, where = _points(self)[name]
        return NUMBER[segment], where

    def points(self, names: tuple[str, ...]) -> tuple[NDArray[np.int_], Floats]:
        """Find some named places: the numbers of their segments, and where on them. [m]"""
        return _stacked_points(self, names)


def _plain(segment: str) -> str:
    """Drop the side from a segment's name."""
    side, _, limb = segment.partition("_")
    return limb if side in SIDES else segment


def _placed(segment: str, at: Mapping[str, tuple[float, float, float]]) -> tuple[float, ...]:
    x, y, z = at.get(_plain(segment), (0.0, 0.0, 0.0))
    return (x, -y if segment.startswith("right") else y, z)


@lru_cache(maxsize=32)
def _points(body: Skeleton) -> Mapping[str, tuple[str, Floats]]:
    """Name the places where a body touches, holds and is measured."""
    tall, long = body.height, body.lengths
    sole, foot = -ANKLE_HEIGHT * tall, long["foot"]
    ball, toe = BALL_BEFORE * foot, (1 - HEEL_BEHIND - BALL_BEFORE) * foot
    under = -0.25 * ANKLE_HEIGHT * tall
    shoulder = long["thorax"] * (1 - SHOULDER_DROP * 2)
    central = {
        "mid_hip": ("pelvis", (0, 0, 0)),
        "navel": ("abdomen", (0, 0, 0)),
        "neck": ("head", (0, 0, 0)),
        "crown": ("head", (0, 0, long["head"])),
        "nape": ("head", (-0.052 * tall, 0, 0.62 * long["head"])),
        "chest": ("thorax", (0.065 * tall, 0, 0.5 * long["thorax"])),
        "belly": ("pelvis", (0.06 * tall, 0, 0.03 * tall)),
    }
    sided = {
        "hip": ("thigh", (0, 0, 0)),
        "knee": ("shank", (0, 0, 0)),
        "ankle": ("foot", (0, 0, 0)),
        "heel": ("foot", (-HEEL_BEHIND * foot, 0, sole)),
        "ball_inner": ("toes", (0, -0.02 * tall, under)),
        "ball_outer": ("toes", (0, 0.025 * tall, under)),
        "ball": ("foot", (ball, 0, sole)),
        "toe_tip": ("toes", (toe, 0, under)),
        "toe_top": ("toes", (0.8 * toe, 0, 0.008 * tall)),
        "instep": ("foot", (0.3 * foot, 0, 0.010 * tall)),
        "sole_edge": ("foot", (0.1 * foot, 0.022 * tall, sole)),
        "knee_top": ("thigh", (0.035 * tall, 0, -0.9 * long["thigh"])),
        "kneecap": ("shank", (0.036 * tall, 0, -0.032 * tall)),
        "shin": ("shank", (0.025 * tall, 0, -0.6 * long["shank"])),
        "knee_inside": ("shank", (0, -0.034 * tall, 0)),
        "knee_outside": ("shank", (0, 0.034 * tall, 0)),
        "ankle_inside": ("foot", (0, -0.022 * tall, 0)),
        "ankle_outside": ("foot", (0, 0.022 * tall, 0)),
        "shoulder_blade": ("thorax", (-0.06 * tall, 0.055 * tall, 0.5 * long["thorax"])),
        "buttock": ("pelvis", (-0.055 * tall, 0.045 * tall, 0.0)),
        "seat": ("pelvis", (-0.015 * tall, 0.045 * tall, -0.051 * tall)),
        "hip_outside": ("pelvis", (0, 0.099 * tall, -0.01 * tall)),
        "shoulder": ("upper_arm", (0, 0, 0)),
        "shoulder_outside": ("thorax", (0, 0.135 * tall, shoulder - 0.01 * tall)),
        "elbow": ("forearm", (0, 0, 0)),
        "elbow_tip": ("forearm", (-0.018 * tall, 0, 0.004 * tall)),
        "wrist": ("hand", (0, 0, 0)),
        "wrist_under": ("forearm", (-0.016 * tall, 0, -long["forearm"])),
        "palm": ("hand", (-0.016 * tall, 0, -0.45 * long["hand"])),
        "knuckles": ("hand", (-0.013 * tall, 0, -1.05 * long["hand"])),
        "grip": ("hand", (0, 0, -0.85 * long["hand"])),
    }
    points = {name: (segment, np.array(at, float)) for name, (segment, at) in central.items()}
    for side, sign in (("right", -1.0), ("left", 1.0)):
        for name, (segment, (x, y, z)) in sided.items():
            where = segment if segment in CENTRAL else f"{side}_{segment}"
            points[f"{side}_{name}"] = (where, np.array([x, sign * y, z], float))
    return points


@lru_cache(maxsize=512)
def _stacked_points(body: Skeleton, names: tuple[str, ...]) -> tuple[NDArray[np.int_], Floats]:
    found = [body.point(name) for name in names]
    return np.array([segment for segment, _ in found], int), np.array([at for _, at in found])


DRAWN: Final = Skeleton(Sex.MALE, 1.75, 70.0)
"""The body that pictures are drawn and motions checked with."""
