"""What Strava's table of activities adds to the files."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest

from builders_activity import gpx
from ironstride.formats.activity import read
from ironstride.formats.recording import FormatError, Recording
from ironstride.formats.strava import StravaRow, described, read_activities, read_date, row_of

HEADER = [
    "Activity ID",
    "Activity Date",
    "Activity Name",
    "Activity Type",
    "Activity Description",
    "Elapsed Time",
    "Distance",
    "Max Heart Rate",
    "Relative Effort",
    "Commute",
    "Activity Private Note",
    "Activity Gear",
    "Filename",
    "Athlete Weight",
    "Bike Weight",
    "Elapsed Time",
    "Moving Time",
    "Distance",
    "Max Speed",
    "Competition",
    "Long Run",
]
GERMAN = [
    "Aktivitäts-ID",
    "Aktivitätsdatum",
    "Name der Aktivität",
    "Aktivitätsart",
    "Aktivitätsbeschreibung",
    "Verstrichene Zeit",
    "Distanz",
    "Max. Herzfrequenz",
    "Relative Leistung",
    "Arbeitsweg",
    "Private Anmerkung",
    "Ausrüstung",
    "Dateiname",
    "Gewicht",
    "Radgewicht",
    "Verstrichene Zeit",
    "Bewegungszeit",
    "Distanz",
]
ROW = [
    *(
        "7",
        "Apr 14, 2026, 3:42:53 PM",
        "Track, 5 × 1000",
        "Run",
        "",
        "3600",
        "10.01",
        "180",
        "",
        "false",
    ),
    *("", "", "activities/42.fit.gz", "60.0", "", "3600.0", "3480.0", "10012.3", "5", "1.0", "0.0"),
]


def table(*rows: list[str]) -> bytes:
    content = io.StringIO()
    csv.writer(content).writerows(rows)
    return content.getvalue().encode()


def one(header: list[str], row: list[str]) -> StravaRow:
    rows, problems = read_activities(table(header, row), name="activities.csv")
    assert problems == ()
    (found,) = rows.values()
    return found


def test_a_row_is_found_by_its_filename_and_read_in_metres() -> None:
    row = one(HEADER, ROW)
    assert (row.filename, row.title, row.sport_type) == (
        "activities/42.fit.gz",
        "Track, 5 × 1000",
        "Run",
    )
    assert row.start == datetime(2026, 4, 14, 15, 42, 53, tzinfo=UTC)
    assert (row.elapsed_s, row.moving_s, row.distance_m) == (3600, 3480, 10012.3)
    assert (row.is_race, row.is_long_run) == (True, False)


def test_another_language_is_read_by_place() -> None:
    row = one(GERMAN, [*ROW[:1], "14.04.2026, 15:42:53", *ROW[2:3], "Lauf", *ROW[4:18]])
    assert (row.filename, row.distance_m, row.moving_s) == ("activities/42.fit.gz", 10012.3, 3480)
    assert row.start == datetime(2026, 4, 14, 15, 42, 53, tzinfo=UTC)


def test_an_old_export_knows_kilometres_only() -> None:
    header = [*HEADER[:7], "Commute", "Activity Gear", "Filename"]
    row = one(header, [*ROW[:7], "false", "", "activities/42.gpx"])
    assert (row.distance_m, row.moving_s, row.is_race) == (10_010, None, False)


def test_short_lines_end_in_empty_cells() -> None:
    row = one(HEADER, ROW[:13])
    assert (row.filename, row.distance_m, row.is_race) == ("activities/42.fit.gz", None, False)


def test_a_line_without_a_file_is_named() -> None:
    rows, problems = read_activities(table(HEADER, ROW[:12], ROW), name="activities.csv")
    assert len(rows) == 1
    assert problems == (
        'activities.csv line 2: "Track, 5 × 1000" has no file, so it is not imported',
    )


@pytest.mark.parametrize(
    "text",
    [
        "Apr 14, 2026, 3:42:53 PM",
        "Apr 14, 2026, 3:42:53\u202fPM",
        "April 14, 2026 3:42:53 pm",
        "14 Apr 2026, 15:42:53",
        "14.04.2026, 15:42:53",
        "2026-04-14 15:42:53",
        "2026-04-14T15:42:53Z",
    ],
)
def test_dates_are_read_in_every_layout_met(text: str) -> None:
    assert read_date(text) == datetime(2026, 4, 14, 15, 42, 53, tzinfo=UTC)


@pytest.mark.parametrize("text", ["12:00:01 AM", "0:00:01"])
def test_midnight_is_the_first_hour(text: str) -> None:
    assert read_date(f"Apr 14, 2026, {text}") == datetime(2026, 4, 14, 0, 0, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["14 avr. 2026, 15:42:53", "2026年4月14日 15:42:53", "31 Feb 2026, 10:00:00", "", "soon"],
)
def test_a_date_in_a_language_not_known_is_no_failure(text: str) -> None:
    assert read_date(text) is None
    assert one(HEADER, [ROW[0], text, *ROW[2:]]).start is None


def test_the_file_is_found_wherever_the_export_lies() -> None:
    rows, _ = read_activities(table(HEADER, ROW), name="activities.csv")
    assert (
        row_of("export.zip/export_123/activities/42.fit.gz", rows) is rows["activities/42.fit.gz"]
    )
    assert row_of("export.zip/activities/7.fit.gz", rows) is None


def recording(type_: str) -> Recording:
    found = read(gpx(type_=type_).encode(), name="a.gpx")
    assert isinstance(found, tuple)
    return found[0]


def test_the_athletes_words_come_before_the_files() -> None:
    told = described(recording("running"), one(HEADER, ROW))
    assert (told.run.title, told.run.is_race, told.sport) == ("Track, 5 × 1000", True, "running")


@pytest.mark.parametrize(
    ("file", "row", "sport"),
    [
        ("", "Run", "running"),
        ("running", "Walk", "walking"),
        ("running", "Lauf", "running"),
        ("running", "Workout", "running"),
        ("running", "Course à pied", "running"),
    ],
)
def test_a_sport_corrected_on_strava_is_corrected_here(file: str, row: str, sport: str) -> None:
    told = described(recording(file), one(HEADER, [*ROW[:3], row, *ROW[4:]]))
    assert (told.sport, told.cautions) == (sport, ())


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n"])
def test_another_table_is_refused(content: bytes) -> None:
    with pytest.raises(FormatError, match="is no table of Strava activities"):
        read_activities(content, name="activities.csv")
