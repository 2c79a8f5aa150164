"""The wishes, read off a programme: what each costs, from both sides of each edge.

Most tests begin with a programme and change one thing in it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from broken_plans import (
    asked_by,
    day,
    ending,
    kept,
    session,
    starting,
    with_session,
    with_week,
    without,
)
from ironstride.core.exercise import RepRange
from ironstride.core.programme import Load, Prescription, Role, Session
from ironstride.core.reason import RuleKind
from ironstride.planning.checks.finished import Plan
from ironstride.planning.checks.wishes import WISHES, spent
from ironstride.planning.days.obstacles import Slot
from ironstride.planning.days.place import place
from ironstride.planning.plan import outline_for
from ironstride.planning.request import Request
from people import (
    CAST,
    asking,
    athlete,
    but,
    catalogue,
    habit,
    half_marathoner,
    offers,
    planned,
    race,
    run,
    with_policy,
)


def fast_on_thursdays() -> Request:
    """Wednesday is the only day for the gym, and on Thursday evening she runs fast."""
    return asking(
        athlete(offers=offers("wednesday 17:00 75 gym"), races=(race(12, 10, "B"),)),
        runs=habit("thursday 19:00 50 quality"),
    )


PEOPLE = {**CAST, "fast_on_thursdays": fast_on_thursdays}


def cost(wish: str, plan: Plan) -> float:
    return sum(part.cost for part in WISHES[wish](plan))


def times(wish: str, plan: Plan, number: int) -> float:
    """Say how often a wish is given up within a week counted from 1."""
    week = plan.programme.weeks[number - 1]
    held = [part for part in WISHES[wish](plan) if week.start <= part.day <= week.end]
    return sum(part.cost for part in held) / plan.request.policy.wish_weights[wish]


# The table -------------------------------------------------------------------------------


def test_every_wish_of_the_catalogue_has_its_function_and_its_weight() -> None:
    wishes = {name for name, rule in catalogue().rules.items() if rule.kind is RuleKind.WISH}
    assert wishes == WISHES.keys() == catalogue().policy.wish_weights.keys()


@pytest.mark.parametrize("wish", WISHES)
def test_a_wish_costs_its_weight_times_a_count(wish: str) -> None:
    plans = [planned(person) for person in PEOPLE.values()]
    twice = {**catalogue().policy.wish_weights, wish: 2 * catalogue().policy.wish_weights[wish]}
    dearer = [replace(plan, request=_weighing(plan.request, twice)) for plan in plans]
    costs = [sum(cost(wish, plan) for plan in some) for some in (plans, dearer)]
    assert costs[1] == 2 * costs[0] > 0


def _weighing(request: Request, weights: dict[str, float]) -> Request:
    turned = replace(request.policy, wish_weights=weights)
    return replace(request, catalogue=replace(request.catalogue, policy=turned))


def test_what_is_spent_lists_every_wish_by_its_name() -> None:
    found = spent(planned(half_marathoner))
    assert {part.rule for part in found} <= WISHES.keys()
    assert sum(part.cost for part in found) == sum(
        cost(wish, planned(half_marathoner)) for wish in WISHES
    )


# Agreement with what chooses the days ----------------------------------------------------

WEIGHED_BY_DAY = ("spacing", "rhythm", "b-race", "easy-after-heavy", "well-equipped-place")


@pytest.mark.parametrize("person", PEOPLE.values(), ids=PEOPLE)
def test_days_are_chosen_by_what_they_cost_here(person: Callable[[], Request]) -> None:
    request = replace(person())
    weeks = outline_for(request)
    placed = place(weeks, request)
    held = [replace(week, sessions=()) for week in planned(person).programme.weeks]
    filled = tuple(
        replace(week, sessions=tuple(_as_long_as_offered(slot) for slot in slots))
        for week, slots in zip(held, placed.slots, strict=True)
    )
    plan = Plan(replace(planned(person).programme, weeks=filled), weeks, request)
    assert 10 * sum(cost(wish, plan) for wish in WEIGHED_BY_DAY) == placed.cost.rhythm


SQUAT = Prescription(
    exercise="back-squat",
    role=Role.MAIN,
    sets=3,
    reps=RepRange(5, 5),
    load=Load(percent_1rm=83, rir=2),
)


def _as_long_as_offered(slot: Slot) -> Session:
    return Session(
        start=slot.start,
        minutes=slot.minutes,
        intent="",
        place=slot.place,
        reasons=(),
        exercises=(SQUAT,) if slot.is_demanding else (),
    )


# endurance-to-strength -------------------------------------------------------------------


@pytest.mark.parametrize(("runs", "lacking"), [(7, 0), (6, 0), (5, 1), (0, 6)])
def test_three_runs_are_wished_for_beside_each_strength_session(runs: int, lacking: int) -> None:
    held = tuple(run(day(2, n, "07:00"), 40, "easy") for n in range(runs))
    plan = with_week(2, lambda week: replace(week, runs=held))
    assert len(plan.programme.weeks[1].sessions) == 2
    assert times("endurance-to-strength", plan, 2) == lacking
    days = [part.day for part in WISHES["endurance-to-strength"](plan)]
    assert (plan.programme.weeks[1].start in days) is (lacking > 0)


def test_how_many_runs_is_the_policys() -> None:
    request = with_policy(kept().request, "frequency", endurance_to_strength=1)
    assert cost("endurance-to-strength", asked_by(request)) == 0


# easy-after-heavy ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("runs", "found"), [("thursday 18:00 60 quality", 1), ("thursday 18:00 60 easy", 0)]
)
def test_an_easy_run_is_wished_for_after_heavy_legs(runs: str, found: int) -> None:
    plan = asked_by(replace(kept().request, habit=habit(runs)))
    assert session(7, 0).start.weekday() == 2
    assert times("easy-after-heavy", plan, 7) == found


def test_the_day_after_easy_legs_may_hold_any_run() -> None:
    plan = asked_by(replace(kept().request, habit=habit("thursday 18:00 60 quality")))
    eased = with_session(7, 0, without(lambda p: p.role is Role.MAIN or p.contacts > 0), plan)
    assert times("easy-after-heavy", eased, 7) == 0


# one-leg-work ----------------------------------------------------------------------------


def on_both_legs(number: int, plan: Plan | None = None) -> Plan:
    """Take the main lifts on one leg out of a week."""
    plan = plan or kept()
    for which in range(len(plan.programme.weeks[number - 1].sessions)):
        plan = with_session(number, which, without(_is_main_on_one_leg), plan)
    return plan


def _is_main_on_one_leg(p: Prescription) -> bool:
    return p.role is Role.MAIN and catalogue().exercises[p.exercise].is_on_one_leg


def test_a_main_lift_on_one_leg_is_wished_for_each_week() -> None:
    assert (cost("one-leg-work", kept()), cost("one-leg-work", on_both_legs(7))) == (0, 15)


def test_an_accessory_on_one_leg_is_no_main_lift() -> None:
    def as_accessory(held: Session) -> Session:
        lifts = (
            replace(p, role=Role.ACCESSORY) if _is_main_on_one_leg(p) else p for p in held.exercises
        )
        return replace(held, exercises=tuple(lifts))

    plan = with_session(7, 1, as_accessory, with_session(7, 0, as_accessory))
    assert cost("one-leg-work", plan) == 15


def test_a_light_week_or_a_taper_gives_one_leg_up() -> None:
    assert cost("one-leg-work", on_both_legs(11, on_both_legs(16))) == 0


def test_nobody_stands_on_one_leg_where_nothing_serves_for_it() -> None:
    one_leg = {
        name for name, e in catalogue().exercises.items() if e.is_on_one_leg and e.is_lower_body
    }
    left = [frozenset(one_leg), frozenset(one_leg - {"leg-press-single"})]
    healths = [replace(kept().request.athlete.health, dislikes=names) for names in left]
    both = with_session(7, 1, lambda held: replace(held, place="home"), on_both_legs(7))
    plans = [replace(both, request=but(kept().request, health=health)) for health in healths]
    assert [cost("one-leg-work", plan) for plan in plans] == [0, 15]  # the gym has the machine


# vary-accessories ------------------------------------------------------------------------


def pressing(number: int, exercise: str, plan: Plan | None = None) -> Plan:
    """Let a week hold one accessory and nothing else."""
    press = Prescription(
        exercise=exercise, role=Role.ACCESSORY, sets=2, reps=RepRange(8, 12), load=Load(rir=3)
    )
    plan = plan or _bare()
    bare = replace(session(7, 0), start=day(number, 2, "17:00"), exercises=(press,))
    return with_week(number, lambda week: replace(week, sessions=(bare,)), plan)


def _bare() -> Plan:
    weeks = tuple(replace(week, sessions=()) for week in kept().programme.weeks)
    return replace(kept(), programme=replace(kept().programme, weeks=weeks))


@pytest.mark.parametrize(
    ("later", "exercise", "found"),
    [
        (12, "db-bench-press", 2),
        (12, "db-overhead-press", 0),
        (10, "db-bench-press", 0),
        (16, "db-bench-press", 0),
    ],
    ids=["next block", "another", "same block", "taper"],
)
def test_other_accessories_are_wished_for_in_the_next_block(
    later: int, exercise: str, found: float
) -> None:
    before = pressing(14 if later == 16 else 7, "db-bench-press")
    assert cost("vary-accessories", pressing(later, exercise, before)) == found


def test_a_block_that_goes_on_after_a_break_keeps_its_accessories() -> None:
    plan = pressing(14, "db-bench-press", pressing(7, "db-bench-press"))
    outlines = list(plan.outlines)
    outlines[13] = replace(outlines[13], block=outlines[6].block)
    again = replace(plan, outlines=tuple(outlines))
    assert [cost("vary-accessories", each) for each in (plan, again)] == [2, 0]


def test_an_accessory_without_an_equal_may_come_back() -> None:
    push = {"db-bench-press", "push-up"}
    presses = [e for e in catalogue().exercises.values() if e.pattern.value == "push"]
    others = frozenset(e.id for e in presses) - push
    health = replace(kept().request.athlete.health, dislikes=others)
    plan = pressing(12, "db-bench-press", pressing(7, "db-bench-press"))
    alone = replace(plan, request=but(plan.request, health=health))
    assert cost("vary-accessories", alone) == 0


# b-race ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("hours", "found"), [(72, 0), (71.9, 1), (0, 1)])
def test_three_days_are_wished_for_before_a_b_race(hours: float, found: int) -> None:
    gun = day(8, 6, "09:00")
    plan = with_session(8, 1, ending(gun - timedelta(hours=hours)))
    assert plan.loads_legs(plan.programme.weeks[7].sessions[1])
    assert times("b-race", plan, 8) == found


def test_after_the_b_race_and_with_easy_legs_nothing_is_given_up() -> None:
    late = with_session(8, 1, starting(day(8, 6, "12:00")))
    assert times("b-race", late, 8) == 0
    easy = with_session(8, 1, without(lambda p: p.role is Role.MAIN or p.contacts > 0))
    easy = with_session(8, 1, starting(day(8, 5, "17:00")), easy)
    assert times("b-race", easy, 8) == 0


# rhythm ----------------------------------------------------------------------------------


def week_on(number: int, *starts: datetime, plan: Plan | None = None) -> Plan:
    """Let a week hold the seventh's first session on these days."""
    held = tuple(replace(session(7, 0), start=start) for start in starts)
    return with_week(number, lambda week: replace(week, sessions=held), plan)


