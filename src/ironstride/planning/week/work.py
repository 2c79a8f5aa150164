"""Work: how an exercise is done, how long it takes, and what makes it heavy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from ironstride.core.exercise import Exercise, Goal, RepRange
from ironstride.core.policy import DosePolicy, SetPolicy
from ironstride.core.programme import Prescription, Role
from ironstride.planning.week.needs import Need, moderate_goal

MINOR_REPS: Final = RepRange(6, 6)
MINOR_RIR: Final = 3  # six with three left lie near 78 % of 1RM


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One set of an exercise and the rest after it."""

    reps: RepRange | None = None
    seconds: int | None = None
    rir: int | None = None
    percent_1rm: int | None = None
    rest_s: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An exercise in a session: what it is there for, how it is done, how often.

    `least` sets must stay for the piece to count, `most` is where growth ends.
    """

    need: Need | None
    exercise: Exercise
    role: Role
    work: Work
    sets: int
    least: int
    most: int
    is_heavy: bool = False

    def single(self) -> Piece:
        """Return the same piece with one set, which is enough then."""
        return replace(self, sets=1, least=1)

    def with_sets(self, sets: int) -> Piece:
        """Return the same piece with so many sets."""
        return replace(self, sets=sets)


def seconds_of(piece: Piece, policy: DosePolicy) -> float:
    """Add up setting up, warm-up ramp, sets, sides and rests. [s]"""
    work = _set_seconds(piece, policy)
    ramp = _ramp_seconds(piece, policy) if piece.is_heavy else 0.0
    return policy.seconds_to_set_up + ramp + piece.sets * (work + piece.work.rest_s)


def _set_seconds(piece: Piece, policy: DosePolicy) -> float:
    reps = piece.work.reps
    one_side = (
        float(piece.work.seconds or 0) if reps is None else reps.high * policy.seconds_per_rep
    )
    if not piece.exercise.is_per_side:
        return one_side
    return 2 * one_side + policy.seconds_between_sides


def seconds_of_one_more(lift: Prescription, policy: DosePolicy) -> float:
    """Say how long one more set of a prescribed lift takes, its rest included. [s]"""
    reps = lift.reps.high if lift.reps is not None else 0
    one_side = reps * policy.seconds_per_rep
    both = 2 * one_side + policy.seconds_between_sides
    return (both if lift.per_side else one_side) + lift.rest_s


def _ramp_seconds(piece: Piece, policy: DosePolicy) -> float:
    sides = 2 if piece.exercise.is_per_side else 1
    return sum(
        reps * policy.seconds_per_rep * sides + policy.ramp_rest_s for reps in policy.ramp_reps
    )


def as_set(numbers: SetPolicy, rest_s: int | None = None) -> Work:
    """Turn a row of the policy into work."""
    return Work(
        reps=RepRange(numbers.reps_low, numbers.reps_high),
        rir=numbers.rir,
        percent_1rm=numbers.percent_1rm,
        rest_s=numbers.rest_s if rest_s is None else rest_s,
    )


def for_a_minor(work: Work, policy: DosePolicy) -> Work:
    """Soften heavy work for an athlete under eighteen.   [screening: consensus]"""
    if work.percent_1rm is None or work.percent_1rm < policy.minor_percent_most:
        return work
    return replace(work, reps=MINOR_REPS, rir=MINOR_RIR, percent_1rm=policy.minor_percent_most - 3)


def moderate(exercise: Exercise, numbers: SetPolicy, policy: DosePolicy, rest_s: int) -> Work:
    """Set eight to twelve repetitions where the exercise allows, else its own gentle dose.

    Bodyweight and band work keeps its reserve; only a weight has a share of 1RM.
    """
    goal = moderate_goal(exercise)
    dose = exercise.doses[goal] if goal is not None else None
    if dose is None or dose.reps is None:
        return Work(seconds=policy.hold_seconds, rest_s=rest_s)
    low = max(numbers.reps_low, min(dose.reps.low, numbers.reps_high - 2))
    high = max(low, min(dose.reps.high, numbers.reps_high))
    has_1rm = exercise.load_type.is_weight and goal is Goal.HYPERTROPHY
    return Work(
        reps=RepRange(low, high),
        rir=numbers.rir,
        percent_1rm=numbers.percent_1rm if has_1rm else None,
        rest_s=rest_s,
    )
