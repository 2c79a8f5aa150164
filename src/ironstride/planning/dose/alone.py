"""Alone: how an exercise is done that stands in no programme."""

from __future__ import annotations

from typing import Final

from ironstride.core.exercise import Category, Exercise
from ironstride.core.policy import Policy
from ironstride.core.programme import Load, Prescription, Role
from ironstride.planning.week.needs import moderate_goal
from ironstride.planning.week.work import moderate

LOOSE: Final = frozenset({Category.MOBILITY, Category.STRETCH})


def alone(exercise: Exercise, policy: Policy) -> Prescription:
    """Dose an exercise as the accessory work of a week, else as the catalogue does.

    Nothing is known of the session around it, so it is moderate and never to failure. [choice]
    """
    numbers, goal = policy.dose.accessory, moderate_goal(exercise)
    if goal is None or exercise.is_jump or exercise.category in LOOSE:
        return _as_catalogued(exercise, policy)
    work = moderate(exercise, numbers, policy.dose, numbers.rest_s)
    return Prescription(
        exercise=exercise.id,
        role=Role.ACCESSORY,
        sets=numbers.sets_most,
        reps=work.reps,
        seconds=work.seconds,
        per_side=exercise.is_per_side,
        load=Load(percent_1rm=work.percent_1rm, rir=work.rir),
        rest_s=work.rest_s,
        reasons=("never-to-failure",),
    )


def _as_catalogued(exercise: Exercise, policy: Policy) -> Prescription:
    """Take the first dose that the catalogue names."""
    dose = next(iter(exercise.doses.values()))
    reps = 0 if dose.reps is None else dose.reps.high
    is_loose = exercise.category in LOOSE
    return Prescription(
        exercise=exercise.id,
        role=Role.STRETCH if is_loose else Role.ACTIVATION,
        sets=dose.sets,
        reps=dose.reps,
        seconds=dose.seconds,
        metres=dose.metres,
        hold_s=dose.hold_s,
        per_side=exercise.is_per_side,
        rest_s=0 if is_loose else policy.contacts.rest_s,
        contacts=exercise.contacts_per_rep * reps * dose.sets,
    )
