"""An extended Kalman filter over the lifts that move alike.

The state of one pattern is a column of numbers

    s = (z, q, c, v, o_1, ..., o_m),    ln 1RM_i = u_i + c + o_i,    k = exp(z),

where u_i is what the lift usually weighs, c what its kin have in common, v how fast that rises
while the lifter trains, o_i what is the lift's own, k the slope of the repetitions curve and q
how many repetitions the lifter leaves where nothing is said. Over d days, of which a are near enough to training for the trend to go on,

    c := c + T (1 - exp(-a / T)) v - fade(d),    v := exp(-d / T) v,    P := F P F' + Q(d).

A set of n repetitions at a total load W with r left in reserve is read as

    n = h(s) + e,    h(s) = 1 + (u_i + c + o_i - ln W) / k - r,    Var(e) = R,

with derivatives 1/k for c and o_i and -(h(s) - 1 + r) for z. Where r was not told it is q, with
the derivative -1. With the innovation y = n - h(s), its variance S = H P H' + R and the gain
K = P H' / S,

    s := s + K y,    P := P - S K K'.

For a set whose load the lifter chose to fit the repetitions, the gain of z is put to zero and
what it would have gained in sureness, S K_z², is given back to P_zz: the slope is then
*considered*. What is unsure about it widens what is said about strength, but it learns nothing
(Schmidt's consider filter; the general P - K (P H')' - (P H') K' + S K K' comes to the same).
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from ironstride.strength.evidence import Evidence
from ironstride.strength.lift import Build, Lift, Measure
from ironstride.strength.settings import StrengthSettings

Vector = npt.NDArray[np.float64]
Matrix = npt.NDArray[np.float64]

SLOPE, RESERVE, LEVEL, TREND, FIRST = 0, 1, 2, 3, 4  # places in the state
LONGEST: Final = 60.0  # no set is spread wider than one of so many repetitions [count]


class Block(NamedTuple):
    """What is believed about the lifts of one pattern in one measure.

    `mean` has the shape (4 + m,) and `covariance` (4 + m, 4 + m) for the m lifts in `place`;
    `usual`, `drift` (the variance that a day adds) and `streak` (surprises in a row, with their
    sign) stand beside them, one number for each place. `day` is the ordinal day that is spoken
    of and `trained` that of the last set.
    """

    place: dict[Lift, int]
    usual: Vector
    mean: Vector
    covariance: Matrix
    drift: Vector
    streak: Vector
    day: int
    trained: int

    def strength(self, at: int) -> float:
        """The logarithm of 1RM of the lift in a place. [ln kg]"""
        return self.usual.item(at) + self.mean.item(LEVEL) + self.mean.item(at)

    def variance(self, at: int) -> float:
        """How unsure that is. [ln²]"""
        cov = self.covariance
        return cov.item(LEVEL, LEVEL) + cov.item(at, at) + 2 * cov.item(LEVEL, at)

    @property
    def slope(self) -> float:
        """The slope of the repetitions curve. [1/repetition]"""
        return math.exp(self.mean.item(SLOPE))

    @property
    def reserve(self) -> float:
        """How many repetitions are left where nothing is said. [count]"""
        return self.mean.item(RESERVE)


class Reading(NamedTuple):
    """What a figure is expected to be, how that hangs on the state, and the figure's own noise.

    `is_news` says that the lift is hardly known, so that nothing is rightly expected.
    """

    expected: float
    gradient: Vector
    noise: float
    is_news: bool = False

    def variance(self, covariance: Matrix) -> float:
        """Say how far the figure may lie from what is expected: S of the equations above."""
        return self.noise + float(self.gradient @ covariance @ self.gradient)


class Innovation(NamedTuple):
    """How far a figure lay from what was expected, and the variance it was given. [count]"""

    value: float
    variance: float


# --- growing ------------------------------------------------------------------------------


def new_block(build: Build, day: int, settings: StrengthSettings) -> Block:
    """Begin with what is usual for the pattern, and how far people differ from it."""
    slope, reserve = math.log(build.slope), settings.usual_reserve
    spread = (settings.slope_sd, settings.reserve_sd, settings.level_sd, settings.trend_sd)
    return Block(
        place={},
        usual=np.zeros(FIRST),
        mean=np.array([slope, reserve, 0.0, 0.0]),
        covariance=np.diag(np.square(spread)),
        drift=np.square((settings.slope_drift, 0.0, settings.level_drift, 0.0)),
        streak=np.zeros(FIRST),
        day=day,
        trained=day,
    )


def with_lift(block: Block, lift: Lift, usual: float, settings: StrengthSettings) -> Block:
    """Add a lift: it shares the level of its kin, and its other side's own part if known."""
    size = block.mean.size
    mean, covariance = np.append(block.mean, 0.0), np.zeros((size + 1, size + 1))
    covariance[:size, :size] = block.covariance
    covariance[size, size] = settings.lift_sd**2
    sibling = next((at for other, at in block.place.items() if lift.is_side_with(other)), None)
    if sibling is not None:
        mean[size] = mean[sibling]
        covariance[size, :size] = covariance[:size, size] = block.covariance[sibling]
        covariance[size, size] = block.covariance[sibling, sibling] + settings.side_sd**2
    return block._replace(
        place={**block.place, lift: size},
        usual=np.append(block.usual, usual),
        mean=mean,
        covariance=covariance,
        drift=np.append(block.drift, settings.lift_drift**2),
        streak=np.append(block.streak, 0.0),
    )


