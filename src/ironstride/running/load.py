"""Running load: what a run cost, on a scale where an all-out hour is 100."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from ironstride.core.run import RecordedRun
from ironstride.running.outing import flat_speed

RESTING_HEART_RATE: Final = 60.0  # [1/min] assumed where nobody measured it   [choice]
HOUR_RESERVE: Final = 0.85  # share of the heart rate reserve in an all-out hour   [choice]
YEARS_OF_MAXIMA: Final = timedelta(days=730)
YEAR_OF_SPEEDS: Final = timedelta(days=365)


class LoadMethod(StrEnum):
    """What a load was computed from."""

    HEART_RATE = "heart rate"
    PACE = "pace"


@dataclass(frozen=True, slots=True)
class SessionLoad:
    """The cost of one run, and how it was found. 100 is an hour as hard as one hour can be."""

    value: float
    method: LoadMethod


@dataclass(frozen=True, slots=True, kw_only=True)
class Yardstick:
    """The runner's own measures, read from the runner's own runs. `None` means too few.

    `highest_heart_rate` is in beats a minute, `hour_speed` in metres a second on the flat.
    """

    highest_heart_rate: float | None
    hour_speed: float | None
    resting_heart_rate: float = RESTING_HEART_RATE


def yardstick(runs: Iterable[RecordedRun], *, today: date) -> Yardstick:
    """Find what is hard for this runner, from the runs before `today`.

    The highest heart rate is the third highest of all maxima in two years, so that two
    spikes of a loose strap do no harm; it wants ten runs with a maximum and lies between
    130 and 230, or it is not believed. The hour speed is the fastest run of half an hour or
    more in one year: a little too slow for who never runs all out, so that load then reads
    high.   [choice]
    """
    past = [run for run in runs if run.day < today]
    return Yardstick(
        highest_heart_rate=_third_highest(past, since=today - YEARS_OF_MAXIMA),
        hour_speed=_fastest_half_hour(past, since=today - YEAR_OF_SPEEDS),
    )


def _third_highest(runs: list[RecordedRun], *, since: date) -> float | None:
    maxima = sorted(
        run.max_heart_rate for run in runs if run.max_heart_rate is not None and run.day >= since
    )
    if len(maxima) < 10:
        return None
    return maxima[-3] if 130 <= maxima[-3] <= 230 else None


def _fastest_half_hour(runs: list[RecordedRun], *, since: date) -> float | None:
    speeds = [flat_speed(run) for run in runs if run.minutes >= 30 and run.day >= since]
    return max((speed for speed in speeds if speed is not None), default=None)


def session_load(run: RecordedRun, of: Yardstick) -> SessionLoad | None:
    """Say what a run cost: from heart rate where it can be trusted, else from pace.

    None where the file held neither. The two methods share a scale and not much else: do
    not compare two runs across methods to the last ten per cent.
    """
    value = heart_rate_load(run, of)
    if value is not None:
        return SessionLoad(value, LoadMethod.HEART_RATE)
    value = pace_load(run, of)
    return None if value is None else SessionLoad(value, LoadMethod.PACE)


def heart_rate_load(run: RecordedRun, of: Yardstick) -> float | None:
    """Weigh the minutes by how high the heart beat.

    load = 100 T(t, x) / T(60 min, 0.85), with Banister's training impulse
    T(t, x) = t x 0.64 exp(1.92 x) and x = (HR - rest) / (highest - rest).
                                                        [banister_model: secondary]

    The constants are those published for men and are used for everybody: sex is never
    required here, and the women's constants were only recalled. The mean heart rate stands
    for the entire run, so intervals read a little low. Rest is taken as 60 where unknown.
    Leaving out the reference hour, the scale is Ironstride's own.   [choice]

    >>> from datetime import datetime
    >>> hour = RecordedRun(
    ...     utc_start=datetime(2026, 11, 24, 17), start=datetime(2026, 11, 24, 18),
    ...     elapsed_s=3600, mean_heart_rate=170.5,
    ... )
    >>> round(heart_rate_load(hour, Yardstick(highest_heart_rate=190, hour_speed=None)))
    100
    """
    highest, rest, mean = of.highest_heart_rate, of.resting_heart_rate, run.mean_heart_rate
    if highest is None or mean is None or not rest < mean <= highest:
        return None
    reserve = (mean - rest) / (highest - rest)
    return 100 * _impulse(run.minutes, reserve) / _impulse(60, HOUR_RESERVE)


def _impulse(minutes: float, reserve: float) -> float:
    return minutes * reserve * 0.64 * math.exp(1.92 * reserve)


def pace_load(run: RecordedRun, of: Yardstick) -> float | None:
    """Weigh the hours by the square of the speed.

    load = 100 h (v / v_hour)^2, the form of a widely used pace score
    [rtss_formula: secondary]; v is Ironstride's own flat speed, because the score's grading
    of hills is not public, and v_hour the runner's fastest half hour or more.   [choice]
    """
    speed = flat_speed(run)
    if speed is None or of.hour_speed is None:
        return None
    return 100 * run.minutes / 60 * (speed / of.hour_speed) ** 2
