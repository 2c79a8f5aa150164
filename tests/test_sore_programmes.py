"""A course of rehabilitation meets the planner: limits hold, sessions stand beside, runs change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import pairwise

import pytest

from ironstride.app.plan import request_for
from ironstride.catalogue.load import load
from ironstride.catalogue.rehab import load_rehab
from ironstride.core.athlete import Offer
from ironstride.core.exercise import Pattern
from ironstride.core.log import Side
from ironstride.core.pinned import is_rehab
from ironstride.core.programme import NoProgramme, Programme, Session
from ironstride.core.run import PlannedRun, RunKind
from ironstride.formats import json_programme
from ironstride.formats.profile import read_profile
from ironstride.planning.changes.change import NowSore, changed
from ironstride.planning.changes.sore import (
    CourseFollowed,
    OfWeek,
    SoreRuns,
    sessions_beside,
    sore_runs,
)
from ironstride.planning.changes.under_way import amendments_to, request_under_way
from ironstride.planning.checks.finished import Plan
from ironstride.planning.checks.rules import breaches
from ironstride.planning.coach.at_place import best_place, done_at
from ironstride.planning.coach.coached import minutes_of
from ironstride.planning.coach.rehab_days import beside_starts, rehab_days
from ironstride.planning.coach.rehab_sessions import rehab_lines, with_sound_legs
from ironstride.planning.plan import attempt, outline_for, plan
from ironstride.planning.request import Request
from ironstride.rehab.beside import beside, usual_beside
from ironstride.rehab.blocks import When
from ironstride.rehab.return_to_run import Rung, RungKind
from ironstride.rehab.standing import Followed, next_session
from people import catalogue, half_marathoner, programme_for
from random_athletes import START, random_profile
from rehab_cases import begun, day, on, trained

REHAB = load_rehab()
STAGES = [(plan.place, s) for plan in REHAB.plans.values() for s in plan.stages if s.limits]
KNEE = REHAB.plans["knee"].stages
DAY = timedelta(days=1)


def following(stage: int, place: str = "knee") -> Followed:
    limits = KNEE[stage].limits
    assert limits is not None
    return Followed(place=place, phase=f"phase {stage + 1}, {KNEE[stage].name}", limits=limits)


@pytest.mark.parametrize("seed", range(48))
def test_no_session_goes_beyond_phase_bend_stress_or_jumps(seed: int) -> None:
    place, stage = ("knee", KNEE[seed // 2 % 3]) if seed % 2 else STAGES[seed // 2 % len(STAGES)]
    assert stage.limits is not None
    athlete = read_profile(random_profile(seed), name=f"athlete {seed}", catalogue=load())
    asked = request_for(athlete, (), (), start=START, seed=seed)
    spared = Followed(place=place, phase=stage.name, limits=stage.limits)
    outcome = attempt(replace(asked, followed=spared, effort=200))
    sessions = tuple(outcome.sessions) if isinstance(outcome, Programme) else ()
    held = [load().exercises[p.exercise] for s in sessions for p in s.exercises]
    assert [exercise.id for exercise in held if stage.limits.against(exercise)] == []
    assert isinstance(outcome, Programme) or isinstance(attempt(asked), NoProgramme)


@cache
def kept() -> Programme:
    return programme_for(half_marathoner())


def asking(stage: int | None = None, *, today: date | None = None) -> Request:
    today = today or kept().start
    asked = request_under_way(kept(), half_marathoner().athlete, catalogue(), today=today)
    return replace(asked, followed=None if stage is None else following(stage))


def made(request: Request) -> Programme:
    outcome = plan(request)
    assert isinstance(outcome, Programme), outcome
    return outcome


def patterns(programme: Programme) -> set[Pattern]:
    exercises = catalogue().exercises
    hard = [p for s in programme.sessions for p in s.exercises if p.role.is_hard]
    return {exercises[p.exercise].pattern for p in hard}


@pytest.mark.parametrize("stage", [0, 1, 2])
def test_what_a_phase_allows_is_trained_even_so(stage: int) -> None:
    assert {Pattern.PUSH, Pattern.PULL, Pattern.CALF, Pattern.HIP_ABDUCTION} <= patterns(
        made(asking(stage))
    )


def test_a_phase_that_leaves_no_hinge_says_so() -> None:
    told = [
        caution.message for caution in made(asking(0)).warnings if caution.rule == "sore-limits"
    ]
    assert len(told) == 1
    assert "trains hinge" in told[0]


def test_a_programme_beyond_the_limits_is_a_breach() -> None:
    asked = replace(half_marathoner(), followed=following(0))
    found = breaches(Plan(kept(), outline_for(half_marathoner()), asked))
    assert any(breach.rule == "sore-limits" and "back-squat" in breach.message for breach in found)


def test_a_course_decides_for_its_place_whatever_the_complaint_says() -> None:
    sore = changed(asking(2), [NowSore("knee")])
    jumps = {p.exercise for s in made(sore).sessions for p in s.exercises if p.contacts}
    assert jumps  # the third phase lets two legs jump; the complaint alone would not


# Runs ------------------------------------------------------------------------------------


def sore(kind: RungKind, first: date = START, **facts: float) -> SoreRuns:
    rung = Rung(kind=kind, name="", greens=2, back_to=0, **facts)  # type: ignore[arg-type]
    return SoreRuns(rung=rung, how="gently", first=first, days_between=1, eased=REHAB.running.eased)


def runs_on(*days: int, minutes: int = 60) -> dict[date, tuple[PlannedRun, ...]]:
    week = {START + n * DAY: () for n in range(7)}
    start = datetime(2026, 11, 30, 18)
    run = PlannedRun(start=start, minutes=minutes, kind=RunKind.QUALITY)
    return {**week, **{START + n * DAY: (replace(run, start=start + n * DAY),) for n in days}}


def left(changed: dict[date, tuple[PlannedRun, ...]]) -> list[tuple[int, int]]:
    return [((day - START).days, run.minutes) for day, runs in changed.items() for run in runs]


def test_where_there_is_no_running_every_run_goes() -> None:
    assert left(sore_runs(runs_on(0, 2, 4), sore(RungKind.NONE))) == []


def test_walk_runs_leave_a_day_between_and_wait_for_their_day() -> None:
    rung = sore(RungKind.WALK_RUN, START + DAY, rounds=6, walk_min=4, run_min=1)
    changed = sore_runs(runs_on(0, 1, 2, 3, 6), rung)
    assert left(changed) == [(1, 30), (3, 30), (6, 30)]
    assert {run.kind for runs in changed.values() for run in runs} == {RunKind.EASY}
    assert {run.how for runs in changed.values() for run in runs} == {"gently"}


def test_eased_runs_are_shorter_and_more_frequent() -> None:
    changed = left(sore_runs(runs_on(0, 2, 4, minutes=50), sore(RungKind.EASED)))
    assert [minutes for _, minutes in changed] == [30] * 5
    assert {0, 2, 4} < {number for number, _ in changed}


def test_a_week_without_a_run_gets_none() -> None:
    assert left(sore_runs(runs_on(), sore(RungKind.EASED))) == []


def test_runs_that_are_added_keep_off_the_days_with_lifting() -> None:
    lifting = OfWeek(lifting=frozenset({START + DAY, START + 5 * DAY}))
    added = left(sore_runs(runs_on(0, 2, 4, minutes=50), sore(RungKind.EASED), lifting))
    assert [number for number, _ in added] == [0, 2, 3, 4, 6]


@pytest.mark.parametrize(("ran", "to_come"), [((), 5), ((0,), 4), ((0, 1), 3)])
def test_a_week_that_has_begun_gets_only_the_runs_that_are_left(
    ran: tuple[int, ...], to_come: int
) -> None:
    usual = runs_on(0, 2, 4, minutes=50)
    over = {START + n * DAY: usual[START][:1] if n in ran else () for n in range(2)}
    found = sore_runs(usual, sore(RungKind.EASED), OfWeek(over=over))
    assert over.keys().isdisjoint(found)
    assert len(left(found)) == to_come


def test_eased_runs_wait_for_their_day() -> None:
    changed = left(sore_runs(runs_on(0, 2, 4), sore(RungKind.EASED, START + 3 * DAY)))
    assert min(number for number, _ in changed) >= 3


def test_free_runs_are_as_they_were() -> None:
    usual = runs_on(0, 3)
    assert sore_runs(usual, sore(RungKind.FREE)) == usual


# In the calendar -------------------------------------------------------------------------


def course_on(number: int, runs: SoreRuns, stage: int | None = 0) -> CourseFollowed:
    standing = on(number, begun(), *(trained(n, 1) for n in range(0, number, 3)))
    session = next_session(standing, REHAB, load().exercises)
    assert session is not None
    return CourseFollowed(
        title="Knee",
        because="the last light was green.",
        followed=None if stage is None else following(stage),
        runs=runs,
        ahead=(session,) if stage is not None else (),
        per_week=4,
    )


def rehab_of(programme: Programme) -> list[Session]:
    return [session for session in programme.sessions if is_rehab(session)]


@cache
def with_all_beside() -> Programme:
    """Follow a course with stretches, the other leg and the foot block beside it."""
    standing = replace(on(0, begun()), beside=dict.fromkeys((*usual(), "foot", "hip"), START))
    followed = replace(
        course_on(0, sore(RungKind.EASED)), beside=beside(standing, REHAB, load().exercises)
    )
    return made(changed(asking(), [followed]))


def usual() -> tuple[str, ...]:
    return usual_beside("knee", REHAB, Side.LEFT)


def titled(words: str) -> list[Session]:
    return [session for session in rehab_of(with_all_beside()) if words in session.intent]


def test_what_stands_beside_is_in_the_calendar_as_often_as_it_says() -> None:
    titles = ("Knee: ", "Stretches", "The right leg alone", "Foot core", "Hips and trunk")
    assert [len(titled(title)) for title in titles] == [4, 4, 2, 4, 3]
    assert json_programme.read(json_programme.write(with_all_beside())) == with_all_beside()


def test_nothing_of_it_stands_on_top_of_another_session() -> None:
    sessions = sorted(with_all_beside().sessions, key=lambda session: session.start)
    assert all(before.end <= after.start for before, after in pairwise(sessions))


def test_stretches_come_right_after_runs_and_hips_right_before() -> None:
    runs = with_all_beside().weeks[0].runs
    ends, starts = {run.end for run in runs}, {run.start for run in runs}
    assert sum(session.start in ends for session in titled("Stretches")) >= 3
    assert all(session.end in starts for session in titled("Hips"))


def test_the_other_leg_works_alone_after_lifting() -> None:
    for session in titled("leg alone"):
        lifted = [s for s in with_all_beside().sessions if s.end == session.start]
        assert not any(is_rehab(before) for before in lifted)
        assert not any(line.per_side for line in session.exercises)
        assert {line.load.rir for line in session.exercises} == {3}
    once, both = (replace(line, per_side=p) for line in [titled("leg alone")[0].exercises[0]]
                  for p in (False, True))  # fmt: skip
    assert minutes_of((once,) * 9, load()) < minutes_of((both,) * 9, load())


def test_only_the_other_leg_goes_beyond_the_phase_and_it_never_jumps() -> None:
    limits, exercises = following(0).limits, load().exercises
    beyond = {
        session.intent
        for session in rehab_of(with_all_beside())
        for p in session.exercises
        if limits.against(exercises[p.exercise])
    }
    assert beyond == {"The right leg alone"}
    assert not any(p.contacts for s in titled("leg alone") for p in s.exercises)


def test_the_other_leg_is_as_able_as_the_athlete_and_no_abler() -> None:
    able = with_sound_legs(asking(0))
    assert able.followed is None
    assert with_sound_legs(able) is able
    sore_knee = changed(asking(0), [NowSore("knee")])
    assert sore_knee.athlete.health.complaints == {"knee"}
    assert with_sound_legs(sore_knee).athlete.health.complaints == frozenset()


def test_every_exercise_stands_where_its_session_is() -> None:
    athlete, exercises = half_marathoner().athlete, load().exercises
    for session in rehab_of(with_all_beside()):
        have = athlete.equipment_at(session.place)
        assert [
            p.exercise for p in session.exercises if not exercises[p.exercise].equipment <= have
        ] == []


def test_at_a_bare_place_something_like_it_stands_instead_or_nothing() -> None:
    bare = replace(
        asking(0), athlete=replace(half_marathoner().athlete, places={"field": frozenset()})
    )
    written = KNEE[0].sessions[0].exercises
    there = {line.exercise for line in done_at(written, "field", bare)}
    assert "mini-squat" in there
    assert len(there) < len(written)
    assert all(load().exercises[name].equipment <= {"none"} for name in there)
    assert best_place(written, asking(0)) == "home"  # a chair and bands stand there, too


@pytest.mark.parametrize(("per_week", "apart"), [(1, 7), (2, 2), (3, 2), (4, 2), (5, 1), (7, 1)])
def test_sessions_of_a_week_are_spread_as_often_as_asked(per_week: int, apart: int) -> None:
    days = rehab_days(START, per_week, asking(0))
    assert len(days) == per_week
    assert all(later - day >= apart * DAY for day, later in pairwise(days))
    assert all(day <= kept().end for day in rehab_days(kept().end, per_week, asking(0)))


def test_hips_stand_by_themselves_where_nobody_runs() -> None:
    idle = replace(asking(0), run_days={START + n * DAY: () for n in range(14)})
    starts = beside_starts(When.BEFORE_RUNS, 3, 13, START, idle)
    assert len({start.date() for start in starts}) == 3


def test_a_session_for_which_nothing_is_there_is_left_out() -> None:
    person = replace(half_marathoner().athlete, places={"field": frozenset()}, offers={})
    bare = replace(asking(0), athlete=person)
    leg = next(w for w in beside(on(0, begun()), REHAB, load().exercises) if w.side is not None)
    machine = replace(leg, lines=tuple(choices[:1] for choices in leg.lines[:1]))
    offers = replace(bare, day_offers={START: Offer(minutes=30, start=time(18), place="field")})
    assert [*sessions_beside(machine, START, offers)] == []
    walk = course_on(0, sore(RungKind.NONE))
    lines = [replace(KNEE[0].sessions[0].exercises[0], exercise="brisk-walk")]
    outdoors = replace(walk, ahead=(replace(walk.ahead[0], lines=tuple(lines)),), beside=())
    assert outdoors.apply(asking()).beside == ()


def test_how_heavy_a_line_is_reaches_the_calendar() -> None:
    written = KNEE[2].sessions[0].exercises
    lines = rehab_lines(written, "gym", asking(2))
    assert {line.exercise: line.load.rir for line in lines}["goblet-squat"] == 2


def test_sessions_of_the_course_stand_beside_all_others() -> None:
    alone = made(asking(0))
    both = made(changed(asking(), [course_on(0, sore(RungKind.NONE))]))
    days = [session.start.date() for session in rehab_of(both)]
    assert len(days) == 4
    assert [s.start for s in both.sessions if not is_rehab(s)] == [s.start for s in alone.sessions]
    assert json_programme.read(json_programme.write(both)) == both


def test_sessions_ahead_give_way_to_new_ones_and_past_ones_stay() -> None:
    first = changed(asking(), [course_on(0, sore(RungKind.NONE))])
    before = made(first)
    later = request_under_way(
        before, half_marathoner().athlete, catalogue(), today=day(3), amendments=None
    )
    after = made(changed(later, [course_on(3, sore(RungKind.NONE, day(3)))]))
    done = [s for s in rehab_of(before) if s.start.date() < day(3)]
    assert done
    assert rehab_of(after)[: len(done)] == done
    assert len([s for s in rehab_of(after) if s.start.date() >= day(3)]) == 4


def test_the_session_of_today_stays_once_it_is_done_and_stretches_stand_there_once() -> None:
    first = replace(
        course_on(0, sore(RungKind.NONE)),
        beside=beside(on(0, begun()), REHAB, load().exercises),
    )
    before = made(changed(asking(), [first]))
    today = next(s.start.date() for s in rehab_of(before) if s.intent.startswith("Knee: "))
    again = request_under_way(before, half_marathoner().athlete, catalogue(), today=today)
    later = replace(first.ahead[0], not_before=today + DAY)
    after = made(changed(again, [replace(first, trained=today, ahead=(later,))]))
    titles = [s.intent for s in rehab_of(after) if s.start.date() == today]
    assert titles.count("Stretches for a sore knee") <= 1
    assert any(title.startswith("Knee: ") for title in titles)


def test_runs_come_back_as_they_were_once_running_is_free() -> None:
    eased = changed(asking(), [course_on(0, sore(RungKind.NONE))])
    without = made(eased)
    assert [
        run for week in without.weeks for run in week.runs if run.kind is not RunKind.RACE
    ] == []
    person = half_marathoner().athlete
    again = request_under_way(
        without, person, catalogue(), today=kept().start, amendments=amendments_to(person, eased)
    )
    free = changed(again, [course_on(0, sore(RungKind.FREE), stage=None)])
    assert [week.runs for week in made(free).weeks] == [week.runs for week in kept().weeks]
