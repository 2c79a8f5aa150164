"""How much of the body an exercise lifts beside what is written on the bar."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ironstride.core.exercise import Exercise, LoadType, Pattern
from ironstride.core.units import Kilograms

USUAL_BODY: Final = Kilograms(70)
"""A body to reckon with where the athlete told none: only sums in between depend on it."""


@dataclass(frozen=True, slots=True)
class Lifted:
    """What a set moves: a share of the body, and the written load so many times over. [1]"""

    body: float
    hands: int = 1

    def total(self, load: float, body_mass: float) -> float:
        """Add up what moves: the load in each hand and the body's share. [kg]"""
        return self.hands * load + self.body * body_mass

    def beside_body(self, total: float, body_mass: float) -> float:
        """Say what is written on the bar, or in each hand, where so much moves. [kg]"""
        return (total - self.body * body_mass) / self.hands


LOAD_ALONE: Final = Lifted(0.0)

# Shares of body mass. Push-ups: measured on force plates, 64 to 69 % flat and 41 to 55 % with
# the hands raised. The rest follows from which segments move: all but the feet in calf raises
# (0.97), all but the shanks where one leg or two carry the trunk (0.85 to 0.9), all but the
# hands on a bar (0.95). Recalled and interpolated; a shift of 0.1 moves what is beside the body
# and hardly what is forecast, since the same share counts on every day.
BY_WORD: Final = (
    (r"incline.?push.?up", 0.50),
    (r"push.?ups?\b|press.?ups?\b", 0.65),
    (r"pull.?ups?\b|chin.?ups?\b|muscle.?ups?\b", 0.95),
    (r"\bdips?\b", 0.95),
    (r"inverted.?row|body.?row", 0.55),
    (r"nordic", 0.45),
)
BY_PATTERN: Final = {
    Pattern.SQUAT: 0.85,
    Pattern.LUNGE: 0.85,
    Pattern.STEP: 0.88,
    Pattern.CALF: 0.97,
    Pattern.HINGE: 0.55,
    Pattern.KNEE_FLEXION: 0.35,
    Pattern.HIP_EXTENSION_ISOLATED: 0.45,
    Pattern.PUSH: 0.65,
    Pattern.PULL: 0.95,
}
ON_ONE_LEG: Final = frozenset({Pattern.SQUAT, Pattern.LUNGE, Pattern.STEP, Pattern.CALF})


def lifted(name: str, exercise: Exercise | None) -> Lifted | None:
    """Say what an exercise lifts, or None where repetitions have no mass to go with.

    Barbells, machines and cables count what is written, as tables of 1RM do. Where the body is
    most of the load, its share counts, so that a set without dumbbells and one with them lie on
    one scale; `name` decides for what the catalogue does not know.

    >>> lifted("Chin Up", None), lifted("Bench Press (Barbell)", None)
    (Lifted(body=0.95, hands=1), Lifted(body=0.0, hands=1))
    """
    share = _share_by_word(name if exercise is None else exercise.id)
    if exercise is None:
        return Lifted(share or 0.0)
    if exercise.load_type in (LoadType.TIME, LoadType.CONTACTS, LoadType.BAND):
        return None
    if exercise.load_type is LoadType.BODYWEIGHT:
        share = share or BY_PATTERN.get(exercise.pattern)
        return None if share is None else Lifted(share)
    hands = 2 if exercise.load_type is LoadType.DUMBBELL and not _is_held_once(exercise) else 1
    if exercise.load_type in (LoadType.DUMBBELL, LoadType.KETTLEBELL):
        on_legs = exercise.is_on_one_leg and exercise.pattern in ON_ONE_LEG
        return Lifted(BY_PATTERN[exercise.pattern] if on_legs else share or 0.0, hands)
    return LOAD_ALONE


def _share_by_word(name: str) -> float | None:
    """Read the share from the name: the first words that fit decide."""
    low = name.lower()
    return next((share for words, share in BY_WORD if re.search(words, low)), None)


def _is_held_once(exercise: Exercise) -> bool:
    """Whether one dumbbell is held, in one hand or in both."""
    one = ("goblet", "offset", "single-arm", "weighted-", "kickstand", "seated-", "medball")
    return any(word in exercise.id for word in one) or "dumbbell" not in exercise.equipment
