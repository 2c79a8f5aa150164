"""Whose choice a load was, seen from the loads that were told before the session."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from ironstride.core.log import AskedLoad, LoadChoice, SetDone
from ironstride.core.units import RIR

SAME_LOAD_KG: Final = 0.25  # less is a matter of rounding: half a kilogram, half a pound


def as_asked(done: SetDone, asked: Iterable[AskedLoad]) -> SetDone:
    """Read a set beside what was asked for: whether its load was prescribed.

    It was where that load was told for the exercise before the session and the lifter took it.
    What came of it does not count: were only sets that hit their repetitions taken as
    prescribed, the ones that failed would be missing from what repetitions teach. Warm-up sets
    are nobody's evidence. A test stays one, and left what was asked for unless told otherwise.
    """
    if done.is_warm_up or done.load is None:
        return done
    mine = [one for one in asked if one.exercise == done.exercise]
    same = [one for one in mine if abs(one.load.value - done.load.value) < SAME_LOAD_KG]
    if not same:
        return done
    if done.choice is LoadChoice.OWN:
        return replace(done, choice=LoadChoice.PRESCRIBED)
    leaves = next((one.test_leaves for one in same if one.test_leaves is not None), None)
    if done.choice is LoadChoice.TEST and done.rir is None and leaves is not None:
        return replace(done, rir=RIR(leaves))
    return done
