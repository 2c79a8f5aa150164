"""From the samples of a recording, and what the recorder sums up itself, to one run.

FIT, TCX and GPX end here: each says what it found, and this chapter decides what of it can
be believed. Times are seconds since 1970-01-01 UTC unless said otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

import numpy as np

from ironstride.core.run import Device, RecordedRun
from ironstride.formats.recording import (
    NO_SPORT,
    RUNNING,
    UNKNOWN_SPORT,
    Damage,
    Recording,
    Streams,
)
from ironstride.formats.samples import EARLIEST, LATEST, Floats, Samples, speed_over

FASTEST_RUN_M_PER_S: Final = 12.0  # nobody has held more, not even over 100 m
STANDSTILL_M_PER_S: Final = 0.5  # slower than a stroll: a traffic light
JUMP_M: Final = 100.0  # a shorter leap may be the position catching up
SHORTEST_CUT_RUN_S: Final = 60.0  # less of a broken file says nothing
LONGEST_S: Final = 10 * 86_400.0
PAUSE_S: Final = 3_600.0  # before the first and after the last sample
GAP_S: Final = 12 * 3_600.0  # rows further away belong to another day or to a broken clock
CLOCK_UNSET_BEFORE: Final = datetime(1998, 7, 1, tzinfo=UTC)  # FIT counts from power-on below it
LARGEST_FLOAT32: Final = 3.4e38  # a developer field may hold more, and be damaged
ON_FOOT: Final = frozenset({RUNNING, "walking", "hiking", UNKNOWN_SPORT})

SENSIBLE: Final = {  # what a sensor may say; anything else is a dropout
    "heart_rate_bpm": (30.0, 240.0),
    "speed_m_per_s": (0.0, 60.0),
    "cadence_spm": (0.0, 300.0),
    "altitude_m": (-500.0, 9_000.0),
    "distance_m": (0.0, 2_000_000.0),
    "stance_time_ms": (1.0, 2_000.0),
    "vertical_oscillation_mm": (1.0, 500.0),
    "step_length_mm": (1.0, 5_000.0),
    "vertical_ratio_percent": (0.1, 100.0),
    "stance_time_balance_percent": (0.1, 100.0),
    "power_w": (0.0, 3_000.0),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What the recorder sums up itself; None where it says nothing.

    `utc_offset_s` is local time minus UTC where the file knows it; `longitude_deg` places
    the start where it does not. Cadence may count strides or steps.
    """

    sport: str = UNKNOWN_SPORT
    start: float | None = None
    elapsed_s: float | None = None
    moving_s: float | None = None
    distance_m: float | None = None
    ascent_m: float | None = None
    mean_heart_rate: float | None = None
    max_heart_rate: float | None = None
    mean_cadence: float | None = None
    utc_offset_s: float | None = None
    longitude_deg: float | None = None
    title: str | None = None
    device: Device | None = None


def to_recording(
    summary: Summary,
    samples: Samples,
    *,
    damage: Damage | None = None,
    cautions: Sequence[str] = (),
) -> Recording | None:
    """Weigh what a recorder summed up against its samples, and make one recording of both.

    A sum is believed where it is possible; what is missing or impossible is computed from
    the samples or left out, with a caution. None when nothing was recorded, or less than a
    minute before the damage.
    """
    said = list(cautions)
    samples = _belonging(samples, said)
    samples = _with_speed(replace(samples, columns=_sensible(samples.columns, summary.sport)))
    start = _start(summary, samples)
    elapsed_s = _elapsed(summary, samples, start, is_cut=damage is not None)
    shortest_s = 0.0 if damage is None else SHORTEST_CUT_RUN_S
    if start is None or elapsed_s <= shortest_s:
        return None
    if damage is not None:
        said.append(str(damage))
    run = _run(summary, samples, start, elapsed_s, said)
    return Recording(
        run=run, sport=summary.sport, streams=_streams(samples, start), cautions=tuple(said)
    )


