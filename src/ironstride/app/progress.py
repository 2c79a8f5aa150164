"""Progress: the log, the programmes that were kept and the runs, laid side by side by weeks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ironstride.app.keep import taken_on
from ironstride.app.memory import Memory
from ironstride.catalogue.match import match
from ironstride.core.calendar import DAY, WEEK, monday_of
from ironstride.core.event import Event, EventKind
from ironstride.core.exercise import Exercise
from ironstride.core.log import SetDone
from ironstride.core.programme import Prescription, Programme, Session
from ironstride.core.run import RecordedRun
from ironstride.core.units import Kilograms, MassUnit
from ironstride.strength.adherence import Adherence, SessionFate, adherence
from ironstride.strength.logbook import Logbook
from ironstride.strength.path import WEEKS_AHEAD, Asked, Found, follow
from ironstride.strength.progress import (
    LiftDay,
    LiftProgress,
    Progress,
    Running,
    TrainingWeek,
    planned_load,
    top_set,
)
from ironstride.strength.visit import Visit, visits
from ironstride.strength.weekly import Work, done_work, is_hard_work, planned_work

if TYPE_CHECKING:  # Django is set up when a store is opened, not before
    from ironstride.app.log import Desk
    from ironstride.store.store import Seen, Store

MOST_LIFTS: Final = 10


@dataclass(frozen=True, slots=True)
class Governed:
    """A programme that was kept, and the days for which it was the one in force."""

    programme: Programme
    first: date
    end: date  # the first day after

    def holds(self, day: date) -> bool:
        """Whether it was in force on a day."""
        return self.first <= day < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Everything that progress is read from.

    `next_loads` are what `ironstride today` will tell for a next session, by day and exercise.
    """

    logbook: Logbook
    exercises: Mapping[str, Exercise]
    governed: tuple[Governed, ...] = ()
    runs: tuple[RecordedRun, ...] = ()
    body_mass: Kilograms | None = None
    units: MassUnit = MassUnit.KG
    next_loads: Mapping[tuple[date, str], Kilograms] = field(default_factory=dict)

    @property
    def sessions(self) -> Iterator[Session]:
        """The sessions that were planned, each as the programme in force had it."""
        for one in self.governed:
            yield from (s for s in one.programme.sessions if one.holds(s.start.date()))


def read_told(desk: Desk) -> Told:
    """Read the log, the programmes and the runs of a store; the profile tells the mass."""
    from ironstride.app.log import read_logbook  # noqa: PLC0415 - brings the store

    athlete = desk.athlete
    return Told(
        logbook=read_logbook(desk.store),
        exercises=desk.catalogue.exercises,
        governed=_governed_in(desk.store),
        runs=runs_in(desk.store),
        body_mass=None if athlete is None else athlete.mass,
        units=desk.unit,
    )


RUNS: Final = (EventKind.ACTIVITY_RECORDED, EventKind.ACTIVITY_DESCRIBED)
_RUNS: Final[Memory[str, Seen, tuple[RecordedRun, ...]]] = Memory(most=64)
_GOVERNED: Final[Memory[str, Seen, tuple[Governed, ...]]] = Memory(most=64)


def runs_in(store: Store) -> tuple[RecordedRun, ...]:
    """Read the runs, and remember them until something is told of one."""
    return _RUNS.recall(store.key, store.seen(*RUNS), store.runs)


def _governed_in(store: Store) -> tuple[Governed, ...]:
    kept = EventKind.PROGRAMME_KEPT
    return _GOVERNED.recall(
        store.key, store.seen(kept), lambda: programmes_in_force(store.events(kept))
    )


def with_next_load(told: Told, desk: Desk, lift: str, *, today: date) -> Told:
    """Add the load of a lift's next session, unless the log knows already what came after today."""
    from ironstride.app.today import today_at  # noqa: PLC0415 - brings the estimate

    ahead = (one for one in told.sessions if one.start.date() >= today)
    session = next((s for s in ahead if any(p.exercise == lift for p in s.exercises)), None)
    if session is None or any(one.day > today for one in told.logbook.sets):
        return told
    found = today_at(session, desk)
    load = next((one.load for one in found.lifts if one.exercise.id == lift), None)
    day = session.start.date()
    return told if load is None else replace(told, next_loads={(day, lift): load})


def lift_called(name: str, desk: Desk) -> str:
    """Find a lift by its id or any name of it, also one that only the log knows.

    Raises:
        ValueError: nobody knows it; with lifts of a name that is close.
    """
    from ironstride.app.log import exercise_of, known_exercise  # noqa: PLC0415 - likewise

    meant = known_exercise(name, desk) or match(name, desk.catalogue).exercise
    return meant or exercise_of(name, desk)


