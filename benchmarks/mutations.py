"""Damaged files of lifting: a sentence or a correct import, never a traceback.

`python -m benchmarks.mutations [--quick] [--seed N] [--only csv|fit]` damages 10,000 exports of
lifting apps and as many FIT files of strength sessions (quick: 500 of each) in every way that a
spreadsheet, a cut-off download or a bad cable has, reads them, and exits with 0 only where

- nothing was ever raised that a reader does not promise to raise,
- every set whose line was left alone came out as it was written, or its line was named,
- no line that was damaged vanished without a word.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Final, Protocol

MOST_SHOWN: Final = 10


class Damage(Protocol):
    """How a kind of file stood being damaged."""

    @property
    def line(self) -> str:
        """The figures, in one line."""

    @property
    def problems(self) -> Sequence[str]:
        """What should not have happened, each with the seed that makes it happen again."""


@dataclass(frozen=True, slots=True)
class Round:
    """Where a kind of file is damaged: a module of this folder, and its function."""

    module: str
    function: str

    def run(self, count: int, seed: int) -> Damage:
        """Damage as many files, chosen by the seed."""
        damage: Callable[[int, int], Damage] = getattr(import_module(self.module), self.function)
        return damage(count, seed)


ROUNDS: Final[Mapping[str, Round]] = {
    "csv": Round("benchmarks.mutations_csv", "mutate_csv"),
    "fit": Round("benchmarks.mutations_fit", "mutate_fit"),
}


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutations")
    parser.add_argument("--quick", action="store_true", help="500 files of each kind, not 10,000")
    parser.add_argument("--seed", type=int, default=4, help="chooses the files and the damage")
    parser.add_argument("--only", choices=sorted(ROUNDS), help="damage one kind of file alone")
    asked = parser.parse_args(arguments)
    count = 500 if asked.quick else 10_000
    kinds = [asked.only] if asked.only else list(ROUNDS)
    done = [ROUNDS[kind].run(count, asked.seed) for kind in kinds]
    for damage in done:
        for problem in damage.problems[:MOST_SHOWN]:
            print(f"FAIL {problem}")
        if len(damage.problems) > MOST_SHOWN:
            print(f"FAIL and {len(damage.problems) - MOST_SHOWN:,} more")
    print("; ".join(damage.line for damage in done))
    return 1 if any(damage.problems for damage in done) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
