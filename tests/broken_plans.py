"""A programme that keeps every hard rule, and ways to break one thing in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from ironstride.core.calendar import Weekday
from ironstride.core.programme import PhaseName, Prescription, Role, Session, Week
from ironstride.planning.checks.finished import Plan
from ironstride.planning.checks.rules import breaches
from ironstride.planning.request import Request
from people import MONDAY, asking, athlete, habit, masters_marathoner, offers, planned, race

Change = Callable[[Session], Session]
MINUTE = timedelta(minutes=1)


def free_every_evening() -> Request:
    """An intermediate lifter with a gym every evening, a 10 km in week 8, a half in week 17."""
    return asking(
        athlete(
            offers=offers(*(f"{day} 17:00 75 gym" for day in Weekday)),
            races=(race(8, 10, "B"), race(17, 21.1)),
        ),
        runs=habit("tuesday 07:00 40 easy", "saturday 10:00 100 long"),
    )


def kept() -> Plan:
    return planned(free_every_evening)


def named(plan: Plan) -> set[str]:
    return {breach.rule for breach in breaches(plan)}


def with_week(number: int, change: Callable[[Week], Week], plan: Plan | None = None) -> Plan:
    """Change one week, counted from 1."""
    plan = plan or kept()
    weeks = list(plan.programme.weeks)
    weeks[number - 1] = change(weeks[number - 1])
    return replace(plan, programme=replace(plan.programme, weeks=tuple(weeks)))


def with_session(number: int, which: int, change: Change, plan: Plan | None = None) -> Plan:
    """Change one session of a week, the first is 0."""

    def changed(week: Week) -> Week:
        sessions = list(week.sessions)
        sessions[which] = change(sessions[which])
        return replace(week, sessions=tuple(sessions))

    return with_week(number, changed, plan)


def session(number: int, which: int) -> Session:
    return kept().programme.weeks[number - 1].sessions[which]


def starting(start: datetime) -> Change:
    return lambda held: replace(held, start=start)


def ending(end: datetime) -> Change:
    return lambda held: replace(held, start=end - timedelta(minutes=held.minutes))


def with_first(role: Role, **facts: Any) -> Change:
    """Change the session's first exercise in a role."""

    def changed(held: Session) -> Session:
        index = next(n for n, p in enumerate(held.exercises) if p.role is role)
        exercises = list(held.exercises)
        exercises[index] = replace(exercises[index], **facts)
        return replace(held, exercises=tuple(exercises))

    return changed


def without(unwanted: Callable[[Prescription], bool]) -> Change:
    return lambda held: replace(held, exercises=tuple(p for p in held.exercises if not unwanted(p)))


def with_hard_sets(number: int, wanted: int) -> Plan:
    """Let the last accessories of a week, session by session, take or lose the difference."""
    made = kept()
    for which in range(len(made.programme.weeks[number - 1].sessions)):
        missing = wanted - made.programme.weeks[number - 1].hard_sets
        made = with_session(number, which, _with_more_sets(missing), made)
    assert made.programme.weeks[number - 1].hard_sets == wanted
    return made


def _with_more_sets(missing: int) -> Change:
    def changed(held: Session) -> Session:
        exercises, left = list(held.exercises), missing
        for index in reversed(range(len(exercises))):
            p = exercises[index]
            sets = max(0, p.sets + left) if p.role is Role.ACCESSORY else p.sets
            left -= sets - p.sets
            exercises[index] = replace(p, sets=sets)
        return replace(held, exercises=tuple(p for p in exercises if p.sets > 0))

    return changed


def asked_by(request: Request) -> Plan:
    """Read the same programme as if somebody else had asked for it."""
    return replace(kept(), request=request)


def day(number: int, weekday: int, clock: str) -> datetime:
    """A moment of a week counted from 1; Monday is 0."""
    hour, minute = map(int, clock.split(":"))
    monday = datetime(MONDAY.year, MONDAY.month, MONDAY.day)
    return monday + timedelta(weeks=number - 1, days=weekday, hours=hour, minutes=minute)


def loading_weeks_before(number: int) -> list[int]:
    """The hard sets of the last three loading weeks before a week."""
    weeks = kept().programme.weeks[: number - 1]
    loading = [w.hard_sets for w in weeks if not w.is_light and w.phase is not PhaseName.TAPER]
    return loading[-3:]


def with_contacts(contacts: int) -> Change:
    def changed(held: Session) -> Session:
        first, *others = (replace(p, contacts=0) for p in held.exercises)
        return replace(held, exercises=(replace(first, contacts=contacts), *others))

    return changed


def masters() -> Plan:
    """Sixty-four, with a race season of two weeks, the 23rd and the 24th."""
    return planned(masters_marathoner)
