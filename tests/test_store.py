from __future__ import annotations

import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connections

from databases import ON_SQLITE, begin_with_nothing, environment_for
from ironstride.core.event import Event, EventKind
from ironstride.core.run import Device, RecordedRun
from ironstride.running.copies import Copy, Description
from ironstride.store import activity_events
from ironstride.store.append_only import REFUSAL
from ironstride.store.errors import StoreError
from ironstride.store.files import ImportedFile, Outcome, Told
from ironstride.store.folder import SQLITE_FILE
from ironstride.store.models import AppendOnlyError, EventRow
from ironstride.store.open import existing_store, open_store
from ironstride.store.store import Store

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path, database: str) -> Iterator[Store]:
    with open_store(tmp_path / "data") as opened:
        yield opened


def copy(hour: int = 0, file: str = "a.fit", title: str | None = None) -> Copy:
    start = NOON + timedelta(hours=hour)
    run = RecordedRun(
        utc_start=start,
        start=start.replace(tzinfo=None),
        elapsed_s=1_800,
        distance_m=5_000.5,
        title=title,
        device=Device(4711, start),
    )
    return Copy(run=run, sport="running", is_run=True, file=file, detail=9)


def told(file: str, *events: Event, outcome: Outcome = Outcome.NEW) -> Told:
    digest = hashlib.sha256(file.encode(errors="replace")).hexdigest()
    seen = ImportedFile(sha256=digest, name=file, size=1, outcome=outcome)
    return Told(file=seen, events=events, streams={event.id: b"block" for event in events})


def test_an_event_happens_in_utc() -> None:
    elsewhere = NOON.astimezone(timezone(timedelta(hours=2)))
    with pytest.raises(ValueError, match=r"in UTC, not at 2026-05-04T14:00:00\+02:00"):
        Event(id=UUID(int=1), kind=EventKind.ACTIVITY_RECORDED, at=elsewhere, source="", payload={})


def test_an_event_told_twice_is_one_event(store: Store) -> None:
    event = activity_events.recorded(copy())
    assert (store.append([event]), store.append([event, event])) == (1, 0)
    assert store.events() == (event,)


def test_events_come_back_in_the_order_they_were_told(store: Store) -> None:
    later, earlier = activity_events.recorded(copy(5)), activity_events.recorded(copy(1))
    store.append([later, earlier])
    assert [event.at for event in store.events()] == [later.at, earlier.at]
    assert store.events(EventKind.ACTIVITY_DESCRIBED) == ()


def test_a_recording_comes_back_as_it_went_in(store: Store) -> None:
    store.append([activity_events.recorded(copy(title="Tempo 🏃"))])
    assert store.copies() == (copy(title="Tempo 🏃"),)


def test_a_description_comes_back_as_it_went_in(store: Store) -> None:
    said = Description(file="a.fit", title="Parkrun", is_race=True, is_run=False)
    store.append([activity_events.described(said, source="activities.csv")])
    assert store.descriptions() == (said,)


def test_whole_and_broken_numbers_make_the_same_event() -> None:
    event = activity_events.recorded(copy())
    assert activity_events.recorded(activity_events.copy_of(event)) == event


@pytest.mark.parametrize("odd", ["nul\0", "lone \udcff byte"])
def test_letters_that_no_database_takes_are_left_out(store: Store, odd: str) -> None:
    event = activity_events.recorded(copy(file=odd, title=odd))
    store.record([told(odd, event)])
    assert odd not in (store.copies()[0].file, store.files()[0].name)


def test_what_was_not_recorded_is_never_a_number_that_json_lacks(store: Store) -> None:
    whole = copy()
    broken = RecordedRun(
        utc_start=NOON, start=whole.run.start, elapsed_s=1, mean_heart_rate=float("nan")
    )
    store.append([activity_events.recorded(Copy(run=broken, sport="", is_run=True, file=""))])
    assert store.runs()[0].mean_heart_rate is None


REWRITES = {
    "sqlite": (
        "UPDATE event SET source = 'elsewhere'",
        "DELETE FROM event",
        "INSERT OR REPLACE INTO event SELECT * FROM event",
    ),
    "postgresql": (
        "UPDATE event SET source = 'elsewhere'",
        "DELETE FROM event",
        "TRUNCATE event CASCADE",
        """INSERT INTO event SELECT * FROM event
           ON CONFLICT (position) DO UPDATE SET source = 'elsewhere'""",
    ),
}


def test_the_database_itself_refuses_to_rewrite_an_event(store: Store, database: str) -> None:
    event = activity_events.recorded(copy())
    store.append([event])
    for statement in REWRITES[database]:
        with (
            pytest.raises(DatabaseError, match=REFUSAL),
            connections[store.alias].cursor() as cursor,
        ):
            cursor.execute(statement)
    assert store.events() == (event,)


@ON_SQLITE
def test_another_program_cannot_rewrite_an_event_either(store: Store) -> None:
    store.append([activity_events.recorded(copy())])
    stranger = sqlite3.connect(store.folder / SQLITE_FILE)
    with pytest.raises(sqlite3.DatabaseError, match=REFUSAL):
        stranger.execute("DELETE FROM event")
    stranger.close()


def test_no_row_of_an_event_can_be_saved_again_or_removed(store: Store) -> None:
    store.append([activity_events.recorded(copy())])
    rows = EventRow.objects.using(store.alias)
    row = rows.get()
    for rewrite in (
        row.save,
        row.delete,
        rows.delete,
        lambda: rows.update(source=""),
        lambda: rows.bulk_update([row], ["source"]),
    ):
        with pytest.raises(AppendOnlyError, match="append-only"):
            rewrite()


