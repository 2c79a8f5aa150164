"""Shortfalls: why there is no programme, in the athlete's words, and what would free it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ironstride.core.athlete import Health
from ironstride.core.calendar import Weekday, at, hours_between
from ironstride.core.programme import HEAVY_BLOCKS, Collision
from ironstride.core.spelling import listed
from ironstride.planning.checks.rules import Breach
from ironstride.planning.collisions.assumptions import About, Assumption, named
from ironstride.planning.collisions.stuck import (
    full_weeks,
    lacking,
    never_heavy,
    no_day_is_open,
    no_last_session,
)
from ironstride.planning.days.obstacles import (
    Obstacle,
    Slot,
    against_demanding,
    against_lifting,
    slot_on,
)
from ironstride.planning.request import Request
from ironstride.planning.season.outline import Outline
from ironstride.planning.week.draft import Frame, Lack
from ironstride.planning.week.needs import Need, can_be_heavy, covered_at

FEW_DAYS = 3  # so many days left out are named; of more, those that are offered


# --- what cannot hold together, in sentences ------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shortage:
    """What a full week lacks: movements that nothing serves, or minutes."""

    needs: tuple[Need, ...] = ()
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class _Told:
    """What a minimal set is told from: its members by subject, the request, what is lacking."""

    members: Mapping[About, Mapping[str, Assumption]]
    request: Request
    lack: Shortage

    def of(self, about: About) -> Mapping[str, Assumption]:
        """Give the members about something, by weekday, place, day or rule."""
        return self.members.get(about, {})


def told(core: Sequence[Assumption], request: Request, lack: Shortage) -> str:
    """Tell a minimal set in one sentence with its numbers, what was asked for first."""
    members: dict[About, dict[str, Assumption]] = {}
    for one in core:
        members.setdefault(one.about, {})[one.of] = one
    tale = _Told(members, request, lack)
    clauses = [clause for say in _CLAUSES for clause in say(tale)]
    if len(clauses) == 1:
        return f"This alone leaves no programme: {clauses[0]}."
    return f"These cannot all hold together: {'; '.join(clauses)}."


def _plainly(*subjects: About) -> Callable[[_Told], Iterator[str]]:
    def say(tale: _Told) -> Iterator[str]:
        return (one.sentence for about in subjects for one in tale.of(about).values())

    return say


def _rules(tale: _Told) -> Iterator[str]:
    for rule, one in tale.of(About.RULE).items():
        covers = rule == "pattern-coverage"
        if covers and tale.lack.needs:
            yield f"each full week holds {listed(list(tale.lack.needs))}"
        elif covers and tale.lack.minutes:
            yield (
                "each full week holds one set of every movement, for which "
                f"{_minutes(tale.lack.minutes)} missing"
            )
        else:
            yield one.sentence


def _minutes(count: int) -> str:
    return "1 minute is" if count == 1 else f"{count} minutes are"


def _kits(tale: _Told) -> Iterator[str]:
    for one in tale.of(About.EQUIPMENT).values():
        is_heavy = "heavy-main-lifts" in tale.of(About.RULE)
        yield (
            f"{one.sentence}, and nothing that can be loaded heavily" if is_heavy else one.sentence
        )


def _places(tale: _Told) -> Iterator[str]:
    offers = tale.request.athlete.offers
    at_place: dict[str, list[str]] = {}
    for day in tale.of(About.PLACE):
        at_place.setdefault(offers[Weekday(day)].place, []).append(named(day))
    for place, days in at_place.items():
        yield f"{listed(days)} {'is' if len(days) == 1 else 'are'} at {place}"


def _hours(tale: _Told) -> Iterator[str]:
    """Tell each day's hours, beside the run that they lie too close to."""
    clocks, runs = tale.of(About.CLOCK), tale.of(About.RUNS)
    for day, one in clocks.items():
        gap = _gap(Weekday(day), tale.request) if day in runs else ""
        yield f"{one.sentence}{gap}"
    yield from (one.sentence for day, one in runs.items() if not _is_told(day, tale))


def _is_told(day: str, tale: _Told) -> bool:
    return day in tale.of(About.CLOCK) and bool(_gap(Weekday(day), tale.request))


