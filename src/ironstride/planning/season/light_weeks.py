"""Light weeks: at the end of blocks, where races and days off ask for them, and in time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import Final

from ironstride.core.programme import PhaseName
from ironstride.planning.season.stretches import BESIDE, Label

RESTING: Final = (PhaseName.TAPER, PhaseName.RECOVERY)
SHORT: Final = 3  # weeks of a stay that needs no light one of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which weeks are light, or need not be, for what happens in them.

    `eased_into` are those that a B race ends. `eased` have to be light, whatever stands around
    them; `rested` lose most of their days, so that a light week after one need not repeat it.
    `begun` says of each of the weeks that are over whether it was light.
    """

    eased_into: Collection[int] = ()
    eased: Collection[int] = ()
    rested: Collection[int] = ()
    begun: Sequence[bool] = ()


def light_weeks(labels: Sequence[Label], asked: Asked, most: int) -> set[int]:
    """Number the light weeks of a season, with at most so many loading ones in a row."""
    low = {n for n, (phase, _) in enumerate(labels) if phase in RESTING}
    low |= {*asked.rested, *asked.eased}
    light = _near_nothing_low(labels, asked, most)
    for week in sorted(asked.eased_into):
        if _may_be_eased_into(week, labels, low):
            light = {n for n in light if not _is_near(n, week, labels)} | {week}
    ahead = range(len(asked.begun), len(labels))
    light = _as_begun(light, asked.begun)
    light |= {n for n in ahead if _is_always_light(n, labels[n][0], asked)}
    return _in_time(light, low, ahead, most)


def _near_nothing_low(labels: Sequence[Label], asked: Asked, most: int) -> set[int]:
    """Leave out the light weeks that repeat one, or days off, just before."""
    unneeded = {n + later for n in asked.eased for later in range(SHORT)}
    unneeded |= {n + later for n in asked.rested for later in (0, 1)}
    return {n for n in _at_ends(labels, most) if n not in unneeded}


def _as_begun(light: Collection[int], begun: Sequence[bool]) -> set[int]:
    """Let the weeks that are over be as they were; one that was light unplanned need not repeat."""
    over = {n for n, was_light in enumerate(begun) if was_light}
    repeated = {n + later for n in over - {*light} for later in range(1, SHORT)}
    return over | {n for n in light if n >= len(begun) and n not in repeated}


def _is_always_light(n: int, phase: PhaseName, asked: Asked) -> bool:
    return phase is PhaseName.RECOVERY or (n in asked.eased and phase is not PhaseName.TAPER)


def _at_ends(labels: Sequence[Label], most: int) -> Iterator[int]:
    """Number the last week of each stay, and of each part of a long one.

    The last week before a taper, a return or the end stays loaded: it is followed by less soon.
    """
    stays = [list(weeks) for _, weeks in groupby(range(len(labels)), key=lambda n: labels[n])]
    for stay in stays:
        after = stay[-1] + 1
        phase, block = labels[stay[0]]
        if phase in RESTING or block >= BESIDE or len(stay) < SHORT:
            continue
        parts = ceil(len(stay) / most)
        ends = {stay[round(len(stay) * part / parts) - 1] for part in range(1, parts + 1)}
        is_last = after == len(labels) or labels[after][0] in RESTING
        yield from ends - {stay[-1]} if is_last else ends


def _may_be_eased_into(week: int, labels: Sequence[Label], low: Collection[int]) -> bool:
    """Whether a week is a loading one between others; its own return may follow."""
    if week >= len(labels) or {week - 1, week} & {*low}:
        return False
    after = labels[week + 1][0] if week + 1 < len(labels) else None
    return week + 1 not in low or after is PhaseName.RECOVERY


def _is_near(n: int, week: int, labels: Sequence[Label]) -> bool:
    return abs(n - week) <= (2 if labels[n] == labels[week] else 1)


def _in_time(light: Collection[int], low: Collection[int], ahead: range, most: int) -> set[int]:
    """Divide rows of too many loading weeks by light ones, evenly, as far as they lie ahead."""
    kept = {*light}
    weeks = groupby(range(ahead.stop), key=lambda n: n in light or n in low)
    for row in (list(row) for is_low, row in weeks if not is_low):
        wanted = ceil((len(row) - most) / (most + 1))
        for part in range(1, wanted + 1):
            n = row[round((len(row) + 1) * part / (wanted + 1)) - 1]
            kept.add(max(n, ahead.start))
    return kept
