"""Names of exercises: what is sure is taken, what is not is asked once, and remembered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final

from ironstride.catalogue.find import find
from ironstride.catalogue.load import load
from ironstride.catalogue.match import Certainty, Match, Matcher
from ironstride.core.event import EventKind
from ironstride.formats.fit_sets import GUESSED
from ironstride.store.activity_events import UNDATED
from ironstride.store.name_events import decision_of, named
from ironstride.strength.names import ExerciseNamed, Names

if TYPE_CHECKING:  # Django is set up when a store is opened, not before
    from ironstride.store.store import Store

SOURCE: Final = "ironstride import"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenName:
    """A name that waits for a decision, how many sets carry it, and what it may mean."""

    name: str
    sets: int
    match: Match

    @property
    def candidates(self) -> tuple[str, ...]:
        """The exercises that it may mean, the likeliest first."""
        return tuple(candidate.exercise for candidate in self.match.candidates)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesSeen:
    """The names of sets that are no ids of the catalogue.

    `taken` can mean but one exercise and are new here; `open` wait for a decision; `own`
    resemble nothing in the catalogue and stay as they are. What was decided before is not here.
    `sets` counts the sets of all names.
    """

    sets: int = 0
    taken: Mapping[str, str] = field(default_factory=dict)
    open: tuple[OpenName, ...] = ()
    own: tuple[str, ...] = ()


def read_names(store: Store | None) -> Names:
    """Read what was decided so far."""
    events = store.events(EventKind.EXERCISE_NAMED) if store is not None else ()
    return Names(map(decision_of, events))


def look_over(counts: Mapping[str, int], names: Names) -> NamesSeen:
    """Sort the names of sets by what is known of them; the most used first.

    What a watch guessed is never sure: it waits for a word even where the name is clear.

    Args:
        counts: how many sets carry each name.
        names: what was decided so far.
    """
    catalogue = load()
    matcher = Matcher(catalogue)
    taken: dict[str, str] = {}
    waiting, own = [], []
    for name in sorted(counts, key=lambda name: (-counts[name], name)):
        if name in catalogue.exercises or names.decision(name) is not None:
            continue
        match = matcher.match(name.removesuffix(f" ({GUESSED})"))
        if match.exercise is not None and GUESSED not in name:
            taken[name] = match.exercise
        elif match.certainty is not Certainty.UNKNOWN:
            waiting.append(OpenName(name=name, sets=counts[name], match=match))
        else:
            own.append(name)
    sets = sum(counts.values())
    return NamesSeen(sets=sets, taken=taken, open=tuple(waiting), own=tuple(own))


def settle(store: Store) -> NamesSeen:
    """Look over the names of all sets, and remember those that are sure."""
    seen = look_over(store.set_names(), read_names(store))
    store.append(
        named(ExerciseNamed(name=name, exercise=id_, at=UNDATED, is_told=False), source=SOURCE)
        for name, id_ in seen.taken.items()
    )
    return seen


def decide(store: Store, decisions: Mapping[str, str | None], *, at: datetime) -> int:
    """Remember what names mean, and count what is new of it.

    Raises:
        NotInCatalogueError: for an exercise that the catalogue does not hold; then nothing is
            remembered.
    """
    check(decisions.values())
    names = read_names(store)
    return store.append(
        named(ExerciseNamed(name=name, exercise=exercise, at=at), source=SOURCE)
        for name, exercise in decisions.items()
        if not _stands(names.decision(name), exercise)
    )


def check(exercises: Collection[str | None]) -> None:
    """Refuse an exercise that the catalogue does not hold, with the nearest name."""
    known = load().exercises
    for exercise in exercises:
        if exercise is not None:
            find(known, exercise, noun="exercise", listing="`ironstride exercise`")


def _stands(decided: ExerciseNamed | None, exercise: str | None) -> bool:
    return decided is not None and decided.is_told and decided.exercise == exercise
