"""The made-up athlete: real files of runs that nobody ran."""

from __future__ import annotations

import tomllib
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import fitdecode
import numpy as np
import pytest

from ironstride.catalogue.load import load
from ironstride.core.run import RecordedRun
from ironstride.formats.activity import read
from ironstride.formats.profile import read_profile
from ironstride.formats.recording import NotAnActivity, Recording
from ironstride.running.habit import running_week
from ironstride.running.layoff import layoffs
from ironstride.running.same_run import is_same_run
from ironstride.sample import SampleReport, make
from ironstride.sample.body import OPEN_SEA, Track, track
from ironstride.sample.fit_writer import Base, Column, Message, checksum, fit_file
from ironstride.sample.folder import LABEL, SampleError
from ironstride.sample.profile import race_day
from ironstride.sample.season import MadeUpRun, Workout, season

TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> SampleReport:
    return make(tmp_path_factory.mktemp("sample") / "made-up", today=TODAY)


@pytest.fixture(scope="module")
def recordings(report: SampleReport) -> dict[str, Recording]:
    found = {name: read(content, name=name) for name, content in files(report.folder)}
    return {
        name: recording
        for name, several in found.items()
        if not isinstance(several, NotAnActivity)
        for recording in several
    }


@pytest.fixture(scope="module")
def season_runs() -> tuple[MadeUpRun, ...]:
    return tuple(season(seed=7, today=TODAY))


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every activity file of the folder, also those in the zips, by name."""
    for path in sorted(folder.rglob("sample-*")):
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as box:
                yield from ((Path(name).name, box.read(name)) for name in box.namelist())
        else:
            yield path.name, path.read_bytes()


def originals(recordings: dict[str, Recording]) -> list[RecordedRun]:
    return [r.run for name, r in recordings.items() if "activity" not in name]


def first(season_runs: tuple[MadeUpRun, ...], workout: Workout) -> Track:
    return track(next(r for r in season_runs if r.workout is workout), seed=7)


# The folder


def test_the_running_week_that_was_meant_is_the_one_that_is_found(
    report: SampleReport, recordings: dict[str, Recording]
) -> None:
    week = running_week(originals(recordings), today=TODAY, policy=load().policy.habit)
    assert [(r.day, r.kind) for r in week.habit] == [(r.day, r.kind) for r in report.week]
    for found, meant in zip(week.habit, report.week, strict=True):
        assert abs(found.minutes - meant.minutes) <= 10
        assert abs(found.start.hour * 60 + found.start.minute - _minute_of(meant.start)) <= 15


def _minute_of(clock: object) -> int:
    hour, minute, *_ = str(clock).split(":")
    return int(hour) * 60 + int(minute)


def test_thursday_was_a_quality_day_before_the_half_marathon(
    recordings: dict[str, Recording],
) -> None:
    june = running_week(originals(recordings), today=date(2026, 6, 29), policy=load().policy.habit)
    kinds = {run.day.short: run.kind.value for run in june.habit}
    assert (kinds["Tue"], kinds["Thu"], kinds["Sun"]) == ("quality", "quality", "long")


def test_both_races_are_recognised_as_races(recordings: dict[str, Recording]) -> None:
    policy = load().policy.habit
    runs = originals(recordings)
    seen = [
        j
        for t in (date(2026, 2, 2), date(2026, 8, 3))
        for j in running_week(runs, today=t, policy=policy).judgements
    ]
    raced = [round(j.outing.distance_km or 0) for j in seen if j.kind == "race"]
    assert raced == [10, 21]


def test_the_illness_shows_as_a_lay_off_of_sixteen_days(recordings: dict[str, Recording]) -> None:
    found = layoffs(originals(recordings), today=TODAY, days=14)
    assert [stretch.days for stretch in found] == [16]


def test_there_are_eighteen_months_of_four_to_five_runs_a_week(report: SampleReport) -> None:
    assert 310 <= report.runs <= 345
    assert (report.last - report.first) // timedelta(weeks=1) in (77, 78)
    assert report.last < TODAY


def test_every_run_lies_in_one_file_and_some_in_two(
    report: SampleReport, recordings: dict[str, Recording]
) -> None:
    runs = originals(recordings)
    copies = [r.run for name, r in recordings.items() if "activity" in name]
    assert len(runs) == report.runs
    assert len(copies) == report.copies > 10
    assert all(any(is_same_run(copy, run) for run in runs) for copy in copies)


def test_exactly_one_file_is_damaged(
    report: SampleReport, recordings: dict[str, Recording]
) -> None:
    doubted = [name for name, recording in recordings.items() if recording.cautions]
    assert doubted == [report.damaged.name]
    assert "breaks off" in recordings[report.damaged.name].cautions[0]


def test_one_file_holds_settings_and_no_run(report: SampleReport) -> None:
    found = read((report.folder / "watch" / "sample-settings.fit").read_bytes(), name="settings")
    assert isinstance(found, NotAnActivity)


def test_the_drawer_is_as_untidy_as_a_real_one(report: SampleReport) -> None:
    loose = ["".join(Path(p.name).suffixes) for p in report.folder.rglob("sample-*")]
    assert {".fit", ".fit.gz", ".gpx", ".gpx.gz", ".tcx", ".zip"} <= set(loose)


def test_everything_says_that_it_is_made_up(report: SampleReport) -> None:
    assert (report.folder / "README.txt").read_text().startswith(LABEL)
    assert "made-up" in report.profile.read_text()
    for path in report.folder.rglob("*"):
        assert path.is_dir() or path.name.startswith(("sample-", "README", "athlete"))
    for name, content in files(report.folder):
        if name.endswith((".gpx", ".tcx")):
            assert b"Made-up sample" in content


def test_phone_files_say_that_they_are_runs(report: SampleReport) -> None:
    phone = [content for name, content in files(report.folder) if name.endswith(".gpx")]
    assert phone
    assert all(b"<type>running</type>" in content for content in phone)


def test_nobody_lives_where_the_runs_are(recordings: dict[str, Recording]) -> None:
    latitude, longitude = OPEN_SEA
    assert (round(latitude), round(longitude)) == (35, 18)
    far = max(np.ptp(track(run, seed=7).latitude_deg) for run in season(seed=7, today=TODAY))
    assert far < 0.02


def test_local_time_is_an_hour_ahead_in_every_format(recordings: dict[str, Recording]) -> None:
    for recording in recordings.values():
        run = recording.run
        assert run.start - run.utc_start.replace(tzinfo=None) == timedelta(hours=1)


def test_the_same_seed_and_day_give_the_same_bytes(report: SampleReport, tmp_path: Path) -> None:
    again = make(tmp_path / "again", today=TODAY)
    assert dict(files(again.folder)) == dict(files(report.folder))
    other = make(tmp_path / "other", seed=8, today=TODAY)
    assert dict(files(other.folder)).keys() != dict(files(report.folder)).keys()


def test_a_new_sample_replaces_an_old_one_and_keeps_the_rest(tmp_path: Path) -> None:
    make(tmp_path / "made-up", today=TODAY)
    kept = tmp_path / "made-up" / "watch" / "mine.fit"
    kept.write_bytes(b"mine")
    newer = make(tmp_path / "made-up", today=TODAY + timedelta(weeks=8))
    assert kept.exists()
    names = [name for name, _ in files(newer.folder) if "activity" not in name]
    assert len(names) == newer.runs + 1


def test_a_folder_with_anything_else_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("three years of work")
    with pytest.raises(SampleError, match="is not empty; name a new folder"):
        make(tmp_path, today=TODAY)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(SampleError, match="cannot be written"):
        make(tmp_path / "file" / "made-up", today=TODAY)


# The profile


def test_the_profile_is_one_that_ironstride_reads(report: SampleReport) -> None:
    athlete = read_profile(report.profile.read_text(), name="athlete.toml", catalogue=load())
    assert [race.title for race in athlete.races] == ["half marathon"]
    assert set(athlete.places) == {"gym", "home"}
    assert len(athlete.lifts) == 2
    assert athlete.habit is None


@pytest.mark.parametrize("day", [TODAY + timedelta(days=n) for n in range(7)])
def test_the_race_ends_sixteen_weeks_of_training(day: date) -> None:
    race = race_day(day)
    assert race.weekday() == 6
    assert 111 <= (race - day).days <= 117


def test_the_profile_is_plain_toml(report: SampleReport) -> None:
    profile = tomllib.loads(report.profile.read_text())
    assert profile["race"][0]["date"] == race_day(TODAY)


# The body


def test_heart_rate_lags_behind_the_effort(season_runs: tuple[MadeUpRun, ...]) -> None:
    steps = first(season_runs, Workout.INTERVALS)
    hard = np.flatnonzero(np.diff(steps.stretch))[0] + 1  # the first interval begins

    def gained(figure: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
        before, after = np.mean(figure[hard - 10 : hard]), np.mean(figure[hard + 15 : hard + 20])
        return float((figure[hard + 4] - before) / (after - before))

    assert gained(steps.speed_m_per_s) > 0.85
    assert gained(steps.heart_rate_bpm) < 0.75


def test_faster_running_means_more_steps_and_less_ground(
    season_runs: tuple[MadeUpRun, ...],
) -> None:
    steps = first(season_runs, Workout.INTERVALS)
    assert np.corrcoef(steps.speed_m_per_s, steps.cadence_spm)[0, 1] > 0.9
    assert np.corrcoef(steps.speed_m_per_s, steps.stance_time_ms)[0, 1] < -0.9


def test_form_drifts_in_the_last_third_of_a_long_run(season_runs: tuple[MadeUpRun, ...]) -> None:
    steps = first(season_runs, Workout.LONG)
    third = steps.seconds.size // 3
    for figure in (steps.stance_time_ms, steps.vertical_oscillation_mm):
        early, middle, late = (
            np.mean(figure[:third]),
            np.mean(figure[third:-third]),
            np.mean(figure[-third:]),
        )
        assert abs(middle / early - 1) < 0.01
        assert late > 1.015 * middle


def test_the_athlete_gets_fitter(season_runs: tuple[MadeUpRun, ...]) -> None:
    speeds = [run.hour_speed for run in season_runs]
    assert np.mean(speeds[-40:]) > 1.05 * np.mean(speeds[:40])


def test_records_lie_five_to_ten_seconds_apart(season_runs: tuple[MadeUpRun, ...]) -> None:
    steps = np.diff(first(season_runs, Workout.EASY).seconds)
    assert (steps.min(), steps.max()) == (5, 10)


def test_runs_never_overlap(season_runs: tuple[MadeUpRun, ...]) -> None:
    assert all(one.start + timedelta(hours=3) < next_.start for one, next_ in pairwise(season_runs))


# FIT


def decoded(content: bytes) -> list[fitdecode.FitDataMessage]:
    with fitdecode.FitReader(
        content,
        check_crc=fitdecode.CrcCheck.RAISE,
        error_handling=fitdecode.ErrorHandling.RAISE,
    ) as frames:
        return [f for f in frames if f.frame_type == fitdecode.FIT_FRAME_DATA]


def test_fit_files_decode_without_a_complaint(report: SampleReport) -> None:
    watch = sorted((report.folder / "watch").glob("*.fit"))
    assert len(watch) > 40
    for path in watch:
        if path != report.damaged:
            assert decoded(path.read_bytes())


def test_a_fit_file_says_who_made_it_and_when(report: SampleReport) -> None:
    path = max((report.folder / "watch").glob("*long-run.fit"))
    messages = {m.name: m for m in decoded(path.read_bytes())}
    made = messages["file_id"]
    assert (made.get_value("manufacturer"), made.get_value("type")) == ("development", "activity")
    assert made.get_value("product_name") == "Ironstride sample"
    ahead = messages["activity"].get_value("local_timestamp").replace(tzinfo=None) - messages[
        "activity"
    ].get_value("timestamp").replace(tzinfo=None)
    assert ahead == timedelta(hours=1)


def test_fit_records_carry_running_dynamics_in_their_units(report: SampleReport) -> None:
    path = max((report.folder / "watch").glob("*long-run.fit"))
    record = [m for m in decoded(path.read_bytes()) if m.name == "record"][100]
    assert 200 < record.get_value("stance_time") < 300
    assert 70 < record.get_value("vertical_oscillation") < 110
    assert 800 < record.get_value("step_length") < 1200
    assert 160 <= 2 * (record.get_value("cadence") + record.get_value("fractional_cadence")) <= 180


def test_laps_follow_the_workout_and_add_up(report: SampleReport) -> None:
    path = max((report.folder / "watch").glob("*intervals.fit"))
    messages = decoded(path.read_bytes())
    laps = [m for m in messages if m.name == "lap"]
    (session,) = [m for m in messages if m.name == "session"]
    assert len(laps) == session.get_value("num_laps") >= 12
    summed = sum(lap.get_value("total_distance") for lap in laps)
    assert summed == pytest.approx(session.get_value("total_distance"), abs=1)


def test_not_a_number_is_written_as_not_known() -> None:
    heart = Column(3, Base.UINT8, [150, np.nan])
    records = decoded(fit_file([Message(20, [heart])]))
    assert [r.get_value("heart_rate") for r in records] == [150, None]


def test_a_flipped_bit_is_noticed() -> None:
    content = bytearray(fit_file([Message(20, [Column(3, Base.UINT8, [150])])]))
    assert checksum(bytes(content)) == 0
    content[20] ^= 4
    assert checksum(bytes(content)) != 0
