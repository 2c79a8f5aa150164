"""What is remembered between two pages: never anything but what stands in the store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from commands import PROFILE
from ironstride.app.estimate import trained
from ironstride.app.keep import keep, last_kept
from ironstride.app.log import read_logbook
from ironstride.app.memory import Memory
from ironstride.app.profile import read_athlete
from ironstride.core.units import Reps
from ironstride.store.log_events import told
from ironstride.store.open import open_store
from ironstride.store.store import Store
from log_entries import NOON, TUESDAY, corrected, done
from programmes import season

LATER = date(2026, 11, 26)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


def tell(store: Store, *entries: object) -> None:
    store.append([told(entry, source="test") for entry in entries])  # type: ignore[arg-type] # any entry


def test_a_set_that_is_told_is_read_at_once(store: Store) -> None:
    for number in (1, 2, 3):
        tell(store, done(number))
        assert len(read_logbook(store).sets) == number


def test_a_set_that_another_program_told_is_read_at_once(store: Store, tmp_path: Path) -> None:
    assert read_logbook(store).sets == ()
    with open_store(tmp_path) as other:
        tell(other, done(1))
    assert len(read_logbook(store).sets) == 1


def test_a_set_that_was_told_before_and_comes_to_light_later_is_read(store: Store) -> None:
    from ironstride.store.models import EventRow  # noqa: PLC0415 - Django is set up now

    for position, number in ((20, 1), (10, 2), (30, 3)):  # as two writers of PostgreSQL may end
        event = told(done(number), source="test")
        values = {name: getattr(event, name) for name in ("id", "kind", "at", "source", "payload")}
        row = EventRow(position=position, athlete=store.athlete, **values)
        row.save(using=store.alias)
        read = [one.id.int for one in read_logbook(store).sets]
    assert sorted(read) == [1, 2, 3]


def test_a_correction_of_an_old_set_changes_what_is_known_of_strength(store: Store) -> None:
    tell(store, done(1))
    before = trained(store, None, day=LATER)
    assert trained(store, None, day=LATER) is before
    tell(store, corrected(1, minute=9, reps=Reps(9)))
    after = trained(store, None, day=LATER)
    assert before is not None
    assert after is not None
    assert after.estimates["back-squat"] != before.estimates["back-squat"]


def test_a_set_of_today_leaves_what_was_known_this_morning(store: Store) -> None:
    tell(store, done(1))
    before = trained(store, None, day=LATER)
    tell(store, done(2, day=LATER, at=NOON + timedelta(days=2)))
    assert trained(store, None, day=LATER) is before


def test_two_athletes_of_one_store_are_told_apart(store: Store) -> None:
    tell(store, done(1))
    assert len(read_logbook(store).sets) == 1
    with open_store(store.folder, athlete=UUID(int=7)) as other:
        assert read_logbook(other).sets == ()
        assert trained(other, None, day=LATER) is None


def test_two_stores_are_told_apart(store: Store, tmp_path: Path) -> None:
    tell(store, done(1))
    assert len(read_logbook(store).sets) == 1
    with open_store(tmp_path / "other") as other:
        assert read_logbook(other).sets == ()
        tell(other, done(2, day=TUESDAY + timedelta(days=1)))
        assert [one.id.int for one in read_logbook(other).sets] == [2]


def test_the_programme_that_was_taken_on_last_holds_at_once(store: Store) -> None:
    for seed in (1, 2):
        keep(replace(season(), seed=seed), store, at=NOON + timedelta(minutes=seed))
        kept = last_kept(store)
        assert kept is not None
        assert kept.seed == seed


def test_a_profile_that_changes_is_read_anew(tmp_path: Path) -> None:
    profile = tmp_path / "athlete.toml"
    for year in (1985, 1990):
        profile.write_text(PROFILE.replace("1985", str(year)))
        assert read_athlete(profile).birth_year == year


def test_a_memory_forgets_what_was_asked_longest_ago() -> None:
    memory = Memory[str, int, int](most=2)
    for key in ("a", "b", "a", "c"):
        memory.recall(key, 0, lambda: 1)
    assert [memory.last(key) is not None for key in "abc"] == [True, False, True]


def test_a_set_that_was_of_an_earlier_day_after_all_counts_there(store: Store) -> None:
    tell(store, done(1, day=LATER))
    assert trained(store, None, day=LATER) is None
    tell(store, corrected(1, minute=9, day=TUESDAY))
    assert trained(store, None, day=LATER) is not None


def test_a_page_is_of_one_moment_but_sees_what_it_told_itself(store: Store, tmp_path: Path) -> None:
    with store.of_one_moment(), open_store(tmp_path) as other:
        assert read_logbook(store).sets == ()
        tell(other, done(1))
        assert read_logbook(store).sets == ()
        tell(store, done(2))
        assert len(read_logbook(store).sets) == 2
    assert len(read_logbook(store).sets) == 2
