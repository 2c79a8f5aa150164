"""Exports of lifting apps, damaged: what is cut, doubled, mistyped or decoded wrongly."""

from __future__ import annotations

import random
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from benchmarks.lifting_layouts import LAYOUTS, Layout, MadeSet, as_made
from ironstride.core.units import MassUnit
from ironstride.formats.lifting import LiftingFile, LiftingRow, read_lifting
from ironstride.strength.weight_unit import Weighed, weight_unit

FIRST: Final = datetime(2026, 7, 6, 18, 5)
LIFTS: Final = (
    *("Squat (Barbell)", "Bench Press, Close Grip", 'Box Jump 24"', "Übung 深蹲", "Pull Up"),
    *("Overhead Press (Each Side, Dumbbells)", "Plank", "Running", "Farmer's Walk"),
)
NOTES: Final = ("", "", "", "felt easy", "knee; left", 'he said "deep"', "two\nlines", "été 🏋️")
ROWS: Final = range(4, 14)
BLANK: Final = ' \t\r\n,;"\u202f\u2028\ufeff\x00'  # of these alone a line says nothing
JUNK: Final[tuple[bytes, ...]] = (
    *(b'"', b'""', b",", b";", b"\t", b"\n", b"\r", b"\x00", b"\xff", b"\xc3", b"\xef\xbb\xbf"),
    *(b"-", b".", b"1e999", b"nan", b"inf", b"=1+1", b"'", b"0x1F", b"9" * 400, b"a" * 200_000),
    *("½".encode(), "٣".encode(), "\u202f".encode(), "\u2028".encode(), "\ufffd".encode()),
)


@dataclass(slots=True)
class Chunk:
    """The bytes of one record, with its line end, and what it was read as before any damage."""

    content: bytes
    was: LiftingRow | None = None
    is_touched: bool = False


