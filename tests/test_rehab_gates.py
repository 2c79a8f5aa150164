"""Gates: sides held against each other, two passes two days apart, and what to practise."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from ironstride.core.athlete import Sex
from ironstride.core.log import Side
from ironstride.core.reason import Verification
from ironstride.rehab.gates import (
    Attempt,
    Bound,
    Criterion,
    Fact,
    Facts,
    GateItem,
    Measurement,
    NotTried,
    NotYet,
    Passed,
    PassedOnce,
    Shortfall,
    attempt_of,
    outcome_of,
)
from rehab_cases import MONDAY, REHAB, day, measured, moment

GATES = {
    f"{plan.id}: {stage.name}": stage.gate for plan in REHAB.plans.values() for stage in plan.stages
} | {"running": REHAB.running.entry}
APART = REHAB.rules.gate_apart
ANY = Criterion(bound=Bound.AT_LEAST, value=0, verification=Verification.INTERPOLATED)


@pytest.mark.parametrize("gate", [*GATES.values()], ids=[*GATES])
def test_each_gate_item_says_how_and_what_to_practise(gate: tuple[GateItem, ...]) -> None:
    assert all(item.how and item.practise for item in gate)
    assert any(item.is_measured for item in gate)


def test_most_thresholds_of_the_knee_are_called_our_own() -> None:
    told = [c for stage in REHAB.plans["knee"].stages for i in stage.gate for c in i.criteria]
    assert sum(criterion.is_own for criterion in told) >= len(told) - 2


# One attempt ---------------------------------------------------------------------------------

SIDED = GateItem(
    id="plank",
    title="Plank",
    how="Hold.",
    practise="Hold.",
    unit="seconds",
    has_sides=True,
    criteria=(
        Criterion(bound=Bound.AT_LEAST, value=30, verification=Verification.INTERPOLATED),
        Criterion(bound=Bound.OF_OTHER_SIDE, value=90, verification=Verification.INTERPOLATED),
        Criterion(bound=Bound.SIDES_WITHIN, value=10, verification=Verification.INTERPOLATED),
    ),
)


def plank(left: float | None, right: float | None, sore: Side | None = None) -> list[str]:
    done = Measurement(item="plank", day=MONDAY, at=moment(0, 12), left=left, right=right)
    attempt = attempt_of((SIDED,), {"plank": done}, Facts(sore=sore))
    assert attempt is not None
    return [short.criterion.bound.value for short in attempt.shortfalls]


@pytest.mark.parametrize(
    ("left", "right", "sore", "short"),
    [
        (40, 40, Side.LEFT, []),
        (29, 30, Side.LEFT, ["at-least"]),
        (35, 40, Side.LEFT, ["of-other-side", "sides-within"]),
        (35, 40, Side.RIGHT, ["sides-within"]),
        (35, 40, None, ["of-other-side", "sides-within"]),
        (0, 0, None, ["at-least", "at-least", "of-other-side"]),
        (40, None, None, ["at-least", "of-other-side", "sides-within"]),
    ],
)
def test_sides_are_held_against_each_other(
    left: float, right: float | None, sore: Side | None, short: list[str]
) -> None:
    assert plank(left, right, sore) == short


def test_a_test_that_nobody_did_makes_no_attempt() -> None:
    gate = REHAB.plans["knee"].stages[0].gate
    some = {one.item: one for one in list(measured(gate, 0))[1:]}
    assert attempt_of(gate, some, Facts()) is None
    with pytest.raises(ValueError, match="at least one measurement"):
        attempt_of(gate, {}, Facts())


def test_one_of_two_is_enough_where_the_item_says_so() -> None:
    item = next(i for i in REHAB.plans["knee"].stages[1].gate if i.id == "calf-raise")

    def short(left: float, norm: int) -> int:
        done = Measurement(item=item.id, day=MONDAY, at=moment(0, 12), left=left, right=left)
        attempt = attempt_of((item,), {item.id: done}, Facts(norms={"heel-rise": norm}))
        assert attempt is not None
        return len(attempt.shortfalls)

    assert (short(20, 40), short(15, 20), short(14, 20)) == (0, 0, 4)


def test_an_unknown_pain_is_not_taken_for_none() -> None:
    item = REHAB.running.entry[0]
    done = Measurement(item=item.id, day=MONDAY, at=moment(0, 12), both=30)
    attempt = attempt_of((item,), {item.id: done}, Facts())
    assert attempt is not None
    assert [short.reached for short in attempt.shortfalls] == [None]


# Two passes ----------------------------------------------------------------------------------


def attempt(hour: float, *, passes: bool = True) -> Attempt:
    short = () if passes else plank_shortfall()
    return Attempt(day=day(0), at=moment(0, hour), shortfalls=short)


def plank_shortfall() -> tuple[Shortfall, ...]:
    done = Measurement(item="plank", day=MONDAY, at=moment(0, 12), left=1, right=40)
    found = attempt_of((SIDED,), {"plank": done}, Facts())
    assert found is not None
    return found.shortfalls


@pytest.mark.parametrize(
    ("attempts", "outcome"),
    [
        ([], NotTried),
        ([attempt(0)], PassedOnce),
        ([attempt(0), attempt(47.99)], PassedOnce),
        ([attempt(0), attempt(48)], Passed),
        ([attempt(0), attempt(24), attempt(48)], Passed),
        ([attempt(0), attempt(24, passes=False), attempt(48)], PassedOnce),
        ([attempt(0), attempt(48, passes=False)], NotYet),
    ],
)
def test_a_gate_takes_two_passes_two_days_apart(attempts: list[Attempt], outcome: type) -> None:
    assert isinstance(outcome_of((SIDED,), attempts, apart=APART), outcome)


def test_a_first_pass_says_when_the_second_counts() -> None:
    found = outcome_of((SIDED,), [attempt(0)], apart=APART)
    assert isinstance(found, PassedOnce)
    assert found.again_from == moment(0, 0) + timedelta(hours=48)


# Norms ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("age", "sex", "norm"),
    [
        (20, Sex.MALE, 37), (29, Sex.FEMALE, 30), (30, Sex.FEMALE, 27), (39, Sex.MALE, 32),
        (15, Sex.MALE, 37), (85, Sex.FEMALE, 13), (99, Sex.MALE, 10), (40, None, 28),
        (75, None, 16), (None, Sex.FEMALE, 30), (None, None, 37),
    ],
)  # fmt: skip
def test_the_norm_of_the_heel_rise_follows_age_and_sex(
    age: int | None, sex: Sex | None, norm: int
) -> None:
    assert REHAB.norms["heel-rise"].of(age, sex) == norm


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: replace(ANY, verification=Verification.VERIFIED), "name its source"),
        (lambda: replace(ANY, bound=Bound.RISE), "name its fact"),
        (lambda: replace(SIDED, criteria=()), "no criterion"),
        (lambda: replace(SIDED, unit=""), "name its unit"),
        (lambda: Measurement(item="x", day=MONDAY, at=moment(0, 1)), "give a value"),
        (lambda: Measurement(item="x", day=MONDAY, at=moment(0, 1), both=1, pain=11), "0 and 10"),
    ],
)
def test_what_makes_no_test_is_refused(make: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        make()  # type: ignore[operator]  # a maker


def test_a_rise_and_a_fact_are_read_from_the_diary() -> None:
    item = next(i for i in REHAB.plans["knee"].stages[1].gate if i.id == "akps")
    assert not item.is_measured
    assert {criterion.fact for criterion in item.criteria} == {Fact.AKPS}
