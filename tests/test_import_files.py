from __future__ import annotations

import gzip
import io
import os
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from databases import ON_SQLITE
from gpx_files import NOON, gpx
from ironstride.app.gather import Progress
from ironstride.app.import_files import import_files
from ironstride.formats.streams import unpack
from ironstride.store.files import Outcome
from ironstride.store.folder import SQLITE_FILE
from ironstride.store.open import open_store
from ironstride.store.store import Store

DAY = timedelta(days=1)
SHARED = Path(__file__).parents[2] / "shared" / "data"


@pytest.fixture
def store(tmp_path: Path, database: str) -> Iterator[Store]:
    with open_store(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


def three_days(folder: Path) -> None:
    for day in range(3):
        (folder / f"{day}.gpx").write_bytes(gpx(NOON + day * DAY))


def everything(store: Store) -> tuple[object, ...]:
    return store.events(), store.files(), store.runs()


def test_what_is_imported_can_be_read_back(store: Store, files: Path) -> None:
    (files / "a.gpx").write_bytes(gpx(heart_rate=150, name="Lunch run"))
    summary = import_files([files], store=store)
    assert (summary.files, summary.new, summary.runs) == (1, 1, 1)
    (run,) = store.runs()
    assert (run.title, run.mean_heart_rate, run.elapsed_s) == ("Lunch run", 150, 1_800)
    (copy,) = store.copies()
    streams = store.streams(copy)
    assert streams is not None
    assert set(unpack(streams).columns["heart_rate_bpm"]) == {150}


def test_importing_twice_changes_nothing(store: Store, files: Path) -> None:
    three_days(files)
    (files / "settings.txt").touch()
    import_files([files], store=store)
    before = everything(store)
    summary = import_files([files, files / "0.gpx"], store=store)
    assert (summary.new, summary.same_bytes, summary.runs) == (0, 3, 3)
    assert everything(store) == before


def test_a_copied_or_renamed_file_is_known_by_its_bytes(store: Store, files: Path) -> None:
    (files / "a.gpx").write_bytes(gpx())
    (files / "b.gpx").write_bytes(gpx())
    summary = import_files([files], store=store)
    assert (summary.new, summary.same_bytes) == (1, 1)
    assert len(store.events()) == 1


def test_the_same_run_from_two_sources_is_one_run(store: Store, files: Path) -> None:
    (files / "phone.gpx").write_bytes(gpx(NOON + timedelta(seconds=2)))
    (files / "watch.gpx.gz").write_bytes(gzip.compress(gpx(heart_rate=150)))
    summary = import_files([files], store=store)
    assert (summary.new, summary.same_run, summary.runs) == (1, 1, 1)
    assert store.runs()[0].mean_heart_rate == 150  # the richer one is kept
    second = store.files()[1]
    assert second.outcome is Outcome.KNOWN
    assert second.reason.endswith("the same run as " + str(files / "phone.gpx"))


def test_only_the_richer_recording_keeps_its_streams(store: Store, files: Path) -> None:
    for name, start, beats in (("1", 0, 150), ("2", 1, None)):
        moment = NOON + timedelta(seconds=start)
        (files / f"{name}.gpx").write_bytes(gpx(moment, heart_rate=beats))
    import_files([files], store=store)
    assert [store.streams(copy) is not None for copy in store.copies()] == [True, False]


def test_a_damaged_file_stops_no_other_and_is_named(store: Store, files: Path) -> None:
    three_days(files)
    (files / "1.fit").write_bytes(b"\x0e\x10\x00\x00\x00\x00\x00\x00.FIT")
    (files / "2.zip").write_bytes(b"PK\x03\x04 and then nothing")
    summary = import_files([files], store=store)
    assert (summary.new, len(summary.refused)) == (3, 2)
    assert "1.fit at byte" in summary.refused[0]
    assert "2.zip cannot be read as a zip" in summary.refused[1]


def test_a_refused_file_is_named_again_each_time_and_read_once_it_can_be(
    store: Store, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (files / "a.gpx").write_bytes(gpx())
    with monkeypatch.context() as patched:
        patched.setattr("ironstride.formats.activity.read", lambda *_, **__: 1 / 0)
        for _ in range(2):
            summary = import_files([files], store=store)
            assert "stumbled over it, ZeroDivisionError" in summary.refused[0]
    assert import_files([files], store=store).new == 1
    assert store.files()[0].outcome is Outcome.NEW


def test_what_is_no_run_is_counted_by_its_sport(store: Store, files: Path) -> None:
    (files / "ride.gpx").write_bytes(gpx(sport="cycling"))
    (files / "which.gpx").write_bytes(gpx(NOON + DAY, sport=None))
    (files / "photo.jpg").touch()
    summary = import_files([files], store=store)
    assert (summary.new, summary.skipped, summary.runs) == (0, 3, 0)
    assert summary.other_sports == {"cycling": 1, "of no named sport": 1}
    assert summary.other_files == {".jpg file": 1}
    assert "which.gpx: the file does not say which sport" in summary.cautions[0]


def strava(folder: Path, *, title: str = "Hill repeats", sport: str = "Run") -> None:
    header = "Activity ID,Activity Date,Activity Name,Activity Type,Filename,Competition"
    row = f'1,"May 4, 2026, 12:00:00 PM",{title},{sport},activities/9.gpx,1'
    (folder / "activities.csv").write_text(f"{header}\n{row}\n")


def test_strava_s_list_says_what_a_file_does_not(store: Store, files: Path) -> None:
    (files / "activities").mkdir()
    (files / "activities" / "9.gpx").write_bytes(gpx(sport=None))
    strava(files)
    summary = import_files([files], store=store)
    assert (summary.new, summary.described, summary.cautions) == (1, 1, ())
    assert [(run.title, run.is_race) for run in store.runs()] == [("Hill repeats", True)]


def test_a_list_that_comes_later_still_speaks_of_its_runs(store: Store, files: Path) -> None:
    (files / "activities").mkdir()
    (files / "activities" / "9.gpx").write_bytes(gpx())
    import_files([files], store=store)
    strava(files)
    import_files([files], store=store)
    assert store.runs()[0].title == "Hill repeats"
    strava(files, title="Renamed since", sport="Walk")
    assert import_files([files], store=store).runs == 0
    assert [one.run.title for one in store.activities()] == ["Renamed since"]


def test_garmin_s_summaries_are_joined_by_the_start(store: Store, files: Path) -> None:
    start_ms = NOON.timestamp() * 1_000 + 4_000
    summary = f'{{"startTimeGmt": {start_ms}, "name": "Parkrun", "activityType": "running"}}'
    (files / "me_0_summarizedActivities.json").write_text(
        f'[{{"summarizedActivitiesExport": [{summary}]}}]'
    )
    (files / "a.gpx").write_bytes(gpx())
    import_files([files], store=store)
    assert store.runs()[0].title == "Parkrun"


FIGURES = "start_utc,type,elapsed_s,moving_s,distance_m,ascent_m,mean_heart_rate,max_heart_rate"


def test_plain_figures_are_runs_each_once(store: Store, files: Path) -> None:
    rows = ["2026-05-04T12:00Z,run,1805,1800,5400,,,", "2026-05-05T12:00Z,run,1800,1800,5400,,,"]
    (files / "runs.csv").write_text("\n".join([FIGURES, *rows]))
    (files / "a.gpx").write_bytes(gpx(NOON + timedelta(seconds=40)))
    summary = import_files([files], store=store)
    assert (summary.new, summary.same_run, summary.runs) == (2, 1, 2)
    rows.append("2026-05-06T12:00Z,run,1800,1800,5400,,,")
    (files / "runs.csv").write_text("\n".join([FIGURES, *rows]))
    assert import_files([files], store=store).runs == 3
    assert len(store.events()) == 4


def test_a_dry_run_counts_the_same_and_writes_nothing(store: Store, files: Path) -> None:
    three_days(files)
    without = import_files([files], store=None, dry_run=True)
    looked = import_files([files], store=store, dry_run=True)
    assert everything(store) == ((), (), ())
    assert import_files([files], store=store) == looked == without


def test_only_a_dry_run_does_without_a_store(files: Path) -> None:
    with pytest.raises(ValueError, match="only a dry run does without"):
        import_files([files], store=None)


def test_processes_change_nothing_but_the_time_it_takes(store: Store, files: Path) -> None:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        for day in range(10):
            archive.writestr(f"{day}.gpx", gpx(NOON + day * DAY))
    (files / "export.zip").write_bytes(box.getvalue())
    (files / "broken.gpx").write_bytes(b"<gpx")
    alone = import_files([files], store=None, dry_run=True, jobs=1)
    assert import_files([files], store=store, jobs=2) == alone
    assert [event.at for event in store.events()] == [NOON + day * DAY for day in range(10)]


def test_progress_is_told_after_each_file(store: Store, files: Path) -> None:
    three_days(files)
    seen: list[tuple[int, int, str]] = []
    progress: Progress = lambda *told: seen.append(told)  # noqa: E731 - one line says it
    import_files([files], store=store, progress=progress)
    assert seen == [(n + 1, 3, str(files / f"{n}.gpx")) for n in range(3)]


def imported(files: Path, data: Path) -> subprocess.Popen[bytes]:
    say = "from ironstride.cli.main import run; run()"
    command = [sys.executable, "-c", say, "import", str(files), "--data", str(data), "--jobs", "2"]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True)


def wait_until(has_come: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not has_come():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def has_ended(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def events_in(data: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{data / SQLITE_FILE}?mode=ro", uri=True)) as database:
            return int(database.execute("SELECT count(*) FROM event").fetchone()[0])
    except sqlite3.OperationalError:
        return 0  # nothing is there yet


@ON_SQLITE
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_killed_import_leaves_no_process_and_goes_on_where_it_stopped(
    store: Store, files: Path
) -> None:
    for day in range(60):
        (files / f"{day:02}.gpx").write_bytes(gpx(NOON + day * DAY, minutes=60))
    running = imported(files, store.folder)
    wait_until(lambda: events_in(store.folder) > 0)
    running.kill()
    running.wait()
    wait_until(lambda: has_ended(running.pid))
    kept = events_in(store.folder)
    assert 0 < kept < 60
    summary = import_files([files], store=store)
    assert (summary.same_bytes, summary.new) == (kept, 60 - kept)
    assert [run.utc_start for run in store.runs()] == [NOON + day * DAY for day in range(60)]
    assert len(store.events()) == len(store.files()) == 60
