"""How good: what is proven, what a longer search still finds, and who is best in equal time."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from benchmarks.planner_athletes import Runner, runners
from benchmarks.planner_figures import Goal, timed
from benchmarks.planner_model import JointSeason, Shape, Solution, cooked, joint_season
from benchmarks.planner_solvers import Answer, cp_sat, greedy, highs
from ironstride.core.programme import Programme
from ironstride.planning.days.obstacles import Slot
from ironstride.planning.days.place import place
from ironstride.planning.dose.fill import price_of
from ironstride.planning.plan import attempt, outline_for
from ironstride.planning.request import EFFORT, PROVING_EFFORT, Request
from ironstride.planning.tiers import Tiers
from ironstride.planning.week.blocks import with_main_lifts
from ironstride.planning.week.draft import Draft
from ironstride.planning.week.kitchen import Kitchen

LENGTHS: Final = (8, 12, 16, 24)
MOST_GAP: Final = 3.0  # percent
LEAST_BEST: Final = 95.0  # percent
EFFORTS: Final = {0.2: 200, 1.0: EFFORT, 5.0: 20_000}  # by the seconds that all may take


def ours(season: JointSeason, effort: int) -> Answer:
    """Place and compose a season as the planner does, and count it like any other's."""
    request = replace(season.request, effort=effort)
    (slots, drafts, is_proven), seconds = timed(lambda: _layered(season, request))
    value = season.value(Solution(season.placed(slots), drafts))
    return Answer(value, is_proven, seconds)


Layered = tuple[Sequence[tuple[Slot, ...]], dict[Shape, Draft | None], bool]
"""The days, what fills them, and whether nothing better exists."""


def _layered(season: JointSeason, request: Request) -> Layered:
    """Do all that takes the planner time; main lifts are those of the season, for all alike."""
    weeks, kitchen = outline_for(request), Kitchen()
    with_main_lifts(weeks, place(weeks, request).slots, request, kitchen)
    frames = {n: replace(frame, request=request) for n, frame in season.frames.items()}
    placed = place(weeks, request, price_of(frames, kitchen))
    drafts: dict[Shape, Draft | None] = {}
    for week, options, n in zip(weeks, season.weeks, season.placed(placed.slots), strict=True):
        made = cooked(week, options[n].choice.slots, frames, kitchen)
        drafts[options[n].shape] = None if made is None else made.draft
    return placed.slots, drafts, placed.cost == placed.bound


# --- proven, or how far from the best that is known -----------------------------------------


def quality_goals(count: int, seed: int, limit_s: float) -> Iterator[Goal]:
    """Say for each length what is proven, and what is left where nothing is."""
    for weeks in LENGTHS:
        people = runners(count, weeks=weeks, seed=seed)
        opened = [runner for runner in people if not _is_proven(runner)]
        share = 100 * (1 - len(opened) / len(people))
        yield Goal(f"{weeks} weeks: proven optimal", f"{share:.0f} % of {len(people)}")
        gaps = [_gap(runner, limit_s) for runner in opened]
        told = "none is open"
        if gaps:
            told = f"{statistics.median(gaps):.2g} %, worst {max(gaps):.2g} %, of {len(gaps)}"
        holds = not gaps or statistics.median(gaps) <= MOST_GAP
        yield Goal(f"  the open ones, to the best known (at most {MOST_GAP:g} %)", told, holds)


def _is_proven(runner: Runner) -> bool:
    made = attempt(runner.afresh())
    return isinstance(made, Programme) and all(tier.is_proven for tier in made.certificate)


def _gap(runner: Runner, limit_s: float) -> float:
    """Compare with a hundred times the effort, and with CP-SAT in its time. [%]"""
    season = joint_season(runner.afresh())
    mine = ours(season, EFFORT).value
    others = [ours(season, PROVING_EFFORT).value, cp_sat(season, limit_s).value]
    best = min(value for value in (mine, *others) if value is not None)
    return 0.0 if mine is None else dose_gap(mine, best)


def dose_gap(value: Tiers, best: Tiers) -> float:
    """Say how much more the first of the dose tiers that differs leaves to be wished for. [%]

    >>> dose_gap(Tiers(essential=4, dose=51), Tiers(essential=4, dose=50))
    2.0
    """
    for mine, least in zip(_dosed(value), _dosed(best), strict=True):
        if mine != least:
            return 100.0 * (mine - least) / max(1, least)
    return 0.0


def _dosed(value: Tiers) -> tuple[int, int, int]:
    return value.sessions, value.essential, value.dose


# --- side by side ---------------------------------------------------------------------------

METHODS: Final = ("ours", "greedy", "CP-SAT", "HiGHS")


@dataclass(frozen=True, slots=True)
class Match:
    """What each method had found when its time was over."""

    runner: Runner
    limit_s: float
    values: Mapping[str, Tiers | None]

    @property
    def best(self) -> set[str]:
        """The methods that nothing beats; several where they are alike."""
        known = [value for value in self.values.values() if value is not None]
        return {name for name, value in self.values.items() if known and value == min(known)}


def matches(count: int, seed: int, most_s: float) -> list[Match]:
    """Let all methods plan for the same athletes, a quarter of whom train for each length."""
    limits = tuple(limit for limit in EFFORTS if limit <= most_s)
    each = -(-count // len(LENGTHS))
    people = [
        runner
        for number, weeks in enumerate(LENGTHS)  # other people for each length
        for runner in runners(each, weeks=weeks, seed=len(LENGTHS) * seed + number)
    ]
    return [match for runner in people for match in _of(runner, limits)]


def _of(runner: Runner, limits: Sequence[float]) -> Iterator[Match]:
    season = joint_season(runner.afresh())
    ours(season, 0)  # what is loaded once is loaded now
    mine = [ours(season, effort) for effort in (0, *(EFFORTS[limit] for limit in limits))]
    quick = greedy(season).value
    for limit_s in limits:
        in_time = [answer.value for answer in mine if answer.seconds <= limit_s]
        others = {"CP-SAT": cp_sat(season, limit_s).value, "HiGHS": highs(season, limit_s).value}
        best = min((value for value in in_time if value is not None), default=None)
        yield Match(runner, limit_s, {"ours": best, "greedy": quick} | others)


def match_goals(played: Sequence[Match]) -> Iterator[Goal]:
    """Say on how many athletes each method is best, alone or with others."""
    for limit_s in sorted({match.limit_s for match in played}):
        rows = [match for match in played if match.limit_s == limit_s]
        won = Counter(name for row in rows for name in row.best)
        alone = sum(row.best == {"ours"} for row in rows)
        none = {n: sum(row.values[n] is None for row in rows) for n in METHODS}
        told = ", ".join(f"{n} {won[n]}" + f" ({none[n]} without)" * bool(none[n]) for n in METHODS)
        share = 100 * won["ours"] / len(rows)
        what = f"{limit_s:g} s each: ours is best on {LEAST_BEST:g} % at the least"
        yield Goal(what, f"{share:.0f} % ({alone} alone); {told}", share >= LEAST_BEST)
        lost = [row for row in rows if "ours" not in row.best]
        for row in lost[:3]:
            values = {n: v and tuple(v) for n, v in row.values.items() if n in {"ours", *row.best}}
            yield Goal(f"  lost: {row.runner.name}", f"{values}")
