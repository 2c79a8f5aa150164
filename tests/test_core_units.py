"""Quantities, weekdays and hours."""

from __future__ import annotations

import math
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.core.calendar import Weekday, at, hours_between, monday_of
from ironstride.core.units import POUND_IN_KG, RIR, Kilograms, MassUnit, Reps


@pytest.mark.parametrize("value", [0, 20.4, 999.999])
def test_a_mass_between_nothing_and_a_tonne_is_taken(value: float) -> None:
    assert Kilograms(value).value == value


@pytest.mark.parametrize("value", [-0.001, 1_000, math.nan, math.inf])
def test_any_other_mass_is_refused_with_its_bounds(value: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1000 kg"):
        Kilograms(value)


def test_masses_are_held_to_the_gram_so_plates_add_up() -> None:
    assert Kilograms(0.1 + 0.2) == Kilograms(0.3)
    assert Kilograms(20.0004) == Kilograms(20) < Kilograms(20.001)


def test_masses_scale_and_compare() -> None:
    assert Kilograms(80) * 0.5 == Kilograms(40)
    assert Kilograms(30) / Kilograms(20) == 1.5


@given(st.floats(0, 2_000))
def test_pounds_and_kilograms_say_the_same_mass(pounds: float) -> None:
    assert Kilograms(pounds * POUND_IN_KG).pounds == pytest.approx(pounds, abs=0.002)


def test_a_mass_is_read_in_the_unit_that_the_athlete_asks_for() -> None:
    assert Kilograms(60).in_unit(MassUnit.KG) == "60 kg"
    assert Kilograms(60).in_unit(MassUnit.LB) == "132.5 lb"


@pytest.mark.parametrize("count", [0, 500])
def test_a_set_has_none_to_five_hundred_repetitions(count: int) -> None:
    assert Reps(count).count == count


@pytest.mark.parametrize("count", [-1, 501])
def test_no_set_has_fewer_or_more_repetitions(count: int) -> None:
    with pytest.raises(ValueError, match="between 0 and 500 repetitions"):
        Reps(count)


def test_nothing_in_reserve_is_a_reserve_like_any_other() -> None:
    assert RIR(0) < RIR(0.5) < RIR(10)


@pytest.mark.parametrize("count", [-0.5, 10.5, math.nan])
def test_a_reserve_below_failure_or_above_ten_is_refused(count: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 10"):
        RIR(count)


def test_weeks_start_on_monday() -> None:
    assert [day.number for day in Weekday] == list(range(7))
    assert Weekday.of(date(2026, 11, 30)) is Weekday.MONDAY
    assert Weekday.SUNDAY.short == "Sun"


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_the_monday_of_a_day_is_at_most_six_days_earlier(day: date) -> None:
    monday = monday_of(day)
    assert Weekday.of(monday) is Weekday.MONDAY
    assert timedelta(0) <= day - monday < timedelta(days=7)


def test_hours_are_counted_from_one_moment_to_another() -> None:
    evening = at(date(2026, 11, 30), time(18, 30))
    assert evening == datetime(2026, 11, 30, 18, 30)
    assert hours_between(evening, evening + timedelta(hours=24)) == 24
    assert hours_between(evening, evening - timedelta(minutes=30)) == -0.5
