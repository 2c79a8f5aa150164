"""The nearest picture: which motion shows an exercise that has none of its own, and what differs."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from ironstride.catalogue.load import load
from ironstride.catalogue.pictures import motion_of
from ironstride.motion.motion import Motion

NEAREST: Final = Path(__file__).with_name("data") / "nearest.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The motion that shows an exercise; `note` says so where it is another's."""

    motion: Motion
    note: str = ""


def shown(exercise: str) -> Shown | None:
    """Find what shows an exercise: its own motion, else the nearest; None outside the catalogue.

    >>> shown("wobble-board-squat").note
    'Shown is the nearest, Bodyweight squat. Yours stands on a wobble board.'
    """
    own = motion_of(exercise)
    if own is not None:
        return Shown(motion=own)
    row = rows().get(exercise)
    motion = None if row is None else motion_of(row["shown"])
    if row is None or motion is None:
        return None
    differs = row["differs"]
    note = (
        f"Shown is the nearest, {load().exercises[row['shown']].name}. "
        f"{differs[:1].upper()}{differs[1:]}."
    )
    return Shown(motion=motion, note=note)


@cache
def rows() -> Mapping[str, Mapping[str, str]]:
    """Read the table: the exercise, what is shown for it, and what differs."""
    return tomllib.loads(NEAREST.read_text(encoding="utf-8"))
