"""XML as activity files use it: one walk, with nothing that a file could turn against us.

Entities are refused, nothing outside the file is read, and prefixes are taken as they stand,
because real files forget to declare them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from math import isfinite
from typing import Final, Protocol
from xml.parsers import expat  # entity declarations are refused below

from ironstride.formats.recording import Damage, FormatError

DEEPEST: Final = 64
MOST_OF: Final = {"trk": 1_000, "Activity": 1_000}  # each is a recording of its own
BLANKS: Final = b" \t\r\n\xef\xbb\xbf"  # Strava puts blanks, others a byte order mark, first


class Visitor(Protocol):
    """What a format does with the elements, by their names without prefix."""

    def opened(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def closed(self, tag: str, parent: str, text: str) -> None:
        """An element ends; `text` is what it held directly, without surrounding blanks."""


def walk(content: bytes, visitor: Visitor, *, root: str, name: str) -> Damage | None:
    """Show every element to the visitor, up to the end or to where the file breaks off.

    Raises:
        FormatError: the file declares entities, nests absurdly deep, or is another format.
    """
    body = content.lstrip(BLANKS)
    skipped = len(content) - len(body)
    walker = _Walker(visitor, root=root, name=name, skipped=skipped)
    try:
        walker.parser.Parse(body, True)  # noqa: FBT003 - expat takes no keyword here
    except (expat.ExpatError, LookupError, ValueError) as error:
        problem = "breaks off" if len(walker.path) and _is_end(error) else "is no longer XML"
        return Damage(skipped + max(walker.parser.ErrorByteIndex, 0), problem)
    return None


def number(text: str) -> float | None:
    """Read a decimal number; None for anything else, the infinite included."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) else None


def moment(text: str) -> tuple[float, float | None] | None:
    """Read an ISO time as seconds since 1970, with the offset from UTC that it states. [s, s]

    `Z` and `+00:00` state none: they only mean UTC.

    >>> moment("2025-05-03T09:12:01.500+02:00"), moment("1970-01-01T00:00:00Z")
    ((1746256321.5, 7200.0), (0.0, None))
    """
    try:
        parsed = datetime.fromisoformat(text)
        if parsed.tzinfo is None:
            return parsed.replace(tzinfo=UTC).timestamp(), None
        offset = parsed.utcoffset()
        return parsed.timestamp(), (offset.total_seconds() or None) if offset else None
    except (ValueError, OverflowError):
        return None


class _Walker:
    def __init__(self, visitor: Visitor, *, root: str, name: str, skipped: int) -> None:
        self.visitor, self.root, self.name, self.skipped = visitor, root, name, skipped
        self.path: list[str] = []
        self.text: list[str] = []
        self.counts: Counter[str] = Counter()
        self.parser = expat.ParserCreate()  # no namespaces: undeclared prefixes pass
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._open
        self.parser.EndElementHandler = self._close
        self.parser.CharacterDataHandler = self.text.append
        self.parser.EntityDeclHandler = self._refuse_entity

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if not self.path and tag != self.root:
            self._refuse(f"begins with <{tag[:40]}>, not with <{self.root}>")
        if len(self.path) >= DEEPEST:
            self._refuse(f"nests more than {DEEPEST} elements, which no activity file does")
        if tag in MOST_OF:
            self.counts[tag] += 1
            if self.counts[tag] > MOST_OF[tag]:
                self._refuse(f"holds more than {MOST_OF[tag]} <{tag}>, which no activity file does")
        self.path.append(tag)
        self.text.clear()
        self.visitor.opened(tag, attributes)

    def _close(self, _tag: str) -> None:
        tag = self.path.pop()
        text = "".join(self.text).strip()
        self.text.clear()
        self.visitor.closed(tag, self.path[-1] if self.path else "", text)

    def _refuse_entity(self, *_declaration: object) -> None:
        self._refuse("declares entities, which no activity file needs: not read")

    def _refuse(self, problem: str) -> None:
        raise FormatError(self.name, problem, self.skipped + self.parser.CurrentByteIndex)


def _is_end(error: Exception) -> bool:
    return isinstance(error, expat.ExpatError) and error.code in (
        expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
        expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
        expat.errors.codes[expat.errors.XML_ERROR_PARTIAL_CHAR],
    )
