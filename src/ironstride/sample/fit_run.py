"""A made-up run as a FIT activity, and the settings file that every watch folder has."""

from __future__ import annotations

from typing import Final

import numpy as np

from ironstride.sample.body import Floats, Track
from ironstride.sample.fit_writer import (
    SEMICIRCLES_PER_DEGREE,
    Base,
    Column,
    Message,
    fit_file,
    fit_time,
    one,
)
from ironstride.sample.season import MadeUpRun

DEVELOPMENT: Final = 255  # the manufacturer number for those who are none
PRODUCT: Final = b"Ironstride sample"
TITLE: Final = b"Made-up sample run"
SERIAL: Final = 20_262_027
RUNNING, ACTIVITY, SETTINGS = 1, 4, 2
TIMER, START, STOP_ALL, STOP = 0, 0, 4, 1


def fit_run(run: MadeUpRun, track: Track) -> bytes:
    """Write one run with its records, laps, session and local time."""
    begin = fit_time(run.utc_start)
    times = begin + track.seconds
    end = times[-1]
    timestamp = Column(253, Base.UINT32, end)
    return fit_file(
        [
            _file_id(ACTIVITY, begin),
            one(49, {0: (Base.UINT16, 100)}),  # file_creator: software version
            _device_info(begin),
            one(12, {0: (Base.ENUM, RUNNING), 1: (Base.ENUM, 0), 3: (Base.STRING, TITLE)}),
            one(21, _event(begin, START)),
            _records(times, track),
            one(21, _event(end, STOP_ALL)),
            _laps(times, track),
            _session(times, track, timestamp),
            Message(
                34,
                [
                    timestamp,
                    Column(0, Base.UINT32, track.seconds[-1], 1_000),
                    Column(1, Base.UINT16, 1),
                    Column(2, Base.ENUM, 0),
                    Column(3, Base.ENUM, 26),
                    Column(4, Base.ENUM, STOP),
                    Column(5, Base.UINT32, end - begin + fit_time(run.start)),
                ],
            ),
        ]
    )


def fit_settings(created: int) -> bytes:
    """Write a settings file, which holds no run and must be passed over."""
    profile = Message(3, [Column(0, Base.STRING, b"Made-up runner"), Column(8, Base.UINT8, 52)])
    return fit_file([_file_id(SETTINGS, created), profile])


def _file_id(kind: int, created: float) -> Message:
    return one(
        0,
        {
            0: (Base.ENUM, kind),
            1: (Base.UINT16, DEVELOPMENT),
            2: (Base.UINT16, 1),
            3: (Base.UINT32Z, SERIAL),
            4: (Base.UINT32, created),
            8: (Base.STRING, PRODUCT),
        },
    )


def _device_info(created: float) -> Message:
    return one(
        23,
        {
            253: (Base.UINT32, created),
            0: (Base.UINT8, 0),
            2: (Base.UINT16, DEVELOPMENT),
            3: (Base.UINT32Z, SERIAL),
            4: (Base.UINT16, 1),
            5: (Base.UINT16, 100),
            27: (Base.STRING, PRODUCT),
        },
    )


def _event(moment: float, kind: int) -> dict[int, tuple[Base, float]]:
    return {253: (Base.UINT32, moment), 0: (Base.ENUM, TIMER), 1: (Base.ENUM, kind)}


def _records(times: Floats, track: Track) -> Message:
    strides, halves = _strides(track.cadence_spm)
    return Message(
        20,
        [
            Column(253, Base.UINT32, times),
            Column(0, Base.SINT32, track.latitude_deg, SEMICIRCLES_PER_DEGREE),
            Column(1, Base.SINT32, track.longitude_deg, SEMICIRCLES_PER_DEGREE),
            Column(2, Base.UINT16, track.altitude_m + 500, 5),
            Column(3, Base.UINT8, track.heart_rate_bpm),
            Column(4, Base.UINT8, strides),
            Column(5, Base.UINT32, track.distance_m, 100),
            Column(6, Base.UINT16, track.speed_m_per_s, 1_000),
            Column(39, Base.UINT16, track.vertical_oscillation_mm, 10),
            Column(41, Base.UINT16, track.stance_time_ms, 10),
            Column(53, Base.UINT8, halves, 128),
            Column(85, Base.UINT16, track.step_length_mm, 10),
        ],
    )


