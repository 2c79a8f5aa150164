"""`ironstride log`, `history` and `undo`, typed as an athlete would."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ironstride.app.keep import keep
from ironstride.app.log import read_logbook
from ironstride.cli import clock
from ironstride.cli.main import cli
from ironstride.core.event import Event, EventKind
from ironstride.core.log import LoadChoice, PainMoment
from ironstride.core.units import Kilograms, MassUnit
from ironstride.formats.faults import FaultyFileError
from ironstride.store.log_events import told
from ironstride.store.open import open_store
from ironstride.strength.logbook import Logbook
from log_entries import done, id_
from programmes import season

MONDAY = date(2026, 11, 23)  # the season's first session: squats at 55 kg
EVENING = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)
Typed = Callable[..., str]


@pytest.fixture(autouse=True)
def _clock_and_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    minutes = iter(range(1_000))
    monkeypatch.setenv("IRONSTRIDE_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(clock, "now", lambda: EVENING + timedelta(minutes=next(minutes)))
    monkeypatch.setattr(clock, "today", lambda: MONDAY)


def ironstride(*words: str) -> str:
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 0, result.output
    return result.output


def refused(*words: str) -> str:
    result = CliRunner().invoke(cli, words)
    assert result.exit_code != 0
    return " ".join(result.output.replace("│", " ").split())


def book(data: Path) -> Logbook:
    with open_store(data) as store:
        return read_logbook(store)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def keep_season(data: Path, units: MassUnit = MassUnit.KG) -> None:
    with open_store(data) as store:
        keep(season(units), store, at=EVENING)


# Logging ---------------------------------------------------------------------------------


def test_what_is_logged_is_said_with_the_sets_of_the_day_so_far() -> None:
    ironstride("log", "back-squat", "5@60", "warmup")
    assert ironstride("log", "back-squat", "3x5@80", "rir2").splitlines() == [
        "logged: Barbell back squat 3 x 5 @ 80 kg, 2 in reserve",
        "Mon 23 Nov 2026",
        "  Barbell back squat                1 x 5 @ 60 kg, warm-up; 3 x 5 @ 80 kg, 2 in reserve",
    ]


def test_what_the_kept_programme_asks_for_stands_beside_it(data: Path) -> None:
    keep_season(data)
    said = ironstride("log", "back-squat", "8@55")
    assert "asked: 3 x 8-12 @ 55 kg" in said


def test_an_exercise_is_found_by_id_name_or_alias_however_it_is_spelled(data: Path) -> None:
    for name in ("back-squat", "Barbell Back Squat", "back squat", "BACK-SQUAT"):
        ironstride("log", *name.split(), "5@80")
    assert {one.exercise for one in book(data).sets} == {"back-squat"}


def test_sets_without_a_name_go_on_with_the_last_exercise(data: Path) -> None:
    assert "which exercise?" in refused("log", "5@80")
    ironstride("log", "back-squat", "5@80", "goblet-squat", "8@20")
    ironstride("log", "8@22")
    assert [one.exercise for one in book(data).sets][1:] == ["goblet-squat", "goblet-squat"]


def test_an_unknown_exercise_is_refused_with_those_that_are_near(data: Path) -> None:
    said = refused("log", "back-squat", "5@80", "bakc-sqat", "5@80")
    assert 'no exercise "bakc-sqat"; did you mean back-squat?' in said
    assert "Nothing of this line was logged" in said
    assert book(data).sets == ()


def test_a_name_of_your_own_is_taken_when_asked_for_and_known_from_then_on(data: Path) -> None:
    refused("log", "sandbag", "4x20m@30")
    ironstride("log", "--new", "sandbag", "4x20m@30")
    ironstride("log", "Sandbag", "20m@35")
    assert {one.exercise for one in book(data).sets} == {"sandbag"}


def test_a_name_that_an_import_was_told_of_is_understood(data: Path) -> None:
    payload = {"name": "Squat (Barbell)", "exercise": "back-squat"}
    kind = EventKind.EXERCISE_NAMED
    event = Event(id=id_(9), kind=kind, at=EVENING, source="import", payload=payload)
    with open_store(data) as store:
        store.append([event])
    ironstride("log", "squat (barbell)", "5@80")
    assert book(data).sets[0].exercise == "back-squat"


def test_the_load_of_the_programme_counts_as_prescribed_whatever_came_of_it(data: Path) -> None:
    keep_season(data)
    ironstride("log", "back-squat", "5@40", "warmup", "12@55", "4@55", "8@57.5", "9@55", "amrap")
    assert [one.choice for one in book(data).sets] == [
        LoadChoice.OWN,
        LoadChoice.PRESCRIBED,
        LoadChoice.PRESCRIBED,
        LoadChoice.OWN,
        LoadChoice.TEST,
    ]


def test_a_session_asks_for_the_loads_that_today_tells(data: Path) -> None:
    keep_season(data)
    for day in ("2026-11-12", "2026-11-16", "2026-11-19"):
        ironstride("log", "--on", day, "back-squat", "3x12@62.5", "rir4")
    told_today = ironstride("today", "--on", "2026-11-23")
    ironstride("log", "start")
    [squat] = [one for one in book(data).sessions[-1].started.asked if one.exercise == "back-squat"]
    assert squat.load > Kilograms(55)
    load = f"@ {squat.load.value:g} kg"
    assert load in told_today
    assert f"asked: 3 x 8-12 {load}" in ironstride("log", "back-squat", f"10@{squat.load.value}")
    assert book(data).sets[-1].choice is LoadChoice.PRESCRIBED


def test_a_profile_with_a_fault_stops_nobody_from_logging(data: Path, tmp_path: Path) -> None:
    keep_season(data)
    (tmp_path / "athlete.toml").write_text("[athlet]\n", encoding="utf-8")
    ironstride("log", "back-squat", "8@55")
    assert book(data).sets[0].choice is LoadChoice.PRESCRIBED


def test_the_load_of_another_day_is_your_own(data: Path) -> None:
    keep_season(data)
    ironstride("log", "--on", "2026-11-22", "back-squat", "8@55")
    assert book(data).sets[0].choice is LoadChoice.OWN


def test_the_kept_programme_says_how_loads_are_read_and_shown(data: Path) -> None:
    keep_season(data, MassUnit.LB)
    assert "1 x 5 @ 175 lb" in ironstride("log", "front-squat", "5@175")
    assert book(data).sets[0].load == Kilograms(79.379)


def test_without_a_programme_the_profile_says_how_loads_are_read(tmp_path: Path) -> None:
    profile = '[athlete]\nbirth_year = 1985\nlifting_experience = "novice"\nunits = "lb"\n'
    places = '[places.gym]\nequipment = ["barbell"]\n[availability.tuesday]\nminutes = 45\n'
    (tmp_path / "athlete.toml").write_text(profile + places, encoding="utf-8")
    assert "1 x 5 @ 175 lb" in ironstride("log", "front-squat", "5@175")


def test_a_profile_that_is_no_text_is_named_where_only_it_knows_the_unit(tmp_path: Path) -> None:
    (tmp_path / "athlete.toml").write_bytes(b"\xff\xfe")
    result = CliRunner().invoke(cli, ["log", "front-squat", "5@175"])
    assert isinstance(result.exception, FaultyFileError)
    assert "cannot be read as UTF-8 text" in str(result.exception)


def test_an_earlier_day_is_logged_on_its_day_and_a_later_one_is_not(data: Path) -> None:
    ironstride("log", "--on", "2026-11-20", "back-squat", "5@80")
    ironstride("log", "--on", "2026-11-20", "back-squat", "5@85")
    assert [(one.day.day, one.load) for one in book(data).sets] == [
        (20, Kilograms(80)),
        (20, Kilograms(85)),
    ]
    assert "lies ahead" in refused("log", "--on", "2026-11-24", "back-squat", "5@80")


def test_the_first_set_begins_a_session_which_stands_for_the_planned_one(data: Path) -> None:
    keep_season(data)
    ironstride("log", "back-squat", "5@55")
    ironstride("log", "5@55")
    ironstride("log", "finish", "rpe7", "45min")
    ironstride("log", "push-up", "10")
    first, second = book(data).sessions
    assert (first.started.planned, second.started.planned) == (datetime(2026, 11, 23, 18, 30), None)
    assert [one.session for one in book(data).sets] == [first.started.id] * 2 + [second.started.id]


def test_a_session_can_be_told_without_its_sets(data: Path) -> None:
    ironstride("log", "finish", "rpe7", "45min")
    ironstride("log", "finish", "rpe8")
    assert "session RPE 8, 45 min" in ironstride("log")
    ironstride("log", "finish", "50min")
    [session] = book(data).sessions
    assert session.finished is not None
    assert (session.finished.rpe, session.finished.minutes) == (8, 50)
    ironstride("undo", "2")
    finished = book(data).sessions[0].finished
    assert finished is not None
    assert (finished.rpe, finished.minutes) == (7, 45)


def test_pain_is_felt_during_a_session_that_is_open_and_after_one_that_is_not(data: Path) -> None:
    ironstride("log", "start")
    ironstride("log", "pain", "left", "knee", "3")
    ironstride("log", "finish")
    ironstride("log", "pain", "left", "knee", "2")
    during, after = book(data).pain
    assert (during.moment, after.moment) == (PainMoment.DURING, PainMoment.AFTER)
    assert during.session == book(data).sessions[0].started.id


def test_a_skipped_session_and_readiness_are_kept(data: Path) -> None:
    assert ironstride("log", "skip", "travel") == "logged: session skipped: travel\n"
    assert ironstride("log", "ready", "4", "slept well") == (
        "logged: readiness 4 of 5, slept well\n"
    )
    assert (book(data).skipped[0].reason, book(data).readiness[0].score) == ("travel", 4)


def test_an_impossible_number_is_refused_and_nothing_is_logged(data: Path) -> None:
    assert "readiness lies between 1 and 5, not 7. Nothing" in refused("log", "ready", "7")
    assert "session RPE lies between 0 and 10" in refused("log", "finish", "rpe11")
    assert book(data).sessions == ()


def test_a_day_without_a_line_says_so() -> None:
    assert ironstride("log") == "Mon 23 Nov 2026\n  nothing is logged yet\n"


# Undoing ---------------------------------------------------------------------------------


def test_undo_withdraws_the_last_set_and_says_which(data: Path) -> None:
    ironstride("log", "back-squat", "3x5@80")
    assert ironstride("undo") == "undone: Barbell back squat 1 x 5 @ 80 kg (Mon 23 Nov)\n"
    assert [one.position for one in book(data).sets] == [0, 1]


def test_undo_twice_undoes_the_one_before(data: Path) -> None:
    ironstride("log", "back-squat", "5@80", "5@85")
    ironstride("log", "skip", "travel")
    assert "session skipped" in ironstride("undo")
    assert "85 kg" in ironstride("undo")
    assert [one.load for one in book(data).sets] == [Kilograms(80)]


def test_a_session_goes_with_the_set_that_began_it(data: Path) -> None:
    ironstride("log", "back-squat", "3x5@80")
    said = ironstride("undo", "3")
    assert said.splitlines()[-1] == "undone: session started (Mon 23 Nov)"
    assert book(data) == Logbook()


def test_undoing_an_end_opens_the_session_again(data: Path) -> None:
    ironstride("log", "start")
    ironstride("log", "finish", "rpe7")
    ironstride("undo")
    assert book(data).sessions[0].is_open


def test_nothing_that_was_logged_is_deleted_by_undoing_it(data: Path) -> None:
    ironstride("log", "back-squat", "5@80")
    ironstride("undo")
    with open_store(data) as store:
        kinds = [event.kind for event in store.events()]
    assert kinds.count(EventKind.SET_DONE) == kinds.count(EventKind.SET_CORRECTED) == 1


def test_what_was_imported_is_not_undone(data: Path) -> None:
    with open_store(data) as store:
        store.append([told(done(), source="strong.csv")])
    assert "what was imported stays" in ironstride("undo")
    assert len(book(data).sets) == 1


def test_there_is_nothing_to_undo_where_nothing_is_kept(data: Path) -> None:
    assert ironstride("undo") == "Nothing is logged yet, so nothing is undone.\n"
    assert not data.exists()


# Looking back ----------------------------------------------------------------------------


def test_history_lists_the_sets_by_day_with_all_else(data: Path) -> None:
    ironstride("log", "--on", "2026-11-20", "back-squat", "5@80")
    ironstride("log", "back-squat", "3x5@82.5", "rir1")
    ironstride("log", "pain", "knee", "2")
    ironstride("log", "finish", "rpe7", "45min")
    assert ironstride("history").splitlines() == [
        "Fri 20 Nov 2026",
        "  Barbell back squat                1 x 5 @ 80 kg",
        "",
        "Mon 23 Nov 2026, session RPE 7, 45 min",
        "  Barbell back squat                3 x 5 @ 82.5 kg, 1 in reserve",
        "  pain: knee 2 of 10, during",
        "",
        "2 days",
    ]


def test_history_can_be_of_one_exercise_and_of_the_last_days() -> None:
    ironstride("log", "--on", "2026-11-20", "back-squat", "5@80", "pull-up", "5")
    ironstride("log", "back-squat", "5@85")
    assert "Pull-up" not in ironstride("history", "back squat")
    assert ironstride("history", "--days", "3").count("Nov 2026") == 1
    assert ironstride("history", "--days", "4").count("Nov 2026") == 2
    assert "did you mean" in refused("history", "bakc squat")


def test_history_shows_the_last_ten_days_and_says_how_to_see_more() -> None:
    for day in range(10, 22):
        ironstride("log", "--on", f"2026-11-{day}", "back-squat", "5@80")
    said = ironstride("history")
    assert said.count("Nov 2026") == 10
    assert said.endswith("the last 10 of 12 days; --days 365 shows a year\n")


def test_history_of_nothing_says_what_is_next(data: Path) -> None:
    assert "nothing is logged; next: ironstride log" in ironstride("history")
    assert not data.exists()


def test_a_note_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in ironstride("log", "back-squat", "5@80", "red \x1b[31m note")
