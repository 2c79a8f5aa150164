"""An exercise as the catalogue knows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Pattern(StrEnum):
    """The movement that an exercise trains."""

    SQUAT = "squat"
    LUNGE = "lunge"
    STEP = "step"
    HINGE = "hinge"
    KNEE_EXTENSION = "knee-extension"
    KNEE_FLEXION = "knee-flexion"
    HIP_EXTENSION_ISOLATED = "hip-extension-isolated"
    HIP_FLEXION = "hip-flexion"
    HIP_ABDUCTION = "hip-abduction"
    HIP_ADDUCTION = "hip-adduction"
    HIP_ROTATION = "hip-rotation"
    CALF = "calf"
    DORSIFLEXION = "dorsiflexion"
    FOOT = "foot"
    TRUNK_FLEXION = "trunk-flexion"
    ANTI_EXTENSION = "anti-extension"
    ANTI_ROTATION = "anti-rotation"
    ANTI_LATERAL_FLEXION = "anti-lateral-flexion"
    ROTATION = "rotation"
    CARRY = "carry"
    PUSH = "push"
    PULL = "pull"
    JUMP = "jump"
    HOP = "hop"
    LANDING = "landing"
    BOUND = "bound"
    BALANCE = "balance"
    MOBILITY = "mobility"
    LOCOMOTION = "locomotion"


class Category(StrEnum):
    """What kind of work an exercise is."""

    STRENGTH = "strength"
    ACTIVATION = "activation"
    CORE = "core"
    PLYOMETRIC = "plyometric"
    POWER = "power"
    MOBILITY = "mobility"
    STRETCH = "stretch"
    DRILL = "drill"
    FOOT_CORE = "foot-core"
    BALANCE = "balance"


HARD_WORK: Final = frozenset({Category.STRENGTH, Category.CORE, Category.POWER})  # sets that count


class Laterality(StrEnum):
    """Whether both legs work at once, in turn, or one after the other."""

    BILATERAL = "bilateral"
    ALTERNATING = "alternating"
    UNILATERAL = "unilateral"


class LoadType(StrEnum):
    """What makes the exercise heavy."""

    BODYWEIGHT = "bodyweight"
    TIME = "time"
    BAND = "band"
    DUMBBELL = "dumbbell"
    BARBELL = "barbell"
    KETTLEBELL = "kettlebell"
    CABLE = "cable"
    MACHINE = "machine"
    CONTACTS = "contacts"

    @property
    def is_weight(self) -> bool:
        """Whether kilograms can be written on it."""
        return self in (
            LoadType.DUMBBELL,
            LoadType.BARBELL,
            LoadType.KETTLEBELL,
            LoadType.CABLE,
            LoadType.MACHINE,
        )


class Degree(StrEnum):
    """An ordinal class of stress on a tissue."""

    NONE = "none"
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"

    @property
    def rank(self) -> int:
        """None is 0, high is 3."""
        return DEGREES[self]


DEGREES: Final[Mapping[Degree, int]] = {degree: rank for rank, degree in enumerate(Degree)}


class KneePhase(StrEnum):
    """The earliest phase of the knee programme that may hold an exercise.

    `AFTER` keeps it out until the knee is discharged.
    """

    ACTIVATION = "activation"
    MOVEMENT = "movement"
    STRENGTH = "strength"
    AFTER = "none"


class Goal(StrEnum):
    """What a dose is for."""

    ACTIVATION = "activation"
    MOBILITY = "mobility"
    ISOMETRIC = "isometric"
    ENDURANCE = "endurance"
    HYPERTROPHY = "hypertrophy"
    MAX_STRENGTH = "max_strength"
    POWER = "power"


@dataclass(frozen=True, slots=True)
class RepRange:
    """From so many to so many repetitions; equal ends mean exactly so many."""

    low: int
    high: int

    def __post_init__(self) -> None:
        if not 1 <= self.low <= self.high <= 500:
            raise ValueError(
                f"repetitions rise from at least 1 to at most 500, not {self.low} to {self.high}"
            )

    def __str__(self) -> str:
        return str(self.low) if self.low == self.high else f"{self.low}-{self.high}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """Sets of repetitions, seconds or metres; per side where the exercise has sides.

    Exactly one of `reps`, `seconds` and `metres` is given. `hold_s` is how long each
    repetition is held. A hold may grow from `seconds` to `seconds_most`.
    """

    sets: int
    reps: RepRange | None = None
    seconds: int | None = None
    metres: int | None = None
    hold_s: int | None = None
    seconds_most: int | None = None

    def __post_init__(self) -> None:
        if sum(x is not None for x in (self.reps, self.seconds, self.metres)) != 1:
            raise ValueError("a dose counts repetitions, seconds or metres: exactly one of them")
        if not 1 <= self.sets <= 20:
            raise ValueError(f"a dose has between 1 and 20 sets, not {self.sets}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FitName:
    """How a watch calls the exercise: category and name with their numbers."""

    category: str
    category_id: int
    name: str | None = None
    name_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One movement of the catalogue, with what it needs and what it asks of the body."""

    id: str
    name: str
    aliases: tuple[str, ...]
    category: Category
    pattern: Pattern
    laterality: Laterality
    plane: str
    primary_muscles: tuple[str, ...]
    secondary_muscles: tuple[str, ...]
    equipment: frozenset[str]
    load_type: LoadType
    skill: int
    knee_phase: KneePhase
    progression_of: str | None
    regressions: tuple[str, ...]
    spinal_load: Degree
    has_torsion: bool
    is_barefoot_ok: bool
    doses: Mapping[Goal, Dose]
    contacts_per_rep: int
    knee_flexion_deg: tuple[int, int] | None
    patellofemoral_stress: Degree
    patellofemoral_source: str
    patellofemoral_peak_bw: float | None
    cues: tuple[str, ...]
    errors: tuple[str, ...]
    fit: FitName | None

    @property
    def is_per_side(self) -> bool:
        """Whether a set is done once for each side."""
        return self.laterality is Laterality.UNILATERAL

    @property
    def is_on_one_leg(self) -> bool:
        """Whether one leg carries most of the work."""
        return self.laterality in (Laterality.UNILATERAL, Laterality.ALTERNATING)

    @property
    def is_jump(self) -> bool:
        """Whether its foot contacts are counted."""
        return self.contacts_per_rep > 0

    @property
    def is_lower_body(self) -> bool:
        """Whether the legs do the work."""
        return self.pattern in LOWER_BODY


LOWER_BODY = frozenset(
    {
        Pattern.SQUAT,
        Pattern.LUNGE,
        Pattern.STEP,
        Pattern.HINGE,
        Pattern.KNEE_EXTENSION,
        Pattern.KNEE_FLEXION,
        Pattern.HIP_EXTENSION_ISOLATED,
        Pattern.HIP_FLEXION,
        Pattern.HIP_ABDUCTION,
        Pattern.HIP_ADDUCTION,
        Pattern.HIP_ROTATION,
        Pattern.CALF,
        Pattern.DORSIFLEXION,
        Pattern.JUMP,
        Pattern.HOP,
        Pattern.LANDING,
        Pattern.BOUND,
    }
)
