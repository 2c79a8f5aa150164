"""The wishes, each one function under its own name: how much of it a programme gave up, and why.

A cost is the wish's weight in the policy times a count. The counts of spacing, rhythm, b-race,
easy-after-heavy and well-equipped-place are those by which days are chosen. They can come out
lower for the finished programme, because a day is weighed as if its session used all minutes
and loaded the legs wherever it may. `one-leg-work` counts full weeks alone: a light week gives
it up on purpose. `vary-accessories` counts what truly came back, once a block, where composing
weighs what is taken out of turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Final

from ironstride.core.calendar import Weekday, hours_between
from ironstride.core.programme import PhaseName, Prescription, Role, Session, Week
from ironstride.core.run import RacePriority
from ironstride.planning.checks.finished import Plan, named
from ironstride.planning.days.choices import must_cover
from ironstride.planning.week.needs import (
    SERVES,
    SUITED,
    Circumstance,
    Effort,
    Need,
    candidates,
    mains_better_elsewhere,
    rank,
)

DAYS_APART: Final = 3  # sessions as far apart as two in a week can be
MOVED: Final = 2  # another place, or another share of the heavy work, beside a changed weekday
ENTRY: Final = (PhaseName.ADAPTATION, PhaseName.RECOVERY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What a programme gave up of a wish, from which day on, and why."""

    rule: str
    day: date
    cost: float
    message: str


def endurance_to_strength(plan: Plan) -> Iterator[Spent]:
    """Count the endurance sessions that a week lacks to three for each strength session."""
    ratio = plan.request.policy.frequency.endurance_to_strength
    for week in plan.programme.weeks:
        lifts, runs = len(week.sessions), len(week.runs)
        if runs < ratio * lifts:
            message = (
                f"{runs} runs stand beside {lifts} strength sessions; wished for {ratio * lifts}"
            )
            yield _spent("endurance-to-strength", week.start, ratio * lifts - runs, message, plan)


def easy_after_heavy(plan: Plan) -> Iterator[Spent]:
    """Count the days after heavy legs that hold a key run."""
    for session in filter(plan.loads_legs, plan.programme.sessions):
        tomorrow = session.start.date() + timedelta(days=1)
        key = [run for run in plan.request.runs_by_day.get(tomorrow, ()) if run.is_key]
        if key:
            message = f"the day after {named(session)} holds the {key[0].kind} run"
            yield _spent("easy-after-heavy", session.start.date(), 1, message, plan)


def one_leg_work(plan: Plan) -> Iterator[Spent]:
    """Count the full weeks without a main lift on one leg, where one could be done."""
    for outline, week in plan.weeks:
        mains = [p for s in week.sessions for p in s.exercises if p.role is Role.MAIN]
        is_held = any(plan.exercise(main).is_on_one_leg for main in mains)
        is_full = must_cover(outline, week.sessions, plan.request)
        if is_full and not is_held and _could_stand_on_one_leg(week, plan):
            message = f"no main lift of the week of {week.start} is on one leg"
            yield _spent("one-leg-work", week.start, 1, message, plan)


def _could_stand_on_one_leg(week: Week, plan: Plan) -> bool:
    places = (_where(session, week, 0) for session in week.sessions)
    return any(candidates(Need.ONE_LEG, Effort.MODERATE, at, plan.request) for at in places)


def _where(session: Session, week: Week, block: int) -> Circumstance:
    return Circumstance(place=session.place, block=block, is_entry=week.phase in ENTRY)


def vary_accessories(plan: Plan) -> Iterator[Spent]:
    """Count the accessories that a block takes over although another would do as well.

    A taper changes nothing on purpose, nor does a block that goes on after a break.
    """
    before: set[str] = set()
    known: set[int] = set()
    for number, block in groupby(plan.weeks, key=lambda both: both[0].block):
        weeks = [week for _, week in block]
        if weeks[0].phase is PhaseName.TAPER or number in known:
            continue
        known.add(number)
        held = {p.exercise: (p, s, w) for w in weeks for s in w.sessions for p in _accessories(s)}
        for exercise in sorted(before & held.keys()):
            if _has_an_equal(*held[exercise], plan):
                message = f"{exercise} comes back in the block of {weeks[0].start}"
                yield _spent("vary-accessories", weeks[0].start, 1, message, plan)
        before = set(held) or before


