"""What a stranger reads: commands, links, names and examples stay true."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer

from ironstride.catalogue.load import load
from ironstride.catalogue.numbers import names_under, numbers_of
from ironstride.cli.main import cli
from ironstride.core.athlete import LiftingExperience
from ironstride.core.exercise import KneePhase, Pattern
from ironstride.core.programme import PhaseName, Role
from ironstride.core.reason import RuleGrade, Verification
from ironstride.core.run import RunKind
from ironstride.formats.profile import read_profile
from ironstride.formats.profile_terms import COMPLAINTS
from ironstride.formats.runs_csv import read_planned_runs

ROOT = Path(__file__).parents[1]
PAGES = (
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
)
WORDS: tuple[type[StrEnum], ...] = (
    *(LiftingExperience, KneePhase, Pattern, PhaseName),
    *(Role, RuleGrade, RunKind, Verification),
)
ELSEWHERE = frozenset({"demo-output", "import-linter", "lint-imports", "progression-of"})
HOSTS = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com")

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


@cache
def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def code_in(page: Path) -> Iterator[str]:
    """Give what stands between backticks: whole blocks, then words and phrases."""
    fenced = re.compile(r"^( *)```\w*\n(.*?)^\1```", flags=re.DOTALL | re.MULTILINE)
    yield from (block for _, block in fenced.findall(text_of(page)))
    yield from re.findall(r"`([^`\n]+)`", fenced.sub("", text_of(page)))


def example(page: str, language: str) -> str:
    found = re.search(
        rf"^```{language}\n(.*?)^```", text_of(ROOT / page), flags=re.DOTALL | re.MULTILINE
    )
    assert found is not None
    return found[1]


def commands() -> dict[str, Any]:
    group = typer.main.get_command(cli)
    assert isinstance(group, typer.core.TyperGroup)
    return dict(group.commands)


def options_of(command: str) -> set[str]:
    found = commands()[command]
    inner = getattr(found, "commands", {}).values()  # of a command that is a group of others
    params = [parameter for one in (found, *inner) for parameter in one.params]
    named = {name for parameter in params for name in parameter.opts}
    return {name for name in named if name.startswith("-")} - {"--help"}


def flags_in(text: str) -> set[str]:
    return set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", text))


@cache
def section_of(command: str) -> str:
    parts = text_of(ROOT / "docs/reference/cli.md").split("\n## ")
    return next(part for part in parts if re.match(rf"`ironstride {command}\b", part))


def asked_for(verb: str) -> Iterator[tuple[Path, str]]:
    """Give what the pages type after a verb, wherever it is code."""
    for page in PAGES:
        for code in code_in(page):
            for word in re.findall(rf"\bironstride {verb} ([a-z0-9][a-z0-9_-]*)", code):
                yield page, word


def test_every_command_has_a_section_and_every_section_a_command() -> None:
    headings = re.findall(
        r"^## `ironstride (\w+)", text_of(ROOT / "docs/reference/cli.md"), re.MULTILINE
    )
    assert headings == list(commands())


@pytest.mark.parametrize("name", list(commands()))
def test_every_option_has_its_line_and_every_line_an_option(name: str) -> None:
    heads = re.findall(r"^- ((?:`-[^`]+`(?:, )?)+)", section_of(name), re.MULTILINE)
    assert flags_in(" ".join(heads)) == options_of(name)


@each_page
def test_whatever_is_typed_is_a_command_with_its_options(page: Path) -> None:
    typed = re.compile(r"(?:^|[\s/$])ironstride ([a-z]+)([^#\n]*)", re.MULTILINE)
    for verb, rest in (found for code in code_in(page) for found in typed.findall(code)):
        assert verb in commands()
        assert flags_in(rest) <= options_of(verb)


@each_page
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", text_of(page))
    files = [target.partition("#")[0] for target in targets if "://" not in target]
    assert [file for file in files if not (page.parent / file).exists()] == []


@each_page
def test_every_file_of_the_repository_that_is_named_exists(page: Path) -> None:
    tops = "scripts|tests|docs|src|requirements"
    named = {code for code in code_in(page) if re.fullmatch(rf"(?:{tops})/[\w./-]*", code)}
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_every_rule_exercise_and_source_that_is_asked_for_exists() -> None:
    catalogue = load()
    shelves = {
        "why": catalogue.rules,
        "sources": catalogue.sources,
        "exercise": catalogue.exercises,
        "programme": catalogue.programmes,
    }
    made_up = {"your-id", "your-rule"}
    for verb, shelf in shelves.items():
        unknown = [(page.name, word) for page, word in asked_for(verb) if word not in shelf]
        unknown = [entry for entry in unknown if not re.fullmatch(r"\d{4}-\d\d-\d\d", entry[1])]
        assert [entry for entry in unknown if entry[1] not in made_up] == []


@each_page
def test_every_id_between_backticks_is_known(page: Path) -> None:
    catalogue = load()
    known = {*catalogue.rules, *catalogue.exercises, *catalogue.programmes, *catalogue.equipment}
    known |= {word for words in WORDS for word in words} | {*COMPLAINTS} | ELSEWHERE
    ids = {code for code in code_in(page) if re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)+", code)}
    assert ids - known == set()


@each_page
def test_every_number_of_the_policy_that_is_named_exists(page: Path) -> None:
    numbers = numbers_of(load().policy)
    tables = {name.partition(".")[0] for name in numbers}
    named = {code for code in code_in(page) if re.fullmatch(r"[a-z_]+(?:\.[a-z_]+)+", code)}
    ours = {name for name in named if name.partition(".")[0] in tables and ".py" not in name}
    assert [name for name in sorted(ours) if not names_under(name, numbers)] == []


def test_the_tables_of_the_policy_are_listed() -> None:
    listed = re.findall(r"^\| `(\w+)` \|", text_of(ROOT / "docs/reference/policy.md"), re.MULTILINE)
    tables = re.findall(
        r"^\[(\w+)", text_of(ROOT / "src/ironstride/catalogue/data/policy.toml"), re.MULTILINE
    )
    assert listed == list(dict.fromkeys(tables))


def test_the_profile_of_the_reference_can_be_read() -> None:
    content = example("docs/reference/profile.md", "toml")
    athlete = read_profile(content, name="athlete.toml", catalogue=load())
    assert athlete.races[0].day == date(2027, 3, 21)
    assert athlete.equipment_at("home") >= {"chair", "band-long"}


@pytest.mark.parametrize("page", ["docs/reference/runs-csv.md", "docs/how-to/own-plan-of-runs.md"])
def test_the_plans_of_runs_on_the_pages_can_be_read(page: str) -> None:
    runs = read_planned_runs(example(page, "csv"), name="runs.csv")
    assert [run.kind for run in runs[:3]] == [RunKind.QUALITY, RunKind.EASY, RunKind.LONG]


def test_the_readme_names_two_scripts_and_both_can_be_run() -> None:
    named = set(re.findall(r"scripts/\w+", text_of(ROOT / "README.md")))
    assert named == {"scripts/demo", "scripts/test"}
    assert all(os.access(ROOT / script, os.X_OK) for script in named)


def test_the_licence_is_the_whole_apache_licence() -> None:
    licence = text_of(ROOT / "LICENSE")
    assert "Version 2.0, January 2004" in licence
    assert "END OF TERMS AND CONDITIONS" in licence


def test_no_file_names_the_host_of_a_package_registry() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not in a clone, so nobody knows which files are ours")
    files = [ROOT / os.fsdecode(name) for name in listed.stdout.split(b"\0") if name]
    contents = {file: file.read_bytes() for file in files if file.is_file()}
    found = [(file.name, host) for file, text in contents.items() for host in HOSTS
             if host.encode() in text]  # fmt: skip
    assert found == []


def test_what_the_python_page_shows_is_what_python_says() -> None:
    page = ROOT / "docs" / "how-to" / "plan-from-python.md"
    failed, tried = doctest.testfile(str(page), module_relative=False)
    assert (failed, tried > 10) == (0, True)
