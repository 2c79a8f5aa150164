"""Placement and composition, solved layer by layer, against one model of everything at once.

CP-SAT and HiGHS get the season as rows over whole numbers, written by the benchmarks, and have
to prove the same tuple. Main lifts and the length of rests are given to both.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from benchmarks.planner_athletes import Runner, hard, ordinary
from benchmarks.planner_model import Dish, JointSeason, Solution, joint_season
from benchmarks.planner_solvers import Answer, cp_sat, greedy, highs

from ironstride.planning.days.place import Placement, place
from ironstride.planning.dose.fill import price_of

LIMIT_S = 60.0  # none of these needs more than two

PROVEN = (
    *(ordinary(n, weeks=3) for n in (0, 1, 3, 4, 29)),
    *(hard(n, weeks=2) for n in (4, 8, 9)),
    *(hard(n, weeks=4) for n in (1, 3, 10)),
    *(hard(n, weeks=6) for n in (6, 35, 46)),  # where a hasty search finds less
    *(ordinary(n, weeks=8) for n in (4, 6)),
)
OPEN = (hard(5, weeks=4), ordinary(1, weeks=8))


def by_name(runner: Runner) -> str:
    return runner.name


def layered(season: JointSeason) -> Placement:
    return place(season.outline, season.request, price_of(season.frames, season.kitchen))


@pytest.mark.parametrize("runner", PROVEN, ids=by_name)
def test_a_solver_that_sees_the_whole_season_proves_the_same_optimum(runner: Runner) -> None:
    season = joint_season(runner.afresh())
    placed = layered(season)
    assert placed.cost == placed.bound
    assert cp_sat(season, LIMIT_S) == Answer(placed.cost, is_proven=True)


@pytest.mark.parametrize("runner", PROVEN[:4], ids=by_name)
def test_a_second_solver_agrees(runner: Runner) -> None:
    season = joint_season(runner.afresh())
    assert highs(season, LIMIT_S) == Answer(layered(season).cost, is_proven=True)


@pytest.mark.parametrize("runner", OPEN, ids=by_name)
def test_where_the_proof_is_open_the_optimum_lies_between_bound_and_value(runner: Runner) -> None:
    season = joint_season(runner.afresh())
    placed, found = layered(season), cp_sat(season, LIMIT_S)
    assert found.is_proven
    assert found.value is not None
    assert placed.bound <= found.value <= placed.cost


@pytest.mark.parametrize("runner", PROVEN, ids=by_name)
def test_first_fit_is_never_better(runner: Runner) -> None:
    season = joint_season(runner.afresh())
    found = greedy(season).value
    assert found is None or found >= layered(season).cost


def test_a_filling_longer_than_its_session_is_refused() -> None:
    season = joint_season(ordinary(3, weeks=3).afresh())
    menu = next(dish.menu for dish in season.dishes.values() if dish.menu is not None)
    draft = Dish(menu).draft([len(ways) - 1 for ways in menu.items])
    hurried = tuple(replace(slot, minutes=1) for slot in menu.slots)
    with pytest.raises(ValueError, match="lasts longer than 1 min"):
        Dish(replace(menu, slots=hurried)).cost(draft)


def test_demanding_sessions_too_close_across_two_weeks_are_refused() -> None:
    season = joint_season(hard(4, weeks=4).afresh())
    pairs = enumerate(pairwise(season.weeks))
    week, a, b = next(
        (week, a, b)
        for week, (before, after) in pairs
        for a, one in enumerate(before)
        for b, two in enumerate(after)
        if season.is_too_close(one, two)
    )
    picks = [0] * week + [a, b] + [0] * (len(season.weeks) - week - 2)
    with pytest.raises(ValueError, match="too close"):
        season.value(Solution(picks, {}))