@pytest.mark.parametrize(
    ("weekdays", "found"), [((2, 6), 0), ((2, 5), 2), ((1, 5), 4), ((2,), 1 + 2)]
)
def test_the_same_weekdays_are_wished_for(weekdays: tuple[int, ...], found: int) -> None:
    before = week_on(6, day(6, 2, "17:00"), day(6, 6, "17:00"))
    starts = (day(7, weekday, "17:00") for weekday in weekdays)
    assert times("rhythm", week_on(7, *starts, plan=before), 7) == found


def test_a_changed_week_is_told_with_its_days() -> None:
    plan = week_on(7, day(7, 1, "17:00"), plan=week_on(6, day(6, 2, "17:00"), day(6, 6, "17:00")))
    (told,) = (
        part.message for part in WISHES["rhythm"](plan) if part.day == day(7, 0, "00:00").date()
    )
    assert told.endswith("lifts on Tue, the one before on Wed and Sun")


def test_another_place_or_another_heavy_day_counts_as_two() -> None:
    def changed(change: Callable[[Session], Session]) -> float:
        before = week_on(6, day(6, 2, "17:00"), day(6, 6, "17:00"))
        after = week_on(7, day(7, 2, "17:00"), day(7, 6, "17:00"), plan=before)
        return times("rhythm", with_session(7, 1, change, after), 7)

    assert changed(lambda held: replace(held, place="home")) == 2
    assert changed(lambda held: replace(held, exercises=())) == 2
    assert changed(lambda held: replace(held, minutes=20)) == 0


# spacing ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("weekday", "found"), [(5, 0), (4, 1), (3, 2)])
def test_three_days_between_sessions_are_wished_for(weekday: int, found: int) -> None:
    plan = week_on(7, day(7, 2, "17:00"), day(7, weekday, "17:00"))
    assert times("spacing", plan, 7) == found
    assert len(
        [p for p in WISHES["spacing"](plan) if p.day == day(7, weekday, "17:00").date()]
    ) == (found > 0)


def test_spacing_ends_with_the_week() -> None:
    plan = week_on(7, day(7, 0, "17:00"), plan=week_on(6, day(6, 6, "17:00")))
    assert times("spacing", plan, 7) == 0


# well-equipped-place ---------------------------------------------------------------------


def test_the_place_where_main_lifts_are_served_best_is_wished_for() -> None:
    two_places = asking(
        athlete(offers=offers("wednesday 17:00 75 gym", "sunday 17:00 75 home")),
    )
    plan = replace(kept(), request=replace(kept().request, athlete=two_places.athlete))
    home = with_session(7, 1, lambda held: replace(held, place="home"), plan)
    assert (times("well-equipped-place", plan, 7), times("well-equipped-place", home, 7)) == (0, 2)
