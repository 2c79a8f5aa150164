"""Damaged FIT files of strength sessions, for `benchmarks.mutations`.

Every file is read as an import reads it, down to the events of the log. Damage that the check
sum shows must be said; behind a check sum that was mended, values may be wrong and must still
be possible ones.
"""

from __future__ import annotations

import json
import random
import struct
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from benchmarks.strength_fit import (
    BANDED,
    BENCH_PRESS,
    CURL,
    NOTHING,
    SQUAT,
    UNKNOWN,
    Step,
    WatchSet,
    strength_file,
)
from ironstride.app.decode import Content, Finding, PassedOver, Refusal, decode
from ironstride.app.gather import Reading
from ironstride.app.import_lifting import Lifting, LiftingWishes
from ironstride.formats.fit import checksum
from ironstride.formats.lifting_row import LiftingRow
from ironstride.store.log_events import entry_of

SHARED: Final = Path(__file__).parents[2] / "shared" / "data" / "fit"
REAL: Final = ("ofd_3551724293.fit", "jfp_failed.fit")  # strength, and yoga with a set
LARGEST_B: Final = 60_000  # of a file that is damaged thousands of times
CHECKSUM_B: Final = 2
MENDED: Final = 0.5  # of the files get a check sum that fits again
STUMBLED: Final = "our reader stumbled"

Bytes = bytearray


@dataclass(slots=True)
class FitDamage:
    """What came of the damaged files."""

    outcomes: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    @property
    def line(self) -> str:
        """The figures, in one line."""
        told = ", ".join(f"{number:,} {what}" for what, number in sorted(self.outcomes.items()))
        return f"{self.outcomes.total():,} FIT files: {told}, {len(self.problems)} problems"


def mutate_fit(count: int, seed: int) -> FitDamage:
    """Damage as many strength files and read each of them."""
    damage = FitDamage()
    for number in range(count):
        rng = random.Random(f"fit {seed} {number}")
        whole = rng.choice(_files())
        broken = _broken(whole, rng)
        try:
            outcome, problem = _read(whole, broken)
        except Exception as error:  # noqa: BLE001 - whatever is raised is what we look for
            outcome, problem = "raised", f"{type(error).__name__}: {error}"
        damage.outcomes[outcome] += 1
        if problem:
            damage.problems.append(f"FIT file {number} of seed {seed}: {problem}")
    return damage


@cache
def _files() -> tuple[bytes, ...]:
    """Give sessions of all kinds, and the real ones where they lie beside the repository."""
    real = [SHARED / name for name in REAL if (SHARED / name).exists()]
    small = (content for content in (path.read_bytes() for path in real))
    return (*_made(), *(content for content in small if len(content) <= LARGEST_B))


def _made() -> Iterator[bytes]:
    guessed = [
        WatchSet(after_s=120 * n, reps=5 + n, weight_kg=60 + 2.5 * n, kinds=kinds)
        for n, kinds in enumerate(
            (
                ((SQUAT, 6), (UNKNOWN, NOTHING), (CURL, 3)),
                ((UNKNOWN, NOTHING), (BENCH_PRESS, 1), (BANDED, 1)),
                ((SQUAT, NOTHING),),
                (),
            )
        )
    ]
    yield strength_file(guessed)
    steps = (
        Step(category=SQUAT, name=6, intensity=2, title="Kniebeuge, aufwärmen"),
        Step(category=SQUAT, name=6, title="Kniebeuge"),
        Step(category=CURL, name=3),
    )
    planned = [
        WatchSet(after_s=100 * n, reps=8, weight_kg=20.4375, in_pounds=True, step=n % 3)
        for n in range(9)
    ]
    yield strength_file(planned, steps=steps)
    yield strength_file([*guessed, WatchSet(is_active=False)], offset_s=None)


# Damage ----------------------------------------------------------------------------------


