"""Two devices correct one set: merged field by field, and nothing given up in silence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.core.log import WITHDRAWN, Entry, SessionStarted, SetCorrection
from ironstride.core.units import RIR, Kilograms, Reps
from ironstride.strength.logbook import logbook
from ironstride.strength.overruled import overruled
from log_entries import CHANGES, NOON, TUESDAY, done, id_

SHOWN = {"reps": Reps(5), "load": Kilograms(80), "rir": None, WITHDRAWN: False}
shown = st.fixed_dictionaries({}, optional={name: CHANGES[name] for name in SHOWN})


def changed(minute: int, *agrees: str, **changes: object) -> SetCorrection:
    """Correct a set on a device that has seen it as it was told first."""
    at, told = NOON + timedelta(minutes=minute), id_(100 + minute)
    return SetCorrection(id=told, set=id_(1), at=at, changes=changes, seen=SHOWN, agrees=agrees)


corrections = st.lists(
    st.tuples(st.integers(1, 9), shown).map(lambda told: changed(told[0], **told[1])),
    max_size=6,
    unique_by=lambda one: one.id,
)


@given(st.data(), corrections)
def test_any_order_names_the_same_changes(data: st.DataObject, told: list[SetCorrection]) -> None:
    again = data.draw(st.permutations(told))
    assert overruled(done(), again) == overruled(done(), told)


@given(st.lists(shown, min_size=2, max_size=4))
def test_a_change_that_nobody_saw_holds_or_is_named(all_changes: list[dict[str, object]]) -> None:
    told = [changed(minute, **changes) for minute, changes in enumerate(all_changes)]
    named = {(one.field, one.gave_way) for one in overruled(done(), told)}
    stands = {**SHOWN, **{k: v for each in all_changes for k, v in each.items()}}
    values = {(k, v) for each in all_changes for k, v in each.items() if v != SHOWN[k]}
    assert {(k, v) for k, v in values if stands[k] != v} <= named


def test_two_fields_of_one_set_merge_and_nobody_is_overruled() -> None:
    phone, laptop = changed(1, reps=Reps(4)), changed(2, load=Kilograms(85))
    book = logbook([done(), laptop, phone])
    assert book.sets == (done(reps=Reps(4), load=Kilograms(85)),)
    assert book.overruled == {}


def test_of_one_field_the_later_holds_and_the_other_is_named_until_somebody_saw_both() -> None:
    phone, laptop = changed(1, load=Kilograms(85)), changed(2, load=Kilograms(82.5))
    [one] = logbook([done(), laptop, phone]).overruled[id_(1)]
    assert (one.gave_way, one.holds, one.at) == (Kilograms(85), Kilograms(82.5), phone.at)
    agreed = changed(3, "load")
    assert logbook([agreed, done(), laptop, phone]).overruled == {}


def test_the_same_change_on_two_devices_is_no_quarrel() -> None:
    assert overruled(done(), [changed(1, rir=RIR(1)), changed(2, rir=RIR(1))]) == ()


def test_who_corrects_a_set_that_was_taken_back_unseen_brings_it_back() -> None:
    gone, yet = changed(1, withdrawn=True), changed(2, reps=Reps(4), withdrawn=False)
    book = logbook([done(), gone, yet])
    assert [one.reps for one in book.sets] == [Reps(4)]
    assert [one.field for one in book.overruled[id_(1)]] == [WITHDRAWN]


def test_a_set_that_is_taken_back_unseen_after_a_change_is_still_shown() -> None:
    phone, laptop = changed(1, reps=Reps(4)), changed(2, withdrawn=True)
    book = logbook([done(), phone, laptop])
    assert (book.sets, book.taken_back) == ((), (done(reps=Reps(4)),))
    again = changed(3, "reps", withdrawn=True)
    assert logbook([done(), phone, laptop, again]).taken_back == ()


def test_who_does_not_say_what_was_seen_has_seen_it() -> None:
    late = SetCorrection(set=id_(1), at=NOON + timedelta(hours=1), changes={"reps": Reps(3)})
    assert overruled(done(), [changed(1, reps=Reps(4)), late]) == ()


@pytest.mark.parametrize("first", [1, 2])
def test_a_planned_session_that_two_devices_begin_is_one(first: int) -> None:
    planned = NOON.replace(tzinfo=None)
    starts: list[Entry] = [
        SessionStarted(
            id=id_(n), at=NOON + timedelta(minutes=n != first), day=TUESDAY, planned=planned
        )
        for n in (1, 2)
    ]
    book = logbook([*starts, done(3, session=id_(1)), done(4, session=id_(2))])
    assert [one.started.id for one in book.sessions] == [id_(first)]
    assert {one.session for one in book.sets} == {id_(first)}
