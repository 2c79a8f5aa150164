"""What a run costs."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.core.run import RecordedRun
from ironstride.running.load import (
    LoadMethod,
    Yardstick,
    heart_rate_load,
    pace_load,
    session_load,
    yardstick,
)

START = datetime(2026, 3, 2, 18)
TODAY = date(2026, 6, 1)
KNOWN = Yardstick(highest_heart_rate=190, hour_speed=3.5)
HOUR = RecordedRun(
    utc_start=START,
    start=START,
    elapsed_s=3600,
    distance_m=12_600,
    mean_heart_rate=150,
    max_heart_rate=170,
)


def test_heart_rate_load_follows_banisters_impulse() -> None:
    reserve, hard = 90 / 130, 0.85
    expected = 100 * (reserve * math.exp(1.92 * reserve)) / (hard * math.exp(1.92 * hard))
    assert heart_rate_load(HOUR, KNOWN) == pytest.approx(expected)


def test_an_hour_at_the_hour_speed_is_a_hundred() -> None:
    assert pace_load(HOUR, KNOWN) == pytest.approx(100)


def test_heart_rate_comes_before_pace() -> None:
    load = session_load(HOUR, KNOWN)
    assert load is not None
    assert load.method is LoadMethod.HEART_RATE


@pytest.mark.parametrize("heart", [None, 60, 191])
def test_pace_stands_in_where_heart_rate_is_missing_or_cannot_be(heart: float | None) -> None:
    load = session_load(replace(HOUR, mean_heart_rate=heart), KNOWN)
    assert load is not None
    assert load.method is LoadMethod.PACE


def test_without_heart_rate_and_distance_there_is_no_load() -> None:
    assert session_load(replace(HOUR, mean_heart_rate=None, distance_m=None), KNOWN) is None


@given(st.floats(61, 189), st.floats(1, 300))
def test_load_grows_with_heart_rate_and_with_time(heart: float, minutes: float) -> None:
    run = replace(HOUR, mean_heart_rate=heart, elapsed_s=minutes * 60)
    load = heart_rate_load(run, KNOWN)
    harder = heart_rate_load(replace(run, mean_heart_rate=heart + 1), KNOWN)
    longer = heart_rate_load(replace(run, elapsed_s=minutes * 60 + 60), KNOWN)
    assert load is not None
    assert harder is not None
    assert longer is not None
    assert 0 < load < min(harder, longer)


def with_maxima(*maxima: float) -> list[RecordedRun]:
    return [
        replace(HOUR, max_heart_rate=m, start=START + timedelta(days=n))
        for n, m in enumerate(maxima)
    ]


def test_two_spikes_of_a_strap_do_not_raise_the_highest_heart_rate() -> None:
    found = yardstick(with_maxima(*[180.0] * 8, 215, 220), today=TODAY)
    assert found.highest_heart_rate == 180


@pytest.mark.parametrize(
    "maxima", [[180.0] * 9, [129.0] * 10, [231.0] * 10], ids=["too few", "too low", "too high"]
)
def test_a_highest_heart_rate_that_cannot_be_is_not_believed(maxima: list[float]) -> None:
    assert yardstick(with_maxima(*maxima), today=TODAY).highest_heart_rate is None


def test_the_hour_speed_is_the_fastest_half_hour_of_a_year() -> None:
    short = replace(HOUR, elapsed_s=1740, distance_m=8_000)
    old = replace(HOUR, start=START - timedelta(days=366), distance_m=15_000)
    found = yardstick([HOUR, short, old], today=TODAY)
    assert found.hour_speed == pytest.approx(3.5)


def test_the_yardstick_does_not_look_ahead() -> None:
    assert yardstick([HOUR], today=START.date()).hour_speed is None
