"""What each lifting app writes in its own way, in small files as they were seen."""

from __future__ import annotations

from datetime import datetime

import pytest

from ironstride.core.exercise import LoadType
from ironstride.core.units import Kilograms, MassUnit
from ironstride.formats.lifting import read_lifting
from lifting_files import rows_of, told

STRONG = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n"
GERMAN = "Datum;Workout-Name;Dauer;Name der Übung;Reihenfolge festlegen;Gewicht;Wiederh.;Entfernung;Sekunden;Notizen;Workout-Notizen;RPE\n"
HEVY = "title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,weight_kg,reps,distance_km,duration_seconds,rpe\n"
FITNOTES = "Date,Exercise,Category,Weight (kg),Reps,Distance,Distance Unit,Time,Comment\n"
FITBOD = "Date,Exercise,Reps,Weight(kg),Duration(s),Distance(m),Incline,Resistance,isWarmup,Note,multiplier\n"
TEN_OF_NINE = "10 cells stand here and the header has 9; put quotation marks around the cell that holds a comma"


def strong(order: str = "1", weight: str = "80", reps: str = "5", rest: str = "0,0,,,") -> str:
    return f"2026-07-06 18:05:00,Legs,1h 13m,Squat (Barbell),{order},{weight},{reps},{rest}\n"


def hevy(when: str = "6 Jul 2026, 17:59", kind: str = "normal", note: str = "") -> str:
    return f'Legs,"{when}","{when}",,Squat (Barbell),,{note},0,{kind},80,5,,,\n'


def test_a_spreadsheet_in_germany_puts_commas_into_numbers() -> None:
    row = "2026-07-06 18:05:00;Beine;1h 8min;Kniebeuge;1;82,5;5,0;0;0,0;;;8,5\n"
    (squat,) = rows_of(GERMAN + row)
    assert (squat.weight, squat.reps, squat.rpe, squat.workout_minutes) == (82.5, 5, 8.5, 68)


def test_strongs_rests_are_counted_and_are_no_sets() -> None:
    lines = (
        strong()
        + strong("Rest Timer", "0", "0", "0,90,,,")
        + strong("Ruhezeit", "", "", ",120.0,,,")
    )
    file = told(STRONG + lines)
    assert (len(file.rows), file.rests, file.faults) == (1, 2, ())


@pytest.mark.parametrize(
    ("order", "field"), [("W", "is_warm_up"), ("D", "is_drop"), ("F", "is_failure")]
)
def test_strongs_letters_name_the_kind_of_set(order: str, field: str) -> None:
    ordinary, special = rows_of(STRONG + strong("2") + strong(order))
    assert (getattr(ordinary, field), getattr(special, field)) == (False, True)


def test_a_letter_that_nobody_knows_is_an_ordinary_set_and_said() -> None:
    file = told(STRONG + strong("A") + strong("1") + strong("A"))
    assert len(file.rows) == 3
    problem = 'set order "a" is not known; taken as an ordinary set'
    assert [str(caution) for caution in file.cautions] == [f"line 2 and 1 more: {problem}"]


def test_a_lift_without_repetitions_is_a_failed_attempt_and_not_lost() -> None:
    (failed,) = rows_of(STRONG + strong(reps="0"))
    assert (failed.weight, failed.reps, failed.is_outing) == (80, 0, False)


def test_a_set_that_was_never_filled_in_is_counted_as_blank() -> None:
    file = told(STRONG + strong(weight="0", reps="0"))
    assert (file.rows, file.blanks, file.faults) == ((), 1, ())


def test_strongs_weight_of_0_is_the_body_alone() -> None:
    (pull_up,) = rows_of(STRONG + strong(weight="0.0", reps="8"))
    assert pull_up.weight is None
    assert pull_up.load(MassUnit.KG) is None


def test_an_assisted_exercises_weight_is_taken_off_the_body() -> None:
    line = strong(weight="20").replace("Squat (Barbell)", "Pull Up (Assisted)")
    (pull_up,) = rows_of(STRONG + line)
    assert (pull_up.weight, pull_up.help_received(MassUnit.KG)) == (None, Kilograms(20))


def test_strongs_notes_hold_line_breaks_of_both_kinds() -> None:
    lines = strong(rest='0,0,"deep\nslow",,') + strong(rest="0,0,deep\\nslow,,")
    first, second = rows_of(STRONG + lines)
    assert first.note == second.note == "deep\nslow"
    assert (first.line, second.line) == (2, 4)


def test_strongs_distances_without_a_unit_are_taken_as_kilometres_and_said() -> None:
    file = told(STRONG + strong(weight="0", reps="0", rest="5.2,1800,,,"))
    assert (file.outings[0].metres, file.outings[0].seconds, file.sets) == (5_200, 1_800, ())
    assert str(file.cautions[0]) == "line 2: the distance has no unit; taken as kilometres"


