"""How strong a lifter is, as the log tells it, on any day and without looking ahead."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Final, NamedTuple

from ironstride.core.estimate import Band, Basis, LiftEstimate
from ironstride.core.exercise import Exercise
from ironstride.core.log import LoadChoice, SetDone, Side
from ironstride.core.units import RIR, Kilograms, Reps
from ironstride.strength.body_mass import USUAL_BODY, Lifted
from ironstride.strength.coverage import NORMAL, Spread
from ironstride.strength.evidence import Evidence, evidence, work_in
from ironstride.strength.expectation import Expectations, Target, targets
from ironstride.strength.kalman import Block, aged, learnt, new_block, with_lift
from ironstride.strength.lift import Build, Kin, Lift, Measure, build_of, measure_of
from ironstride.strength.settings import SETTINGS, StrengthSettings
from ironstride.strength.standing import Standing, usual_strength

HEAVIEST_KG: Final = 999.0
MASSES: Final = frozenset({Measure.MASS})
COUNTS: Final = frozenset({Measure.REPS})
CAPACITIES: Final = frozenset(Measure) - MASSES


@dataclass(frozen=True, slots=True, kw_only=True)
class RepsForecast:
    """How many repetitions are to be expected. [count]

    `middle` is exceeded as often as missed; `mean` is pulled by rare days that lie far off.
    """

    mean: float
    middle: float
    likely: Band
    possible: Band


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """How much goes of something other than a mass: seconds, metres, contacts, repetitions."""

    exercise: str
    measure: Measure
    middle: float
    likely: Band
    possible: Band


class Known(NamedTuple):
    """On how many days a lift was trained, and when last."""

    sessions: int
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthState:
    """What is believed about a lifter after some sets. Observing gives another; none changes.

    `spreads` say how much this lifter's days scatter, and `expectations` what is remembered of
    habits; only `blocks` speak of strength.
    """

    exercises: Mapping[str, Exercise]
    body_kg: float
    settings: StrengthSettings
    blocks: Mapping[Kin, Block] = field(default_factory=dict)
    known: Mapping[Lift, Known] = field(default_factory=dict)
    spreads: Mapping[Measure, Spread] = field(default_factory=dict)
    expectations: Expectations = field(default_factory=Expectations)

    def observe(self, sets: Iterable[SetDone]) -> StrengthState:
        """Take in the sets of a day, or of several; give what is believed after them.

        Raises:
            ValueError: for a set from before the last day of its kin: replay the log instead.
        """
        learning = _Learning(self)
        ordered = sorted(sets, key=lambda one: (one.day, one.at, one.position))
        for day, of_day in groupby(ordered, key=lambda one: one.day):
            for lift, group in learning.by_lift(of_day).items():
                learning.take_in(lift, day, group)
        return learning.state()

    def estimate(
        self, exercise_id: str, day: date, side: Side | None = None
    ) -> LiftEstimate | None:
        """Say what the heaviest single lift would be on a day, or None where nothing is known.

        Of an exercise logged by side the weaker side speaks, unless `side` names one.
        """
        found, lifted = self._strength(exercise_id, day, side), self._lifted(exercise_id)
        if found is None or lifted is None:
            return None
        known = self.known.get(found.lift)
        likely, possible = (
            Band(self._beside(lifted, low), self._beside(lifted, high), share)
            for low, high, share in found.bounds()
        )
        return LiftEstimate(
            exercise=exercise_id,
            day=day,
            one_rep_max=Kilograms(self._beside(lifted, found.log)),
            likely=likely,
            possible=possible,
            slope=found.slope,
            sessions=0 if known is None else known.sessions,
            last=None if known is None else known.last,
            basis=Basis.RELATED_SETS if known is None else Basis.OWN_SETS,
        )

    def repetitions(
        self, exercise_id: str, load: Kilograms | None, day: date, side: Side | None = None
    ) -> RepsForecast | None:
        """Say how often a load would go up on a day, to failure; None where nothing is known."""
        found, lifted = self._strength(exercise_id, day, side), self._lifted(exercise_id)
        total = self._total(lifted, load)
        if found is None or total <= 0:
            return None
        asked = Evidence(amount=0.0, log_load=math.log(total), reserve=0.0)
        mean, sd = found.guess(asked, self.settings)
        likely, possible = (
            Band(max(0.0, mean - q * sd), max(0.0, mean + q * sd), share)
            for share, q in NORMAL.items()
        )
        at_least = max(0.0, mean)
        return RepsForecast(mean=at_least, middle=at_least, likely=likely, possible=possible)

    def expected(
        self,
        exercise_id: str,
        load: Kilograms | None,
        day: date,
        *,
        choice: LoadChoice = LoadChoice.OWN,
        side: Side | None = None,
    ) -> RepsForecast | None:
        """Say what the log will show for the day's heaviest set, or for a test, at a load.

        Unlike `repetitions` this counts habit: where people stop, and how they choose loads.
        """
        total = self._total(self._lifted(exercise_id), load)
        found = self._strength(exercise_id, day, side, MASSES if total > 0 else COUNTS)
        if found is None or found.lift not in self.known:
            found = self._strength(exercise_id, day, side, MASSES | COUNTS) or found
        if found is None:
            return None
        is_test = choice is LoadChoice.TEST
        target = Target(is_test=is_test, log_load=math.log(total) if total > 0 else 0.0, reps=0)
        told = self.expectations.told(found.lift, target, found.question(target, self.settings))
        bands = (
            Band(told.distribution.quantile(tail), told.distribution.quantile(1 - tail), share)
            for tail, share in zip(told.tails, NORMAL, strict=True)
        )
        likely, possible = bands
        middle = told.distribution.quantile(0.5)
        return RepsForecast(
            mean=told.distribution.mean, middle=middle, likely=likely, possible=possible
        )

    def load_for(
        self, exercise_id: str, reps: Reps, rir: RIR, day: date, side: Side | None = None
    ) -> Kilograms | None:
        """Say which load goes up so often with so much left; None where nothing is known.

        It is a mass beside the body: zero says that the body alone is as much as that, or more.
        """
        found, lifted = self._strength(exercise_id, day, side), self._lifted(exercise_id)
        if found is None or lifted is None:
            return None
        to_failure = reps.count + rir.count
        return Kilograms(self._beside(lifted, found.log - found.slope * (to_failure - 1)))

    def capacity(self, exercise_id: str, day: date, side: Side | None = None) -> Capacity | None:
        """Say how long, far or often an exercise goes that no mass measures."""
        found = self._strength(exercise_id, day, side, CAPACITIES)
        if found is None:
            return None
        likely, possible = (
            Band(math.exp(low), math.exp(high), share) for low, high, share in found.bounds()
        )
        return Capacity(
            exercise=exercise_id,
            measure=found.lift.measure,
            middle=math.exp(found.log),
            likely=likely,
            possible=possible,
        )

    # --- within -----------------------------------------------------------------------------

    def _strength(
        self,
        exercise_id: str,
        day: date,
        side: Side | None,
        measures: frozenset[Measure] = MASSES,
    ) -> Standing | None:
        """Find what is believed of an exercise: of the side asked for, else of the weaker one.

        An exercise that was measured in several ways is told in the one of its latest day.
        """
        mine = [
            lift for lift in self.known if lift.exercise == exercise_id and lift.measure in measures
        ]
        if not mine:
            unseen = Lift(exercise_id, Measure.MASS, side)
            return self._of(unseen, day) if Measure.MASS in measures else None
        latest = max(mine, key=lambda lift: self.known[lift].last).measure
        mine = [lift for lift in mine if lift.measure is latest]
        asked = [lift for lift in mine if side is None or lift.side is side] or mine
        found = (self._of(lift, day) for lift in asked)
        return min((one for one in found if one is not None), key=lambda s: s.log)

    def _of(self, lift: Lift, day: date) -> Standing | None:
        build = build_of(lift.exercise, self.exercises.get(lift.exercise))
        block = self.blocks.get(Kin(build.family, lift.measure))
        if block is None:
            return None
        block = aged(block, day.toordinal(), self.settings)
        if lift not in block.place:
            block = with_lift(block, lift, usual_strength(build, lift, self.body_kg), self.settings)
        return Standing(lift, block, self.spreads.get(lift.measure, Spread()))

    def _lifted(self, exercise_id: str) -> Lifted | None:
        return build_of(exercise_id, self.exercises.get(exercise_id)).lifted

    def _total(self, lifted: Lifted | None, load: Kilograms | None) -> float:
        """Add the body's share to a load; 0 where nothing has a mass. [kg]"""
        if lifted is None:
            return 0.0
        return lifted.total(0.0 if load is None else load.value, self.body_kg)

    def _beside(self, lifted: Lifted, log_total: float) -> float:
        """Say what is beside the body where so much moves. [kg]"""
        total = math.exp(min(log_total, math.log(HEAVIEST_KG)))
        return max(0.0, lifted.beside_body(total, self.body_kg))


