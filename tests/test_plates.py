"""Loads: what stands at a place, how it steps, and what to put on the bar."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.core.exercise import Exercise, LoadType
from ironstride.core.rack import Rack, Stack
from ironstride.core.units import Kilograms, MassUnit
from ironstride.strength.plates import (
    Ladder,
    OnTheBar,
    ladder,
    on_the_bar,
    smallest_step,
)
from people import catalogue

GYM = Rack(bars={"barbell": 20.0}, plates=(20.0, 10.0, 5.0, 2.5, 1.25))
HOME = Rack(
    bars={"trap-bar": 25.0},
    plates=(10.0, 10.0, 2.5),
    dumbbells=(5.0, 10.0),
    single_dumbbells=(24.0,),
    kettlebells=(12.0, 16.0),
    stacks={"machine-leg-press": Stack(first=7, step=7, last=28, extra=2.5)},
)
POUNDS = Rack(unit=MassUnit.LB, bars={"barbell": 45.0}, plates=(45.0, 25.0, 10.0, 5.0, 2.5))

WEIGHTS = ("back-squat", "dumbbell-rdl", "leg-press", "lat-pulldown", "kettlebell-swing")


def exercise(id_: str) -> Exercise:
    return catalogue().exercises[id_]


def masses(id_: str, rack: Rack | None, unit: MassUnit = MassUnit.KG) -> list[float]:
    return [rung.value for rung in ladder(exercise(id_), rack, unit).rungs]


# Ladders ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id_", "rungs"),
    [
        ("trap-bar-deadlift", [25, 30, 45, 50, 65, 70]),
        ("back-squat", [20, 25, 40, 45, 60, 65]),  # a usual bar where none is told
        ("dumbbell-rdl", [5, 10]),
        ("goblet-squat", [5, 10, 24]),  # one hand holds the dumbbell that stands alone
        ("kettlebell-swing", [12, 16]),
        ("leg-press", [7, 9.5, 14, 16.5, 21, 23.5, 28, 30.5]),
    ],
)
def test_a_load_is_put_together_from_what_stands_there(id_: str, rungs: list[float]) -> None:
    assert masses(id_, HOME) == rungs


@pytest.mark.parametrize("id_", ["lat-pulldown", "russian-twist-medball"])
def test_what_a_rack_does_not_tell_is_as_usual(id_: str) -> None:
    assert masses(id_, HOME) == masses(id_, None)


def test_another_bar_moves_every_load_with_it() -> None:
    light = Rack(bars={"barbell": 15.0})
    assert masses("back-squat", light)[:3] == [15, 17.5, 20]
    assert masses("trap-bar-deadlift", light)[:2] == [20, 22.5]


def test_racks_in_pounds_step_in_pounds() -> None:
    there = ladder(exercise("back-squat"), POUNDS, MassUnit.KG)
    assert [rung.in_unit(MassUnit.LB) for rung in there.rungs[:3]] == ["45 lb", "50 lb", "55 lb"]


@given(st.floats(20, 400), st.sampled_from(WEIGHTS), st.sampled_from(MassUnit))
def test_a_usual_load_is_whole_steps_and_as_near_below_as_can_be(
    kg: float, id_: str, unit: MassUnit
) -> None:
    step = smallest_step(exercise(id_).load_type, unit)
    found = ladder(exercise(id_), None, unit).at_most(Kilograms(kg + 0.5))
    assert found is not None
    assert found / step == pytest.approx(round(found / step), abs=0.001)
    assert found.value <= kg + 0.501 < found.value + step.value + 0.002


@pytest.mark.parametrize(
    ("wanted", "found"), [(80, 80), (79.999, 77.5), (82.499, 80), (20, 20), (19.9, None)]
)
def test_a_usual_bar_is_never_heavier_than_wanted(wanted: float, found: float | None) -> None:
    rung = ladder(exercise("back-squat"), None, MassUnit.KG).at_most(Kilograms(wanted))
    assert rung == (None if found is None else Kilograms(found))


def test_what_takes_no_weight_has_no_ladder() -> None:
    with pytest.raises(KeyError):
        ladder(exercise("push-up"), None, MassUnit.KG)


# Rungs -----------------------------------------------------------------------------------

TWO = Ladder((Kilograms(20), Kilograms(22.5)))


@pytest.mark.parametrize(
    ("wanted", "found"), [(19.999, None), (20, 20), (22.4, 20), (22.5, 22.5), (90, 22.5)]
)
def test_a_rung_never_exceeds_what_is_wanted(wanted: float, found: float | None) -> None:
    expected = None if found is None else Kilograms(found)
    assert TWO.at_most(Kilograms(wanted)) == expected


def test_beyond_the_ends_of_a_ladder_there_is_nothing() -> None:
    assert TWO.above(Kilograms(21)) == TWO.above(Kilograms(20)) == Kilograms(22.5)
    assert TWO.above(Kilograms(22.5)) is None
    assert TWO.below(Kilograms(22.5)) == TWO.below(Kilograms(21)) == Kilograms(20)
    assert TWO.below(Kilograms(20)) is None


@pytest.mark.parametrize("rungs", [(), (Kilograms(5), Kilograms(5)), (Kilograms(5), Kilograms(4))])
def test_a_ladder_rises(rungs: tuple[Kilograms, ...]) -> None:
    with pytest.raises(ValueError, match="rungs"):
        Ladder(rungs)


plates = st.lists(st.sampled_from([25.0, 20.0, 15.0, 10.0, 5.0, 2.5, 1.25, 0.5]), max_size=7)


@given(plates)
def test_every_rung_of_a_bar_can_be_put_on(held: list[float]) -> None:
    rack = Rack(bars={"barbell": 20.0}, plates=tuple(held))
    squat = exercise("back-squat")
    for rung in ladder(squat, rack, MassUnit.KG).rungs:
        bar = on_the_bar(rung, squat, rack, MassUnit.KG)
        assert bar is not None
        assert bar.bar + 2 * sum(bar.each_side) == pytest.approx(rung.value)
        assert all(bar.each_side.count(p) <= held.count(p) for p in bar.each_side)


# The bar ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kg", "sides"),
    [(20, ()), (82.5, (20, 10, 1.25)), (95, (20, 10, 5, 2.5)), (22.5, (1.25,)), (97.5, (20, 10, 5, 2.5, 1.25))],
)  # fmt: skip
def test_a_side_takes_the_fewest_plates(kg: float, sides: tuple[float, ...]) -> None:
    bar = on_the_bar(Kilograms(kg), exercise("back-squat"), GYM, MassUnit.KG)
    assert bar == OnTheBar(20.0, sides, MassUnit.KG)


@pytest.mark.parametrize("rack", [GYM, None])
@pytest.mark.parametrize("kg", [15, 83, 300.1])
def test_what_cannot_be_put_together_is_not_told(kg: float, rack: Rack | None) -> None:
    assert on_the_bar(Kilograms(kg), exercise("back-squat"), rack, MassUnit.KG) is None


@given(st.integers(0, 200))
def test_usual_plates_make_every_usual_load(steps: int) -> None:
    load = Kilograms(20 + 2.5 * steps)
    bar = on_the_bar(load, exercise("back-squat"), None, MassUnit.KG)
    assert bar is not None
    assert 20 + 2 * sum(bar.each_side) == pytest.approx(load.value)
    assert all(a >= b for a, b in pairwise(bar.each_side))


def test_who_reads_pounds_puts_pounds_on() -> None:
    rungs = ladder(exercise("back-squat"), None, MassUnit.LB).rungs
    bar = on_the_bar(rungs[26], exercise("back-squat"), None, MassUnit.LB)
    assert bar == OnTheBar(45.0, (45.0, 10.0, 10.0), MassUnit.LB)  # 175 lb


def test_only_a_bar_takes_plates() -> None:
    assert on_the_bar(Kilograms(20), exercise("leg-press"), None, MassUnit.KG) is None
    assert exercise("leg-press").load_type is LoadType.MACHINE


@pytest.mark.parametrize(
    "numbers",
    [
        {"first": 0, "step": 5, "last": 50},
        {"first": 10, "step": 0, "last": 50},
        {"first": 10, "step": 5, "last": 5},
    ],
)
def test_a_stack_rises_from_its_first_plate(numbers: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="a stack rises"):
        Stack(**numbers)
