"""What is believed of a lifter after some sets, and what that lets one foresee."""

from __future__ import annotations

import math
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ironstride.catalogue.load import load
from ironstride.core.estimate import Basis
from ironstride.core.log import LoadChoice, SetDone, Side
from ironstride.core.units import RIR, Kilograms, Reps
from ironstride.strength.coverage import Spread
from ironstride.strength.lift import Measure
from ironstride.strength.repetitions import share_at
from ironstride.strength.settings import SETTINGS
from ironstride.strength.standing import Standing
from ironstride.strength.state import StrengthState, strength_state
from lifting_days import after, did, nothing, on

EXERCISES = load().exercises
SQUAT = "Squat (Barbell)"


def weeks_of(
    exercise: str = SQUAT,
    kg: float = 100.0,
    reps: int = 5,
    rir: float | None = 2.0,
    weeks: int = 12,
) -> list[SetDone]:
    return [did(exercise, kg, reps, rir, day=7 * week) for week in range(weeks)]


def one_rep_max(state: StrengthState, exercise: str = SQUAT, day: int = 84) -> float:
    estimate = state.estimate(exercise, on(day))
    assert estimate is not None
    return estimate.one_rep_max.value


# --- the estimate ---------------------------------------------------------------------------


def test_the_same_set_every_week_says_what_the_curve_says() -> None:
    estimate = after(weeks_of()).estimate(SQUAT, on(80))
    assert estimate is not None
    assert estimate.one_rep_max.value == pytest.approx(100 / share_at(7, estimate.slope), rel=0.03)
    assert (estimate.sessions, estimate.last) == (12, on(77))
    assert estimate.basis is Basis.OWN_SETS


def test_a_band_of_95_holds_that_of_80_and_both_hold_the_middle() -> None:
    estimate = after(weeks_of()).estimate(SQUAT, on(80))
    assert estimate is not None
    ends = (estimate.possible.low, estimate.likely.low, estimate.one_rep_max.value)
    assert list(ends) == sorted(ends)
    assert estimate.likely.high < estimate.possible.high
    assert (estimate.likely.share, estimate.possible.share) == (0.80, 0.95)


def test_nothing_is_known_of_whom_nothing_is_logged() -> None:
    state = nothing()
    assert state.estimate(SQUAT, on(0)) is None
    assert state.repetitions(SQUAT, Kilograms(60), on(0)) is None
    assert state.expected(SQUAT, Kilograms(60), on(0)) is None
    assert state.load_for(SQUAT, Reps(5), RIR(2), on(0)) is None
    assert state.capacity("Plank", on(0)) is None


def test_a_new_lift_borrows_from_its_kin() -> None:
    weak, strong = (after(weeks_of(kg=kg)) for kg in (60, 160))
    front = "Front Squat (Barbell)"
    assert one_rep_max(weak, front) < one_rep_max(strong, front)
    estimate = strong.estimate(front, on(84))
    assert estimate is not None
    assert (estimate.basis, estimate.sessions) == (Basis.RELATED_SETS, 0)
    assert estimate.likely.high / estimate.likely.low > 2


def test_kin_of_another_pattern_say_nothing() -> None:
    assert after(weeks_of()).estimate("Bench Press (Barbell)", on(84)) is None


def test_a_longer_silence_makes_less_sure_and_weaker() -> None:
    state = after(weeks_of())
    soon, late = (state.estimate(SQUAT, on(77 + days)) for days in (1, 120))
    assert soon is not None
    assert late is not None
    assert late.one_rep_max < soon.one_rep_max
    assert late.likely.low < soon.likely.low


