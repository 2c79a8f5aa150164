"""What a week's lifting asks of the joints, beside what running asks of them.

Descriptive: it says which joints the lifts reach, not what comes of it. What a moment means for
economy or injury nobody has shown; in trials loads and weeks decide. [eihara-2022: review]
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ironstride.core.catalogue import Catalogue
from ironstride.core.demand import USUAL_HEIGHT, Joint, Share, share_of
from ironstride.core.programme import Prescription, Session
from ironstride.strength.body_mass import LOAD_ALONE, USUAL_BODY, lifted


@dataclass(frozen=True, slots=True)
class Reached:
    """The most that a week asks of a joint, and the exercise that asks it; None for nothing."""

    joint: Joint
    share: Share
    exercise: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """A week's lifting joint by joint; `known` of its `exercises` have been worked out.

    `has_guessed` says that a weight which is still to be found was taken from the picture.
    """

    joints: tuple[Reached, ...]
    known: int
    exercises: int
    has_guessed: bool = False


def coverage(
    sessions: Iterable[Session],
    catalogue: Catalogue,
    *,
    height: float = USUAL_HEIGHT,
    mass: float = USUAL_BODY.value,
) -> Coverage:
    """Look for the most that some sessions ask of each joint.

    Args:
        sessions: of one week, say.
        catalogue: with its table of demands.
        height: of the athlete. [m]
        mass: of the athlete. [kg]
    """
    lines = [p for session in sessions for p in session.exercises]
    names = {p.exercise for p in lines}
    joints = tuple(_most(joint, lines, catalogue, (height, mass)) for joint in Joint)
    known = {
        name: row for name in sorted(names) if (row := catalogue.demands.get(name)) is not None
    }
    return Coverage(
        joints=joints,
        known=len(known),
        exercises=len(names),
        has_guessed=any(
            p.load.kg is None and known[p.exercise].load_kg > 0 and bool(known[p.exercise].joints)
            for p in lines
            if p.exercise in known
        ),
    )


def _most(
    joint: Joint, lines: Iterable[Prescription], catalogue: Catalogue, body: tuple[float, float]
) -> Reached:
    height, mass = body
    found = [
        (moment.per_kg(height, mass, _load(p, catalogue, mass)), p.exercise)
        for p in lines
        if (row := catalogue.demands.get(p.exercise)) is not None
        and (moment := row.joints.get(joint)) is not None
    ]
    if not found:
        return Reached(joint, Share.LITTLE)
    most, exercise = max(found)
    return Reached(joint, share_of(joint, most), exercise)


def _load(p: Prescription, catalogue: Catalogue, mass: float) -> float:
    """All that is held; where no weight is written, as much as in the picture. [kg]"""
    if p.load.kg is None:
        return catalogue.demands[p.exercise].load_kg * mass / USUAL_BODY.value
    held = lifted(p.exercise, catalogue.exercises.get(p.exercise)) or LOAD_ALONE
    return held.hands * p.load.kg.value
