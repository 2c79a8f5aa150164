"""Pairs: two exercises done in turn, each while the other's muscles rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ironstride.core.exercise import Exercise
from ironstride.core.programme import Prescription, Role

WHOLE: Final = frozenset({"whole leg", "core"})  # muscles that no exercise can be told apart from


@dataclass(frozen=True, slots=True)
class Pair:
    """Two accessory lines that stand next to each other, and the rest that doing them in turn saves. [s]"""

    first: Prescription
    second: Prescription
    saves_s: int


def pairs(lines: Sequence[Prescription], exercises: Mapping[str, Exercise]) -> Iterator[Pair]:
    """Pair accessory exercises that follow each other and share neither muscle nor movement.

    Main lifts keep their rests to themselves: only lighter work is done in turn. Supersets take
    about half the time of the same sets one after the other [iversen-2021: review]; which
    exercises go together is Ironstride's own choice.

    The sets of the one fill the rest of the other, so the pair is over sooner by the shorter
    rest for each set that has a partner.
    """
    waiting: Prescription | None = None
    for line in lines:
        if line.role is not Role.ACCESSORY or line.exercise not in exercises:
            waiting = None
        elif waiting is None or not _are_apart(waiting, line, exercises):
            waiting = line
        else:
            shared = min(waiting.sets, line.sets)
            yield Pair(waiting, line, shared * min(waiting.rest_s, line.rest_s))
            waiting = None


def _are_apart(one: Prescription, other: Prescription, known: Mapping[str, Exercise]) -> bool:
    a, b = known[one.exercise], known[other.exercise]
    muscles = {*a.primary_muscles, *a.secondary_muscles} & set(b.primary_muscles)
    muscles |= {*b.primary_muscles, *b.secondary_muscles} & set(a.primary_muscles)
    is_vague = WHOLE & {*a.primary_muscles, *b.primary_muscles}
    return a.id != b.id and a.pattern is not b.pattern and not muscles and not is_vague