def test_tests_make_the_slope_the_lifters_own() -> None:
    """At 100 kg five and at 80 kg nine go up: a steeper slope than most people have."""
    tests = [
        did(SQUAT, *((100, 5) if week % 2 else (80, 9)), day=7 * week, choice=LoadChoice.TEST)
        for week in range(40)
    ]
    free = [
        did(one.exercise, one.load.value, one.reps.count, day=7 * n)  # type: ignore[union-attr]
        for n, one in enumerate(tests)
    ]
    true = math.log(100 / 80) / 4
    own, usual = (after(sets).estimate(SQUAT, on(280)) for sets in (tests, free))
    assert own is not None
    assert usual is not None
    assert own.slope == pytest.approx(true, rel=0.15)
    assert usual.slope == pytest.approx(0.0293, abs=0.0001)


def test_the_weaker_side_speaks_unless_one_is_named() -> None:
    name = "leg-press-single"
    sides = [
        did(name, kg, 8, 1, day=7 * week, side=side)
        for week in range(6)
        for side, kg in ((Side.LEFT, 60), (Side.RIGHT, 70))
    ]
    state = after(sides, exercises=EXERCISES)
    told = {side: state.estimate(name, on(42), side) for side in (None, Side.LEFT, Side.RIGHT)}
    left, right = told[Side.LEFT], told[Side.RIGHT]
    assert left is not None
    assert right is not None
    assert told[None] == left
    assert right.one_rep_max.value / left.one_rep_max.value == pytest.approx(70 / 60, rel=0.05)


def test_a_side_never_trained_is_taken_as_the_other_one() -> None:
    name = "leg-press-single"
    state = after([did(name, 60, 8, 1, side=Side.LEFT)], exercises=EXERCISES)
    assert state.estimate(name, on(1), Side.RIGHT) == state.estimate(name, on(1), Side.LEFT)


def test_what_nobody_can_lift_is_never_told() -> None:
    state = after([did("Sled", 990, 30, 0)])
    assert one_rep_max(state, "Sled", 1) <= 999


# --- the body -------------------------------------------------------------------------------


def test_pull_ups_count_the_body_and_tell_what_is_beside_it() -> None:
    state = after([did("Pull Up", None, 8, 0, day=d) for d in range(0, 40, 4)], body_kg=80.0)
    total = 0.95 * 80 / share_at(8, 0.033)
    assert one_rep_max(state, "Pull Up", 40) == pytest.approx(total - 0.95 * 80, rel=0.2)


def test_who_needs_help_has_nothing_beside_the_body() -> None:
    helped = [did("Pull Up", None, 4, 0, day=d, assistance=Kilograms(30)) for d in (0, 4, 8, 12)]
    estimate = after(helped).estimate("Pull Up", on(13))
    assert estimate is not None
    assert estimate.one_rep_max == Kilograms(0)


def test_help_that_outweighs_the_body_says_nothing() -> None:
    state = after([did("Pull Up", None, 8, 0, assistance=Kilograms(200))])
    assert state.estimate("Pull Up", on(1)) is None


def test_without_a_body_mass_the_usual_one_is_taken() -> None:
    sets = [did("Pull Up", None, 8, 0)]
    told, usual = (strength_state(sets, {}, mass, until=on(1)) for mass in (Kilograms(70), None))
    assert told.estimate("Pull Up", on(1)) == usual.estimate("Pull Up", on(1))


# --- forecasts ------------------------------------------------------------------------------


def test_a_load_for_repetitions_and_repetitions_at_that_load_agree() -> None:
    state = after(weeks_of())
    kg = state.load_for(SQUAT, Reps(5), RIR(2), on(80))
    assert kg is not None
    forecast = state.repetitions(SQUAT, kg, on(80))
    assert forecast is not None
    assert forecast.mean == pytest.approx(7, abs=0.01)
    assert forecast.likely.low < 7 < forecast.likely.high


def test_a_load_beyond_strength_does_not_go_up_at_all() -> None:
    forecast = after(weeks_of()).repetitions(SQUAT, Kilograms(300), on(80))
    assert forecast is not None
    assert (forecast.mean, forecast.likely.low) == (0, 0)


