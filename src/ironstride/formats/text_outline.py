"""An outline in plain text: lines under lines by indentation, and words that stand for themselves.

A line that lies four or more columns deeper than the one above goes on with it; a line that
begins with `|` is a picture of what the others say and is passed over. Words that could be
mistaken stand in quotes, as JSON writes them.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any, Final, NoReturn

from ironstride.formats.strict_json import Place, ProgrammeFormatError

QUOTED: Final = r'"(?:[^"\\]|\\.)*"'
WORD: Final = r"[\w'’./()&+-]+"
BARE: Final = rf"(?:(?![\d_])\w)(?:[\w'’./()&+-]*)(?: {WORD})*"
PHRASE: Final = rf"(?:{QUOTED}|{BARE})"
NAME: Final = rf"(?:{QUOTED}|{WORD}(?:,? {WORD})*)"


def phrase(text: str, pattern: str = PHRASE) -> str:
    """Write a few words bare where nothing could mistake them, else in quotes."""
    is_bare = re.fullmatch(pattern, text) and text.isprintable() and not text.startswith('"')
    return text if is_bare else quote(text)


def quote(text: str) -> str:
    """Put text in quotes, with everything escaped that could steer a terminal."""
    shown = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in shown)


def sentence(text: str, labels: tuple[str, ...] = ()) -> str:
    """Write a sentence bare where it reads back whole and begins with no label, else in quotes."""
    plain = text.isprintable() and text == " ".join(text.split()) and text
    labelled = text.startswith(('"', *(f"{label}: " for label in labels)))
    return text if plain and not labelled else quote(text)


@dataclass(slots=True)
class Line:
    """A line of the outline with what stands under it."""

    number: int
    indent: int
    text: str
    under: list[Line] = field(default_factory=list)

    def refuse(self, problem: str) -> NoReturn:
        """Stop reading at this line."""
        raise ProgrammeFormatError(problem, place=f"line {self.number}")

    def match(self, pattern: str, like: str) -> re.Match[str]:
        """Understand the line as a whole, or show how it should look."""
        found = re.fullmatch(pattern, self.text)
        return found or self.refuse(f"{quote(self.text)} is not understood; write it as: {like}")

    def place(self, row: Any) -> Place:
        """Keep what was read with the line it was read from."""
        return Place(row, f"line {self.number}")

    def said(self, written: str) -> str:
        """Take words with or without quotes."""
        if not written.startswith('"'):
            return written
        try:
            return str(json.loads(written))
        except ValueError:
            self.refuse(f"{written} is not quoted as JSON quotes")


def outline(text: str) -> list[Line]:
    r"""Read the lines of a text with what stands under each.

    >>> (line,) = outline("Phases\n  2026-11-23 to\n      2026-12-20")
    >>> line.text, [under.text for under in line.under]
    ('Phases', ['2026-11-23 to 2026-12-20'])
    """
    root = Line(0, -1, "")
    stack = [root]
    for number, raw in enumerate(text.split("\n"), start=1):
        shown = raw.strip(" \r")
        if not shown or raw.startswith("|"):
            continue
        indent = len(raw) - len(raw.lstrip(" "))
        if len(stack) > 1 and indent >= stack[-1].indent + 4:
            stack[-1].text += f" {shown}"
            continue
        while stack[-1].indent >= indent:
            stack.pop()
        line = Line(number, indent, shown)
        stack[-1].under.append(line)
        stack.append(line)
    return root.under
