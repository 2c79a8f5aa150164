"""Choices: every way to fill a week with days that keeps the rules within it, and its cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations, pairwise, product

from ironstride.core.calendar import hours_between, monday_of
from ironstride.core.programme import PhaseName, Session
from ironstride.core.run import Race, RacePriority
from ironstride.planning.days.obstacles import Slot, days_for_last_session, open_slots
from ironstride.planning.days.standing import as_slot, is_over, standing, still_to_do
from ironstride.planning.request import Request, remember
from ironstride.planning.season.outline import Outline, days_without_heavy_legs
from ironstride.planning.tiers import WISH_UNIT, Tiers
from ironstride.planning.week.needs import (
    COVERAGE,
    Need,
    can_be_heavy,
    covered_at,
    mains_better_elsewhere,
)

HEAVY_DAY = 4  # what a demanding session stands for where a main lift can be heavy; 1 elsewhere
MOVED = 3  # what a session on another day is worth in changes; one time or place is 1


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to fill a week, and what it leaves to be wished for by itself."""

    slots: tuple[Slot, ...]
    cost: Tiers


def sessions_wanted(week: Outline, request: Request) -> int:
    """Say how many strength days this week should hold.

    By phase; never more than the athlete asks for or offers.    [sessions-per-week: review]
    """
    numbers = request.policy.frequency
    asked = request.athlete.preferences.sessions_per_week
    is_sixty = request.athlete.age_on(request.start) >= 60
    by_phase = {
        PhaseName.ADAPTATION: numbers.adaptation_most if asked == 3 else numbers.adaptation,
        PhaseName.MAX_STRENGTH: numbers.max_strength,
        PhaseName.POWER: numbers.power,
        PhaseName.RACE_SEASON: numbers.race_season_from_60 if is_sixty else numbers.race_season,
        PhaseName.TAPER: numbers.taper,
        PhaseName.RECOVERY: numbers.recovery,
    }[week.phase]
    if all(any(day in off for off in request.time_off) for day in week.days):
        return 0
    offered = sum(request.offer_on(day) is not None for day in week.days)
    usual = len(request.athlete.offers)
    return min(by_phase, asked or by_phase, max(usual, offered))


def must_cover(week: Outline, held: Sequence[object], request: Request) -> bool:
    """Say whether a week is a full training week, which must hold every movement.

    Full: not light, in a building phase, with sessions, not under way already, and no race
    in it or shortly before.                                      [pattern-coverage: review]
    """
    if "pattern-coverage" in request.waived or not held or week.is_light:
        return False
    if request.kept is not None and week.start < request.kept.today:
        return False
    builds = week.phase in (PhaseName.ADAPTATION, PhaseName.MAX_STRENGTH, PhaseName.POWER)
    return builds and not race_interferes(week, request)


def race_interferes(week: Outline, request: Request) -> bool:
    """Say whether a race, or the days after one, take room from this week."""
    last = week.start + timedelta(days=6)
    return any(
        week.start <= race.day + timedelta(days=n) <= last
        for race in request.races
        for n in range(days_without_heavy_legs(race.distance_km, request.policy.after_race) + 1)
    )


def open_days(week: Outline, request: Request) -> tuple[Slot, ...]:
    """List the days that a session can still be chosen on."""
    key = ("open days", week)
    return remember(request.remembered_days, key, lambda: _open_days(week, request))


def _open_days(week: Outline, request: Request) -> tuple[Slot, ...]:
    taken = {session.start.date() for session in standing(week, request)}
    return tuple(
        slot
        for slot in open_slots(week, request)
        if not is_over(slot.start.date(), request) and slot.start.date() not in taken
    )


def choices(week: Outline, request: Request) -> tuple[Choice, ...]:
    """List every way to fill the week that keeps the rules within it."""
    wanted = sessions_wanted(week, request)
    if is_over(week.start + timedelta(days=6), request):
        done = tuple(as_slot(session, request) for session in standing(week, request))
        return (Choice(done, Tiers()),)
    fixed = tuple(as_slot(session, request) for session in standing(week, request))
    found = [
        Choice(slots, _cost(slots, wanted, week, request))
        for count in range(max(0, wanted - len(fixed)) + 1)
        for days in combinations(open_days(week, request), count)
        for flagged in _demanding_variants(_gentle_after_race(days, request))
        if _hard_days_apart(slots := _in_order((*fixed, *flagged)), request)
    ]
    if week.start < request.start:
        # A first week that has already begun holds all its sessions or none: half a week of
        # sets would set the ramp of the weeks after it too low.
        return tuple(choice for choice in found if len(choice.slots) in (0, wanted))
    held = [choice for choice in found if choice.slots]
    return tuple(_covering(held, week, request) or found)


