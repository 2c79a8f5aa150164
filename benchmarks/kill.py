"""Killing Ironstride at a thousand random moments: whether anything told is lost or doubled.

`python -m benchmarks.kill [--quick] [--seed N]` ends processes with kill -9 (1,000 of them, quick:
60) while they do one of three things, each as an athlete or a client does it:

- *Logging.* `ironstride log` is typed, three sets a line. After a kill the athlete looks whether
  the line is there, and types it again if it is not. Some lines begin a new data folder.
- *Sending.* A client sends sets with ids of its own, one after the other. After a kill it
  sends again all that was not acknowledged, and the last that was.
- *Importing.* `ironstride import` takes in months of lifting and is started again until it comes
  through.

It exits with 0 only where nothing acknowledged was lost, no line is there by half, nothing is
there twice, a killed import holds the same events as one that was left alone, and the database is
whole. The processes are forked from one that has everything imported, so that their time goes into
the work and not into starting; a line is acknowledged once the command has printed it.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import random
import select
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from typing import Final, NoReturn
from uuid import NAMESPACE_URL, uuid5

from ironstride.cli.main import cli
from ironstride.core.log import SetDone
from ironstride.core.units import Kilograms, Reps
from ironstride.store.folder import SQLITE_FILE
from ironstride.store.log_events import told
from ironstride.store.open import open_store

ALL: Final = 1_000
QUICK: Final = 60
SHARES: Final = {"logging": 0.5, "sending": 0.3, "importing": 0.2}
LATEST: Final = 1.2  # kills fall up to so many times a whole run after its start
LINES_A_FOLDER: Final = 40  # the making of a database is killed, too
SENDING_S: Final = 0.4
WARM_UP: Final = range(900_000, 900_005)  # numbers of lines that are no part of the test
FIRST_DAY: Final = datetime(2024, 1, 1, 18, tzinfo=UTC)
LIFTS: Final = ("Squat (Barbell)", "Deadlift (Barbell)", "Chin Up", "Sandbag carry")
HEADER: Final = (
    "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,"
    "Workout Notes,RPE"
)


@dataclass(slots=True)
class Tally:
    """What was killed, and what was found wrong after it."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    halved: int = 0
    doubled: int = 0
    damaged: int = 0

    @property
    def holds(self) -> bool:
        """Whether all that was acknowledged is there, once and whole."""
        return not (self.lost or self.halved or self.doubled or self.damaged)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended: what it had printed, and whether it was killed before its end."""

    printed: str
    was_killed: bool
    seconds: float


@dataclass(slots=True)
class Bench:
    """A folder to work in, and the chance that chooses the moments."""

    folder: Path
    chance: random.Random
    numbers: Iterator[int] = field(default_factory=count)

    def data(self) -> Path:
        """Name a data folder that is not there yet."""
        return self.folder / f"data-{next(self.numbers)}"

    def moment(self, whole_s: float) -> float:
        """Choose when to kill."""
        return self.chance.uniform(0, LATEST * whole_s)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kill")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} kills instead of {ALL:,}")
    parser.add_argument("--seed", type=int, default=7, help="chooses the moments of the kills")
    asked = parser.parse_args(arguments)
    kills, began = QUICK if asked.quick else ALL, time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), random.Random(asked.seed))
        warm_up(bench)
        tallies = {
            what: work(bench, round(kills * SHARES[what]))
            for what, work in (("logging", logging), ("sending", sending), ("importing", importing))
        }
    for what, tally in tallies.items():
        print(f"{'ok  ' if tally.holds else 'FAIL'} {what:<10} {in_words(tally)}")
    killed = sum(tally.kills for tally in tallies.values())
    wrong = sum(t.lost + t.halved + t.doubled + t.damaged for t in tallies.values())
    print(f"{killed:,} kills, {wrong} faults, {time.perf_counter() - began:.0f} s")
    return 0 if not wrong and killed == kills else 1


def in_words(tally: Tally) -> str:
    return (
        f"{tally.kills:>4} kills, {tally.acknowledged:>6,} sets acknowledged, {tally.lost} lost, "
        f"{tally.halved} by half, {tally.doubled} doubled, {tally.damaged} databases damaged"
    )


# Logging ---------------------------------------------------------------------------------


def logging(bench: Bench, kills: int) -> Tally:
    """Type lines until so many were killed; after each, look what is there of it."""
    tally, data = Tally(), bench.data()
    whole_s = median(run(typed(line(n), data)).seconds for n in WARM_UP)
    for number in count():
        if number % LINES_A_FOLDER == 0:
            tally.damaged += not is_whole(data)
            data = bench.data()
        while notes_in(data)[str(number)] == 0:
            if tally.kills == kills:
                return tally
            ended = run(typed(line(number), data), kill_after_s=bench.moment(whole_s))
            tally.kills += ended.was_killed
            check_line(tally, there=notes_in(data)[str(number)], printed=ended.printed)
    raise AssertionError


def line(number: int) -> tuple[str, ...]:
    return ("log", "back-squat", "3x5@80", "rir2", "note", str(number))


def check_line(tally: Tally, *, there: int, printed: str) -> None:
    was_told = "logged:" in printed
    tally.acknowledged += 3 * was_told
    tally.lost += was_told and there == 0
    tally.halved += there in (1, 2)
    tally.doubled += there > 3


# Sending ---------------------------------------------------------------------------------


def sending(bench: Bench, kills: int) -> Tally:
    """Send sets one by one, and again whatever was not acknowledged."""
    tally, data, acknowledged = Tally(), bench.data(), -1
    while tally.kills < kills:
        start = max(acknowledged, 0)
        ended = run(partial(send, data, start), kill_after_s=bench.moment(SENDING_S))
        tally.kills += ended.was_killed
        acknowledged = max(acknowledged, *map(int, ended.printed.split()), -1)
        there = notes_in(data)
        tally.lost += any(there[str(number)] == 0 for number in range(acknowledged + 1))
        tally.doubled += any(times > 1 for times in there.values())
    tally.acknowledged = acknowledged + 1
    tally.damaged += not is_whole(data)
    return tally


def send(data: Path, start: int) -> None:
    """Send set after set, and print its number once the store has it."""
    with open_store(data) as store:
        for number in count(start):
            store.append([told(sent(number), source="a client")])
            print(number)


def sent(number: int) -> SetDone:
    at = FIRST_DAY + timedelta(minutes=number)
    return SetDone(
        id=uuid5(NAMESPACE_URL, f"ironstride:kill:{number}"),
        at=at,
        day=at.date(),
        exercise="back-squat",
        load=Kilograms(80),
        reps=Reps(5),
        note=str(number),
    )


# Importing -------------------------------------------------------------------------------


def importing(bench: Bench, kills: int) -> Tally:
    """Import until it comes through, again and again, and compare with an undisturbed import."""
    files = lifting_files(bench.folder / "lifting")
    words = ("import", str(files), "--unit", "kg", "--jobs", "1")
    tally, whole = Tally(), bench.data()
    whole_s = run(typed(words, whole)).seconds
    expected, data = events_in(whole), bench.data()
    before = 0
    while tally.kills < kills:
        ended = run(typed(words, data), kill_after_s=bench.moment(whole_s))
        tally.kills += ended.was_killed
        there = events_in(data)
        tally.lost += there.total() < before or bool(
            not ended.was_killed and (expected - there).total()
        )
        tally.doubled += bool((there - expected).total())
        before = there.total()
        if not ended.was_killed:
            tally.acknowledged += notes_in(data).total()
            tally.damaged += not is_whole(data)
            data, before = bench.data(), 0
    return tally


def lifting_files(folder: Path) -> Path:
    """Write half a year of lifting, a file a month, with sets that repeat."""
    folder.mkdir()
    for month in range(6):
        rows = [HEADER]
        for visit in range(9):
            day = FIRST_DAY + timedelta(days=30 * month + 3 * visit)
            rows += [
                f'{day:%Y-%m-%d %H:%M:%S},"Legs",45m,"{lift}",{order},{60 + 2.5 * month:g},5,0,0,"","",'
                for lift in LIFTS
                for order in range(1, 5)
            ]
        (folder / f"strong-{month}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder


# Processes and what they leave -----------------------------------------------------------


def warm_up(bench: Bench) -> None:
    """Import and set up everything once, so that every fork has it."""
    with contextlib.redirect_stdout(io.StringIO()):
        for words in (line(WARM_UP[0]), ("import", str(lifting_files(bench.folder / "warm")))):
            typed(words, bench.folder / "warm-data")()


def typed(words: Sequence[str], data: Path) -> Callable[[], None]:
    """Give a command as it is typed, with its data folder."""
    return lambda: cli([*words, "--data", str(data)], standalone_mode=False)


def run(work: Callable[[], object], *, kill_after_s: float | None = None) -> Ended:
    """Do something in a process of its own, and kill that if it lasts so long."""
    began = time.perf_counter()
    output, input_ = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(output)
        _work_and_leave(work, input_)
    os.close(input_)
    printed, is_over = _read(output, None if kill_after_s is None else began + kill_after_s)
    if not is_over:
        os.kill(child, signal.SIGKILL)
        printed += _read(output, None)[0]
    os.close(output)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status not in (0, -signal.SIGKILL):
        raise SystemExit(f"a run ended by itself with {status}; nothing can be said")
    return Ended(printed.decode(), status != 0, time.perf_counter() - began)


def _work_and_leave(work: Callable[[], object], output: int) -> NoReturn:
    """Work with what is printed going to a pipe, line by line, and leave without a look back."""
    os.dup2(output, sys.stdout.fileno())
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr] # it is a file here
    code = 1
    try:
        work()
        code = 0
    finally:
        sys.stdout.flush()
        os._exit(code)


def _read(output: int, until: float | None) -> tuple[bytes, bool]:
    """Read what is printed until its end, or until a moment; say whether the end was there."""
    printed = b""
    while True:
        left = None if until is None else max(0.0, until - time.perf_counter())
        if not select.select([output], [], [], left)[0]:
            return printed, False
        part = os.read(output, 65_536)
        if not part:
            return printed, True
        printed += part


def notes_in(data: Path) -> Counter[str]:
    """Count the sets by their notes, without Ironstride, so that nothing is repaired on the way."""
    asked = "SELECT json_extract(payload, '$.note') FROM event WHERE kind = 'set-done'"
    return Counter(note or "" for (note,) in _ask(data, asked))


def events_in(data: Path) -> Counter[tuple[object, ...]]:
    """Read all events as they are stored."""
    return Counter(_ask(data, "SELECT id, kind, at, source, payload FROM event"))


def is_whole(data: Path) -> bool:
    """Ask SQLite whether its file is sound; one that was never begun is."""
    return _ask(data, "PRAGMA integrity_check") in ([("ok",)], [])


def _ask(data: Path, question: str) -> list[tuple[str, ...]]:
    file = data / SQLITE_FILE
    if not file.exists():
        return []
    with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        try:
            return database.execute(question).fetchall()
        except sqlite3.OperationalError:
            return []  # the tables are not there yet


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
