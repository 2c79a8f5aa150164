"""Importing: what files tell becomes events, once and for good."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ironstride.app.decode import Finding, PassedOver, Refusal
from ironstride.app.gather import Progress, Reading, readings
from ironstride.app.history import put_on
from ironstride.app.import_lifting import Lifting, LiftingSummary, LiftingWishes, Taken
from ironstride.app.names import NamesSeen, look_over, read_names, settle
from ironstride.app.shelf import Placed, Shelf
from ironstride.app.summary import ImportSummary, Tally, sport
from ironstride.store import activity_events
from ironstride.store.files import ImportedFile, Outcome, Told

if TYPE_CHECKING:
    from ironstride.store.store import Store

TOGETHER: Final = 100  # files without events that are noted in one transaction


def import_files(  # noqa: PLR0913 - two say what and where to, the others have a usual value
    paths: Sequence[Path],
    *,
    store: Store | None,
    dry_run: bool = False,
    jobs: int | None = None,
    progress: Progress | None = None,
    wishes: LiftingWishes | None = None,
    within: Path | None = None,
) -> ImportSummary:
    """Import files, folders and archives of any mix, and say what came of each.

    A file and what it told are written in one transaction, and a file that was met before is
    not read again. So an import that was killed goes on where it stopped when it is started
    again, and importing twice changes nothing.

    Args:
        paths: files, folders and archives.
        store: where runs and sets are kept; None where nothing is kept yet, for a dry run.
        dry_run: look, count, and write nothing.
        jobs: processes to decode with; None for as many as there are processors.
        progress: told after each file.
        wishes: what the athlete says about lifting, beside the files.
        within: a folder that no name begins with.
    """
    if store is None and not dry_run:
        raise ValueError("an import needs a store to write to; only a dry run does without")
    shelf = Shelf(store.copies(), store.descriptions()) if store else Shelf()
    files = store.files() if store else ()
    known = {file.sha256 for file in files if file.outcome is not Outcome.REFUSED}
    desk = _Desk(shelf=shelf, tally=Tally(), lifting=Lifting(store, wishes or LiftingWishes()))
    found = readings(paths, known=known, jobs=jobs, progress=progress, within=within)
    told = desk.told_by(found)
    for batch in _batches(told):
        if store is not None and not dry_run:
            store.record(batch)
    lifting = desk.lifting.summary()
    names = _names(store, lifting, is_kept=not dry_run)
    return replace(desk.tally.summary(shelf.runs()), lifting=lifting, names=names)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """Where what files told is sorted: activities on the shelf, sets into the log."""

    shelf: Shelf
    tally: Tally
    lifting: Lifting

    def told_by(self, found: Iterable[Reading]) -> Iterator[Told]:
        """Say of one file after another what is to be kept."""
        for each in found:
            reading = self.lifting.settled(each)
            placed = put_on(self.shelf, reading)
            taken = self.lifting.take(reading)
            self.tally.count(reading, placed)
            told = _told(reading, placed, taken)
            if told is not None:
                yield told


def _names(store: Store | None, lifting: LiftingSummary, *, is_kept: bool) -> NamesSeen:
    """Settle the names of all sets; after a dry run, only look over them."""
    if store is not None and is_kept:
        return settle(store)
    kept = {} if store is None else store.set_names()
    return look_over(Counter(kept) + Counter(lifting.names), read_names(store))


def _batches(told: Iterable[Told]) -> Iterator[tuple[Told, ...]]:
    """Write each file with events at once, and the others with it or a hundred at a time."""
    waiting: list[Told] = []
    for one in told:
        waiting.append(one)
        if one.events or len(waiting) >= TOGETHER:
            yield tuple(waiting)
            waiting.clear()
    yield tuple(waiting)


def _told(reading: Reading, placed: Sequence[Placed], taken: Taken) -> Told | None:
    """Say what is to be kept of a reading; nothing where its bytes were not looked at."""
    if reading.sha256 is None:
        return None
    match reading.found:
        case Finding() as finding:
            file = _file(reading, *_verdict(finding, placed, taken))
            return _with_events(file, finding, placed, taken)
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


def _verdict(finding: Finding, placed: Sequence[Placed], taken: Taken) -> tuple[Outcome, str]:
    """Choose the word for a whole file: new if anything in it is."""
    if taken.new:
        return Outcome.NEW, f"{taken.new} sets"
    if finding.descriptions:
        return Outcome.NEW, f"speaks of {len(finding.descriptions)} activities"
    outcomes = {one.outcome for one in placed}
    if Outcome.NEW in outcomes:
        return Outcome.NEW, ""
    if Outcome.KNOWN in outcomes:
        beside = next(one.beside for one in placed if one.outcome is Outcome.KNOWN)
        return Outcome.KNOWN, f"the same run as {beside}"
    if taken.known:
        return Outcome.KNOWN, "all of its sets were told before"
    return Outcome.SKIPPED, f"no run: {sport(placed[0])}" if placed else "holds nothing"


def _with_events(
    file: ImportedFile, finding: Finding, placed: Sequence[Placed], taken: Taken
) -> Told:
    """Every recording and set is an event; streams are kept where no richer ones are known."""
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
    return Told(file=file, events=(*recorded, *described, *taken.events), streams=streams)
