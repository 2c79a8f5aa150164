"""Changes of runs: moved, dropped, added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from ironstride.core.run import PlannedRun, RunKind
from ironstride.planning.changes.change_asks import (
    article,
    named,
    refuse_nothing_there,
    refuse_outside,
)
from ironstride.planning.request import Request


@dataclass(frozen=True, slots=True)
class RunMoved:
    """A run starts at another moment; `clock` says which, where a day holds several."""

    day: date
    to: datetime
    clock: time | None = None

    @property
    def sentence(self) -> str:
        """Say it in plain words."""
        return f"The run of {named(self.day)} is on {named(self.to.date())} at {self.to:%H:%M}."

    def apply(self, request: Request) -> Request:
        """Take the run away from its day and put it where it goes."""
        run = _run_on(self.day, self.clock, request)
        return _with_run(replace(run, start=self.to), _without_run(run, request))


@dataclass(frozen=True, slots=True)
class RunDropped:
    """A run is not run."""

    day: date
    clock: time | None = None

    @property
    def sentence(self) -> str:
        """Say it in plain words."""
        return f"The run of {named(self.day)} is left out."

    def apply(self, request: Request) -> Request:
        """Take the run away."""
        return _without_run(_run_on(self.day, self.clock, request), request)


@dataclass(frozen=True, slots=True)
class RunAdded:
    """One more run."""

    run: PlannedRun

    @property
    def sentence(self) -> str:
        """Say it in plain words."""
        start = self.run.start
        what = f"{article(self.run.kind)} {self.run.kind} run of {self.run.minutes} min"
        return f"On {named(start.date())} at {start:%H:%M} there is {what}."

    def apply(self, request: Request) -> Request:
        """Put the run into its day."""
        if self.run.kind is RunKind.RACE:
            raise ValueError("a race is more than a run; add it as a race, with its priority")
        return _with_run(self.run, request)


def _run_on(day: date, clock: time | None, request: Request) -> PlannedRun:
    """Find the run that is spoken of, or say which ones there are."""
    found = [
        run
        for run in request.runs_by_day.get(day, ())
        if run.kind is not RunKind.RACE and clock in (None, run.start.time())
    ]
    if any(race.day == day for race in request.races):
        raise ValueError(f"{named(day)} is a race; move or drop the race instead")
    if not found:
        refuse_nothing_there("run", day, request.runs, _run_words)
    if len(found) > 1:
        several = " and ".join(_run_words(run) for run in found)
        raise ValueError(
            f"{named(day)} holds {several}; say which: {found[0].start:%Y-%m-%dT%H:%M}"
        )
    return found[0]


def _run_words(run: PlannedRun) -> str:
    return f"the {run.kind} run of {named(run.start.date())} {run.start:%H:%M}"


def _without_run(run: PlannedRun, request: Request) -> Request:
    day = run.start.date()
    left = tuple(other for other in request.runs_by_day[day] if other != run)
    return _with_run_days({day: left}, request)


def _with_run(run: PlannedRun, request: Request) -> Request:
    day = run.start.date()
    refuse_outside(day, request)
    if any(race.day == day for race in request.races):
        raise ValueError(f"{named(day)} is the day of a race; choose another day for the run")
    there = request.runs_by_day.get(day, ())
    if any(other.start == run.start for other in there):
        raise ValueError(f"a run starts on {named(day)} at {run.start:%H:%M} already")
    runs = tuple(sorted((*there, run), key=lambda other: other.start))
    return _with_run_days({day: runs}, request)


def _with_run_days(days: Mapping[date, tuple[PlannedRun, ...]], request: Request) -> Request:
    return replace(request, run_days={**request.run_days, **days})
