"""The hard rules that spare the body, each from both sides.

Every test begins with a programme that keeps all rules and breaks one thing in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from broken_plans import Change, asked_by, day, kept, named, session, with_first, with_session
from ironstride.core.athlete import Health, LiftingExperience
from ironstride.core.exercise import Degree, RepRange
from ironstride.core.programme import Load, Prescription, Role, Session
from ironstride.core.units import Kilograms
from ironstride.planning.checks.finished import Plan
from ironstride.planning.checks.rules import RULES
from people import but, catalogue, habit, with_policy

# warm-up ---------------------------------------------------------------------------------


@pytest.mark.parametrize("percents", [(40, 60), (40, 40, 60), (60, 50, 40), (None, 50, 40)])
def test_a_heavy_main_lift_follows_three_rising_sets(percents: tuple[int | None, ...]) -> None:
    def warmed(held: Session) -> Session:
        main = next(p for p in held.exercises if p.role is Role.MAIN)
        ramp = [p for p in held.exercises if p.role is Role.WARM_UP and p.exercise == main.exercise]
        risen = [replace(ramp[0], load=Load(percent_1rm=percent)) for percent in percents]
        others = [p for p in held.exercises if p not in ramp]
        return replace(held, exercises=(*risen, *others))

    assert named(with_session(7, 0, warmed)) == {"warm-up"}


def test_any_three_rising_sets_will_do() -> None:
    def warmed(held: Session) -> Session:
        ramp = iter((30, 31, 99))
        main = next(p.exercise for p in held.exercises if p.role is Role.MAIN)
        exercises = (
            replace(p, load=Load(percent_1rm=next(ramp)))
            if p.role is Role.WARM_UP and p.exercise == main
            else p
            for p in held.exercises
        )
        return replace(held, exercises=tuple(exercises))

    assert named(with_session(7, 0, warmed)) == set()


@pytest.mark.parametrize(("masses", "found"), [((20, 40, 60), set()), ((20, 60, 40), {"warm-up"})])
def test_a_ramp_may_rise_in_kilograms(masses: tuple[float, ...], found: set[str]) -> None:
    def warmed(held: Session) -> Session:
        main = next(p for p in held.exercises if p.role is Role.MAIN)
        others = [p for p in held.exercises if p.exercise != main.exercise]
        loads = [Load(kg=Kilograms(mass)) for mass in masses]
        ramp = (replace(main, role=Role.WARM_UP, sets=1, load=load) for load in loads)
        return replace(held, exercises=(*ramp, main, *others))

    assert named(with_session(7, 0, warmed)) == found


# no-loaded-torsion -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("exercise", "found"),
    [("single-leg-rdl-to-row", {"no-loaded-torsion"}), ("carioca", set())],
)
def test_no_back_is_twisted_under_load(exercise: str, found: set[str]) -> None:
    assert named(with_session(7, 0, with_first(Role.WARM_UP, exercise=exercise))) == found


TURN = Prescription(
    exercise="single-leg-rdl-to-row",
    role=Role.WARM_UP,
    sets=1,
    reps=RepRange(8, 8),
    load=Load(rir=4),
)


def turning(turn: Prescription = TURN, plan: Plan | None = None) -> list[str]:
    """Read the rule off a session that begins with a turn of the spine."""
    turned = with_session(7, 0, lambda s: replace(s, exercises=(turn, *s.exercises)), plan)
    return [breach.rule for breach in RULES["no-loaded-torsion"](turned)]


@pytest.mark.parametrize(
    ("turn", "found"),
    [
        (TURN, 0),
        (replace(TURN, load=Load(rir=3)), 1),
        (replace(TURN, load=Load()), 1),
        (replace(TURN, reps=RepRange(7, 8)), 1),
        (replace(TURN, reps=None, seconds=30), 1),
        (replace(TURN, role=Role.ACCESSORY, load=Load(rir=4, percent_1rm=80)), 1),
        (replace(TURN, role=Role.ACCESSORY), 0),
    ],
)
def test_a_loaded_turn_is_light_and_long(turn: Prescription, found: int) -> None:
    assert catalogue().exercises[TURN.exercise].spinal_load is Degree.MODERATE
    assert len(turning(turn)) == found


def test_no_loaded_turn_comes_after_high_spinal_load_or_with_a_sore_back() -> None:
    sore = asked_by(but(kept().request, health=Health(complaints=frozenset({"back"}))))
    assert turning(plan=sore) == ["no-loaded-torsion"]
    lift = next(p for p in session(7, 0).exercises if _loads_the_spine(p))
    last = with_session(7, 0, lambda s: replace(s, exercises=(lift, TURN)))
    assert [b.rule for b in RULES["no-loaded-torsion"](last)] == ["no-loaded-torsion"]


def _loads_the_spine(p: Prescription) -> bool:
    return catalogue().exercises[p.exercise].spinal_load is Degree.HIGH


# no-balance-before-runs ------------------------------------------------------------------


def before_a_run(exercise: str, level: str = "novice", clock: str = "19:00") -> list[str]:
    """Read the rule off a drill in a session that is over at six, with a run that evening."""
    request = but(kept().request, lifting_experience=LiftingExperience(level))
    running = replace(request, habit=habit(f"wednesday {clock} 40 easy"))
    drilled = with_session(7, 0, _ending_at_six(exercise), asked_by(running))
    found = RULES["no-balance-before-runs"](drilled)
    return [breach.rule for breach in found if "2027-01-13" in breach.message]


def _ending_at_six(exercise: str) -> Change:
    drill = with_first(Role.WARM_UP, exercise=exercise)
    return lambda held: replace(drill(held), start=day(7, 2, "17:00"), minutes=60)


@pytest.mark.parametrize("exercise", ["short-foot-standing", "single-leg-stance"])
def test_novices_do_not_balance_before_a_run(exercise: str) -> None:
    assert before_a_run(exercise) == ["no-balance-before-runs"]
    assert before_a_run(exercise, level="intermediate") == []


@pytest.mark.parametrize(("clock", "found"), [("18:00", 1), ("17:59", 0)])
def test_only_a_run_that_is_still_to_come_counts(clock: str, found: int) -> None:
    assert len(before_a_run("short-foot-standing", clock=clock)) == found


def test_novices_may_activate_their_hips_before_a_run() -> None:
    assert before_a_run("glute-bridge") == []


# screening -------------------------------------------------------------------------------


def test_a_yes_in_the_screening_leaves_out_heavy_legs_and_jumps() -> None:
    request = but(kept().request, health=Health(parq_yes=True))
    assert named(asked_by(request)) == {"screening"}


@pytest.mark.parametrize(("birth_year", "found"), [(2008, set()), (2009, {"screening"})])
def test_under_eighteen_nothing_is_heavier_than_eighty_percent(
    birth_year: int, found: set[str]
) -> None:
    assert named(asked_by(but(kept().request, birth_year=birth_year))) == found


@pytest.mark.parametrize(("most", "found"), [(86, set()), (85, {"screening"})])
def test_a_minors_ceiling_itself_is_allowed(most: int, found: set[str]) -> None:
    minor = with_policy(but(kept().request, birth_year=2009), "dose", minor_percent_most=most)
    assert max(_percents()) == 86
    assert named(asked_by(minor)) == found


def _percents() -> Iterator[int]:
    for held in kept().programme.sessions:
        yield from (p.load.percent_1rm for p in held.exercises if p.load.percent_1rm is not None)
