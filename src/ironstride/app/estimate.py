"""Estimate: what the log in the data folder says of strength, for the planner and for today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from ironstride.app.memory import Memory
from ironstride.catalogue.load import load
from ironstride.core.athlete import Athlete
from ironstride.core.calendar import DAY
from ironstride.core.estimate import LiftEstimate
from ironstride.core.event import Event
from ironstride.core.exercise import Exercise
from ironstride.core.log import Entry, SetDone
from ironstride.core.units import Kilograms
from ironstride.planning.dose.today import Trained
from ironstride.strength.state import strength_state

if TYPE_CHECKING:  # Django is set up when a store is opened, not before
    from ironstride.store.store import Store


def estimates(
    sets: Iterable[SetDone],
    exercises: Mapping[str, Exercise],
    body_mass: Kilograms | None,
    *,
    day: date,
) -> dict[str, LiftEstimate]:
    """Estimate on the eve of a day every lift that takes a weight and of which something is known."""
    state = strength_state(sets, exercises, body_mass, until=day - DAY)
    weights = (exercise.id for exercise in exercises.values() if exercise.load_type.is_weight)
    found = ((id_, state.estimate(id_, day)) for id_ in weights)
    return {id_: estimate for id_, estimate in found if estimate is not None}


def trained(store: Store, athlete: Athlete | None, *, day: date) -> Trained | None:
    """Read what the log says on the eve of a day; None where no set was logged before it."""
    from ironstride.app.entries import entries_in  # noqa: PLC0415 - brings the store

    told = entries_in(store)
    before = told.told_of_before(day)
    mass = None if athlete is None else athlete.mass

    def work_out() -> Trained | None:
        book = told.read(before)
        sets = tuple(one for one in book.sets if one.day < day)
        if not sets:
            return None
        found = estimates(sets, load().exercises, mass, day=day)
        return Trained(day=day, sets=sets, estimates=found, readiness=book.readiness)

    return _TRAINED.recall((store.key, day), (before, told.named, mass), work_out)


_Facts: TypeAlias = tuple[tuple[Entry, ...], tuple[Event, ...], Kilograms | None]
_TRAINED: Final[Memory[tuple[str, date], _Facts, Trained | None]] = Memory(most=128)


def trained_in(folder: Path | None, athlete: Athlete | None, *, day: date) -> Trained | None:
    """Read the same from a data folder, which need not exist."""
    from ironstride.store.open import existing_store  # noqa: PLC0415 - only if it is needed

    store = None if folder is None else existing_store(folder)
    if store is None:
        return None
    with store:
        return trained(store, athlete, day=day)


def strength_in(folder: Path | None, athlete: Athlete, *, day: date) -> dict[str, LiftEstimate]:
    """Estimate every known lift from a data folder; empty where nothing was logged."""
    found = trained_in(folder, athlete, day=day)
    return {} if found is None else dict(found.estimates)