class _Learning:
    """A state while it learns: what is handed out afterwards no longer changes."""

    def __init__(self, before: StrengthState) -> None:
        self.before = before
        self.blocks, self.known = dict(before.blocks), dict(before.known)
        self.spreads, self.expectations = dict(before.spreads), before.expectations.thawed()
        self.builds: dict[str, Build] = {}
        self.lifts: dict[tuple[str, Measure, Side | None], Lift] = {
            (lift.exercise, lift.measure, lift.side): lift for lift in before.known
        }

    def state(self) -> StrengthState:
        """Hand out what was learnt."""
        return StrengthState(
            exercises=self.before.exercises,
            body_kg=self.before.body_kg,
            settings=self.before.settings,
            blocks=self.blocks,
            known=self.known,
            spreads=self.spreads,
            expectations=self.expectations,
        )

    def by_lift(self, sets: Iterable[SetDone]) -> dict[Lift, list[SetDone]]:
        """Put a day's sets together by lift, in the order they were begun."""
        groups: dict[Lift, list[SetDone]] = {}
        for one in sets:
            key = (one.exercise, measure_of(one, self.build(one.exercise)), one.side)
            lift = self.lifts.get(key) or self.lifts.setdefault(key, Lift(*key))
            groups.setdefault(lift, []).append(one)
        return groups

    def build(self, exercise: str) -> Build:
        """Say how an exercise is built; looked up once."""
        found = self.builds.get(exercise)
        if found is None:
            found = build_of(exercise, self.before.exercises.get(exercise))
            self.builds[exercise] = found
        return found

    def take_in(self, lift: Lift, day: date, sets: list[SetDone]) -> None:
        """Learn from a day's sets of one lift: habit first, as it was before, then strength."""
        before, settings = self.before, self.before.settings
        build = self.build(lift.exercise)
        work = work_in(lift, sets, build, before.body_kg)
        if not work:
            return
        kin = Kin(build.family, lift.measure)
        block = self._block(kin, lift, day, build)
        spread = self.spreads.get(lift.measure, Spread())
        standing = Standing(lift, block, spread)
        for target in targets(lift, work):
            self.expectations.learn(lift, target, standing.question(target, settings))
        for one in evidence(lift, work, build, settings):
            block, surprise = learnt(block, lift, one, settings)
            ratio = min(surprise.value**2 / surprise.variance, settings.most_surprise**2)
            spread = spread.learnt(ratio, settings.spread_days)
        self.blocks[kin], self.spreads[lift.measure] = block, spread
        known = self.known.get(lift)
        self.known[lift] = Known(1 if known is None else known.sessions + 1, day)

    def _block(self, kin: Kin, lift: Lift, day: date, build: Build) -> Block:
        """Give what is believed of the kin on that day, with the lift among them."""
        settings, on = self.before.settings, day.toordinal()
        block = self.blocks.get(kin) or new_block(build, on, settings)
        if on < block.day:
            raise ValueError(f"{lift.exercise}: the sets of {day} come late; replay the log")
        block = aged(block, on, settings)
        if lift in block.place:
            return block
        return with_lift(block, lift, usual_strength(build, lift, self.before.body_kg), settings)


def strength_state(
    sets: Iterable[SetDone],
    exercises: Mapping[str, Exercise],
    body_mass: Kilograms | None = None,
    *,
    until: date,
    settings: StrengthSettings = SETTINGS,
) -> StrengthState:
    """Replay a log up to and with the day `until`, and say what is believed then.

    Later sets are left aside, so a past day is told as it was known on that day.
    """
    body_kg = (body_mass or USUAL_BODY).value
    empty = StrengthState(exercises=exercises, body_kg=body_kg, settings=settings)
    return empty.observe(one for one in sets if one.day <= until)
