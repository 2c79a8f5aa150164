"""Faults in what an athlete wrote: where, what, and what to write instead."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from ironstride.core.errors import IronstrideError


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to change, and where it stands: a key like `race[2].date`, or a line."""

    place: str
    problem: str

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}" if self.place else self.problem


class FaultyFileError(IronstrideError):
    """A file of the athlete's needs changes; every one of them is listed."""

    def __init__(self, name: str, faults: Iterable[Fault], *, opening: str = "") -> None:
        self.name, self.faults = name, tuple(faults)
        count = "1 thing" if len(self.faults) == 1 else f"{len(self.faults)} things"
        lines = [f"{name}: {opening}{count} to change", *map(str, self.faults)]
        super().__init__("\n  ".join(lines))


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The numbers that a value may take, with their unit.

    >>> print(Span(least=10, most=240, unit="minutes", over="too long").fault(500))
    500 is too long; give 10 to 240 minutes
    """

    least: float
    most: float
    unit: str = ""
    under: str = "too low"
    over: str = "too high"

    def __str__(self) -> str:
        return f"{self.least:g} to {self.most:g} {self.unit}".rstrip()

    def fault(self, value: float) -> str | None:
        """Say what to give instead, or None where the value fits."""
        if math.isnan(value):
            return f"give a number, {self}"
        if self.least <= value <= self.most:
            return None
        return f"{value:g} is {self.under if value < self.least else self.over}; give {self}"


def spoken_list(words: Iterable[str]) -> str:
    """Join words as a sentence would.

    >>> spoken_list(["A", "B", "C"])
    'A, B or C'
    """
    *front, last = words
    return f"{', '.join(front)} or {last}" if front else last


def clock(text: str) -> time | None:
    """Read an hour of the day, or None where the text is none.

    >>> clock("7:05"), clock("25:00")
    (datetime.time(7, 5), None)
    """
    found = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", text.strip())
    return time(int(found[1]), int(found[2])) if found else None
