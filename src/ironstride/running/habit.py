"""The running week: what comes back week after week, read from the recorded runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ironstride.core.athlete import HabitualRun
from ironstride.core.calendar import WEEK, Weekday, monday_of
from ironstride.core.policy import HabitPolicy
from ironstride.core.run import RecordedRun, RunKind
from ironstride.running.effort import NEIGHBOURHOOD
from ironstride.running.key_runs import Judgement, judge
from ironstride.running.layoff import Layoff, layoffs
from ironstride.running.load import yardstick
from ironstride.running.longest_run import longest_outing
from ironstride.running.outing import Outing, outings
from ironstride.running.volume import Volume, weekly_volume
from ironstride.running.weekdays import (
    DayOfRuns,
    WeekdayHabit,
    days_of_runs,
    key_days,
    weekday_habit,
)

LAYOFF_DAYS: Final = 14  # as `placement.layoff_days`, for callers without the whole policy


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningWeek:
    """How a runner's week usually goes, and how surely.

    `first` and `last` are the Monday and the Sunday of the weeks looked at. `counted` of
    them count: not those inside a lay-off, nor those before the first recorded run.
    `taken` are the weekdays that a planner should reckon with.
    """

    first: date
    last: date
    counted: int
    weekdays: tuple[WeekdayHabit, ...]
    taken: frozenset[Weekday]
    volume: Volume
    longest: Outing | None
    layoffs: tuple[Layoff, ...]
    judgements: tuple[Judgement, ...]
    notes: tuple[str, ...]

    @property
    def longest_run_km(self) -> float | None:
        """How far the longest run of the last 30 days went. [km]"""
        return None if self.longest is None else self.longest.distance_km

    @property
    def habit(self) -> tuple[HabitualRun, ...]:
        """The runs to plan around, in the order of the week."""
        found = [run for day in self.weekdays if day.day in self.taken for run in _runs(day)]
        return tuple(sorted(found, key=lambda run: (run.day.number, run.start)))


def _runs(day: WeekdayHabit) -> Iterable[HabitualRun]:
    yield HabitualRun(day=day.day, kind=day.kind, start=day.start, minutes=day.minutes)
    if day.second is not None:
        start, minutes = day.second.start, day.second.minutes
        yield HabitualRun(day=day.day, kind=RunKind.EASY, start=start, minutes=minutes)


def running_week(
    runs: Sequence[RecordedRun],
    *,
    today: date,
    policy: HabitPolicy,
    layoff_days: int = LAYOFF_DAYS,
) -> RunningWeek:
    """Read the running week from the last `policy.weeks` full weeks before `today`.

    Only runs before `today` are looked at, so that a past day can be replayed. What counts
    as long or hard, and as a habit, is Ironstride's own reading of the runner's own figures.
                                                                                    [choice]
    """
    past = sorted((run for run in runs if run.day < today), key=lambda run: run.start)
    first = monday_of(today) - policy.weeks * WEEK
    breaks = layoffs(past, today=today, days=layoff_days)
    mondays = _counted_weeks(past, first, policy.weeks, breaks)
    judgements = _judgements_since(first, past, before=monday_of(today), policy=policy)
    days = days_of_runs(judgements, policy=policy)
    keys = key_days(days, weeks=len(mondays), policy=policy)
    weekdays = tuple(
        weekday_habit(day, on_day, keys, weeks=len(mondays), policy=policy)
        for day in Weekday
        if (on_day := [d for d in days if d.weekday is day])
    )
    volume = weekly_volume([j.outing for j in judgements], mondays, of=yardstick(past, today=today))
    taken = _taken(weekdays, volume.days.middle, policy)
    return RunningWeek(
        first=first,
        last=monday_of(today) - date.resolution,
        counted=len(mondays),
        weekdays=weekdays,
        taken=taken,
        volume=volume,
        longest=longest_outing(past, today=today, policy=policy),
        layoffs=tuple(stretch for stretch in breaks if stretch.last >= first),
        judgements=judgements,
        notes=(
            *_notes_on_weeks(policy.weeks, mondays, past),
            *keys.notes,
            *_notes_on_days(weekdays, taken),
            *_note_on_doubles(days),
        ),
    )


def _counted_weeks(
    past: Sequence[RecordedRun], first: date, weeks: int, breaks: Sequence[Layoff]
) -> tuple[date, ...]:
    """List the Mondays of the weeks since the first run that lie in no lay-off."""
    if not past:
        return ()
    mondays = [first + n * WEEK for n in range(weeks)]
    return tuple(
        monday
        for monday in mondays
        if monday >= monday_of(past[0].day) and not any(b.holds_week(monday) for b in breaks)
    )


def _judgements_since(
    first: date, past: Sequence[RecordedRun], *, before: date, policy: HabitPolicy
) -> tuple[Judgement, ...]:
    near = [run for run in past if run.day >= first - NEIGHBOURHOOD]
    found = outings(near, gap_minutes=policy.outing_gap_minutes)
    return tuple(j for j in judge(found, policy=policy) if first <= j.outing.day < before)


def _taken(
    weekdays: Sequence[WeekdayHabit], days_a_week: float, policy: HabitPolicy
) -> frozenset[Weekday]:
    """Choose the weekdays that a coach would write down.

    A day needs `least_times` runs and `least_share_of_weeks`. Key days are always in, and so
    are days run on in more than half of the weeks; rarer ones fill up to as many days as the
    runner usually runs a week: otherwise three days that take turns would all be taken.
    """
    often = [
        day
        for day in weekdays
        if day.times >= policy.least_times and day.share >= policy.least_share_of_weeks
    ]
    ranked = sorted(often, key=lambda day: (day.kind.is_key, day.share), reverse=True)
    return frozenset(
        day.day
        for place, day in enumerate(ranked)
        if day.kind.is_key or day.share > 0.5 or place < days_a_week
    )


def _notes_on_weeks(
    weeks: int, mondays: Sequence[date], past: Sequence[RecordedRun]
) -> Iterable[str]:
    if not past:
        yield "No run is recorded; give the week in the profile under [running] habit."
    elif not mondays:
        yield f"No run in the last {weeks} weeks; what came before says little about now."
    elif len(mondays) < weeks:
        yield (
            f"{len(mondays)} of the {weeks} weeks count; the others lie in a lay-off or before "
            "the first run."
        )


def _notes_on_days(weekdays: Sequence[WeekdayHabit], taken: frozenset[Weekday]) -> Iterable[str]:
    now_and_then = [day for day in weekdays if day.day not in taken and day.times > 1]
    if now_and_then:
        said = ", ".join(f"{day.day.short} {day.times}" for day in now_and_then)
        yield f"Run on now and then, and left free: {said} (of {now_and_then[0].weeks} weeks)."
    planned = [day for day in weekdays if day.day in taken]
    if planned and all(day.kind is RunKind.EASY for day in planned):
        yield "No weekday is clearly longer or harder than the others."


def _note_on_doubles(days: Sequence[DayOfRuns]) -> Iterable[str]:
    doubles = [d.weekday.short for d in days if d.second is not None]
    if doubles:
        yield f"Days with two runs in these weeks: {len(doubles)} ({', '.join(doubles)})."