def _strides(cadence_spm: Floats) -> tuple[Floats, Floats]:
    """Split steps a minute into whole strides and the half that is left over."""
    strides = np.round(cadence_spm) / 2
    return np.floor(strides), strides - np.floor(strides)


def _laps(times: Floats, track: Track) -> Message:
    """Give each stretch of the workout a lap."""
    first = np.flatnonzero(np.diff(track.stretch, prepend=-1))
    last = np.append(first[1:], times.size - 1)  # a lap ends where the next begins
    seconds, metres = times[last] - times[first], track.distance_m[last] - track.distance_m[first]
    rows = [slice(a, b + 1) for a, b in zip(first, last, strict=True)]
    hearts = [track.heart_rate_bpm[row] for row in rows]
    return Message(
        19,
        [
            Column(254, Base.UINT16, np.arange(first.size)),
            Column(253, Base.UINT32, times[last]),
            Column(0, Base.ENUM, np.full(first.size, 9)),
            Column(1, Base.ENUM, np.full(first.size, STOP)),
            Column(2, Base.UINT32, times[first]),
            Column(7, Base.UINT32, seconds, 1_000),
            Column(8, Base.UINT32, seconds, 1_000),
            Column(9, Base.UINT32, metres, 100),
            Column(13, Base.UINT16, metres / seconds, 1_000),
            Column(15, Base.UINT8, [heart.mean() for heart in hearts]),
            Column(16, Base.UINT8, [heart.max() for heart in hearts]),
            Column(17, Base.UINT8, [track.cadence_spm[row].mean() / 2 for row in rows]),
            Column(25, Base.ENUM, np.full(first.size, RUNNING)),
        ],
    )


def _session(times: Floats, track: Track, timestamp: Column) -> Message:
    seconds, metres = track.seconds[-1], track.distance_m[-1]
    strides, halves = _strides(np.atleast_1d(track.cadence_spm.mean()))
    descent = track.ascent_m - (track.altitude_m[-1] - track.altitude_m[0])
    return Message(
        18,
        [
            Column(254, Base.UINT16, 0),
            timestamp,
            Column(0, Base.ENUM, 8),
            Column(1, Base.ENUM, STOP),
            Column(2, Base.UINT32, times[0]),
            Column(3, Base.SINT32, track.latitude_deg[0], SEMICIRCLES_PER_DEGREE),
            Column(4, Base.SINT32, track.longitude_deg[0], SEMICIRCLES_PER_DEGREE),
            Column(5, Base.ENUM, RUNNING),
            Column(6, Base.ENUM, 0),
            Column(7, Base.UINT32, seconds, 1_000),
            Column(8, Base.UINT32, seconds, 1_000),
            Column(9, Base.UINT32, metres, 100),
            Column(14, Base.UINT16, metres / seconds, 1_000),
            Column(15, Base.UINT16, track.speed_m_per_s.max(), 1_000),
            Column(16, Base.UINT8, track.heart_rate_bpm.mean()),
            Column(17, Base.UINT8, track.heart_rate_bpm.max()),
            Column(18, Base.UINT8, strides),
            Column(22, Base.UINT16, track.ascent_m),
            Column(23, Base.UINT16, descent),
            Column(25, Base.UINT16, 0),
            Column(26, Base.UINT16, track.stretch[-1] + 1),
            Column(89, Base.UINT16, track.vertical_oscillation_mm.mean(), 10),
            Column(91, Base.UINT16, track.stance_time_ms.mean(), 10),
            Column(92, Base.UINT8, halves, 128),
            Column(134, Base.UINT16, track.step_length_mm.mean(), 10),
        ],
    )
