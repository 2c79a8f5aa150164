"""Lines of the log, as they are typed and as they are shown."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.catalogue.find import exercise_called
from ironstride.catalogue.load import load
from ironstride.core.log import LoadChoice, PainMoment, Side
from ironstride.core.units import RIR, Kilograms, MassUnit, Reps
from ironstride.formats.log_line import (
    FinishSaid,
    PainSaid,
    ReadySaid,
    SkipSaid,
    StartSaid,
    line_of,
    read_line,
)
from ironstride.formats.set_text import SetSaid, SetsSaid, read, write
from log_entries import masses, numbers, repetitions, reserves, sides

LB = MassUnit.LB


def sets(line: str, unit: MassUnit = MassUnit.KG) -> tuple[SetSaid, ...]:
    [said] = read(f"back-squat {line}", unit=unit)
    assert said.name == "back-squat"
    return said.sets


def five(**more: Any) -> SetSaid:
    return SetSaid(**{"reps": Reps(5), "load": Kilograms(80), **more})


# Reading sets ----------------------------------------------------------------------------


def test_three_sets_of_five_at_80_with_two_in_reserve() -> None:
    assert sets("3x5@80 rir2") == (five(rir=RIR(2)),) * 3


@pytest.mark.parametrize("typed", [
    "5@80", "1x5@80", "1 x 5 @ 80 kg", "5@80kg", "5 reps @80", "5@80,0", "1×5@+80",
])  # fmt: skip
def test_one_set_can_be_typed_in_many_ways(typed: str) -> None:
    assert sets(typed) == (five(),)


@pytest.mark.parametrize(("typed", "said"), [
    ("3x30s", {"seconds": 30}),
    ("3x1min", {"seconds": 60}),
    ("3x20m@24", {"metres": 20, "load": Kilograms(24)}),
    ("3x10c", {"contacts": 10}),
    ("3 x 10 contacts", {"contacts": 10}),
    ("3x8", {"reps": Reps(8)}),
    ("3x8@bw", {"reps": Reps(8), "load": Kilograms(0)}),
    ("3x8@+10", {"reps": Reps(8), "load": Kilograms(10)}),
    ("3x8@bw+10", {"reps": Reps(8), "load": Kilograms(10)}),
    ("3x8@-20", {"reps": Reps(8), "assistance": Kilograms(20)}),
    ("3x0@100", {"reps": Reps(0), "load": Kilograms(100)}),
])  # fmt: skip
def test_a_set_counts_repetitions_seconds_metres_or_contacts(
    typed: str, said: dict[str, Any]
) -> None:
    assert sets(typed) == (SetSaid(**said),) * 3


@pytest.mark.parametrize(("typed", "said"), [
    ("left", {"side": Side.LEFT}),
    ("R", {"side": Side.RIGHT}),
    ("warm-up", {"is_warm_up": True}),
    ("warmup", {"is_warm_up": True}),
    ("rir0", {"rir": RIR(0)}),
    ("RIR 1.5", {"rir": RIR(1.5)}),
    ("2 in reserve", {"rir": RIR(2)}),
    ("rpe8", {"rir": RIR(2)}),
    ("rpe 9.5", {"rir": RIR(0.5)}),
    ("to failure", {"rir": RIR(0)}),
    ("amrap", {"choice": LoadChoice.TEST}),
    ("amrap rir1", {"choice": LoadChoice.TEST, "rir": RIR(1)}),
    ("rir1 amrap", {"choice": LoadChoice.TEST, "rir": RIR(1)}),
    ("note easy", {"note": "easy"}),
    ('"felt heavy, left @ home"', {"note": "felt heavy, left @ home"}),
    ('note "a" "b"', {"note": "a; b"}),
])  # fmt: skip
def test_what_stands_behind_a_set_holds_for_it(typed: str, said: dict[str, Any]) -> None:
    assert sets(f"5@80 {typed}, 5@80") == (five(**said), five())


def test_what_stands_before_the_first_set_holds_for_all() -> None:
    assert sets("left 5@80, 5@80 rir1") == (five(side=Side.LEFT), five(side=Side.LEFT, rir=RIR(1)))


def test_each_side_is_one_set_of_the_left_and_one_of_the_right() -> None:
    both = (five(side=Side.LEFT), five(side=Side.RIGHT))
    assert sets("2x5@80 each side") == both + both


def test_sets_that_differ_are_listed() -> None:
    assert [one.reps for one in sets("5,5,4@80")] == [Reps(5), Reps(5), Reps(4)]
    assert [one.rir for one in sets("3x5@80 rir3,2,0.5")] == [RIR(3), RIR(2), RIR(0.5)]


def test_a_load_without_a_unit_is_in_the_athletes_own() -> None:
    assert sets("5@175", LB) == sets("5@175lb") == (five(load=Kilograms(79.379)),)
    assert sets("5@80kg", LB) == (five(),)


def test_several_exercises_go_in_one_line() -> None:
    said = read("back squat 5@80 rir2 barbell row 2x8@40, plank 30s note steady")
    assert [(one.name, len(one.sets)) for one in said] == [
        ("back squat", 1), ("barbell row", 2), ("plank", 1),
    ]  # fmt: skip
    assert said[2].sets[0] == SetSaid(seconds=30, note="steady")


def test_a_known_name_in_quotes_behind_sets_is_no_note() -> None:
    typed = '"back squat" 5@80 "slow" "Front squat" 5@60'
    said = read(typed, is_exercise=lambda name: name == "Front squat")
    assert [(one.name, one.sets[0].note) for one in said] == [
        ("back squat", "slow"), ("Front squat", ""),
    ]  # fmt: skip
    [one] = read(typed)
    assert one.sets[0].note == "slow; Front squat"


def test_sets_without_a_name_belong_to_the_exercise_before() -> None:
    assert read("5@80") == (SetsSaid("", (five(),)),)


@pytest.mark.parametrize(("typed", "sentence"), [
    ("", "nothing is said"),
    ("back-squat", '"back-squat": no sets follow'),
    ("back-squat 3x5@80 easy", '"easy": no sets follow; write sets as 3x5@80'),
    ("back-squat 3x8-12@40", '"3x8-12@40" is unclear; write what you did as'),
    ("back-squat 5@heavy", '"5@heavy" is unclear'),
    ("back-squat 80x5", '"80x5": 80 sets are too many or too few, 1 to 20'),
    ("back-squat 0x5", '"0x5": 0 sets are'),
    ("back-squat 3x5,5@80", "write 3x5@80 for equal sets, or 5,5,4@80"),
    ("back-squat 3x5@80 rir2,1", "3 sets have 2 numbers in reserve"),
    ("back-squat 3x5@80 rir11", "between 0 and 10, not 11"),
    ("back-squat 3x5@80 rpe4", "from 5 to 10, not at 4"),
    ("back-squat 5@1000", '"5@1000": a mass lies between 0 and 1000 kg'),
    ("back-squat 2.5@80", "2.5 is no whole number of repetitions"),
    ("back-squat 501@80", "between 0 and 500 repetitions"),
    ('""', "no sets follow"),
    ('back-squat 5@80 "open', "is unclear"),
])  # fmt: skip
def test_what_is_unclear_is_said_with_how_to_write_it(typed: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        read(typed)


@given(st.text(alphabet='3x5@80kglbrirpe ,;"-+.\\note', max_size=30))
def test_whatever_is_typed_is_read_or_refused_in_a_sentence(typed: str) -> None:
    try:
        told: object = read_line(typed)
    except ValueError as error:
        told = error
    assert str(told)


# Writing sets ----------------------------------------------------------------------------


def mirrored(said: SetSaid) -> SetSaid:
    return replace(said, side=Side.RIGHT if said.side is Side.LEFT else Side.LEFT)


amounts = st.one_of(
    st.fixed_dictionaries({"reps": repetitions}),
    st.fixed_dictionaries({"seconds": numbers}),
    st.fixed_dictionaries({"metres": numbers}),
    st.fixed_dictionaries({"contacts": st.integers(0, 99)}),
)
loads: st.SearchStrategy[dict[str, Kilograms]] = st.one_of(
    st.fixed_dictionaries({}),
    st.fixed_dictionaries({"load": masses}),
    st.fixed_dictionaries({"assistance": masses}),
)
efforts = st.fixed_dictionaries({
    "rir": st.none() | reserves, "choice": st.sampled_from([LoadChoice.OWN, LoadChoice.TEST]),
})  # fmt: skip
rest = st.fixed_dictionaries({
    "side": st.none() | sides, "is_warm_up": st.booleans(), "note": st.text(max_size=8),
})  # fmt: skip
said_sets = st.lists(
    st.builds(lambda a, b, c, d: SetSaid(**a, **b, **c, **d), amounts, loads, efforts, rest),
    min_size=1,
    max_size=4,
).flatmap(lambda few: st.lists(st.sampled_from([*few, *map(mirrored, few)]), min_size=1))


@given(said_sets, st.sampled_from(MassUnit))
def test_what_is_shown_can_be_typed_again(said: list[SetSaid], unit: MassUnit) -> None:
    shown = write(said, unit=unit)
    assert read(f"any name {shown}", unit=unit) == (SetsSaid("any name", tuple(said)),)


def test_equal_sets_are_shown_as_one_and_both_sides_as_each_side() -> None:
    both = [five(side=Side.LEFT), five(side=Side.RIGHT)]
    assert write([five(), five(), five(rir=RIR(1))]) == "2 x 5 @ 80 kg; 1 x 5 @ 80 kg, 1 in reserve"
    assert write([*both, *both]) == "2 x 5 @ 80 kg, each side"
    assert write(reversed(both)) == "1 x 5 @ 80 kg, right; 1 x 5 @ 80 kg, left"


def test_pounds_are_shown_as_they_were_typed() -> None:
    assert write(sets("5@185lb"), unit=LB) == "1 x 5 @ 185 lb"
    assert write(sets("5@182.5lb"), unit=LB) == "1 x 5 @ 182.5 lb"


# Other lines -----------------------------------------------------------------------------


def test_a_shell_takes_quotes_away_and_they_are_put_back() -> None:
    assert line_of(["back-squat", "5@80", 'felt "ok" today']) == (
        'back-squat 5@80 "felt \\"ok\\" today"'
    )
    assert line_of(["back squat 5@80 rir2"]) == "back squat 5@80 rir2"


@pytest.mark.parametrize(("typed", "said"), [
    ("start", StartSaid()),
    ('start "leg day"', StartSaid("leg day")),
    ("finish", FinishSaid()),
    ("finish rpe7 45min", FinishSaid(7, 45)),
    ("FINISH 45 min, rpe 7.5", FinishSaid(7.5, 45)),
    ("skip travel to Oslo", SkipSaid("travel to Oslo")),
    ('skip "travel"', SkipSaid("travel")),
    ("ready 4", ReadySaid(4)),
    ('ready 2 "slept badly"', ReadySaid(2, "slept badly")),
    ("pain knee 3 during", PainSaid(place="knee", score=3, moment=PainMoment.DURING)),
    ("pain left kneecap 3/10 after",
     PainSaid(place="knee", score=3, side=Side.LEFT, moment=PainMoment.AFTER)),
    ('pain "lower back" 0 next morning',
     PainSaid(place="back", score=0, moment=PainMoment.NEXT_MORNING)),
    ('pain knee 3 "after 4 flights of stairs"',
     PainSaid(place="knee", score=3, note="after 4 flights of stairs")),
])  # fmt: skip
def test_a_first_word_says_that_it_is_no_set(typed: str, said: object) -> None:
    assert read_line(typed) == said


@pytest.mark.parametrize(("typed", "sentence"), [
    ("skip", "why\\? write for example"),
    ("finish soon", '"soon" says nothing of an end; write finish rpe7 45min'),
    ("ready", '"ready" needs a number from 1 to 5'),
    ("pain", "needs a place and a number"),
    ("pain knee", "needs a place and a number"),
    ("pain 3", "needs a place and a number"),
    ("pain elbw 3", 'no part of the body is called "elbw"; did you mean "elbow"'),
])  # fmt: skip
def test_what_a_line_lacks_is_said(typed: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        read_line(typed)


# The pages -------------------------------------------------------------------------------


def test_every_line_that_the_how_to_types_is_read_and_names_an_exercise_that_is_known() -> None:
    page = Path(__file__).parents[1] / "docs" / "how-to" / "log-a-session.md"
    lines = re.findall(r"ironstride log ([^`\n]+)", page.read_text(encoding="utf-8"))
    typed = [re.sub(r"^--on \S+ ", "", line) for line in lines]
    said = [read_line(line_of(shlex.split(line))) for line in typed]
    names = [one.name for sets in said if isinstance(sets, tuple) for one in sets if one.name]
    assert len(said) > 15
    assert [name for name in names if exercise_called(name, load().exercises) is None] == []
