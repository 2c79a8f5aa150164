"""What others told about an athlete: every event that a coach made, in words, the latest first.

It is read from the events themselves, so nothing that a coach changes can be missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import ndiff
from uuid import UUID

from ironstride.app.keep import taken_on
from ironstride.app.log import Desk
from ironstride.core.event import Event, EventKind
from ironstride.core.log import SetCorrection, SetDone
from ironstride.formats import words
from ironstride.formats.log_text import LogWords
from ironstride.store.log_events import KINDS, entry_of
from ironstride.store.teller import teller_of
from ironstride.strength.logbook import as_corrected

LOGGED = frozenset(KINDS.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One thing that somebody else told: who, when they did, and what; lines where it is long."""

    at: datetime
    by: str
    sentence: str
    lines: tuple[str, ...] = ()


def told_by_others(desk: Desk) -> tuple[Changed, ...]:
    """List what others told, the latest first."""
    events = desk.store.events_told_by_others()
    return tuple(reversed([*_changes(events, desk)]))


def _changes(events: Sequence[Event], desk: Desk) -> Iterator[Changed]:
    sets = _sets(desk) if any(e.kind is EventKind.SET_CORRECTED for e in events) else {}
    for event in events:
        yield Changed(
            at=event.at,
            by=teller_of(event.source) or "",
            sentence=_sentence(event, sets, desk),
            lines=_lines(event, desk),
        )


def _sets(desk: Desk) -> Mapping[UUID, SetDone]:
    told = map(entry_of, desk.store.events(EventKind.SET_DONE))
    return {one.id: one for one in told if isinstance(one, SetDone)}


def _sentence(event: Event, sets: Mapping[UUID, SetDone], desk: Desk) -> str:
    log = LogWords(desk.catalogue, desk.unit)
    if event.kind is EventKind.SET_CORRECTED:
        return _corrected(event, sets, log)
    if event.kind in LOGGED:
        return log.entry(entry_of(event))
    if event.kind is EventKind.PROGRAMME_KEPT:
        taken = taken_on(event)
        span = (
            "" if taken is None else words.days_in_words(taken.programme.start, taken.programme.end)
        )
        return f"a programme was taken on: {span}"
    if event.kind is EventKind.PROFILE_TOLD:
        return "the profile was changed"
    return words.inert(event.kind.value.replace("-", " "))


def _corrected(event: Event, sets: Mapping[UUID, SetDone], log: LogWords) -> str:
    """Say how a set stood when it was told, and what it is by this correction."""
    correction, done = entry_of(event), sets.get(UUID(event.payload["set"]))
    if done is None or not isinstance(correction, SetCorrection):
        return "a set was corrected"
    now = as_corrected(done, [correction])
    instead = "it never was" if now is None else f"it was {log.entry(now)}"
    return f"{log.entry(done)}, {words.day_in_words(done.day)}: {instead}"


def _lines(event: Event, desk: Desk) -> tuple[str, ...]:
    """Say which lines of a profile are gone and which are new; empty for everything else."""
    if event.kind is not EventKind.PROFILE_TOLD:
        return ()
    told = desk.store.events(EventKind.PROFILE_TOLD)
    number = next(n for n, one in enumerate(told) if one.id == event.id)
    before = told[number - 1].payload["text"] if number else ""
    differ = ndiff(before.splitlines(), event.payload["text"].splitlines())
    return tuple(line for line in differ if line[:1] in "+-" and line[2:].strip())
