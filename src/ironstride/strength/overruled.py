"""Changes of one set that met: told on two devices, neither of which had seen the other's.

The log keeps both. Field by field the later one holds, as of any two corrections; a change that
gave way to one whose teller had not seen it is named here, until somebody who looked at it
agrees to what holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ironstride.core.log import WITHDRAWN, SetCorrection, SetDone


@dataclass(frozen=True, slots=True, kw_only=True)
class Overruled:
    """One change that gave way unseen, and what holds instead.

    The field is one of a set, or `withdrawn`. Where a set was taken back by somebody who had not
    seen a change of it, `holds` is None and `is_taken_back` is true.
    """

    set: UUID
    field: str
    gave_way: object
    holds: object
    at: datetime  # when what gave way was told
    is_taken_back: bool = False


def overruled(one: SetDone, told: Iterable[SetCorrection]) -> tuple[Overruled, ...]:
    """Name what gave way unseen among the corrections of a set.

    The same corrections in any order give the same answer. A correction that does not say what
    its teller saw is taken to have seen everything.
    """
    stands: dict[str, object] = {}
    since: dict[str, datetime] = {}
    found: dict[str, list[Overruled]] = defaultdict(list)
    for correction in sorted(told, key=lambda each: (each.at, str(each.id or ""))):
        now = {name: stands.get(name, _at_first(one, name)) for name in _told_of(correction)}
        for name in _settled(correction):
            found.pop(name, None)
        for name, holds in _unseen(correction, now):
            found[name].append(
                Overruled(
                    set=one.id,
                    field=name,
                    gave_way=now[name],
                    holds=holds,
                    at=since.get(name, one.at),
                    is_taken_back=name not in correction.changes,
                )
            )
        stands |= correction.changes
        since |= dict.fromkeys(correction.changes, correction.at)
    return tuple(each for name in sorted(found) for each in found[name])


def _told_of(correction: SetCorrection) -> frozenset[str]:
    return frozenset(correction.changes.keys() | correction.seen.keys())


def _at_first(one: SetDone, name: str) -> object:
    return False if name == WITHDRAWN else getattr(one, name)


def _settled(correction: SetCorrection) -> Iterable[str]:
    """Name the fields whose quarrel its teller has looked at."""
    return correction.agrees if correction.seen else correction.changes


def _unseen(correction: SetCorrection, now: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Name the fields whose standing values this correction overrules unseen, and what holds.

    Whoever takes a set back overrules every field that was shown; then nothing holds instead.
    """
    takes_back = correction.changes.get(WITHDRAWN) is True
    for name in sorted(now.keys() - set(correction.agrees)):
        is_told = name in correction.changes
        holds = correction.changes.get(name)
        is_same = is_told and holds == now[name]
        if (
            (is_told or takes_back)
            and not is_same
            and correction.seen.get(name, now[name]) != now[name]
        ):
            yield name, holds
