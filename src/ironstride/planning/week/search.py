"""Search: choose one alternative per item so that the sessions' minutes hold and cost is least.

Exact, with a bound, for what composition asks: each item (a movement, a pair of them, the
jumps of a session) has some dozen alternatives, each taking seconds in one or more
sessions. The bound joins the minutes of all sessions into one, where a plain table over
seconds is exact; what it leaves open is only how pieces share the sessions. Labels that
cannot beat the best answer known are dropped, and where more remain than the effort
allows, the most promising go on and the best of the rest is the bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
IMPOSSIBLE: Final = np.int64(2**62)


@dataclass(frozen=True, slots=True)
class Item:
    """What one item may be: `seconds` of shape (alternatives, sessions), `cost` of shape (alternatives,)."""

    seconds: Ints
    cost: Ints


@dataclass(frozen=True, slots=True)
class Idle:
    """What each session costs where none of the first `items` items takes any of its time."""

    items: int
    cost: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The best choice: an alternative per item, its cost, and a bound no choice goes below.

    `picks` is None where nothing fits, or nothing beats the answer that was known.
    """

    picks: tuple[int, ...] | None
    cost: int
    bound: int

    @property
    def is_proven(self) -> bool:
        """Whether nothing better exists."""
        return self.cost == self.bound


def search(
    items: Sequence[Item],
    room: Sequence[int],
    *,
    idle: Idle | None = None,
    known: int | None,
    effort: int,
) -> Found:
    """Find the cheapest choice within `room` [s per session] that costs less than `known`.

    `effort` caps how many labels go on after each item.
    """
    rooms = np.array(room, dtype=np.int64)
    tables = _tables(items, int(rooms.sum()))
    best = int(IMPOSSIBLE) if known is None else known
    if int(tables[0][-1]) >= best:
        return Found(None, best, min(best, int(tables[0][-1])))
    used, cost = np.zeros((1, len(rooms)), dtype=np.int64), np.zeros(1, dtype=np.int64)
    bound, back = best, list[tuple[Ints, Ints]]()
    for number, (item, table) in enumerate(zip(items, tables[1:], strict=True), 1):
        used, cost, origin = _extended(used, cost, item, rooms)
        if idle is not None and number == idle.items:
            cost = cost + (used == 0) @ np.array(idle.cost, dtype=np.int64)
        floor = cost + table[(rooms.sum() - used.sum(axis=1))]
        keep = _worth_going_on(used, cost, floor, best)
        if len(keep) > effort:
            order = keep[np.argsort(floor[keep], kind="stable")]
            bound = min(bound, int(floor[order[effort]]))
            keep = np.sort(order[:effort])
        if len(keep) == 0:
            return Found(None, best, bound)
        used, cost = used[keep], cost[keep]
        back.append((origin[0][keep], origin[1][keep]))
    last = int(cost.argmin())
    found = int(cost[last])
    return Found(_traced(back, last), found, min(bound, found))


def _tables(items: Sequence[Item], room: int) -> list[Ints]:
    """Give, for each item on, the least cost of it and all later ones by seconds left, shape (room + 1,)."""
    tables = [np.zeros(room + 1, dtype=np.int64)]
    for item in reversed(items):
        after, here = tables[-1], np.full(room + 1, IMPOSSIBLE, dtype=np.int64)
        for seconds, cost in _leanest(item):
            if seconds <= room:
                reach = here[seconds:]
                np.minimum(reach, after[: room + 1 - seconds] + cost, out=reach)
        tables.append(np.minimum(here, IMPOSSIBLE))
    return tables[::-1]


def _leanest(item: Item) -> list[tuple[int, int]]:
    """List seconds in all and cost, without what another alternative does in less of both."""
    pairs = sorted(zip(item.seconds.sum(axis=1).tolist(), item.cost.tolist(), strict=True))
    lean: list[tuple[int, int]] = []
    for seconds, cost in pairs:
        if not lean or cost < lean[-1][1]:
            lean.append((seconds, cost))
    return lean


def _extended(
    used: Ints, cost: Ints, item: Item, rooms: Ints
) -> tuple[Ints, Ints, tuple[Ints, Ints]]:
    """Join every label with every alternative that still fits."""
    joined = used[:, None, :] + item.seconds[None, :, :]
    label, alternative = np.nonzero((joined <= rooms).all(axis=2))
    return (
        joined[label, alternative],
        cost[label] + item.cost[alternative],
        (label, alternative),
    )


def _worth_going_on(used: Ints, cost: Ints, floor: Ints, best: int) -> Ints:
    """Keep labels that may beat the best answer, and of equal seconds the cheapest."""
    alive = np.nonzero(floor < best)[0]
    if len(alive) == 0:
        return alive
    key = np.lexsort((alive, cost[alive], *used[alive].T))
    ordered = used[alive][key]
    is_first = np.ones(len(key), dtype=bool)
    is_first[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    return np.sort(alive[key[is_first]])


def _traced(back: Sequence[tuple[Ints, Ints]], last: int) -> tuple[int, ...]:
    picks: list[int] = []
    for label, alternative in reversed(back):
        picks.append(int(alternative[last]))
        last = int(label[last])
    return tuple(reversed(picks))
