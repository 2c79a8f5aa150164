"""`ironstride export` and `ironstride erase`: all of it out, and all of it gone."""

from __future__ import annotations

import csv
import io
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from databases import ON_SQLITE
from gpx_files import gpx
from ironstride.app.export import export, read_export
from ironstride.app.import_files import import_files
from ironstride.app.keep import keep
from ironstride.app.log import read_logbook
from ironstride.cli.main import cli
from ironstride.core.log import PainMoment, PainScore, Readiness, SessionFinished, SessionStarted
from ironstride.core.units import RIR, Kilograms
from ironstride.formats import streams
from ironstride.formats.figures import read_figures
from ironstride.formats.json_programme import read
from ironstride.formats.recording import FormatError, Streams
from ironstride.store.log_events import told
from ironstride.store.open import open_store
from ironstride.store.store import Store
from log_entries import NOON, TUESDAY, corrected, done, id_
from programmes import season

LOG = (
    SessionStarted(id=id_(90), at=NOON, day=TUESDAY, title="Legs, heavy"),
    done(1, session=id_(90), rir=RIR(0), note='felt "light",\nand quick'),
    done(2, session=id_(90)),
    corrected(2, load=Kilograms(75)),
    SessionFinished(session=id_(90), at=NOON, rpe=7, minutes=45, id=id_(91)),
    PainScore(place="knee", moment=PainMoment.DURING, score=3, day=TUESDAY, at=NOON, id=id_(92)),
    Readiness(day=TUESDAY, at=NOON, score=4, id=id_(93)),
)


@pytest.fixture
def store(tmp_path: Path, database: str) -> Iterator[Store]:
    """The store of an athlete who ran, lifted, planned and told how it went."""
    (tmp_path / "run.gpx").write_bytes(gpx())
    with open_store(tmp_path / "data") as opened:
        import_files([tmp_path / "run.gpx"], store=opened, jobs=1)
        opened.append([told(entry, source="a test") for entry in LOG])
        keep(season(), opened, at=NOON)
        yield opened


@pytest.fixture
def zip_(store: Store) -> zipfile.ZipFile:
    to = io.BytesIO()
    export(store, to, profile="[athlete]\nname = 'Änn'\n")
    return zipfile.ZipFile(to)


def rows(zip_: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(zip_.read(name).decode(), newline="")))


def test_exported_events_read_back_as_they_were(store: Store) -> None:
    to = io.BytesIO()
    assert export(store, to).events == len(LOG) + 2
    assert read_export(to) == store.events()


def test_what_was_exported_can_be_told_to_another_store(store: Store, tmp_path: Path) -> None:
    to = io.BytesIO()
    export(store, to)
    with open_store(tmp_path / "other", athlete=id_(5)) as other:
        other.append(read_export(to))
        assert read_logbook(other) == read_logbook(store)
        assert other.runs() == store.runs()


@ON_SQLITE
def test_the_tables_tell_what_stands(zip_: zipfile.ZipFile) -> None:
    first, second = rows(zip_, "sets.csv")
    assert (first["in_reserve"], first["note"]) == ("0", 'felt "light",\nand quick')
    assert (second["load_kg"], second["in_reserve"]) == ("75", "")
    assert rows(zip_, "pain.csv")[0] | {"place": "knee", "score": "3"} == rows(zip_, "pain.csv")[0]
    assert (rows(zip_, "sessions.csv")[0]["rpe"], rows(zip_, "readiness.csv")[0]["score"]) == (
        "7",
        "4",
    )
    assert rows(zip_, "files.csv")[0]["outcome"] == "new"


@ON_SQLITE
def test_runs_programmes_and_recordings_can_be_used_again(
    zip_: zipfile.ZipFile, store: Store
) -> None:
    names = zip_.namelist()
    (run,), problems = read_figures(zip_.read("runs.csv"), name="runs.csv")
    assert (run.utc_start, problems) == (store.runs()[0].utc_start, ())
    kept = next(name for name in names if name.startswith("programmes/"))
    assert read(zip_.read(kept).decode()) == season()
    recording = next(name for name in names if name.startswith("recordings/"))
    assert rows(zip_, recording)[0]["seconds"] == "0"
    assert zip_.read("profile.toml").decode() == "[athlete]\nname = 'Änn'\n"


