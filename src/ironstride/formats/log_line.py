"""What is typed behind `ironstride log`: sets, or one of five words and what belongs to it.

    start [TITLE]              a session begins
    finish rpe7 45min          it ends: how hard as a whole (0 to 10), how long
    skip "travel"              a session is left out, and why
    pain left knee 3 during    pain from 0 to 10: during, after, or next morning; and a note
    ready 4                    how ready you feel, 1 to 5; and a note

Everything else is sets, as `set_text.py` reads them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from ironstride.core.log import PainMoment, Side
from ironstride.core.units import MassUnit
from ironstride.formats.profile_terms import complaint, complaint_fault
from ironstride.formats.set_text import Known, SetsSaid, quoted, read

PAIN: Final = "write pain left knee 3 during"


@dataclass(frozen=True, slots=True)
class StartSaid:
    """A session begins."""

    title: str = ""


@dataclass(frozen=True, slots=True)
class FinishSaid:
    """A session ends."""

    rpe: float | None = None
    minutes: float | None = None


@dataclass(frozen=True, slots=True)
class SkipSaid:
    """A session is left out."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PainSaid:
    """Something hurts; the moment is None where nothing was said of it."""

    place: str
    score: int
    side: Side | None = None
    moment: PainMoment | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReadySaid:
    """How ready somebody feels."""

    score: int
    note: str = ""


Said: TypeAlias = tuple[SetsSaid, ...] | StartSaid | FinishSaid | SkipSaid | PainSaid | ReadySaid


def line_of(words: Sequence[str]) -> str:
    """Join what a shell took apart: words with blanks were quoted, unless they are the line.

    >>> line_of(["back-squat", "3x5@80", "felt light"]), line_of(["back-squat 3x5@80 rir2"])
    ('back-squat 3x5@80 "felt light"', 'back-squat 3x5@80 rir2')
    """
    if len(words) == 1:
        return words[0]
    return " ".join(quoted(word) if re.search(r"\s", word) else word for word in words)


def read_line(
    line: str, *, unit: MassUnit = MassUnit.KG, is_exercise: Known = lambda _: False
) -> Said:
    """Read a line of the log; see `set_text.read` for the arguments.

    Raises:
        ValueError: with what is unclear and how to write it.

    >>> read_line("finish rpe7 45min")
    FinishSaid(rpe=7.0, minutes=45.0)
    """
    first, _, rest = line.strip().partition(" ")
    reader = _READERS.get(first.lower())
    if reader is None:
        return read(line, unit=unit, is_exercise=is_exercise)
    return reader(rest)


def _start(rest: str) -> StartSaid:
    return StartSaid(_text(rest))


def _finish(rest: str) -> FinishSaid:
    rpe, rest = _take(r"rpe\s*([0-9]{1,2}(?:[.,][0-9])?)", rest)
    minutes, rest = _take(r"([0-9]{1,3})\s*min(?:utes)?", rest)
    if rest:
        raise ValueError(f'"{rest}" says nothing of an end; write finish rpe7 45min')
    return FinishSaid(_number(rpe), _number(minutes))


def _skip(rest: str) -> SkipSaid:
    if not _text(rest):
        raise ValueError('"skip": why? write for example skip "travel"')
    return SkipSaid(_text(rest))


def _pain(rest: str) -> PainSaid:
    """Read a place and a score; quoted text is a note, or the place where none stands bare."""
    parts = re.findall(r'"(?:[^"\\]|\\.)*"|[^\s"]+', rest)
    texts = [_text(part) for part in parts if part.startswith('"')]
    bare = " ".join(part for part in parts if not part.startswith('"'))
    score, bare = _take(r"([0-9]{1,2})(?:/10|\s+of\s+10)?", bare)
    side, bare = _take(r"(left|right)", bare)
    moment, bare = _take(r"(during|after|(?:next[\s-])?morning)", bare)
    place = bare or (texts.pop(0) if texts else "")
    if score is None or not place:
        raise ValueError(
            f'"pain{rest and " "}{rest}" needs a place and a number from 0 to 10; {PAIN}'
        )
    if (part := complaint(place)) is None:
        raise ValueError(f"{complaint_fault(place)} (with more in a note, in quotes)")
    return PainSaid(
        place=part,
        score=int(score),
        side=None if side is None else Side(side.lower()),
        moment=None if moment is None else _moment(moment.lower()),
        note="; ".join(texts),
    )


def _moment(word: str) -> PainMoment:
    return PainMoment.NEXT_MORNING if word.endswith("morning") else PainMoment(word)


def _ready(rest: str) -> ReadySaid:
    found = re.fullmatch(r"([0-9]{1,2})\b\s*(.*)", rest.strip(), re.DOTALL)
    if found is None:
        raise ValueError(f'"{f"ready {rest}".strip()}" needs a number from 1 to 5; write ready 4')
    return ReadySaid(int(found[1]), _text(found[2]))


_READERS: Final[Mapping[str, Callable[[str], Said]]] = {
    "start": _start,
    "finish": _finish,
    "skip": _skip,
    "pain": _pain,
    "ready": _ready,
}


def _take(pattern: str, text: str) -> tuple[str | None, str]:
    """Take the first part that fits out of a text, and give what is left of it."""
    found = re.search(rf"(?:^|(?<=\s)){pattern}(?=[\s,]|$)", text, re.IGNORECASE | re.DOTALL)
    if found is None:
        return None, text.strip()
    return found[1], f"{text[: found.start()].strip()} {text[found.end() :].strip(' ,')}".strip()


def _number(text: str | None) -> float | None:
    return None if text is None else float(text.replace(",", "."))


def _text(written: str) -> str:
    r"""Read text, in quotes or without.

    >>> print(_text('"so \\"tired\\""'), _text("so tired"))
    so "tired" so tired
    """
    bare = re.fullmatch(r'"(.*)"', written.strip(), re.DOTALL)
    return re.sub(r"\\(.)", r"\1", bare[1] if bare else written.strip())
