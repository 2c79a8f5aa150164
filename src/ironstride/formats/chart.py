"""Charts as SVG: a line with its bands, bars by week, and small rows of either.

Every chart is a picture of its own with a title and a sentence that says what it shows, for
whoever cannot see it. Names stand beside what they name; nothing hangs on colour alone, so it
prints in grey. Light and dark follow the reader's screen; a page that sets `--chart-ink` and
its kin decides itself. The same values give the same bytes, and there is no script.
"""

from __future__ import annotations

import textwrap
from xml.sax.saxutils import escape

from ironstride.formats.chart_bars import draw_bars, draw_rows
from ironstride.formats.chart_pen import (
    LETTER,
    LINE,
    MARGIN,
    PAPER,
    SOFT,
    STYLE,
    WIDTH,
    tenth,
    text,
)
from ironstride.formats.chart_trend import draw_trend
from ironstride.formats.chart_values import Bars, Chart, Rows, Trend
from ironstride.formats.words import inert


def svg(*charts: Chart, title: str = "", is_inline: bool = False) -> str:
    """Draw charts below each other as one picture; `title` speaks for all of them.

    An inline one stands in a page whose stylesheet knows the classes, and brings no style along.

    Raises:
        ValueError: there is no chart, or several without a title.
    """
    if not charts or (len(charts) > 1 and not title):
        raise ValueError("a picture holds at least one chart, and several need a title")
    first = charts[0]
    body: list[str] = []
    height = 0.0
    if title:
        body.append(text(MARGIN, 26, title, size=16, is_main=True))
        height = 30.0
    for chart in charts:
        lines, tall = _drawn(chart)
        body += [f'<g transform="translate(0 {tenth(height)})">', *lines, "</g>"]
        height += tall
    said = " ".join(chart.said for chart in charts)
    size = f'viewBox="0 0 {WIDTH} {tenth(height)}" width="{WIDTH}" height="{tenth(height)}"'
    fitting = "" if is_inline else ' style="max-width:100%;height:auto"'
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" {size} role="img" '
        f'aria-labelledby="{first.id}-title {first.id}-said"{fitting} '
        'font-family="Inter,system-ui,sans-serif" font-size="12">'
    )
    return "\n".join(
        [
            opening,
            f'<title id="{first.id}-title">{escape(inert(title or first.title))}</title>',
            f'<desc id="{first.id}-said">{escape(inert(said))}</desc>',
            *([] if is_inline else [f"<style>{STYLE}</style>"]),
            f'<rect class="paper" width="{WIDTH}" height="{tenth(height)}" fill="{PAPER}"/>',
            f'<g class="soft" fill="{SOFT}">',
            *body,
            "</g>",
            "</svg>\n",
        ]
    )


def _drawn(chart: Chart) -> tuple[list[str], float]:
    """Draw one chart under its heading, and say how tall it is."""
    head, top = _heading(chart)
    match chart:
        case Trend():
            body, tall = draw_trend(chart)
        case Bars():
            body, tall = draw_bars(chart)
        case Rows():
            body, tall = draw_rows(chart)
    return [*head, f'<g transform="translate(0 {tenth(top)})">', *body, "</g>"], top + tall


def _heading(chart: Chart) -> tuple[list[str], float]:
    said = textwrap.wrap(chart.said, int((WIDTH - 2 * MARGIN) / LETTER), break_on_hyphens=False)
    lines = [
        text(MARGIN, 24, chart.title, size=14, is_main=True),
        *(text(MARGIN, 43 + LINE * n, line) for n, line in enumerate(said)),
    ]
    return lines, 43 + LINE * len(said)
