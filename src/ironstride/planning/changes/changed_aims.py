"""Changes of aims and limits: races added, moved, dropped; what hurts, and what no longer does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from ironstride.core.run import Race, RunKind
from ironstride.planning.changes.change_asks import first_open_day, named, refuse_over
from ironstride.planning.changes.under_way import usual_runs
from ironstride.planning.request import Request


@dataclass(frozen=True, slots=True)
class RaceAdded:
    """A new race."""

    race: Race

    @property
    def sentence(self) -> str:
        """Say it in plain words."""
        race = self.race
        return f"{named(race.day)} holds a new race: {race.title}, priority {race.priority}."

    def apply(self, request: Request) -> Request:
        """Put the race into the season, in place of the runs of its day."""
        refuse_over(self.race.day, request)
        if any(race.day == self.race.day for race in request.races):
            raise ValueError(f"{named(self.race.day)} holds a race already; drop or move it first")
        days = {day: runs for day, runs in request.run_days.items() if day != self.race.day}
        races = sorted((*request.athlete.races, self.race), key=lambda race: race.day)
        athlete = replace(request.athlete, races=tuple(races))
        return replace(request, athlete=athlete, run_days=days)


@dataclass(frozen=True, slots=True)
class RaceMoved:
    """A race is on another day."""

    day: date
    to: date

    @property
    def sentence(self) -> str:
        """Say it in plain words."""
        return f"The race of {named(self.day)} is on {named(self.to)}."

    def apply(self, request: Request) -> Request:
        """Run the race on the other day, at the same hour, and the usual runs on its old one."""
        race = _race_on(self.day, request)
        moved = RaceAdded(replace(race, day=self.to)).apply(_without_race(race, request))
        own = (
            replace(run, start=datetime.combine(self.to, run.start.time()))
            for run in request.own_runs
            if run.kind is RunKind.RACE and run.start.date() == self.day
        )
        return replace(moved, own_runs=(*moved.own_runs, *own))


@dataclass(frozen=True, slots=True)
class RaceDropped:
    """A race is not run."""

    day: date

    @property
    def sentence(self) -> str:
        """Say it in plain words."""
        return f"The race of {named(self.day)} is off."

    def apply(self, request: Request) -> Request:
        """Take the race out of the season; the usual runs stand on its day."""
        changed = _without_race(_race_on(self.day, request), request)
        if changed.end < first_open_day(request):
            raise ValueError(
                f"without the race of {named(self.day)} the season ends on {changed.end}, in the "
                "past; add the next race, or begin anew with `ironstride plan`"
            )
        return changed


def _race_on(day: date, request: Request) -> Race:
    found = next((race for race in request.races if race.day == day), None)
    if found is None:
        known = "; ".join(f"{race.title} on {race.day}" for race in request.races)
        raise ValueError(
            f"{named(day)} holds no race; {f'there is {known}' if known else 'none is planned'}"
        )
    refuse_over(day, request)
    return found


def _without_race(race: Race, request: Request) -> Request:
    others = tuple(other for other in request.athlete.races if other.day != race.day)
    own = (
        run
        for run in request.own_runs
        if run.kind is not RunKind.RACE or run.start.date() != race.day
    )
    usual = {race.day: usual_runs(race.day, request.habit)}
    return replace(
        request,
        athlete=replace(request.athlete, races=others),
        own_runs=tuple(own),
        run_days={**request.run_days, **usual},
    )


@dataclass(frozen=True, slots=True)
class NowSore:
    """A part of the body hurts, by its name in the profile."""

    part: str

    @property
    def sentence(self) -> str:
        """Say it in plain words."""
        return f"Your {self.part} is sore."

    def apply(self, request: Request) -> Request:
        """Leave out what loads it most."""
        sore = request.athlete.health.complaints
        if self.part in sore:
            raise ValueError(
                f"your {self.part} is known to be sore; the programme spares it already"
            )
        return _with_complaints(sore | {self.part}, request)


@dataclass(frozen=True, slots=True)
class NoLongerSore:
    """A part of the body has stopped hurting."""

    part: str

    @property
    def sentence(self) -> str:
        """Say it in plain words."""
        return f"Your {self.part} is no longer sore."

    def apply(self, request: Request) -> Request:
        """Put back in what was left out for it."""
        sore = request.athlete.health.complaints
        if self.part not in sore:
            known = f"sore are: {', '.join(sorted(sore))}" if sore else "nothing is"
            raise ValueError(f"your {self.part} is not noted as sore; {known}")
        return _with_complaints(sore - {self.part}, request)


def _with_complaints(parts: frozenset[str], request: Request) -> Request:
    health = replace(request.athlete.health, complaints=parts)
    return request.with_athlete(replace(request.athlete, health=health))
