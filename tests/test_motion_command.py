"""`ironstride motion check`, `draw` and `new`, as they are typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ironstride.catalogue.find import NotInCatalogueError
from ironstride.catalogue.motions import MotionFileError
from ironstride.cli.main import cli


def typed(*words: object) -> Result:
    return CliRunner().invoke(cli, ["motion", *map(str, words)], env={"COLUMNS": "80"})


def test_check_ends_with_one_line_of_counts() -> None:
    result = typed("check", "wall-sit", "single-leg-stance")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "2 motions, 2 passing, 2 exercises drawn, 2 shown by their nearest, 304 exercises without a picture"
    ]


def test_check_names_what_fails_and_exits_with_1(tmp_path: Path) -> None:
    bad = '[bad]\nextends = "wall-sit"\nkeys.seated.knee = 20\n'
    (tmp_path / "bad.toml").write_text(bad)
    result = typed("check", "--from", tmp_path)
    assert result.exit_code == 1
    assert result.stdout.startswith("bad, seated: ")
    assert "1 motions, 0 passing" in result.stdout.splitlines()[-1]


@pytest.mark.parametrize("words", [("check", "bak-squat"), ("draw", "bak-squat")])
def test_a_motion_that_is_not_there_is_refused(words: tuple[str, str]) -> None:
    result = typed(*words)
    assert isinstance(result.exception, NotInCatalogueError)
    assert 'did you mean "back-squat"' in str(result.exception)


def test_draw_writes_a_picture_or_a_strip(tmp_path: Path) -> None:
    for option, name in ((("--strip",), "strip.svg"), ((), "picture.svg")):
        path = tmp_path / name
        assert typed("draw", "wall-sit", "-o", path, *option).exit_code == 0
        assert path.read_text().startswith("<svg")


def test_a_sheet_shows_each_strip_of_a_family_under_its_name(tmp_path: Path) -> None:
    assert typed("sheet", tmp_path, "wall-sit", "mini-squat", "clamshell").exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hip.svg", "squat.svg"]
    page = (tmp_path / "squat.svg").read_text()
    assert page.count("<svg") == 3
    assert all(f">{name}</text>" in page for name in ("Squat", "Wall sit", "Mini squat"))
    assert page.count("<style>") == 1


def test_the_sheets_of_the_docs_are_those_of_today(tmp_path: Path) -> None:
    typed("sheet", tmp_path)
    drawn = {path.name: path.read_text() for path in tmp_path.iterdir()}
    sheets = Path(__file__).parents[1] / "docs" / "images" / "motions"
    assert drawn == {path.name: path.read_text() for path in sheets.iterdir()}, (
        "draw them again: ironstride motion sheet docs/images/motions"
    )


def test_a_preview_shows_the_verdict_beside_the_picture(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    typed("draw", "wall-sit", "--preview", "-o", path)
    page = path.read_text()
    assert "Every rule is kept" in page
    assert page.count("<svg") == 2


@pytest.mark.parametrize("words", [("mine",), ("half", "--extends", "wall-sit")])
def test_a_newcomer_writes_one_file_and_sees_it(tmp_path: Path, words: tuple[str, ...]) -> None:
    path = tmp_path / f"{words[0]}.toml"
    written = typed("new", *words, "-o", path)
    assert "Next: ironstride motion draw" in written.stdout
    seen = typed("draw", words[0], "--from", tmp_path, "--preview", "-o", tmp_path / "p.html")
    assert seen.exit_code == 0, seen.exception


def test_new_never_writes_over_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("mine")
    assert typed("new", "mine", "-o", path).exit_code != 0
    assert path.read_text() == "mine"


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    result = typed("draw", "wall-sit", "-o", tmp_path / "none" / "a.svg")
    assert isinstance(result.exception, MotionFileError)
    assert "write it somewhere else" in str(result.exception)
