"""Count repetitions and steps in a sequence of poses, each number with how far it may be off.

No score of form is given: a pose estimator is off by 5 to 20 degrees at a knee, which is more
than good technique differs from bad. Counts, times and ratios of lengths seen from the side
bear that; angles at knees do not. [own measurement on a few clips]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from ironstride.poses.sequence import SIDES, Floats, Sequence

SMOOTHED: Final = 0.12  # standard deviation of what smooths a signal [s]
TURNS: Final = (0.25, 0.35, 0.45, 0.55)  # how far a repetition has to go, as shares of the range
LEAST_RANGE: Final = 0.06  # of the leg's length; less is swaying
STRIDES: Final = (0.45, 1.8)  # how long a stride may take, from sprinting to a stroll [s]
LEAST_SWING: Final = 0.3  # of a leg, over its length, or a hip [1 or rad]
LEAN_OFF: Final = 4.0  # of a trunk seen by one camera [degrees] [own measurement: 1.4 to 3.8]
RATIO_OFF: Final = 0.04  # of a depth ratio [own measurement on made-up sequences]
WHOLE_WAY: Final = 1 / 0.508  # an even, least-jerk way takes so much of its time in the middle 80 %
TEMPO_OFF: Final = 0.3  # hips do not fall evenly while knees bend evenly [own measurement, made up]


@dataclass(frozen=True, slots=True)
class Measured:
    """A number and how far it may be off, in the same unit."""

    value: float
    off: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a sequence tells; None where it does not.

    `repetitions` [count]; `there` and `back` are how long a repetition goes away from rest and
    back [s]; `depth` is how far the hips drop over how long the legs are [1]; `lean` is the most
    the trunk leans forward, the middle one of all repetitions [degrees]; `cadence` [steps/min].
    """

    repetitions: Measured | None = None
    there: Measured | None = None
    back: Measured | None = None
    depth: Measured | None = None
    lean: Measured | None = None
    cadence: Measured | None = None


def count(sequence: Sequence) -> Counted:
    """Tell what a sequence shows: steps where legs swing in turn, else repetitions."""
    cadence = _cadence(sequence)
    lean = _lean(sequence)
    if cadence is not None:
        usual = None if lean is None else _spread(lean[~np.isnan(lean)], LEAN_OFF)
        return Counted(cadence=cadence, lean=usual)
    moving = _signal(sequence)
    if moving is None:
        return Counted()
    place, signal = moving
    found = [_turns(signal, share) for share in TURNS]
    counts = [len(turns) for turns in found]
    best = max(set(counts), key=lambda n: (counts.count(n), n))
    turns = found[counts.index(best)]
    off = float(max(counts) - min(counts)) / 2
    if not turns:
        return Counted(repetitions=Measured(0.0, off))
    return Counted(
        repetitions=Measured(float(best), off),
        there=_time(sequence, [t.away(signal) for t in turns]),
        back=_time(sequence, [t.home(signal) for t in turns]),
        depth=_depth(sequence, turns) if place == "hip" else None,
        lean=_deepest_lean(lean, turns),
    )


@dataclass(frozen=True, slots=True)
class _Turn:
    """One repetition: the frames where it leaves rest, is farthest, and is back."""

    start: int
    farthest: int
    end: int

    def away(self, signal: Floats) -> tuple[float, float]:
        """When it was a tenth and nine tenths of the way out, in frames."""
        return _crossings(signal[self.start : self.farthest + 1], self.start)

    def home(self, signal: Floats) -> tuple[float, float]:
        """When it was nine tenths and a tenth of the way out, in frames."""
        first, last = _crossings(signal[self.farthest : self.end + 1][::-1], 0)
        return self.end - last, self.end - first


def _crossings(rising: Floats, start: int) -> tuple[float, float]:
    low, high = rising[0], rising[-1]
    marks = [low + share * (high - low) for share in (0.1, 0.9)]
    frames = [_crossing(rising, mark) for mark in marks]
    return start + frames[0], start + frames[1]


def _crossing(rising: Floats, mark: float) -> float:
    """The last frame below a mark, and the part of a frame beyond it."""
    below = np.flatnonzero(rising[:-1] < mark)
    if not len(below):
        return 0.0
    n = int(below[-1])
    return n + float((mark - rising[n]) / max(rising[n + 1] - rising[n], 1e-12))


