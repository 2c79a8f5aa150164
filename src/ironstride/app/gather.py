"""Everything that files, folders and archives tell, one reading after another."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Final, TypeAlias

from ironstride.app.decode import (
    Content,
    Decoded,
    Finding,
    PassedOver,
    Refusal,
    decode,
    is_looked_for,
)
from ironstride.app.workers import Died, Workers
from ironstride.core.errors import IronstrideError
from ironstride.formats.archive import Member, Refused, members

FEW: Final = 8  # files that are read sooner than two processes have started
WAITING_EACH: Final = 3  # files on their way for each process
WAITING_B: Final = 64_000_000  # bytes on their way in all

Progress: TypeAlias = Callable[[int, int, str], None]  # files done, files in all, this one's name


@dataclass(frozen=True, slots=True)
class KnownAlready:
    """A file whose very bytes were met before."""


Found: TypeAlias = Finding | PassedOver | Refusal | KnownAlready


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one file told. The digest is None where its bytes were not looked at."""

    name: str
    found: Found
    sha256: str | None = None
    size: int = 0


def readings(  # noqa: PLR0913 - one says what, the others have a usual value
    paths: Sequence[Path],
    *,
    known: Collection[str] = (),
    jobs: int | None = None,
    wants_streams: bool = True,
    progress: Progress | None = None,
    within: Path | None = None,
) -> Iterator[Reading]:
    """Read everything that the paths lead to, in a fixed order, decoding in parallel.

    Args:
        paths: files, folders and archives.
        known: digests of files that need not be read again.
        jobs: processes to decode with; None for as many as there are processors.
        wants_streams: whether to keep what was recorded along the way.
        progress: told after each file.
        within: a folder that no name begins with, as files that were sent have names of their own.
    """
    total = sum(1 for _ in members(paths))
    with Workers(decode, jobs=_jobs(jobs, files=total)) as workers:
        gathering = _Gathering(workers, set(known), wants_streams=wants_streams)
        for number, reading in enumerate(gathering.readings(_named(paths, within)), 1):
            if progress is not None:
                progress(number, total, reading.name)
            yield reading


def _named(paths: Sequence[Path], within: Path | None) -> Iterator[Member | Refused]:
    start = "" if within is None else f"{within}{os.sep}"
    return (replace(one, name=one.name.removeprefix(start)) for one in members(paths))


def _jobs(asked: int | None, *, files: int) -> int:
    if asked is not None and asked < 1:
        raise ValueError(f"at least one job does the work, not {asked}")
    return 1 if files <= FEW else asked or os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class _Underway:
    """A file on its way through a process."""

    content: Content
    sha256: str
    begun: Future[Decoded]


class _Gathering:
    """Files going in one end and readings coming out of the other, in order."""

    def __init__(
        self, workers: Workers[Content, Decoded], known: set[str], *, wants_streams: bool
    ) -> None:
        self._workers = workers
        self._known = known
        self._wants_streams = wants_streams
        self._queue = deque[_Underway | Reading]()

    def readings(self, found: Iterator[Member | Refused]) -> Iterator[Reading]:
        """Take in a bounded number of files at a time, and hand out what they told."""
        for one in found:
            self._queue.append(self._begin(one))
            while self._is_enough():
                yield self._end(self._queue.popleft())
        while self._queue:
            yield self._end(self._queue.popleft())

    def _is_enough(self) -> bool:
        if not self._queue:
            return False
        head = self._queue[0]
        if isinstance(head, Reading) or head.begun.done():
            return True
        sizes = [len(one.content.content) for one in self._queue if isinstance(one, _Underway)]
        return len(sizes) > WAITING_EACH * self._workers.jobs or sum(sizes) > WAITING_B

    def _begin(self, one: Member | Refused) -> _Underway | Reading:
        if isinstance(one, Refused):
            return Reading(name=one.name, found=Refusal(f"{one.name} {one.reason}"))
        if not is_looked_for(one.name):
            return Reading(name=one.name, found=PassedOver(_kind(one.name)), size=one.size)
        try:
            content = one.read()
        except IronstrideError as error:
            return Reading(name=one.name, found=Refusal(str(error)), size=one.size)
        return self._decoding(one.name, content)

    def _decoding(self, name: str, content: bytes) -> _Underway | Reading:
        digest = hashlib.sha256(content).hexdigest()
        if digest in self._known:
            return Reading(name=name, found=KnownAlready(), sha256=digest, size=len(content))
        self._known.add(digest)
        file = Content(name=name, content=content, wants_streams=self._wants_streams)
        return _Underway(file, digest, self._workers.begin(file))

    def _end(self, one: _Underway | Reading) -> Reading:
        if isinstance(one, Reading):
            return one
        name, size = one.content.name, len(one.content.content)
        match self._workers.end(one.content, one.begun):
            case Died():
                sentence = f"{name}: the process that read it died, as when memory runs out"
                found: Decoded = Refusal(sentence)
            case decoded:
                found = decoded
        return Reading(name=name, found=found, sha256=one.sha256, size=size)


def _kind(name: str) -> str:
    """Name a kind of file that holds no runs."""
    ending = PurePosixPath(name.lower()).suffix
    return f"{ending} file" if ending else "file without an ending"
