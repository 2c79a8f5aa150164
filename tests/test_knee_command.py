"""`ironstride knee`, typed as an athlete would: from the first question to the next phase."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commands import PROFILE
from databases import NEEDS_ITS_FILE
from ironstride.app.keep import last_kept
from ironstride.catalogue.rehab import load_rehab
from ironstride.cli import clock
from ironstride.cli.main import cli
from ironstride.core.pinned import is_rehab
from ironstride.core.programme import Programme
from ironstride.rehab.gates import GateItem
from ironstride.store.open import open_store
from rehab_cases import REHAB, day, one_measured

BEGUN = datetime(2026, 11, 30, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _clock_and_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    minutes = iter(range(10_000))
    monkeypatch.setenv("IRONSTRIDE_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(clock, "now", lambda: BEGUN + timedelta(seconds=next(minutes)))
    monkeypatch.setattr(clock, "today", BEGUN.date)
    (tmp_path / "athlete.toml").write_text(PROFILE)


def typed(*words: object, code: int = 0) -> str:
    done = CliRunner().invoke(cli, [str(word) for word in words])
    assert done.exit_code == code, done.output
    return done.output


def knee(*words: object, on: int = 0, code: int = 0) -> str:
    return typed("knee", *words, "--on", day(on), code=code)


def begin(running: str = "--no-running") -> None:
    knee("screen", "--yes", "kneecap-squat", "--yes", "kneecap-stairs", "--no-to-all-else")
    knee("start", "--usual-morning", 1, running, "--side", "left")


def kept() -> Programme:
    with open_store(Path("data")) as store:
        programme = last_kept(store)
    assert programme is not None
    return programme


def written(item: GateItem, off: float = 0) -> str:
    one = one_measured(item, 0, 12, off=off)
    values = [value for value in (one.both, one.left, one.right) if value is not None]
    if item.unit == "yes or no":
        return f"{item.id}=yes"
    pained = any(criterion.bound == "pain-at-most" for criterion in item.criteria)
    pain = f":{one.pain}" if pained else ""
    return f"{item.id}={'/'.join(f'{value:g}' for value in values)}{pain}"


def gate(stage: int, **off: float) -> list[str]:
    items = REHAB.plans["knee"].stages[stage].gate
    named = {name.replace("_", "-"): value for name, value in off.items()}
    return [written(item, named.get(item.id, 0)) for item in items if item.is_measured]


# Before a plan ---------------------------------------------------------------------------


def test_with_nothing_told_the_questions_come_next() -> None:
    assert "ironstride knee screen" in typed("knee")


def test_a_red_flag_says_whom_to_see_and_lets_no_plan_begin() -> None:
    said = knee("screen", "--yes", "locking", "--yes", "kneecap-squat", "--no-to-all-else")
    assert "Stop here: see a doctor within a few days. Do not run until then." in said
    assert "ironstride knee start" not in said
    assert "do not let a plan begin" in knee("start", "--usual-morning", 1, "--no-running", code=2)


def test_silence_is_no_no() -> None:
    assert "still open" in knee("screen", "--yes", "kneecap-squat")


def test_a_question_that_nobody_asks_is_refused_with_the_nearest() -> None:
    assert 'did you mean "locking"' in knee("screen", "--yes", "lokcing", code=2)


def test_a_plan_that_the_answers_do_not_speak_for_is_refused() -> None:
    knee("screen", "--yes", "kneecap-squat", "--yes", "kneecap-stairs", "--no-to-all-else")
    assert "speak for knee, not for achilles" in knee("start", "achilles", code=2)


# The whole way ---------------------------------------------------------------------------


def test_from_the_questions_to_the_next_phase() -> None:
    typed("plan", "--start", day(0), "--keep", "--format", "text")
    begin()
    assert "Phase 1 of 3" in knee()
    assert "dropped: Wed 2 Dec 18:00" in knee("plan", "--accept")
    for number in (1, 4, 7, 10):
        knee("session", 1, on=number)
        knee("morning", 1, on=number + 1)
    assert "Side plank from the knees" in knee("gate", *gate(0, side_plank_knees=-5), on=10)
    assert "again from Sun 13 Dec" in knee("gate", *gate(0), on=11)
    said = knee("gate", *gate(0), on=13)
    assert "Phase 2 of 3, Movement pattern correction" in said
    assert "Your programme changes with it: ironstride knee plan" in said


@NEEDS_ITS_FILE
def test_the_next_session_and_the_changed_runs_stand_in_the_calendar() -> None:
    typed("plan", "--start", day(0), "--keep", "--format", "text")
    begin("--still-runs")
    knee("plan", "--accept")
    runs = [run for week in kept().weeks[:2] for run in week.runs]
    assert {run.how[:19] for run in runs} == {"10 to 20 % slower, "}
    assert max(run.minutes for run in runs) <= 60
    sessions = [one for one in kept().sessions if is_rehab(one) and "phases: " in one.intent]
    assert [session.intent[-9:] for session in sessions[:2]] == ["Session A", "Session B"]
    knee("run", 20, "--during", 7, on=2)
    assert "Runs" in knee("plan", "--accept", on=2)
    assert {run.how[:10] for run in kept().weeks[1].runs} == {"6 x (1 min"}


@NEEDS_ITS_FILE
def test_limits_hold_in_every_replanning_and_in_a_new_plan() -> None:
    typed("plan", "--start", day(0), "--keep", "--format", "text")
    begin()
    typed("replan", "--today", day(0), "--gone", day(4), "--accept")
    limits = load_rehab().plans["knee"].stages[0].limits
    assert limits is not None
    typed("plan", "--start", day(0), "--keep", "--format", "text")
    from ironstride.catalogue.load import load  # noqa: PLC0415 - of this test alone

    held = {p.exercise for session in kept().sessions for p in session.exercises}
    assert [name for name in held if limits.against(load().exercises[name])] == []


def test_three_reds_end_it_until_somebody_has_looked() -> None:
    begin()
    for number in (1, 3, 5):
        said = knee("session", 7, on=number)
    assert "have it assessed" in said
    assert "The plan is followed." in knee("assessed", "--by", "Dr Holm", on=9)


def test_pain_typed_into_the_ordinary_log_counts() -> None:
    begin()
    knee("session", 1, on=1)
    typed("log", "pain", "knee", 7, "after", "--on", day(-7))
    assert "Last light: red" not in knee(on=1)
    knee("pain", 7, "after", on=1)
    assert "Last light: red" in knee(on=1)


def test_going_back_is_one_word() -> None:
    begin("--still-runs")
    assert "Next run: 6 x (1 min walking, 4 min running)" in knee("back", "--runs", on=2)


# Tests, forms, numbers -------------------------------------------------------------------


def test_the_form_shows_how_each_test_is_done_and_how_it_is_typed() -> None:
    begin()
    form = knee("gate", "--form")
    assert "How it looks: ironstride exercise mini-squat" in form
    assert "ironstride knee gate dry-and-straight=yes squat-to-45=10:1 step-up-10=10/10:1" in form


def test_the_gate_can_be_printed_with_pictures(tmp_path: Path) -> None:
    begin()
    assert "wrote gate.html" in knee("gate", "--running", "-o", "gate.html")
    page = (tmp_path / "gate.html").read_text(encoding="utf-8")
    assert (
        page.count("<svg") == 2
    )  # a mini squat and a hop on one leg; walking and jogging have none
    assert "cannot be written" in knee("gate", "-o", "nowhere/gate.html", code=2)


def test_what_stands_beside_the_sessions_is_chosen_and_left_out() -> None:
    begin()
    assert "stretches, since Mon 30 Nov" in knee("beside")
    assert "foot, not chosen" in knee("beside")
    assert "foot stands beside the sessions" in knee("beside", "foot", on=1)
    assert "Foot core, 4 times a week" in knee(on=1)
    assert "no longer" in knee("beside", "stretches", "--stop", on=1)
    assert "Stretches" not in knee(on=1)
    assert 'nothing is called "feet"' in knee("beside", "feet", code=2)


def test_a_week_without_a_session_ahead_says_so() -> None:
    typed("plan", "--start", day(0), "--keep", "--format", "text")
    begin()
    assert "No session of it lies ahead" in knee()
    knee("plan", "--accept")
    assert "lies ahead" not in knee()
    assert "No session of it lies ahead" in knee(on=9)


@pytest.mark.parametrize(
    ("test", "why"),
    [
        ("side-plank-knees=30", "write it as side-plank-knees=10/10"),
        ("squat-to-45=10", "how far did it hurt"),
        ("squat-to-45=ten:1", "is no number of repetitions"),
        ("squat=10:1", "no test is called"),
    ],
)
def test_a_test_that_is_not_understood_says_how_it_is_written(test: str, why: str) -> None:
    begin()
    assert why in " ".join(knee("gate", test, code=2).split())


def test_a_form_is_scored_and_held_against_the_first() -> None:
    begin()
    assert "100 of 100" in " ".join(knee("score", "akps", *([1] * 13)).split())
    assert "It moved by" in knee("score", "akps", *([1] * 12), 2, on=14)
    assert "13 items, not 2" in knee("score", "akps", 1, 1, code=2)


def test_a_clinician_confirms_a_threshold_with_name_and_day() -> None:
    begin()
    said = knee("confirm", "bridge-hold", 20, "--by", "Dr Holm")
    assert "knee.1.bridge-hold --bound at-least is 20, says Dr Holm" in said
    assert "It speaks for: Runner's knee in three phases" in said
    assert "confirmed by Dr Holm, 2026-11-30" in knee("confirm")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("squat-to-45",), "add --bound, one of at-least, pain-at-most"),
        (("week-of-pain", "--bound", "at-most"), "one of usual-pain, worst-pain"),
        (("heel-raises",), "no threshold"),  # of another plan: its whole name has to be said
        (("kneecap.during-green", 6), "green ends before red begins. Nothing was kept"),
    ],
)
def test_a_threshold_that_is_not_clear_is_not_confirmed(words: tuple[str, ...], why: str) -> None:
    begin()
    said = " ".join(knee("confirm", *words, "--by", "Dr Holm", code=2).replace("│", " ").split())
    assert why in said
    assert "confirmed by" not in knee("confirm")


def test_a_test_of_another_plan_is_confirmed_under_its_whole_name() -> None:
    begin()
    said = knee("confirm", "achilles.2.heel-raises", 12, "--bound", "at-least", "--by", "Dr Holm")
    assert "It speaks for: Achilles tendon" in said


def test_the_stretches_stand_in_order_with_sides_and_seconds() -> None:
    said = typed("knee", "stretch")
    assert "1. " in said
    assert "each side" in said
    assert len(typed("knee", "stretch", "--end-range-hurts").splitlines()) < len(said.splitlines())


def test_what_was_told_last_is_undone() -> None:
    begin()
    knee("session", 7, on=1)
    assert "undone: Tue 1 Dec: a session is done" in typed("knee", "undo")
    assert "Last light" not in knee(on=1)


def test_without_a_plan_nothing_of_it_can_be_told() -> None:
    for words in (("session", 1), ("morning", 1), ("back",), ("gate",), ("plan",), ("report",)):
        assert "no plan is begun yet" in " ".join(knee(*words, code=2).split())


def test_the_two_pages_are_written_where_they_are_wanted() -> None:
    begin()
    assert "wrote for-holm.pdf" in knee("report", "-o", "for-holm.pdf")
    assert Path("for-holm.pdf").read_bytes().startswith(b"%PDF")
