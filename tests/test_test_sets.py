"""Test sets: now and then the last set of a main lift tells how strong the athlete is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from ironstride.core.athlete import Health, LiftingExperience
from ironstride.core.calendar import Weekday, hours_between
from ironstride.core.estimate import Band
from ironstride.core.exercise import RepRange
from ironstride.core.programme import PhaseName, Prescription, Programme, Role, Session, Week
from ironstride.formats import json_programme, text_programme, words
from ironstride.planning.dose.budget import Done
from ironstride.planning.dose.strength_tests import reserve_left, wants_tests, with_test
from ironstride.planning.plan import plan
from ironstride.planning.request import Request
from ironstride.planning.season.outline import Outline
from people import MONDAY, but, catalogue, habit, half_marathoner, programme_for, with_policy
from test_load import known, strong
from test_prescribe import lifter, written

THIRD_WEEK = Outline(
    start=MONDAY + timedelta(weeks=2),
    phase=PhaseName.MAX_STRENGTH,
    block=0,
    block_start=MONDAY,
    is_light=False,
)


def logged(**facts: Any) -> Request:
    """The half-marathoner with a log of what the gym can load."""
    lifts = (known(id_) for id_, e in catalogue().exercises.items() if e.load_type.is_weight)
    return but(strong(half_marathoner(), *lifts), **facts)


@cache
def season() -> Programme:
    return programme_for(logged())


def all_tests(programme: Programme) -> Iterator[tuple[Week, Session, Prescription]]:
    for week in programme.weeks:
        for session in week.sessions:
            yield from ((week, session, p) for p in session.exercises if p.test_leaves is not None)


def test_without_a_log_nothing_is_tested() -> None:
    assert list(all_tests(programme_for(half_marathoner()))) == []


def test_a_season_with_a_log_tests_main_lifts_now_and_then() -> None:
    weeks = sorted({week.start for week, _, _ in all_tests(season())})
    assert weeks
    assert all((b - a).days >= 28 for a, b in pairwise(weeks))
    assert {p.role for _, _, p in all_tests(season())} == {Role.MAIN}


def test_a_test_stands_in_a_loading_week_of_a_heavy_block_clear_of_key_runs() -> None:
    keys = [run.start for week in season().weeks for run in week.runs if run.is_key]
    for week, session, _ in all_tests(season()):
        assert week.phase in (PhaseName.MAX_STRENGTH, PhaseName.POWER)
        assert not week.is_light
        following = [start for start in keys if start > session.start]
        assert hours_between(session.end, following[0]) >= 48


def test_a_test_says_its_rule_and_the_programme_explains_it() -> None:
    assert all("test-sets" in p.reasons for _, _, p in all_tests(season()))
    assert "test-sets" in season().rules


def test_tests_fit_the_minutes_of_their_days() -> None:
    offers = logged().athlete.offers
    for _, session, _ in all_tests(season()):
        assert session.minutes <= offers[Weekday.of(session.start.date())].minutes


@pytest.mark.parametrize(
    ("facts", "is_wanted"),
    [
        ({}, True),
        ({"is_light": True}, False),
        ({"phase": PhaseName.ADAPTATION}, False),
        ({"phase": PhaseName.TAPER}, False),
        ({"phase": PhaseName.RACE_SEASON}, False),
        ({"block_start": MONDAY + timedelta(weeks=1)}, False),  # still new
    ],
)
def test_only_loading_weeks_that_are_no_longer_new_are_for_tests(
    facts: dict[str, Any], is_wanted: bool
) -> None:
    assert wants_tests(replace(THIRD_WEEK, **facts), [], strong(lifter())) is is_wanted


@pytest.mark.parametrize(("weeks_ago", "is_wanted"), [(3, False), (4, True)])
def test_tests_lie_four_weeks_apart(weeks_ago: int, is_wanted: bool) -> None:
    before = replace(THIRD_WEEK, start=THIRD_WEEK.start - timedelta(weeks=weeks_ago))
    past = [Done(before, 20, 0, tests=1), Done(THIRD_WEEK, 20, 0)]
    assert wants_tests(THIRD_WEEK, past, strong(lifter())) is is_wanted


def test_nothing_is_tested_without_a_log_or_while_something_hurts() -> None:
    sore = Health(complaints=frozenset({"knee"}))
    assert not wants_tests(THIRD_WEEK, [], lifter())
    assert not wants_tests(THIRD_WEEK, [], strong(lifter(health=sore)))


@pytest.mark.parametrize(
    ("birth_year", "phase", "leaves"),
    [
        (1988, PhaseName.MAX_STRENGTH, 1),
        (1988, PhaseName.POWER, 2),
        (1967, PhaseName.MAX_STRENGTH, 1),
        (1966, PhaseName.MAX_STRENGTH, 2),  # sixty
        (2008, PhaseName.MAX_STRENGTH, 1),
        (2009, PhaseName.MAX_STRENGTH, 3),  # seventeen
    ],
)
def test_a_test_never_goes_to_failure_and_is_careful_with_the_old_and_the_young(
    birth_year: int, phase: PhaseName, leaves: int
) -> None:
    request = lifter(birth_year=birth_year)
    assert reserve_left(request.athlete, request, phase) == leaves


def chosen(request: Request, *before: str, minutes: int = 90) -> list[str]:
    session = written(request=request)
    made = with_test(session, THIRD_WEEK, request, tested=before, minutes=minutes)
    return [p.exercise for p in made.exercises if p.test_leaves is not None]


def test_the_least_surely_known_lift_is_tested_and_each_once_a_week() -> None:
    names = [p.exercise for p in written(request=strong(lifter())).exercises if p.role is Role.MAIN]
    sure, unsure = known(names[0]), known(names[1], likely=Band(80, 120, 0.8))
    request = strong(lifter(), sure, unsure)
    assert chosen(request) == [names[1]]
    assert chosen(request, names[1]) == [names[0]]
    assert chosen(request, *names[:2]) == []


def test_a_test_takes_the_minutes_of_more_repetitions_or_is_left() -> None:
    request = strong(lifter())
    session = written(request=request)
    assert chosen(request, minutes=session.minutes) == []
    made = with_test(session, THIRD_WEEK, request, tested=(), minutes=session.minutes + 1)
    assert made.minutes == session.minutes + 1  # five more at four seconds


@pytest.mark.parametrize(("hour", "is_tested"), [(17, False), (20, True)])
def test_a_test_leaves_two_days_to_the_next_key_run(hour: int, is_tested: bool) -> None:
    """The session ends on Monday before 19:15; the track waits on Wednesday."""
    track = habit(f"wednesday {hour}:00 60 quality")
    assert bool(chosen(replace(strong(lifter()), habit=track))) is is_tested


def test_a_lift_whose_weight_is_to_be_found_is_not_tested() -> None:
    assert chosen(strong(lifter(lifts={}), known("leg-press"))) == []


def test_a_beginner_is_not_tested_in_the_first_weeks() -> None:
    novice = logged(lifting_experience=LiftingExperience.NOVICE)
    entry = MONDAY + timedelta(weeks=8)
    assert all(week.start >= entry for week, _, _ in all_tests(programme_for(novice)))


def test_how_often_is_a_number_that_a_coach_may_turn() -> None:
    rarely = with_policy(logged(), "strength_tests", every_weeks=12)
    weeks: set[date] = {week.start for week, _, _ in all_tests(programme_for(rarely))}
    assert len(weeks) == 1


# As it is written ---------------------------------------------------------------------------


def test_a_test_is_said_in_words_and_reads_back() -> None:
    written_out = text_programme.write(season(), catalogue())
    assert "test: last set as many good ones as leave 1 in reserve" in written_out
    assert text_programme.read(written_out) == season()
    assert json_programme.read(json_programme.write(season())) == season()


def test_the_last_set_of_a_line_says_how_far_it_goes() -> None:
    line = Prescription(
        exercise="back-squat", role=Role.MAIN, sets=3, reps=RepRange(5, 5), test_leaves=2
    )
    said = words.prescription_in_words(line, masses=str, takes_weight=True)
    assert said == "3 x 5, test: last set as many good ones as leave 2 in reserve"


@pytest.mark.parametrize("facts", [{"seconds": 30}, {"reps": RepRange(5, 5), "leaves": 0}])
def test_a_test_counts_repetitions_and_leaves_one_at_least(facts: dict[str, Any]) -> None:
    leaves = facts.pop("leaves", 1)
    with pytest.raises(ValueError, match="leaves at least one"):
        Prescription(exercise="plank", role=Role.MAIN, sets=3, test_leaves=leaves, **facts)


def test_the_same_request_gives_the_same_tests() -> None:
    assert json_programme.write(plan(logged())) == json_programme.write(season())