def _run(
    summary: Summary, samples: Samples, start: float, elapsed_s: float, said: list[str]
) -> RecordedRun:
    utc_start = datetime.fromtimestamp(start, UTC)
    if utc_start < CLOCK_UNSET_BEFORE:
        said.append(f"its clock was not set: {utc_start:%Y-%m-%d} is not the day of the run")
    if summary.sport == UNKNOWN_SPORT:
        said.append(NO_SPORT)
    heart_rate = samples.column("heart_rate_bpm")
    return RecordedRun(
        utc_start=utc_start,
        start=(utc_start + utc_offset(summary)).replace(tzinfo=None),
        elapsed_s=elapsed_s,
        moving_s=_moving(summary, samples, elapsed_s),
        distance_m=_distance(summary, samples, elapsed_s, said),
        ascent_m=_ascent(summary, samples),
        mean_heart_rate=_within(summary.mean_heart_rate, 30, 240)
        or _mean_over_time(samples.times, heart_rate),
        max_heart_rate=_within(summary.max_heart_rate, 30, 240)
        or (None if heart_rate is None else float(np.nanmax(heart_rate))),
        mean_cadence_spm=_mean_cadence(summary, samples),
        title=summary.title,
        device=summary.device,
    )


def utc_offset(summary: Summary) -> timedelta:
    """Say how far local time is ahead of UTC.

    What the file says counts, within 15 hours and to the quarter. A recorder that does not
    know its zone writes zero: more than two hours of longitude away from Greenwich nobody
    lives by UTC, so there, as where nothing is said, the sun decides: 15 degrees an hour.

    >>> utc_offset(Summary(utc_offset_s=7201)), utc_offset(Summary(longitude_deg=-74))
    (datetime.timedelta(seconds=7200), datetime.timedelta(days=-1, seconds=68400))
    """
    said = summary.utc_offset_s
    by_sun = None if summary.longitude_deg is None else round(summary.longitude_deg / 15)
    if said is not None and abs(said) <= 15 * 3_600:
        quarters = round(said / 900)
        is_blank = quarters == 0 and by_sun is not None and abs(by_sun) > 2
        if abs(said - quarters * 900) <= 300 and not is_blank:
            return timedelta(minutes=15 * quarters)
    return timedelta(hours=by_sun or 0)


def _belonging(samples: Samples, said: list[str]) -> Samples:
    """Keep the largest group of rows without a gap of half a day; a broken clock makes others.

    A group of more than ten days is a broken clock too, and none of its times can be believed.
    """
    if samples.times.size < 2:
        return samples
    group = np.concatenate(([0], np.cumsum(np.diff(samples.times) > GAP_S)))
    kept = group == np.bincount(group).argmax()
    if np.ptp(samples.times[kept]) > LONGEST_S:
        said.append("its records spread over more than ten days and were left out")
        return samples.where(np.zeros_like(kept))
    if not kept.all():
        said.append(f"records days away from the rest were left out: {(~kept).sum()}")
    return samples.where(kept)


def _sensible(columns: dict[str, Floats], sport: str) -> dict[str, Floats]:
    """Turn impossible values into dropouts and strides into steps."""
    columns = dict(columns)
    strides = columns.pop("strides_per_min", None)
    if strides is not None and sport in ON_FOOT:
        columns["cadence_spm"] = strides * _steps_per_count(strides)
    for name, column in columns.items():
        low, high = SENSIBLE.get(name, (-LARGEST_FLOAT32, LARGEST_FLOAT32))
        columns[name] = np.where((column >= low) & (column <= high), column, np.nan)
    return columns


def _with_speed(samples: Samples) -> Samples:
    """Take the speed from the distance where the file holds none."""
    distance_m = samples.column("distance_m")
    if distance_m is None or samples.column("speed_m_per_s") is not None:
        return samples
    low, high = SENSIBLE["speed_m_per_s"]
    speed = speed_over(samples.times, distance_m)
    speed = np.where((speed >= low) & (speed <= high), speed, np.nan)
    return replace(samples, columns={**samples.columns, "speed_m_per_s": speed})


def _steps_per_count(cadence: Floats) -> int:
    """Tell strides from steps: nobody runs 130 strides a minute."""
    moving = cadence[cadence > 0]
    return 1 if moving.size and np.median(moving) > 130 else 2


def _start(summary: Summary, samples: Samples) -> float | None:
    """Begin where the recorder says, or at the first sample when that is earlier."""
    said = summary.start if summary.start and EARLIEST <= summary.start < LATEST else None
    first = float(samples.times[0]) if samples.times.size else None
    if said is None or first is None:
        return first if said is None else said
    return said if 0 <= first - said <= PAUSE_S else first


def _elapsed(summary: Summary, samples: Samples, start: float | None, *, is_cut: bool) -> float:
    """Believe the recorder where its samples allow it; those of a cut file may end early. [s]"""
    span_s = float(samples.times[-1] - start) if samples.times.size and start is not None else 0.0
    longest_s = LONGEST_S if is_cut or not samples.times.size else span_s + PAUSE_S
    said = _within(summary.elapsed_s, 0, longest_s)
    return said if said is not None and said >= 0.9 * span_s - 60 else span_s