def _signal(sequence: Sequence) -> tuple[str, Floats] | None:
    """What moves most against the leg's length and its own jitter, and how far from rest it is."""
    moving = []
    for name, raw in _candidates(sequence):
        signal = _smooth(raw, sequence.step)
        jitter = float(np.nanstd(raw - signal))
        size = float(np.ptp(_trimmed(signal)))
        if size >= max(LEAST_RANGE, 3 * jitter):
            moving.append((size, name, signal))
    if not moving:
        return None
    _, name, signal = max(moving, key=lambda each: each[0])
    first = np.median(signal[: max(int(0.4 / sequence.step), 3)])
    low, high = _trimmed(signal).min(), _trimmed(signal).max()
    return name, np.asarray(high - signal if high - first < first - low else signal - low)


def _candidates(sequence: Sequence) -> Iterator[tuple[str, Floats]]:
    """Signals that a repetition may show in, as shares of the leg's length; angles by the radian.

    How high the hips are (the camera stands still), the shoulders over the hips, the wrists over
    the shoulders; the knees' bend where only angles are told.
    """
    long = _leg(sequence)
    if long is None:
        knees = [angle for name, angle in sequence.angles.items() if name.endswith("knee")]
        if knees:
            yield "knee", np.radians(np.mean(knees, axis=0)) / 2
        return
    height = {
        p: m[:, 1] for p in ("hip", "shoulder", "wrist") if (m := sequence.middle(p)) is not None
    }
    yield "hip", height["hip"] / long
    for place, under in (("shoulder", "hip"), ("wrist", "shoulder")):
        if place in height and under in height:
            yield place, (height[place] - height[under]) / long


def _leg(sequence: Sequence) -> float | None:
    """How long the legs are when straightest, hip over ankle."""
    hip, ankle = sequence.middle("hip"), sequence.middle("ankle")
    if hip is None or ankle is None:
        return None
    height = _smooth(hip[:, 1] - ankle[:, 1], sequence.step)
    long = float(np.percentile(height, 95))
    return long if long > 0 else None


def _turns(signal: Floats, share: float) -> list[_Turn]:
    """Find repetitions that go out by a share of the usual range, and come back by as much."""
    low, high = _trimmed(signal).min(), _trimmed(signal).max()
    middle, reach = (low + high) / 2, share * (high - low) / 2
    turns, start, out = [], 0, False
    for n, value in enumerate(signal):
        if not out and value > middle + reach:
            out = True
        elif out and value < middle - reach:
            farthest = start + int(np.argmax(signal[start : n + 1]))
            begin = start + _last_rest(signal[start : farthest + 1])
            end = n + _first_rest(signal[n : _next_rise(signal, n, middle)])
            turns.append(_Turn(begin, farthest, end))
            start, out = n, False
    return turns


def _last_rest(rising: Floats) -> int:
    """The last frame near the lowest before the way out."""
    near = np.flatnonzero(rising <= rising.min() + 0.05 * np.ptp(rising))
    return int(near[-1])


def _first_rest(falling: Floats) -> int:
    near = np.flatnonzero(falling <= falling.min() + 0.05 * max(np.ptp(falling), 1e-9))
    return int(near[0])


def _next_rise(signal: Floats, start: int, middle: float) -> int:
    above = np.flatnonzero(signal[start:] > middle)
    return start + int(above[0]) if len(above) else len(signal)


def _time(sequence: Sequence, spans: list[tuple[float, float]]) -> Measured:
    """The middle duration, scaled from the middle eight tenths of the way to all of it."""
    frames = np.arange(len(sequence.times), dtype=float)
    seconds = [
        float(np.diff(np.interp(span, frames, sequence.times))[0]) * WHOLE_WAY for span in spans
    ]
    middle = _spread(np.array(seconds), sequence.step * WHOLE_WAY)
    return Measured(middle.value, float(np.hypot(middle.off, TEMPO_OFF * middle.value)))


