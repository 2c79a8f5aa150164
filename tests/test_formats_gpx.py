"""What GPX files tell: positions first, and the rest where somebody wrote it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from builders_activity import START, gpx
from ironstride.formats.gpx import read_gpx
from ironstride.formats.recording import FormatError, NotAnActivity, Recording

SHARED = Path(__file__).parents[2] / "shared" / "data" / "gpx"
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the real files are not here")


def only(content: str | bytes) -> Recording:
    found = read_gpx(content.encode() if isinstance(content, str) else content, name="a.gpx")
    assert not isinstance(found, NotAnActivity)
    (recording,) = found
    return recording


def test_distance_is_measured_along_the_positions() -> None:
    recording = only(gpx(speed=3.0, title="Evening run"))
    run = recording.run
    assert (run.utc_start, run.elapsed_s, run.title) == (START, 120, "Evening run")
    assert run.distance_m == pytest.approx(360, abs=0.1)
    assert (run.mean_heart_rate, run.mean_cadence_spm, run.moving_s) == (150, 170, 120)


def test_speed_comes_from_the_distance() -> None:
    streams = only(gpx(speed=3.0)).streams
    assert streams is not None
    assert np.allclose(streams.columns["speed_m_per_s"], 3.0, atol=0.01)


def test_the_sun_places_the_run_in_its_day() -> None:
    assert only(gpx()).run.start == START.replace(tzinfo=None) + timedelta(hours=1)  # 10 degrees


def test_an_offset_in_the_times_is_the_local_zone() -> None:
    content = gpx().replace(".000000Z", ".000+05:30")
    run = only(content).run
    assert run.start == START.replace(tzinfo=None)
    assert run.utc_start == START - timedelta(hours=5, minutes=30)


@pytest.mark.parametrize("type_", ["running", "Run", "trail_running", "9", "TrailRun", "Jogging"])
def test_a_track_that_calls_itself_a_run_is_one(type_: str) -> None:
    assert only(gpx(type_=type_)).is_run


def test_without_a_type_the_title_decides_and_the_speed_does_not() -> None:
    assert only(gpx(type_="", title="Morning run")).is_run
    recording = only(gpx(type_="", title="Morning"))
    assert not recording.is_run
    assert "does not say which sport" in recording.cautions[0]


def test_a_pause_between_segments_counts_neither_as_distance_nor_as_moving() -> None:
    first, second = gpx(seconds=range(101)), gpx(seconds=range(500, 601))
    inner = second[second.index("<trkpt") : second.rindex("</trkseg>")]
    run = only(first.replace("</trkseg>", f"</trkseg><trkseg>{inner}</trkseg>")).run
    assert run.elapsed_s == 600
    assert run.distance_m == pytest.approx(600, abs=0.1)
    assert run.moving_s == pytest.approx(200, abs=10)


def test_a_leap_of_the_position_is_not_run() -> None:
    recording = only(gpx().replace("</trkseg>", _point(121, lat=45.1) + "</trkseg>"))
    assert recording.run.distance_m == pytest.approx(360, abs=1)
    assert "jumps by 10.8 km" in recording.cautions[0]


def _point(second: int, *, lat: float) -> str:
    moment = (START + timedelta(seconds=second)).isoformat()
    return f'<trkpt lat="{lat}" lon="10"><time>{moment}</time></trkpt>'


def test_an_undeclared_prefix_and_blanks_before_the_declaration_are_read() -> None:
    content = "          " + gpx().replace("ns3:", "gpxdata:")
    assert only(content).run.mean_heart_rate == 150


def test_a_byte_order_mark_is_read() -> None:
    assert only(b"\xef\xbb\xbf" + gpx().encode()).run.elapsed_s == 120
    assert only(gpx().replace("UTF-8", "UTF-16").encode("utf-16")).run.elapsed_s == 120


def test_each_track_is_a_recording() -> None:
    track = gpx()[gpx().index("<trk>") : gpx().index("</gpx>")]
    found = read_gpx(gpx().replace("</gpx>", f"{track}</gpx>").encode(), name="a.gpx")
    assert isinstance(found, tuple)
    assert len(found) == 2


@pytest.mark.parametrize(
    "content", ["<gpx></gpx>", "<gpx><rte><rtept lat='1' lon='2'/></rte></gpx>", gpx(seconds=[])]
)
def test_a_route_is_no_recording(content: str) -> None:
    assert isinstance(read_gpx(content.encode(), name="a.gpx"), NotAnActivity)


def test_times_that_are_no_times_leave_their_points_out() -> None:
    assert only(gpx().replace("T16:30:05.000000Z", "T99:30:05Z")).run.elapsed_s == 120


def test_a_cut_file_keeps_what_stands_before() -> None:
    recording = only(gpx()[:-2_000])
    assert 60 < recording.run.elapsed_s < 120
    assert "breaks off at byte" in recording.cautions[0]
    with pytest.raises(FormatError, match=r"a\.gpx at byte \d+: breaks off; too little"):
        read_gpx(gpx()[:2_000].encode(), name="a.gpx")


def test_entities_are_refused_before_they_grow() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    content = f'<!DOCTYPE gpx [<!ENTITY l0 "ha">{laughs}]><gpx><name>&l11;</name></gpx>'
    with pytest.raises(FormatError, match="declares entities"):
        read_gpx(content.encode(), name="a.gpx")


def test_a_file_outside_is_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    content = f'<!DOCTYPE gpx [<!ENTITY x SYSTEM "{secret.as_uri()}">]><gpx>&x;</gpx>'
    with pytest.raises(FormatError, match="declares entities"):
        read_gpx(content.encode(), name="a.gpx")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"<html><body/></html>", "begins with <html>, not with <gpx>"),
        (b"<gpx>" + b"<a>" * 100_000, "nests more than 64 elements"),
        (b"<gpx>" + b"<trk></trk>" * 1_001, "holds more than 1000 <trk>"),
        (b"no markup at all", "no longer XML"),
        (b'<?xml version="1.0" encoding="klingon"?><gpx/>', "no longer XML"),
    ],
)
def test_what_is_no_gpx_is_refused_with_its_reason(content: bytes, problem: str) -> None:
    with pytest.raises(FormatError, match=problem):
        read_gpx(content, name="a.gpx")


@needs_shared
def test_the_real_run_reads_as_it_was() -> None:
    recording = only((SHARED / "cdryzun_464919178.gpx").read_bytes())
    assert recording.is_run
    assert str(recording.run.start) == "2025-04-04 05:50:37"
    assert recording.run.distance_m == pytest.approx(3_914, abs=10)
    assert recording.run.max_heart_rate == 178


@needs_shared
@pytest.mark.parametrize(
    ("name", "fit_distance_m"),
    [
        ("maksvasilev_FR-235-Ski-3201836203.fit.gpx", 8_945.3),
        ("maksvasilev_Fenix3-Ski-4634898924.fit.gpx", 4_265.36),
    ],
)
def test_positions_measure_what_the_watch_measured(name: str, fit_distance_m: float) -> None:
    recording = only((SHARED / name).read_bytes())
    assert recording.run.distance_m == pytest.approx(fit_distance_m, rel=0.001)
    assert not recording.is_run


@needs_shared
def test_every_real_file_is_read() -> None:
    found = [read_gpx(path.read_bytes(), name=path.name) for path in sorted(SHARED.glob("*.gpx"))]
    assert len(found) == 6
    assert sum(isinstance(x, NotAnActivity) for x in found) == 1  # a hike without a single point
