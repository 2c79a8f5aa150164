"""What a day's sets of one lift say: which of them count, and what each may teach."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ironstride.core.log import LoadChoice, SetDone
from ironstride.strength.body_mass import Lifted
from ironstride.strength.lift import Build, Lift, Measure
from ironstride.strength.settings import StrengthSettings


class Evidence(NamedTuple):
    """One figure that the filter reads.

    For a mass, `amount` is repetitions done, `log_load` the logarithm of all that moved
    [ln kg], `reserve` what was left and `reserve_sd` how unsure that is [count]; `reserve` is
    None where nobody said, and the set may have been an easy one. For every other measure
    `amount` is the logarithm of what was counted. `teaches_slope` says whether the load was
    fixed before the lifter could fit it to the repetitions.
    """

    amount: float
    log_load: float = 0.0
    reserve: float | None = None
    reserve_sd: float = 0.0
    teaches_slope: bool = False


class Work(NamedTuple):
    """A set that counts: what it counted, and for a mass the logarithm of all that it moved."""

    set: SetDone
    amount: float
    log_load: float = 0.0


def work_in(lift: Lift, sets: Iterable[SetDone], build: Build, body_kg: float) -> list[Work]:
    """Pick a day's sets of one lift that were no warm-ups and counted something."""
    if lift.measure is not Measure.MASS or build.lifted is None:
        amounts = ((one, _amount(one, lift.measure)) for one in sets if not one.is_warm_up)
        return [Work(one, amount) for one, amount in amounts if amount > 0]
    mass = build.lifted
    return [
        Work(one, one.reps.count, math.log(load))
        for one in sets
        if not one.is_warm_up
        and one.reps is not None
        and one.reps.count > 0
        and (load := total_kg(one, mass, body_kg)) > 0
    ]


def total_kg(one: SetDone, mass: Lifted, body_kg: float) -> float:
    """Add up what a set moved: loads and the body's share, less what helped. [kg]"""
    load = 0.0 if one.load is None else one.load.value
    helped = 0.0 if one.assistance is None else one.assistance.value
    return mass.total(load, body_kg) - helped


def _amount(one: SetDone, measure: Measure) -> float:
    """Read what a set counted in a measure other than mass. [s, m or count]"""
    reps = 0 if one.reps is None else one.reps.count
    counted = {
        Measure.CONTACTS: one.contacts,
        Measure.SECONDS: one.seconds,
        Measure.METRES: one.metres,
    }
    return float(counted.get(measure, reps) or 0)


def evidence(
    lift: Lift, work: Sequence[Work], build: Build, settings: StrengthSettings
) -> tuple[Evidence, ...]:
    """Say what a day's work on one lift tells of how strong the lifter was.

    Tests speak for themselves. Of the other sets the one that says most speaks, for lighter
    ones were mostly not meant to be hard. Where reserves are told and loads rise, the set
    farthest from it in load speaks too, and both teach the slope: whoever lifts two loads on
    one day can have chosen only one of them to fit the repetitions. Loads that fall teach no
    slope, for the later set is the more tired one.
    """
    if lift.measure is not Measure.MASS:
        return (Evidence(amount=math.log(max(done.amount for done in work))),)
    tests = [done for done in work if done.set.choice is LoadChoice.TEST]
    if tests:
        return tuple(_read(done, settings) for done in tests)
    return _most_telling(work, build.slope, settings)


def _read(done: Work, settings: StrengthSettings) -> Evidence:
    """Read one set: its load, its repetitions, and what was left in reserve.

    A prescribed load teaches the slope only with its reserve: 3x5 at a programme's load may
    stop at five because five were asked for.
    """
    one, reps = done.set, done.amount
    if one.rir is not None:
        return Evidence(
            amount=reps,
            log_load=done.log_load,
            reserve=one.rir.count,
            reserve_sd=settings.rir_sd * (one.rir.count + 0.5),
            teaches_slope=one.choice is not LoadChoice.OWN,
        )
    if one.choice is LoadChoice.TEST:
        left = settings.test_reserve
        return Evidence(amount=reps, log_load=done.log_load, reserve=left, teaches_slope=True)
    return Evidence(amount=reps, log_load=done.log_load, reserve_sd=settings.unsaid_sd)


def _most_telling(
    work: Sequence[Work], slope: float, settings: StrengthSettings
) -> tuple[Evidence, ...]:
    """Take the set that says most, and one at another load where both tell their reserve."""
    shown = [_shown(done, slope, settings) for done in work]
    at = shown.index(max(shown))
    best = work[at]
    if best.set.rir is None:
        return (_read(best, settings),)
    step = settings.step
    lighter = [done for done in work[:at] if done.log_load <= best.log_load - step]
    heavier = [done for done in work[at + 1 :] if done.log_load >= best.log_load + step]
    told = [done for done in (*lighter, *heavier) if done.set.rir is not None]
    if not told:
        return (_read(best, settings),)
    other = max(told, key=lambda done: abs(done.log_load - best.log_load))
    return tuple(_read(done, settings)._replace(teaches_slope=True) for done in (best, other))


def _shown(done: Work, slope: float, settings: StrengthSettings) -> float:
    """Say which 1RM a set shows, by the usual curve. [ln kg]"""
    rir = done.set.rir
    left = settings.usual_reserve if rir is None else rir.count
    return done.log_load + slope * (done.amount + left)