def programmes_in_force(kept: Iterable[Event]) -> tuple[Governed, ...]:
    """Give each programme its days: from when it was kept until the next one was.

    The first is in force from its own first day, even where it was kept later.
    """
    told = ((event.at, taken_on(event)) for event in sorted(kept, key=lambda event: event.at))
    found = [(at, taken.programme) for at, taken in told if taken is not None]
    if not found:
        return ()
    days = (
        found[0][1].start,
        *(at.astimezone().date() for at, _ in found[1:]),
        date.max,
    )
    return tuple(
        Governed(programme, first, end)
        for (_, programme), (first, end) in zip(found, pairwise(days), strict=True)
    )


# Putting it together ---------------------------------------------------------------------


def progress(told: Told, *, today: date, weeks: int, lift: str | None = None) -> Progress:
    """Lay planned, done and expected side by side; of one lift where `lift` is its id."""
    return _Telling(
        told=told,
        today=today,
        mondays=tuple(monday_of(today) - n * WEEK for n in reversed(range(weeks))),
        visits=visits(
            (one for one in told.logbook.sets if one.day <= today), told.logbook.sessions
        ),
    ).progress(lift)


def progress_at(
    desk: Desk, told: Told, *, today: date, weeks: int, lift: str | None = None
) -> Progress:
    """Lay them side by side, and remember it until anything that was told is otherwise."""
    return _PROGRESS.recall(
        (desk.store.key, weeks, lift),
        (told, today),
        lambda: progress(told, today=today, weeks=weeks, lift=lift),
    )


