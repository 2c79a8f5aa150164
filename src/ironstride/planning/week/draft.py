"""Drafts: the sessions of one week while they are filled, and what a block asks of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from ironstride.core.programme import PhaseName
from ironstride.planning.days.obstacles import Slot
from ironstride.planning.request import Request
from ironstride.planning.week.needs import Circumstance, Need
from ironstride.planning.week.work import Piece, seconds_of


class Style(StrEnum):
    """How heavy a block is: eight to twelve, five, or three fast repetitions."""

    ENTRY = "entry"
    HEAVY = "heavy"
    POWER = "power"


# What minutes are spent on once everything is covered: need and sets, best first.
GROWTH: Final = (
    (Need.KNEE, 3),
    (Need.HINGE, 3),
    (Need.ONE_LEG, 2),
    (Need.CALF_STRAIGHT, 2),
    (Need.CALF_BENT, 2),
    (Need.PULL, 2),
    (Need.PUSH, 2),
    (Need.HIP_ABDUCTION, 2),
    (Need.ANTI_LATERAL_FLEXION, 2),
    (Need.ANTI_EXTENSION, 2),
    (Need.HAMSTRING, 2),
    (Need.ONE_LEG, 3),
)


OPTIONAL: Final = (Need.HAMSTRING, Need.ONE_LEG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a block asks of its weeks."""

    phase: PhaseName
    block: int
    style: Style
    request: Request
    mains: frozenset[str] | None = None  # the block's main lifts, once they are chosen
    shared: frozenset[str] | None = None  # what main lifts may use, where places differ
    kept: frozenset[str] | None = None  # exercises of the programme under way

    @property
    def is_entry(self) -> bool:
        """Whether loads stay moderate."""
        return self.style is Style.ENTRY

    @property
    def chosen(
        self,
    ) -> tuple[int, frozenset[str] | None, frozenset[str] | None, frozenset[str] | None]:
        """Say what decides which of several exercises is taken."""
        return self.block, self.mains, self.shared, self.kept

    def at_place(self, place: str) -> Circumstance:
        """Say where and when an exercise is wanted."""
        return Circumstance(place=place, block=self.block, is_entry=self.is_entry)

    def main_at(self, place: str) -> Circumstance:
        """Say where and when a main lift is wanted."""
        return replace(self.at_place(place), shared=self.shared)


@dataclass(frozen=True, slots=True)
class Lack:
    """Why a week cannot be covered: a need that nothing serves, or minutes."""

    need: Need | None
    minutes_short: int = 0


@dataclass(slots=True)
class Draft:
    """The sessions of one week while they are filled."""

    frame: Frame
    slots: tuple[Slot, ...]
    pieces: list[list[Piece]] = field(default_factory=list)
    is_even: bool = True

    @property
    def hard_sets(self) -> int:
        """Main and accessory sets so far."""
        return sum(p.sets for p in self.flat() if p.role.is_hard)

    def flat(self) -> Iterator[Piece]:
        """All pieces of the week."""
        return (piece for session in self.pieces for piece in session)

    def seconds(self, session: int) -> float:
        """How long a session takes. [s]"""
        dose = self.frame.request.policy.dose
        return sum(seconds_of(piece, dose) for piece in self.pieces[session])

    def stands_empty(self, session: int) -> bool:
        """Whether a session holds nothing that trains."""
        return not any(piece.role.is_hard for piece in self.pieces[session])

    def room(self, session: int) -> float:
        """What is left of the minutes offered. [s]"""
        return self.slots[session].minutes * 60 - self.seconds(session)

    def add(self, session: int, piece: Piece) -> bool:
        """Add a piece if it fits, and say whether it did."""
        fits = seconds_of(piece, self.frame.request.policy.dose) <= self.room(session)
        if fits:
            self.pieces[session].append(piece)
        return fits

    def grow(self, session: int, index: int) -> bool:
        """Give a piece one more set if that fits, and say whether it did."""
        piece = self.pieces[session][index]
        more = piece.with_sets(piece.sets + 1)
        dose = self.frame.request.policy.dose
        fits = seconds_of(more, dose) - seconds_of(piece, dose) <= self.room(session)
        if fits:
            self.pieces[session][index] = more
        return fits

    def by_room(self) -> list[int]:
        """Order the sessions for the next piece: the least filled, or the roomiest, first."""
        count = range(len(self.slots))
        if self.is_even:
            return sorted(count, key=lambda n: (self.seconds(n) / self.slots[n].minutes, n))
        return sorted(count, key=lambda n: (-self.room(n), n))

    def copy(self) -> Draft:
        """Return a draft that can be changed by itself."""
        pieces = [list(session) for session in self.pieces]
        return Draft(self.frame, self.slots, pieces, is_even=self.is_even)
