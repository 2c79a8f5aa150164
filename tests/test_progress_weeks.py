"""What a week held: visits, hard sets, contacts, minutes, and what became of sessions."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from ironstride.core.calendar import DAY, WEEK
from ironstride.core.exercise import Pattern
from ironstride.core.log import SessionFinished, Side
from ironstride.core.programme import Role
from ironstride.strength.adherence import Adherence, Fate, adherence
from ironstride.strength.logbook import LoggedSession
from ironstride.strength.visit import visits
from ironstride.strength.weekly import (
    Work,
    contacts_of,
    count_sets,
    done_work,
    minutes_of,
    movement_of,
    planned_work,
)
from programmes import season
from progress_cases import (
    MONDAY,
    THURSDAY,
    TODAY,
    done,
    exercises,
    session,
    session_id,
    sets,
    skipped,
)

FIRST_WEEK = season().weeks[0].sessions

# Visits ----------------------------------------------------------------------------------


def test_sets_of_one_day_are_one_visit() -> None:
    found = visits([*sets("back-squat", MONDAY), *sets("push-up", THURSDAY, 2)])
    assert [(visit.day, len(visit.sets)) for visit in found] == [(MONDAY, 3), (THURSDAY, 2)]


def test_two_sessions_of_one_day_are_two_visits_and_a_loose_set_joins_the_first() -> None:
    early, late = session_id(MONDAY), session_id(THURSDAY)
    told = [
        done("push-up", MONDAY),
        done("back-squat", MONDAY, session=early),
        done("deadlift", MONDAY, session=late),
    ]
    assert sorted(len(visit.sets) for visit in visits(told)) == [1, 2]


def test_a_session_without_a_set_is_no_visit() -> None:
    assert visits([], [session(MONDAY)]) == ()


def test_a_visit_takes_the_minutes_that_were_told() -> None:
    one = done("back-squat", MONDAY, session=session_id(MONDAY))
    assert visits([one], [session(MONDAY, minutes=45)])[0].minutes == 45


@pytest.mark.parametrize(("hours", "minutes"), [(0, None), (1, 60), (4, 240), (4.1, None)])
def test_without_minutes_a_visit_lasts_from_the_first_word_to_the_last(
    hours: float, minutes: float | None
) -> None:
    start = session(MONDAY).started
    end = SessionFinished(session=start.id, at=start.at + timedelta(hours=hours))
    one = done("back-squat", MONDAY, session=start.id)
    assert visits([one], [LoggedSession(started=start, finished=end)])[0].minutes == minutes


def test_nobody_knows_how_long_an_open_session_took() -> None:
    one = done("back-squat", MONDAY, session=session_id(MONDAY))
    open_ = replace(session(MONDAY), finished=None)
    assert visits([one], [open_])[0].minutes is None
    assert visits([one])[0].minutes is None


def test_a_visit_without_minutes_counts_three_a_set() -> None:
    (visit,) = visits([*sets("back-squat", MONDAY), done("push-up", MONDAY, is_warm_up=True)])
    assert minutes_of(visit) == 9
    assert minutes_of(replace(visit, minutes=50)) == 50


# Hard sets and contacts ------------------------------------------------------------------


def test_left_and_right_are_one_set_as_in_a_programme() -> None:
    left = sets("single-leg-rdl-db", MONDAY, 3, side=Side.LEFT)
    right = sets("single-leg-rdl-db", MONDAY, 2, side=Side.RIGHT)
    assert count_sets([*left, *right]) == 3
    assert count_sets([*left, *right, done("single-leg-rdl-db", MONDAY)]) == 4


def test_a_warm_up_is_no_hard_set() -> None:
    told = [done("back-squat", MONDAY, is_warm_up=True), *sets("back-squat", MONDAY)]
    assert done_work(visits(told), exercises()).hard_sets == {Pattern.SQUAT: 3}


def test_stretches_and_jumps_are_no_hard_sets() -> None:
    told = [done("hip-flexor-half-kneeling", MONDAY, seconds=30), done("pogo-bilateral", MONDAY)]
    assert done_work(visits(told), exercises()).sets == 0


def test_a_programme_decides_whether_its_exercises_are_hard_work() -> None:
    told = visits(sets("glute-bridge", MONDAY))
    as_warm_up, _ = FIRST_WEEK[1].exercises[:2]
    main = replace(FIRST_WEEK[1], exercises=(replace(as_warm_up, role=Role.MAIN),))
    assert done_work(told, exercises(), FIRST_WEEK).sets == 0
    assert done_work(told, exercises(), [main]).sets == 3


def test_what_the_catalogue_lacks_is_known_by_its_words_or_is_other() -> None:
    told = [*sets("Bench Press (Barbell)", MONDAY), *sets("Preacher Curl", MONDAY, 2)]
    assert done_work(visits(told), exercises()).hard_sets == {Pattern.PUSH: 3, None: 2}
    assert movement_of("back-squat", exercises()) is Pattern.SQUAT


@pytest.mark.parametrize(
    ("exercise", "more", "contacts"),
    [
        ("pogo-bilateral", {"reps": 20}, 20),
        ("pogo-bilateral", {"contacts": 12}, 12),
        ("single-leg-pogo", {"reps": 10}, 20),
        ("single-leg-pogo", {"reps": 10, "side": Side.LEFT}, 10),
        ("back-squat", {"reps": 5}, 0),
        ("Box jumps of my own", {"reps": 5}, 0),
        ("pogo-bilateral", {"seconds": 30}, 0),
    ],
)
def test_contacts_are_as_told_else_from_repetitions(
    exercise: str, more: dict[str, object], contacts: int
) -> None:
    assert contacts_of(done(exercise, MONDAY, **more), exercises()) == contacts


def test_planned_and_done_are_counted_alike() -> None:
    asked = planned_work(FIRST_WEEK, exercises())
    assert asked.hard_sets[Pattern.HINGE] == 3
    assert (asked.sessions, asked.minutes) == (2, 100)
    assert asked.sets == sum(session.hard_sets for session in FIRST_WEEK)


def test_work_adds_up_and_can_be_shared_out() -> None:
    squats = Work(hard_sets={Pattern.SQUAT: 4}, contacts=10, sessions=1, minutes=40)
    both = squats + Work(hard_sets={Pattern.HINGE: 2}, minutes=20)
    assert (both.sets, both.contacts, both.sessions, both.minutes) == (6, 10, 1, 60)
    assert both * 0.5 == Work(
        hard_sets={Pattern.SQUAT: 2, Pattern.HINGE: 1}, contacts=5, sessions=0.5, minutes=30
    )


# What became of sessions -----------------------------------------------------------------


def test_a_session_is_done_on_its_day_or_on_another_one_of_its_week() -> None:
    came = visits([done("back-squat", MONDAY), done("push-up", THURSDAY + DAY)])
    found = adherence(FIRST_WEEK, came, today=MONDAY + WEEK)
    assert [one.fate for one in found.fates] == [Fate.DONE, Fate.MOVED]
    assert found.fates[1].done_on == THURSDAY + DAY
    assert (found.due, found.done, found.unasked) == (2, 2, 0)


def test_a_visit_of_another_week_stands_for_a_session_only_when_it_says_so() -> None:
    late = MONDAY + WEEK
    one = done("push-up", late, session=session_id(late))
    planned = FIRST_WEEK[1].start
    assert adherence(FIRST_WEEK, visits([one]), today=TODAY).count(Fate.UNTOLD) == 2
    named = visits([one], [session(late, planned=planned)])
    assert adherence(FIRST_WEEK, named, today=TODAY).fates[1].fate is Fate.MOVED


def test_a_skipped_session_keeps_the_reason_that_was_told_last() -> None:
    first, then = skipped(MONDAY, "a cold"), skipped(MONDAY, "fever")
    later = replace(then, at=then.at + timedelta(hours=1))
    found = adherence(FIRST_WEEK, (), [later, first], today=MONDAY)
    assert [(one.fate, one.reason) for one in found.fates] == [(Fate.SKIPPED, "fever")]


def test_what_was_skipped_is_not_matched_with_a_visit_of_the_week() -> None:
    came = visits([done("back-squat", MONDAY + DAY)])
    found = adherence(FIRST_WEEK, came, [skipped(MONDAY)], today=MONDAY + 2 * DAY)
    assert (found.count(Fate.SKIPPED), found.unasked) == (1, 1)


def test_a_skipped_day_without_a_session_counts_and_one_that_was_done_does_not() -> None:
    tuesday = MONDAY + DAY
    assert adherence((), (), [skipped(tuesday)], today=tuesday).due == 1
    came = visits([done("back-squat", MONDAY)])
    found = adherence(FIRST_WEEK, came, [skipped(MONDAY)], today=tuesday)
    assert [one.fate for one in found.fates] == [Fate.DONE]


def test_today_is_due_once_something_was_said_of_it() -> None:
    assert adherence(FIRST_WEEK, (), today=MONDAY).due == 0
    assert adherence(FIRST_WEEK, (), today=MONDAY + DAY).count(Fate.UNTOLD) == 1
    ahead = [skipped(THURSDAY)]
    assert adherence(FIRST_WEEK, (), ahead, today=MONDAY).due == 0


@pytest.mark.parametrize(("followed", "share"), [(0, 0.25), (3, 1.0)])
def test_a_programme_is_believed_as_far_as_it_was_followed(followed: int, share: float) -> None:
    planned = [
        replace(FIRST_WEEK[0], start=datetime.combine(MONDAY + n * WEEK, time(18)))
        for n in range(3)
    ]
    came = visits(done("back-squat", MONDAY + n * WEEK) for n in range(followed))
    assert adherence(planned, came, today=TODAY).expected_share == share
    assert Adherence().expected_share == 1
