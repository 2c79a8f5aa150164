"""Six months of a sore knee, lived by somebody who does what the course says next.

Flare, hold, progress, return to running, discharge: the athlete reads the standing each day, trains
and runs when it allows, tells pain by a script, and does the tests on Saturdays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Final, TypeVar

from ironstride.catalogue.load import load
from ironstride.core.log import PainMoment
from ironstride.rehab.course import course
from ironstride.rehab.entries import CourseEntry, RunDone, SessionDone
from ironstride.rehab.gates import PassedOnce
from ironstride.rehab.return_to_run import Rung, RungKind
from ironstride.rehab.scores import Answered
from ironstride.rehab.standing import Standing, next_run, next_session, stage_of
from rehab_cases import REHAB, begun, day, measured, moment, morning, pain

T = TypeVar("T")
EXERCISES: Final = load().exercises
DAYS: Final = 182
SESSION_DAYS: Final = ((0, 2, 4, 6), (0, 2, 4), (0, 3))  # weekdays by phase, Monday is 0
RUN_DAYS: Final = (1, 3, 5)
DURING: Final[Mapping[int, int]] = MappingProxyType(
    # days on which it hurt more than usual: an early flare, stairs, two long downhills
    {9: 6, 11: 3, 13: 3, 36: 4, 38: 3, 85: 6, 87: 3, 96: 6}
)
MORNINGS: Final[Mapping[int, int]] = MappingProxyType({10: 3, 11: 2, 86: 3})
AKPS: Final[Mapping[int, tuple[int, ...]]] = MappingProxyType(
    # from which day on: the option of each item; 68 points, then 73, 84 and 94
    {
        0: (1, 1, 1, 3, 3, 4, 3, 4, 3, 1, 1, 1, 1),
        40: (1, 1, 1, 3, 3, 4, 2, 4, 3, 1, 1, 1, 1),
        66: (1, 1, 1, 2, 2, 3, 2, 3, 2, 1, 1, 1, 1),
        130: (1, 1, 1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1),
    }
)
UWRI: Final[Mapping[int, int]] = MappingProxyType({0: 16, 70: 21, 110: 26, 130: 32})
SHORT_ON: Final[Mapping[int, Mapping[str, float]]] = MappingProxyType(
    {15: {"side-plank-knees": -8, "side-lying-abduction": -3}, 57: {"lateral-step-down": 2}}
)


@cache
def story() -> tuple[CourseEntry, ...]:
    """Live it day by day."""
    told: list[CourseEntry] = [*begun()]
    for number in range(DAYS):
        told += _forms(number)
        if number:
            told.append(morning(number, MORNINGS.get(number, _usual(number) // 2)))
        standing = course(REHAB, told, on=day(number))
        assert standing is not None
        if standing.is_active:
            told += _lived(number, standing)
    return tuple(told)


def _usual(number: int) -> int:
    return 2 if number < 60 else 1


def _lived(number: int, standing: Standing) -> Iterator[CourseEntry]:
    today = day(number)
    session, run = next_session(standing, REHAB, EXERCISES), next_run(standing, REHAB)
    trains = session is not None and _trains(today, session.not_before, standing)
    runs = run is not None and run.not_before <= today and today.weekday() in RUN_DAYS
    if trains:
        yield SessionDone(day=today, at=moment(number, 18))
    if runs and run is not None:
        yield RunDone(day=today, at=moment(number, 17), longest_min=_longest(run.rung))
    if trains or runs:
        yield pain(number, DURING.get(number, _usual(number)))
        yield pain(number, _usual(number) // 2, PainMoment.AFTER)
    if _tests_today(number, standing):
        yield from _tests(number, standing)


def _tests_today(number: int, standing: Standing) -> bool:
    """Every other Tuesday, and again as soon as a second pass counts."""
    if isinstance(standing.gate, PassedOnce):
        return standing.gate.again_from <= moment(number, 12)
    return number % 14 == 1


def _trains(today: date, not_before: date, standing: Standing) -> bool:
    return not_before <= today and today.weekday() in SESSION_DAYS[standing.position.stage]


def _longest(rung: Rung) -> float:
    return rung.run_min if rung.kind is RungKind.WALK_RUN else 35


def _tests(number: int, standing: Standing) -> Iterator[CourseEntry]:
    since = day(number) - standing.phase_since
    if since >= timedelta(12):
        yield from measured(stage_of(standing, REHAB).gate, number, off=SHORT_ON.get(number))
    if standing.position.rung == 0 and standing.position.stage > 0:
        yield from measured(REHAB.running.entry, number)


def _forms(number: int) -> Iterator[CourseEntry]:
    """Fill in the forms in the week of the tests."""
    if number % 14 == 0:
        yield filled("akps", number, _last(AKPS, number))
        total = _last(UWRI, number)
        yield filled("uwri", number, tuple(total // 9 + (n < total % 9) for n in range(9)))


def _last(known: Mapping[int, T], number: int) -> T:
    return known[max(first for first in known if first <= number)]


def filled(name: str, number: int, answers: tuple[int, ...]) -> Answered:
    return Answered(
        questionnaire=name,
        version=REHAB.questionnaires[name].version,
        day=day(number),
        at=moment(number, 6),
        answers=dict(enumerate(answers, start=1)),
    )
