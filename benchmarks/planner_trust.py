"""What one may rely on: the checker, minimal collisions, the same bytes."""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from itertools import count as numbers
from multiprocessing import Pool
from typing import Final

from benchmarks.planner_athletes import asked, ordinary_profile, runners
from benchmarks.planner_figures import Goal, at_most, timed
from checker import violations  # the tests' folder is known by now
from ironstride.app.library import plan_many
from ironstride.core.programme import NoProgramme, Programme
from ironstride.formats import json_programme
from ironstride.planning.collisions.assumptions import assumptions
from ironstride.planning.collisions.conflict import RULES, Conflict, Planner, anew, conflicts, only
from ironstride.planning.plan import attempt, outline_for, plan
from ironstride.planning.request import Request
from random_athletes import random_profile

EXPLAINED_S: Final = 0.2
WEEKS: Final = (4, 52)


# --- the checker ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether an athlete got a programme, and which rules it breaks."""

    is_programme: bool
    broken: tuple[str, ...]


def checked(number: int) -> Checked:
    """Plan for a random athlete, and let the checker read the programme.

    Even numbers are hard lives, odd ones ordinary runners of any season.
    """
    weeks = random.Random(number).randint(*WEEKS)
    text = ordinary_profile(number, weeks) if number % 2 else random_profile(number)
    made = attempt(asked(text, number))
    if isinstance(made, NoProgramme):
        return Checked(is_programme=False, broken=())
    found = violations(text, json.loads(json_programme.write(made)))
    return Checked(is_programme=True, broken=tuple(f"{number}: {told}" for told in found))


def checker_goals(count: int, seed: int) -> Iterator[Goal]:
    """Ask for zero violations of very many."""
    first = seed * 1_000_000
    with Pool(2) as pool:
        results = pool.imap_unordered(checked, range(first, first + count), chunksize=10)
        found, seconds = timed(lambda: list(results))
    broken = [told for result in found for told in result.broken]
    programmes = sum(result.is_programme for result in found)
    figure = f"{len(broken)} violations in {programmes:,} programmes, {count / seconds:.0f}/s"
    yield Goal(f"{count:,} random athletes: the checker finds nothing", figure, not broken)
    for told in broken[:5]:
        yield Goal("  broken", told)


# --- collisions -----------------------------------------------------------------------------


@cache
def _stuck(count: int, seed: int) -> tuple[Request, ...]:
    """Find athletes for whom there is no programme."""
    found: list[Request] = []
    for number in numbers(1000 * seed):
        request = asked(random_profile(number), number)
        if isinstance(attempt(request), NoProgramme):
            found.append(anew(request))
        if len(found) == count:
            break
    return tuple(found)


def collision_goals(count: int, seed: int) -> Iterator[Goal]:
    """Time the explanation, and try each set of collisions less one of its members."""
    stuck = _stuck(count, seed)
    took = [timed(partial(plan, request))[1] for request in stuck]
    yield at_most("a collision explained, ways out tried", took, EXPLAINED_S, "s")
    planner = Planner(attempt, outline_for)
    sets = [(r, one) for r in stuck for one in conflicts(anew(r), (), planner)]
    minimal = Counter(_is_minimal(one, request) for request, one in sets)
    figure = f"{minimal[True]} of {len(sets)} sets, of {len(stuck)} athletes"
    yield Goal("each set minimal: less any member there is a programme", figure, not minimal[False])


def _is_minimal(conflict: Conflict, request: Request) -> bool:
    every = assumptions(request, RULES)
    leaves = [[a for a in conflict.core if a is not one] for one in conflict.core]
    return isinstance(attempt(anew(conflict.alone)), NoProgramme) and all(
        isinstance(attempt(anew(only(kept, every, request))), Programme) for kept in leaves
    )


# --- the same bytes -------------------------------------------------------------------------


def byte_goals(count: int, seed: int) -> Iterator[Goal]:
    """Plan for the same athletes twice, and in one process or two."""
    hashes = [_hash(count, seed, processes) for processes in (1, 1, 2)]
    figure = ", ".join(one[:10] for one in hashes)
    yield Goal("the same bytes: twice, and with two processes", figure, len(set(hashes)) == 1)


def _hash(count: int, seed: int, processes: int) -> str:
    asked_for = [runner.afresh() for runner in runners(count, weeks=16, seed=seed)]
    made = hashlib.sha256()
    for outcome in plan_many(asked_for, processes=processes):
        made.update(json_programme.write(outcome).encode())
    return made.hexdigest()
