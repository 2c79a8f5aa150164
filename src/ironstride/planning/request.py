"""What a programme is asked for: the athlete, the runs ahead, the days, the knowledge."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any, Final, TypeVar

from ironstride.core.athlete import Athlete, HabitualRun, Offer
from ironstride.core.calendar import WEEK, Weekday, at, monday_of
from ironstride.core.catalogue import Catalogue
from ironstride.core.estimate import LiftEstimate
from ironstride.core.pinned import Pinned
from ironstride.core.policy import Policy
from ironstride.core.programme import Programme, Session
from ironstride.core.run import PlannedRun, Race, RacePriority, RecordedRun, RunKind
from ironstride.rehab.standing import Followed

EFFORT: Final = 2_000  # how many part answers the search of a week follows at each step; 0: none
PROVING_EFFORT: Final = 200_000
RACE_START: Final = time(9)  # where nobody says when the gun goes
RACE_MINUTES_PER_KM: Final = 6.0  # likewise, how long it takes: enough to place the lifting


Answer = TypeVar("Answer")


def remember(
    known: dict[tuple[object, ...], Any], key: tuple[object, ...], answer: Callable[[], Answer]
) -> Answer:
    """Look an answer up, or find it and keep it."""
    if key not in known:
        known[key] = answer()
    found: Answer = known[key]
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeOff:
    """Days without any lifting, both ends included; `is_ill` when running rests too."""

    first: date
    last: date
    is_ill: bool = False

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def touches(self, first: date, last: date) -> bool:
        """Whether it takes a day from those between two, both included."""
        return self.first <= last and first <= self.last

    @property
    def days(self) -> int:
        """How long it lasts. [d]"""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A programme under way: what lies before `today` is done, the rest changes little.

    `missed` names the days whose session was not done after all, `phase` that of a course of
    rehabilitation that it was planned within.
    """

    programme: Programme
    today: date
    missed: frozenset[date] = frozenset()
    phase: str = ""