@pytest.mark.parametrize(
    ("metres", "seconds", "is_outing"),
    [("0.399", "0", False), ("0.4", "0", True), ("0", "599", False), ("0", "600", True)],
)
def test_far_or_long_without_a_weight_is_an_outing(
    metres: str, seconds: str, is_outing: bool
) -> None:
    (row,) = rows_of(STRONG + strong(weight="0", reps="0", rest=f"{metres},{seconds},,,"))
    assert row.is_outing is is_outing


def test_a_loaded_carry_is_a_set_however_far() -> None:
    (carry,) = rows_of(STRONG + strong(weight="40", reps="0", rest="0.5,0,,,"))
    assert (carry.is_outing, carry.metres, carry.reps) == (False, 500, None)


@pytest.mark.parametrize(
    "date",
    [
        *("2026-07-06 17:59:30", "2026-07-06 5:59:30 PM", "2026-07-06 5:59:30\u202fp.m."),
        *("2026-07-06 下午5:59:30", "2026/7/6 17:59:30", "2026-07-06T17:59:30"),
    ],
)
def test_strongs_dates_in_every_form_seen(date: str) -> None:
    (row,) = rows_of(STRONG + strong().replace("2026-07-06 18:05:00", date))
    assert row.when == datetime(2026, 7, 6, 17, 59, 30)


@pytest.mark.parametrize(
    ("duration", "minutes"),
    [
        *(("1h 13m", 73), ("1h 8min", 68), ("48min", 48), ("1小时13分钟", 73), ("2h", 120)),
        *(("1 h 5 min 30 s", 65.5), ("", None), ("soon", None), ("90h", None), ("73", None)),
    ],
)
def test_durations_in_the_languages_seen(duration: str, minutes: float | None) -> None:
    (row,) = rows_of(STRONG + strong().replace("1h 13m", duration))
    assert row.workout_minutes == minutes


@pytest.mark.parametrize(
    "when",
    [
        *("6 Jul 2026, 17:59", "Jul 6, 2026, 5:59 PM", "06.07.2026, 17:59", "2026-07-06 17:59:00"),
        *("6 juil. 2026, 17:59", "6 de jul. de 2026, 17:59", "6. Juli 2026 um 17:59"),
        *("2026年7月6日 17:59", "2026. 7. 6. 오후 5:59", "6 lug 2026, 17:59"),
    ],
)
def test_hevys_dates_in_the_languages_seen(when: str) -> None:
    (row,) = rows_of(HEVY + hevy(when))
    assert row.when == datetime(2026, 7, 6, 17, 59)


def test_dates_with_strokes_are_read_as_the_whole_file_betrays() -> None:
    european = rows_of(HEVY + hevy("05/06/2026, 07:30") + hevy("23/06/2026, 07:30"))
    american = rows_of(HEVY + hevy("06/05/2026, 07:30") + hevy("06/23/2026, 07:30"))
    assert european[0].when == american[0].when == datetime(2026, 6, 5, 7, 30)


def test_a_stroke_date_that_nothing_betrays_is_asked_for() -> None:
    file = told(HEVY + hevy("05/06/2026, 07:30"))
    assert str(file.faults[0]) == (
        'line 2: start_time "05/06/2026, 07:30" may begin with its day or its month; '
        "write it as 2026-07-06"
    )


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("normal", (False, False, False)),
        ("warmup", (True, False, False)),
        ("dropset", (False, True, False)),
        ("failure", (False, False, True)),
    ],
)
def test_hevys_set_types(kind: str, fields: tuple[bool, bool, bool]) -> None:
    (row,) = rows_of(HEVY + hevy(kind=kind))
    assert (row.is_warm_up, row.is_drop, row.is_failure) == fields


def test_a_note_that_says_warm_up_and_nothing_else_makes_one() -> None:
    warm, work = rows_of(HEVY + hevy(note="Warm up") + hevy(note="Warm up was long"))
    assert (warm.is_warm_up, work.is_warm_up) == (True, False)


def test_hevys_empty_weight_is_the_body_alone_and_brackets_name_the_bar() -> None:
    bar, body = rows_of(HEVY + hevy() + hevy().replace(",80,5", ",,5").replace(" (Barbell)", ""))
    assert (bar.weight, bar.load_type) == (80, LoadType.BARBELL)
    assert (body.weight, body.load_type) == (None, None)


def test_a_workout_in_hevy_ends_after_its_minutes() -> None:
    line = hevy().replace('17:59",,', '19:01",,')
    assert rows_of(HEVY + line)[0].workout_minutes == 62


