"""Phases: what they allow, how their load rises, the stretches beside them, and running."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ironstride.catalogue.load import load
from ironstride.core.exercise import Degree, Dose, RepRange
from ironstride.core.log import Side
from ironstride.core.reason import Verification
from ironstride.rehab.phases import Limit, Limits, Stage, dose_at, easier_of, lines_at
from ironstride.rehab.return_to_run import RungKind, cadence_aim, sore_week
from ironstride.rehab.stretches import holds, total_seconds
from rehab_cases import REHAB, WRITTEN

CATALOGUE = load()
EXERCISES = CATALOGUE.exercises
KNEE = REHAB.plans["knee"]
STAGES = [
    pytest.param(stage, id=f"{plan.id}: {stage.name}")
    for plan in REHAB.plans.values()
    for stage in plan.stages
]


def limits(phase: int) -> Limits:
    found = KNEE.stages[phase].limits
    assert found is not None
    return found


# Limits --------------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", STAGES)
def test_no_session_holds_what_its_phase_does_not_allow(stage: Stage) -> None:
    assert stage.limits is not None
    for session in stage.sessions:
        for line in session.exercises:
            assert stage.limits.against(EXERCISES[line.exercise]) == (), line.exercise


@pytest.mark.parametrize(
    ("exercise", "phase", "broken"),
    [
        ("mini-squat", 0, ()),
        ("wall-slide-squat", 0, (Limit.PHASE, Limit.BEND, Limit.STRESS)),
        ("wall-slide-squat", 1, ()),
        ("goblet-squat", 1, (Limit.BEND, Limit.STRESS)),
        ("goblet-squat", 2, ()),
        ("pogo-bilateral", 1, (Limit.PHASE, Limit.JUMP)),
        ("pogo-bilateral", 2, ()),
        ("single-leg-hop-forward", 2, (Limit.HOP,)),
        ("stride", 2, (Limit.PHASE,)),
        ("db-bench-press", 0, ()),
        ("single-leg-calf-raise", 0, ()),
    ],
)
def test_what_keeps_an_exercise_out_is_named(
    exercise: str, phase: int, broken: tuple[Limit, ...]
) -> None:
    found = limits(phase).against(EXERCISES[exercise])
    assert set(broken) <= set(found)
    assert bool(broken) is bool(found)


@pytest.mark.parametrize(("most", "is_allowed"), [(45, True), (44, False)])
def test_the_bend_is_allowed_up_to_its_limit(most: float, *, is_allowed: bool) -> None:
    bend = limits(0).bend
    assert bend is not None
    narrow = replace(limits(0), bend=replace(bend, value=most))
    assert narrow.allows(EXERCISES["mini-squat"]) is is_allowed


def test_a_bent_knee_that_carries_nothing_is_not_limited() -> None:
    assert limits(0).allows(EXERCISES["fire-hydrant"])
    unknown = replace(EXERCISES["mini-squat"], knee_flexion_deg=None)
    assert limits(0).allows(unknown)


def test_sessions_come_in_turn_or_week_by_week() -> None:
    knee, band = KNEE.stages[0], REHAB.plans["iliotibial-band"].stages[0]
    assert [knee.session_after(n).name for n in range(3)] == ["Session A", "Session B", "Session A"]
    weeks = [band.session_after(n).name for n in (0, 2, 3, 5, 6, 30)]
    assert weeks == ["Week 1", "Week 1", "Week 2", "Week 2", "Week 2", "Week 2"]


def test_limits_without_phase_or_bend_leave_both_open() -> None:
    wide = Limits(
        stress=Degree.HIGH, may_jump=True, may_hop=True, verification=Verification.INTERPOLATED
    )
    assert all(wide.allows(exercise) for exercise in EXERCISES.values())


def test_each_phase_allows_what_the_one_before_allowed() -> None:
    for earlier, later in ((0, 1), (1, 2)):
        allowed = [e for e in EXERCISES.values() if limits(earlier).allows(e)]
        assert all(limits(later).allows(exercise) for exercise in allowed)
        assert len(allowed) < sum(limits(later).allows(e) for e in EXERCISES.values())


# Doses and feedback --------------------------------------------------------------------------


def work(dose: Dose) -> float:
    each = dose.reps.high if dose.reps is not None else dose.seconds or dose.metres or 0
    return dose.sets * each


@pytest.mark.parametrize("stage", STAGES)
def test_a_higher_step_never_holds_less_work(stage: Stage) -> None:
    for session in stage.sessions:
        for line in session.exercises:
            works = [work(dose_at(line.dose, step)) for step in REHAB.steps]
            assert works == sorted(works)
            assert works[WRITTEN] == work(line.dose)


@pytest.mark.parametrize("stage", STAGES)
def test_the_easiest_step_stays_within_the_phase_and_repeats_nothing(stage: Stage) -> None:
    assert stage.limits is not None
    for session in stage.sessions:
        lines = lines_at(session.exercises, REHAB.steps[0], stage.limits, EXERCISES)
        names = [line.exercise for line in lines]
        assert len(set(names)) == len({line.exercise for line in session.exercises})
        assert all(stage.limits.allows(EXERCISES[name]) for name in names)


def test_an_easier_exercise_is_counted_alike_and_allowed() -> None:
    step_up, plank = EXERCISES["step-up"], EXERCISES["side-plank"]
    assert easier_of(step_up, limits(1), EXERCISES).id == "step-up-low"
    assert easier_of(step_up, limits(0), EXERCISES).id != "step-up-low"
    assert easier_of(plank, None, EXERCISES).id == "side-plank-knees"


@pytest.mark.parametrize(
    ("dose", "step", "expected"),
    [
        (Dose(sets=3, reps=RepRange(8, 10)), 0, Dose(sets=2, reps=RepRange(8, 10))),
        (Dose(sets=1, seconds=30), 0, Dose(sets=1, seconds=30)),
        (Dose(sets=3, reps=RepRange(8, 10)), 3, Dose(sets=4, reps=RepRange(10, 12))),
        (Dose(sets=2, seconds=30, seconds_most=45), 2, Dose(sets=2, seconds=36, seconds_most=54)),
        (Dose(sets=2, metres=20), 2, Dose(sets=2, metres=24)),
    ],
)
def test_a_step_turns_the_written_dose(dose: Dose, step: int, expected: Dose) -> None:
    assert dose_at(dose, REHAB.steps[step]) == expected


@pytest.mark.parametrize(
    ("number", "percent"), [(0, None), (1, 100), (4, 100), (5, 75), (8, 0), (9, None)]
)
def test_feedback_fades_in_the_second_half(number: int, percent: int | None) -> None:
    feedback = KNEE.stages[1].feedback
    assert feedback is not None
    assert feedback.of_session(number) == percent


def test_the_knee_has_the_three_phases_in_their_order() -> None:
    assert [stage.name for stage in KNEE.stages] == [
        "Muscle activation",
        "Movement pattern correction",
        "Functional strength development",
    ]
    assert all(
        [s.name for s in stage.sessions] == ["Session A", "Session B"] for stage in KNEE.stages
    )


@pytest.mark.parametrize(("running", "free"), [(0, 1), (3, 2), (2, 4)])
def test_running_comes_back_within_the_plan(running: int, free: int) -> None:
    with pytest.raises(ValueError, match="rise from 1 to 3"):
        replace(KNEE, running_from=running, free_from=free)


# Stretches -----------------------------------------------------------------------------------


def test_the_routine_takes_17_minutes_of_holding_and_some_changing() -> None:
    laid_out = holds(REHAB.stretches, EXERCISES)
    assert sum(hold.seconds for hold in laid_out) == 17 * 60
    assert total_seconds(laid_out) == 17 * 60 + 5 * (len(laid_out) - 1)


def test_each_set_is_held_left_then_right() -> None:
    first = holds(REHAB.stretches, EXERCISES)[:4]
    assert [(hold.number, hold.side) for hold in first] == [
        (1, Side.LEFT), (1, Side.RIGHT), (2, Side.LEFT), (2, Side.RIGHT),
    ]  # fmt: skip


def test_the_last_bend_stays_out_while_it_hurts() -> None:
    spared = holds(REHAB.stretches, EXERCISES, end_range_hurts=True)
    assert {hold.exercise for hold in holds(REHAB.stretches, EXERCISES)} - {
        hold.exercise for hold in spared
    } == {"quad-stretch-sidelying"}


def test_no_muscle_is_held_longer_than_it_gains() -> None:
    for side in Side:
        for line in REHAB.stretches.lines:
            laid_out = holds(REHAB.stretches, EXERCISES)
            held = sum(h.seconds for h in laid_out if (h.exercise, h.side) == (line.exercise, side))
            assert held <= REHAB.stretches.session_cap_s.value


def test_what_is_counted_is_not_held_and_nothing_is_no_routine() -> None:
    line = REHAB.stretches.lines[0]
    counted = replace(line, dose=Dose(sets=1, reps=RepRange(10, 10)))
    assert holds(replace(REHAB.stretches, lines=(counted,)), EXERCISES) == ()


def test_a_stretch_for_both_sides_is_held_once() -> None:
    both = replace(EXERCISES["glute-bridge"])
    line = replace(REHAB.stretches.lines[0], exercise="glute-bridge")
    laid_out = holds(replace(REHAB.stretches, lines=(line,)), {"glute-bridge": both})
    assert [hold.side for hold in laid_out] == [None, None]


# Running -------------------------------------------------------------------------------------

RUNNING = REHAB.running


def test_the_rungs_rise_to_thirty_minutes_and_then_to_free_running() -> None:
    kinds = [rung.kind for rung in RUNNING.rungs]
    assert kinds == [RungKind.NONE, *[RungKind.WALK_RUN] * 7, RungKind.EASED, RungKind.FREE]
    minutes = [rung.running_min for rung in RUNNING.rungs[:8]]
    assert minutes == [0, 6, 12, 18, 24, 27, 28, 30]
    assert {rung.minutes for rung in RUNNING.rungs[1:8]} == {30}


def test_a_red_rung_leads_lower() -> None:
    assert [rung.back_to for rung in RUNNING.rungs] == [0, 0, 1, 2, 3, 4, 5, 6, 4, 8]
    with pytest.raises(ValueError, match="go lower"):
        replace(RUNNING, rungs=(RUNNING.rungs[0], replace(RUNNING.rungs[1], back_to=1)))


def test_three_runs_become_five_shorter_ones() -> None:
    week = sore_week(RUNNING.eased, [50, 50, 50])
    assert week is not None
    assert (week.runs, week.minutes_each, week.is_flat) == (5, 30, True)
    assert (week.run_min, week.walk_min, week.slower_percent) == (4, 1, (10, 20))


def test_where_a_week_is_full_minutes_go() -> None:
    week = sore_week(RUNNING.eased, [60] * 5)
    assert week is not None
    assert (week.runs, week.minutes_each) == (6, 36)


def test_a_week_never_grows() -> None:
    for runs in range(1, 9):
        week = sore_week(RUNNING.eased, [47.0] * runs)
        assert week is not None
        assert week.runs >= runs
        assert week.runs * week.minutes_each <= 47 * runs


def test_who_does_not_run_gets_no_week() -> None:
    assert sore_week(RUNNING.eased, []) is None


@pytest.mark.parametrize(
    ("cadence", "aim"), [(None, None), (171, None), (170, (178, 187)), (160, (168, 176))]
)
def test_a_low_cadence_is_raised(cadence: float | None, aim: tuple[int, int] | None) -> None:
    assert cadence_aim(RUNNING.eased, cadence) == aim
