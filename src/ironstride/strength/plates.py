"""Which masses can be put together."""

from __future__ import annotations

import math
from typing import Final

from ironstride.core.exercise import LoadType
from ironstride.core.units import POUND_IN_KG, Kilograms, MassUnit

STEP_KG: Final = {
    LoadType.BARBELL: 2.5,
    LoadType.MACHINE: 5.0,
    LoadType.CABLE: 2.5,
    LoadType.DUMBBELL: 2.0,
    LoadType.KETTLEBELL: 4.0,
}
STEP_LB: Final = {
    LoadType.BARBELL: 5.0,
    LoadType.MACHINE: 10.0,
    LoadType.CABLE: 5.0,
    LoadType.DUMBBELL: 5.0,
    LoadType.KETTLEBELL: 10.0,
}


BAR_KG: Final = 20.0
BAR_LB: Final = 45.0


def lightest(load_type: LoadType, unit: MassUnit) -> Kilograms:
    """Say what cannot be gone below: the bare bar, and nothing for other loads.

    >>> lightest(LoadType.BARBELL, MassUnit.KG), lightest(LoadType.DUMBBELL, MassUnit.KG)
    (Kilograms(value=20.0), Kilograms(value=0.0))
    """
    if load_type is not LoadType.BARBELL:
        return Kilograms(0)
    return Kilograms(BAR_KG if unit is MassUnit.KG else BAR_LB * POUND_IN_KG)


def smallest_step(load_type: LoadType, unit: MassUnit) -> Kilograms:
    """Say by how much a load of this type usually rises.

    >>> smallest_step(LoadType.BARBELL, MassUnit.KG)
    Kilograms(value=2.5)
    """
    if unit is MassUnit.KG:
        return Kilograms(STEP_KG[load_type])
    return Kilograms(STEP_LB[load_type] * POUND_IN_KG)


def at_most(wanted: Kilograms, load_type: LoadType, unit: MassUnit) -> Kilograms:
    """Find the heaviest load at hand that does not exceed what is wanted.

    >>> at_most(Kilograms(81), LoadType.BARBELL, MassUnit.KG)
    Kilograms(value=80.0)
    """
    step = smallest_step(load_type, unit)
    return step * math.floor(wanted / step + 1e-9)
