"""Weeks and weekdays."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

DAY: Final = timedelta(days=1)
WEEK: Final = timedelta(days=7)


class Weekday(StrEnum):
    """A day of the week; weeks start on Monday."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @property
    def number(self) -> int:
        """Monday is 0, Sunday is 6."""
        return list(Weekday).index(self)

    @property
    def short(self) -> str:
        """Three letters, as in a calendar."""
        return self.value[:3].capitalize()

    @classmethod
    def of(cls, day: date) -> Weekday:
        """Say which weekday a date is.

        >>> Weekday.of(date(2026, 11, 24)).short
        'Tue'
        """
        return WEEKDAYS[day.weekday()]


WEEKDAYS: Final = tuple(Weekday)


def monday_of(day: date) -> date:
    """Find the Monday of the week that holds `day`.

    >>> monday_of(date(2026, 11, 29))
    datetime.date(2026, 11, 23)
    """
    return day - timedelta(days=day.weekday())


def at(day: date, clock: time) -> datetime:
    """Join a day and a clock time, both local to the athlete."""
    return datetime.combine(day, clock)


def hours_between(earlier: datetime, later: datetime) -> float:
    """Count the hours from one moment to another; negative when they are swapped. [h]"""
    return (later - earlier) / timedelta(hours=1)
