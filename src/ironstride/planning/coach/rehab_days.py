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


def rehab_days(first: date, per_week: int, request: Request) -> tuple[date, ...]:
    """Choose the days of the coming week: evenly, and where neither a session nor a run stands.

    Each day may move on by one to find a freer one.
    """
    busy = _busy(request)
    apart = ceil(DAYS_AHEAD / per_week)
    days: list[date] = []
    for even in (first + n * DAY for n in range(0, DAYS_AHEAD, apart)):
        free = [day for day in (even, even + DAY) if not days or day > days[-1] + DAY]
        found = min(free, key=lambda day: _load_on(day, busy))
        if found <= request.end:
            days.append(found)
    return tuple(days[:per_week])


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
    match when:
        case When.AFTER_LIFTING:
            found = [hour_on(day, request) for day in week if request.offer_on(day) is not None]
        case When.BEFORE_RUNS:
            before = timedelta(minutes=minutes)
            found = [
                runs[0].start - before for day in week if (runs := request.runs_by_day.get(day))
            ]
            found = found or list(_alone(week, per_week, request))
        case When.AFTER_RUNS:
            found = [runs[-1].end for day in week if (runs := request.runs_by_day.get(day))]
            free = [day for day in week if day not in request.runs_by_day]
            found += _alone(free, per_week - len(found), request)
        case When.BY_ITSELF:
            found = list(_alone(week, per_week, request))
    return tuple(sorted(found)[:per_week])


def _alone(days: list[date], count: int, request: Request) -> Iterator[datetime]:
    """Spread so many over some days."""
    for number in range(min(count, len(days))):
        yield hour_on(days[number * len(days) // count], request)
