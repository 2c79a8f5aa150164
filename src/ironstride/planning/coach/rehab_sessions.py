"""Sessions of a course of rehabilitation: they stand in a programme beside the planner's own.

They are light by their nature, so they take none of the planner's days, sets or minutes, and the
planner's rules are read without them; only the limits of the course hold for them, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Final

from ironstride.core.calendar import at, monday_of
from ironstride.core.catalogue import Catalogue
from ironstride.core.pinned import PINNED, REHAB, is_rehab
from ironstride.core.programme import Prescription, Programme, Role, Session, Week
from ironstride.core.reference import ReferenceExercise
from ironstride.core.run import PlannedRun
from ironstride.planning.coach.at_place import done_at
from ironstride.planning.coach.coached import UNTOLD, Told, minutes_of, prescribed
from ironstride.planning.coach.reference_session import LOADS, OUTDOORS
from ironstride.planning.request import Request
from ironstride.planning.week.needs import Circumstance, may_do
from ironstride.rehab.beside import Beside

START: Final = time(18)  # where a day is not offered


def with_rehab(programme: Programme, request: Request) -> Programme:
    """Put the sessions of the course into their weeks, and the rule that they stand for."""
    if not request.beside:
        return programme
    weeks = tuple(
        replace(
            week,
            sessions=tuple(sorted((*week.sessions, *_in(week, request.beside)), key=_start)),
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


def _in(week: Week, beside: Sequence[Session]) -> Iterator[Session]:
    """List the sessions of a week; one that would begin before another is over waits for it."""
    standing = list(week.sessions)
    for session in sorted(beside, key=_start):
        if monday_of(session.start.date()) == week.start:
            placed = _after(standing, session)
            standing.append(placed)
            yield placed


def _after(standing: Sequence[Session], session: Session) -> Session:
    for other in sorted(standing, key=_start):
        if other.start < session.end and session.start < other.end:
            later = replace(session, start=other.end)
            session = later if later.end.date() == session.start.date() else session
    return session


def _start(session: Session) -> datetime:
    return session.start


# Writing them ------------------------------------------------------------------------------


def rehab_lines(
    lines: Sequence[ReferenceExercise], place: str, request: Request
) -> tuple[Prescription, ...]:
    """Turn the lines of a session into prescriptions for a place; walks and runs stay outside.

    They are dosed as the step of the course has it.
    """
    there = done_at([line for line in lines if line.exercise not in OUTDOORS], place, request)
    return tuple(_prescribed(line, Role.ACTIVATION, request.catalogue) for line in there)


def beside_lines(work: Beside, place: str, request: Request) -> tuple[Prescription, ...]:
    """Turn what stands beside the sessions into prescriptions for a place.

    The leg that is not sore takes of each choice the first exercise that the athlete may do.
    """
    if work.side is None:
        lines = done_at([choices[0] for choices in work.lines], place, request)
        return tuple(_prescribed(line, None, request.catalogue) for line in lines)
    able = with_sound_legs(request)
    where = Circumstance(place=place, block=0, is_entry=True)
    first = (
        next((line for line in choices if may_do(line.exercise, where, able)), None)
        for choices in work.lines
    )
    chosen = (line for line in first if line is not None)
    return tuple(_prescribed(line, None, request.catalogue, one_side=True) for line in chosen)


def with_sound_legs(request: Request) -> Request:
    """Ask for an athlete whose sore place hurts no more: what the other leg may do."""
    if request.followed is None:
        return request
    health = request.athlete.health
    sound = replace(health, complaints=health.complaints - {request.followed.place})
    return replace(request, followed=None, athlete=replace(request.athlete, health=sound))


def _prescribed(
    line: ReferenceExercise, role: Role | None, catalogue: Catalogue, *, one_side: bool = False
) -> Prescription:
    told = Told(
        exercise=catalogue.exercises[line.exercise],
        dose=line.dose,
        load=LOADS.get(line.load or "", UNTOLD),
        role=role,
        rest_s=line.rest_s,
        one_side=one_side,
    )
    return prescribed(told, catalogue.policy)


def rehab_session(
    title: str, lines: tuple[Prescription, ...], start: datetime, place: str, request: Request
) -> Session:
    """Write a session of the course, or one beside it."""
    return Session(
        start=start,
        minutes=max(1, minutes_of(lines, request.catalogue)),
        intent=title,
        place=place,
        reasons=(PINNED, REHAB),
        exercises=lines,
    )


def hour_on(day: date, request: Request) -> datetime:
    """Say when a session of the course begins: at its offer's hour, else at six, after its runs."""
    offer = request.offer_on(day)
    start = at(day, START if offer is None else offer.start)
    return max([start, *(run.end for run in _runs_on(day, request))])


def _runs_on(day: date, request: Request) -> list[PlannedRun]:
    """List the runs of a day that are over by midnight."""
    return [run for run in request.runs_by_day.get(day, ()) if run.end.date() == day]
