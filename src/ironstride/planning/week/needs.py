"""Needs: what a week must train, and which exercise serves an athlete best at a place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Final

from ironstride.core.athlete import LiftingExperience
from ironstride.core.exercise import (
    Category,
    Degree,
    Exercise,
    Goal,
    KneePhase,
    Laterality,
    LoadType,
    Pattern,
)
from ironstride.planning.request import Answer, Request, remember


class Need(StrEnum):
    """A movement that a full training week holds, or that it holds when minutes allow."""

    KNEE = "knee-dominant"
    HINGE = "hinge"
    CALF_STRAIGHT = "calf with a straight knee"
    CALF_BENT = "calf with a bent knee"
    HIP_ABDUCTION = "hip abduction"
    ANTI_EXTENSION = "trunk against arching"
    ANTI_LATERAL_FLEXION = "trunk against side-bending"
    PUSH = "upper-body push"
    PULL = "upper-body pull"
    ONE_LEG = "strength on one leg"
    HAMSTRING = "hamstrings at the knee"


COVERAGE: Final = tuple(Need)[:9]
MAINS: Final = (Need.KNEE, Need.HINGE)
HOLDS: Final = (Need.ANTI_EXTENSION, Need.ANTI_LATERAL_FLEXION)  # may be held for time
KNEE_PATTERNS: Final = frozenset({Pattern.SQUAT, Pattern.LUNGE, Pattern.STEP})
STRAIGHT_BELOW_DEG: Final = 15
BENT_FROM_DEG: Final = 20
TRAINABLE: Final = frozenset({Category.STRENGTH, Category.CORE, Category.ACTIVATION})


def _is_knee(exercise: Exercise) -> bool:
    return exercise.pattern in KNEE_PATTERNS and exercise.category is Category.STRENGTH


def _is_hinge(exercise: Exercise) -> bool:
    is_strength = exercise.category in (Category.STRENGTH, Category.BALANCE)
    return exercise.pattern is Pattern.HINGE and is_strength


def _is_calf(exercise: Exercise) -> bool:
    return exercise.pattern is Pattern.CALF and exercise.category is Category.STRENGTH


def _is_straight(exercise: Exercise) -> bool:
    bend = exercise.knee_flexion_deg
    return bend is not None and bend[1] < STRAIGHT_BELOW_DEG


def _is_bent(exercise: Exercise) -> bool:
    bend = exercise.knee_flexion_deg
    return bend is not None and bend[0] >= BENT_FROM_DEG


def _has_pattern(pattern: Pattern) -> Callable[[Exercise], bool]:
    return lambda exercise: exercise.pattern is pattern and exercise.category in TRAINABLE


SERVES: Final[Mapping[Need, Callable[[Exercise], bool]]] = {
    Need.KNEE: _is_knee,
    Need.HINGE: _is_hinge,
    Need.CALF_STRAIGHT: lambda e: _is_calf(e) and _is_straight(e),
    Need.CALF_BENT: lambda e: _is_calf(e) and _is_bent(e),
    Need.HIP_ABDUCTION: _has_pattern(Pattern.HIP_ABDUCTION),
    Need.ANTI_EXTENSION: _has_pattern(Pattern.ANTI_EXTENSION),
    Need.ANTI_LATERAL_FLEXION: _has_pattern(Pattern.ANTI_LATERAL_FLEXION),
    Need.PUSH: _has_pattern(Pattern.PUSH),
    Need.PULL: _has_pattern(Pattern.PULL),
    Need.ONE_LEG: lambda e: _is_knee(e) and e.is_on_one_leg,
    Need.HAMSTRING: _has_pattern(Pattern.KNEE_FLEXION),
}


class Effort(StrEnum):
    """How an exercise is to be used: few heavy repetitions, or eight to twelve."""

    HEAVY = "heavy"
    MODERATE = "moderate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstance:
    """Where and when an exercise is wanted: the place, the block, whether entry is over.

    `shared` narrows the place to what other places hold too.
    """

    place: str
    block: int
    is_entry: bool
    shared: frozenset[str] | None = None


def candidates(need: Need, effort: Effort, where: Circumstance, request: Request) -> list[Exercise]:
    """List the exercises that serve a need here, best first; empty when none does."""
    key = (need, effort, where.place, where.shared, skill_limit(where, request))
    return remember(
        request.remembered,
        key,
        lambda: _ranked(need, effort, request, _allowed(where, request)),
    )


def main_choice(need: Need, where: Circumstance, request: Request) -> Exercise | None:
    """Pick the main lift at a place: one that can be done moderately now and heavily later."""
    found = candidates(need, Effort.MODERATE, where, request)
    moderate_ids = {exercise.id for exercise in found}
    heavy = candidates(need, Effort.HEAVY, where, request)
    both = [exercise for exercise in heavy if exercise.id in moderate_ids]
    return next(iter(both or found), None)


def remembered(question: Callable[[str, Request], Answer]) -> Callable[[str, Request], Answer]:
    """Answer the same question about a place once a request."""

    @wraps(question)
    def answer(place: str, request: Request) -> Answer:
        key = (question.__name__, place)
        return remember(request.remembered, key, lambda: question(place, request))

    return answer


@remembered
def covered_at(place: str, request: Request) -> frozenset[Need]:
    """Say which movements of a full week can be trained at a place from the first week on."""
    where = Circumstance(place=place, block=0, is_entry=True)
    return frozenset(n for n in COVERAGE if candidates(n, Effort.MODERATE, where, request))


@remembered
def can_be_heavy(place: str, request: Request) -> bool:
    """Say whether some main lift can be heavy at a place once the entry weeks are over."""
    where = Circumstance(place=place, block=0, is_entry=False)
    return any(candidates(need, Effort.HEAVY, where, request) for need in MAINS)


@remembered
def mains_better_elsewhere(place: str, request: Request) -> int:
    """Count the main lifts that another of the athlete's places serves better."""
    places = dict.fromkeys(offer.place for offer in request.athlete.offers.values())
    return sum(
        _main_rank(need, place, request) > min(_main_rank(need, p, request) for p in places)
        for need in MAINS
    )


