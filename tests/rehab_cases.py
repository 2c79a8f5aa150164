"""Small builders for the tests of rehabilitation: a start, pain, sessions, runs and tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise

from ironstride.catalogue.rehab import load_rehab
from ironstride.core.athlete import Sex
from ironstride.core.log import PainMoment, PainScore, Side
from ironstride.rehab.course import course
from ironstride.rehab.entries import CourseEntry, CourseStarted, RunDone, SessionDone
from ironstride.rehab.gates import Bound, Fact, GateItem, Measurement
from ironstride.rehab.screening import Answer, Screened
from ironstride.rehab.standing import Position, Standing

REHAB = load_rehab()
MONDAY = date(2026, 11, 30)
WRITTEN = REHAB.written_step
TOP_RUNG = REHAB.running.top
EASED = REHAB.running.eased_rung


@cache
def day(number: int) -> date:
    """Give a day of the course; day 0 is its first."""
    return MONDAY + timedelta(number)


@cache
def moment(number: int, hour: float) -> datetime:
    return datetime.combine(day(number), time(), tzinfo=UTC) + timedelta(hours=hour)


def answers(age: int = 34, **yes: Answer) -> Screened:
    """Answer no to everything but what is named, with a kneecap that hurts on stairs and squats."""
    said = dict.fromkeys((q.id for q in REHAB.screening.asked_at(age)), Answer.NO)
    said |= {"kneecap-squat": Answer.YES, "kneecap-stairs": Answer.YES}
    named = {name.replace("_", "-"): answer for name, answer in yes.items()}
    return Screened(day=MONDAY, at=moment(0, 6), age=age, answers=said | named)


def started(
    plan: str = "knee", *, still_runs: bool = False, usual_morning: int = 1
) -> CourseStarted:
    return CourseStarted(
        day=MONDAY,
        at=moment(0, 6),
        plan=plan,
        usual_morning=usual_morning,
        still_runs=still_runs,
        sore=Side.LEFT,
        age=34,
        sex=Sex.FEMALE,
    )


def begun(plan: str = "knee", *, still_runs: bool = False) -> tuple[CourseEntry, ...]:
    return answers(), started(plan, still_runs=still_runs)


@cache
def pain(
    number: int, score: int, when: PainMoment = PainMoment.DURING, place: str = "knee"
) -> PainScore:
    hours = {PainMoment.NEXT_MORNING: 7, PainMoment.DURING: 18, PainMoment.AFTER: 19}
    return PainScore(
        place=place, moment=when, score=score, day=day(number), at=moment(number, hours[when])
    )


def morning(number: int, score: int, place: str = "knee") -> PainScore:
    return pain(number, score, PainMoment.NEXT_MORNING, place)


def trained(number: int, during: int, after: int = 1, place: str = "knee") -> Iterator[CourseEntry]:
    """Do a session on a day and tell the pain during it and the morning after."""
    yield SessionDone(day=day(number), at=moment(number, 18))
    yield pain(number, during, place=place)
    yield morning(number + 1, after, place=place)


def ran(
    number: int, during: int, after: int = 1, longest_min: float = 30, place: str = "knee"
) -> Iterator[CourseEntry]:
    """Run on a day and tell the pain during it and the morning after."""
    yield RunDone(day=day(number), at=moment(number, 17), longest_min=longest_min)
    yield pain(number, during, place=place)
    yield morning(number + 1, after, place=place)


def measured(
    gate: Iterable[GateItem],
    number: int,
    hour: float = 12,
    *,
    off: Mapping[str, float] | None = None,
) -> Iterator[Measurement]:
    """Do every test of a gate so that it just holds, but for what `off` adds to a value."""
    for item in gate:
        if item.is_measured:
            yield one_measured(item, number, hour, off=(off or {}).get(item.id, 0))


def one_measured(item: GateItem, number: int, hour: float, *, off: float = 0) -> Measurement:
    """Do one test so that it just holds, but for what `off` adds."""
    value, pained = 100.0, 0
    for criterion in item.criteria:
        if criterion.bound in (Bound.AT_LEAST, Bound.AT_MOST) and criterion.fact is None:
            value = criterion.value
        if criterion.bound is Bound.OF_NORM and item.enough == "all":
            value = REHAB.norms[item.norm or ""].of(34, Sex.FEMALE) * criterion.value / 100
        if criterion.bound is Bound.PAIN_AT_MOST:
            pained = int(criterion.value)
    value += off
    left = value if item.has_sides else None
    return Measurement(
        item=item.id,
        day=day(number),
        at=moment(number, hour),
        both=None if item.has_sides else value,
        left=left,
        right=left,
        pain=pained,
    )


def on(number: int, *entries: Iterable[CourseEntry]) -> Standing:
    """Say where a course stands on a day."""
    standing = course(REHAB, [e for several in entries for e in several], on=day(number))
    assert standing is not None
    return standing


def load_of(position: Position) -> tuple[tuple[int, int], int]:
    """Order positions by load: phase and step together, and the rung of running."""
    return (position.stage, position.step), position.rung


def moves(standing: Standing) -> list[tuple[date, int]]:
    """List the days on which load moved, and whether up (1) or down (-1)."""
    found = []
    for before, after in pairwise(standing.decisions):
        a, b = load_of(before.position), load_of(after.position)
        if a != b:
            found.append((after.day, 1 if b[0] > a[0] or b[1] > a[1] else -1))
    return found


def fact_in(gate: Iterable[GateItem], fact: Fact) -> GateItem:
    return next(i for i in gate if any(c.fact is fact for c in i.criteria))
