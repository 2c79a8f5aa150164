"""The hard rules, read off a programme: each from both sides.

Every test begins with a programme that keeps all rules and breaks one thing in it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from ironstride.core.athlete import Health, LiftingExperience, Preferences
from ironstride.core.calendar import Weekday
from ironstride.core.exercise import RepRange
from ironstride.core.programme import Load, PhaseName, Prescription, Role, Session, Week
from ironstride.planning.choices import must_cover, race_interferes
from ironstride.planning.needs import COVERAGE, SERVES, Need
from ironstride.planning.request import Request
from ironstride.planning.rules import (
    Plan,
    breaches,
    contacts_stay_capped,
    peaks_keep_their_distance,
    races_are_tapered_for,
    running_comes_first,
)
from people import (
    CAST,
    MONDAY,
    asking,
    athlete,
    but,
    catalogue,
    habit,
    offers,
    planned,
    race,
    run,
    with_policy,
)

Change = Callable[[Session], Session]


def free_every_evening() -> Request:
    """An intermediate lifter with a gym every evening, a 10 km in week 8, a half in week 17."""
    return asking(
        athlete(
            offers=offers(*(f"{day} 17:00 75 gym" for day in Weekday)),
            races=(race(8, 10, "B"), race(17, 21.1)),
        ),
        runs=habit("tuesday 07:00 40 easy", "saturday 10:00 100 long"),
    )


# Breaking one thing ----------------------------------------------------------------------


def kept() -> Plan:
    return planned(free_every_evening)


def named(plan: Plan) -> set[str]:
    return {breach.rule for breach in breaches(plan)}


def with_week(number: int, change: Callable[[Week], Week], plan: Plan | None = None) -> Plan:
    """Change one week, counted from 1."""
    plan = plan or kept()
    weeks = list(plan.programme.weeks)
    weeks[number - 1] = change(weeks[number - 1])
    return replace(plan, programme=replace(plan.programme, weeks=tuple(weeks)))


def with_session(number: int, which: int, change: Change, plan: Plan | None = None) -> Plan:
    """Change one session of a week, the first is 0."""

    def changed(week: Week) -> Week:
        sessions = list(week.sessions)
        sessions[which] = change(sessions[which])
        return replace(week, sessions=tuple(sessions))

    return with_week(number, changed, plan)


def session(number: int, which: int) -> Session:
    return kept().programme.weeks[number - 1].sessions[which]


def starting(start: datetime) -> Change:
    return lambda held: replace(held, start=start)


def ending(end: datetime) -> Change:
    return lambda held: replace(held, start=end - timedelta(minutes=held.minutes))


def with_first(role: Role, **facts: Any) -> Change:
    """Change the session's first exercise in a role."""

    def changed(held: Session) -> Session:
        index = next(n for n, p in enumerate(held.exercises) if p.role is role)
        exercises = list(held.exercises)
        exercises[index] = replace(exercises[index], **facts)
        return replace(held, exercises=tuple(exercises))

    return changed


def without(unwanted: Callable[[Prescription], bool]) -> Change:
    return lambda held: replace(held, exercises=tuple(p for p in held.exercises if not unwanted(p)))


def with_hard_sets(number: int, wanted: int) -> Plan:
    """Let the last accessories of a week's first session take or lose the difference."""
    missing = wanted - kept().programme.weeks[number - 1].hard_sets

    def changed(held: Session) -> Session:
        exercises, left = list(held.exercises), missing
        for index in reversed(range(len(exercises))):
            p = exercises[index]
            sets = max(0, p.sets + left) if p.role is Role.ACCESSORY else p.sets
            left -= sets - p.sets
            exercises[index] = replace(p, sets=sets)
        return replace(held, exercises=tuple(p for p in exercises if p.sets > 0))

    made = with_session(number, 0, changed)
    assert made.programme.weeks[number - 1].hard_sets == wanted
    return made


def asked_by(request: Request) -> Plan:
    """Read the same programme as if somebody else had asked for it."""
    return replace(kept(), request=request)


def day(number: int, weekday: int, clock: str) -> datetime:
    """A moment of a week counted from 1; Monday is 0."""
    hour, minute = map(int, clock.split(":"))
    monday = datetime(MONDAY.year, MONDAY.month, MONDAY.day)
    return monday + timedelta(weeks=number - 1, days=weekday, hours=hour, minutes=minute)


MINUTE = timedelta(minutes=1)


# Everything is kept ----------------------------------------------------------------------


