"""The athlete's own plan of runs, as a table and as a calendar."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from ironstride.core.run import PlannedRun, RunKind
from ironstride.formats import runs_csv, runs_ics
from ironstride.formats.runs_csv import PlannedRunsError
from ironstride.formats.runs_ics import RunCalendar, kind_of

HEADER = "date,start,minutes,kind,distance_km\n"
ROW = "2027-03-14,09:30,110,race,21.1\n"
RACE = PlannedRun(
    start=datetime(2027, 3, 14, 9, 30), minutes=110, kind=RunKind.RACE, distance_km=21.1
)


def table(content: str) -> tuple[PlannedRun, ...]:
    return runs_csv.read_planned_runs(content, name="RUNS.csv")


def told(content: str) -> list[str]:
    with pytest.raises(PlannedRunsError) as caught:
        table(content)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    "content",
    [
        HEADER + ROW,
        "\ufeff" + (HEADER + ROW).replace("\n", "\r\n"),
        HEADER + "\n" + ROW + ",,,,\n",
        (HEADER + ROW.replace("21.1", "21,1x")).replace(",", ";").replace("21;1x", "21,1"),
        "Kind, minutes ,start,date,distance_km\nRACE,110,9:30,2027-03-14,21.1\n",
    ],
)
def test_a_table_of_runs_may_come_from_any_spreadsheet(content: str) -> None:
    assert table(content) == (RACE,)


def test_runs_come_in_the_order_of_their_hours() -> None:
    rows = "2027-03-15,07:00,30,easy,\n2027-03-15,06:00,30,easy,\n"
    assert [run.start.hour for run in table(HEADER + ROW + rows)] == [9, 6, 7]


def test_the_distance_may_be_missing_in_a_row_or_as_a_column() -> None:
    assert table(HEADER + "2027-03-14,09:30,60,easy,\n")[0].distance_km is None
    assert table("date,start,minutes,kind\n2027-03-14,09:30,60,long\n")[0].distance_km is None


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("2027-02-30,09:30,60,easy,", 'date "2027-02-30" is no day; write it as 2027-03-14'),
        ("20270314,09:30,60,easy,", 'date "20270314" is no day; write it as 2027-03-14'),
        ("2027-03-14,24:00,60,easy,", 'start "24:00" is no hour; write it as 18:30'),
        ("2027-03-14,09:30,1.5,easy,", 'minutes "1.5" is no whole number; give 1 to 3000 minutes'),
        ("2027-03-14,09:30,0,easy,", "minutes 0 is too short; give 1 to 3000 minutes"),
        ("2027-03-14,09:30,3001,easy,", "minutes 3001 is too long; give 1 to 3000 minutes"),
        ("2027-03-14,09:30,60,esy,", 'there is no kind "esy"; did you mean "easy"?'),
        ("2027-03-14,09:30,60,,", 'there is no kind ""; write easy, quality, long or race'),
        ("2027-03-14,09:30,60,easy,-1", "distance_km -1 is too short; give 0.1 to 1000 km"),
        (
            "2027-03-14,09:30,60,easy,far",
            'distance_km "far" is no number; give 0.1 to 1000 km, or leave it empty',
        ),
        ("2027-03-14,09:30,60,easy,nan", "distance_km give a number, 0.1 to 1000 km"),
        ("2027-03-14,09:30,60,easy,9,x", '"x" stands beyond the last column; take it out'),
    ],
)
def test_a_row_that_cannot_be_read_is_told_by_its_line(row: str, problem: str) -> None:
    assert told(f"{HEADER}{ROW}{row}\n") == [f"line 3: {problem}"]


def test_two_runs_do_not_begin_together() -> None:
    assert told(HEADER + ROW + ROW) == ["line 3: line 2 begins on 2027-03-14 09:30 too; keep one"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "line 1: the column date is missing; write date,start,minutes,kind,distance_km"),
        (HEADER, "line 2: no run stands below the header; add one"),
        (
            HEADER.replace("kind", "knid"),
            'line 1: no column is called "knid"; did you mean "kind"?',
        ),
        (HEADER.strip() + ",kind\n", "line 1: there are 2 columns kind; keep one"),
    ],
)
def test_a_header_that_does_not_fit_is_told(content: str, problem: str) -> None:
    assert problem in told(content)


def test_what_is_no_table_is_refused_with_its_line() -> None:
    assert told(HEADER + "x" * 200_000)[0].startswith("line 2: this is no table of runs")


def test_one_bad_row_refuses_the_whole_table_and_says_why() -> None:
    with pytest.raises(PlannedRunsError, match="a plan on half a calendar would be wrong"):
        table(HEADER + ROW + "soon,,,,\n")


# the calendar


def event(*lines: str, start: str = "DTSTART;TZID=Europe/Berlin:20261201T180000") -> str:
    end = "DURATION:PT45M"
    return "\r\n".join(["BEGIN:VEVENT", "UID:1", start, end, *lines, "END:VEVENT"])


def calendar(*events: str, head: str = "PRODID:x") -> RunCalendar:
    content = "\r\n".join(["BEGIN:VCALENDAR", head, *events, "END:VCALENDAR", ""])
    return runs_ics.read_planned_runs(
        content.encode(), name="runs.ics", first=date(2026, 12, 1), last=date(2027, 4, 30)
    )


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        *(("Easy run", "easy"), ("Lockerer Dauerlauf", "easy"), ("Recovery jog", "easy")),
        *(("Tempo 8 km", "quality"), ("6 x 800 m", "quality"), ("Schwellenlauf", "quality")),
        *(("Long run", "long"), ("Langer Lauf", "long"), ("langsamer Lauf", None)),
        *(("Berlin Marathon", "race"), ("Wettkampf 10 km", "race"), ("Marathon pace", "quality")),
        *(("Race", "race"), ("Trace the river", None), ("Sortie longue", "long")),
    ],
)
def test_the_title_says_what_a_run_is_for(title: str, kind: str | None) -> None:
    assert kind_of(title) == kind


def test_an_event_keeps_the_clock_of_its_own_zone() -> None:
    found = calendar(event("SUMMARY:Easy 8 km"))
    start = datetime(2026, 12, 1, 18)
    assert found.runs == (PlannedRun(start=start, minutes=45, kind=RunKind.EASY, distance_km=8.0),)
    assert found.notes == ()


def test_universal_time_moves_to_the_zone_that_the_calendar_names() -> None:
    summer = event("SUMMARY:Easy", start="DTSTART:20270410T160000Z")
    assert calendar(summer, head="X-WR-TIMEZONE:Europe/Berlin").runs[0].start.hour == 18
    at_sea = calendar(summer)
    assert at_sea.runs[0].start.hour == 16
    assert at_sea.notes == ("hours in universal time were taken as they stand",)


def test_a_weekly_run_stays_at_six_through_the_change_to_summer_time() -> None:
    found = calendar(event("SUMMARY:Easy", "RRULE:FREQ=WEEKLY;UNTIL=20270420T160000Z"))
    assert {run.start.hour for run in found.runs} == {18}
    assert (found.runs[0].start, found.runs[-1].start) == (
        datetime(2026, 12, 1, 18),
        datetime(2027, 4, 20, 18),
    )


def test_a_repeated_run_ends_with_the_horizon() -> None:
    found = calendar(event("SUMMARY:Easy", "RRULE:FREQ=DAILY"))
    assert len(found.runs) == (date(2027, 4, 30) - date(2026, 12, 1)).days + 1


def test_left_out_and_moved_repetitions_are_respected() -> None:
    weekly = event(
        "SUMMARY:Easy", "RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;TZID=Europe/Berlin:20261208T180000"
    )
    moved = event(
        *("SUMMARY:Tempo", "RECURRENCE-ID;TZID=Europe/Berlin:20261215T180000"),
        start="DTSTART;TZID=Europe/Berlin:20261216T070000",
    )
    starts = [(run.start, run.kind) for run in calendar(weekly, moved).runs]
    assert starts == [
        (datetime(2026, 12, 1, 18), RunKind.EASY),
        (datetime(2026, 12, 16, 7), RunKind.QUALITY),
    ]


def test_what_is_guessed_or_left_out_is_noted() -> None:
    found = calendar(
        event("SUMMARY:Lauftreff"),
        event("SUMMARY:Long run 18 km", start="DTSTART;VALUE=DATE:20261206").replace(
            "DURATION:PT45M\r\n", ""
        ),
        event("SUMMARY:Ruhetag", start="DTSTART;VALUE=DATE:20261207"),
        event("SUMMARY:Easy", "STATUS:CANCELLED"),
    )
    assert [(run.start.hour, run.minutes) for run in found.runs] == [(18, 45), (18, 108)]
    assert found.notes == (
        '"Lauftreff" does not say what kind of run it is; taken as easy',
        '"Long run 18 km" has no hour; taken at 18:00',
        '"Ruhetag" is no run and was left out',
    )


def test_two_events_that_begin_together_are_one_run() -> None:
    found = calendar(event("SUMMARY:Easy"), event("SUMMARY:Long"))
    assert [run.kind for run in found.runs] == [RunKind.EASY]
    assert found.notes == ('"Long" begins with another run; the first was kept',)


@pytest.mark.parametrize(
    ("title", "minutes"), [("Easy 50 min", 50), ("Easy 1 h 20 min", 80), ("Marathon", 253)]
)
def test_a_run_without_an_end_takes_its_length_from_its_title(title: str, minutes: int) -> None:
    found = calendar(event(f"SUMMARY:{title}").replace("DURATION:PT45M\r\n", ""))
    assert [run.minutes for run in found.runs] == [minutes]


def test_a_run_that_does_not_say_how_long_takes_an_hour() -> None:
    found = calendar(event("SUMMARY:Easy").replace("DURATION:PT45M\r\n", ""))
    assert found.runs[0].minutes == 60
    assert found.notes == ('"Easy" does not say how long; taken as 60 min',)


@pytest.mark.parametrize(
    ("title", "km"),
    [("Easy 8,5 km", 8.5), ("10K Race", 10), ("6 x 1 km", None), ("Halbmarathon", 21.1)],
)
def test_a_title_may_tell_the_distance(title: str, km: float | None) -> None:
    assert calendar(event(f"SUMMARY:{title}")).runs[0].distance_km == km


def test_a_run_lasts_no_longer_than_two_days() -> None:
    endless = event("SUMMARY:Easy").replace("PT45M", "P9D")
    with pytest.raises(PlannedRunsError, match="its length of 12960 is too long"):
        calendar(endless)


def test_more_runs_than_anyone_plans_are_refused() -> None:
    daily = event("SUMMARY:Easy", "RRULE:FREQ=DAILY", start="DTSTART:19900101T070000")
    content = f"BEGIN:VCALENDAR\r\n{daily}\r\nEND:VCALENDAR\r\n".encode()
    with pytest.raises(PlannedRunsError, match="more than 5000 runs"):
        runs_ics.read_planned_runs(
            content, name="x.ics", first=date(1990, 1, 1), last=date(2030, 1, 1)
        )


def test_an_end_in_another_clock_than_its_start_is_read_off_the_wall() -> None:
    mixed = event("SUMMARY:Easy").replace("DURATION:PT45M", "DTEND:20261201T190000")
    assert calendar(mixed).runs[0].minutes == 60


@pytest.mark.parametrize("until", ["20261205", "20261205T120000"])
def test_a_repetition_ends_on_its_last_day(until: str) -> None:
    found = calendar(event("SUMMARY:Easy", f"RRULE:FREQ=DAILY;UNTIL={until}"))
    last = 5 if until == "20261205" else 4
    assert found.runs[-1].start.day == last


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (("SUMMARY:Easy", "RRULE:FREQ=SECONDLY"), "it repeats within a day"),
        (("SUMMARY:Easy", "RRULE:FREQ=DAILY;BYMINUTE=1,2"), "it repeats within a day"),
        (("SUMMARY:Easy", "RRULE:FREQ=DAILY;INTERVAL=0"), "its INTERVAL is below 1"),
        (("SUMMARY:Easy", "RRULE:FREQ=SOMETIMES"), "its RRULE cannot be read"),
    ],
)
def test_a_repetition_that_makes_no_sense_is_refused(lines: tuple[str, ...], problem: str) -> None:
    with pytest.raises(PlannedRunsError, match=f'event "Easy": {problem}'):
        calendar(event(*lines))


def test_a_calendar_without_runs_or_without_sense_is_refused() -> None:
    with pytest.raises(PlannedRunsError, match="no run begins from 2026-12-01 to 2027-04-30"):
        calendar(event("SUMMARY:Easy", start="DTSTART:20250101T180000"))
    for content in (b"", b"garbage", b"\xff\xfe", b"BEGIN:VCALENDAR\r\n" * 3):
        with pytest.raises(PlannedRunsError, match="this is no iCalendar file"):
            runs_ics.read_planned_runs(content, name="x", first=date.min, last=date.max)


def test_an_absurdly_large_calendar_is_refused_unread() -> None:
    with pytest.raises(PlannedRunsError, match="needs less than 10 MB"):
        runs_ics.read_planned_runs(b"x" * 10_000_001, name="x", first=date.min, last=date.max)
