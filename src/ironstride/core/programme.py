"""The programme: season, weeks, sessions, prescriptions, each with its reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from ironstride.core.athlete import LiftingExperience
from ironstride.core.exercise import RepRange
from ironstride.core.reason import Citation, Rule
from ironstride.core.run import PlannedRun, Race
from ironstride.core.units import Kilograms, MassUnit


class PhaseName(StrEnum):
    """What a block of weeks is for."""

    ADAPTATION = "adaptation"
    MAX_STRENGTH = "max-strength"
    POWER = "power"
    RACE_SEASON = "race-season"
    TAPER = "taper"
    RECOVERY = "recovery"


HEAVY_BLOCKS: Final = (PhaseName.MAX_STRENGTH, PhaseName.POWER)  # which build with heavy lifts
HEAVY_PHASES: Final = (*HEAVY_BLOCKS, PhaseName.RACE_SEASON)  # and the one that keeps them


class Role(StrEnum):
    """What an exercise does in its session. Main and accessory sets are the hard sets."""

    WARM_UP = "warm-up"
    MAIN = "main"
    ACCESSORY = "accessory"
    ACTIVATION = "activation"
    STRETCH = "stretch"

    @property
    def is_hard(self) -> bool:
        """Whether its sets count as hard sets."""
        return self in (Role.MAIN, Role.ACCESSORY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How heavy: a mass where strength is known, a share of 1RM, repetitions in reserve.

    All may be absent, for a hold or a drill.
    """

    kg: Kilograms | None = None
    percent_1rm: int | None = None
    rir: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescription:
    """One exercise of a session: how often, how far, how heavy, how long to rest, and why.

    Exactly one of `reps`, `seconds` and `metres` is given; with `per_side` each side does
    it. `contacts` counts the foot contacts of the whole prescription. With `test_leaves` the
    last set is a test: as many good repetitions as leave so many in reserve.
    """

    exercise: str
    role: Role
    sets: int
    reps: RepRange | None = None
    seconds: int | None = None
    metres: int | None = None
    hold_s: int | None = None
    per_side: bool = False
    load: Load = Load()
    rest_s: int = 0
    contacts: int = 0
    reasons: tuple[str, ...] = ()
    test_leaves: int | None = None

    def __post_init__(self) -> None:
        if sum(x is not None for x in (self.reps, self.seconds, self.metres)) != 1:
            raise ValueError(
                f"{self.exercise}: give repetitions, seconds or metres, exactly one of them"
            )
        if self.test_leaves is not None and (self.reps is None or self.test_leaves < 1):
            raise ValueError(
                f"{self.exercise}: a test set counts repetitions and leaves at least one in reserve"
            )

    @property
    def hard_sets(self) -> int:
        """Sets that count towards the week's hard sets."""
        return self.sets if self.role.is_hard else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One visit to the gym floor, in the athlete's local time."""

    start: datetime
    minutes: int
    intent: str
    place: str
    reasons: tuple[str, ...]
    exercises: tuple[Prescription, ...]

    @property
    def end(self) -> datetime:
        """When it is over."""
        return self.start + timedelta(minutes=self.minutes)

    @property
    def hard_sets(self) -> int:
        """Main and accessory sets."""
        return sum(p.hard_sets for p in self.exercises)

    @property
    def contacts(self) -> int:
        """Foot contacts."""
        return sum(p.contacts for p in self.exercises)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A block of whole weeks with one purpose; both ends belong to it."""

    name: PhaseName
    start: date
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Seven days from a Monday: the runs, and the lifting placed around them."""

    start: date
    phase: PhaseName
    is_light: bool
    runs: tuple[PlannedRun, ...]
    sessions: tuple[Session, ...]

    @property
    def end(self) -> date:
        """Its Sunday."""
        return self.start + timedelta(days=6)

    @property
    def hard_sets(self) -> int:
        """Main and accessory sets of all sessions."""
        return sum(s.hard_sets for s in self.sessions)

    @property
    def strength_share(self) -> float | None:
        """The share of training time that goes into strength; None in a week of rest."""
        lifting = sum(s.minutes for s in self.sessions)
        running = sum(r.minutes for r in self.runs)
        return lifting / (lifting + running) if lifting + running else None


@dataclass(frozen=True, slots=True)
class Caution:
    """Something to know that is no obstacle, and the rule that says so."""

    rule: str
    message: str


class Tier(StrEnum):
    """What a programme is judged by, the most important first; no tier buys another."""

    SESSIONS = "sessions"
    ESSENTIAL = "essential"
    CHANGE = "change"
    DOSE = "dose"
    RHYTHM = "rhythm"
    TASTE = "taste"


@dataclass(frozen=True, slots=True, kw_only=True)
class TierValue:
    """What a tier leaves to be wished for, and what no programme could go below.

    A bound holds among programmes that are as good in all tiers before it; None where
    nothing is known.
    """

    tier: Tier
    value: int
    bound: int | None

    @property
    def is_proven(self) -> bool:
        """Whether nothing better exists."""
        return self.value == self.bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The facts of the athlete that a reader of the programme needs."""

    birth_year: int
    lifting_experience: LiftingExperience
    units: MassUnit
    races: tuple[Race, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A season of strength around one athlete's running."""

    athlete: Subject
    start: date
    end: date
    seed: int
    phases: tuple[Phase, ...]
    weeks: tuple[Week, ...]
    rules: Mapping[str, Rule]
    sources: Mapping[str, Citation]
    warnings: tuple[Caution, ...] = ()
    certificate: tuple[TierValue, ...] = ()

    @property
    def sessions(self) -> Iterator[Session]:
        """All sessions in order."""
        return (session for week in self.weeks for session in week.sessions)


@dataclass(frozen=True, slots=True)
class Collision:
    """Rules and wishes that cannot hold together, in words, and what would free them."""

    rules: tuple[str, ...]
    message: str
    relax: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoProgramme:
    """No programme keeps every hard rule; here is what collides."""

    collisions: tuple[Collision, ...]
