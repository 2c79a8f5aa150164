"""Beside: what sessions that stand already train, so that the rest of a week fills around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ironstride.core.programme import Role, Session
from ironstride.planning.request import Request
from ironstride.planning.week.needs import SERVES, Need


@dataclass(frozen=True, slots=True)
class Beside:
    """Hard sets by movement, and the movements trained by a main lift."""

    sets: tuple[tuple[Need, int], ...] = ()
    mains: frozenset[Need] = frozenset()

    def of(self, need: Need) -> int:
        """Count the sets of a movement."""
        return dict(self.sets).get(need, 0)


NOTHING: Final = Beside()


def beside(sessions: Sequence[Session], request: Request) -> Beside:
    """Read off sessions what they train; a lift on one leg counts for the knee, too."""
    counted: Counter[Need] = Counter()
    mains: set[Need] = set()
    for session in sessions:
        for p in session.exercises:
            exercise = request.catalogue.exercises.get(p.exercise)
            served = [n for n in Need if exercise and p.role.is_hard and SERVES[n](exercise)]
            counted.update(dict.fromkeys(served, p.sets))
            mains.update(served if p.role is Role.MAIN else ())
    return Beside(tuple((n, counted[n]) for n in Need if counted[n]), frozenset(mains))
