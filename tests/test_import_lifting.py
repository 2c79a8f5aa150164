"""A lifter's past, taken in with everything else: sets, units, names, and nothing twice."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from benchmarks.strength_fit import BEGAN, SQUAT, Step, WatchSet, strength_file
from typer.testing import CliRunner

from databases import environment_for
from gpx_files import gpx
from ironstride.app.import_files import import_files
from ironstride.app.import_lifting import LiftingWishes
from ironstride.app.log import read_logbook
from ironstride.app.names import decide
from ironstride.app.summary import ImportSummary
from ironstride.cli import import_names
from ironstride.cli.main import cli
from ironstride.core.log import LoadChoice, SetDone
from ironstride.core.units import RIR, Kilograms, MassUnit, Reps
from ironstride.store.files import Outcome
from ironstride.store.open import open_store
from ironstride.store.store import Store
from ironstride.strength.weight_unit import WeightUnit

HEVY = (
    "title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,"
    "set_type,weight_kg,reps,distance_km,duration_seconds,rpe\n"
)
STRONG = (
    "Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes\n"
)
FITBOD = "Date,Exercise,Sets,Reps,Weight,isWarmup,Note\n"
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SQUATS = WatchSet(reps=5, weight_kg=80, kinds=((SQUAT, 6),))
SHARED = Path(__file__).parents[2] / "shared" / "data" / "strength-logs"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


def hevy(exercise: str = "Squat (Barbell)", day: int = 6, **cells: object) -> str:
    """Write one row of Hevy: 5 at 80 kg, on a day of July."""
    told = {"kind": "normal", "weight": 80, "reps": 5, "km": "", "s": "", "rpe": "", **cells}
    start, end = f"{day} Jul 2026, 17:59", f"{day} Jul 2026, 18:59"
    figures = ",".join(str(told[name]) for name in ("kind", "weight", "reps", "km", "s", "rpe"))
    return f'Legs,"{start}","{end}",,{exercise},,,0,{figures}\n'


def strong(weight: float, exercise: str = "Squat (Barbell)", day: int = 6) -> str:
    return f"2026-07-{day:02d} 18:05:00,Legs,{exercise},1,{weight},5,0,0,,\n"


def take(store: Store, *paths: Path, **wishes: object) -> ImportSummary:
    return import_files(paths, store=store, wishes=LiftingWishes(**wishes))  # type: ignore[arg-type] # named as there


def sets(store: Store) -> tuple[SetDone, ...]:
    return read_logbook(store).sets


def everything(store: Store) -> tuple[object, ...]:
    return store.events(), store.files(), store.runs()


# Sets ------------------------------------------------------------------------------------


def test_a_set_keeps_what_its_row_says(store: Store, files: Path) -> None:
    (files / "a.csv").write_text(HEVY + hevy(kind="warmup", rpe=7.5))
    take(store, files, zone=ZoneInfo("Europe/Berlin"))
    (done,) = sets(store)
    assert (done.exercise, done.load, done.reps) == ("back-squat", Kilograms(80), Reps(5))
    assert (done.day, done.at) == (date(2026, 7, 6), datetime(2026, 7, 6, 15, 59, tzinfo=UTC))
    assert (done.rir, done.is_warm_up) == (RIR(2.5), True)


@pytest.mark.parametrize(
    ("kind", "rpe", "left"),
    [
        ("failure", "", RIR(0)),
        ("normal", 10, RIR(0)),
        ("normal", 5, RIR(5)),
        ("normal", 4.5, None),
        ("normal", "", None),
    ],
)
def test_what_was_left_in_reserve_is_nothing_at_failure_and_unknown_where_unsaid(
    store: Store, files: Path, kind: str, rpe: object, left: RIR | None
) -> None:
    (files / "a.csv").write_text(HEVY + hevy(kind=kind, rpe=rpe))
    take(store, files)
    assert sets(store)[0].rir == left


def test_a_set_that_a_programme_left_open_is_read_as_a_test(store: Store, files: Path) -> None:
    row = "2026-07-06 18:05:00,531,Squat (Barbell),{},{},{},0,0,{},\n"
    rows = [(1, 60, 5, "last set AMRAP"), (2, 70, 3, ""), (3, 80, 6, "")]
    (files / "a.csv").write_text(STRONG + "".join(row.format(*cells) for cells in rows))
    take(store, files, unit=MassUnit.KG)
    choices = {done.load: done.choice for done in sets(store)}
    assert choices[Kilograms(60)] is LoadChoice.OWN
    assert choices[Kilograms(80)] is LoadChoice.TEST


def test_help_of_a_machine_is_assistance_and_no_load(store: Store, files: Path) -> None:
    (files / "a.csv").write_text(FITBOD + "2026-07-06 08:00:00 +0000,Assisted Pull Up,1,8,-18,,\n")
    take(store, files)
    assert (sets(store)[0].load, sets(store)[0].assistance) == (None, Kilograms(18))


def test_an_app_that_writes_world_time_is_read_on_the_day_of_the_lifter(
    store: Store, files: Path
) -> None:
    (files / "a.csv").write_text(FITBOD + "2026-07-06 20:00:00 +0000,Back Squat,1,8,60,,\n")
    take(store, files, zone=ZoneInfo("Asia/Tokyo"))
    assert sets(store)[0].day == date(2026, 7, 7)


def test_a_workout_is_a_session_with_its_title_and_its_minutes(store: Store, files: Path) -> None:
    (files / "a.csv").write_text(HEVY + hevy() + hevy() + hevy(day=8))
    take(store, files)
    first, second = read_logbook(store).sessions
    assert (first.started.title, first.started.day) == ("Legs", date(2026, 7, 6))
    assert first.finished is not None
    assert first.finished.minutes == 60
    assert [one.session for one in sets(store)] == [first.started.id] * 2 + [second.started.id]


def test_runs_among_the_sets_are_left_to_the_watch_and_counted(store: Store, files: Path) -> None:
    (files / "a.csv").write_text(
        HEVY + hevy() + hevy("Running", weight="", reps="", km=7.25, s=3_060)
    )
    summary = take(store, files)
    assert (summary.lifting.new, summary.lifting.outings, len(sets(store))) == (1, 1, 1)


# Once and for good -----------------------------------------------------------------------


def test_importing_lifting_twice_changes_nothing(store: Store, files: Path) -> None:
    (files / "a.csv").write_text(HEVY + hevy() + hevy())
    (files / "b.fit").write_bytes(strength_file((SQUATS,)))
    take(store, files)
    before = everything(store)
    assert take(store, files).lifting.new == 0
    assert everything(store) == before


def test_repeated_sets_stay_and_a_later_export_adds_what_is_new(store: Store, files: Path) -> None:
    (files / "june.csv").write_text(HEVY + hevy() * 3)
    (files / "july.csv").write_text(HEVY + hevy(day=8) + hevy() * 3)
    assert take(store, files / "june.csv").lifting.new == 3
    later = take(store, files / "july.csv")
    assert (later.lifting.new, later.lifting.known, len(sets(store))) == (1, 3, 4)


def test_a_note_or_an_rpe_that_came_later_makes_no_new_set(store: Store, files: Path) -> None:
    (files / "a.csv").write_text(HEVY + hevy())
    (files / "b.csv").write_text(HEVY + hevy(rpe=8))
    take(store, files)
    assert len(sets(store)) == 1


def test_an_export_in_pounds_tells_the_same_sets_as_one_in_kilograms(
    store: Store, files: Path
) -> None:
    pounds = HEVY.replace("weight_kg", "weight_lbs") + hevy(weight=176.36981)
    (files / "a.csv").write_text(HEVY + hevy())
    (files / "b.csv").write_text(pounds)
    assert take(store, files).lifting.known == 1


def test_a_file_whose_sets_are_all_known_is_known(store: Store, files: Path) -> None:
    (files / "a.csv").write_text(HEVY + hevy() + hevy(day=8))
    (files / "b.csv").write_text(HEVY + hevy())
    take(store, files)
    assert [file.outcome for file in store.files()] == [Outcome.NEW, Outcome.KNOWN]


def test_an_import_that_was_stopped_goes_on_when_it_is_started_again(
    store: Store, files: Path
) -> None:
    for day in range(1, 6):
        (files / f"{day}.csv").write_text(HEVY + hevy(day=day) * 2)

    def stop(done: int, total: int, name: str) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_files([files], store=store, progress=stop)
    kept = len(sets(store))
    take(store, files)
    assert (0 < kept < 10, len(sets(store))) == (True, 10)


def test_a_dry_run_counts_sets_and_names_and_writes_nothing(store: Store, files: Path) -> None:
    (files / "a.csv").write_text(HEVY + hevy() + hevy("Dumbbell Row"))
    summary = import_files([files], store=store, dry_run=True)
    assert summary.lifting.new == 2
    assert summary.names.taken == {"Squat (Barbell)": "back-squat"}
    assert [one.name for one in summary.names.open] == ["Dumbbell Row"]
    assert store.events() == ()


# What cannot be read ---------------------------------------------------------------------


def test_a_broken_row_is_named_with_its_line_and_the_rest_is_imported(
    store: Store, files: Path
) -> None:
    (files / "a.csv").write_text(HEVY + hevy() + hevy(reps="many") + hevy(reps=9_999) + hevy(day=8))
    summary = take(store, files)
    assert summary.lifting.new == 2
    assert [said.partition(":")[0].rpartition("/")[2] for said in summary.lifting.broken] == [
        "a.csv, line 3",
        "a.csv, line 4",
    ]


def test_a_file_without_one_readable_row_is_refused(store: Store, files: Path) -> None:
    (files / "a.csv").write_text(HEVY + hevy(reps="many") * 2)
    summary = take(store, files)
    assert len(summary.refused) == 1
    assert "a.csv: no line of it could be read; line 2" in summary.refused[0]


def test_an_export_without_a_set_and_another_table_are_passed_over(
    store: Store, files: Path
) -> None:
    (files / "a.csv").write_text(HEVY)
    (files / "b.csv").write_text("fruit,price\napple,1\n")
    assert take(store, files).other_files == {
        "an export of Hevy without a set": 1,
        "a table without runs or sets": 1,
    }


# Units -----------------------------------------------------------------------------------


UNSURE = STRONG + strong(20) + strong(40, day=8)


def test_a_file_of_unsure_unit_is_refused_as_a_whole_and_says_what_to_do(
    store: Store, files: Path
) -> None:
    (files / "a.csv").write_text(UNSURE)
    summary = take(store, files)
    assert store.events() == ()
    assert summary.refused[0].endswith("Import it again with --unit kg or --unit lb")


@pytest.mark.parametrize(("unit", "load"), [(MassUnit.KG, 20), (MassUnit.LB, 9.072)])
def test_a_unit_that_is_told_makes_the_refused_file_readable(
    store: Store, files: Path, unit: MassUnit, load: float
) -> None:
    (files / "a.csv").write_text(UNSURE)
    take(store, files)
    assert take(store, files, unit=unit).lifting.new == 2
    assert sets(store)[0].load == Kilograms(load)


def test_an_unsure_unit_is_asked_for_and_may_be_left_open(store: Store, files: Path) -> None:
    (files / "a.csv").write_text(UNSURE)
    asked = []

    def ask(name: str, found: WeightUnit) -> MassUnit | None:
        asked.append((Path(name).name, found.is_sure))
        return None if len(asked) == 1 else MassUnit.LB

    assert take(store, files, ask_unit=ask).lifting.new == 0
    assert take(store, files, ask_unit=ask).lifting.new == 2
    assert asked == [("a.csv", False)] * 2


def test_numbers_that_show_their_unit_are_not_asked_about(store: Store, files: Path) -> None:
    weights = (62.5, 67.5, 72.5, 77.5, 80, 82.5, 87.5, 90, 92.5, 100, 102.5)
    rows = "".join(strong(weight, day=day) for day, weight in enumerate(weights, 1))
    (files / "a.csv").write_text(STRONG + rows)
    summary = take(store, files)
    assert summary.lifting.new == len(weights)
    assert "The weights are in kilograms" in summary.lifting.units[0]


def test_a_unit_that_the_file_says_is_stronger_than_the_option(store: Store, files: Path) -> None:
    (files / "a.csv").write_text(HEVY + hevy())
    take(store, files, unit=MassUnit.LB)
    assert sets(store)[0].load == Kilograms(80)


# Names -----------------------------------------------------------------------------------


def test_the_log_keeps_the_lifters_own_name_and_is_read_by_what_it_means(
    store: Store, files: Path
) -> None:
    (files / "a.csv").write_text(HEVY + hevy())
    take(store, files)
    assert store.set_names() == {"Squat (Barbell)": 1}
    assert sets(store)[0].exercise == "back-squat"


def test_a_lift_that_the_catalogue_does_not_know_keeps_its_name(store: Store, files: Path) -> None:
    (files / "a.csv").write_text(HEVY + hevy("Bicep Curl (Dumbbell)"))
    assert take(store, files).names.own == ("Bicep Curl (Dumbbell)",)
    assert sets(store)[0].exercise == "Bicep Curl (Dumbbell)"


def test_one_decision_holds_for_sets_past_and_to_come(store: Store, files: Path) -> None:
    (files / "a.csv").write_text(HEVY + hevy("Dumbbell Row"))
    (files / "b.csv").write_text(HEVY + hevy("dumbbell row", day=8))
    assert take(store, files / "a.csv").names.open[0].candidates == ("single-arm-db-row",)
    decide(store, {"Dumbbell Row": "single-arm-db-row"}, at=NOON)
    assert take(store, files / "b.csv").names.open == ()
    assert [one.exercise for one in sets(store)] == ["single-arm-db-row"] * 2


def test_a_decision_may_be_taken_back_and_wins_over_a_match(store: Store, files: Path) -> None:
    (files / "a.csv").write_text(HEVY + hevy())
    take(store, files)
    decide(store, {"Squat (Barbell)": None}, at=NOON)
    assert sets(store)[0].exercise == "Squat (Barbell)"
    decide(store, {"Squat (Barbell)": "box-squat"}, at=NOON + timedelta(days=1))
    take(store, files)
    assert sets(store)[0].exercise == "box-squat"


def test_deciding_the_same_twice_is_told_once(store: Store) -> None:
    assert decide(store, {"Row": "single-arm-db-row"}, at=NOON) == 1
    assert decide(store, {"Row": "single-arm-db-row"}, at=NOON + timedelta(hours=1)) == 0


# Watches ---------------------------------------------------------------------------------


def test_a_strength_file_stays_an_activity_and_its_sets_reach_the_log(
    store: Store, files: Path
) -> None:
    step = Step(category=SQUAT, name=6, title="Back Squat")
    (files / "gym.fit").write_bytes(strength_file((WatchSet(reps=5, step=0),), steps=(step,)))
    summary = take(store, files)
    assert [copy.sport for copy in store.copies()] == ["training"]
    assert (summary.lifting.new, summary.skipped) == (1, 0)
    assert (sets(store)[0].exercise, sets(store)[0].at) == (
        "back-squat",
        BEGAN + timedelta(seconds=40),
    )


def test_what_a_watch_guessed_waits_for_a_word_even_where_its_name_is_clear(
    store: Store, files: Path
) -> None:
    (files / "gym.fit").write_bytes(strength_file((SQUATS,)))
    (waiting,) = take(store, files).names.open
    assert waiting.name == "Barbell back squat (watch's guess)"
    assert waiting.candidates == ("back-squat",)


def test_sets_of_a_watch_belong_to_one_session(store: Store, files: Path) -> None:
    later = WatchSet(after_s=300, reps=8, kinds=((SQUAT, 6),))
    (files / "gym.fit").write_bytes(strength_file((SQUATS, later)))
    take(store, files)
    (session,) = read_logbook(store).sessions
    assert (session.started.at, len({one.session for one in sets(store)})) == (BEGAN, 1)


def test_a_folder_of_runs_sets_and_watches_is_one_import(store: Store, files: Path) -> None:
    (files / "a.gpx").write_bytes(gpx())
    (files / "b.fit").write_bytes(strength_file((SQUATS,)))
    (files / "c.csv").write_text(HEVY + hevy())
    summary = take(store, files)
    assert (summary.files, summary.new, summary.lifting.new, summary.runs) == (3, 1, 2, 1)


# At the keyboard -------------------------------------------------------------------------


def ironstride(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(cli, [str(word) for word in words])
    return result.exit_code, result.output


def test_the_command_says_what_came_of_it_and_how_to_decide(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(HEVY + hevy() + hevy("Dumbbell Row"))
    code, said = ironstride("import", tmp_path / "a.csv", "--data", tmp_path / "data")
    assert code == 0
    assert "      2  new sets in 1 session\n" in said
    assert '         - "Squat (Barbell)" as back-squat\n' in said
    assert 'ironstride import --name "Dumbbell Row=single-arm-db-row"\n' in said


def test_a_name_is_decided_without_importing_anything(tmp_path: Path) -> None:
    there = ("--data", tmp_path / "data")
    (tmp_path / "a.csv").write_text(HEVY + hevy("Dumbbell Row") * 2)
    ironstride("import", tmp_path / "a.csv", *there)
    _, said = ironstride("import", "--name", "Dumbbell Row=single-arm-db-row", *there)
    assert said == '"Dumbbell Row" is single-arm-db-row: 2 sets\n'
    with open_store(tmp_path / "data") as store:
        assert {one.exercise for one in sets(store)} == {"single-arm-db-row"}


@pytest.mark.parametrize("option", ["Chin Up=", "Chin Up=own"])
def test_a_name_may_be_told_to_stay_as_it_is(tmp_path: Path, option: str) -> None:
    there = ("--data", tmp_path / "data")
    (tmp_path / "a.csv").write_text(HEVY + hevy("Chin Up"))
    code, said = ironstride("import", tmp_path / "a.csv", "--name", option, *there)
    assert (code, "wait for a word" in said) == (0, False)
    assert ironstride("import", *there)[0] == 2  # nothing is open


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("Row=back-sqat", 'no exercise "back-sqat"; did you mean "back-squat"?'),
        ("Row", 'write NAME=EXERCISE, as "Chin Up=pull-up"'),
    ],
)
def test_a_decision_that_cannot_be_is_refused_before_anything_is_read(
    tmp_path: Path, option: str, said: str
) -> None:
    result = CliRunner().invoke(cli, ["import", "--name", option, "--data", str(tmp_path / "data")])
    assert result.exit_code != 0
    assert said in result.output + str(result.exception)
    assert not (tmp_path / "data").exists()


def test_without_files_names_or_open_questions_it_asks_for_files(tmp_path: Path) -> None:
    code, said = ironstride("import", "--data", tmp_path / "data")
    assert code == 2
    assert "name files, folders or zips to import" in said


def test_at_a_terminal_names_and_units_are_asked_and_remembered(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(STRONG + strong(20, "Dumbbell Row") + strong(40, "Chin Up"))
    said = at_a_terminal(tmp_path, "import", tmp_path / "a.csv", answers="lb\nown\n1\n")
    assert "kg or lb" in said
    assert '"Dumbbell Row", 1 set:' in said
    with open_store(tmp_path / "data") as store:
        assert [(one.exercise, one.load) for one in sets(store)] == [
            ("single-arm-db-row", Kilograms(9.072)),
            ("Chin Up", Kilograms(18.144)),
        ]
    assert "no name is undecided" in at_a_terminal(tmp_path, "import")


def test_a_question_may_be_left_for_later_and_an_answer_may_be_any_exercise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_names, "is_terminal", lambda: True)
    (tmp_path / "a.csv").write_text(HEVY + hevy("Chin Up") + hevy("Dumbbell Row") * 2)
    words = ["import", str(tmp_path / "a.csv"), "--data", str(tmp_path / "data")]
    result = CliRunner().invoke(cli, words, input="\nroww\npull-up\n")
    assert 'no exercise "roww"' in result.output
    with open_store(tmp_path / "data") as store:
        assert [one.exercise for one in sets(store)] == ["pull-up", "Dumbbell Row", "Dumbbell Row"]


def at_a_terminal(folder: Path, *words: object, answers: str = "") -> str:
    """Run the command with a terminal of its own, typing the answers ahead."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from ironstride.cli.main import run; run()", *map(str, words)]
    environment = {**os.environ, "IRONSTRIDE_DATA": str(folder / "data"), "TERM": "dumb"}
    environment |= environment_for(folder / "data")
    os.write(ours, answers.encode())
    done = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    said = b"".join(_heard(ours))
    done.wait(timeout=60)
    os.close(ours)
    return said.decode(errors="replace").replace("\r\n", "\n")


def _heard(terminal: int) -> Iterator[bytes]:
    while True:
        try:
            heard = os.read(terminal, 10_000)
        except OSError:  # the other end was closed
            return
        if not heard:
            return
        yield heard


# Real logs -------------------------------------------------------------------------------


def test_two_real_logs_come_in_whole_with_the_kilograms_that_were_lifted(store: Store) -> None:
    if not SHARED.exists():
        pytest.skip("the real logs are not beside the repository")
    summary = take(store, SHARED)
    assert (summary.lifting.new, summary.lifting.broken, summary.refused) == (7_108, (), ())
    assert sets(store)[0].load == Kilograms(20)  # 44.09245243697551 in a file in pounds
    assert take(store, SHARED).lifting.new == 0
