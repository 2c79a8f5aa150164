"""Under way: what to ask for when a programme is being followed already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ironstride.core.athlete import Athlete, HabitualRun, Offer
from ironstride.core.calendar import DAY, Weekday, at
from ironstride.core.catalogue import Catalogue
from ironstride.core.programme import Programme, Week
from ironstride.core.run import PlannedRun, Race, RacePriority, RunKind
from ironstride.planning.coach.rehab_sessions import rehab_in, without_rehab
from ironstride.planning.request import Kept, Request, TimeOff


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendments:
    """What holds besides the profile, because changes that were accepted said so.

    Runs are not among it: a programme holds its own, but for those that soreness changed, as they
    were before. A race of None is one that is off.
    """

    day_offers: Mapping[date, Offer | None] = field(default_factory=dict)
    time_off: tuple[TimeOff, ...] = ()
    eased: frozenset[date] = frozenset()
    races: Mapping[date, Race | None] = field(default_factory=dict)
    sore: frozenset[str] = frozenset()
    healed: frozenset[str] = frozenset()
    runs_before: Mapping[date, tuple[PlannedRun, ...]] = field(default_factory=dict)
    phase: str = ""  # of a course of rehabilitation that the programme was planned within

    def amend(self, athlete: Athlete) -> Athlete:
        """Give the athlete as they are now."""
        races = {race.day: race for race in athlete.races} | dict(self.races)
        complaints = (athlete.health.complaints | self.sore) - self.healed
        return replace(
            athlete,
            races=tuple(race for _, race in sorted(races.items()) if race is not None),
            health=replace(athlete.health, complaints=complaints),
        )


def amendments_to(profile: Athlete, request: Request) -> Amendments:
    """Read off a request what it holds besides the profile.

    A session that is missed today or later leaves its day without an offer.
    """
    written = {race.day: race for race in profile.races}
    now = {race.day: race for race in request.athlete.races}
    sore, before = request.athlete.health.complaints, profile.health.complaints
    kept = request.kept
    missed = () if kept is None else (day for day in kept.missed if day >= kept.today)
    changed = (day for day in sorted({*written, *now}) if written.get(day) != now.get(day))
    return Amendments(
        day_offers={**request.day_offers, **dict.fromkeys(sorted(missed))},
        time_off=request.time_off,
        eased=request.eased,
        races={day: now.get(day) for day in changed},
        sore=sore - before,
        healed=before - sore,
        runs_before=request.runs_before,
        phase="" if request.followed is None else request.followed.phase,
    )


def request_under_way(
    programme: Programme,
    athlete: Athlete,
    catalogue: Catalogue,
    *,
    today: date,
    amendments: Amendments | None = None,
) -> Request:
    """Ask for the rest of a programme, from the programme itself: no history is needed.

    Every day of its weeks keeps the runs that stand there. Beyond its end, and where a race is
    off, comes the running week of the profile, else the one that most of its weeks show. Races
    come from the athlete, but for those that only a plan of runs named.

    Raises:
        ValueError: the programme is over, holds an exercise that the catalogue lost, or an
            amendment names a place that is gone.
    """
    if today > programme.end:
        raise ValueError(
            f"the programme ended on {programme.end}; plan the next one with `ironstride plan`"
        )
    _refuse_lost_exercises(programme, catalogue)
    told = amendments or Amendments()
    now = told.amend(athlete)
    _refuse_lost_places(told, now)
    habit = running_week_of(programme) if now.habit is None else now.habit
    races = tuple(_races_run(programme, now, told))
    return Request(
        athlete=now,
        habit=habit,
        own_runs=races,
        start=programme.start,
        seed=programme.seed,
        catalogue=catalogue,
        run_days=_run_days(programme, habit, {*_days_of(now.races), *_run_on(races)}),
        day_offers=told.day_offers,
        time_off=told.time_off,
        eased=told.eased,
        kept=Kept(programme=without_rehab(programme), today=today, phase=told.phase),
        beside=rehab_in(programme),
        runs_before=told.runs_before,
    )


def _refuse_lost_exercises(programme: Programme, catalogue: Catalogue) -> None:
    held = {p.exercise for session in programme.sessions for p in session.exercises}
    lost = sorted(held - set(catalogue.exercises))
    if lost:
        raise ValueError(
            f"the programme holds {', '.join(lost)}, unknown to this catalogue; "
            "plan the rest anew with `ironstride plan --keep`"
        )


def _refuse_lost_places(told: Amendments, athlete: Athlete) -> None:
    for day, offer in told.day_offers.items():
        if offer is not None and offer.place not in athlete.places:
            raise ValueError(
                f'{day} was to be at "{offer.place}", which is no longer in the profile; '
                f'put [places."{offer.place}"] back with its equipment'
            )


def _run_days(
    programme: Programme, habit: Sequence[HabitualRun], races: Collection[date]
) -> dict[date, tuple[PlannedRun, ...]]:
    """Give each day its runs: the usual ones where a race is off, none where one is to be run."""
    off = {*_days_of(programme.athlete.races)} - {*races}
    days = (programme.start + n * DAY for n in range((programme.end - programme.start).days + 1))
    found = {day: usual_runs(day, habit) if day in off else () for day in days if day not in races}
    for run in _runs(programme):
        day = run.start.date()
        if day in found and run.kind is not RunKind.RACE:
            found[day] = (*found[day], run)
    return found


def usual_runs(day: date, habit: Sequence[HabitualRun]) -> tuple[PlannedRun, ...]:
    """Give the runs that the running week has on a day."""
    return tuple(
        PlannedRun(start=at(day, run.start), minutes=run.minutes, kind=run.kind)
        for run in habit
        if run.day is Weekday.of(day)
    )


def _days_of(races: Iterable[Race]) -> Iterator[date]:
    return (race.day for race in races)


def _run_on(runs: Iterable[PlannedRun]) -> Iterator[date]:
    return (run.start.date() for run in runs)


def _races_run(programme: Programme, athlete: Athlete, told: Amendments) -> Iterator[PlannedRun]:
    """Keep the hours of races, and races that only a plan of runs named: C, without a name."""
    ours = set(_days_of(athlete.races))
    theirs = {
        race.day
        for race in programme.athlete.races
        if race.priority is RacePriority.C and not race.name and race.day not in told.races
    }
    return (
        run
        for run in _runs(programme)
        if run.kind is RunKind.RACE and run.start.date() in ours | theirs
    )


def _runs(programme: Programme) -> Iterator[PlannedRun]:
    return (run for week in programme.weeks for run in week.runs)


def running_week_of(programme: Programme) -> tuple[HabitualRun, ...]:
    """Read the running week off a programme: the one that most of its weeks without a race show."""
    raced = set(_days_of(programme.athlete.races))
    whole = (
        week
        for week in programme.weeks
        if week.start >= programme.start and not any(week.start <= d <= week.end for d in raced)
    )
    found = Counter(_habit(week) for week in whole)
    return found.most_common(1)[0][0] if found else ()


def _habit(week: Week) -> tuple[HabitualRun, ...]:
    return tuple(
        HabitualRun(
            day=Weekday.of(run.start.date()),
            kind=run.kind,
            start=run.start.time(),
            minutes=min(600, max(5, run.minutes)),
        )
        for run in week.runs
        if run.kind is not RunKind.RACE
    )
