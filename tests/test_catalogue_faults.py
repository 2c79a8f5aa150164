"""Each fault of the catalogue's files is found, placed and given a remedy."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from ironstride.catalogue.faults import CatalogueError
from ironstride.catalogue.load import DATA, load_from

POLICY = (DATA / "policy.toml").read_text(encoding="utf-8").partition("[wish_weights]")[0]
SMALL: Mapping[str, str] = {
    "policy.toml": f"{POLICY}[wish_weights]\neasy-day = 1.0\n",
    "numbers.toml": (
        "[dose]\nset_ramp = { words = 'rise', unit = 'share', least = 0.0, most = 0.5 }\n"
    ),
    "demands.toml": "[bridge]\nmade-from = 'its text'\n",
    "equipment.toml": "[none]\nname = 'nothing'\n[nordic-anchor]\nname = 'anchor'\n",
    "evidence.toml": (
        "[doe_2020]\nkind = 'RCT'\ncitation = 'Doe 2020'\nverification = 'verified'\n"
        "certainty = 'low'\n"
    ),
    "sources.toml": (
        "[EST]\nkind = 'estimate'\ncitation = 'Ironstride'\nverification = 'interpolated'\n"
    ),
    "rules.toml": (
        "[gentle]\nkind = 'hard'\nsentence = 'Rise gently.'\ngrade = 'trial'\n"
        "sources = ['doe_2020']\nnumbers = ['dose.set_ramp']\n"
        "[easy-day]\nkind = 'wish'\nsentence = 'Run easy.'\ngrade = 'choice'\n"
    ),
    "loads.toml": (
        "[bodyweight]\ntext = 'Your own.'\nverification = 'recalled'\nsource = 'doe_2020'\n"
    ),
    "pain.toml": (
        "[green]\ntext = 'Safe.'\nverification = 'interpolated'\nmost = 2\naction = 'Go on.'\n"
        "action-verification = 'interpolated'\n"
    ),
    "programmes/knee.toml": (
        "[curls]\ntitle = 'Curls'\nkind = 'session'\nverification = 'verified'\n"
        "sources = ['doe_2020']\n[[curls.phases]]\n[[curls.phases.sessions]]\n"
        "exercises = [{ exercise = 'nordic-curl', dose = '3x5', load = 'bodyweight' }]\n"
    ),
    "exercises/strength.toml": (
        "[bridge]\nname = 'Bridge'\npattern = 'hinge'\nlaterality = 'bilateral'\n"
        "plane = 'sagittal'\nprimary = ['hamstrings']\nequipment = ['none']\n"
        "load = 'bodyweight'\nskill = 1\nknee-phase = 'movement'\nspinal-load = 'low'\n"
        "torsion = false\nbarefoot = true\npatellofemoral = { stress = 'low', source = 'EST' }\n"
        "doses = { endurance = '3x12-15' }\ncues = ['Up']\nerrors = ['Down']\n"
        "[nordic-curl]\nname = 'Nordic curl'\npattern = 'knee-flexion'\n"
        "laterality = 'bilateral'\nplane = 'sagittal'\nprimary = ['hamstrings']\n"
        "equipment = ['nordic-anchor']\nload = 'bodyweight'\nskill = 4\nprogression-of = 'bridge'\n"
        "regressions = ['bridge']\nknee-phase = 'strength'\nspinal-load = 'high'\n"
        "torsion = false\nbarefoot = true\npatellofemoral = { stress = 'low', source = 'EST' }\n"
        "doses = { max_strength = '3x4-6' }\ncues = ['Slow']\nerrors = ['Fast']\n"
        "fit = { category = 'leg_curl', category-id = 15, name = 'nordic', name-id = 3 }\n"
    ),
}


def folder_with(tmp_path: Path, files: Mapping[str, str]) -> Path:
    for file, text in files.items():
        path = tmp_path / file
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def changed(file: str, old: str, new: str) -> dict[str, str]:
    head, found, tail = SMALL[file].rpartition(old)
    assert found, f"{file} holds no {old}"
    return {**SMALL, file: head + new + tail}


def faults(tmp_path: Path, files: Mapping[str, str]) -> list[str]:
    with pytest.raises(CatalogueError) as caught:
        load_from(folder_with(tmp_path, files))
    return [str(fault) for fault in caught.value.faults]


def test_a_small_sound_catalogue_loads(tmp_path: Path) -> None:
    catalogue = load_from(folder_with(tmp_path, SMALL))
    assert catalogue.exercises["nordic-curl"].progression_of == "bridge"
    assert catalogue.programmes["curls"].group == "knee"


CURL = "exercises/strength.toml"
NAMES = [
    (CURL, "nordic-anchor", "nordic-bench", 'no equipment "nordic-bench"; did you mean "nordic-a'),
    (CURL, "-of = 'bridge'", "-of = 'brigde'", 'no exercise "brigde"; did you mean "bridge"?'),
    (CURL, "['bridge']", "['brige']", 'no exercise "brige"; did you mean "bridge"?'),
    (CURL, "source = 'EST'", "source = 'EST+X9'", 'no source "X9"'),
    ("rules.toml", "doe_2020", "doe_2021", 'no source "doe_2021"; did you mean "doe_2020"?'),
    ("rules.toml", "['dose.set_ramp']", "['dose.ramp']", 'no number "dose.ramp"'),
    ("programmes/knee.toml", "'nordic-curl'", "'nordic-curls'", 'no exercise "nordic-curls"; did'),
    ("programmes/knee.toml", "load = 'bodyweight'", "load = 'iron'", 'no load rule "iron"'),
    ("programmes/knee.toml", "['doe_2020']", "['roe']", 'no source "roe"'),
    ("loads.toml", "'doe_2020'", "'dow_2020'", 'no source "dow_2020"; did you mean "doe_2020"?'),
    ("numbers.toml", "set_ramp", "set_rampe", 'no number "dose.set_rampe"; did you mean'),
    ("policy.toml", "easy-day", "easy-dya", 'no wish "easy-dya"; did you mean "easy-day"?'),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), NAMES)
def test_a_name_that_nothing_bears_is_found_with_the_nearest(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    assert any(
        said in fault and file in fault for fault in faults(tmp_path, changed(file, old, new))
    )


def test_a_fault_says_file_row_and_remedy(tmp_path: Path) -> None:
    assert faults(tmp_path, changed(CURL, "nordic-anchor", "nordic-bench")) == [
        f'{CURL}, nordic-curl: no equipment "nordic-bench"; did you mean "nordic-anchor"?'
    ]


SHAPES = [
    (CURL, "skill = 4", "skill = false", "skill is false; give a whole number"),
    (CURL, "skill = 4", "skill = 4.0", "skill is a number; give a whole number"),
    (CURL, "skill = 4", "skill = 6", "skill runs from 1 to 5, not 6"),
    (CURL, "torsion = false", "torsion = 0", "torsion is a whole number; give true or false"),
    (CURL, "torsion = false", "torsoin = false", 'no key "torsoin"; did you mean "torsion"?'),
    (CURL, "skill = 4\n", "", 'needs "skill"'),
    (CURL, "cues = ['Slow']", "cues = 'Slow'", "cues is text; give a list in square brackets"),
    (CURL, "cues = ['Slow']", "cues = []", "cues is empty; name at least one"),
    (CURL, "'Slow'", "7", "cues[1] is a whole number; give text in quotes"),
    (CURL, "'Nordic curl'", "' '", "name is empty"),
    (CURL, "'knee-flexion'", "'knee-flexoin'", 'pattern "knee-flexoin" is not known; did you mea'),
    (CURL, "stress = 'low'", "stres = 'low'", 'patellofemoral has no key "stres"; did you mean'),
    (CURL, "source = 'EST'", "source = 'EST', peak-bw = 30", "peak lies between 0 and 20 body"),
    (CURL, "'3x4-6'", "'3*4'", '"3*4" is no dose; write "3x8-12"'),
    (CURL, "'3x4-6'", "'3x6-4'", "repetitions rise"),
    (CURL, "'3x4-6'", "'21x4'", "between 1 and 20 sets, not 21"),
    (CURL, "max_strength", "max_strenght", 'is not known; did you mean "max_strength"?'),
    (CURL, "skill = 4", "skill = 4\nknee-flexion-deg = [90, 0]", "knee bends from 0 up to 170"),
    (CURL, "skill = 4", "skill = 4\nknee-flexion-deg = [90]", "holds two values"),
    (CURL, "[nordic-curl]", "['nordic curl']", "may hold letters, digits"),
    ("policy.toml", "easy-day = 1.0", "easy-day = nan", "easy-day is nan; give a number that ends"),
    ("rules.toml", "'choice'", "'review'", "claims review but names no source"),
    ("equipment.toml", "[none]\nname", "none = 3\n[x]\nname", "it is a whole number; give a table"),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), SHAPES)
def test_a_value_of_the_wrong_shape_is_refused(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    found = faults(tmp_path, changed(file, old, new))
    assert any(said in fault and fault.startswith(file) for fault in found), found


RELATIONS = [
    (CURL, "knee-phase = 'strength'", "knee-phase = 'activation'", 'comes before "movement" of'),
    (CURL, "torsion = false", "torsion = true", "turns the spine under high load"),
    (CURL, ", name-id = 3", "", "give both or neither"),
    (CURL, "name = 'nordic', name-id", "name-id", "give both or neither"),
    ("evidence.toml", "'verified'", "'recalled'", "claims trial, but nobody has read its sources"),
    ("rules.toml", "['doe_2020']", "['doe_2020', 'doe_2020']", 'names "doe_2020" twice'),
    ("loads.toml", "source = 'doe_2020'\n", "", "is recalled, but names no source"),
    ("programmes/knee.toml", "['doe_2020']", "[]", "names no source"),
    ("numbers.toml", "most = 0.5", "most = 0.1", "dose.set_ramp: is 0.2; give 0 to 0.1 (share)"),
    ("numbers.toml", "least = 0.0", "least = 0.3", "dose.set_ramp: is 0.2; give 0.3 to 0.5"),
    ("policy.toml", "easy-day", "gentle", 'no wish "gentle"'),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), RELATIONS)
def test_rows_that_contradict_each_other_are_found(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    found = faults(tmp_path, changed(file, old, new))
    assert any(said in fault for fault in found), found


def test_a_circle_of_progressions_is_found_once(tmp_path: Path) -> None:
    files = changed(CURL, "skill = 1", "skill = 1\nprogression-of = 'nordic-curl'")
    said = "bridge: progresses in a circle: bridge from nordic-curl from bridge"
    assert [fault for fault in faults(tmp_path, files) if "circle" in fault] == [f"{CURL}, {said}"]


def test_a_source_that_serves_nothing_is_found(tmp_path: Path) -> None:
    spare = "[spare]\nkind = 'page'\ncitation = 'Spare'\nverification = 'verified'\n"
    files = {**SMALL, "sources.toml": SMALL["sources.toml"] + spare}
    said = "serves no rule, programme or exercise; cite it or drop it"
    assert faults(tmp_path, files) == [f"sources.toml, spare: {said}"]


def test_a_lower_number_above_its_upper_one_is_found(tmp_path: Path) -> None:
    files = changed("policy.toml", "light_week_sets_least = 0.40", "light_week_sets_least = 0.70")
    (fault,) = faults(tmp_path, files)
    assert fault.startswith(
        "policy.toml, dose.light_week_sets_least: is 0.7, above dose.light_week_sets_most"
    )


def test_the_same_name_in_two_files_is_refused(tmp_path: Path) -> None:
    twin = SMALL[CURL].partition("[nordic-curl]")[0]
    found = faults(tmp_path, {**SMALL, "exercises/core.toml": twin})
    assert found == [f"{CURL}, bridge: is already in exercises/core.toml; rename one of them"]


def test_the_same_name_twice_in_a_file_is_refused(tmp_path: Path) -> None:
    twice = SMALL["equipment.toml"] + "[none]\nname = 'again'\n"
    found = faults(tmp_path, {**SMALL, "equipment.toml": twice})
    assert any(fault.startswith("equipment.toml: cannot be read as TOML") for fault in found)


def test_a_file_of_no_category_says_which_there_are(tmp_path: Path) -> None:
    found = faults(tmp_path, {**SMALL, "exercises/strenght.toml": ""})
    assert found[0].startswith("exercises/strenght.toml: name the file one of strength, activation")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    files = {file: text for file, text in SMALL.items() if file != "pain.toml"}
    assert faults(tmp_path, files) == ["pain.toml: is missing; put it back"]


def test_every_fault_is_listed_at_once(tmp_path: Path) -> None:
    files = {
        **changed(CURL, "skill = 4", "skill = false"),
        "equipment.toml": SMALL["equipment.toml"].replace("name = 'anchor'", "nam = 'anchor'"),
    }
    with pytest.raises(CatalogueError, match=r"(?s)3 faults.*equipment\.toml.*skill is false"):
        load_from(folder_with(tmp_path, files))


def test_a_row_that_cannot_be_read_still_answers_to_its_name(tmp_path: Path) -> None:
    found = faults(tmp_path, changed(CURL, "skill = 4", "skill = false"))
    assert found == [f"{CURL}, nordic-curl: skill is false; give a whole number"]
