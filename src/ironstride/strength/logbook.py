"""The logbook: the training log as it stands, whatever order it was told in, and how often.

Each thing that was told has an id, so hearing it again changes nothing. Corrections are
applied in the order of their own moments, not of their arrival, and wait for a set that has
not arrived yet. Nothing is ever overwritten: what was told stays, and this is how it reads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
from ironstride.strength.overruled import Overruled, overruled

OfSession = TypeVar("OfSession", SetDone, PainScore)
Dated = TypeVar("Dated", SessionSkipped, ExerciseChosen, PainScore, Readiness)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedSession:
    """A session that was started, and its end where one was told.

    `twins` are the ids under which other devices began the same planned session on that day.
    """

    started: SessionStarted
    finished: SessionFinished | None = None
    twins: frozenset[UUID] = frozenset()

    @property
    def is_open(self) -> bool:
        """Whether nobody has ended it yet."""
        return self.finished is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Logbook:
    """What stands in the log, each part in the order of its days and moments.

    `overruled` are changes of sets that gave way to others unseen, by set; `taken_back` are the
    sets that do not stand although somebody changed them unseen.
    """

    sets: tuple[SetDone, ...] = ()
    sessions: tuple[LoggedSession, ...] = ()
    skipped: tuple[SessionSkipped, ...] = ()
    chosen: tuple[ExerciseChosen, ...] = ()
    pain: tuple[PainScore, ...] = ()
    readiness: tuple[Readiness, ...] = ()
    overruled: Mapping[UUID, tuple[Overruled, ...]] = field(default_factory=dict)
    taken_back: tuple[SetDone, ...] = ()

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
        sessions = tuple(self._standing_sessions())
        first = {twin: one.started.id for one in sessions for twin in one.twins}
        return Logbook(
            sets=tuple(_in_first(one, first) for one in self._standing_sets()),
            sessions=sessions,
            skipped=self._standing(self._skipped),
            chosen=tuple(
                replace(one, session=first.get(one.session, one.session))
                for one in self._standing(self._chosen.values())
            ),
            pain=tuple(_in_first(one, first) for one in self._standing(self._pain)),
            readiness=self._standing(self._readiness),
            overruled=(met := dict(self._overruled())),
            taken_back=tuple(_in_first(one, first) for one in self._taken_back(met)),
        )

    def _overruled(self) -> Iterator[tuple[UUID, tuple[Overruled, ...]]]:
        for id_, corrections in self._corrections.items():
            one = self._sets.get(id_)
            if one is not None and (found := overruled(one, corrections)):
                yield id_, found

    def _taken_back(self, met: Iterable[UUID]) -> Iterator[SetDone]:
        """Read sets with changes that met as if nobody had taken them back."""
        for id_ in sorted(met):
            one, is_withdrawn = _with_all(self._sets[id_], self._corrections[id_])
            if is_withdrawn:
                yield one

    def _standing_sets(self) -> tuple[SetDone, ...]:
        corrected = (
            as_corrected(one, self._corrections[one.id]) if one.id in self._corrections else one
            for one in self._sets.values()
        )
        standing = (one for one in corrected if one is not None)
        return tuple(sorted(standing, key=lambda s: (s.day, s.at, s.position, s.id)))

    def _standing_sessions(self) -> Iterator[LoggedSession]:
        """Join starts and ends; of two ends the later one holds, and an end alone waits.

        A planned session that two devices began on one day is one, begun at the first start.
        """
        ends = [one for one in self._ends if one.id not in self._withdrawn]
        last = {one.session: one for one in sorted(ends, key=_told)}
        starts = (one for one in self._starts.values() if one.id not in self._withdrawn)
        for same in _twins(sorted(starts, key=lambda one: (one.day, one.at, one.id))):
            told = [last[one.id] for one in same if one.id in last]
            yield LoggedSession(
                started=same[0],
                finished=max(told, key=_told, default=None),
                twins=frozenset(one.id for one in same[1:]),
            )

    def _standing(self, entries: Iterable[Dated]) -> tuple[Dated, ...]:
        standing = (one for one in entries if one.id not in self._withdrawn)
        return tuple(sorted(standing, key=lambda one: (one.day, *_told(one))))


def _twins(starts: Iterable[SessionStarted]) -> Iterator[list[SessionStarted]]:
    """Put starts of one planned session on one day together, in the order of the first ones."""
    same: dict[object, list[SessionStarted]] = defaultdict(list)
    for one in starts:
        same[one.id if one.planned is None else (one.day, one.planned)].append(one)
    yield from same.values()


def _in_first(one: OfSession, first: Mapping[UUID, UUID]) -> OfSession:
    """Read what belongs to a twin as of the session that was begun first."""
    if one.session is None or one.session not in first:
        return one
    return replace(one, session=first[one.session])


def as_corrected(one: SetDone, corrections: Sequence[SetCorrection]) -> SetDone | None:
    """Read a set with its corrections; None where the last word is that it never was.

    Of two corrections of one field the later one holds. One that would leave no possible set
    (as a set that counts nothing) is passed over.
    """
    corrected, is_withdrawn = _with_all(one, corrections)
    return None if is_withdrawn else corrected


def _with_all(one: SetDone, corrections: Iterable[SetCorrection]) -> tuple[SetDone, bool]:
    """Apply corrections in the order of their moments; the second says whether it never was."""
    withdrawn: object = False
    for correction in sorted(corrections, key=_told):
        withdrawn = correction.changes.get(WITHDRAWN, withdrawn)
        one = _with(one, {k: v for k, v in correction.changes.items() if k != WITHDRAWN})
    return one, bool(withdrawn)


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
