"""What all changes ask: which days are open still, what is there, and what to say where it is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NoReturn, TypeVar

from ironstride.core.athlete import Athlete
from ironstride.core.calendar import DAY, Weekday
from ironstride.core.programme import Session
from ironstride.core.run import PlannedRun
from ironstride.core.spelling import did_you_mean
from ironstride.planning.request import Kept, Request

Timed = TypeVar("Timed", PlannedRun, Session)


def first_open_day(request: Request) -> date:
    """Find the first day that can still change."""
    return request.start if request.kept is None else max(request.start, request.kept.today)


def under_way(request: Request) -> Kept:
    """Give the programme under way, or say that there is none."""
    if request.kept is None:
        raise ValueError("no programme is under way, so nothing of it can be missed; plan first")
    return request.kept


def days_between(first: date, last: date) -> Iterator[date]:
    """Count from one day to another, both included."""
    return (first + n * DAY for n in range((last - first).days + 1))


def named(day: date) -> str:
    """Name a day so that nobody mistakes it.

    >>> named(date(2026, 12, 8))
    'Tue 8 Dec 2026'
    """
    return f"{Weekday.of(day).short} {day.day} {day:%b %Y}"


def article(word: str) -> str:
    """Say which article a word takes.

    >>> article("easy"), article("long")
    ('an', 'a')
    """
    return "an" if word[0] in "aeiou" else "a"


def refuse_backwards(first: date, last: date) -> None:
    """Refuse days that end before they begin."""
    if last < first:
        raise ValueError(f"{first} to {last} ends before it begins; swap the two days")


def refuse_over(day: date, request: Request) -> None:
    """Refuse a day that lies before the first one still open."""
    if day < first_open_day(request):
        raise ValueError(f"{named(day)} is over; name a day from {first_open_day(request)} on")


def refuse_outside(day: date, request: Request) -> None:
    """Refuse a day outside the season."""
    if not request.start <= day <= request.end:
        raise ValueError(
            f"{named(day)} lies outside the season, {request.start} to {request.end}; "
            "choose a day within it"
        )


def refuse_unoffered(day: date, request: Request) -> None:
    """Refuse a day that offers nothing, and name those near it that do."""
    refuse_over(day, request)
    if request.offer_on(day) is None:
        near = [
            d for d in days_between(day - 3 * DAY, day + 3 * DAY) if request.offer_on(d) is not None
        ]
        instead = f"; offered near it: {', '.join(map(named, near))}" if near else ""
        raise ValueError(f"{named(day)} offers nothing for lifting as it is{instead}")


def refuse_unknown_place(place: str, athlete: Athlete) -> None:
    """Refuse a place that the profile does not describe."""
    if place not in athlete.places:
        guess = did_you_mean(place, athlete.places)
        raise ValueError(
            f'the profile has no place "{place}"{guess}; '
            f'put [places."{place}"] and below it equipment = ["mat"] into it'
        )


def refuse_nothing_there(
    thing: str,
    day: date,
    known: Iterable[Timed],
    words: Callable[[Timed], str],
) -> NoReturn:
    """Say that a day holds no such thing, and name the nearest one."""
    near = min(known, key=lambda one: abs(one.start.date() - day), default=None)
    instead = "" if near is None else f"; the nearest is {words(near)}"
    raise ValueError(f"no {thing} on {named(day)}{instead}")
