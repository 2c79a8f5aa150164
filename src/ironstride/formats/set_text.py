"""Sets as a lifter types them, and back: `back-squat 3x5@80 rir2`.

A line holds one exercise or several, each with its name and its sets:

    back-squat 3x5@80 rir2              three sets of five, two in reserve
    back squat 5@60 warmup 5,5,4@82.5   a warm-up set, then three that differ
    split-squat left 3x8@20             one side; `each` for one and the other in turn
    front plank 3x30s   sled 4x20m   pogo 4x10c     seconds, metres, contacts
    pull-up 3x8@bw   3x8@+10   3x8@-20  the body alone, more than it, or with so much taken off
    back-squat amrap 9@80 "felt light"  as often as it went, and a note

What stands behind a name holds for all its sets, what stands behind a set for that one: a side,
`warmup`, `amrap`, `rir2` or `rpe8` (one for all sets, or `rir3,2,1`), `failure`, a note in
quotes or behind the word `note`. Blanks may stand anywhere between a number and its sign, and
commas and semicolons count as blanks, so that a line as it is shown can be typed again. A
load without a unit is in the athlete's own. Sets without a name belong to the exercise before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import groupby
from typing import Any, Final, TypeAlias

from ironstride.core.log import LoadChoice, SetDone, Side
from ironstride.core.units import POUND_IN_KG, RIR, Kilograms, MassUnit, Reps
from ironstride.formats.words import exact

MOST_SETS: Final = 20
LOWEST_RPE: Final = 5.0  # below it nobody can say how much is left
IN_SETS: Final = "write sets as 3x5@80, and a note in quotes or behind the word note"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetSaid:
    """What was said of one set; the fields are those of a set that was done."""

    side: Side | None = None
    load: Kilograms | None = None
    assistance: Kilograms | None = None
    reps: Reps | None = None
    seconds: float | None = None
    metres: float | None = None
    contacts: int | None = None
    rir: RIR | None = None
    choice: LoadChoice = LoadChoice.OWN
    is_warm_up: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class SetsSaid:
    """Sets of one exercise; an empty name means the exercise before."""

    name: str
    sets: tuple[SetSaid, ...]


Known: TypeAlias = Callable[[str], bool]


# Reading ---------------------------------------------------------------------------------


def read(
    line: str, *, unit: MassUnit = MassUnit.KG, is_exercise: Known = lambda _: False
) -> tuple[SetsSaid, ...]:
    """Read the sets of a line.

    Args:
        line: what was typed.
        unit: of loads that name none.
        is_exercise: whether a name is known; such a name in quotes behind sets is no note.

    Raises:
        ValueError: with what is unclear and how to write it.

    >>> [said] = read("back squat 3x5 @ 80 kg, 2 in reserve")
    >>> said.name, len(said.sets), said.sets[0].reps, said.sets[0].rir
    ('back squat', 3, Reps(count=5), RIR(count=2.0))
    """
    said = tuple(_exercises(_parts(line), is_exercise))
    if not said:
        raise ValueError(f"nothing is said; {IN_SETS}")
    return tuple(SetsSaid(one.name, tuple(one.sets(unit))) for one in said)


_NUMBER: Final = r"\d{1,6}(?:[.,]\d{1,3})?"
_LIST: Final = r"\d+(?:\.\d+)?(?:,\d+(?:\.\d+)?)*"
_PARTS: Final = re.compile(
    rf"""(?:
      (?:note\s+)?"(?P<quoted>(?:[^"\\]|\\.)*)"
    | note\s+(?P<note>[^\s,;"]+)
    | (?P<reserve>{_LIST})\s+in\s+reserve
    | rir\s*(?P<rir>{_LIST})
    | rpe\s*(?P<rpe>{_LIST})
    | (?P<side>left|right|[lr])
    | (?P<each>each(?:\s+side)?|per\s+side)
    | (?P<warmup>warm[\s-]?up|wu)
    | (?P<amrap>amrap)
    | (?P<failure>(?:to\s+)?failure)
    | (?:(?P<sets>\d{{1,4}})\s*[x×]\s*)?(?P<counts>{_LIST})
      (?:\s*(?P<of>s|sec|min|m|c|contacts?|reps?))?
      (?:\s*@\s*(?P<load>bw|(?:bw)?\s*(?P<sign>[+-])?\s*(?P<mass>{_NUMBER})\s*(?P<unit>kgs?|lbs?)?))?
    | (?P<word>[^\s,;"]+)
    )(?=[\s,;]|$)""",
    re.VERBOSE | re.IGNORECASE,
)
Part = re.Match[str]


def _parts(line: str) -> Iterator[Part]:
    place = 0
    while place < len(line):
        if line[place] in " \t\n\r,;":
            place += 1
            continue
        part = _PARTS.match(line, place)
        if part is None:
            raise ValueError(f'"{line[place:].split(maxsplit=1)[0]}" is unclear; {IN_SETS}')
        yield part
        place = part.end()


@dataclass(slots=True)
class _Exercise:
    """An exercise while it is read: its name, and each set with what is said of it."""

    words: list[str] = field(default_factory=list)
    marks: list[Part] = field(default_factory=list)
    doses: list[tuple[Part, list[Part]]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return " ".join(self.words)

    def add(self, part: Part) -> None:
        if part["counts"]:
            self.doses.append((part, []))
        elif self.doses:
            self.doses[-1][1].append(part)
        else:
            self.marks.append(part)

    def sets(self, unit: MassUnit) -> Iterator[SetSaid]:
        for dose, marks in self.doses:
            try:
                yield from _sets(dose, _said([*self.marks, *marks]), unit)
            except ValueError as error:
                raise ValueError(f'"{dose[0]}": {error}') from error


def _exercises(parts: Iterable[Part], is_exercise: Known) -> Iterator[_Exercise]:
    """Put names, sets and marks together; a word behind sets begins the next exercise."""
    reading = _Exercise()
    for part in parts:
        word = _word(part, is_exercise if reading.doses else lambda _: True)
        if word is None:
            reading.add(part)
            continue
        if reading.doses:
            yield reading
            reading = _Exercise()
        reading.words.append(word)
    if not reading.doses and (reading.words or reading.marks):
        said = reading.name or next((mark[0] for mark in reading.marks), "")
        raise ValueError(f'"{said}": no sets follow; {IN_SETS}')
    if reading.doses:
        yield reading


def _word(part: Part, may_be_name: Known) -> str | None:
    """Give a word of a name, or a quoted one; None for a set or what is said of one."""
    word, quoted_text = part["word"], part["quoted"]
    if word is not None and ("@" in word or re.match(r"\d+[x×]", word.lower())):
        raise ValueError(
            f'"{word}" is unclear; write what you did as 3x5@80, 3x5@175lb, 3x8@bw, 3x8@-20, '
            "3x30s, 4x20m or 4x10c"
        )
    if quoted_text is None or part[0].lower().startswith("note"):
        return word
    name = _unquoted(quoted_text).strip()
    return name if name and may_be_name(name) else None


def _said(marks: Iterable[Part]) -> dict[str, Any]:
    """Read what stands beside sets; of two words on one thing the later one holds."""
    said: dict[str, Any] = {}
    for part in marks:
        kind, text = next((k, v) for k, v in part.groupdict().items() if v is not None)
        for name, value in _MARKS[kind](text).items():
            both = f"{said[name]}; {value}" if name == "note" and name in said else value
            said[name] = both
    return said


def _reserve(text: str) -> Mapping[str, Any]:
    return {"rir": tuple(map(float, text.split(",")))}


def _from_rpe(text: str) -> Mapping[str, Any]:
    """Turn felt effort into reserve: RIR = 10 - RPE, near the end of a set.   [convention]"""
    efforts = tuple(map(float, text.split(",")))
    for effort in efforts:
        if not LOWEST_RPE <= effort <= 10:
            raise ValueError(
                f"an RPE tells what was left from {LOWEST_RPE:g} to 10, not at {effort:g}; "
                "write rpe8, rir2 or neither"
            )
    return {"rir": tuple(10 - effort for effort in efforts)}


_MARKS: Final[Mapping[str, Callable[[str], Mapping[str, Any]]]] = {
    "quoted": lambda text: {"note": _unquoted(text)},
    "note": lambda text: {"note": text},
    "reserve": _reserve,
    "rir": _reserve,
    "rpe": _from_rpe,
    "side": lambda text: {"sides": (Side.LEFT if text.lower().startswith("l") else Side.RIGHT,)},
    "each": lambda _: {"sides": (Side.LEFT, Side.RIGHT)},
    "warmup": lambda _: {"is_warm_up": True},
    "amrap": lambda _: {"choice": LoadChoice.TEST},
    "failure": lambda _: {"rir": (0.0,)},
}
_COUNTS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("", "rep", "reps"), "reps"),
    **dict.fromkeys(("s", "sec", "min"), "seconds"),
    **dict.fromkeys(("c", "contact", "contacts"), "contacts"),
    "m": "metres",
}


def _sets(dose: Part, said: dict[str, Any], unit: MassUnit) -> Iterator[SetSaid]:
    """Give each set of a dose, with what is said of all of them or of each."""
    counts, mass = _counts(dose), _mass(dose, unit)
    reserves = said.pop("rir", (None,))
    if len(reserves) not in (1, len(counts)):
        raise ValueError(
            f"{len(counts)} sets have {len(reserves)} numbers in reserve; "
            "give one for all or one for each"
        )
    each = reserves if len(reserves) > 1 else reserves * len(counts)
    sides = said.pop("sides", (None,))
    for count, reserve in zip(counts, each, strict=True):
        rir = None if reserve is None else RIR(reserve)
        for side in sides:
            yield SetSaid(**count, **mass, **said, side=side, rir=rir)


def _counts(dose: Part) -> list[dict[str, Any]]:
    kind = (dose["of"] or "").lower()
    numbers = [float(number) for number in dose["counts"].split(",")]
    sets = int(dose["sets"] or 1)
    if dose["sets"] and len(numbers) > 1:
        raise ValueError("write 3x5@80 for equal sets, or 5,5,4@80 for others")
    if not 1 <= sets * len(numbers) <= MOST_SETS:
        raise ValueError(
            f"{sets * len(numbers)} sets are too many or too few, 1 to {MOST_SETS} go at once; "
            "the load stands behind an @, as in 3x5@80"
        )
    return [{_COUNTS[kind]: _count(number, kind)} for number in numbers * sets]


def _count(number: float, kind: str) -> Reps | float | int:
    if _COUNTS[kind] in ("seconds", "metres"):
        return number * 60 if kind == "min" else number
    if not number.is_integer():
        raise ValueError(f"{number:g} is no whole number of repetitions or contacts")
    return Reps(int(number)) if _COUNTS[kind] == "reps" else int(number)


def _mass(dose: Part, unit: MassUnit) -> dict[str, Any]:
    if dose["load"] is None:
        return {}
    number = float((dose["mass"] or "0").replace(",", "."))
    in_pounds = dose["unit"].lower().startswith("lb") if dose["unit"] else unit is MassUnit.LB
    mass = Kilograms(number * (POUND_IN_KG if in_pounds else 1))
    return {"assistance" if dose["sign"] == "-" else "load": mass}


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


# Writing ---------------------------------------------------------------------------------


def said_of(done: SetDone) -> SetSaid:
    """Keep what a line says of a set."""
    return SetSaid(**{each.name: getattr(done, each.name) for each in fields(SetSaid)})


def write(sets: Iterable[SetSaid], *, unit: MassUnit = MassUnit.KG) -> str:
    """Write sets so that they can be typed again, equal ones as one.

    >>> five = SetSaid(reps=Reps(5), load=Kilograms(80), rir=RIR(2))
    >>> write([five, five, SetSaid(seconds=30)])
    '2 x 5 @ 80 kg, 2 in reserve; 1 x 30 s'
    """
    together = groupby(_by_side(list(sets)))
    return "; ".join(_written(one, len(list(same)), unit) for one, same in together)


def quoted(text: str) -> str:
    r"""Write a text in quotes.

    >>> print(quoted('felt "light"'))
    "felt \"light\""
    """
    escaped = re.sub(r'(["\\])', r"\\\1", text)
    return f'"{escaped}"'


def _by_side(sets: Sequence[SetSaid]) -> Iterator[tuple[SetSaid, bool]]:
    """Give each set and whether it was done on one side and at once on the other."""
    waiting = list(sets)
    while waiting:
        one = waiting.pop(0)
        both = one.side is Side.LEFT and waiting[:1] == [replace(one, side=Side.RIGHT)]
        if both:
            waiting.pop(0)
        yield one, both


def _written(one: tuple[SetSaid, bool], times: int, unit: MassUnit) -> str:
    said, both = one
    side = "each side" if both else said.side or ""
    is_test = said.choice is LoadChoice.TEST
    reserve = "" if said.rir is None else f"{exact(said.rir.count)} in reserve"
    parts = (
        f"{times} x {_amount(said)}{_load(said, unit)}",
        side,
        "warm-up" if said.is_warm_up else "",
        "amrap" if is_test else "",
        reserve,
        quoted(said.note) if said.note else "",
    )
    return ", ".join(filter(None, parts))


def _amount(said: SetSaid) -> str:
    amounts = (
        "" if said.reps is None else str(said.reps.count),
        "" if said.seconds is None else f"{exact(said.seconds)} s",
        "" if said.metres is None else f"{exact(said.metres)} m",
        "" if said.contacts is None else f"{said.contacts} contacts",
    )
    return ", ".join(filter(None, amounts))


def _load(said: SetSaid, unit: MassUnit) -> str:
    if said.assistance is not None:
        return f" @ -{_mass_in(said.assistance, unit)}"
    if said.load is None:
        return ""
    return f" @ {_mass_in(said.load, unit)}" if said.load.value else " @ bw"


def _mass_in(mass: Kilograms, unit: MassUnit) -> str:
    """Write a mass with as few digits as tell it from every other, to the gram."""
    if unit is MassUnit.KG:
        return f"{exact(mass.value)} kg"
    written = (f"{mass.pounds:.{digits}f}" for digits in range(4))
    return next(w for w in written if Kilograms(float(w) * POUND_IN_KG) == mass) + " lb"
