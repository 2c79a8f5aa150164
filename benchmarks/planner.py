"""The planner, measured: how fast, how good, how it grows, and what one may rely on.

`python -m benchmarks.planner [--quick] [--seed N] [--athletes N] [--keep]` plans for ordinary
runners and for hard lives, half and half, each of whom can be planned for. It prints a goal a
line, times as median / ninth tenth / worst, and exits with 0 only where all goals hold. Every
ratio compares what ran in the same process, one after the other. `--keep` draws the plots of
the documentation.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.planner_figures import Goal, timed
from benchmarks.planner_growth import draw_matches, growth_goals
from benchmarks.planner_quality import match_goals, matches, quality_goals
from benchmarks.planner_speed import cold_goals, memory_goals, speed_goals
from benchmarks.planner_trust import byte_goals, checker_goals, collision_goals


@dataclass(frozen=True, slots=True)
class Size:
    """How many athletes each part is measured on, and how long a slow solver may look."""

    athletes: int
    matched: int
    checked: int
    grown: int
    long: int
    quality: int
    limit_s: float


WHOLE = Size(50, matched=100, checked=10_000, grown=20, long=20, quality=50, limit_s=120.0)
QUICK = Size(3, matched=4, checked=40, grown=2, long=2, quality=2, limit_s=5.0)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.planner")
    parser.add_argument("--quick", action="store_true", help="a few athletes, under a minute")
    parser.add_argument("--seed", type=int, default=0, help="chooses the athletes")
    parser.add_argument("--athletes", type=int, help="how many are timed, instead of 50")
    parser.add_argument("--keep", action="store_true", help="draw the plots into docs/images")
    parser.add_argument("--only", choices=PARTS, help="one part alone")
    asked = parser.parse_args(arguments)
    size = _sized(QUICK if asked.quick else WHOLE, asked.athletes)
    parts = [asked.only] if asked.only else list(PARTS)
    goals, seconds = timed(lambda: [_told(g) for part in parts for g in PARTS[part](size, asked)])
    held, failed = sum(g.holds is True for g in goals), sum(g.holds is False for g in goals)
    print(f"{held} goals hold, {failed} do not; {size.athletes} athletes, {seconds:.0f} s in all")
    return 0 if not failed else 1


def _sized(size: Size, athletes: int | None) -> Size:
    """Measure fewer, or more, in proportion."""
    if athletes is None:
        return size
    share = athletes / size.athletes
    return Size(
        athletes,
        matched=max(4, round(size.matched * share)),
        checked=max(10, round(size.checked * share)),
        grown=max(2, round(size.grown * share)),
        long=max(2, round(size.long * share)),
        quality=max(2, round(size.quality * share)),
        limit_s=size.limit_s,
    )


def _told(goal: Goal) -> Goal:
    print(goal, flush=True)
    return goal


def _speed(size: Size, asked: argparse.Namespace) -> Iterator[Goal]:
    yield from speed_goals(size.athletes, asked.seed)
    yield from cold_goals()
    yield from memory_goals(size.long)


def _quality(size: Size, asked: argparse.Namespace) -> Iterator[Goal]:
    yield from quality_goals(size.quality, asked.seed, size.limit_s)


def _matches(size: Size, asked: argparse.Namespace) -> Iterator[Goal]:
    played = matches(size.matched, asked.seed, size.limit_s / 2)
    yield from match_goals(played)
    if asked.keep:
        draw_matches(played)


def _growth(size: Size, asked: argparse.Namespace) -> Iterator[Goal]:
    yield from growth_goals(size.grown, asked.seed, keep=asked.keep)


def _trust(size: Size, asked: argparse.Namespace) -> Iterator[Goal]:
    yield from collision_goals(size.athletes, asked.seed)
    yield from byte_goals(size.athletes, asked.seed)
    yield from checker_goals(size.checked, asked.seed)


PARTS: Final[Mapping[str, Callable[[Size, argparse.Namespace], Iterator[Goal]]]] = {
    "speed": _speed,
    "quality": _quality,
    "matches": _matches,
    "growth": _growth,
    "trust": _trust,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
