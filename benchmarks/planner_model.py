"""The joint model of a season: days and content of all weeks at once, for any solver.

A season offers each week some choices of days, and each shape of a week a dish: the movements
it must or may hold, with every way to serve them. What a solution leaves to be wished for is
counted here and nowhere else, from the pieces themselves, so that all methods are compared by
the same tuple.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from itertools import pairwise
from typing import Final

from ironstride.core.calendar import WEEK, at, hours_between
from ironstride.planning.days.choices import Choice, choices, must_cover
from ironstride.planning.days.obstacles import Slot
from ironstride.planning.days.place import place
from ironstride.planning.dose.fill import NOT_COVERED
from ironstride.planning.plan import outline_for
from ironstride.planning.request import Request
from ironstride.planning.season.outline import Outline
from ironstride.planning.tiers import WISH_UNIT, Tiers, total
from ironstride.planning.week.blocks import with_main_lifts
from ironstride.planning.week.compose import Composition
from ironstride.planning.week.draft import Draft, Frame
from ironstride.planning.week.kitchen import Kitchen, shape_of
from ironstride.planning.week.menu import Alternative, Menu
from ironstride.planning.week.warm_up import warm_up

VISIT: Final = 2  # what other places or demands than in the week before are worth in days moved
ROUNDING_S: Final = 1e-6

Shape = tuple[object, ...]
"""Block, whether a week must hold everything, and the minutes, places and demands of its sessions."""


@dataclass(frozen=True, slots=True)
class Dish:
    """What one shape of a week may hold; without a menu nothing covers it."""

    menu: Menu | None

    @property
    def items(self) -> Sequence[Sequence[Alternative]]:
        """The movements, each with its ways."""
        return () if self.menu is None else self.menu.items

    @property
    def base(self) -> Tiers:
        """What is left to be wished for whatever is chosen."""
        return NOT_COVERED if self.menu is None else Tiers()

    @property
    def room(self) -> list[int]:
        """What the warm-ups leave of each session. [s]"""
        return [] if self.menu is None else self.menu.room

    def draft(self, picks: Sequence[int]) -> Draft | None:
        """Put the picked ways into sessions."""
        if self.menu is None:
            return None
        pieces = [warm_up(slot, self.menu.frame) for slot in self.menu.slots]
        for ways, n in zip(self.items, picks, strict=True):
            for session, piece in ways[n].parts:
                pieces[session].append(piece)
        return Draft(self.menu.frame, self.menu.slots, pieces)

    def cost(self, draft: Draft | None) -> Tiers:
        """Weigh a filled week.

        Raises:
            ValueError: where it takes longer than its sessions last.
        """
        if self.menu is None or draft is None:
            return self.base
        for session, slot in enumerate(self.menu.slots):
            if draft.seconds(session) > slot.minutes * 60 + ROUNDING_S:
                raise ValueError(f"session {session} lasts longer than {slot.minutes} min")
        return self.menu.cost_of(draft)


@dataclass(frozen=True, slots=True)
class Option:
    """One way to choose a week's days, and what it shows to the weeks beside it. [h from Monday]"""

    choice: Choice
    shape: Shape
    hard_start: float | None
    hard_end: float | None

    @property
    def days(self) -> frozenset[int]:
        """The weekdays it uses."""
        return frozenset(slot.start.weekday() for slot in self.choice.slots)

    @property
    def visits(self) -> tuple[tuple[str, bool], ...]:
        """Where it trains, and how demanding."""
        return tuple(sorted((slot.place, slot.is_demanding) for slot in self.choice.slots))


@dataclass(frozen=True, slots=True)
class Solution:
    """A choice for each week, and a filled week for each shape that is served."""

    picks: Sequence[int]
    drafts: Mapping[Shape, Draft | None]


@dataclass(slots=True)
class JointSeason:
    """All weeks with their options, all shapes with their dishes, and what neighbours cost."""

    request: Request
    outline: Sequence[Outline]
    frames: Mapping[int, Frame]
    kitchen: Kitchen
    weeks: list[list[Option]] = field(default_factory=list)
    dishes: dict[Shape, Dish] = field(default_factory=dict)

    @property
    def apart_h(self) -> float:
        """Hours between two demanding sessions, at the least."""
        return self.request.policy.placement.heavy_days_apart_h

    @property
    def rhythm(self) -> int:
        """What one changed day is worth."""
        return round(WISH_UNIT * self.request.policy.wish_weights["rhythm"])

    def is_too_close(self, before: Option, after: Option) -> bool:
        """Whether the last demanding session of a week is too close to the first of the next."""
        if before.hard_end is None or after.hard_start is None:
            return False
        return after.hard_start + WEEK.total_seconds() / 3600 - before.hard_end < self.apart_h

    def change(self, before: Option, after: Option) -> Tiers:
        """Weigh what differs between two neighbouring weeks."""
        moved = VISIT * (before.visits != after.visits)
        return Tiers(rhythm=self.rhythm * (len(before.days ^ after.days) + moved))

    def value(self, solution: Solution) -> Tiers:
        """Say what a solution leaves to be wished for.

        Raises:
            ValueError: where it breaks a rule.
        """
        held = [week[n] for week, n in zip(self.weeks, solution.picks, strict=True)]
        if any(self.is_too_close(a, b) for a, b in pairwise(held)):
            raise ValueError("two demanding sessions stand too close to each other")
        drafts = solution.drafts
        return total(
            [
                *(option.choice.cost for option in held),
                *(self.change(a, b) for a, b in pairwise(held)),
                *(self.dishes[o.shape].cost(drafts[o.shape]) for o in held),
            ]
        )

    def placed(self, slots: Sequence[tuple[Slot, ...]]) -> list[int]:
        """Find the options that a placement chose."""
        return [
            next(n for n, option in enumerate(week) if option.choice.slots == chosen)
            for week, chosen in zip(self.weeks, slots, strict=True)
        ]


def joint_season(request: Request) -> JointSeason:
    """Build the model of a whole season, given each block's main lifts and the length of rests."""
    weeks = outline_for(request)
    kitchen = Kitchen()
    frames = with_main_lifts(weeks, place(weeks, request).slots, request, kitchen)
    season = JointSeason(request, weeks, frames, kitchen)
    for week in weeks:
        options = [_option(week, choice, season) for choice in choices(week, request)]
        season.weeks.append(options)
        for option in options:
            if option.shape not in season.dishes:
                made = cooked(week, option.choice.slots, frames, kitchen)
                season.dishes[option.shape] = Dish(None if made is None else made.menu)
    return season


def cooked(
    week: Outline, slots: tuple[Slot, ...], frames: Mapping[int, Frame], kitchen: Kitchen
) -> Composition | None:
    """Compose a week as the planner does; None where nothing covers it."""
    frame = frames[week.block]
    is_full = must_cover(week, slots, frame.request)
    made = kitchen.full(slots, frame) if is_full else kitchen.part(slots, frame)
    return made if isinstance(made, Composition) else None


def _option(week: Outline, choice: Choice, season: JointSeason) -> Option:
    hard = [slot for slot in choice.slots if slot.is_demanding]
    is_full = must_cover(week, choice.slots, season.request)
    return Option(
        choice,
        (week.block, is_full, shape_of(choice.slots)),
        min((_hours(week, slot.start) for slot in hard), default=None),
        max((_hours(week, slot.end) for slot in hard), default=None),
    )


def _hours(week: Outline, moment: datetime) -> float:
    return hours_between(at(week.start, time()), moment)
