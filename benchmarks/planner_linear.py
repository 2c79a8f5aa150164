"""The joint season as linear rows over whole numbers, the same for every solver.

Each week takes one option; a shape that is served in some weeks has one filling, counted as
often as it is served. That product is written as rows whose relaxation is as tight as one copy
a week would be, at a fraction of the size.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from benchmarks.planner_model import Dish, JointSeason, Option, Shape, Solution
from ironstride.planning.tiers import Tiers
from ironstride.planning.week.menu import IDLE

Terms = list[tuple[int, int]]
"""Variables with their factors."""


@dataclass(slots=True)
class Linear:
    """Variables from 0 to `uppers`, rows `low <= terms <= high`, and one row a tier to keep low."""

    uppers: list[int] = field(default_factory=list)
    rows: list[tuple[int | None, Terms, int]] = field(default_factory=list)
    tiers: list[Terms] = field(default_factory=lambda: [[] for _ in Tiers()])
    options: list[list[int]] = field(default_factory=list)  # variable of each week's options
    picks: dict[Shape, list[list[int]]] = field(default_factory=dict)  # of each dish's ways

    def variable(self, upper: int, cost: Tiers | None = None) -> int:
        """Add a variable, with what each unit of it costs."""
        self.uppers.append(upper)
        number = len(self.uppers) - 1
        for terms, factor in zip(self.tiers, cost or Tiers(), strict=True):
            if factor:
                terms.append((number, factor))
        return number

    def row(self, low: int | None, terms: Iterable[tuple[int, int]], high: int) -> None:
        """Add a row."""
        self.rows.append((low, list(terms), high))

    @property
    def stages(self) -> list[Terms]:
        """Objectives one after the other: sessions and essentials, changes and dose, the rest."""
        return [self._stage(first, first + 1) for first in (0, 2, 4)]

    def _stage(self, first: int, second: int) -> Terms:
        """Join two tiers so that the first decides."""
        most = 1 + sum(self.uppers[n] * factor for n, factor in self.tiers[second])
        joined: dict[int, int] = {}
        for tier, weight in ((first, most), (second, 1)):
            for number, factor in self.tiers[tier]:
                joined[number] = joined.get(number, 0) + factor * weight
        return list(joined.items())


def linear(season: JointSeason) -> Linear:
    """Write a season as rows."""
    made = Linear()
    for week in season.weeks:
        held = [made.variable(1, option.choice.cost) for option in week]
        made.options.append(held)
        made.row(1, [(n, 1) for n in held], 1)
    for shape, dish in season.dishes.items():
        _add_dish(shape, dish, season, made)
    for number, (before, after) in enumerate(pairwise(season.weeks)):
        _keep_apart(season, number, made)
        _add_rhythm(season, number, before, after, made)
    return made


def _add_dish(shape: Shape, dish: Dish, season: JointSeason, made: Linear) -> None:
    served = [
        (n, 1)
        for held, week in zip(made.options, season.weeks, strict=True)
        for n, option in zip(held, week, strict=True)
        if option.shape == shape
    ]
    weeks = sum(any(o.shape == shape for o in week) for week in season.weeks)
    if dish.menu is None:
        count = made.variable(weeks, dish.base)
        made.row(0, [*served, (count, -1)], 0)
    made.picks[shape] = [_add_item(ways_of, served, weeks, made) for ways_of in _costs(dish)]
    for session, room in enumerate(dish.room):
        if dish.menu is not None and dish.menu.usable[session]:
            _count_empty(shape, dish, session, served, made)
        used = [
            (n, seconds[session])
            for counts, ways in zip(made.picks[shape], _seconds(dish), strict=True)
            for n, seconds in zip(counts, ways, strict=True)
            if seconds[session]
        ]
        made.row(None, [*used, *((n, -room) for n, _ in served)], 0)
        if weeks > 1:
            chosen = [(n + 1, seconds) for n, seconds in used]
            made.row(None, chosen, room)


def _count_empty(
    shape: Shape, dish: Dish, session: int, served: Sequence[tuple[int, int]], made: Linear
) -> None:
    """Count the weeks in which a session holds nothing that trains."""
    lifting = [
        (n, -1)
        for counts, ways in zip(made.picks[shape], dish.items, strict=True)
        for n, way in zip(counts, ways, strict=True)
        if any(held == session and piece.role.is_hard for held, piece in way.parts)
    ]
    empty = made.variable(len(served), IDLE)
    made.row(None, [*served, *lifting, (empty, -1)], 0)


def _costs(dish: Dish) -> list[list[Tiers]]:
    return [[way.cost for way in ways] for ways in dish.items]


def _seconds(dish: Dish) -> list[list[list[int]]]:
    if dish.menu is None:
        return []
    sessions, frame = len(dish.menu.slots), dish.menu.frame
    return [[way.seconds(sessions, frame) for way in ways] for ways in dish.items]


def _add_item(
    costs: Sequence[Tiers], served: Sequence[tuple[int, int]], weeks: int, made: Linear
) -> list[int]:
    """Count how often each way is served; of a dish of several weeks, only one way may be.

    There the variable after each count says whether its way is the chosen one.
    """
    counts: list[int] = []
    for cost in costs:
        counts.append(made.variable(weeks, cost))
        if weeks > 1:
            chosen = made.variable(1)
            made.row(None, [(counts[-1], 1), (chosen, -weeks)], 0)
    made.row(0, [*((n, 1) for n in counts), *((n, -1) for n, _ in served)], 0)
    if weeks > 1:
        made.row(1, [(n + 1, 1) for n in counts], 1)
    return counts


def _keep_apart(season: JointSeason, number: int, made: Linear) -> None:
    """Forbid demanding sessions that stand too close across a week's end, by cliques."""
    before, after = season.weeks[number], season.weeks[number + 1]
    ends = sorted({o.hard_end for o in before if o.hard_end is not None})
    for end in ends:
        late = [n for n, o in enumerate(before) if o.hard_end is not None and o.hard_end >= end]
        last = next(o for o in before if o.hard_end == end)
        early = [n for n, o in enumerate(after) if season.is_too_close(last, o)]
        if early:
            terms = [(made.options[number][n], 1) for n in late]
            terms += [(made.options[number + 1][n], 1) for n in early]
            made.row(None, terms, 1)


