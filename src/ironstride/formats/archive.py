"""Files, folders and zips, walked in one fixed order without unpacking anything to disk.

An archive may lie about itself, so sizes are counted while reading and no header is trusted.
What is refused is named with a sentence, and never stops the rest.
"""

from __future__ import annotations

import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from ironstride.formats.recording import FormatError

CHUNK_B: Final = 1 << 18
LOCAL_HEADER_B: Final = 30  # before the name of every member
CLUTTER: Final = re.compile(r"(^|/)(__MACOSX/|\._|\.DS_Store$|Thumbs\.db$)")
UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,  # an exotic compression
    RuntimeError,  # a password
    EOFError,
    OSError,
    ValueError,
    OverflowError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is read before an archive is taken for a trap.

    A zip inside a zip is one level deeper. The ratio counts only beyond `free_b`: small
    files may shrink as they like.
    """

    depth: int = 3
    members: int = 500_000
    member_b: int = 200_000_000
    total_b: int = 64_000_000_000
    ratio: int = 300
    free_b: int = 5_000_000


@dataclass(frozen=True, slots=True)
class Member:
    """A file, wherever it lies. `name` is as shown, such as `export.zip/activities/1.fit.gz`.

    `size` is what its container claims, in bytes. `read` raises a FormatError when the file
    is damaged or larger than it may be. Read it before asking for the next member: a zip is
    closed once its last member has been handed out.
    """

    name: str
    size: int
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that is not read, and why."""

    name: str
    reason: str


USUAL: Final = Limits()


def members(paths: Sequence[Path], *, limits: Limits = USUAL) -> Iterator[Member | Refused]:
    """Walk files, folders and zips, each file once, folders and zips by name.

    Links that lead out of a folder are refused, links inside it are not followed. Tables
    come before the folders beside them, so Strava's `activities.csv` before its activities.
    """
    budget = _Budget(limits)
    seen: set[Path] = set()
    for path in paths:
        for found in _walk(path, path, seen):
            if isinstance(found, Refused):
                yield found
            elif _is_zip(found.name):
                yield from _open_zip(found, shown(str(found)), budget, depth=1)
            else:
                yield _file(found, budget)
            if budget.is_spent:
                return


def shown(name: str) -> str:
    r"""Make a name fit to print: no control characters, no endless length.

    >>> shown("run\x1b[31m.fit")
    'run?[31m.fit'
    """
    plain = "".join(letter if letter.isprintable() else "?" for letter in name)
    return plain if len(plain) <= 200 else plain[:120] + "..." + plain[-70:]


