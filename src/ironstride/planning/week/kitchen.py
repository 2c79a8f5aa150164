"""The kitchen: each shape of a week is composed once in a block, and served as often as it comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ironstride.planning.days.obstacles import Slot
from ironstride.planning.week.beside import NOTHING, Beside
from ironstride.planning.week.compose import Composition, compose, compose_part
from ironstride.planning.week.draft import Frame, Lack


@dataclass(slots=True)
class Kitchen:
    """Compositions that come back: each shape of a week is composed once in a block."""

    made: dict[tuple[object, ...], Composition | tuple[Lack, ...]] = field(default_factory=dict)

    def full(
        self, slots: Sequence[Slot], frame: Frame, held: Beside = NOTHING
    ) -> Composition | tuple[Lack, ...]:
        """Compose a full week with the block's main lifts, or else without any."""
        found = self._made(slots, frame, held, is_full=True)
        if isinstance(found, Composition) or not frame.mains:
            return found
        return self._made(slots, replace(frame, mains=frozenset()), held, is_full=True)

    def part(self, slots: Sequence[Slot], frame: Frame, held: Beside = NOTHING) -> Composition:
        """Compose a week that need not hold everything; like a full one where that is possible."""
        found = self.full(slots, frame, held)
        if not isinstance(found, Composition):
            found = self._made(slots, frame, held, is_full=False)
        assert isinstance(found, Composition)  # noqa: S101 - an empty filling always fits
        return found

    def _made(
        self, slots: Sequence[Slot], frame: Frame, held: Beside, *, is_full: bool
    ) -> Composition | tuple[Lack, ...]:
        """Compose freely first: what holds the block's main lifts by itself serves."""
        if frame.mains:
            free = self._made(slots, replace(frame, mains=None), held, is_full=is_full)
            if isinstance(free, Composition) and free.main_lifts == frame.mains:
                return free
        where = (frame.phase, frame.block, frame.shared, frame.mains)
        key = (*where, is_full, held, shape_of(slots))
        if key not in self.made:
            whole = compose if is_full else compose_part
            self.made[key] = whole(slots, frame, held)
        return self.made[key]


def shape_of(slots: Sequence[Slot]) -> tuple[tuple[int, str, bool], ...]:
    """Say what about a week's sessions decides their composition."""
    return tuple((slot.minutes, slot.place, slot.is_demanding) for slot in slots)
