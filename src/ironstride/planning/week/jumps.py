"""Jumps: small quick hops in every demanding session, a few high jumps in the heavy blocks."""

from __future__ import annotations

from typing import Final

from ironstride.core.exercise import Exercise, Goal, Pattern, RepRange
from ironstride.core.programme import HEAVY_BLOCKS, PhaseName, Role
from ironstride.planning.days.obstacles import Slot
from ironstride.planning.week.draft import Draft, Frame
from ironstride.planning.week.needs import in_turn, jump_candidates
from ironstride.planning.week.work import Piece, Work

JUMPS: Final = frozenset({Pattern.JUMP})


def add_jumps(draft: Draft) -> None:
    """Put jumps into the demanding sessions that have room for them."""
    for session, slot in enumerate(draft.slots):
        for piece in jump_pieces(slot, draft.frame):
            draft.add(session, piece)


def jump_pieces(slot: Slot, frame: Frame) -> list[Piece]:
    """Pick small quick hops, and a few high jumps once the entry weeks are over."""
    if not slot.is_demanding or frame.phase is PhaseName.RECOVERY:
        return []
    numbers = frame.request.policy.contacts
    found = jump_candidates(JUMPS, frame.at_place(slot.place), frame.request)
    springs = [e for e in found if _power_reps(e) >= numbers.spring_reps_most]
    high = [e for e in found if _power_reps(e) <= numbers.power_reps + 1]
    builds = frame.phase in HEAVY_BLOCKS
    where = frame.at_place(slot.place)
    first = in_turn(high, where, frame.request) if builds else None
    second = in_turn(springs, where, frame.request)
    pieces: list[Piece] = []
    if first is not None:
        pieces.append(_jump(first, numbers.power_sets, numbers.power_reps, 2 * numbers.rest_s))
    if second is not None:
        sets, reps = numbers.spring_sets, numbers.spring_reps_most
        pieces.append(_jump(second, sets, reps, numbers.rest_s))
    return pieces


def _power_reps(exercise: Exercise) -> int:
    dose = exercise.doses.get(Goal.POWER)
    return dose.reps.high if dose is not None and dose.reps is not None else 0


def _jump(exercise: Exercise, sets: int, reps: int, rest_s: int) -> Piece:
    return Piece(
        need=None,
        exercise=exercise,
        role=Role.ACTIVATION,
        work=Work(reps=RepRange(reps, reps), rest_s=rest_s),
        sets=sets,
        least=sets,
        most=sets,
    )
