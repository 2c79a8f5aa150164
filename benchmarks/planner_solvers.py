"""The other ways to plan a season: greedy first-fit, one CP-SAT model, one HiGHS model.

Both solvers get the same rows, in stages: what matters most is settled first, then held while
the next is bettered. Building the rows is not charged to them, and the time a stage leaves goes
to the next.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final, Protocol

from ortools.linear_solver import pywraplp  # type: ignore[import-untyped] # SWIG, without stubs
from ortools.sat.python import cp_model

from benchmarks.planner_linear import Linear, Terms, linear, solution
from benchmarks.planner_model import Dish, JointSeason, Option, Solution
from ironstride.planning.tiers import Tiers

SEED: Final = 1


@dataclass(frozen=True, slots=True)
class Answer:
    """What a method found in its time: the value, or None without any; and whether it is proven."""

    value: Tiers | None
    is_proven: bool = False
    seconds: float = field(default=0.0, compare=False)


Values = tuple[list[int], bool]
"""A solution's numbers, and whether nothing better exists for the stage."""


class Solver(Protocol):
    """A solver that holds the rows of a season."""

    def hold(self, terms: Terms, most: int) -> None:
        """Add what an earlier stage reached."""

    def better(self, terms: Terms, known: list[int] | None, limit_s: float) -> Values | None:
        """Keep terms low for so long; None where nothing was found."""


def cp_sat(season: JointSeason, limit_s: float) -> Answer:
    """Solve the joint season with CP-SAT: one worker, full linear relaxation."""
    made = linear(season)
    return _in_stages(season, made, limit_s, CpSat(made))


def highs(season: JointSeason, limit_s: float) -> Answer:
    """Solve the joint season with HiGHS, as it comes with OR-Tools."""
    made = linear(season)
    return _in_stages(season, made, limit_s, Highs(made))


def _in_stages(season: JointSeason, made: Linear, limit_s: float, solver: Solver) -> Answer:
    """Better one stage after the other; the first gets all the time where it finds nothing."""
    began = time.perf_counter()
    values: list[int] | None = None
    is_proven = True
    for share, terms in zip((2 / 3, 1 / 2, 1), made.stages, strict=True):
        found = solver.better(terms, values, share * _left(began, limit_s))
        if found is None and values is None:
            found = solver.better(terms, None, _left(began, limit_s))
        if found is not None:
            values = found[0]
        if values is None:
            return Answer(None, seconds=time.perf_counter() - began)
        is_proven = is_proven and found is not None and found[1]
        solver.hold(terms, sum(values[n] * factor for n, factor in terms))
    seconds = time.perf_counter() - began
    return Answer(season.value(solution(season, made, values or ())), is_proven, seconds)


def _left(began: float, limit_s: float) -> float:
    return max(0.001, limit_s - (time.perf_counter() - began))


class CpSat:
    """CP-SAT with one worker: two on two cores do worse, and differ from run to run."""

    def __init__(self, made: Linear) -> None:
        self.model = cp_model.CpModel()
        self.variables = [self.model.new_int_var(0, upper, "") for upper in made.uppers]
        for low, row, high in made.rows:
            least = cp_model.INT32_MIN if low is None else low
            self.model.add_linear_constraint(self._line(row), least, high)

    def _line(self, terms: Terms) -> cp_model.LinearExprT:
        variables = [self.variables[n] for n, _ in terms]
        return cp_model.LinearExpr.weighted_sum(variables, [factor for _, factor in terms])

    def hold(self, terms: Terms, most: int) -> None:
        """Add what an earlier stage reached."""
        self.model.add_linear_constraint(self._line(terms), 0, most)

    def better(self, terms: Terms, known: list[int] | None, limit_s: float) -> Values | None:
        """Keep terms low for so long; None where nothing was found."""
        self.model.clear_hints()  # type: ignore[no-untyped-call] # annotated nowhere
        for variable, value in zip(self.variables, known or (), strict=known is not None):
            self.model.add_hint(variable, value)
        self.model.minimize(self._line(terms))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.linearization_level = 2
        solver.parameters.random_seed = SEED
        solver.parameters.max_time_in_seconds = limit_s
        status = solver.solve(self.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        return [solver.value(v) for v in self.variables], status == cp_model.OPTIMAL


class Highs:
    """HiGHS as OR-Tools brings it; given a first answer, this one ends the whole process."""

    def __init__(self, made: Linear) -> None:
        with _silence():
            self.solver = pywraplp.Solver.CreateSolver("HIGHS")
        self.variables = [self.solver.IntVar(0, upper, "") for upper in made.uppers]
        for low, row, high in made.rows:
            self._add(-self.solver.infinity() if low is None else low, row, high)

    def _add(self, low: float, terms: Terms, high: float) -> None:
        constraint = self.solver.Constraint(low, high)
        for n, factor in terms:
            constraint.SetCoefficient(self.variables[n], factor)

    def hold(self, terms: Terms, most: int) -> None:
        """Add what an earlier stage reached."""
        self._add(-self.solver.infinity(), terms, most)

    def better(self, terms: Terms, known: list[int] | None, limit_s: float) -> Values | None:
        """Keep terms low for so long; None where nothing was found."""
        del known
        objective = self.solver.Objective()
        objective.Clear()
        for n, factor in terms:
            objective.SetCoefficient(self.variables[n], factor)
        objective.SetMinimization()
        exact = pywraplp.MPSolverParameters()
        exact.SetDoubleParam(exact.RELATIVE_MIP_GAP, 0.0)
        self.solver.SetTimeLimit(max(1, int(limit_s * 1000)))
        with _silence():
            status = self.solver.Solve(exact)
        if status not in (pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE):
            return None
        values = [round(v.solution_value()) for v in self.variables]
        return values, status == pywraplp.Solver.OPTIMAL


@contextmanager
def _silence() -> Iterator[None]:
    """Keep the greeting of a library written in C off the screen."""
    sys.stdout.flush()
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


# --- greedy first-fit -----------------------------------------------------------------------


def greedy(season: JointSeason) -> Answer:
    """Take, week after week, the first days that may follow, and the first ways that fit.

    First means what costs least by itself; where nothing may follow, nothing is answered.
    """
    began = time.perf_counter()
    picks: list[int] = []
    before: Option | None = None
    for week in season.weeks:
        order = _cheapest_first([option.choice.cost for option in week])
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


def _cheapest_first(costs: Sequence[Tiers]) -> list[int]:
    return [n for _, n in sorted((cost, n) for n, cost in enumerate(costs))]


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
        for n in _cheapest_first([way.cost for way in ways]):
            spent = spends[number][n]
            leaves_room = sum(room) - sum(spent) >= least
            if leaves_room and all(s <= r for s, r in zip(spent, room, strict=True)):
                room = [r - s for s, r in zip(spent, room, strict=True)]
                picks.append(n)
                break
        else:
            return None
    return picks