_PROGRESS: Final[Memory[tuple[str, int, str | None], tuple[Told, date], Progress]] = Memory(
    most=128
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    """What was told, and the weeks that are looked at."""

    told: Told
    today: date
    mondays: tuple[date, ...]
    visits: tuple[Visit, ...]

    def progress(self, lift: str | None) -> Progress:
        kept = self.adherence()
        lifts = self.most_done() if lift is None else (lift,)
        shown = lifts[:MOST_LIFTS]
        days = {name: self.days_of(name, kept) for name in shown}
        loads = {
            (name, day.day): day.load
            for name in shown
            for day in days[name]
            if day.load is not None
        }
        asked = Asked(lifts=shown, first=self.mondays[0], today=self.today, loads=loads)
        sets = [one for one in self.told.logbook.sets if one.day <= self.today]
        found = follow(sets, self.told.exercises, self.told.body_mass, asked)
        next_week = self.week(self.mondays[-1] + WEEK, kept)
        return Progress(
            today=self.today,
            units=self.told.units,
            weeks=tuple(self.week(monday, kept) for monday in self.mondays),
            next_week=None if next_week.planned is None else next_week,
            lifts=tuple(self.lift(name, days[name], found) for name in shown),
            adherence=kept,
            visits=len(self.visits),
            more_lifts=len(lifts) - len(shown),
        )

    # --- sessions and weeks -----------------------------------------------------------------

    def adherence(self) -> Adherence | None:
        """Say what became of the sessions of these weeks; None where no programme is kept."""
        if not self.told.governed:
            return None
        first = max(self.mondays[0], self.told.governed[0].first)
        return adherence(
            (s for s in self.told.sessions if s.start.date() >= first),
            (visit for visit in self.visits if first <= visit.day <= self.today),
            (one for one in self.told.logbook.skipped if one.day >= first),
            today=self.today,
        )

    def week(self, monday: date, kept: Adherence | None) -> TrainingWeek:
        days = (monday, monday + 6 * DAY)
        planned = [s for s in self.told.sessions if days[0] <= s.start.date() <= days[1]]
        came = [v for v in self.visits if days[0] <= v.day <= min(days[1], self.today)]
        done = done_work(came, self.told.exercises, planned)
        is_planned = any(g.first <= days[1] and days[0] < g.end and days[0] <= g.programme.end
                         for g in self.told.governed)  # fmt: skip
        is_ahead = days[1] >= self.today
        return TrainingWeek(
            start=monday,
            planned=planned_work(planned, self.told.exercises) if is_planned else None,
            done=done,
            expected=self.expected(planned, done, kept)
            if kept and is_planned and is_ahead
            else None,
            running=self.running(days),
            running_planned=self.running_planned(days) if is_planned else None,
        )

    def expected(self, planned: Sequence[Session], done: Work, kept: Adherence) -> Work:
        """Say what a week comes to: what was done, and of the rest as much as is usual."""
        settled = {fate.day for fate in kept.fates}
        ahead = [
            s for s in planned if s.start.date() >= self.today and s.start.date() not in settled
        ]
        return done + planned_work(ahead, self.told.exercises) * kept.expected_share

    def running(self, days: tuple[date, date]) -> Running:
        runs = [run for run in self.told.runs if days[0] <= run.day <= min(days[1], self.today)]
        known = [run.distance_km for run in runs if run.distance_km is not None]
        return Running(
            runs=len(runs),
            minutes=sum(run.minutes for run in runs),
            km=sum(known) if len(known) == len(runs) else None,
        )

    def running_planned(self, days: tuple[date, date]) -> float:
        return sum(
            run.minutes
            for one in self.told.governed
            for week in one.programme.weeks
            for run in week.runs
            if days[0] <= run.start.date() <= days[1] and one.holds(run.start.date())
        )

    # --- lifts ------------------------------------------------------------------------------

    def most_done(self) -> tuple[str, ...]:
        """List the lifts of these weeks: those with a load first, the one of most days first."""
        done = [
            one
            for one in self.told.logbook.sets
            if self.mondays[0] <= one.day <= self.today
            and not one.is_warm_up
            and is_hard_work(one.exercise, self.told.exercises)
        ]
        loaded = {one.exercise for one in done if one.load is not None and one.load.value > 0}
        days = Counter(exercise for exercise, _ in {(one.exercise, one.day) for one in done})
        return tuple(sorted(days, key=lambda name: (name not in loaded, -days[name], name)))

    def days_of(self, lift: str, kept: Adherence | None) -> tuple[LiftDay, ...]:
        """Lay side by side what was planned and done, up to some weeks from now."""
        fates = {} if kept is None else {fate.day: fate for fate in kept.fates}
        asked = self.asked(lift)
        planned: dict[date, list[Prescription]] = {}
        for session in self.told.sessions:
            lines = [p for p in session.exercises if p.exercise == lift and p.role.is_hard]
            if lines and self.mondays[0] <= session.start.date() <= self.horizon:
                fate = fates.get(session.start.date())
                day = session.start.date() if fate is None else fate.done_on or fate.day
                planned.setdefault(day, []).extend(_as_asked(p, asked.get(day)) for p in lines)
        done = self.sets_of(lift)
        return tuple(
            _lift_day(day, planned.get(day, ()), done.get(day, ()), fates.get(day))
            for day in sorted({*planned, *done})
        )

    def asked(self, lift: str) -> dict[date, Kilograms]:
        """Give the loads that were told on the day itself, or are told for the next session."""
        coming = {day: load for (day, name), load in self.told.next_loads.items() if name == lift}
        return coming | {
            session.started.day: load.load
            for session in self.told.logbook.sessions
            for load in session.started.asked
            if load.exercise == lift
        }

    @property
    def horizon(self) -> date:
        """The last day that is looked ahead to."""
        return self.today + WEEKS_AHEAD * WEEK

    def sets_of(self, lift: str) -> dict[date, list[SetDone]]:
        """Give the working sets of a lift in these weeks by their days."""
        found: dict[date, list[SetDone]] = {}
        for one in self.told.logbook.sets:
            is_shown = self.mondays[0] <= one.day <= self.today
            if one.exercise == lift and not one.is_warm_up and is_shown:
                found.setdefault(one.day, []).append(one)
        return found

    def lift(self, lift: str, days: Iterable[LiftDay], found: Found) -> LiftProgress:
        ever = {
            one.day
            for one in self.told.logbook.sets
            if one.exercise == lift and not one.is_warm_up and one.day <= self.today
        }
        known = self.told.exercises.get(lift)
        return LiftProgress(
            exercise=lift,
            name=lift if known is None else known.name,
            path=found.paths[lift],
            days=tuple(replace(d, expected=found.forecasts.get((lift, d.day))) for d in days),
            sessions=len(ever),
            last=max(ever, default=None),
        )


def _as_asked(line: Prescription, load: Kilograms | None) -> Prescription:
    """Put the load of the day in place of the one that the programme was made with."""
    return line if load is None else replace(line, load=replace(line.load, kg=load))


def _lift_day(
    day: date,
    planned: Sequence[Prescription],
    done: Sequence[SetDone],
    fate: SessionFate | None,
) -> LiftDay:
    top = top_set(done)
    load = planned_load(planned)
    return LiftDay(
        day=day,
        planned=tuple(planned),
        done=tuple(done),
        load=load if load is not None or top is None else top.load,
        missed=None if done else fate,
    )
