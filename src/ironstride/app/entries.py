"""Entries: what a log was told, as it was read, and read further when more was told.

A page of the web asks for the log many times an hour and finds a set more each time. Only what
is new is read: which events there are costs one question, and that what was read before is
still the beginning of it costs another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Final
from uuid import UUID

from ironstride.app.memory import Memory
from ironstride.core.event import Event, EventKind
from ironstride.core.log import (
    Entry,
    EntryWithdrawn,
    Readiness,
    SessionFinished,
    SetCorrection,
    SetDone,
)
from ironstride.store.log_events import KINDS, entry_of
from ironstride.store.name_events import decision_of
from ironstride.strength.logbook import Logbook, logbook
from ironstride.strength.names import Names
from ironstride.strength.open_sets import with_tests

if TYPE_CHECKING:  # Django is set up when a store is opened, not before
    from ironstride.store.store import Seen, Store

READ: Final = (*KINDS.values(), EventKind.EXERCISE_NAMED)
ATHLETES: Final = 64  # whose logs are remembered; a year of lifting takes about 2 MB


@dataclass(frozen=True)
class Entries:
    """Everything that the log was told, in the order of telling, and what foreign names mean."""

    entries: tuple[Entry, ...]
    named: tuple[Event, ...]

    @cached_property
    def names(self) -> Names:
        """What foreign names mean."""
        return Names(map(decision_of, self.named))

    @cached_property
    def logbook(self) -> Logbook:
        """The whole log as it stands."""
        return self.read(self.entries)

    def since(self, moment: datetime) -> Logbook:
        """Read the log as if it had begun at a moment."""
        return self.read([entry for entry in self.entries if entry.at >= moment])

    @property
    def but_for_sets(self) -> Logbook:
        """The log without its sets, which are most of it."""
        return logbook(e for e in self.entries if not isinstance(e, SetDone | SetCorrection))

    def told_of_before(self, day: date) -> tuple[Entry, ...]:
        """Keep what can tell of days before a day: a set of that day changes nothing here."""
        moved = {e.set for e in self.entries if isinstance(e, SetCorrection) and "day" in e.changes}
        later = {
            entry.id
            for entry in self.entries
            if not isinstance(entry, SetCorrection | SessionFinished | EntryWithdrawn)
            and entry.day >= day
            and not (isinstance(entry, Readiness) and entry.day == day)
        } - moved
        return tuple(entry for entry in self.entries if _subject(entry) not in later)

    def read(self, entries: Sequence[Entry]) -> Logbook:
        """Put some of the entries together, foreign names as what they mean."""
        book = logbook(entries)
        return in_our_names(book, self.names)

    def with_more(self, events: Sequence[Event]) -> Entries:
        """Add what was told after it."""
        named = [event for event in events if event.kind is EventKind.EXERCISE_NAMED]
        entries = [entry_of(e) for e in events if e.kind is not EventKind.EXERCISE_NAMED]
        return Entries((*self.entries, *entries), (*self.named, *named))


def in_our_names(book: Logbook, names: Names) -> Logbook:
    """Read foreign names as the exercises that they mean, and sets that were left open as tests."""
    return replace(
        book,
        sets=with_tests(names.read(book.sets)),
        taken_back=names.read(book.taken_back),
    )


def _subject(entry: Entry) -> UUID | None:
    """Say of which set, session or other entry an entry tells."""
    match entry:
        case SetCorrection():
            return entry.set
        case SessionFinished():
            return entry.session
        case EntryWithdrawn():
            return entry.entry
        case _:
            return entry.id


_READ: Final[Memory[str, Seen, Entries]] = Memory(most=ATHLETES)


def entries_in(store: Store) -> Entries:
    """Read all that a log was told, and remember it."""
    once = store.read_once
    if once is None:
        return _read_on(store)
    if "entries" not in once:
        once["entries"] = _read_on(store)
    found: Entries = once["entries"]
    return found


def _read_on(store: Store) -> Entries:
    """Read what is new."""
    from ironstride.store.store import Seen  # noqa: PLC0415 - Django is set up now

    seen, last = store.seen(*READ), _READ.last(store.key)
    if last is not None and last[0] == seen:
        return last[1]
    before, told = Seen(0, 0), Entries((), ())
    if last is not None and store.seen(*READ, upto=last[0].last) == last[0]:
        before, told = last
    more = store.events_between(*READ, after=before, upto=seen)
    told = told.with_more(more)
    if before.count + len(more) == seen.count:  # else one became visible between two questions
        _READ.keep(store.key, seen, told)
    return told


def is_remembered(store: Store) -> bool:
    """Whether the log was read before, so that only what is new is left to read."""
    return _READ.last(store.key) is not None
