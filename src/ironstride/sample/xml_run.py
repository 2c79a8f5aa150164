"""A made-up run as TCX and as GPX."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from ironstride.sample.body import Track
from ironstride.sample.season import MadeUpRun


def tcx_run(run: MadeUpRun, track: Track) -> bytes:
    """Write one run as an older watch would: one lap, no running dynamics."""
    begin = _zulu(run.utc_start)
    points = "".join(
        f"<Trackpoint><Time>{when}</Time>"
        f"<Position><LatitudeDegrees>{latitude:.6f}</LatitudeDegrees>"
        f"<LongitudeDegrees>{longitude:.6f}</LongitudeDegrees></Position>"
        f"<AltitudeMeters>{altitude:.1f}</AltitudeMeters>"
        f"<DistanceMeters>{distance:.1f}</DistanceMeters>"
        f"<HeartRateBpm><Value>{heart:.0f}</Value></HeartRateBpm>"
        f'<Extensions><TPX xmlns="http://www.garmin.com/xmlschemas/ActivityExtension/v2">'
        f"<Speed>{speed:.2f}</Speed><RunCadence>{cadence / 2:.0f}</RunCadence></TPX></Extensions>"
        "</Trackpoint>\n"
        for when, latitude, longitude, altitude, distance, heart, speed, cadence in _points(
            run, track
        )
    )
    hearts = track.heart_rate_bpm
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2">\n'
        f'<Activities><Activity Sport="Running"><Id>{begin}</Id>\n'
        f'<Lap StartTime="{begin}"><TotalTimeSeconds>{track.seconds[-1]:.0f}</TotalTimeSeconds>'
        f"<DistanceMeters>{track.distance_m[-1]:.1f}</DistanceMeters><Calories>0</Calories>"
        f"<AverageHeartRateBpm><Value>{hearts.mean():.0f}</Value></AverageHeartRateBpm>"
        f"<MaximumHeartRateBpm><Value>{hearts.max():.0f}</Value></MaximumHeartRateBpm>"
        "<Intensity>Active</Intensity><TriggerMethod>Manual</TriggerMethod>\n"
        f"<Track>\n{points}</Track></Lap>\n"
        f"<Notes>{run.title}</Notes>\n"
        "</Activity></Activities>\n</TrainingCenterDatabase>\n"
    ).encode()


def gpx_run(run: MadeUpRun, track: Track) -> bytes:
    """Write one run as a phone would: positions, height, heart rate from a strap."""
    points = "".join(
        f'<trkpt lat="{latitude:.7f}" lon="{longitude:.7f}"><ele>{altitude:.1f}</ele>'
        f"<time>{when}</time><extensions><gpxtpx:TrackPointExtension>"
        f"<gpxtpx:hr>{heart:.0f}</gpxtpx:hr><gpxtpx:cad>{cadence / 2:.0f}</gpxtpx:cad>"
        "</gpxtpx:TrackPointExtension></extensions></trkpt>\n"
        for when, latitude, longitude, altitude, _, heart, _, cadence in _points(run, track)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<gpx version="1.1" creator="Ironstride sample"'
        ' xmlns="http://www.topografix.com/GPX/1/1"'
        ' xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1">\n'
        f"<metadata><time>{_zulu(run.utc_start)}</time></metadata>\n"
        f"<trk><name>{run.title}</name><type>running</type>\n"
        f"<trkseg>\n{points}</trkseg></trk>\n</gpx>\n"
    ).encode()


def _points(
    run: MadeUpRun, track: Track
) -> Iterator[tuple[str, float, float, float, float, float, float, float]]:
    for seconds, *figures in zip(
        track.seconds.tolist(),
        track.latitude_deg.tolist(),
        track.longitude_deg.tolist(),
        track.altitude_m.tolist(),
        track.distance_m.tolist(),
        track.heart_rate_bpm.tolist(),
        track.speed_m_per_s.tolist(),
        track.cadence_spm.tolist(),
        strict=True,
    ):
        latitude, longitude, altitude, distance, heart, speed, cadence = figures
        when = _zulu(run.utc_start + timedelta(seconds=seconds))
        yield when, latitude, longitude, altitude, distance, heart, speed, cadence


def _zulu(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
