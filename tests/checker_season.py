"""What full weeks hold, and how weeks follow each other up to a race and after it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from typing import Final

from checker_case import ROUNDING, Case, Race, Week, load_of, rule, wants_heavy
from checker_facts import Fact


def _is_calf(least: int, most: int) -> Callable[[Fact], bool]:
    return lambda fact: (
        fact.pattern == "calf"
        and fact.knee_flexion is not None
        and least <= fact.knee_flexion[0]
        and fact.knee_flexion[1] <= most
    )


def _is(*patterns: str) -> Callable[[Fact], bool]:
    return lambda fact: fact.pattern in patterns


COVERAGE: Final[Mapping[str, Callable[[Fact], bool]]] = {
    "hinge": _is("hinge"),
    "knee-dominant": _is("squat", "lunge", "step"),
    "calf with a straight knee": _is_calf(0, 14),
    "calf with a bent knee": _is_calf(20, 180),
    "hip abduction": _is("hip-abduction"),
    "anti-extension": _is("anti-extension"),
    "anti-lateral flexion": lambda fact: (
        fact.pattern == "anti-lateral-flexion"
        or (fact.pattern == "carry" and fact.laterality == "unilateral")
    ),
    "push": _is("push"),
    "pull": _is("pull"),
}


@rule("pattern-coverage")
def full_weeks_cover_the_body(case: Case) -> Iterator[str]:
    """Each full week has a hard set of every movement.

    A movement is not demanded where no exercise of it can be done with the equipment at
    any offered place (or all are disliked). A carry on one side resists lateral flexion.
    """
    for week in filter(case.is_full, case.weeks):
        done = [line.fact for visit in week.visits for line in visit.lines if line.is_hard]
        for name, serves in COVERAGE.items():
            if not any(serves(fact) for fact in done) and case.is_possible(serves):
                yield f"{week} ({week.phase}) has no hard set of {name}"


@rule("keep-main-lifts")
def main_lifts_stay(case: Case) -> Iterator[str]:
    """Full weeks of one phase entry share one set of main lifts.

    A week that holds none, for no day leaves the legs free for them, changes nothing.
    """
    for block in case.blocks:
        full = [week for week in case.weeks if block.holds(week.start) and case.is_full(week)]
        mains = [(week, {line.exercise for v in week.visits for line in v.mains}) for week in full]
        for (_, before), (week, after) in pairwise(pair for pair in mains if pair[1]):
            if before != after:
                yield f"{week}: main lifts change from {sorted(before)} to {sorted(after)}"


def _is_low(week: Week) -> bool:
    """A week planned to be low: light, taper or recovery, or one without lifting."""
    return week.is_light or week.phase in ("taper", "recovery") or week.hard_sets == 0


def _mean(weeks: Sequence[Week]) -> float:
    return sum(week.hard_sets for week in weeks) / len(weeks)


@rule("set-ramp")
def sets_rise_gently(case: Case) -> Iterator[str]:
    """At most a fifth above the mean of the last three weeks, except after a light week.

    Taper and recovery are planned low like light weeks: a week right after one is free,
    and they are left out of the mean, as is a first week that began in its middle.
    """
    loading: list[Week] = []
    for before, week in pairwise(case.weeks):
        if not _is_low(before) and before.start >= case.start:
            loading.append(before)
        recent = loading[-3:]
        if _is_low(week) or _is_low(before) or not recent:
            continue
        if week.hard_sets > 1.2 * _mean(recent) + ROUNDING:
            counts = [other.hard_sets for other in recent]
            yield f"{week}: {week.hard_sets} hard sets after {counts}"


def _is_loading(week: Week) -> bool:
    """A week that builds; the race season keeps, and so does not count towards six."""
    return not _is_low(week) and week.phase != "race-season"


@rule("light-weeks")
def light_weeks_come_in_time(case: Case) -> Iterator[str]:
    """At most six loading weeks follow each other."""
    for is_loading, group in groupby(case.weeks, key=_is_loading):
        weeks = list(group)
        if is_loading and len(weeks) > 6:
            yield f"{weeks[0]}: {len(weeks)} loading weeks in a row, at most 6"


@rule("light-weeks")
def light_weeks_are_light(case: Case) -> Iterator[str]:
    """40-60 % fewer hard sets than the loading weeks among the three before.

    Whole sets: where no whole number lies between the ends, its neighbours will do. A light
    week that a race cuts short may hold less.
    """
    for number, week in enumerate(case.weeks):
        before = [w for w in case.weeks[max(0, number - 3) : number] if _is_loading(w)]
        if not week.is_light or not before:
            continue
        low, high = _whole(0.40 * _mean(before), 0.60 * _mean(before))
        least = 0 if case.is_near_a_race(week) else low
        if not least <= week.hard_sets <= high:
            yield f"{week}: {week.hard_sets} hard sets in a light week, {low} to {high} expected"


def _whole(low: float, high: float) -> tuple[int, int]:
    """Narrow to whole numbers, or widen to the neighbours where none lies between."""
    inner = math.ceil(low - ROUNDING), math.floor(high + ROUNDING)
    return inner if inner[0] <= inner[1] else (math.floor(low), math.ceil(high))


@rule("taper")
def volume_falls_before_a_peak(case: Case) -> Iterator[str]:
    """The week of an A race and the one before hold 41-60 % fewer hard sets, each of them.

    Against the last three loading weeks, the race season's included. A week may stay empty
    where no offered day of it is open three or more days before the race. Weeks that still lie
    in the shadow of an earlier race are not asked.
    """
    for race in case.peaks:
        first = _taper_start(case, race)
        earlier = [r for r in case.races if r.day < _monday(race.day)]
        base = [w for w in case.weeks if w.start < first and not _is_low(w)][-3:]
        for week in case.weeks:
            is_in_shadow = any(
                r.day + timedelta(days=r.days_of_rest) >= week.start for r in earlier
            )
            if not first <= week.start <= race.day or is_in_shadow or not base:
                continue
            low, high = _whole(0.40 * _mean(base), 0.59 * _mean(base))
            open_days = [s for s in case.offered_starts(week) if (race.day - s.date()).days >= 3]
            may_be_empty = not any(case.is_open(start) for start in open_days)
            if week.hard_sets == 0 and may_be_empty:
                continue
            if not low <= week.hard_sets <= high:
                yield (
                    f"{week}: {week.hard_sets} hard sets before the race of {race.day}, "
                    f"{low} to {high} expected"
                )


def _taper_start(case: Case, race: Race) -> date:
    """The Monday before the race week; the race week's own where two weeks are too many.

    That is where an A race lies so close before that fewer than four weeks are left after its
    weeks of return: there would be less training than taper.
    """
    monday = _monday(race.day)
    for other in (r for r in case.peaks if r.day < monday):
        weeks_of_return = math.ceil(other.days_of_rest / 7)
        if (monday - _monday(other.day)).days // 7 - weeks_of_return < 4:
            return monday
    return monday - timedelta(days=7)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


@rule("taper")
def the_last_session_lies_days_before(case: Case) -> Iterator[str]:
    """The last session before an A race lies 3 to 6 days before it.

    Earlier only where no offered day of that window is open.
    """
    for race in case.peaks:
        before = [visit for visit in case.visits if visit.start < race.start]
        if not before:
            continue
        days = (race.day - before[-1].day).days
        if days < 3:
            yield f"{before[-1]} lies {days} days before the race of {race.day}, 3 to 6 expected"
        if days > 6 and any(_is_in_window(case, race, start) for start in _all_offers(case)):
            yield f"{before[-1]} lies {days} days before the race of {race.day}, though later is open"


def _all_offers(case: Case) -> Iterator[datetime]:
    return (start for week in case.weeks for start in case.offered_starts(week))


def _is_in_window(case: Case, race: Race, start: datetime) -> bool:
    rested = not any(0 <= (start.date() - r.day).days <= r.days_of_rest for r in case.races)
    return 3 <= (race.day - start.date()).days <= 6 and rested and case.is_open(start)


@rule("after-race")
def legs_rest_after_a_race(case: Case) -> Iterator[str]:
    """No heavy legs on the race day and the 3, 7 or 14 days after it, counted as days."""
    for race in case.races:
        for visit in case.visits:
            days = (visit.day - race.day).days
            if 0 <= days <= race.days_of_rest and visit.has_heavy_legs:
                yield f"{visit}: heavy legs {days} days after {race.km:g} km, {race.days_of_rest} rest"


@rule("after-race")
def the_first_session_after_a_race_is_gentle(case: Case) -> Iterator[str]:
    """At most 3 sets an exercise, 8 repetitions or more, 3 or more in reserve."""
    for visit in case.visits:
        if visit.start not in case.first_after_race:
            continue
        for line in filter(lambda line: line.is_hard, visit.lines):
            hard = line.is_strength and ((line.low or 0) < 8 or (line.rir or 0) < 3)
            if hard or line.sets > 3:
                yield f"{visit}: {line.exercise}, {line.sets} sets, {load_of(line)} after a race"


@rule("keep-what-you-have")
def the_race_season_keeps_strength(case: Case) -> Iterator[str]:
    """1-3 sets a main lift (2-3 from sixty) at the loads of before; 32 weeks at most."""
    for week in case.weeks:
        if week.phase != "race-season":
            continue
        least = 2 if case.age(week.start) >= 60 and not week.is_light else 1
        for visit in week.visits:
            for line in visit.mains:
                if not least <= line.sets <= 3:
                    yield f"{visit}: {line.exercise} has {line.sets} sets, {least} to 3 expected"
                is_held = visit.start in case.first_after_race or not wants_heavy(case, week)
                if line.fact.is_weight and not is_held and not line.is_surely_heavy:
                    yield f"{visit}: {line.exercise} is lighter than before ({load_of(line)})"
    for phase, group in groupby(case.weeks, key=lambda week: week.phase):
        weeks = list(group)
        if phase == "race-season" and len(weeks) > 32:
            yield f"{weeks[0]}: {len(weeks)} weeks of race season, at most 32"
