"""Shortfalls: why there is no programme, in the athlete's words, and what would free it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

import pytest

from ironstride.core.athlete import HabitualRun, Health, Offer, Preferences
from ironstride.core.calendar import Weekday
from ironstride.core.pinned import Pinned
from ironstride.core.programme import Collision, NoProgramme, Prescription, Programme, Role
from ironstride.core.run import RacePriority
from ironstride.planning.checks.rules import Breach
from ironstride.planning.collisions.assumptions import About, assumptions
from ironstride.planning.collisions.conflict import Planner
from ironstride.planning.collisions.relax import changes, explained
from ironstride.planning.collisions.shortfall import (
    Shortage,
    not_covered,
    not_heavy,
    not_kept,
)
from ironstride.planning.collisions.shortfall import told as told_of
from ironstride.planning.collisions.stuck import full_weeks
from ironstride.planning.days.obstacles import Slot
from ironstride.planning.plan import attempt, outline_for, plan
from ironstride.planning.request import Request
from ironstride.planning.week.blocks import frames
from ironstride.planning.week.draft import Lack
from ironstride.planning.week.needs import Need
from people import BANDS, GYM, MONDAY, asking, athlete, but, catalogue, habit, offers, race, run

# Whom no programme fits ------------------------------------------------------------------


def lifter(*days: str, runs: tuple[str, ...] = (), **facts: Any) -> Request:
    """Someone with eight weeks to a 10 km, too short to wait for."""
    usual: dict[str, Any] = {"races": (race(8, 10),)}
    return asking(athlete(offers=offers(*days), **(usual | facts)), runs=habit(*runs))


def without_a_day() -> Request:
    return lifter()


def always_after_a_run() -> Request:
    return lifter("tuesday 12:00 60 gym", runs=("tuesday 07:00 60 easy",))


def never_clear_of_key_runs() -> Request:
    return lifter("tuesday 18:00 60 gym", runs=("wednesday 18:00 60 quality",))


def on_a_bare_floor() -> Request:
    return lifter("tuesday 18:00 60 floor", places={"floor": frozenset()})


def who_dislikes_every_pull() -> Request:
    pulls = {"band-pull-apart", "face-pull"}
    return lifter(
        "tuesday 18:00 60 home",
        places={"home": BANDS},
        health=Health(dislikes=frozenset(pulls)),
    )


def in_a_hurry() -> Request:
    return lifter("tuesday 18:00 12 gym")


def who_rests_before_the_race() -> Request:
    return lifter("saturday 18:00 60 gym", "sunday 18:00 60 gym")


def on_a_bare_floor_in_a_hurry() -> Request:
    return lifter("tuesday 18:00 10 floor", places={"floor": frozenset()})


def who_rests_before_the_race_on_a_bare_floor() -> Request:
    return lifter("sunday 18:00 60 floor", places={"floor": frozenset()})


PEOPLE: dict[str, Callable[[], Request]] = {
    person.__name__: person
    for person in (
        without_a_day,
        always_after_a_run,
        never_clear_of_key_runs,
        on_a_bare_floor,
        who_dislikes_every_pull,
        in_a_hurry,
        who_rests_before_the_race,
        on_a_bare_floor_in_a_hurry,
        who_rests_before_the_race_on_a_bare_floor,
    )
}


@cache
def collisions(person: Callable[[], Request]) -> tuple[Collision, ...]:
    made = plan(person())
    assert isinstance(made, NoProgramme), "a programme was found"
    return made.collisions


def collision(request: Request) -> Collision:
    """The one thing that collides, before anything is tried."""
    made = attempt(request)
    assert isinstance(made, NoProgramme), "a programme was found"
    (found,) = made.collisions
    return found


PLANNER = Planner(attempt, outline_for)


def relaxed(found: Collision, request: Request, planner: Planner = PLANNER) -> Collision:
    """What is told, with what would help."""
    return explained((found,), request, planner)[-1]


# What is told ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("person", "rules", "words"),
    [
        (without_a_day, {"sessions-per-week", "minutes"}, "No weekday is offered"),
        (
            always_after_a_run,
            {"sessions-per-week", "run-first-same-day"},
            "Tue 12:00 lies 4.0 h after the easy run of 07:00",
        ),
        (
            never_clear_of_key_runs,
            {"heavy-main-lifts", "clear-of-key-runs"},
            "Tue 18:00 ends 23 h before the quality run of Wed 18:00",
        ),
        (on_a_bare_floor, {"pattern-coverage", "equipment"}, "at floor with nothing"),
        (
            who_dislikes_every_pull,
            {"pattern-coverage", "equipment", "screening"},
            "A full week holds upper-body pull, but",
        ),
        (in_a_hurry, {"pattern-coverage", "minutes"}, "more minutes than this week offers"),
        (
            who_rests_before_the_race,
            {"taper", "sessions-per-week"},
            "3 to 6 days ahead (Monday, Tuesday, Wednesday, Thursday), but you offer none of them",
        ),
    ],
)
def test_what_collides_is_told_with_its_rules(
    person: Callable[[], Request], rules: set[str], words: str
) -> None:
    found = collision(person())
    assert set(found.rules) == rules
    assert words in found.message
    assert rules <= set(catalogue().rules)


def test_days_before_a_race_that_are_blocked_are_told_with_what_blocks_them() -> None:
    request = lifter(
        "saturday 18:00 60 gym", "tuesday 12:00 60 gym", runs=("tuesday 07:00 60 easy",)
    )
    assert "but Tue 12:00 lies 4.0 h after the easy run" in collision(request).message


def test_a_b_race_needs_no_last_session() -> None:
    request = who_rests_before_the_race()
    eased = replace(request.athlete, races=(race(8, 10, "B"),))
    assert isinstance(attempt(request.with_athlete(eased)), Programme)


@pytest.mark.parametrize(("weekday", "collides"), [(6, True), (5, False)])
def test_a_race_within_the_first_six_days_owes_no_last_session(
    weekday: int, collides: bool
) -> None:
    soon = lifter("saturday 18:00 60 gym", races=(race(1, 10, weekday=weekday), race(9, 10, "B")))
    made = attempt(soon)
    told = made.collisions if isinstance(made, NoProgramme) else ()
    assert any("the last session belongs" in found.message for found in told) is collides


def test_a_day_that_is_blocked_is_told_by_what_blocks_it_alone() -> None:
    request = lifter(
        "tuesday 12:00 60 gym",
        "thursday 18:00 60 gym",
        runs=("tuesday 07:00 60 easy", "wednesday 07:00 60 quality", "friday 07:00 60 quality"),
        races=(race(8, 10, "B"),),
    )
    message = collision(request).message
    assert "Tue 12:00 lies 4.0 h after" in message
    assert "Tue 12:00 ends" not in message
    assert "Thu 18:00 ends 12 h before" in message


def test_a_place_that_is_never_heavy_is_named() -> None:
    request = lifter(
        "tuesday 18:00 60 gym",
        "saturday 18:00 60 home",
        runs=("wednesday 18:00 60 quality",),
        places={"gym": GYM, "home": BANDS},
        races=(race(8, 10, "B"),),
    )
    found = collision(request)
    assert found.rules == ("heavy-main-lifts", "clear-of-key-runs", "equipment")
    assert "nothing at home can be loaded heavily" in found.message


@pytest.mark.parametrize(
    ("health", "is_named"),
    [
        (Health(dislikes=frozenset({"band-pull-apart", "face-pull"})), True),
        (Health(dislikes=frozenset({"back-squat"})), False),
        (Health(complaints=frozenset({"knee"})), False),
    ],
)
def test_screening_is_named_only_where_it_takes_a_movement_away(
    health: Health, is_named: bool
) -> None:
    kit = BANDS if is_named else frozenset[str]()
    found = collision(lifter("tuesday 18:00 60 here", places={"here": kit}, health=health))
    assert ("screening" in found.rules) is is_named


def test_a_rule_that_was_not_kept_is_told_once_with_the_days_offered() -> None:
    broken = [Breach("set-ramp", "too much"), Breach("taper", "x"), Breach("set-ramp", "again")]
    first, second = not_kept(broken, in_a_hurry())
    assert (first.rules, second.rules) == (("set-ramp", "minutes"), ("taper", "minutes"))
    assert first.message == ("With Tuesday 12 min no way was found to keep this: too much.")


def test_a_season_without_any_offered_day_says_so() -> None:
    sunday = race(1, 10).day
    request = replace(lifter("monday 18:00 60 gym", races=(race(1, 10),)), start=sunday)
    assert ": ." not in collision(request).message


# What is offered instead -----------------------------------------------------------------


def _more_minutes(asked: Request, minutes: str, day: str) -> Request:
    weekday = Weekday(day.lower())
    offer = replace(asked.athlete.offers[weekday], minutes=int(minutes))
    return _with_offer(asked, weekday, offer)


def _other_time(asked: Request, start: str, day: str) -> Request:
    weekday = Weekday(day.lower())
    offer = replace(asked.athlete.offers[weekday], start=time.fromisoformat(start))
    return _with_offer(asked, weekday, offer)


def _other_place(asked: Request, place: str, day: str) -> Request:
    weekday = Weekday(day.lower())
    offer = replace(asked.athlete.offers[weekday], place=place)
    return _with_offer(asked, weekday, offer)


def _new_day(asked: Request, day: str, minutes: str, start: str, place: str) -> Request:
    offer = Offer(int(minutes), time.fromisoformat(start), place)
    return _with_offer(asked, Weekday(day.lower()), offer)


def _with_offer(asked: Request, day: Weekday, offer: Offer) -> Request:
    return but(asked, offers={**asked.athlete.offers, day: offer})


def _other_run_time(asked: Request, start: str, was: str, day: str) -> Request:
    def moved(run: HabitualRun) -> HabitualRun:
        is_meant = run.day.value == day.lower() and f"{run.start:%H:%M}" == was
        return replace(run, start=time.fromisoformat(start)) if is_meant else run

    return replace(asked, habit=tuple(map(moved, asked.habit)))


def _other_run_day(asked: Request, kind: str, day: str, new: str) -> Request:
    def moved(run: HabitualRun) -> HabitualRun:
        is_meant = run.day.value == day.lower() and run.kind == kind
        return replace(run, day=Weekday(new.lower())) if is_meant else run

    return replace(asked, habit=tuple(map(moved, asked.habit)))


def _equipment(asked: Request, things: str, place: str) -> Request:
    places = asked.athlete.places
    tokens = places[place] | set(re.split(", | and ", things))
    return but(asked, places={**places, place: tokens})


def _back_to_back(asked: Request) -> Request:
    return but(asked, preferences=Preferences(back_to_back_after_easy=True))


def _more_sessions(asked: Request, count: str) -> Request:
    return but(asked, preferences=Preferences(sessions_per_week=int(count)))


def _no_dislikes(asked: Request) -> Request:
    return but(asked, health=replace(asked.athlete.health, dislikes=frozenset()))


def _b_race(asked: Request, day: str) -> Request:
    races = (
        replace(r, priority=RacePriority.B) if r.day == date.fromisoformat(day) else r
        for r in asked.athlete.races
    )
    return but(asked, races=tuple(races))


READINGS: tuple[tuple[str, Callable[..., Request]], ...] = (
    (r"offer (\d+) instead of \d+ minutes on (\w+)", _more_minutes),
    (r"lift at (\d\S+) instead of \S+ on (\w+)", _other_time),
    (r"lift at ([a-z]\w+) instead of \w+ on (\w+)", _other_place),
    (r"run at (\S+) instead of (\S+) on (\w+)", _other_run_time),
    (r"move the (\w+) run from (\w+) to (\w+)", _other_run_day),
    (r"offer (\w+) too: (\d+) minutes from (\S+) at (\w+)", _new_day),
    (r"have ((?:(?!, and )[\w, -])+) at (\w+)", _equipment),
    (r"allow lifting straight after easy runs \(.*?\)", _back_to_back),
    (r"ask for (\d) sessions a week", _more_sessions),
    (r"take the exercises off the dislikes", _no_dislikes),
    (r"make the [\w ]+ on (\S+) a B race, eased into, not peaked for", _b_race),
)


def done(told: str, asked: Request) -> Request:
    """Do what is told, as a person would read it; a pair is joined by a comma and an and."""
    for pattern, change in READINGS:
        found = re.fullmatch(f"{pattern}(?:, and (.+))?", told)
        if found is not None:
            *facts, other = found.groups()
            changed = change(asked, *facts)
            return changed if other is None else done(other, changed)
    pytest.fail(f"nobody knows how to do this: {told}")


@pytest.mark.parametrize("person", PEOPLE.values(), ids=PEOPLE)
def test_every_change_that_is_offered_gives_a_programme(person: Callable[[], Request]) -> None:
    last = collisions(person)[-1]
    assert 1 <= len(last.relax) <= 3
    for told in last.relax:
        assert isinstance(attempt(done(told, person())), Programme), told


def test_what_helps_is_told_once_for_all_that_collides() -> None:
    first, last = collisions(who_rests_before_the_race_on_a_bare_floor)
    assert first.relax == ()
    assert last.relax
    assert all(", and have " in told for told in last.relax)


@pytest.mark.parametrize(
    ("person", "kinds"),
    [
        (always_after_a_run, {"lift at", "allow lifting", "offer"}),
        (in_a_hurry, {"offer"}),
        (who_dislikes_every_pull, {"have", "take the exercises off"}),
        (on_a_bare_floor, {"have"}),
    ],
)
def test_changes_of_several_kinds_are_offered(
    person: Callable[[], Request], kinds: set[str]
) -> None:
    (found,) = collisions(person)
    first_words = {kind for told in found.relax for kind in kinds if told.startswith(kind)}
    assert first_words == kinds
    assert all(told.startswith(tuple(kinds)) for told in found.relax)


def test_only_shorter_days_are_lengthened_and_only_peaks_are_eased() -> None:
    soon, later = race(4, 5, "C"), race(8, 10)
    request = lifter("tuesday 18:00 75 floor", places={"floor": BANDS}, races=(soon, later))
    every = {"minutes tuesday", f"race {soon.day}", f"race {later.day}"}
    assert [change.told for change in changes(every, request)] == [
        "offer 90 instead of 75 minutes on Tuesday",
        f"make the 10 km on {later.day} a B race, eased into, not peaked for",
    ]


def test_one_thing_is_changed_once_and_no_further_than_it_must() -> None:
    (found,) = collisions(in_a_hurry)
    (told,) = [told for told in found.relax if "on Tuesday" in told]
    assert told == "offer 30 instead of 12 minutes on Tuesday"


def test_a_step_is_easier_to_come_by_than_a_machine() -> None:
    (found,) = collisions(on_a_bare_floor)
    assert found.relax[0] == "have band-long, mat and step at floor"


def test_where_one_change_is_not_enough_two_are_offered_together() -> None:
    (found,) = collisions(on_a_bare_floor_in_a_hurry)
    assert all(", and " in told for told in found.relax)


def test_a_race_may_be_made_less_of_a_peak() -> None:
    busy = lifter(
        *(f"{day} 12:00 60 gym" for day in Weekday),
        runs=tuple(
            f"{day} 07:00 60 easy" for day in ("monday", "tuesday", "wednesday", "thursday")
        ),
    )
    found = relaxed(collision(busy), busy)
    assert "make the 10 km on 2027-01-24 a B race, eased into, not peaked for" in found.relax


def test_where_nothing_helps_the_hints_are_called_steps() -> None:
    def never(request: Request) -> NoProgramme:
        return NoProgramme((collision(request),)) if not request.athlete.offers else NoProgramme(())

    request = without_a_day()
    found = relaxed(collision(request), request, Planner(never, outline_for))
    assert found.relax == tuple(
        f"this alone is not enough, but a step: {hint}" for hint in collision(request).relax
    )


def test_a_week_full_of_days_has_no_day_to_add() -> None:
    busy = lifter(
        *(f"{day} 18:00 12 gym" for day in Weekday), preferences=Preferences(sessions_per_week=1)
    )
    found = relaxed(collision(busy), busy)
    assert found.relax
    assert not any("too:" in told for told in found.relax)


def test_back_to_back_is_not_offered_to_who_does_it_already() -> None:
    allowed = Preferences(back_to_back_after_easy=True)
    request = lifter("tuesday 06:00 60 gym", runs=("tuesday 07:00 60 easy",), preferences=allowed)
    found = relaxed(collision(request), request)
    assert not any("back_to_back" in told for told in found.relax)


def test_equipment_is_added_only_where_something_is_missing() -> None:
    request = lifter(
        "tuesday 18:00 60 gym",
        "thursday 18:00 60 floor",
        places={"gym": GYM, "floor": frozenset()},
        races=(),
    )
    every = {"equipment gym", "equipment floor"}
    told = [change.told for change in changes(every, request)]
    assert len(told) == 1
    assert told[0].endswith("at floor")


def test_a_movement_that_nobody_can_train_asks_for_nothing() -> None:
    bare = on_a_bare_floor()
    pushes = {k: e for k, e in bare.catalogue.exercises.items() if e.pattern.value != "push"}
    without = replace(bare, catalogue=replace(bare.catalogue, exercises=pushes))
    found = relaxed(collision(without), without)
    assert all(told.startswith("this alone is not enough") for told in found.relax)


# What is told and looked at on the way ---------------------------------------------------


def hours_told(request: Request) -> str:
    """Tell the hours and the runs of a request, as if they could not hold together."""
    about = (About.CLOCK, About.RUNS)
    core = [a for a in assumptions(request, ()) if a.about in about]
    return told_of(core, request, Shortage())


def test_an_own_plan_of_runs_is_told_beside_the_hours_and_not_measured_against_them() -> None:
    usual = always_after_a_run()
    own = run(datetime.combine(MONDAY + timedelta(days=1), time(8)), 60, "easy")
    habitual, planned = hours_told(usual), hours_told(replace(usual, own_runs=(own,)))
    assert ", 4.0 h after the easy run from 07:00 to 08:00" in habitual
    assert "h after" not in planned
    assert "Tuesday has an easy run from 08:00 to 09:00 and an easy run" in planned


def evening(place: str) -> Slot:
    start = datetime.combine(MONDAY, time(18))
    return Slot(start=start, minutes=60, place=place, is_demanding=False)


@pytest.mark.parametrize("is_demanding", [True, False])
def test_days_on_which_no_legs_may_be_heavy_collide_with_the_main_lifts(
    is_demanding: bool,
) -> None:
    request = never_clear_of_key_runs()
    weeks = outline_for(request)
    slot = replace(evening("gym"), is_demanding=is_demanding)
    placed = [(slot,) for _ in weeks]
    rules = [found.rules for found in not_heavy(weeks, placed, request)]
    assert rules == ([] if is_demanding else [("heavy-main-lifts", "clear-of-key-runs")])


def test_a_movement_that_nothing_serves_is_told_before_minutes() -> None:
    request = on_a_bare_floor()
    frame = frames(outline_for(request), request)[0]
    found = not_covered([Lack(None, 5), Lack(Need.PULL)], [evening("floor")], frame)
    assert found.rules == ("pattern-coverage", "equipment")
    assert found.message.startswith("A full week holds upper-body pull, but no exercise")


def test_where_sessions_are_pinned_no_week_is_told_by_itself() -> None:
    request = in_a_hurry()
    rows = (Prescription(exercise="face-pull", role=Role.ACCESSORY, sets=2, seconds=30),)
    pin = Pinned(title="Pull", source="Kim", minutes=30, exercises=rows, weekday=Weekday.TUESDAY)
    pinned = replace(request, pins=(pin,))
    assert list(full_weeks(outline_for(request), request))
    assert not list(full_weeks(outline_for(pinned), pinned))


def test_who_asked_for_one_session_may_ask_for_two_or_three_and_no_more() -> None:
    request = lifter("tuesday 18:00 60 gym", preferences=Preferences(sessions_per_week=1))
    assert [change.told for change in changes({"asked"}, request)] == [
        "ask for 2 sessions a week",
        "ask for 3 sessions a week",
    ]
