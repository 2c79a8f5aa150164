"""Needs: what a week must train, and which exercise serves an athlete best at a place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from ironstride.core.athlete import Health, KnownSet, LiftingExperience
from ironstride.core.exercise import (
    Category,
    Degree,
    Dose,
    Exercise,
    Goal,
    KneePhase,
    LoadType,
    Pattern,
    RepRange,
)
from ironstride.core.units import RIR, Kilograms, Reps
from ironstride.planning.request import Request
from ironstride.planning.week.needs import (
    COVERAGE,
    LOAD_RANK,
    MAINS,
    SERVES,
    Circumstance,
    Effort,
    Need,
    can_be_heavy,
    candidates,
    covered_at,
    in_turn,
    jump_candidates,
    main_choice,
    mains_better_elsewhere,
    may_jump,
    moderate_goal,
    skill_limit,
    varied,
)
from people import (
    BANDS,
    CAST,
    DUMBBELLS,
    FLOOR,
    GYM,
    asking,
    athlete,
    but,
    catalogue,
    half_marathoner,
    offers,
)

EVERYTHING = frozenset(catalogue().equipment)


def having(equipment: frozenset[str], **facts: object) -> Request:
    """An athlete with one place, called here."""
    return asking(
        athlete(places={"here": equipment}, offers=offers("monday 18:00 60 here"), **facts)
    )


def here(*, block: int = 0, is_entry: bool = False) -> Circumstance:
    return Circumstance(place="here", block=block, is_entry=is_entry)


def names(
    need: Need, request: Request, effort: Effort = Effort.MODERATE, *, is_entry: bool = False
) -> list[str]:
    return [e.id for e in candidates(need, effort, here(is_entry=is_entry), request)]


# Which exercises serve -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("need", "serves", "does_not"),
    [
        (Need.KNEE, "back-squat", "leg-curl-machine"),
        (Need.HINGE, "single-leg-rdl-reach", "back-squat"),
        (Need.CALF_STRAIGHT, "single-leg-calf-raise", "bent-knee-calf-raise"),
        (Need.CALF_BENT, "seated-calf-raise", "single-leg-calf-raise"),
        (Need.HIP_ABDUCTION, "clamshell", "side-plank"),
        (Need.ANTI_EXTENSION, "front-plank", "side-plank"),
        (Need.ANTI_LATERAL_FLEXION, "side-plank", "front-plank"),
        (Need.PUSH, "push-up", "pull-up"),
        (Need.PULL, "band-pull-apart", "push-up"),
        (Need.ONE_LEG, "split-squat", "back-squat"),
        (Need.HAMSTRING, "leg-curl-machine", "romanian-deadlift"),
    ],
)
def test_a_movement_is_known_by_its_exercises(need: Need, serves: str, does_not: str) -> None:
    exercises = catalogue().exercises
    assert SERVES[need](exercises[serves])
    assert not SERVES[need](exercises[does_not])


@pytest.mark.parametrize("need", [Need.CALF_STRAIGHT, Need.CALF_BENT])
def test_a_calf_raise_whose_knee_is_unknown_serves_neither(need: Need) -> None:
    raised = replace(catalogue().exercises["single-leg-calf-raise"], knee_flexion_deg=None)
    assert not SERVES[need](raised)


@pytest.mark.parametrize(
    ("bend", "straight", "bent"),
    [
        ((0, 14), True, False),
        ((0, 15), False, False),
        ((19, 60), False, False),
        ((20, 60), False, True),
    ],
)
def test_a_knee_is_straight_below_fifteen_degrees_and_bent_from_twenty(
    bend: tuple[int, int], straight: bool, bent: bool
) -> None:
    raised = replace(catalogue().exercises["single-leg-calf-raise"], knee_flexion_deg=bend)
    assert SERVES[Need.CALF_STRAIGHT](raised) is straight
    assert SERVES[Need.CALF_BENT](raised) is bent


@pytest.mark.parametrize("person", CAST.values(), ids=CAST)
def test_everybody_of_the_cast_can_train_every_movement(person: Callable[[], Request]) -> None:
    request = person()
    places = {offer.place for offer in request.athlete.offers.values()}
    assert frozenset().union(*(covered_at(place, request) for place in places)) == set(COVERAGE)


def test_a_bare_floor_trains_legs_only() -> None:
    assert covered_at("here", having(frozenset())) == {Need.KNEE, Need.HINGE, Need.CALF_STRAIGHT}


@pytest.mark.parametrize(("kit", "can"), [(BANDS, False), (DUMBBELLS, True)])
def test_bands_are_never_heavy(kit: frozenset[str], can: bool) -> None:
    assert can_be_heavy("here", having(kit)) is can


# What an athlete may do ------------------------------------------------------------------


@pytest.mark.parametrize("need", list(Need))
@pytest.mark.parametrize("level", list(LiftingExperience))
def test_no_candidate_is_too_hard_or_out_of_reach(need: Need, level: LiftingExperience) -> None:
    request = having(GYM, lifting_experience=level)
    for effort in Effort:
        for found in candidates(need, effort, here(), request):
            assert found.skill <= skill_limit(here(), request)
            assert found.equipment <= GYM | {"none"}


@pytest.mark.parametrize(
    ("level", "entry", "later"),
    [("none", 2, 3), ("novice", 2, 3), ("intermediate", 3, 3), ("advanced", 4, 4)],
)
def test_skill_grows_with_experience_and_for_beginners_after_entry(
    level: str, entry: int, later: int
) -> None:
    request = having(GYM, lifting_experience=LiftingExperience(level))
    assert skill_limit(here(is_entry=True), request) == entry
    assert skill_limit(here(), request) == later


def test_a_beginner_squats_with_a_barbell_once_entry_is_over() -> None:
    beginner = having(GYM, lifting_experience=LiftingExperience.NONE)
    assert "back-squat" not in names(Need.KNEE, beginner, Effort.HEAVY, is_entry=True)
    assert "back-squat" in names(Need.KNEE, beginner, Effort.HEAVY)


def test_a_lift_that_the_athlete_knows_is_never_too_hard_and_comes_first() -> None:
    known = {"front-squat": KnownSet(Kilograms(60), Reps(5), RIR(2))}
    assert "front-squat" not in names(Need.KNEE, having(GYM), Effort.HEAVY)
    assert names(Need.KNEE, having(GYM, lifts=known), Effort.HEAVY)[0] == "front-squat"


def test_what_the_athlete_dislikes_is_left_out() -> None:
    disliked = Health(dislikes=frozenset({"push-up"}))
    assert "push-up" in names(Need.PUSH, having(FLOOR))
    assert "push-up" not in names(Need.PUSH, having(FLOOR, health=disliked))


def test_nothing_that_twists_or_that_a_knee_must_wait_for_is_a_candidate() -> None:
    master = having(EVERYTHING, lifting_experience=LiftingExperience.ADVANCED)
    found = [e for need in Need for x in Effort for e in candidates(need, x, here(), master)]
    assert found
    assert not [e.id for e in found if e.has_torsion or e.knee_phase is KneePhase.AFTER]


@pytest.mark.parametrize(("word", "spine", "kneecap"), [("knee", 3, 2), ("back", 2, 3)])
def test_a_sore_place_is_spared(word: str, spine: int, kneecap: int) -> None:
    request = having(GYM, health=Health(complaints=frozenset({word})))
    found = [e for need in Need for x in Effort for e in candidates(need, x, here(), request)]
    assert max(e.spinal_load.rank for e in found) == spine
    assert max(e.patellofemoral_stress.rank for e in found) == kneecap


def test_a_complaint_that_the_policy_does_not_know_changes_nothing() -> None:
    sore = having(GYM, health=Health(complaints=frozenset({"elbow"})))
    assert names(Need.PUSH, sore) == names(Need.PUSH, having(GYM))
    assert may_jump(sore)


# Jumps -----------------------------------------------------------------------------------


JUMPS = frozenset({Pattern.JUMP})


@pytest.mark.parametrize(
    ("health", "may"),
    [
        (Health(), True),
        (Health(complaints=frozenset({"back"})), True),
        (Health(complaints=frozenset({"back", "achilles"})), False),
        (Health(parq_yes=True), False),
    ],
)
def test_screening_and_sore_legs_leave_jumps_out(health: Health, may: bool) -> None:
    request = having(GYM, health=health)
    assert may_jump(request) is may
    assert bool(jump_candidates(JUMPS, here(), request)) is may


def test_jumps_are_on_two_legs_and_the_gentlest_comes_first() -> None:
    found = jump_candidates(JUMPS, here(), having(EVERYTHING))
    stress = [(e.patellofemoral_stress.rank, e.spinal_load.rank) for e in found]
    assert stress == sorted(stress)
    assert {e.category for e in found} == {Category.PLYOMETRIC}
    assert not any(e.is_per_side for e in found)


# How an exercise is done -----------------------------------------------------------------


def with_doses(name: str, **doses: Dose) -> Exercise:
    exercise = catalogue().exercises[name]
    return replace(exercise, doses={Goal(goal): dose for goal, dose in doses.items()})


@pytest.mark.parametrize(
    ("doses", "goal"),
    [
        ({"hypertrophy": Dose(sets=3, reps=RepRange(6, 8))}, Goal.HYPERTROPHY),
        ({"hypertrophy": Dose(sets=3, reps=RepRange(4, 7))}, None),
        ({"endurance": Dose(sets=2, seconds=30)}, Goal.ENDURANCE),
        ({"endurance": Dose(sets=2, metres=20)}, None),
        ({"activation": Dose(sets=2, reps=RepRange(10, 10), hold_s=10)}, None),
        (
            {
                "endurance": Dose(sets=2, metres=20),
                "activation": Dose(sets=2, reps=RepRange(10, 12)),
            },
            Goal.ACTIVATION,
        ),
        ({"power": Dose(sets=3, reps=RepRange(8, 8))}, None),
    ],
)
def test_moderate_work_is_eight_repetitions_or_a_hold(
    doses: dict[str, Dose], goal: Goal | None
) -> None:
    assert moderate_goal(with_doses("push-up", **doses)) is goal


def test_only_trunk_work_is_held_for_time() -> None:
    master = having(EVERYTHING)
    held = {
        need
        for need in Need
        for e in candidates(need, Effort.MODERATE, here(), master)
        if e.load_type is LoadType.TIME
    }
    assert held == {Need.ANTI_EXTENSION, Need.ANTI_LATERAL_FLEXION}


def test_heavy_work_needs_a_weight_and_a_heavy_dose() -> None:
    for need in Need:
        for found in candidates(need, Effort.HEAVY, here(), having(EVERYTHING)):
            assert found.load_type.is_weight
            assert Goal.MAX_STRENGTH in found.doses


# Which comes first -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("need", "kit", "best"),
    [
        (Need.KNEE, GYM, "back-squat"),
        (Need.HINGE, GYM, "romanian-deadlift"),
        (Need.KNEE, DUMBBELLS, "goblet-squat"),
    ],
)
def test_a_main_lift_is_heavy_and_on_two_legs_where_possible(
    need: Need, kit: frozenset[str], best: str
) -> None:
    assert names(need, having(kit), Effort.HEAVY)[0] == best


def test_a_main_lift_stays_the_same_from_entry_to_heavy_work() -> None:
    for need in MAINS:
        entry, later = (
            main_choice(need, here(is_entry=is_entry), having(GYM)) for is_entry in (True, False)
        )
        assert entry is later is not None
    assert main_choice(Need.KNEE, here(), having(BANDS)) is not None


def test_a_main_lift_on_a_bare_floor_with_everything_disliked_is_none() -> None:
    disliked = Health(dislikes=frozenset(catalogue().exercises))
    request = having(GYM, health=disliked)
    assert main_choice(Need.KNEE, here(), request) is None
    assert mains_better_elsewhere("here", request) == 0
    assert varied(Need.PUSH, Effort.MODERATE, here(), request) is None


def test_a_place_with_barbells_serves_the_main_lifts_better() -> None:
    request = but(half_marathoner(), lifts={})
    assert mains_better_elsewhere("home", request) == 2
    assert mains_better_elsewhere("gym", request) == 0


def test_eight_to_twelve_comes_before_long_series() -> None:
    pulls = [
        Goal.HYPERTROPHY in e.doses
        for e in candidates(Need.PULL, Effort.MODERATE, here(), having(GYM))
    ]
    assert pulls == sorted(pulls, reverse=True)
    assert True in pulls
    assert False in pulls


def test_accessories_take_turns_by_block_and_seed() -> None:
    first, second, third = candidates(Need.PUSH, Effort.MODERATE, here(), having(GYM))[:3]
    best = [first, second, third]
    request = having(GYM)
    turns = [in_turn(best, here(block=block), request) for block in range(4)]
    assert turns == [first, second, third, first]
    assert in_turn(best, here(), replace(request, seed=1)) is second
    assert in_turn([], here(), request) is None


@pytest.mark.parametrize("need", COVERAGE)
def test_only_exercises_as_well_suited_as_the_best_take_turns(need: Need) -> None:
    request = having(GYM)
    best = candidates(need, Effort.MODERATE, here(), request)[0]
    for block in range(3):
        turn = varied(need, Effort.MODERATE, here(block=block), request)
        assert turn is not None
        ranks = [LOAD_RANK[Effort.MODERATE][e.load_type] for e in (turn, best)]
        assert ranks[0] == ranks[1]
        assert (Goal.HYPERTROPHY in turn.doses) is (Goal.HYPERTROPHY in best.doses)


def test_an_exercise_that_is_taken_already_is_passed_over() -> None:
    request = having(GYM)
    first = varied(Need.ONE_LEG, Effort.HEAVY, here(), request)
    assert first is not None
    other = varied(Need.ONE_LEG, Effort.HEAVY, here(), request, besides=[first.id])
    assert other is not None
    assert other is not first


def test_a_sore_knee_and_back_leave_nothing_of_high_stress() -> None:
    spared = having(GYM, health=Health(complaints=frozenset({"knee", "back"})))
    for found in candidates(Need.KNEE, Effort.MODERATE, here(), spared):
        assert found.patellofemoral_stress is not Degree.HIGH
        assert found.spinal_load is not Degree.HIGH
