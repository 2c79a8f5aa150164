"""How the made-up body answers: heart rate, steps and ground contact, second by second."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ironstride.sample.season import MadeUpRun, Workout

Floats = NDArray[np.float64]

RESTING_BPM: Final = 52.0
HIGHEST_BPM: Final = 189.0
OPEN_SEA: Final = (35.40, 17.60)  # between Sicily, Malta and Libya; nobody lives there
LAP_M: Final = 3_000.0  # round a circle on the water
EARTH_M: Final = 6_371_000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """What a watch would have written, one row per record, 5 to 10 s apart.

    `stretch` numbers the part of the workout that a row belongs to.
    """

    seconds: Floats
    distance_m: Floats
    speed_m_per_s: Floats
    heart_rate_bpm: Floats
    cadence_spm: Floats
    altitude_m: Floats
    latitude_deg: Floats
    longitude_deg: Floats
    stance_time_ms: Floats
    vertical_oscillation_mm: Floats
    step_length_mm: Floats
    stretch: NDArray[np.int64]

    @property
    def ascent_m(self) -> float:
        """Metres gained. [m]"""
        return float(np.clip(np.diff(self.altitude_m), 0, None).sum())


def track(run: MadeUpRun, *, seed: int) -> Track:
    """Let the made-up athlete run."""
    chance = np.random.default_rng([seed, run.number, 1])
    seconds = _record_times(run, chance)
    stretch = _stretch_of(run, seconds)
    speed = _speed(run, seconds, stretch, chance)
    steps_s = np.diff(seconds, prepend=seconds[0])
    distance = np.cumsum(speed * steps_s)
    if run.race_m is not None:  # watches measure races a little long
        distance *= run.race_m * 1.004 / distance[-1]
    cadence = _cadence(speed, chance)
    tired = _tiredness(run, seconds)
    sprung = (88 - 5 * (speed - 2.8)) * (1 + 0.04 * tired) + chance.normal(0, 1.2, seconds.size)
    return Track(
        seconds=seconds,
        distance_m=distance,
        speed_m_per_s=speed,
        heart_rate_bpm=_heart_rate(run, speed, seconds, chance),
        cadence_spm=cadence,
        altitude_m=_altitude(distance),
        **_round_the_sea(distance),
        stance_time_ms=(255 - 36 * (speed - 2.8)) * (1 + 0.05 * tired)
        + chance.normal(0, 2.5, seconds.size),
        vertical_oscillation_mm=sprung,
        step_length_mm=60_000 * speed / cadence,
        stretch=stretch,
    )


def _length_s(run: MadeUpRun) -> float:
    if run.race_m is not None:
        held = 1.015 if run.race_m < 15_000 else 0.955
        return run.race_m / (held * run.hour_speed)
    return sum(stretch.seconds for stretch in run.stretches)


def _record_times(run: MadeUpRun, chance: np.random.Generator) -> Floats:
    length = _length_s(run)
    steps = chance.integers(5, 11, size=int(length / 5) + 2)
    times = np.concatenate(([0], np.cumsum(steps))).astype(np.float64)
    return np.asarray(times[times <= length])


def _stretch_of(run: MadeUpRun, seconds: Floats) -> NDArray[np.int64]:
    ends = np.cumsum([stretch.seconds for stretch in run.stretches])
    places = np.searchsorted(ends, seconds, side="right")
    return np.minimum(places, len(run.stretches) - 1).astype(np.int64)


def _speed(
    run: MadeUpRun, seconds: Floats, stretch: NDArray[np.int64], chance: np.random.Generator
) -> Floats:
    """Hold the wanted speed, with the wander of a person and half a minute to change it."""
    if run.race_m is not None:
        wanted = np.full(seconds.size, run.race_m / seconds[-1])
    else:
        wanted = run.hour_speed * np.array([s.effort for s in run.stretches])[stretch]
    wander = _smooth(chance.normal(0, 1, seconds.size), over=6) * 0.06
    return np.asarray(_smooth(wanted, over=2) * (1 + wander))


def _smooth(values: Floats, *, over: float) -> Floats:
    """Follow the values with a lag: each step closes a share 1/over of the distance left."""
    reach = int(8 * over)
    weights = (1 - 1 / over) ** np.arange(reach)
    padded = np.concatenate((np.full(reach - 1, values[0]), values))
    return np.asarray(np.convolve(padded, weights / weights.sum(), mode="valid"))


def _heart_rate(
    run: MadeUpRun, speed: Floats, seconds: Floats, chance: np.random.Generator
) -> Floats:
    """Lag behind the effort by most of a minute, and drift up in the second half hour."""
    reserve = HIGHEST_BPM - RESTING_BPM
    wanted = RESTING_BPM + reserve * (0.22 + 0.66 * speed / run.hour_speed)
    wanted[0] = RESTING_BPM + 0.35 * reserve  # from standing
    wanted[:2] = wanted[0]
    drift = reserve * 0.035 * np.clip((seconds - 1_500) / 3_600, 0, 1.5)
    answer = _smooth(wanted, over=7) + drift + _smooth(chance.normal(0, 4, speed.size), over=5)
    beats = np.round(answer + chance.normal(0, 1.5))
    return np.asarray(np.clip(beats, RESTING_BPM, HIGHEST_BPM))


def _cadence(speed: Floats, chance: np.random.Generator) -> Floats:
    return np.asarray(136.5 + 10.8 * speed + chance.normal(0, 1.2, speed.size))


def _tiredness(run: MadeUpRun, seconds: Floats) -> Floats:
    """Rise from 0 to 1 over the last third of a long run or race."""
    if run.workout not in (Workout.LONG, Workout.RACE):
        return np.zeros(seconds.size)
    return np.asarray(np.clip(3 * seconds / seconds[-1] - 2, 0, 1))


def _altitude(distance_m: Floats) -> Floats:
    """Roll gently, as no sea does: what an athlete needs to see climb."""
    return np.asarray(
        40 + 6 * np.sin(2 * np.pi * distance_m / 1_900) + 3 * np.sin(2 * np.pi * distance_m / 700)
    )


def _round_the_sea(distance_m: Floats) -> dict[str, Floats]:
    radius = LAP_M / (2 * np.pi)
    angle = distance_m / radius
    north, east = radius * np.sin(angle), radius * (1 - np.cos(angle))
    latitude, longitude = OPEN_SEA
    return {
        "latitude_deg": latitude + np.degrees(north / EARTH_M),
        "longitude_deg": longitude + np.degrees(east / (EARTH_M * np.cos(np.radians(latitude)))),
    }