def _main_rank(need: Need, place: str, request: Request) -> tuple[object, ...]:
    lift = main_choice(need, Circumstance(place=place, block=0, is_entry=False), request)
    if lift is None:
        return (True,)
    effort = Effort.HEAVY if _fits_heavy(lift) else Effort.MODERATE
    return (False, effort is Effort.MODERATE, *rank(lift, need, effort, request))


def jump_candidates(
    patterns: frozenset[Pattern], where: Circumstance, request: Request
) -> list[Exercise]:
    """List the jumps of these patterns that the athlete may do here, easiest first."""
    if not may_jump(request):
        return []
    found = [e for e in _allowed(where, request) if e.is_jump and e.pattern in patterns]
    return sorted(
        (e for e in found if e.category is Category.PLYOMETRIC and not e.is_per_side),
        key=lambda e: (e.patellofemoral_stress.rank, e.spinal_load.rank, e.skill, e.id),
    )


def may_jump(request: Request) -> bool:
    """Say whether screening and complaints leave jumping in.

    A course of rehabilitation decides for its place, exercise by exercise.
    """
    complaints = request.policy.complaints
    return not request.athlete.health.parq_yes and all(
        complaints[word].may_jump for word in _left_to_themselves(request) if word in complaints
    )


def _left_to_themselves(request: Request) -> frozenset[str]:
    """Give the sore places that no course looks after."""
    followed = request.followed
    return request.athlete.health.complaints - ({followed.place} if followed else set())


def skill_limit(where: Circumstance, request: Request) -> int:
    """Say how hard an exercise may be, from 1 to 5.   [skill: choice]"""
    numbers = request.policy.skill
    level = request.athlete.lifting_experience
    limit = {
        LiftingExperience.NONE: numbers.none,
        LiftingExperience.NOVICE: numbers.novice,
        LiftingExperience.INTERMEDIATE: numbers.intermediate,
        LiftingExperience.ADVANCED: numbers.advanced,
    }[level]
    return limit + (numbers.after_entry if level.is_novice and not where.is_entry else 0)


def may_do(exercise: str, where: Circumstance, request: Request) -> bool:
    """Say whether an exercise may be done here by this athlete now."""
    if request.catalogue.exercises[exercise].is_jump and not may_jump(request):
        return False
    return any(allowed.id == exercise for allowed in _allowed(where, request))


def _allowed(where: Circumstance, request: Request) -> list[Exercise]:
    key = ("allowed", where.place, where.shared, skill_limit(where, request))
    return remember(request.remembered, key, lambda: list(_found_allowed(where, request)))


def _found_allowed(where: Circumstance, request: Request) -> Iterator[Exercise]:
    equipment = request.athlete.equipment_at(where.place)
    equipment = equipment if where.shared is None else equipment & where.shared
    limit = skill_limit(where, request)
    return (
        e
        for e in request.catalogue.exercises.values()
        if e.equipment <= equipment
        and (e.skill <= limit or e.id in request.athlete.lifts)
        and e.id not in request.athlete.health.dislikes
        and e.knee_phase is not KneePhase.AFTER
        and not e.has_torsion
        and _spares_sore_places(e, request)
    )


