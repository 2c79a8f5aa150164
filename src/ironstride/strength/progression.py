"""The next load of a lift: earned by repetitions, bounded by the estimate, told with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import groupby, pairwise, takewhile

from ironstride.core.estimate import Basis, LiftEstimate
from ironstride.core.exercise import RepRange
from ironstride.core.log import Readiness, SetDone
from ironstride.core.policy import ProgressionPolicy
from ironstride.core.units import Kilograms
from ironstride.strength.body_mass import Lifted
from ironstride.strength.plates import Ladder
from ironstride.strength.repetitions import share_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a set is to be: so many repetitions with so many left.

    `share_most` is the largest share of 1RM to aim at, whatever else allows more.
    """

    reps: RepRange
    rir: int
    share_most: float | None = None

    @property
    def to_failure(self) -> int:
        """Its most repetitions and the reserve. [count]"""
        return self.reps.high + self.rir


# --- what was done ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Bout:
    """The working sets of one lift on one day, at the load that most of them had.

    `asked` is what the programme of that day wanted, where one is known.
    """

    day: date
    load: Kilograms
    sets: tuple[SetDone, ...]
    asked: Target | None = None

    @property
    def first_reps(self) -> int:
        """The repetitions of its first set. [count]"""
        return _count(self.sets[0])

    def to_spare(self, target: Target) -> float:
        """Say how many repetitions the last set had beyond what was wanted. [count]

        A reserve that was told counts: five with four left have two to spare where five with
        two left were wanted. Of two sides the weaker one counts.
        """
        asked = self.asked or target
        last = {one.side: _spare(one, asked) for one in self.sets}
        return min(last.values())

    def is_bad(self, target: Target) -> bool:
        """Whether repetitions were missed, or the reserve was two smaller than wanted."""
        asked = self.asked or target
        return any(_went_badly(one, asked) for one in self.sets)

    def is_of_kind(self, target: Target, extra_reps: int) -> bool:
        """Whether it aimed at the same kind of set, as told, or as its first set shows."""
        if self.asked is not None:
            return (self.asked.reps, self.asked.rir) == (target.reps, target.rir)
        return target.reps.low - extra_reps <= self.first_reps <= target.reps.high + extra_reps


def _count(one: SetDone) -> int:
    return 0 if one.reps is None else one.reps.count


def _spare(one: SetDone, asked: Target) -> float:
    left = asked.rir if one.rir is None else one.rir.count
    return _count(one) + left - asked.to_failure


def _went_badly(one: SetDone, asked: Target) -> bool:
    missed = _count(one) < asked.reps.low
    left = asked.rir if one.rir is None else one.rir.count
    return missed or _count(one) + left <= asked.reps.low + asked.rir - 2


def bouts(sets: Iterable[SetDone], asked: Mapping[date, Target] | None = None) -> tuple[Bout, ...]:
    """Gather the working sets of one lift by day; warm-ups and lighter sets fall away."""
    working = (s for s in sets if not s.is_warm_up and s.load is not None and s.reps is not None)
    ordered = sorted(working, key=lambda one: (one.day, one.at, one.position))
    days = groupby(ordered, key=lambda one: one.day)
    return tuple(_bout(day, list(of_day), (asked or {}).get(day)) for day, of_day in days)


def _bout(day: date, sets: Sequence[SetDone], asked: Target | None) -> Bout:
    loads = Counter(one.load for one in sets if one.load is not None)
    load = max(loads, key=lambda mass: (loads[mass], mass))
    kept = tuple(one for one in sets if one.load == load)
    return Bout(day=day, load=load, sets=kept, asked=asked)


