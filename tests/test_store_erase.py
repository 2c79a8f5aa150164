"""Erasing: everything of one athlete goes, at once, and nothing of anybody else's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.db import DatabaseError, connections, transaction

from databases import ON_SQLITE
from ironstride.store.append_only import REFUSAL
from ironstride.store.erase import Holdings
from ironstride.store.files import Told
from ironstride.store.models import ErasingRow
from ironstride.store.open import open_store
from ironstride.store.store import Store
from test_store_athletes import ANN, BEN, RUN, a_file, a_set

NOTHING = Holdings(events=0, files=0, streams=0)


@pytest.fixture
def two(tmp_path: Path, database: str) -> Iterator[tuple[Store, Store]]:
    with ExitStack() as stack:
        stores = [stack.enter_context(open_store(tmp_path, athlete=who)) for who in (ANN, BEN)]
        for store in stores:
            store.record([a_file(b"what the watch recorded")])
            store.append([a_set(number) for number in range(1, 4)])
        yield stores[0], stores[1]


def test_everything_of_one_athlete_goes_and_nothing_of_another(two: tuple[Store, Store]) -> None:
    ann, ben = two
    before = ben.events()
    assert ann.erase() == Holdings(events=4, files=1, streams=1)
    assert (ann.holdings(), ann.events(), ann.files(), ann.streams(RUN)) == (NOTHING, (), (), None)
    assert (ben.events(), ben.streams(RUN)) == (before, b"what the watch recorded")
    assert ann.erase() == NOTHING


def test_who_was_erased_may_begin_anew(two: tuple[Store, Store]) -> None:
    two[0].erase()
    assert two[0].append([a_set(1)]) == 1


def test_the_guards_stand_before_and_after_an_erasure(two: tuple[Store, Store]) -> None:
    ann, ben = two
    ann.erase()
    assert not ErasingRow.objects.using(ben.alias).exists()
    with pytest.raises(DatabaseError, match=REFUSAL), connections[ben.alias].cursor() as cursor:
        cursor.execute("DELETE FROM event")
    assert len(ben.events()) == 4


def remove_all_while_one_is_erased(store: Store) -> None:
    with transaction.atomic(using=store.alias), connections[store.alias].cursor() as cursor:
        ErasingRow.objects.using(store.alias).create(athlete=store.athlete)
        cursor.execute("DELETE FROM activity_streams")
        cursor.execute("DELETE FROM event")


def test_while_one_is_erased_the_others_stay_guarded(two: tuple[Store, Store]) -> None:
    with pytest.raises(DatabaseError, match=REFUSAL):
        remove_all_while_one_is_erased(two[0])
    assert [store.holdings().events for store in two] == [4, 4]


def test_an_erasure_that_fails_removes_nothing(
    two: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise DatabaseError("the disk is full")

    monkeypatch.setattr("ironstride.store.erase._remove_events", fail)
    with pytest.raises(Exception, match="the disk is full"):
        two[0].erase()
    assert two[0].holdings() == Holdings(events=4, files=1, streams=1)


@ON_SQLITE
def test_nothing_of_what_was_erased_is_left_in_the_file(tmp_path: Path, database: str) -> None:
    told = "a note that nobody is to read"
    with open_store(tmp_path, athlete=ANN) as ann, open_store(tmp_path, athlete=BEN) as ben:
        ann.append([a_set(number, exercise=told) for number in range(300)])
        ben.append([a_set(1)])
        ann.record([Told(file=a_file(b"").file)])
        assert any(told.encode() in file.read_bytes() for file in tmp_path.iterdir())
        ann.erase()
        assert not any(told.encode() in file.read_bytes() for file in tmp_path.iterdir())
