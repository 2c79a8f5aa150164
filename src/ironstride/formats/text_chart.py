"""Small charts of letters: a line of blocks, a bar, a plot; read without any colour."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean
from typing import Final

from ironstride.strength.path import Reading

BLOCKS: Final = "▁▂▃▄▅▆▇█"
NONE: Final = "·"
LIKELY: Final = "▒"
POSSIBLE: Final = "░"
MIDDLE: Final = "●"
NOW: Final = "┆"


def sparkline(values: Sequence[float], *, low: float | None = None, width: int = 12) -> str:
    """Draw values as blocks, from `low` (else the least of them) to the greatest.

    Nothing, where low is 0, is a dot. More values than columns are averaged side by side.

    >>> sparkline([0, 3, 6, 5], low=0), sparkline([100, 101, 104])
    ('·▄█▇', '▁▃█')
    """
    shown = _thinned(values, width)
    bottom = min(shown, default=0.0) if low is None else low
    span = max(shown, default=0.0) - bottom
    return "".join(_block(value, bottom, span, is_from_zero=low == 0) for value in shown)


def _block(value: float, low: float, span: float, *, is_from_zero: bool) -> str:
    if is_from_zero and value <= 0:
        return NONE
    if span <= 0:
        return BLOCKS[3]
    top = len(BLOCKS) - (0 if is_from_zero else 1)
    share = (value - low) / span
    number = share * top - 1 if is_from_zero else share * top
    return BLOCKS[min(len(BLOCKS) - 1, max(0, round(number)))]


def _thinned(values: Sequence[float], width: int) -> list[float]:
    """Average neighbours until there are no more values than columns."""
    if len(values) <= width:
        return list(values)
    edges = [round(n * len(values) / width) for n in range(width + 1)]
    return [fmean(values[first:end]) for first, end in pairwise(edges)]


def bar(done: float, planned: float, most: float, width: int) -> str:
    """Draw what was done as full blocks, and what is missing of the plan as light ones.

    >>> bar(6, 8, 16, 8)
    '███░'
    """
    full = _columns(done, most, width)
    asked = _columns(planned, most, width)
    return "█" * full + POSSIBLE * max(0, asked - full)


def _columns(value: float, most: float, width: int) -> int:
    """Say how many columns a value takes; one at least where there is anything."""
    return 0 if value <= 0 else max(1, round(value / most * width))


def plot(
    parts: Sequence[Sequence[Reading]], *, widths: Sequence[int], height: int
) -> list[tuple[float, str]]:
    """Draw lines with their bands beside each other, as wide as `widths` says.

    Gives each row, from the top, with the value at its middle. Within a part time runs evenly
    over the columns; a column shows the last reading up to its day.
    """
    low = min(r.possible.low for part in parts for r in part)
    high = max(r.possible.high for part in parts for r in part)
    step = (high - low) / height or 1.0
    shown = [
        [_at_column(part, n, width) for n in range(width)]
        for part, width in zip(parts, widths, strict=True)
    ]
    rows = []
    for n in range(height):
        floor = high - (n + 1) * step
        drawn = ["".join(_letter(r, floor, floor + step) for r in columns) for columns in shown]
        rows.append((floor + step / 2, NOW.join(drawn)))
    return rows


def _at_column(readings: Sequence[Reading], column: int, width: int) -> Reading:
    first, last = readings[0].day, readings[-1].day
    day = first + (last - first) * (column / max(1, width - 1))
    return [r for r in readings if r.day <= day][-1]


def _letter(reading: Reading, floor: float, top: float) -> str:
    if floor <= reading.value < top:
        return MIDDLE
    middle = (floor + top) / 2
    if reading.likely.low <= middle <= reading.likely.high:
        return LIKELY
    return POSSIBLE if reading.possible.low <= middle <= reading.possible.high else " "
