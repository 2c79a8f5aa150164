"""Why a session is not where it was: the reasons stand in the calendar and in the rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

import people
from ironstride.core.exercise import RepRange
from ironstride.core.programme import Load, Prescription, Programme, Role, Session
from ironstride.planning.changes.because import (
    Now,
    _against,
    because,
    because_of_exercise,
    explained,
)
from ironstride.planning.changes.change import (
    Away,
    Change,
    DayGone,
    DayOffered,
    FewerMinutes,
    NowSore,
    OffTraining,
    RaceAdded,
    RunMoved,
    changed,
)
from ironstride.planning.changes.difference import ExerciseDiffers, SessionDiffers
from ironstride.planning.plan import attempt, outline_for
from ironstride.planning.request import Kept
from people import MONDAY

WEDNESDAY = MONDAY + timedelta(weeks=6, days=2)  # heavy blocks have begun
FRIDAY = WEDNESDAY + timedelta(days=2)


def at(days: int, hour: int, minute: int = 0) -> datetime:
    """Name a moment by its days from that Wednesday."""
    return datetime.combine(WEDNESDAY + timedelta(days=days), time(hour, minute))


def heavy(exercise: str = "back-squat", sets: int = 3, contacts: int = 0) -> Prescription:
    return Prescription(
        exercise=exercise,
        role=Role.MAIN,
        sets=sets,
        reps=RepRange(5, 5),
        load=Load(percent_1rm=85, rir=2),
        contacts=contacts,
    )


WAS = Session(
    start=at(0, 18, 30),
    minutes=50,
    intent="Heavy strength",
    place="gym",
    reasons=(),
    exercises=(heavy(),),
)


def now_after(*changes: Change, sessions: tuple[Session, ...] = ()) -> Now:
    asked = people.half_marathoner()
    places = {**asked.athlete.places, "hotel": people.FLOOR}
    # Without Thursday's quality run nothing stands against a hard Wednesday.
    habit = tuple(run for run in asked.habit if not run.kind.is_key)
    request = changed(people.but(replace(asked, habit=habit), places=places), changes)
    return Now(request=request, outlines=outline_for(request), sessions=sessions)


def test_a_session_that_nothing_stands_against_moved_for_no_reason_of_its_own() -> None:
    assert because(SessionDiffers(WAS, None), now_after()) is None


QUALITY = people.run(at(1, 12), 60, "quality")
TEN = people.race(7, 10, "A", weekday=4)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (DayGone(WEDNESDAY), "its day is not offered"),
        (OffTraining(WEDNESDAY, FRIDAY), "you are off from 2027-01-13 to 2027-01-15"),
        (OffTraining(WEDNESDAY, FRIDAY, is_ill=True), "you are ill from 2027-01-13 to 2027-01-15"),
        (Away(WEDNESDAY, FRIDAY, "hotel"), "you are at hotel that day, not at gym"),
        (FewerMinutes(WEDNESDAY, 30), "that day offers 30 min, and it took 50"),
        (RunMoved(WEDNESDAY - timedelta(days=1), at(0, 17)), "Wed 18:30 lies 0.7 h after the easy"),
        (RaceAdded(TEN), "Wed 18:30 is 2 d before the 10 km; leave 3"),
    ],
)
def test_what_stands_against_a_day_is_the_reason(change: Change, why: str) -> None:
    told = because(SessionDiffers(WAS, None), now_after(change))
    assert told is not None
    assert told.startswith(why)


@pytest.mark.parametrize(
    ("days", "why"), [(0, "it will not be done"), (1, "it was not done")], ids=["ahead", "over"]
)
def test_that_a_session_is_missed_is_a_reason(days: int, why: str) -> None:
    asked, programme = now_after(), attempt(people.half_marathoner())
    assert isinstance(programme, Programme)
    today = at(days, 0).date()
    kept = Kept(programme=programme, today=today, missed=frozenset({WEDNESDAY}))
    missed = replace(asked, request=replace(asked.request, kept=kept))
    assert because(SessionDiffers(WAS, None), missed) == why


def test_a_day_offered_at_another_hour_is_a_reason() -> None:
    (offer,) = people.offers("wednesday 20:00 60 gym").values()
    moved = replace(WAS, start=at(0, 20))
    told = because(SessionDiffers(WAS, moved), now_after(DayOffered(WEDNESDAY, offer)))
    assert told == "that day is offered from 20:00"


def test_a_key_run_soon_after_is_a_reason_only_for_hard_legs() -> None:
    asked = now_after()
    busy = replace(asked.request, run_days={QUALITY.start.date(): (QUALITY,)})
    light = replace(WAS, exercises=())
    found = [
        because(SessionDiffers(was, None), replace(asked, request=busy)) for was in (WAS, light)
    ]
    assert found[0] is not None
    assert "ends 16 h before the quality run" in found[0]
    assert found[1] is None


def test_a_hard_session_too_close_is_a_reason() -> None:
    other = replace(WAS, start=at(1, 18, 30))
    told = because(SessionDiffers(WAS, None), now_after(sessions=(other,)))
    assert told == "it would lie 23 h from the hard session of Thu 18:30; leave 48 h"


@pytest.mark.parametrize(("now", "is_told"), [(heavy(sets=2), True), (heavy(sets=4), False)])
def test_fewer_sets_of_the_same_come_from_the_weeks_before(
    now: Prescription, is_told: bool
) -> None:
    row = ExerciseDiffers((heavy(),), (now,))
    told = because(SessionDiffers(WAS, replace(WAS, exercises=(now,)), (row,)), now_after())
    assert (told is not None) == is_told
    assert told is None or "rise gently" in told


def test_equipment_that_a_place_lacks_is_the_reason_for_another_exercise() -> None:
    row = ExerciseDiffers((heavy(),), (heavy("bodyweight-squat"),))
    told = because_of_exercise(row, replace(WAS, place="hotel"), now_after())
    assert told == "it needs barbell; not at hotel"


def test_a_sore_place_is_the_reason_where_it_forbids_the_exercise() -> None:
    gone = ExerciseDiffers((heavy(),), ())
    assert because_of_exercise(gone, WAS, now_after()) is None
    assert because_of_exercise(gone, WAS, now_after(NowSore("knee"))) == "to spare the sore knee"


def test_a_new_session_stands_in_for_the_one_of_its_week_that_is_gone() -> None:
    new = replace(WAS, start=at(2, 18))
    later = replace(WAS, start=at(9, 18))
    found = [SessionDiffers(WAS, None), SessionDiffers(None, new), SessionDiffers(None, later)]
    told = [one.because for one in explained(found, now_after())]
    assert told[1:] == ["in place of the session of Wed 18:30", None]


def test_a_session_that_was_not_there_before_has_nothing_against_it() -> None:
    away = now_after(DayGone(WEDNESDAY))
    assert because(SessionDiffers(WAS, WAS), away) == "its day is not offered"
    assert because(SessionDiffers(None, WAS), away) is None


def test_days_off_are_a_reason_for_the_sessions_in_them_alone() -> None:
    away = now_after(OffTraining(FRIDAY, FRIDAY))
    friday = replace(WAS, start=at(2, 18), place="home", minutes=45)
    assert because(SessionDiffers(WAS, None), away) is None
    assert (
        because(SessionDiffers(friday, None), away) == "you are off from 2027-01-15 to 2027-01-15"
    )


def test_a_session_after_the_last_day_lies_outside_the_season() -> None:
    late = replace(WAS, start=at(70, 18, 30))
    assert because(SessionDiffers(late, None), now_after()) == "it lies outside the season"


def test_a_day_that_is_not_offered_is_no_longer_compared_with_the_session() -> None:
    elsewhere = replace(WAS, place="hotel", minutes=500)
    told = list(_against(elsewhere, now_after(DayGone(WEDNESDAY))))
    assert told == ["its day is not offered"]


def test_nothing_tells_why_an_unknown_exercise_went_or_one_outside_the_season() -> None:
    hotel, gone = replace(WAS, place="hotel"), ExerciseDiffers((heavy(),), ())
    unknown = ExerciseDiffers((heavy("moon-squat"),), ())
    late = replace(hotel, start=at(70, 18, 30))
    assert because_of_exercise(gone, hotel, now_after()) == "it needs barbell; not at hotel"
    assert because_of_exercise(unknown, hotel, now_after()) is None
    assert because_of_exercise(gone, late, now_after()) is None
