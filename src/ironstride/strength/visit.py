"""Visits: the sets of the log put together as they were done, one visit to the gym floor each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from ironstride.core.log import SetDone
from ironstride.strength.logbook import LoggedSession

LONGEST: Final = timedelta(hours=4)  # a session that was left open was not that long


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What was done in one go.

    `planned` is the local start of the programme's session that it stands for, and `minutes`
    how long it took; each is None where nobody told.
    """

    day: date
    sets: tuple[SetDone, ...]
    planned: datetime | None = None
    minutes: float | None = None


def visits(sets: Iterable[SetDone], sessions: Iterable[LoggedSession] = ()) -> tuple[Visit, ...]:
    """Put sets together: those of one session, else those of one day, in order of their days.

    A set that names no session joins the first one of its day. Sets of warm-ups stay among
    them; a session without a set is no visit.
    """
    known = {session.started.id: session for session in sessions}
    groups: dict[UUID | date, list[SetDone]] = {}
    of_day: dict[date, UUID] = {}
    for one in sorted(sets, key=lambda one: (one.session is None, one.day, one.at, one.position)):
        if one.session is not None:
            of_day.setdefault(one.day, one.session)
        key = one.session or of_day.get(one.day) or one.day
        groups.setdefault(key, []).append(one)
    found = (
        _visit(group, known.get(key) if isinstance(key, UUID) else None)
        for key, group in groups.items()
    )
    return tuple(sorted(found, key=lambda visit: (visit.day, visit.sets[0].at)))


def _visit(sets: list[SetDone], session: LoggedSession | None) -> Visit:
    return Visit(
        day=sets[0].day,
        sets=tuple(sorted(sets, key=lambda one: (one.at, one.position))),
        planned=None if session is None else session.started.planned,
        minutes=None if session is None else _minutes(session),
    )


def _minutes(session: LoggedSession) -> float | None:
    """Take the minutes that were told, else the time between the first word and the last."""
    end = session.finished
    if end is None or end.minutes is not None:
        return None if end is None else end.minutes
    took = end.at - session.started.at
    return took / timedelta(minutes=1) if timedelta(0) < took <= LONGEST else None
