"""One activity file of any kind: .fit, .tcx, .gpx, and each of them gzipped."""

from __future__ import annotations

import zlib
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final, Protocol

from ironstride.formats.fit import is_fit, read_fit
from ironstride.formats.gpx import read_gpx
from ironstride.formats.recording import Damage, FormatError, NotAnActivity, Recording
from ironstride.formats.tcx import read_tcx

LARGEST_B: Final = 100_000_000  # a day in the mountains, as XML, is a tenth of it
SLICE_B: Final = 16_384
GZIP: Final = b"\x1f\x8b"

Found = tuple[Recording, ...] | NotAnActivity


class _Reader(Protocol):
    def __call__(self, content: bytes, *, name: str) -> Found: ...


def may_hold_activity(name: str) -> bool:
    """Whether a name is worth opening: Strava's photos and Garmin's tables are not.

    >>> may_hold_activity("activities/12.FIT.gz"), may_hold_activity("media/12.jpg")
    (True, False)
    """
    return _suffix(name) in _READERS


def read(content: bytes, *, name: str) -> Found:
    """Read the recordings of one file: several where it holds several sessions or tracks.

    What the bytes are counts, and the name only where they do not tell.

    Raises:
        FormatError: the file is damaged, or not what its name says, or too large.
    """
    if not content:
        raise FormatError(name, "is empty", 0)
    content, damage = _unzipped(content, name=name)
    reader = _reader_of(content, name)
    if reader is None:
        return NotAnActivity("neither FIT nor TCX nor GPX")
    if damage is None:
        return reader(content, name=name)
    return _before(damage, reader, content, name=name)


def _before(damage: Damage, reader: _Reader, content: bytes, *, name: str) -> Found:
    try:
        found = reader(content, name=name)
    except FormatError as error:
        raise damage.refusal(name) from error
    if isinstance(found, NotAnActivity):
        return found
    return tuple(replace(x, cautions=(str(damage), *x.cautions)) for x in found)


def _unzipped(content: bytes, *, name: str) -> tuple[bytes, Damage | None]:
    """Unpack gzip, also several streams in a row, as far as it goes and never beyond the limit."""
    if not content.startswith(GZIP):
        _check_size(len(content), name)
        return content, None
    unpacked, offset = bytearray(), 0
    stream = zlib.decompressobj(wbits=31)
    while offset < len(content):
        packed = content[offset : offset + SLICE_B]
        try:
            unpacked += stream.decompress(packed, LARGEST_B + 1)
        except zlib.error:
            return bytes(unpacked), Damage(offset, "its gzip makes no sense")
        _check_size(len(unpacked), name)
        offset += len(packed) - len(stream.unused_data)
        if stream.eof:
            if not content.startswith(GZIP, offset):
                return bytes(unpacked), None  # padding, as tapes and some servers leave it
            stream = zlib.decompressobj(wbits=31)
    return bytes(unpacked), Damage(len(content), "its gzip breaks off")


def _check_size(size: int, name: str) -> None:
    if size > LARGEST_B:
        raise FormatError(
            name, f"is larger than {LARGEST_B // 1_000_000} MB, too large for one run"
        )


def _reader_of(content: bytes, name: str) -> _Reader | None:
    if is_fit(content):
        return read_fit
    head = content[:4_096].lower()
    if b"<trainingcenterdatabase" in head:
        return read_tcx
    if b"<gpx" in head:
        return read_gpx
    return _READERS.get(_suffix(name))


def _suffix(name: str) -> str:
    return PurePosixPath(name.lower().removesuffix(".gz")).suffix


_READERS: Final[dict[str, _Reader]] = {".fit": read_fit, ".tcx": read_tcx, ".gpx": read_gpx}
