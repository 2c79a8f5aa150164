"""The diary: pain of one place by day, read as it stood on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import mean, median_high, median_low
from typing import Final, TypeAlias
from uuid import UUID

from ironstride.core.calendar import DAY
from ironstride.core.log import PainMoment, PainScore
from ironstride.rehab.pain import Pains

ByDay: TypeAlias = Mapping[int, int]
"""The worst score of each day; days are counted as `date.toordinal` does. [0 to 10]"""

WEEK_OF_DAYS: Final = 7
DAYS_TO_SAY_USUAL: Final = 3  # fewer scores of a week tell nothing usual


@dataclass(frozen=True, slots=True, kw_only=True)
class Diary:
    """Scores by day. What it says about a day rests on that day and the days before it.

    `baseline_days` is how many mornings make a baseline, and `usual_morning` stands in for them
    while there are none.
    """

    scores: Mapping[date, Sequence[PainScore]]
    mornings: ByDay
    durings: ByDay
    worsts: ByDay
    swollen: frozenset[date]
    usual_morning: int
    baseline_days: int

    def morning_after(self, day: date) -> int | None:
        """Give the score of the morning after a day; None is not told."""
        return self.mornings.get(day.toordinal() + 1)

    def baseline(self, day: date) -> int:
        """Say how the mornings up to a day were: the median, the lower of two middle ones."""
        told = _told(self.mornings, day, self.baseline_days)
        return median_low(told) if told else self.usual_morning

    def pains(
        self,
        day: date,
        of: Collection[UUID],
        *,
        others: Collection[UUID],
        morning: int | None = None,
    ) -> Pains:
        """Put together what is told around what was done on a day.

        Args:
            day: when it was done.
            of: what was done; a score of one of these belongs to it.
            others: what else was done that day; a score of one of these does not.
            morning: the score of the morning after; None is not told yet. [0 to 10]
        """
        own = [s for s in self.scores.get(day, ()) if s.session in of or s.session not in others]
        return Pains(
            baseline=self.baseline(day),
            during=_highest(s for s in own if s.moment is PainMoment.DURING),
            after=_highest(s for s in own if s.moment is PainMoment.AFTER),
            morning=morning,
            is_swollen=day in self.swollen,
        )

    def usual(self, day: date) -> float | None:
        """Say the usual pain of seven days: the median of each day's worst; None with too few."""
        told = self._worst_by_day(day)
        return median_high(told) if len(told) >= DAYS_TO_SAY_USUAL else None

    def worst(self, day: date) -> float | None:
        """Say the worst pain of seven days; None with too few days told."""
        told = self._worst_by_day(day)
        return max(told) if len(told) >= DAYS_TO_SAY_USUAL else None

    def week_rise(self, day: date) -> float | None:
        """Say by how much the mean pain during is above that of the seven days before."""
        now = _told(self.durings, day, WEEK_OF_DAYS)
        before = _told(self.durings, day - WEEK_OF_DAYS * DAY, WEEK_OF_DAYS)
        return mean(now) - mean(before) if now and before else None

    def _worst_by_day(self, day: date) -> list[int]:
        return _told(self.worsts, day, WEEK_OF_DAYS)


def diary_of(
    scores: Iterable[PainScore],
    *,
    swollen: Iterable[date],
    usual_morning: int,
    baseline_days: int,
) -> Diary:
    """Sort scores of one place by day; of two for one moment the higher counts."""
    told = list(scores)
    by_day: dict[date, list[PainScore]] = defaultdict(list)
    for score in told:
        by_day[score.day].append(score)
    return Diary(
        scores=by_day,
        mornings=_by_day(s for s in told if s.moment is PainMoment.NEXT_MORNING),
        durings=_by_day(s for s in told if s.moment is PainMoment.DURING),
        worsts=_by_day(told),
        swollen=frozenset(swollen),
        usual_morning=usual_morning,
        baseline_days=baseline_days,
    )


def _by_day(scores: Iterable[PainScore]) -> ByDay:
    worst: dict[int, int] = {}
    for score in scores:
        number = score.day.toordinal()
        worst[number] = max(score.score, worst.get(number, 0))
    return worst


def _told(by_day: ByDay, day: date, days: int) -> list[int]:
    """List what is told for a day and the days before it."""
    last = day.toordinal()
    return [by_day[n] for n in range(last, last - days, -1) if n in by_day]


def _highest(scores: Iterable[PainScore]) -> int | None:
    return max((score.score for score in scores), default=None)
