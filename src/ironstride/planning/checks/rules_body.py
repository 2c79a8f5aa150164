"""The hard rules that spare the body: warming up, turning, balancing, screening."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ironstride.core.exercise import Category, Degree, Exercise
from ironstride.core.programme import Prescription, Role, Session
from ironstride.core.spelling import listed
from ironstride.planning.checks.finished import Breach, Plan
from ironstride.planning.days.hard_legs import is_heavy_set

BALANCING: Final = frozenset({Category.BALANCE, Category.FOOT_CORE})
ADULT: Final = 18


def warm_up(plan: Plan) -> Iterator[Breach]:
    """Put rising sets of the same lift before every heavy main lift."""
    dose = plan.request.policy.dose
    for session in plan.programme.sessions:
        for number, p in enumerate(session.exercises):
            if p.role is not Role.MAIN or not is_heavy_set(p, dose):
                continue
            steps = _steps_to(p, session.exercises[:number])
            if len(steps) < len(dose.ramp_percent_of_load) or steps != sorted(set(steps)):
                yield plan.broken_by("warm-up", f"holds {p.exercise} without a ramp", session)


def _steps_to(lift: Prescription, before: Sequence[Prescription]) -> list[float]:
    """List how heavy the warm-up sets of a lift are: in % of 1RM, else in kg."""
    loads = [q.load for q in before if q.exercise == lift.exercise and q.role is Role.WARM_UP]
    percents = [float(load.percent_1rm) for load in loads if load.percent_1rm is not None]
    return percents or [load.kg.value for load in loads if load.kg is not None]


def no_loaded_torsion(plan: Plan) -> Iterator[Breach]:
    """Turn the spine without a heavy load, lightly, rested, and not while the back is sore."""
    for session in plan.programme.sessions:
        for number, p in enumerate(session.exercises):
            before = [plan.exercise(q) for q in session.exercises[:number]]
            if plan.exercise(p).has_torsion and _turns_under_load(p, before, plan):
                yield plan.broken_by("no-loaded-torsion", f"holds {p.exercise}", session)


def _turns_under_load(turn: Prescription, before: Sequence[Exercise], plan: Plan) -> bool:
    """Whether turning is more than loose: heavy, or loaded and not light, rested and painless."""
    dose, load = plan.request.policy.dose, plan.exercise(turn).spinal_load
    if load is Degree.HIGH or (turn.role.is_hard and is_heavy_set(turn, dose)):
        return True
    if load.rank < Degree.MODERATE.rank:
        return False
    rir, reps = turn.load.rir, turn.reps
    is_light = rir is not None and rir >= dose.turning_rir_least
    is_long = reps is not None and reps.low >= dose.turning_reps_least
    is_tired = any(exercise.spinal_load is Degree.HIGH for exercise in before)
    return not (is_light and is_long) or is_tired or _is_sore("back", plan)


def _is_sore(place: str, plan: Plan) -> bool:
    return place in plan.request.athlete.health.complaints


def no_balance_before_runs(plan: Plan) -> Iterator[Breach]:
    """Keep balance and foot drills of novices away from a run later that day."""
    if not plan.request.athlete.lifting_experience.is_novice:
        return
    for session in filter(lambda s: _a_run_follows(s, plan), plan.programme.sessions):
        for p in session.exercises:
            if plan.exercise(p).category in BALANCING:
                what = f"holds {p.exercise} before a run"
                yield plan.broken_by("no-balance-before-runs", what, session)


def _a_run_follows(session: Session, plan: Plan) -> bool:
    runs = plan.request.runs_by_day.get(session.start.date(), ())
    return any(run.start >= session.end for run in runs)


def screening(plan: Plan) -> Iterator[Breach]:
    """No heavy or jumping work before the PAR-Q+ is cleared; at most 80 % under eighteen."""
    request = plan.request
    is_minor = request.athlete.age_on(request.start) < ADULT
    for session in plan.programme.sessions:
        if request.athlete.health.parq_yes and plan.loads_legs(session):
            yield plan.broken_by("screening", "loads the legs before clearance", session)
        for p in session.exercises:
            percent = p.load.percent_1rm
            if (
                is_minor
                and percent is not None
                and percent > request.policy.dose.minor_percent_most
            ):
                yield plan.broken_by("screening", f"holds {p.exercise} at {percent} %", session)


def sore_limits(plan: Plan) -> Iterator[Breach]:
    """Hold no exercise beyond phase, bend or stress of a course, and no jump before its gate."""
    followed = plan.request.followed
    if followed is None:
        return
    for session in plan.programme.sessions:
        for p in session.exercises:
            broken = followed.limits.against(plan.exercise(p))
            if broken:
                what = f"holds {p.exercise}, beyond {followed.phase} ({listed(broken)})"
                yield plan.broken_by("sore-limits", what, session)
