"""The rack: which weights stand at a place, as they are marked there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ironstride.core.units import MassUnit

Marks = tuple[float, ...]
"""Weights as they are marked, in the unit of their rack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """The weights of a machine: from the top plate, in steps, to the whole stack.

    `extra` is a small weight that can be put on top once.
    """

    first: float
    step: float
    last: float
    extra: float | None = None

    def __post_init__(self) -> None:
        if not 0 < self.first <= self.last or not self.step > 0:
            raise ValueError(
                f"a stack rises in steps from its first plate, not {self.first:g} to "
                f"{self.last:g} by {self.step:g}"
            )

    @property
    def marks(self) -> Marks:
        """Everything that can be chosen, lightest first.

        >>> Stack(first=7, step=7, last=28, extra=2.5).marks
        (7, 9.5, 14, 16.5, 21, 23.5, 28, 30.5)
        """
        count = int((self.last - self.first) / self.step + 1e-9) + 1
        bare = [round(self.first + n * self.step, 3) for n in range(count)]
        topped = [] if self.extra is None else [round(mark + self.extra, 3) for mark in bare]
        return tuple(sorted({*bare, *topped}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rack:
    """What a place has to make a lift heavier; what is None is not told, and taken as usual.

    `bars` and `stacks` go by the equipment they belong to. `plates` are those of one side, a
    plate as often as it can stand there; `dumbbells` stand in pairs, `single_dumbbells` alone.
    All numbers are in `unit`.
    """

    unit: MassUnit = MassUnit.KG
    bars: Mapping[str, float] = field(default_factory=dict)
    plates: Marks | None = None
    dumbbells: Marks | None = None
    single_dumbbells: Marks | None = None
    kettlebells: Marks | None = None
    stacks: Mapping[str, Stack] = field(default_factory=dict)
