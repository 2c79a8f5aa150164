"""What a motion asks of the joints, as a small table of what can be known without force plates.

All lengths grow with height, so a pose depends on the load only through load / body mass, and a
quasi-static moment over mass and height is a function of that ratio alone. It is nearly a
straight line: M = height · (a · mass + b · load). Three loads show a, b and the misfit.

Left out, because the ground's push cannot be told from a picture: knees where the feet stand
one before the other, ankles but in calf work and hops, the side of the hip while both legs
bear, whatever leans on hands, walls or bands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from ironstride.core.demand import Demand, Joint, JointMoment
from ironstride.core.exercise import Degree
from ironstride.motion.forces import Forces, Moment, static_forces
from ironstride.motion.motion import Contact, Key, Motion, Physics, Tool, part_of
from ironstride.motion.skeleton import DRAWN, FREEDOM, SIDES, Floats
from ironstride.motion.solve import Solved, solve

Peaks = Mapping[Joint, float]
"""The largest of each moment, over mass and height. [N/kg]"""
LOADS: Final = (0.5, 1.0, 1.5)  # of the picture's load
UNBALANCED: Final = 0.02  # as the lint allows it
TURNED: Final = 10.0  # degrees between pelvis and chest that count as torsion [convention]
LEVEL: Final = 5.0  # how far apart feet may stand, forward, and still share evenly [cm]
LEAST: Final[Mapping[Joint, float]] = {
    Joint.HIP_EXTENSION: 0.4,
    Joint.HIP_ABDUCTION: 0.2,
    Joint.KNEE_EXTENSION: 0.8,
    Joint.ANKLE: 0.3,
}
"""Below this a moment is not told: the band would be wider than it. [N m/kg]"""
CLAIMED: Final[Mapping[Joint, int]] = {
    Joint.HIP_EXTENSION: 25,
    Joint.HIP_ABDUCTION: 25,
    Joint.KNEE_EXTENSION: 40,
    Joint.ANKLE: 15,
}
"""What was measured against lifters, and no band is narrower than that. [%]"""
HOPPED: Final = 30  # of hops: how long one lasts on the ground and in the air is assumed [%]
WIDEST: Final = 60  # a wider band tells nothing [%]
SPINE: Final = ((2.25, Degree.HIGH), (1.25, Degree.MODERATE), (0.5, Degree.LOW))
"""Classes of the moment that straightens the back, from so many N m/kg on. [convention]"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFit:
    """A moment over mass and height as a + b · load/mass, and how far off the line is. [1]"""

    per_body: float
    per_load: float
    misfit: float


def demand_of(motion: Motion, made_from: str) -> Demand:
    """Work out one motion for the drawn body; `made_from` is its fingerprint."""
    solved = solve(motion, DRAWN)
    usual = peaks_of(motion)
    lines, off = lines_of(motion, usual), technique(motion, usual)
    moments = {joint: _told(joint, motion, lines[joint], off[joint]) for joint in Joint}
    return Demand(
        id=motion.id,
        made_from=made_from,
        load_kg=_held(motion),
        hip_extension=moments[Joint.HIP_EXTENSION],
        hip_abduction=moments[Joint.HIP_ABDUCTION],
        knee_extension=moments[Joint.KNEE_EXTENSION],
        ankle=moments[Joint.ANKLE],
        spine=spine_class(solved),
        has_torsion=has_torsion(solved),
    )


def _told(joint: Joint, motion: Motion, line: LineFit, technique: float) -> JointMoment | None:
    """Put a band round a moment, or leave it out where it says too little."""
    at_load = line.per_body + line.per_load * _held(motion) / DRAWN.mass
    if at_load * DRAWN.height < LEAST[joint]:
        return None
    claimed = HOPPED if is_hop(motion) else CLAIMED[joint]
    band = max(claimed, int(np.ceil(np.hypot(technique, line.misfit) * 20)) * 5)
    if band > WIDEST:
        return None
    return JointMoment(
        per_body=round(line.per_body, 4), per_load=round(line.per_load, 4), band=band
    )


def lines_of(motion: Motion, usual: Peaks) -> Mapping[Joint, LineFit]:
    """Fit each moment's peak over several loads; without one, height and mass say it all."""
    held = _held(motion)
    shares = LOADS if held else (1.0,)
    peaks = [usual if share == 1.0 else peaks_of(_loaded(motion, share)) for share in shares]
    ratios = np.array(shares) * held / DRAWN.mass
    return {joint: _fitted(ratios, np.array([each[joint] for each in peaks])) for joint in Joint}


def _fitted(ratios: Floats, peaks: Floats) -> LineFit:
    """Lay a straight line through peaks over load per body mass."""
    if len(ratios) == 1:
        return LineFit(per_body=float(peaks[0]), per_load=0.0, misfit=0.0)
    columns = np.column_stack([np.ones(len(ratios)), ratios])
    factors = np.linalg.lstsq(columns, peaks, rcond=None)[0]
    off = np.abs(columns @ factors - peaks).max() / max(np.abs(peaks).max(), 1e-9)
    return LineFit(per_body=float(factors[0]), per_load=float(factors[1]), misfit=float(off))


