"""Errors and coverage of forecasts, told per athlete and pooled, with paired differences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from benchmarks.planner_figures import Goal
from benchmarks.strength_rows import OURS, Row

Floats = npt.NDArray[np.float64]

DRAWS: Final = 2_000
RANGES: Final = {0.80: (0.78, 0.82), 0.95: (0.93, 0.97)}
FEWEST: Final = 200  # rows, below which chance moves a coverage by more than the range is wide
LONG_GAP_DAYS: Final = 21


@dataclass(frozen=True, slots=True)
class Difference:
    """How much smaller our error is, in repetitions, with an interval of 95 of 100."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:+.2f} [{self.low:+.2f}, {self.high:+.2f}]"


def errors(rows: Sequence[Row], method: str) -> Floats:
    """Give the absolute errors of a method, NaN where it could say nothing. [count]"""
    return np.array([abs(row.said.get(method, np.nan) - row.reps) for row in rows])


def difference(rows: Sequence[Row], other: str, method: str = OURS) -> Difference:
    """Compare two methods on the same rows; whole lifts of athletes are drawn again and again."""
    off = errors(rows, method) - errors(rows, other)
    told = ~np.isnan(off)
    groups: dict[tuple[str, str], list[float]] = defaultdict(list)
    for row, value, is_told in zip(rows, off, told, strict=True):
        if is_told:
            groups[row.athlete, row.lift].append(float(value))
    sums = np.array([sum(group) for group in groups.values()])
    counts = np.array([len(group) for group in groups.values()])
    rng = np.random.default_rng(0)
    drawn = rng.integers(0, len(sums), (DRAWS, len(sums)))
    means = sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return Difference(float(off[told].mean()), float(low), float(high))


def table(rows: Sequence[Row], methods: Sequence[str], parts: Mapping[str, Part]) -> str:
    """Write mean absolute errors: a method a line, a part of the rows a column."""
    columns = {name: [row for row in rows if part(row)] for name, part in parts.items()}
    head = f"{'repetitions off, on average':<30}" + "".join(
        f"{f'{name} ({len(of)})':>22}" for name, of in columns.items()
    )
    lines = [head]
    for method in methods:
        cells = (_mean(errors(of, method)) for of in columns.values())
        rest = f"  {difference(rows, method)}" if method != OURS else ""
        lines.append(f"{method:<30}" + "".join(f"{cell:>22}" for cell in cells) + rest)
    return "\n".join(lines)


Part = Callable[[Row], bool]


def _mean(values: Floats) -> str:
    told = values[~np.isnan(values)]
    return f"{told.mean():.2f}" if told.size else "-"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How often a band held what came, on how many rows, and how wide it was. [count]

    `repeated` is how often what came was the very count that was foreseen.
    """

    share: float
    held: float
    rows: int
    width: float
    repeated: float

    @property
    def holds(self) -> bool | None:
        """Whether it held as often as it said.

        None where the rows are too few to tell, and where the lifter repeats the count that
        was foreseen more often than the band may hold: no band is narrower than one count.
        """
        low, high = RANGES[self.share]
        if self.rows < FEWEST or self.is_too_plain:
            return None
        return low <= self.held <= high

    @property
    def is_too_plain(self) -> bool:
        """Whether one count alone holds more often than the band may."""
        return self.repeated > RANGES[self.share][1]

    def __str__(self) -> str:
        return f"{100 * self.held:.1f} % of {self.rows}, {self.width:.1f} wide"


def coverages(rows: Sequence[Row]) -> Iterator[Coverage]:
    """Say how often both bands held."""
    repeated = float(np.mean([row.ours.middle == row.reps for row in rows]))
    for share in RANGES:
        bands = [row.ours.likely if share == 0.80 else row.ours.possible for row in rows]
        held = [band.low <= row.reps <= band.high for band, row in zip(bands, rows, strict=True)]
        width = float(np.mean([band.high - band.low for band in bands]))
        yield Coverage(share, float(np.mean(held)), len(rows), width, repeated)


def coverage_goals(
    rows: Sequence[Row], what: str, *, may_judge_late: bool = True
) -> Iterator[Goal]:
    """Ask the bands to hold what they say: pooled, per athlete, and after three weeks' rest.

    Who repeats one count more often than a band may hold is told and left out of the pool.
    Days after a rest are not judged where each lifter has but a few, for a band learns from
    the lifter's own.
    """
    athletes = {name: [row for row in rows if row.athlete == name] for name in _names(rows)}
    pool = [row for of in athletes.values() for row in of if not _repeats(of)]
    late = [row for row in pool if row.gap_days > LONG_GAP_DAYS]
    parts = {"all": pool, "after three weeks' rest": late} | athletes
    for name, part in parts.items():
        for found in coverages(part) if part else ():
            low, high = RANGES[found.share]
            wanted = f"{100 * found.share:.0f} % band holds {100 * low:.0f} to {100 * high:.0f} %"
            may_judge = may_judge_late or part is not late
            holds = found.holds if may_judge else None
            yield Goal(f"{what}, {name}: {wanted}", str(found), holds)


def _names(rows: Sequence[Row]) -> list[str]:
    return sorted({row.athlete for row in rows})


def _repeats(rows: Sequence[Row]) -> bool:
    """Whether a lifter's band of 80 cannot be narrow enough."""
    return any(found.is_too_plain for found in coverages(rows))
