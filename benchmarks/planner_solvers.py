"""The other ways to plan a season: greedy first-fit, one CP-SAT model, one HiGHS model.

Both solvers get the same rows, in stages: what matters most is settled first, then held while
the next is bettered. Building the rows is not charged to them, and the time a stage leaves goes
to the next.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ortools.linear_solver import pywraplp
from ortools.sat.python import cp_model

from benchmarks.planner_linear import Linear, Terms, linear, solution
from benchmarks.planner_model import Dish, JointSeason, Option, Solution
from ironstride.planning.tiers import Tiers

SEED: Final = 1
LEAST_S: Final = 0.02  # sooner than this no solver says anything


@dataclass(frozen=True, slots=True)
class Answer:
    """What a method found in its time: the value, or None without any; and whether it is proven."""

    value: Tiers | None
    is_proven: bool = False
    seconds: float = 0.0


Values = tuple[list[int], bool]
"""A solution's numbers, and whether nothing better exists for the stage."""

Stage = Callable[[Linear, Terms, list[tuple[Terms, int]], list[int] | None, float], Values | None]
"""Keep one objective low within seconds, others held, from a solution known before."""


def cp_sat(season: JointSeason, limit_s: float) -> Answer:
    """Solve the joint season with CP-SAT: one worker, full linear relaxation."""
    made = linear(season)
    return _in_stages(season, made, limit_s, _cp_sat_stage)


def highs(season: JointSeason, limit_s: float) -> Answer:
    """Solve the joint season with HiGHS, as it comes with OR-Tools."""
    made = linear(season)
    return _in_stages(season, made, limit_s, _highs_stage)


def _in_stages(season: JointSeason, made: Linear, limit_s: float, solve: Stage) -> Answer:
    began = time.perf_counter()
    held: list[tuple[Terms, int]] = []
    values: list[int] | None = None
    is_proven = True
    for left, terms in zip((3, 2, 1), made.stages, strict=True):
        rest = limit_s - (time.perf_counter() - began)
        if rest < LEAST_S:
            is_proven = False
            break
        share = rest if left == 1 else rest * (1 - 1 / left)
        found = solve(made, terms, held, values, share)
        if found is not None:
            values = found[0]
        is_proven = is_proven and found is not None and found[1]
        if values is None:
            break
        held.append((terms, sum(values[n] * factor for n, factor in terms)))
    seconds = time.perf_counter() - began
    if values is None:
        return Answer(None, seconds=seconds)
    return Answer(season.value(solution(season, made, values)), is_proven, seconds)


def _cp_sat_stage(
    made: Linear,
    terms: Terms,
    held: list[tuple[Terms, int]],
    hint: list[int] | None,
    limit_s: float,
) -> Values | None:
    model = cp_model.CpModel()
    variables = [model.new_int_var(0, upper, "") for upper in made.uppers]

    def line(row: Terms) -> cp_model.LinearExpr:
        return cp_model.LinearExpr.weighted_sum(
            [variables[n] for n, _ in row], [factor for _, factor in row]
        )

    for low, row, high in made.rows:
        least = cp_model.INT32_MIN if low is None else low
        model.add_linear_constraint(line(row), least, high)
    for row, value in held:
        model.add_linear_constraint(line(row), 0, value)
    for number, value in enumerate(hint or ()):
        model.add_hint(variables[number], value)
    model.minimize(line(terms))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.random_seed = SEED
    solver.parameters.max_time_in_seconds = limit_s
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return [solver.value(v) for v in variables], status == cp_model.OPTIMAL


def _highs_stage(
    made: Linear,
    terms: Terms,
    held: list[tuple[Terms, int]],
    _hint: list[int] | None,  # taking one, this HiGHS ends the whole process
    limit_s: float,
) -> Values | None:
    solver = pywraplp.Solver.CreateSolver("HIGHS")
    variables = [solver.IntVar(0, upper, "") for upper in made.uppers]
    rows = [*made.rows, *((None, row, value) for row, value in held)]
    for low, row, high in rows:
        constraint = solver.Constraint(-solver.infinity() if low is None else low, high)
        for n, factor in row:
            constraint.SetCoefficient(variables[n], factor)
    objective = solver.Objective()
    for n, factor in terms:
        objective.SetCoefficient(variables[n], factor)
    objective.SetMinimization()
    solver.SetTimeLimit(int(limit_s * 1000))
    exact = pywraplp.MPSolverParameters()
    exact.SetDoubleParam(exact.RELATIVE_MIP_GAP, 0.0)
    status = solver.Solve(exact)
    if status not in (pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE):
        return None
    return [round(v.solution_value()) for v in variables], status == pywraplp.Solver.OPTIMAL


# --- greedy first-fit -----------------------------------------------------------------------


def greedy(season: JointSeason) -> Answer:
    """Take, week after week, the first days that may follow, and the first ways that fit.

    First means what costs least by itself; where nothing may follow, nothing is answered.
    """
    began = time.perf_counter()
    picks: list[int] = []
    before: Option | None = None
    for week in season.weeks:
        order = sorted(range(len(week)), key=lambda n, week=week: (week[n].choice.cost, n))
        fits = [n for n in order if before is None or not season.is_too_close(before, week[n])]
        if not fits:
            return Answer(None)
        picks.append(fits[0])
        before = week[fits[0]]
    served = {week[n].shape for week, n in zip(season.weeks, picks, strict=True)}
    ways = {shape: _first_fit(season.dishes[shape]) for shape in served}
    if any(way is None for way in ways.values()):
        return Answer(None)
    drafts = {shape: season.dishes[shape].draft(way or ()) for shape, way in ways.items()}
    return Answer(season.value(Solution(picks, drafts)), seconds=time.perf_counter() - began)


def _first_fit(dish: Dish) -> list[int] | None:
    """Take each movement's cheapest way that leaves room for the least of what follows."""
    if dish.menu is None:
        return []
    sessions = len(dish.menu.slots)
    room, picks = dish.room, list[int]()
    spends = [[way.seconds(sessions, dish.menu.frame) for way in ways] for ways in dish.items]
    later = [min(sum(spent) for spent in spents) for spents in spends]
    for number, ways in enumerate(dish.items):
        least = sum(later[number + 1 :])
        for n in sorted(range(len(ways)), key=lambda n, ways=ways: (ways[n].cost, n)):
            spent = spends[number][n]
            leaves_room = sum(room) - sum(spent) >= least
            if leaves_room and all(s <= r for s, r in zip(spent, room, strict=True)):
                room = [r - s for s, r in zip(spent, room, strict=True)]
                picks.append(n)
                break
        else:
            return None
    return picks
