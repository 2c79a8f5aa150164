"""The athlete: who trains, when, where, with what and for what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum

from ironstride.core.calendar import Weekday
from ironstride.core.rack import Rack
from ironstride.core.run import Race, RunKind
from ironstride.core.units import RIR, Kilograms, MassUnit, Reps


class Sex(StrEnum):
    """Asked for norms only, and never required."""

    FEMALE = "female"
    MALE = "male"


class LiftingExperience(StrEnum):
    """How long the athlete has lifted regularly.

    Novice is under six months; intermediate up to two years; advanced beyond.
    """

    NONE = "none"
    NOVICE = "novice"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"

    @property
    def is_novice(self) -> bool:
        """Under six months of regular lifting."""
        return self in (LiftingExperience.NONE, LiftingExperience.NOVICE)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a weekday offers for lifting: so many minutes, from a clock time, at a place."""

    minutes: int
    start: time
    place: str

    def __post_init__(self) -> None:
        if not 10 <= self.minutes <= 240:
            raise ValueError(f"a day offers between 10 and 240 minutes, not {self.minutes}")


@dataclass(frozen=True, slots=True, kw_only=True)
class HabitualRun:
    """A run that comes back every week."""

    day: Weekday
    kind: RunKind
    start: time
    minutes: int

    def __post_init__(self) -> None:
        if not 5 <= self.minutes <= 600:
            raise ValueError(f"a habitual run lasts between 5 and 600 minutes, not {self.minutes}")

    @property
    def duration(self) -> timedelta:
        """How long it takes."""
        return timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class KnownSet:
    """A recent honest set of a lift: the load, the repetitions and what was left."""

    load: Kilograms
    reps: Reps
    rir: RIR


class Concern(StrEnum):
    """What somebody has to look at before anything is planned, the most urgent first."""

    CHEST_PAIN = "chest-pain"
    FAINTING = "fainting"
    NERVE_SIGNS = "nerve-signs"
    SWOLLEN_LEG = "swollen-leg"
    ACUTE_ILLNESS = "acute-illness"
    PREGNANCY = "pregnancy"
    BONE_STRESS = "bone-stress"
    LOW_ENERGY = "low-energy"
    WEIGHT_LOSS = "weight-loss"
    TOLD_TO_REST = "told-to-rest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What limits the lifting.

    `parq_yes` is a yes to any PAR-Q+ question, not yet cleared. While anything stands in
    `needs_clearance` nothing is planned. `supervised` says that an adult watches the lifting
    of somebody under eighteen.
    """

    parq_yes: bool = False
    needs_clearance: frozenset[Concern] = frozenset()
    supervised: bool = False
    complaints: frozenset[str] = frozenset()
    dislikes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What the athlete asks for."""

    sessions_per_week: int | None = None
    back_to_back_after_easy: bool = False

    def __post_init__(self) -> None:
        asked = self.sessions_per_week
        if asked is not None and not 1 <= asked <= 3:
            raise ValueError(f"strength fits one to three times a week, not {asked}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Athlete:
    """Everything about the athlete that a programme depends on."""

    birth_year: int
    lifting_experience: LiftingExperience
    offers: Mapping[Weekday, Offer]
    places: Mapping[str, frozenset[str]]
    sex: Sex | None = None
    mass: Kilograms | None = None
    height_cm: float | None = None
    units: MassUnit = MassUnit.KG
    races: tuple[Race, ...] = ()
    habit: tuple[HabitualRun, ...] | None = None
    lifts: Mapping[str, KnownSet] = field(default_factory=dict)
    racks: Mapping[str, Rack] = field(default_factory=dict)  # by place
    health: Health = field(default_factory=Health)
    preferences: Preferences = field(default_factory=Preferences)

    def age_on(self, day: date) -> int:
        """Count full calendar years; only the birth year is known, so up to one too many."""
        return day.year - self.birth_year

    def equipment_at(self, place: str) -> frozenset[str]:
        """List what stands at a place; `none` is there everywhere.

        Where a chair stands there is a floor to lie on and a wall, too.
        """
        have = self.places[place] | {"none"}
        return have | {"mat", "wall"} if "chair" in have else have