def _in_order(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    return tuple(sorted(slots, key=lambda slot: slot.start))


def _covering(found: list[Choice], week: Outline, request: Request) -> list[Choice]:
    """Keep, in a full week, the choices whose places together serve every movement.

    Where no choice does, all are kept: composing will say what is lacking.
    """
    if not must_cover(week, found, request):
        return found
    return [choice for choice in found if _covers_all(choice.slots, request)] or found


def _covers_all(slots: Sequence[Slot], request: Request) -> bool:
    covered = frozenset[Need]().union(*(covered_at(slot.place, request) for slot in slots))
    return len(covered) == len(COVERAGE)


def _gentle_after_race(days: Sequence[Slot], request: Request) -> tuple[Slot, ...]:
    """Keep the week's first session after a race moderate.   [after-race: choice]

    A race up to two days before the week counts: nothing fits between.
    """
    if "after-race" in request.waived:
        return tuple(days)
    first_after = {
        min(after, key=lambda slot: slot.start).start
        for race in request.races
        if (after := [slot for slot in days if slot.start.date() > race.day])
        and monday_of(after[0].start.date()) - race.day <= timedelta(days=2)
    }
    return tuple(
        replace(slot, is_demanding=slot.is_demanding and slot.start not in first_after)
        for slot in days
    )


def _demanding_variants(days: Sequence[Slot]) -> Iterator[tuple[Slot, ...]]:
    options = [((False, True) if slot.is_demanding else (False,)) for slot in days]
    for flags in product(*options):
        yield tuple(
            replace(slot, is_demanding=flag) for slot, flag in zip(days, flags, strict=True)
        )


def _hard_days_apart(slots: Sequence[Slot], request: Request) -> bool:
    if "heavy-days-apart" in request.waived:
        return True
    hard = [slot for slot in slots if slot.is_demanding]
    least = request.hard_days_apart_h
    return all(hours_between(a.end, b.start) >= least for a, b in pairwise(hard))


# --- what a choice leaves to be wished for ------------------------------------------------


def _cost(slots: Sequence[Slot], wanted: int, week: Outline, request: Request) -> Tiers:
    hard = [slot for slot in slots if slot.is_demanding]
    soft = sum(HEAVY_DAY if can_be_heavy(slot.place, request) else 1 for slot in hard)
    missing = max(0, wanted - len(slots))
    missing += any(race_asks_for_another_day(slot, request) for slot in slots)
    return Tiers(
        sessions=missing,
        essential=max(0, HEAVY_DAY * wanted - soft),
        change=_changes(slots, week, request),
        rhythm=round(WISH_UNIT * _rhythm_cost(slots, request)),
        taste=round(WISH_UNIT * sum(_taste_cost(slot, request) for slot in slots)),
    )


def _changes(slots: Sequence[Slot], week: Outline, request: Request) -> int:
    """Count what is not where the programme under way had it."""
    if request.kept is None or request.kept.today > week.start + timedelta(days=6):
        return 0
    old = {session.start.date(): session for session in still_to_do(week, request)}
    new = {s.start.date(): s for s in slots if not is_over(s.start.date(), request)}
    both = old.keys() & new.keys()
    moved = max(len(old), len(new)) - len(both)
    return MOVED * moved + sum(_differs(old[day], new[day], request) for day in both)


def _differs(session: Session, slot: Slot, request: Request) -> int:
    """Count what keeps a session from standing where it stood."""
    is_hard = as_slot(session, request).is_demanding
    return (
        (session.start != slot.start)
        + (session.place != slot.place)
        + (session.minutes > slot.minutes)
        + 2 * (is_hard and not slot.is_demanding)
    )


def _rhythm_cost(slots: Sequence[Slot], request: Request) -> float:
    """Weigh sessions close together, lesser places, tired days after, a B race close by."""
    weights = request.policy.wish_weights
    gaps = [(b.start.date() - a.start.date()).days for a, b in pairwise(slots)]
    cost = weights["spacing"] * sum(max(0, 3 - gap) for gap in gaps)
    for slot in slots:
        cost += weights["well-equipped-place"] * mains_better_elsewhere(slot.place, request)
        if slot.is_demanding:
            tomorrow = request.runs_by_day.get(slot.start.date() + timedelta(days=1), ())
            cost += weights["easy-after-heavy"] * any(run.is_key for run in tomorrow)
            cost += weights["b-race"] * _is_close_to_b_race(slot, request)
    return cost


def _taste_cost(slot: Slot, request: Request) -> float:
    """Weigh short days."""
    longest = max((o.minutes for o in request.athlete.offers.values()), default=slot.minutes)
    return max(0, longest - slot.minutes) / 5


def _is_close_to_b_race(slot: Slot, request: Request) -> bool:
    hours = request.policy.placement.before_b_race_h
    return any(
        0 <= hours_between(slot.end, run.start) < hours
        for race in request.races
        if race.priority is RacePriority.B
        for run in request.runs_by_day.get(race.day, ())
    )


def race_asks_for_another_day(slot: Slot, request: Request) -> bool:
    """Say whether the last session before an A race belongs into this week, on another day."""
    return any(
        monday_of(slot.start.date()) == monday_of(days[-1]) and slot.start.date() not in days
        for race in request.races
        if race.priority is RacePriority.A
        if (days := _days_for_last_session(race, request))
    )


def _days_for_last_session(race: Race, request: Request) -> list[date]:
    key = ("days for the last session", race.day)
    return remember(request.remembered_days, key, lambda: days_for_last_session(race, request))
