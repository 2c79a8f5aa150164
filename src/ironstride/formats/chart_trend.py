"""A line with its bands: what was known day by day, what is expected, and what lies beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ironstride.core.estimate import Band
from ironstride.formats.chart_pen import (
    ACCENT,
    PLOT,
    SOFT,
    Frame,
    apart,
    calendar,
    dots,
    line_of,
    points_of,
    scale,
    tenth,
    ticks,
)
from ironstride.formats.chart_values import Mark, Trend
from ironstride.strength.path import Reading


def draw_trend(chart: Trend) -> tuple[list[str], float]:
    """Draw a line with its bands and marks, and say how tall that is."""
    marks = (*chart.done, *chart.planned)
    readings = (*chart.line, *chart.ahead)
    days = [r.day for r in readings] + [mark.day for mark in marks]
    values = [end for r in readings for end in (r.possible.low, r.possible.high)]
    values += [mark.value for mark in marks]
    steps = ticks(min(values), max(values))
    frame = Frame(min(days), max(days), steps[0], steps[-1])
    lines = [*scale(frame, steps, chart.unit), *calendar(frame)]
    lines += [*_bands(frame, chart.line, ""), *_bands(frame, chart.ahead, ' opacity="0.6"')]
    lines += [line_of(frame, chart.line, "2.2"), line_of(frame, chart.ahead, "1.6", dash="4 3")]
    if chart.ahead:
        x = tenth(frame.x(chart.line[-1].day))
        lines.append(
            f'<path class="edge" stroke="{SOFT}" stroke-dasharray="1 3" d="M{x} 0V{PLOT}"/>'
        )
    if chart.planned:
        lines.append(_squares(frame, chart.planned))
    if chart.done:
        lines.append(dots(frame, [(mark.day, mark.value) for mark in chart.done]))
    return [*lines, *_names_of(frame, chart)], PLOT + 34


def _bands(frame: Frame, readings: Sequence[Reading], more: str) -> Iterator[str]:
    """Fill from low to high: what is possible faintly, and what is likely over it."""
    if not readings:
        return
    for shade, pick in (("0.13", "possible"), ("0.24", "likely")):
        bands: list[Band] = [getattr(reading, pick) for reading in readings]
        upper = [(r.day, band.high) for r, band in zip(readings, bands, strict=True)]
        lower = [(r.day, band.low) for r, band in zip(readings, bands, strict=True)]
        points = points_of(frame, [*upper, *reversed(lower)])
        yield f'<path class="fill" fill="{ACCENT}" fill-opacity="{shade}"{more} d="M{points}Z"/>'


def _squares(frame: Frame, marks: Iterable[Mark]) -> str:
    corners = ((frame.x(mark.day) - 4, frame.y(mark.value) - 4) for mark in marks)
    drawn = "".join(f"M{tenth(x)} {tenth(y)}h8v8h-8z" for x, y in corners)
    return f'<path class="edge" fill="none" stroke="{SOFT}" d="{drawn}"/>'


def _names_of(frame: Frame, chart: Trend) -> Iterator[str]:
    """Name the line, the edges of its bands, and the marks, each at its height."""
    end = (chart.ahead or chart.line)[-1] if chart.line else None
    names: list[tuple[float, str, bool]] = []
    if end is not None:
        now = chart.line[-1]
        names += [
            (frame.y(now.value), f"{now.value:.0f} {chart.unit}", True),
            (frame.y(end.likely.high), _of_hundred(end.likely), False),
            (frame.y(end.possible.low), _of_hundred(end.possible), False),
        ]
    for marks, name in ((chart.planned, chart.planned_name), (chart.done, chart.done_name)):
        if marks:
            names.append((frame.y(marks[-1].value), name, False))
    return apart(names, frame.right + 8)


def _of_hundred(band: Band) -> str:
    return f"{100 * band.share:.0f} of 100"
