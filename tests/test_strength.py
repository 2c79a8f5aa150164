"""What a set says about strength, and which loads can be put together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.core.exercise import LoadType
from ironstride.core.units import POUND_IN_KG, RIR, Kilograms, MassUnit, Reps
from ironstride.strength.one_rep_max import one_rep_max, share_of_one_rep_max
from ironstride.strength.plates import lightest, smallest_step

WEIGHTS = [load for load in LoadType if load.is_weight]
LINE = {1: 1.0, 2: 0.9722, 5: 0.8888, 9: 0.7776}  # 1.0278 - 0.0278 n, by hand


@pytest.mark.parametrize(("to_failure", "share"), LINE.items())
def test_brzyckis_line_is_met_at_points_reckoned_by_hand(to_failure: int, share: float) -> None:
    assert share_of_one_rep_max(Reps(to_failure), RIR(0)) == pytest.approx(share)


def test_a_single_to_failure_is_the_one_rep_max_itself() -> None:
    assert one_rep_max(Kilograms(123.5), Reps(1), RIR(0)) == Kilograms(123.5)


@pytest.mark.parametrize(("reps", "rir"), [(0, 0), (10, 0), (8, 2), (9, 0.5)])
def test_outside_one_to_nine_repetitions_nothing_is_estimated(reps: int, rir: float) -> None:
    assert share_of_one_rep_max(Reps(reps), RIR(rir)) is None
    assert one_rep_max(Kilograms(60), Reps(reps), RIR(rir)) is None


@given(st.floats(1, 300), st.integers(1, 8), st.integers(0, 8))
def test_a_reserve_counts_like_a_repetition(kg: float, reps: int, rir: int) -> None:
    with_reserve = one_rep_max(Kilograms(kg), Reps(reps), RIR(rir))
    assert with_reserve == one_rep_max(Kilograms(kg), Reps(reps + rir), RIR(0))


@given(st.floats(1, 300), st.integers(1, 8))
def test_one_more_repetition_means_more_strength(kg: float, reps: int) -> None:
    fewer = one_rep_max(Kilograms(kg), Reps(reps), RIR(0))
    more = one_rep_max(Kilograms(kg), Reps(reps + 1), RIR(0))
    assert fewer is not None
    assert more is not None
    assert Kilograms(kg) <= fewer < more


@pytest.mark.parametrize("load_type", WEIGHTS)
def test_pounds_step_in_pounds(load_type: LoadType) -> None:
    pounds = smallest_step(load_type, MassUnit.LB).value / POUND_IN_KG
    assert pounds == pytest.approx(round(pounds), abs=0.01)
    assert smallest_step(load_type, MassUnit.KG) > Kilograms(0)


@pytest.mark.parametrize("load_type", sorted(set(LoadType) - set(WEIGHTS)))
def test_what_is_no_weight_has_no_step(load_type: LoadType) -> None:
    with pytest.raises(KeyError):
        smallest_step(load_type, MassUnit.KG)


@pytest.mark.parametrize(
    ("load_type", "unit", "words"),
    [
        (LoadType.BARBELL, MassUnit.KG, "20 kg"),
        (LoadType.BARBELL, MassUnit.LB, "45 lb"),
        (LoadType.DUMBBELL, MassUnit.KG, "0 kg"),
        (LoadType.MACHINE, MassUnit.LB, "0 lb"),
    ],
)
def test_only_a_barbell_weighs_something_bare(
    load_type: LoadType, unit: MassUnit, words: str
) -> None:
    assert lightest(load_type, unit).in_unit(unit) == words
