"""`ironstride init`, driven as a person would: answers typed, Enter pressed."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Final

import pytest
from typer.testing import CliRunner, Result

from ironstride.app.interview import PRESETS, SCREEN
from ironstride.catalogue.load import load
from ironstride.cli.clock import today
from ironstride.cli.main import cli
from ironstride.core.athlete import (
    Athlete,
    Concern,
    HabitualRun,
    Health,
    KnownSet,
    LiftingExperience,
    Offer,
    Preferences,
    Sex,
)
from ironstride.core.calendar import Weekday
from ironstride.core.run import Race, RacePriority, RunKind
from ironstride.core.units import RIR, Kilograms, MassUnit, Reps
from ironstride.formats.profile import ProfileError, read_profile, write_profile
from ironstride.planning.season.refer import REFERRALS

# The answers in the order of the questions; "" is Enter.
YOU: Final = ["kg", "1985", "f", "61,5", "168", "nov"]
PLACES: Final = ["gym", "1", "home", "mat, band-long", ""]
DAYS: Final = ["tue, fri", "50", "18:30", "", "", "", "home"]
SESSIONS: Final = ["2"]
RUNNING: Final = ["sun", "long", "9:00", "110", "", "yes"]
RACES: Final = ["2027-03-14", "half", "", "Spring Half", ""]
LIFTS: Final = ["Barbell back squat", "80", "5", "", ""]
HEALTH: Final = ["knees; lower back", "pull-up"]
NO_TO_ALL: Final = ["no"] * 7
NOTHING_FIRST: Final = ""  # nothing that has to be seen before
EVERYTHING: Final = [
    *(*YOU, *PLACES, *DAYS, *SESSIONS, *RUNNING, *RACES, *LIFTS, *HEALTH),
    *(*NO_TO_ALL, NOTHING_FIRST),
]
LEAST: Final = ["", "1985", *[""] * 19, *NO_TO_ALL, NOTHING_FIRST]


def init(*arguments: object, answers: list[str]) -> Result:
    typed = "".join(f"{answer}\n" for answer in answers)
    return CliRunner().invoke(cli, ["init", *map(str, arguments)], input=typed)


def athlete_in(path: Path) -> Athlete:
    return read_profile(path.read_text(encoding="utf-8"), name=path.name, catalogue=load())


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_answer_reaches_the_profile(here: Path) -> None:
    result = init(answers=EVERYTHING)
    assert result.exit_code == 0, result.output
    assert athlete_in(here / "athlete.toml") == Athlete(
        birth_year=1985,
        sex=Sex.FEMALE,
        mass=Kilograms(61.5),
        height_cm=168.0,
        lifting_experience=LiftingExperience.NOVICE,
        units=MassUnit.KG,
        races=(
            Race(
                day=date(2027, 3, 14),
                distance_km=21.1,
                priority=RacePriority.A,
                name="Spring Half",
            ),
        ),
        places={
            "gym": frozenset(PRESETS["1"].equipment),
            "home": frozenset({"mat", "band-long"}),
        },
        offers={
            Weekday.TUESDAY: Offer(50, time(18, 30), "gym"),
            Weekday.FRIDAY: Offer(60, time(18), "home"),
        },
        habit=(HabitualRun(day=Weekday.SUNDAY, kind=RunKind.LONG, start=time(9), minutes=110),),
        lifts={"back-squat": KnownSet(Kilograms(80), Reps(5), RIR(2))},
        health=Health(complaints=frozenset({"knee", "back"}), dislikes=frozenset({"pull-up"})),
        preferences=Preferences(sessions_per_week=2, back_to_back_after_easy=True),
    )


def test_enter_is_enough_for_all_but_the_birth_year_and_the_screen(here: Path) -> None:
    result = init(answers=LEAST)
    assert result.exit_code == 0, result.output
    athlete = athlete_in(here / "athlete.toml")
    assert (athlete.habit, athlete.races, athlete.mass) == (None, (), None)
    assert list(athlete.offers) == [Weekday.TUESDAY, Weekday.FRIDAY]
    assert athlete.lifting_experience is LiftingExperience.NONE


def test_it_says_what_to_type_next(here: Path) -> None:
    assert "ironstride plan --profile athlete.toml" in init(answers=LEAST).output


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("1899", "1899 is too long ago; give 1900 to 2025"),
        ("young", '"young" is no whole number; give 1900 to 2025'),
        ("", "this one needs an answer"),
    ],
)
def test_a_value_that_does_not_fit_is_told_and_asked_again(
    here: Path, answer: str, told: str
) -> None:
    result = init(answers=["", answer, *LEAST[1:]])
    assert told in result.output
    assert athlete_in(here / "athlete.toml").birth_year == 1985


@pytest.mark.parametrize(
    ("number", "answer", "told"),
    [
        (0, "stone", '"stone" is not one of kg or lb'),
        (2, "m f", '"m f" is not one of female or male'),
        (3, "heavy", '"heavy" is no number; give 25 to 250 kg'),
        (4, "1,75", "1.75 is too short; give 100 to 230 cm"),
        (6, " ", "gym"),
        (7, "9", "9 is not on the list; give 1, 2, 3 or 4, or names"),
        (7, "dumbell", 'no equipment is called "dumbell"; did you mean "dumbbell"?'),
        (11, "tues, fry", '"fry" is not one of monday'),
        (12, "500", "500 is too long; give 10 to 240 minutes"),
        (13, "6pm", '"6pm" is no hour of the day; write it as 18:30'),
        (14, "pool", 'no place is called "pool"'),
        (18, "4", "4 is too many; give 1 to 3 sessions a week"),
        (20, "race", 'no kind of run is called "race"'),
        (24, "perhaps", "answer yes or no"),
        (25, "in spring", '"in spring" is no day; write it as 2027-03-14'),
        (26, "far", '"far" is no number; give 0.1 to 1000 km'),
        (27, "D", '"D" is not one of A, B or C'),
        (30, "barbell bak squat", 'no exercise is called "barbell bak squat"; did you mean'),
        (31, "0", "0 is too light; give 1 to 500 kg"),
        (35, "kne", 'no part of the body is called "kne"; did you mean "knee"?'),
        (36, "pullup", 'no exercise is called "pullup"; did you mean'),
        (37, "maybe", "answer yes or no"),
        (44, "fevr", 'nothing that needs clearance is called "fevr"; did you mean "fever"?'),
    ],
)
def test_every_question_explains_what_it_takes(
    here: Path, number: int, answer: str, told: str
) -> None:
    result = init(answers=[*EVERYTHING[:number], answer, *EVERYTHING[number:]])
    assert told in result.output
    assert result.exit_code == 0, result.output


def test_two_races_do_not_share_a_day(here: Path) -> None:
    at = EVERYTHING.index("2027-03-14") + 4
    result = init(answers=[*EVERYTHING[:at], "2027-03-14", "1999-01-01", *EVERYTHING[at:]])
    assert "that day has a race already" in result.output
    assert "1999 is too long ago; give 2000 to 2100" in result.output
    assert len(athlete_in(here / "athlete.toml").races) == 1


@pytest.mark.parametrize("number", range(7))
def test_a_yes_to_any_question_of_the_screen_is_kept_and_explained(here: Path, number: int) -> None:
    answers = ["yes" if n == number else "no" for n in range(7)]
    result = init(answers=[*LEAST[:-8], *answers, NOTHING_FIRST])
    assert SCREEN[number] in result.output
    assert "nothing heavy and no jumps until a\ndoctor has cleared you" in result.output
    assert athlete_in(here / "athlete.toml").health.parq_yes


@pytest.mark.parametrize(
    ("number", "kept"), [(0, set()), (1, {Concern.CHEST_PAIN}), (2, {Concern.FAINTING}), (6, set())]
)
def test_pain_in_the_chest_and_fainting_are_seen_before_anything_is_planned(
    here: Path, number: int, kept: set[Concern]
) -> None:
    answers = ["yes" if n == number else "no" for n in range(7)]
    init(answers=[*LEAST[:-8], *answers, NOTHING_FIRST])
    assert athlete_in(here / "athlete.toml").health.needs_clearance == kept


def test_what_has_to_be_seen_first_is_asked_in_plain_words_and_kept(here: Path) -> None:
    result = init(answers=[*LEAST[:-1], "fever; pregnant"])
    for about in REFERRALS.values():
        assert about.what[:30] in result.output
    assert "see your midwife or doctor" in result.output
    assert "see a doctor today" not in result.output
    assert "Until then no programme is made" in result.output
    assert athlete_in(here / "athlete.toml").health.needs_clearance == {
        Concern.ACUTE_ILLNESS,
        Concern.PREGNANCY,
    }


@pytest.mark.parametrize(("answer", "is_supervised"), [("yes", True), ("no", False)])
def test_who_is_under_eighteen_is_asked_for_an_adult(
    here: Path, answer: str, is_supervised: bool
) -> None:
    young = str(today().year - 17)
    result = init(answers=["", young, *LEAST[2:], answer])
    assert "is an adult who knows the lifts beside you" in result.output
    assert athlete_in(here / "athlete.toml").health.supervised is is_supervised


def test_an_adult_is_not_asked_for_another(here: Path) -> None:
    grown_up = str(today().year - 18)
    assert "beside you" not in init(answers=["", grown_up, *LEAST[2:]]).output


def test_seven_noes_leave_the_screen_open(here: Path) -> None:
    assert "A yes keeps this screen" not in init(answers=LEAST).output
    assert not athlete_in(here / "athlete.toml").health.parq_yes


def test_pounds_are_asked_for_and_kept(here: Path) -> None:
    answers = ["lb", "1985", "f", "140", *EVERYTHING[4:]]
    answers[answers.index("80")] = "185"
    init(answers=answers)
    athlete = athlete_in(here / "athlete.toml")
    assert athlete.mass == Kilograms(63.503)
    assert athlete.lifts["back-squat"].load == Kilograms(83.915)
    assert "lb = 185" in (here / "athlete.toml").read_text(encoding="utf-8")


def test_a_profile_is_never_replaced_without_asking(here: Path) -> None:
    path = here / "athlete.toml"
    path.write_text("mine", encoding="utf-8")
    assert "athlete.toml stays as it is" in init(answers=["n"]).output
    assert path.read_text(encoding="utf-8") == "mine"
    init(answers=["y", *LEAST])
    assert athlete_in(path).birth_year == 1985


def test_nothing_is_written_when_the_answers_break_off(here: Path) -> None:
    assert init(answers=EVERYTHING[:20]).exit_code == 1
    assert list(here.iterdir()) == []


def test_a_profile_from_a_file_is_checked_and_written_out_in_full(here: Path) -> None:
    (here / "mine.toml").write_text(
        '[athlete]\nbirth_year = 1985\nlifting_experience = "none"\n', encoding="utf-8"
    )
    assert init("--from", "mine.toml", "-o", "full.toml", answers=[]).exit_code == 0
    athlete = athlete_in(here / "mine.toml")
    assert (here / "full.toml").read_text(encoding="utf-8") == write_profile(athlete)


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"[athlete]\n", "birth_year: is missing"), (b"\xff\xfe", "no text"), (None, "cannot be")],
)
def test_a_file_that_is_no_profile_is_told_and_nothing_written(
    here: Path, content: bytes | None, told: str
) -> None:
    if content is not None:
        (here / "mine.toml").write_bytes(content)
    result = init("--from", "mine.toml", answers=[])
    assert isinstance(result.exception, ProfileError)
    assert told in str(result.exception)
    assert not (here / "athlete.toml").exists()


def test_a_place_that_cannot_be_written_to_is_told(here: Path) -> None:
    result = init("-o", here / "missing" / "athlete.toml", answers=LEAST)
    assert "cannot be written (No such file or directory)" in str(result.exception)


def test_presets_hold_only_equipment_of_the_catalogue() -> None:
    known = set(load().equipment)
    assert all(set(preset.equipment) <= known for preset in PRESETS.values())
