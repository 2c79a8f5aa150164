"""The page of a gate to print, and forms that somebody brings along."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from ironstride.app.gate_pictures import pictures_of
from ironstride.cli.main import cli
from ironstride.formats.faults import FaultyFileError
from ironstride.formats.gate_page import gate_page
from ironstride.formats.own_form import blank_form, item_in_words, read_own_form
from rehab_cases import REHAB

SECOND = REHAB.plans["knee"].stages[1].gate
AKPS, VISA = REHAB.questionnaires["akps"], REHAB.questionnaires["visa-p"]
STRIP = '<svg aria-labelledby="t d"><title id="t">T</title><desc id="d">D</desc></svg>'


def test_tests_of_a_gate_show_the_movement_that_they_ask_for() -> None:
    few = [item for item in SECOND if item.id in ("side-plank", "akps")]
    pictures = pictures_of(few)
    assert [*pictures] == ["side-plank"]
    assert "Side plank" in pictures["side-plank"]


def test_the_page_has_room_for_each_side_and_for_the_pain() -> None:
    page = gate_page("The gate", SECOND, {})
    first = page.partition("<section>")[2].partition("</section>")[0]
    assert "<span>left</span> <span>right</span> <span>pain of 10</span>" in first
    assert "our own choice until a clinician confirms it" in first
    assert "or of-norm" not in page
    assert "<li>or 75 % of the norm" in page


def test_pictures_on_one_page_keep_names_of_their_own() -> None:
    page = gate_page("<The gate>", SECOND[:2], {item.id: STRIP for item in SECOND[:2]})
    assert 'aria-labelledby="t0 d0"' in page
    assert 'aria-labelledby="t1 d1"' in page
    assert "&lt;The gate&gt;" in page


# A form that somebody brings ---------------------------------------------------------------


def typed(text: str = "Q", option: str = "x") -> str:
    return blank_form(AKPS).replace('text = ""', f'text = "{text}"').replace('""', f'"{option}"')


def test_a_form_typed_into_the_blank_one_fits() -> None:
    own = read_own_form(typed("How is it?", "fine"), AKPS, name="akps.toml")
    asked = item_in_words(AKPS.items[0], own.items[1])
    assert asked.split("\n")[:2] == ["1. How is it?", "   1  fine"]
    assert item_in_words(AKPS.items[0], None) == "1. limp (option 1 to 3)"


def test_an_item_in_points_is_asked_with_its_span() -> None:
    text = blank_form(VISA).replace('text = ""', 'text = "Minutes?"')
    own = read_own_form(text, VISA, name="visa.toml")
    assert item_in_words(VISA.items[7], own.items[8]).startswith("8. Minutes? (0 to 30)")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('options = ["x", "x", "x"]', 'options = ["x"]', "item 1 (limp) has 1 options; it takes 3"),
        ('questionnaire = "akps"', 'questionnaire = "koos"', "the form is for koos, not for akps"),
        ("[item-13]", "[item-14]", "item 13 (loss of bend) has no wording"),
        ("[item-1]", "[item-1", "cannot be read as TOML"),
        ('text = "Q"', "words = 3", "item-1.text: is missing; give what the form asks"),
    ],
)
def test_a_form_that_does_not_fit_says_where(old: str, new: str, said: str) -> None:
    with pytest.raises(FaultyFileError) as caught:
        read_own_form(typed().replace(old, new, 1), AKPS, name="akps.toml")
    assert said in str(caught.value)


def test_no_wording_reaches_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IRONSTRIDE_DATA", str(tmp_path / "data"))
    form = tmp_path / "akps.toml"
    form.write_text(typed("Secret words", "fine"))
    words = ["knee", "score", "akps", *["1"] * 13, "--wording", str(form)]
    assert "100 of\n100" in CliRunner().invoke(cli, words).output
    asked = CliRunner().invoke(cli, ["knee", "score", "akps", "--wording", str(form)]).output
    assert "13. Secret words" in asked
    kept = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
    assert kept
    assert not any(b"Secret words" in path.read_bytes() for path in kept)
