"""The runs that an athlete's files tell of, without a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ironstride.app.decode import Finding
from ironstride.app.gather import Progress, Reading, readings
from ironstride.app.shelf import Placed, Shelf
from ironstride.app.summary import ImportSummary, Tally
from ironstride.core.run import RecordedRun


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Runs in order of their starts, each once, and what came of reading the files."""

    runs: tuple[RecordedRun, ...]
    summary: ImportSummary


def read_history(
    paths: Sequence[Path], progress: Progress | None = None, *, jobs: int | None = None
) -> History:
    """Read files, folders and archives of any mix; two recordings of one run are one."""
    shelf, tally = Shelf(), Tally()
    for reading in readings(paths, jobs=jobs, wants_streams=False, progress=progress):
        tally.count(reading, put_on(shelf, reading))
    runs = shelf.runs()
    return History(runs=runs, summary=tally.summary(runs))


def put_on(shelf: Shelf, reading: Reading) -> tuple[Placed, ...]:
    """Put what a file told on the shelf, and say where each recording came to stand."""
    if not isinstance(reading.found, Finding):
        return ()
    shelf.describe(reading.found.descriptions)
    return tuple(shelf.put(copy) for copy in reading.found.copies)
