"""Pins as they are asked for: files of a coach, and sessions of the reference programmes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ironstride.app.plan import Notice
from ironstride.app.text_file import read_text
from ironstride.catalogue.load import load
from ironstride.core.pinned import Pinned
from ironstride.formats import pinned_text
from ironstride.formats.pinned_text import PinnedText

REFERENCE: Final = re.compile(r"(?P<id>[\w-]+)(?::(?P<session>[^@]+))?@(?P<when>.+)")


def read_pins(asked: Sequence[str], *, notice: Notice = lambda _: None) -> tuple[Pinned, ...]:
    """Read what is to be pinned: each a file, or a reference as `ref-sam-easy-1@thursday`.

    What of a reference could not be taken over is told by `notice`.

    Raises:
        IronstrideError: where a file is missing, or something in it is not understood.
    """
    found = [_read(each) for each in asked]
    for each in found:
        for note in each.notes:
            notice(note)
    return tuple(pinned for each in found for pinned in each.pins)


def _read(asked: str) -> PinnedText:
    path, reference = Path(asked), REFERENCE.fullmatch(asked)
    if reference is None or path.exists():
        return pinned_text.read(read_text(path), name=asked, catalogue=load())
    return pinned_text.read_reference(
        reference["id"],
        reference["session"] or "",
        reference["when"],
        name=f"--pin {asked}",
        catalogue=load(),
    )
