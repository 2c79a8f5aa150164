"""Pinned sessions: what a coach has already decided, and where it is to stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from ironstride.core.calendar import Weekday
from ironstride.core.programme import PhaseName, Prescription, Session

PINNED: Final = "pinned"  # the reason of a session that a coach put where it stands

REHAB: Final = "sore-limits"  # the reason of a session that a course of rehabilitation asks for


def is_rehab(session: Session) -> bool:
    """Whether a session belongs to a course of rehabilitation, and stands beside the planner's."""
    return REHAB in session.reasons


def is_pinned(session: Session) -> bool:
    """Whether a session stands because it was pinned."""
    return PINNED in session.reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """A session held as it is: on one day, or on a weekday, in every phase or in one.

    `minutes` counts its warm-up and rests. `source` says whose it is, for the athlete.
    """

    title: str
    source: str
    minutes: int
    exercises: tuple[Prescription, ...]
    day: date | None = None
    weekday: Weekday | None = None
    phase: PhaseName | None = None

    def __post_init__(self) -> None:
        if (self.day is None) == (self.weekday is None):
            raise ValueError(f"{self.title}: pin it to a day or to a weekday, one of them")
        if self.day is not None and self.phase is not None:
            raise ValueError(f"{self.title}: {self.day} is one day; only a weekday takes a phase")
        if not 1 <= self.minutes <= 240:
            raise ValueError(
                f"{self.title}: a session takes between 1 and 240 minutes, not {self.minutes}"
            )
        if not self.title or not self.exercises:
            raise ValueError(f"{self.title or 'a session'}: give it a name and an exercise")

    def holds_on(self, day: date, phase: PhaseName) -> bool:
        """Whether it stands on this day."""
        if self.day is not None:
            return day == self.day
        return Weekday.of(day) is self.weekday and self.phase in (None, phase)
