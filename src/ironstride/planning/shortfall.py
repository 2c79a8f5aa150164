"""Shortfalls: why there is no programme, in the athlete's words, and what would free it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from ironstride.core.athlete import Health
from ironstride.core.calendar import Weekday
from ironstride.core.programme import Collision, PhaseName
from ironstride.core.run import RacePriority
from ironstride.planning.draft import Frame, Lack
from ironstride.planning.needs import Need, can_be_heavy, covered_at
from ironstride.planning.obstacles import (
    Obstacle,
    Slot,
    against_demanding,
    against_lifting,
    days_for_last_session,
    open_slots,
    slot_on,
)
from ironstride.planning.request import Request
from ironstride.planning.rules import Breach
from ironstride.planning.season import Outline

HEAVY_PHASES = (PhaseName.MAX_STRENGTH, PhaseName.POWER)


def before_placing(weeks: Sequence[Outline], request: Request) -> tuple[Collision, ...]:
    """Find what stands before any day is chosen: no days, blocked days, no day to taper on."""
    if not request.athlete.offers:
        return (
            Collision(
                ("sessions-per-week", "minutes"),
                "No weekday is offered for lifting.",
                ("offer at least one day, for example 45 minutes on Tuesday from 18:00",),
            ),
        )
    if not any(open_slots(week, request) for week in weeks):
        return (_all_days_blocked(weeks, request),)
    return tuple(_races_without_a_last_session(request))


def _all_days_blocked(weeks: Sequence[Outline], request: Request) -> Collision:
    obstacles = [
        obstacle
        for week in weeks[:2]
        for slot in _offered(week, request)
        for obstacle in against_lifting(slot, request)
    ]
    rules = dict.fromkeys(obstacle.rule for obstacle in obstacles)
    messages = dict.fromkeys(obstacle.message for obstacle in obstacles)
    told = "; ".join(messages) or "none lies between the start and the last race"
    hours = request.policy.placement.after_run_h
    return Collision(
        ("sessions-per-week", *rules),
        f"None of the days you offer can hold lifting: {told}.",
        (
            f"offer a time at least {hours:g} h after the day's run",
            "offer a day without a run",
            "allow lifting straight after easy runs (back_to_back_after_easy = true)",
        ),
    )


def _offered(week: Outline, request: Request) -> Iterator[Slot]:
    for n in range(7):
        slot = slot_on(week.start + timedelta(days=n), request)
        if slot is not None:
            yield slot


def _races_without_a_last_session(request: Request) -> Iterator[Collision]:
    numbers = request.policy.placement
    least, most = (
        numbers.last_session_before_race_days_least,
        numbers.last_session_before_race_days_most,
    )
    for race in request.races:
        days = [race.day - timedelta(days=n) for n in range(least, most + 1)]
        if race.priority is not RacePriority.A or min(days) < request.start:
            continue
        slots = [slot for day in days if (slot := slot_on(day, request)) is not None]
        if days_for_last_session(race, request):
            continue
        names = ", ".join(Weekday.of(day).value.capitalize() for day in sorted(days))
        against = [o.message for slot in slots for o in against_lifting(slot, request)]
        told = "; ".join(against) if against else "you offer none of them"
        yield Collision(
            ("taper", "sessions-per-week"),
            f"Before the {race.title} on {race.day} the last session belongs {least} to {most} "
            f"days ahead ({names}), but {told}.",
            (
                f"offer one of {names} for half an hour, at least in the race week",
                "make it a B race, which is eased into instead of peaked for",
            ),
        )


def not_heavy(
    weeks: Sequence[Outline], placed: Sequence[tuple[Slot, ...]], request: Request
) -> tuple[Collision, ...]:
    """Find a season whose heavy blocks have no day on which legs may be heavy."""
    heavy = [
        (week, slots)
        for week, slots in zip(weeks, placed, strict=True)
        if week.phase in HEAVY_PHASES
    ]
    if not heavy or any(_may_be_heavy(slot, request) for _, slots in heavy for slot in slots):
        return ()
    week = heavy[-1][0]
    obstacles = tuple(_against_heavy(week, request))
    rules = tuple(dict.fromkeys(obstacle.rule for obstacle in obstacles))
    return (
        Collision(
            ("heavy-main-lifts", *rules),
            "After the entry weeks the main lifts are heavy, but no day you offer leaves the "
            "legs time: " + "; ".join(obstacle.message for obstacle in obstacles) + ".",
            ("move a key run, or offer a day that has two days before the next one",),
        ),
    )


def _may_be_heavy(slot: Slot, request: Request) -> bool:
    return slot.is_demanding and can_be_heavy(slot.place, request)


def _against_heavy(week: Outline, request: Request) -> Iterator[Obstacle]:
    for slot in _offered(week, request):
        blocked = tuple(against_lifting(slot, request))
        yield from blocked or against_demanding(slot, week, request)
        if not can_be_heavy(slot.place, request):
            yield Obstacle("equipment", f"nothing at {slot.place} can be loaded heavily")


def not_covered(lacks: Sequence[Lack], slots: Sequence[Slot], frame: Frame) -> Collision:
    """Say which movement nothing serves, or how many minutes a full week is short."""
    needs = [lack.need for lack in lacks if lack.need is not None]
    if needs:
        return _nothing_serves(needs, slots, frame)
    return _too_short(lacks[0].minutes_short, slots)


def _nothing_serves(needs: Sequence[Need], slots: Sequence[Slot], frame: Frame) -> Collision:
    athlete = frame.request.athlete
    places = sorted({slot.place for slot in slots})
    have = sorted({token for place in places for token in athlete.places[place]}) or ["nothing"]
    rules = ["pattern-coverage", "equipment"]
    if _health_is_in_the_way(needs, slots, frame.request):
        rules.append("screening")
    return Collision(
        tuple(rules),
        f"A full week holds {', '.join(needs)}, but no exercise for that can be done at "
        f"{' or '.join(places)} with {', '.join(have)}.",
        ("add equipment for these movements",),
    )


def _health_is_in_the_way(needs: Sequence[Need], slots: Sequence[Slot], request: Request) -> bool:
    """Say whether complaints or dislikes, and not only equipment, leave a movement out."""
    well = request.with_athlete(replace(request.athlete, health=Health()))
    return any(need in covered_at(slot.place, well) for need in needs for slot in slots)


def _too_short(minutes: int, slots: Sequence[Slot]) -> Collision:
    days = ", ".join(
        f"{Weekday.of(slot.start.date()).value.capitalize()} {slot.minutes} min" for slot in slots
    )
    return Collision(
        ("pattern-coverage", "minutes"),
        f"One set of every movement needs about {minutes} more minutes than this week offers "
        f"({days}).",
        (
            f"offer {minutes} more minutes a week, on one day or spread",
            "offer one more day",
        ),
    )


def not_kept(broken: Sequence[Breach], request: Request) -> tuple[Collision, ...]:
    """Report hard rules that the planner found no way to keep."""
    by_rule: dict[str, list[str]] = {}
    for breach in broken:
        by_rule.setdefault(breach.rule, []).append(breach.message)
    days = ", ".join(
        f"{day.value.capitalize()} {offer.minutes} min"
        for day, offer in request.athlete.offers.items()
    )
    return tuple(
        Collision(
            (rule, "minutes"),
            f"With {days} no way was found to keep this: {messages[0]}.",
            ("offer another day or more minutes", "move a race or a key run"),
        )
        for rule, messages in by_rule.items()
    )
