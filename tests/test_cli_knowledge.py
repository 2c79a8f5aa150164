"""`ironstride exercise`, `why`, `sources` and `programme`, as they are typed."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner, Result

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
