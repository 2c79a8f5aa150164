from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.core.run import Device, RecordedRun
from ironstride.running.copies import Copies, Copy, Description, activities, runs
from ironstride.running.same_run import is_same_run

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
STAMP = Device(4711, NOON)


def run(
    at_s: float = 0,
    elapsed_s: float = 3_600,
    distance_m: float | None = None,
    device: Device | None = None,
) -> RecordedRun:
    start = NOON + timedelta(seconds=at_s)
    return RecordedRun(
        utc_start=start,
        start=start.replace(tzinfo=None),
        elapsed_s=elapsed_s,
        distance_m=distance_m,
        device=device,
    )


def copy(of: RecordedRun, file: str = "a.fit", detail: int = 0) -> Copy:
    return Copy(run=of, sport="running", is_run=True, file=file, detail=detail)


@pytest.mark.parametrize(("later_s", "longer_s", "same"), [
    (5, 60, True),
    (5, 73, True),  # 2 % of the longer one
    (5, 74, False),
    (6, 60, True),  # they overlap
    (1_800, 0, True),
    (1_801, 0, False),  # less than half in common: two runs
])  # fmt: skip
def test_copies_are_of_one_run_within_seconds_and_a_minute(
    later_s: int, longer_s: int, same: bool
) -> None:
    assert is_same_run(run(), run(later_s, 3_600 + longer_s)) is same


def test_a_copy_cut_short_is_known_by_its_distance_only_if_it_began_together() -> None:
    cut = run(2, 3_000, distance_m=9_900)
    assert is_same_run(run(distance_m=10_000), cut)
    assert not is_same_run(run(distance_m=10_000), replace(cut, distance_m=9_700))
    assert not is_same_run(run(distance_m=10_000), run(60, 3_000, distance_m=9_900))


def test_a_cropped_copy_is_known_by_the_recorder_s_stamp() -> None:
    assert is_same_run(run(device=STAMP), run(600, 1_800, device=STAMP))
    assert not is_same_run(run(device=STAMP), run(600, 1_800, device=Device(1, NOON)))


def test_two_sessions_in_one_file_are_two_runs_though_they_share_a_stamp() -> None:
    assert not is_same_run(run(device=STAMP), run(3_599, device=STAMP))


def test_a_recorder_without_a_serial_number_proves_nothing() -> None:
    nobody = Device(0, NOON)
    assert not is_same_run(run(device=nobody), run(600, 1_800, device=nobody))


def test_runs_that_follow_each_other_stay_two_though_starts_are_rounded_to_the_minute() -> None:
    assert not is_same_run(run(0, 630), run(600, 630))


@given(
    st.floats(-7_200, 7_200),
    st.floats(0, 7_200),
    st.none() | st.floats(0, 30_000),
    st.sampled_from([None, STAMP]),
)
def test_the_order_of_two_copies_does_not_matter(
    at_s: float, elapsed_s: float, distance_m: float | None, device: Device | None
) -> None:
    one, other = run(distance_m=8_000, device=STAMP), run(at_s, elapsed_s, distance_m, device)
    assert is_same_run(one, other) is is_same_run(other, one)


def test_the_richer_copy_is_kept_and_takes_the_other_s_title() -> None:
    phone = copy(replace(run(), title="Track night", is_race=True), "phone.gpx", detail=100)
    watch = copy(run(1), "watch.fit", detail=5_000)
    (found,) = activities([phone, watch], [])
    assert found.richest.file == "watch.fit"
    assert (found.run.utc_start, found.run.title) == (watch.run.utc_start, "Track night")
    assert found.run.is_race


def test_among_equal_copies_the_first_is_kept() -> None:
    (found,) = activities([copy(run(), "a.gpx"), copy(run(1), "b.gpx")], [])
    assert found.richest.file == "a.gpx"


def test_two_copies_may_be_joined_by_a_third() -> None:
    early, between, late = run(0, 3_600), run(4, 3_655), run(8, 3_710)
    assert not is_same_run(early, late)
    found = activities([copy(early, "1"), copy(late, "2"), copy(between, "3")], [])
    assert [len(one.copies) for one in found] == [3]


def test_runs_come_in_order_of_their_starts_and_other_sports_not_at_all() -> None:
    ride = replace(copy(run(90_000)), sport="cycling", is_run=False)
    later, earlier = copy(run(200_000), "b"), copy(run(10_000), "a")
    assert runs(activities([later, ride, earlier], [])) == (earlier.run, later.run)


def test_a_day_long_run_is_found_again_by_a_copy_that_began_later() -> None:
    ultra = copy(run(0, 90_000))
    assert Copies([ultra]).of(run(3_000, 90_000)) == (ultra,)


@pytest.mark.parametrize("named", ["activities/7.fit.gz", "7.fit.gz"])
def test_a_list_names_the_run_of_the_file_that_it_speaks_of(named: str) -> None:
    files = (
        copy(run(), "me.zip/activities/7.fit.gz"),
        copy(run(90_000), "me.zip/activities/8.fit.gz"),
    )
    said = Description(file=named, title="Parkrun", is_race=True)
    first, second = runs(activities(files, [said]))
    assert (first.title, first.is_race) == ("Parkrun", True)
    assert (second.title, second.is_race) == (None, False)


def test_a_list_without_files_is_joined_by_the_start() -> None:
    said = Description(utc_start=NOON + timedelta(seconds=5), title="Parkrun")
    late = Description(utc_start=NOON + timedelta(seconds=6), title="Nothing of ours")
    assert runs(activities([copy(run())], [said, late]))[0].title == "Parkrun"
    assert runs(activities([copy(run())], [late]))[0].title is None


def test_a_file_of_the_same_name_from_another_year_is_not_meant() -> None:
    said = Description(file="7.fit", utc_start=NOON - timedelta(days=365), title="Long ago")
    assert runs(activities([copy(run(), "7.fit")], [said]))[0].title is None


def test_what_a_list_corrects_decides_whether_it_was_a_run() -> None:
    ride = Description(file="a.fit", sport="cycling", is_run=False)
    run_again = Description(file="a.fit", sport="running", is_run=True)
    assert runs(activities([copy(run())], [ride])) == ()
    assert len(runs(activities([copy(run())], [ride, run_again]))) == 1


def test_a_list_that_does_not_say_leaves_what_the_file_says() -> None:
    raced = copy(replace(run(), is_race=True, title="Own title"))
    (kept,) = runs(activities([raced], [Description(file="a.fit")]))
    assert kept == raced.run
