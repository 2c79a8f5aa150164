"""Stuck: what single weeks show of a season that no programme can keep, in a millisecond or two.

Each check is enough by itself: where it says yes, there is no programme.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations

from ironstride.core.programme import HEAVY_BLOCKS
from ironstride.core.run import Race, RacePriority
from ironstride.planning.collisions.assumptions import ROOMY_MINUTES
from ironstride.planning.days.choices import must_cover, sessions_wanted
from ironstride.planning.days.obstacles import (
    Slot,
    days_for_last_session,
    days_for_lifting,
    open_slots,
    owes_a_last_session,
)
from ironstride.planning.request import Request, remember
from ironstride.planning.season.outline import Outline
from ironstride.planning.week.blocks import frames
from ironstride.planning.week.compose import Composition, compose
from ironstride.planning.week.draft import Frame
from ironstride.planning.week.kitchen import shape_of
from ironstride.planning.week.needs import COVERAGE, Need, can_be_heavy, covered_at

Weeks = Sequence[Outline]
Check = Callable[[Weeks, Request], bool]
"""Whether something by itself already rules every programme out."""


def checks(request: Request) -> Iterator[Check]:
    """List what may rule every programme out, the plainest first."""
    yield no_day_is_open
    for race in request.races:
        if race.priority is RacePriority.A:
            yield partial(no_last_session, race)
    yield never_heavy
    yield nothing_serves
    yield too_short


def no_day_is_open(weeks: Weeks, request: Request) -> bool:
    """Say whether no day of the season can hold lifting."""
    return not any(any(True for _ in days_for_lifting(week, request)) for week in weeks)


def no_last_session(race: Race, _: Weeks, request: Request) -> bool:
    """Say whether an A race is left without a day for the last session before it."""
    asked = next((other for other in request.races if other.day == race.day), None)
    return (
        asked is not None
        and owes_a_last_session(asked, request)
        and not days_for_last_session(asked, request)
    )


def never_heavy(weeks: Weeks, request: Request) -> bool:
    """Say whether no week that is to be heavy has a day on which legs may be."""
    heavy = [week for week in weeks if week.phase in HEAVY_BLOCKS]
    if not heavy or "heavy-main-lifts" in request.waived:
        return False
    return not any(
        slot.is_demanding and can_be_heavy(slot.place, request)
        for week in heavy
        for slot in open_slots(week, request)
    )


def nothing_serves(weeks: Weeks, request: Request) -> bool:
    """Say whether some full week lacks a place for some movement, wherever it is held."""
    return any(lacking(slots, week, request) for week, slots in full_weeks(weeks, request))


def lacking(slots: Sequence[Slot], week: Outline, request: Request) -> tuple[Need, ...]:
    """Name the movements that the best choice of places leaves out."""
    places = sorted({slot.place for slot in slots})
    most = min(len(places), sessions_wanted(week, request))
    served = [
        frozenset[Need]().union(*(covered_at(place, request) for place in chosen))
        for chosen in combinations(places, most)
    ]
    best = max(served, key=len, default=frozenset[Need]())
    return tuple(need for need in COVERAGE if need not in best)


def too_short(weeks: Weeks, request: Request) -> bool:
    """Say whether some full week cannot hold one set of every movement."""
    blocks = frames(weeks, request)
    return any(
        not lacking(slots, week, request)
        and minutes_short(slots, sessions_wanted(week, request), blocks[week.block]) > 0
        for week, slots in full_weeks(weeks, request)
    )


def full_weeks(weeks: Weeks, request: Request) -> Iterator[tuple[Outline, tuple[Slot, ...]]]:
    """Give the weeks that must hold every movement, each kind of them once.

    Pinned sessions may hold some of it, so where there are any, no week is told by itself.
    """
    if request.pins:
        return
    seen: set[object] = set()
    for week in weeks:
        slots = open_slots(week, request) if must_cover(week, (week,), request) else ()
        looks = (week.block, sessions_wanted(week, request), shape_of(slots))
        if slots and week.start >= request.start and looks not in seen:
            seen.add(looks)
            yield week, slots


def minutes_short(slots: Sequence[Slot], sessions: int, frame: Frame) -> int:
    """Say how many minutes the best of these days lack for a full week, 0 when none. [min]

    Moderate sessions are asked for first: they are always allowed, and more weeks alike.
    """
    if any(_is_plenty(slot, frame.request) for slot in slots):
        return 0
    moderate = tuple(replace(slot, is_demanding=False) for slot in slots)
    short = _remembered(moderate, sessions, frame)
    return short and min(short, _remembered(slots, sessions, frame))


def _remembered(slots: Sequence[Slot], sessions: int, frame: Frame) -> int:
    key = ("minutes short", shape_of(slots), sessions, frame.block, frame.style)
    return remember(frame.request.remembered, key, lambda: _minutes_short(slots, sessions, frame))


def _is_plenty(slot: Slot, request: Request) -> bool:
    everything = len(covered_at(slot.place, request)) == len(COVERAGE)
    return slot.minutes >= ROOMY_MINUTES and everything


def _minutes_short(slots: Sequence[Slot], sessions: int, frame: Frame) -> int:
    short: list[int] = []
    for count in range(min(sessions, len(slots)), 0, -1):
        for days in combinations(slots, count):
            made = compose(days, frame)
            if isinstance(made, Composition):
                return 0
            short += [lack.minutes_short for lack in made if lack.need is None]
    return min(short, default=0)
