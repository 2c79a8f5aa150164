from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from gpx_files import NOON, gpx
from ironstride.app.history import read_history
from ironstride.app.import_files import import_files
from ironstride.sample import make
from ironstride.store.open import open_store

SHARED = Path(__file__).parents[2] / "shared" / "data"
LARGE_B = 200_000  # benchmarks.imports takes in the large ones, too
NEEDS_SHARED = pytest.mark.skipif(not SHARED.exists(), reason="the real recordings are not here")


def test_runs_come_each_once_in_order_of_their_starts(tmp_path: Path) -> None:
    (tmp_path / "later.gpx").write_bytes(gpx(NOON + timedelta(days=1)))
    (tmp_path / "earlier.gpx").write_bytes(gpx(NOON))
    (tmp_path / "once-more.gpx").write_bytes(gpx(NOON + timedelta(seconds=3), heart_rate=150))
    history = read_history([tmp_path])
    starts = [run.utc_start for run in history.runs]
    assert starts == [NOON + timedelta(seconds=3), NOON + timedelta(days=1)]
    assert (history.summary.new, history.summary.same_run) == (2, 1)


def test_nothing_to_read_is_no_run_and_no_error(tmp_path: Path) -> None:
    history = read_history([tmp_path])
    assert (history.runs, history.summary.is_all_refused) == ((), False)


def test_a_path_that_is_not_there_is_refused_with_a_sentence(tmp_path: Path) -> None:
    summary = read_history([tmp_path / "nowhere"]).summary
    assert summary.refused == (f"{tmp_path / 'nowhere'} is not there; check the path",)
    assert summary.is_all_refused


def test_history_needs_no_database() -> None:
    say = "import sys, ironstride.app.history; print('django' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", say], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


def test_the_made_up_athlete_ran_each_run_once(tmp_path: Path) -> None:
    report = make(tmp_path / "files", seed=3, today=date(2026, 11, 24))
    history = read_history([report.folder], jobs=2)
    assert len(history.runs) == report.runs
    assert history.summary.same_run == report.copies
    assert [report.damaged.name in caution for caution in history.summary.cautions] == [True]


@NEEDS_SHARED
def test_real_files_none_crashes_and_a_second_import_adds_nothing(tmp_path: Path) -> None:
    files = sorted(p for p in SHARED.rglob("*") if p.is_file() and p.stat().st_size < LARGE_B)
    with open_store(tmp_path) as store:
        first = import_files(files, store=store, jobs=2)
        before = store.events(), store.files()
        second = import_files(files, store=store, jobs=2)
        assert (store.events(), store.files()) == before
        assert second.runs == first.runs == len(store.runs()) == 865
    assert second.new == 0
    named = ("pfp_activity-settings-corruptheader.fit", "pfp_activity-unexpected-eof.fit")
    assert [name in said for name, said in zip(named, first.refused, strict=True)] == [True, True]
