"""TCX: Garmin's older XML, in laps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from ironstride.formats.markup import moment, number, walk
from ironstride.formats.recording import (
    NotAnActivity,
    Recording,
    sport_named,
)
from ironstride.formats.samples import Rows, Samples
from ironstride.formats.track import Summary, to_recording

COLUMN_OF: Final = {
    "AltitudeMeters": "altitude_m",
    "DistanceMeters": "distance_m",
    "Cadence": "strides_per_min",
    "RunCadence": "strides_per_min",
    "Speed": "speed_m_per_s",
    "Watts": "power_w",
    "LongitudeDegrees": "longitude_deg",
}


def read_tcx(content: bytes, *, name: str) -> tuple[Recording, ...] | NotAnActivity:
    """Read every activity of a TCX file; a run is what calls itself Running.

    Raises:
        FormatError: the file is no TCX, or nothing before its damage is worth keeping.
    """
    visitor = _Visitor()
    damage = walk(content, visitor, root="TrainingCenterDatabase", name=name)
    activities = visitor.activities
    found = (
        to_recording(
            _summary(activity, samples := activity.rows.samples()),
            samples,
            damage=damage if activity is activities[-1] else None,
        )
        for activity in activities
    )
    recordings = tuple(x for x in found if x is not None)
    if damage is not None and not recordings:
        raise damage.refusal(name)
    return recordings or NotAnActivity("a TCX file without an activity: a course or a workout")


@dataclass(slots=True)
class _Activity:
    """One <Activity> on its way in, with the sums of its laps."""

    sport: str
    start: float | None = None
    utc_offset_s: float | None = None
    lap_s: float = 0.0
    lap_m: float = 0.0
    beats: list[tuple[float, float]] = field(default_factory=list)  # seconds, mean heart rate
    max_heart_rate: float | None = None
    rows: Rows = field(default_factory=Rows)


class _Visitor:
    def __init__(self) -> None:
        self.activities: list[_Activity] = []
        self.is_in_point = False
        self.lap: dict[str, float] = {}

    def opened(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Activity":
            self.activities.append(_Activity(sport_named(attributes.get("Sport", ""))))
        elif not self.activities:
            return
        elif tag == "Lap":
            self.lap = {}
            self._begin(attributes.get("StartTime", ""))
        elif tag == "Trackpoint":
            self.is_in_point = True

    def closed(self, tag: str, parent: str, text: str) -> None:
        if not self.activities:
            return
        if tag == "Value":
            tag = parent
        if self.is_in_point:
            self._close_in_point(tag, text)
        elif tag == "Lap":
            self._add_lap()
        elif (value := number(text)) is not None:
            self.lap.setdefault(tag, value)

    def _begin(self, text: str) -> None:
        activity, when = self.activities[-1], moment(text)
        if when is not None and activity.start is None:
            activity.start, activity.utc_offset_s = when

    def _close_in_point(self, tag: str, text: str) -> None:
        rows = self.activities[-1].rows
        if tag == "Trackpoint":
            self.is_in_point = False
            rows.end_row()
        elif tag == "Time":
            when = moment(text)
            if when is not None:
                rows.put("time", when[0])
        elif tag == "HeartRateBpm" or tag in COLUMN_OF:
            value = number(text)
            if value is not None:
                rows.put(COLUMN_OF.get(tag, "heart_rate_bpm"), value)

    def _add_lap(self) -> None:
        activity, lap = self.activities[-1], self.lap
        seconds = max(lap.get("TotalTimeSeconds", 0.0), 0.0)
        activity.lap_s += seconds
        activity.lap_m += max(lap.get("DistanceMeters", 0.0), 0.0)
        if seconds and lap.get("AverageHeartRateBpm"):
            activity.beats.append((seconds, lap["AverageHeartRateBpm"]))
        highest = lap.get("MaximumHeartRateBpm", 0.0)
        activity.max_heart_rate = max(activity.max_heart_rate or 0.0, highest) or None


def _summary(activity: _Activity, samples: Samples) -> Summary:
    longitudes = samples.column("longitude_deg")
    seconds = sum(s for s, _ in activity.beats)
    return Summary(
        sport=activity.sport,
        start=activity.start,
        elapsed_s=None if samples.times.size else activity.lap_s or None,
        moving_s=activity.lap_s or None,
        distance_m=activity.lap_m or None,
        mean_heart_rate=sum(s * rate for s, rate in activity.beats) / seconds if seconds else None,
        max_heart_rate=activity.max_heart_rate,
        utc_offset_s=activity.utc_offset_s,
        longitude_deg=None if longitudes is None else float(longitudes[np.isfinite(longitudes)][0]),
    )
