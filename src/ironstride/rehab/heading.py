"""The heading of a course: up or down, and when it may turn. It turns once a week at the most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Way(StrEnum):
    """Towards more load or towards less."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Heading:
    """Which way the load went last, and the day it turned that way.

    A course that has only ever gone up has not turned yet.

    >>> monday = date(2026, 11, 23)
    >>> down = Heading().taken(Way.DOWN, monday)
    >>> down.may(Way.UP, monday + timedelta(6), timedelta(7))
    False
    >>> down.may(Way.UP, monday + timedelta(7), timedelta(7))
    True
    """

    way: Way | None = None
    turned: date | None = None

    def may(self, way: Way, day: date, turn: timedelta) -> bool:
        """Whether the load may go this way on a day."""
        is_straight_on = self.way is None or self.way is way
        return is_straight_on or self.turned is None or day >= self.turned + turn

    def taken(self, way: Way, day: date) -> Heading:
        """Give the heading after a move."""
        if way is self.way:
            return self
        is_first_up = self.way is None and way is Way.UP
        return Heading(way, None if is_first_up else day)

    def opens(self, turn: timedelta) -> date | None:
        """Say from which day on it may turn again; None where it may now."""
        return None if self.turned is None else self.turned + turn
