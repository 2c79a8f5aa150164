"""Given up: what a programme leaves out where minutes are few."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from ironstride.core.policy import DosePolicy
from ironstride.core.programme import Caution, Prescription, Role, Week
from ironstride.core.spelling import listed
from ironstride.planning.week.work import seconds_of_one_more

MINIMAL = "minimal-dose"


def given_up(weeks: Sequence[Week], policy: DosePolicy) -> Iterator[Caution]:
    """Say what single heavy sets leave out, and how many minutes a week would bring the rest.

    A main lift of the heavy blocks has `policy.heavy.sets_least` sets or more where time allows.
    """
    single = [(week, held) for week in weeks if not week.is_light and (held := _single(week))]
    if not single:
        return
    lifts = sorted({p.exercise.replace("-", " ") for _, held in single for p in held})
    least, most = policy.heavy.sets_least, policy.heavy.sets_most
    missing_s = max(sum(seconds_of_one_more(p, policy) for p in held) for _, held in single) * (
        least - 1
    )
    yield Caution(
        MINIMAL,
        f"Minutes are few: in {len(single)} weeks {listed(lifts)} keep one heavy set instead of "
        f"{least} to {most}. One hard set still adds strength, only less of it; about "
        f"{5 * math.ceil(missing_s / 300)} minutes more a week would bring the second ones.",
    )


def _single(week: Week) -> list[Prescription]:
    held = [p for session in week.sessions for p in session.exercises]
    return [p for p in held if p.role is Role.MAIN and p.sets == 1 and MINIMAL in p.reasons]
