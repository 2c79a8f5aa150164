"""The hard rules of the dose: how heavy, how many sets, how many jumps; each from both sides.

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
    kept,
    loading_weeks_before,
    named,
    session,
    starting,
    with_contacts,
    with_first,
    with_hard_sets,
    with_session,
    with_week,
    without,
)
from ironstride.core.athlete import LiftingExperience
from ironstride.core.exercise import RepRange
from ironstride.core.programme import Load, Prescription, Role, Session
from ironstride.planning.checks.finished import Plan
from ironstride.planning.checks.rules import RULES, breaches
from ironstride.planning.checks.rules_dose import contact_caps
from ironstride.planning.request import Kept, TimeOff
from people import BANDS, FLOOR, but, catalogue, with_policy

# entry-ramp ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reps", "load", "found"),
    [
        (RepRange(8, 8), Load(percent_1rm=79, rir=3), set()),
        (RepRange(8, 8), Load(percent_1rm=80, rir=3), {"entry-ramp"}),
        (RepRange(6, 8), Load(rir=3), {"entry-ramp"}),
        (RepRange(7, 8), Load(rir=4), {"entry-ramp"}),
        (RepRange(8, 8), Load(rir=4), set()),
        (RepRange(8, 8), Load(), set()),
    ],
)
def test_nothing_is_heavy_in_the_entry_weeks(reps: RepRange, load: Load, found: set[str]) -> None:
    def heavier(held: Session) -> Session:
        legs = [p for p in held.exercises if p.role is Role.ACCESSORY and _is_for_legs(p)]
        return replace(
            held,
            exercises=tuple(
                replace(p, reps=reps, seconds=None, load=load) if p is legs[0] else p
                for p in held.exercises
            ),
        )

    assert named(with_session(4, 0, heavier)) == found


def _is_for_legs(prescription: Prescription) -> bool:
    return catalogue().exercises[prescription.exercise].is_lower_body


def test_a_heavy_press_is_not_for_the_legs() -> None:
    press = Prescription(
        exercise="db-bench-press",
        role=Role.ACCESSORY,
        sets=1,
        reps=RepRange(5, 5),
        load=Load(percent_1rm=83, rir=2),
    )
    assert not kept().is_heavy(press)
    assert kept().is_heavy(replace(press, exercise="leg-press"))
    assert not kept().is_heavy(replace(press, exercise="leg-press", role=Role.WARM_UP))


def test_a_beginner_enters_for_eight_weeks() -> None:
    beginner = but(kept().request, lifting_experience=LiftingExperience.NOVICE)
    heavy = [s for week in kept().programme.weeks[4:8] for s in week.sessions if _is_heavy(s)]
    assert named(asked_by(beginner)) == {"entry-ramp"}
    assert len(breaches(asked_by(beginner))) == len(heavy) > 0


def _is_heavy(held: Session) -> bool:
    return any(kept().is_heavy(p) for p in held.exercises)


def first_main(plan: Plan, number: int) -> tuple[int, Prescription]:
    """Find the week's first session with a main lift, and that lift."""
    for which, held in enumerate(plan.programme.weeks[number - 1].sessions):
        for p in held.exercises:
            if p.role is Role.MAIN:
                return which, p
    raise LookupError(number)


def with_main(number: int, plan: Plan | None = None, **facts: Any) -> Plan:
    """Change the first main lift of a week."""
    plan = plan or kept()
    which, _ = first_main(plan, number)
    return with_session(number, which, with_first(Role.MAIN, **facts), plan)


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"sets": 2}, set()),
        ({"sets": 1}, {"entry-ramp"}),
        ({"sets": 4}, {"entry-ramp"}),
        ({"reps": RepRange(8, 13)}, {"entry-ramp"}),
        ({"load": Load(percent_1rm=65, rir=4)}, set()),
        ({"load": Load(percent_1rm=65, rir=5)}, {"entry-ramp"}),
        ({"load": Load(percent_1rm=79, rir=3)}, set()),
        ({"load": Load(percent_1rm=80, rir=3)}, {"entry-ramp"}),
    ],
)
def test_main_lifts_of_the_entry_weeks_keep_to_their_dose(
    facts: dict[str, Any], found: set[str]
) -> None:
    assert {b.rule for b in RULES["entry-ramp"](with_main(3, **facts))} == found


def test_nothing_at_all_is_heavy_in_the_entry_weeks() -> None:
    press = Prescription(
        exercise="db-bench-press",
        role=Role.ACCESSORY,
        sets=1,
        reps=RepRange(8, 8),
        load=Load(percent_1rm=80, rir=3),
    )
    pressing = with_session(3, 0, lambda s: replace(s, exercises=(*s.exercises, press)))
    assert [b.rule for b in RULES["entry-ramp"](pressing)] == ["entry-ramp"]
    eased = replace(press, load=Load(percent_1rm=79, rir=3))
    easing = with_session(3, 0, lambda s: replace(s, exercises=(*s.exercises, eased)))
    assert not list(RULES["entry-ramp"](easing))


