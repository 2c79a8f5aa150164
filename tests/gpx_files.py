"""Small GPX files for the tests: a runner going north at an even pace."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
STEP_S = 10
DEGREES_A_STEP = 30 / 111_195  # 3 m/s


def gpx(
    start: datetime = NOON,
    *,
    minutes: int = 30,
    sport: str | None = "running",
    name: str = "",
    heart_rate: int | None = None,
) -> bytes:
    """Write a track with a point every ten seconds."""
    points = "".join(
        _point(start + timedelta(seconds=STEP_S * n), 50 + n * DEGREES_A_STEP, heart_rate)
        for n in range(minutes * 60 // STEP_S + 1)
    )
    title = f"<name>{name}</name>" if name else ""
    kind = f"<type>{sport}</type>" if sport else ""
    return (
        '<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">'
        f"<trk>{title}{kind}<trkseg>{points}</trkseg></trk></gpx>"
    ).encode()


def _point(moment: datetime, latitude: float, heart_rate: int | None) -> str:
    beats = "" if heart_rate is None else f"<extensions><hr>{heart_rate}</hr></extensions>"
    return (
        f'<trkpt lat="{latitude:.7f}" lon="8"><ele>100</ele>'
        f"<time>{moment:%Y-%m-%dT%H:%M:%SZ}</time>{beats}</trkpt>"
    )
