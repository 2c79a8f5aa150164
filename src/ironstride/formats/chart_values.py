"""What can be drawn: a line with its bands, bars by week, and small rows of either."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ironstride.strength.path import Reading


@dataclass(frozen=True, slots=True)
class Mark:
    """A single value of a day."""

    day: date
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """A line with its bands up to today, what is expected after it, and what lies beside it.

    `id` tells the charts of one page apart. `said` is the sentence that stands for the
    picture. `done` and `planned` are single values, under the names that are given.
    """

    id: str
    title: str
    said: str
    unit: str
    line: tuple[Reading, ...]
    ahead: tuple[Reading, ...] = ()
    done: tuple[Mark, ...] = ()
    planned: tuple[Mark, ...] = ()
    done_name: str = "done"
    planned_name: str = "planned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One week: what was done, was planned and is to be expected.

    `done` is in its parts, from the bottom up. None is where there is nothing to say. `note`
    stands above it.
    """

    label: str
    done: tuple[float, ...]
    planned: float | None = None
    expected: float | None = None
    note: str = ""

    @property
    def top(self) -> float:
        """How high it reaches."""
        return max(sum(self.done), self.planned or 0, self.expected or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Bars by week. `names` are those of the parts, from the bottom up."""

    id: str
    title: str
    said: str
    unit: str
    bars: tuple[Bar, ...]
    names: tuple[str, ...] = ("done",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A name, a small picture, and what it comes to: readings as a line, else bars."""

    name: str
    value: str
    note: str = ""
    line: tuple[Reading, ...] = ()
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Small pictures below each other."""

    id: str
    title: str
    said: str
    rows: tuple[Row, ...]


Chart = Trend | Bars | Rows