def test_one_set_will_do_in_a_light_week() -> None:
    assert not list(RULES["entry-ramp"](with_main(4, sets=1)))


@pytest.mark.parametrize(("minutes", "found"), [(73, 1), (74, 0)])
def test_one_set_will_do_where_minutes_hold_no_second_one(minutes: int, found: int) -> None:
    single = with_main(3, sets=1, reps=RepRange(8, 12), rest_s=72)  # one more takes 2 min
    which, _ = first_main(kept(), 3)
    of_75 = with_session(3, which, lambda held: replace(held, minutes=minutes), single)
    assert len(list(RULES["entry-ramp"](of_75))) == found


# heavy-main-lifts ------------------------------------------------------------------------


@pytest.mark.parametrize(("percent", "found"), [(75, set()), (74, {"heavy-main-lifts"})])
def test_main_lifts_are_heavy_after_the_entry_weeks(percent: int, found: set[str]) -> None:
    lighter = with_first(Role.MAIN, load=Load(percent_1rm=percent, rir=2))
    assert named(with_session(7, 0, lighter)) == found


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"sets": 2}, 0),
        ({"sets": 1}, 1),
        ({"sets": 4}, 0),
        ({"sets": 5}, 1),
        ({"reps": RepRange(3, 6)}, 0),
        ({"reps": RepRange(2, 6)}, 1),
        ({"reps": RepRange(3, 7)}, 1),
        ({"load": Load(percent_1rm=83, rir=1)}, 0),
        ({"load": Load(percent_1rm=83, rir=0)}, 1),
        ({"load": Load(percent_1rm=83, rir=3)}, 0),
        ({"load": Load(percent_1rm=83, rir=4)}, 1),
        ({"rest_s": 179}, 1),
        ({"rest_s": 300}, 0),
        ({"rest_s": 301}, 1),
    ],
)
def test_heavy_main_lifts_keep_to_their_dose(facts: dict[str, Any], found: int) -> None:
    assert len(list(RULES["heavy-main-lifts"](with_main(7, **facts)))) == found


@pytest.mark.parametrize(
    ("reps", "load", "found"),
    [
        (RepRange(6, 6), Load(rir=3), 0),
        (RepRange(6, 6), Load(rir=4), 1),
        (RepRange(7, 7), Load(rir=3), 1),
        (RepRange(6, 6), Load(percent_1rm=80, rir=3), 0),
    ],
)
def test_a_main_lift_is_heavy_by_its_load_or_its_repetitions(
    reps: RepRange, load: Load, found: int
) -> None:
    plan = with_main(7, reps=reps, load=load)
    light = [b for b in RULES["heavy-main-lifts"](plan) if "light" in b.message]
    assert len(light) == found


@pytest.mark.parametrize(("lifts", "found"), [(3, 0), (4, 1)])
def test_a_week_has_three_main_lifts_at_most(lifts: int, found: int) -> None:
    which, main = first_main(kept(), 7)
    names = ("back-squat", "front-squat", "hip-thrust-barbell", "trap-bar-deadlift")[:lifts]
    mains = tuple(replace(main, exercise=name) for name in names)
    others = with_session(7, 1 - which, without(lambda p: p.role is Role.MAIN))
    plan = with_session(7, which, lambda s: replace(s, exercises=mains), others)
    assert len(list(RULES["heavy-main-lifts"](plan))) == found


def test_one_heavy_set_will_do_where_the_minutes_end() -> None:
    which, main = first_main(kept(), 7)
    one_more = math.floor((5 * 4 + main.rest_s) / 60)  # minutes, and 20 s
    single = with_main(7, sets=1)
    rooms = [with_session(7, which, _lasting(75 - one_more - n), single) for n in (0, 1)]
    assert [len(list(RULES["heavy-main-lifts"](plan))) for plan in rooms] == [0, 1]


def _lasting(minutes: int) -> Change:
    return lambda held: replace(held, minutes=minutes)


def test_a_lift_without_a_weight_cannot_be_heavy() -> None:
    plan = with_main(7, exercise="glute-bridge", load=Load(rir=3), reps=RepRange(10, 10))
    assert not list(RULES["heavy-main-lifts"](plan))


@pytest.mark.parametrize("number", [11, 16])
def test_light_weeks_and_the_taper_stay_heavy(number: int) -> None:
    lighter = with_main(number, load=Load(percent_1rm=74, rir=3))
    assert "heavy-main-lifts" in named(lighter)
    fewer = with_main(number, sets=1)
    assert not list(RULES["heavy-main-lifts"](fewer))


