"""`ironstride week` and `ironstride sample` as typed."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from ironstride.catalogue.load import load
from ironstride.cli.week import in_words
from ironstride.core.run import RecordedRun
from ironstride.running.habit import running_week

FIGURES = "start_utc,type,elapsed_s,moving_s,distance_m,ascent_m,mean_heart_rate,max_heart_rate\n"
MONDAY = datetime(2026, 3, 2, 18)
TODAY = date(2026, 5, 25)


def figures(*minutes_by_day: tuple[int, int]) -> str:
    rows = (
        f"{MONDAY + timedelta(weeks=week, days=day):%Y-%m-%dT%H:%MZ},run,"
        f"{minutes * 60},{minutes * 60},{minutes * 170},0,,\n"
        for week in range(12)
        for day, minutes in minutes_by_day
    )
    return FIGURES + "".join(rows)


def week_of(*minutes_by_day: tuple[int, int]) -> list[RecordedRun]:
    starts = [
        (MONDAY + timedelta(weeks=week, days=day), minutes)
        for week in range(12)
        for day, minutes in minutes_by_day
    ]
    return [
        RecordedRun(utc_start=start, start=start, elapsed_s=60 * minutes)
        for start, minutes in starts
    ]


def ironstride(*words: str | Path, data: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from ironstride.cli.main import run; run()", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        env={"IRONSTRIDE_DATA": str(data), "PATH": "/usr/bin:/bin"},
    )


def test_the_week_names_days_volume_longest_run_and_how_to_override(tmp_path: Path) -> None:
    history = tmp_path / "history.csv"
    history.write_text(figures((1, 45), (3, 45), (5, 90)))
    shown = ironstride("week", history, "--on", "2026-05-25", data=tmp_path / "none")
    assert shown.returncode == 0, shown.stderr
    assert "Sat *12 of 12    long      sure (12 of 12)     18:00" in shown.stdout
    assert "Longest run of the last 30 days: 15.3 km in 1:30 h, 23 May 2026" in shown.stdout
    assert "Recordings weighed: 36 by pace." in " ".join(shown.stdout.split())
    assert "--runs RUNS.csv" in shown.stdout


def test_each_run_can_be_asked_for_its_reasons(tmp_path: Path) -> None:
    history = tmp_path / "history.csv"
    history.write_text(figures((1, 45), (3, 45), (5, 90)))
    shown = ironstride("week", history, "--on", "2026-05-25", "--each", data=tmp_path / "none")
    assert shown.stdout.count("2.0 times the usual 45 minutes") == 12


def test_without_files_and_without_an_import_it_says_what_to_do(tmp_path: Path) -> None:
    shown = ironstride("week", data=tmp_path / "none")
    assert shown.returncode == 1
    assert "nothing is imported yet" in shown.stderr


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    shown = ironstride("week", tmp_path / "gone.fit", data=tmp_path / "none")
    assert shown.returncode == 1
    assert "gone.fit" in shown.stderr


def test_imported_runs_need_no_files_to_be_named(tmp_path: Path) -> None:
    history = tmp_path / "history.csv"
    history.write_text(figures((1, 45), (3, 45), (5, 90)))
    assert ironstride("import", history, data=tmp_path / "kept").returncode == 0
    shown = ironstride("week", "--on", "2026-05-25", data=tmp_path / "kept")
    assert "Sat *12 of 12    long" in shown.stdout


def test_the_week_is_no_wider_than_eighty_columns() -> None:
    week = running_week(
        week_of((0, 45), (1, 250), (2, 45), (2, 45), (6, 90)),
        today=TODAY,
        policy=load().policy.habit,
    )
    assert max(map(len, in_words(week).splitlines())) <= 80


@pytest.mark.parametrize("runs", [[], week_of((1, 45))])
def test_a_week_is_written_for_few_runs_and_for_none(runs: list[RecordedRun]) -> None:
    today = TODAY + timedelta(weeks=0 if runs else 40)
    said = in_words(running_week(runs, today=today, policy=load().policy.habit))
    assert "[running] habit" in said
    assert ("not at all, for want of both" in said) == bool(runs)


def test_the_sample_says_what_to_type_next(tmp_path: Path) -> None:
    made = ironstride("sample", tmp_path / "made-up", "--today", "2026-11-25", data=tmp_path)
    assert made.returncode == 0, made.stderr
    assert f"ironstride week {tmp_path / 'made-up'}" in made.stdout
    assert (tmp_path / "made-up" / "athlete.toml").exists()


def test_a_full_folder_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("three years of work")
    made = ironstride("sample", tmp_path, "--today", "2026-11-25", data=tmp_path)
    assert made.returncode == 1
    assert (
        made.stderr == f"ironstride: {tmp_path}: is not empty; name a new folder for the sample\n"
    )
