"""The log in words: a day's page, and each thing that was told."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, assert_never

from ironstride.core.catalogue import Catalogue
from ironstride.core.log import (
    Entry,
    EntryWithdrawn,
    ExerciseChosen,
    PainMoment,
    PainScore,
    Readiness,
    SessionFinished,
    SessionSkipped,
    SessionStarted,
    SetCorrection,
    SetDone,
)
from ironstride.core.programme import Prescription
from ironstride.core.units import MassUnit
from ironstride.formats.set_text import said_of, write
from ironstride.formats.words import (
    day_in_words,
    exercise_name,
    inert,
    masses_in,
    prescription_in_words,
    takes_weight,
)
from ironstride.strength.logbook import Logbook
from ironstride.strength.weekly import by_exercise

WIDEST: Final = 100  # columns
NO_BREAK: Final = "\N{NO-BREAK SPACE}"
NAMES: Final = 32  # columns; a longer name has a line of its own
MOMENTS: Final = {
    PainMoment.DURING: "during",
    PainMoment.AFTER: "after",
    PainMoment.NEXT_MORNING: "the next morning",
}


@dataclass(frozen=True, slots=True)
class LogWords:
    """How an athlete reads the log: exercises by name, masses in one unit."""

    catalogue: Catalogue
    unit: MassUnit = MassUnit.KG

    def sets(self, sets: Iterable[SetDone]) -> str:
        """Write sets of one exercise so that they can be typed again."""
        return inert(write(map(said_of, sets), unit=self.unit))

    def entries(self, entries: Iterable[Entry]) -> Iterator[str]:
        """Say what was told, the sets of each exercise as one."""
        told = list(entries)
        sets = [entry for entry in told if isinstance(entry, SetDone)]
        yield from (
            f"{exercise_name(exercise, self.catalogue)} {self.sets(mine)}"
            for exercise, mine in by_exercise(sets)
        )
        begins_by_itself = len(told) > 1
        for entry in told:
            is_start = isinstance(entry, SessionStarted)
            if not isinstance(entry, SetDone) and not (is_start and begins_by_itself):
                yield self.entry(entry)

    def entry(self, entry: Entry) -> str:
        """Say what was told."""
        match entry:
            case SetDone():
                said = f"{exercise_name(entry.exercise, self.catalogue)} {self.sets([entry])}"
            case SessionStarted():
                said = _joined("session started", inert(entry.title))
            case SessionFinished():
                said = _joined("session finished", *_end(entry))
            case SessionSkipped():
                said = f"session skipped: {inert(entry.reason)}"
            case ExerciseChosen():
                said = self._chosen(entry)
            case PainScore():
                said = _pain(entry)
            case Readiness():
                said = _joined(f"readiness {entry.score} of 5", inert(entry.note))
            case SetCorrection() | EntryWithdrawn():
                said = "a correction"
            case _:
                assert_never(entry)
        return said

    def _chosen(self, chosen: ExerciseChosen) -> str:
        name = exercise_name(chosen.exercise, self.catalogue)
        if not chosen.instead_of:
            return _joined(f"{name} taken into the session", inert(chosen.reason))
        return _joined(
            f"{name} instead of {exercise_name(chosen.instead_of, self.catalogue)}",
            inert(chosen.reason),
        )

    def dated(self, entry: Entry) -> str:
        """Say what was told, and of which day."""
        if isinstance(entry, SessionFinished | SetCorrection | EntryWithdrawn):
            return self.entry(entry)
        return f"{self.entry(entry)} ({day_in_words(entry.day)})"

    def day(self, page: Logbook, asked: Sequence[Prescription] = ()) -> Iterator[str]:
        """Write a day's page: its sets, with what the programme asked for, and all else."""
        for exercise, sets in by_exercise(page.sets):
            yield from _row(exercise_name(exercise, self.catalogue), self.sets(sets))
            mine = (line for line in asked if line.exercise == exercise and line.role.is_hard)
            for line in mine:
                yield from _row("", f"asked: {self._asked(line)}")
        others: tuple[Entry, ...] = (*page.skipped, *page.chosen, *page.pain, *page.readiness)
        yield from (f"  {self.entry(other)}" for other in others)

    def heading(self, page: Logbook, day: date) -> str:
        """Name a day, with how its sessions were as a whole."""
        ends = (part for one in page.sessions if one.finished for part in _end(one.finished))
        return _joined(f"{day_in_words(day)} {day.year}", *ends)

    def _asked(self, line: Prescription) -> str:
        weight = takes_weight(line.exercise, self.catalogue)
        return prescription_in_words(line, masses=masses_in(self.unit), takes_weight=weight)


def _row(name: str, text: str) -> Iterator[str]:
    """Write a name and what belongs to it, broken between parts and not within one."""
    whole = text.replace(" ", NO_BREAK).replace(f";{NO_BREAK}", "; ").replace(f",{NO_BREAK}", ", ")
    lines = textwrap.wrap(whole, WIDEST - NAMES - 4, break_long_words=False)
    if len(name) > NAMES:
        yield f"  {name}"
        name = ""
    for number, line in enumerate(lines):
        yield f"  {'' if number else name:<{NAMES}}  {line}".replace(NO_BREAK, " ")


def _end(end: SessionFinished) -> Iterator[str]:
    if end.rpe is not None:
        yield f"session RPE {end.rpe:g}"
    if end.minutes is not None:
        yield f"{end.minutes:g} min"


def _pain(pain: PainScore) -> str:
    place = f"{pain.side} {pain.place}" if pain.side else pain.place
    told = f"pain: {inert(place)} {pain.score} of 10, {MOMENTS[pain.moment]}"
    return _joined(told, inert(pain.note))


def _joined(*parts: str) -> str:
    return ", ".join(filter(None, parts))
