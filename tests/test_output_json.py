from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from ironstride.core.errors import IronstrideError
from ironstride.core.programme import NoProgramme, Programme
from ironstride.formats.json_programme import ProgrammeFormatError, read, write
from programmes import NO_PROGRAMME, no_programmes, programmes, season

SCHEMA: Final = Draft202012Validator(
    json.loads(
        (Path(__file__).parents[1] / "docs/reference/programme.schema.json").read_text("utf-8")
    ),
    format_checker=FormatChecker(),
)


def one_week() -> dict[str, Any]:
    short: dict[str, Any] = json.loads(write(replace(season(), weeks=season().weeks[10:11])))
    return short


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA.schema)


@pytest.mark.parametrize("outcome", [season(), NO_PROGRAMME])
def test_an_outcome_reads_back_as_it_was_and_keeps_the_schema(
    outcome: Programme | NoProgramme,
) -> None:
    assert read(write(outcome)) == outcome
    SCHEMA.validate(json.loads(write(outcome)))


@settings(deadline=None)
@given(programmes() | no_programmes)
def test_any_outcome_reads_back_and_keeps_the_schema(outcome: Programme | NoProgramme) -> None:
    written = write(outcome)
    assert read(written) == outcome
    assert write(read(written)) == written
    SCHEMA.validate(json.loads(written))


def test_equal_programmes_give_equal_bytes() -> None:
    week = season().weeks[0]
    far = [replace(week.runs[0], distance_km=km) for km in (12, 12.0)]
    weeks = [replace(week, runs=(run,)) for run in far]
    assert weeks[0] == weeks[1]
    assert len({write(replace(season(), weeks=(each,))) for each in weeks}) == 1


def test_letters_are_written_as_they_are() -> None:
    assert "Balsalobre-Fernández" in write(season())
    assert write(season()).endswith("}\n")


def test_a_key_that_stands_twice_is_refused() -> None:
    with pytest.raises(ProgrammeFormatError, match='"seed" stands twice in one object'):
        read('{"seed": 1, "seed": 1}')


def test_the_keys_stand_in_the_order_of_the_contract() -> None:
    document = one_week()
    week, contract = document["weeks"][0], "athlete start end seed phases weeks rules"
    assert list(document)[1:8] == contract.split()
    assert list(week) == ["start", "phase", "light", "strength_share_percent", "runs", "sessions"]
    first = week["sessions"][0]["exercises"][0]
    assert list(first) == [
        "exercise",
        "role",
        "sets",
        "reps",
        "per_side",
        "load",
        "rest_s",
        "contacts",
        "reasons",
    ]


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("sets", False, "is true or false; give a whole number, 1 to 20 sets"),
        ("sets", 3.0, "is a number; give a whole number, 1 to 20 sets"),
        ("sets", 0, "0 is too low; give 1 to 20 sets"),
        ("rest_s", "60", "is text; give a whole number, 0 to 3600 seconds"),
        ("per_side", 0, "is a whole number; give true or false"),
        (
            "role",
            "warmup",
            '"warmup" is not one of warm-up, main, accessory, activation or stretch',
        ),
        ("reps", [12, 8], "repetitions rise from at least 1 to at most 500, not 12 to 8"),
        ("reps", [8], "give one number or [low, high], not 1 numbers"),
        ("load", {"kgs": 80}, 'nothing here is called "kgs"; did you mean "kg"?'),
    ],
)
def test_a_wrong_value_is_refused_with_its_place(path: str, value: object, sentence: str) -> None:
    document = one_week()
    document["weeks"][0]["sessions"][0]["exercises"][2][path] = value
    with pytest.raises(ProgrammeFormatError) as refused:
        read(json.dumps(document))
    assert str(refused.value) == f"weeks[0].sessions[0].exercises[2].{path}: {sentence}"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda d: d.pop("seed"), '"seed" is missing'),
        (lambda d: d.update(sead=1), 'nothing here is called "sead"; did you mean "seed"?'),
        (lambda d: d.update(format="1"), 'format: this release reads "ironstride-programme/1"'),
        (lambda d: d.update(start="2026-02-30"), 'start: "2026-02-30" is no day; write it as 2026-11-24'),
        (lambda d: d["weeks"][0].update(strength_share_percent=5), "weeks[0]: sessions and runs give a strength share of 29 %"),
        (lambda d: d["rules"].pop("contact-caps"), 'weeks[0].sessions[0]: no rule here is called "contact-caps"'),
        (lambda d: d["sources"].pop("bosquet_2007"), 'rules.taper: no source here is called "bosquet_2007"'),
        (lambda d: d["rules"]["taper"].update(sources=[]), "rules.taper: rule taper claims recalled but names no source"),
        (lambda d: d["warnings"][0].update(rule="x"), 'warnings[0]: no rule here is called "x"'),
    ],
)  # fmt: skip
def test_a_contradiction_is_refused_with_its_place(change: Any, sentence: str) -> None:
    document = one_week()
    change(document)
    with pytest.raises(ProgrammeFormatError) as refused:
        read(json.dumps(document))
    assert str(refused.value) == sentence


def test_an_exercise_counts_one_thing() -> None:
    document = one_week()
    document["weeks"][0]["sessions"][0]["exercises"][0]["seconds"] = 30
    with pytest.raises(ProgrammeFormatError, match="exactly one of them"):
        read(json.dumps(document))


@pytest.mark.parametrize(
    "text",
    ["", "[]", "3", "{", "NaN", "[" * 100_000, "1" * 10_000, "1e999"],
)
def test_what_is_no_programme_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(IronstrideError):
        read(text)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """List the path to every value of a document."""
    keys = (
        value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    )
    for key in keys:
        yield (*path, key)
        yield from places(value[key], (*path, key))


WEEK: Final = one_week()
ODD: Final = [None, False, True, 0, -1, 1, 1.5, 10**14, 1e300, "", "x", "24:00", "2026-13-01"]


@settings(deadline=None, max_examples=400)
@given(
    st.sampled_from(list(places(WEEK))),
    st.sampled_from([*ODD, [], [1], [3, 5], {}, {"kg": 5}, "delete", "add"]),
)
def test_what_the_reader_accepts_the_schema_accepts(path: tuple[Any, ...], odd: Any) -> None:
    document = copy.deepcopy(WEEK)
    *way, last = path
    parent: Any = document
    for key in way:
        parent = parent[key]
    if odd == "delete":
        del parent[last]
    elif odd == "add":
        parent[f"{last}x" if isinstance(parent, dict) else last] = "added"
    else:
        parent[last] = odd
    try:
        read(json.dumps(document))
    except ProgrammeFormatError:
        return
    SCHEMA.validate(document)


def test_the_examples_of_the_reference_keep_the_schema_and_are_read() -> None:
    page = (Path(__file__).parents[1] / "docs/reference/programme-json.md").read_text("utf-8")
    examples = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    assert len(examples) == 2
    for example in examples:
        SCHEMA.validate(json.loads(example))
        read(example)
