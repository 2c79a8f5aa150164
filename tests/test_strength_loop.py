"""The closed loop: made-up lifters, the ways of setting loads, and what is counted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.strength_loop import half_a_year, live
from benchmarks.strength_loop_controllers import (
    CONTROLLERS,
    LastE1RM,
    Start,
    TwoForTwo,
    by_formula,
    on_the_rack,
    ours,
    share_by_formula,
)
from benchmarks.strength_loop_people import MODELS, Asked, Lifted, person, response

from ironstride.core.exercise import RepRange
from ironstride.core.units import Kilograms
from ironstride.strength.repetitions import share_at
from people import policy

FIVES = Asked(week=5, day=0, sets=3, reps=RepRange(5, 5), rir=2, percent=83)


def test_the_same_lifter_lives_the_same_life() -> None:
    assert live("linear", "ironstride", 3) == live("linear", "ironstride", 3)
    assert person(3, 50).day_log[:10] == person(3, 50).day_log[:10]
    assert person(3, 1).start_kg == person(3, 100).start_kg


def test_nobody_gains_where_training_changes_nothing() -> None:
    assert all(live("null", name, 1).gain == 0 for name in CONTROLLERS)
    assert all(live("saturating", name, 2).gain > 0 for name in ("oracle", "two-for-two"))


@pytest.mark.parametrize("model", MODELS)
def test_no_lifter_is_made_like_the_controller(model: str) -> None:
    """Between one repetition and twenty no slope fits the lifter's hyperbola."""
    who = person(1, 1)
    shares = [who.load_for(n, 1.0) for n in (1, 5, 10, 20)]
    slopes = [-np.log(share) / n for share, n in zip(shares[1:], (4, 9, 19), strict=True)]
    assert slopes[0] > 1.15 * slopes[-1]
    assert shares[0] == share_at(1, 0.03) == 1
    assert response(model, 1).log_gain(0) == 0


def test_half_a_year_doses_its_phases_as_the_policy_does() -> None:
    plan = half_a_year(policy().dose)
    assert (len(plan), plan[-1].week) == (48, 23)
    assert [str(a.reps) for a in plan[::8]] == ["8-12", "5", "5", "3", "5", "3"]
    assert {a.test_leaves for a in plan if a.test_leaves} == {1, 2}


def test_a_set_stops_where_it_is_asked_or_where_nothing_goes_up() -> None:
    who = replace(person(2, 10), felt_less=0.0, set_loss=0.0)
    easy, hard = who.load_for(30, 100), who.load_for(3.5, 100)
    assert who.lift(easy, 100, FIVES, 0).reps == 5
    assert who.lift(easy, 100, FIVES, 2).reps == 9  # the last set goes on while it feels easy
    short = who.lift(hard, 100, FIVES, 0)
    assert short.reps < 5
    assert who.lift(200, 100, FIVES, 0).reps == 0


def test_two_for_two_earns_and_loses_as_it_says() -> None:
    other = TwoForTwo(80.0, 83)
    for _ in range(2):
        other.hear(FIVES, Kilograms(80), [Lifted(7, 2, 2.0)])
    assert other.choose(FIVES) == Kilograms(82.5)
    for _ in range(2):
        other.hear(FIVES, Kilograms(82.5), [Lifted(4, 0, 0.0)])
    assert other.choose(FIVES) == Kilograms(72.5)  # a tenth off 82.5 kg is 74.25


def test_the_last_session_alone_moves_the_last_formula() -> None:
    other = LastE1RM(100)
    other.hear(FIVES, Kilograms(80), [Lifted(5, 2, 2.0), Lifted(5, 1, 1.0)])
    assert other.one_rep_max == pytest.approx(80 / 0.8332)
    assert by_formula(80, 7) * share_by_formula(7) == pytest.approx(80)


def test_ours_begins_below_what_one_set_says() -> None:
    controller = ours(Start(Kilograms(80), 5, 2))
    chosen = controller.choose(replace(FIVES, reps=RepRange(3, 3), rir=3, percent=86, day=3))
    assert Kilograms(60) < chosen <= on_the_rack(85)
