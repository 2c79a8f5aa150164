"""The hard rules around races, each from both sides.

Every test begins with a programme that keeps all rules and breaks one thing in it.
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from broken_plans import (
    Change,
    asked_by,
    day,
    kept,
    loading_weeks_before,
    masters,
    named,
    session,
    starting,
    with_first,
    with_hard_sets,
    with_session,
    with_week,
)
from ironstride.core.exercise import RepRange
from ironstride.core.programme import Load, PhaseName, Role
from ironstride.planning.checks.finished import Plan
from ironstride.planning.checks.rules import RULES
from ironstride.planning.checks.rules_races import taper
from ironstride.planning.request import TimeOff
from people import but, race, run, with_policy

# taper -----------------------------------------------------------------------------------


def test_a_taper_week_leaves_out_between_41_and_60_percent() -> None:
    before = loading_weeks_before(16)
    mean, last = sum(before) / len(before), before[-1]
    least, most = math.ceil(0.4 * max(mean, last) - 1e-9), math.floor(0.59 * min(mean, last))
    assert [named(with_hard_sets(16, sets)) for sets in (least, most)] == [set(), set()]
    assert [named(with_hard_sets(16, sets)) for sets in (least - 1, most + 1)] == [{"taper"}] * 2


def test_a_taper_week_without_lifting_is_no_breach() -> None:
    plan = with_week(16, lambda week: replace(week, sessions=()))
    assert "taper" not in named(plan)


@pytest.mark.parametrize(("days_before", "found"), [(3, set()), (6, set()), (7, {"taper"})])
def test_the_last_session_lies_three_to_six_days_before_an_a_race(
    days_before: int, found: set[str]
) -> None:
    start = day(17, 6, "08:00") - timedelta(days=days_before)
    assert named(with_session(17, 0, starting(start))) == found


@pytest.mark.parametrize(
    ("priority", "weekday", "found"), [("A", 5, set()), ("A", 4, {"taper"}), ("B", 4, set())]
)
def test_the_last_two_days_before_an_a_race_are_free(
    priority: str, weekday: int, found: set[str]
) -> None:
    peak = race(17, 21.1, priority, weekday)  # in the evening, two days clear of Wednesday
    evening = run(day(17, weekday, "18:00"), 100, "race", 21.1)
    request = but(kept().request, races=(race(8, 10, "B"), peak))
    assert session(17, 0).start.weekday() == 2
    assert named(asked_by(replace(request, own_runs=(evening,)))) == found


@pytest.mark.parametrize(("days_before", "found"), [(3, 0), (2, 1), (0, 1), (-1, 0)])
def test_nothing_lies_within_two_days_of_an_a_race_or_on_its_day(
    days_before: int, found: int
) -> None:
    start = day(17, 6, "17:00") - timedelta(days=days_before)
    moved = with_session(17, 0, starting(start))
    assert len([b for b in taper(moved) if " lies " in b.message]) == found


def test_a_race_without_any_session_before_it_is_told_so() -> None:
    bare = replace(
        kept().programme,
        weeks=tuple(replace(week, sessions=()) for week in kept().programme.weeks),
    )
    (breach,) = taper(replace(kept(), programme=bare))
    assert breach.message.endswith("the last session is never")


@pytest.mark.parametrize(("days", "found"), [(6, 1), (5, 0)])
def test_a_programme_that_starts_too_late_owes_no_last_session(days: int, found: int) -> None:
    start = race(17, 21.1).day - timedelta(days=days)
    late = replace(kept().programme, start=start, weeks=())
    asking = replace(kept().request, start=start)
    assert len(list(taper(Plan(late, (), asking)))) == found


@pytest.mark.parametrize(("days_before", "found"), [(7, 1), (6, 0)])
def test_a_taper_cut_short_by_days_off_may_hold_less(days_before: int, found: int) -> None:
    sunday = kept().programme.weeks[15].end
    off = TimeOff(first=sunday - timedelta(days=20), last=sunday - timedelta(days=days_before))
    small = with_hard_sets(16, 7)
    off_then = replace(small, request=replace(small.request, time_off=(off,)))
    assert len(list(taper(off_then))) == found


def test_a_session_on_the_race_day_is_not_the_last_one_before_it() -> None:
    late = with_session(17, 0, starting(day(17, 6, "17:00")))
    assert [b for b in taper(late) if "the last session is 11 d before it" in b.message]


@pytest.mark.parametrize(("percent", "found"), [(80, 0), (79, 1)])
def test_the_lightest_lift_before_the_taper_is_what_stays(percent: int, found: int) -> None:
    def at(number: int, percent: int, plan: Plan | None = None) -> Plan:
        eased = with_first(Role.MAIN, load=Load(percent_1rm=percent, rir=3))
        return with_session(number, 0, eased, plan)

    assert len(list(taper(at(16, percent, at(15, 80))))) == found


@pytest.mark.parametrize(("percent", "found"), [(86, 0), (85, 1)])
def test_the_load_stays_in_the_taper(percent: int, found: int) -> None:
    assert kept().programme.weeks[14].phase is PhaseName.POWER  # at 86 % of 1RM
    lighter = with_first(Role.MAIN, load=Load(percent_1rm=percent, rir=3))
    assert len(list(taper(with_session(16, 0, lighter)))) == found


# after-race ------------------------------------------------------------------------------


def test_legs_rest_after_a_race() -> None:
    third_evening, fourth_morning = day(9, 2, "18:30"), day(9, 3, "09:00")
    assert named(with_session(9, 1, starting(fourth_morning))) == set()
    assert named(with_session(9, 1, starting(third_evening))) == {"after-race"}


def test_legs_rest_on_the_evening_of_a_race() -> None:
    evening = with_session(8, 1, starting(day(8, 6, "19:00")))
    assert len([b for b in RULES["after-race"](evening) if " 0 d after" in b.message]) == 1


def test_the_first_session_after_a_race_is_gentle() -> None:
    assert not kept().loads_legs(session(9, 0))
    jumping = with_first(Role.WARM_UP, contacts=12)
    on_the_fourth_day = with_session(9, 0, starting(day(9, 3, "17:00")))
    assert named(on_the_fourth_day) == set()
    assert named(with_session(9, 0, jumping, on_the_fourth_day)) == {"after-race"}


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"sets": 3}, 0),
        ({"sets": 4}, 1),
        ({"reps": RepRange(8, 8)}, 0),
        ({"reps": RepRange(7, 8)}, 1),
        ({"load": Load(percent_1rm=65, rir=3)}, 0),
        ({"load": Load(percent_1rm=65, rir=2)}, 1),
    ],
)
def test_the_first_session_after_a_race_is_dosed_like_the_first_weeks(
    facts: dict[str, Any], found: int
) -> None:
    plan = with_session(9, 0, with_first(Role.ACCESSORY, **facts))
    assert len(list(RULES["after-race"](plan))) == found


# keep-what-you-have ----------------------------------------------------------------------


def lifting(plan: Plan, number: int) -> int:
    """Say which session of a week holds main lifts."""
    sessions = plan.programme.weeks[number - 1].sessions
    return next(n for n, s in enumerate(sessions) if any(p.role is Role.MAIN for p in s.exercises))


def keeping(change: Change, plan: Plan | None = None) -> list[str]:
    """Read the rule off a race season with one session changed."""
    plan = plan or masters()
    changed = with_session(24, lifting(plan, 24), change, plan)
    assert changed.programme.weeks[23].phase is PhaseName.RACE_SEASON
    return [breach.rule for breach in RULES["keep-what-you-have"](changed)]


@pytest.mark.parametrize(("sets", "found"), [(1, 1), (2, 0), (3, 0), (4, 1)])
def test_from_sixty_on_two_or_three_sets_keep_a_lift(sets: int, found: int) -> None:
    assert len(keeping(with_first(Role.MAIN, sets=sets))) == found


@pytest.mark.parametrize(("birth_year", "found"), [(1966, 1), (1967, 0)])
def test_before_sixty_one_set_keeps_a_lift(birth_year: int, found: int) -> None:
    plan = replace(masters(), request=but(masters().request, birth_year=birth_year))
    assert len(keeping(with_first(Role.MAIN, sets=1), plan)) == found


def test_in_a_light_week_one_set_keeps_a_lift() -> None:
    plan = with_week(24, lambda week: replace(week, is_light=True), masters())
    assert keeping(with_first(Role.MAIN, sets=1), plan) == []


@pytest.mark.parametrize(("percent", "found"), [(86, 0), (85, 1)])
def test_the_load_stays_in_race_season(percent: int, found: int) -> None:
    assert len(keeping(with_first(Role.MAIN, load=Load(percent_1rm=percent, rir=3)))) == found


@pytest.mark.parametrize(("rir", "found"), [(2, 0), (1, 1), (4, 0), (5, 1)])
def test_race_season_leaves_two_to_four_in_reserve(rir: int, found: int) -> None:
    assert len(keeping(with_first(Role.MAIN, load=Load(percent_1rm=86, rir=rir)))) == found


@pytest.mark.parametrize(("most", "found"), [(2, 0), (1, 1)])
def test_race_season_does_not_go_on_for_ever(most: int, found: int) -> None:
    request = with_policy(masters().request, "season", race_season_weeks_most=most)
    breaches = list(RULES["keep-what-you-have"](replace(masters(), request=request)))
    assert [b.day for b in breaches] == [masters().programme.weeks[23].start] * found
