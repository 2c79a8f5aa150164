"""A programme under way: what is done stays, and the rest changes as little as it must."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache

import pytest
from benchmarks.planner_athletes import Runner, hard, ordinary

from ironstride.core.pinned import Pinned
from ironstride.core.programme import NoProgramme, Programme, Role, Session
from ironstride.core.run import Race, RacePriority
from ironstride.planning import plan as planning
from ironstride.planning.changes.change import (
    Away,
    Change,
    DayGone,
    NowSore,
    OffTraining,
    RaceAdded,
    RunMoved,
    SessionMissed,
    changed,
)
from ironstride.planning.changes.under_way import request_under_way
from ironstride.planning.checks.rules import Breach
from ironstride.planning.days.choices import choices
from ironstride.planning.days.place import Placement, place
from ironstride.planning.dose import reuse
from ironstride.planning.plan import attempt, outline_for
from ironstride.planning.request import Kept, Request
from ironstride.planning.tiers import Tiers
from ironstride.planning.week.needs import Circumstance, may_do
from people import catalogue, half_marathoner, programme_for

NINTH = 8  # a heavy week, with a session on Monday and one on Friday
DAY = timedelta(days=1)


@cache
def followed() -> Programme:
    return programme_for(half_marathoner())


def monday(week: int) -> date:
    return followed().weeks[week].start


def asking_again(*changes: Change, today: date, **more: object) -> Request:
    asked = request_under_way(followed(), half_marathoner().athlete, catalogue(), today=today)
    return replace(changed(asked, changes), **more)  # type: ignore[arg-type]


def after(*changes: Change, today: date | None = None) -> Programme:
    made = attempt(asking_again(*changes, today=today or monday(NINTH) + 2 * DAY))
    assert isinstance(made, Programme), made
    return made


def changed_weeks(made: Programme) -> list[int]:
    pairs = zip(followed().weeks, made.weeks, strict=True)
    return [n for n, (was, now) in enumerate(pairs) if was.sessions != now.sessions]


def exercises(sessions: tuple[Session, ...]) -> Iterator[str]:
    return (p.exercise for s in sessions for p in s.exercises)


def test_where_nothing_happens_nothing_changes() -> None:
    assert after() == replace(followed(), certificate=after().certificate)


def test_a_programme_with_an_exercise_that_the_catalogue_lost_is_refused() -> None:
    lifts = {k: v for k, v in catalogue().exercises.items() if k != "back-squat"}
    lesser = replace(catalogue(), exercises=lifts)
    with pytest.raises(ValueError, match="holds back-squat, unknown to this catalogue"):
        request_under_way(followed(), half_marathoner().athlete, lesser, today=monday(NINTH))


def test_a_missed_session_is_made_up_for_in_its_week() -> None:
    made = after(SessionMissed(monday(NINTH)))
    days = [s.start.date() for s in made.weeks[NINTH].sessions]
    assert days == [monday(NINTH) + 2 * DAY, monday(NINTH) + 4 * DAY]
    assert made.weeks[NINTH].sessions[1] == followed().weeks[NINTH].sessions[1]


def test_what_makes_up_fills_around_what_stands() -> None:
    made = after(SessionMissed(monday(NINTH)))
    new, stays = made.weeks[NINTH].sessions
    hard = {p.exercise for p in new.exercises if p.role.is_hard}
    assert hard.isdisjoint(p.exercise for p in stays.exercises if p.role.is_hard)


def test_a_day_gone_moves_its_session_and_leaves_the_other_weeks_alone() -> None:
    assert changed_weeks(after(DayGone(monday(NINTH + 2)))) == [NINTH + 2]


def test_a_run_that_moves_away_from_lifting_changes_no_session() -> None:
    thursday = monday(NINTH + 1) + 3 * DAY
    (run,) = (r for r in followed().weeks[NINTH + 1].runs if r.start.date() == thursday)
    made = after(RunMoved(thursday, run.start.replace(hour=19)))
    assert changed_weeks(made) == []


def test_a_week_elsewhere_is_done_with_what_stands_there() -> None:
    made = after(Away(monday(NINTH + 2), monday(NINTH + 2) + 6 * DAY, "home"))
    assert changed_weeks(made) == [NINTH + 2]
    assert {s.place for s in made.weeks[NINTH + 2].sessions} == {"home"}


def test_a_sore_knee_ends_the_jumps_and_changes_the_lifts_that_load_it() -> None:
    made = after(NowSore("knee"))
    ahead = [week.sessions for week in made.weeks[NINTH + 1 :]]
    assert sum(s.contacts for sessions in ahead for s in sessions) == 0
    assert "back-squat" not in {name for sessions in ahead for name in exercises(sessions)}
    assert made.weeks[:NINTH] == followed().weeks[:NINTH]


def test_after_a_fortnight_off_sets_and_jumps_come_back_gently() -> None:
    made = after(OffTraining(monday(NINTH + 1), monday(NINTH + 2) + 6 * DAY, is_ill=False))
    before = made.weeks[NINTH].hard_sets
    back = [week.hard_sets for week in made.weeks[NINTH + 3 :] if week.sessions]
    assert max(back) <= 1.2 * before + 1
    assert not any(made.weeks[n].sessions for n in (NINTH + 1, NINTH + 2))


def test_a_new_race_is_eased_into() -> None:
    race = Race(day=monday(NINTH + 2) + 6 * DAY, distance_km=10, priority=RacePriority.B)
    made = after(RaceAdded(race))
    assert [n for n in changed_weeks(made) if n < NINTH] == []
    assert race in made.athlete.races


def with_fewer_sets(programme: Programme, week: int) -> Programme:
    """As if every accessory of the last three weeks had been done once only."""
    weeks = list(programme.weeks)
    for n in range(week - 3, week):
        sessions = tuple(
            replace(
                s,
                exercises=tuple(
                    replace(p, sets=1) if p.role is Role.ACCESSORY else replace(p, contacts=0)
                    for p in s.exercises
                ),
            )
            for s in weeks[n].sessions
        )
        weeks[n] = replace(weeks[n], sessions=sessions)
    return replace(programme, weeks=tuple(weeks))


def test_sets_shrink_where_the_weeks_before_held_less() -> None:
    fewer = with_fewer_sets(followed(), NINTH)
    asked = asking_again(today=monday(NINTH))
    made = attempt(replace(asked, kept=Kept(programme=fewer, today=monday(NINTH))))
    assert isinstance(made, Programme)
    past = [week.hard_sets for week in fewer.weeks[NINTH - 3 : NINTH]]
    assert made.weeks[NINTH].hard_sets <= 1.2 * sum(past) / 3 + 1e-9
    assert made.weeks[NINTH].hard_sets < followed().weeks[NINTH].hard_sets


def test_jumps_shrink_where_the_weeks_before_held_fewer() -> None:
    fewer = with_fewer_sets(followed(), NINTH)
    kept = Kept(programme=fewer, today=monday(NINTH))
    made = attempt(replace(asking_again(today=monday(NINTH)), kept=kept))
    assert isinstance(made, Programme)
    sums = [sum(s.contacts for s in week.sessions) for week in made.weeks]
    assert 0 < sums[NINTH] <= 1.2 * max(sums[:NINTH])


def test_the_first_jumps_of_a_programme_under_way_begin_low() -> None:
    bare = followed()
    weeks = tuple(
        replace(w, sessions=tuple(_without_jumps(s) for s in w.sessions)) if n < NINTH else w
        for n, w in enumerate(bare.weeks)
    )
    kept = Kept(programme=replace(bare, weeks=weeks), today=monday(NINTH))
    made = attempt(replace(asking_again(today=monday(NINTH)), kept=kept))
    assert isinstance(made, Programme)
    first = next(s for week in made.weeks for s in week.sessions if s.contacts)
    assert first.contacts <= 72  # 60 % of 120


def test_jumps_too_few_to_be_worth_it_are_left_out() -> None:
    weeks = tuple(
        replace(w, sessions=tuple(_with_contacts(s, 12) for s in w.sessions)) if n < NINTH else w
        for n, w in enumerate(followed().weeks)
    )
    kept = Kept(programme=replace(followed(), weeks=weeks), today=monday(NINTH))
    made = attempt(replace(asking_again(today=monday(NINTH)), kept=kept))
    assert isinstance(made, Programme)
    assert all(
        p.contacts >= 12 for s in made.weeks[NINTH].sessions for p in s.exercises if p.contacts
    )
    assert sum(s.contacts for s in made.weeks[NINTH].sessions) <= 1.2 * 24


def _with_contacts(session: Session, contacts: int) -> Session:
    """Let the first jumps of a session have so many contacts, and drop the others."""
    jumps = [p for p in session.exercises if p.contacts][:1]
    rest = tuple(p for p in session.exercises if not p.contacts)
    return replace(session, exercises=(*(replace(p, contacts=contacts) for p in jumps), *rest))


def _without_jumps(session: Session) -> Session:
    return replace(session, exercises=tuple(p for p in session.exercises if p.contacts == 0))


@pytest.mark.parametrize(("waived", "is_offered"), [((), False), (("heavy-days-apart",), True)])
def test_waived_rules_leave_more_choices(waived: tuple[str, ...], is_offered: bool) -> None:
    request = replace(half_marathoner(), habit=(), waived=frozenset(waived))
    week = outline_for(request)[NINTH]
    hard = [[s.start.date() for s in c.slots if s.is_demanding] for c in choices(week, request)]
    close = any(len(days) > 1 and (days[1] - days[0]).days < 2 for days in hard)
    assert close is False  # Monday, Wednesday, Friday: two days apart, but not 48 h to the hour
    assert any(len(days) == 2 and (days[1] - days[0]).days == 2 for days in hard) is is_offered
    assert place(outline_for(request), request).cost.sessions == 0


def test_heavy_blocks_without_any_heavy_day_are_no_programme(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def soft(*arguments: object) -> Placement:
        placed = place(*arguments)  # type: ignore[arg-type]
        slots = tuple(tuple(replace(s, is_demanding=False) for s in w) for w in placed.slots)
        return Placement(slots, Tiers(), Tiers())

    monkeypatch.setattr(planning, "place", soft)
    outcome = attempt(half_marathoner())
    assert isinstance(outcome, NoProgramme)
    assert "heavy-main-lifts" in outcome.collisions[0].rules


def test_a_rule_that_is_found_broken_turns_a_programme_into_a_collision(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken = (Breach("minutes", "Mon 30 Nov takes 70 of 60 min"),)
    monkeypatch.setattr(planning, "breaches", lambda *_: broken)
    outcome = attempt(half_marathoner())
    assert isinstance(outcome, NoProgramme)
    assert "70 of 60 min" in outcome.collisions[0].message


def test_a_pinned_session_stands_and_what_it_breaks_is_told() -> None:
    squats = next(
        p for s in followed().weeks[5].sessions for p in s.exercises if p.role is Role.MAIN
    )
    day = monday(NINTH) + 2 * DAY  # the evening before a quality run
    pin = Pinned(title="Hill legs", source="coach", minutes=40, exercises=(squats,), day=day)
    made = attempt(replace(half_marathoner(), pins=(pin,)))
    assert isinstance(made, Programme)
    assert "Hill legs" in [s.intent for s in made.weeks[NINTH].sessions]
    assert "clear-of-key-runs" in {w.rule for w in made.warnings if "Hill legs" in w.message}


def test_a_pinned_session_stays_when_the_rest_is_planned_again() -> None:
    squats = next(
        p for s in followed().weeks[5].sessions for p in s.exercises if p.role is Role.MAIN
    )
    day = monday(NINTH + 2) + 2 * DAY
    pin = Pinned(title="Hill legs", source="coach", minutes=40, exercises=(squats,), day=day)
    pinned = attempt(replace(half_marathoner(), pins=(pin,)))
    assert isinstance(pinned, Programme)
    asked = request_under_way(pinned, half_marathoner().athlete, catalogue(), today=monday(NINTH))
    again = attempt(asked)
    assert isinstance(again, Programme), again
    assert again.weeks == pinned.weeks


@pytest.mark.parametrize(("sore", "may"), [(frozenset(), True), (frozenset({"knee"}), False)])
def test_what_hurts_says_whether_jumps_may_be_done(sore: frozenset[str], may: bool) -> None:
    request = half_marathoner()
    health = replace(request.athlete.health, complaints=sore)
    limited = request.with_athlete(replace(request.athlete, health=health))
    here = Circumstance(place="gym", block=0, is_entry=False)
    assert may_do("pogo-bilateral", here, limited) is may


# Cases that once ended without a programme ------------------------------------------------


@pytest.mark.parametrize(
    ("runner", "today", "what"),
    [
        (
            ordinary(0, 20),
            date(2027, 2, 8),
            RunMoved(date(2027, 2, 9), datetime(2027, 2, 10, 17, 30)),
        ),
        (
            ordinary(39, 20),
            date(2027, 2, 8),
            RunMoved(date(2027, 2, 11), datetime(2027, 2, 12, 6, 30)),
        ),
        (hard(1, 20), date(2027, 2, 12), SessionMissed(date(2027, 2, 11))),
    ],
    ids=["a session finds no day", "a session more than the ramp allows", "a fortnight without"],
)
def test_what_happens_leaves_nobody_without_a_programme(
    runner: Runner, today: date, what: Change
) -> None:
    before, knowledge = attempt(runner.afresh()), runner.request.catalogue
    assert isinstance(before, Programme)
    asked = request_under_way(before, runner.request.athlete, knowledge, today=today)
    assert isinstance(attempt(changed(asked, [what])), Programme)


@pytest.mark.parametrize("may_drop", [True, False])
def test_main_lifts_are_never_taken_away_to_fit_a_week(may_drop: bool) -> None:
    assert reuse._with_sets(followed().weeks[NINTH].sessions, 1, may_drop=may_drop) is None


def test_accessories_leave_a_week_that_need_not_hold_everything() -> None:
    held = followed().weeks[NINTH].sessions
    mains = sum(p.sets for s in held for p in s.exercises if p.role is Role.MAIN)
    fewer = reuse._with_sets(held, mains + 3, may_drop=True)
    assert fewer is not None
    assert sum(s.hard_sets for s in fewer) == mains + 3
