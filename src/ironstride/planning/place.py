"""Placement: which days hold lifting, and which of them may be hard on the legs.

Exact for its own objective: a dynamic programme over the weeks. What one week's choice
means for the next is only when its last demanding session ended and which weekdays it
used, so comparing all pairs of neighbouring choices finds the best season.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import combinations, pairwise, product
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ironstride.core.calendar import hours_between, monday_of
from ironstride.core.programme import PhaseName
from ironstride.core.run import RacePriority
from ironstride.planning.needs import (
    COVERAGE,
    Need,
    can_be_heavy,
    covered_at,
    mains_better_elsewhere,
)
from ironstride.planning.obstacles import (
    Slot,
    days_for_last_session,
    open_slots,
)
from ironstride.planning.request import Request
from ironstride.planning.season import Outline, days_without_heavy_legs

# Three tiers in one integer, each wide enough that no season of wishes overflows it:
# sessions kept, then sessions that may be demanding, then wishes.
SESSION_TIER: Final = 10**12


DEMANDING_TIER: Final = 10**7


FORBIDDEN: Final = np.int64(2**60)  # beyond any season, and still safe to add to


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to fill a week, and what it costs by itself."""

    slots: tuple[Slot, ...]
    cost: int


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
    return min(by_phase, asked or by_phase, len(request.athlete.offers))


def must_cover(week: Outline, held: Sequence[object], request: Request) -> bool:
    """Say whether a week is a full training week, which must hold every movement.

    Full: not light, in a building phase, with sessions, and no race in it or shortly before.
    """
    builds = week.phase in (PhaseName.ADAPTATION, PhaseName.MAX_STRENGTH, PhaseName.POWER)
    return builds and not week.is_light and bool(held) and not race_interferes(week, request)


def race_interferes(week: Outline, request: Request) -> bool:
    """Say whether a race, or the days after one, take room from this week."""
    last = week.start + timedelta(days=6)
    return any(
        week.start <= race.day + timedelta(days=n) <= last
        for race in request.races
        for n in range(days_without_heavy_legs(race.distance_km, request.policy.after_race) + 1)
    )


def choices(week: Outline, request: Request) -> tuple[Choice, ...]:
    """List every way to fill the week that keeps the rules within it."""
    wanted = sessions_wanted(week, request)
    found = [
        Choice(slots, _cost(slots, wanted, request))
        for count in range(wanted + 1)
        for days in combinations(open_slots(week, request), count)
        for slots in _demanding_variants(_gentle_after_race(days, request))
        if _hard_days_apart(slots, request)
    ]
    found = _covering(found, week, request)
    if week.start >= request.start:
        return tuple(found)
    # A first week that has already begun holds all its sessions or none: half a week of
    # sets would set the ramp of the weeks after it too low.
    return tuple(choice for choice in found if len(choice.slots) in (0, wanted))


def _covering(found: list[Choice], week: Outline, request: Request) -> list[Choice]:
    """Keep, in a full week, the choices whose places together serve every movement.

    Where no choice does, all are kept: composing will say what is lacking.
    """
    covering = [
        choice
        for choice in found
        if must_cover(week, choice.slots, request) and _covers_all(choice.slots, request)
    ]
    return [choice for choice in found if not choice.slots] + covering if covering else found


def _covers_all(slots: Sequence[Slot], request: Request) -> bool:
    covered = frozenset[Need]().union(*(covered_at(slot.place, request) for slot in slots))
    return len(covered) == len(COVERAGE)


def _gentle_after_race(days: Sequence[Slot], request: Request) -> tuple[Slot, ...]:
    """Keep the week's first session after a race moderate.   [after-race: choice]

    A race up to two days before the week counts: nothing fits between.
    """
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
    hard = [slot for slot in slots if slot.is_demanding]
    least = request.policy.placement.heavy_days_apart_h
    return all(hours_between(a.end, b.start) >= least for a, b in pairwise(hard))


def _cost(slots: Sequence[Slot], wanted: int, request: Request) -> int:
    missing = wanted - len(slots)
    hard = [slot for slot in slots if slot.is_demanding]
    soft = 4 * wanted - sum(4 if can_be_heavy(slot.place, request) else 1 for slot in hard)
    wishes = sum(_wish_cost(slot, request) for slot in slots) + _spacing_cost(slots, request)
    missing += any(race_asks_for_another_day(slot, request) for slot in slots)
    return missing * SESSION_TIER + soft * DEMANDING_TIER + round(wishes * 10)


