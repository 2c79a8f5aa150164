"""The hard rules, read off a programme, and those of the week: each from both sides.

Every test begins with a programme that keeps all rules and breaks one thing in it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from broken_plans import (
    MINUTE,
    asked_by,
    day,
    ending,
    kept,
    named,
    session,
    starting,
    with_session,
    with_week,
    without,
)
from ironstride.core.athlete import Offer, Preferences
from ironstride.core.pinned import Pinned
from ironstride.core.programme import Prescription, Role, Session, Week
from ironstride.core.reason import RuleKind
from ironstride.planning.checks.rules import NOT_READ_OFF, RULES, breaches
from ironstride.planning.checks.rules_week import run_first_same_day
from ironstride.planning.days.choices import must_cover, race_interferes
from ironstride.planning.request import Request, TimeOff
from ironstride.planning.week.needs import COVERAGE, SERVES, Need
from people import CAST, but, catalogue, clock, habit, offers, planned, race, with_policy

# The table -------------------------------------------------------------------------------


@pytest.mark.parametrize("person", CAST.values(), ids=CAST)
def test_a_planned_programme_keeps_every_hard_rule(person: Callable[[], Request]) -> None:
    assert breaches(planned(person)) == ()


def test_the_programme_that_the_tests_break_keeps_every_hard_rule() -> None:
    assert named(kept()) == set()


def test_every_hard_rule_has_its_function_or_a_reason_for_none() -> None:
    hard = {name for name, rule in catalogue().rules.items() if rule.kind is RuleKind.HARD}
    assert hard == RULES.keys() | NOT_READ_OFF.keys()
    assert not RULES.keys() & NOT_READ_OFF.keys()


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_blames_nobody_but_itself(rule: str) -> None:
    everything = with_week(7, lambda week: replace(week, sessions=week.sessions * 3))
    assert {breach.rule for breach in RULES[rule](everything)} <= {rule}


def test_a_waived_rule_is_not_asked() -> None:
    plan = with_session(7, 0, lambda s: replace(s, minutes=76))
    waiving = replace(plan.request, waived=frozenset({"minutes"}))
    assert (named(plan), named(replace(plan, request=waiving))) == ({"minutes"}, set())


@pytest.mark.parametrize(("later", "found"), [(0, 1), (1, 0)])
def test_what_lies_before_today_is_left_alone(later: int, found: int) -> None:
    plan = with_session(7, 0, lambda s: replace(s, minutes=76))
    today = session(7, 0).start.date() + timedelta(days=later)
    assert len(breaches(plan, since=today)) == found


def test_of_two_sessions_too_close_the_later_one_is_to_blame() -> None:
    plan = with_session(7, 0, starting(session(6, 1).end + timedelta(hours=47)))
    (breach,) = RULES["heavy-days-apart"](plan)
    assert breach.day == plan.programme.weeks[6].sessions[0].start.date()


def test_of_too_much_the_last_session_is_to_blame_and_of_too_little_the_week() -> None:
    crowded = with_week(7, lambda week: replace(week, sessions=(*week.sessions, session(7, 1))))
    (breach,) = RULES["sessions-per-week"](crowded)
    assert breach.day == session(7, 1).start.date()
    lacking = with_session(14, 0, without(serving(Need.PULL)))
    lacking = with_session(14, 1, without(serving(Need.PULL)), lacking)
    (breach,) = RULES["pattern-coverage"](lacking)
    assert breach.day == kept().programme.weeks[13].start


def pinning(*held: Session) -> Request:
    """Ask for the same, with these sessions pinned where they stand."""
    pins = (
        Pinned(
            title="Hill",
            source="coach",
            minutes=s.minutes,
            exercises=s.exercises,
            day=s.start.date(),
        )
        for s in held
    )
    return replace(kept().request, pins=tuple(pins))


@pytest.mark.parametrize(("pinned", "is_pinned"), [(0, True), (1, False)])
def test_a_pinned_session_is_blamed_for_itself_alone(pinned: int, is_pinned: bool) -> None:
    long = with_session(7, 0, lambda s: replace(s, minutes=76))
    (breach,) = breaches(replace(long, request=pinning(session(7, pinned))))
    assert (breach.rule, breach.is_pinned) == ("minutes", is_pinned)


def test_a_session_close_to_a_pinned_one_is_the_planners_fault() -> None:
    plan = with_session(7, 0, starting(session(6, 1).end + timedelta(hours=47)))
    blamed = [
        [b.is_pinned for b in RULES["heavy-days-apart"](replace(plan, request=pinning(*pins)))]
        for pins in ((), (session(6, 1),), (session(6, 1), session(7, 0)))
    ]
    assert blamed == [[False], [False], [True]]


def test_a_week_with_a_pinned_session_may_lack_something() -> None:
    lacking = with_session(14, 0, without(serving(Need.PULL)))
    lacking = with_session(14, 1, without(serving(Need.PULL)), lacking)
    pinned = replace(lacking, request=pinning(lacking.programme.weeks[13].sessions[0]))
    blamed = [[b.is_pinned for b in breaches(plan)] for plan in (lacking, pinned)]
    assert blamed == [[False], [True]]


def test_the_session_of_the_day_itself_is_not_the_first_after_it() -> None:
    assert kept().first_after(session(7, 0).start.date()) == session(7, 1)


def test_a_week_with_a_pinned_session_may_hold_too_much() -> None:
    crowded = with_week(7, lambda week: replace(week, sessions=(*week.sessions, session(5, 0))))
    crowded = replace(crowded, request=pinning(session(5, 0)))
    assert [b.is_pinned for b in RULES["sessions-per-week"](crowded)] == [True]


# sessions-per-week ----------------------------------------------------------------------


def repeated(times: int) -> Callable[[Week], Week]:
    return lambda week: replace(week, sessions=week.sessions[:1] * times)


@pytest.mark.parametrize(
    ("number", "most"), [(2, 2), (6, 2), (13, 2), (16, 1)], ids=["entry", "heavy", "power", "taper"]
)
def test_a_week_holds_as_many_sessions_as_its_phase_asks_for(number: int, most: int) -> None:
    held = [with_week(number, repeated(times)) for times in (most, most + 1)]
    assert [len(list(RULES["sessions-per-week"](plan))) for plan in held] == [0, 1]


@pytest.mark.parametrize(("asked", "found"), [(1, 13), (2, 0), (None, 0)])
def test_a_week_holds_no_more_sessions_than_asked_for(asked: int | None, found: int) -> None:
    plan = asked_by(but(kept().request, preferences=Preferences(sessions_per_week=asked)))
    weeks = sum(len(week.sessions) > (asked or 2) for week in plan.programme.weeks)
    assert len(list(RULES["sessions-per-week"](plan))) == (weeks if found else 0)


def test_three_sessions_a_week_are_for_adaptation() -> None:
    three = but(kept().request, preferences=Preferences(sessions_per_week=3))
    found = [RULES["sessions-per-week"](with_week(n, repeated(3), asked_by(three))) for n in (2, 6)]
    assert [len(list(breaches_)) for breaches_ in found] == [0, 1]


def test_one_offered_day_holds_one_session() -> None:
    plan = asked_by(but(kept().request, offers=offers("wednesday 17:00 75 gym")))
    assert "sessions-per-week" in named(plan)


# clear-of-key-runs -----------------------------------------------------------------------


@pytest.mark.parametrize(("week", "hours"), [(5, 48), (6, 48), (7, 24)])
def test_hard_legs_leave_a_day_to_a_key_run_and_two_in_a_new_block(week: int, hours: int) -> None:
    latest = day(week, 5, "10:00") - timedelta(hours=hours)  # the long run is on Saturday
    assert named(with_session(week, 0, ending(latest))) == set()
    assert named(with_session(week, 0, ending(latest + MINUTE))) == {"clear-of-key-runs"}


def test_easy_legs_may_come_close_to_a_key_run() -> None:
    def eased(held: Session) -> Session:
        return ending(day(7, 5, "09:00"))(without(bool)(held))

    assert "clear-of-key-runs" not in named(with_session(7, 0, eased))


@pytest.mark.parametrize(("days", "found"), [(15, 1), (16, 0)])
def test_work_is_new_again_after_a_lay_off(days: int, found: int) -> None:
    request = with_policy(kept().request, "placement", layoff_days=days)
    plan = with_week(13, lambda week: replace(week, sessions=()), asked_by(request))
    for number in (12, 14):  # a fortnight and a day lie between their first sessions
        plan = with_week(number, lambda week: replace(week, sessions=week.sessions[:1]), plan)
    plan = with_session(14, 0, ending(day(14, 3, "12:00")), plan)  # 46 h before the long run
    assert len(list(RULES["clear-of-key-runs"](plan))) == found


# run-first-same-day ----------------------------------------------------------------------


def test_running_comes_six_hours_before_lifting() -> None:
    earliest = day(1, 1, "07:40") + timedelta(hours=6)
    assert named(with_session(1, 0, starting(earliest))) == set()
    assert named(with_session(1, 0, starting(earliest - MINUTE))) == {"run-first-same-day"}
    assert named(with_session(1, 0, starting(day(1, 1, "05:00")))) == {"run-first-same-day"}


def test_back_to_back_begins_when_the_easy_run_is_over() -> None:
    allowed = but(kept().request, preferences=Preferences(back_to_back_after_easy=True))
    at_once = with_session(1, 0, starting(day(1, 1, "07:40")), asked_by(allowed))
    too_soon = with_session(1, 0, starting(day(1, 1, "07:39")), asked_by(allowed))
    assert (named(at_once), named(too_soon)) == (set(), {"run-first-same-day"})


def test_back_to_back_is_not_for_key_runs() -> None:
    allowed = but(kept().request, preferences=Preferences(back_to_back_after_easy=True))
    quality = replace(allowed, habit=habit("tuesday 07:00 40 quality"))
    plan = with_session(1, 0, starting(day(1, 1, "07:40")), asked_by(quality))
    assert [breach.rule for breach in run_first_same_day(plan)] == ["run-first-same-day"]


def test_nothing_but_jumps_waits_three_hours() -> None:
    jumps = tuple(p for p in session(7, 0).exercises if p.role in {Role.WARM_UP, Role.ACTIVATION})
    jumps = tuple(p for p in jumps if not p.load.percent_1rm)
    request = replace(kept().request, habit=habit("wednesday 14:00 60 easy"))
    plan = with_session(7, 0, lambda s: replace(s, exercises=jumps), asked_by(request))
    gaps = [with_session(7, 0, starting(day(7, 2, at)), plan) for at in ("18:00", "17:59")]
    sevenths = [[b for b in run_first_same_day(p) if "2027-01-13" in b.message] for p in gaps]
    assert [len(found) for found in sevenths] == [0, 1]


# heavy-days-apart ------------------------------------------------------------------------


def test_hard_days_lie_two_days_apart() -> None:
    earliest = session(6, 1).end + timedelta(hours=48)
    assert named(with_session(7, 0, starting(earliest))) == set()
    assert "heavy-days-apart" in named(with_session(7, 0, starting(earliest - MINUTE)))


# minutes ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("minutes", "found"), [(75, set()), (76, {"minutes"})])
def test_a_session_fits_the_minutes_of_its_day(minutes: int, found: set[str]) -> None:
    assert named(with_session(7, 0, lambda s: replace(s, minutes=minutes))) == found


def test_a_session_on_a_day_that_is_not_offered_is_found() -> None:
    wednesday = session(7, 0).start.date()
    free = replace(kept().request, day_offers={wednesday: None})
    assert named(asked_by(free)) == {"minutes"}
    ill = replace(kept().request, time_off=(TimeOff(first=wednesday, last=wednesday),))
    assert named(asked_by(ill)) == {"minutes"}


@pytest.mark.parametrize(("minutes", "found"), [(0, set()), (-1, {"minutes"})])
def test_a_days_own_offer_counts(minutes: int, found: set[str]) -> None:
    held = session(7, 0)
    offer = Offer(held.minutes + minutes, clock("17:00"), "gym")
    assert named(asked_by(replace(kept().request, day_offers={held.start.date(): offer}))) == found


# equipment -------------------------------------------------------------------------------


def test_a_session_uses_only_what_its_place_has() -> None:
    assert named(with_session(7, 0, lambda s: replace(s, place="home"))) == {"equipment"}


def test_a_session_is_where_the_day_is_offered() -> None:
    offer = Offer(75, clock("17:00"), "home")
    away = asked_by(replace(kept().request, day_offers={session(7, 0).start.date(): offer}))
    (breach,) = breaches(away)
    assert breach.message.endswith("is at gym, but the day offers home")


def test_nothing_stands_at_a_place_that_nobody_knows() -> None:
    assert named(with_session(7, 0, lambda s: replace(s, place="hotel"))) == {"equipment"}


# pattern-coverage ------------------------------------------------------------------------


def serving(need: Need) -> Callable[[Prescription], bool]:
    return lambda p: SERVES[need](catalogue().exercises[p.exercise])


@pytest.mark.parametrize("need", COVERAGE)
def test_a_full_week_holds_every_movement(need: Need) -> None:
    plan = kept()
    for which in (0, 1):
        plan = with_session(14, which, without(serving(need)), plan)
    assert named(plan) == {"pattern-coverage"}
    assert [need in b.message for b in breaches(plan)] == [True]


@pytest.mark.parametrize("number", [4, 9])
def test_a_light_week_or_one_after_a_race_need_not_hold_everything(number: int) -> None:
    plan = kept()
    for which in (0, 1):
        plan = with_session(number, which, without(serving(Need.PULL)), plan)
    assert "pattern-coverage" not in named(plan)


def test_a_week_is_full_when_it_builds_and_holds_something() -> None:
    outlines, request = kept().outlines, kept().request
    is_full = [must_cover(outline, (object(),), request) for outline in outlines]
    assert is_full == [n not in {4, 8, 9, 11, 16, 17} for n in range(1, 18)]
    assert not must_cover(outlines[0], (), request)


@pytest.mark.parametrize(("weekday", "is_touched"), [(3, False), (4, True)])
def test_a_race_takes_room_from_its_week_and_from_the_days_of_rest(
    weekday: int, is_touched: bool
) -> None:
    request = but(kept().request, races=(race(8, 10, "B", weekday), race(17, 21.1)))
    weeks = kept().outlines[6:9]
    assert [race_interferes(week, request) for week in weeks] == [False, True, is_touched]
