"""Streams as one compressed block of columns, small enough to keep for every run.

Layout, version 1: the four bytes `ISS1`, then deflated: the length of a JSON head (uint32,
little endian), the head `{"rows": n, "columns": [[name, resolution, has_gaps], ...]}`, and
for each column a bitmap of its gaps (only if it has any) and four planes of n bytes, lowest
byte first, of the zigzagged differences of its 32-bit whole numbers. A resolution of 0 means
that the whole numbers are the bits of the float itself.
"""

from __future__ import annotations

import json
import struct
import zlib
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ironstride.formats.recording import FormatError, Streams

MAGIC: Final = b"ISS1"
LARGEST_B: Final = 512_000_000
RESOLUTIONS: Final = {  # finer than the sensor, coarser than its noise
    "seconds": 0.001,
    "heart_rate_bpm": 1.0,
    "speed_m_per_s": 0.01,
    "cadence_spm": 0.5,
    "altitude_m": 0.2,
    "distance_m": 0.1,
    "stance_time_ms": 0.5,
    "vertical_oscillation_mm": 0.1,
    "step_length_mm": 1.0,
    "vertical_ratio_percent": 0.01,
    "stance_time_balance_percent": 0.01,
    "power_w": 1.0,
}
GUESSED_RESOLUTIONS: Final = (1.0, 0.5, 0.1, 0.01, 0.001)  # tried on developer fields
BITS_OF_FLOAT: Final = 0.0

Whole = NDArray[np.int32]


def pack(streams: Streams) -> bytes:
    """Write streams as bytes, each column rounded to its resolution.

    A developer field takes the coarsest resolution that keeps every value it holds, and
    where there is none, its exact floats.
    """
    columns: dict[str, NDArray[Any]] = {"seconds": streams.seconds, **streams.columns}
    head, body = [], bytearray()
    for name, values in columns.items():
        gaps = ~np.isfinite(values)
        resolution, whole = _in_whole_numbers(name, _filled(values, gaps))
        head.append([name, resolution, bool(gaps.any())])
        if gaps.any():
            body += np.packbits(gaps).tobytes()
        body += _planes(whole)
    text = json.dumps({"rows": streams.seconds.size, "columns": head}, ensure_ascii=False).encode()
    return MAGIC + zlib.compress(struct.pack("<I", len(text)) + text + body, level=6)


def unpack(packed: bytes) -> Streams:
    """Read what `pack` wrote.

    Raises:
        FormatError: the bytes are not whole, or of a later version.
    """
    if not packed.startswith(MAGIC):
        raise FormatError("stored streams", "are of a version that this Ironstride cannot read", 0)
    try:
        return _unpack(zlib.decompressobj().decompress(packed[len(MAGIC) :], LARGEST_B))
    except (zlib.error, struct.error, ValueError, KeyError, TypeError) as error:
        raise FormatError("stored streams", "are damaged; import the file again") from error


def _unpack(content: bytes) -> Streams:
    (size,) = struct.unpack_from("<I", content)
    head = json.loads(content[4 : 4 + size])
    rows, offset = int(head["rows"]), 4 + size
    columns: dict[str, NDArray[np.float64]] = {}
    for name, resolution, has_gaps in head["columns"]:
        gaps = np.zeros(rows, np.bool_)
        if has_gaps:
            bitmap = np.frombuffer(content, np.uint8, -(-rows // 8), offset)
            gaps = np.unpackbits(bitmap, count=rows).astype(np.bool_)
            offset += bitmap.size
        whole = _from_planes(np.frombuffer(content, np.uint8, 4 * rows, offset))
        offset += 4 * rows
        values = _from_whole_numbers(whole, resolution)
        values[gaps] = np.nan
        columns[name] = values
    seconds = columns.pop("seconds")
    return Streams(seconds, {name: x.astype(np.float32) for name, x in columns.items()})


def _filled(values: NDArray[Any], gaps: NDArray[np.bool_]) -> NDArray[Any]:
    """Carry the last value through the gaps: no difference costs no byte."""
    last = np.maximum.accumulate(np.where(gaps, 0, np.arange(values.size)))
    filled = values[last]
    return np.where(np.isfinite(filled), filled, 0)


def _in_whole_numbers(name: str, values: NDArray[Any]) -> tuple[float, Whole]:
    if name in RESOLUTIONS:
        resolution = RESOLUTIONS[name]
        return resolution, _rounded(values, resolution)
    for resolution in GUESSED_RESOLUTIONS:
        if float(np.abs(values).max(initial=0)) < 2**31 * resolution:
            whole = _rounded(values, resolution)
            if np.array_equal((whole * resolution).astype(np.float32), values.astype(np.float32)):
                return resolution, whole
    return BITS_OF_FLOAT, values.astype(np.float32).view(np.int32)


def _from_whole_numbers(whole: Whole, resolution: float) -> NDArray[np.float64]:
    if resolution == BITS_OF_FLOAT:
        return whole.view(np.float32).astype(np.float64)
    return np.asarray(whole * resolution)


def _rounded(values: NDArray[Any], resolution: float) -> Whole:
    scaled = np.rint(values.astype(np.float64) / resolution)
    return np.clip(scaled, -(2**31), 2**31 - 1).astype(np.int32)


def _planes(whole: Whole) -> bytes:
    steps = np.diff(whole, prepend=np.int32(0))  # wraps, and unwraps in the sum
    zigzag = ((steps << 1) ^ (steps >> 31)).astype("<u4")
    return zigzag.view(np.uint8).reshape(-1, 4).T.tobytes()


def _from_planes(planes: NDArray[np.uint8]) -> Whole:
    zigzag = np.ascontiguousarray(planes.reshape(4, -1).T).view("<u4").ravel()
    steps = (zigzag >> np.uint32(1)).astype(np.int32) ^ -(zigzag & np.uint32(1)).astype(np.int32)
    return np.cumsum(steps, dtype=np.int32)
