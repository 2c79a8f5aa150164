"""Importing a thousand runs: how fast, how large, and whether killing it loses anything.

`python -m benchmarks.imports [--quick] [--seed N]` makes runs with the sample's generator (more
than 1,000, quick: 150; some lie there twice, some files are damaged) and takes them in with the
command that an athlete types. It exits with 0 only where all of this holds:

- An import that is killed at random moments and started again until it is through holds the
  same events, files, runs and streams as one that was left alone: none lost, none twice.
- No kill takes away what was kept before it, and no process outlives the one that was killed.
- A second import adds nothing and takes at most half the time of the first.
- No process ever holds more than 400 MB, nor 1.3 times what it holds for a quarter of the runs.
- Where the real recordings lie beside the repository, importing them twice adds nothing the
  second time (left out of the quick round).
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from ironstride.sample import make
from ironstride.store.folder import SQLITE_FILE
from ironstride.store.open import open_store

LAST_DAY: Final = date(2026, 11, 24)
SAMPLE_LASTS: Final = timedelta(weeks=78)
SHARED: Final = Path(__file__).parents[2] / "shared" / "data"
VERB: Final = (sys.executable, "-c", "from ironstride.cli.main import run; run()", "import")

MOST_MB: Final = 400.0
MOST_GROWTH: Final = 1.3
MOST_AGAIN: Final = 0.5
MOST_KILLS: Final = 8
START_UP_S: Final = 0.5  # sooner than this no import writes anything


@dataclass(frozen=True, slots=True)
class Goal:
    """Something that has to hold, and the figure that shows whether it does."""

    what: str
    figure: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Import:
    """One import: how long it took, and the most that any of its processes held."""

    seconds: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class Kills:
    """How many events each kill left, and how many kills left a process behind."""

    kept: tuple[int, ...]
    left_behind: int


@dataclass(frozen=True, slots=True)
class Result:
    """All goals, and the line that sums up."""

    goals: tuple[Goal, ...]
    line: str


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.imports")
    parser.add_argument("--quick", action="store_true", help="150 runs instead of 1,000")
    parser.add_argument("--seed", type=int, default=7, help="chooses the moments of the kills")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        result = measured(Path(folder), quick=asked.quick, seed=asked.seed)
    for goal in result.goals:
        print(f"{'ok  ' if goal.holds else 'FAIL'} {goal.what:<50} {goal.figure}")
    print(result.line)
    return 0 if all(goal.holds for goal in result.goals) else 1


def measured(folder: Path, *, quick: bool, seed: int) -> Result:
    """Make files, import them in every way, and compare."""
    files, quarter = _quick_files(folder) if quick else _files(folder)
    small = run_import(quarter, folder / "quarter")
    first = run_import(files, folder / "whole")
    whole = snapshot(folder / "whole")
    again = run_import(files, folder / "whole")
    kills = run_with_kills(files, folder / "killed", random.Random(seed), whole_s=first.seconds)
    runs = len(whole["runs"])
    goals = [
        *_goals_of_memory(first, small),
        *_goals_of_importing_twice(first, again, whole, snapshot(folder / "whole")),
        *_goals_of_killing(kills, whole, snapshot(folder / "killed")),
        *(() if quick or not SHARED.exists() else _goals_of_real_files(folder / "real")),
    ]
    size_kb = (folder / "whole" / SQLITE_FILE).stat().st_size / 1_000
    line = (
        f"{runs:,} runs in {first.seconds:.1f} s: {runs / first.seconds:.0f} runs/s, "
        f"{first.peak_mb:.0f} MB a process at most, {size_kb / runs:.1f} kB a run on disk, "
        f"{len(kills.kept)} kills"
    )
    return Result(tuple(goals), line)


def _files(folder: Path) -> tuple[list[Path], list[Path]]:
    """Make four runners' months one after the other, and name the last of them a quarter."""
    samples = [folder / f"files-{number}" for number in range(4)]
    for number, sample in enumerate(samples):
        make(sample, seed=number, today=LAST_DAY - number * SAMPLE_LASTS)
    return samples, samples[:1]


def _quick_files(folder: Path) -> tuple[list[Path], list[Path]]:
    """Make one runner's months, and take what is not packed, with the copies of a few."""
    make(folder / "files", seed=0, today=LAST_DAY)
    loose = [
        file for name in ("watch", "phone") for file in sorted((folder / "files" / name).iterdir())
    ]
    return [*loose, folder / "files" / "sample-second-export.zip"], loose[::4]