# --- ageing -------------------------------------------------------------------------------


def aged(block: Block, day: int, settings: StrengthSettings) -> Block:
    """Carry what is believed to a later day: strength wanders, and fades in a lay-off."""
    days = day - block.day
    if days <= 0:
        return block
    mean, cov = block.mean.copy(), block.covariance.copy()
    kept = math.exp(-days / settings.trend_days)
    gained = _days_gained(block, day, settings)
    mean[LEVEL] += gained * mean[TREND]
    cov[LEVEL] += gained * cov[TREND]
    cov[:, LEVEL] += gained * cov[:, TREND]
    mean[TREND] *= kept
    cov[TREND] *= kept
    cov[:, TREND] *= kept
    unsure = min(days, settings.most_drift_days)
    diagonal = cov.reshape(-1)[:: mean.size + 1]
    diagonal += unsure * block.drift
    diagonal[TREND] += settings.trend_sd**2 * (1 - kept * kept)
    gap = block.day - block.trained
    lost = fade(gap + days, settings) - fade(gap, settings)
    mean[LEVEL] -= lost
    diagonal[LEVEL] += (settings.fade_sd * lost) ** 2
    return Block(
        place=block.place,
        usual=block.usual,
        mean=mean,
        covariance=cov,
        drift=block.drift,
        streak=block.streak,
        day=day,
        trained=block.trained,
    )


def _days_gained(block: Block, day: int, settings: StrengthSettings) -> float:
    """Say for how many days the trend goes on, as if it did not weaken. [days]"""
    holds, scale = settings.trend_holds_days, settings.trend_days
    near = min(day - block.trained, holds) - min(block.day - block.trained, holds)
    return -scale * math.expm1(-near / scale)


def fade(days: int, settings: StrengthSettings) -> float:
    """Say what a lay-off of so many days costs. [ln]"""
    lost = settings.fade_per_day * max(0, days - settings.fade_after_days)
    return min(lost, settings.most_fade)


# --- learning -----------------------------------------------------------------------------


