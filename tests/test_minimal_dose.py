"""Minimal doses: what is left where minutes or equipment are few."""

from __future__ import annotations

import pytest

from ironstride.core.athlete import LiftingExperience
from ironstride.core.programme import PhaseName, Programme, Role, Week
from ironstride.planning.week.needs import COVERAGE, SERVES
from people import GYM, asking, athlete, catalogue, habit, offers, programme_for, race


def short_of_time(minutes: int, kit: frozenset[str] = GYM) -> Programme:
    """Two noons a week, one before a key run, at one place."""
    return programme_for(
        asking(
            athlete(
                lifting_experience=LiftingExperience.INTERMEDIATE,
                places={"here": kit},
                offers=offers(f"tuesday 13:00 {minutes} here", f"thursday 13:00 {minutes} here"),
                races=(race(16, 21.1),),
            ),
            runs=habit("tuesday 06:00 40 easy", "wednesday 18:00 60 easy", "sunday 09:00 95 long"),
        )
    )


def full_weeks(programme: Programme) -> list[Week]:
    builds = (PhaseName.ADAPTATION, PhaseName.MAX_STRENGTH, PhaseName.POWER)
    return [week for week in programme.weeks if week.phase in builds and not week.is_light]


def covers_everything(week: Week) -> bool:
    exercises = catalogue().exercises
    done = [exercises[p.exercise] for s in week.sessions for p in s.exercises if p.role.is_hard]
    return all(any(SERVES[need](exercise) for exercise in done) for need in COVERAGE)


@pytest.mark.parametrize("minutes", [12, 20])
def test_twice_a_few_minutes_still_train_every_movement(minutes: int) -> None:
    weeks = full_weeks(short_of_time(minutes))
    assert all(covers_everything(week) for week in weeks)
    assert all(s.minutes <= minutes for week in weeks for s in week.sessions)


def test_a_band_and_a_chair_still_train_every_movement() -> None:
    weeks = full_weeks(short_of_time(20, frozenset({"band-long", "chair"})))
    assert weeks
    assert all(covers_everything(week) for week in weeks)


def heavy_sets(programme: Programme) -> list[int]:
    heavy = [week for week in full_weeks(programme) if week.phase is not PhaseName.ADAPTATION]
    mains = [p for week in heavy for s in week.sessions for p in s.exercises]
    return [p.sets for p in mains if p.role is Role.MAIN]


@pytest.mark.parametrize(("minutes", "least"), [(20, 1), (60, 2)])
def test_one_heavy_set_stays_where_two_do_not_fit(minutes: int, least: int) -> None:
    assert min(heavy_sets(short_of_time(minutes))) == least


def test_a_single_heavy_set_says_why_it_is_alone() -> None:
    for session in short_of_time(20).sessions:
        for p in session.exercises:
            if p.role is Role.MAIN:
                assert ("minimal-dose" in p.reasons) is (p.sets == 1)


@pytest.mark.parametrize(("minutes", "is_told"), [(20, True), (60, False)])
def test_what_few_minutes_give_up_is_said(minutes: int, *, is_told: bool) -> None:
    told = [caution.message for caution in short_of_time(minutes).warnings]
    assert any("keep one heavy set instead of 2 to" in message for message in told) == is_told