def run_import(paths: Sequence[Path], data: Path) -> Import:
    """Import by the command, and ask the system what it took."""
    began = time.perf_counter()
    running = _start(paths, data)
    _, status, usage = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    _check(running)
    per_mb = 1_000_000 if sys.platform == "darwin" else 1_000
    return Import(time.perf_counter() - began, usage.ru_maxrss / per_mb)


def run_with_kills(
    paths: Sequence[Path], data: Path, chance: random.Random, *, whole_s: float
) -> Kills:
    """Import, be killed at a random moment, and start again until an import comes through."""
    kept: list[int] = []
    left_behind = 0
    while True:
        running = _start(paths, data, stderr=subprocess.DEVNULL)  # Python mourns the killed
        moment = chance.uniform(START_UP_S, START_UP_S + whole_s / 3)
        try:
            running.wait(timeout=moment if len(kept) < MOST_KILLS else None)
        except subprocess.TimeoutExpired:
            os.kill(running.pid, signal.SIGKILL)
            running.wait()
            left_behind += _is_anyone_left(running.pid)
            kept.append(_events_in(data))
        else:
            _check(running)
            return Kills(tuple(kept), left_behind)


def snapshot(data: Path) -> dict[str, tuple[object, ...]]:
    """Read all that a store holds."""
    with open_store(data) as store:
        return {
            "events": store.events(),
            "files": store.files(),
            "runs": store.runs(),
            "streams": tuple(store.streams(copy) for copy in store.copies()),
        }


def _goals_of_memory(first: Import, small: Import) -> Iterator[Goal]:
    growth = first.peak_mb / small.peak_mb
    yield Goal(
        f"a process holds at most {MOST_MB:.0f} MB",
        f"{first.peak_mb:.0f} MB",
        first.peak_mb <= MOST_MB,
    )
    yield Goal(
        f"at most {MOST_GROWTH:g} times what a quarter needs",
        f"{growth:.2f}",
        growth <= MOST_GROWTH,
    )


def _goals_of_importing_twice(
    first: Import, again: Import, before: object, after: object
) -> Iterator[Goal]:
    share = again.seconds / first.seconds
    yield Goal("a second import adds nothing", f"{again.seconds:.1f} s", before == after)
    yield Goal(f"and takes at most {MOST_AGAIN:g} of the time", f"{share:.2f}", share <= MOST_AGAIN)


def _goals_of_killing(
    kills: Kills, whole: dict[str, tuple[object, ...]], killed: dict[str, tuple[object, ...]]
) -> Iterator[Goal]:
    grows = list(kills.kept) == sorted(kills.kept)
    midway = sum(0 < kept < len(whole["events"]) for kept in kills.kept)
    yield Goal("kills in the middle of the work", f"{midway} of {len(kills.kept)}", midway > 0)
    yield Goal("no kill takes away what was kept", "/".join(map(str, kills.kept)), grows)
    yield Goal(
        "no process outlives its killed parent", f"{kills.left_behind}", not kills.left_behind
    )
    for what, expected in whole.items():
        there, here = Counter(map(repr, expected)), Counter(map(repr, killed[what]))
        figure = f"{len(expected):,}: {(there - here).total()} lost, {(here - there).total()} more"
        yield Goal(f"killed and restarted: the same {what}", figure, killed[what] == expected)


def _goals_of_real_files(data: Path) -> Iterator[Goal]:
    first = run_import([SHARED], data)
    before = snapshot(data)
    run_import([SHARED], data)
    figure = f"{len(before['files'])} files, {len(before['runs'])} runs, {first.seconds:.1f} s"
    yield Goal("real files, twice: the second time adds nothing", figure, snapshot(data) == before)
    yield Goal("and a process holds no more", f"{first.peak_mb:.0f} MB", first.peak_mb <= MOST_MB)


def _start(
    paths: Sequence[Path], data: Path, *, stderr: int | None = None
) -> subprocess.Popen[bytes]:
    command = [*VERB, *map(str, paths), "--data", str(data)]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, stdout=quiet, stderr=stderr, start_new_session=True)


def _check(ended: subprocess.Popen[bytes]) -> None:
    if ended.returncode != 0:
        raise SystemExit(f"an import ended with {ended.returncode}; nothing can be said")


def _is_anyone_left(group: int) -> bool:
    """Give the processes of a killed import three seconds to notice and leave."""
    for _ in range(60):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.05)
    return True


def _events_in(data: Path) -> int:
    """Count without Ironstride, so that nothing is repaired on the way."""
    if not (data / SQLITE_FILE).exists():
        return 0
    with closing(sqlite3.connect(f"file:{data / SQLITE_FILE}?mode=ro", uri=True)) as database:
        try:
            return int(database.execute("SELECT count(*) FROM event").fetchone()[0])
        except sqlite3.OperationalError:
            return 0  # the tables are not there yet


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
