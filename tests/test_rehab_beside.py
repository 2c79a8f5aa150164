"""What stands beside the sessions of a course: within its limits, and never a step further."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from ironstride.core.log import Side
from ironstride.rehab.beside import (
    OTHER_LEG,
    STRETCHES,
    Beside,
    beside,
    beside_choices,
    usual_beside,
)
from ironstride.rehab.blocks import Block
from ironstride.rehab.entries import Assessed, BesideChosen, CourseEntry
from ironstride.rehab.phases import Limits
from ironstride.rehab.standing import Standing
from rehab_cases import MONDAY, REHAB, begun, day, moment, on, trained
from rehab_story import EXERCISES, story

HIP = REHAB.blocks["hip"]
WEEK = timedelta(weeks=1)


def limits(stage: int) -> Limits:
    found = REHAB.plans["knee"].stages[stage].limits
    assert found is not None
    return found


def chosen(name: str, number: int = 0, *, is_on: bool = True) -> BesideChosen:
    return BesideChosen(day=day(number), at=moment(number, 9), name=name, is_on=is_on)


def beside_on(number: int, *told: CourseEntry) -> dict[str, Beside]:
    stood = on(number, begun(), told)
    return {work.id: work for work in beside(stood, REHAB, EXERCISES)}


# What there is -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plan", "sore", "names"),
    [
        ("knee", Side.LEFT, ["stretches", "other-leg", "hip", "foot"]),
        ("knee", None, ["stretches", "hip", "foot"]),
        ("iliotibial-band", None, ["stretches", "hip"]),
        ("achilles", Side.RIGHT, ["other-leg", "foot"]),
        ("patellar-tendon", None, []),
    ],
)
def test_each_plan_has_what_may_stand_beside_it(
    plan: str, sore: Side | None, names: list[str]
) -> None:
    assert [*beside_choices(plan, REHAB, sore)] == names
    assert set(usual_beside(plan, REHAB, sore)) == set(names) - {"hip", "foot"}


def test_stretches_and_the_other_leg_stand_there_until_they_are_left_out() -> None:
    assert [*beside_on(0)] == [STRETCHES, OTHER_LEG]
    assert [*beside_on(1, chosen(STRETCHES, 1, is_on=False))] == [OTHER_LEG]


def test_a_block_stands_there_once_it_is_chosen_and_begins_on_that_day() -> None:
    told = (chosen("hip", 3), chosen("hip", 9))
    assert "hip" in beside_on(9, *told)
    assert on(9, begun(), told).beside["hip"] == day(3)


def test_a_name_that_nobody_knows_brings_nothing() -> None:
    assert "trampoline" not in beside_on(0, chosen("trampoline"))


def test_nothing_stands_beside_a_plan_that_is_not_followed() -> None:
    ended = on(9, begun(), [e for n in (1, 3, 5) for e in trained(n, 7)])
    assert beside(ended, REHAB, EXERCISES) == ()
    seen = Assessed(day=day(9), at=moment(9, 9), by="R. Vane")
    told = [e for n in (1, 3, 5) for e in trained(n, 7)]
    assert beside(on(9, begun(), told, [seen]), REHAB, EXERCISES)


# Blocks --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("weeks", "phase"), [(0, 0), (7, 0), (8, 1), (15, 1), (16, 2), (23, 2), (24, None)]
)
def test_a_block_goes_on_by_weeks_and_ends(weeks: int, phase: int | None) -> None:
    expected = () if phase is None else HIP.phases[phase]
    assert HIP.lines_on(MONDAY + weeks * WEEK, MONDAY) == expected
    assert HIP.lines_on(MONDAY + weeks * WEEK + timedelta(6), MONDAY) == expected


def test_a_block_has_weeks_for_each_of_its_phases() -> None:
    with pytest.raises(ValueError, match="3 phases; weeks speaks of 2"):
        replace(HIP, weeks=(8, 8))


@pytest.mark.parametrize("block", REHAB.blocks.values(), ids=[*REHAB.blocks])
@pytest.mark.parametrize("weeks", [0, 4, 8, 20])
def test_no_block_goes_beyond_the_phase(block: Block, weeks: int) -> None:
    standing = replace(on(0, begun()), day=MONDAY + weeks * WEEK, beside={block.id: MONDAY})
    for work in beside(standing, REHAB, EXERCISES):
        held = [EXERCISES[line.exercise] for choices in work.lines for line in choices]
        assert [exercise.id for exercise in held if not limits(0).allows(exercise)] == []


# The other leg ---------------------------------------------------------------------------------


def test_the_other_leg_may_do_what_the_sore_one_may_not() -> None:
    work = beside_on(0)[OTHER_LEG]
    names = [line.exercise for choices in work.lines for line in choices]
    assert (work.side, work.title) == (Side.RIGHT, "The right leg alone")
    assert "leg-press-single" in names
    assert all(limits(0).against(EXERCISES[name]) for name in names)


def test_the_other_leg_never_jumps_and_leaves_the_sore_one_hanging() -> None:
    names = [name for names in REHAB.other_leg.lifts for name in names]
    held = [EXERCISES[name] for name in names]
    assert all(exercise.is_per_side and not exercise.is_jump for exercise in held)
    assert not [n for n in names if "split" in n or "lunge" in n or "step" in n]
    jumps = replace(REHAB.other_leg, lifts=(("single-leg-hop-forward",),))
    assert jumps.choices(limits(0), EXERCISES) == ()


def test_once_both_legs_may_do_it_the_other_one_needs_nothing_of_its_own() -> None:
    wide = replace(limits(2), stress=limits(2).stress, bend=None)
    assert REHAB.other_leg.choices(wide, EXERCISES) == ()
    assert REHAB.other_leg.choices(None, EXERCISES) == ()


def test_where_nobody_said_which_side_there_is_no_other_leg() -> None:
    standing = replace(on(0, begun()), sore=None)
    assert OTHER_LEG not in {work.id for work in beside(standing, REHAB, EXERCISES)}


# Stretches -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("during", "bends"), [(2, True), (3, False), (6, False)])
def test_the_last_bend_is_left_out_after_amber_and_red(during: int, *, bends: bool) -> None:
    stretches = beside_on(1, *trained(0, during))[STRETCHES]
    held = {choices[0].exercise for choices in stretches.lines}
    assert REHAB.stretches.leave_out_at_end_range <= held or not bends
    assert len(held) == len(REHAB.stretches.lines) - (not bends)


def test_what_stands_beside_never_moves_the_course() -> None:
    told = story()
    without = [*told, chosen(STRETCHES, 1, is_on=False), chosen("foot", 1)]
    assert decisions(on(60, without)) == decisions(on(60, told))


def decisions(standing: Standing) -> object:
    return standing.decisions, standing.position
