"""A course of rehabilitation meets the programme: what may be trained, its sessions, the runs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil

from ironstride.core.calendar import DAY, at, monday_of
from ironstride.core.programme import Session
from ironstride.core.run import PlannedRun, RunKind
from ironstride.planning.changes.change_asks import days_between, first_open_day
from ironstride.planning.coach.rehab_sessions import rehab_days, rehab_lines, rehab_session
from ironstride.planning.request import Request
from ironstride.rehab.return_to_run import EasedRunning, Rung, RungKind, sore_week
from ironstride.rehab.standing import Followed, NextSession

Runs = Mapping[date, tuple[PlannedRun, ...]]
"""The runs of each day that has any, or had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoreRuns:
    """How runs are while something is sore, from a day on.

    `how` says it in words; `days_between` are days without running between walk-runs [d];
    `cadence_spm` is the usual cadence, None where nothing tells it [steps/min].
    """

    rung: Rung
    how: str
    first: date
    days_between: int
    eased: EasedRunning
    cadence_spm: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseFollowed:
    """Where a course stands now.

    `ahead` are its sessions of the coming week, in turn, and `per_week` how many there are;
    `trained` is the day of the last one. `followed` is None where nothing is limited any more.
    """

    title: str
    because: str
    followed: Followed | None
    runs: SoreRuns
    ahead: tuple[NextSession, ...] = ()
    per_week: int = 1
    trained: date | None = None

    @property
    def sentence(self) -> str:
        """Say it in plain words."""
        phase = "nothing is limited any more" if self.followed is None else self.followed.phase
        return f"{self.title}: {phase}; {self.because} Running: {self.runs.how}."

    def apply(self, request: Request) -> Request:
        """Spare the place, change the runs that lie ahead, and put the sessions into the calendar."""
        days = [
            d
            for d in days_between(first_open_day(request), request.end)
            if d not in _races(request)
        ]
        usual = {day: _as_before(day, request) for day in days}
        is_free = self.runs.rung.kind is RungKind.FREE
        spared = replace(
            request,
            followed=self.followed,
            run_days={**request.run_days, **sore_runs(usual, self.runs)},
            runs_before={} if is_free else {day: runs for day, runs in usual.items() if runs},
        )
        return replace(spared, beside=(*self._done(spared), *self._ahead(spared)))

    def _done(self, request: Request) -> Iterator[Session]:
        first = first_open_day(request)
        for session in request.beside:
            day = session.start.date()
            if day < first or day == self.trained:
                yield session

    def _ahead(self, request: Request) -> Iterator[Session]:
        if not self.ahead:
            return
        first = max(self.ahead[0].not_before, first_open_day(request))
        days = rehab_days(first, self.per_week, request)
        for number, day in enumerate(days):
            session = self.ahead[number % len(self.ahead)]
            lines = rehab_lines(session.lines, request.catalogue)
            if lines:
                yield rehab_session(f"{self.title}: {session.name}", lines, day, request)


def _races(request: Request) -> set[date]:
    return {race.day for race in request.races}


def _as_before(day: date, request: Request) -> tuple[PlannedRun, ...]:
    """Give the runs of a day as they were before soreness changed them.

    A run that says nothing of how it is run is the athlete's own, and stands.
    """
    own = tuple(run for run in request.runs_by_day.get(day, ()) if not run.how)
    return own or request.runs_before.get(day, ())


# The runs --------------------------------------------------------------------------------


def sore_runs(usual: Runs, sore: SoreRuns) -> dict[date, tuple[PlannedRun, ...]]:
    """Change the runs of days as the rung says; a day that had runs and has none any more is empty."""
    match sore.rung.kind:
        case RungKind.FREE:
            return dict(usual)
        case RungKind.NONE:
            found: dict[date, tuple[PlannedRun, ...]] = {}
        case RungKind.WALK_RUN:
            found = dict(_walk_runs(usual, sore))
        case RungKind.EASED:
            found = dict(_eased(usual, sore))
    return {day: found.get(day, ()) for day in usual}


def _walk_runs(usual: Runs, sore: SoreRuns) -> Iterator[tuple[date, tuple[PlannedRun, ...]]]:
    """Put a walk-run on the days that had a run, with days without running between them."""
    free_from = sore.first
    for day in sorted(day for day, runs in usual.items() if runs):
        if day >= free_from:
            yield day, (_gentle(usual[day][0], ceil(sore.rung.minutes), sore),)
            free_from = day + (1 + sore.days_between) * DAY


def _eased(usual: Runs, sore: SoreRuns) -> Iterator[tuple[date, tuple[PlannedRun, ...]]]:
    """Make each week's runs shorter and more frequent."""
    weeks: dict[date, list[date]] = defaultdict(list)
    for day in usual:
        weeks[monday_of(day)].append(day)
    for days in weeks.values():
        runs = [run for day in days for run in usual[day]]
        week = sore_week(sore.eased, [run.minutes for run in runs], cadence_spm=sore.cadence_spm)
        if week is None:
            continue
        for day in _spread(usual, sorted(days), week.runs):
            own = usual[day][:1] or (replace(runs[0], start=at(day, runs[0].start.time())),)
            if day >= sore.first:
                yield day, (_gentle(own[0], week.minutes_each, sore),)


def _spread(usual: Runs, days: Sequence[date], wanted: int) -> list[date]:
    """Keep the days that run, and add the days that lie furthest from a run until there are enough."""
    chosen = [day for day in days if usual[day]][:wanted]
    while len(chosen) < min(wanted, len(days)):
        free = [day for day in days if day not in chosen]
        chosen.append(max(free, key=lambda day: (min(abs(day - run) for run in chosen), day)))
    return sorted(chosen)


def _gentle(run: PlannedRun, minutes: int, sore: SoreRuns) -> PlannedRun:
    return PlannedRun(start=run.start, minutes=max(1, minutes), kind=RunKind.EASY, how=sore.how)
