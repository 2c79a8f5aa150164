"""Setting a page: data into a template, in the package's own fonts. Nothing of it runs as source."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import typst

FOLDER: Final = Path(__file__).parent / "pdf"


def typeset(template: str, data: Mapping[str, Any]) -> bytes:
    """Set a template with data in the shipped fonts as accessible PDF (PDF/UA-1).

    That standard refuses letters which the fonts lack, such as a gym's name in Chinese. Then
    the page borrows the machine's own fonts and is tagged without the standard's seal.
    """
    try:
        return _typeset(template, data, pdf_standards="ua-1")
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        return _typeset(template, data, borrow_fonts=True)


def _typeset(
    template: str, data: Mapping[str, Any], *, borrow_fonts: bool = False, **more: Any
) -> bytes:
    pdf: bytes = typst.compile(
        FOLDER / template,
        root=FOLDER,
        font_paths=typst.Fonts(include_system_fonts=borrow_fonts, font_paths=[FOLDER / "fonts"]),
        sys_inputs={"data": json.dumps(data)},
        **more,
    )
    return pdf