class _Budget:
    """What may still be read, over everything that was given."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.members_left = limits.members
        self.bytes_left = limits.total_b
        self.is_spent = False

    def count_member(self) -> bool:
        """Take one member, or say that there are too many."""
        self.members_left -= 1
        self.is_spent = self.is_spent or self.members_left < 0
        return not self.is_spent

    def objection_to(self, entry: zipfile.ZipInfo) -> str | None:
        """Say why a zip inside a zip is not opened, or charge it.

        Its claimed size is the most that can come out of it, so here the claim may be used.
        """
        if entry.file_size > max(self.limits.ratio * entry.compress_size, self.limits.free_b):
            return _trap(self.limits)
        if entry.file_size > self.bytes_left:
            return _too_much(self.limits)
        self.bytes_left -= entry.file_size
        return None

    def read(self, stream: IO[bytes], name: str, *, packed_b: int | None = None) -> bytes:
        """Read to the end, counting. `packed_b` is how much lies in the archive for it."""
        content = bytearray()
        while chunk := stream.read(CHUNK_B):
            content += chunk
            self.bytes_left -= len(chunk)
            self._check(len(content), packed_b, name)
        return bytes(content)

    def _check(self, size: int, packed_b: int | None, name: str) -> None:
        limits = self.limits
        if size > limits.member_b:
            raise FormatError(name, f"is larger than {_megabytes(limits.member_b)}: not read")
        if self.bytes_left < 0:
            self.is_spent = True
            raise FormatError(name, _too_much(limits))
        if packed_b is not None and size > max(limits.ratio * packed_b, limits.free_b):
            raise FormatError(name, _trap(limits))


def _walk(path: Path, root: Path, seen: set[Path]) -> Iterator[Path | Refused]:
    name = shown(str(path))
    try:
        kind = path.stat()
        if path != root and path.is_symlink():
            if not path.resolve().is_relative_to(root.resolve()):
                yield Refused(name, "is a link that leads out of its folder")
        elif stat.S_ISDIR(kind.st_mode):
            entries = sorted(path.iterdir(), key=_in_order)
            for entry in entries:
                yield from _walk(entry, root, seen)
        elif not stat.S_ISREG(kind.st_mode):
            yield Refused(name, "is neither a file nor a folder")
        elif path.resolve() not in seen and not CLUTTER.search(path.as_posix()):
            seen.add(path.resolve())
            yield path
    except FileNotFoundError:
        yield Refused(name, "is not there; check the path")
    except (OSError, ValueError, RuntimeError) as error:
        yield Refused(name, f"cannot be opened: {getattr(error, 'strerror', None) or error}")


def _in_order(entry: Path) -> str:
    return f"{entry.name}/" if entry.is_dir() else entry.name


def _file(path: Path, budget: _Budget) -> Member | Refused:
    name = shown(str(path))

    def read() -> bytes:
        try:
            with path.open("rb") as stream:
                return budget.read(stream, name)
        except OSError as error:
            raise FormatError(name, f"cannot be read: {error.strerror or error}") from error

    try:
        size = path.stat().st_size
    except OSError as error:
        return Refused(name, f"cannot be read: {error.strerror or error}")
    return Member(name, size, read) if budget.count_member() else Refused(name, _too_many(budget))


def _open_zip(
    source: Path | IO[bytes], name: str, budget: _Budget, *, depth: int
) -> Iterator[Member | Refused]:
    """Walk one zip; it stays open while its members are handed out."""
    if depth > budget.limits.depth:
        yield Refused(name, f"is a zip inside {depth - 1} zips, deeper than any export")
        return
    try:
        with zipfile.ZipFile(source) as archive:
            entries = [x for x in archive.infolist() if not x.is_dir()]
            if _overlap(entries):
                yield Refused(name, "holds files that lie on top of each other, as a trap does")
                return
            for entry in sorted(entries, key=_place(source)):
                yield from _entry(archive, entry, name, budget, depth=depth)
                if budget.is_spent:
                    return
    except UNREADABLE as error:
        yield Refused(name, f"cannot be read as a zip: {_in_words(error)}")


def _place(source: Path | IO[bytes]) -> Callable[[zipfile.ZipInfo], tuple[int, str]]:
    """Walk a zip by name, but a zip inside a zip as it lies: going back means starting over."""
    if isinstance(source, Path):
        return lambda entry: (0, entry.orig_filename)
    return lambda entry: (entry.header_offset, entry.orig_filename)


def _entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, outer: str, budget: _Budget, *, depth: int
) -> Iterator[Member | Refused]:
    name = shown(f"{outer}/{entry.orig_filename}")
    if CLUTTER.search(entry.orig_filename):
        return
    if not budget.count_member():
        yield Refused(name, _too_many(budget))
    elif reason := _objection(entry):
        yield Refused(name, reason)
    elif _is_zip(entry.orig_filename):
        if reason := budget.objection_to(entry):
            yield Refused(name, reason)
            return
        with archive.open(entry) as stream:
            yield from _open_zip(stream, name, budget, depth=depth + 1)
    else:
        yield Member(name, entry.file_size, _reading(archive, entry, name, budget))


def _reading(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, budget: _Budget
) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            with archive.open(entry) as stream:
                return budget.read(stream, name, packed_b=entry.compress_size)
        except UNREADABLE as error:
            raise FormatError(name, f"cannot be unpacked: {_in_words(error)}") from error

    return read


def _objection(entry: zipfile.ZipInfo) -> str | None:
    """Say what is wrong with a member before it is opened."""
    name = entry.orig_filename
    if entry.flag_bits & 0x1:
        return "is locked with a password; unpack it yourself and give the folder"
    parts = re.split(r"[/\\]", name)
    if "\0" in name or ".." in parts or not parts[0] or re.match(r"[A-Za-z]:", name):
        return "has a name that points out of its archive"
    return None


def _overlap(entries: Sequence[zipfile.ZipInfo]) -> bool:
    """Whether two members share bytes, so that little archive unpacks to very much."""
    end = 0
    for entry in sorted(entries, key=lambda x: x.header_offset):
        if entry.header_offset < end:
            return True
        end = entry.header_offset + LOCAL_HEADER_B + entry.compress_size
    return False


def _is_zip(name: str) -> bool:
    return name.lower().endswith(".zip")


def _trap(limits: Limits) -> str:
    return f"unpacks to more than {limits.ratio} times its size, as a trap does: not read"


def _too_much(limits: Limits) -> str:
    return f"comes after {_megabytes(limits.total_b)} in all: not read"


def _too_many(budget: _Budget) -> str:
    return f"comes after {budget.limits.members} files: nothing further is read"


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.0f} MB"


def _in_words(error: Exception) -> str:
    match error:
        case NotImplementedError():
            return "it is packed in a way that Python does not know"
        case EOFError() | zipfile.BadZipFile() | zlib.error():
            return "it is damaged or cut off"
        case OSError():
            return error.strerror or "the disk does not give it"
        case _:
            return "it contradicts itself"
