"""Relaxations: single changes that would give a programme, each of which has been tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time
from itertools import chain, islice
from typing import Final

from ironstride.core.athlete import Athlete, Offer
from ironstride.core.calendar import Weekday
from ironstride.core.programme import Collision, NoProgramme, Programme
from ironstride.core.run import RacePriority
from ironstride.planning.needs import COVERAGE, SERVES, Need
from ironstride.planning.request import Request

MORE_MINUTES: Final = (30, 45, 60, 90)
OTHER_TIMES: Final = (time(12), time(18), time(20))
A_NEW_DAY: Final = (45, time(18))
MOST_TOLD: Final = 4
MOST_TRIED: Final = 40
FIRST_OF_PAIRS: Final = 3
SECOND_OF_PAIRS: Final = 8
MACHINE_COST: Final = 5  # a machine is harder to come by than a mat


Attempt = Callable[[Request], Programme | NoProgramme]
"""How a changed request is tried."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change in words, the athlete after it, and what it turns: one change each is told."""

    told: str
    turns: str
    athlete: Athlete


def relaxed(collision: Collision, request: Request, attempt: Attempt) -> Collision:
    """Put the changes in that work: single ones, else pairs; where none does, say so."""
    found = _singles(collision, request, attempt) or _pairs(collision, request, attempt)
    hints = tuple(f"this alone is not enough, but a step: {hint}" for hint in collision.relax)
    return Collision(collision.rules, collision.message, found or hints)


def _singles(collision: Collision, request: Request, attempt: Attempt) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for change in islice(_changes(collision, request), MOST_TRIED):
        if len(found) == MOST_TOLD:
            break
        if change.turns not in found and _works(change, request, attempt):
            found[change.turns] = change.told
    return tuple(found.values())


def _pairs(collision: Collision, request: Request, attempt: Attempt) -> tuple[str, ...]:
    """Follow each of the first changes to what then collides, and change that too."""
    found: dict[str, str] = {}
    for first in islice(_changes(collision, request), FIRST_OF_PAIRS):
        changed = request.with_athlete(first.athlete)
        outcome = attempt(changed)
        left = outcome.collisions if isinstance(outcome, NoProgramme) else ()
        for second in islice(_changes_for_all(left, changed), SECOND_OF_PAIRS):
            if first.turns not in found and _works(second, changed, attempt):
                found[first.turns] = f"{first.told}, and {second.told}"
    return tuple(found.values())


def _works(change: Change, request: Request, attempt: Attempt) -> bool:
    return isinstance(attempt(request.with_athlete(change.athlete)), Programme)


def _changes_for_all(collisions: Sequence[Collision], request: Request) -> Iterator[Change]:
    return chain.from_iterable(_changes(collision, request) for collision in collisions)


def _changes(collision: Collision, request: Request) -> Iterator[Change]:
    rules, athlete = set(collision.rules), request.athlete
    if "equipment" in rules:
        yield from _more_equipment(athlete, request)
    if rules & {"screening", "equipment"}:
        yield from _fewer_dislikes(athlete)
    if rules & {"minutes", "pattern-coverage"} and "equipment" not in rules:
        yield from _more_minutes(athlete)
    if rules & {"run-first-same-day", "clear-of-key-runs", "heavy-main-lifts"}:
        yield from _other_times(athlete)
        yield from _back_to_back(athlete)
    yield from _one_more_day(athlete)
    if rules & {"taper", "after-race"}:
        yield from _less_of_a_peak(athlete)


def _more_equipment(athlete: Athlete, request: Request) -> Iterator[Change]:
    """Add to one place the little that lets it hold every movement."""
    for place in dict.fromkeys(offer.place for offer in athlete.offers.values()):
        wanted = _least_equipment(athlete.equipment_at(place), request)
        if wanted:
            places = {**athlete.places, place: athlete.places[place] | wanted}
            told = f"have {_listed(sorted(wanted))} at {place}"
            yield Change(told, f"equipment {place}", replace(athlete, places=places))


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


def _fewer_dislikes(athlete: Athlete) -> Iterator[Change]:
    if athlete.health.dislikes:
        health = replace(athlete.health, dislikes=frozenset())
        told = "take the exercises off the dislikes"
        yield Change(told, "dislikes", replace(athlete, health=health))


def _more_minutes(athlete: Athlete) -> Iterator[Change]:
    for minutes in MORE_MINUTES:
        for day, offer in athlete.offers.items():
            if offer.minutes < minutes:
                told = f"offer {minutes} instead of {offer.minutes} minutes on {_named(day)}"
                changed = _with_offer(athlete, day, replace(offer, minutes=minutes))
                yield Change(told, f"minutes {day}", changed)


def _other_times(athlete: Athlete) -> Iterator[Change]:
    for day, offer in athlete.offers.items():
        for start in OTHER_TIMES:
            if start != offer.start:
                told = f"lift at {start:%H:%M} instead of {offer.start:%H:%M} on {_named(day)}"
                changed = _with_offer(athlete, day, replace(offer, start=start))
                yield Change(told, f"start {day}", changed)


def _back_to_back(athlete: Athlete) -> Iterator[Change]:
    if not athlete.preferences.back_to_back_after_easy:
        preferences = replace(athlete.preferences, back_to_back_after_easy=True)
        told = "allow lifting straight after easy runs (back_to_back_after_easy = true)"
        yield Change(told, "back to back", replace(athlete, preferences=preferences))


def _one_more_day(athlete: Athlete) -> Iterator[Change]:
    minutes, start = A_NEW_DAY
    for place in dict.fromkeys(_places_by_use(athlete)):
        for day in Weekday:
            if day not in athlete.offers:
                told = f"offer {_named(day)} too: {minutes} minutes from {start:%H:%M} at {place}"
                changed = _with_offer(athlete, day, Offer(minutes, start, place))
                yield Change(told, f"day {day}", changed)


def _places_by_use(athlete: Athlete) -> Iterator[str]:
    yield from (offer.place for offer in athlete.offers.values())
    yield from athlete.places


def _less_of_a_peak(athlete: Athlete) -> Iterator[Change]:
    for race in athlete.races:
        if race.priority is RacePriority.A:
            eased = replace(race, priority=RacePriority.B)
            races = tuple(eased if other is race else other for other in athlete.races)
            told = f"make the {race.title} on {race.day} a B race, eased into, not peaked for"
            yield Change(told, f"race {race.day}", replace(athlete, races=races))


def _with_offer(athlete: Athlete, day: Weekday, offer: Offer) -> Athlete:
    offers: Mapping[Weekday, Offer] = {**athlete.offers, day: offer}
    return replace(athlete, offers=offers)


def _named(day: Weekday) -> str:
    return day.value.capitalize()


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]
