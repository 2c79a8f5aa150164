"""Weekdays: which of them carry the long, the quality and the easy runs, and how surely."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby
from statistics import fmean, median
from typing import Final

from ironstride.core.calendar import Weekday
from ironstride.core.policy import HabitPolicy
from ironstride.core.run import RunKind
from ironstride.running.clock import minutes_round_the_dial, usual_clock
from ironstride.running.key_runs import Judgement
from ironstride.running.outing import Outing

MOST_QUALITY_DAYS: Final = 2  # a coach plans no more in an ordinary week   [convention]
FIRM_CONTRAST: Final = 2.5  # standard errors between hard and easy weekdays   [choice]


@dataclass(frozen=True, slots=True)
class SecondRun:
    """The second run of a day that often has two."""

    times: int
    start: time
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekdayHabit:
    """What usually happens on one weekday.

    It was run on in `times` of `weeks` weeks, and `times_of_kind` of those runs were of the
    usual kind. `minutes` is the middle of the latest such runs, `start` that of the latest
    runs of the day; half of them began within `start_varies` minutes of it.
    """

    day: Weekday
    weeks: int
    times: int
    kind: RunKind
    times_of_kind: int
    start: time
    start_varies: int
    minutes: int
    second: SecondRun | None = None

    @property
    def share(self) -> float:
        """The share of the weeks in which the day was run on."""
        return self.times / self.weeks

    @property
    def certainty(self) -> float:
        """The chance that the next run of the day is of the usual kind.

        (k + 1) / (n + 2) by Laplace's rule, so that three of three is less sure than twelve
        of twelve.   [convention]
        """
        return (self.times_of_kind + 1) / (self.times + 2)


@dataclass(frozen=True, slots=True)
class DayOfRuns:
    """One day's outings: the one that counts, and the other one where there are two.

    `is_long` says whether it stands for the week's long run; a long race does.
    """

    main: Judgement
    second: Outing | None
    is_long: bool

    @property
    def weekday(self) -> Weekday:
        """Its day of the week."""
        return Weekday.of(self.main.outing.day)

    @property
    def is_hard(self) -> bool:
        """Whether it stands for quality; a shorter race does."""
        return not self.is_long and self.main.kind in (RunKind.QUALITY, RunKind.RACE)


def days_of_runs(judgements: Sequence[Judgement], *, policy: HabitPolicy) -> tuple[DayOfRuns, ...]:
    """Gather outings by day; key runs come before easy ones, longer before shorter."""
    days = []
    for _, same_day in groupby(judgements, key=lambda j: j.outing.day):
        ranked = sorted(same_day, key=lambda j: (j.kind.is_key, j.outing.minutes), reverse=True)
        main, second = ranked[0], ranked[1].outing if len(ranked) > 1 else None
        days.append(DayOfRuns(main, second, is_long=_is_long(main, policy)))
    return tuple(days)


def _is_long(judged: Judgement, policy: HabitPolicy) -> bool:
    if judged.kind is not RunKind.RACE:
        return judged.kind is RunKind.LONG
    return judged.times_usual is not None and judged.times_usual >= policy.long_run_share


@dataclass(frozen=True, slots=True)
class KeyDays:
    """The weekdays of the long run and of quality, with what had to be decided."""

    long: Weekday | None
    quality: tuple[Weekday, ...]
    harder: frozenset[date]
    notes: tuple[str, ...]


def key_days(days: Sequence[DayOfRuns], *, weeks: int, policy: HabitPolicy) -> KeyDays:
    """Choose at most one weekday for the long run and two for quality."""
    long, wandering = _long_day(days, weeks, policy)
    others = [d for d in days if d.weekday is not long]
    contrast, harder = _harder_weekdays(others, policy)
    mostly = _mostly_key_weekdays(others, policy)
    ranked = sorted(contrast | mostly, key=lambda day: -_mean_hardness(others, day))
    quality = tuple(ranked[:MOST_QUALITY_DAYS])
    return KeyDays(long, quality, harder, (*wandering, *_too_many(ranked)))


def _long_day(
    days: Sequence[DayOfRuns], weeks: int, policy: HabitPolicy
) -> tuple[Weekday | None, tuple[str, ...]]:
    longs = Counter(d.weekday for d in days if d.is_long)
    if not longs or longs.total() < policy.least_share_of_weeks * weeks:
        return None, ()
    day = max(longs, key=lambda day: (longs[day], day.number))
    if longs[day] < policy.least_times:
        return None, (f"A long run comes back, but on no day of its own ({_listed(longs)}).",)
    if longs[day] >= 2 / 3 * longs.total():
        return day, ()
    return day, (f"The long run wanders ({_listed(longs)}); {day.value.capitalize()} is taken.",)


def _listed(counts: Mapping[Weekday, int]) -> str:
    return ", ".join(f"{day.short} {counts[day]}" for day in Weekday if counts.get(day))


def _harder_weekdays(
    days: Sequence[DayOfRuns], policy: HabitPolicy
) -> tuple[frozenset[Weekday], frozenset[date]]:
    """Find one or two weekdays whose runs are harder than those of the other weekdays.

    One run tells little: half of the quality runs look easy when warm-up, breaks and cool-down
    are averaged in. Many runs of one weekday tell much. The hardest one or two weekdays are
    taken where their mean lies `quality_steps` above the mean of the others and that
    difference is 2.5 times its standard error; of one and two, the firmer.   [choice]

    Returns the weekdays, and the dates of their runs that lie on the hard side of the middle.
    """
    hardness = _hardness_by_weekday(days, policy)
    ranked = sorted(hardness, key=lambda day: -fmean(hardness[day]))
    firmest, found = FIRM_CONTRAST, frozenset[Weekday]()
    for count in range(1, min(MOST_QUALITY_DAYS, len(ranked) - 1) + 1):
        hard = [x for day in ranked[:count] for x in hardness[day]]
        easy = [x for day in ranked[count:] for x in hardness[day]]
        apart = fmean(hard) - fmean(easy)
        firmness = apart / math.sqrt(_variance_of_mean(hard) + _variance_of_mean(easy))
        if apart >= policy.quality_steps and firmness >= firmest:
            firmest, found = firmness, frozenset(ranked[:count])
    return found, _on_the_hard_side(days, found)


def _hardness_by_weekday(
    days: Sequence[DayOfRuns], policy: HabitPolicy
) -> dict[Weekday, list[float]]:
    hardness: dict[Weekday, list[float]] = {}
    for d in days:
        if not d.is_long and d.main.hardness is not None:
            hardness.setdefault(d.weekday, []).append(d.main.hardness)
    return {day: found for day, found in hardness.items() if len(found) >= policy.least_times}


def _variance_of_mean(values: Sequence[float]) -> float:
    """Estimate it; a spread under a tenth of a step is chance in a runner of clockwork."""
    mean = fmean(values)
    variance = sum((x - mean) ** 2 for x in values) / (len(values) - 1)
    return max(variance, 0.01) / len(values)


def _on_the_hard_side(
    days: Sequence[DayOfRuns], hard_weekdays: frozenset[Weekday]
) -> frozenset[date]:
    known = [(d, d.main.hardness) for d in days if d.main.hardness is not None and not d.is_long]
    hard = [x for d, x in known if d.weekday in hard_weekdays]
    easy = [x for d, x in known if d.weekday not in hard_weekdays]
    if not hard or not easy:
        return frozenset()
    middle = (fmean(hard) + fmean(easy)) / 2
    return frozenset(
        d.main.outing.day for d, x in known if d.weekday in hard_weekdays and x >= middle
    )


def _mostly_key_weekdays(days: Sequence[DayOfRuns], policy: HabitPolicy) -> frozenset[Weekday]:
    """Find weekdays on which more than half of the runs were key runs, not merely long.

    At least a third of those must be hard: a long run that changes places between Saturday
    and Sunday makes no quality day of either.   [choice]
    """
    ran = Counter(d.weekday for d in days)
    hard = Counter(d.weekday for d in days if d.is_hard)
    key = hard + Counter(d.weekday for d in days if d.is_long)
    return frozenset(
        day
        for day in key
        if key[day] >= policy.least_times and key[day] > ran[day] / 2 and hard[day] >= key[day] / 3
    )


def _mean_hardness(days: Sequence[DayOfRuns], day: Weekday) -> float:
    known = [d.main.hardness for d in days if d.weekday is day and d.main.hardness is not None]
    return fmean(known) if known else 0.0


def _too_many(ranked: Sequence[Weekday]) -> tuple[str, ...]:
    if len(ranked) <= MOST_QUALITY_DAYS:
        return ()
    left_out = " and ".join(day.value.capitalize() for day in ranked[MOST_QUALITY_DAYS:])
    return (f"More than two days look hard; {left_out} counts as easy, being the least hard.",)


def weekday_habit(
    day: Weekday, days: Sequence[DayOfRuns], keys: KeyDays, *, weeks: int, policy: HabitPolicy
) -> WeekdayHabit:
    """Describe one weekday from its days of runs; there is at least one."""
    kind = _usual_kind(day, keys)
    alike = [d for d in days if _is_of(d, kind, keys)]
    shown = alike if len(alike) >= policy.least_times else list(days)
    latest = [d.main.outing for d in shown[-policy.recent_times :]]
    start, varies = _usual_start([d.main.outing for d in days[-policy.recent_times :]])
    return WeekdayHabit(
        day=day,
        weeks=weeks,
        times=len(days),
        kind=kind,
        times_of_kind=len(alike),
        start=start,
        start_varies=varies,
        minutes=_usual_minutes(latest),
        second=_second_run(days, weeks, policy),
    )


def _usual_kind(day: Weekday, keys: KeyDays) -> RunKind:
    if day is keys.long:
        return RunKind.LONG
    return RunKind.QUALITY if day in keys.quality else RunKind.EASY


def _is_of(d: DayOfRuns, kind: RunKind, keys: KeyDays) -> bool:
    if kind is RunKind.LONG:
        return d.is_long
    if kind is RunKind.QUALITY:
        return d.is_hard or d.is_long or d.main.outing.day in keys.harder
    return not d.is_long and not d.is_hard


def _second_run(days: Sequence[DayOfRuns], weeks: int, policy: HabitPolicy) -> SecondRun | None:
    second = [d.second for d in days if d.second is not None]
    if len(second) < max(policy.least_times, policy.least_share_of_weeks * weeks):
        return None
    latest = second[-policy.recent_times :]
    return SecondRun(len(second), _usual_start(latest)[0], _usual_minutes(latest))


def _usual_start(latest: Sequence[Outing]) -> tuple[time, int]:
    clocks = [outing.start.time() for outing in latest]
    usual = usual_clock(clocks)
    return usual, round(median(minutes_round_the_dial(usual, clock) for clock in clocks))


def _usual_minutes(latest: Sequence[Outing]) -> int:
    """Take the median, to five minutes, within what a habitual run may last."""
    middle = median(outing.minutes for outing in latest)
    return int(min(600, max(5, round(middle / 5) * 5)))
