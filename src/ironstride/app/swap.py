"""Swap: another exercise in place of one, because the rack is busy or a place is sore.

What could stand instead, and what that costs, is what `ironstride why` tells of the exercise,
asked for an athlete without the busy equipment, or with the sore place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from ironstride.app.explain import NotInSessionError, explain
from ironstride.app.keep import TakenOn, last_taken_on
from ironstride.app.knee import followed_by
from ironstride.app.log import Desk
from ironstride.core.athlete import Athlete
from ironstride.core.programme import Prescription, Session
from ironstride.planning.answers.exchange import Cost, Exchange, ExerciseExplained

ALWAYS_FREE: Final = frozenset({"none", "mat", "wall"})


class Trouble(StrEnum):
    """What stands against an exercise today."""

    BUSY = "busy"  # what it needs is taken by somebody else
    SORE = "sore"  # it hurts somewhere
    OTHER = "other"  # nothing but a wish


@dataclass(frozen=True, slots=True)
class Swap:
    """Another exercise for this session: how it is done, what that costs, and how long all takes."""

    exercise: str
    lines: tuple[Prescription, ...]
    cost: Cost
    minutes: int


@dataclass(frozen=True, slots=True)
class Swaps:
    """What could stand instead of an exercise, and what leaving it out would cost."""

    exercise: str
    swaps: tuple[Swap, ...]
    without: Cost


def swaps(
    session: Session, exercise: str, trouble: Trouble, desk: Desk, *, place: str = ""
) -> Swaps | None:
    """Find what could stand instead of an exercise of a session of the kept programme.

    None where the programme does not tell: without a profile, or where the two do not fit
    together any more.
    """
    kept, athlete = last_taken_on(desk.store), desk.athlete
    if kept is None or athlete is None or exercise not in desk.catalogue.exercises:
        return None
    if trouble is Trouble.BUSY:
        athlete = _without_equipment_of(exercise, session.place, athlete, desk)
    if trouble is Trouble.SORE and place:
        kept = _with_sore(place, kept)
    day = session.start.date()
    followed = followed_by(desk.store, day=day)
    try:
        found = explain(kept, athlete, day, exercise=exercise, followed=followed)
    except (NotInSessionError, ValueError):
        return None
    if not isinstance(found, ExerciseExplained):
        return None
    return Swaps(exercise, tuple(_swaps(found, session)), found.without)


def _without_equipment_of(exercise: str, place: str, athlete: Athlete, desk: Desk) -> Athlete:
    """Take away what the exercise needs, but for what nobody waits for."""
    needs = desk.catalogue.exercises[exercise].equipment - ALWAYS_FREE
    left = {name: have - needs if name == place else have for name, have in athlete.places.items()}
    return replace(athlete, places=left)


def _with_sore(place: str, kept: TakenOn) -> TakenOn:
    known = kept.amendments
    sore = replace(known, sore=known.sore | {place}, healed=known.healed - {place})
    return replace(kept, amendments=sore)


def _swaps(found: ExerciseExplained, session: Session) -> Iterator[Swap]:
    """Give the free choices, else the best one, as they would stand in this session."""
    best = () if found.best is None else (found.best,)
    for exchange in found.free or best:
        lines = _lines(exchange, session)
        if lines:
            yield Swap(exchange.exercise.id, lines, exchange.cost, exchange.minutes)


def _lines(exchange: Exchange, session: Session) -> tuple[Prescription, ...]:
    mine = (one for one in exchange.sessions if one.start == session.start)
    return tuple(p for one in mine for p in one.exercises if p.exercise == exchange.exercise.id)
