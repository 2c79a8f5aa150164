"""Lay-offs: stretches without a run, long enough to come back carefully."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from ironstride.core.run import RecordedRun


@dataclass(frozen=True, slots=True)
class Layoff:
    """The first and the last day of a stretch without a run."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days without a run. [d]"""
        return (self.last - self.first).days + 1

    def holds_week(self, monday: date) -> bool:
        """Say whether the entire week of a Monday lies in it."""
        return self.first <= monday and monday + timedelta(days=6) <= self.last


def layoffs(runs: Sequence[RecordedRun], *, today: date, days: int) -> tuple[Layoff, ...]:
    """List the stretches of at least so many days without a run, the current one included.

    Before the first run there is no lay-off: nobody knows what the runner did then.
    """
    ran = sorted({run.day for run in runs if run.day < today})
    one = timedelta(days=1)
    free = [Layoff(before + one, after - one) for before, after in pairwise([*ran, today])]
    return tuple(stretch for stretch in free if stretch.days >= days)
