"""Uploads: files that were sent are kept at once, read in the background, and let go.

The ledger says what waits. A program that is killed in the middle leaves the files and the row;
whoever looks next goes on, and what was read already is not read again.
"""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

from ironstride.app.import_files import import_files
from ironstride.app.import_lifting import LiftingWishes
from ironstride.app.summary import ImportSummary
from ironstride.core.errors import IronstrideError
from ironstride.core.units import MassUnit
from ironstride.formats.words import count
from ironstride.store.uploads import Manner, State, Upload, Uploads

if TYPE_CHECKING:
    from ironstride.store.store import Store

FOLDER: Final = "uploads"  # inside the data folder
BEAT_S: Final = 1.0
SHOWN: Final = 12  # sentences of a kind

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that was sent: the name that it had there, and where it lies now."""

    name: str
    path: Path


def receive(
    sent: Iterable[Sent], store: Store, *, at: datetime, unit: MassUnit | None = None
) -> UUID:
    """Keep files that were sent, and note that they wait. They are moved from where they lie."""
    id_ = uuid4()
    folder = _folder(id_, store)
    folder.mkdir(parents=True, mode=0o700)
    taken: set[str] = set()
    for one in sent:
        name = _free_name(one.name, taken)
        taken.add(name.lower())
        shutil.move(one.path, folder / name)
    Uploads(store).add(Upload(id=id_, at=at, unit=unit or ""))
    return id_


def _free_name(name: str, taken: set[str]) -> str:
    """Keep a file's own name as far as a folder takes it; a second one gets a number.

    >>> _free_name("../export.zip", {"export.zip"}), _free_name("", set())
    ('export 2.zip', 'file')
    """
    last = re.split(r"[/\\]", name)[-1]
    plain = "".join(letter for letter in last if letter.isprintable()).strip(" .")[-120:] or "file"
    stem, dot, ending = plain.partition(".")
    number, free = 1, plain
    while free.lower() in taken:
        number += 1
        free = f"{stem} {number}{dot}{ending}"
    return free


def discard(store: Store) -> None:
    """Remove the files that wait or were being read."""
    for id_ in Uploads(store).unfinished():
        shutil.rmtree(_folder(id_, store), ignore_errors=True)


def work_off(store: Store, now: Clock) -> bool:
    """Read the upload that waits longest; False where none waits.

    What one file says wrong is told and stops no other. Where the reading itself breaks off, it
    waits again, up to three times in all.
    """
    uploads = Uploads(store)
    upload = uploads.take(now())
    if upload is None:
        return False
    folder = _folder(upload.id, store)
    try:
        summary = _read(upload, store, uploads, now)
    except IronstrideError as error:
        uploads.end(upload.id, State.FAILED, ((Manner.BAD, _inside(str(error), folder)),))
    except Exception:
        uploads.end(upload.id, State.WAITING, ())
        raise
    else:
        told = ((meant, _inside(said, folder)) for meant, said in sentences(summary))
        uploads.end(upload.id, State.DONE, tuple(told))
    shutil.rmtree(folder, ignore_errors=True)
    return True


def _read(upload: Upload, store: Store, uploads: Uploads, now: Clock) -> ImportSummary:
    last = 0.0

    def progress(done: int, total: int, name: str) -> None:
        nonlocal last
        if done == total or time.monotonic() - last > BEAT_S:
            last = time.monotonic()
            uploads.beat(upload.id, now(), done, total, name)

    folder = _folder(upload.id, store)
    unit = MassUnit(upload.unit) if upload.unit else None
    return import_files(
        sorted(folder.iterdir()) if folder.exists() else [],
        store=store,
        progress=progress,
        wishes=LiftingWishes(unit=unit),
        within=folder,
    )


def _folder(id_: UUID, store: Store) -> Path:
    return store.folder / FOLDER / str(id_)


def _inside(sentence: str, folder: Path) -> str:
    """Name files as they were sent, not where they lay."""
    return sentence.replace(f"{folder}/", "").replace(str(folder), "what was sent")


def sentences(summary: ImportSummary) -> Iterator[tuple[Manner, str]]:
    """Say what came of an import, the good first, in a sentence each."""
    yield from ((Manner.GOOD, sentence) for sentence in _good(summary))
    yield from _few(Manner.BAD, (*summary.refused, *summary.lifting.broken))
    yield from _few(Manner.CARE, (*summary.cautions, *summary.lifting.units))


def _good(summary: ImportSummary) -> Iterator[str]:
    lifting = summary.lifting
    yield f"{count(summary.files, 'file')} looked at."
    if summary.new or not lifting.files:
        yield f"{count(summary.new, 'new run')}."
    if lifting.files:
        yield f"{count(lifting.new, 'new set')} of lifting."
    if summary.known:
        yield f"{count(summary.known, 'recording')} known already."
    if summary.runs:
        yield f"{count(summary.runs, 'run')} in all, {summary.first} to {summary.last}."
    if summary.other_sports:
        said = ", ".join(f"{number} {sport}" for sport, number in summary.other_sports.items())
        yield f"No runs, and left out: {said}."
    if own := len(summary.names.own):
        yield f"{count(own, 'exercise')} that the catalogue does not know, kept by your names."


def _few(meant: Manner, said: tuple[str, ...]) -> Iterator[tuple[Manner, str]]:
    yield from ((meant, sentence) for sentence in said[:SHOWN])
    if len(said) > SHOWN:
        yield meant, f"and {len(said) - SHOWN:,} more"
