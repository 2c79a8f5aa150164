"""Strength sessions as a watch writes them: small FIT files with sets, for tests and mutations."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from ironstride.formats.fit import FIT_EPOCH, checksum

BEGAN: Final = datetime(2026, 5, 14, 16, 30, tzinfo=UTC)
TWO_HOURS: Final = 7_200  # local time ahead of the world's clock
FILE_ID, SESSION, RECORD, STEP, ACTIVITY, SET, TITLE = 0, 18, 20, 27, 34, 225, 264
BENCH_PRESS, CALF_RAISE, CURL, DEADLIFT, SQUAT, BANDED, UNKNOWN = 0, 1, 7, 8, 28, 37, 65_534
NOTHING: Final = 65_535

Field = tuple[int, str, object]
CODES: Final = {"B": 0x02, "H": 0x84, "I": 0x86, "Z": 0x8C, "E": 0x00, "s": 0x07}


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchSet:
    """One `set` message; the rest that follows lasts 90 seconds."""

    after_s: int = 0
    lasts_s: float = 40.0
    reps: int = NOTHING
    weight_kg: float | None = None
    kinds: Sequence[tuple[int, int]] = ()
    step: int | None = None
    is_active: bool = True
    in_pounds: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a workout on the watch."""

    category: int
    name: int
    intensity: int = 0
    title: str = ""


def strength_file(
    sets: Sequence[WatchSet], *, steps: Sequence[Step] = (), offset_s: int | None = TWO_HOURS
) -> bytes:
    """Write a strength session that began at `BEGAN` and took half an hour."""
    began = int(BEGAN.timestamp()) - FIT_EPOCH
    ended = began + 1_800
    body = [
        _message(FILE_ID, (0, "E", 4), (1, "H", 1), (2, "H", 3_000), (3, "Z", 7), (4, "I", began)),
        *(_message(RECORD, (253, "I", began + s), (3, "B", 110)) for s in range(0, 1_800, 60)),
        *(_step(number, step) for number, step in enumerate(steps)),
        *(_title(number, step) for number, step in enumerate(steps) if step.title),
        *(_set(number, each, began) for number, each in enumerate(sets)),
        _message(
            SESSION,
            *((253, "I", ended), (2, "I", began), (7, "I", 1_800_000), (8, "I", 1_800_000)),
            *((5, "E", 10), (6, "E", 20)),
        ),
        _message(ACTIVITY, (253, "I", ended), *_local(ended, offset_s)),
    ]
    return _closed(b"".join(body))


def later(file_began: datetime, seconds: float) -> datetime:
    """Give the local time so many seconds after a session began."""
    return file_began.replace(tzinfo=None) + timedelta(seconds=TWO_HOURS + seconds)


def _set(number: int, each: WatchSet, began: int) -> bytes:
    start = began + each.after_s
    fields: list[Field] = [
        (254, "I", start + round(each.lasts_s) + 90),
        (6, "I", start),
        (0, "I", round(each.lasts_s * 1_000)),
        (3, "H", each.reps),
        (5, "B", int(each.is_active)),
        (10, "H", number),
        (9, "H", 2 if each.in_pounds else 1),
    ]
    if each.weight_kg is not None:
        fields.append((4, "H", round(each.weight_kg * 16)))
    if each.kinds:
        fields.append((7, "H", tuple(category for category, _ in each.kinds)))
        fields.append((8, "H", tuple(name for _, name in each.kinds)))
    if each.step is not None:
        fields.append((11, "H", each.step))
    return _message(SET, *fields)


def _step(number: int, step: Step) -> bytes:
    return _message(
        STEP,
        *((254, "H", number), (1, "E", 29), (2, "I", 5), (7, "E", step.intensity)),
        *((10, "H", step.category), (11, "H", step.name)),
    )


def _title(number: int, step: Step) -> bytes:
    told = step.title.encode() + b"\0"
    return _message(
        TITLE, (254, "H", number), (0, "H", step.category), (1, "H", step.name), (2, "s", told)
    )


def _local(ended: int, offset_s: int | None) -> tuple[Field, ...]:
    return () if offset_s is None else ((5, "I", ended + offset_s),)


def _message(kind: int, *fields: Field) -> bytes:
    """Write a definition and one message of it."""
    packed = [(number, letter, _packed(letter, value)) for number, letter, value in fields]
    head = struct.pack("<BBBHB", 0x40, 0, 0, kind, len(packed))
    head += b"".join(bytes((number, len(data), CODES[letter])) for number, letter, data in packed)
    return head + b"\0" + b"".join(data for _, _, data in packed)


def _packed(letter: str, value: object) -> bytes:
    if isinstance(value, bytes):
        return value
    values = value if isinstance(value, tuple) else (value,)
    plain = {"E": "B", "Z": "I"}.get(letter, letter)
    return struct.pack(f"<{len(values)}{plain}", *values)


def _closed(body: bytes) -> bytes:
    content = struct.pack("<BBHI4s", 12, 0x20, 2_132, len(body), b".FIT") + body
    return content + struct.pack("<H", checksum(content))
