"""What the tables of a Garmin export add to the files."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from builders_activity import START, a_run
from ironstride.formats.activity import read
from ironstride.formats.garmin import described, is_summaries, read_summaries
from ironstride.formats.recording import FormatError, Recording

ROW = {
    "activityId": 111,
    "name": "City run",
    "activityType": "running",
    "eventTypeId": 1,
    "startTimeGmt": START.timestamp() * 1_000,
    "elapsedDuration": 3_600_500.0,
    "distance": 1_001_230.0,
}


def content(*rows: object) -> bytes:
    return json.dumps([{"summarizedActivitiesExport": rows}]).encode()


def a_recording() -> Recording:
    found = read(a_run().closed(), name="a.fit")
    assert isinstance(found, tuple)
    return found[0]


def test_a_summary_is_read_in_our_units() -> None:
    (summary,), problems = read_summaries(content(ROW), name="a.json")
    assert problems == ()
    assert (summary.utc_start, summary.title, summary.is_race) == (START, "City run", True)
    assert (summary.elapsed_s, summary.distance_m) == (3600.5, 10012.3)


@pytest.mark.parametrize(
    ("seconds", "title"), [(-6, None), (-5, "City run"), (5, "City run"), (6, None)]
)
def test_a_summary_belongs_to_the_run_that_starts_within_five_seconds(
    seconds: int, title: str | None
) -> None:
    moved = ROW | {"startTimeGmt": (START + timedelta(seconds=seconds)).timestamp() * 1_000}
    summaries, _ = read_summaries(content(moved), name="a.json")
    assert described(a_recording(), summaries).run.title == title


def test_of_two_near_ones_the_same_sport_is_taken() -> None:
    swim = ROW | {"activityType": "open_water_swimming", "name": "Swim"}
    later = ROW | {"startTimeGmt": (START + timedelta(seconds=3)).timestamp() * 1_000}
    summaries, _ = read_summaries(content(swim, later), name="a.json")
    assert described(a_recording(), summaries).run.title == "City run"


@pytest.mark.parametrize("parent", [{"parent": True}, {"activityType": "multi_sport"}])
def test_the_parent_of_a_triathlon_is_skipped(parent: dict[str, object]) -> None:
    assert read_summaries(content(ROW | parent), name="a.json") == ((), ())


@pytest.mark.parametrize("start", [None, "soon", 0, -1, 1e99, 9e14])
def test_a_summary_without_a_start_is_named(start: object) -> None:
    _, problems = read_summaries(content({"startTimeGmt": start}, ROW), name="a.json")
    assert problems == ("a.json, activity 1: no start time that could be read",)


@pytest.mark.parametrize("nothing", ["[]", "{}", '"x"', '[{"summarizedActivitiesExport": null}]'])
def test_other_json_holds_no_summaries(nothing: str) -> None:
    assert read_summaries(nothing.encode(), name="a.json")[0] == ()


@pytest.mark.parametrize("broken", [b"", b"[{", b"\xff\xfe\x00", b"[" * 200_000])
def test_what_is_no_json_is_refused(broken: bytes) -> None:
    with pytest.raises(FormatError, match="is no JSON"):
        read_summaries(broken, name="a.json")


def test_numbered_files_are_summaries_too() -> None:
    assert is_summaries("DI_CONNECT/DI-Connect-Fitness/me_0_summarizedActivities.json")
    assert not is_summaries("DI_CONNECT/DI-Connect-Fitness/me_gear.json")
