"""Effort: how hard a run was for this runner, at this time of the year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Final

from ironstride.core.run import RecordedRun
from ironstride.running.outing import Outing, flat_speed

NEIGHBOURHOOD: Final = timedelta(days=42)  # fitness is taken as steady over so long   [choice]
FEWEST: Final = 6  # with fewer neighbours "typical" means nothing   [choice]
SHORTEST_PART: Final = 10.0  # [min] strides and the walk home do not count   [choice]
SPEED_SPREAD: Final = 0.04  # share of the typical speed; even the steadiest runner varies so
HEART_RATE_SPREAD: Final = 0.03  # share of the typical mean heart rate, likewise


@dataclass(frozen=True, slots=True)
class Typical:
    """The middle and the spread of one figure among the runner's own runs."""

    middle: float
    spread: float

    def steps(self, value: float) -> float:
        """Say how many spreads a value lies above the middle; about 1 run in 6 is above 1."""
        return (value - self.middle) / self.spread


def typical(values: Sequence[float], *, least_spread: float) -> Typical | None:
    """Find the median and 1.4826 times the median distance from it; None for too few values.

    The spread is at least `least_spread` of the middle, so that a runner of clockwork is not
    told that a second a kilometre is an effort.

    >>> typical([9, 10, 10, 10, 11, 30], least_spread=0.1)
    Typical(middle=10.0, spread=1.0)
    """
    if len(values) < FEWEST:
        return None
    middle = median(values)
    spread = 1.4826 * median(abs(value - middle) for value in values)
    return Typical(float(middle), max(spread, least_spread * middle))


@dataclass(frozen=True, slots=True, kw_only=True)
class Norms:
    """What is typical around one day: minutes of an outing, flat speed, mean heart rate."""

    minutes: Typical | None
    speed: Typical | None
    heart_rate: Typical | None


def norms(all_outings: Sequence[Outing], *, around: date) -> Norms:
    """Read the runner's typical figures from the six weeks before and after a day.

    Of the runs after it only those exist that `all_outings` holds: nobody looks ahead.
    """
    near = [outing for outing in all_outings if abs(outing.day - around) <= NEIGHBOURHOOD]
    parts = [part for outing in near for part in hard_parts(outing)]
    speeds = [flat_speed(part) for part in parts]
    hearts = [part.mean_heart_rate for part in parts]
    return Norms(
        minutes=typical([outing.minutes for outing in near], least_spread=0.1),
        speed=typical([v for v in speeds if v is not None], least_spread=SPEED_SPREAD),
        heart_rate=typical([h for h in hearts if h is not None], least_spread=HEART_RATE_SPREAD),
    )


def hard_parts(outing: Outing) -> tuple[RecordedRun, ...]:
    """List the parts long enough to have an effort; the longest one if none is."""
    enough = tuple(part for part in outing.parts if part.minutes >= SHORTEST_PART)
    return enough or (max(outing.parts, key=lambda part: part.minutes),)


@dataclass(frozen=True, slots=True)
class Effort:
    """How many spreads faster, and higher in heart rate, than the runner's typical run."""

    speed: float | None
    heart_rate: float | None

    @property
    def steps(self) -> float | None:
        """The mean of what is known; None when neither is."""
        known = [step for step in (self.speed, self.heart_rate) if step is not None]
        return sum(known) / len(known) if known else None

    @property
    def in_words(self) -> str:
        """Say it without numbers.

        >>> Effort(speed=1.8, heart_rate=-0.2).in_words
        'pace much faster than usual and heart rate as usual'
        """
        said = []
        if self.speed is not None:
            said.append(f"pace {_in_words(self.speed, 'slower', 'faster')}")
        if self.heart_rate is not None:
            said.append(f"heart rate {_in_words(self.heart_rate, 'lower', 'higher')}")
        return " and ".join(said) if said else "no pace or heart rate to compare"


def _in_words(steps: float, below: str, above: str) -> str:
    if abs(steps) < 0.5:
        return "as usual"
    much = "much " if abs(steps) >= 1.5 else ""
    return f"{much}{above if steps > 0 else below} than usual"


def effort(run: RecordedRun, among: Norms) -> Effort:
    """Compare one recording with the runner's norms.

    A fast run at a quiet heart rate (downhill, wind behind) and a slow one at a high heart
    rate (heat, stairs) both come out near the middle.
    """
    speed, heart = flat_speed(run), run.mean_heart_rate
    return Effort(
        None if speed is None or among.speed is None else among.speed.steps(speed),
        None if heart is None or among.heart_rate is None else among.heart_rate.steps(heart),
    )
