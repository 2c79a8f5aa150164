"""Conflict: a smallest set of facts and rules that cannot hold together.

Minimal: asked for these alone, with everything else dropped, there is no programme; without
any one of them there is one. The set is found by leaving assumptions out while the request
stays stuck. Whether it is stuck is first asked of single weeks, which takes a millisecond
or two: a week without an open day, a race without a last session, a season without a heavy
day, a movement that nothing serves, minutes that hold no full week. Only where none of these
tells, whole programmes are tried.

Junker (2004), QUICKXPLAIN, for leaving out halves first.                      [method]
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from ironstride.core.programme import Collision, NoProgramme, Programme
from ironstride.planning.collisions.assumptions import (
    About,
    Assumption,
    assumptions,
    recalling,
    without,
)
from ironstride.planning.collisions.shortfall import Shortage, told
from ironstride.planning.collisions.stuck import Check, checks, full_weeks, lacking, minutes_short
from ironstride.planning.days.choices import sessions_wanted
from ironstride.planning.request import Request
from ironstride.planning.season.outline import Outline
from ironstride.planning.week.blocks import frames

MOST_PROGRAMMES: Final = 60  # tried, where no week by itself shows what collides
RULES: Final = (
    "pattern-coverage",
    "heavy-main-lifts",
    "clear-of-key-runs",
    "taper",
    "after-race",
    "run-first-same-day",
    "screening",
)


@dataclass(frozen=True, slots=True)
class Planner:
    """How a request is tried, and how its weeks are laid out."""

    attempt: Callable[[Request], Programme | NoProgramme]
    outline: Callable[[Request], Sequence[Outline]]


def is_stuck(request: Request, planner: Planner) -> bool:
    """Say whether single weeks already show that there is no programme; costs milliseconds."""
    weeks = planner.outline(request)
    return any(check(weeks, request) for check in checks(request))


def shown(request: Request, planner: Planner) -> tuple[Check, ...]:
    """Give what rules every programme out already in single weeks."""
    weeks = planner.outline(request)
    return tuple(check for check in checks(request) if check(weeks, request))


# --- the smallest set -----------------------------------------------------------------------

One = TypeVar("One")
Core = tuple[Assumption, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A minimal set that cannot hold together, the request for it alone, and what shows it."""

    core: Core
    alone: Request
    check: Check | None


def as_collision(conflict: Conflict, request: Request, planner: Planner) -> Collision:
    """Tell a conflict in sentences, with the rules it touches; what would help is still to try."""
    rules = dict.fromkeys(one.rule for one in conflict.core if one.rule is not None)
    lack = _lack(conflict, planner)
    message = told(conflict.core, request, lack)
    return Collision(tuple(rules) or ("sessions-per-week",), message, ())


def _lack(conflict: Conflict, planner: Planner) -> Shortage:
    """Say which movements, or how many minutes, the first full week lacks that lacks any."""
    asked = conflict.alone
    weeks = planner.outline(asked)
    blocks = frames(weeks, asked)
    for week, slots in full_weeks(weeks, asked):
        needs = lacking(slots, week, asked)
        if needs:
            return Shortage(needs)
        short = minutes_short(slots, sessions_wanted(week, asked), blocks[week.block])
        if short:
            return Shortage((), short)
    return Shortage()


def conflicts(request: Request, rules: Sequence[str], planner: Planner) -> tuple[Conflict, ...]:
    """Find what collides: each a minimal set, told by what shows it; empty where nothing does.

    What would still collide once every fact of a first set has changed is a further one.
    `rules` are those that the planner named.
    """
    named = [rule for rule in rules if rule in request.catalogue.rules]
    every = assumptions(request, (*RULES, *named))
    found: list[Conflict] = []
    for check in shown(recalling(request, request), planner):
        changed = [a for one in found for a in one.core if a.about is not About.RULE]
        left = tuple(a for a in every if a not in changed)
        conflict = _shown_by(check, left, every, request, planner)
        if conflict is not None:
            found.append(conflict)
    tried = () if found else _tried(every, request, planner)
    return (*found, *tried)


def _shown_by(
    check: Check, left: Core, every: Core, request: Request, planner: Planner
) -> Conflict | None:
    def stays(kept: Sequence[Assumption]) -> bool:
        asked = only(kept, every, request)
        return check(planner.outline(asked), asked)

    core = smallest(left, stays) if stays(left) else ()
    leaves = (tuple(a for a in core if a is not one) for one in core)
    if not core or any(is_stuck(only(kept, every, request), planner) for kept in leaves):
        return None
    return Conflict(core, only(core, every, request), check)


def _tried(listed: Core, request: Request, planner: Planner) -> tuple[Conflict, ...]:
    """Try whole programmes, where no week by itself shows what collides."""
    left = MOST_PROGRAMMES

    def stays(kept: Sequence[Assumption]) -> bool:
        nonlocal left
        left -= 1
        return left >= 0 and _has_none(only(kept, listed, request), planner)

    core = smallest(listed, stays)
    is_found = core and left >= 0
    return (Conflict(core, only(core, listed, request), None),) if is_found else ()


def _has_none(request: Request, planner: Planner) -> bool:
    return isinstance(planner.attempt(anew(request)), NoProgramme)


def anew(request: Request) -> Request:
    """Ask the same with nothing remembered, as a programme must be asked for."""
    return request.with_athlete(request.athlete)


def only(kept: Sequence[Assumption], listed: Core, request: Request) -> Request:
    """Ask for these assumptions alone."""
    ids = {assumption.id for assumption in kept}
    return without([a for a in listed if a.id not in ids], request)


def smallest(members: Sequence[One], stays: Callable[[Sequence[One]], bool]) -> tuple[One, ...]:
    """Leave out whatever can be left out, halves first; empty when all of it can.

    What is left is minimal even where leaving out more can make a request stuck again: at
    the end no single member can be left out.

    >>> smallest("abcdef", lambda kept: {"b", "e"} <= set(kept))
    ('b', 'e')
    """
    kept = tuple(members)
    chunks = [kept]
    while chunks:
        chunk = chunks.pop()
        trial = tuple(one for one in kept if one not in chunk)
        if stays(trial):
            kept = trial
        elif len(chunk) > 1:
            half = len(chunk) // 2
            chunks += [chunk[:half], chunk[half:]]
    return _without_singles(kept, stays)


def _without_singles(
    kept: tuple[One, ...], stays: Callable[[Sequence[One]], bool]
) -> tuple[One, ...]:
    for one in kept:
        left = tuple(other for other in kept if other is not one)
        if stays(left):
            return _without_singles(left, stays)
    return kept