def _depth(sequence: Sequence, turns: list[_Turn]) -> Measured | None:
    hip, ankle, long = sequence.middle("hip"), sequence.middle("ankle"), _leg(sequence)
    if hip is None or ankle is None or long is None:
        return None
    height = _smooth(hip[:, 1] - ankle[:, 1], sequence.step)
    drops = [(height[t.start] - height[t.farthest]) / long for t in turns]
    depth = _spread(np.array(drops), RATIO_OFF)
    return depth if depth.value > LEAST_RANGE else None


def _lean(sequence: Sequence) -> Floats | None:
    """How far the trunk leans forward, whichever way the body faces, smoothed. [degrees]"""
    if "trunk" in sequence.angles:
        return _smooth(sequence.angles["trunk"], sequence.step)
    hip, shoulder = sequence.middle("hip"), sequence.middle("shoulder")
    if hip is None or shoulder is None or not sequence.is_to_scale:
        return None
    forward, up = (shoulder - hip).T
    lean = _smooth(np.degrees(np.arctan2(forward, up)), sequence.step)
    largest = lean[np.nanargmax(np.abs(lean))]
    return lean * (1.0 if largest >= 0 else -1.0)


def _deepest_lean(lean: Floats | None, turns: list[_Turn]) -> Measured | None:
    if lean is None:
        return None
    return _spread(np.array([lean[t.start : t.end + 1].max() for t in turns]), LEAN_OFF)


def _cadence(sequence: Sequence) -> Measured | None:
    """Steps a minute, from legs that swing in turn; None where they do not."""
    swings = _swings(sequence)
    if len(swings) < 2 or min(float(np.ptp(swing)) for swing in swings) < LEAST_SWING:
        return None
    if float(np.corrcoef(swings[0], swings[1]).flat[1]) > -0.5:
        return None
    strides = np.concatenate([_strides(swing, sequence.times) for swing in swings])
    usual = strides[(strides >= STRIDES[0]) & (strides <= STRIDES[1])]
    if len(usual) < 2:
        return None
    stride = _spread(usual, sequence.step / 2)
    return Measured(120 / stride.value, 120 / stride.value**2 * stride.off)


def _swings(sequence: Sequence) -> list[Floats]:
    """How far each ankle is before the hips over the leg's length, or each hip's bend. [rad]"""
    hip, long = sequence.middle("hip"), _leg(sequence)
    if hip is None or long is None:
        names = [f"{side}_hip" for side in SIDES if f"{side}_hip" in sequence.angles]
        return [_smooth(np.radians(sequence.angles[name]), sequence.step) for name in names]
    return [
        _smooth((sequence.points[name][:, 0] - hip[:, 0]) / long, sequence.step)
        for side in SIDES
        if (name := f"{side}_ankle") in sequence.points
    ]


def _strides(swing: Floats, times: Floats) -> Floats:
    """Times between an ankle's passing the middle forward. [s]"""
    level = swing - (swing.max() + swing.min()) / 2
    n = np.flatnonzero((level[:-1] < 0) & (level[1:] >= 0))
    share = -level[n] / (level[n + 1] - level[n])
    return np.diff(times[n] + share * (times[n + 1] - times[n]))


def _spread(values: Floats, least: float) -> Measured:
    """The middle value, and its spread over repetitions, which no one repetition can show."""
    spread = float(np.std(values)) if len(values) > 1 else 0.0
    return Measured(float(np.median(values)), float(np.hypot(spread, least)))


def _trimmed(signal: Floats) -> Floats:
    low, high = np.percentile(signal, (2, 98))
    return np.asarray(signal[(signal >= low) & (signal <= high)])


def _smooth(signal: Floats, step: float) -> Floats:
    """Fill what was not seen along a straight line, and smooth with a bell of `SMOOTHED` s."""
    frames = np.arange(len(signal), dtype=float)
    seen = ~np.isnan(signal)
    if not seen.any():
        return np.zeros(len(signal))
    filled = np.interp(frames, frames[seen], signal[seen])
    half = max(int(np.ceil(3 * SMOOTHED / step)), 1)
    half = min(half, len(signal) - 1)
    bell = np.exp(-0.5 * (np.arange(-half, half + 1) * step / SMOOTHED) ** 2)
    padded = np.concatenate([filled[half:0:-1], filled, filled[-2 : -half - 2 : -1]])
    return np.asarray(np.convolve(padded, bell / bell.sum(), mode="valid"))