def _distance(
    summary: Summary, samples: Samples, elapsed_s: float, said: list[str]
) -> float | None:
    column = samples.column("distance_m")
    recorded_m = jumped_m = 0.0
    if column is not None:
        recorded_m, jumped_m = _covered(samples.times, column, is_run=summary.sport == RUNNING)
    if jumped_m:
        said.append(f"the distance jumps by {jumped_m / 1_000:.1f} km: not counted")
    distance_m = _within(summary.distance_m, 0, 2_000_000)
    if distance_m is None or (jumped_m and distance_m > 0.9 * (recorded_m + jumped_m)):
        distance_m = _within(recorded_m, 0, 2_000_000)
    if distance_m is None:
        return None
    speed = distance_m / (_within(summary.moving_s, 0, elapsed_s * 1.01) or elapsed_s)
    if summary.sport == RUNNING and speed > FASTEST_RUN_M_PER_S:
        said.append(f"{distance_m / 1_000:.1f} km at {speed:.0f} m/s is no run: distance left out")
        return None
    return distance_m


def _covered(times: Floats, distance_m: Floats, *, is_run: bool) -> tuple[float, float]:
    """Add up the distance, apart from leaps that no runner can make. [m, m]

    A leap is timed from the last time the distance grew, so that a position found again
    after a tunnel is none.
    """
    known = np.isfinite(distance_m)
    steps = np.diff(distance_m[known])
    moments = times[known]
    grew = np.concatenate(([0], np.flatnonzero(steps > 0) + 1))
    rises, waits = steps[grew[1:] - 1], np.diff(moments[grew])
    is_leap = (rises > JUMP_M) & (rises > FASTEST_RUN_M_PER_S * waits) & is_run
    return float(rises[~is_leap].sum()), float(rises[is_leap].sum())


def _moving(summary: Summary, samples: Samples, elapsed_s: float) -> float | None:
    """Believe the recorder's timer, or count the time spent faster than a standstill. [s]"""
    said = _within(summary.moving_s, 0, elapsed_s * 1.01 + 1)
    if said is not None:
        return min(said, elapsed_s)
    distance_m = samples.column("distance_m")
    if distance_m is None or samples.times.size < 2:
        return None
    middles = (samples.times[1:] + samples.times[:-1]) / 2
    known = np.isfinite(distance_m)
    along = np.interp(middles, samples.times[known], distance_m[known])
    is_moving = speed_over(middles, along) >= STANDSTILL_M_PER_S
    return min(float(np.diff(samples.times)[is_moving].sum()), elapsed_s) or None


def _ascent(summary: Summary, samples: Samples) -> float | None:
    """Believe the recorder, or add up climbs of at least 5 m; smaller ones are noise. [m]"""
    said = _within(summary.ascent_m, -1, 30_000)
    altitude_m = samples.column("altitude_m")
    if said is not None or altitude_m is None:
        return said
    climbed, low = 0.0, None
    for height in altitude_m[np.isfinite(altitude_m)].tolist():
        if low is None or height < low:
            low = height
        elif height - low >= 5:
            climbed, low = climbed + height - low, height
    return climbed


def _mean_over_time(times: Floats, values: Floats | None) -> float | None:
    """Average a column, each value weighing as long as it stood, at most ten seconds."""
    if values is None:
        return None
    weights = np.clip(np.diff(times, append=times[-1] + 1), 0, 10)
    known = np.isfinite(values)
    return float(np.average(values[known], weights=weights[known]))


def _mean_cadence(summary: Summary, samples: Samples) -> float | None:
    """Average the steps a minute while the feet moved."""
    if summary.sport not in ON_FOOT:
        return None
    said = _within(summary.mean_cadence, 20, 300)
    if said is not None:
        return said * _steps_per_count(np.array([said]))
    cadence = samples.column("cadence_spm")
    if cadence is None or not (cadence > 0).any():
        return None
    return _mean_over_time(samples.times, np.where(cadence > 0, cadence, np.nan))


def _streams(samples: Samples, start: float) -> Streams | None:
    columns = {
        name: samples.columns[name].astype(np.float32)
        for name in sorted(samples.columns)
        if samples.column(name) is not None and name != "longitude_deg"
    }
    return Streams(samples.times - start, columns) if columns else None


def _within(value: float | None, above: float, most: float) -> float | None:
    """Believe a value that lies above the one bound and not beyond the other."""
    return value if value is not None and above < value <= most else None
