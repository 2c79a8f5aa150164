"""Charts as they stand in a page: the same picture, with its colours in the stylesheet."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe

from ironstride.formats.chart import svg
from ironstride.formats.chart_values import Chart


def in_page(chart: Chart) -> SafeString:
    """Draw a chart without a style of its own: a page allows none inline."""
    return mark_safe(svg(chart, is_inline=True))  # noqa: S308 - drawn by us; what anybody wrote in it is escaped
