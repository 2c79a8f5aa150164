"""Exports of lifting apps: which app wrote a file, and what it told."""

from __future__ import annotations

from typing import Final

from ironstride.formats.fitbod import read_fitbod
from ironstride.formats.fitnotes import read_fitnotes
from ironstride.formats.hevy import read_hevy
from ironstride.formats.lifting_row import LiftingFile, LiftingRow
from ironstride.formats.lifting_table import read_table
from ironstride.formats.strong import read_strong

__all__ = ["LiftingFile", "LiftingRow", "read_lifting"]

READERS: Final = (read_hevy, read_strong, read_fitbod, read_fitnotes)


def read_lifting(content: bytes) -> LiftingFile | None:
    r"""Read an export of Strong, Hevy, FitNotes or Fitbod, or None where it is none of them.

    The header decides which app wrote it. Nothing is raised, whatever the bytes hold: a line
    that cannot be read is named among the faults, and the others are kept.

    >>> header = b"Date,Exercise,Category,Weight (lbs),Reps,Distance,Distance Unit,Time\n"
    >>> file = read_lifting(header + b"2026-07-06,Squat,Legs,225,5,,,\n")
    >>> file.app, file.rows[0].weight, str(file.unit)
    ('FitNotes', 225.0, 'lb')
    """
    table = read_table(content)
    if table is None:
        return None
    told = (read(table) for read in READERS)
    return next((file for file in told if file is not None), None)
