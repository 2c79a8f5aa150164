"""The hard rules of the week: how often, on which days and hours, for how long, of what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final

from ironstride.core.calendar import hours_between
from ironstride.core.exercise import Category
from ironstride.core.programme import Role, Session
from ironstride.core.run import PlannedRun
from ironstride.planning.checks.finished import Breach, Plan
from ironstride.planning.days.choices import must_cover, sessions_wanted
from ironstride.planning.days.obstacles import next_key_run
from ironstride.planning.week.needs import COVERAGE, SERVES, Need

EXPLOSIVE: Final = frozenset({Category.PLYOMETRIC, Category.POWER})
LOOSENING: Final = frozenset({Role.WARM_UP, Role.STRETCH})


def sessions_per_week(plan: Plan) -> Iterator[Breach]:
    """Lift on no more days than the phase allows, the athlete asks for and offers."""
    for outline, week in plan.weeks:
        most, held = sessions_wanted(outline, plan.request), len(week.sessions)
        if held > most:
            yield plan.too_much(
                "sessions-per-week",
                f"({week.phase}) holds {held} sessions; {most} are the most",
                week,
            )


def clear_of_key_runs(plan: Plan) -> Iterator[Breach]:
    """Leave 24 h, or 48 h while the work is new, between hard legs and the next key run."""
    numbers = plan.request.policy.placement
    returns = tuple(plan.returns())
    for outline, week in plan.weeks:
        block = max(outline.block_start, plan.programme.start)
        for session in filter(plan.loads_legs, week.sessions):
            is_new = any(_is_new(session, since, plan) for since in (block, *returns))
            wanted = numbers.clear_of_key_run_new_block_h if is_new else numbers.clear_of_key_run_h
            run = next_key_run(session.end, plan.request)
            if run is None:
                continue
            gap = hours_between(session.end, run.start)
            if gap < wanted:
                what = f"ends {int(gap)} h before the {run.kind} run; leave {wanted:g} h"
                yield plan.broken_by("clear-of-key-runs", what, session)


def _is_new(session: Session, since: date, plan: Plan) -> bool:
    days = (session.start.date() - since).days
    return 0 <= days < plan.request.policy.placement.new_block_days


def run_first_same_day(plan: Plan) -> Iterator[Breach]:
    """Lift after the day's runs, hours later unless back to back is wished for."""
    for session in plan.programme.sessions:
        for run in plan.request.runs_by_day.get(session.start.date(), ()):
            gap, least = hours_between(run.end, session.start), _hours_after(run, session, plan)
            if gap < least:
                what = f"starts {gap:.1f} h after the {run.kind} run; wait {least:g} h"
                yield plan.broken_by("run-first-same-day", what, session)


def _hours_after(run: PlannedRun, session: Session, plan: Plan) -> float:
    """Say how long a session waits after a run. [h]"""
    numbers = plan.request.policy.placement
    if plan.request.athlete.preferences.back_to_back_after_easy and not run.is_key:
        return 0.0
    work = [plan.exercise(p) for p in session.exercises if p.role not in LOOSENING]
    is_explosive = bool(work) and all(exercise.category in EXPLOSIVE for exercise in work)
    return numbers.explosive_after_run_h if is_explosive else numbers.after_run_h


def heavy_days_apart(plan: Plan) -> Iterator[Breach]:
    """Leave 48 h between sessions that load the legs hard."""
    least = plan.request.policy.placement.heavy_days_apart_h
    hard = [session for session in plan.programme.sessions if plan.loads_legs(session)]
    for first, second in pairwise(hard):
        gap = hours_between(first.end, second.start)
        if gap < least:
            what = f"loads the legs {int(gap)} h after the last such session; leave {least:g} h"
            yield plan.broken_by("heavy-days-apart", what, first, second)


def minutes(plan: Plan) -> Iterator[Breach]:
    """Lift on days that are offered, and no longer than they are."""
    for session in plan.programme.sessions:
        offer = plan.request.offer_on(session.start.date())
        if offer is None:
            yield plan.broken_by("minutes", "stands on a day that is not offered", session)
        elif session.minutes > offer.minutes:
            what = f"takes {session.minutes} of {offer.minutes} min"
            yield plan.broken_by("minutes", what, session)


def equipment(plan: Plan) -> Iterator[Breach]:
    """Train where the day's offer is, and use only what stands there."""
    athlete = plan.request.athlete
    for session in plan.programme.sessions:
        offer = plan.request.offer_on(session.start.date())
        if offer is not None and session.place != offer.place:
            what = f"is at {session.place}, but the day offers {offer.place}"
            yield plan.broken_by("equipment", what, session)
        is_known = session.place in athlete.places
        there = athlete.equipment_at(session.place) if is_known else frozenset({"none"})
        for p in session.exercises:
            missing = plan.exercise(p).equipment - there
            if missing:
                what = f"holds {p.exercise}, which needs {', '.join(sorted(missing))}"
                yield plan.broken_by("equipment", what, session)


def pattern_coverage(plan: Plan) -> Iterator[Breach]:
    """Hold at least one hard set of every movement in each full training week."""
    for outline, week in plan.weeks:
        if not must_cover(outline, week.sessions, plan.request):
            continue
        done = [plan.exercise(p) for s in week.sessions for p in s.exercises if p.role.is_hard]
        for need in COVERAGE:
            if not any(SERVES[need](exercise) for exercise in done):
                yield plan.too_little("pattern-coverage", f"lacks {Need(need)}", week)
