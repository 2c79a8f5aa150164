"""Quantities that check their own bounds."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

POUND_IN_KG: Final = 0.45359237  # exact, by the international agreement of 1959


class MassUnit(StrEnum):
    """The unit an athlete reads masses in; inside, everything is kilograms."""

    KG = "kg"
    LB = "lb"


@dataclass(frozen=True, slots=True, order=True)
class Kilograms:
    """A mass, held to the gram so that sums of plates compare equal.

    >>> Kilograms(20) * 2.5
    Kilograms(value=50.0)
    >>> Kilograms(-1)
    Traceback (most recent call last):
    ValueError: a mass lies between 0 and 1000 kg, not -1
    """

    value: float

    def __post_init__(self) -> None:
        if not 0 <= self.value < 1_000:
            raise ValueError(f"a mass lies between 0 and 1000 kg, not {self.value}")
        object.__setattr__(self, "value", round(float(self.value), 3))

    def __mul__(self, factor: float) -> Kilograms:
        return Kilograms(self.value * factor)

    def __truediv__(self, other: Kilograms) -> float:
        return self.value / other.value

    @property
    def pounds(self) -> float:
        """The same mass. [lb]"""
        return self.value / POUND_IN_KG

    def in_unit(self, unit: MassUnit) -> str:
        """Write the mass as a person would, to the half.

        >>> Kilograms(82.5).in_unit(MassUnit.KG), Kilograms(20.412).in_unit(MassUnit.LB)
        ('82.5 kg', '45 lb')
        """
        value = self.value if unit is MassUnit.KG else self.pounds
        return f"{round(value * 2) / 2:g} {unit}"


@dataclass(frozen=True, slots=True, order=True)
class Reps:
    """Repetitions of one set. [count]"""

    count: int

    def __post_init__(self) -> None:
        if not 0 <= self.count <= 500:
            raise ValueError(f"a set has between 0 and 500 repetitions, not {self.count}")


@dataclass(frozen=True, slots=True, order=True)
class RIR:
    """Repetitions in reserve: how many more would have gone up. 0 is failure. [count]"""

    count: float

    def __post_init__(self) -> None:
        if math.isnan(self.count) or not 0 <= self.count <= 10:
            raise ValueError(f"repetitions in reserve lie between 0 and 10, not {self.count:g}")
