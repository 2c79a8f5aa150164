"""What TCX files tell, in laps."""

from __future__ import annotations

from datetime import timedelta

import pytest

from builders_activity import START, tcx
from ironstride.formats.recording import FormatError, NotAnActivity, Recording
from ironstride.formats.tcx import read_tcx


def only(content: str) -> Recording:
    found = read_tcx(content.encode(), name="a.tcx")
    assert not isinstance(found, NotAnActivity)
    (recording,) = found
    return recording


def test_a_run_is_read_from_its_laps_and_points() -> None:
    recording = only(tcx())
    run = recording.run
    assert recording.is_run
    assert (run.utc_start, run.elapsed_s, run.moving_s, run.distance_m) == (START, 120, 120, 360)
    assert (run.mean_heart_rate, run.max_heart_rate, run.mean_cadence_spm) == (150, 160, 170)
    assert run.start == START.replace(tzinfo=None) + timedelta(hours=10)  # 151 degrees east


def test_the_laps_time_is_the_time_on_the_feet() -> None:
    assert only(tcx(lap_s=100)).run.moving_s == 100
    assert only(tcx(lap_s=5_000)).run.moving_s == 120  # longer than the run: not believed


def test_ten_blanks_before_the_declaration_are_read() -> None:
    assert only("          " + tcx()).run.elapsed_s == 120


@pytest.mark.parametrize(
    ("sport", "is_run"), [("Running", True), ("Biking", False), ("Other", False)]
)
def test_only_running_is_a_run(sport: str, is_run: bool) -> None:
    assert only(tcx(sport=sport)).is_run is is_run


def test_a_run_without_points_has_the_sums_of_its_laps() -> None:
    content = tcx()
    run = only(content[: content.index("<Track>")] + content[content.index("</Track>") + 8 :]).run
    assert (run.elapsed_s, run.distance_m, run.max_heart_rate) == (120, 360, 160)


def test_laps_weigh_their_heart_rate_by_their_time() -> None:
    lap = (
        '<Lap StartTime="2026-05-14T16:30:00Z"><TotalTimeSeconds>{}</TotalTimeSeconds>'
        "<AverageHeartRateBpm><Value>{}</Value></AverageHeartRateBpm></Lap>"
    )
    head = '<TrainingCenterDatabase><Activities><Activity Sport="Running">'
    tail = "</Activity></Activities></TrainingCenterDatabase>"
    run = only(head + lap.format(300, 120) + lap.format(100, 160) + tail).run
    assert (run.elapsed_s, run.mean_heart_rate) == (400, 130)


def test_several_activities_are_several_recordings() -> None:
    content = tcx()
    activity = content[content.index("<Activity ") : content.index("</Activities>")]
    found = read_tcx(
        content.replace("</Activities>", activity + "</Activities>").encode(), name="a"
    )
    assert isinstance(found, tuple)
    assert len(found) == 2


def test_a_course_is_no_recording() -> None:
    content = "<TrainingCenterDatabase><Courses><Course/></Courses></TrainingCenterDatabase>"
    found = read_tcx(content.encode(), name="a.tcx")
    assert found == NotAnActivity("a TCX file without an activity: a course or a workout")


def test_a_cut_file_keeps_what_stands_before() -> None:
    recording = only(tcx(seconds=200)[:-4_000])
    assert 60 < recording.run.elapsed_s < 200
    assert "breaks off at byte" in recording.cautions[0]


def test_a_file_gone_wrong_in_the_middle_keeps_what_stands_before() -> None:
    content = tcx(seconds=200)
    middle = len(content) * 3 // 4
    recording = only(content[:middle] + "</Wrong>" + content[middle:])
    assert "is no longer XML at byte" in recording.cautions[0]


def test_entities_are_refused() -> None:
    content = '<!DOCTYPE x [<!ENTITY a "b">]>' + tcx()[21:]
    with pytest.raises(FormatError, match="declares entities"):
        read_tcx(content.encode(), name="a.tcx")
