"""Evidence: now and then the last set of a main lift is a test, so that strength can be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from ironstride.core.athlete import Athlete
from ironstride.core.calendar import hours_between
from ironstride.core.policy import StrengthTestPolicy
from ironstride.core.programme import HEAVY_BLOCKS, PhaseName, Prescription, Role, Session
from ironstride.planning.dose.budget import Done
from ironstride.planning.dose.load import ADULT
from ironstride.planning.request import Request
from ironstride.planning.season.outline import Outline

RULE: Final = "test-sets"
SIXTY: Final = 60


def wants_tests(week: Outline, past: Sequence[Done], request: Request) -> bool:
    """Whether a week is to test strength.                          [test-sets: choice]

    A loading week of a heavy block whose work is no longer new, some weeks after the last
    test; never while something hurts, and only where there is a log that it would sharpen.
    """
    numbers = request.policy
    if not request.strength or request.athlete.health.complaints or request.followed:
        return False
    is_building = week.phase in HEAVY_BLOCKS and not week.is_light
    is_new = (week.start - week.block_start).days < numbers.placement.new_block_days
    tested = (week.start - done.week.start for done in past if done.tests)
    is_early = any(gap.days < 7 * numbers.strength_tests.every_weeks for gap in tested)
    return is_building and not is_new and not is_early


def with_test(
    session: Session, week: Outline, request: Request, *, tested: Iterable[str], minutes: int
) -> Session:
    """Let the last set of the least surely known main lift go on, where minutes and runs allow.

    `tested` are lifts that this week tests already, `minutes` is what the day offers.
    """
    if not _is_clear_of_key_runs(session, request):
        return session
    known = (p for p in session.exercises if _can_test(p, request) and p.exercise not in {*tested})
    lift = max(known, key=lambda p: _how_unsure(p, request), default=None)
    if lift is None:
        return session
    longer = session.minutes + _minutes_more(lift, request)
    if longer > minutes:
        return session
    leaves = reserve_left(request.athlete, request, week.phase)
    test = replace(lift, test_leaves=leaves, reasons=(*lift.reasons, RULE))
    exercises = tuple(test if p is lift else p for p in session.exercises)
    return replace(session, exercises=exercises, minutes=longer)


def reserve_left(athlete: Athlete, request: Request, phase: PhaseName) -> int:
    """Say how many repetitions a test leaves in reserve: never less than its phase asks for."""
    dose = request.policy.dose
    is_strength = phase is PhaseName.MAX_STRENGTH
    limits = dose.heavy_limits if is_strength else dose.keep_limits
    age = athlete.age_on(request.start)
    return max(limits.rir_least, _leaves_at(age, request.policy.strength_tests))


def _leaves_at(age: int, numbers: StrengthTestPolicy) -> int:
    if age < ADULT:
        return numbers.leaves_under_18
    return numbers.leaves_from_60 if age >= SIXTY else numbers.leaves


def _is_clear_of_key_runs(session: Session, request: Request) -> bool:
    least = request.policy.strength_tests.clear_of_key_run_h
    starts = (start for start, _ in request.key_run_starts if start >= session.end)
    following = next(starts, None)
    return following is None or hours_between(session.end, following) >= least


def _can_test(p: Prescription, request: Request) -> bool:
    is_known = p.exercise in request.strength and p.load.kg is not None
    return p.role is Role.MAIN and p.reps is not None and is_known


def _how_unsure(p: Prescription, request: Request) -> float:
    """Compare how wide the estimates are, as a share of 1RM."""
    estimate = request.strength[p.exercise]
    wide = estimate.likely.high - estimate.likely.low
    return wide / max(1.0, estimate.one_rep_max.value)


def _minutes_more(p: Prescription, request: Request) -> int:
    """Say how much longer a test may take than the set it replaces. [min]"""
    dose = request.policy.dose
    sides = 2 if p.per_side else 1
    seconds = request.policy.strength_tests.reps_more * dose.seconds_per_rep * sides
    return -int(-seconds // 60)
