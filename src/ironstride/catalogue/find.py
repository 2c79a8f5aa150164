"""One row of the catalogue by its name, or the nearest name instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final, TypeVar

from ironstride.core.catalogue import Catalogue
from ironstride.core.errors import IronstrideError
from ironstride.core.exercise import Exercise, KneePhase, Pattern
from ironstride.core.spelling import did_you_mean

T = TypeVar("T")
PHASES: Final = tuple(phase for phase in KneePhase if phase is not KneePhase.AFTER)


class NotInCatalogueError(IronstrideError):
    """Something was asked for by a name that the catalogue does not hold."""

    def __init__(self, noun: str, name: str, *, known: Iterable[str], listing: str) -> None:
        instead = did_you_mean(name, known) or f"; see {listing}"
        super().__init__(f'no {noun} "{name}"{instead}')
        self.noun, self.name = noun, name


def find(shelf: Mapping[str, T], name: str, *, noun: str, listing: str) -> T:
    """Give the row of this name.

    Raises:
        NotInCatalogueError: with the nearest name, or where to see all of them.
    """
    if name not in shelf:
        raise NotInCatalogueError(noun, name, known=shelf, listing=listing)
    return shelf[name]


def exercise_called(name: str, exercises: Mapping[str, Exercise]) -> Exercise | None:
    """Find an exercise by its id, its name or an alias, however it is spelled; None for none.

    >>> from ironstride.catalogue.load import load
    >>> exercise_called("Barbell Back-Squat", load().exercises).id
    'back-squat'
    """
    wanted = spelled_plainly(name)
    found = (row for row in exercises.values() if wanted in map(spelled_plainly, _names(row)))
    return next(found, None)


def exercises_near(name: str, exercises: Mapping[str, Exercise]) -> tuple[str, ...]:
    """List up to five ids whose names hold all the words of a name, or are spelled alike.

    Exercises with a weight come first: they are what is logged most.

    >>> from ironstride.catalogue.load import load
    >>> exercises_near("bakc sqat", load().exercises)
    ('back-squat',)
    """
    words = set(spelled_plainly(name).split())
    order = sorted(exercises.values(), key=lambda row: not row.load_type.is_weight)
    spelled = {spelled_plainly(known): row.id for row in order for known in _names(row)}
    holding = [known for known in spelled if words <= set(known.split())]
    alike = get_close_matches(spelled_plainly(name), spelled, n=4, cutoff=0.7)
    near = (*holding, *alike)
    return tuple(dict.fromkeys(spelled[known] for known in near))[:5]


def _names(row: Exercise) -> tuple[str, ...]:
    return (row.id, row.name, *row.aliases)


def spelled_plainly(name: str) -> str:
    """Write a name without capitals and signs.

    >>> spelled_plainly("Back-Squat (Barbell)")
    'back squat barbell'
    """
    return " ".join(re.findall(r"[^\W_]+", name.casefold()))


def harder_than(exercise: Exercise, exercises: Mapping[str, Exercise]) -> tuple[str, ...]:
    """List what comes next once an exercise has become easy."""
    return tuple(name for name, row in exercises.items() if row.progression_of == exercise.id)


def easier_than(exercise: Exercise) -> tuple[str, ...]:
    """List what to fall back on, the exercise it grew from first."""
    grew_from = () if exercise.progression_of is None else (exercise.progression_of,)
    return tuple(dict.fromkeys((*grew_from, *exercise.regressions)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an exercise should be; None asks nothing. `equipment` is all that there is."""

    pattern: str | None = None
    equipment: tuple[str, ...] | None = None
    phase: str | None = None
    is_barefoot: bool = False
    text: str | None = None


def matching(wanted: Wanted, catalogue: Catalogue) -> list[Exercise]:
    """List the exercises that fit, ordered by movement.

    Raises:
        NotInCatalogueError: for a pattern, phase or piece of equipment that does not exist.
    """
    for noun, word, known in (
        ("pattern", wanted.pattern, Pattern),
        ("phase", wanted.phase, PHASES),
    ):
        if word is not None and word not in list(known):
            raise NotInCatalogueError(noun, word, known=known, listing=", ".join(known))
    for token in wanted.equipment or ():
        listing = ", ".join(catalogue.equipment)
        find(catalogue.equipment, token, noun="equipment", listing=listing)
    order = list(Pattern)
    found = (row for row in catalogue.exercises.values() if _fits(row, wanted))
    return sorted(found, key=lambda row: order.index(row.pattern))


def _fits(row: Exercise, wanted: Wanted) -> bool:
    at_hand = None if wanted.equipment is None else {*wanted.equipment, "none"}
    return (
        (wanted.pattern is None or row.pattern == wanted.pattern)
        and (at_hand is None or row.equipment <= at_hand)
        and (wanted.phase is None or _may_enter(row, KneePhase(wanted.phase)))
        and (row.is_barefoot_ok or not wanted.is_barefoot)
        and (wanted.text is None or wanted.text.casefold() in _searched(row))
    )


def _may_enter(row: Exercise, phase: KneePhase) -> bool:
    order = list(KneePhase)
    return order.index(row.knee_phase) <= order.index(phase)


def _searched(row: Exercise) -> str:
    words = (row.id, row.name, *row.aliases, *row.primary_muscles, *row.secondary_muscles)
    return " ".join(words).casefold()
