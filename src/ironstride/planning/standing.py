"""Standing sessions: what is not the planner's to choose, because it is done already."""

from __future__ import annotations

from datetime import date

from ironstride.core.programme import Session
from ironstride.planning.hard_legs import loads_legs
from ironstride.planning.obstacles import Slot
from ironstride.planning.request import Request
from ironstride.planning.season import Outline


def standing(week: Outline, request: Request) -> tuple[Session, ...]:
    """List the sessions of a week that stand as they are, in order."""
    kept = request.kept
    if kept is None:
        return ()
    return tuple(
        session
        for session in _kept_in(week, request)
        if session.start.date() < kept.today and session.start.date() not in kept.missed
    )


def still_to_do(week: Outline, request: Request) -> tuple[Session, ...]:
    """List the sessions of the programme under way that this week should still hold, in order."""
    done = {session.start for session in standing(week, request)}
    return tuple(s for s in _kept_in(week, request) if s.start not in done)


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