@dataclass(slots=True)
class DamagedCsv:
    """How the exports stood it."""

    files: int = 0
    rows: int = 0
    named: int = 0
    refused: int = 0
    seconds: float = 0.0
    problems: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The figures, in one line."""
        each_ms = 1_000 * self.seconds / max(self.files, 1)
        return (
            f"{self.files:,} damaged CSVs: {self.rows:,} sets read, {self.named:,} lines named, "
            f"{self.refused:,} files not taken for an export, {len(self.problems):,} problems, "
            f"{each_ms:.1f} ms each"
        )


def mutate_csv(count: int, seed: int) -> DamagedCsv:
    """Damage as many exports, each by its own seed, and read every one of them."""
    told, problems = DamagedCsv(files=count), []
    names = list(LAYOUTS)
    for number in range(count):
        own = f"{seed}:{number}"
        chance = random.Random(own)
        name = names[number % len(names)]
        chunks = _export(LAYOUTS[name], chance)
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            chance.choice(DAMAGES)(chunks, chance)
        content = b"".join(chunk.content for chunk in chunks)
        began = time.perf_counter()
        try:
            file = read_lifting(content)
        except Exception:  # noqa: BLE001  (whatever it is, it is a finding)
            problems.append(f"{name}, {own}: {traceback.format_exc(limit=-2)}")
            continue
        finally:
            told.seconds += time.perf_counter() - began
        problems.extend(f"{name}, {own}: {problem}" for problem in _problems(file, chunks))
        told.rows += len(file.rows) if file else 0
        told.named += len(file.faults) if file else 0
        told.refused += file is None
    told.problems = tuple(problems)
    return told


def _export(layout: Layout, chance: random.Random) -> list[Chunk]:
    """Make up a few workouts and write them; every record but the header knows its row."""
    sets = [layout.held(_made(chance)) for _ in range(chance.choice(ROWS))]
    sets = [made for made in sets if made.counts()] or [layout.held(_made(chance, reps=5))]
    whole = read_lifting(layout.write(sets))
    if whole is None or [as_made(row) for row in whole.rows] != sets:
        raise SystemExit("an export that nobody damaged is not read; mend that first")
    header, *_ = layout.write([]).splitlines(keepends=True)
    records = [layout.write([made]).removeprefix(header) for made in sets]
    rows = zip(records, whole.rows, strict=True)
    return [Chunk(header), *(Chunk(record, row) for record, row in rows)]


def _made(chance: random.Random, *, reps: int | None = None) -> MadeSet:
    is_outing, is_hold = chance.random() < 0.1, chance.random() < 0.1
    return MadeSet(
        when=FIRST + timedelta(days=chance.randrange(60), minutes=chance.randrange(600)),
        exercise=chance.choice(LIFTS),
        weight=None if is_outing else chance.choice((None, 20.0, 62.5, 80.0, 102.5)),
        reps=reps or (None if is_outing or is_hold else chance.randint(1, 15)),
        seconds=chance.randint(20, 90) if is_hold else 1_800 if is_outing else None,
        metres=5_200 if is_outing else None,
        rpe=chance.choice((None, None, 7.5, 9.0)),
        kind=chance.choice(("", "", "warm-up", "drop", "failure")),
        note=chance.choice(NOTES),
        workout=chance.choice(("Legs", "Push, Pull", "")),
    )


# Damages ---------------------------------------------------------------------------------


def _flip_a_bit(chunks: list[Chunk], chance: random.Random) -> None:
    chunk, place = _somewhere(chunks, chance)
    flipped = chunk.content[place] ^ (1 << chance.randrange(8))
    _put(chunk, place, place + 1, bytes([flipped]))


def _type_a_wrong_letter(chunks: list[Chunk], chance: random.Random) -> None:
    chunk, place = _somewhere(chunks, chance)
    _put(chunk, place, place + 1, bytes([chance.randrange(32, 127)]))


def _leave_out(chunks: list[Chunk], chance: random.Random) -> None:
    chunk, place = _somewhere(chunks, chance)
    _put(chunk, place, place + chance.choice((1, 1, 2, 10)), b"")


def _put_in_junk(chunks: list[Chunk], chance: random.Random) -> None:
    chunk, place = _somewhere(chunks, chance)
    _put(chunk, place, place, chance.choice(JUNK))


def _exchange_cells(chunks: list[Chunk], chance: random.Random) -> None:
    chunk, _ = _somewhere(chunks, chance)
    cells = chunk.content.split(b",")
    chance.shuffle(cells)
    _put(chunk, 0, len(chunk.content), b",".join(cells))


def _replace_a_cell(chunks: list[Chunk], chance: random.Random) -> None:
    chunk, _ = _somewhere(chunks, chance)
    cells = chunk.content.split(b",")
    cells[chance.randrange(len(cells))] = chance.choice(JUNK)
    _put(chunk, 0, len(chunk.content), b",".join(cells))


def _cut_off(chunks: list[Chunk], chance: random.Random) -> None:
    chunk, place = _somewhere(chunks, chance)
    _put(chunk, place, len(chunk.content), b"")
    del chunks[chunks.index(chunk) + 1 :]


def _double_a_line(chunks: list[Chunk], chance: random.Random) -> None:
    chunk, _ = _somewhere(chunks, chance)
    chunks.insert(chance.randrange(1, len(chunks) + 1), replace(chunk))


def _lose_a_line(chunks: list[Chunk], chance: random.Random) -> None:
    if len(chunks) > 1:
        del chunks[chance.randrange(1, len(chunks))]


def _put_an_export_below(chunks: list[Chunk], chance: random.Random) -> None:
    del chance
    chunks.extend([replace(chunk) for chunk in chunks])


def _put_a_mark_before(chunks: list[Chunk], chance: random.Random) -> None:
    mark = chance.choice((b"\xef\xbb\xbf", b"sep=,\r\n", b"\r\n"))
    chunks[0].content = mark + chunks[0].content


def _put_notes_of_ones_own(chunks: list[Chunk], chance: random.Random) -> None:
    note = Chunk(b"My best squat ever\r\n", is_touched=True)
    chunks.insert(chance.randrange(1, len(chunks) + 1), note)


Damaging = Callable[[list[Chunk], random.Random], None]
DAMAGES: Final[tuple[Damaging, ...]] = (
    *(_flip_a_bit, _type_a_wrong_letter, _leave_out, _put_in_junk, _exchange_cells),
    *(_replace_a_cell, _cut_off, _double_a_line, _lose_a_line, _put_an_export_below),
    *(_put_a_mark_before, _put_notes_of_ones_own),
)


def _somewhere(chunks: Sequence[Chunk], chance: random.Random) -> tuple[Chunk, int]:
    """Choose a place in a record, seldom in the header."""
    spared = 1 if chance.random() < 0.9 and len(chunks) > 1 else 0
    filled = [chunk for chunk in chunks[spared:] if chunk.content] or [Chunk(b"\n")]
    chunk = chance.choice(filled)
    return chunk, chance.randrange(len(chunk.content))


def _put(chunk: Chunk, first: int, last: int, content: bytes) -> None:
    chunk.content = chunk.content[:first] + content + chunk.content[last:]
    chunk.is_touched = True


# What must hold --------------------------------------------------------------------------


def _problems(file: LiftingFile | None, chunks: Sequence[Chunk]) -> list[str]:
    if chunks[0].is_touched:
        return [] if file is None else _unsound(file)
    if file is None:
        sound = sum(not chunk.is_touched for chunk in chunks[1:])
        is_lost = 2 * sound > len(chunks) - 1  # where few rows are sound, so few are lost
        return ["the header was left alone, yet nothing was read"] if is_lost else []
    return [*_unsound(file), *_lost(file, chunks)]


def _unsound(file: LiftingFile) -> list[str]:
    """Find rows that no log could hold, and weights that nobody can weigh up."""
    problems = []
    for row in file.rows:
        try:
            row.load(row.unit or MassUnit.LB), row.help_received(row.unit or MassUnit.LB)
        except ValueError as error:
            problems.append(f"line {row.line}: {error}")
        if "\n" in row.exercise or not 1990 <= row.when.year <= 2100:
            problems.append(f"line {row.line}: {row.exercise!r} on {row.when}")
    weights = (Weighed(day=row.day, number=row.weight or 0) for row in file.rows)
    found = weight_unit(weights)
    if found is not None and not 0 <= found.confidence <= 1 + 1e-9:
        problems.append(f"a confidence of {found.confidence}")
    return problems


def _lost(file: LiftingFile, chunks: Sequence[Chunk]) -> list[str]:
    """Find records that came out otherwise than they were, or not at all."""
    rows = {row.line: row for row in file.rows}
    named = {int(fault.place.split()[1]) for fault in file.faults}
    problems, line, vanished, ends_line = [], 1, 0, True
    for chunk in chunks:
        lines = range(line, line + _line_ends(chunk.content) + 1)
        if ends_line and chunk.was is not None:
            row = rows.get(line)
            if not chunk.is_touched and row is not None and as_made(row) != as_made(chunk.was):
                problems.append(f"line {line} was left alone and reads otherwise")
            is_told = any(place in named or place in rows for place in lines)
            if not is_told and chunk.content.decode(errors="replace").strip(BLANK):
                vanished += 1
                if not chunk.is_touched:
                    problems.append(f"line {line} was left alone and is lost")
        line = lines[-1]
        ends_line = chunk.content.endswith((b"\n", b"\r"))
    if vanished > file.rests + file.blanks:
        problems.append(f"{vanished} lines gave neither a row nor a word")
    return problems


def _line_ends(content: bytes) -> int:
    content = content.replace("\ufeff".encode(), b"")  # a mark between them parts no line end
    return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n")
