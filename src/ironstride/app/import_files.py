"""Importing: what files tell becomes events, once and for good."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ironstride.app.decode import Finding, PassedOver, Refusal
from ironstride.app.gather import Progress, Reading, readings
from ironstride.app.history import put_on
from ironstride.app.shelf import Placed, Shelf
from ironstride.app.summary import ImportSummary, Tally, sport
from ironstride.store import activity_events
from ironstride.store.files import ImportedFile, Outcome, Told

if TYPE_CHECKING:
    from ironstride.store.store import Store

TOGETHER: Final = 100  # files without runs that are noted in one transaction


def import_files(
    paths: Sequence[Path],
    *,
    store: Store | None,
    dry_run: bool = False,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> ImportSummary:
    """Import files, folders and archives of any mix, and say what came of each.

    A file and what it told are written in one transaction, and a file that was met before is
    not read again. So an import that was killed goes on where it stopped when it is started
    again, and importing twice changes nothing.

    Args:
        paths: files, folders and archives.
        store: where the runs are kept; None where nothing is kept yet, for a dry run.
        dry_run: look, count, and write nothing.
        jobs: processes to decode with; None for as many as there are processors.
        progress: told after each file.
    """
    if store is None and not dry_run:
        raise ValueError("an import needs a store to write to; only a dry run does without")
    shelf = Shelf(store.copies(), store.descriptions()) if store else Shelf()
    files = store.files() if store else ()
    known = {file.sha256 for file in files if file.outcome is not Outcome.REFUSED}
    tally = Tally()
    told = _told_by(readings(paths, known=known, jobs=jobs, progress=progress), shelf, tally)
    for batch in _batches(told):
        if store is not None and not dry_run:
            store.record(batch)
    return tally.summary(shelf.runs())


def _told_by(found: Iterable[Reading], shelf: Shelf, tally: Tally) -> Iterator[Told]:
    for reading in found:
        placed = put_on(shelf, reading)
        tally.count(reading, placed)
        told = _told(reading, placed)
        if told is not None:
            yield told


def _batches(told: Iterable[Told]) -> Iterator[tuple[Told, ...]]:
    """Write each file with events at once, and the others with it or a hundred at a time."""
    waiting: list[Told] = []
    for one in told:
        waiting.append(one)
        if one.events or len(waiting) >= TOGETHER:
            yield tuple(waiting)
            waiting.clear()
    yield tuple(waiting)


def _told(reading: Reading, placed: Sequence[Placed]) -> Told | None:
    """Say what is to be kept of a reading; nothing where its bytes were not looked at."""
    if reading.sha256 is None:
        return None
    match reading.found:
        case Finding() as finding:
            file = _file(reading, *_verdict(finding, placed))
            return _with_events(file, finding, placed)
        case PassedOver(reason):
            return Told(file=_file(reading, Outcome.SKIPPED, reason))
        case Refusal(sentence):
            return Told(file=_file(reading, Outcome.REFUSED, sentence))
        case _:
            return None


def _file(reading: Reading, outcome: Outcome, reason: str) -> ImportedFile:
    return ImportedFile(
        sha256=reading.sha256 or "",
        name=reading.name,
        size=reading.size,
        outcome=outcome,
        reason=reason,
    )


def _verdict(finding: Finding, placed: Sequence[Placed]) -> tuple[Outcome, str]:
    """Choose the word for a whole file: new if anything in it is."""
    if finding.descriptions:
        return Outcome.NEW, f"speaks of {len(finding.descriptions)} activities"
    outcomes = {one.outcome for one in placed}
    if Outcome.NEW in outcomes:
        return Outcome.NEW, ""
    if Outcome.KNOWN in outcomes:
        beside = next(one.beside for one in placed if one.outcome is Outcome.KNOWN)
        return Outcome.KNOWN, f"the same run as {beside}"
    return Outcome.SKIPPED, f"no run: {sport(placed[0])}" if placed else "holds nothing"


def _with_events(file: ImportedFile, finding: Finding, placed: Sequence[Placed]) -> Told:
    """Every recording is an event; its streams are kept where no richer ones are known."""
    recorded = [activity_events.recorded(copy) for copy in finding.copies]
    described = [
        activity_events.described(description, source=file.name)
        for description in finding.descriptions
    ]
    streams = {
        event.id: block
        for event, block, place in zip(recorded, finding.streams, placed, strict=True)
        if block is not None and place.copy.is_run and place.is_richest
    }
    return Told(file=file, events=(*recorded, *described), streams=streams)
