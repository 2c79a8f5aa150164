"""Sessions of a course of rehabilitation: they stand in a programme beside the planner's own.

They are light by their nature, so they take none of the planner's days, sets or minutes, and the
planner's rules are read without them; only the limits of the course hold for them, too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from math import ceil
from typing import Final

from ironstride.core.calendar import DAY, at, monday_of
from ironstride.core.catalogue import Catalogue
from ironstride.core.pinned import PINNED, REHAB, is_rehab
from ironstride.core.programme import Prescription, Programme, Role, Session
from ironstride.core.reference import ReferenceExercise
from ironstride.planning.coach.coached import Told, minutes_of, prescribed
from ironstride.planning.coach.reference_session import OUTDOORS
from ironstride.planning.request import Request

START: Final = time(18)  # where a day is not offered


def with_rehab(programme: Programme, request: Request) -> Programme:
    """Put the sessions of the course into their weeks, and the rule that they stand for."""
    if not request.beside:
        return programme
    weeks = tuple(
        replace(
            week,
            sessions=tuple(sorted((*week.sessions, *_in(week.start, request.beside)), key=_start)),
        )
        for week in programme.weeks
    )
    known = request.catalogue.rules
    rules = {name: known[name] for name in known if name in {*programme.rules, PINNED, REHAB}}
    return replace(programme, weeks=weeks, rules=rules)


def without_rehab(programme: Programme) -> Programme:
    """Take the sessions of the course out, so that the planner sees its own."""
    weeks = tuple(
        replace(week, sessions=tuple(s for s in week.sessions if not is_rehab(s)))
        for week in programme.weeks
    )
    return replace(programme, weeks=weeks)


def rehab_in(programme: Programme) -> tuple[Session, ...]:
    """List the sessions of the course that a programme holds, in order."""
    return tuple(session for session in programme.sessions if is_rehab(session))


def _in(monday: date, sessions: Sequence[Session]) -> Iterator[Session]:
    return (session for session in sessions if monday_of(session.start.date()) == monday)


def _start(session: Session) -> datetime:
    return session.start


# Writing them ------------------------------------------------------------------------------


def rehab_lines(
    lines: Sequence[ReferenceExercise], catalogue: Catalogue
) -> tuple[Prescription, ...]:
    """Turn the lines of a session as its step doses them into prescriptions; walks stay outside."""
    return tuple(
        prescribed(
            Told(
                exercise=catalogue.exercises[line.exercise],
                dose=line.dose,
                role=Role.ACTIVATION,
                rest_s=line.rest_s,
            ),
            catalogue.policy,
        )
        for line in lines
        if line.exercise not in OUTDOORS
    )


def rehab_session(
    title: str, lines: tuple[Prescription, ...], day: date, request: Request
) -> Session:
    """Write a session of the course for a day: at its offer's hour, else at six, after its runs."""
    offer = request.offer_on(day)
    start = at(day, START if offer is None else offer.start)
    ends = [run.end for run in request.runs_by_day.get(day, ()) if run.end.date() == day]
    places = request.athlete.places
    return Session(
        start=max([start, *ends]),
        minutes=max(1, minutes_of(lines, request.catalogue)),
        intent=title,
        place=offer.place if offer is not None else next(iter(places)),
        reasons=(PINNED, REHAB),
        exercises=lines,
    )


def rehab_days(first: date, per_week: int, request: Request) -> tuple[date, ...]:
    """Choose the days of the coming week: evenly, and where neither a session nor a run stands.

    Each day may move on by one to find a freer one.
    """
    busy = _busy(request)
    apart = ceil(7 / per_week)
    days: list[date] = []
    for even in (first + n * DAY for n in range(0, 7, apart)):
        free = [day for day in (even, even + DAY) if not days or day > days[-1] + DAY]
        found = min(free, key=lambda day: _load_on(day, busy))
        if found <= request.end:
            days.append(found)
    return tuple(days[:per_week])


def _busy(request: Request) -> tuple[Collection[date], Collection[date]]:
    kept = () if request.kept is None else request.kept.programme.sessions
    return {session.start.date() for session in kept}, set(request.runs_by_day)


def _load_on(day: date, busy: tuple[Collection[date], Collection[date]]) -> tuple[bool, bool, date]:
    sessions, runs = busy
    return day in sessions, day in runs, day
