"""The next load: earned, bounded by the estimate, held, lowered, and regained after a lay-off."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.core.estimate import Band, Basis, LiftEstimate
from ironstride.core.exercise import RepRange
from ironstride.core.log import Readiness, SetDone, Side
from ironstride.core.units import RIR, Kilograms, Reps
from ironstride.strength.body_mass import LOAD_ALONE, Lifted
from ironstride.strength.plates import Ladder
from ironstride.strength.progression import (
    Allowed,
    Bout,
    Move,
    NextLoad,
    Situation,
    Target,
    Tired,
    bouts,
    load_allowed,
    next_load,
    tired,
)
from people import policy

FIVE = Target(reps=RepRange(5, 5), rir=2)
TEN = Target(reps=RepRange(8, 12), rir=3)
MONDAY = date(2026, 11, 30)
NUMBERS = policy().progression
BAR = Ladder(tuple(Kilograms(20 + 2.5 * n) for n in range(80)))


def done(
    day: int, load: float, reps: str, rir: float | None = 2, **more: Any
) -> tuple[SetDone, ...]:
    """Sets such as "5 5 7" so many days after the first Monday."""
    when = MONDAY + timedelta(days=day)
    return tuple(
        SetDone(
            id=UUID(int=1000 * day + n),
            at=datetime(when.year, when.month, when.day, 18, tzinfo=UTC),
            day=when,
            exercise="back-squat",
            position=n,
            load=Kilograms(load),
            reps=Reps(int(count)),
            rir=None if rir is None else RIR(rir),
            **more,
        )
        for n, count in enumerate(reps.split())
    )


def allowing(kg: float, **more: float) -> Allowed:
    masses = {"for_all": kg, "for_fewest": kg, "careful": kg} | more
    return Allowed(**{name: Kilograms(mass) for name, mass in masses.items()})


def told(*sets: tuple[SetDone, ...], day: int = 10, **facts: Any) -> NextLoad:
    usual: dict[str, Any] = {"target": FIVE, "allowed": allowing(100), "ladder": BAR}
    found = next_load(
        Situation(
            bouts=bouts(one for each in sets for one in each),
            day=MONDAY + timedelta(days=day),
            numbers=NUMBERS,
            layoff_days=14,
            **(usual | facts),
        )
    )
    assert found is not None
    return found


def moved(*sets: tuple[SetDone, ...], **facts: Any) -> tuple[Move, float]:
    found = told(*sets, **facts)
    return found.move, found.load.value


FOUR = (done(0, 70, "5 5 5"), done(2, 80, "5 5 5"), done(4, 80, "5 5 5"))
"""A lift that is no longer new."""


# Beginning -------------------------------------------------------------------------------


def test_a_beginning_is_careful() -> None:
    assert moved(allowed=allowing(84, careful=79)) == (Move.START, 77.5)


def test_a_new_kind_of_set_begins_from_the_estimate_too() -> None:
    assert moved(done(0, 60, "10 10 10", 3), allowed=allowing(84)) == (Move.START, 82.5)


@pytest.mark.parametrize("allowed", [None, allowing(19)])
def test_where_nothing_is_known_or_nothing_is_so_light_a_weight_is_to_be_found(
    allowed: Allowed | None,
) -> None:
    now = Situation(target=FIVE, bouts=(), allowed=allowed, ladder=BAR, day=MONDAY,
                    numbers=NUMBERS, layoff_days=14)  # fmt: skip
    assert next_load(now) is None


@pytest.mark.parametrize(
    ("reps", "rir", "found"),
    [("5 5 7", 2, (Move.FIND, 65)), ("5 5 5", 4, (Move.FIND, 65)), ("5 5 6", 2, (Move.HOLD, 60))],
)
def test_a_new_weight_that_was_easy_takes_a_larger_step(
    reps: str, rir: float, found: tuple[Move, float]
) -> None:
    assert moved(done(0, 60, reps, rir)) == found


def test_a_new_weight_rises_no_further_than_the_estimate_allows() -> None:
    assert moved(done(0, 60, "5 5 9"), allowed=allowing(63)) == (Move.FIND, 62.5)
    assert moved(done(0, 60, "5 5 9"), allowed=allowing(61)) == (Move.HOLD, 60)


def test_after_three_sessions_a_weight_is_no_longer_new() -> None:
    new = (done(0, 60, "5 5 5"), done(3, 60, "5 5 9"))
    assert moved(*new) == (Move.FIND, 65)
    assert moved(*new, done(6, 60, "5 5 9")) == (Move.UP, 62.5)


def test_without_an_estimate_a_tenth_is_the_most() -> None:
    assert moved(done(0, 60, "5 5 9"), allowed=None) == (Move.FIND, 65)


# Two for two -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("5 5 7", "5 5 7", (Move.UP, 82.5)),
        ("5 5 7", "5 5 6", (Move.HOLD, 80)),
        ("5 5 6", "5 5 7", (Move.HOLD, 80)),
        ("7 7 5", "7 7 5", (Move.HOLD, 80)),  # the last set counts
    ],
)
def test_two_to_spare_in_the_last_set_twice_running_earn_a_step(
    first: str, second: str, found: tuple[Move, float]
) -> None:
    assert moved(*FOUR, done(6, 80, first), done(8, 80, second)) == found


def test_a_reserve_counts_like_repetitions_and_a_small_one_against_them() -> None:
    assert moved(*FOUR, done(6, 80, "5 5 5", 4), done(8, 80, "5 5 5", 4)) == (Move.UP, 82.5)
    assert moved(*FOUR, done(6, 80, "5 5 7", 1), done(8, 80, "5 5 7", 1)) == (Move.HOLD, 80)
    assert moved(*FOUR, done(6, 80, "5 5 7", None), done(8, 80, "5 5 7", None))[0] is Move.UP


def test_sessions_at_a_lighter_load_earn_nothing() -> None:
    assert moved(*FOUR, done(6, 77.5, "5 5 8"), done(8, 80, "5 5 8"))[0] is Move.HOLD


def test_a_step_is_taken_only_where_the_estimate_allows_it() -> None:
    easy = (*FOUR, done(6, 80, "5 5 7"), done(8, 80, "5 5 7"))
    assert moved(*easy, allowed=allowing(82.5)) == (Move.UP, 82.5)
    assert moved(*easy, allowed=allowing(82.4)) == (Move.EARNED, 80)


def test_steps_that_are_none_are_passed_over() -> None:
    fine = Ladder(tuple(Kilograms(20 + 0.5 * n) for n in range(300)))
    found = moved(*FOUR, done(6, 80, "5 5 7"), done(8, 80, "5 5 7"), ladder=fine)
    assert found == (Move.UP, 82)  # 2.5 % of 80 kg is 2 kg


@pytest.mark.parametrize(
    ("allowed", "found"),
    [(allowing(110), (Move.UP, 100)), (allowing(99), (Move.EARNED, 80)), (None, (Move.EARNED, 80))],
)
def test_a_far_step_needs_room_in_the_estimate(
    allowed: Allowed | None, found: tuple[Move, float]
) -> None:
    coarse = Ladder(tuple(Kilograms(20.0 * n) for n in range(1, 9)))
    easy = (*FOUR, done(6, 80, "5 5 7"), done(8, 80, "5 5 7"))
    assert moved(*easy, ladder=coarse, allowed=allowed) == found


def test_without_an_estimate_a_near_step_is_taken_as_earned() -> None:
    easy = (*FOUR, done(6, 80, "5 5 7"), done(8, 80, "5 5 7"))
    assert moved(*easy, allowed=None) == (Move.UP, 82.5)


def test_at_the_top_of_the_rack_there_is_no_step() -> None:
    easy = (*FOUR, done(6, 80, "5 5 7"), done(8, 80, "5 5 7"))
    assert moved(*easy, ladder=Ladder((Kilograms(60), Kilograms(80)))) == (Move.EARNED, 80)


def test_where_strength_is_kept_nothing_rises() -> None:
    easy = (*FOUR, done(6, 80, "5 5 7"), done(8, 80, "5 5 7"))
    assert moved(*easy, may_rise=False) == (Move.KEEP, 80)


def test_what_moved_a_load_is_told() -> None:
    found = told(*FOUR, done(6, 80, "5 5 7"), done(8, 80, "5 5 8"))
    assert found.spare == (2, 3)
    assert found.last is not None
    assert found.last.day == MONDAY + timedelta(days=8)
    assert found.allowed == Kilograms(100)


# Bad sessions ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reps", "rir", "is_bad"),
    [("5 5 4", None, True), ("5 5 5", 0, True), ("5 5 5", 1, False), ("5 5 5", None, False)],
)
def test_a_session_is_bad_where_repetitions_or_two_of_the_reserve_are_missing(
    reps: str, rir: float | None, is_bad: bool
) -> None:
    (bout,) = bouts(done(0, 80, reps, rir))
    assert bout.is_bad(FIVE) is is_bad


def test_one_bad_session_is_done_again() -> None:
    assert moved(*FOUR, done(6, 80, "5 5 3")) == (Move.HOLD, 80)


def test_two_bad_sessions_running_ask_for_a_look_and_hold_the_load() -> None:
    assert moved(*FOUR, done(6, 80, "5 4 3"), done(8, 80, "5 4 4")) == (Move.LOOK, 80)
    assert moved(*FOUR, done(6, 80, "5 4 3"), done(8, 80, "5 5 5"))[0] is Move.HOLD


def test_a_look_comes_down_where_the_estimate_says_so() -> None:
    bad = (*FOUR, done(6, 80, "5 4 3"), done(8, 80, "5 4 4"))
    assert moved(*bad, allowed=allowing(79)) == (Move.LOOK, 77.5)


@pytest.mark.parametrize(
    ("fewest", "found"), [(78, (Move.HOLD, 80)), (77.6, (Move.DOWN, 77.5)), (10, (Move.DOWN, 20))]
)
def test_a_load_clearly_above_the_estimate_comes_down(
    fewest: float, found: tuple[Move, float]
) -> None:
    assert moved(*FOUR, allowed=allowing(fewest)) == found


def test_a_range_is_held_by_its_fewest_repetitions() -> None:
    eights = (done(0, 60, "8 8 8", 3), done(3, 60, "8 8 8", 3))
    within = allowing(54, for_fewest=60)
    assert moved(*eights, target=TEN, allowed=within) == (Move.HOLD, 60)


# After a lay-off -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (17, (Move.HOLD, 80)),
        (18, (Move.BACK, 75)),  # two weeks: 6 % less is 75.2 kg
        (32, (Move.BACK, 70)),  # four weeks: 12 % less is 70.4 kg
        (400, (Move.BACK, 60)),  # a quarter less at the most
    ],
)
def test_a_lay_off_begins_again_lighter(day: int, found: tuple[Move, float]) -> None:
    assert moved(*FOUR, day=day) == found


def test_a_lay_off_before_another_kind_of_set_begins_below_the_estimate() -> None:
    back = told(done(0, 60, "10 10 10", 3), day=14, allowed=allowing(80))
    assert (back.move, back.load, back.before) == (Move.BACK, Kilograms(75), None)
    assert back.days_off == 14


def test_after_a_long_time_away_the_lightest_load_is_light_enough() -> None:
    assert moved(*FOUR, day=30, allowed=allowing(12)) == (Move.BACK, 20)


def test_a_lay_off_without_any_estimate_leaves_a_new_kind_of_set_to_be_found() -> None:
    now = Situation(target=FIVE, bouts=bouts(done(0, 60, "10 10 10", 3)), allowed=None, ladder=BAR,
                    day=MONDAY + timedelta(days=20), numbers=NUMBERS, layoff_days=14)  # fmt: skip
    assert next_load(now) is None


@pytest.mark.parametrize(
    ("reps", "rir", "found"),
    [
        ("5 5 5", 2, (Move.REGAIN, 77.5)),  # a tenth more is 77 kg of 70: the rung below
        ("5 5 5", 1, (Move.HOLD, 70)),
        ("5 5 3", 2, (Move.HOLD, 70)),
    ],
)
def test_what_was_lifted_before_is_regained_as_long_as_it_goes_as_wanted(
    reps: str, rir: float, found: tuple[Move, float]
) -> None:
    back = moved(*FOUR, done(32, 70.5, reps, rir), day=35)
    kept = 70.5 if found[0] is Move.HOLD else found[1]
    assert back == (found[0], kept)


def test_once_regained_a_load_is_earned_again() -> None:
    assert moved(*FOUR, done(32, 80, "5 5 5"), day=35) == (Move.HOLD, 80)


# Bouts -----------------------------------------------------------------------------------


def test_a_bout_is_the_load_that_most_sets_had() -> None:
    ramp = (done(0, 40, "6"), done(0, 60, "4"), done(0, 80, "5 5 5"), done(0, 85, "2"))
    (bout,) = bouts(one for each in ramp for one in each)
    assert (bout.load, len(bout.sets)) == (Kilograms(80), 3)


def test_of_single_sets_the_heaviest_is_the_work() -> None:
    (bout,) = bouts((*done(0, 40, "6"), *done(0, 80, "5")))
    assert bout.load == Kilograms(80)


def test_warm_ups_and_what_has_no_load_are_no_work() -> None:
    bare = tuple(replace(one, load=None) for one in done(1, 0, "5"))
    held = tuple(replace(one, reps=None, seconds=30.0) for one in done(2, 60, "5"))
    assert bouts((*done(0, 40, "6", is_warm_up=True), *bare, *held)) == ()


def test_the_weaker_side_speaks() -> None:
    sides = (*done(0, 20, "5 7", side=Side.LEFT), *done(0, 20, "5 6", side=Side.RIGHT))
    (bout,) = bouts(sides)
    assert bout.to_spare(FIVE) == 1


def test_what_was_asked_then_is_what_a_bout_is_judged_by() -> None:
    threes = Target(reps=RepRange(3, 3), rir=3)
    (bout,) = bouts(done(0, 85, "3 3 3", 3), {MONDAY: threes})
    assert not bout.is_of_kind(FIVE, 2)
    assert bout.is_of_kind(replace(threes, share_most=0.7), 2)
    assert not bout.is_bad(FIVE)


@pytest.mark.parametrize(
    ("reps", "is_alike"), [("2", False), ("3", True), ("7", True), ("8", False)]
)
def test_where_nothing_was_asked_the_first_set_shows_the_kind(reps: str, is_alike: bool) -> None:
    (bout,) = bouts(done(0, 80, f"{reps} {reps}"))
    assert bout.is_of_kind(FIVE, 2) is is_alike


# What an estimate allows -------------------------------------------------------------------


def estimate(**facts: Any) -> LiftEstimate:
    usual: dict[str, Any] = {
        "exercise": "back-squat",
        "day": MONDAY,
        "one_rep_max": Kilograms(100),
        "likely": Band(96, 104, 0.8),
        "possible": Band(94, 107, 0.95),
        "slope": 0.03,
        "sessions": 3,
        "last": MONDAY,
        "basis": Basis.OWN_SETS,
    }
    return LiftEstimate(**(usual | facts))


def test_repetitions_and_reserve_make_the_share() -> None:
    found = load_allowed(estimate(), FIVE, LOAD_ALONE, Kilograms(70))
    assert found.for_all == found.for_fewest == Kilograms(83.527)  # exp(-0.03 * 6)
    assert found.careful == Kilograms(81.856)  # of 98 kg


def test_a_range_allows_more_for_its_fewest_repetitions() -> None:
    found = load_allowed(estimate(), TEN, LOAD_ALONE, Kilograms(70))
    assert (found.for_all, found.for_fewest) == (Kilograms(65.705), Kilograms(74.082))


def test_related_lifts_speak_with_their_low_end() -> None:
    related = estimate(basis=Basis.RELATED_SETS, sessions=0, last=None)
    found = load_allowed(related, FIVE, LOAD_ALONE, Kilograms(70))
    assert found.for_all == Kilograms(80.186)


def test_a_share_is_never_more_than_may_be() -> None:
    capped = replace(FIVE, share_most=0.75)
    assert load_allowed(estimate(), capped, LOAD_ALONE, Kilograms(70)).for_all == Kilograms(75)


def test_the_body_is_lifted_too() -> None:
    step_up = Lifted(body=0.88, hands=2)  # 2 x 20 + 61.6 = 101.6 kg move
    found = load_allowed(estimate(one_rep_max=Kilograms(20)), FIVE, step_up, Kilograms(70))
    assert found.for_all == Kilograms(11.632)
    weak = estimate(one_rep_max=Kilograms(1))
    assert load_allowed(weak, FIVE, step_up, Kilograms(70)).for_all == Kilograms(0)


# Promises that always hold ------------------------------------------------------------------

reps_done = st.lists(st.integers(0, 12), min_size=1, max_size=4).map(
    lambda r: " ".join(map(str, r))
)
histories = st.lists(
    st.tuples(st.integers(1, 30), st.integers(0, 60), reps_done, st.none() | st.integers(0, 5)),
    max_size=6,
)


def made(history: list[tuple[int, int, str, int | None]]) -> list[SetDone]:
    day, sets = 0, list[SetDone]()
    for gap, step, reps, rir in history:
        day += gap
        sets += done(day, 20 + 2.5 * step, reps, rir)
    return sets


@given(histories, st.integers(1, 40), st.floats(25, 150), st.booleans())
def test_no_load_exceeds_the_estimate_by_more_than_it_wobbles(
    history: list[tuple[int, int, str, int | None]], gap: int, kg: float, may_rise: bool
) -> None:
    sets = made(history)
    day = max((one.day for one in sets), default=MONDAY) + timedelta(days=gap)
    now = Situation(target=FIVE, bouts=bouts(sets), allowed=allowing(kg), ladder=BAR, day=day,
                    numbers=NUMBERS, layoff_days=14, may_rise=may_rise)  # fmt: skip
    found = next_load(now)
    assert found is not None
    assert found.load in BAR.rungs
    slack = 1 + NUMBERS.too_heavy_percent / 100
    assert found.load.value <= kg * slack + 0.001
    if found.load > (sets[-1].load if sets and sets[-1].load else BAR.lightest):
        assert found.load.value <= kg + 0.001


# A light week ---------------------------------------------------------------------------------


def look(day: int = 8) -> NextLoad:
    bad = (*FOUR, done(day - 2, 80, "5 4 3"), done(day, 80, "5 4 4"))
    return told(*bad, day=day + 2)


def ready(*scores: tuple[int, int]) -> list[Readiness]:
    at = datetime(2026, 11, 30, 7, tzinfo=UTC)
    return [Readiness(day=MONDAY + timedelta(days=n), at=at, score=score) for n, score in scores]


def asks(lifts: dict[str, NextLoad | None], readiness: list[Readiness], day: int) -> Tired | None:
    return tired(lifts, readiness, MONDAY + timedelta(days=day), NUMBERS)


def test_two_lifts_that_went_badly_twice_ask_for_a_light_week() -> None:
    lifts: dict[str, NextLoad | None] = {"squat": look(), "hinge": look(), "press": None}
    assert asks(lifts, [], 10) == Tired(lifts=("squat", "hinge"))
    assert asks({"squat": look(), "hinge": told(*FOUR)}, [], 10) is None
    assert asks(lifts, [], 30) is None  # that was long ago


def test_days_of_low_readiness_ask_for_a_light_week() -> None:
    low = ready((1, 2), (3, 1), (5, 2))
    found = asks({}, low, 7)
    assert found is not None
    assert len(found.days) == 3
    assert asks({}, [*low[:2], *ready((5, 3))], 7) is None
    assert asks({}, low, 8) is None  # the first of them is a week ago


def test_a_bout_that_is_told_of_a_day_counts_all_its_sets() -> None:
    (bout,) = bouts(done(0, 80, "5 5 7"))
    assert isinstance(bout, Bout)
    assert bout.first_reps == 5
