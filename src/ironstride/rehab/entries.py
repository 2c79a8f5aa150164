"""What can be told to a course of rehabilitation; pain scores come from the log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

from ironstride.core.athlete import Sex
from ironstride.core.log import PainScore, Side
from ironstride.rehab.gates import Measurement
from ironstride.rehab.scores import Answered
from ironstride.rehab.screening import Screened


class Track(StrEnum):
    """The two loads that pain steers."""

    SESSIONS = "sessions"
    RUNS = "runs"


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseStarted:
    """A plan was begun.

    `usual_morning` is the pain of a usual morning [0 to 10]; `still_runs` says that running goes
    within the pain rule now. Age and sex are for norms only.
    """

    day: date
    at: datetime
    plan: str
    usual_morning: int
    still_runs: bool
    sore: Side | None = None
    age: int | None = None
    sex: Sex | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.usual_morning <= 10:
            raise ValueError(f"pain lies between 0 and 10, not {self.usual_morning}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionDone:
    """A session of the plan was done."""

    day: date
    at: datetime
    id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDone:
    """A run, or a walk-run: the longest stretch of running in one go. [min]"""

    day: date
    at: datetime
    longest_min: float
    id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SwellingSeen:
    """The sore place is swollen."""

    day: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SteppedBack:
    """The athlete goes back a phase, or a rung of running, without having to."""

    day: date
    at: datetime
    track: Track


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """Somebody who knows about it has looked, and the plan may go on."""

    day: date
    at: datetime
    by: str

    def __post_init__(self) -> None:
        if not self.by.strip():
            raise ValueError("an assessment is made by somebody; give the name")


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideChosen:
    """Something is to stand beside the sessions, or no longer: stretches, a block, the other leg."""

    day: date
    at: datetime
    name: str
    is_on: bool


CourseEntry: TypeAlias = (
    CourseStarted
    | Screened
    | PainScore
    | SessionDone
    | RunDone
    | SwellingSeen
    | Measurement
    | Answered
    | SteppedBack
    | Assessed
    | BesideChosen
)
"""Everything that a course is folded from."""
