"""Prescription: sets, loads, rests and their reasons, as the athlete reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.core.athlete import Health, KnownSet, LiftingExperience
from ironstride.core.exercise import RepRange
from ironstride.core.programme import Load, PhaseName, Prescription, Role, Session
from ironstride.core.units import RIR, Kilograms, MassUnit, Reps
from ironstride.planning.days.obstacles import Slot
from ironstride.planning.dose.prescribe import sessions
from ironstride.planning.request import Request
from ironstride.planning.season.outline import Outline
from ironstride.planning.week.compose import compose_part
from ironstride.planning.week.draft import Frame, Style
from people import GYM, MONDAY, asking, athlete, habit, offers

SQUAT = KnownSet(Kilograms(80), Reps(5), RIR(2))  # 1RM = 80 / 0.8332 = 96.02 kg
STYLE_OF = {
    PhaseName.ADAPTATION: Style.ENTRY,
    PhaseName.RECOVERY: Style.ENTRY,
    PhaseName.POWER: Style.POWER,
}


TAPER_WEEK = Outline(
    start=MONDAY, phase=PhaseName.TAPER, block=0, block_start=MONDAY, is_light=False
)


def lifter(**facts: Any) -> Request:
    usual: dict[str, Any] = {"lifts": {"back-squat": SQUAT}, "places": {"here": GYM}}
    return asking(athlete(offers=offers("monday 18:00 75 here"), **(usual | facts)))


def written(
    phase: PhaseName = PhaseName.MAX_STRENGTH,
    request: Request | None = None,
    *,
    contacts: int = 60,
    is_light: bool = False,
    hard: bool = True,
) -> Session:
    """One Monday evening of 75 minutes, written out."""
    style = STYLE_OF.get(phase, Style.HEAVY)
    within = Frame(phase=phase, block=0, style=style, request=request or lifter())
    slot = Slot(start=datetime(2026, 11, 30, 18), minutes=75, place="here", is_demanding=hard)
    week = Outline(start=MONDAY, phase=phase, block=0, block_start=MONDAY, is_light=is_light)
    (session,) = sessions(compose_part([slot], within).draft, week, contacts)
    return session


def squats(session: Session, role: Role = Role.MAIN) -> list[Prescription]:
    return [p for p in session.exercises if p.exercise == "back-squat" and p.role is role]


# Loads -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phase", "kg"),
    [
        (PhaseName.ADAPTATION, 60),  # 65 % of 1RM is 62.4 kg
        (PhaseName.MAX_STRENGTH, 80),  # five with two left: what was done before
        (PhaseName.POWER, 82.5),  # three with three left: 86.1 % is 82.7 kg
    ],
)
def test_a_known_lift_has_a_load_at_hand_that_never_exceeds_its_share(
    phase: PhaseName, kg: float
) -> None:
    (main,) = squats(written(phase))
    assert main.load.kg == Kilograms(kg)


def test_who_reads_pounds_gets_loads_in_steps_of_five_pounds() -> None:
    (main,) = squats(written(request=lifter(units=MassUnit.LB)))
    assert main.load.kg is not None
    assert main.load.kg.in_unit(MassUnit.LB) == "175 lb"  # 80 kg are 176.4 lb


@pytest.mark.parametrize("lifts", [{}, {"back-squat": KnownSet(Kilograms(60), Reps(12), RIR(2))}])
def test_without_an_honest_short_set_the_reserve_decides(lifts: dict[str, KnownSet]) -> None:
    (main,) = squats(written(request=lifter(lifts=lifts)))
    assert main.load == Load(kg=None, percent_1rm=83, rir=2)


def test_ones_own_weight_has_no_load_even_where_a_set_is_known() -> None:
    request = lifter(lifts={"push-up": KnownSet(Kilograms(0), Reps(8), RIR(1))})
    presses = [p for p in written(request=request).exercises if p.exercise == "push-up"]
    assert [p.load for p in presses] == [Load(rir=3)]


def holds_of(phase: PhaseName) -> list[Prescription]:
    """What a beginner on a mat holds for time."""
    mat = {"here": frozenset({"mat", "step"})}
    beginner = lifter(places=mat, lifts={}, lifting_experience=LiftingExperience.NONE)
    return [p for p in written(phase, beginner).exercises if p.seconds is not None]


def test_a_hold_has_neither_load_nor_reserve() -> None:
    holds = holds_of(PhaseName.ADAPTATION)
    assert {p.load for p in holds} == {Load()}
    assert {p.seconds for p in holds} == {30}


def test_a_barbell_is_never_lighter_than_its_bar() -> None:
    light = lifter(lifts={"back-squat": KnownSet(Kilograms(25), Reps(5), RIR(2))})
    loads = [p.load.kg for role in Role for p in squats(written(request=light), role)]
    assert all(load is None or load >= Kilograms(20) for load in loads)


def test_a_ramp_is_never_heavier_than_the_athlete_is_strong() -> None:
    weak = lifter(lifts={"back-squat": KnownSet(Kilograms(15), Reps(5), RIR(2))})  # 1RM 18 kg
    ramp = squats(written(request=weak), Role.WARM_UP)
    assert all(p.load.kg is None for p in ramp)


# The warm-up ramp ------------------------------------------------------------------------


def test_a_heavy_lift_is_risen_to_in_three_sets() -> None:
    ramp = squats(written(), Role.WARM_UP)
    assert [p.reps for p in ramp] == [RepRange(n, n) for n in (6, 4, 2)]
    assert [p.load for p in ramp] == [
        Load(kg=Kilograms(40), percent_1rm=42),
        Load(kg=Kilograms(55), percent_1rm=58),
        Load(kg=Kilograms(67.5), percent_1rm=71),
    ]
    assert {(p.sets, p.rest_s, p.reasons) for p in ramp} == {(1, 60, ("warm-up",))}


def test_a_ramp_stands_right_before_its_lift() -> None:
    exercises = written().exercises
    place = exercises.index(squats(written())[0])
    assert [p.exercise for p in exercises[place - 3 : place]] == ["back-squat"] * 3


def test_moderate_lifts_need_no_ramp() -> None:
    assert squats(written(PhaseName.ADAPTATION), Role.WARM_UP) == []


# The session -----------------------------------------------------------------------------


def test_a_session_takes_what_its_exercises_take_and_fits() -> None:
    session = written()
    assert session.start == datetime(2026, 11, 30, 18)
    assert 60 <= session.minutes <= 75
    assert session.place == "here"


def test_a_visit_without_hard_sets_is_no_session() -> None:
    others = frozenset(lifter().catalogue.exercises) - {"glute-bridge"}
    floor = lifter(places={"here": frozenset({"mat"})}, health=Health(dislikes=others))
    within = Frame(phase=PhaseName.TAPER, block=0, style=Style.ENTRY, request=floor)
    slot = Slot(start=datetime(2026, 11, 30, 18), minutes=75, place="here", is_demanding=True)
    draft = compose_part([slot], within).draft
    assert any(draft.flat())
    assert sessions(draft, TAPER_WEEK, 0) == ()


def test_what_has_sides_is_done_for_each() -> None:
    exercises = lifter().catalogue.exercises
    assert all(p.per_side is exercises[p.exercise].is_per_side for p in written().exercises)
    assert {p.per_side for p in written().exercises} == {True, False}


@pytest.mark.parametrize(
    ("phase", "hard", "intent"),
    [
        (PhaseName.ADAPTATION, False, "Strength foundation"),
        (PhaseName.RECOVERY, False, "Gentle return"),
        (PhaseName.MAX_STRENGTH, True, "Heavy strength"),
        (PhaseName.POWER, True, "Heavy and fast"),
        (PhaseName.RACE_SEASON, True, "Keep what you have"),
        (PhaseName.TAPER, True, "Short and sharp before the race"),
        (PhaseName.TAPER, False, "Support strength, easy on the legs"),
    ],
)
def test_a_session_says_what_it_is_for(phase: PhaseName, hard: bool, intent: str) -> None:
    assert written(phase, hard=hard).intent == intent


def test_a_gentle_taper_after_entry_weeks_goes_on_with_the_foundation() -> None:
    within = Frame(phase=PhaseName.TAPER, block=0, style=Style.ENTRY, request=lifter())
    slot = Slot(start=datetime(2026, 11, 30, 18), minutes=75, place="here", is_demanding=False)
    (session,) = sessions(compose_part([slot], within).draft, TAPER_WEEK, 0)
    assert session.intent == "Strength foundation"


# Contacts --------------------------------------------------------------------------------


def jumps(session: Session) -> list[tuple[int, int]]:
    """The contacts and repetitions of each kind of jump."""
    return [(p.contacts, p.reps.high) for p in session.exercises if p.contacts and p.reps]


@pytest.mark.parametrize(
    ("contacts", "found"),
    [
        (60, [(15, 5), (45, 15)]),
        (200, [(15, 5), (45, 15)]),
        (48, [(15, 5), (33, 11)]),
        (27, [(15, 5), (12, 4)]),  # the least that is worth doing
        (26, [(24, 8)]),  # high jumps would leave too few for the hops
        (12, [(12, 4)]),
        (11, []),
        (0, []),
    ],
)
def test_contacts_go_to_high_jumps_and_then_to_quick_hops(
    contacts: int, found: list[tuple[int, int]]
) -> None:
    assert jumps(written(contacts=contacts)) == found


LEVELS = {level: lifter(lifting_experience=level) for level in LiftingExperience}


@given(st.integers(0, 200), st.sampled_from(LiftingExperience))
def test_no_session_holds_more_contacts_than_it_may(
    contacts: int, level: LiftingExperience
) -> None:
    session = written(request=LEVELS[level], contacts=contacts)
    caps = {"none": 100, "novice": 100, "intermediate": 120, "advanced": 140}
    assert session.contacts <= min(contacts, caps[level])
    assert all(each >= 12 for each, _ in jumps(session))


# Reasons ---------------------------------------------------------------------------------


def reasons_of(prescriptions: Sequence[Prescription]) -> set[str]:
    return {reason for p in prescriptions for reason in p.reasons}


@pytest.mark.parametrize(
    ("phase", "is_light", "named"),
    [
        (PhaseName.ADAPTATION, False, {"entry-ramp"}),
        (PhaseName.ADAPTATION, True, {"entry-ramp", "light-weeks"}),
        (PhaseName.MAX_STRENGTH, False, set()),
        (PhaseName.POWER, True, {"light-weeks"}),
        (PhaseName.RACE_SEASON, False, {"keep-what-you-have"}),
        (PhaseName.TAPER, False, {"taper"}),
        (PhaseName.RECOVERY, True, {"after-race"}),
    ],
)
def test_a_session_names_the_rules_of_its_week(
    phase: PhaseName, is_light: bool, named: set[str]
) -> None:
    of_weeks = {"entry-ramp", "light-weeks", "keep-what-you-have", "taper", "after-race"}
    reasons = set(written(phase, is_light=is_light).reasons)
    assert reasons & of_weeks == named
    assert {"sessions-per-week", "clear-of-key-runs", "minutes", "equipment"} <= reasons


def test_a_session_names_the_run_of_its_day_and_the_days_between_hard_legs() -> None:
    runner = replace(lifter(), habit=habit("monday 07:00 40 easy"))
    assert "run-first-same-day" in written(request=runner).reasons
    assert "run-first-same-day" not in written().reasons
    assert "heavy-days-apart" in written().reasons
    assert "heavy-days-apart" not in written(hard=False).reasons


@pytest.mark.parametrize(
    ("facts", "is_named"),
    [
        ({}, False),
        ({"birth_year": 2008}, False),
        ({"birth_year": 2009}, True),
        ({"health": Health(parq_yes=True)}, True),
    ],
)
def test_screening_is_named_where_it_limits(facts: dict[str, Any], is_named: bool) -> None:
    assert ("screening" in written(request=lifter(**facts)).reasons) is is_named


@pytest.mark.parametrize(
    ("phase", "is_light", "named"),
    [
        (PhaseName.ADAPTATION, False, {"entry-ramp"}),
        (PhaseName.MAX_STRENGTH, False, {"heavy-main-lifts"}),
        (PhaseName.MAX_STRENGTH, True, {"heavy-main-lifts", "light-weeks"}),
        (PhaseName.TAPER, False, {"heavy-main-lifts", "taper"}),
        (PhaseName.RECOVERY, True, {"entry-ramp"}),
    ],
)
def test_a_main_lift_names_the_rules_behind_its_numbers(
    phase: PhaseName, is_light: bool, named: set[str]
) -> None:
    always = {"keep-main-lifts", "pattern-coverage", "never-to-failure", "progression"}
    assert reasons_of(squats(written(phase, is_light=is_light))) == named | always


def test_a_lift_on_one_leg_says_so() -> None:
    exercises = lifter().catalogue.exercises
    mains = [p for p in written().exercises if p.role is Role.MAIN]
    told = {p.exercise: "one-leg-work" in p.reasons for p in mains}
    assert told == {p.exercise: exercises[p.exercise].is_on_one_leg for p in mains}
    assert set(told.values()) == {True, False}


def test_accessories_vary_and_jumps_stand_beside_lifting() -> None:
    session = written()
    accessories = [p for p in session.exercises if p.role is Role.ACCESSORY]
    hops = [p for p in session.exercises if p.contacts]
    assert all("vary-accessories" in p.reasons for p in accessories)
    assert {p.reasons for p in hops} == {("jumps-beside-lifting", "contact-caps")}


def test_a_hold_claims_no_reserve_and_no_progression_in_load() -> None:
    holds = holds_of(PhaseName.ADAPTATION)
    assert reasons_of(holds) == {"vary-accessories", "pattern-coverage"}


def test_every_reason_is_a_rule_of_the_catalogue() -> None:
    rules = lifter().catalogue.rules
    for phase in PhaseName:
        session = written(phase, is_light=True)
        assert {*session.reasons, *reasons_of(session.exercises)} <= set(rules)
