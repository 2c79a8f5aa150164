"""The certificate: how good a programme is, tier by tier, and how far that is proven."""

from __future__ import annotations

from ironstride.core.programme import Tier, TierValue
from ironstride.planning.tiers import Tiers


def certificate(cost: Tiers, bound: Tiers) -> tuple[TierValue, ...]:
    """Say of each tier its value and its bound.

    Tiers are compared in order, so a bound says something up to the first tier in which it
    lies below the value; of later tiers nothing is known.

    >>> [v.bound for v in certificate(Tiers(dose=9, taste=4), Tiers(dose=8))]
    [0, 0, 0, 8, None, None]
    """
    values: list[TierValue] = []
    is_open = False
    for tier, value, least in zip(Tier, cost, bound, strict=True):
        values.append(TierValue(tier=tier, value=value, bound=None if is_open else least))
        is_open = is_open or least != value
    return tuple(values)
