"""Budgets: how many hard sets and foot contacts a week may hold, seen from the weeks before."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.core.athlete import LiftingExperience
from ironstride.core.programme import PhaseName
from ironstride.planning.dose.budget import Done, SetBudget, contact_budget, contact_cap, set_budget
from ironstride.planning.season.outline import Outline
from people import MONDAY, asking, athlete, policy, with_policy

LOADING = Outline(
    start=MONDAY, phase=PhaseName.MAX_STRENGTH, block=0, block_start=MONDAY, is_light=False
)


def week(phase: PhaseName = PhaseName.MAX_STRENGTH, *, is_light: bool = False) -> Outline:
    return Outline(start=MONDAY, phase=phase, block=0, block_start=MONDAY, is_light=is_light)


LIGHT, TAPER = week(is_light=True), week(PhaseName.TAPER)
RECOVERY = week(PhaseName.RECOVERY, is_light=True)


def done(*sets: int, within: Outline = LOADING, contacts: int = 0) -> list[Done]:
    return [Done(within, n, contacts) for n in sets]


def budget(of: Outline, past: Sequence[Done], full: int = 100) -> SetBudget:
    return set_budget(of, past, full, policy().dose)


# Which weeks count -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("held", "counts"),
    [
        (Done(LOADING, 20, 0), True),
        (Done(LOADING, 0, 0), False),
        (Done(LIGHT, 20, 0), False),
        (Done(TAPER, 20, 0), False),
        (Done(RECOVERY, 20, 0), False),
    ],
)
def test_a_loading_week_is_one_at_full_volume(held: Done, counts: bool) -> None:
    assert held.is_loading is counts


# Loading weeks ---------------------------------------------------------------------------


@pytest.mark.parametrize(("full", "aim"), [(20, 14), (21, 15), (0, 0)])
def test_the_first_week_aims_at_seven_tenths_of_what_the_block_grows_to(
    full: int, aim: int
) -> None:
    assert budget(LOADING, [], full) == SetBudget(0, full, aim)


@pytest.mark.parametrize(
    ("sets", "most"), [((20,), 24), ((10, 20), 18), ((10, 20, 30), 24), ((1, 10, 20, 30), 24)]
)
def test_sets_rise_by_a_fifth_on_the_mean_of_three_weeks(sets: tuple[int, ...], most: int) -> None:
    assert budget(LOADING, done(*sets)) == SetBudget(0, most, most)


def test_a_week_never_aims_beyond_what_its_block_grows_to() -> None:
    assert budget(LOADING, done(20), full=22).most == 22


def test_weeks_without_lifting_do_not_lower_the_ramp() -> None:
    assert budget(LOADING, done(20, 0, 0)) == budget(LOADING, done(20))


def test_after_a_light_week_the_ceiling_is_that_of_the_weeks_before_it() -> None:
    past = [*done(20, 20, 20), *done(10, within=LIGHT)]
    assert budget(LOADING, past) == SetBudget(0, 24, 24)


def test_the_week_after_that_still_aims_with_the_light_week_in_mind() -> None:
    past = [*done(20, 20), *done(10, within=LIGHT), *done(24)]
    mean_with, mean_without = (20 + 10 + 24) / 3, (20 + 20 + 24) / 3
    expected = SetBudget(0, math.floor(1.2 * mean_without), math.floor(1.2 * mean_with))
    assert budget(LOADING, past) == expected


def test_after_nothing_but_light_weeks_the_block_may_begin_at_once() -> None:
    assert budget(LOADING, done(10, within=LIGHT), full=30) == SetBudget(0, 30, 12)


def test_after_nothing_but_a_taper_the_ramp_begins_there() -> None:
    assert budget(LOADING, done(10, within=TAPER), full=30) == SetBudget(0, 12, 12)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=6), st.integers(1, 60))
def test_no_loading_week_may_exceed_the_ramp(sets: list[int], full: int) -> None:
    found = budget(LOADING, done(*sets), full)
    last = sets[-3:]
    assert found.least <= found.aim <= found.most <= min(full, 1.2 * sum(last) / len(last) + 1e-9)


# Light weeks and the taper ---------------------------------------------------------------


def test_a_light_week_leaves_out_forty_to_sixty_percent_and_aims_high() -> None:
    assert budget(LIGHT, done(20, 20, 20)) == SetBudget(8, 12, 12)


def test_a_taper_leaves_out_41_to_60_percent_and_aims_between() -> None:
    assert budget(TAPER, done(100, 100, 100)) == SetBudget(40, 59, 49)


def test_easing_is_measured_by_the_last_three_loading_weeks() -> None:
    past = [*done(90), *done(20, 20, 20), *done(9, within=LIGHT), *done(8, within=TAPER)]
    assert budget(TAPER, past) == budget(TAPER, done(20, 20, 20))


@pytest.mark.parametrize(("sets", "high", "low"), [((16, 20, 24), 24, 20), ((24, 20, 16), 20, 16)])
def test_easing_keeps_to_both_the_mean_and_the_last_week(
    sets: tuple[int, ...], high: int, low: int
) -> None:
    found = budget(LIGHT, done(*sets))
    assert (found.least, found.most) == (math.ceil(0.4 * high), math.floor(0.6 * low))


def test_where_both_cannot_be_kept_the_mean_decides() -> None:
    assert budget(TAPER, done(10, 10, 40)) == SetBudget(8, 11, 9)


def test_without_any_loading_week_easing_is_measured_by_the_block() -> None:
    assert budget(TAPER, [], full=20) == SetBudget(8, 11, 9)
    assert budget(LIGHT, [], full=20) == SetBudget(8, 12, 12)


# Foot contacts ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "cap"), [("none", 100), ("novice", 100), ("intermediate", 120), ("advanced", 140)]
)
def test_the_cap_grows_with_experience(level: str, cap: int) -> None:
    assert contact_cap(LiftingExperience(level), policy().contacts) == cap


def contacts(
    phase: PhaseName, past: Sequence[Done] = (), sessions: int = 1, level: str = "intermediate"
) -> int:
    request = asking(athlete(lifting_experience=LiftingExperience(level)))
    return contact_budget(week(phase), past, sessions, request)


LONG_AGO = done(20, contacts=1_000)


@pytest.mark.parametrize(
    ("phase", "share"),
    [
        (PhaseName.ADAPTATION, 48),
        (PhaseName.MAX_STRENGTH, 60),
        (PhaseName.POWER, 72),
        (PhaseName.RACE_SEASON, 42),
        (PhaseName.TAPER, 30),
        (PhaseName.RECOVERY, 0),
    ],
)
def test_the_phase_takes_its_share_of_the_cap(phase: PhaseName, share: int) -> None:
    assert contacts(phase, LONG_AGO) == share


def test_a_week_without_jump_sessions_has_no_contacts() -> None:
    assert contacts(PhaseName.POWER, LONG_AGO, sessions=0) == 0


def test_the_first_session_holds_sixty_percent_of_the_cap_at_most() -> None:
    usual = asking(athlete(lifting_experience=LiftingExperience.INTERMEDIATE))
    eager = with_policy(usual, "contacts", power_share=0.9)
    first = contact_budget(week(PhaseName.POWER), [], 1, eager)
    later = contact_budget(week(PhaseName.POWER), LONG_AGO, 1, eager)
    assert (first, later) == (72, 108)


@pytest.mark.parametrize(("sessions", "each"), [(1, 48), (2, 24), (3, 16)])
def test_a_weeks_contacts_rise_by_a_fifth_on_the_last_week_with_any(
    sessions: int, each: int
) -> None:
    past = [*done(20, contacts=40), *done(20, contacts=0)]
    assert contacts(PhaseName.POWER, past, sessions) == each
