"""Away: days off lifting, what they leave out, and how lifting comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ironstride.core.programme import PhaseName, Programme
from ironstride.planning.request import Kept, Request, TimeOff
from ironstride.planning.season.away import eased_weeks, joined, weeks_over
from people import MONDAY, half_marathoner, masters_marathoner, planned, programme_for


def day(week: int, weekday: int = 0) -> date:
    """Count weeks from 1 and weekdays from 0."""
    return MONDAY + timedelta(weeks=week - 1, days=weekday)


def off(first: date, days: int, *, is_ill: bool = False) -> TimeOff:
    return TimeOff(first=first, last=first + timedelta(days=days - 1), is_ill=is_ill)


def without(*times: TimeOff, request: Request | None = None) -> Request:
    return replace(request or half_marathoner(), time_off=times)


def test_times_off_that_touch_are_one() -> None:
    holiday, flu = off(day(5), 7), off(day(6), 7, is_ill=True)
    later = off(day(9), 3)
    (first, second) = joined(without(later, flu, holiday))
    assert (first.first, first.days, first.is_ill) == (day(5), 14, True)
    assert second == later


@pytest.mark.parametrize(
    ("first", "days", "is_ill", "eased"),
    [
        (day(6, 5), 2, False, []),  # a weekend without an offer
        (day(6, 0), 1, False, [day(6)]),  # an hour of the two best is gone
        (day(6, 4), 1, False, []),  # the third day, and two as long are left
        (day(6, 5), 2, True, [day(7)]),  # the week after an illness
        (day(6, 0), 3, True, [day(6)]),  # the illness ends within its week
    ],
)
def test_weeks_that_lose_lifting_or_follow_an_illness_are_light(
    first: date, days: int, is_ill: bool, eased: list[date]
) -> None:
    assert sorted(eased_weeks(without(off(first, days, is_ill=is_ill)))) == eased


def test_only_an_illness_stops_the_running() -> None:
    span = (day(6), 7)
    for is_ill in (True, False):
        request = without(off(*span, is_ill=is_ill))
        during = [r for r in request.runs if day(6) <= r.start.date() < day(7)]
        assert bool(during) is not is_ill


@pytest.mark.parametrize("is_ill", [True, False])
@pytest.mark.parametrize(("first", "days"), [(day(7), 5), (day(7), 14), (day(5, 3), 21)])
def test_a_programme_holds_nothing_on_days_off_and_goes_on_after_them(
    first: date, days: int, is_ill: bool
) -> None:
    away = off(first, days, is_ill=is_ill)
    made = programme_for(without(away))
    assert not [s for s in made.sessions if s.start.date() in away]
    assert [s for s in made.sessions if s.start.date() > away.last]


def test_after_a_lay_off_nothing_is_heavy_until_the_return_is_over() -> None:
    away = off(day(7), 14)
    made = programme_for(without(away))
    back = next(week for week in made.weeks if week.start > away.last)
    assert (back.phase, back.is_light) == (PhaseName.RECOVERY, True)
    loads = [p.load.percent_1rm or 0 for s in back.sessions for p in s.exercises]
    assert max(loads) < 80
    assert heaviest(made, after=back.end) >= 80


def heaviest(made: Programme, *, after: date) -> int:
    later = (s for s in made.sessions if s.start.date() > after)
    return max(p.load.percent_1rm or 0 for s in later for p in s.exercises)


def test_the_weeks_before_today_are_over() -> None:
    made = planned(half_marathoner).programme
    kept = Kept(programme=made, today=day(5, 2))
    over = weeks_over(replace(half_marathoner(), kept=kept))
    assert over == tuple((week.phase, week.is_light) for week in made.weeks[:4])
    assert weeks_over(half_marathoner()) == ()


def test_from_sixty_on_race_season_holds_two_sessions_of_two_or_three_sets_a_lift() -> None:
    made = planned(masters_marathoner).programme
    kept = [w for w in made.weeks if w.phase is PhaseName.RACE_SEASON and not w.is_light]
    assert [len(week.sessions) for week in kept] == [2] * len(kept)
    mains = [p for w in kept for s in w.sessions for p in s.exercises if p.role == "main"]
    assert {p.sets for p in mains} <= {2, 3}
    assert kept
    assert mains
