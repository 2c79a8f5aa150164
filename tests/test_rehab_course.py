"""The course of a sore place: what is told turns into where it stands, whatever the pain does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import TypeGuard
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ironstride.core.log import PainMoment, Side
from ironstride.formats.knee_text import standing_in_text
from ironstride.rehab.course import course
from ironstride.rehab.entries import (
    Assessed,
    CourseEntry,
    CourseStarted,
    RunDone,
    SessionDone,
    SteppedBack,
    SwellingSeen,
    Track,
)
from ironstride.rehab.gates import Measurement, NotTried, NotYet, PassedOnce
from ironstride.rehab.pain import Light
from ironstride.rehab.screening import Answer
from ironstride.rehab.standing import (
    Action,
    CourseState,
    Standing,
    followed,
    limits_of,
    next_run,
    next_session,
    runs_in_one_go,
    stage_of,
)
from rehab_cases import (
    EASED,
    MONDAY,
    REHAB,
    TOP_RUNG,
    WRITTEN,
    answers,
    begun,
    day,
    load_of,
    measured,
    moment,
    morning,
    moves,
    on,
    pain,
    ran,
    started,
    trained,
)
from rehab_story import EXERCISES, filled, story

KNEE = REHAB.plans["knee"]
FIRST_GATE = KNEE.stages[0].gate
ENTRY_TESTS = {item.id for item in REHAB.running.entry if item.is_measured}
DAYS = 35

# Random histories --------------------------------------------------------------------------

CALM = (None, 0, 1, 1, 1, 2, 2, 2, 2, 2)
SORE = (0, 1, 2, 3, 4, 6, 9)
DAWNS = (None, 0, 1, 1, 1, 1, 1, 1, 1, 1)
SORE_DAWNS = (1, 2, 3)


def history(seed: int) -> list[CourseEntry]:
    """Make six weeks of sessions, runs, pain, tests, swellings and visits, told or not told."""
    chance = Random(seed)
    told: list[CourseEntry] = [*begun(still_runs=chance.random() < 0.5)]
    told += [filled("akps", number, (1,) * 13) for number in range(0, DAYS, 7)]
    sore = chance.choice((0.02, 0.1, 0.4))
    for number in range(DAYS):
        told += _done(chance, number)
        told += _pains(chance, number, sore)
        gate = KNEE.stages[chance.choice((0, 0, 1, 1, 2))].gate
        told += measured(gate, number) if chance.random() < 0.25 else ()
        told += measured(REHAB.running.entry, number) if chance.random() < 0.1 else ()
        if chance.random() < 0.02:
            told.append(SwellingSeen(day=day(number), at=moment(number, 20)))
        if chance.random() < 0.1:
            told.append(Assessed(day=day(number), at=moment(number, 9), by="R. Vane"))
    return told


def _done(chance: Random, number: int) -> list[CourseEntry]:
    when = {"day": day(number), "at": moment(number, 17)}
    done: list[CourseEntry] = []
    if chance.random() < 0.5:
        done.append(SessionDone(**when))  # type: ignore[arg-type]  # the keys are these two
    if chance.random() < 0.4:
        done.append(RunDone(longest_min=30, **when))  # type: ignore[arg-type]  # likewise
    return done


def _pains(chance: Random, number: int, sore: float) -> list[CourseEntry]:
    """Tell pain; on such a share of days it is worse than on calm ones."""
    is_sore, was_sore = chance.random() < sore, chance.random() < sore
    told = (
        (PainMoment.DURING, chance.choice(SORE if is_sore else CALM)),
        (PainMoment.AFTER, chance.choice((None, None, 0, 1, 1, 6 if is_sore else 1))),
        (PainMoment.NEXT_MORNING, chance.choice(SORE_DAWNS if was_sore else DAWNS)),
    )
    return [pain(number, score, when) for when, score in told if score is not None]


@pytest.mark.untraced
@pytest.mark.parametrize("first", range(0, 5_000, 1_000))
def test_whatever_the_pain_no_phase_is_skipped_and_no_red_adds_load(first: int) -> None:
    for seed in range(first, first + 1_000):
        told = history(seed)
        standing = on(DAYS, told)
        assert_one_phase_and_rung_at_a_time(standing)
        assert_gates_were_passed_twice(standing, told)
        assert_running_waits_for_its_tests_and_phases(standing, told)
        assert_reds_add_nothing(standing)
        assert_one_turn_a_week(standing)


def assert_one_phase_and_rung_at_a_time(standing: Standing) -> None:
    for before, after in pairwise(decision.position for decision in standing.decisions):
        assert abs(after.stage - before.stage) <= 1
        assert after.rung - before.rung <= 1
        assert (
            after.stage > before.stage
            or after.step - before.step <= 1
            or (after.stage < before.stage and after.step == WRITTEN)
        )


def assert_gates_were_passed_twice(standing: Standing, told: list[CourseEntry]) -> None:
    """Look up the days on which the first test of the gate was done, since the phase began."""
    since = MONDAY
    for before, after in pairwise(standing.decisions):
        at, then = before.position.stage, after.position.stage
        if then > at:
            names = {item.id for item in KNEE.stages[at].gate if item.is_measured}
            tried = {e.day for e in told if getattr(e, "item", "") in names}
            counted = [d for d in tried if since <= d <= after.day]
            assert max(counted) - min(counted) >= timedelta(2)
        since = after.day if then != at else since


def assert_running_waits_for_its_tests_and_phases(
    standing: Standing, told: list[CourseEntry]
) -> None:
    for before, after in pairwise(standing.decisions):
        if after.position.rung > before.position.rung:
            assert after.position.stage + 1 >= KNEE.running_from
            assert after.position.rung < TOP_RUNG or after.position.stage + 1 >= KNEE.free_from
        if before.position.rung == 0 < after.position.rung:
            last = ENTRY_TESTS & {e.item for e in told if is_measured_before(e, after.day)}
            assert last == ENTRY_TESTS


def is_measured_before(entry: CourseEntry, last: date) -> TypeGuard[Measurement]:
    return isinstance(entry, Measurement) and entry.day <= last


def assert_reds_add_nothing(standing: Standing) -> None:
    for red in standing.reds:
        before = [load_of(d.position) for d in standing.decisions if d.day < red][-1:]
        within = [d for d in standing.decisions if red <= d.day < red + timedelta(7)]
        for session, run in before:
            assert all(load_of(d.position)[0] <= session for d in within)
            assert all(load_of(d.position)[1] <= run for d in within)


def assert_one_turn_a_week(standing: Standing) -> None:
    turns = [when for (_, was), (when, way) in pairwise(moves(standing)) if way != was]
    assert all(later - earlier >= timedelta(7) for earlier, later in pairwise(turns))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, DAYS))
def test_a_past_day_is_replayed_without_looking_ahead(seed: int, number: int) -> None:
    told = history(seed)
    known = [entry for entry in told if entry.day <= day(number)]
    assert on(number, told) == on(number, known)
    assert on(DAYS, told).decisions[: len(on(number, told).decisions)] == on(number, told).decisions


def test_the_histories_reach_further_phases_and_turns() -> None:
    seen = [on(DAYS, history(seed)) for seed in range(150)]
    assert max(d.position.stage for s in seen for d in s.decisions) == 2
    assert any(d.action is Action.WAIT for s in seen for d in s.decisions)
    assert {s.state for s in seen} >= {CourseState.ACTIVE, CourseState.ENDED}


# Before anything -----------------------------------------------------------------------------


def test_without_a_start_there_is_no_course() -> None:
    assert course(REHAB, [answers()], on=MONDAY) is None


def test_without_the_questions_no_plan_is_followed() -> None:
    standing = on(3, [started()], trained(1, 1))
    assert standing.state is CourseState.NOT_SCREENED
    assert next_session(standing, REHAB, EXERCISES) is None
    assert next_run(standing, REHAB) is None


def test_a_red_flag_stops_before_it_begins() -> None:
    standing = on(1, [answers(night=Answer.YES), started()])
    assert standing.state is CourseState.STOPPED


def test_questions_answered_later_open_the_plan() -> None:
    late = answers()
    assert on(0, [started()]).state is CourseState.NOT_SCREENED
    later = type(late)(day=day(2), at=moment(2, 9), age=late.age, answers=late.answers)
    assert on(1, [started(), later]).state is CourseState.NOT_SCREENED
    assert on(2, [started(), later]).state is CourseState.ACTIVE


def test_clear_answers_on_the_way_change_nothing() -> None:
    plain = answers()
    later = type(plain)(day=day(5), at=moment(5, 9), age=plain.age, answers=plain.answers)
    assert on(6, begun(), [later]).decisions == on(6, begun()).decisions


def test_a_red_flag_on_the_way_stops_the_plan_until_somebody_has_looked() -> None:
    flag = answers(giving_way=Answer.YES)
    later = type(flag)(day=day(5), at=moment(5, 9), age=flag.age, answers=flag.answers)
    seen = Assessed(day=day(9), at=moment(9, 9), by="Dr R. Vane")
    assert on(5, begun(), [later]).state is CourseState.STOPPED
    assert on(8, begun(), [later, seen]).state is CourseState.STOPPED
    assert on(9, begun(), [later, seen]).state is CourseState.ACTIVE


def test_a_plan_begun_anew_forgets_the_one_before() -> None:
    anew = CourseStarted(
        day=day(10), at=moment(10, 6), plan="knee", usual_morning=0, still_runs=True
    )
    standing = on(12, begun(), trained(1, 7), trained(3, 7), [anew])
    assert (standing.reds, standing.position.rung) == ((), EASED)


# Lights --------------------------------------------------------------------------------------


def test_two_green_sessions_go_one_step_on() -> None:
    assert on(3, begun(), trained(0, 2)).position.step == WRITTEN
    assert on(3, begun(), trained(0, 2), trained(2, 2)).position.step == WRITTEN + 1


@pytest.mark.parametrize("told", [[trained(0, 2), trained(2, 3)], [trained(0, 3), trained(2, 2)]])
def test_an_amber_holds_the_dose(told: list[list[CourseEntry]]) -> None:
    standing = on(3, begun(), *told)
    assert standing.position.step == WRITTEN
    assert standing.decisions[-1].action is Action.HOLD


def test_a_morning_that_nobody_told_is_no_green() -> None:
    untold = [*trained(2, 2)][:2]
    standing = on(3, begun(), trained(0, 2), untold)
    assert standing.position.step == WRITTEN
    assert "not told" in standing.decisions[-1].because


def test_a_red_goes_back_at_once_and_rests_two_days() -> None:
    standing = on(0, begun(), [*trained(0, 6)][:2])
    assert standing.position.step == WRITTEN - 1
    assert standing.train_from == standing.run_from == day(2)
    assert standing.light is not None
    assert standing.light.light is Light.RED


def test_a_red_morning_counts_even_after_a_quiet_session() -> None:
    assert on(1, begun(), trained(0, 1, after=3)).position.step == WRITTEN - 1
    assert on(1, begun(), trained(0, 1, after=2)).position.step == WRITTEN


def test_a_red_run_takes_the_run_back_and_leaves_the_session() -> None:
    standing = on(1, begun(still_runs=True), ran(0, 6))
    assert (standing.position.rung, standing.position.step) == (4, WRITTEN)


def test_a_score_that_names_its_run_is_not_held_against_the_session() -> None:
    run = RunDone(day=day(0), at=moment(0, 8), longest_min=20, id=UUID(int=1))
    session = SessionDone(day=day(0), at=moment(0, 18), id=UUID(int=2))
    hurt = pain(0, 7)
    of_run = type(hurt)(
        place="knee", moment=PainMoment.DURING, score=7, day=day(0), at=moment(0, 8), session=run.id
    )
    standing = on(1, begun(still_runs=True), [run, session, of_run])
    assert (standing.position.rung, standing.position.step) == (4, WRITTEN)


def test_a_swelling_is_red_even_on_a_day_of_rest() -> None:
    swelling = SwellingSeen(day=day(3), at=moment(3, 9))
    assert on(3, begun(), [swelling]).reds == (day(3),)


def test_after_a_red_nothing_is_added_for_a_week() -> None:
    told = [*begun(), *trained(0, 6)]
    greens = [e for number in (2, 4, 5, 6) for e in trained(number, 1)]
    assert on(6, told, greens).position.step == WRITTEN - 1
    assert on(7, told, greens).position.step == WRITTEN


def test_a_red_takes_the_next_session_to_the_easiest_step() -> None:
    told = [e for number in (0, 2, 4, 6) for e in trained(number, 1)]
    assert on(8, begun(), told).position.step == WRITTEN + 2
    assert on(8, begun(), told, [*trained(8, 6)][:2]).position.step == 0


def test_while_going_back_waits_what_comes_next_is_lower_already() -> None:
    told = [*begun(), *trained(0, 6)]
    told += [e for number in (2, 4, 6) for e in trained(number, 1)]
    waiting = on(9, told, [*trained(9, 7)][:2])
    session = next_session(waiting, REHAB, EXERCISES)
    assert waiting.position.step == WRITTEN
    assert session is not None
    assert (session.step.id, session.not_before) == ("easier", day(14))
    runs = replace(waiting, waiting=(Track.RUNS,), position=replace(waiting.position, rung=3))
    run = next_run(runs, REHAB)
    assert run is not None
    assert run.rung == REHAB.running.rungs[2]


def test_a_phase_that_is_about_to_be_left_shows_the_one_before() -> None:
    later = on(12, ready())
    left = replace(
        later,
        waiting=(Track.SESSIONS,),
        position=replace(later.position, step=0),
        sessions_in_phase=3,
    )
    session = next_session(left, REHAB, EXERCISES)
    assert session is not None
    assert (session.phase, session.name) == ("Muscle activation", "Session A")


def test_the_next_session_is_not_on_the_day_of_the_last() -> None:
    session = next_session(on(0, begun(), [*trained(0, 1)][:2]), REHAB, EXERCISES)
    assert session is not None
    assert session.not_before == day(1)


def test_a_red_in_the_week_after_turning_up_rests_until_that_week_is_over() -> None:
    told = [*begun(), *trained(0, 6)]
    told += [e for number in (2, 4, 6) for e in trained(number, 1)]
    told += [*trained(9, 7)]
    assert on(8, told).position.step == WRITTEN
    waiting = on(13, told)
    assert (waiting.position.step, waiting.waiting, waiting.train_from) == (
        WRITTEN, (Track.SESSIONS,), day(14),
    )  # fmt: skip
    assert on(14, told).position.step == WRITTEN - 1


@pytest.mark.parametrize(("third", "state"), [(13, CourseState.ENDED), (14, CourseState.ACTIVE)])
def test_three_reds_within_two_weeks_end_the_plan(third: int, state: CourseState) -> None:
    told = [e for number in (0, 6, third) for e in [*trained(number, 6)][:2]]
    assert on(third, begun(), told).state is state


def test_after_an_assessment_the_reds_are_forgotten_and_the_plan_goes_on() -> None:
    told = [e for number in (0, 3, 6) for e in trained(number, 6)]
    seen = Assessed(day=day(9), at=moment(9, 9), by="R. Vane")
    standing = on(9, begun(), told, [seen])
    assert (standing.state, standing.reds) == (CourseState.ACTIVE, ())
    assert standing.today[0].action is Action.RESUME


@pytest.mark.parametrize(("place", "score", "state"), [
    ("shin", 1, CourseState.ENDED), ("shin", 0, CourseState.ACTIVE), ("calf", 4, CourseState.ACTIVE),
])  # fmt: skip
def test_pain_over_bone_ends_the_plan_at_once(place: str, score: int, state: CourseState) -> None:
    assert on(2, begun(), [pain(1, score, place=place)]).state is state


def test_reds_never_fall_below_the_first_step() -> None:
    told = [e for number in (0, 10, 20, 40) for e in trained(number, 6)]
    assert on(42, begun(), told).position.step == 0


# Gates ---------------------------------------------------------------------------------------


def ready(hour: float = 12, second: int = 9) -> list[CourseEntry]:
    """Train quietly for a week, and pass the first gate on day 7 and again later."""
    quiet = [e for number in range(0, second, 2) for e in trained(number, 1)]
    return [*begun(), *quiet, *measured(FIRST_GATE, 7), *measured(FIRST_GATE, second, hour)]


def test_a_gate_opens_with_a_second_pass_after_two_days() -> None:
    assert isinstance(on(8, ready()).gate, PassedOnce)
    assert on(9, ready()).position.stage == 1
    assert on(9, ready(hour=11.9)).position.stage == 0
    assert isinstance(on(9, ready(hour=11.9)).gate, PassedOnce)


def test_a_failed_gate_names_the_test() -> None:
    off = {"side-plank-knees": -1.0}
    told = [*ready(second=20)[:-6]]
    standing = on(8, told, measured(FIRST_GATE, 8, off=off))
    assert isinstance(standing.gate, NotYet)
    assert {short.item.id for short in standing.gate.attempt.shortfalls} == {"side-plank-knees"}


def test_a_red_between_two_passes_begins_the_count_anew() -> None:
    red = [*trained(8, 6)][:2]
    assert isinstance(on(8, ready(), red).gate, NotTried)
    assert on(9, ready(), red).position.stage == 0


def test_a_new_phase_begins_with_doses_as_written_and_session_a() -> None:
    standing = on(9, ready())
    session = next_session(standing, REHAB, EXERCISES)
    assert session is not None
    assert (session.name, session.step.id) == ("Session A", "as-written")
    assert session.feedback_percent == 100
    assert limits_of(standing, REHAB) == stage_of(standing, REHAB).limits


def test_going_back_a_phase_takes_one_word_and_no_week() -> None:
    back = SteppedBack(day=day(10), at=moment(10, 9), track=Track.SESSIONS)
    standing = on(10, ready(), [back])
    assert (standing.position.stage, standing.position.step) == (0, WRITTEN)
    assert standing.phase_since == day(10)


def test_going_back_from_the_first_phase_stays_there() -> None:
    back = SteppedBack(day=day(1), at=moment(1, 9), track=Track.SESSIONS)
    assert on(1, begun(), [back]).position.stage == 0


def test_going_back_a_rung_takes_one_word() -> None:
    back = SteppedBack(day=day(1), at=moment(1, 9), track=Track.RUNS)
    assert on(1, begun(still_runs=True), [back]).position.rung == 4


def test_red_at_the_lowest_step_goes_back_a_phase() -> None:
    told = [*ready(), *trained(11, 6), *trained(14, 6)]
    assert on(11, told).position.stage == 1
    assert on(14, told).position.stage == 0


# Running -------------------------------------------------------------------------------------


def test_running_begins_in_the_second_phase_once_its_tests_are_passed() -> None:
    tested = [*measured(REHAB.running.entry, 6)]
    assert on(9, ready(), tested).position.rung == 0
    assert on(10, ready(), tested).position.rung == 1


@pytest.mark.parametrize(("tested", "rung"), [(6, 0), (8, 1)])
def test_tests_before_running_count_for_two_weeks(tested: int, rung: int) -> None:
    quiet = [e for number in range(0, 22, 2) for e in trained(number, 1)]
    gate = [*measured(FIRST_GATE, 19), *measured(FIRST_GATE, 21)]
    standing = on(22, begun(), quiet, gate, measured(REHAB.running.entry, tested))
    assert (standing.position.stage, standing.position.rung) == (1, rung)


def test_two_green_runs_go_one_rung_on_every_other_day() -> None:
    told = [*ready(), *measured(REHAB.running.entry, 6), *ran(10, 1), *ran(12, 2)]
    standing = on(13, told)
    assert standing.position.rung == 2
    run = next_run(standing, REHAB)
    assert run is not None
    assert run.not_before == day(14)


def test_no_more_running_is_added_in_the_first_phase() -> None:
    told = [e for number in range(0, 12, 2) for e in ran(number, 1)]
    standing = on(12, begun(still_runs=True), told)
    assert standing.position.rung == EASED
    assert "waits for phase 2" in standing.decisions[-1].because


def test_running_is_free_in_the_last_phase_only() -> None:
    stood = on(181, story())
    freed = next(d for d in stood.decisions if d.position.rung == TOP_RUNG)
    assert freed.position.stage == len(KNEE.stages) - 1


def test_walk_breaks_are_over_once_half_an_hour_was_run_in_one_go() -> None:
    assert [runs_in_one_go(on(number, story()), REHAB) for number in (60, 90)] == [False, True]
    assert not runs_in_one_go(on(3, begun(still_runs=True)), REHAB)


def test_running_freely_goes_on_as_it_is() -> None:
    stood = [d for d in on(181, story()).decisions if d.position.rung == TOP_RUNG]
    assert any("running is free" in d.because for d in stood)


# Other complaints and the end ------------------------------------------------------------------


@pytest.mark.parametrize(("sessions", "step"), [(3, WRITTEN), (4, WRITTEN + 1)])
def test_a_tendon_goes_on_with_steady_pain_that_settles(sessions: int, step: int) -> None:
    told = [e for n in range(sessions) for e in trained(2 * n, 4, place="patellar-tendon")]
    assert on(2 * sessions, begun("patellar-tendon"), told).position.step == step


def test_a_tendon_holds_where_pain_rises_from_week_to_week() -> None:
    told = [e for n in range(8) for e in trained(2 * n, 3 if n < 4 else 5, place="patellar-tendon")]
    steady = [e for n in range(8) for e in trained(2 * n, 3, place="patellar-tendon")]
    assert on(15, begun("patellar-tendon"), told).position.step == WRITTEN + 1
    assert on(15, begun("patellar-tendon"), steady).position.step == WRITTEN + 2


def test_the_story_ends_with_nothing_limited() -> None:
    standing = on(181, story())
    assert standing.state is CourseState.DISCHARGED
    assert limits_of(standing, REHAB) is None
    assert followed(standing, REHAB) is None
    assert next_run(standing, REHAB) is None


def test_no_run_is_laid_out_while_there_is_none() -> None:
    assert next_run(on(0, begun()), REHAB) is None


def test_a_course_that_knows_no_side_still_compares_sides() -> None:
    assert started().sore is Side.LEFT
    nobody = CourseStarted(
        day=MONDAY, at=moment(0, 6), plan="knee", usual_morning=1, still_runs=False
    )
    assert on(9, [nobody], ready()[0:1], ready()[2:]).position.stage == 1


@pytest.mark.parametrize("score", [-1, 11])
def test_a_usual_morning_lies_on_the_scale(score: int) -> None:
    with pytest.raises(ValueError, match="between 0 and 10"):
        started(usual_morning=score)


def test_an_assessment_names_somebody() -> None:
    with pytest.raises(ValueError, match="give the name"):
        Assessed(day=MONDAY, at=moment(0, 9), by=" ")


def test_mornings_are_told_for_their_own_day() -> None:
    assert morning(1, 2).day == day(1)


# Each plan to its end ------------------------------------------------------------------------


def lived(plan: str, during: int, days: int = 300) -> Standing:
    """Train and run by turns with the same pain, and do every test twice a week."""
    place = REHAB.plans[plan].place
    told: list[CourseEntry] = [*begun(plan)]
    for number in range(days):
        told += (
            trained(number, during, place=place) if number % 2 else ran(number, during, place=place)
        )
        told += forms(number) if number % 14 == 0 else ()
        if number % 7 in (1, 3):
            gates = [stage.gate for stage in REHAB.plans[plan].stages]
            told += [
                one for gate in (*gates, REHAB.running.entry) for one in measured(gate, number)
            ]
    return on(days, told)


def forms(number: int) -> list[CourseEntry]:
    """Fill in the forms: poorly on the first day, and well from then on."""
    best = REHAB.questionnaires["visa-p"].items
    points = tuple(item.highest if number else item.highest // 2 for item in best)
    return [
        filled("visa-p", number, points),
        filled("akps", number, (1,) * 13),
        filled("uwri", number, (4,) * 9),
    ]


@pytest.mark.parametrize("plan", sorted(REHAB.plans))
def test_every_plan_leads_through_its_phases_to_its_end(plan: str) -> None:
    stood = lived(plan, during=1)
    assert stood.state is CourseState.DISCHARGED
    stages = [decision.position.stage for decision in stood.decisions]
    assert [*dict.fromkeys(stages)] == [*range(len(REHAB.plans[plan].stages))]
    assert TOP_RUNG in {decision.position.rung for decision in stood.decisions}


def test_the_last_gate_waits_until_running_is_free() -> None:
    stood = lived("patellar-tendon", during=1)
    passed = next(d for d in stood.decisions if d.position.stage == 3 and "twice" in d.because)
    freed = next(d for d in stood.decisions if d.position.rung == TOP_RUNG)
    done = stood.decisions[-1]
    assert passed.day < freed.day <= done.day
    assert (done.action, done.position.rung) == (Action.DISCHARGE, TOP_RUNG)
    waiting = lived("patellar-tendon", during=1, days=(freed.day - MONDAY).days - 1)
    assert "running is as planned" in standing_in_text(waiting, REHAB, EXERCISES)


@pytest.mark.parametrize(
    ("plan", "goes_on"),
    [("achilles", True), ("patellar-tendon", True), ("knee", False), ("iliotibial-band", False)],
)
def test_steady_pain_of_four_is_a_tendons_rule_and_not_a_knees(plan: str, *, goes_on: bool) -> None:
    stood = lived(plan, during=4, days=60)
    assert (
        any(d.action is Action.PROGRESS and d.light is Light.AMBER for d in stood.decisions)
        is goes_on
    )