# --- what the estimate allows -------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """What an estimate allows: the load for all repetitions, for the fewest, and a careful one. [kg]

    The careful one is for a beginning: three in four it is no more than could be lifted.
    """

    for_all: Kilograms
    for_fewest: Kilograms
    careful: Kilograms


def load_allowed(
    estimate: LiftEstimate,
    target: Target,
    lifted: Lifted,
    body: Kilograms,
) -> Allowed:
    """Say which load goes up so often with so much left, beside the body.

    load = 1RM exp(-k (n - 1)), n = repetitions + reserve, of all that moves. Where no set of
    the lift itself stands behind the estimate, the low end of what is likely speaks.
    """
    is_own = estimate.basis is not Basis.RELATED_SETS
    best = estimate.one_rep_max.value if is_own else estimate.likely.low

    def beside(one_rep_max: float, wanted: int) -> Kilograms:
        share = share_at(wanted, estimate.slope)
        most = 1.0 if target.share_most is None else target.share_most
        total = lifted.total(one_rep_max, body.value) * min(share, most)
        return Kilograms(max(0.0, lifted.beside_body(total, body.value)))

    return Allowed(
        for_all=beside(best, target.to_failure),
        for_fewest=beside(best, target.reps.low + target.rir),
        careful=beside((best + estimate.likely.low) / 2, target.to_failure),
    )


# --- what comes next ----------------------------------------------------------------------


class Move(StrEnum):
    """What a load does from one session to the next."""

    START = "start"  # no session of this kind yet: what the estimate allows
    FIND = "find"  # still looked for, in larger steps
    HOLD = "hold"
    KEEP = "keep"  # a week in which strength is kept or rested
    UP = "up"  # earned by extra repetitions in sessions running
    EARNED = "earned"  # earned, but the next step is too far or more than the estimate allows
    DOWN = "down"  # clearly more than the estimate allows
    BACK = "back"  # the first session after a lay-off
    REGAIN = "regain"  # towards what it was before the lay-off
    LOOK = "look"  # two bad sessions running: no step, but the question why


@dataclass(frozen=True, slots=True, kw_only=True)
class NextLoad:
    """A load and the facts behind it.

    `allowed` is what the estimate allows for all repetitions, `last` the session before, `spare` the repetitions
    beyond what was wanted in the sessions that decided, `days_off` the length of a lay-off and
    `before` the load that was lifted before it.
    """

    load: Kilograms
    move: Move
    target: Target
    allowed: Kilograms | None
    last: Bout | None = None
    spare: tuple[float, ...] = ()
    days_off: int = 0
    before: Kilograms | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """All that the next load of a lift depends on.

    `may_rise` is False where strength is kept or rested: tapers, light weeks, race season.
    """

    target: Target
    bouts: tuple[Bout, ...]
    allowed: Allowed | None
    ladder: Ladder
    day: date
    numbers: ProgressionPolicy
    layoff_days: int
    may_rise: bool = True

    @property
    def alike(self) -> tuple[Bout, ...]:
        """The latest sessions that aimed at the same kind of set, one after the other."""
        extra = self.numbers.extra_reps
        back = takewhile(lambda b: b.is_of_kind(self.target, extra), reversed(self.bouts))
        return tuple(reversed(tuple(back)))

    def at_most(self, *limits: Kilograms) -> Kilograms | None:
        """Find the heaviest load that stands there within all limits."""
        estimated = () if self.allowed is None else (self.allowed.for_all,)
        told = (*limits, *estimated)
        return self.ladder.at_most(min(told)) if told else None


def next_load(now: Situation) -> NextLoad | None:
    """Say what to lift next, and what moved it there; None where a weight is to be found.

    Two for two: two repetitions to spare in the last set of two sessions running earn the
    smallest step at hand.                                       [two_for_two: secondary]
    It is taken where the estimate allows it, too; a load that lies clearly above the estimate
    comes down to it. Two bad sessions running ask why before anything else is changed.
                                                                 [the rest: choice]
    """
    alike = now.alike
    days_off = (now.day - now.bouts[-1].day).days if now.bouts else 0
    if days_off >= now.layoff_days:
        return _back(alike, days_off, now)
    if not alike:
        careful = () if now.allowed is None else (now.allowed.careful,)
        return _told(now.at_most(*careful), Move.START, now)
    return _decided(alike, now)


def _decided(alike: Sequence[Bout], now: Situation) -> NextLoad | None:
    """Ask what went before: badly, too heavy, well enough to rise, or as wanted."""
    last, numbers = alike[-1], now.numbers
    row = alike[-numbers.sessions_in_a_row :]
    is_row = len(row) == numbers.sessions_in_a_row
    if is_row and all(bout.is_bad(now.target) for bout in row):
        return _told(_no_more_than_allowed(last.load, now, slack=0), Move.LOOK, now, alike)
    kept = _no_more_than_allowed(last.load, now, slack=numbers.too_heavy_percent)
    if kept < last.load:
        return _told(kept, Move.DOWN, now, alike)
    if not now.may_rise:
        return _told(kept, Move.KEEP, now, alike)
    if last.is_bad(now.target):
        return _told(kept, Move.HOLD, now, alike)
    risen = _regained(alike, now) or _found(alike, now)
    return risen or _earned(row if is_row else (), now, alike)


def _no_more_than_allowed(load: Kilograms, now: Situation, *, slack: float) -> Kilograms:
    """Keep a load, unless it lies so many per cent above what the estimate allows."""
    if now.allowed is None or load <= now.allowed.for_fewest * (1 + slack / 100):
        return load
    return min(load, now.at_most() or now.ladder.lightest)


def _regained(alike: Sequence[Bout], now: Situation) -> NextLoad | None:
    """Climb towards what was lifted before the last lay-off, while sessions go as wanted."""
    gaps = [a for a, b in pairwise(alike) if (b.day - a.day).days >= now.layoff_days]
    last = alike[-1]
    if not gaps or last.to_spare(now.target) < 0:
        return None
    former, most = gaps[-1].load, last.load * (1 + now.numbers.rise_percent_most / 100)
    load = now.at_most(former, most)
    if load is None or load <= last.load:
        return None
    return replace(_made(load, Move.REGAIN, now, alike), before=former)


def _found(alike: Sequence[Bout], now: Situation) -> NextLoad | None:
    """Take a larger step while the weight is new and the last set had enough to spare."""
    last, numbers = alike[-1], now.numbers
    if len(alike) >= numbers.finding_sessions or last.to_spare(now.target) < numbers.extra_reps:
        return None
    load = now.at_most(last.load * (1 + numbers.rise_percent_most / 100))
    is_more = load is not None and load > last.load
    return _told(load, Move.FIND, now, alike) if is_more else None


def _earned(row: Sequence[Bout], now: Situation, alike: Sequence[Bout]) -> NextLoad:
    """Go one step up where every session of a row at this load earned it, or say why not."""
    last, extra = alike[-1], now.numbers.extra_reps
    spare = tuple(bout.to_spare(now.target) for bout in row)
    is_earned = row and min(spare) >= extra and all(b.load >= last.load for b in row)
    if not is_earned:
        return _made(last.load, Move.HOLD, now, alike)
    step = _step_up(last.load, now)
    move = Move.EARNED if step is None else Move.UP
    return replace(_made(step or last.load, move, now, alike), spare=spare)


def _step_up(load: Kilograms, now: Situation) -> Kilograms | None:
    """Find the next rung that is a step at all; a far one only where the estimate has room."""
    numbers, rung = now.numbers, now.ladder.above(load)
    while rung is not None and rung < load * (1 + numbers.rise_percent_least / 100):
        rung = now.ladder.above(rung)
    if rung is None:
        return None
    is_far = rung > load * (1 + numbers.rise_percent_most / 100)
    if now.allowed is None:
        return None if is_far else rung
    return rung if rung <= now.allowed.for_all else None


def _back(alike: Sequence[Bout], days_off: int, now: Situation) -> NextLoad | None:
    """Begin again lighter: so much for each week off, and no more than the estimate allows."""
    numbers = now.numbers
    percent = min(numbers.back_percent_most, days_off / 7 * numbers.back_percent_per_week)
    before = alike[-1].load if alike else None
    former = before or (None if now.allowed is None else now.allowed.for_all)
    if former is None:
        return None
    load = now.at_most(former * (1 - percent / 100)) or now.ladder.lightest
    return replace(_made(load, Move.BACK, now, alike), days_off=days_off, before=before)


def _told(
    load: Kilograms | None, move: Move, now: Situation, alike: Sequence[Bout] = ()
) -> NextLoad | None:
    return None if load is None else _made(load, move, now, alike)


def _made(load: Kilograms, move: Move, now: Situation, alike: Sequence[Bout]) -> NextLoad:
    spare = tuple(bout.to_spare(now.target) for bout in alike[-1:])
    last = now.bouts[-1] if now.bouts else None
    return NextLoad(
        load=load,
        move=move,
        target=now.target,
        allowed=None if now.allowed is None else now.allowed.for_all,
        last=last,
        spare=spare,
    )


# --- light weeks by trigger ---------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Tired:
    """What asks for a light week: lifts that went badly twice, days of low readiness."""

    lifts: tuple[str, ...] = ()
    days: tuple[date, ...] = ()


def tired(
    lifts: Mapping[str, NextLoad | None],
    readiness: Iterable[Readiness],
    day: date,
    numbers: ProgressionPolicy,
) -> Tired | None:
    """Say what asks for a light week, or None where nothing does.   [light-weeks: consensus]

    That several lifts went badly at once, or that low readiness came back within a week, are
    our own choice of triggers.
    """
    low = sorted({told.day for told in readiness if _is_low(told, day, numbers)})
    worse = tuple(id_ for id_, told in lifts.items() if _is_bad_of_late(told, day, numbers))
    if len(worse) >= numbers.light_week_lifts or len(low) >= numbers.low_readiness_days:
        return Tired(lifts=worse, days=tuple(low))
    return None


def _is_low(told: Readiness, day: date, numbers: ProgressionPolicy) -> bool:
    return told.score <= numbers.low_readiness and 0 <= (day - told.day).days < 7


def _is_bad_of_late(told: NextLoad | None, day: date, numbers: ProgressionPolicy) -> bool:
    if told is None or told.move is not Move.LOOK or told.last is None:
        return False
    return (day - told.last.day).days < numbers.light_week_days