LIFTED = {
    "sqlite": "DROP TRIGGER event_is_never_removed",
    "postgresql": "DROP TRIGGER event_is_never_removed ON event",
}


def test_the_guards_stand_again_after_a_migration(store: Store, database: str) -> None:
    with connections[store.alias].cursor() as cursor:
        cursor.execute(LIFTED[database])
        call_command("migrate", database=store.alias, verbosity=0)
        store.append([activity_events.recorded(copy())])
        with pytest.raises(DatabaseError, match=REFUSAL):
            cursor.execute("DELETE FROM event")


def test_a_file_is_noted_with_all_that_it_told_or_not_at_all(store: Store) -> None:
    whole, second = activity_events.recorded(copy()), activity_events.recorded(copy(5))
    broken = replace(activity_events.recorded(copy(9)), payload={"pace": object()})
    store.record([told("whole", whole)])
    with pytest.raises(TypeError, match="not JSON serializable"):
        store.record([told("second", second), told("broken", broken)])
    assert store.events() == (whole,)
    assert [file.name for file in store.files()] == ["whole"]


def test_streams_belong_to_an_event_that_is_told_with_them() -> None:
    with pytest.raises(ValueError, match="stray: streams belong to an event"):
        Told(file=told("stray").file, streams={UUID(int=9): b"of no event"})


def test_a_file_that_was_noted_adds_nothing_when_it_is_told_otherwise(store: Store) -> None:
    store.record([told("a", outcome=Outcome.SKIPPED)])
    store.record([told("a", activity_events.recorded(copy()))])
    assert (store.events(), store.files()[0].outcome) == ((), Outcome.SKIPPED)


def test_a_file_that_was_refused_is_noted_again_once_it_is_readable(store: Store) -> None:
    store.record([told("a", outcome=Outcome.REFUSED)])
    store.record([told("a", activity_events.recorded(copy()))])
    assert (len(store.events()), store.files()[0].outcome) == (1, Outcome.NEW)


def test_streams_are_found_by_their_recording(store: Store) -> None:
    store.record([told("a", activity_events.recorded(copy()))])
    assert (store.streams(copy()), store.streams(copy(5))) == (b"block", None)


def test_two_recordings_of_one_run_are_one_run(store: Store) -> None:
    second = copy(file="b.gpx", title="Named elsewhere")
    store.append([activity_events.recorded(one) for one in (copy(), second)])
    assert len(store.copies()) == 2
    assert [run.title for run in store.runs()] == ["Named elsewhere"]


@ON_SQLITE
def test_an_acknowledged_event_survives_a_power_cut(store: Store) -> None:
    with connections[store.alias].cursor() as cursor:
        asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        told = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in asked]
    assert told == ["wal", 2, 1, 30_000]


def test_nothing_is_made_where_nothing_is_kept(tmp_path: Path) -> None:
    assert existing_store(tmp_path / "data") is None
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_no_store_yet(tmp_path: Path) -> None:
    (tmp_path / SQLITE_FILE).touch()
    assert existing_store(tmp_path) is None
    with open_store(tmp_path) as store:
        assert store.events() == ()


@ON_SQLITE
def test_a_file_of_another_program_is_refused_with_a_remedy(tmp_path: Path, database: str) -> None:
    (tmp_path / SQLITE_FILE).write_bytes(b"a diary, and no database at all\n" * 100)
    with pytest.raises(StoreError, match="not a database; it is another program's file"):
        open_store(tmp_path)


def test_a_folder_that_cannot_be_made_is_named_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match=r"cannot be made: .*; name another one with --data"):
        open_store(tmp_path / "file" / "data")


@ON_SQLITE
def test_what_a_newer_ironstride_wrote_is_left_alone(tmp_path: Path, database: str) -> None:
    with open_store(tmp_path) as store, connections[store.alias].cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('store', '9999', '2030-01-01')"
        )
    with pytest.raises(StoreError, match=r"a newer Ironstride wrote it \(9999\)"):
        open_store(tmp_path)


OPEN = """
import sys; from pathlib import Path; from ironstride.store.open import open_store
sys.stdin.readline()
with open_store(Path(sys.argv[1])) as store: print(len(store.events()))
"""


def test_several_programs_may_make_a_store_at_once(tmp_path: Path, database: str) -> None:
    begin_with_nothing(tmp_path / "data")
    command = [sys.executable, "-c", OPEN, str(tmp_path / "data")]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    environment = {**os.environ, **environment_for(tmp_path / "data")}
    openers = [subprocess.Popen(command, env=environment, **pipes) for _ in range(4)]
    for opener in openers:
        assert opener.stdin is not None
        opener.stdin.write("go\n")
        opener.stdin.flush()
    assert [opener.communicate(timeout=60)[0].strip() for opener in openers] == ["0"] * 4


DIE = """
import os, signal, sys; from pathlib import Path
from django.db.backends.sqlite3.schema import DatabaseSchemaEditor as Editor
from ironstride.store.open import open_store
made = Editor.create_model
def create_model(editor, model):
    made(editor, model)
    if model.__name__ == "FileRow": os.kill(os.getpid(), signal.SIGKILL)
Editor.create_model = create_model
open_store(Path(sys.argv[1]))
"""


@ON_SQLITE
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_program_killed_while_it_makes_the_tables_leaves_nothing_half_made(
    tmp_path: Path, database: str
) -> None:
    killed = subprocess.run([sys.executable, "-c", DIE, str(tmp_path)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert existing_store(tmp_path) is None
    with open_store(tmp_path) as store:
        assert store.append([activity_events.recorded(copy())]) == 1


@pytest.mark.filterwarnings("ignore:Got an error checking")  # there is no default database
def test_the_migrations_say_all_that_the_models_say() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
