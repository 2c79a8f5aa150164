"""Hard legs: whether a session holds heavy lower-body work or jumps."""

from __future__ import annotations

from ironstride.core.catalogue import Catalogue
from ironstride.core.policy import DosePolicy
from ironstride.core.programme import Prescription, Session


def loads_legs(session: Session, catalogue: Catalogue, numbers: DosePolicy) -> bool:
    """Say whether a session holds heavy lower-body work or jumps."""
    return session.contacts > 0 or any(is_heavy(p, catalogue, numbers) for p in session.exercises)


def is_heavy(prescription: Prescription, catalogue: Catalogue, numbers: DosePolicy) -> bool:
    """Say whether it is heavy lower-body work: >= 80 % of 1RM, or <= 6 reps with <= 3 RIR."""
    exercise = catalogue.exercises[prescription.exercise]
    is_hard = prescription.role.is_hard and exercise.is_lower_body
    return is_hard and is_heavy_set(prescription, numbers)


def is_heavy_set(prescription: Prescription, numbers: DosePolicy) -> bool:
    """Say whether a set is heavy by its load, whatever it trains."""
    percent, rir, reps = prescription.load.percent_1rm, prescription.load.rir, prescription.reps
    if percent is not None and percent >= numbers.heavy_from_percent:
        return True
    few = reps is not None and reps.low <= numbers.heavy_reps_most
    return few and rir is not None and rir <= numbers.heavy_rir_most
