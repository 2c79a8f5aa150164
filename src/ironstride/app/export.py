"""Export: everything that is kept of one athlete, as files that any program reads.

`events.jsonl` holds all that was ever told, without loss; everything else is the same once
more, as tables for a spreadsheet. `read_export` reads the events back.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final

from ironstride.app.log import read_logbook
from ironstride.core.event import Event, EventKind
from ironstride.formats.event_lines import read_events, write_event
from ironstride.formats.figures import write_figures
from ironstride.formats.log_csv import PAIN, READINESS, SESSIONS, SETS, SKIPPED, table
from ironstride.formats.recording import FormatError
from ironstride.formats.streams import unpack
from ironstride.formats.streams_csv import streams_table
from ironstride.store.files import ImportedFile
from ironstride.strength.logbook import Logbook

if TYPE_CHECKING:  # Django is set up when a store is opened, not before
    from ironstride.store.store import Store

EVENTS: Final = "events.jsonl"
BESIDE_A_PROGRAMME: Final = ("changes", "amendments")  # what `app/keep.py` keeps with it
FILES: Final[Mapping[str, Callable[[ImportedFile], object]]] = {
    "name": lambda file: file.name,
    "bytes": lambda file: file.size,
    "outcome": lambda file: file.outcome,
    "reason": lambda file: file.reason,
    "sha256": lambda file: file.sha256,
}
HEADING: Final = """\
Everything that Ironstride keeps of you.

Texts are UTF-8. Days are where you were, as 2027-03-14; moments end in +00:00 and are on the
world's clock. Masses are in kg. An empty cell was not recorded. Tables show what stands:
corrections are taken in, and what was withdrawn is left out. Your body mass, where you told it,
stands in the profile.

"""


@dataclass(frozen=True, slots=True)
class _Part:
    """A file of the export, what it is, and its text piece by piece."""

    name: str
    says: str
    text: Iterable[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What an export holds. [count]"""

    events: int
    sets: int
    runs: int
    programmes: int
    recordings: int


def export(store: Store, to: IO[bytes], *, profile: str | None = None) -> Exported:
    """Write all that is kept of the store's athlete as a zip.

    Args:
        store: whose data.
        to: where the zip is written.
        profile: the text of the profile, where the athlete has one.
    """
    events, book, runs = store.events(), read_logbook(store), store.runs()
    kept = [event for event in events if event.kind is EventKind.PROGRAMME_KEPT]
    parts = [
        _Part(EVENTS, "all that was ever told, one event a line", map(write_event, events)),
        *_log(book),
        _Part("runs.csv", "your runs, each once", [write_figures(runs)]),
        _Part(
            "files.csv",
            "the files you imported, and what came of each",
            [table(FILES, store.files())],
        ),
        *([] if profile is None else [_Part("profile.toml", "your profile", [profile])]),
        *map(_programme, kept),
    ]
    with zipfile.ZipFile(to, "w") as archive:
        _write(archive, _Part("README.txt", "", _readme(parts)))
        for part in parts:
            _write(archive, part)
        recordings = sum(_write(archive, part) for part in _recordings(store))
    return Exported(
        events=len(events),
        sets=len(book.sets),
        runs=len(runs),
        programmes=len(kept),
        recordings=recordings,
    )


def read_export(file: IO[bytes]) -> tuple[Event, ...]:
    """Read the events of an export back.

    Raises:
        FormatError: it is no export, or a line of it holds no event.
    """
    try:
        with zipfile.ZipFile(file) as archive, archive.open(EVENTS) as lines:
            return read_events(io.TextIOWrapper(lines, encoding="utf-8"), name=EVENTS)
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError) as error:
        raise FormatError("the export", f"holds no {EVENTS} that can be read") from error


def _log(book: Logbook) -> Iterator[_Part]:
    yield _Part("sets.csv", "every set", [table(SETS, book.sets)])
    yield _Part("sessions.csv", "sessions in the gym", [table(SESSIONS, book.sessions)])
    yield _Part("skipped.csv", "sessions left out, and why", [table(SKIPPED, book.skipped)])
    yield _Part("pain.csv", "pain, 0 to 10", [table(PAIN, book.pain)])
    yield _Part("readiness.csv", "how ready you felt, 1 to 5", [table(READINESS, book.readiness)])


def _programme(event: Event) -> _Part:
    told = {key: part for key, part in event.payload.items() if key not in BESIDE_A_PROGRAMME}
    name = f"programmes/{event.at:%Y-%m-%dT%H%M%S}-{str(event.id)[:8]}.json"
    text = json.dumps(told, ensure_ascii=False, indent=2)
    return _Part(name, "a programme that you kept", [text, "\n"])


def _recordings(store: Store) -> Iterator[_Part]:
    for event, block in store.every_stream():
        name = f"recordings/{event.at:%Y-%m-%dT%H%M%S}-{str(event.id)[:8]}.csv"
        yield _Part(name, "", [_recording(block)])


def _recording(block: bytes) -> str:
    try:
        return streams_table(unpack(block))
    except FormatError as error:
        return f"{error}\n"  # one damaged block keeps nobody from the rest


def _readme(parts: Iterable[_Part]) -> Iterator[str]:
    yield HEADING
    for part in parts:
        yield f"{part.name}\n    {part.says}\n"
    yield "recordings/\n    what your watch recorded along the way, a table for each activity\n"


def _write(archive: zipfile.ZipFile, part: _Part) -> int:
    """Write a file under the same date always: the same data give the same bytes."""
    entry = zipfile.ZipInfo(part.name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16  # for its owner's eyes only
    with archive.open(entry, "w") as file:
        for piece in part.text:
            file.write(piece.encode())
    return 1
