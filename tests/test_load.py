"""Loads from the log: how heavy a programme is for somebody whose sets are known."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checker import violations
from ironstride.catalogue.load import load
from ironstride.core.athlete import KnownSet
from ironstride.core.estimate import Band, Basis, LiftEstimate
from ironstride.core.exercise import RepRange
from ironstride.core.programme import PhaseName, Role
from ironstride.core.rack import Rack
from ironstride.core.units import RIR, Kilograms, Reps
from ironstride.formats import json_programme
from ironstride.formats.profile import read_profile
from ironstride.planning.dose.load import ramp_load, share_most
from ironstride.planning.plan import attempt
from ironstride.planning.request import Request
from ironstride.planning.week.draft import Frame, Style
from ironstride.planning.week.work import Work
from people import GYM, MONDAY, asking, catalogue, policy
from random_athletes import random_profile
from test_prescribe import lifter, squats, written


def known(id_: str = "back-squat", kg: float = 100, **facts: Any) -> LiftEstimate:
    """A lift of 100 kg, give or take four, with a slope of three hundredths."""
    usual: dict[str, Any] = {
        "exercise": id_,
        "day": MONDAY,
        "one_rep_max": Kilograms(kg),
        "likely": Band(0.96 * kg, 1.04 * kg, 0.8),
        "possible": Band(0.94 * kg, 1.07 * kg, 0.95),
        "slope": 0.03,
        "sessions": 3,
        "last": date(2026, 11, 26),
        "basis": Basis.OWN_SETS,
    }
    return LiftEstimate(**(usual | facts))


def strong(request: Request, *estimates: LiftEstimate) -> Request:
    return replace(request, strength={each.exercise: each for each in estimates or [known()]})


def squat_kg(request: Request, phase: PhaseName = PhaseName.MAX_STRENGTH) -> Kilograms | None:
    (main,) = squats(written(phase, request))
    return main.load.kg


@pytest.mark.parametrize(
    ("phase", "kg"),
    [
        (PhaseName.ADAPTATION, 65),  # twelve with three left: exp(-0.03 * 14) is 65.7 %
        (PhaseName.MAX_STRENGTH, 82.5),  # five with two left: 83.5 %
        (PhaseName.POWER, 85),  # three with three left: 86.1 %
    ],
)
def test_a_logged_lift_has_the_load_that_its_sets_allow(phase: PhaseName, kg: float) -> None:
    assert squat_kg(strong(lifter(lifts={})), phase) == Kilograms(kg)


def test_the_log_outweighs_the_profile_and_the_profile_outweighs_related_lifts() -> None:
    assert squat_kg(strong(lifter())) == Kilograms(82.5)
    assert squat_kg(strong(lifter(), known(basis=Basis.RELATED_SETS))) == Kilograms(80)


def test_related_lifts_alone_leave_the_weight_to_be_found() -> None:
    related = known(basis=Basis.RELATED_SETS, sessions=0, last=None)
    assert squat_kg(strong(lifter(lifts={}), related)) is None


def test_another_curve_makes_another_load() -> None:
    flat = strong(lifter(lifts={}), known(slope=0.02))
    assert squat_kg(flat) == Kilograms(87.5)  # exp(-0.02 * 6) is 88.7 %
    assert squat_kg(flat, PhaseName.ADAPTATION) == Kilograms(75)  # 75.6 %, and never 80 %


def test_the_first_weeks_stay_below_heavy_whatever_the_curve() -> None:
    tireless = strong(lifter(lifts={}), known(slope=0.005))
    load = squat_kg(tireless, PhaseName.ADAPTATION)
    assert load is not None
    assert load < Kilograms(80)


def test_under_eighteen_no_load_aims_above_its_share() -> None:
    young = strong(lifter(lifts={}, birth_year=2010), known(slope=0.005))
    load = squat_kg(young)
    assert load is not None
    assert load <= Kilograms(80)


@pytest.mark.parametrize(
    ("age", "is_moderate", "share"),
    [(38, False, None), (38, True, 0.777), (18, False, None), (17, False, 0.777)],
)
def test_a_share_leaves_room_for_a_load_that_stays(
    age: int, is_moderate: bool, share: float | None
) -> None:
    found = share_most(age, policy(), is_moderate=is_moderate)
    assert found == (None if share is None else pytest.approx(share, abs=0.001))


def test_loads_are_put_together_from_what_stands_at_the_place() -> None:
    coarse = {"here": Rack(bars={"barbell": 20.0}, plates=(10.0, 20.0))}
    assert squat_kg(strong(lifter(lifts={}, racks=coarse))) == Kilograms(80)
    assert squat_kg(lifter(racks=coarse)) == Kilograms(80)  # what the profile says, too


def test_a_ramp_rises_to_the_working_load() -> None:
    ramp = squats(written(request=strong(lifter(lifts={}))), Role.WARM_UP)
    assert [p.load.kg for p in ramp] == [Kilograms(kg) for kg in (40, 57.5, 70)]
    assert [p.load.percent_1rm for p in ramp] == [42, 58, 71]


def test_a_ramp_begins_with_the_bare_bar_at_least_and_never_with_more_than_the_work() -> None:
    weak = squats(written(request=strong(lifter(lifts={}), known(kg=30))), Role.WARM_UP)
    assert [p.load.kg for p in weak] == [Kilograms(20)] * 3
    weaker = squats(written(request=strong(lifter(lifts={}), known(kg=22))), Role.WARM_UP)
    assert [p.load.kg for p in weaker] == [None] * 3


def test_the_body_counts_where_the_legs_carry_it() -> None:
    """A step-up of 20 kg in each hand lifts 0.88 of 70 kg, too; twelve with three are 65.7 %."""
    request = strong(lifter(lifts={}), known("step-up-db", 40), known("dumbbell-rdl", 40))
    lines = written(PhaseName.ADAPTATION, request).exercises
    loads = {p.exercise: p.load.kg for p in lines if p.exercise in request.strength}
    assert all(load is None or load < Kilograms(26) for load in loads.values())


def test_nothing_is_heavier_for_a_log_that_says_nothing() -> None:
    assert written(request=replace(lifter(), strength={})) == written(request=lifter())


@pytest.mark.parametrize("seed", range(40))
def test_programmes_with_loads_from_a_log_keep_every_rule(seed: int) -> None:
    """Random athletes who have logged every lift, with curves of all kinds."""
    text = random_profile(seed)
    athlete = read_profile(text, name="random", catalogue=load())
    if athlete.lifts:
        pytest.skip("the checker reads strength from the profile alone")
    slope = 0.012 + 0.002 * (seed % 30)
    estimates = [
        known(id_, 20 + seed, slope=slope)
        for id_, exercise in catalogue().exercises.items()
        if exercise.load_type.is_weight
    ]
    habit = athlete.habit or ()
    made = attempt(strong(asking(athlete, runs=habit, effort=0), *estimates))
    written_out = json.loads(json_programme.write(made))
    if "no_programme" in written_out:
        pytest.skip("no programme keeps the rules of this life")
    assert list(violations(text, written_out)) == []


def test_a_stated_set_serves_until_there_is_a_log() -> None:
    stated = {"back-squat": KnownSet(Kilograms(80), Reps(5), RIR(2))}
    places = {"here": GYM}
    assert squat_kg(lifter(lifts=stated, places=places)) == Kilograms(80)


def test_only_a_weight_has_a_rising_load() -> None:
    request = lifter()
    heavy = Frame(phase=PhaseName.MAX_STRENGTH, block=0, style=Style.HEAVY, request=request)
    push_up = catalogue().exercises["push-up"]
    assert ramp_load(push_up, Work(reps=RepRange(5, 5), rir=2), 0.5, heavy, "gym") is None
