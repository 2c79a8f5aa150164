"""Pinned sessions: where they stand, and what the athlete is told about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from ironstride.core.athlete import Offer
from ironstride.core.calendar import Weekday
from ironstride.core.exercise import Dose, RepRange
from ironstride.core.pinned import Pinned, is_pinned
from ironstride.core.programme import Load, PhaseName, Prescription, Role, Session
from ironstride.core.reference import ReferenceExercise, ReferencePhase, ReferenceSession
from ironstride.planning.checks.finished import Breach
from ironstride.planning.coach.pins import (
    breach_cautions,
    pin_cautions,
    pinned_on,
    pinned_sessions,
)
from ironstride.planning.coach.reference_session import turned
from ironstride.planning.plan import outline_for
from ironstride.planning.request import Request, TimeOff
from ironstride.planning.season.outline import Outline
from people import MONDAY, catalogue, half_marathoner

WEDNESDAY = MONDAY + timedelta(days=2)
SQUAT = Prescription(
    exercise="back-squat", role=Role.MAIN, sets=3, reps=RepRange(5, 5), load=Load(rir=2)
)


def pin(title: str = "Hill legs", **when: Any) -> Pinned:
    return Pinned(title=title, source="Kim", minutes=45, exercises=(SQUAT,), **when)


def asked(*pins: Pinned, **more: Any) -> Request:
    return replace(half_marathoner(), pins=pins, **more)


def first_week(request: Request) -> Outline:
    return outline_for(request)[0]


def sessions(*pins: Pinned, **more: Any) -> tuple[Session, ...]:
    """Give the pinned sessions of the first week."""
    request = asked(*pins, **more)
    return pinned_sessions(first_week(request), request)


def cautions(*pins: Pinned, **more: Any) -> list[str]:
    request = asked(*pins, **more)
    return [caution.message for caution in pin_cautions(outline_for(request), request)]


# The value -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "to a day or to a weekday"),
        ({"day": MONDAY, "weekday": Weekday.MONDAY}, "one of them"),
        ({"day": MONDAY, "phase": PhaseName.POWER}, "only a weekday takes a phase"),
    ],
)
def test_a_pin_names_a_day_or_a_weekday(facts: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        pin(**facts)


@pytest.mark.parametrize(("minutes", "is_made"), [(0, False), (1, True), (240, True), (241, False)])
def test_a_pinned_session_takes_a_minute_to_four_hours(minutes: int, *, is_made: bool) -> None:
    whole = pin(day=MONDAY)
    if is_made:
        assert replace(whole, minutes=minutes).minutes == minutes
    else:
        with pytest.raises(ValueError, match="between 1 and 240 minutes"):
            replace(whole, minutes=minutes)


def test_a_pinned_session_has_a_name_and_an_exercise() -> None:
    for lack in ({"title": ""}, {"exercises": ()}):
        with pytest.raises(ValueError, match="give it a name and an exercise"):
            replace(pin(day=MONDAY), **lack)


# Where they stand ------------------------------------------------------------------------


def test_a_pin_stands_where_and_when_the_day_is_offered() -> None:
    (session,) = sessions(pin(weekday=Weekday.WEDNESDAY))
    assert (session.start, session.place) == (datetime.combine(WEDNESDAY, time(18, 30)), "gym")
    assert (session.intent, session.minutes, session.exercises) == ("Hill legs", 45, (SQUAT,))
    assert session.reasons == ("pinned",)
    assert is_pinned(session)
    assert "pinned" in catalogue().rules


def test_a_pin_on_a_day_that_is_not_offered_stands_at_six_at_the_first_place() -> None:
    (session,) = sessions(pin(weekday=Weekday.TUESDAY))
    assert (session.start.time(), session.place) == (time(18), "gym")


def test_a_single_day_may_have_another_offer() -> None:
    other = {WEDNESDAY: Offer(30, time(7), "home")}
    (session,) = sessions(pin(weekday=Weekday.WEDNESDAY), day_offers=other)
    assert (session.start.time(), session.place) == (time(7), "home")


@pytest.mark.parametrize(("day", "count"), [(-1, 0), (0, 1), (111, 1), (112, 0)])
def test_pins_stand_from_the_first_day_of_the_season_to_the_last(day: int, count: int) -> None:
    when = MONDAY + timedelta(days=day)
    request = asked(pin(day=when))
    assert len(pinned_on(when, PhaseName.POWER, request)) == count


def test_a_pin_in_a_phase_stands_in_that_phase_alone() -> None:
    request = asked(pin(weekday=Weekday.WEDNESDAY, phase=PhaseName.POWER))
    weeks = outline_for(request)
    standing = {week.phase for week in weeks if pinned_sessions(week, request)}
    assert standing == {PhaseName.POWER}


def test_a_pin_to_a_day_stands_instead_of_that_of_its_weekday() -> None:
    (session,) = sessions(pin("Usual", weekday=Weekday.WEDNESDAY), pin("Once", day=WEDNESDAY))
    assert session.intent == "Once"


def test_the_second_session_of_a_day_follows_the_first() -> None:
    first, second = sessions(pin("First", day=WEDNESDAY), pin("Second", day=WEDNESDAY))
    assert (first.intent, second.intent) == ("First", "Second")
    assert second.start == first.end


@pytest.mark.parametrize(("first", "count"), [(WEDNESDAY, 0), (WEDNESDAY + timedelta(1), 1)])
def test_days_off_hold_no_pin(first: date, count: int) -> None:
    off = (TimeOff(first=first, last=first),)
    assert len(sessions(pin(weekday=Weekday.WEDNESDAY), time_off=off)) == count


# What is told ----------------------------------------------------------------------------


def test_a_pin_on_an_offered_day_is_no_matter() -> None:
    assert cautions(pin(weekday=Weekday.WEDNESDAY)) == []


def test_a_day_that_is_not_offered_is_told_with_what_is_taken_instead() -> None:
    (said,) = cautions(pin(weekday=Weekday.TUESDAY))
    assert said == (
        'Pinned "Hill legs" (Kim) stands on Tue 1 Dec and 15 more, which you do not offer; '
        "18:00 at gym is taken. Offer the day, or pin it to another."
    )


def test_the_single_days_of_one_source_share_a_sentence() -> None:
    tuesdays = [MONDAY + timedelta(days=1, weeks=n) for n in range(3)]
    (said,) = cautions(*(pin(f"Week {n}", day=day) for n, day in enumerate(tuesdays)))
    assert said.startswith('Pinned "Week 0" (Kim) stands on Tue 1 Dec and 2 more, which')


def test_a_day_off_is_told() -> None:
    off = (TimeOff(first=WEDNESDAY, last=WEDNESDAY),)
    (said,) = cautions(pin(weekday=Weekday.WEDNESDAY), time_off=off)
    assert said == 'Pinned "Hill legs" (Kim) rests on Wed 2 Dec: a day off.'


def test_a_pin_that_never_stands_is_told_with_the_reason() -> None:
    late, elsewhere = cautions(
        pin(day=date(2027, 3, 22)), pin(weekday=Weekday.MONDAY, phase=PhaseName.RECOVERY)
    )
    assert late.endswith("2027-03-22 lies outside of the season, 2026-11-30 to 2027-03-21.")
    assert elsewhere.endswith("no week of this season is recovery.")


def broken(rule: str, day: date, what: str, *, is_pinned: bool = True) -> Breach:
    return Breach(rule, f"Wed {day} 18:30 {what}", day=day, is_pinned=is_pinned)


def told(*found: Breach, pinned: Pinned | None = None) -> list[str]:
    request = asked(pinned or pin(weekday=Weekday.WEDNESDAY))
    held = [s for week in outline_for(request) for s in pinned_sessions(week, request)]
    return [caution.message for caution in breach_cautions(found, held, request)]


def test_a_broken_rule_is_told_once_for_a_pinned_session() -> None:
    what = "ends 23 h before the quality run; leave 48 h"
    days = [WEDNESDAY + timedelta(weeks=n) for n in range(3)]
    said = told(*(broken("clear-of-key-runs", day, what) for day in days))
    assert said == [f'Wed 2 Dec "Hill legs" {what}, and so 2 times more.']
    assert told(broken("clear-of-key-runs", WEDNESDAY, what))[0].endswith("leave 48 h.")


def test_each_rule_has_a_caution_of_its_own_under_its_own_name() -> None:
    request = asked(pin(weekday=Weekday.WEDNESDAY))
    found = [broken("warm-up", WEDNESDAY, "a"), broken("equipment", WEDNESDAY, "b")]
    held = pinned_sessions(first_week(request), request)
    rules = [caution.rule for caution in breach_cautions(found, held, request)]
    assert rules == ["equipment", "warm-up"]


def test_the_weeks_of_a_block_are_told_together_and_two_weekdays_apart() -> None:
    days = [WEDNESDAY + timedelta(weeks=n) for n in range(2)]
    block = asked(*(pin(f"Week {n}", day=day) for n, day in enumerate(days)))
    pair = asked(pin("A", weekday=Weekday.WEDNESDAY), pin("B", weekday=Weekday.FRIDAY))
    friday = WEDNESDAY + timedelta(days=2)
    for request, broken_on, count in ((block, days, 1), (pair, (WEDNESDAY, friday), 2)):
        held = [s for week in outline_for(request) for s in pinned_sessions(week, request)]
        found = [broken("equipment", day, "needs a towel") for day in broken_on]
        assert len(list(breach_cautions(found, held, request))) == count


def test_breaches_of_the_planner_are_none_of_the_coach() -> None:
    assert told(broken("warm-up", WEDNESDAY, "a", is_pinned=False)) == []


def test_a_week_that_a_pin_overfills_names_the_pin() -> None:
    too_much = Breach(
        "set-ramp", "the week of 2026-11-30 holds 40 sets", day=MONDAY, is_pinned=True
    )
    assert told(too_much) == ['With "Hill legs" pinned, the week of 2026-11-30 holds 40 sets.']


def test_that_a_day_is_not_offered_is_told_only_once() -> None:
    tuesday = MONDAY + timedelta(days=1)
    found = broken("minutes", tuesday, "stands on a day that is not offered")
    assert told(found, pinned=pin(weekday=Weekday.TUESDAY)) == []
    bare = broken("warm-up", tuesday, "holds back-squat without a ramp")
    assert len(told(bare, pinned=pin(weekday=Weekday.TUESDAY))) == 1
    long = broken("minutes", WEDNESDAY, "takes 70 of 60 min")
    assert told(long) == ['Wed 2 Dec "Hill legs" takes 70 of 60 min.']


def test_a_breach_that_no_pinned_session_explains_is_told_as_it_is() -> None:
    bare = Breach("taper", "no last session stands before the half marathon", is_pinned=True)
    assert told(bare) == ["no last session stands before the half marathon."]
    empty_week = replace(bare, day=date(2027, 6, 2))
    assert told(empty_week) == ["no last session stands before the half marathon."]


def test_a_hold_that_may_grow_is_pinned_at_its_least_and_noted() -> None:
    routine = catalogue().programmes["knee-stretch-routine"]
    hold = ReferenceExercise(exercise="front-plank", dose=Dose(sets=2, seconds=30, seconds_most=60))
    phase = ReferencePhase(sessions=(ReferenceSession(exercises=(hold,)),))
    found = turned(replace(routine, phases=(phase,)), "", catalogue())
    assert [line.seconds for line in found.exercises] == [30]
    assert found.notes[0] == "Front plank: 30 s are pinned; they may grow to 60 s"
