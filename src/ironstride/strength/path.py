"""The path of a lift: what was known of it day by day, and what is to be expected of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Final

from ironstride.core.calendar import DAY, WEEK
from ironstride.core.estimate import Band, Basis
from ironstride.core.exercise import Exercise
from ironstride.core.log import SetDone
from ironstride.core.units import Kilograms
from ironstride.strength.lift import Measure, build_of, lift_of
from ironstride.strength.state import RepsForecast, StrengthState, strength_state

WEEKS_AHEAD: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What is known of something on a day: its middle and how sure that is."""

    day: date
    value: float
    likely: Band
    possible: Band


def _width(reading: Reading) -> float:
    return reading.likely.high - reading.likely.low


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """One lift over some weeks.

    `readings` run up to today, each made from what was known on its day; `ahead` is what is
    to be expected after it without one more set. In kilograms of 1RM where `measure` is a
    mass, beside the body where the body is part of it. Both are empty where nothing is known.
    """

    measure: Measure
    is_beside_body: bool = False
    readings: tuple[Reading, ...] = ()
    ahead: tuple[Reading, ...] = ()
    basis: Basis = Basis.OWN_SETS

    @property
    def now(self) -> Reading | None:
        """What is known today."""
        return self.readings[-1] if self.readings else None

    @property
    def weekly(self) -> tuple[Reading, ...]:
        """One reading a week, of its Sunday, and today's."""
        return tuple(r for r in self.readings if r.day.weekday() == 6 or r is self.readings[-1])

    @property
    def since(self) -> Reading | None:
        """The earliest reading that today's can be compared with; None where there is none.

        It is two weeks old or older, and its range at most half again as wide as today's: a
        guess made before there were sets to make it from is nothing to have progressed from.
        """
        sure = (
            r
            for r in self.readings
            if self.readings[-1].day - r.day >= 2 * WEEK
            and _width(r) <= 1.5 * _width(self.readings[-1])
        )
        return next(sure, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be found out: the paths of some lifts, and how often loads go up on days.

    A forecast of a day is made from the sets before it.
    """

    lifts: Collection[str]
    first: date
    today: date
    loads: Mapping[tuple[str, date], Kilograms] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The answers: a path for each lift, and the forecasts that could be made."""

    paths: Mapping[str, Path]
    forecasts: Mapping[tuple[str, date], RepsForecast]


def follow(
    sets: Sequence[SetDone],
    exercises: Mapping[str, Exercise],
    body_mass: Kilograms | None,
    asked: Asked,
) -> Found:
    """Replay a log day by day, and note what is known on the way; nothing looks ahead.

    A lift is read on each day on which it was done, on Sundays and today.
    """
    state = strength_state(sets, exercises, body_mass, until=asked.first - DAY)
    measures = {lift: _measure(sets, lift, exercises) for lift in asked.lifts}
    readings: dict[str, list[Reading]] = {lift: [] for lift in asked.lifts}
    forecasts: dict[tuple[str, date], RepsForecast] = {}
    for day, done in _days(sets, asked):
        forecasts |= _forecasts(state, day, asked)
        state = state.observe(done)
        trained = {one.exercise for one in done}
        is_last = day == asked.today
        for lift, path in readings.items():
            if lift in trained or day.weekday() == 6 or is_last:
                path.extend(_reading(state, lift, day, measures[lift], takes_related=is_last))
    for day in sorted({day for _, day in asked.loads if day > asked.today}):
        forecasts |= _forecasts(state, day, asked)
    paths = {
        lift: _path(state, lift, readings[lift], measures[lift], asked.today)
        for lift in asked.lifts
    }
    return Found(paths=paths, forecasts=forecasts)


def _measure(sets: Iterable[SetDone], lift: str, exercises: Mapping[str, Exercise]) -> Measure:
    """Say what a lift is mostly measured in; in masses where it was never done."""
    counted = Counter(lift_of(one, exercises).measure for one in sets if one.exercise == lift)
    return counted.most_common(1)[0][0] if counted else Measure.MASS


def _days(sets: Iterable[SetDone], asked: Asked) -> Iterator[tuple[date, tuple[SetDone, ...]]]:
    """Give every day up to today with the sets done on it."""
    ordered = sorted(sets, key=lambda one: one.day)
    done = {day: tuple(group) for day, group in groupby(ordered, key=lambda one: one.day)}
    for n in range((asked.today - asked.first).days + 1):
        day = asked.first + n * DAY
        yield day, done.get(day, ())


def _forecasts(
    state: StrengthState, day: date, asked: Asked
) -> dict[tuple[str, date], RepsForecast]:
    loads = ((lift, load) for (lift, on), load in asked.loads.items() if on == day)
    found = ((lift, state.repetitions(lift, load, day)) for lift, load in loads)
    return {(lift, day): forecast for lift, forecast in found if forecast is not None}


def _reading(
    state: StrengthState, lift: str, day: date, measure: Measure, *, takes_related: bool
) -> Iterator[Reading]:
    """Read a lift on a day in its own measure, where anything is known of it.

    What only lifts that move alike tell is taken today and ahead, and is no path of its own.
    """
    if measure is not Measure.MASS:
        other = state.capacity(lift, day)
        if other is not None:
            yield Reading(day=day, value=other.middle, likely=other.likely, possible=other.possible)
        return
    known = state.estimate(lift, day)
    if known is not None and (takes_related or known.basis is Basis.OWN_SETS):
        value = known.one_rep_max.value
        yield Reading(day=day, value=value, likely=known.likely, possible=known.possible)


def _path(
    state: StrengthState, lift: str, readings: Iterable[Reading], measure: Measure, today: date
) -> Path:
    lifted = build_of(lift, state.exercises.get(lift)).lifted
    known = state.estimate(lift, today) if measure is Measure.MASS else None
    days = (today + n * WEEK for n in range(1, WEEKS_AHEAD + 1))
    return Path(
        measure=measure,
        is_beside_body=measure is Measure.MASS and lifted is not None and lifted.body > 0,
        readings=tuple(readings),
        ahead=tuple(
            r for day in days for r in _reading(state, lift, day, measure, takes_related=True)
        ),
        basis=Basis.OWN_SETS if known is None else known.basis,
    )
