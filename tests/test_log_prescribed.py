"""Whose choice a load was."""

from __future__ import annotations

from typing import Any

import pytest

from ironstride.core.log import AskedLoad, LoadChoice
from ironstride.core.units import RIR, Kilograms, Reps
from ironstride.strength.prescribed import as_asked
from log_entries import done

ASKED = AskedLoad(exercise="back-squat", load=Kilograms(80))
TEST = AskedLoad(exercise="back-squat", load=Kilograms(80), test_leaves=2)


@pytest.mark.parametrize(("more", "choice"), [
    ({}, LoadChoice.PRESCRIBED),
    ({"reps": Reps(2)}, LoadChoice.PRESCRIBED),
    ({"load": Kilograms(80.2)}, LoadChoice.PRESCRIBED),
    ({"load": Kilograms(79.8)}, LoadChoice.PRESCRIBED),
    ({"load": Kilograms(80.3)}, LoadChoice.OWN),
    ({"load": Kilograms(79.7)}, LoadChoice.OWN),
    ({"load": None}, LoadChoice.OWN),
    ({"exercise": "front-squat"}, LoadChoice.OWN),
    ({"is_warm_up": True}, LoadChoice.OWN),
    ({"choice": LoadChoice.TEST}, LoadChoice.TEST),
])  # fmt: skip
def test_a_set_at_the_load_that_was_told_is_prescribed_whatever_came_of_it(
    more: dict[str, Any], choice: LoadChoice
) -> None:
    assert as_asked(done(**more), [ASKED]).choice is choice


def test_a_test_left_what_was_asked_for_unless_told_otherwise() -> None:
    test = done(choice=LoadChoice.TEST)
    assert as_asked(test, [TEST]).rir == RIR(2)
    assert as_asked(test, [ASKED]).rir is None
    assert as_asked(done(choice=LoadChoice.TEST, rir=RIR(0)), [TEST]).rir == RIR(0)
    assert as_asked(done(), [TEST]).rir is None
