"""What became of the sessions that a programme asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ironstride.core.calendar import monday_of
from ironstride.core.log import SessionSkipped
from ironstride.core.programme import Session
from ironstride.strength.visit import Visit


class Fate(StrEnum):
    """What became of a session."""

    DONE = "done"
    MOVED = "moved"  # done on another day
    SKIPPED = "skipped"  # left out, as was told
    UNTOLD = "untold"  # its day is over and nothing was logged


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFate:
    """What became of the session of a day: when it was done, or why it was not."""

    day: date
    fate: Fate
    done_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adherence:
    """The sessions that were due, in order, and how many visits nobody had asked for."""

    fates: tuple[SessionFate, ...] = ()
    unasked: int = 0

    @property
    def due(self) -> int:
        """How many sessions were due."""
        return len(self.fates)

    @property
    def done(self) -> int:
        """How many of them were done, on whichever day."""
        return self.count(Fate.DONE) + self.count(Fate.MOVED)

    @property
    def expected_share(self) -> float:
        """How much of what is planned is to be expected, going by what was done.

        (done + 1) / (due + 1): as if one more session had been due and done, so that a
        programme is believed until it has been followed or not.             [choice]

        >>> Adherence().expected_share
        1.0
        """
        return (self.done + 1) / (self.due + 1)

    def count(self, fate: Fate) -> int:
        """Count the sessions of one fate."""
        return sum(one.fate is fate for one in self.fates)


def adherence(
    planned: Iterable[Session],
    visits: Iterable[Visit],
    skipped: Iterable[SessionSkipped] = (),
    *,
    today: date,
) -> Adherence:
    """Say what became of each session up to today.

    A visit stands for the session that it names, else for one of its own day, else for the
    nearest of its week that nobody skipped. Today's session is due once something was said of
    it. A day that was skipped and on which nothing stands any more counts as a session.
    """
    due = {session.start: session.start.date() for session in planned}
    open_ = _Open(days=sorted(d for d in due.values() if d <= today), visits=list(visits))
    open_.match(lambda day, visit: visit.planned is not None and due.get(visit.planned) == day)
    open_.match(lambda day, visit: visit.day == day)
    open_.skip(one for one in skipped if one.day <= today)
    open_.match(lambda day, visit: monday_of(visit.day) == monday_of(day))
    untold = (SessionFate(day=d, fate=Fate.UNTOLD) for d in open_.days if d < today)
    fates = sorted((*open_.fates, *untold), key=lambda one: one.day)
    return Adherence(fates=tuple(fates), unasked=len(open_.visits))


@dataclass(slots=True)
class _Open:
    """Days of sessions, and visits, that have not found each other yet."""

    days: list[date]
    visits: list[Visit]
    fates: list[SessionFate] = field(default_factory=list)

    def match(self, belongs: Callable[[date, Visit], bool]) -> None:
        """Match what belongs together, each once."""
        for day in tuple(self.days):
            found = [visit for visit in self.visits if belongs(day, visit)]
            if found:
                visit = min(found, key=lambda visit: abs(visit.day - day))
                fate = Fate.DONE if visit.day == day else Fate.MOVED
                self.fates.append(SessionFate(day=day, fate=fate, done_on=visit.day))
                self.days.remove(day)
                self.visits.remove(visit)

    def skip(self, skipped: Iterable[SessionSkipped]) -> None:
        """Note what was left out: one session for each day, with the reason told last."""
        told = {one.day: one.reason for one in sorted(skipped, key=lambda one: one.at)}
        done = {one.day for one in self.fates}
        for day, reason in told.items():
            if day in self.days:
                self.days.remove(day)
            elif day in done:
                continue
            self.fates.append(SessionFate(day=day, fate=Fate.SKIPPED, reason=reason))
