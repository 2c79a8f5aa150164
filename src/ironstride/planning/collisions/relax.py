"""Relaxations: small changes that would give a programme, each of which has been tried.

A change helps only if it touches what collides, so only such changes are looked at, one
kind after the other. Single weeks sort out most of those that fail; what is told has given
a whole programme. Where no single change helps, two are joined, and then three.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import time
from itertools import islice
from typing import Final

from ironstride.core.athlete import Athlete, HabitualRun, Offer
from ironstride.core.calendar import Weekday
from ironstride.core.programme import Collision, Programme
from ironstride.core.run import RacePriority
from ironstride.core.spelling import listed
from ironstride.planning.collisions.assumptions import (
    MOST_SESSIONS,
    About,
    assumptions,
    named,
    recalling,
    with_offer,
    without_dislikes,
)
from ironstride.planning.collisions.conflict import (
    RULES,
    Planner,
    anew,
    as_collision,
    conflicts,
    shown,
)
from ironstride.planning.collisions.stuck import Check, checks, too_short
from ironstride.planning.request import Request
from ironstride.planning.week.needs import COVERAGE, SERVES, Need

MORE_MINUTES: Final = (30, 45, 60, 90)
OTHER_TIMES: Final = (time(12), time(18), time(20), time(7))
RUN_TIMES: Final = (time(6, 30), time(12), time(18))
A_NEW_DAY: Final = 45
NEW_DAY_TIMES: Final = (time(18), time(12), time(20), time(7))
MOST_TOLD: Final = 3
MOST_TRIED: Final = 120
MOST_FAILED: Final = 6  # programmes that were tried in vain
MOST_JOINED: Final = 3  # changes in one line
FIRST_STEPS: Final = 3  # followed further, where one change is not enough
MACHINE_COST: Final = 5  # a machine is harder to come by than a mat


@dataclass(frozen=True, slots=True)
class Change:
    """A change in words, the request after it, and what it turns: one change each is told."""

    told: str
    turns: str
    request: Request


def explained(
    collisions: Sequence[Collision], request: Request, planner: Planner
) -> tuple[Collision, ...]:
    """Tell what cannot hold together, as small as it can be, and what would help.

    `collisions` is what the planner met. It stays where no smaller set is found. What would
    help must free all that collides, so it is told once, with the last.
    """
    named_rules = [rule for collision in collisions for rule in collision.rules]
    found = conflicts(request, named_rules, planner)
    told = tuple(as_collision(one, request, planner) for one in found) or tuple(collisions)
    ids = {a.id for a in (found[0].core if found else assumptions(request, RULES))}
    check = found[0].check if found else None
    ways = _Search(planner).ways(ids, request, check) or _steps(collisions)
    return (*(replace(one, relax=()) for one in told[:-1]), replace(told[-1], relax=ways))


def _steps(collisions: Sequence[Collision]) -> tuple[str, ...]:
    """Hint at what may help, where nothing that was tried did."""
    hints = dict.fromkeys(hint for collision in collisions for hint in collision.relax)
    return tuple(f"this alone is not enough, but a step: {hint}" for hint in hints)


@dataclass(slots=True)
class _Search:
    """The search for changes, and how many programmes were tried in vain."""

    planner: Planner
    failed: int = 0

    def ways(self, ids: Collection[str], request: Request, check: Check | None) -> tuple[str, ...]:
        """List changes that work, as few in a line as possible."""
        for joined in range(1, MOST_JOINED + 1):
            found = tuple(islice(self._joined(joined, ids, request, check), MOST_TOLD))
            if found:
                return found
        return ()

    def _joined(
        self, joined: int, ids: Collection[str], request: Request, check: Check | None
    ) -> Iterator[str]:
        """Give lines of so many changes: a step that overcomes the check, then what is left."""
        if joined == 1:
            yield from self._singles(ids, request, check)
            return
        for step in islice(self._steps(ids, request, check), FIRST_STEPS):
            left = shown(recalling(step.request, request), self.planner)
            others = {a.id for a in assumptions(step.request, RULES)}
            rest = self._joined(joined - 1, others, step.request, next(iter(left), None))
            for other in islice(rest, 1):
                yield f"{step.told}, and {other}"

    def _singles(
        self, ids: Collection[str], request: Request, check: Check | None
    ) -> Iterator[str]:
        told: set[str] = set()
        for change in islice(changes(ids, request), MOST_TRIED):
            if change.turns not in told and self._works(change, request, check):
                told.add(change.turns)
                yield change.told

    def _works(self, change: Change, request: Request, check: Check | None) -> bool:
        asked = recalling(change.request, request)
        weeks = self.planner.outline(asked)
        plain = [one for one in checks(asked) if one is not too_short or one is check]
        if self.failed >= MOST_FAILED or any(one(weeks, asked) for one in plain):
            return False
        works = isinstance(self.planner.attempt(anew(change.request)), Programme)
        self.failed += not works
        return works

    def _steps(
        self, ids: Collection[str], request: Request, check: Check | None
    ) -> Iterator[Change]:
        """Give changes that overcome what was looked at, though not everything."""
        seen: set[str] = set()
        for change in islice(changes(ids, request), MOST_TRIED):
            asked = recalling(change.request, request)
            is_free = check is not None and not check(self.planner.outline(asked), asked)
            if is_free and change.turns not in seen:
                seen.add(change.turns)
                yield change


# --- changes --------------------------------------------------------------------------------

Changes = Callable[[Collection[str], Request], Iterator[Change]]


def changes(ids: Collection[str], request: Request) -> Iterator[Change]:
    """List the changes that touch these assumptions, one of each kind in turn."""
    kinds = [kind(ids, request) for kind in _KINDS]
    while kinds:
        for kind in list(kinds):
            change = next(kind, None)
            if change is None:
                kinds.remove(kind)
            else:
                yield change


def _of(about: About, ids: Collection[str], names: Sequence[str]) -> list[str]:
    return [name for name in names if f"{about} {name}" in ids]


def _days(about: About, ids: Collection[str]) -> list[Weekday]:
    return [Weekday(day) for day in _of(about, ids, list(Weekday))]


def _more_minutes(ids: Collection[str], request: Request) -> Iterator[Change]:
    for minutes in MORE_MINUTES:
        for day in _days(About.MINUTES, ids):
            offer = request.athlete.offers[day]
            if offer.minutes < minutes:
                told = f"offer {minutes} instead of {offer.minutes} minutes on {named(day)}"
                longer = with_offer(request, day, replace(offer, minutes=minutes))
                yield Change(told, f"minutes {day}", longer)


def _other_times(ids: Collection[str], request: Request) -> Iterator[Change]:
    for day in _days(About.CLOCK, ids):
        offer = request.athlete.offers[day]
        for start in OTHER_TIMES:
            if start != offer.start:
                told = f"lift at {start:%H:%M} instead of {offer.start:%H:%M} on {named(day)}"
                moved = with_offer(request, day, replace(offer, start=start))
                yield Change(told, f"start {day}", moved)


def _back_to_back(ids: Collection[str], request: Request) -> Iterator[Change]:
    preferences = request.athlete.preferences
    if f"{About.RULE} run-first-same-day" in ids and not preferences.back_to_back_after_easy:
        told = "allow lifting straight after easy runs (back_to_back_after_easy = true)"
        allowed = replace(preferences, back_to_back_after_easy=True)
        yield _for(replace(request.athlete, preferences=allowed), told, "back to back", request)


def _other_run_times(ids: Collection[str], request: Request) -> Iterator[Change]:
    """Move a habitual run within its day; an own plan of runs stays as it is."""
    days = _days(About.RUNS, ids)
    for start in RUN_TIMES:
        for run in request.habit:
            if run.day in days and run.start != start:
                told = f"run at {start:%H:%M} instead of {run.start:%H:%M} on {named(run.day)}"
                yield _with_run(run, replace(run, start=start), told, request)


def _other_run_days(ids: Collection[str], request: Request) -> Iterator[Change]:
    """Move a key run to a day without runs."""
    days = _days(About.RUNS, ids)
    taken = {run.day for run in request.habit}
    for run in request.habit:
        for day in Weekday:
            if run.day in days and run.kind.is_key and day not in taken:
                told = f"move the {run.kind} run from {named(run.day)} to {named(day)}"
                yield _with_run(run, replace(run, day=day), told, request)


def _with_run(run: HabitualRun, moved: HabitualRun, told: str, request: Request) -> Change:
    habit = tuple(moved if other is run else other for other in request.habit)
    return Change(told, f"run {run.day}", replace(request, habit=habit))


def _other_places(ids: Collection[str], request: Request) -> Iterator[Change]:
    for day in _days(About.PLACE, ids):
        offer = request.athlete.offers[day]
        for place in request.athlete.places:
            if place != offer.place:
                told = f"lift at {place} instead of {offer.place} on {named(day)}"
                moved = with_offer(request, day, replace(offer, place=place))
                yield Change(told, f"place {day}", moved)


def _more_equipment(ids: Collection[str], request: Request) -> Iterator[Change]:
    """Add to one place the little that lets it hold every movement."""
    athlete = request.athlete
    for place in _of(About.EQUIPMENT, ids, list(dict.fromkeys(_places_by_use(athlete)))):
        wanted = _least_equipment(athlete.equipment_at(place), request)
        if wanted:
            places = {**athlete.places, place: athlete.places[place] | wanted}
            told = f"have {listed(sorted(wanted))} at {place}"
            yield _for(replace(athlete, places=places), told, f"equipment {place}", request)


def _least_equipment(have: frozenset[str], request: Request) -> frozenset[str]:
    """Go through the movements and add for each the smallest thing that opens it."""
    wanted: frozenset[str] = frozenset()
    for need in COVERAGE:
        wanted |= _smallest_for(need, have | wanted, request)
    return wanted


def _smallest_for(need: Need, have: frozenset[str], request: Request) -> frozenset[str]:
    options = [
        (_cost(exercise.equipment - have), exercise.skill, sorted(exercise.equipment - have))
        for exercise in request.catalogue.exercises.values()
        if SERVES[need](exercise) and not exercise.has_torsion and exercise.skill <= 2
        if exercise.id not in request.athlete.health.dislikes
    ]
    return frozenset(min(options)[2]) if options else frozenset()


def _cost(tokens: frozenset[str]) -> int:
    return sum(MACHINE_COST if token.startswith("machine") else 1 for token in tokens)


def _fewer_dislikes(ids: Collection[str], request: Request) -> Iterator[Change]:
    if About.DISLIKES in ids:
        told = "take the exercises off the dislikes"
        yield _for(without_dislikes(request.athlete), told, "dislikes", request)


def _more_sessions(ids: Collection[str], request: Request) -> Iterator[Change]:
    preferences = request.athlete.preferences
    if About.ASKED in ids:
        for count in range((preferences.sessions_per_week or 0) + 1, MOST_SESSIONS + 1):
            told = f"ask for {count} sessions a week"
            more = replace(preferences, sessions_per_week=count)
            yield _for(replace(request.athlete, preferences=more), told, "sessions", request)


def _one_more_day(ids: Collection[str], request: Request) -> Iterator[Change]:
    places = list(dict.fromkeys(_places_by_use(request.athlete)))
    for start in NEW_DAY_TIMES:
        for place in places:
            for day in _days(About.NOT_OFFERED, ids):
                told = f"offer {named(day)} too: {A_NEW_DAY} minutes from {start:%H:%M} at {place}"
                more = with_offer(request, day, Offer(A_NEW_DAY, start, place))
                yield Change(told, f"day {day}", more)


def _places_by_use(athlete: Athlete) -> Iterator[str]:
    yield from (offer.place for offer in athlete.offers.values())
    yield from athlete.places


def _less_of_a_peak(ids: Collection[str], request: Request) -> Iterator[Change]:
    for race in request.athlete.races:
        is_peak = race.priority is RacePriority.A
        if is_peak and f"{About.RACE} {race.day.isoformat()}" in ids:
            eased = replace(race, priority=RacePriority.B)
            races = tuple(eased if other is race else other for other in request.athlete.races)
            told = f"make the {race.title} on {race.day} a B race, eased into, not peaked for"
            yield _for(replace(request.athlete, races=races), told, f"race {race.day}", request)


def _for(athlete: Athlete, told: str, turns: str, request: Request) -> Change:
    return Change(told, turns, request.with_athlete(athlete))


_KINDS: Final[Sequence[Changes]] = (
    _more_minutes,
    _other_times,
    _back_to_back,
    _other_run_times,
    _more_equipment,
    _fewer_dislikes,
    _other_places,
    _more_sessions,
    _one_more_day,
    _other_run_days,
    _less_of_a_peak,
)