@ON_SQLITE
def test_every_file_is_explained(zip_: zipfile.ZipFile) -> None:
    explained = zip_.read("README.txt").decode()
    folders = {name.split("/")[0] for name in zip_.namelist()} - {"README.txt"}
    assert [name for name in folders if name not in explained] == []


@ON_SQLITE
def test_a_damaged_recording_keeps_nobody_from_the_rest(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "every_stream", lambda _: [(store.events()[0], b"ISS1 broken")])
    to = io.BytesIO()
    assert export(store, to).recordings == 1
    assert read_export(to) == store.events()


@pytest.mark.parametrize("content", [b"no zip at all", b""])
def test_what_is_no_export_is_named(content: bytes) -> None:
    with pytest.raises(FormatError, match=r"the export: holds no events\.jsonl"):
        read_export(io.BytesIO(content))


def test_a_line_that_holds_no_event_is_named() -> None:
    to = io.BytesIO()
    with zipfile.ZipFile(to, "w") as archive:
        archive.writestr("events.jsonl", '{"id": 7}\n')
    with pytest.raises(FormatError, match=r"events\.jsonl line 1: holds no event"):
        read_export(to)


def test_a_recording_keeps_its_precision_and_its_gaps() -> None:
    from ironstride.formats.streams_csv import streams_table  # noqa: PLC0415

    packed = streams.pack(
        Streams(
            np.array([0.0, 86_400.125]),
            {"speed_m_per_s": np.array([3.52, np.nan], np.float32)},
        )
    )
    lines = streams_table(streams.unpack(packed)).splitlines()
    assert lines == ["seconds,speed_m_per_s", "0,3.52", "86400.125,"]


# The commands ----------------------------------------------------------------------------


def ironstride(*words: str, answer: str = "") -> tuple[int, str]:
    result = CliRunner().invoke(cli, words, input=answer)
    return result.exit_code, " ".join(result.output.replace("│", " ").split())


@pytest.fixture
def home(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("IRONSTRIDE_DATA", str(store.folder))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@ON_SQLITE
def test_export_says_what_it_holds_and_writes_for_its_owner_alone(home: Path, store: Store) -> None:
    code, said = ironstride("export", "mine.zip")
    assert code == 0
    assert "mine.zip: 9 events, among them 2 sets, 1 run and 1 kept programme; 1 recording" in said
    assert stat.S_IMODE((home / "mine.zip").stat().st_mode) == 0o600
    with (home / "mine.zip").open("rb") as file:
        assert read_export(file) == store.events()


@ON_SQLITE
def test_export_writes_over_no_file_and_leaves_none_by_half(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "mine.zip").write_text("a picture")
    code, said = ironstride("export", "mine.zip")
    assert (code != 0, (home / "mine.zip").read_text()) == (True, "a picture")
    assert "mine.zip is there already; name another file" in said
    monkeypatch.setattr(Store, "files", lambda _: 1 / 0)
    assert ironstride("export", "other.zip")[0] == 1
    assert not (home / "other.zip").exists()


def test_erase_asks_for_the_word_and_then_nothing_is_left(home: Path, store: Store) -> None:
    code, said = ironstride("erase", answer="yes\n")
    assert (code, store.holdings().events) == (1, 9)
    assert "there are 9 events, 1 imported file and 1 recording" in said
    assert "ironstride export my-data.zip" in said
    assert "Nothing was removed." in said
    code, said = ironstride("erase", answer="Erase\n")
    assert (code, store.holdings().is_empty) == (0, True)
    assert "Erased: 9 events, 1 imported file and 1 recording second by second." in said


@ON_SQLITE
def test_erase_may_be_told_not_to_ask_and_says_when_nothing_is_there(
    home: Path, store: Store
) -> None:
    assert ironstride("erase", "--yes")[0] == 0
    assert ironstride("erase", "--yes") == (0, "Nothing is kept, so nothing is erased.")
    assert ironstride("erase", "--data", "elsewhere")[1].startswith("Nothing is kept")
    assert ironstride("export", "a.zip", "--data", "elsewhere")[1].startswith("Nothing is kept")
