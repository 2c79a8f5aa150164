"""Doses as the catalogue writes them, and as an athlete reads them."""

from __future__ import annotations

import re
from typing import Final

from ironstride.core.exercise import Dose, RepRange

GRAMMAR: Final = re.compile(
    r"(?P<sets>\d+)x(?P<low>\d+)(?:-(?P<high>\d+))?(?:(?P<unit>[sm])|x(?P<hold>\d+)s)?"
)


def dose_of(text: str) -> Dose:
    """Read a dose: sets, then repetitions, seconds (s), metres (m) or held repetitions.

    >>> dose_of("3x8-12").reps
    RepRange(low=8, high=12)
    >>> dose_of("2x10x5s").hold_s, dose_of("3x30-45s").seconds_most, dose_of("2x20m").metres
    (5, 45, 20)
    """
    found = GRAMMAR.fullmatch(text)
    if found is None:
        raise ValueError(
            f'"{text}" is no dose; write "3x8-12", "3x30s", "2x20m" or "2x10x5s" (held 5 s)'
        )
    sets, low = int(found["sets"]), int(found["low"])
    high = int(found["high"] or low)
    if found["unit"] == "s":
        return _timed(sets, low, high)
    if found["unit"] == "m":
        return _measured(sets, low, high)
    hold = found["hold"]
    return Dose(sets=sets, reps=RepRange(low, high), hold_s=None if hold is None else int(hold))


def _timed(sets: int, low: int, high: int) -> Dose:
    if not 1 <= low <= high <= 3_600:
        raise ValueError(f"seconds rise from at least 1 to at most 3600, not {low} to {high}")
    return Dose(sets=sets, seconds=low, seconds_most=None if high == low else high)


def _measured(sets: int, low: int, high: int) -> Dose:
    if not 1 <= low == high <= 5_000:
        raise ValueError(f"a distance is one number of metres up to 5000, not {low} to {high}")
    return Dose(sets=sets, metres=low)


def dose_in_words(dose: Dose, *, per_side: bool = False) -> str:
    """Write a dose as it is said in the gym.

    >>> dose_in_words(dose_of("3x8-12"), per_side=True)
    '3 × 8–12 each side'
    >>> dose_in_words(dose_of("2x10x5s")), dose_in_words(dose_of("1x900s"))
    ('2 × 10, each held 5 s', '1 × 15 min')
    """
    amount = _amount(dose) + (" each side" if per_side else "")
    held = "" if dose.hold_s is None else f", each held {dose.hold_s} s"
    return f"{dose.sets} × {amount}{held}"


def _amount(dose: Dose) -> str:
    if dose.reps is not None:
        return str(dose.reps).replace("-", "–")
    if dose.metres is not None:
        return f"{dose.metres} m"
    seconds = dose.seconds or 0
    if dose.seconds_most is not None:
        return f"{seconds}–{dose.seconds_most} s"
    return f"{seconds // 60} min" if seconds >= 120 and seconds % 60 == 0 else f"{seconds} s"
