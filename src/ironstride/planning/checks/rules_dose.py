"""The hard rules of the dose: how heavy, how many sets, how many jumps, and how they rise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import pairwise

from ironstride.core.calendar import hours_between
from ironstride.core.exercise import LoadType
from ironstride.core.policy import LimitPolicy
from ironstride.core.programme import (
    HEAVY_BLOCKS,
    HEAVY_PHASES,
    PhaseName,
    Prescription,
    Role,
    Session,
    Week,
)
from ironstride.planning.checks.finished import EASED, Breach, Plan
from ironstride.planning.days.choices import must_cover, race_interferes
from ironstride.planning.days.hard_legs import is_heavy_set
from ironstride.planning.dose.budget import (
    MANY,
    Done,
    SetBudget,
    contact_cap,
    contacts_before,
    done_in,
    set_budget,
)
from ironstride.planning.season.outline import Outline
from ironstride.planning.week.needs import Circumstance, may_do
from ironstride.planning.week.work import seconds_of_one_more

# --- how heavy ----------------------------------------------------------------------------


def entry_ramp(plan: Plan) -> Iterator[Breach]:
    """Keep the entry weeks at eight to twelve repetitions with three or more in reserve."""
    season = plan.request.policy.season
    is_novice = plan.request.athlete.lifting_experience.is_novice
    weeks = season.entry_weeks_novice if is_novice else season.entry_weeks
    until = plan.programme.weeks[0].start + timedelta(weeks=weeks)
    for outline, week in plan.weeks:
        for session in week.sessions if week.start < until else ():
            fault = next(_more_than_entry(session, outline, week, plan), None)
            if fault is not None:
                what = f"holds {fault} within the first {weeks} weeks"
                yield plan.broken_by("entry-ramp", what, session)


def _more_than_entry(session: Session, outline: Outline, week: Week, plan: Plan) -> Iterator[str]:
    limits = plan.request.policy.dose.entry_limits
    for p in session.exercises:
        if p.role.is_hard and (plan.is_heavy(p) or not is_moderate(p, plan)):
            yield f"{p.exercise}, which is heavy there,"
        elif p.role is Role.MAIN:
            least = _sets_least(p, session, limits, plan) if _is_full(outline, week, plan) else 1
            yield from outside(p, limits, least)


def is_moderate(prescription: Prescription, plan: Plan) -> bool:
    """Whether a hard set is as light as the first weeks ask; holds and jumps always are."""
    dose = plan.request.policy.dose
    percent, rir, reps = prescription.load.percent_1rm, prescription.load.rir, prescription.reps
    if reps is None or plan.exercise(prescription).is_jump:
        return True
    is_spared = rir is None or rir >= dose.entry_limits.rir_least
    is_light = percent is None or percent < dose.heavy_from_percent
    return reps.low >= dose.entry_limits.reps_least and is_spared and is_light


def heavy_main_lifts(plan: Plan) -> Iterator[Breach]:
    """Give few main lifts few heavy repetitions once the entry weeks are over."""
    most = plan.request.policy.dose.main_lifts_most
    for outline, week in plan.weeks:
        if week.phase not in HEAVY_PHASES and not _carries_heavy_work_on(week, plan):
            continue
        lifts = {p.exercise for s in week.sessions for p in s.exercises if p.role is Role.MAIN}
        if len(lifts) > most:
            what = f"has {len(lifts)} main lifts; {most} are the most"
            yield plan.too_much("heavy-main-lifts", what, week)
        for session in week.sessions:
            for fault in _not_heavy(session, outline, week, plan):
                yield plan.broken_by("heavy-main-lifts", f"holds {fault}", session)


def _carries_heavy_work_on(week: Week, plan: Plan) -> bool:
    """Whether it is a taper after heavy blocks, and not one after nothing but entry weeks."""
    before = (w.phase for w in plan.programme.weeks if w.start < week.start)
    return week.phase is PhaseName.TAPER and any(phase in HEAVY_PHASES for phase in before)


def _not_heavy(session: Session, outline: Outline, week: Week, plan: Plan) -> Iterator[str]:
    """Say which main lifts are too light to be heavy, or are dosed unlike heavy work."""
    dose = plan.request.policy.dose
    for p in weighted_main_lifts(session, plan):
        percent = p.load.percent_1rm
        is_light = percent is not None and percent < dose.main_lift_percent_least
        if is_light or not is_heavy_set(p, dose):
            yield f"{p.exercise}, which is light for a main lift"
        elif week.phase in HEAVY_BLOCKS:
            limits = dose.heavy_limits
            least = _sets_least(p, session, limits, plan) if _is_full(outline, week, plan) else 1
            yield from outside(p, limits, least)
            if not dose.heavy_rest_s_least <= p.rest_s <= dose.heavy_rest_s_most:
                rests = f"{dose.heavy_rest_s_least} to {dose.heavy_rest_s_most} s"
                yield f"{p.exercise} with {p.rest_s} s of rest; {rests} are meant"


def weighted_main_lifts(session: Session, plan: Plan) -> Iterator[Prescription]:
    """List the main lifts that a weight can make heavy."""
    mains = (p for p in session.exercises if p.role is Role.MAIN)
    return (p for p in mains if plan.exercise(p).load_type.is_weight)


def _is_full(outline: Outline, week: Week, plan: Plan) -> bool:
    return must_cover(outline, week.sessions, plan.request)


def _sets_least(lift: Prescription, session: Session, limits: LimitPolicy, plan: Plan) -> int:
    """Ask for one set where minutes allow no second one.            [minimal-dose: review]"""
    offer, dose = plan.request.offer_on(session.start.date()), plan.request.policy.dose
    needed = session.minutes + seconds_of_one_more(lift, dose) / 60
    return 1 if offer is None or needed > offer.minutes else limits.sets_least


def outside(lift: Prescription, limits: LimitPolicy, sets_least: int) -> Iterator[str]:
    """Say in what a main lift leaves its limits."""
    reps, rir = lift.reps, lift.load.rir
    if not sets_least <= lift.sets <= limits.sets_most:
        yield f"{lift.sets} sets of {lift.exercise}; {sets_least} to {limits.sets_most} are meant"
    if reps is not None and not limits.reps_least <= reps.low <= reps.high <= limits.reps_most:
        yield f"{lift.exercise} x {reps}; {limits.reps_least} to {limits.reps_most} are meant"
    if rir is not None and not limits.rir_least <= rir <= limits.rir_most:
        meant = f"{limits.rir_least} to {limits.rir_most} are meant"
        yield f"{lift.exercise} with {rir} in reserve; {meant}"


def no_light_marathons(plan: Plan) -> Iterator[Breach]:
    """Plan no more than fifteen repetitions of anything that could be loaded instead."""
    most = plan.request.policy.dose.light_marathon_reps
    for session, p in plan.hard:
        is_loaded = plan.exercise(p).load_type is not LoadType.BODYWEIGHT
        if p.reps is not None and p.reps.high > most and is_loaded:
            yield plan.broken_by("no-light-marathons", f"holds {p.exercise} x {p.reps}", session)


def never_to_failure(plan: Plan) -> Iterator[Breach]:
    """Leave repetitions in reserve: three while adapting, one in heavy blocks, else two."""
    for week in plan.programme.weeks:
        least = _reserve_least(week.phase, plan)
        for session in week.sessions:
            for p in session.exercises:
                if p.role.is_hard and p.load.rir is not None and p.load.rir < least:
                    what = f"leaves {p.load.rir} in reserve of {p.exercise}; {least} at least"
                    yield plan.broken_by("never-to-failure", what, session)


def _reserve_least(phase: PhaseName, plan: Plan) -> int:
    dose = plan.request.policy.dose
    limits: Mapping[PhaseName, LimitPolicy] = {
        PhaseName.ADAPTATION: dose.entry_limits,
        PhaseName.MAX_STRENGTH: dose.heavy_limits,
    }
    return limits.get(phase, dose.keep_limits).rir_least


def keep_main_lifts(plan: Plan) -> Iterator[Breach]:
    """Keep the main lifts of a block: a week may hold fewer, never others.

    Under way, lifts that may not be done any more give way to others.
    """
    known: dict[int, set[str]] = {}
    for outline, week in plan.weeks:
        mains = {p.exercise for s in week.sessions for p in s.exercises if p.role is Role.MAIN}
        seen = known.setdefault(outline.block, mains)
        if _have_to_change(seen, outline, plan):
            seen = mains
        if not (mains <= seen or seen <= mains):
            late = ", ".join(sorted(mains - seen))
            yield plan.too_much("keep-main-lifts", f"brings {late} into its block late", week)
        known[outline.block] = seen | mains


def _have_to_change(lifts: set[str], outline: Outline, plan: Plan) -> bool:
    request = plan.request
    if request.kept is None or outline.start + timedelta(days=6) < request.kept.today:
        return False
    places = {offer.place for offer in request.athlete.offers.values()}
    here = [Circumstance(place=p, block=outline.block, is_entry=False) for p in places]
    return not all(any(may_do(lift, where, request) for where in here) for lift in lifts)


def lighter_than_before(
    rule: str, week: Week, plan: Plan, *, most_off: float = 0.0
) -> Iterator[Breach]:
    """Say which main lifts are lighter than in the last loading week, by more than a share."""
    before = _last_load_before(week, plan)
    for session in week.sessions if before is not None else ():
        for p in session.exercises:
            percent = p.load.percent_1rm
            if p.role is not Role.MAIN or percent is None or before is None:
                continue
            if percent < (1 - most_off) * before - 1e-9:
                what = f"holds {p.exercise} at {percent} %, lighter than {before} % before"
                yield plan.broken_by(rule, what, session)


def _last_load_before(week: Week, plan: Plan) -> int | None:
    """Find the lightest main lift of the last loading week that had any. [% of 1RM]"""
    earlier = [w for w in plan.programme.weeks if w.start < week.start and _is_loading(w)]
    for loading in reversed(earlier):
        mains = [p for s in loading.sessions for p in s.exercises if p.role is Role.MAIN]
        percents = [p.load.percent_1rm for p in mains if p.load.percent_1rm is not None]
        if percents:
            return min(percents)
    return None


def _is_loading(week: Week) -> bool:
    return not week.is_light and week.phase not in EASED


# --- how many sets ------------------------------------------------------------------------


def budgets(plan: Plan) -> Iterator[tuple[Outline, Week, SetBudget]]:
    """Say what each week may hold, once there are loading weeks to measure it by."""
    past: list[Done] = []
    dose = plan.request.policy.dose
    for outline, week in plan.weeks:
        if any(done.is_loading for done in past):
            yield outline, week, set_budget(outline, past, full=MANY, policy=dose)
        past.append(done_in(outline, week.sessions))


def set_ramp(plan: Plan) -> Iterator[Breach]:
    """Let the sets of loading weeks rise by a fifth at most."""
    for outline, week, budget in budgets(plan):
        is_loading = not outline.is_light and outline.phase is not PhaseName.TAPER
        if is_loading and week.hard_sets > budget.most:
            what = f"holds {week.hard_sets} hard sets; after those before it {budget.most}"
            yield plan.too_much("set-ramp", f"{what} are the most", week)


def light_weeks(plan: Plan) -> Iterator[Breach]:
    """Rest after six loading weeks at most, with about half the sets at nearly the load."""
    yield from _too_long_without(plan)
    for outline, week, budget in budgets(plan):
        if outline.is_light and outline.phase is not PhaseName.TAPER:
            yield from _light_enough(outline, week, budget, plan)
    off = plan.request.policy.dose.light_week_load_most_off
    for week in plan.programme.weeks:
        if week.is_light and week.phase not in EASED:
            yield from lighter_than_before("light-weeks", week, plan, most_off=off)


def _too_long_without(plan: Plan) -> Iterator[Breach]:
    most, loading = plan.request.policy.season.loading_weeks_most, 0
    for week in plan.programme.weeks:
        loading = loading + 1 if _is_loading(week) else 0
        if loading > most:
            what = f"is loading week {loading} in a row; {most} are the most"
            yield plan.too_much("light-weeks", what, week)


def _light_enough(outline: Outline, week: Week, budget: SetBudget, plan: Plan) -> Iterator[Breach]:
    """Hold to both ends; weeks that a race or days off cut short may hold less."""
    what = f"is light with {week.hard_sets} hard sets; after those before it {{}} are the"
    if week.hard_sets > budget.most:
        yield plan.too_much("light-weeks", f"{what.format(budget.most)} most", week)
    is_short = race_interferes(outline, plan.request) or plan.is_cut_short(week)
    is_free = is_short or outline.phase is PhaseName.RECOVERY
    if 0 < week.hard_sets < budget.least and not is_free:
        yield plan.too_little("light-weeks", f"{what.format(budget.least)} least", week)


# --- how many jumps -----------------------------------------------------------------------


def jumps_beside_lifting(plan: Plan) -> Iterator[Breach]:
    """Jump in sessions that hold lifting too, unless nothing there can be lifted."""
    for session in plan.programme.sessions:
        lifts = any(p.role.is_hard and not plan.exercise(p).is_jump for p in session.exercises)
        if session.contacts > 0 and not lifts and _has_loads(session.place, plan):
            yield plan.broken_by("jumps-beside-lifting", "holds jumps and no lifting", session)


def _has_loads(place: str, plan: Plan) -> bool:
    """Whether anything at a place makes an exercise heavier."""
    there = plan.request.athlete.places.get(place, frozenset()) | {"none"}
    return any(
        exercise.equipment <= there
        and (exercise.load_type.is_weight or exercise.load_type is LoadType.BAND)
        for exercise in plan.request.catalogue.exercises.values()
    )


def contact_caps(plan: Plan) -> Iterator[Breach]:
    """Keep foot contacts under the cap and jumps apart, and let a week's sum rise gently."""
    numbers = plan.request.policy.contacts
    cap = contact_cap(plan.request.athlete.lifting_experience, numbers)
    jumping = [s for s in plan.programme.sessions if s.contacts > 0]
    for number, session in enumerate(jumping):
        most = cap * numbers.first_session_share if number == 0 else cap
        if session.contacts > most:
            what = f"has {session.contacts} contacts; {most:.0f} are the most"
            yield plan.broken_by("contact-caps", what, session)
    yield from _jumps_too_close(jumping, plan)
    past: list[int] = []
    for week in plan.programme.weeks:
        before = contacts_before(past, plan.request)
        if before is not None and _contacts(week) > before * (1 + numbers.weekly_rise) + 1e-9:
            what = f"has {_contacts(week)} contacts after a week with {before}"
            yield plan.too_much("contact-caps", what, week)
        past.append(_contacts(week))


def _jumps_too_close(jumping: list[Session], plan: Plan) -> Iterator[Breach]:
    least = plan.request.policy.placement.jump_days_apart_h
    for first, second in pairwise(jumping):
        gap = hours_between(first.end, second.start)
        if gap < least:
            what = f"jumps {int(gap)} h after the last jumps; leave {least:g} h"
            yield plan.broken_by("contact-caps", what, first, second)


def _contacts(week: Week) -> int:
    return sum(session.contacts for session in week.sessions)
