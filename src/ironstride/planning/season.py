"""Season: which week is for what, counted back from the races."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby, pairwise

from ironstride.core.policy import AfterRacePolicy, Policy, SeasonPolicy
from ironstride.core.programme import Phase, PhaseName
from ironstride.core.run import Race, RacePriority


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A week before anything is placed in it. A block is one stay in a phase."""

    start: date
    phase: PhaseName
    block: int
    block_start: date
    is_light: bool


BlockPlan = tuple[PhaseName, int]  # a phase and its weeks


def days_without_heavy_legs(distance_km: float, policy: AfterRacePolicy) -> int:
    """Say how long the legs rest from heavy work after a race. [d]

    3 days up to 10 km, 7 up to a half marathon, 14 beyond.     [after-race: choice]
    """
    if distance_km <= policy.short_km:
        return policy.short_days
    return policy.half_days if distance_km <= policy.half_km else policy.long_days


def outline(
    mondays: Sequence[date],
    races: Sequence[Race],
    *,
    entry_weeks: int,
    may_lift_heavy: bool,
    policy: Policy,
) -> tuple[Outline, ...]:
    """Give every week its phase, its block and, now and then, lightness."""
    season, after_race = policy.season, policy.after_race
    peaks = [race for race in races if race.priority is RacePriority.A]
    blocks: list[BlockPlan] = []
    weeks_left = list(mondays)
    last: Race | None = None
    for race in peaks:
        length = sum(monday <= race.day for monday in weeks_left)
        entry = entry_weeks - (len(mondays) - len(weeks_left))
        blocks += _towards(length, _recovery_weeks(last, after_race), entry, season)
        weeks_left = weeks_left[length:]
        last = race
    if weeks_left:
        entry = entry_weeks - (len(mondays) - len(weeks_left))
        blocks += _open_ended(len(weeks_left), _recovery_weeks(last, after_race), entry, season)
    if not may_lift_heavy:
        blocks = _moderate_only(blocks)
    return _with_light_weeks(mondays, [b for b in blocks if b[1] > 0], season)


def _recovery_weeks(race: Race | None, policy: AfterRacePolicy) -> int:
    if race is None:
        return 0
    return -(-days_without_heavy_legs(race.distance_km, policy) // 7)


def _towards(length: int, recovery: int, entry: int, policy: SeasonPolicy) -> list[BlockPlan]:
    taper = min(length, policy.taper_weeks)
    return [*_open_ended(length - taper, recovery, entry, policy), (PhaseName.TAPER, taper)]


def _open_ended(length: int, recovery: int, entry: int, policy: SeasonPolicy) -> list[BlockPlan]:
    """Fill weeks that end without a taper; `entry` weeks may still be owed, or long over."""
    recovery = min(length, recovery)
    length -= recovery
    entry = max(0, entry - recovery)
    is_between_races = entry == 0
    if is_between_races and recovery and length < policy.weeks_to_race_for_full_effect:
        return [(PhaseName.RECOVERY, recovery), (PhaseName.RACE_SEASON, length)]
    entry = min(length, entry)
    build = length - entry
    if build < policy.max_strength_weeks_least:
        entry, build = entry + build, 0
    return [
        (PhaseName.RECOVERY, recovery),
        (PhaseName.ADAPTATION, entry),
        *_build(build, policy),
    ]


def _build(length: int, policy: SeasonPolicy) -> list[BlockPlan]:
    """Fill the weeks from the race backwards: power last, maximal strength before it."""
    blocks: list[BlockPlan] = []
    while length > 0:
        spare = length - (policy.max_strength_weeks_most - policy.power_weeks_least)
        power = min(policy.power_weeks_most, spare)
        power = power if power >= policy.power_weeks_least else 0
        strength = min(length - power, policy.max_strength_weeks_most)
        if 0 < length - power - strength < policy.max_strength_weeks_least:
            strength = length - power - policy.max_strength_weeks_least
        blocks = [(PhaseName.MAX_STRENGTH, strength), (PhaseName.POWER, power), *blocks]
        length -= power + strength
    return blocks


def _moderate_only(blocks: list[BlockPlan]) -> list[BlockPlan]:
    heavy = (PhaseName.MAX_STRENGTH, PhaseName.POWER, PhaseName.RACE_SEASON)
    softened = [(PhaseName.ADAPTATION if name in heavy else name, n) for name, n in blocks]
    return [(name, sum(n for _, n in group)) for name, group in groupby(softened, lambda b: b[0])]


def _with_light_weeks(
    mondays: Sequence[date], blocks: Sequence[BlockPlan], policy: SeasonPolicy
) -> tuple[Outline, ...]:
    weeks: list[Outline] = []
    following = [name for name, _ in blocks[1:]]
    for number, (name, length) in enumerate(blocks):
        comes_next = following[number] if number < len(following) else None
        light = _light_weeks(name, length, comes_next)
        first = mondays[len(weeks)]
        for n in range(length):
            weeks.append(
                Outline(
                    start=mondays[len(weeks)],
                    phase=name,
                    block=number,
                    block_start=first,
                    is_light=n in light,
                )
            )
    return _never_too_long_without(weeks, policy.loading_weeks_most)


def _light_weeks(name: PhaseName, length: int, following: PhaseName | None) -> set[int]:
    """Name the light weeks of a block: its last, and the last of each part of a long one.

    The last week before a taper or the end stays loaded: the taper lightens it soon.
    """
    if name is PhaseName.RECOVERY:
        return set(range(length))
    if name is PhaseName.TAPER or length < 3:
        return set()
    parts = -(-length // 6)
    ends = {round(length * part / parts) - 1 for part in range(1, parts + 1)}
    return ends if following not in (None, PhaseName.TAPER) else ends - {length - 1}


def _never_too_long_without(weeks: list[Outline], most: int) -> tuple[Outline, ...]:
    """Lighten the week after so many loading ones; a light week beside it is loaded again."""
    loading, was_added = 0, False
    kept: list[Outline] = []
    for week in weeks:
        is_double = was_added and week.is_light and week.phase is not PhaseName.RECOVERY
        rests = (week.is_light and not is_double) or week.phase is PhaseName.TAPER
        loading = 0 if rests else loading + 1
        was_added = loading > most
        loading = 0 if was_added else loading
        kept.append(replace(week, is_light=was_added or (week.is_light and not is_double)))
    return tuple(kept)


def phases(weeks: Sequence[Outline], start: date, end: date) -> tuple[Phase, ...]:
    """Fold the weeks into their blocks; the first begins with the programme."""
    firsts = [weeks[0], *(b for a, b in pairwise(weeks) if a.block != b.block)]
    ends = [week.start - timedelta(days=1) for week in firsts[1:]] + [end]
    return tuple(
        Phase(name=first.phase, start=max(start, first.start), end=last)
        for first, last in zip(firsts, ends, strict=True)
    )
