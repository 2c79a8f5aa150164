"""Entries of the log as events, and back, through a real store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from ironstride.app.log import read_logbook
from ironstride.core.event import EventKind
from ironstride.core.log import Entry, Readiness, SetCorrection
from ironstride.core.units import RIR, Kilograms
from ironstride.store.log_events import KINDS, entry_of, told
from ironstride.store.open import open_store
from ironstride.store.store import Store
from ironstride.strength.logbook import logbook
from log_entries import NOON, TUESDAY, corrected, done, entries, id_, logs

SOURCE = "a test"
READY = Readiness(day=TUESDAY, at=NOON, score=4)


@pytest.fixture
def store(tmp_path: Path, database: str) -> Iterator[Store]:
    with open_store(tmp_path / "data") as opened:
        yield opened


@given(entries)
def test_what_is_told_comes_back_as_it_went_in(entry: Entry) -> None:
    event = told(entry, source=SOURCE)
    assert told(entry_of(event), source=SOURCE) == event
    assert (event.id, event.at, event.kind) == (entry.id, entry.at, KINDS[type(entry)])


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(logs)
def test_a_store_that_hears_everything_twice_holds_the_same_logbook(
    store: Store, log: list[Entry]
) -> None:
    events = [told(entry, source=SOURCE) for entry in log]
    store.append(events)
    before = read_logbook(store)
    assert store.append(reversed(events)) == 0
    assert read_logbook(store) == before


def test_the_logbook_of_a_store_is_the_logbook_of_what_it_was_told(store: Store) -> None:
    log: list[Entry] = [done(1), done(2, rir=RIR(0)), corrected(1, load=Kilograms(75)), READY]
    store.append([told(entry, source=SOURCE) for entry in log])
    read = read_logbook(store)
    assert read.sets == logbook(log).sets
    assert [one.score for one in read.readiness] == [4]


def test_the_log_since_a_day_holds_that_day_whole(store: Store) -> None:
    old = done(1, at=NOON - timedelta(days=9), day=TUESDAY - timedelta(days=9))
    in_sydney = done(2, at=NOON - timedelta(hours=20))  # where that Tuesday has begun
    store.append([told(one, source=SOURCE) for one in (old, in_sydney, done(3))])
    assert read_logbook(store, since=TUESDAY).sets == (in_sydney, done(3))


def test_the_id_of_a_client_is_the_id_of_the_event() -> None:
    assert told(done(5), source=SOURCE).id == id_(5)


def test_without_an_id_the_same_thing_said_twice_is_one_event() -> None:
    assert told(READY, source=SOURCE).id == told(READY, source="elsewhere").id
    assert told(READY, source=SOURCE).id != told(replace(READY, score=3), source=SOURCE).id


def test_a_payload_says_only_what_was_said_with_days_and_kilograms_written_plainly() -> None:
    payload = told(done(load=Kilograms(82.5)), source=SOURCE).payload
    assert payload == {"day": "2026-11-24", "exercise": "back-squat", "load": 82.5, "reps": 5}


def test_nothing_in_reserve_is_kept_and_not_taken_for_nothing_said() -> None:
    event = told(done(rir=RIR(0)), source=SOURCE)
    assert event.payload["rir"] == 0
    assert entry_of(event) == done(rir=RIR(0))


def test_a_field_that_this_version_does_not_know_is_passed_over() -> None:
    event = told(corrected(1, load=Kilograms(75)), source=SOURCE)
    changes = {"load": 70, "tempo": "3-1-1"}
    newer = replace(event, payload={**event.payload, "changes": changes, "mood": "fine"})
    read = entry_of(newer)
    assert isinstance(read, SetCorrection)
    assert read.changes == {"load": Kilograms(70)}


def test_letters_that_no_database_takes_are_left_out_of_notes(store: Store) -> None:
    store.append([told(done(note="nul\0, lone \udcff byte"), source=SOURCE)])
    assert read_logbook(store).sets[0].note == "nul, lone ? byte"


def test_a_moment_is_told_on_the_clock_of_the_world() -> None:
    elsewhere = datetime(2026, 11, 24, 12, tzinfo=timezone(timedelta(hours=2)))
    with pytest.raises(ValueError, match="in UTC"):
        told(done(at=elsewhere), source=SOURCE)


def test_every_kind_of_entry_has_a_kind_of_event_of_its_own() -> None:
    assert len(set(KINDS.values())) == len(KINDS) == 9
    assert EventKind.EXERCISE_NAMED not in KINDS.values()
