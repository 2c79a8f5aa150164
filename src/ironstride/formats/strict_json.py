"""JSON read strictly: every value knows where it stands, and false is not 0."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any, Final, NoReturn, TypeVar

from ironstride.core.errors import IronstrideError
from ironstride.core.spelling import did_you_mean
from ironstride.formats.faults import Span, clock, spoken_list

Word = TypeVar("Word", bound=StrEnum)
Made = TypeVar("Made")

KINDS: Final = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "text",
    list: "a list",
    dict: "an object",
    type(None): "null",
}


class ProgrammeFormatError(IronstrideError):
    """A written programme says something that no programme says, and where."""

    def __init__(self, problem: str, *, place: str) -> None:
        super().__init__(f"{place}: {problem}" if place else problem)
        self.problem, self.place = problem, place


@dataclass(frozen=True, slots=True)
class Place:
    """A JSON value and the path that leads to it, such as `weeks[3].sessions[0].minutes`.

    A value inside it may be a place already, such as a line of a text; it then keeps its own.

    >>> Place({"sets": False}, "weeks[3]").fields("sets")["sets"].whole(Span(least=1, most=20))
    Traceback (most recent call last):
    ironstride.formats.strict_json.ProgrammeFormatError: weeks[3].sets: is true or false; give a whole number, 1 to 20
    """

    value: Any
    path: str = ""

    def refuse(self, problem: str) -> NoReturn:
        """Stop reading here."""
        raise ProgrammeFormatError(problem, place=self.path)

    def _expect(self, kinds: tuple[type, ...], expected: str) -> None:
        if type(self.value) not in kinds:
            self.refuse(f"is {KINDS[type(self.value)]}; give {expected}")

    def _under(self, key: str) -> Place:
        return _placed(self.value[key], f"{self.path}.{key}" if self.path else key)

    def fields(self, *required: str, optional: tuple[str, ...] = ()) -> dict[str, Place]:
        """Open an object that holds exactly these keys, and perhaps the optional ones."""
        self._expect((dict,), "an object")
        known = (*required, *optional)
        for key in required:
            if key not in self.value:
                self.refuse(f'"{key}" is missing')
        for key in self.value:
            if key not in known:
                instead = did_you_mean(key, known) or f"; known are {', '.join(known)}"
                self.refuse(f"nothing here is called {json.dumps(key)}{instead}")
        return {key: self._under(key) for key in self.value}

    def entries(self) -> Iterator[tuple[str, Place]]:
        """Walk an object whose keys are ids."""
        self._expect((dict,), "an object")
        return ((key, self._under(key)) for key in self.value)

    def items(self) -> Iterator[Place]:
        """Walk a list."""
        self._expect((list,), "a list")
        return (_placed(item, f"{self.path}[{n}]") for n, item in enumerate(self.value))

    def each(self, read: Callable[[Place], Made]) -> tuple[Made, ...]:
        """Read every item of a list in the same way."""
        return tuple(read(item) for item in self.items())

    def text(self) -> str:
        """Take text."""
        self._expect((str,), "text")
        return str(self.value)

    def flag(self) -> bool:
        """Take true or false."""
        self._expect((bool,), "true or false")
        return bool(self.value)

    def whole(self, span: Span) -> int:
        """Take a whole number within a span."""
        self._expect((int,), f"a whole number, {span}")
        self._check(span)
        return int(self.value)

    def number(self, span: Span) -> float:
        """Take a number within a span."""
        self._expect((int, float), f"a number, {span}")
        self._check(span)
        return float(self.value)

    def _check(self, span: Span) -> None:
        fault = span.fault(self.value)
        if fault is not None:
            self.refuse(fault)

    def day(self) -> date:
        """Take a calendar day, written 2026-11-24."""
        text = self.text()
        found = calendar_day(text)
        if found is None:
            self.refuse(f"{json.dumps(text)} is no day; write it as 2026-11-24")
        return found

    def clock(self) -> time:
        """Take an hour of the day, written 07:05."""
        text = self.text()
        found = clock(text)
        if found is None or f"{found:%H:%M}" != text:
            self.refuse(f"{json.dumps(text)} is no hour of the day; write it as 07:05")
        return found

    def word(self, words: type[Word]) -> Word:
        """Take one word of a closed list."""
        text = self.text()
        if text not in list(words):
            self.refuse(f"{json.dumps(text)} is not one of {spoken_list(words)}")
        return words(text)

    def make(self, kind: Callable[..., Made], /, *values: Any, **named: Any) -> Made:
        """Make a value; what it refuses is refused at this place."""
        try:
            return kind(*values, **named)
        except ValueError as error:
            self.refuse(str(error))


def _placed(value: Any, path: str) -> Place:
    return value if isinstance(value, Place) else Place(value, path)


def calendar_day(text: str) -> date | None:
    """Read a day, or None where the text is none.

    >>> calendar_day("2026-11-24"), calendar_day("2026-11-31"), calendar_day("20261124")
    (datetime.date(2026, 11, 24), None, None)
    """
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def parse(text: str) -> Place:
    """Parse JSON that names each key once and knows only real numbers."""
    try:
        content = json.loads(
            text,
            object_pairs_hook=_named_once,
            parse_int=_whole_number,
            parse_constant=_no_number,
        )
    except (ValueError, RecursionError) as error:
        raise ProgrammeFormatError(f"this is not JSON: {error}", place="") from error
    return Place(content)


def _named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) < len(pairs):
        twice = next(key for key in content if sum(key == k for k, _ in pairs) > 1)
        raise ValueError(f"{json.dumps(twice)} stands twice in one object")
    return content


def _whole_number(digits: str) -> int:
    if len(digits) > 15:
        raise ValueError(f"{digits[:15]}... is too long for a number")
    return int(digits)


def _no_number(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")


def shortest(number: float) -> float:
    """Give a number the one form in which JSON writes it: 12, not 12.0.

    >>> shortest(12.0), shortest(21.0975)
    (12, 21.0975)
    """
    return int(number) if math.isfinite(number) and number == int(number) else number
