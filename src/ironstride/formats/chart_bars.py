"""Bars by week, and small rows of bars or lines."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from ironstride.formats.chart_pen import (
    ACCENT,
    INK,
    LETTER,
    MARGIN,
    PLOT,
    Frame,
    apart,
    dots,
    line_of,
    points_of,
    scale,
    tenth,
    text,
    ticks,
)
from ironstride.formats.chart_values import Bar, Bars, Row, Rows
from ironstride.strength.path import Reading

ROW: Final = 30
ROW_LEFT: Final = 160
ROW_RIGHT: Final = 304
ROW_PLOT: Final = 22


def draw_bars(chart: Bars) -> tuple[list[str], float]:
    """Draw bars by week, and say how tall that is."""
    steps = ticks(0, max((bar.top for bar in chart.bars), default=0))
    frame = Frame(date.min, date.min, 0, steps[-1])
    lines = [_hatch(chart.id), *scale(frame, steps, chart.unit)]
    lines += _bars_drawn(frame, chart.bars, chart.id)
    lines += apart(_names_of_bars(frame, chart), frame.right + 8)
    lines += _labels(frame, chart.bars)
    has_notes = any(bar.note for bar in chart.bars)
    return lines, PLOT + (48 if has_notes else 34)


def _labels(frame: Frame, bars: Sequence[Bar]) -> Iterator[str]:
    """Write as many labels below the bars as have room, the last one among them."""
    slot = (frame.right - frame.left) / max(len(bars), 1)
    every = max(1, math.ceil(48 / slot))
    for n, bar in enumerate(bars):
        if (len(bars) - 1 - n) % every == 0:
            x = frame.left + slot * (n + 0.5)
            yield text(x, PLOT + 16, bar.label, anchor="middle", size=11)
            if bar.note:
                yield text(x, PLOT + 30, bar.note, anchor="middle", size=11, is_ink=True)


def _bars_drawn(frame: Frame, bars: Sequence[Bar], id_: str) -> Iterator[str]:
    """Draw what was done in its parts, what is expected hatched, what was planned as a line."""
    slot = (frame.right - frame.left) / max(len(bars), 1)
    parts: dict[int, str] = {}
    expected = planned = ""
    for n, bar in enumerate(bars):
        left, width = frame.left + slot * (n + 0.22), 0.56 * slot
        bottom = 0.0
        for part, value in enumerate(bar.done):
            if value:
                parts[part] = parts.get(part, "") + _box(frame, left, width, bottom, value)
            bottom += value
        if bar.expected is not None and bar.expected > bottom:
            expected += _box(frame, left, width, bottom, bar.expected - bottom)
        if bar.planned:
            x, y = frame.left + slot * (n + 0.08), frame.y(bar.planned)
            planned += f"M{tenth(x)} {tenth(y)}h{tenth(0.84 * slot)}"
    for part, boxes in sorted(parts.items()):
        faint = ' fill-opacity="0.3"' if part else ""
        yield f'<path class="fill" fill="{ACCENT}"{faint} d="{boxes}"/>'
    if expected:
        yield f'<path fill="url(#{id_}-hatch)" d="{expected}"/>'
    if planned:
        yield f'<path class="mark" stroke="{INK}" stroke-width="1.5" d="{planned}"/>'


def _box(frame: Frame, x: float, width: float, bottom: float, value: float) -> str:
    low, top = frame.y(bottom), frame.y(bottom + value)
    return f"M{tenth(x)} {tenth(top)}h{tenth(width)}V{tenth(low)}h-{tenth(width)}z"


def _hatch(id_: str) -> str:
    return (
        f'<pattern id="{id_}-hatch" width="4" height="4" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><path class="line" stroke="{ACCENT}" stroke-width="1.6" '
        'd="M1 0V4"/></pattern>'
    )


def _names_of_bars(frame: Frame, chart: Bars) -> list[tuple[float, str, bool]]:
    """Name what is drawn at the height where the last bar that has it shows it."""
    names: list[tuple[float, str, bool]] = []
    for part, name in enumerate(chart.names):
        shown = [bar for bar in chart.bars if len(bar.done) > part and bar.done[part]]
        if shown:
            below, own = sum(shown[-1].done[:part]), shown[-1].done[part]
            at = below + own if len(chart.names) == 1 else below + own / 2
            names.append((frame.y(at), name, part == 0))
    expected = [bar.expected for bar in chart.bars if bar.expected is not None]
    planned = [bar.planned for bar in chart.bars if bar.planned is not None]
    names += [(frame.y(expected[-1]), "expected", False)] if expected else []
    names += [(frame.y(planned[-1]), "planned", False)] if planned else []
    return names


def draw_rows(chart: Rows) -> tuple[list[str], float]:
    """Draw small pictures below each other, and say how tall that is."""
    lines = [_hatch(chart.id)] if any(row.bars for row in chart.rows) else []
    for n, row in enumerate(chart.rows):
        lines += [f'<g transform="translate(0 {n * ROW})">', *_row(row, chart.id), "</g>"]
    return lines, ROW * len(chart.rows) + 8


def _row(row: Row, id_: str) -> Iterator[str]:
    yield from _two_lines(MARGIN, row.name)
    yield text(ROW_RIGHT + 12, 16 if not row.note else 10, row.value, is_main=True)
    if row.note:
        yield text(ROW_RIGHT + 12, 22, row.note, size=10)
    if row.line:
        yield from _small_line(row.line)
    elif row.bars:
        top = max(bar.top for bar in row.bars) or 1
        frame = Frame(date.min, date.min, 0, top, ROW_LEFT, ROW_RIGHT, ROW_PLOT)
        yield from _bars_drawn(frame, row.bars, id_)


def _two_lines(x: float, name: str) -> Iterator[str]:
    """Write a name, over two lines where it needs them."""
    lines = textwrap.wrap(
        name, int((ROW_LEFT - x) / LETTER), max_lines=2, placeholder="…", break_on_hyphens=False
    )
    first = 16 if len(lines) == 1 else 10
    for n, line in enumerate(lines):
        yield text(x, first + 13 * n, line, is_ink=True)


def _small_line(line: Sequence[Reading]) -> Iterator[str]:
    low, high = min(r.likely.low for r in line), max(r.likely.high for r in line)
    frame = Frame(line[0].day, line[-1].day, low, high, ROW_LEFT, ROW_RIGHT, ROW_PLOT)
    upper = [(r.day, r.likely.high) for r in line]
    lower = [(r.day, r.likely.low) for r in reversed(line)]
    band = points_of(frame, [*upper, *lower])
    yield f'<path class="fill" fill="{ACCENT}" fill-opacity="0.22" d="M{band}Z"/>'
    yield line_of(frame, line, "1.8")
    yield dots(frame, [(line[-1].day, line[-1].value)])
