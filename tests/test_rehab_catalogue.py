"""Each fault of the rehabilitation files is found, placed and given a remedy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ironstride.catalogue.faults import CatalogueError
from ironstride.catalogue.load import load
from ironstride.catalogue.rehab import FOLDER, load_rehab_from
from rehab_cases import REHAB


def faults(tmp_path: Path, file: str, old: str, new: str) -> list[str]:
    """Copy the files, change the first place that holds `old`, and read them."""
    folder = tmp_path / "rehab"
    shutil.copytree(FOLDER, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return read(folder)


def read(folder: Path) -> list[str]:
    with pytest.raises(CatalogueError) as caught:
        load_rehab_from(folder, load())
    return [str(fault) for fault in caught.value.faults]


SHAPES = [
    ("rules.toml", "turn-days", "turning-days", 'rehab/rules.toml: needs "turn-days"'),
    ("rules.toml", "greens = {", "greens = 2 # {", "greens is a whole number; give a table"),
    ("pain.toml", "[kneecap]", '["knee cap"]', "knee cap: the name may hold letters"),
    ("pain.toml", "value = 2", "value = 9", "pain.toml, kneecap: during-green lies above"),
    ("pain.toml", ', source = "trek_runners"', "", "is verified, but names no source"),
    ("steps.toml", "[as-written]", "[as-wished]", 'rehab/steps.toml: needs a step "as-written"'),
    ("screening.toml", "knee = 2", "knee = 0", "fits.knee is 0; give a whole number from 1"),
    ("screening.toml", "[fits]", "[fit]", 'has no key "fit"; it may hold fits, questions'),
    ("screening.toml", 'see = "emergency"', 'see = "nurse"', 'see "nurse" is not known'),
    ("screening.toml", "[fits]", "fits = 3\n[fit]", "fits is 3; give a table"),
    ("scores.toml", "weights = [5, 3, 0]", "most = -", "cannot be read as TOML"),
    ("plans/knee.toml", "free-from = 3", "free-from = 9", "running-from and free-from rise"),
    ("running.toml", "eased-back-to = 4", "eased-back-to = 9", "leads back to 9; go lower"),
]
NAMES = [
    ("plans/knee.toml", '"knee-three-phase"', '"knee-three-phases"', 'did you mean "knee-three-ph'),
    ("plans/knee.toml", "parts = [1]", "parts = [4]", "no part 4; the programme has parts 1 to 3"),
    ("plans/knee.toml", '"kneecap"', '"knecap"', 'no profile "knecap"; did you mean "kneecap"?'),
    ("plans/knee.toml", '"mini-squat"', '"mini-squad"', 'no exercise "mini-squad"; did you mean'),
    ("plans/knee.toml", '"heel-rise"', '"heel-raise"', 'no norm "heel-raise"; did you mean'),
    ("plans/knee.toml", 'id = "bridge-hold"', 'id = "squat-to-45"', "stands twice in one gate"),
    ("plans/knee.toml", '"willy_2012"', '"wily_2012"', 'no source "wily_2012"; did you mean'),
    ("running.toml", '"walk-run-30"', '"walk-run-31"', 'no programme "walk-run-31"; did you mean'),
    ("running.toml", '"walk-run-30"', '"itb-fredericson"', "a rung says how long to run"),
    (
        "stretches.toml",
        '"knee-stretch-routine"',
        '"knee-stretches"',
        'no programme "knee-stretches"',
    ),
    ("stretches.toml", '"quad-stretch-sidelying"', '"quad-stretch"', 'no stretch "quad-stretch"'),
    ("blocks.toml", '"ref-foot-core-8wk"', '"ref-foot"', 'no programme "ref-foot"'),
    ("blocks.toml", '"iliotibial-band"', '"iliotibial"', 'no plan "iliotibial"; did you mean'),
    ("blocks.toml", "weeks = [8, 8, 8]", "weeks = [8, 8]", "3 phases; weeks speaks of 2"),
    ("stretches.toml", '"iliotibial-band"]', '"iliotibial"]', 'no plan "iliotibial"; did you mean'),
    (
        "other-leg.toml",
        '"leg-press-single"',
        '"leg-press-singel"',
        'no exercise "leg-press-singel"',
    ),
    ("other-leg.toml", '"three-in-reserve"', '"tree-in-reserve"', 'no load "tree-in-reserve"; did'),
    ("screening.toml", "knee = 2", "knees = 2", 'no plan "knees"; did you mean "knee"?'),
    ("screening.toml", "knee = 2", "knees = 2", 'kneecap-squat: no plan "knee" in fits'),
    ("screening.toml", "knee = 2", "knee = 5", "needs 5 pointers, but 3 lead to it"),
    ("screening.toml", '"ccgi_knee"', '"red_flag_pages"', "claims to be read, but red_flag_pages"),
    ("screening.toml", '"ccgi_knee"', '"pfp_signs"', "ccgi_knee: serves nothing; cite it or drop"),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), SHAPES + NAMES)
def test_each_fault_is_found_and_placed(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    found = faults(tmp_path, file, old, new)
    assert any(said in fault and "rehab/" in fault for fault in found), found


def test_a_phase_without_a_gate_is_a_fault(tmp_path: Path) -> None:
    folder = tmp_path / "rehab"
    shutil.copytree(FOLDER, folder)
    path = folder / "plans/achilles.toml"
    head, _, last = path.read_text(encoding="utf-8").rpartition("[[stages]]")
    path.write_text(head + "[[stages]]" + last.partition("[[stages.gate]]")[0], encoding="utf-8")
    assert any("has no gate; say what ends it" in fault for fault in read(folder))


def test_a_gate_that_nobody_can_try_is_a_fault(tmp_path: Path) -> None:
    folder = tmp_path / "rehab"
    shutil.copytree(FOLDER, folder)
    path = folder / "plans/achilles.toml"
    head, _, last = path.read_text(encoding="utf-8").rpartition("[[stages.gate]]")
    path.write_text(head, encoding="utf-8")
    assert any("nobody can try it" in fault for fault in read(folder)), last


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "rehab"
    shutil.copytree(FOLDER, folder)
    (folder / "blocks.toml").unlink()
    assert "rehab/blocks.toml: is missing; put it back" in read(folder)


def test_blocks_for_hips_and_feet_stand_beside_plans() -> None:
    assert {name: block.beside for name, block in REHAB.blocks.items()} == {
        "hip": ("knee", "iliotibial-band"),
        "foot": ("knee", "achilles"),
    }


def test_every_plan_teaches_and_names_its_place() -> None:
    assert {plan.place: plan.profile for plan in REHAB.plans.values()} == {
        "knee": "kneecap",
        "outer-knee": "kneecap",
        "patellar-tendon": "tendon",
        "achilles": "tendon",
    }
    assert REHAB.plans["knee"].education