# no-light-marathons ----------------------------------------------------------------------


@pytest.mark.parametrize(("high", "found"), [(15, set()), (16, {"no-light-marathons"})])
def test_no_hard_set_is_longer_than_fifteen(high: int, found: set[str]) -> None:
    longer = with_first(Role.ACCESSORY, reps=RepRange(8, high), seconds=None)
    assert named(with_session(7, 0, longer)) == found


def test_bodyweight_may_go_on_longer() -> None:
    longer = with_first(Role.ACCESSORY, reps=RepRange(16, 20), seconds=None, exercise="push-up")
    assert not list(RULES["no-light-marathons"](with_session(7, 0, longer)))


# never-to-failure ------------------------------------------------------------------------


@pytest.mark.parametrize(("rir", "found"), [(1, set()), (0, {"never-to-failure"})])
def test_a_set_leaves_one_repetition_at_least(rir: int, found: set[str]) -> None:
    assert named(with_session(7, 0, with_first(Role.ACCESSORY, load=Load(rir=rir)))) == found


@pytest.mark.parametrize(("number", "least"), [(2, 3), (7, 1), (13, 2), (16, 2)])
def test_each_phase_leaves_its_own_reserve(number: int, least: int) -> None:
    left = [with_main(number, load=Load(rir=rir)) for rir in (least, least - 1)]
    assert [len(list(RULES["never-to-failure"](plan))) for plan in left] == [0, 1]


# keep-main-lifts -------------------------------------------------------------------------


def test_a_block_keeps_its_main_lifts() -> None:
    main = next(p.exercise for p in session(7, 0).exercises if p.role is Role.MAIN)
    other = "front-squat" if main != "front-squat" else "back-squat"

    def exchanged(held: Session) -> Session:
        exercises = (
            replace(p, exercise=other) if p.exercise == main else p for p in held.exercises
        )
        return replace(held, exercises=tuple(exercises))

    assert named(with_session(7, 0, exchanged)) == {"keep-main-lifts"}


def test_a_week_may_hold_fewer_of_its_main_lifts() -> None:
    main = next(p.exercise for p in session(8, 1).exercises if p.role is Role.MAIN)
    assert named(with_session(8, 1, without(lambda p: p.exercise == main))) == set()


def test_the_next_block_may_have_others() -> None:
    plan = kept()
    for number in range(12, 18):
        for which in range(len(plan.programme.weeks[number - 1].sessions)):
            plan = with_session(number, which, _with_front_squats, plan)
    assert not list(RULES["keep-main-lifts"](plan))


def _with_front_squats(held: Session) -> Session:
    exercises = (
        replace(p, exercise="front-squat") if p.exercise == "back-squat" else p
        for p in held.exercises
    )
    return replace(held, exercises=tuple(exercises))


# set-ramp --------------------------------------------------------------------------------


def test_weekly_sets_rise_by_a_fifth_at_most() -> None:
    before = loading_weeks_before(14)
    most = math.floor(1.2 * sum(before) / len(before) + 1e-9)
    assert named(with_hard_sets(14, most)) == set()
    assert named(with_hard_sets(14, most + 1)) == {"set-ramp"}


# light-weeks -----------------------------------------------------------------------------


def test_a_light_week_holds_sixty_percent_of_the_sets_at_most() -> None:
    before = loading_weeks_before(11)
    assert kept().programme.weeks[10].is_light
    most = math.floor(0.6 * min(sum(before) / len(before), before[-1]) + 1e-9)
    assert named(with_hard_sets(11, most)) == set()
    assert named(with_hard_sets(11, most + 1)) == {"light-weeks"}


@pytest.mark.parametrize(("number", "found"), [(8, set()), (4, {"light-weeks"})])
def test_at_most_six_loading_weeks_come_in_a_row(number: int, found: set[str]) -> None:
    assert kept().programme.weeks[number - 1].is_light
    assert named(with_week(number, lambda week: replace(week, is_light=False))) == found


def test_a_light_week_keeps_forty_percent_of_the_sets() -> None:
    before = loading_weeks_before(11)
    least = math.ceil(0.4 * max(sum(before) / len(before), before[-1]) - 1e-9)
    assert named(with_hard_sets(11, least)) == set()
    assert named(with_hard_sets(11, least - 1)) == {"light-weeks"}


def test_a_light_week_without_lifting_is_no_breach() -> None:
    bare = with_week(11, lambda week: replace(week, sessions=()))
    assert not list(RULES["light-weeks"](bare))


def test_a_light_week_cut_short_by_a_race_may_hold_less() -> None:
    assert kept().programme.weeks[7].is_light
    small = with_week(8, lambda week: replace(week, sessions=week.sessions[:1]))
    assert not list(RULES["light-weeks"](small))