def _accessories(session: Session) -> Iterator[Prescription]:
    return (p for p in session.exercises if p.role is Role.ACCESSORY)


def _has_an_equal(held: Prescription, session: Session, week: Week, plan: Plan) -> bool:
    """Whether another exercise at the same place serves the same movement as well."""
    exercise, where = plan.exercise(held), _where(session, week, 0)
    for need in (need for need in Need if SERVES[need](exercise)):
        found = candidates(need, Effort.MODERATE, where, plan.request)
        ranks = [rank(e, need, Effort.MODERATE, plan.request)[:SUITED] for e in found]
        own = rank(exercise, need, Effort.MODERATE, plan.request)[:SUITED]
        if ranks.count(own) > 1:
            return True
    return False


def b_race(plan: Plan) -> Iterator[Spent]:
    """Count the sessions for heavy legs within 72 h of a B race."""
    hours = plan.request.policy.placement.before_b_race_h
    days = [race.day for race in plan.request.races if race.priority is RacePriority.B]
    runs = [run for day in days for run in plan.request.runs_by_day.get(day, ())]
    for session in filter(plan.loads_legs, plan.programme.sessions):
        gaps = [hours_between(session.end, run.start) for run in runs]
        close = [gap for gap in gaps if 0 <= gap < hours]
        if close:
            message = (
                f"{named(session)} is heavy {min(close):.0f} h before a race; {hours:g} h wished"
            )
            yield _spent("b-race", session.start.date(), 1, message, plan)


def rhythm(plan: Plan) -> Iterator[Spent]:
    """Count the weekdays that change from week to week, and changes of place or heaviness."""
    for before, after in pairwise(plan.programme.weeks):
        old, new = _weekdays(before), _weekdays(after)
        moved = _visits(before, plan) != _visits(after, plan)
        times = len(old ^ new) + MOVED * moved
        if times:
            message = f"the week of {after.start} lifts on {_listed(new)}, the one before on "
            message += (
                _listed(old)
                if old != new
                else "the same, but at other places or with other heavy days"
            )
            yield _spent("rhythm", after.start, times, message, plan)


def _weekdays(week: Week) -> set[int]:
    return {session.start.weekday() for session in week.sessions}


def _listed(days: set[int]) -> str:
    return " and ".join(tuple(Weekday)[day].short for day in sorted(days)) or "no day"


def _visits(week: Week, plan: Plan) -> list[tuple[str, bool]]:
    return sorted((session.place, plan.loads_legs(session)) for session in week.sessions)


def spacing(plan: Plan) -> Iterator[Spent]:
    """Count the days that sessions of a week lie closer together than three."""
    for week in plan.programme.weeks:
        for before, after in pairwise(week.sessions):
            gap = (after.start.date() - before.start.date()).days
            if gap < DAYS_APART:
                message = f"{named(after)} comes {gap} d after the session before it"
                yield _spent("spacing", after.start.date(), DAYS_APART - gap, message, plan)


def well_equipped_place(plan: Plan) -> Iterator[Spent]:
    """Count the main lifts that another of the athlete's places serves better."""
    for session in plan.programme.sessions:
        times = mains_better_elsewhere(session.place, plan.request)
        if times:
            message = (
                f"{named(session)} is at {session.place}; other places serve main lifts better"
            )
            yield _spent("well-equipped-place", session.start.date(), times, message, plan)


def _spent(rule: str, day: date, times: int, message: str, plan: Plan) -> Spent:
    cost = plan.request.policy.wish_weights[rule] * times
    return Spent(rule=rule, day=day, cost=cost, message=message)


Wish = Callable[[Plan], Iterator[Spent]]

WISHES: Final[Mapping[str, Wish]] = {
    wish.__name__.replace("_", "-"): wish
    for wish in (
        endurance_to_strength,
        easy_after_heavy,
        one_leg_work,
        vary_accessories,
        b_race,
        rhythm,
        spacing,
        well_equipped_place,
    )
}


def spent(plan: Plan) -> tuple[Spent, ...]:
    """List what every wish cost a programme."""
    return tuple(part for wish in WISHES.values() for part in wish(plan))
