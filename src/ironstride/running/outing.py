"""Outings: what the athlete calls one run, even where the watch made several files of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from ironstride.core.run import RecordedRun

CLIMB_AS_FLAT: Final = 8.0  # metres along the flat that a metre up costs, after Naismith
FASTEST_M_PER_S: Final = 6.5  # nobody has held this for ten minutes and more; a car has


@dataclass(frozen=True, slots=True)
class Outing:
    """One or more recordings with short breaks between them: warm-up, intervals, way home."""

    parts: tuple[RecordedRun, ...]

    def __post_init__(self) -> None:
        if not self.parts:
            raise ValueError("an outing holds at least one run")

    @property
    def start(self) -> datetime:
        """When the first part began, in local time."""
        return self.parts[0].start

    @property
    def day(self) -> date:
        """The local day it began on."""
        return self.start.date()

    @property
    def minutes(self) -> float:
        """Time on the feet over all parts. [min]"""
        return sum(part.minutes for part in self.parts)

    @property
    def distance_km(self) -> float | None:
        """How far; None as soon as one part did not say. [km]"""
        known = [part.distance_km for part in self.parts if part.distance_km is not None]
        return sum(known) if len(known) == len(self.parts) else None


def outings(runs: Iterable[RecordedRun], *, gap_minutes: float) -> tuple[Outing, ...]:
    """Join recordings that follow within `gap_minutes` of the end of the one before.

    The breaks of a training evening (drills, a change of shoes) are shorter than that, and
    the pause between a morning and an evening run is longer.   [choice]
    """
    joined: list[list[RecordedRun]] = []
    for run in sorted(runs, key=lambda run: run.start):
        if joined and _gap(joined[-1], run) <= timedelta(minutes=gap_minutes):
            joined[-1].append(run)
        else:
            joined.append([run])
    return tuple(Outing(tuple(parts)) for parts in joined)


def _gap(parts: Sequence[RecordedRun], run: RecordedRun) -> timedelta:
    return run.start - max(part.start + timedelta(seconds=part.elapsed_s) for part in parts)


def flat_speed(run: RecordedRun) -> float | None:
    """Say how fast the run would have been on the flat. [m/s]

    v = (d + 8 u) / t, with distance d, ascent u and moving time t. Naismith: the hour that he
    gave to 2,000 feet of climb he gave to three miles of level, 7.92 : 1.   [convention]

    Ascent counts as zero where it is not recorded, so a hilly run without a barometer reads
    slow. None without a distance, and for a speed that no runner holds.
    """
    seconds = run.minutes * 60
    if run.distance_m is None or run.distance_m < 500 or seconds < 60:
        return None
    climb = 0.0 if run.ascent_m is None else run.ascent_m
    speed = (run.distance_m + CLIMB_AS_FLAT * climb) / seconds
    return speed if speed < FASTEST_M_PER_S else None
