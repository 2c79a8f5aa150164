"""The load: from what is known of a lift to kilograms that stand at a place."""

from __future__ import annotations

from typing import Final

from ironstride.core.athlete import Athlete
from ironstride.core.estimate import Basis, LiftEstimate
from ironstride.core.exercise import Exercise, RepRange
from ironstride.core.policy import Policy
from ironstride.core.units import RIR, Kilograms, Reps
from ironstride.planning.request import Request, remember
from ironstride.planning.week.draft import Frame
from ironstride.planning.week.work import Work
from ironstride.strength.body_mass import LOAD_ALONE, USUAL_BODY, lifted
from ironstride.strength.one_rep_max import one_rep_max, share_of_one_rep_max
from ironstride.strength.plates import Ladder, ladder
from ironstride.strength.progression import Allowed, Target, load_allowed

ADULT: Final = 18


def ladder_at(place: str, exercise: Exercise, request: Request) -> Ladder:
    """Give the loads that an exercise can have at a place."""
    key = ("ladder", place, exercise.id)
    rack, units = request.athlete.racks.get(place), request.athlete.units
    found: Ladder = remember(request.remembered, key, lambda: ladder(exercise, rack, units))
    return found


def working_load(exercise: Exercise, work: Work, frame: Frame, place: str) -> Kilograms | None:
    """Say how heavy a working set is; None where strength is not known, or nothing is so light.

    Sets of the lift itself speak first, then the set that the profile names. Related lifts are
    too rough a guide for weeks ahead: with them alone the weight is to be found, day by day.
    """
    if not exercise.load_type.is_weight or work.reps is None or work.rir is None:
        return None
    wanted = _logged(exercise, work.reps, int(work.rir), frame) or _stated(exercise, work, frame)
    return None if wanted is None else ladder_at(place, exercise, frame.request).at_most(wanted)


def _logged(exercise: Exercise, reps: RepRange, rir: int, frame: Frame) -> Kilograms | None:
    request = frame.request
    estimate = request.strength.get(exercise.id)
    if estimate is None or estimate.basis is Basis.RELATED_SETS:
        return None
    age = request.athlete.age_on(request.start)
    most = share_most(age, request.policy, is_moderate=frame.is_entry)
    target = Target(reps=reps, rir=rir, share_most=most)
    return allowed_by(estimate, target, exercise, request.athlete).for_all


def allowed_by(
    estimate: LiftEstimate,
    target: Target,
    exercise: Exercise,
    athlete: Athlete,
) -> Allowed:
    """Say what an estimate allows this athlete to lift in an exercise."""
    moved = lifted(exercise.name, exercise) or LOAD_ALONE
    return load_allowed(estimate, target, moved, athlete.mass or USUAL_BODY)


def share_most(age: int, policy: Policy, *, is_moderate: bool) -> float | None:
    """Say which share of 1RM a load may aim at: less than heavy in the first weeks, and for minors.

    It leaves room for a load that stays while the estimate moves.  [entry-ramp, screening]
    """
    percents = [
        *([policy.dose.heavy_from_percent] if is_moderate else []),
        *([policy.dose.minor_percent_most] if age < ADULT else []),
    ]
    room = 1 + policy.progression.too_heavy_percent / 100
    return min(percents) / 100 / room if percents else None


def _stated(exercise: Exercise, work: Work, frame: Frame) -> Kilograms | None:
    """Take what the profile's set allows: by repetitions where the line reaches, else by share."""
    best = _stated_best(exercise, frame.request)
    if best is None or work.percent_1rm is None or work.reps is None or work.rir is None:
        return None
    by_reps = share_of_one_rep_max(Reps(work.reps.high), RIR(work.rir))
    return best * (work.percent_1rm / 100 if by_reps is None else by_reps)


def _stated_best(exercise: Exercise, request: Request) -> Kilograms | None:
    known = request.athlete.lifts.get(exercise.id)
    return None if known is None else one_rep_max(known.load, known.reps, known.rir)


def ramp_load(
    exercise: Exercise, work: Work, share: float, frame: Frame, place: str
) -> Kilograms | None:
    """Say how heavy a rising set is: a share of the working load, the lightest there at least.

    Where the athlete is not known to be stronger than that, it is to be found.
    """
    if not exercise.load_type.is_weight or work.reps is None or work.rir is None:
        return None
    logged = _logged(exercise, work.reps, int(work.rir), frame)
    best = _stated_best(exercise, frame.request)
    percent = round((work.percent_1rm or 0) * share)
    if logged is not None:
        wanted, most = logged * share, logged
    elif best is not None:
        wanted, most = best * (percent / 100), best
    else:
        return None
    rungs = ladder_at(place, exercise, frame.request)
    return rungs.at_most(wanted) or (rungs.lightest if rungs.lightest < most else None)
