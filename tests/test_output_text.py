from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from ironstride.core.programme import Programme
from ironstride.core.units import Kilograms, MassUnit
from ironstride.formats.strict_json import ProgrammeFormatError
from ironstride.formats.text_programme import read, write
from programmes import CATALOGUE, programmes, season

SEASON = write(season(), CATALOGUE)


@pytest.mark.parametrize("units", MassUnit)
def test_a_season_reads_back_as_it_was(units: MassUnit) -> None:
    assert read(write(season(units), CATALOGUE)) == season(units)


@settings(deadline=None, max_examples=200)
@given(programmes())
def test_any_programme_reads_back_as_it_was(programme: Programme) -> None:
    assert read(write(programme, CATALOGUE)) == programme


def test_a_season_stays_within_a_hundred_columns() -> None:
    assert max(map(len, SEASON.split("\n"))) <= 100


def test_an_exercise_is_one_line_that_a_coach_would_write() -> None:
    line = (
        "Barbell back squat                3 x 5 @ 75 kg (83 % 1RM), 2 in reserve, rest 3 min  [3]"
    )
    assert f"\n      {line}\n" in SEASON


def test_pounds_stand_beside_the_kilograms_that_are_kept() -> None:
    written = write(season(MassUnit.LB), CATALOGUE)
    assert "3 x 5 @ 165.5 lb = 75 kg (83 % 1RM)" in written


def test_pounds_that_differ_from_their_kilograms_are_refused() -> None:
    written = write(season(MassUnit.LB), CATALOGUE).replace("165.5 lb = 75 kg", "170 lb = 75 kg")
    with pytest.raises(ProgrammeFormatError, match="170 lb are not 75 kg; change both"):
        read(written)


def test_a_coach_may_change_a_load_by_hand() -> None:
    edited = read(SEASON.replace("3 x 5 @ 75 kg", "4 x 4 @ 76.25 kg").replace("\n", "\r\n"))
    (changed,) = (p for s in edited.sessions for p in s.exercises if p.sets == 4)
    assert (changed.load.kg, str(changed.reps)) == (Kilograms(76.25), "4")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("Ironstride programme 1", "Dear coach", 'a programme begins with the line "Ironstride programme 1" alone'),
        ("Mon 2026-11-23", "Tue 2026-11-23", "2026-11-23 is a Monday, not Tue"),
        ("3 x 8-12 @ 55 kg", "3 times 8", "is not understood; write it as: Back squat  3 x 5 @ 80 kg"),
        ("3 x 8-12 @ 55 kg", "0 x 8-12 @ 55 kg", ".sets: 0 is too low; give 1 to 20 sets"),
        ("  Barbell back squat  ", "  Barbell bach squat  ", 'no line under "Exercises" names "Barbell bach squat"'),
        ("[1 4]", "[1 99]", 'no rule under "Rules" has the number [99]'),
        ("    Main\n", "    Maine\n", '.role: "maine" is not one of warm-up, main'),
        ("Phases\n", "Stages\n", "opens no part of a programme"),
        ("Season: ", "Athlete: ", "opens no part of a programme, or opens it twice"),
        ("bosquet_2007: recalled, not yet read again\n", "bosquet_2007: surely\n", "is not understood"),
        ("balsalobre_2016: read\n", "balsalobre: read\n", 'no source here is called "balsalobre_2016"'),
        ("  [2] entry-ramp", "  [1] entry-ramp", "this rule or its number stands above already"),
        ("2026-12-20  adaptation", "2026-12-40  adaptation", '"2026-12-40" is no day'),
    ],
)  # fmt: skip
def test_an_edit_that_makes_no_sense_is_refused(old: str, new: str, sentence: str) -> None:
    assert old in SEASON
    with pytest.raises(ProgrammeFormatError) as refused:
        read(SEASON.replace(old, new, 1))
    assert sentence in str(refused.value)


def test_a_refusal_names_the_line() -> None:
    number = SEASON.split("\n").index("Phases") + 2
    with pytest.raises(ProgrammeFormatError, match=f"^line {number}: "):
        read(SEASON.replace("2026-12-20  adaptation", "2026-12-20"))


def test_what_an_athlete_wrote_cannot_steer_the_terminal() -> None:
    week = season().weeks[0]
    session = replace(week.sessions[0], place="\x1b[31mgym\u202e\x9b", intent="a\nWeek 9: b")
    odd = replace(season(), weeks=(replace(week, sessions=(session,)),))
    written = write(odd, CATALOGUE)
    assert all(character.isprintable() or character == "\n" for character in written)
    assert read(written) == odd
