"""A finished programme, and how rules and wishes read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from ironstride.core.calendar import Weekday
from ironstride.core.exercise import Exercise
from ironstride.core.pinned import is_pinned
from ironstride.core.programme import PhaseName, Prescription, Programme, Session, Week
from ironstride.planning.days.hard_legs import is_heavy, loads_legs
from ironstride.planning.request import Request
from ironstride.planning.season.outline import Outline

EASED = (PhaseName.TAPER, PhaseName.RECOVERY)


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a programme does not keep, and where.

    `day` is the first day on which something else would have kept it: of two sessions the
    later one's, of too much in a week its last session's, of too little its Monday.
    `is_pinned` says that a coach's pinned sessions bring it about and not the planner's.
    """

    rule: str
    message: str
    day: date | None = field(default=None, kw_only=True)
    is_pinned: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Plan:
    """A finished programme beside the request it answers."""

    programme: Programme
    outlines: tuple[Outline, ...]
    request: Request

    @property
    def weeks(self) -> Iterator[tuple[Outline, Week]]:
        """The weeks, each beside what it was to be."""
        return zip(self.outlines, self.programme.weeks, strict=True)

    @property
    def hard(self) -> Iterator[tuple[Session, Prescription]]:
        """All hard sets in order, beside their sessions."""
        return ((s, p) for s in self.programme.sessions for p in s.exercises if p.role.is_hard)

    def exercise(self, prescription: Prescription) -> Exercise:
        """Look up what is prescribed."""
        return self.request.catalogue.exercises[prescription.exercise]

    def loads_legs(self, session: Session) -> bool:
        """Whether a session holds heavy lower-body work or jumps."""
        return loads_legs(session, self.request.catalogue, self.request.policy.dose)

    def is_heavy(self, prescription: Prescription) -> bool:
        """Whether it is heavy lower-body work: >= 80 % of 1RM, or <= 6 reps with <= 3 RIR."""
        return is_heavy(prescription, self.request.catalogue, self.request.policy.dose)

    def is_pinned(self, session: Session) -> bool:
        """Whether a coach decided what it holds."""
        pins = self.request.pins
        return is_pinned(session) or any(session.exercises == pin.exercises for pin in pins)

    def is_cut_short(self, week: Week) -> bool:
        """Whether days off lifting take room from a week."""
        return any(off.touches(week.start, week.end) for off in self.request.time_off)

    def first_after(self, day: date) -> Session | None:
        """Find the first session after a day."""
        return next((s for s in self.programme.sessions if s.start.date() > day), None)

    def returns(self) -> Iterator[date]:
        """List the days on which lifting comes back after a lay-off."""
        least = self.request.policy.placement.layoff_days
        for before, after in pairwise(self.programme.sessions):
            if (after.start.date() - before.start.date()).days >= least:
                yield after.start.date()

    # --- blame -----------------------------------------------------------------------

    def broken_by(self, rule: str, message: str, *sessions: Session) -> Breach:
        """Blame sessions: the planner's, unless a coach pinned all of them."""
        day = max(session.start.date() for session in sessions)
        pinned = all(self.is_pinned(session) for session in sessions)
        return Breach(rule, f"{named(sessions[-1])} {message}", day=day, is_pinned=pinned)

    def too_much(self, rule: str, message: str, week: Week) -> Breach:
        """Blame what a week holds: a coach's pins, if any stand in it."""
        day = max((s.start.date() for s in week.sessions), default=week.start)
        pinned = any(self.is_pinned(session) for session in week.sessions)
        return Breach(rule, f"the week of {week.start} {message}", day=day, is_pinned=pinned)

    def too_little(self, rule: str, message: str, week: Week) -> Breach:
        """Blame what a week lacks: a coach's pins, if any take its room."""
        pinned = any(self.is_pinned(session) for session in week.sessions)
        return Breach(rule, f"the week of {week.start} {message}", day=week.start, is_pinned=pinned)


def named(session: Session) -> str:
    """Name a session by its moment."""
    return f"{Weekday.of(session.start.date()).short} {session.start:%Y-%m-%d %H:%M}"
