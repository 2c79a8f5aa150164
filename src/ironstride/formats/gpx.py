"""GPX: tracks of positions, with heart rate and cadence in one of several extensions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from ironstride.formats.markup import moment, number, walk
from ironstride.formats.recording import (
    RUNNING,
    UNKNOWN_SPORT,
    Damage,
    NotAnActivity,
    Recording,
    sport_named,
)
from ironstride.formats.samples import Rows, Samples, metres_along
from ironstride.formats.track import Summary, to_recording

COLUMN_OF: Final = {
    "ele": "altitude_m",
    "hr": "heart_rate_bpm",
    "heartrate": "heart_rate_bpm",
    "cad": "strides_per_min",
    "cadence": "strides_per_min",
    "speed": "speed_m_per_s",
    "power": "power_w",
    "PowerInWatts": "power_w",
    "distance": "distance_m",
}


def read_gpx(content: bytes, *, name: str) -> tuple[Recording, ...] | NotAnActivity:
    """Read every track of a GPX file that has times.

    A track is a run only where its type, or else its title, says so. Speed does not tell:
    a skier and an unhurried cyclist move as fast as a runner.

    Raises:
        FormatError: the file is no GPX, or nothing before its damage is worth keeping.
    """
    visitor = _Visitor()
    damage = walk(content, visitor, root="gpx", name=name)
    tracks = [track for track in visitor.tracks if track.has_times]
    found = (_recording(track, damage if track is tracks[-1] else None) for track in tracks)
    recordings = tuple(x for x in found if x is not None)
    if damage is not None and not recordings:
        raise damage.refusal(name)
    return recordings or NotAnActivity("a GPX file without usable times: a route, no recording")


@dataclass(slots=True)
class _Track:
    """One <trk> on its way in. A new segment follows a pause."""

    title: str = ""
    type: str = ""
    segment: int = 0
    has_times: bool = False
    utc_offset_s: float | None = None
    rows: Rows = field(default_factory=Rows)


class _Visitor:
    def __init__(self) -> None:
        self.tracks: list[_Track] = []
        self.is_in_point = False

    def opened(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "trk":
            self.tracks.append(_Track())
        elif self.tracks and tag == "trkseg":
            self.tracks[-1].segment += 1
        elif self.tracks and tag == "trkpt":
            self.is_in_point = True
            self._put("latitude_deg", attributes.get("lat", ""), 90)
            self._put("longitude_deg", attributes.get("lon", ""), 180)

    def closed(self, tag: str, parent: str, text: str) -> None:
        if not self.is_in_point:
            if parent == "trk" and tag == "name":
                self.tracks[-1].title = text
            elif parent == "trk" and tag == "type":
                self.tracks[-1].type = text
        elif tag == "trkpt":
            self.is_in_point = False
            track = self.tracks[-1]
            track.rows.put("segment", track.segment)
            track.rows.end_row()
        elif tag == "time":
            self._put_time(text)
        elif tag in COLUMN_OF:
            self._put(COLUMN_OF[tag], text)

    def _put(self, column: str, text: str, most: float = 1e9) -> None:
        value = number(text)
        if value is not None and abs(value) <= most:
            self.tracks[-1].rows.put(column, value)

    def _put_time(self, text: str) -> None:
        track, when = self.tracks[-1], moment(text)
        if when is not None:
            track.rows.put("time", when[0])
            track.has_times = True
            track.utc_offset_s = track.utc_offset_s or when[1]


def _recording(track: _Track, damage: Damage | None) -> Recording | None:
    samples = track.rows.samples()
    return to_recording(_summary(track, samples), _measured(samples), damage=damage)


def _summary(track: _Track, samples: Samples) -> Summary:
    longitudes = samples.column("longitude_deg")
    sport = sport_named(track.type)
    if sport == UNKNOWN_SPORT and sport_named(track.title) == RUNNING:
        sport = RUNNING
    return Summary(
        sport=sport,
        title=track.title or None,
        utc_offset_s=track.utc_offset_s,
        longitude_deg=None if longitudes is None else float(longitudes[np.isfinite(longitudes)][0]),
    )


def _measured(samples: Samples) -> Samples:
    """Measure the distance along the positions where the file holds none."""
    columns = dict(samples.columns)
    segment = columns.pop("segment", None)
    latitude, longitude = columns.pop("latitude_deg", None), columns.pop("longitude_deg", None)
    if samples.column("distance_m") is None and latitude is not None and longitude is not None:
        known = np.isfinite(latitude) & np.isfinite(longitude)
        steps = metres_along(latitude[known], longitude[known])
        if segment is not None:
            steps[np.diff(segment[known]) != 0] = 0.0  # whatever happened in the pause was no run
        distance_m = np.full(samples.times.size, np.nan)
        distance_m[known] = np.concatenate(([0.0], np.cumsum(steps)))[: known.sum()]
        columns["distance_m"] = distance_m
    return replace(samples, columns=columns)
