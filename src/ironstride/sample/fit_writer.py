"""Write FIT files, as the sample athlete's watch would.

The layout is the published one: a header of 14 bytes, definition and data messages, and a
CRC-16 over all of it. Each message kind is a table here, so that a run of a thousand records
is one array turned into bytes at once.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

EPOCH: Final = datetime(1989, 12, 31, tzinfo=UTC)
PROTOCOL: Final = 0x20  # 2.0
PROFILE: Final = 2132  # 21.32
SEMICIRCLES_PER_DEGREE: Final = 2**31 / 180


class Base(Enum):
    """How a field is stored: its number in the file, its layout, its word for "not known"."""

    ENUM = (0x00, "u1", 0xFF)
    UINT8 = (0x02, "u1", 0xFF)
    UINT16 = (0x84, "<u2", 0xFFFF)
    SINT32 = (0x85, "<i4", 0x7FFFFFFF)
    UINT32 = (0x86, "<u4", 0xFFFFFFFF)
    UINT32Z = (0x8C, "<u4", 0)
    STRING = (0x07, "S20", b"")


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a message: its number in the profile, how it is stored, its stored values.

    NaN stands for "not known". `scale` is what the profile multiplies by.
    """

    number: int
    base: Base
    values: ArrayLike
    scale: float = 1.0

    def stored(self) -> NDArray[np.generic]:
        """Turn the values into what stands in the file."""
        _, layout, unknown = self.base.value
        if self.base is Base.STRING:
            return np.atleast_1d(np.array(self.values, dtype=layout))
        scaled = np.atleast_1d(np.asarray(self.values, dtype=np.float64)) * self.scale
        return np.where(np.isnan(scaled), unknown, np.round(scaled)).astype(layout)


@dataclass(frozen=True, slots=True)
class Message:
    """All messages of one kind in a row: its number in the profile, and its columns."""

    number: int
    columns: Sequence[Column]


def fit_file(messages: Iterable[Message]) -> bytes:
    """Put messages together into one file, with header and check sum."""
    body = b"".join(
        _definition(place % 16, message) + _rows(place % 16, message)
        for place, message in enumerate(messages)
    )
    start = struct.pack("<BBHI4s", 14, PROTOCOL, PROFILE, len(body), b".FIT")
    content = start + struct.pack("<H", checksum(start)) + body
    return content + struct.pack("<H", checksum(content))


def fit_time(moment: datetime) -> int:
    """Count seconds since the end of 1989, in the zone that a naive moment is meant in."""
    return int((moment.replace(tzinfo=UTC) - EPOCH).total_seconds())


def _definition(local: int, message: Message) -> bytes:
    fields = b"".join(
        bytes((c.number, np.dtype(c.base.value[1]).itemsize, c.base.value[0]))
        for c in message.columns
    )
    return struct.pack("<BBBHB", 0x40 | local, 0, 0, message.number, len(message.columns)) + fields


def _rows(local: int, message: Message) -> bytes:
    stored = [column.stored() for column in message.columns]
    layout = [("header", "u1"), *((f"f{n}", s.dtype) for n, s in enumerate(stored))]
    rows = np.zeros(max(s.size for s in stored), dtype=layout)
    rows["header"] = local
    for n, column in enumerate(stored):
        rows[f"f{n}"] = column
    return rows.tobytes()


def _table() -> tuple[int, ...]:
    def shifted(value: int) -> int:
        for _ in range(8):
            value = value >> 1 ^ (0xA001 if value & 1 else 0)
        return value

    return tuple(shifted(value) for value in range(256))


_TABLE: Final = _table()


def checksum(content: bytes) -> int:
    """Compute the CRC-16 of the FIT protocol (polynomial 0x8005, reflected, from zero).

    >>> hex(checksum(b"123456789"))
    '0xbb3d'
    """
    crc, table = 0, _TABLE
    for byte in content:
        crc = crc >> 8 ^ table[(crc ^ byte) & 0xFF]
    return crc


def one(number: int, fields: Mapping[int, tuple[Base, ArrayLike]]) -> Message:
    """Make a message that occurs once."""
    return Message(number, [Column(n, base, value) for n, (base, value) in fields.items()])
