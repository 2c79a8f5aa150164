"""Runs: recorded in the past, planned ahead, and the races they lead to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class RunKind(StrEnum):
    """What a run is for. Quality, long and race are the key runs."""

    EASY = "easy"
    QUALITY = "quality"
    LONG = "long"
    RACE = "race"

    @property
    def is_key(self) -> bool:
        """Whether tired legs would spoil it."""
        return self is not RunKind.EASY


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRun:
    """A run ahead of the athlete, in the athlete's local time.

    `how` says in words what is special about it, as walk breaks while something is sore.
    """

    start: datetime
    minutes: int
    kind: RunKind
    distance_km: float | None = None
    how: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.minutes <= 3_000:
            raise ValueError(f"a run lasts between 1 and 3000 minutes, not {self.minutes}")

    @property
    def end(self) -> datetime:
        """When it is over."""
        return self.start + timedelta(minutes=self.minutes)

    @property
    def is_key(self) -> bool:
        """Whether tired legs would spoil it."""
        return self.kind.is_key


@dataclass(frozen=True, slots=True)
class Device:
    """The recorder's own stamp: two files with one stamp are one recording."""

    serial: int
    created: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedRun:
    """One run as a file told it. `None` means that the file did not say.

    `start` is local to where the run happened and carries no zone; `utc_start` is the same
    moment on the world's clock. A file without a zone is placed by its longitude, which is
    within an hour or so of the clock on the wall.
    """

    utc_start: datetime
    start: datetime
    elapsed_s: float
    moving_s: float | None = None
    distance_m: float | None = None
    ascent_m: float | None = None
    mean_heart_rate: float | None = None
    max_heart_rate: float | None = None
    mean_cadence_spm: float | None = None
    is_race: bool = False
    title: str | None = None
    device: Device | None = None

    @property
    def minutes(self) -> float:
        """Time on the feet: moving time where it is known. [min]"""
        return (self.elapsed_s if self.moving_s is None else self.moving_s) / 60

    @property
    def distance_km(self) -> float | None:
        """How far. [km]"""
        return None if self.distance_m is None else self.distance_m / 1_000

    @property
    def day(self) -> date:
        """The local day it began on."""
        return self.start.date()


class RacePriority(StrEnum):
    """A is peaked for, B is eased into, C is trained through."""

    A = "A"
    B = "B"
    C = "C"


@dataclass(frozen=True, slots=True, kw_only=True)
class Race:
    """A race ahead."""

    day: date
    distance_km: float
    priority: RacePriority
    name: str = ""

    def __post_init__(self) -> None:
        if not 0.1 <= self.distance_km <= 1_000:
            raise ValueError(f"a race is between 0.1 and 1000 km long, not {self.distance_km:g}")

    @property
    def title(self) -> str:
        """Its name, or its distance when it has none.

        >>> Race(day=date(2027, 3, 14), distance_km=21.1, priority=RacePriority.A).title
        'half marathon'
        """
        if self.name:
            return self.name
        named = {5.0: "5 km", 10.0: "10 km", 21.1: "half marathon", 42.2: "marathon"}
        return named.get(round(self.distance_km, 1), f"{self.distance_km:g} km")
