"""The stretch routine: seconds, sets, sides and their order, for a timer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ironstride.core.exercise import Exercise
from ironstride.core.log import Side
from ironstride.core.reference import ReferenceExercise
from ironstride.rehab.figure import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class StretchRoutine:
    """Which stretches in which order, how often, and how long to change over. [s]

    `beside` are the plans that it belongs to. `leave_out_at_end_range` are those that bend the
    knee as far as it goes; they stay out while that hurts behind the kneecap. Gains level off at
    `session_cap_s` for a muscle.
    """

    title: str
    lines: tuple[ReferenceExercise, ...]
    per_week_least: Figure
    per_week_most: Figure
    change_s: Figure
    session_cap_s: Figure
    week_cap_s: Figure
    leave_out_at_end_range: frozenset[str]
    beside: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """One stretch held once: which set, on which side, for how long, and the change after it."""

    exercise: str
    tissue: str
    number: int
    of: int
    side: Side | None
    seconds: int
    change_s: int


def holds(
    routine: StretchRoutine,
    exercises: Mapping[str, Exercise],
    *,
    end_range_hurts: bool = False,
) -> tuple[Hold, ...]:
    """Lay the routine out as a timer runs it: each set left, then right; no change after the last.

    A stretch that is counted in repetitions stays out, as a timer has nothing to hold.
    """
    left_out = routine.leave_out_at_end_range if end_range_hurts else frozenset()
    lines = [line for line in routine.lines if line.exercise not in left_out]
    laid_out = [hold for line in lines for hold in _holds(line, routine, exercises)]
    if not laid_out:
        return ()
    *before, last = laid_out
    return (*before, replace(last, change_s=0))


def _holds(
    line: ReferenceExercise, routine: StretchRoutine, exercises: Mapping[str, Exercise]
) -> Iterator[Hold]:
    if line.dose.seconds is None:
        return
    is_per_side = exercises[line.exercise].is_per_side
    sides = (Side.LEFT, Side.RIGHT) if is_per_side else (None,)
    for number in range(1, line.dose.sets + 1):
        for side in sides:
            yield Hold(
                exercise=line.exercise,
                tissue=line.tissue,
                number=number,
                of=line.dose.sets,
                side=side,
                seconds=line.dose.seconds,
                change_s=int(routine.change_s.value),
            )


def total_seconds(laid_out: tuple[Hold, ...]) -> int:
    """Say how long the timer runs. [s]"""
    return sum(hold.seconds + hold.change_s for hold in laid_out)
