"""The logbook: what stands in the log, whatever order it was told in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.core.log import (
    Entry,
    EntryWithdrawn,
    PainMoment,
    PainScore,
    SessionFinished,
    SessionStarted,
    SetCorrection,
    SetDone,
)
from ironstride.core.units import RIR, Kilograms, Reps
from ironstride.strength.logbook import as_corrected, logbook, standing
from log_entries import NOON, TUESDAY, corrected, corrections, done, id_, logs

STARTED = SessionStarted(id=id_(7), at=NOON, day=TUESDAY)


def ended(minute: int, rpe: float, number: int) -> SessionFinished:
    at = NOON + timedelta(minutes=minute)
    return SessionFinished(id=id_(number), session=STARTED.id, at=at, rpe=rpe)


@given(st.data(), logs)
def test_any_order_and_any_repeats_give_the_same_logbook(
    data: st.DataObject, told: list[Entry]
) -> None:
    again = data.draw(st.permutations([*told, *told]))
    assert logbook(again) == logbook(told)


@given(logs, logs)
def test_what_is_told_in_two_parts_reads_as_if_it_were_told_in_one(
    early: list[Entry], late: list[Entry]
) -> None:
    known = {(type(entry), entry.id) for entry in early}
    late = [entry for entry in late if (type(entry), entry.id) not in known]
    assert logbook([*late, *early]) == logbook([*early, *late])


@given(st.lists(corrections))
def test_nothing_that_is_corrected_stops_being_a_set(told: list[SetCorrection]) -> None:
    corrected_set = as_corrected(done(), told)
    assert corrected_set is None or replace(corrected_set) == corrected_set


def test_a_correction_changes_what_it_names_and_leaves_the_rest() -> None:
    told: list[Entry] = [done(rir=RIR(2)), corrected(1, load=Kilograms(82.5))]
    assert logbook(told).sets == (done(rir=RIR(2), load=Kilograms(82.5)),)


def test_of_two_corrections_of_a_field_the_later_moment_holds_and_not_the_later_arrival() -> None:
    late, early = corrected(1, 9, 2, reps=Reps(4)), corrected(1, 5, 1, reps=Reps(3), note="slow")
    assert logbook([done(), late, early]).sets == (done(reps=Reps(4), note="slow"),)


def test_a_correction_waits_for_a_set_that_has_not_arrived() -> None:
    correction = corrected(1, reps=Reps(3))
    assert logbook([correction]).sets == ()
    assert logbook([correction, done()]).sets == (done(reps=Reps(3)),)


def test_a_correction_that_leaves_nothing_to_count_is_passed_over() -> None:
    assert logbook([done(), corrected(1, reps=None)]).sets == (done(),)
    timed = corrected(1, reps=None, seconds=30.0)
    assert logbook([done(), timed]).sets == (done(reps=None, seconds=30.0),)


def test_a_set_that_never_was_is_gone_and_can_come_back() -> None:
    never, yet = corrected(1, 1, 1, withdrawn=True), corrected(1, 2, 2, withdrawn=False)
    assert logbook([done(), never]).sets == ()
    assert logbook([done(), never, yet]).sets == (done(),)


def test_only_what_a_set_has_can_be_corrected() -> None:
    with pytest.raises(ValueError, match="no mood that could be corrected"):
        corrected(1, mood="fine")
    with pytest.raises(ValueError, match="no id that could"):
        corrected(1, id=id_(2))


def test_sets_stand_in_the_order_of_their_days_and_moments() -> None:
    later = done(1, at=NOON + timedelta(minutes=1))
    second, first = done(2, position=1), done(3)
    told: list[SetDone] = [later, second, first]
    assert logbook(told).sets == (first, second, later)


def test_an_end_waits_for_its_start_and_the_later_of_two_ends_holds() -> None:
    early, late = ended(40, 6, 20), ended(50, 8, 21)
    assert logbook([late, early]).sessions == ()
    assert logbook([late, STARTED, early]).sessions[0].finished == late


def test_an_end_that_never_was_leaves_the_session_open() -> None:
    told: list[Entry] = [STARTED, ended(40, 6, 20)]
    assert logbook(told).open_session(TUESDAY) is None
    never = EntryWithdrawn(id=id_(60), entry=id_(20), at=NOON)
    assert logbook([*told, never]).open_session(TUESDAY) == STARTED


def test_what_stands_is_told_in_its_order_and_an_end_that_was_replaced_stands_too() -> None:
    never: list[Entry] = [corrected(1, withdrawn=True), EntryWithdrawn(entry=id_(21), at=NOON)]
    told: list[Entry] = [STARTED, ended(40, 6, 20), ended(50, 7, 22), ended(60, 8, 21), done()]
    assert standing([*told, *never]) == tuple(told[:3])


def test_a_day_holds_only_what_was_told_of_it() -> None:
    pain = PainScore(
        id=id_(40), at=NOON, day=TUESDAY, place="knee", moment=PainMoment.DURING, score=3
    )
    book = logbook([done(1), done(2, day=TUESDAY + timedelta(days=2)), pain])
    assert book.days == (TUESDAY, TUESDAY + timedelta(days=2))
    assert (book.on(TUESDAY).sets, book.on(TUESDAY).pain) == ((done(1),), (pain,))
    assert book.on(TUESDAY + timedelta(days=2)).pain == ()


def test_the_sets_of_one_exercise_can_be_looked_at_alone() -> None:
    told = [done(1), done(2, exercise="pull-up")]
    assert logbook(told).of("pull-up").sets == (done(2, exercise="pull-up"),)
