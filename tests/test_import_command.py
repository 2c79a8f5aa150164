from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from databases import NEEDS_ITS_FILE
from gpx_files import NOON, gpx
from ironstride.app.summary import ImportSummary
from ironstride.cli.import_words import in_words
from ironstride.cli.main import cli


def ironstride(*words: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(cli, [str(word) for word in words])
    return result.exit_code, result.output


@NEEDS_ITS_FILE
def test_an_import_says_what_came_of_it_where_it_is_kept_and_what_is_next(tmp_path: Path) -> None:
    (tmp_path / "a.gpx").write_bytes(gpx())
    code, said = ironstride("import", tmp_path / "a.gpx", "--data", tmp_path / "data")
    assert code == 0
    assert said.splitlines() == [
        "1 file looked at",
        "      1  new run",
        "",
        "1 run in all, 2026-05-04 to 2026-05-04",
        f"Kept in {tmp_path / 'data'}",
        "Next: ironstride week",
    ]


@NEEDS_ITS_FILE
def test_the_data_folder_is_what_the_variable_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IRONSTRIDE_DATA", str(tmp_path / "elsewhere"))
    (tmp_path / "a.gpx").write_bytes(gpx())
    _, said = ironstride("import", tmp_path / "a.gpx")
    assert f"Kept in {tmp_path / 'elsewhere'}" in said


def test_a_dry_run_makes_no_folder(tmp_path: Path) -> None:
    (tmp_path / "a.gpx").write_bytes(gpx())
    code, said = ironstride("import", tmp_path, "--dry-run", "--data", tmp_path / "data")
    assert code == 0
    assert "1 file looked at, nothing written" in said
    assert not (tmp_path / "data").exists()


def test_a_dry_run_knows_what_was_imported_before(tmp_path: Path) -> None:
    (tmp_path / "a.gpx").write_bytes(gpx())
    there = ("--data", tmp_path / "data")
    ironstride("import", tmp_path / "a.gpx", *there)
    _, said = ironstride("import", tmp_path / "a.gpx", "--dry-run", *there)
    assert "0  new runs\n      1  already known: 1 met before" in said


def test_an_import_fails_only_if_nothing_at_all_could_be_read(tmp_path: Path) -> None:
    there = ("--data", tmp_path / "data")
    broken, sound = tmp_path / "broken.fit", tmp_path / "sound.gpx"
    broken.write_bytes(b"no FIT file")
    sound.write_bytes(gpx(NOON + timedelta(days=1)))
    assert ironstride("import", broken, *there)[0] == 1
    assert ironstride("import", broken, sound, *there)[0] == 0
    assert ironstride("import", broken, sound, *there)[0] == 0


def test_every_line_fits_a_screen_of_80_columns() -> None:
    summary = ImportSummary(
        files=2_000,
        new=1_234,
        same_bytes=500,
        same_run=30,
        described=1_294,
        other_sports={f"sport number {n}": n for n in range(9)},
        other_files={f"a FIT file of kind {n}, no activity": n for n in range(9)},
        refused=("export.zip/activities/1.fit.gz at byte 771: breaks off; too little to keep",)
        * 20,
        cautions=("a.gpx: " + "word " * 40,),
    )
    lines = list(in_words(summary, place="data"))
    assert max(map(len, lines)) <= 80
    assert "         and 8 more; --all names them" in lines


@pytest.mark.parametrize(("quick_s", "shown"), [("0", True), ("60", False)])
def test_a_progress_bar_is_for_long_work_on_a_terminal(
    tmp_path: Path, quick_s: str, shown: bool
) -> None:
    pty = pytest.importorskip("pty")
    (tmp_path / "a.gpx").write_bytes(gpx())
    say = (
        f"import ironstride.cli.import_ as verb; verb.QUICK_S = {quick_s};"
        "from ironstride.cli.main import run; run()"
    )
    command = [sys.executable, "-c", say, "import", "--dry-run", str(tmp_path / "a.gpx")]
    ours, theirs = pty.openpty()
    told = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, check=True)
    os.write(theirs, b"end")
    assert (b"1/1" in os.read(ours, 10_000)) is shown
    assert told.stdout.startswith(b"1 file looked at")
    os.close(theirs)
    os.close(ours)


def test_without_a_terminal_nothing_but_words_is_written(tmp_path: Path) -> None:
    (tmp_path / "a.gpx").write_bytes(gpx())
    say = "from ironstride.cli.main import run; run()"
    command = [sys.executable, "-c", say, "import", "--dry-run", str(tmp_path / "a.gpx")]
    told = subprocess.run(command, capture_output=True, check=True)
    assert told.stderr == b""
    assert b"\x1b" not in told.stdout
