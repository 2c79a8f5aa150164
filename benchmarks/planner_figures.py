"""Figures: a goal with what shows that it holds, medians, and lines drawn as SVG."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final, TypeVar
from xml.sax.saxutils import escape

Result = TypeVar("Result")

WIDTH: Final = 640
HEIGHT: Final = 320
LEFT: Final = 64
RIGHT: Final = 150
TOP: Final = 36
BOTTOM: Final = 44
COLOURS: Final = ("#2f6fb0", "#c2552d", "#3a8f5c", "#8a6bb8")  # told apart on white and on black

STYLE: Final = (
    "text{font:13px sans-serif;fill:#24292f}.title{font-weight:bold}"
    ".grid{stroke:#d0d7de;stroke-width:1}.line{fill:none;stroke-width:2.5}"
    "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.grid{stroke:#3d444d}}"
)


@dataclass(frozen=True, slots=True)
class Goal:
    """Something that has to hold, and the figure that shows whether it does.

    `holds` is None where nothing was asked for: the figure is told and decides nothing.
    """

    what: str
    figure: str
    holds: bool | None = None

    def __str__(self) -> str:
        told = {True: "ok  ", False: "FAIL", None: "    "}[self.holds]
        return f"{told} {self.what:<64} {self.figure}"


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """Do something, and say how long it took. [s]"""
    began = time.perf_counter()
    result = work()
    return result, time.perf_counter() - began


def quickest(prepare: Callable[[], Callable[[], object]], times: int = 3) -> float:
    """Do something a few times afresh, and take the least: others share the machine. [s]"""
    return min(timed(prepare())[1] for _ in range(times))


def spread(values: Sequence[float], unit: str, scale: float = 1.0) -> str:
    """Say the median, the ninth tenth and the worst."""
    if not values:
        return "none"
    ordered = sorted(values)
    ninth = ordered[min(len(ordered) - 1, math.ceil(0.9 * len(ordered)) - 1)]
    numbers = (statistics.median(ordered), ninth, ordered[-1])
    return " / ".join(f"{scale * n:.3g}" for n in numbers) + f" {unit}"


def at_most(what: str, values: Sequence[float], most: float, unit: str, scale: float = 1.0) -> Goal:
    """Ask a median to stay within a limit given in `unit`."""
    holds = bool(values) and scale * statistics.median(values) <= most
    return Goal(f"{what} (at most {most:g} {unit})", spread(values, unit, scale), holds)


# --- lines ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Chart:
    """Lines over one axis, all from zero up."""

    title: str
    across: str
    up: str
    lines: Mapping[str, Mapping[float, float]]


def svg(chart: Chart) -> str:
    """Draw a chart that reads on light and on dark pages, with a sentence for who cannot see it."""
    xs = sorted({x for line in chart.lines.values() for x in line})
    top = _round_up(max(y for line in chart.lines.values() for y in line.values()))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        f"<title>{escape(chart.title)}</title>",
        f"<style>{STYLE}</style>",
        f'<text class="title" x="{LEFT}" y="20">{escape(chart.title)}</text>',
    ]
    for n in range(5):
        y = _y(top * n / 4, top)
        parts.append(f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>')
        label = f"{top * n / 4:.3g}"
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{label}</text>')
    for x in xs:
        at = f'x="{_x(x, xs):.1f}" y="{HEIGHT - BOTTOM + 18}"'
        parts.append(f'<text {at} text-anchor="middle">{x:g}</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    below = f'x="{middle:.0f}" y="{HEIGHT - 6}" text-anchor="middle"'
    parts.append(f"<text {below}>{escape(chart.across)}</text>")
    beside = f'transform="translate(14 {HEIGHT / 2:.0f}) rotate(-90)" text-anchor="middle"'
    parts.append(f"<text {beside}>{escape(chart.up)}</text>")
    parts += _lines(chart, xs, top)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _lines(chart: Chart, xs: Sequence[float], top: float) -> list[str]:
    """Draw each line with its name at its end, names kept apart."""
    parts: list[str] = []
    taken: list[float] = []
    for (name, line), colour in zip(chart.lines.items(), COLOURS, strict=False):
        points = [(_x(x, xs), _y(y, top)) for x, y in sorted(line.items())]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline class="line" stroke="{colour}" points="{path}"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in points]
        at = _free(points[-1][1], taken)
        taken.append(at)
        where = f'x="{points[-1][0] + 10:.1f}" y="{at + 4:.1f}" style="fill:{colour}"'
        parts.append(f"<text {where}>{escape(name)}</text>")
    return parts


def _free(wanted: float, taken: Sequence[float]) -> float:
    """Find the height nearest to the end of a line at which its name has room."""
    nearest = (wanted + sign * step for step in count(0, 4) for sign in (1, -1))
    return next(at for at in nearest if all(abs(at - other) >= 16 for other in taken))


def _x(x: float, xs: Sequence[float]) -> float:
    span = (xs[-1] - xs[0]) or 1
    return LEFT + (x - xs[0]) / span * (WIDTH - LEFT - RIGHT)


def _y(y: float, top: float) -> float:
    return HEIGHT - BOTTOM - y / top * (HEIGHT - TOP - BOTTOM)


def _round_up(value: float) -> float:
    """Take the next of 1, 2, 4, 5, 8 or 10 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(value)) if value > 0 else 1.0
    return next(power * n for n in (1, 2, 4, 5, 8, 10) if power * n >= value * 0.999)
