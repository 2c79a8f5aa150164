"""When two recordings are of one run."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from ironstride.core.run import RecordedRun

SAME_START: Final = timedelta(seconds=5)  # exports round the start to a second or two
SIMILAR_S: Final = 60.0  # [s]
SIMILAR_SHARE: Final = 0.02  # two recorders of one run differ by about a hundredth
LEAST_OVERLAP: Final = 0.5  # of the shorter: two runs in a row may touch when starts are rounded


def is_same_run(one: RecordedRun, other: RecordedRun) -> bool:
    """Say whether two recordings are of one run, as one athlete can only run one at a time.

    They are when they began within 5 s of each other and last or reach about equally far, or
    when they overlap by half and either last about equally long or carry the recorder's same
    stamp (serial number and moment of creation; the sessions of one file share it, too, but
    follow one another). About equal is within 60 s or 2 %, Ironstride's own choice.
    """
    if _began_together(one, other):
        return _last_alike(one, other) or _reach_alike(one, other) or _stamped_alike(one, other)
    return _overlap(one, other) and (_last_alike(one, other) or _stamped_alike(one, other))


def _stamped_alike(one: RecordedRun, other: RecordedRun) -> bool:
    return one.device is not None and one.device == other.device and one.device.serial != 0


def _began_together(one: RecordedRun, other: RecordedRun) -> bool:
    return abs(one.utc_start - other.utc_start) <= SAME_START


def _last_alike(one: RecordedRun, other: RecordedRun) -> bool:
    longer = max(one.elapsed_s, other.elapsed_s)
    return abs(one.elapsed_s - other.elapsed_s) <= max(SIMILAR_S, SIMILAR_SHARE * longer)


def _reach_alike(one: RecordedRun, other: RecordedRun) -> bool:
    if one.distance_m is None or other.distance_m is None:
        return False
    farther = max(one.distance_m, other.distance_m)
    return abs(one.distance_m - other.distance_m) <= SIMILAR_SHARE * farther


def _overlap(one: RecordedRun, other: RecordedRun) -> bool:
    first, last = sorted((one, other), key=lambda run: run.utc_start)
    ahead_s = (last.utc_start - first.utc_start).total_seconds()
    shared_s = min(first.elapsed_s - ahead_s, last.elapsed_s)
    return shared_s > 0 and shared_s >= LEAST_OVERLAP * min(first.elapsed_s, last.elapsed_s)
