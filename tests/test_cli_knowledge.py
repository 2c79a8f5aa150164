"""`ironstride exercise`, `why`, `sources` and `programme`, as they are typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from commands import PROFILE
from ironstride.catalogue.find import NotInCatalogueError
from ironstride.catalogue.load import load
from ironstride.cli.main import cli


def typed(*words: str) -> Result:
    return CliRunner().invoke(cli, words, env={"COLUMNS": "80"})


def said(*words: str) -> str:
    result = typed(*words)
    assert result.exit_code == 0, result.output
    return result.stdout


def run_on(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("verb", ["exercise", "why", "sources", "programme"])
def test_a_list_fits_eighty_columns_without_codes(verb: str) -> None:
    lines = said(verb).splitlines()
    assert max(map(len, lines)) <= 80
    assert not any("\x1b" in line or line.endswith(" ") for line in lines)


@pytest.mark.parametrize("verb", ["exercise", "why", "sources", "programme"])
def test_what_is_not_there_is_refused_with_the_nearest(verb: str) -> None:
    result = typed(verb, "bak-sqaut-of-key-runs")
    assert result.exit_code == 1
    assert isinstance(result.exception, NotInCatalogueError)


def test_an_exercise_shows_doses_cues_and_relatives() -> None:
    card = said("exercise", "single-leg-calf-raise")
    for words in ("each side", "How", "Watch out for", "Easier", "Harder", "Ironstride's own"):
        assert words in card


def test_an_exercise_list_names_what_it_needs() -> None:
    listed = said("exercise", "--pattern", "hinge", "--equipment", "dumbbell")
    assert "dumbbell-rdl" in listed
    assert "barbell" not in listed


def test_an_empty_list_says_so() -> None:
    assert "No exercise fits" in said("exercise", "--search", "unicycle")


def test_a_rule_shows_grade_numbers_sources_and_dissent() -> None:
    page = run_on(said("why", "clear-of-key-runs"))
    for words in ("rests on trials", "24 h from heavy legs", "doma_deakin_2013", "is inferred"):
        assert words in page


def test_a_choice_claims_no_study() -> None:
    page = run_on(said("why", "after-race"))
    assert "Ironstride's own choice; no study is claimed for it" in page
    assert "Found" not in page


@pytest.mark.parametrize("rule", sorted(load().rules))
def test_every_rule_can_be_explained(rule: str) -> None:
    assert rule in said("why", rule)


def test_a_recalled_source_is_not_shown_as_found() -> None:
    page = run_on(said("sources", "mcnulty_2020"))
    assert "recalled, not re-read" in page
    assert "Found" not in page


def test_a_source_says_what_leans_on_it() -> None:
    assert "run-first-same-day" in said("sources", "doma_deakin_2013")
    assert "and 2" in said("sources", "EST")


@pytest.mark.parametrize("programme", sorted(load().programmes))
def test_every_programme_is_readable(programme: str) -> None:
    page = said("programme", programme)
    assert max(map(len, page.splitlines())) <= 80
    for line in load().programmes[programme].exercises:
        assert load().exercises[line.exercise].name.split()[0] in page


def test_a_programme_tells_what_was_read_from_what_is_our_own() -> None:
    page = run_on(said("programme", "knee-three-phase"))
    for words in ("Ironstride's own choice", "read in the source: trek_runners", "recalled"):
        assert words in page


def test_a_recalled_programme_says_so_at_its_head() -> None:
    assert "recalled, not re-read" in said("programme", "pub-fukuda-2012").splitlines()[1]


# A day and its exercises ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a profile and the programme of its athlete as JSON."""
    folder = tmp_path_factory.mktemp("kept")
    (folder / "athlete.toml").write_text(PROFILE, encoding="utf-8")
    words = ("plan", "-p", folder / "athlete.toml", "--start", "2026-11-30", "--format", "json")
    said(*map(str, words), "-o", str(folder / "programme.json"))
    return folder


def why(kept: Path, *words: str) -> Result:
    files = ("-p", kept / "athlete.toml", "--programme", kept / "programme.json")
    return typed("why", *words, *map(str, files), "--data", str(kept / "data"))


def test_a_day_with_a_session_is_explained_within_eighty_columns(kept: Path) -> None:
    page = why(kept, "2027-01-05").stdout
    for words in ("Why it is here", "Without this session", "On another day", "What it holds"):
        assert words in page
    assert max(map(len, page.splitlines())) <= 80


def test_a_day_without_a_session_says_what_stands_against_one(kept: Path) -> None:
    assert "you offer no Monday for lifting" in why(kept, "2027-01-04").stdout


@pytest.mark.parametrize("name", ["back-squat", "Barbell back squat", "BACK SQUAT"])
def test_an_exercise_of_a_day_is_found_by_any_of_its_names(kept: Path, name: str) -> None:
    day = next(d for d in ("2027-01-05", "2027-01-08") if why(kept, d, name).exit_code == 0)
    assert "Barbell back squat on " in why(kept, day, name).stdout


def test_an_exercise_that_is_not_there_is_refused_with_the_nearest(kept: Path) -> None:
    days = [why(kept, day, "bak-squat").exception for day in ("2027-01-05", "2027-01-08")]
    assert any('did you mean "back-squat"' in str(refused) for refused in days)


def test_an_exercise_of_a_day_of_rest_is_refused(kept: Path) -> None:
    assert "no session stands on 2027-01-04" in str(why(kept, "2027-01-04", "plank").exception)


def test_a_day_outside_of_the_season_gets_a_sentence(kept: Path) -> None:
    assert "lies outside of the programme" in run_on(why(kept, "2028-01-01").stdout)


def test_a_day_that_no_calendar_has_is_refused(kept: Path) -> None:
    refused = why(kept, "2027-02-30")
    assert refused.exit_code != 0
    assert "2027-02-30 is no day of the calendar" in run_on(refused.output)


def test_only_a_day_has_exercises() -> None:
    refused = typed("why", "taper", "back-squat")
    assert refused.exit_code != 0
    assert "only a day has exercises" in run_on(refused.output)


def test_without_a_kept_programme_one_is_planned(kept: Path) -> None:
    words = ("why", "2027-01-04", "-p", kept / "athlete.toml", "--data", kept / "none")
    assert "no lifting" in said(*map(str, words))
