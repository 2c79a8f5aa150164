"""On which days of the coming week a course has its sessions, and what stands beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from math import ceil
from typing import Final, TypeAlias

from ironstride.core.calendar import DAY
from ironstride.planning.coach.rehab_sessions import hour_on
from ironstride.planning.request import Request
from ironstride.rehab.blocks import When

DAYS_AHEAD: Final = 7
WITH_DAYS_BETWEEN: Final = 4  # more sessions in a week stand on days in a row


def rehab_days(first: date, per_week: int, request: Request) -> tuple[date, ...]:
    """Choose the days of the coming week: evenly, and where neither a session nor a run stands.

    Each day may move on by one to find a freer one. Up to four a week have a day between them.
    """
    busy = _busy(request)
    apart = (2 if per_week <= WITH_DAYS_BETWEEN else 1) * DAY
    days: list[date] = []
    for even in (first + ceil(n * DAYS_AHEAD / per_week) * DAY for n in range(per_week)):
        free = [day for day in (even, even + DAY) if not days or day >= days[-1] + apart]
        found = min(free, key=lambda day: _load_on(day, busy))
        if found <= request.end:
            days.append(found)
    return tuple(days)


Busy: TypeAlias = tuple[Collection[date], Collection[date]]
"""Days with a session, and days with a run."""


def _busy(request: Request) -> Busy:
    kept = () if request.kept is None else request.kept.programme.sessions
    return {session.start.date() for session in kept}, set(request.runs_by_day)


def _load_on(day: date, busy: Busy) -> tuple[bool, bool, date]:
    sessions, runs = busy
    return day in sessions, day in runs, day


def beside_starts(
    when: When, per_week: int, minutes: int, first: date, request: Request
) -> tuple[datetime, ...]:
    """Say when something beside the sessions begins in the coming week.

    Stretches come after runs, and by themselves on other days where runs are too few; a block
    before runs, and by itself where nobody runs.

    Args:
        when: where it stands in a day.
        per_week: how often. [count]
        minutes: how long it takes. [min]
        first: the first day.
        request: who asks.
    """
    week = [first + n * DAY for n in range(DAYS_AHEAD) if first + n * DAY <= request.end]
    runs = [of_day for day in week if (of_day := request.runs_by_day.get(day))]
    found: list[datetime] = []
    if when is When.AFTER_LIFTING:
        return tuple(hour_on(d, request) for d in week if request.offer_on(d) is not None)[
            :per_week
        ]
    if when is When.BEFORE_RUNS:
        found = [of_day[0].start - timedelta(minutes=minutes) for of_day in runs]
        week = [] if found else week
    elif when is When.AFTER_RUNS:
        found = [of_day[-1].end for of_day in runs]
        week = [day for day in week if day not in request.runs_by_day]
    found += _alone(week, per_week - len(found), request)
    return tuple(sorted(found)[:per_week])


def _alone(days: list[date], count: int, request: Request) -> Iterator[datetime]:
    """Spread so many over some days."""
    for number in range(min(count, len(days))):
        yield hour_on(days[number * len(days) // count], request)
