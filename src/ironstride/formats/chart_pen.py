"""The pen of the charts: measures, colours, text, scales, and where values lie."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from xml.sax.saxutils import escape

from ironstride.formats.words import MONTHS, inert
from ironstride.strength.path import Reading

WIDTH: Final = 420
LEFT: Final = 46
RIGHT: Final = 92
MARGIN: Final = 10
PLOT: Final = 132  # height of a plot
INSET: Final = 5  # what marks keep from both ends of a plot
LINE: Final = 16  # from one line of text to the next
LETTER: Final = 6.3  # how wide a letter is, about

INK: Final = "#1f2328"
SOFT: Final = "#59636e"
ACCENT: Final = "#2a66a5"
PAPER: Final = "#ffffff"
GRID: Final = "#d8dee4"

LOOKS: Final = (  # class, property, custom property, on light, on dark
    ("ink", "fill", "ink", INK, "#e6edf3"),
    ("soft", "fill", "soft", SOFT, "#9aa4af"),
    ("mark", "stroke", "ink", INK, "#e6edf3"),
    ("edge", "stroke", "soft", SOFT, "#9aa4af"),
    ("grid", "stroke", "grid", GRID, "#30363d"),
    ("fill", "fill", "accent", ACCENT, "#6cb0f0"),
    ("line", "stroke", "accent", ACCENT, "#6cb0f0"),
    ("paper", "fill", "paper", PAPER, "#0d1117"),
)
"""Printers and plain viewers take the attributes; a screen takes these."""


def _style() -> str:
    def rules(shade: int) -> str:
        return "".join(
            f".chart .{look[0]}{{{look[1]}:var(--chart-{look[2]},{look[shade]})}}" for look in LOOKS
        )

    dark = f"@media screen and (prefers-color-scheme:dark){{{rules(4)}}}"
    return f"@media screen{{{rules(3)}}}{dark}"


STYLE: Final = _style()


@dataclass(frozen=True, slots=True)
class Frame:
    """Where values and days lie in a plot."""

    first: date
    last: date
    low: float
    high: float
    left: float = LEFT
    right: float = WIDTH - RIGHT
    height: float = PLOT

    def x(self, day: date) -> float:
        """Say how far to the right a day lies; marks at the ends stay within the plot."""
        days = max((self.last - self.first).days, 1)
        width = self.right - self.left - 2 * INSET
        return self.left + INSET + (day - self.first).days / days * width

    def y(self, value: float) -> float:
        """Say how far down a value lies."""
        span = (self.high - self.low) or 1.0
        return self.height * (1 - (value - self.low) / span)


def line_of(frame: Frame, readings: Sequence[Reading], width: str, *, dash: str = "") -> str:
    """Draw a line through the values of readings; nothing for none."""
    if not readings:
        return ""
    points = points_of(frame, [(r.day, r.value) for r in readings])
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path class="line" fill="none" stroke="{ACCENT}" stroke-width="{width}"{dashed} '
        f'stroke-linejoin="round" d="M{points}"/>'
    )


def points_of(frame: Frame, points: Iterable[tuple[date, float]]) -> str:
    """Write points as the corners of a path."""
    return "L".join(f"{tenth(frame.x(day))} {tenth(frame.y(value))}" for day, value in points)


def dots(frame: Frame, points: Iterable[tuple[date, float]]) -> str:
    """Draw a dot at each point: strokes without length, with round ends."""
    drawn = "".join(f"M{tenth(frame.x(day))} {tenth(frame.y(value))}h0" for day, value in points)
    return (
        f'<path class="mark" stroke="{INK}" stroke-width="4.4" stroke-linecap="round" d="{drawn}"/>'
    )


def apart(names: Sequence[tuple[float, str, bool]], x: float) -> Iterator[str]:
    """Write names at their heights, moved down, and then up, as far as they would touch."""
    heights: list[float] = []
    ordered = sorted(names)
    for y, _, _ in ordered:
        heights.append(max(y, heights[-1] + LINE - 2) if heights else max(y, 4))
    limit = PLOT + 4.0
    for n in reversed(range(len(heights))):
        heights[n] = min(heights[n], limit)
        limit = heights[n] - LINE + 2
    for y, (_, name, is_main) in zip(heights, ordered, strict=True):
        yield text(x, y + 4, name, is_main=is_main)


def ticks(low: float, high: float) -> list[float]:
    """Give round values, three to seven of them, that hold both ends.

    >>> ticks(91, 107)
    [90.0, 95.0, 100.0, 105.0, 110.0]
    >>> ticks(0, 0)
    [0.0, 0.25, 0.5, 0.75, 1.0]
    """
    span = high - low
    if span <= 0:
        high, span = low + 1, 1.0
    power = 10.0 ** math.floor(math.log10(span / 4))
    step = next(power * n for n in (1, 2, 2.5, 5, 10) if power * n >= span / 4 * 0.999)
    first, last = math.floor(low / step), math.ceil(high / step - 1e-9)
    return [step * n for n in range(first, last + 1)]


def scale(frame: Frame, steps: Sequence[float], unit: str) -> Iterator[str]:
    """Draw a faint line for each step, its value at the left, the unit at the topmost."""
    across = f"H{tenth(frame.right)}"
    lines = "".join(f"M{tenth(frame.left)} {tenth(frame.y(step))}{across}" for step in steps)
    yield f'<path class="grid" stroke="{GRID}" d="{lines}"/>'
    for step in steps:
        is_named = step == steps[-1] and len(unit) <= 2
        said = f"{step:g} {unit}".strip() if is_named else f"{step:g}"
        yield text(frame.left - 6, frame.y(step) + 4, said, anchor="end", size=11)


def calendar(frame: Frame) -> Iterator[str]:
    """Name the Mondays at even distances, four or fewer."""
    days = (frame.last - frame.first).days
    monday = frame.first + timedelta(days=-frame.first.weekday() % 7)
    step = 7 * max(1, math.ceil(days / 7 / 4))
    for n in range(0, days + 1, step):
        day = monday + timedelta(days=n)
        if day <= frame.last:
            label = day_label(day) if days <= 366 else month_label(day)
            yield text(frame.x(day), PLOT + 16, label, anchor="middle", size=11)


def day_label(day: date) -> str:
    """Name a day as shortly as an axis wants it.

    >>> day_label(date(2026, 11, 23))
    '23 Nov'
    """
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def month_label(day: date) -> str:
    """Name a month for an axis that spans more than a year.

    >>> month_label(date(2026, 11, 23))
    'Nov 2026'
    """
    return f"{MONTHS[day.month - 1][:3]} {day.year}"


def text(  # noqa: PLR0913 - one word of the picture, with all that it may be
    x: float,
    y: float,
    said: str,
    *,
    anchor: str = "start",
    size: int = 12,
    is_main: bool = False,
    is_ink: bool = False,
) -> str:
    """Write some words; main ones are bold, and ink stands out from what explains."""
    more = f' class="ink" fill="{INK}"' if is_main or is_ink else ""
    more += "" if anchor == "start" else f' text-anchor="{anchor}"'
    more += "" if size == 12 else f' font-size="{size}"'
    more += ' font-weight="600"' if is_main else ""
    return f'<text{more} x="{tenth(x)}" y="{tenth(y)}">{escape(inert(said))}</text>'


def tenth(value: float) -> str:
    """Write a coordinate to the tenth.

    >>> tenth(12.04), tenth(3.25), tenth(-0.01)
    ('12', '3.2', '0')
    """
    return f"{round(value, 1) + 0.0:g}"