@pytest.mark.parametrize("person", CAST.values(), ids=CAST)
def test_a_planned_programme_keeps_every_hard_rule(person: Callable[[], Request]) -> None:
    assert breaches(planned(person)) == ()


def test_the_programme_that_the_tests_break_keeps_every_hard_rule() -> None:
    assert named(kept()) == set()


# Runs and lifting ------------------------------------------------------------------------


@pytest.mark.parametrize(("week", "hours"), [(5, 48), (6, 48), (7, 24)])
def test_hard_legs_leave_a_day_to_a_key_run_and_two_in_a_new_block(week: int, hours: int) -> None:
    latest = day(week, 5, "10:00") - timedelta(hours=hours)  # the long run is on Saturday
    assert named(with_session(week, 0, ending(latest))) == set()
    assert named(with_session(week, 0, ending(latest + MINUTE))) == {"clear-of-key-runs"}


def test_easy_legs_may_come_close_to_a_key_run() -> None:
    def eased(held: Session) -> Session:
        return ending(day(7, 5, "09:00"))(without(bool)(held))

    assert "clear-of-key-runs" not in named(with_session(7, 0, eased))


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
    assert [breach.rule for breach in running_comes_first(plan)] == ["run-first-same-day"]


def test_hard_days_lie_two_days_apart() -> None:
    earliest = session(6, 1).end + timedelta(hours=48)
    assert named(with_session(7, 0, starting(earliest))) == set()
    assert named(with_session(7, 0, starting(earliest - MINUTE))) == {"heavy-days-apart"}


# What is offered -------------------------------------------------------------------------


@pytest.mark.parametrize(("minutes", "found"), [(75, set()), (76, {"minutes"})])
def test_a_session_fits_the_minutes_of_its_day(minutes: int, found: set[str]) -> None:
    assert named(with_session(7, 0, lambda s: replace(s, minutes=minutes))) == found


def test_a_session_uses_only_what_its_place_has() -> None:
    assert named(with_session(7, 0, lambda s: replace(s, place="home"))) == {"equipment"}