def test_where_nothing_is_lifted_no_repetitions_are_foreseen() -> None:
    state = after([*weeks_of(), did("clamshell", None, 15)], exercises=EXERCISES)
    assert state.repetitions(SQUAT, None, on(80)) is None
    assert state.repetitions("clamshell", None, on(80)) is None
    assert state.load_for("clamshell", Reps(5), RIR(2), on(80)) is None


def test_a_diary_is_foreseen_by_habit_and_strength_is_not() -> None:
    """Who always does ten of eleven writes ten; strength knows of the one that was left."""
    state = after(weeks_of(kg=60, reps=10, rir=6, weeks=20))
    habit = state.expected(SQUAT, Kilograms(60), on(140))
    strength = state.repetitions(SQUAT, Kilograms(60), on(140))
    assert habit is not None
    assert strength is not None
    assert (habit.middle, habit.likely.low, habit.likely.high) == (10, 10, 10)
    assert strength.middle == pytest.approx(16, abs=1.5)


def test_a_test_is_foreseen_by_the_filter() -> None:
    tests = [
        did(SQUAT, 80 + 5 * (week % 3), 12 - 3 * (week % 3), day=7 * week, choice=LoadChoice.TEST)
        for week in range(20)
    ]
    state = after(tests)
    for kg, reps in ((80, 12), (90, 6)):
        told = state.expected(SQUAT, Kilograms(kg), on(140), choice=LoadChoice.TEST)
        assert told is not None
        assert told.middle == pytest.approx(reps, abs=1)


def test_a_test_at_a_load_never_tried_is_foreseen_by_strength_not_by_habit() -> None:
    tests = [
        did(SQUAT, 80 + 20 * (week % 2), 12 - 7 * (week % 2), day=7 * week, choice=LoadChoice.TEST)
        for week in range(6)
    ]
    told = after(tests).expected(SQUAT, Kilograms(120), on(42), choice=LoadChoice.TEST)
    assert told is not None
    assert told.middle <= 2


def test_a_lift_never_tested_is_foreseen_by_strength_alone() -> None:
    state = after(weeks_of())
    told = state.expected(SQUAT, Kilograms(100), on(80), choice=LoadChoice.TEST)
    strength = state.repetitions(SQUAT, Kilograms(100), on(80))
    assert told is not None
    assert strength is not None
    assert told.mean == pytest.approx(strength.mean - SETTINGS.test_reserve, abs=0.01)


def test_habit_goes_on_where_a_mass_is_new_to_it() -> None:
    state = after([did("Crunch", None, 15, day=day) for day in range(0, 60, 3)])
    told = state.expected("Crunch", Kilograms(5), on(60))
    assert told is not None
    assert told.middle == 15


# --- other measures -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "measure", "amount"),
    [
        ({"seconds": 45}, Measure.SECONDS, 45),
        ({"metres": 40}, Measure.METRES, 40),
        ({"contacts": 60}, Measure.CONTACTS, 60),
        ({"reps": 15}, Measure.REPS, 15),
    ],
)
def test_what_has_no_mass_is_told_in_its_own_measure(
    more: dict[str, float], measure: Measure, amount: float
) -> None:
    said = {"kg": None, "reps": None} | more
    state = after([did("Bear Crawl", day=day, **said) for day in range(0, 60, 3)])  # type: ignore[arg-type]
    capacity = state.capacity("Bear Crawl", on(60))
    assert capacity is not None
    assert capacity.measure is measure
    assert capacity.middle == pytest.approx(amount, rel=0.05)
    assert capacity.likely.low < amount < capacity.likely.high
    assert state.estimate("Bear Crawl", on(60)) is None


def test_an_exercise_measured_twofold_is_told_as_it_was_measured_last() -> None:
    holds = [did("Plank", None, None, day=day, seconds=45) for day in (0, 3)]
    state = after([*holds, did("Plank", None, 12, day=6)])
    capacity = state.capacity("Plank", on(7))
    assert capacity is not None
    assert capacity.measure is Measure.REPS


