"""What a coach would see in seven years of one real runner's figures.

The file's times are UTC and the runner's zone is unknown, so late evenings may count as the
day before or after; only what holds either way is asked for here.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ironstride.catalogue.load import load
from ironstride.core.calendar import Weekday
from ironstride.core.run import RecordedRun, RunKind
from ironstride.formats.figures import read_figures
from ironstride.running.habit import RunningWeek, running_week
from ironstride.running.load import LoadMethod

FIGURES = Path(__file__).parents[2] / "shared" / "data" / "real_runner.csv"
pytestmark = pytest.mark.skipif(not FIGURES.exists(), reason=f"needs {FIGURES.name}")


@pytest.fixture(scope="module")
def runs() -> tuple[RecordedRun, ...]:
    return read_figures(FIGURES.read_bytes(), name=FIGURES.name)[0]


def on(runs: tuple[RecordedRun, ...], day: date) -> RunningWeek:
    return running_week(runs, today=day, policy=load().policy.habit)


def kinds(week: RunningWeek) -> dict[Weekday, RunKind]:
    return {run.day: run.kind for run in week.habit}


def test_an_autumn_of_two_quality_evenings_and_sunday_long_runs(
    runs: tuple[RecordedRun, ...],
) -> None:
    assert kinds(on(runs, date(2025, 12, 15))) == {
        Weekday.TUESDAY: RunKind.QUALITY,
        Weekday.THURSDAY: RunKind.QUALITY,
        Weekday.SATURDAY: RunKind.EASY,
        Weekday.SUNDAY: RunKind.LONG,
    }


def test_a_marathon_summer_has_its_long_run_on_sunday(runs: tuple[RecordedRun, ...]) -> None:
    week = on(runs, date(2024, 9, 16))
    assert kinds(week)[Weekday.SUNDAY] is RunKind.LONG
    assert max(run.minutes for run in week.habit) >= 150
    assert week.longest_run_km == pytest.approx(42.5, abs=0.1)


def test_the_return_of_the_last_weeks_has_four_days_and_a_lay_off(
    runs: tuple[RecordedRun, ...],
) -> None:
    week = on(runs, date(2026, 7, 29))
    assert list(kinds(week)) == [
        Weekday.TUESDAY,
        Weekday.WEDNESDAY,
        Weekday.FRIDAY,
        Weekday.SUNDAY,
    ]
    assert kinds(week)[Weekday.SUNDAY] is RunKind.LONG
    assert [stretch.days for stretch in week.layoffs] == [21]


def test_seasons_without_a_strap_are_weighed_by_pace(runs: tuple[RecordedRun, ...]) -> None:
    weighed = on(runs, date(2022, 6, 27)).volume.weighed
    assert weighed[LoadMethod.PACE] > 30


def test_every_week_of_seven_years_is_one_that_a_coach_would_recognise(
    runs: tuple[RecordedRun, ...],
) -> None:
    for ordinal in range(runs[0].day.toordinal(), runs[-1].day.toordinal(), 35):
        week = on(runs, date.fromordinal(ordinal))
        planned = list(kinds(week).values())
        assert planned.count(RunKind.LONG) <= 1
        assert planned.count(RunKind.QUALITY) <= 2
        assert len(week.taken) <= week.volume.days.most + 1