def technique(motion: Motion, usual: Peaks) -> Mapping[Joint, float]:
    """How far ordinary freedom of technique moves each moment, as a share of it (one SD). [1]

    Each freedom on its own: a shank 4 degrees, a thigh, trunk or knee 5 degrees, the weight 2 cm
    along the foot; their squares add up. What is not turned further because it is not bent, as a
    straight knee, counts for nothing.
    """
    varied = [peaks_of(other) for other in _varied(motion)]
    return {
        joint: float(np.linalg.norm([other[joint] - usual[joint] for other in varied]))
        / max(abs(usual[joint]), 1e-9)
        for joint in Joint
    }


def peaks_of(motion: Motion) -> Peaks:
    """The largest of each moment over key frames and sides that can be known, over m · h. [N/kg]"""
    motion = with_heel_off(motion)
    solved = solve(motion, DRAWN)
    forces = static_forces(solved)
    scale = _pushed(motion) / (DRAWN.mass * DRAWN.height)
    still = tuple(_still(solved, forces))
    peaks = {}
    for joint in Joint:
        found = [
            forces.moment(Moment(joint.value), side)[number] * scale
            for number in still
            for side in SIDES
            if KNOWN[joint](motion, motion.keys[number], side)
        ]
        peaks[joint] = float(max(found, default=0.0))
    return peaks


def with_heel_off(motion: Motion) -> Motion:
    """Add the moment at which heels leave the floor, with the weight over the balls already.

    There, not at the top, is the peak of a calf raise: the lever from the ankle to the ball is
    longest while the foot is still level. What alternates stays as it is: its second half has
    to mirror the first.
    """
    if motion.alternates:
        return motion
    keys: list[Key] = []
    moves: list[float] = []
    for number, key in enumerate(motion.keys):
        keys.append(key)
        rising = _rising(key, motion.keys[(number + 1) % len(motion.keys)])
        if motion.moves:
            moves += [motion.moves[number] / 2] * 2 if rising else [motion.moves[number]]
        if rising:
            keys.append(replace(key, name=f"{key.name}-heel-off", contacts=rising, hold=0.0))
    return replace(motion, keys=tuple(keys), moves=tuple(moves))


def _rising(key: Key, after: Key) -> dict[str, Contact]:
    """The contacts once flat feet have become forefeet; empty where none does."""
    up = {
        part
        for part, contact in key.contacts.items()
        if contact.touch == "flat"
        and (then := after.contacts.get(part)) is not None
        and then.touch == "forefoot"
        and then.place == contact.place
    }
    return {p: after.contacts[p] if p in up else c for p, c in key.contacts.items()} if up else {}


def _held(motion: Motion) -> float:
    """The load that weighs, or pulls by a cable; a band's pull is not known. [kg]"""
    load = motion.load
    return 0.0 if load is None or load.tool is Tool.BAND else load.kg


def _loaded(motion: Motion, share: float) -> Motion:
    load = motion.load
    return replace(motion, load=load and replace(load, kg=load.kg * share))


def _still(solved: Solved, forces: Forces) -> Iterator[int]:
    """Key frames that stand still, or push off, and are held by what touches."""
    motion = solved.motion
    if motion.physics is Physics.PICTURE:
        return
    for number, key in enumerate(motion.keys):
        held = forces.unbalanced[number] <= UNBALANCED
        if held and not motion.is_passing(number) and not key.is_in_the_air:
            yield number


# ---- what can be known -----------------------------------------------------------------------


def _feet(key: Key) -> frozenset[str]:
    return frozenset(part for part in key.bearing if part_of(part) == "foot")


def _stands_level(key: Key) -> bool:
    """Whether both feet and nothing else bear, side by side."""
    if key.bearing != {"right-foot", "left-foot"}:
        return False
    ahead = [key.contacts[part].place.forward or 0.0 for part in sorted(key.bearing)]
    up = [key.contacts[part].place.up for part in sorted(key.bearing)]
    return abs(ahead[0] - ahead[1]) <= LEVEL and up[0] == up[1]


def _leg_is_free(key: Key, side: str) -> bool:
    parts = {f"{side}-{kind}" for kind in ("foot", "knee", "shin", "hip")}
    return not parts & key.bearing


def _is_slow(motion: Motion) -> bool:
    """Whether it is slow work against weights; what a band pulls is not known."""
    pulled = motion.load is not None and motion.load.tool is Tool.BAND
    return motion.physics is Physics.STATIC and not pulled