def _broken(whole: bytes, rng: random.Random) -> bytes:
    content = bytearray(whole)
    for _ in range(rng.choice((1, 1, 1, 2, 5, 20))):
        rng.choice(WAYS)(content, rng)
    if rng.random() < MENDED and len(content) > CHECKSUM_B:
        content[-CHECKSUM_B:] = struct.pack("<H", checksum(bytes(content[:-CHECKSUM_B])))
    return bytes(content)


def _flip(content: Bytes, rng: random.Random) -> None:
    if content:
        content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)


def _overwrite(content: Bytes, rng: random.Random) -> None:
    place, length = _place(content, rng), rng.choice((1, 2, 4, 16))
    byte = rng.choice((0, 255, 254, 127, 128))
    content[place : place + length] = bytes([byte] * length)


def _cut(content: Bytes, rng: random.Random) -> None:
    del content[_place(content, rng) :]


def _lose(content: Bytes, rng: random.Random) -> None:
    place = _place(content, rng)
    del content[place : place + rng.choice((1, 2, 5, 40))]


def _repeat(content: Bytes, rng: random.Random) -> None:
    place, length = _place(content, rng), rng.choice((1, 7, 60, 400))
    content[place:place] = content[place : place + length]


def _insert(content: Bytes, rng: random.Random) -> None:
    place = _place(content, rng)
    content[place:place] = rng.randbytes(rng.choice((1, 3, 20)))


def _swap(content: Bytes, rng: random.Random) -> None:
    one, other, length = _place(content, rng), _place(content, rng), rng.choice((1, 4, 30))
    first, second = content[one : one + length], content[other : other + length]
    if abs(one - other) >= length and len(first) == len(second) == length:
        content[one : one + length], content[other : other + length] = second, first


def _lie_about_size(content: Bytes, rng: random.Random) -> None:
    content[4:8] = struct.pack("<I", rng.choice((0, 1, 2**16, 2**31, rng.randrange(2**32))))


def _place(content: Bytes, rng: random.Random) -> int:
    return rng.randrange(len(content) + 1)


WAYS: Final[tuple[Callable[[Bytes, random.Random], None], ...]] = (
    *(_flip, _flip, _overwrite, _cut, _lose, _repeat, _insert, _swap, _lie_about_size),
)


# Reading ---------------------------------------------------------------------------------


def _read(whole: bytes, broken: bytes) -> tuple[str, str]:
    """Say what came of a file, and what is wrong with that; nothing where all is well."""
    found = decode(Content(name="gym.fit", content=broken, wants_streams=False))
    if isinstance(found, Refusal):
        return "refused", found.sentence if STUMBLED in found.sentence else ""
    if isinstance(found, PassedOver):
        return "passed over", ""
    rows = _rows(found)
    outcome = f"read, {'with' if found.cautions else 'without'} a word of care"
    return outcome, _problem(whole, broken, found, rows) or _problem_of_log(found, rows)


def _rows(found: Finding) -> list[LiftingRow]:
    return [row for lifted in found.lifted for row in lifted.file.rows]


def _problem(whole: bytes, broken: bytes, found: Finding, rows: list[LiftingRow]) -> str:
    """Look for sets that came out otherwise though the check sum showed the damage."""
    is_mended = broken[-CHECKSUM_B:] == struct.pack("<H", checksum(broken[:-CHECKSUM_B]))
    if found.cautions or is_mended or broken == whole:
        return ""
    told = decode(Content(name="gym.fit", content=whole, wants_streams=False))
    before = _rows(told) if isinstance(told, Finding) else []
    return "" if rows == before else f"{len(rows)} sets of {len(before)}, and no word of care"


def _problem_of_log(found: Finding, rows: list[LiftingRow]) -> str:
    """Follow the sets into the log and back; each arrives, or its row is named."""
    lifting = Lifting(None, LiftingWishes())
    taken = lifting.take(Reading(name="gym.fit", found=found))
    for event in taken.events:
        json.dumps(event.payload, allow_nan=False)
        entry_of(event)
    summary = lifting.summary()
    told = summary.new + summary.known + summary.outings + len(summary.broken)
    return "" if told == len(rows) else f"{len(rows)} rows, and {told} sets and sentences"