def test_a_mass_has_no_capacity() -> None:
    assert after(weeks_of()).capacity(SQUAT, on(80)) is None


# --- the log --------------------------------------------------------------------------------


days = st.lists(
    st.tuples(
        st.sampled_from((SQUAT, "Front Squat (Barbell)", "Bench Press (Barbell)")),
        st.integers(20, 150),
        st.integers(1, 15),
        st.none() | st.integers(0, 4),
        st.integers(0, 60),
        st.sampled_from(LoadChoice),
    ),
    max_size=15,
)
Days = list[tuple[str, int, int, int | None, int, LoadChoice]]


def log_of(told: Days) -> list[SetDone]:
    return [did(n, kg, reps, rir, day=day, choice=c) for n, kg, reps, rir, day, c in told]


def all_of(state: StrengthState) -> list[object]:
    asked = (SQUAT, "Front Squat (Barbell)", "Bench Press (Barbell)")
    estimates = [state.estimate(name, on(100)) for name in asked]
    return [*estimates, *(state.expected(name, Kilograms(60), on(100)) for name in asked)]


@given(days, st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_in_which_sets_are_handed_over_is_no_matter(told: Days, random: object) -> None:
    sets = log_of(told)
    shuffled = sets.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert all_of(after(sets)) == all_of(after(shuffled))


@given(days)
@settings(max_examples=40)
def test_day_by_day_comes_to_the_whole_log_at_once(told: Days) -> None:
    sets = log_of(told)
    state = nothing()
    for day in sorted({one.day for one in sets}):
        state = state.observe(one for one in sets if one.day == day)
    assert all_of(state) == all_of(after(sets))


@given(days, st.integers(0, 60))
@settings(max_examples=40)
def test_a_past_day_is_told_without_looking_ahead(told: Days, day: int) -> None:
    sets = log_of(told)
    known = [one for one in sets if one.day <= on(day)]
    looked_back = strength_state(sets, {}, until=on(day))
    assert all_of(looked_back) == all_of(strength_state(known, {}, until=on(day)))


def test_observing_leaves_what_was_believed_before() -> None:
    before = after(weeks_of())
    told = all_of(before)
    before.observe([did(SQUAT, 150, 5, 0, day=90)])
    assert all_of(before) == told


def test_sets_that_come_late_ask_for_a_replay() -> None:
    state = after(weeks_of())
    with pytest.raises(ValueError, match=r"Squat \(Barbell\): the sets of .* come late; replay"):
        state.observe([did(day=3)])
    assert state.observe([did("Bench Press (Barbell)", day=3)]).known


def test_warm_ups_alone_are_no_session() -> None:
    assert not after([did(is_warm_up=True)]).known


@pytest.mark.parametrize(("ratio", "wider"), [(0.3, 1.0), (1.0, 1.0), (4.0, 2.0)])
def test_days_that_scatter_make_less_sure_and_even_days_no_surer(
    ratio: float, wider: float
) -> None:
    state = after(weeks_of())
    (block,), (lift,) = state.blocks.values(), state.known
    plain = math.sqrt(block.variance(block.place[lift]))
    assert Standing(lift, block, Spread(ratio)).sd == pytest.approx(wider * plain)


def test_a_wild_lifter_is_less_surely_known_than_a_steady_one() -> None:
    steady = [did(SQUAT, 100, 6, 0, day=7 * week) for week in range(40)]
    wild = [did(SQUAT, 100, 6 + 5 * (-1) ** week, 0, day=7 * week) for week in range(40)]
    widths = []
    for sets in (steady, wild):
        estimate = after(sets).estimate(SQUAT, sets[-1].day + timedelta(1))
        assert estimate is not None
        widths.append(estimate.likely.high / estimate.likely.low)
    assert widths[0] < widths[1]
