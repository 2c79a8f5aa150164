"""Sets that a programme left open: lifted as often as it went, at a load fixed beforehand.

Exports of other apps do not say who chose a load. Published programmes leave marks, though: a
note such as "5+", a ramp of 65, 75 and 85 per cent with fixed repetitions before the open set,
or equal sets of which only the last one goes beyond. Such sets teach how repetitions fall as
loads rise; a set that went to failure at a load of the lifter's own choosing does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import dropwhile, takewhile
from typing import Final
from uuid import UUID

from ironstride.core.log import LoadChoice, SetDone, Side


class Sign(StrEnum):
    """By what a set was seen to be open."""

    NOTE = "a note says so"
    RAMP = "the top of a ramp of a programme's percentages"
    LAST = "the last of equal sets, and often the longest"


OPEN_NOTE: Final = re.compile(
    r"\bamraps?\b|as many (reps|repetitions|rounds)? ?as possible|\bmax reps\b|\b[1-9]\d?\+(?!\s*\d)",
    re.IGNORECASE,
)
# The three loads of a programme's ramp, and what is asked for at each; the last is open.
RAMPS: Final = (
    ((0.65, 0.75, 0.85), (5, 5, 5)),
    ((0.70, 0.80, 0.90), (3, 3, 3)),
    ((0.75, 0.85, 0.95), (5, 3, 1)),
)
CLOSE: Final = 0.012  # how far a ramp's percentages may be off
ROUNDED_KG: Final = 2.0  # and how far plates may have rounded them
FEWEST_RAMPS: Final = 4  # so many days of a lift make a programme
FEWEST_LASTS: Final = 6
SHORTEST_RUN: Final = 3  # sets at one load, the last of them open
BEYOND: Final = 0.35  # of those days must go beyond what was asked for, or nothing was open
MOSTLY: Final = 0.8


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A set that would be open if the lift follows a programme, and what that asked for."""

    set: SetDone
    asked: int

    @property
    def is_beyond(self) -> bool:
        return _count(self.set) > self.asked


def open_sets(sets: Iterable[SetDone]) -> Mapping[UUID, Sign]:
    """Find the open sets of a log, each with the sign that it was known by.

    A lift counts as programmed where the pattern comes back on several days and goes beyond
    what was asked for on many: a ramp that always stops at five was no open set. The whole log
    is read, so a mark says who chose a load, not what was known on the day.
    """
    lifts: dict[tuple[str, Side | None], dict[date, list[SetDone]]] = {}
    for one in sorted(sets, key=lambda one: (one.day, one.at, one.position)):
        if _is_work(one):
            days = lifts.setdefault((one.exercise, one.side), {})
            days.setdefault(one.day, []).append(one)
    found: dict[UUID, Sign] = {}
    for days in lifts.values():
        for sign, one in _signs(tuple(days.values())):
            found.setdefault(one.id, sign)
    return found


def with_tests(sets: Iterable[SetDone]) -> tuple[SetDone, ...]:
    """Mark the open sets of a log as tests; what was marked by its owner stays as it is."""
    told = tuple(sets)
    found = open_sets(told)
    return tuple(
        replace(one, choice=LoadChoice.TEST)
        if one.id in found and one.choice is LoadChoice.OWN
        else one
        for one in told
    )


def _signs(days: Sequence[list[SetDone]]) -> Iterator[tuple[Sign, SetDone]]:
    """Give the open sets of one lift, the surest signs first."""
    for work in days:
        if any(OPEN_NOTE.search(one.note) for one in work):
            yield Sign.NOTE, _noted(work)
    ramps = [found for work in days if (found := _ramp(work)) is not None]
    if len(ramps) >= FEWEST_RAMPS and _share_beyond(ramps) >= BEYOND:
        yield from ((Sign.RAMP, candidate.set) for candidate in ramps)
    equal = [found for work in days if (found := _last_of_equal(work)) is not None]
    straight = sum(len(_heaviest_run(work)) >= SHORTEST_RUN for work in days)
    is_programme = len(equal) >= FEWEST_LASTS and len(equal) >= MOSTLY * straight
    if is_programme and _share_beyond(equal) >= BEYOND:
        yield from ((Sign.LAST, candidate.set) for candidate in equal)


def _noted(work: Sequence[SetDone]) -> SetDone:
    """Say which set a note means: the one that carries it, else the last of the heaviest.

    Some apps keep one note for all sets of an exercise, with the first.
    """
    carrying = [one for one in work if OPEN_NOTE.search(one.note)]
    if len(carrying) == 1 and carrying[0] is not work[0]:
        return carrying[0]
    return max(enumerate(work), key=lambda pair: (_kg(pair[1]), pair[0]))[1]


def _ramp(work: Sequence[SetDone]) -> _Candidate | None:
    """Find three sets in a row that a programme's percentages explain."""
    for first, second, third in zip(work, work[1:], work[2:], strict=False):
        top = _kg(third)
        if not _kg(first) < _kg(second) < top:
            continue
        most = CLOSE + ROUNDED_KG / top
        for loads, (once, twice, asked) in RAMPS:
            is_near = all(
                abs(_kg(one) / top - share / loads[2]) <= most
                for one, share in zip((first, second), loads, strict=False)
            )
            if is_near and (_count(first), _count(second)) == (once, twice):
                return _Candidate(third, asked)
    return None


def _last_of_equal(work: Sequence[SetDone]) -> _Candidate | None:
    """Find the last of three or more sets at the day's load, where those before it are alike."""
    run = _heaviest_run(work)
    counts = {_count(one) for one in run[:-1]}
    is_equal = len(run) >= SHORTEST_RUN and len(counts) == 1
    return _Candidate(run[-1], counts.pop()) if is_equal else None


def _heaviest_run(work: Sequence[SetDone]) -> list[SetDone]:
    """Give the sets in a row at the heaviest load, which warm-ups may go before."""
    most = max(_kg(one) for one in work)
    from_first = dropwhile(lambda one: _kg(one) < most, work)
    return list(takewhile(lambda one: _kg(one) == most, from_first))


def _share_beyond(candidates: Sequence[_Candidate]) -> float:
    return sum(candidate.is_beyond for candidate in candidates) / len(candidates)


def _is_work(one: SetDone) -> bool:
    return not one.is_warm_up and _count(one) > 0 and _kg(one) > 0


def _count(one: SetDone) -> int:
    return 0 if one.reps is None else one.reps.count


def _kg(one: SetDone) -> float:
    return 0.0 if one.load is None else one.load.value