def _add_rhythm(
    season: JointSeason,
    number: int,
    before: Sequence[Option],
    after: Sequence[Option],
    made: Linear,
) -> None:
    """Count days and visits that differ between two neighbouring weeks."""
    for day in range(7):
        one = [(made.options[number][n], 1) for n, o in enumerate(before) if day in o.days]
        two = [(made.options[number + 1][n], 1) for n, o in enumerate(after) if day in o.days]
        if one or two:
            changed = made.variable(1, Tiers(rhythm=season.rhythm))
            for these, those in ((one, two), (two, one)):
                made.row(None, [*these, *((n, -1) for n, _ in those), (changed, -1)], 0)
    moved = made.variable(1, Tiers(rhythm=2 * season.rhythm))
    for visits in {option.visits for option in before}:
        one = [(made.options[number][n], 1) for n, o in enumerate(before) if o.visits == visits]
        two = [(made.options[number + 1][n], -1) for n, o in enumerate(after) if o.visits == visits]
        made.row(None, [*one, *two, (moved, -1)], 0)


def solution(season: JointSeason, made: Linear, values: Sequence[int]) -> Solution:
    """Read a solver's numbers as choices and filled weeks."""
    picks = [next(n for n, v in enumerate(held) if values[v]) for held in made.options]
    served = {week[n].shape for week, n in zip(season.weeks, picks, strict=True)}
    ways = {
        shape: [next(n for n, v in enumerate(counts) if values[v]) for counts in made.picks[shape]]
        for shape in served
    }
    return Solution(picks, {s: season.dishes[s].draft(ways[s]) for s in served})
