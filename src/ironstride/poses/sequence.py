"""A body as somebody else's pose estimator saw it, from the side or in space."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
PLACES: Final = ("shoulder", "hip", "knee", "ankle", "wrist")
SIDES: Final = ("right", "left")


@dataclass(frozen=True, kw_only=True)
class Sequence:
    """Poses over time; NaN where a point was not seen.

    `times` has the shape (n,) [s]. `points` holds places as `right_hip`, each forward and up,
    shape (n, 2), in one unit of length whatever it is. `angles` holds what a file gives as
    angles: `trunk` leaning forward, `right_knee` and `left_knee` bending, shape (n,). [degrees]
    With `is_to_scale` false, forward and up are in different units, so that no angle may be read.
    """

    times: Floats
    points: Mapping[str, Floats] = field(default_factory=dict)
    angles: Mapping[str, Floats] = field(default_factory=dict)
    is_to_scale: bool = True

    def __post_init__(self) -> None:
        if len(self.times) < 10:
            raise ValueError(f"holds {len(self.times)} frames; give a second or more of movement")
        if not (np.diff(self.times) > 0).all():
            raise ValueError("its times do not rise from frame to frame; sort the rows by time")
        if not self.points and not self.angles:
            raise ValueError(
                f"names none of the places that are counted by: {', '.join(PLACES)}, each of a side"
            )

    @property
    def step(self) -> float:
        """The usual time between frames. [s]"""
        return float(np.median(np.diff(self.times)))

    def middle(self, place: str) -> Floats | None:
        """A place of the body between right and left, or the side that was seen; shape (n, 2)."""
        sides = [self.points[name] for side in SIDES if (name := f"{side}_{place}") in self.points]
        if not sides:
            return None
        both = np.array(sides)
        seen = ~np.isnan(both)
        total = np.where(seen, both, 0.0).sum(axis=0)
        count = seen.sum(axis=0)
        return np.where(count > 0, total / np.maximum(count, 1), np.nan)
