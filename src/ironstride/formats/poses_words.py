"""What was counted in poses, in words, each number with how far it may be off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ironstride.poses.count import Counted, Measured
from ironstride.poses.sequence import Sequence

NO_SCORE: Final = (
    "No score of form: a pose found in a video is off by more than good and bad technique differ. "
    "Film from the side, square to the movement within 10 degrees, for running at 120 frames a "
    "second or more."
)
NOTHING: Final = "nothing that comes back: no repetitions, no steps"


def facts_of(counted: Counted, sequence: Sequence) -> Iterator[tuple[str, str]]:
    """Say what there is to say, each thing under its name."""
    rows = (
        ("Repetitions", counted.repetitions, "", 0),
        ("Cadence", counted.cadence, " steps a minute", 0),
        ("Way out", counted.there, " s", 1),
        ("Way back", counted.back, " s", 1),
        ("Depth", counted.depth, " of the legs' length", 2),
        ("Trunk leans", counted.lean, " degrees forward", 0),
    )
    told = [(name, m, unit, places) for name, m, unit, places in rows if m is not None]
    if not told:
        yield "Seen", NOTHING
    for name, measured, unit, places in told:
        yield name, _said(measured, unit, places)
    if not sequence.is_to_scale:
        yield "Left out", "the trunk's lean, for the file tells no width and height of the picture"


def _said(measured: Measured, unit: str, places: int) -> str:
    off = max(measured.off, 0.0)
    beside = "" if unit == "" and off == 0 else f", give or take {off:.{max(places, 1)}f}"
    return f"{measured.value:.{places}f}{unit}{beside}"