@dataclass(frozen=True, kw_only=True)
class Request:
    """Everything a programme depends on; the same request gives the same programme.

    `habit` is the running week; `own_runs` are the athlete's own plan and replace the
    habit between their first and their last day. `run_days` and `day_offers` say what
    holds on single days instead (no runs, no offer: an empty tuple, None). `strength` is what
    the log says of each lift, by exercise; empty where nothing was logged. `waived` names hard
    rules that are not asked for, to find out which of them collide, or because a sore place
    leaves no way to keep them.

    `followed` is a sore place whose course is followed, `beside` the sessions of that course:
    they stand in the programme and are not the planner's. `runs_before` are the runs of days as
    they were before soreness changed them.
    """

    athlete: Athlete
    habit: tuple[HabitualRun, ...]
    own_runs: tuple[PlannedRun, ...]
    start: date
    seed: int
    catalogue: Catalogue
    history: tuple[RecordedRun, ...] = ()
    strength: Mapping[str, LiftEstimate] = field(default_factory=dict)
    run_days: Mapping[date, tuple[PlannedRun, ...]] = field(default_factory=dict)
    day_offers: Mapping[date, Offer | None] = field(default_factory=dict)
    time_off: tuple[TimeOff, ...] = ()
    eased: frozenset[date] = frozenset()  # Mondays of weeks that are to be light
    pins: tuple[Pinned, ...] = ()
    kept: Kept | None = None
    returns: tuple[date, ...] = ()  # days on which lifting comes back after a lay-off
    waived: frozenset[str] = frozenset()
    followed: Followed | None = None
    beside: tuple[Session, ...] = ()
    runs_before: Mapping[date, tuple[PlannedRun, ...]] = field(default_factory=dict)
    effort: int = EFFORT
    # Answers found before, such as ranked exercises. They follow from the rest, so a request
    # that is changed, with `replace` or otherwise, begins without any.
    remembered: dict[tuple[object, ...], Any] = field(
        init=False, default_factory=dict, repr=False, compare=False
    )

    def with_athlete(self, athlete: Athlete) -> Request:
        """Ask the same for a changed athlete."""
        return replace(self, athlete=athlete)

    def recalling(self, known: dict[tuple[object, ...], Any]) -> Request:
        """Ask the same with answers about places that hold for it, too."""
        asked = replace(self)
        object.__setattr__(asked, "remembered", known)
        return asked

    def offer_on(self, day: date) -> Offer | None:
        """Say what a day offers for lifting: its own offer, else that of its weekday."""
        if not self.start <= day <= self.end or any(day in off for off in self.time_off):
            return None
        if day in self.day_offers:
            return self.day_offers[day]
        return self.athlete.offers.get(Weekday.of(day))

    @property
    def is_filled_anew(self) -> bool:
        """Whether what lies ahead is composed anew: a phase has ended that left things out."""
        before = "" if self.kept is None else self.kept.phase
        return bool(before) and before != ("" if self.followed is None else self.followed.phase)

    @property
    def policy(self) -> Policy:
        """The numbers."""
        return self.catalogue.policy

    @cached_property
    def remembered_days(self) -> dict[tuple[object, ...], Any]:
        """Keep answers about days; unlike those about places they hold for this request alone."""
        return {}

    @property
    def hard_days_apart_h(self) -> float:
        """Say how far sessions lie apart that load the legs: heavy lifts and jumps alike. [h]"""
        numbers = self.policy.placement
        return max(numbers.heavy_days_apart_h, numbers.jump_days_apart_h)

    @cached_property
    def races(self) -> tuple[Race, ...]:
        """Races from the start on, the athlete's own plan of runs included, in order."""
        named = {race.day: race for race in self.athlete.races}
        for run in self.own_runs:
            day = run.start.date()
            if run.kind is RunKind.RACE and day not in named:
                distance = run.distance_km or run.minutes / RACE_MINUTES_PER_KM
                named[day] = Race(day=day, distance_km=distance, priority=RacePriority.C)
        return tuple(named[day] for day in sorted(named) if day >= self.start)

    @cached_property
    def end(self) -> date:
        """The Sunday of the last race's week, or of the last week of a season without one."""
        if self.races:
            return monday_of(self.races[-1].day) + timedelta(days=6)
        weeks = self.policy.season.weeks_without_race
        return monday_of(self.start) + weeks * WEEK - timedelta(days=1)

    @cached_property
    def mondays(self) -> tuple[date, ...]:
        """The weeks, by their Mondays."""
        first = monday_of(self.start)
        return tuple(first + n * WEEK for n in range((self.end - first).days // 7 + 1))

    @cached_property
    def runs(self) -> tuple[PlannedRun, ...]:
        """Every run from the start to a week beyond the end, races included, in order."""
        days = [self.start + timedelta(days=n) for n in range((self.end - self.start).days + 8)]
        return tuple(sorted((r for d in days for r in self._runs_on(d)), key=lambda r: r.start))

    @cached_property
    def runs_by_day(self) -> dict[date, tuple[PlannedRun, ...]]:
        """The runs of each day that has any."""
        days: dict[date, tuple[PlannedRun, ...]] = {}
        for run in self.runs:
            days[run.start.date()] = (*days.get(run.start.date(), ()), run)
        return days

    @cached_property
    def key_run_starts(self) -> tuple[tuple[datetime, PlannedRun], ...]:
        """When the key runs begin."""
        return tuple((run.start, run) for run in self.runs if run.is_key)

    @cached_property
    def _own_by_day(self) -> dict[date, tuple[PlannedRun, ...]]:
        days: dict[date, tuple[PlannedRun, ...]] = {}
        for run in self.own_runs:
            days[run.start.date()] = (*days.get(run.start.date(), ()), run)
        return days

    def _runs_on(self, day: date) -> tuple[PlannedRun, ...]:
        if any(off.is_ill and day in off for off in self.time_off):
            return ()
        race = next((race for race in self.races if race.day == day), None)
        own = self._own_by_day.get(day, ())
        if day in self.run_days:
            return self.run_days[day]
        if race is not None:
            return tuple(r for r in own if r.kind is RunKind.RACE)[:1] or (_as_run(race),)
        if self._own_by_day and min(self._own_by_day) <= day <= max(self._own_by_day):
            return own
        return tuple(_on(day, run) for run in self.habit if run.day is Weekday.of(day))


def _as_run(race: Race) -> PlannedRun:
    return PlannedRun(
        start=at(race.day, RACE_START),
        minutes=max(1, round(race.distance_km * RACE_MINUTES_PER_KM)),
        kind=RunKind.RACE,
        distance_km=race.distance_km,
    )


def _on(day: date, run: HabitualRun) -> PlannedRun:
    return PlannedRun(start=at(day, run.start), minutes=run.minutes, kind=run.kind)
