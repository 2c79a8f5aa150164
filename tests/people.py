"""A small cast for the tests: who they are, when they run and what they offer.

Each person is a function that gives the same request every time, so tests change what they
are about with `replace` or `but` and leave the rest of the life as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from ironstride.catalogue.load import load
from ironstride.core.athlete import (
    Athlete,
    HabitualRun,
    Health,
    KnownSet,
    LiftingExperience,
    Offer,
)
from ironstride.core.calendar import Weekday
from ironstride.core.catalogue import Catalogue
from ironstride.core.policy import Policy
from ironstride.core.programme import NoProgramme, Programme
from ironstride.core.run import PlannedRun, Race, RacePriority, RunKind
from ironstride.core.units import RIR, Kilograms, Reps
from ironstride.planning.checks.rules import Plan
from ironstride.planning.plan import outline_for, plan
from ironstride.planning.request import Request

MONDAY = date(2026, 11, 30)  # the first day of every season here

FLOOR = frozenset({"mat", "wall", "chair", "step"})
BANDS = FLOOR | {"band-loop", "band-long"}
DUMBBELLS = BANDS | {"dumbbell", "bench", "box"}
GYM = DUMBBELLS | {"barbell", "plate", "cable", "machine-leg-press", "machine-leg-curl"}


# Builders --------------------------------------------------------------------------------


CATALOGUE = load()  # now, so that no single test is charged with it


def catalogue() -> Catalogue:
    return CATALOGUE


def policy() -> Policy:
    return catalogue().policy


def clock(text: str) -> time:
    return time.fromisoformat(text)


def offers(*days: str) -> dict[Weekday, Offer]:
    """Read offers such as "tuesday 18:30 60 gym"."""
    rows = [day.split() for day in days]
    return {Weekday(day): Offer(int(n), clock(start), place) for day, start, n, place in rows}


def habit(*runs: str) -> tuple[HabitualRun, ...]:
    """Read habitual runs such as "sunday 09:00 100 long"."""
    return tuple(
        HabitualRun(day=Weekday(day), start=clock(start), minutes=int(n), kind=RunKind(kind))
        for day, start, n, kind in (run.split() for run in runs)
    )


def race(week: int, km: float, priority: str = "A", weekday: int = 6) -> Race:
    """Race in a week counted from 1, on a Sunday unless told otherwise."""
    day = MONDAY + timedelta(weeks=week - 1, days=weekday)
    return Race(day=day, distance_km=km, priority=RacePriority(priority))


def run(start: datetime, minutes: int, kind: str, km: float | None = None) -> PlannedRun:
    return PlannedRun(start=start, minutes=minutes, kind=RunKind(kind), distance_km=km)


def athlete(**facts: Any) -> Athlete:
    """Build an intermediate lifter, thirty-eight years old, who has no more than is told."""
    usual: dict[str, Any] = {
        "birth_year": 1988,
        "lifting_experience": LiftingExperience.INTERMEDIATE,
        "offers": {},
        "places": {"gym": GYM, "home": BANDS},
    }
    return Athlete(**(usual | facts))


def asking(who: Athlete, *, runs: tuple[HabitualRun, ...] = (), **more: Any) -> Request:
    usual: dict[str, Any] = {"own_runs": (), "start": MONDAY, "seed": 0, "catalogue": catalogue()}
    return Request(athlete=who, habit=runs, **(usual | more))


def but(request: Request, **facts: Any) -> Request:
    """Give the same person with other facts; nothing ranked before is kept."""
    return replace(request, athlete=replace(request.athlete, **facts))


def with_policy(request: Request, part: str, **numbers: Any) -> Request:
    """Turn numbers of one table of the policy."""
    turned = replace(request.policy, **{part: replace(getattr(request.policy, part), **numbers)})
    return replace(request, catalogue=replace(request.catalogue, policy=turned))


# The cast --------------------------------------------------------------------------------


def half_marathoner() -> Request:
    """Sixteen weeks to a half marathon, three evenings, a gym and a corner at home."""
    return asking(
        athlete(
            offers=offers("monday 18:00 60 gym", "wednesday 18:30 60 gym", "friday 18:00 45 home"),
            races=(race(16, 21.1),),
            lifts={"back-squat": KnownSet(Kilograms(80), Reps(5), RIR(2))},
        ),
        runs=habit(
            "tuesday 07:00 50 easy",
            "thursday 18:30 60 quality",
            "saturday 09:00 45 easy",
            "sunday 09:00 100 long",
        ),
    )


def beginner_at_home() -> Request:
    """Never lifted, no race, two half hours with bands."""
    return asking(
        athlete(
            lifting_experience=LiftingExperience.NONE,
            offers=offers("tuesday 19:00 45 home", "thursday 19:00 45 home"),
        ),
        runs=habit("wednesday 07:00 40 easy", "saturday 09:00 60 long"),
    )


def masters_marathoner() -> Request:
    """Sixty-four, a half marathon on the way to a marathon, and a 10 km after it."""
    return asking(
        athlete(
            birth_year=1962,
            lifting_experience=LiftingExperience.ADVANCED,
            offers=offers(
                "monday 17:00 60 gym",
                "tuesday 17:00 60 gym",
                "thursday 17:00 60 gym",
                "friday 17:00 60 gym",
            ),
            races=(race(12, 21.1, "B"), race(20, 42.2), race(26, 10, "A", weekday=5)),
        ),
        runs=habit(
            "tuesday 07:00 60 easy",
            "wednesday 17:30 70 quality",
            "friday 07:00 45 easy",
            "sunday 08:00 130 long",
        ),
    )


def junior() -> Request:
    """Sixteen, intermediate, 5 km at the end of spring."""
    return asking(
        athlete(
            birth_year=2010,
            health=Health(supervised=True),
            offers=offers("monday 16:00 60 gym", "wednesday 16:00 60 gym"),
            races=(race(14, 5, weekday=5),),
        ),
        runs=habit("tuesday 16:00 50 easy", "thursday 16:00 50 easy", "saturday 10:00 60 long"),
    )


def runner_with_a_sore_knee() -> Request:
    """A sore knee, dumbbells at home, no race."""
    return asking(
        athlete(
            places={"home": DUMBBELLS},
            offers=offers("tuesday 18:00 50 home", "thursday 18:00 50 home"),
            health=Health(complaints=frozenset({"knee"})),
        ),
        runs=habit("monday 07:00 40 easy", "wednesday 07:00 40 easy", "sunday 09:00 80 long"),
    )


def weekender() -> Request:
    """Saturday and Sunday evenings are all there is; a 10 km in spring."""
    return asking(
        athlete(
            offers=offers("saturday 17:00 75 gym", "sunday 18:00 75 gym"),
            races=(race(12, 10, weekday=4),),
        ),
        runs=habit("tuesday 06:30 50 quality", "thursday 06:30 40 easy", "sunday 09:00 75 easy"),
    )


def not_cleared() -> Request:
    """The half-marathoner, with a yes in the PAR-Q+."""
    return but(half_marathoner(), health=Health(parq_yes=True))


CAST: Mapping[str, Callable[[], Request]] = {
    person.__name__: person
    for person in (
        half_marathoner,
        beginner_at_home,
        masters_marathoner,
        junior,
        runner_with_a_sore_knee,
        weekender,
        not_cleared,
    )
}


def programme_for(request: Request) -> Programme:
    """Plan, and expect a programme."""
    made = plan(request)
    assert isinstance(made, Programme), made
    return made


def collisions_for(request: Request) -> NoProgramme:
    """Plan, and expect that rules collide."""
    made = plan(request)
    assert isinstance(made, NoProgramme), "a programme was found"
    return made


@cache
def planned(person: Callable[[], Request]) -> Plan:
    """Give a person's finished plan; made once for all tests."""
    request = person()
    return Plan(programme_for(request), outline_for(request), request)
