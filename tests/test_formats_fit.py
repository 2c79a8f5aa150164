"""What FIT files tell, and what they are not believed."""

from __future__ import annotations

import csv
import random
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from builders_activity import (
    ACTIVITY,
    DEVELOPER_DATA_ID,
    ENUM,
    FIELD_DESCRIPTION,
    FIT_START,
    FLOAT32,
    RECORD,
    SINT32,
    START,
    STRING,
    UINT8,
    UINT16,
    UINT32,
    FitFile,
    a_run,
    file_id,
    records,
    session,
    text,
)
from ironstride.core.run import Device
from ironstride.formats.fit import peek_type, read_fit
from ironstride.formats.recording import FormatError, NotAnActivity, Recording
from ironstride.formats.streams import pack

SHARED = Path(__file__).parents[2] / "shared" / "data" / "fit"
SOURCES: list[dict[str, str]] = []
if SHARED.exists():
    with (SHARED / "SOURCES.csv").open(encoding="utf-8") as table:
        SOURCES = list(csv.DictReader(table))
needs_shared = pytest.mark.skipif(not SHARED.exists(), reason="the real files are not here")


def only(content: bytes) -> Recording:
    found = read_fit(content, name="a.fit")
    assert not isinstance(found, NotAnActivity)
    (recording,) = found
    return recording


def shared(name: str) -> bytes:
    return (SHARED / name).read_bytes()


def test_a_run_without_sums_is_summed_up_from_its_records() -> None:
    run = only(a_run(seconds=120, speed=3.0).closed()).run
    assert (run.utc_start, run.elapsed_s, run.moving_s, run.distance_m) == (START, 120, 120, 360)
    assert (run.mean_heart_rate, run.max_heart_rate, run.mean_cadence_spm) == (150, 150, 170)


def test_the_recorders_own_sums_come_first() -> None:
    fit = session(
        records(file_id(FitFile())),
        (7, UINT32, 125_500),
        (8, UINT32, 110_250),
        (9, UINT32, 37_000),
        (16, UINT8, 148),
        (17, UINT8, 171),
        (18, UINT8, 86),
        (22, UINT16, 12),
    )
    run = only(fit.closed()).run
    assert (run.elapsed_s, run.moving_s, run.distance_m, run.ascent_m) == (125.5, 110.25, 370, 12)
    assert (run.mean_heart_rate, run.max_heart_rate, run.mean_cadence_spm) == (148, 171, 172)


def test_big_endian_reads_the_same() -> None:
    assert only(a_run(order=">").closed()).run == only(a_run(order="<").closed()).run


def test_compressed_timestamps_count_on_from_the_last_full_one() -> None:
    fit = records(file_id(FitFile()), seconds=0)
    for second in range(1, 100):
        fit.compressed(RECORD, FIT_START + second, (3, UINT8, 140))
    run = only(session(fit).closed()).run
    assert (run.elapsed_s, run.max_heart_rate) == (99, 150)


def test_the_watch_knows_the_local_time() -> None:
    fit = a_run().message(ACTIVITY, (253, UINT32, FIT_START), (5, UINT32, FIT_START + 7_200))
    assert only(fit.closed()).run.start == START.replace(tzinfo=None) + timedelta(hours=2)


