"""Assumptions: a smallest set of facts and rules that cannot hold together, in sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from functools import cache

import pytest

from ironstride.app.plan import request_for
from ironstride.catalogue.load import load
from ironstride.core.athlete import Health, Preferences
from ironstride.core.calendar import Weekday
from ironstride.core.programme import Collision, NoProgramme, Programme
from ironstride.formats.profile import read_profile
from ironstride.planning.collisions.assumptions import About, assumptions, without
from ironstride.planning.collisions.conflict import (
    RULES,
    Conflict,
    Planner,
    anew,
    conflicts,
    is_stuck,
    only,
    smallest,
)
from ironstride.planning.collisions.relax import explained
from ironstride.planning.plan import attempt, outline_for, plan
from ironstride.planning.request import Request, TimeOff
from people import (
    BANDS,
    GYM,
    MONDAY,
    asking,
    athlete,
    but,
    habit,
    half_marathoner,
    offers,
    planned,
    race,
)
from random_athletes import random_profile

PLANNER = Planner(attempt, outline_for)


# The cases of the study, as this planner meets them ----------------------------------------


def short_days() -> Request:
    """Asked for one session a week, and offers twice twelve minutes."""
    who = athlete(
        offers=offers("tuesday 18:00 12 gym", "thursday 18:00 10 gym"),
        races=(race(8, 10),),
        preferences=Preferences(sessions_per_week=1),
    )
    return asking(who)


def no_fresh_legs() -> Request:
    """Lifts only on the evening before the track."""
    who = athlete(offers=offers("tuesday 18:00 60 gym"), races=(race(16, 10),))
    return asking(who, runs=habit("wednesday 18:00 60 quality"))


def evening_runner() -> Request:
    """Runs on Tuesday evening, and would lift on Tuesday at noon."""
    who = athlete(offers=offers("tuesday 12:00 60 gym"), races=(race(8, 10, "B"),))
    return asking(who, runs=habit("tuesday 18:00 60 easy"))


def race_week() -> Request:
    """Lifts at weekends, and races an A race on a Sunday."""
    days = offers("saturday 18:00 60 gym", "sunday 18:00 60 gym")
    return asking(athlete(offers=days, races=(race(8, 10),)))


@cache
def told(person: Callable[[], Request]) -> tuple[Collision, ...]:
    made = plan(person())
    assert isinstance(made, NoProgramme), "a programme was found"
    return made.collisions


@cache
def found(person: Callable[[], Request]) -> tuple[Conflict, ...]:
    return conflicts(person(), (), PLANNER)


GOLDEN = {
    short_days: (
        "These cannot all hold together: you asked for one session a week; each full week holds "
        "one set of every movement, for which 4 minutes are missing; no day but Tuesday and "
        "Thursday is offered; Tuesday has 12 min, Thursday 10 min."
    ),
    no_fresh_legs: (
        "These cannot all hold together: after the entry weeks the main lifts are heavy; heavy "
        "legs and jumps end 24 h before a key run, 48 h in the first 14 days of a block; lifting "
        "waits 6 h after a run of the same day and never comes before it; Monday, Thursday, "
        "Friday, Saturday and Sunday are not offered; Tuesday is offered from 18:00 to 19:00; "
        "Wednesday has a quality run from 18:00 to 19:00."
    ),
    evening_runner: (
        "These cannot all hold together: lifting waits 6 h after a run of the same day and never "
        "comes before it; no day but Tuesday is offered; Tuesday has an easy run from 18:00 to "
        "19:00."
    ),
    race_week: (
        "These cannot all hold together: the last session before an A race lies 3 to 6 days ahead "
        "of it; the 10 km on Sunday 2027-01-24 is an A race; Monday, Tuesday, Wednesday and "
        "Thursday are not offered."
    ),
}


@pytest.mark.parametrize("person", GOLDEN)
def test_what_cannot_hold_together_is_told_in_one_sentence(person: Callable[[], Request]) -> None:
    (collision,) = told(person)
    assert collision.message == GOLDEN[person]


@pytest.mark.parametrize(
    ("person", "rules"),
    [
        (short_days, {"pattern-coverage", "sessions-per-week", "minutes"}),
        (
            no_fresh_legs,
            {"heavy-main-lifts", "clear-of-key-runs", "run-first-same-day", "sessions-per-week"},
        ),
        (evening_runner, {"run-first-same-day", "sessions-per-week"}),
        (race_week, {"taper", "sessions-per-week"}),
    ],
)
def test_a_collision_names_the_rules_of_its_set(
    person: Callable[[], Request], rules: set[str]
) -> None:
    (collision,) = told(person)
    assert set(collision.rules) == rules


# Minimal -----------------------------------------------------------------------------------


def left_without(conflict: Conflict, one: str, request: Request) -> Request:
    """Ask for a set alone, less one of it."""
    kept = [a for a in conflict.core if a.id != one]
    return anew(only(kept, assumptions(request, RULES), request))


def is_minimal(request: Request) -> bool:
    """Whether each set has no programme, and has one without any single member."""
    sets = conflicts(request, (), PLANNER)
    return bool(sets) and all(
        isinstance(attempt(anew(one.alone)), NoProgramme)
        and all(isinstance(attempt(left_without(one, a.id, request)), Programme) for a in one.core)
        for one in sets
    )


@pytest.mark.parametrize("person", GOLDEN)
def test_a_set_has_no_programme_and_one_without_any_of_its_members(
    person: Callable[[], Request],
) -> None:
    assert is_minimal(person())


def random_request(seed: int) -> Request:
    who = read_profile(random_profile(seed), name="random", catalogue=load())
    return request_for(who, (), (), start=MONDAY, seed=seed)


STUCK = (  # of short seasons, so that each is tried a dozen times in little time
    *(7, 13, 22, 30, 31, 39, 45, 50, 55, 56, 67, 111, 121),
    *(123, 146, 152, 171, 173, 184, 198, 204, 228, 241, 252, 253),
)


@pytest.mark.parametrize("seed", STUCK)
def test_the_sets_of_random_athletes_are_minimal(seed: int) -> None:
    request = random_request(seed)
    assert isinstance(attempt(request), NoProgramme), "choose another athlete"
    assert is_minimal(request)


def test_the_smallest_set_is_found_where_leaving_out_more_brings_it_back() -> None:
    def stays(kept: object) -> bool:
        return set(kept) in ({*"abd"}, {*"ad"}, {"a"})  # type: ignore[call-overload]

    assert smallest("abcd", stays) == ("a",)


def test_nothing_is_found_where_everything_can_be_left_out() -> None:
    assert smallest("abc", lambda _: True) == ()


# Asking without a fact ----------------------------------------------------------------------


def drop(about: About, request: Request) -> Request:
    dropped = [a for a in assumptions(request, RULES) if a.about is about]
    assert dropped, f"nothing about {about}"
    return without(dropped, request)


def test_without_its_hour_a_day_begins_six_hours_after_the_run() -> None:
    request = but(evening_runner(), offers=offers("tuesday 12:00 60 gym"))
    morning = replace(request, habit=habit("tuesday 07:00 60 easy"))
    offer = drop(About.CLOCK, morning).athlete.offers[Weekday.TUESDAY]
    assert f"{offer.start:%H:%M}" == "14:00"


def test_without_its_minutes_a_day_takes_nothing_from_the_legs() -> None:
    at_five = replace(no_fresh_legs(), habit=habit("wednesday 19:30 60 quality"))
    offer = drop(About.MINUTES, at_five).athlete.offers[Weekday.TUESDAY]
    assert offer.minutes == 90  # until 19:30, a day before the track


def test_a_day_that_is_not_offered_becomes_a_long_one_at_the_best_place() -> None:
    request = but(race_week(), places={"home": BANDS, "gym": GYM})
    offer = drop(About.NOT_OFFERED, request).athlete.offers[Weekday.MONDAY]
    assert (offer.place, offer.minutes) == ("gym", 120)


def test_without_an_a_race_the_season_stays_as_long() -> None:
    request = half_marathoner()
    eased = drop(About.RACE, request)
    assert [r.priority for r in eased.races] == ["B"]
    assert eased.end == request.end


def test_without_the_runs_of_a_week_only_the_race_is_left() -> None:
    assert [run.kind for run in drop(About.RUNS, half_marathoner()).runs] == ["race"]


def test_a_rule_that_is_not_asked_for_stands_against_no_day() -> None:
    assert is_stuck(evening_runner(), PLANNER)
    assert not is_stuck(drop(About.RULE, evening_runner()), PLANNER)


def test_whoever_dislikes_every_pull_is_told_so() -> None:
    health = Health(dislikes=frozenset({"band-pull-apart", "face-pull"}))
    request = but(race_week(), places={"gym": BANDS}, health=health, races=(race(8, 10, "B"),))
    (collision,) = explained((), request, PLANNER)
    assert "you leave out band-pull-apart and face-pull" in collision.message
    assert "take the exercises off the dislikes" in collision.relax


def test_a_second_set_is_one_that_stays_once_the_first_has_changed() -> None:
    request = but(race_week(), places={"gym": frozenset[str]()})
    first, second = conflicts(request, (), PLANNER)
    facts = [{a.id for a in one.core if a.about is not About.RULE} for one in (first, second)]
    assert facts[0].isdisjoint(facts[1])
    assert facts[1] == {"equipment gym"}


def sentences(about: About, request: Request) -> list[str]:
    return [a.sentence for a in assumptions(request, ()) if a.about is about]


def test_three_different_runs_of_a_weekday_are_told_by_their_latest_end() -> None:
    runs = habit("tuesday 07:00 50 easy", "tuesday 12:00 30 easy", "tuesday 18:00 60 quality")
    request = replace(evening_runner(), habit=runs)
    assert sentences(About.RUNS, request) == [
        "Tuesday has runs at hours that vary, until 19:00 at the latest"
    ]


def test_without_its_days_off_a_season_is_open_on_them() -> None:
    off = TimeOff(first=MONDAY + timedelta(days=8), last=MONDAY + timedelta(days=9))
    request = replace(evening_runner(), time_off=(off,))
    assert sentences(About.TIME_OFF, request) == [
        "there is no lifting from 2026-12-08 to 2026-12-09"
    ]
    assert request.offer_on(off.first) is None
    assert drop(About.TIME_OFF, request).offer_on(off.first) is not None


def test_a_place_that_has_everything_is_no_assumption() -> None:
    everything = frozenset(
        token for e in evening_runner().catalogue.exercises.values() for token in e.equipment
    )
    request = but(evening_runner(), places={"gym": everything, "home": frozenset({"mat"})})
    assert sentences(About.EQUIPMENT, request) == ["home has mat"]


def test_a_week_without_any_place_assumes_nothing_of_its_days() -> None:
    nowhere = but(evening_runner(), offers={}, places={})
    days = {About.NOT_OFFERED, About.PLACE, About.CLOCK, About.MINUTES}
    assert days.isdisjoint(a.about for a in assumptions(nowhere, ()))


def test_two_hours_of_a_day_are_not_too_few_for_anything() -> None:
    days = offers("tuesday 12:00 120 gym", "friday 12:00 119 gym")
    assert sentences(About.MINUTES, but(evening_runner(), offers=days)) == ["Friday has 119 min"]


def test_a_day_whose_run_ends_near_midnight_keeps_its_hour() -> None:
    late = replace(evening_runner(), habit=habit("tuesday 22:45 60 easy"))
    assert drop(About.CLOCK, late).athlete.offers[Weekday.TUESDAY].start == time(12)


# Where no week by itself shows what collides ------------------------------------------------


def lacks_both(request: Request) -> Programme | NoProgramme:
    """Find no programme while Friday has less than an hour and the knee is sore."""
    is_short = request.athlete.offers[Weekday.FRIDAY].minutes < 60
    is_sore = bool(request.athlete.health.complaints)
    return NoProgramme(()) if is_short and is_sore else planned(half_marathoner).programme


def test_whole_programmes_are_tried_where_no_week_shows_what_collides() -> None:
    request = but(half_marathoner(), health=Health(complaints=frozenset({"knee"})))
    (one,) = conflicts(request, (), Planner(lacks_both, outline_for))
    assert {a.id for a in one.core} == {"complaints", "minutes friday"}
    assert one.check is None


def test_no_set_is_told_where_too_many_programmes_would_have_to_be_tried() -> None:
    def never(_: Request) -> NoProgramme:
        return NoProgramme(())

    assert conflicts(half_marathoner(), (), Planner(never, outline_for)) == ()
