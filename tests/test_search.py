"""The search: one alternative per item within the sessions' minutes, at the least cost."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ironstride.planning.certificate import certificate
from ironstride.planning.tiers import Tiers, total, unpacked
from ironstride.planning.week.search import IMPOSSIBLE, Item, search

Spelled = list[tuple[tuple[int, ...], int]]  # seconds in each session, and cost


def item(*alternatives: tuple[tuple[int, ...], int]) -> Item:
    seconds, costs = zip(*alternatives, strict=True)
    return Item(np.array(seconds, dtype=np.int64), np.array(costs, dtype=np.int64))


def by_hand(items: list[Spelled], room: tuple[int, ...]) -> int | None:
    """Try every combination."""
    costs = []
    for ways in product(*items):
        used = [sum(way[0][n] for way in ways) for n in range(len(room))]
        if all(u <= r for u, r in zip(used, room, strict=True)):
            costs.append(sum(cost for _, cost in ways))
    return min(costs, default=None)


@st.composite
def puzzles(draw: st.DrawFn) -> tuple[list[Spelled], tuple[int, ...]]:
    sessions = draw(st.integers(1, 3))
    seconds = st.tuples(*[st.integers(0, 30)] * sessions)
    way = st.tuples(seconds, st.integers(0, 50))
    items = draw(st.lists(st.lists(way, min_size=1, max_size=4), min_size=1, max_size=4))
    return items, draw(st.tuples(*[st.integers(0, 60)] * sessions))


@given(puzzles())
@settings(max_examples=200, deadline=None)
def test_nothing_cheaper_fits_than_what_is_found(
    puzzle: tuple[list[Spelled], tuple[int, ...]],
) -> None:
    items, room = puzzle
    found = search([item(*ways) for ways in items], room, known=None, effort=10_000)
    best = by_hand(items, room)
    assert (found.cost if found.picks is not None else None) == best
    assert found.is_proven


@given(puzzles(), st.integers(1, 3))
@settings(max_examples=200, deadline=None)
def test_with_little_effort_the_bound_still_holds(
    puzzle: tuple[list[Spelled], tuple[int, ...]], effort: int
) -> None:
    items, room = puzzle
    found = search([item(*ways) for ways in items], room, known=None, effort=effort)
    best = by_hand(items, room)
    if best is not None:
        assert found.bound <= best <= found.cost


@given(puzzles())
@settings(max_examples=100, deadline=None)
def test_what_is_picked_fits_and_costs_what_is_said(
    puzzle: tuple[list[Spelled], tuple[int, ...]],
) -> None:
    items, room = puzzle
    found = search([item(*ways) for ways in items], room, known=None, effort=50)
    if found.picks is not None:
        ways = [options[n] for options, n in zip(items, found.picks, strict=True)]
        assert sum(cost for _, cost in ways) == found.cost
        assert all(sum(way[0][n] for way in ways) <= r for n, r in enumerate(room))


def test_an_answer_that_is_known_is_only_bettered() -> None:
    items = [item(((5,), 3), ((2,), 7))]
    assert search(items, (5,), known=3, effort=10).picks is None
    assert search(items, (5,), known=4, effort=10).picks == (0,)


def test_where_nothing_fits_nothing_is_picked() -> None:
    found = search([item(((9,), 1))], (8,), known=None, effort=10)
    assert (found.picks, found.cost) == (None, int(IMPOSSIBLE))


TIERS = st.builds(Tiers, st.just(0), *[st.integers(0, 4_000)] * 5)


@given(TIERS, TIERS)
def test_packed_weeks_compare_like_their_tiers(one: Tiers, other: Tiers) -> None:
    assert (one.packed < other.packed) is (one < other)
    assert unpacked(one.packed) == one


@given(st.lists(TIERS, max_size=60))
def test_packed_seasons_add_up_like_their_tiers(weeks: list[Tiers]) -> None:
    upper = sum(week.halves[0] for week in weeks)
    lower = sum(week.halves[1] for week in weeks)
    assert Tiers.from_halves(upper, lower) == total(weeks)


@pytest.mark.parametrize(
    ("bound", "told"),
    [
        (Tiers(dose=9, rhythm=4), [0, 0, 0, 9, 4, 0]),
        (Tiers(dose=8, rhythm=40), [0, 0, 0, 8, None, None]),
        (Tiers(dose=9, rhythm=3), [0, 0, 0, 9, 3, None]),
    ],
)
def test_a_bound_speaks_up_to_the_first_tier_it_leaves_open(
    bound: Tiers, told: list[int | None]
) -> None:
    assert [v.bound for v in certificate(Tiers(dose=9, rhythm=4), bound)] == told