def _spares_sore_places(exercise: Exercise, request: Request) -> bool:
    complaints = request.policy.complaints
    return all(
        exercise.spinal_load.rank <= complaints[word].spinal_load_most.rank
        and exercise.patellofemoral_stress.rank <= complaints[word].patellofemoral_most.rank
        for word in _left_to_themselves(request)
        if word in complaints
    ) and keeps_limits(exercise, request)


def keeps_limits(exercise: Exercise, request: Request) -> bool:
    """Whether an exercise stays within phase, bend and stress of a course that is followed."""
    return request.followed is None or request.followed.limits.allows(exercise)


def _ranked(
    need: Need, effort: Effort, request: Request, allowed: list[Exercise]
) -> list[Exercise]:
    serves = SERVES[need]
    fits = _fits_heavy if effort is Effort.HEAVY else _fits_moderate
    found = [e for e in allowed if serves(e) and fits(e) and (need in HOLDS or _is_counted(e))]
    return sorted(found, key=lambda e: rank(e, need, effort, request))


def _is_counted(exercise: Exercise) -> bool:
    """Whether it is done for repetitions and not for time."""
    return exercise.load_type is not LoadType.TIME


def _fits_heavy(exercise: Exercise) -> bool:
    return exercise.load_type.is_weight and Goal.MAX_STRENGTH in exercise.doses


def _fits_moderate(exercise: Exercise) -> bool:
    """Eight to twelve repetitions are possible, or a hold that is no minute-long series."""
    return moderate_goal(exercise) is not None


def moderate_goal(exercise: Exercise) -> Goal | None:
    """Choose which of the exercise's doses serves as moderate work; None when none does."""
    for goal in (Goal.HYPERTROPHY, Goal.ENDURANCE, Goal.ACTIVATION):
        dose = exercise.doses.get(goal)
        if dose is None or dose.hold_s is not None or dose.metres is not None:
            continue
        if dose.seconds is not None or (dose.reps is not None and dose.reps.high >= 8):
            return goal
    return None


LOAD_RANK: Final[Mapping[Effort, Mapping[LoadType, int]]] = {
    Effort.HEAVY: {
        LoadType.BARBELL: 0,
        LoadType.MACHINE: 1,
        LoadType.DUMBBELL: 2,
        LoadType.KETTLEBELL: 3,
        LoadType.CABLE: 4,
    },
    Effort.MODERATE: {
        LoadType.BARBELL: 1,
        LoadType.MACHINE: 1,
        LoadType.DUMBBELL: 0,
        LoadType.KETTLEBELL: 1,
        LoadType.CABLE: 0,
        LoadType.BAND: 2,
        LoadType.BODYWEIGHT: 3,
        LoadType.TIME: 4,
        LoadType.CONTACTS: 9,
    },
}


def _far_from_eight_to_twelve(exercise: Exercise) -> int:
    """Say how badly eight to twelve repetitions suit: 0 well, 1 passably, 2 hardly."""
    if Goal.HYPERTROPHY in exercise.doses:
        return 0
    goal = moderate_goal(exercise)
    reps = exercise.doses[goal].reps if goal is not None else None
    return 1 if reps is None or reps.low <= 12 else 2


SUITED: Final = 4  # of the ranks below: beyond them it is a matter of taste


def rank(
    exercise: Exercise, need: Need, effort: Effort, request: Request
) -> tuple[bool, bool, int, int, int, str]:
    """Rank a candidate, low is better: known lifts, two legs for a main lift, then load."""
    wants_two_legs = need in MAINS
    return (
        exercise.id not in request.athlete.lifts,
        wants_two_legs and exercise.laterality is not Laterality.BILATERAL,
        _far_from_eight_to_twelve(exercise),
        LOAD_RANK[effort][exercise.load_type],
        -exercise.skill if exercise.spinal_load is not Degree.HIGH else exercise.skill,
        exercise.id,
    )


def varied(
    need: Need,
    effort: Effort,
    where: Circumstance,
    request: Request,
    *,
    besides: Collection[str] = (),
) -> Exercise | None:
    """Take one of the best in turn, so that accessories change between blocks.

    Only exercises as well suited as the best take turns, and three at most.
    """
    found = [e for e in candidates(need, effort, where, request) if e.id not in besides]
    ranks = [rank(e, need, effort, request)[:SUITED] for e in found]
    best = [e for e, its in zip(found, ranks, strict=True) if its == ranks[0]]
    return in_turn(best, where, request)


def in_turn(best: Sequence[Exercise], where: Circumstance, request: Request) -> Exercise | None:
    """Take one of the first three, another in each block and for each seed."""
    few = best[:3]
    return few[(where.block + request.seed) % len(few)] if few else None