def _wish_cost(slot: Slot, request: Request) -> float:
    """Weigh one session: short days, tired days after, a B race close by."""
    weights = request.policy.wish_weights
    longest = max(offer.minutes for offer in request.athlete.offers.values())
    cost = (longest - slot.minutes) / 5
    cost += weights["well-equipped-place"] * mains_better_elsewhere(slot.place, request)
    if slot.is_demanding:
        tomorrow = request.runs_by_day.get(slot.start.date() + timedelta(days=1), ())
        cost += weights["easy-after-heavy"] * any(run.is_key for run in tomorrow)
        cost += weights["b-race"] * _is_close_to_b_race(slot, request)
    return cost


def _is_close_to_b_race(slot: Slot, request: Request) -> bool:
    hours = request.policy.placement.before_b_race_h
    return any(
        0 <= hours_between(slot.end, run.start) < hours
        for race in request.races
        if race.priority is RacePriority.B
        for run in request.runs_by_day[race.day]
    )


def race_asks_for_another_day(slot: Slot, request: Request) -> bool:
    """Say whether the last session before an A race belongs into this week, on another day."""
    return any(
        monday_of(slot.start.date()) == monday_of(days[-1]) and slot.start.date() not in days
        for race in request.races
        if race.priority is RacePriority.A
        if (days := days_for_last_session(race, request))
    )


def _spacing_cost(slots: Sequence[Slot], request: Request) -> float:
    weight = request.policy.wish_weights["spacing"]
    gaps = [(b.start.date() - a.start.date()).days for a, b in pairwise(slots)]
    return weight * sum(max(0, 3 - gap) for gap in gaps)


def place(weeks: Sequence[Outline], request: Request) -> tuple[tuple[Slot, ...], ...]:
    """Place the sessions of the whole season; optimal for the costs above."""
    options = [choices(week, request) for week in weeks]
    total = np.array([choice.cost for choice in options[0]], dtype=np.int64)
    back: list[NDArray[np.int64]] = []
    for before, after in pairwise(options):
        joint = total[:, None] + _joint_cost(before, after, request)
        back.append(joint.argmin(axis=0))
        total = joint.min(axis=0) + np.array([choice.cost for choice in after], dtype=np.int64)
    picked = [int(total.argmin())]
    for pointers in reversed(back):
        picked.append(int(pointers[picked[-1]]))
    return tuple(choice[n].slots for choice, n in zip(options, reversed(picked), strict=True))


def _joint_cost(
    before: Sequence[Choice], after: Sequence[Choice], request: Request
) -> NDArray[np.int64]:
    """Price each pair of neighbouring weeks: too close is forbidden, changed days cost."""
    least = timedelta(hours=request.policy.placement.heavy_days_apart_h)
    ends = np.array([_last_hard_end(choice) for choice in before], dtype="datetime64[m]")
    starts = np.array([_first_hard_start(choice) for choice in after], dtype="datetime64[m]")
    with_gap = starts[None, :] - ends[:, None]
    is_close = with_gap < np.timedelta64(least)  # NaT compares false: nothing to keep apart
    weight = round(10 * request.policy.wish_weights["rhythm"])
    changed = (_weekdays(before)[:, None, :] ^ _weekdays(after)[None, :, :]).sum(axis=2)
    moved = (_places(before)[:, None] != _places(after)[None, :]) * 2
    return np.where(is_close, FORBIDDEN, (changed + moved) * weight).astype(np.int64)


def _places(options: Sequence[Choice]) -> NDArray[np.int64]:
    """Shape (choices,): a number for the places of each choice, equal where they are equal."""
    visits = [tuple(sorted((s.place, s.is_demanding) for s in choice.slots)) for choice in options]
    return np.array([zlib.crc32(repr(visit).encode()) for visit in visits], dtype=np.int64)


def _weekdays(options: Sequence[Choice]) -> NDArray[np.bool_]:
    """Shape (choices, 7): which weekdays each choice uses."""
    used = np.zeros((len(options), 7), dtype=bool)
    for row, choice in enumerate(options):
        used[row, [slot.start.weekday() for slot in choice.slots]] = True
    return used


def _last_hard_end(choice: Choice) -> datetime | None:
    return max((slot.end for slot in choice.slots if slot.is_demanding), default=None)


def _first_hard_start(choice: Choice) -> datetime | None:
    return min((slot.start for slot in choice.slots if slot.is_demanding), default=None)
