"""Work beside the sessions of a course: blocks for hips and feet, and the leg that is not sore."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from ironstride.core.calendar import WEEK
from ironstride.core.exercise import Dose, Exercise
from ironstride.core.reason import Verification
from ironstride.core.reference import ReferenceExercise
from ironstride.rehab.figure import Figure
from ironstride.rehab.phases import Limits

Choices: TypeAlias = tuple[ReferenceExercise, ...]
"""Lines of which the first that can be done at a place is meant."""


class When(StrEnum):
    """Where it stands in a day."""

    BEFORE_RUNS = "before-runs"
    AFTER_RUNS = "after-runs"  # and by itself, where a week has too few runs
    AFTER_LIFTING = "after-lifting"
    BY_ITSELF = "by-itself"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Work for some weeks, as for hips or feet: a programme of the catalogue, phase by phase.

    `weeks` are those of each phase, `beside` the plans that it may stand beside.
    """

    id: str
    title: str
    words: str
    beside: tuple[str, ...]
    per_week: Figure
    when: When
    weeks: tuple[int, ...]
    phases: tuple[tuple[ReferenceExercise, ...], ...]

    def __post_init__(self) -> None:
        if len(self.weeks) != len(self.phases):
            phases, weeks = len(self.phases), len(self.weeks)
            raise ValueError(f"its programme has {phases} phases; weeks speaks of {weeks}")

    def lines_on(self, day: date, begun: date) -> tuple[ReferenceExercise, ...]:
        """Give the lines of a day; nothing once all weeks are over."""
        left = (day - begun) // WEEK
        for weeks, lines in zip(self.weeks, self.phases, strict=True):
            if left < weeks:
                return lines
            left -= weeks
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherLeg:
    """Strength for the leg that is not sore: of each list the first exercise that can be done.

    Every one of them leaves the sore leg hanging free.
    """

    title: str
    words: str
    per_week: Figure
    dose: Dose
    load: str
    lifts: tuple[tuple[str, ...], ...]
    verification: Verification
    source: str | None = None

    def choices(
        self, limits: Limits | None, exercises: Mapping[str, Exercise]
    ) -> tuple[Choices, ...]:
        """List what the sore leg may not do, lift by lift; jumps are never among it."""
        found = (tuple(self._choices(names, limits, exercises)) for names in self.lifts)
        return tuple(choices for choices in found if choices)

    def _choices(
        self, names: tuple[str, ...], limits: Limits | None, exercises: Mapping[str, Exercise]
    ) -> Iterator[ReferenceExercise]:
        for name in names:
            exercise = exercises[name]
            if limits is not None and limits.against(exercise) and not exercise.is_jump:
                yield ReferenceExercise(exercise=name, dose=self.dose, load=self.load)