def _hip_extension(motion: Motion, key: Key, side: str) -> bool:
    """On feet alone, or on feet and back, as in bridges; or a leg that is lifted."""
    lying = {"back", "head"} if key.contacts.get("back", Contact("")).touch == "down" else set()
    on_feet = bool(_feet(key)) and key.bearing <= _feet(key) | lying
    return _is_slow(motion) and (on_feet or _leg_is_free(key, side))


def _hip_abduction(motion: Motion, key: Key, side: str) -> bool:
    """One leg bears, and at most the forearm of the same side; or a leg that is lifted."""
    alone = key.bearing in ({f"{side}-foot"}, {f"{side}-foot", f"{side}-forearm"})
    return _is_slow(motion) and (alone or (_leg_is_free(key, side) and bool(key.bearing)))


def _knee_extension(motion: Motion, key: Key, side: str) -> bool:
    """One foot, or two side by side: one before the other, the split decides."""
    return _is_slow(motion) and (key.bearing == {f"{side}-foot"} or _stands_level(key))


def _ankle(motion: Motion, key: Key, side: str) -> bool:
    """Standing on the forefoot, in work for the calf or in hops."""
    contact = key.contacts.get(f"{side}-foot")
    on_toes = contact is not None and contact.touch in ("forefoot", "edge")
    standing = key.bearing == {f"{side}-foot"} or _stands_level(key)
    return on_toes and standing and (motion.family == "calf" or is_hop(motion))


KNOWN: Final[Mapping[Joint, Callable[[Motion, Key, str], bool]]] = {
    Joint.HIP_EXTENSION: _hip_extension,
    Joint.HIP_ABDUCTION: _hip_abduction,
    Joint.KNEE_EXTENSION: _knee_extension,
    Joint.ANKLE: _ankle,
}


# ---- hops ------------------------------------------------------------------------------------


CONTACT, FLIGHT = 0.28, 0.35  # of a springy hop on one leg [s] [convention]


def is_hop(motion: Motion) -> bool:
    """Whether it bounces on the forefoot, again and again."""
    grounded = [key for key in motion.keys if not key.is_in_the_air]
    on_toes = all(c.touch != "flat" for key in grounded for c in key.contacts.values())
    return motion.physics is Physics.HOP and len(grounded) < len(motion.keys) and on_toes


def _pushed(motion: Motion) -> float:
    """How many body weights the ground pushes back at the peak: 1 in slow work, 0 in jumps.

    F = π/2 · (t_flight / t_contact + 1), the push taken as half a sine [morin-2005: study].
    """
    if motion.physics is not Physics.HOP:
        return 1.0
    return np.pi / 2 * (FLIGHT / CONTACT + 1) if is_hop(motion) else 0.0


# ---- technique, spine, torsion ---------------------------------------------------------------

_FREEDOMS: Final = (("shank", 4.0), ("thigh", 5.0), ("trunk", 5.0), ("knee", 5.0))
ALONG_THE_FOOT: Final = 0.11  # 2 cm, as a share from heel to ball


def _varied(motion: Motion) -> Iterator[Motion]:
    for name, degrees in _FREEDOMS:
        keys = tuple(_turned(key, name, degrees) for key in motion.keys)
        if keys != motion.keys:
            yield replace(motion, keys=keys)
    keys = tuple(_shifted(key) for key in motion.keys)
    if keys != motion.keys:
        yield replace(motion, keys=keys)


def _turned(key: Key, name: str, degrees: float) -> Key:
    """Bend a bit further what is bent already."""
    angles = {
        n: value + float(np.sign(value)) * degrees if _plain(n) == name else value
        for n, value in key.angles.items()
    }
    return replace(key, angles=angles)


def _plain(name: str) -> str:
    return name.removeprefix("right-").removeprefix("left-")


def _shifted(key: Key) -> Key:
    """Move the weight along the feet that stand flat."""
    flat = any(contact.touch == "flat" for contact in key.contacts.values())
    if not flat or key.bearing != _feet(key):
        return key
    return replace(
        key, balance=min((0.5 if key.balance is None else key.balance) + ALONG_THE_FOOT, 1.0)
    )


def spine_class(solved: Solved) -> Degree:
    """Class the moment that straightens the back, at the load of the picture."""
    forces = static_forces(solved)
    back = forces.moment(Moment.BACK_EXTENSION) / solved.body.mass
    most = max((back[number] for number in _still(solved, forces)), default=0.0)
    return next((degree for least, degree in SPINE if most >= least), Degree.NONE)


def turned_by(solved: Solved) -> Floats:
    """How far the chest is turned against the pelvis in each key frame. [degrees]"""
    twist = sum(solved.key_angles[:, FREEDOM[name]] for name in ("lumbar_twist", "thoracic_twist"))
    return np.asarray(np.degrees(twist))


def has_torsion(solved: Solved) -> bool:
    """Whether the trunk is turned while a load is held, lifted or pulled."""
    return _held(solved.motion) > 0 and bool(np.abs(turned_by(solved)).max() >= TURNED)
