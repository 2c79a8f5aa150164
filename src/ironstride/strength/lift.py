"""What is tracked by itself: an exercise, one side of it, in one measure, among its kin."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from ironstride.core.exercise import Exercise, LoadType, Pattern
from ironstride.core.log import SetDone, Side
from ironstride.strength.body_mass import Lifted, lifted
from ironstride.strength.repetitions import usual_slope


class Measure(StrEnum):
    """What a set is measured in."""

    MASS = "mass"  # kilograms and repetitions: there is a 1RM
    REPS = "reps"  # repetitions with nothing to weigh them by
    SECONDS = "seconds"
    METRES = "metres"
    CONTACTS = "contacts"


@dataclass(frozen=True, slots=True)
class Lift:
    """One side of an exercise in one measure; `side` is None where both work at once."""

    exercise: str
    measure: Measure
    side: Side | None = None

    def __hash__(self) -> int:
        """Sort by the exercise: few of them have several sides or measures, and it is quick."""
        return hash(self.exercise)

    def is_side_with(self, other: Lift) -> bool:
        """Whether both are the same exercise in the same measure, on whichever side."""
        return self.exercise == other.exercise and self.measure is other.measure


@dataclass(frozen=True, slots=True)
class Kin:
    """The lifts that share a common factor: they move alike and are measured alike."""

    name: str
    measure: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """How an exercise is built: its kin, its usual slope, and what a 1RM usually weighs."""

    family: str
    slope: float
    lifted: Lifted | None
    usual: float  # total 1RM as a share of body mass, before anything is known


# Words of exercise names that the catalogue does not know, most telling first.
WORDS: Final = (
    (r"leg curl|hamstring curl|nordic", Pattern.KNEE_FLEXION),
    (r"leg extension|knee extension|sissy", Pattern.KNEE_EXTENSION),
    (r"calf|heel raise", Pattern.CALF),
    (r"lunge|split squat", Pattern.LUNGE),
    (r"step.?up|step.?down", Pattern.STEP),
    (
        r"hip thrust|glute bridge|back extension|hyperextension|kickback",
        Pattern.HIP_EXTENSION_ISOLATED,
    ),
    (r"adduct", Pattern.HIP_ADDUCTION),
    (r"hip abduct|abductor", Pattern.HIP_ABDUCTION),
    (r"deadlift|good morning|\brdl\b|swing|pull.?through|\bclean\b|snatch", Pattern.HINGE),
    (r"squat|leg press", Pattern.SQUAT),
    (r"row\b|rows\b|pull|chin|lat |face|shrug|reverse fly|rear delt", Pattern.PULL),
    (r"bench|press|push.?up|dip|fly|pec|raise|jerk", Pattern.PUSH),
    (r"carry|farmer|walk", Pattern.CARRY),
    (r"crunch|sit.?up|leg raise|knee raise|\babs?\b", Pattern.TRUNK_FLEXION),
    (r"plank|rollout", Pattern.ANTI_EXTENSION),
    (r"twist|woodchop|rotation", Pattern.ROTATION),
)
ARMS: Final = (
    (r"tricep|skull|pushdown|jm press", "elbow-extension"),
    (r"wrist|forearm", "wrist"),
    (r"curl|bicep", "elbow-flexion"),
    (r"lateral raise|front raise|side raise", "shoulder-raise"),
)
LEG_CURL: Final = re.compile(r"leg|hamstring|nordic")

USUAL_SHARE: Final = {
    (Pattern.SQUAT, LoadType.BARBELL): 1.2,
    (Pattern.SQUAT, LoadType.MACHINE): 2.2,
    (Pattern.SQUAT, LoadType.DUMBBELL): 0.6,
    (Pattern.HINGE, LoadType.BARBELL): 1.3,
    (Pattern.HINGE, LoadType.DUMBBELL): 0.9,
    (Pattern.HINGE, LoadType.KETTLEBELL): 0.6,
    (Pattern.HIP_EXTENSION_ISOLATED, LoadType.BARBELL): 1.4,
    (Pattern.CALF, LoadType.BARBELL): 1.2,
    (Pattern.CALF, LoadType.MACHINE): 1.2,
    (Pattern.LUNGE, LoadType.BARBELL): 0.7,
    (Pattern.STEP, LoadType.BARBELL): 0.7,
    (Pattern.PUSH, LoadType.DUMBBELL): 0.6,
    (Pattern.PUSH, LoadType.BARBELL): 0.7,
    (Pattern.PULL, LoadType.DUMBBELL): 0.4,
    (Pattern.PULL, LoadType.CABLE): 0.7,
}
USUAL_BESIDE_BODY: Final = 0.5  # loads on top of the body's share
ELSEWHERE: Final = 0.4


def lift_of(one: SetDone, exercises: Mapping[str, Exercise]) -> Lift:
    """Say which lift a set belongs to, by what it counts.

    Contacts before seconds before metres before repetitions: a plank of one repetition is a
    hold, and a carry with a distance is measured by it. Repetitions go with a mass where there
    is one, in the hands or of the body.
    """
    build = build_of(one.exercise, exercises.get(one.exercise))
    return Lift(one.exercise, measure_of(one, build), one.side)


def measure_of(one: SetDone, build: Build) -> Measure:
    """Say what a set is measured in."""
    if one.contacts is not None:
        return Measure.CONTACTS
    if one.seconds and (one.reps is None or one.reps.count <= 1):
        return Measure.SECONDS
    if one.metres and one.reps is None:
        return Measure.METRES
    mass = build.lifted
    moves = mass is not None and (mass.body > 0 or (one.load is not None and one.load.value > 0))
    return Measure.MASS if moves else Measure.REPS


def build_of(name: str, exercise: Exercise | None) -> Build:
    """Say how an exercise is built, from the catalogue or from the words of its name."""
    return _build_by_name(name) if exercise is None else _build_in_catalogue(exercise)


def _build_in_catalogue(exercise: Exercise) -> Build:
    mass = lifted(exercise.id, exercise)
    usual = USUAL_SHARE.get((exercise.pattern, exercise.load_type), ELSEWHERE)
    if mass is not None and mass.body > 0:
        usual = mass.body + USUAL_BESIDE_BODY
    return Build(
        family=exercise.pattern.value,
        slope=usual_slope(exercise.pattern),
        lifted=mass,
        usual=usual,
    )


@lru_cache(maxsize=4096)
def _build_by_name(name: str) -> Build:
    mass = lifted(name, None)
    usual = ELSEWHERE if mass is None or not mass.body else mass.body + USUAL_BESIDE_BODY
    low = name.lower()
    if not LEG_CURL.search(low):
        for words, family in ARMS:
            if re.search(words, low):
                return Build(family=family, slope=usual_slope(None), lifted=mass, usual=0.3)
    pattern = next((found for words, found in WORDS if re.search(words, low)), None)
    return Build(
        family=name if pattern is None else pattern.value,
        slope=usual_slope(pattern),
        lifted=mass,
        usual=usual,
    )
