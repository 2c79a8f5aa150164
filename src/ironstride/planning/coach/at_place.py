"""At a place: what becomes of a written session where some of its equipment does not stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from ironstride.core.exercise import Exercise
from ironstride.core.reference import ReferenceExercise
from ironstride.planning.request import Request
from ironstride.planning.week.needs import keeps_limits


def done_at(
    lines: Sequence[ReferenceExercise], place: str, request: Request
) -> Iterator[ReferenceExercise]:
    """Give each line what can be done at a place: itself, else something easier or like it.

    What stands instead trains the same movement and muscle, is no harder to learn, is counted in
    the same way and keeps the limits of a course. A line for which there is nothing is left out.
    """
    exercises = request.catalogue.exercises
    taken = {line.exercise for line in lines}
    for line in lines:
        found = _found(exercises[line.exercise], place, request, taken)
        if found is not None:
            taken.add(found.id)
            yield replace(line, exercise=found.id)


def is_there(exercise: Exercise, place: str, request: Request) -> bool:
    """Whether everything that an exercise needs stands at a place."""
    return exercise.equipment <= request.athlete.equipment_at(place)


def best_place(lines: Sequence[ReferenceExercise], request: Request) -> str:
    """Choose the place that lacks equipment for the fewest lines; of several the barest.

    That is more likely the home, where a session needs no way there.
    """
    exercises = request.catalogue.exercises

    def lacking(place: str) -> tuple[int, int]:
        missing = [x for x in lines if not is_there(exercises[x.exercise], place, request)]
        return len(missing), len(request.athlete.places[place])

    return min(request.athlete.places, key=lacking)


def _found(
    exercise: Exercise, place: str, request: Request, taken: Collection[str]
) -> Exercise | None:
    if is_there(exercise, place, request):
        return exercise
    return next(
        (
            like
            for like in _likes(exercise, request)
            if like.id not in taken and is_there(like, place, request)
        ),
        None,
    )


def _likes(exercise: Exercise, request: Request) -> list[Exercise]:
    """List what may stand in for an exercise: the easier ones that it names first."""
    named = exercise.regressions
    found = [
        other
        for other in request.catalogue.exercises.values()
        if (other.id in named or _is_like(other, exercise))
        and _counts(other) == _counts(exercise)
        and keeps_limits(other, request)
    ]
    return sorted(found, key=lambda other: (other.id not in named, -other.skill, other.id))


def _is_like(other: Exercise, exercise: Exercise) -> bool:
    is_same_work = (other.pattern, other.category) == (exercise.pattern, exercise.category)
    shares_a_muscle = not set(other.primary_muscles).isdisjoint(exercise.primary_muscles)
    is_no_harder = other.skill <= exercise.skill and not (other.is_jump and not exercise.is_jump)
    return is_same_work and shares_a_muscle and is_no_harder and not other.has_torsion


def _counts(exercise: Exercise) -> bool:
    """Whether it is counted in seconds."""
    return any(dose.seconds is not None for dose in exercise.doses.values())
