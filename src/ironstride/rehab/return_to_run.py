"""Running while something is sore, and the way back to thirty minutes in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from ironstride.rehab.figure import Figure
from ironstride.rehab.gates import GateItem


class RungKind(StrEnum):
    """What running is like on a rung."""

    NONE = "none"
    WALK_RUN = "walk-run"
    EASED = "eased"
    FREE = "free"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One rung of the way back.

    Rounds of walking and running [min] on the walk-run rungs; `greens` is how many green runs
    lead on, `back_to` where a red leads, counted from 0.
    """

    kind: RungKind
    name: str
    greens: int
    back_to: int
    rounds: int = 0
    walk_min: float = 0
    run_min: float = 0

    @property
    def minutes(self) -> float:
        """How long a run of this rung takes, walking counted; 0 where the plan's own runs count."""
        return self.rounds * (self.walk_min + self.run_min)

    @property
    def running_min(self) -> float:
        """How much of it is running. [min]"""
        return self.rounds * self.run_min


@dataclass(frozen=True, slots=True, kw_only=True)
class EasedRunning:
    """How runs change while they are sore.

    The week keeps its minutes, each run shrinks to `run_percent`; slower by `slower_least` to
    `slower_most` per cent; so many minutes of running to one of walking; more steps a minute by
    `cadence_least` to `cadence_most` per cent where the cadence is `cadence_low` or less.
    """

    run_percent: Figure
    runs_per_week_most: Figure
    slower_least: Figure
    slower_most: Figure
    run_min: Figure
    walk_min: Figure
    cadence_low: Figure
    cadence_least: Figure
    cadence_most: Figure
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnToRun:
    """The rungs from no running to free running, and what must hold before the first one."""

    rungs: tuple[Rung, ...]
    entry: tuple[GateItem, ...]
    eased: EasedRunning
    days_between: Figure

    def __post_init__(self) -> None:
        for number, rung in enumerate(self.rungs):
            if rung.back_to > number or (number and rung.back_to == number):
                raise ValueError(f"rung {number} leads back to {rung.back_to}; go lower")

    @property
    def eased_rung(self) -> int:
        """Where somebody begins who still runs within the pain rule."""
        return next(n for n, rung in enumerate(self.rungs) if rung.kind is RungKind.EASED)

    @property
    def top(self) -> int:
        """The rung on which running is free."""
        return len(self.rungs) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SoreWeek:
    """A running week made gentle: how many runs of how many minutes, and how."""

    runs: int
    minutes_each: int
    slower_percent: tuple[float, float]
    run_min: float
    walk_min: float
    is_flat: bool
    cadence_spm: tuple[int, int] | None


def sore_week(
    eased: EasedRunning, minutes: Sequence[float], *, cadence_spm: float | None = None
) -> SoreWeek | None:
    """Turn a running week into shorter and more frequent runs; None where nobody runs.

    The minutes of the week stay, as in three runs of 5 km that become five of 3 km; where that
    would ask for more runs than a week holds, minutes go.  [trek_runners: clinicians' page]

    Args:
        eased: how runs change.
        minutes: the runs of a usual week. [min]
        cadence_spm: steps a minute, from the athlete's own files; None is not recorded.
    """
    if not minutes:
        return None
    mean = sum(minutes) / len(minutes)
    each = mean * eased.run_percent.value / 100
    runs = min(ceil(sum(minutes) / each - 1e-9), int(eased.runs_per_week_most.value))
    return SoreWeek(
        runs=max(runs, len(minutes)),
        minutes_each=max(1, int(min(each, sum(minutes) / max(runs, len(minutes))))),
        slower_percent=(eased.slower_least.value, eased.slower_most.value),
        run_min=eased.run_min.value,
        walk_min=eased.walk_min.value,
        is_flat=True,
        cadence_spm=cadence_aim(eased, cadence_spm),
    )


def cadence_aim(eased: EasedRunning, cadence_spm: float | None) -> tuple[int, int] | None:
    """Say which cadence to try; None where it is unknown or not low. [steps/min]"""
    if cadence_spm is None or cadence_spm > eased.cadence_low.value:
        return None
    shares = (eased.cadence_least.value, eased.cadence_most.value)
    low, high = (round(cadence_spm * (100 + share) / 100) for share in shares)
    return low, high
