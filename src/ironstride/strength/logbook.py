"""The logbook: the training log as it stands, whatever order it was told in, and how often.

Each thing that was told has an id, so hearing it again changes nothing. Corrections are
applied in the order of their own moments, not of their arrival, and wait for a set that has
not arrived yet. Nothing is ever overwritten: what was told stays, and this is how it reads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar, assert_never
from uuid import UUID

from ironstride.core.log import (
    WITHDRAWN,
    Entry,
    EntryWithdrawn,
    ExerciseChosen,
    PainScore,
    Readiness,
    SessionFinished,
    SessionSkipped,
    SessionStarted,
    SetCorrection,
    SetDone,
)

Dated = TypeVar("Dated", SessionSkipped, ExerciseChosen, PainScore, Readiness)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedSession:
    """A session that was started, and its end where one was told."""

    started: SessionStarted
    finished: SessionFinished | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody has ended it yet."""
        return self.finished is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Logbook:
    """What stands in the log, each part in the order of its days and moments."""

    sets: tuple[SetDone, ...] = ()
    sessions: tuple[LoggedSession, ...] = ()
    skipped: tuple[SessionSkipped, ...] = ()
    chosen: tuple[ExerciseChosen, ...] = ()
    pain: tuple[PainScore, ...] = ()
    readiness: tuple[Readiness, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        """The days of which anything is told."""
        starts = (one.started for one in self.sessions)
        dated = (self.sets, starts, self.skipped, self.chosen, self.pain, self.readiness)
        return tuple(sorted({one.day for part in dated for one in part}))

    def on(self, day: date) -> Logbook:
        """Turn to the page of one day."""
        return Logbook(
            sets=tuple(one for one in self.sets if one.day == day),
            sessions=tuple(one for one in self.sessions if one.started.day == day),
            skipped=_of_day(self.skipped, day),
            chosen=_of_day(self.chosen, day),
            pain=_of_day(self.pain, day),
            readiness=_of_day(self.readiness, day),
        )

    def of(self, exercise: str) -> Logbook:
        """Keep the sets of one exercise."""
        return Logbook(sets=tuple(one for one in self.sets if one.exercise == exercise))

    def open_session(self, day: date) -> SessionStarted | None:
        """Give the session of a day that was started last and has not ended; None for none."""
        found = [one.started for one in self.on(day).sessions if one.is_open]
        return found[-1] if found else None


def logbook(told: Iterable[Entry]) -> Logbook:
    """Put together what was told.

    The same entries give the same logbook in any order and however often each is told.
    """
    heard = _Heard()
    for entry in told:
        heard.take(entry)
    return heard.logbook()


def standing(told: Iterable[Entry]) -> tuple[Entry, ...]:
    """Keep what was told and never withdrawn, in the order of telling; corrections aside.

    An end that a later one replaces still stands, for it holds again once that is withdrawn.
    """
    entries = tuple(told)
    withdrawn = {one.entry for one in entries if isinstance(one, EntryWithdrawn)}
    sets = {one.id for one in logbook(entries).sets}
    return tuple(
        one
        for one in entries
        if not isinstance(one, SetCorrection | EntryWithdrawn)
        and (one.id in sets if isinstance(one, SetDone) else one.id not in withdrawn)
    )


class _Heard:
    """Everything that was told, by its id."""

    def __init__(self) -> None:
        self._sets: dict[UUID, SetDone] = {}
        self._corrections: dict[UUID, list[SetCorrection]] = defaultdict(list)
        self._starts: dict[UUID, SessionStarted] = {}
        self._ends: set[SessionFinished] = set()
        self._skipped: set[SessionSkipped] = set()
        self._chosen: dict[UUID | None, ExerciseChosen] = {}
        self._pain: set[PainScore] = set()
        self._readiness: set[Readiness] = set()
        self._withdrawn: set[UUID | None] = set()

    def take(self, entry: Entry) -> None:
        """Put an entry where it belongs."""
        match entry:
            case SetDone():
                self._sets[entry.id] = entry
            case SetCorrection():
                self._corrections[entry.set].append(entry)
            case SessionStarted():
                self._starts[entry.id] = entry
            case SessionFinished():
                self._ends.add(entry)
            case SessionSkipped():
                self._skipped.add(entry)
            case ExerciseChosen():
                self._chosen[entry.id] = entry
            case PainScore():
                self._pain.add(entry)
            case Readiness():
                self._readiness.add(entry)
            case EntryWithdrawn():
                self._withdrawn.add(entry.entry)
            case _:
                assert_never(entry)

    def logbook(self) -> Logbook:
        """Read it as it stands."""
        return Logbook(
            sets=self._standing_sets(),
            sessions=self._standing_sessions(),
            skipped=self._standing(self._skipped),
            chosen=self._standing(self._chosen.values()),
            pain=self._standing(self._pain),
            readiness=self._standing(self._readiness),
        )

    def _standing_sets(self) -> tuple[SetDone, ...]:
        corrected = (
            as_corrected(one, self._corrections[one.id]) if one.id in self._corrections else one
            for one in self._sets.values()
        )
        standing = (one for one in corrected if one is not None)
        return tuple(sorted(standing, key=lambda s: (s.day, s.at, s.position, s.id)))

    def _standing_sessions(self) -> tuple[LoggedSession, ...]:
        """Join starts and ends; of two ends the later one holds, and an end alone waits."""
        ends = [one for one in self._ends if one.id not in self._withdrawn]
        last = {one.session: one for one in sorted(ends, key=_told)}
        starts = (one for one in self._starts.values() if one.id not in self._withdrawn)
        return tuple(
            LoggedSession(started=start, finished=last.get(start.id))
            for start in sorted(starts, key=lambda one: (one.day, one.at, one.id))
        )

    def _standing(self, entries: Iterable[Dated]) -> tuple[Dated, ...]:
        standing = (one for one in entries if one.id not in self._withdrawn)
        return tuple(sorted(standing, key=lambda one: (one.day, *_told(one))))


def as_corrected(one: SetDone, corrections: Sequence[SetCorrection]) -> SetDone | None:
    """Read a set with its corrections; None where the last word is that it never was.

    Of two corrections of one field the later one holds. One that would leave no possible set
    (as a set that counts nothing) is passed over.
    """
    withdrawn: object = False
    for correction in sorted(corrections, key=_told):
        withdrawn = correction.changes.get(WITHDRAWN, withdrawn)
        one = _with(one, {k: v for k, v in correction.changes.items() if k != WITHDRAWN})
    return None if withdrawn else one


def _with(one: SetDone, changes: Mapping[str, Any]) -> SetDone:
    try:
        return replace(one, **changes)
    except ValueError:
        return one


def _told(entry: SetCorrection | SessionFinished | Dated) -> tuple[datetime, str, str]:
    """Order entries by their moment; of one moment by id, or by what they say."""
    return entry.at, str(entry.id or ""), "" if entry.id else repr(entry)


def _of_day(entries: Iterable[Dated], day: date) -> tuple[Dated, ...]:
    return tuple(one for one in entries if one.day == day)
