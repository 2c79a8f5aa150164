"""The strength estimate, measured: on real logs, one step ahead, beside what is simpler.

`python -m benchmarks.strength [--quick] [--logs FOLDER] [--only PART]` foresees every log in a
folder day by day and prints tables per athlete and pooled, a goal a line, and a last line with
figures. It exits with 0 only where every goal holds that these logs can judge.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from benchmarks.planner_figures import Goal, timed
from benchmarks.strength_figures import (
    LONG_GAP_DAYS,
    Part,
    coverage_goals,
    difference,
    errors,
    table,
)
from benchmarks.strength_logs import SHARED, Log, logs_in
from benchmarks.strength_loop import loop
from benchmarks.strength_rows import FILTER, FORMULAS, LAST, OURS, POPULATION, Row, rows_of
from benchmarks.strength_settings import settings_table
from benchmarks.strength_simulated import programmes, simulated_goals
from benchmarks.strength_speed import speed_goals

AVERAGES: Final = tuple(f"average 1RM, {name}" for name in FORMULAS)
LASTS: Final = tuple(f"last 1RM, {name}" for name in FORMULAS)
DIARY_METHODS: Final = (
    OURS,
    LAST,
    "as last time at that load",
    "mean of the last three",
    *LASTS,
    *AVERAGES,
    FILTER,
)
TEST_METHODS: Final = (OURS, FILTER, POPULATION, LAST, *LASTS, *AVERAGES)
MADE_UP: Final = "made up"
FEWEST_TESTS: Final = 40  # fewer open sets tell nothing about methods


@dataclass(frozen=True, slots=True)
class Measured:
    """The logs at hand, and what was foreseen of them."""

    logs: tuple[Log, ...]
    diary: tuple[Row, ...]
    tests: tuple[Row, ...]
    is_quick: bool


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.strength")
    parser.add_argument("--quick", action="store_true", help="fewer made-up athletes, under 45 s")
    parser.add_argument("--logs", type=Path, default=SHARED, help="a folder of lifting exports")
    parser.add_argument("--only", choices=[*PARTS, *ON_REQUEST], help="one part alone")
    asked = parser.parse_args(arguments)
    if asked.logs != SHARED and not asked.logs.is_dir():
        parser.error(f"{asked.logs} is no folder; name one that holds exports of lifting apps")
    measured = _measured(asked.logs, is_quick=asked.quick)
    parts = [(PARTS | ON_REQUEST)[asked.only]] if asked.only else list(PARTS.values())
    goals, seconds = timed(lambda: [_told(goal) for part in parts for goal in part(measured)])
    held, failed = sum(g.holds is True for g in goals), sum(g.holds is False for g in goals)
    print(
        f"{held} goals hold, {failed} do not; {len(measured.logs)} logs, {len(measured.diary)} "
        f"diary rows {_figures(measured.diary)}, {len(measured.tests)} open sets "
        f"{_figures(measured.tests)}, {seconds:.0f} s in all"
    )
    return 0 if not failed else 1


def _told(goal: Goal) -> Goal:
    print(goal, flush=True)
    return goal


def _figures(rows: Sequence[Row]) -> str:
    """Put our error beside that of the plainest guess."""
    if not rows:
        return "(none)"
    ours, last = errors(rows, OURS).mean(), errors(rows, LAST).mean()
    return f"(off by {ours:.2f}, {LAST} {last:.2f})"


def _measured(folder: Path, *, is_quick: bool) -> Measured:
    logs = logs_in(folder) if folder.is_dir() else ()
    diary: list[Row] = []
    tests: list[Row] = []
    for log in logs:
        days, opened = rows_of(log)
        diary += days
        tests += opened
        by = ", ".join(f"{count} because {sign}" for sign, count in log.signs.items())
        print(
            f"{log.name}: {log.app}, {log.unit}, {len(log.sets)} sets, {len(days)} days of lifts "
            f"scored; open sets: {by or 'none found'}"
        )
    if not logs:
        print(f"no lifting log in {folder}: nothing real can be judged")
    return Measured(logs, tuple(diary), tuple(tests), is_quick)


# --- parts --------------------------------------------------------------------------------


def _prescription(measured: Measured) -> Iterator[Goal]:
    """Open sets of a programme: the load was fixed, the repetitions followed."""
    rows = measured.tests
    if not rows:
        print("\nPrescribed sets: no log here holds open sets of a programme, so none is judged.")
        return
    print("\nPrescribed sets, lifted as often as they went")
    yield from _on_open_sets(rows, "prescribed")
    for name in sorted({row.athlete for row in rows}):
        print(f"- {name}")
        print(_table_of_open_sets([row for row in rows if row.athlete == name]))


def _on_open_sets(rows: Sequence[Row], what: str) -> Iterator[Goal]:
    """Ask for smaller errors than every simpler method's, and for bands that hold."""
    changed = 100 * sum(row.is_load_changed for row in rows) / len(rows)
    print(f"the load differs from the last one's in {changed:.0f} %")
    print(_table_of_open_sets(rows))
    can_tell = len(rows) >= FEWEST_TESTS
    for other in TEST_METHODS[2:]:
        found = difference(rows, other)
        asked = f"{what}: less off than {other}"
        yield Goal(asked, str(found), found.mean < 0 if can_tell else None)
    yield from coverage_goals(rows, what, may_judge_late=what != MADE_UP)


