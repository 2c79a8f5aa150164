"""Warm-ups: how every session begins, and what that leaves of its minutes."""

from __future__ import annotations

from collections.abc import Sequence

from ironstride.core.exercise import RepRange
from ironstride.core.programme import Role
from ironstride.planning.days.obstacles import Slot
from ironstride.planning.week.draft import Frame
from ironstride.planning.week.needs import keeps_limits
from ironstride.planning.week.work import Piece, Work, seconds_of


def warm_up(slot: Slot, frame: Frame) -> list[Piece]:
    """Begin every session with a few easy movements of what follows."""
    equipment = frame.request.athlete.equipment_at(slot.place)
    count = 1 + (slot.minutes >= 30) + (slot.minutes >= 40)
    wanted = ("bodyweight-squat", "glute-bridge", "leg-swing-sagittal")[:count]
    exercises = frame.request.catalogue.exercises
    found = [exercises[name] for name in wanted if name in exercises]
    return [
        Piece(
            need=None,
            exercise=exercise,
            role=Role.WARM_UP,
            work=Work(reps=RepRange(8, 8), rest_s=0),
            sets=1,
            least=1,
            most=1,
        )
        for exercise in found
        if exercise.equipment <= equipment
        and exercise.id not in frame.request.athlete.health.dislikes
        and keeps_limits(exercise, frame.request)
    ]


def room_in(slots: Sequence[Slot], frame: Frame) -> list[int]:
    """Say what the warm-ups leave of each session. [s]"""
    dose = frame.request.policy.dose
    return [
        max(0, int(slot.minutes * 60 - sum(seconds_of(p, dose) for p in warm_up(slot, frame))))
        for slot in slots
    ]
