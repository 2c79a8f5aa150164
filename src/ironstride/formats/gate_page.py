"""A gate as one page to print: a picture of each test, how it is done, and room for the values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Final

from ironstride.formats.gate_text import criterion_in_words, grade_in_words
from ironstride.rehab.gates import Bound, Enough, GateItem


def gate_page(title: str, gate: Sequence[GateItem], pictures: Mapping[str, str]) -> str:
    """Lay a gate out as HTML that needs nothing else.

    Args:
        title: what stands above it.
        gate: its tests.
        pictures: drawings as SVG, by the id of the test; a test without one has words alone.
    """
    tests = "".join(_test(n, item, pictures.get(item.id, "")) for n, item in enumerate(gate))
    return PAGE.format(title=escape(title), tests=tests)


def _test(number: int, item: GateItem, picture: str) -> str:
    blanks = "".join(_blanks(item)) if item.is_measured else ""
    return (
        f"<section><h2>{escape(item.title)}</h2>{_own_names(picture, number)}"
        f"<p>{escape(item.how)}</p><ul>{''.join(_opens(item))}</ul>{blanks}</section>"
    )


def _own_names(picture: str, number: int) -> str:
    """Give a drawing names of its own, as several stand on the page."""
    for name in ("t", "d"):
        picture = picture.replace(f'id="{name}"', f'id="{name}{number}"')
    return picture.replace('"t d"', f'"t{number} d{number}"')


def _opens(item: GateItem) -> Iterator[str]:
    joint = "or " if item.enough is Enough.ONE else "and "
    for number, criterion in enumerate(item.criteria):
        said = f"{criterion_in_words(criterion, item)} ({grade_in_words(criterion)})"
        yield f"<li>{'opens with ' if number == 0 else joint}{escape(said)}</li>"


def _blanks(item: GateItem) -> Iterator[str]:
    words = ["left", "right"] if item.has_sides else [item.unit]
    if any(criterion.bound is Bound.PAIN_AT_MOST for criterion in item.criteria):
        words.append("pain of 10")
    unit = f" ({item.unit})" if item.has_sides else ""
    yield '<p class="blanks">'
    yield " ".join(f"<span>{escape(word)}</span>" for word in words)
    yield f"{escape(unit)}</p>"


PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<style>
:root {{ color-scheme: light dark }}
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem }}
section {{ border-top: 1px solid; padding: .5rem 0 1rem; break-inside: avoid }}
h2 {{ font-size: 1.1rem; margin: .5rem 0 }}
svg {{ display: block; max-width: 100%; height: 11rem }}
ul {{ padding-left: 1.2rem }}
.blanks span {{ display: inline-block; border-bottom: 1px solid; min-width: 8rem; margin-right: 1rem }}
@media print {{ body {{ margin: 0; max-width: none }} svg {{ height: 8rem }} }}
</style></head><body><h1>{title}</h1>
<p>Do all tests on one day. A gate opens once it is passed twice, at least two days apart. Stop a
test as soon as the pain goes above its limit. Name and day:</p>
<p class="blanks"><span>name</span> <span>day</span></p>
{tests}</body></html>
"""
