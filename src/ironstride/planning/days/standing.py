"""Standing sessions: not the planner's to choose, because they are done or pinned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ironstride.core.pinned import is_pinned
from ironstride.core.programme import Session
from ironstride.planning.coach.pins import pinned_sessions
from ironstride.planning.days.hard_legs import loads_legs
from ironstride.planning.days.obstacles import Slot
from ironstride.planning.request import Request
from ironstride.planning.season.outline import Outline


def standing(week: Outline, request: Request) -> tuple[Session, ...]:
    """List the sessions of a week that stand as they are, in order: done, or pinned."""
    pinned = (s for s in _pinned(week, request) if not is_over(s.start.date(), request))
    return tuple(sorted((*_done(week, request), *pinned), key=lambda session: session.start))


def _pinned(week: Outline, request: Request) -> tuple[Session, ...]:
    """List what is pinned; under way, what was pinned stays so without being said again."""
    if request.pins:
        return pinned_sessions(week, request)
    return tuple(session for session in _kept_in(week, request) if is_pinned(session))


def _done(week: Outline, request: Request) -> Iterator[Session]:
    kept = request.kept
    if kept is not None:
        for session in _kept_in(week, request):
            day = session.start.date()
            if day < kept.today and day not in kept.missed:
                yield session


def still_to_do(week: Outline, request: Request) -> tuple[Session, ...]:
    """List the sessions of the programme under way that this week should still hold, in order."""
    done = {session.start for session in standing(week, request)}
    return tuple(s for s in _kept_in(week, request) if s.start not in done and not is_pinned(s))


def _kept_in(week: Outline, request: Request) -> tuple[Session, ...]:
    if request.kept is None:
        return ()
    return next((w.sessions for w in request.kept.programme.weeks if w.start == week.start), ())


def is_over(day: date, request: Request) -> bool:
    """Whether nothing can be planned on a day any more: it is past, or its session was missed."""
    kept = request.kept
    return kept is not None and (day < kept.today or day in kept.missed)


def as_slot(session: Session, request: Request) -> Slot:
    """Read a session as the place that it takes."""
    return Slot(
        start=session.start,
        minutes=session.minutes,
        place=session.place,
        is_demanding=loads_legs(session, request.catalogue, request.policy.dose),
    )