@pytest.mark.parametrize(("days_later", "found"), [(0, 0), (6, 0), (7, 1)])
def test_a_light_week_cut_short_by_days_off_may_hold_less(days_later: int, found: int) -> None:
    monday = kept().programme.weeks[10].start
    off = TimeOff(first=monday + timedelta(days=days_later), last=monday + timedelta(days=9))
    plan = replace(with_hard_sets(11, 9), request=replace(kept().request, time_off=(off,)))
    assert len(list(RULES["light-weeks"](plan))) == found


@pytest.mark.parametrize(("percent", "found"), [(75, 0), (74, 1)])
def test_a_light_week_takes_a_tenth_of_the_load_away_at_most(percent: int, found: int) -> None:
    assert pytest.approx(74.7) == 0.9 * 83
    plan = with_main(11, load=Load(percent_1rm=percent, rir=2))
    assert len(list(RULES["light-weeks"](plan))) == found


# jumps-beside-lifting --------------------------------------------------------------------


def jumping_only(place: str) -> Plan:
    """Let a session hold nothing but its jumps, at a place."""
    bare = without(lambda p: p.role.is_hard)
    return with_session(7, 0, lambda s: replace(bare(s), place=place))


def found_beside_lifting(plan: Plan) -> int:
    return len(list(RULES["jumps-beside-lifting"](plan)))


def test_jumps_come_beside_lifting() -> None:
    assert session(7, 0).contacts > 0
    assert (found_beside_lifting(kept()), found_beside_lifting(jumping_only("gym"))) == (0, 1)


def test_a_session_without_jumps_need_hold_no_lifting() -> None:
    loose = with_session(7, 0, without(lambda p: p.role.is_hard or p.contacts > 0))
    assert found_beside_lifting(loose) == 0


def test_a_jump_is_no_lifting() -> None:
    def counted(held: Session) -> Session:
        as_sets = (replace(p, role=Role.ACCESSORY) if p.contacts else p for p in held.exercises)
        return replace(held, exercises=tuple(as_sets))

    assert found_beside_lifting(with_session(7, 0, counted, jumping_only("gym"))) == 1


@pytest.mark.parametrize(("there", "found"), [(FLOOR, 0), (BANDS, 1)])
def test_jumps_stand_alone_only_where_nothing_can_be_lifted(
    there: frozenset[str], found: int
) -> None:
    plan = jumping_only("park")
    places = {**plan.request.athlete.places, "park": there}
    assert found_beside_lifting(replace(plan, request=but(plan.request, places=places))) == found


# contact-caps ----------------------------------------------------------------------------


@pytest.mark.parametrize(("contacts", "found"), [(72, set()), (73, {"contact-caps"})])
def test_the_first_jumps_stay_at_sixty_percent_of_the_cap(contacts: int, found: set[str]) -> None:
    assert named(with_session(1, 0, with_contacts(contacts))) == found


@pytest.mark.parametrize(("cap", "is_capped"), [(60, False), (59, True)])
def test_no_session_holds_more_contacts_than_the_level_allows(cap: int, is_capped: bool) -> None:
    most = max(s.contacts for s in kept().programme.sessions)
    numbers = {"intermediate": cap + most - 60, "first_session_share": 1.0}
    plan = asked_by(with_policy(kept().request, "contacts", **numbers))
    assert bool(list(contact_caps(plan))) is is_capped


def test_contacts_rise_by_a_fifth_a_week_at_most() -> None:
    before = sum(s.contacts for s in kept().programme.weeks[15].sessions)
    most = math.floor(1.2 * before)
    assert named(with_session(17, 0, with_contacts(most))) == set()
    assert named(with_session(17, 0, with_contacts(most + 1))) == {"contact-caps"}


@pytest.mark.parametrize(("hours", "found"), [(48, 0), (47.9, 1)])
def test_jumps_lie_two_days_apart(hours: float, found: int) -> None:
    moved = with_session(7, 0, starting(session(6, 1).end + timedelta(hours=hours)))
    assert session(6, 1).contacts > 0
    assert len(list(contact_caps(moved))) == found


def test_the_hours_between_jumps_are_the_policys() -> None:
    request = with_policy(kept().request, "placement", jump_days_apart_h=120)
    assert named(asked_by(request)) == {"contact-caps"}


def test_under_way_a_week_with_missed_jumps_is_no_step_down() -> None:
    plan = with_session(6, 0, with_contacts(0))
    under_way = Kept(programme=kept().programme, today=kept().programme.weeks[6].start)
    again = replace(plan, request=replace(plan.request, kept=under_way))
    assert [len(list(contact_caps(each))) for each in (plan, again)] == [1, 0]
