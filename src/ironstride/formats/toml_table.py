"""A TOML table as it is read: each value asked for by key, each fault kept with its place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Final, TypeVar

from ironstride.core.spelling import did_you_mean
from ironstride.formats.faults import Fault, Span, clock, spoken_list

Word = TypeVar("Word", bound=StrEnum)

KINDS: Final = {
    bool: "true or false",
    int: "a whole number",
    float: "a number with a point",
    str: "text in quotes",
    list: "a list in square brackets",
    dict: "a table",
    datetime: "a date with an hour",
    date: "a date",
    time: "an hour without quotes",
}


class Table:
    """One table of a TOML document; all tables of a document share one list of faults.

    Every question notes its fault and answers None, so that reading goes on and all
    faults are found at once. `close` refuses the keys that nobody asked for.
    """

    def __init__(self, content: dict[str, Any], place: str, faults: list[Fault]) -> None:
        self.content, self.place, self.faults = content, place, faults
        self.asked: set[str] = set()

    def note(self, key: str, problem: str) -> None:
        """Keep a fault with the place of a key."""
        self.faults.append(Fault(self.at(key), problem))

    def at(self, key: str) -> str:
        """Write where a key stands, as a person would point at it."""
        shown = key if re.fullmatch(r"[A-Za-z0-9_\[\]-]+", key) else f'"{key}"'
        return ".".join(filter(None, (self.place, shown)))

    def value(self, key: str, kinds: tuple[type, ...], expected: str) -> Any:
        """Take a value of exactly one of these kinds; true is no number, a time no date."""
        self.asked.add(key)
        if key not in self.content:
            return None
        value = self.content[key]
        if type(value) in kinds:
            return value
        self.note(key, f"is {KINDS[type(value)]}; give {expected}")
        return None

    def require(self, key: str, what: str) -> None:
        """Note a fault where a key is absent."""
        if key not in self.content:
            self.note(key, f"is missing; give {what}")

    def whole(self, key: str, span: Span) -> int | None:
        """Take a whole number within a span."""
        value: int | None = self.value(key, (int,), f"a whole number, {span}")
        return None if value is None or self._is_outside(key, value, span) else value

    def number(self, key: str, span: Span) -> float | None:
        """Take a number within a span."""
        value: float | None = self.value(key, (int, float), f"a number, {span}")
        return None if value is None or self._is_outside(key, value, span) else float(value)

    def numbers(self, key: str, span: Span) -> tuple[float, ...] | None:
        """Take a list of numbers within a span; a fault names the entry, as `plates[2]`."""
        value = self.value(key, (list,), f"a list of numbers, {span}, in square brackets")
        if value is None:
            return None
        held = {f"{key}[{n}]": entry for n, entry in enumerate(value, start=1)}
        entries = Table(held, self.place, self.faults)
        found = [entries.number(place, span) for place in held]
        return tuple(number for number in found if number is not None)

    def _is_outside(self, key: str, value: float, span: Span) -> bool:
        fault = span.fault(value)
        if fault is not None:
            self.note(key, fault)
        return fault is not None

    def truth(self, key: str, *, default: bool) -> bool:
        """Take true or false; 0 and "no" are neither."""
        value = self.value(key, (bool,), "true or false, without quotes")
        return default if value is None else bool(value)

    def text(self, key: str, expected: str) -> str | None:
        """Take text in quotes."""
        value: str | None = self.value(key, (str,), expected)
        return value

    def word(self, key: str, words: type[Word]) -> Word | None:
        """Take one word of a closed list."""
        text = self.text(key, spoken_list(f'"{word}"' for word in words))
        if text is None or text in list(words):
            return None if text is None else words(text)
        self.note(key, f'"{text}" is not one of {spoken_list(words)}{did_you_mean(text, words)}')
        return None

    def hour(self, key: str) -> time | None:
        """Take an hour of the day, written "18:30"."""
        text = self.text(key, 'an hour in quotes, as "18:30"')
        if text is None:
            return None
        found = clock(text)
        if found is None:
            self.note(key, f'"{text}" is no hour of the day; write it as "18:30"')
        return found

    def day(self, key: str) -> date | None:
        """Take a calendar day, which TOML writes without quotes."""
        value: date | None = self.value(key, (date,), "the day without quotes, as 2027-03-14")
        return value

    def words(self, key: str, expected: str) -> tuple[tuple[str, str], ...] | None:
        """Take a list of text; give each with its own place, as `equipment[2]`."""
        value = self.value(key, (list,), f"a list of {expected}, in square brackets")
        if value is None:
            return None
        entries = [(f"{key}[{n}]", word) for n, word in enumerate(value, start=1)]
        for place, word in entries:
            if not isinstance(word, str):
                self.note(place, f"is {KINDS[type(word)]}; give {expected}, in quotes")
        return tuple((place, word) for place, word in entries if isinstance(word, str))

    def known(self, key: str, known: Collection[str], noun: str) -> frozenset[str] | None:
        """Take a list of words that all belong to a known list."""
        found = self.words(key, f"{noun} names")
        for place, word in found or ():
            if word not in known:
                self.note(place, f'no {noun} is called "{word}"{did_you_mean(word, known)}')
        return None if found is None else frozenset(word for _, word in found)

    def table(self, key: str) -> Table:
        """Open the table under a key; an absent one is empty."""
        content = self.value(key, (dict,), f"a table, opened by [{self.at(key)}]")
        return Table(content or {}, self.at(key), self.faults)

    def tables(self, key: str, opening: str) -> Iterator[Table] | None:
        """Open a list of tables, or None where there is none."""
        content = self.value(key, (list,), f"tables, each opened by {opening}")
        return None if content is None else self._each(key, content, opening)

    def _each(self, key: str, content: list[Any], opening: str) -> Iterator[Table]:
        for n, entry in enumerate(content, start=1):
            if isinstance(entry, dict):
                yield Table(entry, f"{self.at(key)}[{n}]", self.faults)
            else:
                self.note(f"{key}[{n}]", f"is {KINDS[type(entry)]}; give a table, {opening}")

    def close(self) -> None:
        """Refuse the keys that nobody asked for."""
        for key in self.content:
            if key not in self.asked:
                known = sorted(self.asked)
                instead = did_you_mean(key, known) or f"; it may hold {spoken_list(known)}"
                self.note(key, f"nothing here is called so{instead}")
