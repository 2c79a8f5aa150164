"""Stretches: how the weeks up to a race, or after the last one, are divided into blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil
from typing import Final

from ironstride.core.policy import SeasonPolicy
from ironstride.core.programme import PhaseName

BlockPlan = tuple[PhaseName, int]  # a phase and its weeks
Label = tuple[PhaseName, int]  # what a week is for, and its block
# A stay outside the sequence of blocks is numbered by its first week, counted on from here.
BESIDE: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class SoFar:
    """What a season has held up to some week.

    `entry_owed` counts the weeks at moderate loads that are still to come, `weeks_kept` those
    since heavy work was last built. Once it was, it is `between_races` from an A race until it is
    built again.
    """

    entry_owed: int
    weeks_kept: int
    between_races: bool

    def after(self, phase: PhaseName, weeks: int) -> SoFar:
        """Add weeks of coming back."""
        entered = weeks if phase is PhaseName.ADAPTATION else 0
        return replace(
            self,
            entry_owed=max(0, self.entry_owed - entered),
            weeks_kept=self.weeks_kept + weeks,
        )


def stretch(
    length: int, back: BlockPlan | None, so_far: SoFar, policy: SeasonPolicy, *, to_race: bool
) -> list[BlockPlan]:
    """Divide a stretch: what is left of coming back from a race or from days off, then the rest.

    After coming back, the taper is no longer than the training before it, the race week aside:
    there is nothing yet to taper from.                                       [taper: choice]
    """
    phase, weeks = back or (PhaseName.RECOVERY, 0)
    if phase is PhaseName.ADAPTATION and weeks >= length and to_race:
        return [(PhaseName.RECOVERY, length)]  # the race comes before the return is over
    weeks = min(weeks, length - to_race)
    most = length if back is None else max(1, (length - weeks) // 2)
    taper = min(policy.taper_weeks, most) if to_race else 0
    middle = _middle(length - weeks - taper, so_far.after(phase, weeks), policy)
    return [(phase, weeks), *middle, (PhaseName.TAPER, taper)]


def _middle(length: int, so_far: SoFar, policy: SeasonPolicy) -> Iterator[BlockPlan]:
    """Keep what there is between two races, else build it, after the entry weeks still owed."""
    is_short = length < policy.weeks_to_race_for_full_effect
    may_keep = so_far.weeks_kept + length <= policy.race_season_weeks_most
    if so_far.between_races and not so_far.entry_owed and is_short and may_keep:
        yield (PhaseName.RACE_SEASON, length)
        return
    entry = min(length, so_far.entry_owed)
    if length - entry < policy.max_strength_weeks_least:
        entry = length
    yield (PhaseName.ADAPTATION, entry)
    yield from _build(length - entry, policy)


def _build(length: int, policy: SeasonPolicy) -> Iterator[BlockPlan]:
    """Fill weeks with cycles, the last one whole: maximal strength, then power."""
    for strength, power in _cycles(length, policy):
        yield from ((PhaseName.MAX_STRENGTH, weeks) for weeks in _evenly(strength, policy))
        yield (PhaseName.POWER, power)


def _cycles(length: int, policy: SeasonPolicy) -> list[tuple[int, int]]:
    """Count the weeks of strength and of power in each cycle, from the end backwards.

    What is left over at the front and too short for power of its own lengthens the strength.
    """
    most, before_power = policy.max_strength_weeks_most, policy.max_strength_weeks_most
    before_power -= policy.power_weeks_least
    cycles: list[tuple[int, int]] = []
    while length > 0:
        power = min(policy.power_weeks_most, length - before_power)
        power = power if power >= policy.power_weeks_least else 0
        strength = min(length - power, most)
        if length - power - strength < before_power + policy.power_weeks_least:
            strength = length - power
        cycles = [(strength, power), *cycles]
        length -= strength + power
    return cycles


def _evenly(weeks: int, policy: SeasonPolicy) -> Iterator[int]:
    """Split into as few blocks as may be, none of them much longer than another."""
    blocks = ceil(weeks / policy.max_strength_weeks_most)
    return (weeks // blocks + (n < weeks % blocks) for n in range(blocks))
