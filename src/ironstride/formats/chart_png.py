"""A chart as PNG: the SVG set by typst in the shipped font, twice as fine as it is wide."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import typst

FONTS: Final = Path(__file__).parent / "pdf" / "fonts"
PIXELS_PER_INCH: Final = 192  # two for each unit of the picture, of which 96 are an inch
SOURCE: Final = b"""\
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg")
"""


def png(svg: str) -> bytes:
    """Draw an SVG as PNG on white; letters that the shipped font lacks come from the machine."""
    picture: bytes = typst.compile(
        SOURCE,
        format="png",
        ppi=PIXELS_PER_INCH,
        font_paths=typst.Fonts(include_system_fonts=True, font_paths=[FONTS]),
        sys_inputs={"svg": svg},
    )
    return picture