def test_fitnotes_tells_the_day_alone() -> None:
    (row,) = rows_of(FITNOTES + "2026-07-06,Plank,Core,,,,,0:01:30,\n")
    assert (row.when, row.has_hour, row.seconds) == (datetime(2026, 7, 6), False, 90)


def test_fitnotes_commas_without_marks_are_put_right_where_one_way_makes_sense() -> None:
    name = "Overhead Press (Each Side, Dumbbells)"
    lines = "2026-07-06,Squat,Legs,80,5,,,,\n" + f"2026-07-06,{name},Legs,20,8,,,,good\n"
    file = told(FITNOTES + lines)
    assert [(row.exercise, row.weight, row.reps) for row in file.rows] == [
        ("Squat", 80, 5),
        (name, 20, 8),
    ]
    assert file.faults == ()
    assert str(file.cautions[0]) == (
        f'line 3: a comma stands without quotation marks; the exercise was read as "{name}"'
    )


def test_a_comma_in_fitnotes_comment_is_put_right_too() -> None:
    lines = "2026-07-06,Squat,Legs,80,5,,,,deep, slow\n"
    assert rows_of(FITNOTES + "2026-07-06,Squat,Legs,80,5,,,,\n" + lines)[1].note == "deep, slow"


@pytest.mark.parametrize("category", ["Arms", " Seated)"])
def test_a_comma_that_no_known_category_settles_is_named(category: str) -> None:
    lines = f"2026-07-06,Squat,Legs,80,5,,,,\n2026-07-06,Press (Bar, Seated),{category},20,8,,,,\n"
    file = told(FITNOTES + lines)
    assert [row.line for row in file.rows] == [2]
    assert [str(fault) for fault in file.faults] == [f"line 3: {TEN_OF_NINE}"]


def test_a_comma_that_could_be_put_right_in_two_ways_is_named() -> None:
    lines = "2026-07-06,Squat,1,80,5,,,,\n2026-07-06,Press,1,1,5,,,,,\n"
    file = told(FITNOTES + lines)
    assert [str(fault) for fault in file.faults] == [f"line 3: {TEN_OF_NINE}"]


def test_a_distance_in_kilograms_is_left_out_where_the_set_is_clear_without_it() -> None:
    file = told(FITNOTES + "2026-07-06,Side Plank,Core,,,20,kg,0:00:40,\n")
    assert (file.rows[0].seconds, file.rows[0].metres) == (40, None)
    assert str(file.cautions[0]) == 'line 2: "kg" is no unit of distance; the distance is left out'


def test_fitbods_weight_below_0_is_assistance_and_its_pounds_are_kilograms() -> None:
    lines = (
        "2026-07-06 10:02:51 +0000,Assisted Pull Up,8,-18.143694,0,0,0,0,false,,1.0\n"
        "2026-07-06 10:02:51 +0000,Dumbbell Row,12,6.803893642,0,0,0,0,true,,2.0\n"
    )
    file = told(FITBOD + lines)
    assert file.is_utc
    assert file.rows[0].help_received(MassUnit.KG) == Kilograms(18.144)
    assert file.rows[1].load(MassUnit.KG) == Kilograms(15 * 0.45359237)
    assert [row.is_warm_up for row in file.rows] == [False, True]


def test_fitbods_sets_of_one_line_become_as_many() -> None:
    rows = rows_of("Date,Exercise,Sets,Reps,Weight,isWarmup,Note\n2019-07-06,Squat,3,5,80,,\n")
    assert [row.occurrence for row in rows] == [0, 1, 2]
    assert {row.line for row in rows} == {2}


def test_two_exports_in_one_file_are_each_counted_for_itself() -> None:
    both = rows_of(STRONG + strong() + strong() + STRONG + strong() + strong())
    assert [(row.line, row.occurrence) for row in both] == [(2, 0), (3, 1), (5, 0), (6, 1)]


def test_a_spreadsheets_first_line_and_utf_16_are_no_hindrance() -> None:
    text = "sep=,\n\n" + STRONG + strong()
    file = told(b"\xff\xfe" + text.encode("utf-16-le"))
    assert [row.line for row in file.rows] == [4]


def test_an_old_code_page_is_read_as_such() -> None:
    row = "2026-07-06 18:05:00;Beine;;Kreuzheben (ohne Gürtel);1;82,5;5;0;0;;;\n"
    file = told((GERMAN + row).encode("cp1252"))
    assert file.rows[0].exercise == "Kreuzheben (ohne Gürtel)"


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "date,start,minutes,kind,distance_km\n", "Date,Name\n", "\x00\x01,\x02,\x03\n"],
)
def test_what_is_no_lifting_file_is_none(text: str) -> None:
    assert read_lifting(text.encode()) is None
