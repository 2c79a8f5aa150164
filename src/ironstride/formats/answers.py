"""Answers in an athlete's words: each reader takes a text, or says what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date, time
from enum import StrEnum
from typing import TypeVar

from ironstride.core.spelling import did_you_mean
from ironstride.formats.faults import Span, clock, spoken_list

Answer = TypeVar("Answer")
Word = TypeVar("Word", bound=StrEnum)
Reader = Callable[[str], Answer]
"""Takes a text without blanks around it; raises a ValueError with a sentence where it does not fit."""


def optional(read: Reader[Answer]) -> Reader[Answer | None]:
    """Let an empty answer mean that there is none."""
    return lambda text: read(text) if text else None


def several(read: Reader[Answer]) -> Reader[tuple[Answer, ...]]:
    """Read answers with commas or semicolons between them; none is fine."""
    return lambda text: tuple(read(part.strip()) for part in re.split("[,;]", text) if part.strip())


def whole(span: Span) -> Reader[int]:
    """Read a whole number within a span."""

    def read(text: str) -> int:
        if not re.fullmatch(r"-?[0-9]{1,9}", text):
            raise ValueError(f'"{text}" is no whole number; give {span}')
        return _within(int(text), span)

    return read


def number(span: Span) -> Reader[float]:
    """Read a number, with a point or a comma, within a span."""

    def read(text: str) -> float:
        if not re.fullmatch(r"-?[0-9]{1,9}([.,][0-9]{1,6})?", text):
            raise ValueError(f'"{text}" is no number; give {span}')
        return _within(float(text.replace(",", ".")), span)

    return read


def _within(value: Answer, span: Span) -> Answer:
    fault = span.fault(float(str(value)))
    if fault is not None:
        raise ValueError(fault)
    return value


def word(words: type[Word]) -> Reader[Word]:
    """Read one word of a closed list; its beginning will do where it is the only one."""

    def read(text: str) -> Word:
        found = [word for word in words if text and word.lower().startswith(text.lower())]
        if len(found) == 1:
            return found[0]
        raise ValueError(f'"{text}" is not one of {spoken_list(words)}{did_you_mean(text, words)}')

    return read


def known(noun: str, words: Collection[str]) -> Reader[str]:
    """Read a word that belongs to a known list."""

    def read(text: str) -> str:
        if text in words:
            return text
        raise ValueError(f'no {noun} is called "{text}"{did_you_mean(text, words)}')

    return read


def hour(text: str) -> time:
    """Read an hour of the day."""
    found = clock(text)
    if found is None:
        raise ValueError(f'"{text}" is no hour of the day; write it as 18:30')
    return found


def day(text: str) -> date:
    """Read a day of the calendar."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f'"{text}" is no day; write it as 2027-03-14') from None


def yes(text: str) -> bool:
    """Read yes or no; an empty answer is neither."""
    if text.lower() in ("y", "yes", "j", "ja"):
        return True
    if text.lower() in ("n", "no", "nein"):
        return False
    raise ValueError("answer yes or no")
