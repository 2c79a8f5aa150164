"""The athlete, their runs and races, and what was observed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from uuid import UUID

import pytest

from ironstride.core.athlete import HabitualRun, LiftingExperience, Offer, Preferences
from ironstride.core.calendar import Weekday
from ironstride.core.event import Event, EventKind
from ironstride.core.run import Race, RacePriority, RecordedRun, RunKind
from people import athlete, half_marathoner, run

NOON = datetime(2026, 11, 30, 12)


@pytest.mark.parametrize("minutes", [10, 240])
def test_a_day_offers_ten_minutes_to_four_hours(minutes: int) -> None:
    assert Offer(minutes, time(18), "gym").minutes == minutes


@pytest.mark.parametrize("minutes", [9, 241])
def test_no_day_offers_less_or_more(minutes: int) -> None:
    with pytest.raises(ValueError, match=f"between 10 and 240 minutes, not {minutes}"):
        Offer(minutes, time(18), "gym")


def _habitual(minutes: int) -> HabitualRun:
    return HabitualRun(day=Weekday.SUNDAY, kind=RunKind.LONG, start=time(9), minutes=minutes)


def test_a_habitual_run_lasts_five_minutes_to_ten_hours() -> None:
    assert [_habitual(n).duration for n in (5, 600)] == [
        timedelta(minutes=5),
        timedelta(hours=10),
    ]


@pytest.mark.parametrize("minutes", [4, 601])
def test_no_habitual_run_is_shorter_or_longer(minutes: int) -> None:
    with pytest.raises(ValueError, match="between 5 and 600 minutes"):
        _habitual(minutes)


@pytest.mark.parametrize("asked", [None, 1, 3])
def test_one_to_three_sessions_may_be_asked_for(asked: int | None) -> None:
    assert Preferences(sessions_per_week=asked).sessions_per_week == asked


@pytest.mark.parametrize("asked", [0, 4])
def test_no_other_number_of_sessions_may_be_asked_for(asked: int) -> None:
    with pytest.raises(ValueError, match="one to three times a week"):
        Preferences(sessions_per_week=asked)


def test_under_six_months_of_lifting_is_novice() -> None:
    novices = [level for level in LiftingExperience if level.is_novice]
    assert novices == [LiftingExperience.NONE, LiftingExperience.NOVICE]


def test_age_counts_calendar_years() -> None:
    born_1988 = athlete()
    assert born_1988.age_on(date(2026, 12, 31)) == 38
    assert born_1988.age_on(date(2027, 1, 1)) == 39


def test_nothing_is_needed_everywhere() -> None:
    assert "none" in half_marathoner().athlete.equipment_at("home")


@pytest.mark.parametrize(("kit", "has_floor"), [({"band-long"}, False), ({"chair"}, True)])
def test_where_a_chair_stands_there_is_a_floor_and_a_wall(kit: set[str], has_floor: bool) -> None:
    someone = athlete(places={"here": frozenset(kit)})
    assert ({"mat", "wall"} <= someone.equipment_at("here")) is has_floor


def test_all_runs_but_easy_ones_are_key_runs() -> None:
    assert [kind for kind in RunKind if not kind.is_key] == [RunKind.EASY]
    assert run(NOON, 60, "long").is_key


def test_a_run_ends_when_its_minutes_are_over() -> None:
    assert run(NOON, 75, "easy").end == datetime(2026, 11, 30, 13, 15)


@pytest.mark.parametrize("minutes", [0, 3_001])
def test_a_planned_run_has_bounds(minutes: int) -> None:
    with pytest.raises(ValueError, match="between 1 and 3000 minutes"):
        run(NOON, minutes, "easy")


def _race(km: float, name: str = "") -> Race:
    return Race(day=date(2027, 3, 21), distance_km=km, priority=RacePriority.A, name=name)


@pytest.mark.parametrize(
    ("km", "title"),
    [
        (5, "5 km"),
        (10, "10 km"),
        (21.0975, "half marathon"),
        (42.195, "marathon"),
        (12.5, "12.5 km"),
    ],
)
def test_a_race_without_a_name_is_called_by_its_distance(km: float, title: str) -> None:
    assert _race(km).title == title
    assert _race(km, "Spring Run").title == "Spring Run"


@pytest.mark.parametrize("km", [0.09, 1_001])
def test_a_race_has_a_length_that_a_race_can_have(km: float) -> None:
    with pytest.raises(ValueError, match=r"between 0\.1 and 1000 km"):
        _race(km)


def test_moving_time_is_preferred_and_silence_is_not_zero() -> None:
    recorded = RecordedRun(utc_start=NOON, start=NOON, elapsed_s=3_600)
    assert (recorded.minutes, recorded.distance_km, recorded.day) == (60, None, NOON.date())
    told = replace(recorded, moving_s=3_000, distance_m=10_000)
    assert (told.minutes, told.distance_km) == (50, 10)


def _event(moment: datetime) -> Event:
    return Event(
        id=UUID(int=1), kind=EventKind.ACTIVITY_RECORDED, at=moment, source="a.fit", payload={}
    )


def test_an_event_happens_on_the_worlds_clock() -> None:
    assert _event(NOON.replace(tzinfo=UTC)).at.utcoffset() == timedelta(0)


@pytest.mark.parametrize("zone", [None, timezone(timedelta(hours=1))])
def test_an_event_on_any_other_clock_is_refused(zone: timezone | None) -> None:
    with pytest.raises(ValueError, match="a moment in UTC"):
        _event(NOON.replace(tzinfo=zone))