def learnt(
    block: Block, lift: Lift, found: Evidence, settings: StrengthSettings
) -> tuple[Block, Innovation]:
    """Take in one figure about a lift, and say how far it surprised."""
    at = block.place[lift]
    reading = read(block, lift, found, settings)
    cov, gradient = block.covariance, reading.gradient
    surprise = found.amount - reading.expected
    crossed = cov @ gradient
    variance = reading.noise + float(gradient @ crossed)
    before, is_news = block.streak.item(at), reading.is_news
    streak = _streak(before, surprise, settings.streak_sd * math.sqrt(variance))
    if abs(streak) >= settings.streak_length:
        cov, streak, is_news = _opened(cov, at, surprise / gradient[at]), 0.0, True
        crossed = cov @ gradient
        variance = reading.noise + float(gradient @ crossed)
    elif found.reserve is None and surprise < 0:
        variance += min(surprise * surprise, settings.most_doubt * variance)
    gain = crossed / variance
    after = cov - gain[:, np.newaxis] * crossed
    if is_news or not found.teaches_slope:
        after[SLOPE, SLOPE] += gain[SLOPE] * crossed[SLOPE]
        gain[SLOPE] = 0.0
    most = settings.most_surprise * math.sqrt(variance)
    learnt_block = Block(
        place=block.place,
        usual=block.usual,
        mean=block.mean + gain * min(max(surprise, -most), most),
        covariance=after,
        drift=block.drift,
        streak=block.streak if streak == before else _with(block.streak, at, streak),
        day=block.day,
        trained=block.day,
    )
    return learnt_block, Innovation(surprise, variance)


def read(block: Block, lift: Lift, found: Evidence, settings: StrengthSettings) -> Reading:
    """Say what a figure was expected to be: h(s), H and R of the equations above.

    Other measures than mass are read as they are: the logarithm of the amount is the state.
    Of a lift that is hardly known, h is a straight line through what came instead of what was
    expected, and it teaches no slope: it only says where the lift stands.
    """
    at = block.place[lift]
    if lift.measure is not Measure.MASS:
        gradient = np.zeros(block.mean.size)
        gradient[LEVEL] = gradient[at] = 1.0
        return Reading(block.strength(at), gradient, settings.hold_sd**2)
    shown = found.amount + (block.reserve if found.reserve is None else found.reserve)
    is_news = block.variance(at) > (settings.lift_sd / 2) ** 2
    reading = foreseen(block, at, found, settings)
    to_failure = reading.expected - found.amount + shown
    if is_news:
        reading.gradient[SLOPE] = 1 - shown
    noise = reps_variance(max(to_failure, shown), settings) + found.reserve_sd**2
    return reading._replace(noise=noise, is_news=is_news)


def foreseen(block: Block, at: int, asked: Evidence, settings: StrengthSettings) -> Reading:
    """Say how often a load goes up with its reserve left, before anybody has tried. [count]"""
    per_ln = 1 / block.slope
    to_failure = 1 + (block.strength(at) - asked.log_load) * per_ln
    gradient = np.zeros(block.mean.size)
    gradient[LEVEL] = gradient[at] = per_ln
    gradient[SLOPE] = 1 - to_failure
    reserve = asked.reserve
    if reserve is None:
        reserve, gradient[RESERVE] = block.reserve, -1.0
    noise = reps_variance(to_failure, settings) + asked.reserve_sd**2
    return Reading(to_failure - reserve, gradient, noise)


def reps_variance(to_failure: float, settings: StrengthSettings) -> float:
    """Say how far repetitions to failure spread from day to day. [count²]"""
    further = min(max(to_failure, 1.0), LONGEST) - 1
    return (settings.reps_sd + settings.reps_sd_share * further) ** 2


def _streak(before: float, surprise: float, most: float) -> float:
    """Count surprises on one side in a row; one on the other side begins anew."""
    if abs(surprise) < most:
        return 0.0
    side = math.copysign(1.0, surprise)
    return before + side if before * side > 0 else side


def _with(streaks: Vector, at: int, streak: float) -> Vector:
    changed = streaks.copy()
    changed[at] = streak
    return changed


def _opened(covariance: Matrix, at: int, off: float) -> Matrix:
    """Let a lift lie as far off as the surprise says: another machine, another unit."""
    opened = covariance.copy()
    opened[at, at] += off * off
    return opened
