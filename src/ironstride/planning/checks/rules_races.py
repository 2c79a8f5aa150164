"""The hard rules around races: before, after, and in a season of many."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from ironstride.core.programme import PhaseName, Session, Week
from ironstride.core.run import Race, RacePriority
from ironstride.planning.checks.finished import Breach, Plan
from ironstride.planning.checks.rules_dose import (
    budgets,
    is_moderate,
    lighter_than_before,
    outside,
    weighted_main_lifts,
)
from ironstride.planning.days.obstacles import owes_a_last_session
from ironstride.planning.season.outline import days_without_heavy_legs

SIXTY: Final = 60


def taper(plan: Plan) -> Iterator[Breach]:
    """Let the sets fall and the load stay before an A race, and end in time for it."""
    yield from _sets_fall(plan)
    for week in _weeks_of(PhaseName.TAPER, plan):
        yield from lighter_than_before("taper", week, plan)
    for race in plan.request.races:
        if race.priority is RacePriority.A:
            yield from _last_session(race, plan)
            yield from _too_close_to(race, plan)


def _sets_fall(plan: Plan) -> Iterator[Breach]:
    for outline, week, budget in budgets(plan):
        if outline.phase is not PhaseName.TAPER:
            continue
        if week.hard_sets > budget.most:
            what = f"holds {week.hard_sets} hard sets; after those before it {budget.most}"
            yield plan.too_much("taper", f"{what} are the most in a taper", week)
        if 0 < week.hard_sets < budget.least and not plan.is_cut_short(week):
            what = f"has room for {week.hard_sets} hard sets; at least {budget.least}"
            yield plan.too_little("taper", f"{what} keep what was built", week)


def _last_session(race: Race, plan: Plan) -> Iterator[Breach]:
    """Ask for a session at most six days before, where one is owed."""
    most = plan.request.policy.placement.last_session_before_race_days_most
    if not owes_a_last_session(race, plan.request):
        return
    days = [(race.day - s.start.date()).days for s in plan.programme.sessions]
    before = [gap for gap in days if gap > 0]
    if not before or min(before) > most:
        last = f"{min(before)} d before it" if before else "never"
        what = f"{race.title} on {race.day}: the last session is {last}"
        yield Breach("taper", what, day=race.day)


def _too_close_to(race: Race, plan: Plan) -> Iterator[Breach]:
    """Place nothing in the last days before an A race."""
    least = plan.request.policy.placement.last_session_before_race_days_least
    for session in plan.programme.sessions:
        days = (race.day - session.start.date()).days
        if 0 <= days < least:
            yield plan.broken_by("taper", f"lies {days} d before the {race.title}", session)


def after_race(plan: Plan) -> Iterator[Breach]:
    """Keep heavy legs away from the days after a race, and begin again moderately."""
    for race in plan.request.races:
        rest = days_without_heavy_legs(race.distance_km, plan.request.policy.after_race)
        for session in plan.programme.sessions:
            days = (session.start.date() - race.day).days
            if 0 <= days <= rest and plan.loads_legs(session):
                what = f"loads the legs {days} d after a race; leave {rest} d"
                yield plan.broken_by("after-race", what, session)
        first = plan.first_after(race.day)
        if first is not None and not _is_gentle(first, plan):
            yield plan.broken_by("after-race", "is the first after a race, and not gentle", first)


def _is_gentle(session: Session, plan: Plan) -> bool:
    """Whether the legs are spared and all of it is dosed like the first weeks."""
    most = plan.request.policy.dose.entry_limits.sets_most
    hard = [p for p in session.exercises if p.role.is_hard]
    is_small = all(p.sets <= most and is_moderate(p, plan) for p in hard)
    return is_small and not plan.loads_legs(session)


def keep_what_you_have(plan: Plan) -> Iterator[Breach]:
    """Keep strength in race season: few sets at the same load, and not for ever."""
    numbers = plan.request.policy.dose.keep_limits
    for week in _weeks_of(PhaseName.RACE_SEASON, plan):
        yield from lighter_than_before("keep-what-you-have", week, plan)
        least = _sets_that_keep(week, plan)
        for session in week.sessions:
            for lift in weighted_main_lifts(session, plan):
                for fault in outside(lift, numbers, least):
                    yield plan.broken_by("keep-what-you-have", f"holds {fault}", session)
    yield from _kept_too_long(plan)


def _sets_that_keep(week: Week, plan: Plan) -> int:
    """Say how few sets of a lift keep strength: one; from sixty on two, but in light weeks."""
    dose, request = plan.request.policy.dose, plan.request
    is_sixty = request.athlete.age_on(request.start) >= SIXTY
    return (
        dose.keep_sets_least_from_60
        if is_sixty and not week.is_light
        else dose.keep_limits.sets_least
    )


def _kept_too_long(plan: Plan) -> Iterator[Breach]:
    most = plan.request.policy.season.race_season_weeks_most
    for phase, group in groupby(plan.programme.weeks, key=lambda week: week.phase):
        weeks = list(group)
        if phase is PhaseName.RACE_SEASON and len(weeks) > most:
            what = f"{len(weeks)} weeks of race season from {weeks[0].start}; {most} are the most"
            yield Breach("keep-what-you-have", what, day=weeks[most].start)


def _weeks_of(phase: PhaseName, plan: Plan) -> Iterator[Week]:
    return (week for week in plan.programme.weeks if week.phase is phase)
