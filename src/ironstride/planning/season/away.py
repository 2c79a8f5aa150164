"""Away: what days off lifting, for rest or illness, mean for the weeks they touch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ironstride.core.calendar import DAY, WEEK, monday_of
from ironstride.core.programme import PhaseName
from ironstride.planning.days.obstacles import against_lifting, slot_on
from ironstride.planning.request import Request, TimeOff

SESSIONS = 2  # what a training week is built on: a third day is there for choice


def joined(request: Request) -> tuple[TimeOff, ...]:
    """Give the days off in order, those that touch as one."""
    found: list[TimeOff] = []
    for off in sorted(request.time_off, key=lambda off: (off.first, off.last)):
        if found and off.first <= found[-1].last + DAY:
            last, is_ill = max(found[-1].last, off.last), found[-1].is_ill or off.is_ill
            found[-1] = replace(found[-1], last=last, is_ill=is_ill)
        else:
            found.append(off)
    return tuple(found)


def eased_weeks(request: Request) -> frozenset[date]:
    """Name by their Mondays the weeks that are light because somebody asks, or days off do.

    Days off ease the weeks that lose days they would lift on, and the one in which lifting
    begins again after an illness.                                  [light-weeks: consensus]
    """
    if not request.time_off:
        return request.eased
    well = replace(request, time_off=())
    short = {week for week in _touched(request) if _best(week, request) < _best(week, well)}
    after_illness = {monday_of(off.last + DAY) for off in request.time_off if off.is_ill}
    return frozenset(request.eased | short | after_illness)


def _touched(request: Request) -> Iterator[date]:
    return (
        monday
        for monday in request.mondays
        if any(off.touches(monday, monday + WEEK - DAY) for off in request.time_off)
    )


def _best(monday: date, request: Request) -> int:
    """Add up the minutes of the two longest days on which lifting could be. [min]"""
    slots = (slot_on(monday + n * DAY, request) for n in range(7))
    minutes = [s.minutes for s in slots if s is not None and not any(against_lifting(s, request))]
    return sum(sorted(minutes)[-SESSIONS:])


def weeks_over(request: Request) -> tuple[tuple[PhaseName, bool], ...]:
    """Say of each week that is over what it was for, and whether it was light."""
    if request.kept is None:
        return ()
    this_week = monday_of(request.kept.today)
    weeks = request.kept.programme.weeks
    return tuple((week.phase, week.is_light) for week in weeks if week.start < this_week)
