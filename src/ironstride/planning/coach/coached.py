"""A coach's own words: what an exercise with its dose becomes in a session.

A coach writes what is to be done; the role of each line, its foot contacts, its usual rest
and the minutes of the whole are read off the catalogue.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from ironstride.core.catalogue import Catalogue
from ironstride.core.exercise import HARD_WORK, Category, Dose, Exercise, Laterality
from ironstride.core.policy import Policy
from ironstride.core.programme import Load, Prescription, Role
from ironstride.planning.days.hard_legs import is_heavy_set
from ironstride.planning.week.needs import MAINS, SERVES
from ironstride.planning.week.work import Piece, Work, seconds_of

UNTOLD: Final = Load()
GENTLE: Final = {Category.STRETCH: Role.STRETCH, Category.MOBILITY: Role.WARM_UP}
WALKING_M_PER_S: Final = 1.0  # a carry or a drill, the way back included; only for minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An exercise as a coach tells it; None is as usual."""

    exercise: Exercise
    dose: Dose
    load: Load = UNTOLD
    role: Role | None = None
    per_side: bool = False
    one_side: bool = False
    rest_s: int | None = None


def prescribed(told: Told, policy: Policy) -> Prescription:
    """Turn what was told into a prescription.

    A unilateral exercise is done on each side, unless one side does it alone. Jumps count their
    contacts by the repetition; jumps told in metres or seconds count none.
    """
    exercise, dose = told.exercise, told.dose
    is_both = told.per_side or exercise.is_per_side
    sides = 2 if is_both and not told.one_side else 1
    line = Prescription(
        exercise=exercise.id,
        role=Role.ACCESSORY,
        sets=dose.sets,
        reps=dose.reps,
        seconds=dose.seconds,
        metres=dose.metres,
        hold_s=dose.hold_s,
        per_side=sides == 2,
        load=told.load,
        contacts=sides * exercise.contacts_per_rep * _repetitions(dose),
    )
    line = replace(line, role=told.role or role_of(line, exercise, policy))
    return replace(line, rest_s=usual_rest_s(line, policy) if told.rest_s is None else told.rest_s)


def _repetitions(dose: Dose) -> int:
    return dose.sets * dose.reps.high if dose.reps else 0


def role_of(line: Prescription, exercise: Exercise, policy: Policy) -> Role:
    """Say what a line does in its session.                             [choice]

    Heavy squats, lunges, steps and hinges are main lifts. Other strength and trunk work is
    accessory, and so is anything with a load or a reserve; jumps, drills, foot and balance
    work activate; mobility warms up; stretches are stretches.
    """
    if exercise.category in GENTLE:
        return GENTLE[exercise.category]
    if exercise.is_jump or (exercise.category not in HARD_WORK and line.load == UNTOLD):
        return Role.ACTIVATION
    is_lift = any(SERVES[need](exercise) for need in MAINS)
    return Role.MAIN if is_lift and is_heavy_set(line, policy.dose) else Role.ACCESSORY


def usual_rest_s(line: Prescription, policy: Policy) -> int:
    """Say how long a rest is where nobody says it. [s]"""
    if line.role is Role.MAIN:
        return policy.dose.heavy.rest_s
    if line.role is Role.ACCESSORY:
        return policy.dose.accessory.rest_s
    return policy.contacts.rest_s if line.contacts else 0


def minutes_of(lines: Sequence[Prescription], catalogue: Catalogue) -> int:
    """Say how long a session takes: setting up, sets, sides and rests. [min]"""
    dose = catalogue.policy.dose
    return math.ceil(sum(seconds_of(_piece(line, catalogue), dose) for line in lines) / 60)


def _piece(line: Prescription, catalogue: Catalogue) -> Piece:
    exercise = catalogue.exercises[line.exercise]
    work = Work(seconds=round(_set_s(line, catalogue.policy)), rest_s=line.rest_s)
    if line.per_side and not exercise.is_per_side:
        work = replace(work, seconds=2 * (work.seconds or 0))
    if exercise.is_per_side and not line.per_side:  # one side alone
        exercise = replace(exercise, laterality=Laterality.ALTERNATING)
    return Piece(
        need=None,
        exercise=exercise,
        role=line.role,
        work=work,
        sets=line.sets,
        least=line.sets,
        most=line.sets,
    )


def _set_s(line: Prescription, policy: Policy) -> float:
    """Say how long one side of a set takes. [s]"""
    if line.reps is not None:
        return line.reps.high * (line.hold_s or policy.dose.seconds_per_rep)
    return line.seconds or (line.metres or 0) / WALKING_M_PER_S