# How heavy -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reps", "load", "found"),
    [
        (RepRange(8, 8), Load(percent_1rm=79, rir=3), set()),
        (RepRange(8, 8), Load(percent_1rm=80, rir=3), {"entry-ramp"}),
        (RepRange(6, 8), Load(rir=3), {"entry-ramp"}),
        (RepRange(7, 8), Load(rir=3), set()),
        (RepRange(6, 8), Load(rir=4), set()),
        (RepRange(6, 8), Load(), set()),
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


@pytest.mark.parametrize(("percent", "found"), [(75, set()), (74, {"heavy-main-lifts"})])
def test_main_lifts_are_heavy_after_the_entry_weeks(percent: int, found: set[str]) -> None:
    lighter = with_first(Role.MAIN, load=Load(percent_1rm=percent, rir=2))
    assert named(with_session(7, 0, lighter)) == found


@pytest.mark.parametrize(("rir", "found"), [(1, set()), (0, {"never-to-failure"})])
def test_a_set_leaves_one_repetition_at_least(rir: int, found: set[str]) -> None:
    assert named(with_session(7, 0, with_first(Role.ACCESSORY, load=Load(rir=rir)))) == found


@pytest.mark.parametrize(("high", "found"), [(15, set()), (16, {"no-light-marathons"})])
def test_no_hard_set_is_longer_than_fifteen(high: int, found: set[str]) -> None:
    longer = with_first(Role.ACCESSORY, reps=RepRange(8, high), seconds=None)
    assert named(with_session(7, 0, longer)) == found


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


@pytest.mark.parametrize(
    ("exercise", "found"),
    [("single-leg-rdl-to-row", {"no-loaded-torsion"}), ("carioca", set())],
)
def test_no_back_is_twisted_under_load(exercise: str, found: set[str]) -> None:
    assert named(with_session(7, 0, with_first(Role.WARM_UP, exercise=exercise))) == found


# How much --------------------------------------------------------------------------------


def _loading_weeks_before(number: int) -> list[int]:
    """The hard sets of the last three loading weeks before a week."""
    weeks = kept().programme.weeks[: number - 1]
    loading = [w.hard_sets for w in weeks if not w.is_light and w.phase is not PhaseName.TAPER]
    return loading[-3:]


def test_weekly_sets_rise_by_a_fifth_at_most() -> None:
    before = _loading_weeks_before(14)
    most = math.floor(1.2 * sum(before) / len(before) + 1e-9)
    assert named(with_hard_sets(14, most)) == set()
    assert named(with_hard_sets(14, most + 1)) == {"set-ramp"}


def test_a_light_week_holds_sixty_percent_of_the_sets_at_most() -> None:
    before = _loading_weeks_before(11)
    assert kept().programme.weeks[10].is_light
    most = math.floor(0.6 * min(sum(before) / len(before), before[-1]) + 1e-9)
    assert named(with_hard_sets(11, most)) == set()
    assert named(with_hard_sets(11, most + 1)) == {"light-weeks"}


def test_a_taper_week_leaves_out_between_41_and_60_percent() -> None:
    before = _loading_weeks_before(16)
    mean, last = sum(before) / len(before), before[-1]
    least, most = math.ceil(0.4 * max(mean, last) - 1e-9), math.floor(0.59 * min(mean, last))
    assert [named(with_hard_sets(16, sets)) for sets in (least, most)] == [set(), set()]
    assert [named(with_hard_sets(16, sets)) for sets in (least - 1, most + 1)] == [{"taper"}] * 2


def test_a_taper_week_without_lifting_is_no_breach() -> None:
    plan = with_week(16, lambda week: replace(week, sessions=()))
    assert "taper" not in named(plan)


@pytest.mark.parametrize(("number", "found"), [(8, set()), (4, {"light-weeks"})])
def test_at_most_six_loading_weeks_come_in_a_row(number: int, found: set[str]) -> None:
    assert kept().programme.weeks[number - 1].is_light
    assert named(with_week(number, lambda week: replace(week, is_light=False))) == found


@pytest.mark.parametrize(("contacts", "found"), [(72, set()), (73, {"contact-caps"})])
def test_the_first_jumps_stay_at_sixty_percent_of_the_cap(contacts: int, found: set[str]) -> None:
    assert named(with_session(1, 0, _with_contacts(contacts))) == found


def _with_contacts(contacts: int) -> Change:
    def changed(held: Session) -> Session:
        first, *others = (replace(p, contacts=0) for p in held.exercises)
        return replace(held, exercises=(replace(first, contacts=contacts), *others))

    return changed


@pytest.mark.parametrize(("cap", "is_capped"), [(60, False), (59, True)])
def test_no_session_holds_more_contacts_than_the_level_allows(cap: int, is_capped: bool) -> None:
    most = max(s.contacts for s in kept().programme.sessions)
    numbers = {"intermediate": cap + most - 60, "first_session_share": 1.0}
    plan = asked_by(with_policy(kept().request, "contacts", **numbers))
    assert bool(list(contacts_stay_capped(plan))) is is_capped


def test_contacts_rise_by_a_fifth_a_week_at_most() -> None:
    before = sum(s.contacts for s in kept().programme.weeks[15].sessions)
    most = math.floor(1.2 * before)
    assert named(with_session(17, 0, _with_contacts(most))) == set()
    assert named(with_session(17, 0, _with_contacts(most + 1))) == {"contact-caps"}


# What a full week holds ------------------------------------------------------------------


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


# Races -----------------------------------------------------------------------------------


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
    assert len(list(peaks_keep_their_distance(moved))) == found


def test_a_race_without_any_session_before_it_is_told_so() -> None:
    bare = replace(
        kept().programme,
        weeks=tuple(replace(week, sessions=()) for week in kept().programme.weeks),
    )
    (breach,) = races_are_tapered_for(replace(kept(), programme=bare))
    assert breach.message.endswith("the last session is never")


@pytest.mark.parametrize(("days", "found"), [(6, 1), (5, 0)])
def test_a_programme_that_starts_too_late_owes_no_last_session(days: int, found: int) -> None:
    start = race(17, 21.1).day - timedelta(days=days)
    late = replace(kept().programme, start=start, weeks=())
    assert len(list(races_are_tapered_for(replace(kept(), programme=late)))) == found


def test_legs_rest_after_a_race() -> None:
    third_evening, fourth_morning = day(9, 2, "18:30"), day(9, 3, "09:00")
    assert named(with_session(9, 1, starting(fourth_morning))) == set()
    assert named(with_session(9, 1, starting(third_evening))) == {"after-race"}


def test_the_first_session_after_a_race_is_gentle() -> None:
    assert not kept().loads_legs(session(9, 0))
    jumping = with_first(Role.WARM_UP, contacts=12)
    on_the_fourth_day = with_session(9, 0, starting(day(9, 3, "17:00")))
    assert named(on_the_fourth_day) == set()
    assert named(with_session(9, 0, jumping, on_the_fourth_day)) == {"after-race"}


# Screening -------------------------------------------------------------------------------


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
