"""A course of rehabilitation meets the programme: what may be trained, its sessions, the runs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import ceil

from ironstride.core.calendar import DAY, at, monday_of
from ironstride.core.programme import Session
from ironstride.core.run import PlannedRun, RunKind
from ironstride.planning.changes.change_asks import days_between, first_open_day
from ironstride.planning.coach.at_place import best_place
from ironstride.planning.coach.coached import minutes_of
from ironstride.planning.coach.rehab_days import beside_starts, rehab_days
from ironstride.planning.coach.rehab_sessions import (
    beside_lines,
    hour_on,
    rehab_lines,
    rehab_session,
)
from ironstride.planning.request import Request
from ironstride.rehab.beside import Beside
from ironstride.rehab.blocks import When
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
    `trained` is the day of the last one. `followed` is None where nothing is limited any more,
    and `beside` is what stands beside the sessions.
    """

    title: str
    because: str
    followed: Followed | None
    runs: SoreRuns
    ahead: tuple[NextSession, ...] = ()
    per_week: int = 1
    trained: date | None = None
    beside: tuple[Beside, ...] = ()

    @property
    def sentence(self) -> str:
        """Say it in plain words."""
        phase = "nothing is limited any more" if self.followed is None else self.followed.phase
        return f"{self.title}: {phase}; {self.because} Running: {self.runs.how}."

    def apply(self, request: Request) -> Request:
        """Spare the place, change the runs that lie ahead, and put the sessions into the calendar."""
        first = first_open_day(request)
        begun = max(monday_of(first), request.start)
        days = [d for d in days_between(begun, request.end) if d not in _races(request)]
        usual = {day: _as_before(day, request) for day in days}
        week = OfWeek(
            over={day: request.runs_by_day.get(day, ()) for day in days if day < first},
            lifting=frozenset(day for day in days if request.offer_on(day) is not None),
        )
        is_free = self.runs.rung.kind is RungKind.FREE
        spared = replace(
            request,
            followed=self.followed,
            run_days={**request.run_days, **sore_runs(usual, self.runs, week)},
            runs_before={} if is_free else {day: runs for day, runs in usual.items() if runs},
        )
        return replace(
            spared, beside=(*self._done(spared), *self._ahead(spared), *self._beside(spared))
        )

    def _done(self, request: Request) -> Iterator[Session]:
        first = first_open_day(request)
        for session in request.beside:
            day, is_own = session.start.date(), session.intent.startswith(f"{self.title}: ")
            if day < first or (is_own and day == self.trained):
                yield session

    def _ahead(self, request: Request) -> Iterator[Session]:
        if not self.ahead:
            return
        first = max(self.ahead[0].not_before, first_open_day(request))
        for number, day in enumerate(rehab_days(first, self.per_week, request)):
            session = self.ahead[number % len(self.ahead)]
            offer = request.offer_on(day)
            place = best_place(session.lines, request) if offer is None else offer.place
            lines = rehab_lines(session.lines, place, request)
            if lines:
                title, start = f"{self.title}: {session.name}", hour_on(day, request)
                yield rehab_session(title, lines, start, place, request)

    def _beside(self, request: Request) -> Iterator[Session]:
        for work in self.beside:
            yield from sessions_beside(work, first_open_day(request), request)


def sessions_beside(work: Beside, first: date, request: Request) -> Iterator[Session]:
    """Put what stands beside the sessions of a course into the coming week."""
    usual = best_place([choices[0] for choices in work.lines], request)
    minutes = minutes_of(beside_lines(work, usual, request), request.catalogue)
    for start in beside_starts(work.when, work.per_week, minutes, first, request):
        offer = request.offer_on(start.date())
        place = offer.place if offer is not None and work.when is When.AFTER_LIFTING else usual
        lines = beside_lines(work, place, request)
        if lines:
            yield rehab_session(work.title, lines, start, place, request)


def _races(request: Request) -> set[date]:
    return {race.day for race in request.races}


def _as_before(day: date, request: Request) -> tuple[PlannedRun, ...]:
    """Give the runs of a day as they were before soreness changed them.

    A run that says nothing of how it is run is the athlete's own, and stands.
    """
    own = tuple(run for run in request.runs_by_day.get(day, ()) if not run.how)
    return own or request.runs_before.get(day, ())


# The runs --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class OfWeek:
    """What stands in the weeks already: the runs of days that are over, and days with lifting."""

    over: Runs = field(default_factory=dict)
    lifting: frozenset[date] = frozenset()


def sore_runs(
    usual: Runs, sore: SoreRuns, week: OfWeek | None = None
) -> dict[date, tuple[PlannedRun, ...]]:
    """Change the runs of days as the rung says; a day that had runs and has none any more is empty.

    Days that are over stay as they are, and what was run on them counts. Runs that are added keep
    off the days with lifting while others are free.
    """
    week = week or OfWeek()
    kind = sore.rung.kind
    found: Runs = {}
    if kind is RungKind.FREE:
        found = usual
    elif kind is RungKind.WALK_RUN:
        found = dict(_walk_runs(usual, sore))
    elif kind is RungKind.EASED:
        found = dict(_eased(usual, sore, week))
    return {day: found.get(day, ()) for day in usual if day not in week.over}


def _walk_runs(usual: Runs, sore: SoreRuns) -> Iterator[tuple[date, tuple[PlannedRun, ...]]]:
    """Put a walk-run on the days that had a run, with days without running between them."""
    free_from = sore.first
    for day in sorted(day for day, runs in usual.items() if runs):
        if day >= free_from:
            yield day, (_gentle(usual[day][0], ceil(sore.rung.minutes), sore),)
            free_from = day + (1 + sore.days_between) * DAY


def _eased(
    usual: Runs, sore: SoreRuns, standing: OfWeek
) -> Iterator[tuple[date, tuple[PlannedRun, ...]]]:
    """Make each week's runs shorter and more frequent."""
    weeks: dict[date, list[date]] = defaultdict(list)
    for day in usual:
        weeks[monday_of(day)].append(day)
    for days in weeks.values():
        runs = [run for day in days for run in usual[day]]
        week = sore_week(sore.eased, [run.minutes for run in runs], cadence_spm=sore.cadence_spm)
        if week is None:
            continue
        for day in _spread(usual, sorted(days), week.runs, standing):
            own = usual[day][:1] or (replace(runs[0], start=at(day, runs[0].start.time())),)
            if day >= sore.first:
                yield day, (_gentle(own[0], week.minutes_each, sore),)


def _spread(usual: Runs, days: Sequence[date], wanted: int, week: OfWeek) -> list[date]:
    """Choose so many days for runs: those that were run on, those that run, and others.

    Of the others days without lifting come first, and of those the one furthest from a run.
    """
    ahead = [day for day in days if day not in week.over]
    chosen = [day for day in days if week.over.get(day)]
    chosen += [day for day in ahead if usual[day]][: max(0, wanted - len(chosen))]
    while len(chosen) < wanted and (free := [day for day in ahead if day not in chosen]):
        apart = {day: min((abs(day - run) for run in chosen), default=DAY) for day in free}
        chosen.append(max(free, key=lambda d: (d not in week.lifting, apart[d], d)))
    return sorted(chosen)


def _gentle(run: PlannedRun, minutes: int, sore: SoreRuns) -> PlannedRun:
    return PlannedRun(start=run.start, minutes=max(1, minutes), kind=RunKind.EASY, how=sore.how)
