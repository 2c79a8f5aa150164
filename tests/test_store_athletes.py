"""Many athletes in one database: nobody meets what is another's."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connections

from databases import begin_with_nothing
from ironstride.core.event import Event, EventKind
from ironstride.core.run import RecordedRun
from ironstride.running.copies import Copy
from ironstride.store import activity_events
from ironstride.store import open as open_
from ironstride.store.athlete import OWN
from ironstride.store.files import ImportedFile, Outcome, Told
from ironstride.store.folder import prepare
from ironstride.store.open import _connected, existing_store, open_store
from ironstride.store.store import Store

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
ANN, BEN = UUID(int=0xA), UUID(int=0xB)
RUN = Copy(
    run=RecordedRun(utc_start=NOON, start=NOON.replace(tzinfo=None), elapsed_s=1_800),
    sport="running",
    is_run=True,
    file="a.fit",
)


def a_file(block: bytes, outcome: Outcome = Outcome.NEW) -> Told:
    event = activity_events.recorded(RUN)
    digest = hashlib.sha256(b"a.fit").hexdigest()
    seen = ImportedFile(sha256=digest, name="a.fit", size=1, outcome=outcome)
    return Told(file=seen, events=(event,), streams={event.id: block})


def a_set(number: int, exercise: str = "back-squat") -> Event:
    payload = {"exercise": exercise, "day": "2026-05-04"}
    return Event(
        id=UUID(int=number), kind=EventKind.SET_DONE, at=NOON, source="a test", payload=payload
    )


@pytest.fixture
def two(tmp_path: Path, database: str) -> Iterator[tuple[Store, Store]]:
    with ExitStack() as stack:
        ann, ben = (open_store(tmp_path, athlete=athlete) for athlete in (ANN, BEN))
        yield stack.enter_context(ann), stack.enter_context(ben)


def test_two_athletes_may_import_the_same_file(two: tuple[Store, Store]) -> None:
    for store, block in zip(two, (b"ann's", b"ben's"), strict=True):
        store.record([a_file(block)])
    assert [store.streams(RUN) for store in two] == [b"ann's", b"ben's"]
    assert [(len(store.events()), len(store.files())) for store in two] == [(1, 1), (1, 1)]


def test_a_store_reads_nothing_of_another_athlete(two: tuple[Store, Store]) -> None:
    ann, ben = two
    ann.record([a_file(b"ann's")])
    ann.append([a_set(1)])
    assert (ben.events(), ben.files(), ben.runs(), ben.streams(RUN)) == ((), (), (), None)
    assert (ben.set_names(), ben.ids(EventKind.SET_DONE)) == ({}, frozenset())
    assert ann.set_names() == {"back-squat": 1}


def test_a_refused_file_of_one_athlete_is_not_settled_by_another(two: tuple[Store, Store]) -> None:
    ann, ben = two
    ben.record([Told(file=a_file(b"", Outcome.REFUSED).file)])
    ann.record([a_file(b"ann's")])
    assert [store.files()[0].outcome for store in two] == [Outcome.NEW, Outcome.REFUSED]


def test_the_same_id_of_two_athletes_is_two_events(two: tuple[Store, Store]) -> None:
    ann, ben = two
    assert (ann.append([a_set(1)]), ben.append([a_set(1, "plank")])) == (1, 1)
    assert (ann.append([a_set(1)]), ben.append([a_set(1, "plank")])) == (0, 0)
    assert ben.events() == (a_set(1, "plank"),)


def test_who_names_no_athlete_is_the_embedded_mode_s_own(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.append([a_set(1)])
    with open_store(tmp_path, athlete=OWN) as own, open_store(tmp_path, athlete=ANN) as ann:
        assert (len(own.events()), len(ann.events())) == (1, 0)


OLD_ROWS = (
    (
        "INSERT INTO event (position, id, kind, at, source, payload) VALUES "
        "(3, %s, 'activity-recorded', '2026-05-04 12:00:00', 'a.fit', %s)"
    ),
    "INSERT INTO activity_streams (event_id, block) VALUES (%s, %s)",
    (
        "INSERT INTO imported_file (sha256, name, size, outcome, reason) VALUES "
        "('5a', 'a.fit', 1, 'new', '')"
    ),
)


@pytest.fixture
def old(tmp_path: Path, database: str) -> Store:
    """A store as it was before there were athletes."""
    prepare(tmp_path)
    begin_with_nothing(tmp_path)
    setting = open_.database_setting(tmp_path, None)  # type: ignore[attr-defined] # the one it uses
    store = _connected(tmp_path, setting, OWN)
    call_command("migrate", "store", "0001_events", database=store.alias, verbosity=0)
    return store


def test_what_an_older_ironstride_wrote_is_the_own_athlete_s(old: Store, tmp_path: Path) -> None:
    event = activity_events.recorded(RUN)
    given: list[tuple[str | bytes, ...]]
    given = [(event.id.hex, '{"x": 1}'), (event.id.hex, b"block"), ()]
    with connections[old.alias].cursor() as cursor:
        for statement, values in zip(OLD_ROWS, given, strict=True):
            cursor.execute(statement, values)
    store = existing_store(tmp_path)
    assert store is not None
    assert [(one.id, one.payload) for one in store.events()] == [(event.id, {"x": 1})]
    assert (store.streams(RUN), [file.name for file in store.files()]) == (b"block", ["a.fit"])