def _table_of_open_sets(rows: Sequence[Row]) -> str:
    halves = _second_halves(rows)
    parts: dict[str, Part] = {"all": lambda _: True, "second half": lambda row: id(row) in halves}
    return table(rows, TEST_METHODS, parts)


def _second_halves(rows: Sequence[Row]) -> frozenset[int]:
    """Give the later half of each athlete's rows, by identity."""
    found: set[int] = set()
    for name in {row.athlete for row in rows}:
        mine = [row for row in rows if row.athlete == name]
        found.update(id(row) for row in mine[len(mine) // 2 :])
    return frozenset(found)


def _diaries(measured: Measured) -> Iterator[Goal]:
    """Everyday sets: the lifter chose the load, mostly to fit the repetitions."""
    rows = measured.diary
    if not rows:
        return
    parts: dict[str, Part] = {
        "all": lambda _: True,
        "load changed": lambda row: row.is_load_changed,
        "0 or 1 left": lambda row: row.is_hard,
        "after 3 weeks": lambda row: row.gap_days > LONG_GAP_DAYS,
    }
    print("\nDiaries: repetitions of a day's heaviest set at its load")
    print(table(rows, DIARY_METHODS, parts))
    for name in sorted({row.athlete for row in rows}):
        mine = [row for row in rows if row.athlete == name]
        ours, last = errors(mine, OURS).mean(), errors(mine, LAST).mean()
        print(f"- {name} ({len(mine)}): {OURS} {ours:.2f}, {LAST} {last:.2f}")
    found = difference(rows, LAST)
    yield Goal(f"diaries: no more off than {LAST}", str(found), found.mean <= 0)
    yield from coverage_goals(rows, "diaries")


def _simulated(measured: Measured) -> Iterator[Goal]:
    print("\nMade-up athletes, whose truth is known (no part of the tables above)")
    yield from simulated_goals(is_quick=measured.is_quick)
    logs, wrong = programmes(4 if measured.is_quick else 25)
    sets = sum(log.tests for log in logs)
    figure = f"{wrong} wrong beside {sets} open sets of {len(logs)} lifters"
    yield Goal("made-up programmes: open sets are found", figure, wrong <= 0.05 * sets)
    rows = [replace(row, athlete=row.athlete.split()[0]) for log in logs for row in rows_of(log)[1]]
    yield from _on_open_sets(rows, MADE_UP)


def _speed(measured: Measured) -> Iterator[Goal]:
    print("\nSpeed, one core")
    yield from speed_goals(measured.logs)


def _loop(measured: Measured) -> Iterator[Goal]:
    """The closed loop: who sets the loads, and what becomes of made-up lifters."""
    print("\nThe closed loop: made-up lifters under several ways of setting loads")
    print(loop(quick=measured.is_quick))
    yield from ()


def _settings(measured: Measured) -> Iterator[Goal]:
    """How much hangs on each number of the filter."""
    for line in settings_table(measured.logs):
        print(line, flush=True)
    yield from ()


PartOf = Callable[[Measured], Iterator[Goal]]
PARTS: Final[dict[str, PartOf]] = {
    "prescription": _prescription,
    "diaries": _diaries,
    "simulated": _simulated,
    "speed": _speed,
    "loop": _loop,
}
ON_REQUEST: Final[dict[str, PartOf]] = {"settings": _settings}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
