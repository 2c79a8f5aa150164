"""A contact sheet: many pictures on one page, each under its name, to look them through."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Final

COLUMNS: Final = 4
WIDE, HIGH, ROOM, EDGE = 300, 190, 34, 14  # a picture, the line of its name, the gap [units]
TITLE: Final = 44  # what the sheet's own title takes [units]

OPENING: Final = re.compile(r'^<svg [^>]*viewBox="([^"]+)"[^>]*>')
SAID: Final = re.compile(r"<(title|desc)[^>]*>.*?</\1>", re.DOTALL)
STYLE: Final = re.compile(r"<style>(.*?)</style>", re.DOTALL)
WORDS: Final = (
    "text{font:14px system-ui,sans-serif;fill:#33454f}.title{font-size:22px;font-weight:600}"
    ".page{fill:#fff}@media(prefers-color-scheme:dark){text{fill:#e6ecef}.page{fill:#14181a}}"
)


def contact_sheet(title: str, pictures: Mapping[str, str]) -> str:
    """Lay pictures that share one style side by side; `pictures` are SVG by name.

    >>> page = contact_sheet("Squat", {"Wall sit": '<svg viewBox="0 0 9 9"><g/></svg>'})
    >>> "Wall sit" in page
    True
    """
    names = list(pictures)
    columns = min(COLUMNS, max(len(names), 1))
    rows = -(-len(names) // columns)
    width = EDGE + columns * (WIDE + EDGE)
    height = TITLE + rows * (HIGH + ROOM) + EDGE
    style = next((found[1] for text in pictures.values() if (found := STYLE.search(text))), "")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'role="img" aria-labelledby="t d"><title id="t">{escape(title)}</title>'
        f'<desc id="d">{escape(", ".join(names))}</desc><style>{style}{WORDS}</style>'
        f'<rect class="page" width="{width}" height="{height}"/>'
        f'<text class="title" x="{EDGE}" y="30">{escape(title)}</text>'
        f"{''.join(_cells(names, pictures, columns))}</svg>\n"
    )


def _cells(names: Sequence[str], pictures: Mapping[str, str], columns: int) -> Iterator[str]:
    for number, name in enumerate(names):
        row, column = divmod(number, columns)
        x, y = EDGE + column * (WIDE + EDGE), TITLE + row * (HIGH + ROOM)
        room = f'<svg x="{x}" y="{y}" width="{WIDE}" height="{HIGH}" viewBox="\\1">'
        yield OPENING.sub(room, STYLE.sub("", SAID.sub("", pictures[name].strip())))
        yield f'<text x="{x}" y="{y + HIGH + 20}">{escape(name)}</text>'
