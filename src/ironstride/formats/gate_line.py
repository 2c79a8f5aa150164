"""What is typed for a test of a gate: its name, a value or one for each side, and the pain.

side-plank=45/50       left 45, right 50
squat-to-45=10:1       ten repetitions, pain 1 of 10
dry-and-straight=yes   yes or no
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from ironstride.core.spelling import did_you_mean
from ironstride.rehab.gates import Bound, GateItem, Measurement

YES: Final[Mapping[str, float]] = {"yes": 1.0, "y": 1.0, "no": 0.0, "n": 0.0}
VALUE: Final = re.compile(r"(?P<left>[^/:]+)(?:/(?P<right>[^/:]+))?(?::(?P<pain>[0-9]{1,2}))?")


def read_measured(
    text: str, items: Mapping[str, GateItem], *, day: date, at: datetime
) -> Measurement:
    """Read one test as it is typed.

    Raises:
        ValueError: with what is unclear and how to write it.
    """
    name, _, value = text.partition("=")
    item = items.get(name.strip())
    if item is None or not item.is_measured:
        known = [id_ for id_, one in items.items() if one.is_measured]
        instead = did_you_mean(name, known) or f"; tests are {', '.join(known)}"
        raise ValueError(f'no test is called "{name.strip()}"{instead}')
    return measured_in(item, value, day=day, at=at)


def measured_in(item: GateItem, text: str, *, day: date, at: datetime) -> Measurement:
    """Read the value of a test, as it is typed behind its name.

    Raises:
        ValueError: with what is unclear and how to write it.
    """
    found = VALUE.fullmatch(text.strip())
    if found is None or (found["right"] is not None) != item.has_sides:
        raise ValueError(f'{item.id}: "{text.strip()}"; write it as {written(item)}')
    if found["pain"] is None and is_pained(item):
        raise ValueError(f"{item.id}: how far did it hurt, 0 to 10? write it as {written(item)}")
    left = _number(found["left"], item)
    right = None if found["right"] is None else _number(found["right"], item)
    return Measurement(
        item=item.id,
        day=day,
        at=at,
        both=None if item.has_sides else left,
        left=left if item.has_sides else None,
        right=right,
        pain=None if found["pain"] is None else int(found["pain"]),
    )


def is_pained(item: GateItem) -> bool:
    """Whether a test asks for the pain in it."""
    return any(criterion.bound is Bound.PAIN_AT_MOST for criterion in item.criteria)


def written(item: GateItem) -> str:
    """Show how a test is typed: `step-up-10=10/10:1`."""
    value = "yes" if item.unit == "yes or no" else "10"
    sides = f"{value}/{value}" if item.has_sides else value
    return f"{item.id}={sides}{':1' if is_pained(item) else ''}"


def _number(text: str, item: GateItem) -> float:
    word = text.strip().lower()
    if item.unit == "yes or no" and word in YES:
        return YES[word]
    if not re.fullmatch(r"[0-9]{1,5}(?:[.,][0-9]{1,2})?", word):
        raise ValueError(f'{item.id}: "{text}" is no number of {item.unit}')
    return float(word.replace(",", "."))
