"""A broken row is named by its line, with what to write; all others are kept."""

from __future__ import annotations

import pytest

from lifting_files import faults_of, told

HEADER = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"
GOOD = '2026-07-06 18:05:00,"Legs",1h,"Squat (Barbell)",1,80,5,0,0,"",,'


def file_with(*broken: str) -> str:
    return "\n".join([HEADER, GOOD, *broken, GOOD, GOOD, ""])


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("80,5", "8o,5", 'Weight "8o" is no number; write it as 8 or 82.5'),
        ("80,5", "80,five", 'Reps "five" is no number; write it as 8 or 82.5'),
        ("80,5", "80,501", "Reps 501 is too high; give 0 to 500 repetitions"),
        ("80,5", "80,-1", "Reps -1 is too low; give 0 to 500 repetitions"),
        ("80,5", "2201,5", "Weight 2201 is too high; give -2200 to 2200"),
        ("80,5", "nan,5", 'Weight "nan" is no number; write it as 8 or 82.5'),
        ("80,5", "1e999,5", "Weight inf is too high; give -2200 to 2200"),
        ("0,0,", "0,90000,", "Seconds 90000 is too high; give 0 to 86400 seconds"),
        ("0,0,", "2000,0,", "Distance 2e+06 is too high; give 0 to 1e+06 metres"),
        ('"",,', '"",,11', "RPE 11 is too high; give 0 to 10"),
        ('"Squat (Barbell)"', '" "', "no exercise is named; write its name, or take the line out"),
        ("2026-07-06 18", "2026-02-30 18", "is no date; write it as 2026-07-06 17:59"),
        ("2026-07-06 18", "1026-07-06 18", "is no date; write it as 2026-07-06 17:59"),
        ("18:05", "24:05", "is no date; write it as 2026-07-06 17:59"),
        ("80,5", "82,5,5", "put quotation marks around the cell that holds a comma"),
        ("80,5,", "80,", "11 of 12 cells stand here"),
    ],
)
def test_a_broken_row_says_where_what_and_what_next(old: str, new: str, fault: str) -> None:
    text = file_with(GOOD.replace(old, new, 1))
    file = told(text)
    assert [row.line for row in file.rows] == [2, 4, 5]
    (problem,) = file.faults
    assert problem.place == "line 3"
    assert fault in problem.problem


@pytest.mark.parametrize("place", range(len(GOOD) + 1))
def test_one_quotation_mark_too_many_costs_one_row_at_most(place: int) -> None:
    text = file_with(GOOD[:place] + '"' + GOOD[place:])
    file = told(text)
    assert {2, 4, 5} <= {row.line for row in file.rows}
    assert len(file.rows) + len(file.faults) == 4


def test_a_quotation_mark_that_never_ends_swallows_nothing_below_it() -> None:
    plain = GOOD.replace('"', "")
    file = told("\n".join([HEADER, plain, plain + '"', plain, plain]))
    assert [row.line for row in file.rows] == [2, 3, 4, 5]


def test_marks_in_two_rows_do_not_make_one_of_them() -> None:
    plain = GOOD.replace('"', "")
    opened, closed = plain.replace("Legs", '"Legs'), plain.replace("Legs", 'Legs"')
    file = told(f"{HEADER}\n{plain}\n{opened}\n{closed}\n{plain}")
    assert [row.line for row in file.rows] == [2, 4, 5]
    assert [fault.place for fault in file.faults] == ["line 3"]


@pytest.mark.parametrize("length", range(1, len(GOOD)))
def test_a_file_that_was_cut_off_loses_its_last_row_alone(length: int) -> None:
    text = file_with()[: -len(GOOD) - 1] + GOOD[:length]
    file = told(text)
    assert [row.line for row in file.rows][:2] == [2, 3]
    assert len(file.rows) + len(file.faults) == 3


def test_a_name_with_a_letter_that_cannot_be_read_is_not_imported_as_another() -> None:
    damaged = file_with("2026-07-06 18:05:00,Beine,1h,Übung,1,80,5,0,0,,,").encode()
    file = told(damaged.replace("Ü".encode(), "Ü".encode()[:1]) + "Ä".encode())
    assert [row.line for row in file.rows] == [2, 4, 5]
    assert "could not be read; save the file as UTF-8" in str(file.faults[0])


def test_the_files_own_word_for_a_column_stands_in_the_message() -> None:
    german = HEADER.replace("Exercise Name", "Name der Übung").replace("Reps", "Wiederh.")
    text = f"{german}\n{GOOD.replace('80,5', '80,x')}\n"
    assert faults_of(text) == ['line 2: Wiederh. "x" is no number; write it as 8 or 82.5']
