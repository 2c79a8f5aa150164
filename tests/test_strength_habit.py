"""Foreseeing a diary: habits, whom to trust, and bands that hold as often as they say."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.core.log import LoadChoice, SetDone
from ironstride.strength.coverage import OWED, WIDEST, Spread, Tails
from ironstride.strength.evidence import work_in
from ironstride.strength.expectation import IN_DIARIES, Target, targets
from ironstride.strength.habit import (
    LONGEST,
    Bell,
    Guess,
    Memory,
    Mixture,
    Question,
    Trust,
    Voice,
    answers,
    mixture,
)
from ironstride.strength.lift import build_of, lift_of
from lifting_days import after, did, on

HEAVY, LIGHT = math.log(100), math.log(80)


def remembered(*days: tuple[float, int]) -> Memory:
    """Days a week apart, the newest first."""
    memory = Memory()
    for number, (log_load, reps) in enumerate(reversed(days)):
        memory = memory.with_day(7 * number, log_load, reps)
    return memory


def asked(log_load: float = HEAVY, *, day: int = 30, filtered: float = 8.0) -> Question:
    return Question(day, log_load, Guess(filtered, 2.0))


def test_the_first_voice_looks_at_the_load_and_the_second_at_the_day() -> None:
    memory = remembered((LIGHT, 12), (HEAVY, 5), (LIGHT, 12), (HEAVY, 5))
    alike, last, level, filtered = answers(memory, asked(HEAVY)).middles
    assert (alike, last, filtered) == (5, 12, 8)
    assert 5 < level < 12


def test_a_load_unlike_any_other_is_met_with_the_newest_day() -> None:
    assert answers(remembered((HEAVY, 5), (HEAVY, 9)), asked(math.log(5e60))).middles[0] == 5


def test_no_voice_foresees_less_than_nothing() -> None:
    said = answers(remembered((LIGHT, 1)), asked(math.log(300), filtered=-9))
    assert min(said.middles) >= 0


def test_only_the_latest_days_are_remembered() -> None:
    memory = remembered(*[(HEAVY, 5)] * 20)
    assert len(memory.days) == len(memory.reps) == LONGEST


@pytest.mark.parametrize("right", range(len(Voice)))
def test_whoever_was_right_is_trusted(right: int) -> None:
    trust = Trust()
    for _ in range(40):
        trust = trust.learnt([0.0 if voice == right else 2.0 for voice in range(len(Voice))])
    weights = trust.weights(IN_DIARIES)
    assert weights[right] > 0.95
    assert sum(weights) == pytest.approx(1)


@given(
    st.lists(st.tuples(st.floats(1, 6), st.integers(1, 40)), min_size=1, max_size=12),
    st.floats(1, 6),
    st.integers(60, 200),
)
def test_a_blend_is_a_distribution(
    days: list[tuple[float, int]], log_load: float, day: int
) -> None:
    memory, question = remembered(*days), asked(log_load, day=day)
    blend = mixture(memory, question, answers(memory, question), Trust().weights(IN_DIARIES))
    shares = [blend.up_to(reps) for reps in range(-1, 500)]
    assert all(more >= less - 1e-12 for less, more in pairwise(shares))
    assert shares[-1] == pytest.approx(1, abs=1e-6)
    assert blend.up_to(blend.quantile(0.5)) >= 0.5 > blend.up_to(blend.quantile(0.5) - 1)


def test_the_mean_counts_bells_and_counts() -> None:
    blend = Mixture((4, 6), (0.25, 0.25), (Bell(10.0, 1.0, 0.5),))
    assert blend.mean == pytest.approx(7.5)
    assert blend.up_to(5) == pytest.approx(0.25, abs=1e-4)


def test_after_a_long_gap_more_is_possible() -> None:
    memory = remembered((HEAVY, 8), (HEAVY, 8))
    blends = [
        mixture(memory, question, answers(memory, question), (1.0, 0.0, 0.0, 0.0))
        for question in (asked(day=28), asked(day=29))
    ]
    assert blends[1].up_to(4) > blends[0].up_to(4)


def foreseen(*sets: SetDone) -> tuple[Target, ...]:
    lift = lift_of(sets[0], {})
    return targets(lift, work_in(lift, sets, build_of(lift.exercise, None), 70.0))


def test_of_a_day_its_heaviest_set_is_foreseen() -> None:
    found = foreseen(did(kg=60, reps=8), did(kg=90, reps=4), did(kg=90, reps=6))
    assert found == (Target(False, math.log(90), 6),)


def test_of_a_day_with_tests_they_alone_are_foreseen() -> None:
    tests = [did(kg=kg, reps=7, choice=LoadChoice.TEST) for kg in (80, 70)]
    found = foreseen(did(kg=90, reps=4), *tests)
    assert found == (Target(True, math.log(80), 7), Target(True, math.log(70), 7))


def test_holds_have_no_repetitions_to_foresee() -> None:
    assert foreseen(did("Plank", None, None, seconds=40)) == ()


# --- bands ----------------------------------------------------------------------------------


def test_a_miss_widens_and_a_hit_narrows() -> None:
    tails = Tails()
    assert tails.learnt(below=0.99, upto=1.0).likely < tails.likely
    assert tails.learnt(below=0.4, upto=0.6).likely > tails.likely


@pytest.mark.parametrize(("below", "upto", "likely"), [(0.0, 0.0, WIDEST), (0.4, 0.6, OWED)])
def test_a_band_has_its_widest_and_its_narrowest(below: float, upto: float, likely: float) -> None:
    tails = Tails()
    for _ in range(500):
        tails = tails.learnt(below, upto)
    assert tails.likely == likely
    assert max(tails.cut()) <= 0.5


@pytest.mark.parametrize("scale", [0.4, 1.0, 2.5])
def test_bands_hold_what_they_say_though_the_distribution_is_wrong(scale: float) -> None:
    """Days scatter `scale` times as widely as the forecast has it; coverage comes out right."""
    rng = np.random.default_rng(0)
    tails, held = Tails(), []
    bell = Bell(20.0, 4.0, 1.0)
    for came in np.round(rng.normal(20.0, 4.0 * scale, 3_000)).astype(int).tolist():
        blend = Mixture((), (), (bell,))
        held.append([blend.quantile(cut) <= came <= blend.quantile(1 - cut) for cut in tails.cut()])
        tails = tails.learnt(blend.up_to(came - 1), blend.up_to(came))
    likely, possible = np.mean(held, axis=0)
    assert likely == pytest.approx(0.80, abs=0.01)
    assert possible == pytest.approx(0.95, abs=0.01)


def test_a_lifters_spread_is_learnt_slowly_and_days_long_past_fade() -> None:
    spread = Spread()
    for _ in range(20):
        spread = spread.learnt(3.0, 20.0)
    assert spread.ratio == pytest.approx(2.0)
    for _ in range(2_000):
        spread = spread.learnt(0.5, 20.0)
    assert spread.ratio == pytest.approx(0.5, abs=0.01)


def test_a_diary_of_many_weeks_is_foreseen_as_often_as_its_bands_say() -> None:
    rng = np.random.default_rng(1)
    sets = [did(kg=100, reps=int(rng.integers(5, 12)), day=3 * n) for n in range(400)]
    state, held = after(sets[:5]), []
    for one in sets[5:]:
        told = state.expected(one.exercise, one.load, one.day)
        assert told is not None
        assert one.reps is not None
        held.append(told.likely.low <= one.reps.count <= told.likely.high)
        state = state.observe([one])
    assert np.mean(held) == pytest.approx(0.80, abs=0.03)
    assert state.known[lift_of(sets[0], {})].last == on(1197)
