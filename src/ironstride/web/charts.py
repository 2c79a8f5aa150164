"""Charts as they stand in a page: the same picture, with its colours in the stylesheet."""

from __future__ import annotations

from typing import Final

from django.utils.safestring import SafeString, mark_safe

from ironstride.formats.chart import svg
from ironstride.formats.chart_pen import STYLE
from ironstride.formats.chart_values import Chart

INLINE: Final = (f"<style>{STYLE}</style>\n", ' style="max-width:100%;height:auto"')


def in_page(chart: Chart) -> SafeString:
    """Draw a chart without the style that it brings along: a page allows none inline."""
    picture = svg(chart)
    for style in INLINE:
        picture = picture.replace(style, "")
    return mark_safe(picture)  # noqa: S308 - drawn by us; what anybody wrote in it is escaped
