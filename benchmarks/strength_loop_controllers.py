"""Who sets the load in the closed loop: Ironstride, and what it is measured against."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from math import exp
from typing import Final, Protocol
from uuid import UUID

from benchmarks.strength_loop_people import Asked, Lifted, Person, Response
from ironstride.catalogue.load import load as read_catalogue
from ironstride.core.exercise import RepRange
from ironstride.core.log import LoadChoice, SetDone
from ironstride.core.units import RIR, Kilograms, MassUnit, Reps
from ironstride.planning.dose.load import share_most
from ironstride.strength.body_mass import LOAD_ALONE, USUAL_BODY
from ironstride.strength.plates import Ladder, ladder
from ironstride.strength.progression import Situation, Target, bouts, load_allowed, next_load
from ironstride.strength.state import StrengthState, strength_state

LIFT: Final = "back-squat"
FIRST_DAY: Final = date(2026, 1, 5)
BEFORE: Final = -4  # the day of the set that everybody knows
ADULT_AGE: Final = 35


class Controller(Protocol):
    """Sets the load of a session, and hears how it went."""

    def choose(self, asked: Asked) -> Kilograms:
        """Say what to lift."""

    def hear(self, asked: Asked, load: Kilograms, done: Sequence[Lifted]) -> None:
        """Take in what was lifted."""


@dataclass(frozen=True, slots=True)
class Start:
    """What everybody knows before the first session: one set, and what it left."""

    load: Kilograms
    reps: int
    told_rir: int

    @property
    def one_rep_max(self) -> float:
        """The heaviest single lift by the usual formula. [kg]"""
        return by_formula(self.load.value, self.reps + self.told_rir)


@cache
def rungs() -> Ladder:
    """Give a bar and the usual plates."""
    return ladder(read_catalogue().exercises[LIFT], None, MassUnit.KG)


def on_the_rack(wanted: float) -> Kilograms:
    """Find the heaviest load that stands there and is no more than wanted."""
    there = rungs()
    return there.at_most(Kilograms(max(0.0, min(wanted, 799.0)))) or there.lightest


def by_formula(kg: float, to_failure: float) -> float:
    """Read a 1RM off a set: Brzycki to ten repetitions, Epley beyond. [kg]"""
    if to_failure <= 10:
        return kg / (1.0278 - 0.0278 * max(1.0, to_failure))
    return kg * (1 + to_failure / 30)


def share_by_formula(to_failure: float) -> float:
    """Say which share of 1RM goes up so often, by the same formulas."""
    return 1 / by_formula(1.0, to_failure)


# --- Ironstride ---------------------------------------------------------------------------


@dataclass(slots=True)
class Ours:
    """The estimate and the next load as the programme has them."""

    state: StrengthState
    sets: list[SetDone] = field(default_factory=list)
    wanted: dict[date, Target] = field(default_factory=dict)

    def choose(self, asked: Asked) -> Kilograms:
        """Say what to lift."""
        day, policy, target = _day(asked), read_catalogue().policy, _target(asked)
        estimate = self.state.estimate(LIFT, day)
        if estimate is None:
            return rungs().lightest
        told = next_load(
            Situation(
                target=target,
                bouts=bouts(self.sets, self.wanted),
                allowed=load_allowed(estimate, target, LOAD_ALONE, USUAL_BODY),
                ladder=rungs(),
                day=day,
                numbers=policy.progression,
                layoff_days=policy.placement.layoff_days,
                may_rise=not asked.is_kept,
            )
        )
        return rungs().lightest if told is None else told.load

    def hear(self, asked: Asked, load: Kilograms, done: Sequence[Lifted]) -> None:
        """Take in what was lifted."""
        self.wanted[_day(asked)] = _target(asked)
        made = [_as_set(asked, load, one, number) for number, one in enumerate(done)]
        self.sets += made
        self.state = self.state.observe(made)


def ours(start: Start) -> Ours:
    """Begin a log with the set that everybody knows."""
    state = strength_state((), read_catalogue().exercises, None, until=FIRST_DAY)
    exactly = RepRange(start.reps, start.reps)
    known = Asked(week=0, day=BEFORE, sets=1, reps=exactly, rir=start.told_rir, percent=0)
    first = _as_set(known, start.load, Lifted(start.reps, start.told_rir, 0.0), 0)
    first = replace(first, choice=LoadChoice.OWN)
    return Ours(state.observe([first]), [first])


def _as_set(asked: Asked, load: Kilograms, done: Lifted, number: int) -> SetDone:
    day = _day(asked)
    is_test = asked.test_leaves is not None and number == asked.sets - 1
    return SetDone(
        id=UUID(int=1_000 * (asked.day - BEFORE) + number),
        at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
        day=day,
        exercise=LIFT,
        position=number,
        load=load,
        reps=Reps(done.reps),
        rir=RIR(done.told_rir),
        choice=LoadChoice.TEST if is_test else LoadChoice.PRESCRIBED,
    )


def _day(asked: Asked) -> date:
    return FIRST_DAY + timedelta(days=asked.day)


def _target(asked: Asked) -> Target:
    is_moderate = asked.reps.low >= 8
    most = share_most(ADULT_AGE, read_catalogue().policy, is_moderate=is_moderate)
    return Target(reps=asked.reps, rir=asked.rir, share_most=most)


# --- what it is measured against ----------------------------------------------------------


@dataclass(slots=True)
class FixedPercentage:
    """Shares of a 1RM that was read off once, and 2.5 % more every four weeks."""

    one_rep_max: float

    def choose(self, asked: Asked) -> Kilograms:
        """Say what to lift."""
        share = asked.percent / 100 * 1.025 ** (asked.week // 4)
        return on_the_rack(self.one_rep_max * share)

    def hear(self, asked: Asked, load: Kilograms, done: Sequence[Lifted]) -> None:
        """Take no notice."""


@dataclass(slots=True)
class TwoForTwo:
    """A step up after two sessions with two repetitions more; a tenth off after two that failed.

    Where another kind of set is asked for, the load moves with its share of 1RM.
    """

    current: float
    percent: int
    extra: int = 0
    short: int = 0

    def choose(self, asked: Asked) -> Kilograms:
        """Say what to lift."""
        if asked.percent != self.percent:
            self.current *= asked.percent / self.percent
            self.percent, self.extra, self.short = asked.percent, 0, 0
        return on_the_rack(self.current)

    def hear(self, asked: Asked, load: Kilograms, done: Sequence[Lifted]) -> None:
        """Take in what was lifted."""
        self.extra = self.extra + 1 if done[-1].reps >= asked.reps.high + 2 else 0
        self.short = self.short + 1 if any(s.reps < asked.reps.low for s in done) else 0
        if self.extra == 2 and not asked.is_kept:
            self.current, self.extra = (rungs().above(load) or load).value + 0.01, 0
        if self.short == 2:
            self.current, self.short = load.value * 0.9, 0


@dataclass(slots=True)
class LastE1RM:
    """The best set of the last session, read by formula, as the next 1RM."""

    one_rep_max: float

    def choose(self, asked: Asked) -> Kilograms:
        """Say what to lift."""
        return on_the_rack(self.one_rep_max * share_by_formula(asked.reps.high + asked.rir))

    def hear(self, asked: Asked, load: Kilograms, done: Sequence[Lifted]) -> None:
        """Take in what was lifted."""
        del asked
        read = [by_formula(load.value, s.reps + s.told_rir) for s in done if s.reps]
        self.one_rep_max = max(read, default=self.one_rep_max * 0.95)


@dataclass(slots=True)
class Oracle:
    """Knows strength, curve and day: the last set leaves just what is asked for."""

    who: Person
    answer: Response

    def choose(self, asked: Asked) -> Kilograms:
        """Say what to lift."""
        strength = strength_on(asked.day, self.who, self.answer)
        reps = asked.reps.high + asked.rir + self.who.set_loss * (asked.sets - 1)
        return on_the_rack(self.who.load_for(reps, strength))

    def hear(self, asked: Asked, load: Kilograms, done: Sequence[Lifted]) -> None:
        """Take no notice: it knows."""


def strength_on(day: int, who: Person, answer: Response) -> float:
    """Say how strong somebody is on a day, for better or worse. [kg]"""
    return who.start_kg * exp(answer.log_gain(day) + who.day_log[day])


Maker = Callable[[Start, Person, Response], Controller]

CONTROLLERS: Final[Mapping[str, Maker]] = {
    "ironstride": lambda start, *_: ours(start),
    "fixed percentage": lambda start, *_: FixedPercentage(start.one_rep_max),
    "two-for-two": lambda start, *_: TwoForTwo(start.one_rep_max, 100),
    "last e1RM": lambda start, *_: LastE1RM(start.one_rep_max),
    "oracle": lambda _, who, answer: Oracle(who, answer),
}
