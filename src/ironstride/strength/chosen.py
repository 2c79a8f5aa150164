"""Chosen: a session as its lifter changed it on the floor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ironstride.core.log import AskedLoad, ExerciseChosen
from ironstride.core.programme import Prescription, Session


def as_chosen(session: Session, chosen: Iterable[ExerciseChosen]) -> Session:
    """Put what was chosen into a session: in its place instead of another, or at the end.

    Of two choices for one place the one that comes later in `chosen` holds.
    """
    told = tuple(chosen)
    instead = {one.instead_of: one.lines for one in told if one.instead_of}
    besides = {one.exercise: one.lines for one in told if not one.instead_of}
    put: set[str] = set()
    lines: list[Prescription] = []
    for p in session.exercises:
        if p.exercise not in instead:
            lines.append(p)
        elif p.exercise not in put:  # its rising sets come first, and the choice brings its own
            put.add(p.exercise)
            lines += instead[p.exercise]
    return replace(session, exercises=(*lines, *(p for more in besides.values() for p in more)))


def stood_for(chosen: Iterable[ExerciseChosen]) -> dict[str, frozenset[str]]:
    """Say of each exercise that was chosen instead of another what stood in its place before.

    Sets that were done of those are done.
    """
    found: dict[str, set[str]] = {}
    for one in chosen:
        if one.instead_of:
            found.setdefault(one.instead_of, {one.instead_of}).add(one.exercise)
    return {name: frozenset(group) for group in found.values() for name in group}


def loads_of(chosen: Iterable[ExerciseChosen]) -> tuple[AskedLoad, ...]:
    """List the loads that were told for what was chosen, as those of a session are."""
    lines = (line for one in chosen for line in one.lines if line.role.is_hard)
    return tuple(
        AskedLoad(exercise=line.exercise, load=line.load.kg, test_leaves=line.test_leaves)
        for line in lines
        if line.load.kg is not None
    )
