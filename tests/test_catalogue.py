"""The catalogue that comes with Ironstride."""

from __future__ import annotations

import csv
import re
import tomllib
from pathlib import Path

import pytest

from ironstride.catalogue.dose import dose_in_words, dose_of
from ironstride.catalogue.find import NotInCatalogueError, Wanted, find, matching
from ironstride.catalogue.load import DATA, load
from ironstride.catalogue.numbers import numbers_of
from ironstride.catalogue.words import finding, numbers_of_rule
from ironstride.core.exercise import Pattern
from ironstride.core.reason import RuleGrade, Verification
from ironstride.core.reference import ProgrammeGroup

DOMAIN = Path(__file__).parents[2] / "shared" / "domain"
needs_domain = pytest.mark.skipif(not DOMAIN.is_dir(), reason="the shared domain files are absent")


def test_the_catalogue_is_as_large_as_it_should_be() -> None:
    catalogue = load()
    findings = [source for source in catalogue.sources.values() if source.certainty]
    assert (len(catalogue.exercises), len(catalogue.programmes), len(findings)) == (308, 36, 165)


@needs_domain
def test_each_row_of_evidence_keeps_its_mark() -> None:
    with (DOMAIN / "evidence.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        source = load().sources[row["id"]]
        was_read = source.verification is Verification.VERIFIED
        assert (was_read, source.certainty) == (row["verified"] == "yes", row["certainty"])


@needs_domain
def test_each_rule_of_the_first_edition_is_there() -> None:
    table = (DOMAIN / "rules.md").read_text(encoding="utf-8")
    names = set(re.findall(r"^\| ([a-z0-9-]+) \| ", table, re.MULTILINE)) - {"id"}
    assert len(names) == 34
    assert names <= load().rules.keys()


@needs_domain
def test_each_rule_cites_what_the_first_edition_cites() -> None:
    for line in (DOMAIN / "rules.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        rule = load().rules.get(cells[0]) if cells else None
        if rule is not None and cells[4] not in ("–", "- "):
            assert set(rule.sources) == set(cells[4].split(", ")), rule.id


def test_every_number_of_the_policy_is_explained() -> None:
    numbers = {name for name in numbers_of(load().policy) if not name.startswith("wish_weights")}
    assert numbers == load().numbers.keys()


def test_every_group_has_programmes_and_every_programme_an_exercise() -> None:
    programmes = load().programmes.values()
    assert {programme.group for programme in programmes} == set(ProgrammeGroup)
    assert all(any(programme.exercises) for programme in programmes)


@pytest.mark.parametrize("name", ["Farah", "Rupp", "Salazar", "McHenry", "Levins"])
def test_no_title_carries_an_athlete(name: str) -> None:
    assert not [p.id for p in load().programmes.values() if name.lower() in p.title.lower()]


def test_a_choice_of_ironstrides_own_is_marked_in_the_knee_plan() -> None:
    (first, _, _) = load().programmes["knee-three-phase"].phases
    assert len(first.gate) == 8
    assert {said.verification for said in first.gate} == {Verification.INTERPOLATED}


def test_rules_without_a_study_are_called_choice_or_custom() -> None:
    bare = {rule.grade for rule in load().rules.values() if not rule.sources}
    assert bare == {RuleGrade.CHOICE, RuleGrade.CONVENTION}


def test_the_catalogue_is_read_once() -> None:
    assert load() is load()


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.toml")), ids=lambda path: path.name)
def test_data_hold_no_notes_to_ourselves(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert tomllib.loads(text)
    assert not re.search(r"file id|MEMORY|SECONDARY", text)


def test_what_is_recalled_is_never_worded_as_found() -> None:
    recalled = load().sources["lauersen_2014"]
    read = load().sources["lauersen_2018"]
    assert (finding(recalled) or "").startswith("As recalled, which is no finding yet")
    assert (finding(read) or "").startswith("Found for injury: 0.338")


def test_a_rule_shows_its_numbers_as_the_policy_has_them() -> None:
    catalogue = load()
    shown = dict(numbers_of_rule(catalogue.rules["clear-of-key-runs"], catalogue))
    hours = catalogue.policy.placement.clear_of_key_run_h
    assert shown["from heavy legs or jumps to the next key run"] == f"{hours:g} h"
    assert "%" in dict(numbers_of_rule(catalogue.rules["set-ramp"], catalogue)).popitem()[1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("3x5", "3 × 5"),
        ("3x8-12", "3 × 8–12"),
        ("2x10x5s", "2 × 10, each held 5 s"),
        ("3x30-45s", "3 × 30–45 s"),
        ("1x90s", "1 × 90 s"),
        ("1x120s", "1 × 2 min"),
        ("2x20m", "2 × 20 m"),
    ],
)
def test_a_dose_reads_as_it_is_said(text: str, words: str) -> None:
    assert dose_in_words(dose_of(text)) == words


@pytest.mark.parametrize(
    "text", ["3", "3x", "x5", "3x5-", "3x5kg", "3x10-20m", "3x0", "0x5", "3x45-30s"]
)
def test_what_is_no_dose_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"dose|sets|repetitions|seconds|distance"):
        dose_of(text)


def test_only_what_the_equipment_allows_is_listed() -> None:
    found = matching(Wanted(equipment=("dumbbell",)), load())
    assert {token for row in found for token in row.equipment} == {"dumbbell", "none"}


def test_a_knee_phase_holds_what_earlier_phases_held() -> None:
    counts = [
        len(matching(Wanted(phase=p), load())) for p in ("activation", "movement", "strength")
    ]
    assert counts == sorted(counts)
    assert counts[-1] < 308


def test_filters_narrow_each_other() -> None:
    found = matching(Wanted(pattern="calf", is_barefoot=True, text="SOLEUS"), load())
    assert found
    assert all(row.pattern is Pattern.CALF and row.is_barefoot_ok for row in found)


def test_an_unknown_name_comes_with_the_nearest() -> None:
    with pytest.raises(NotInCatalogueError, match='no exercise "bak-squat"; did you mean "back-sq'):
        find(load().exercises, "bak-squat", noun="exercise", listing="`ironstride exercise`")
