"""What strength training holds, counted alike for what was planned and for what was done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Self

from ironstride.core.exercise import HARD_WORK, Exercise, Pattern
from ironstride.core.log import SetDone, Side
from ironstride.core.programme import Prescription, Session
from ironstride.strength.lift import build_of
from ironstride.strength.visit import Visit

MINUTES_A_SET: Final = 3.0  # with its rest, where nobody told how long a visit took   [choice]

Movement = Pattern | None
"""What a set trains; None for what no movement of the catalogue covers, as curls."""

PATTERNS: Final = {pattern.value: pattern for pattern in Pattern}


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Hard sets by movement, foot contacts, sessions and minutes. [count, min]"""

    hard_sets: Mapping[Movement, float]
    contacts: float = 0
    sessions: float = 0
    minutes: float = 0

    @property
    def sets(self) -> float:
        """Hard sets of all movements."""
        return sum(self.hard_sets.values())

    def __add__(self, more: Self) -> Work:
        movements = {**self.hard_sets, **more.hard_sets}
        both = {m: self.hard_sets.get(m, 0) + more.hard_sets.get(m, 0) for m in movements}
        return Work(
            hard_sets=both,
            contacts=self.contacts + more.contacts,
            sessions=self.sessions + more.sessions,
            minutes=self.minutes + more.minutes,
        )

    def __mul__(self, share: float) -> Work:
        return Work(
            hard_sets={movement: sets * share for movement, sets in self.hard_sets.items()},
            contacts=self.contacts * share,
            sessions=self.sessions * share,
            minutes=self.minutes * share,
        )


NOTHING: Final = Work(hard_sets={})


def planned_work(sessions: Iterable[Session], exercises: Mapping[str, Exercise]) -> Work:
    """Count what sessions of a programme ask for."""
    asked = tuple(sessions)
    hard: Counter[Movement] = Counter()
    for line in (line for session in asked for line in session.exercises if line.hard_sets):
        hard[movement_of(line.exercise, exercises)] += line.hard_sets
    return Work(
        hard_sets=hard,
        contacts=sum(session.contacts for session in asked),
        sessions=len(asked),
        minutes=sum(session.minutes for session in asked),
    )


def done_work(
    visits: Iterable[Visit],
    exercises: Mapping[str, Exercise],
    planned: Iterable[Session] = (),
) -> Work:
    """Count what was done.

    A set is hard where the planned sessions give its exercise as main or accessory work, and
    is not where they give it as anything else. Of what they do not hold, strength, core and
    power work is hard, and so is what the catalogue does not know. Warm-up sets never are.
    A set of the left and one of the right are one set, as in a programme.
    """
    came = tuple(visits)
    roles = _hard_by_plan(line for session in planned for line in session.exercises)
    hard: Counter[Movement] = Counter()
    for visit in came:
        for exercise, sets in by_exercise(visit.sets):
            if roles.get(exercise, is_hard_work(exercise, exercises)):
                hard[movement_of(exercise, exercises)] += count_sets(sets)
    return Work(
        hard_sets=+hard,
        contacts=sum(contacts_of(one, exercises) for visit in came for one in visit.sets),
        sessions=len(came),
        minutes=sum(minutes_of(visit) for visit in came),
    )


def movement_of(exercise: str, exercises: Mapping[str, Exercise]) -> Movement:
    """Say what an exercise trains, by the words of its name where the catalogue lacks it.

    >>> movement_of("Bench Press (Barbell)", {}), movement_of("Bicep Curl (Cable)", {})
    (<Pattern.PUSH: 'push'>, None)
    """
    known = exercises.get(exercise)
    if known is not None:
        return known.pattern
    return PATTERNS.get(build_of(exercise, None).family)


def is_hard_work(exercise: str, exercises: Mapping[str, Exercise]) -> bool:
    """Whether sets of an exercise are hard where no programme says what they are for."""
    known = exercises.get(exercise)
    return known is None or known.category in HARD_WORK


def by_exercise(sets: Iterable[SetDone]) -> Iterator[tuple[str, tuple[SetDone, ...]]]:
    """Put the sets of each exercise together, in the order in which they were begun."""
    together: dict[str, list[SetDone]] = {}
    for one in sets:
        together.setdefault(one.exercise, []).append(one)
    return ((exercise, tuple(group)) for exercise, group in together.items())


def count_sets(sets: Iterable[SetDone]) -> int:
    """Count working sets of one exercise on one visit; one of each side makes one."""
    sides = Counter(one.side for one in sets if not one.is_warm_up)
    return sides[None] + max(sides[Side.LEFT], sides[Side.RIGHT])


def contacts_of(one: SetDone, exercises: Mapping[str, Exercise]) -> int:
    """Count the foot contacts of a set: as told, else from its repetitions.

    A set on one leg after the other that names no side was done on both.
    """
    known = exercises.get(one.exercise)
    if one.contacts is not None or known is None or one.reps is None:
        return one.contacts or 0
    sides = 2 if known.is_per_side and one.side is None else 1
    return sides * known.contacts_per_rep * one.reps.count


def minutes_of(visit: Visit) -> float:
    """Say how long a visit took; at three minutes a set where nobody told. [min]"""
    if visit.minutes is not None:
        return visit.minutes
    return MINUTES_A_SET * sum(count_sets(sets) for _, sets in by_exercise(visit.sets))


def _hard_by_plan(lines: Iterable[Prescription]) -> Mapping[str, bool]:
    """Say of each exercise whether any of its lines is hard work."""
    ordered = sorted(lines, key=lambda line: line.exercise)
    grouped = groupby(ordered, key=lambda line: line.exercise)
    return {exercise: any(line.role.is_hard for line in found) for exercise, found in grouped}