def _gap(day: Weekday, request: Request) -> str:
    """Say how far a day's lifting lies from the last run before it is over, in a habitual week."""
    own = any(Weekday.of(run.start.date()) is day for run in request.own_runs)
    runs = [run for run in request.habit if run.day is day]
    if own or not runs:
        return ""
    last = max(runs, key=lambda run: at(date.min, run.start) + run.duration)
    end = at(date.min, last.start) + last.duration
    gap = hours_between(end, at(date.min, request.athlete.offers[day].start))
    where = f"{gap:.1f} h after" if gap >= 0 else "before the end of"
    return f", {where} the {last.kind} run from {last.start:%H:%M} to {end:%H:%M}"


def _minutes_offered(tale: _Told) -> Iterator[str]:
    offers = tale.request.athlete.offers
    days = [f"{named(day)} {offers[Weekday(day)].minutes} min" for day in tale.of(About.MINUTES)]
    if days:
        yield ", ".join(days).replace(" ", " has ", 1)


def _not_offered(tale: _Told) -> Iterator[str]:
    left_out = [day for day in Weekday if day.value in tale.of(About.NOT_OFFERED)]
    offered = [named(day) for day in Weekday if day in tale.request.athlete.offers]
    if not left_out:
        return
    if len(left_out) == len(Weekday):
        yield "no weekday is offered for lifting"
    elif len(left_out) > FEW_DAYS and len(left_out) + len(offered) == len(Weekday):
        yield f"no day but {listed(offered)} is offered"
    else:
        verb = "is" if len(left_out) == 1 else "are"
        yield f"{listed([named(day) for day in left_out])} {verb} not offered"


_CLAUSES: tuple[Callable[[_Told], Iterator[str]], ...] = (
    _plainly(About.ASKED),
    _rules,
    _plainly(About.RACE, About.EXPERIENCE, About.COMPLAINTS, About.DISLIKES),
    _kits,
    _plainly(About.TIME_OFF, About.SINGLE_DAYS),
    _not_offered,
    _places,
    _hours,
    _minutes_offered,
)


# --- what is found on the way ---------------------------------------------------------------


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
    if no_day_is_open(weeks, request):
        return (_all_days_blocked(weeks, request),)
    races = tuple(_races_without_a_last_session(request))
    if races or never_heavy(weeks, request):
        return races or (_never_heavy(weeks, request),)
    return _uncovered(weeks, request)


def _uncovered(weeks: Sequence[Outline], request: Request) -> tuple[Collision, ...]:
    for week, slots in full_weeks(weeks, request):
        needs = lacking(slots, week, request)
        if needs:
            return (_nothing_serves(needs, slots, request),)
    return ()


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
    for day in week.days:
        slot = slot_on(day, request)
        if slot is not None:
            yield slot


def _races_without_a_last_session(request: Request) -> Iterator[Collision]:
    numbers = request.policy.placement
    least, most = (
        numbers.last_session_before_race_days_least,
        numbers.last_session_before_race_days_most,
    )
    for race in request.races:
        if not no_last_session(race, (), request):
            continue
        days = [race.day - timedelta(days=n) for n in range(least, most + 1)]
        slots = [slot for day in days if (slot := slot_on(day, request)) is not None]
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
        if week.phase in HEAVY_BLOCKS
    ]
    if not heavy or "heavy-main-lifts" in request.waived:
        return ()
    if any(_may_be_heavy(slot, request) for _, slots in heavy for slot in slots):
        return ()
    return (_never_heavy(weeks, request),)


def _never_heavy(weeks: Sequence[Outline], request: Request) -> Collision:
    week = [week for week in weeks if week.phase in HEAVY_BLOCKS][-1]
    obstacles = tuple(_against_heavy(week, request))
    rules = tuple(dict.fromkeys(obstacle.rule for obstacle in obstacles))
    return Collision(
        ("heavy-main-lifts", *rules),
        "After the entry weeks the main lifts are heavy, but no day you offer leaves the "
        "legs time: " + "; ".join(obstacle.message for obstacle in obstacles) + ".",
        ("move a key run, or offer a day that has two days before the next one",),
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
        return _nothing_serves(needs, slots, frame.request)
    return _too_short(lacks[0].minutes_short, slots)


def _nothing_serves(needs: Sequence[Need], slots: Sequence[Slot], request: Request) -> Collision:
    athlete = request.athlete
    places = sorted({slot.place for slot in slots})
    have = sorted({token for place in places for token in athlete.places[place]}) or ["nothing"]
    rules = ["pattern-coverage", "equipment"]
    if _health_is_in_the_way(needs, slots, request):
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