@pytest.mark.parametrize(("offset_s", "hours"), [(15 * 3_600, 15), (16 * 3_600, -8), (0, -8)])
def test_an_impossible_zone_gives_way_to_the_sun(offset_s: int, hours: int) -> None:
    fit = records(file_id(FitFile()))
    fit.message(RECORD, (253, UINT32, FIT_START), (1, SINT32, -122 * 2**31 // 180))
    session(fit).message(ACTIVITY, (253, UINT32, FIT_START), (5, UINT32, FIT_START + offset_s))
    assert only(fit.closed()).run.start == START.replace(tzinfo=None) + timedelta(hours=hours)


def test_the_device_stamp_is_serial_and_creation() -> None:
    assert only(a_run().closed()).run.device == Device(77, START)


def test_a_duathlon_gives_two_runs_that_share_no_stamp() -> None:
    fit = records(file_id(FitFile()), seconds=300)
    for start, sport in ((0, 1), (100, 2), (200, 1)):
        session(fit, sport=sport, start=FIT_START + start)
    found = read_fit(fit.closed(), name="a.fit")
    assert isinstance(found, tuple)
    assert [(x.sport, x.run.distance_m) for x in found] == [
        ("running", 297),
        ("cycling", 297),
        ("running", 300),
    ]
    assert {x.run.device for x in found} == {None}
    assert [float(x.streams.columns["distance_m"][0]) for x in found if x.streams] == [0, 0, 0]


def test_chained_files_are_all_read_and_a_repeated_one_counts_once() -> None:
    later = session(records(file_id(FitFile()), start=FIT_START + 9_000), start=FIT_START + 9_000)
    found = read_fit(a_run().closed() + a_run().closed() + later.closed(), name="a.fit")
    assert isinstance(found, tuple)
    assert [x.run.utc_start - START for x in found] == [timedelta(0), timedelta(seconds=9_000)]


def test_a_broken_successor_in_a_chain_does_not_cost_the_first() -> None:
    whole, stub = a_run().closed(), a_run().closed()[:40]
    recording = only(whole + stub)
    assert recording.run.elapsed_s == 120
    assert f"at byte {len(whole) + 37}" in recording.cautions[-1]


def test_a_cut_file_keeps_the_minutes_before_the_cut() -> None:
    content = a_run(seconds=300).closed()[:-2_000]
    recording = only(content)
    assert 150 < recording.run.elapsed_s < 300
    (caution, unknown) = recording.cautions
    assert re.fullmatch(r"breaks off at byte \d+: kept what stands before it", caution)
    assert "which sport" in unknown


@pytest.mark.parametrize(("seconds", "is_kept"), [(60, False), (61, True)])
def test_less_than_a_minute_before_a_cut_is_refused_with_its_byte(
    seconds: int, is_kept: bool
) -> None:
    content = a_run(seconds=seconds).closed()[:-3]
    if is_kept:
        assert only(content).run.elapsed_s == seconds
        return
    with pytest.raises(FormatError, match=r"a\.fit at byte \d+: breaks off") as caught:
        read_fit(content, name="a.fit")
    assert caught.value.offset is not None


def test_a_file_that_the_watch_never_closed_is_read() -> None:
    assert only(a_run().closed(size=0)).run.distance_m == 360


def test_a_wrong_check_sum_is_said() -> None:
    recording = only(a_run().closed(crc=1))
    assert recording.cautions == ("its check sum does not match: single values may be wrong",)


def test_developer_fields_keep_their_own_units_beside_the_native_ones() -> None:
    fit = file_id(FitFile()).message(DEVELOPER_DATA_ID, (3, UINT8, 0))
    fit.message(
        FIELD_DESCRIPTION,
        (0, UINT8, 0),
        (1, UINT8, 5),
        (2, UINT8, 0x88),
        (3, STRING, text("Vertical Oscillation")),
        (8, STRING, text("Centimeters")),
        (15, UINT8, 39),
    )
    for second in range(70):
        native = ((253, UINT32, FIT_START + second), (39, UINT16, 867))
        fit.message(RECORD, *native, developer=[(5, FLOAT32, 7.625)])
    streams = only(session(fit).closed()).streams
    assert streams is not None
    assert float(streams.columns["vertical_oscillation_mm"][0]) == pytest.approx(86.7)
    assert streams.columns["dev:Vertical Oscillation [Centimeters]"][0] == 7.625


def test_a_runner_faster_than_anybody_loses_the_distance_not_the_run() -> None:
    recording = only(a_run(speed=12.1).closed())
    assert recording.run.distance_m is None
    assert "12 m/s is no run" in recording.cautions[0]
    assert only(a_run(speed=11.9).closed()).run.distance_m == pytest.approx(1_428)


def test_a_leap_of_the_position_is_not_run() -> None:
    fit = records(file_id(FitFile()))
    fit.message(RECORD, (253, UINT32, FIT_START + 121), (5, UINT32, 536_000))
    recording = only(session(fit, (9, UINT32, 536_000)).closed())
    assert recording.run.distance_m == 360
    assert recording.cautions == ("the distance jumps by 5.0 km: not counted",)


def test_a_position_found_again_after_a_tunnel_is_no_leap() -> None:
    fit = records(file_id(FitFile()))
    fit.message(RECORD, (253, UINT32, FIT_START + 300), (5, UINT32, 90_000))
    assert only(session(fit).closed()).run.distance_m == 900


def test_a_standstill_does_not_count_as_moving() -> None:
    fit = records(file_id(FitFile()), seconds=100)
    fit.message(RECORD, (253, UINT32, FIT_START + 400), (5, UINT32, 30_300))
    run = only(session(fit).closed()).run
    assert run.elapsed_s == 400
    assert run.moving_s == pytest.approx(100, abs=5)


def test_a_record_from_another_century_is_left_out() -> None:
    fit = records(file_id(FitFile())).message(RECORD, (253, UINT32, FIT_START + 10**9))
    recording = only(session(fit).closed())
    assert recording.run.elapsed_s == 120
    assert recording.cautions == ("records days away from the rest were left out: 1",)


def test_records_over_many_days_are_a_broken_clock() -> None:
    fit = file_id(FitFile())
    for hours in range(0, 260, 10):
        fit.message(RECORD, (253, UINT32, FIT_START + hours * 3_600), (3, UINT8, 150))
    recording = only(session(fit, (7, UINT32, 1_800_000)).closed())
    assert (recording.run.elapsed_s, recording.streams) == (1_800, None)
    assert recording.cautions == ("its records spread over more than ten days and were left out",)


def test_a_clock_that_was_never_set_is_said() -> None:
    fit = session(records(file_id(FitFile()), start=1_000), start=1_000)
    assert "clock was not set: 1989-12-31" in only(fit.closed()).cautions[0]


def test_dropouts_and_nonsense_are_gaps() -> None:
    fit = records(file_id(FitFile()), seconds=60)
    fit.message(RECORD, (253, UINT32, FIT_START + 61), (3, UINT8, 255))
    fit.message(RECORD, (253, UINT32, FIT_START + 62), (3, UINT8, 5))
    streams = only(session(fit).closed()).streams
    assert streams is not None
    assert np.isnan(streams.columns["heart_rate_bpm"][-2:]).all()


def test_a_cadence_in_steps_is_not_doubled() -> None:
    fit = file_id(FitFile())
    for second in range(61):
        fit.message(RECORD, (253, UINT32, FIT_START + second), (4, UINT8, 172))
    assert only(session(fit).closed()).run.mean_cadence_spm == 172


@pytest.mark.parametrize(("kind", "name"), [(2, "settings"), (32, "monitoring_b"), (44, "44")])
def test_other_kinds_of_fit_are_no_activities(kind: int, name: str) -> None:
    content = file_id(FitFile(), kind=kind).closed()
    assert peek_type(content) == name
    assert read_fit(content, name="a.fit") == NotAnActivity(
        f"a FIT file of kind {name}, no activity"
    )


def test_a_peek_at_garbage_says_nothing() -> None:
    assert peek_type(b"") is None
    assert peek_type(b"\x0e\x20\x00\x00\xff\xff\xff\xff.FIT" + b"\xff" * 50) is None


def test_an_endless_chain_ends() -> None:
    stub = b"\x0c\x20\x00\x00\x01\x00\x00\x00.FIT\x00\x00\x00"
    with pytest.raises(FormatError, match=r"makes no sense|breaks off"):
        read_fit(stub * 100_000, name="a.fit")


def test_an_activity_without_anything_in_it_is_none() -> None:
    found = read_fit(file_id(FitFile()).closed(), name="a.fit")
    assert found == NotAnActivity("a FIT activity without a session or a record")


@needs_shared
@pytest.mark.parametrize(
    ("name", "start", "elapsed_s", "distance_m", "heart_rates", "cadence"),
    [  # read from the bytes with struct alone
        ("f2g_Fenix3-Run-1321421020", "2016-08-25 20:05:16", 5711.949, 21299.54, (152, 160), 185.5),
        ("ofd_2118759883_ACTIVITY", "2017-10-16 01:17:41", 2269.847, 4640.67, (145, 190), None),
        (
            "jfp_running-with-developer-data",
            "2018-06-14 16:55:22",
            1680.559,
            5383.19,
            (158, 177),
            159.8,
        ),
        ("ofd_4235967287", "2019-11-09 13:12:37", 705.817, 2030.34, (162, 183), 154.4),
    ],
)
def test_known_runs_read_as_their_watches_summed_them_up(  # noqa: PLR0913, PLR0917 - one case, one row
    name: str,
    start: str,
    elapsed_s: float,
    distance_m: float,
    heart_rates: tuple[int, int],
    cadence: float | None,
) -> None:
    run = only(shared(f"{name}.fit")).run
    assert (str(run.start), run.elapsed_s, run.distance_m) == (start, elapsed_s, distance_m)
    assert (run.mean_heart_rate, run.max_heart_rate) == heart_rates
    assert run.mean_cadence_spm == (None if cadence is None else pytest.approx(cadence, abs=0.1))


@needs_shared
def test_stryd_is_kept_in_centimetres_beside_the_watch_in_millimetres() -> None:
    streams = only(shared("jfp_running-with-developer-data.fit")).streams
    assert streams is not None
    stryd = streams.columns["dev:Vertical Oscillation [Centimeters]"]
    watch = streams.columns["vertical_oscillation_mm"]
    assert 5 < np.nanmedian(stryd) < 12
    assert 50 < np.nanmedian(watch) < 120


@pytest.mark.parametrize("row", SOURCES, ids=lambda row: row["file"])
def test_every_real_file_is_read_and_each_damaged_one_named(row: dict[str, str]) -> None:
    found, words = _read_or_refused(row["file"])
    assert ("at byte" in words) == bool(row["known_damage"])
    if isinstance(found, NotAnActivity):
        assert row["type"] != "activity"
    elif found:
        sports = {sport.split("/")[0] for sport in row["sports"].split(";") if sport}
        assert {x.sport for x in found} == (sports or {"cycling"})  # one names it elsewhere


def _read_or_refused(file: str) -> tuple[tuple[Recording, ...] | NotAnActivity, str]:
    try:
        found = read_fit(shared(file), name=file)
    except FormatError as error:
        return (), str(error)
    cautions = () if isinstance(found, NotAnActivity) else found
    return found, " ".join(caution for x in cautions for caution in x.cautions)


def test_the_real_files_are_a_hundred_and_three() -> None:
    assert len(SOURCES) in (0, 103)


@needs_shared
def test_a_real_file_is_shared_out_among_its_sessions() -> None:
    found = read_fit(shared("jfp_triathlon_summary_last.fit"), name="a.fit")
    assert isinstance(found, tuple)
    assert [x.sport for x in found] == [
        "swimming",
        "transition",
        "cycling",
        "transition",
        "running",
    ]
    assert sum(x.run.distance_m or 0 for x in found) == pytest.approx(18_726, abs=5)


@needs_shared
def test_mutilated_files_are_refused_or_read_and_never_crash() -> None:
    chance = random.Random(20261124)
    names = ["pfp_compressed-speed-distance", "pfp_2013-02-06-12-11-14", "ofd_1619110413_ACTIVITY"]
    names += ["pfp_garmin-fenix-5-run", "igp_52469467", "pfp_activity-settings"]
    originals = [shared(f"{name}.fit") for name in names]
    for _ in range(200):
        try:
            found = read_fit(_mutilated(chance, chance.choice(originals)), name="a.fit")
        except FormatError:
            continue
        for recording in found if isinstance(found, tuple) else ():
            assert 0 < recording.run.elapsed_s <= 864_000
            assert 0 < (recording.run.distance_m or 1) <= 2_000_000
            assert datetime(1989, 12, 31, tzinfo=UTC) <= recording.run.utc_start
            assert recording.streams is None or pack(recording.streams)


def _mutilated(chance: random.Random, original: bytes) -> bytes:
    content = bytearray(original)
    reach = min(len(content), chance.choice([600, len(content)]))
    match chance.randrange(4):
        case 0:
            del content[chance.randrange(len(content)) :]
        case 1:
            place = chance.randrange(len(content))
            del content[place : place + chance.randrange(1, 100)]
        case 2:
            place = chance.randrange(reach)
            content[place:place] = chance.randbytes(chance.randrange(1, 50))
        case _:
            for _ in range(chance.choice([1, 5, 50])):
                content[chance.randrange(reach)] = chance.randrange(256)
    return bytes(content)


def test_an_enum_beyond_the_profile_still_has_a_sport() -> None:
    fit = records(file_id(FitFile())).message(18, (2, UINT32, FIT_START), (5, ENUM, 250))
    assert only(fit.closed()).sport == "250"
