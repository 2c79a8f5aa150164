"""What an activity file told: the run, its streams, and what could not be trusted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ironstride.core.errors import IronstrideError
from ironstride.core.run import RecordedRun
from ironstride.formats.lifting_row import LiftingRow

RUNNING: Final = "running"
UNKNOWN_SPORT: Final = "unknown"
NO_SPORT: Final = (
    "the file does not say which sport it is, so it does not count as a run; "
    "in a GPX file, <type>running</type> inside <trk> says it"
)


class FormatError(IronstrideError):
    """A file broke off, contradicted itself, or is no file of its kind.

    `offset` counts bytes from the start of the file as it was read; None where no single
    byte is to blame.

    >>> str(FormatError("a.fit", "breaks off", 14))
    'a.fit at byte 14: breaks off'
    """

    def __init__(self, name: str, problem: str, offset: int | None = None) -> None:
        super().__init__(name, problem, offset)  # all three, so that it survives a process border
        self.name, self.problem, self.offset = name, problem, offset

    def __str__(self) -> str:
        place = "" if self.offset is None else f" at byte {self.offset}"
        return f"{self.name}{place}: {self.problem}"


@dataclass(frozen=True, slots=True, eq=False)
class Streams:
    """What was recorded along the way, one row per record.

    `seconds` counts from the start of the run, shape (n,), never falling. Every column has
    the same shape and holds NaN where the sensor dropped out: heart_rate_bpm, speed_m_per_s,
    cadence_spm, altitude_m, distance_m, stance_time_ms, vertical_oscillation_mm,
    step_length_mm, vertical_ratio_percent, stance_time_balance_percent, power_w. A field
    that an app added on the watch is called `dev:NAME [UNIT]`, in the unit it declares.
    """

    seconds: NDArray[np.float64]
    columns: Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """One activity, of whatever sport, with a sentence for each thing that was cut or doubted.

    `sets` are those of a strength session, each at the moment when it was done.
    """

    run: RecordedRun
    sport: str
    streams: Streams | None = None
    sets: tuple[LiftingRow, ...] = ()
    cautions: tuple[str, ...] = ()

    @property
    def is_run(self) -> bool:
        """Whether the file says that it was a run; trail and treadmill count."""
        return self.sport == RUNNING


@dataclass(frozen=True, slots=True)
class NotAnActivity:
    """A sound file that records no activity.

    The reason names the kind and never the file, so that equal kinds can be counted instead
    of listed.
    """

    reason: str


@dataclass(frozen=True, slots=True)
class Damage:
    """Where a file stops being readable, and why. `offset` in bytes.

    >>> str(Damage(14, "breaks off"))
    'breaks off at byte 14: kept what stands before it'
    """

    offset: int
    problem: str

    def __str__(self) -> str:
        return f"{self.problem} at byte {self.offset}: kept what stands before it"

    def refusal(self, name: str) -> FormatError:
        """Say that nothing before the damage is worth keeping."""
        return FormatError(name, f"{self.problem}; too little before it to keep", self.offset)


def sport_named(text: str) -> str:
    """Find the one word for a sport, however a file, a site or a language spells it.

    >>> [sport_named(x) for x in ("trail_running", "VirtualRun", "9", "Ride", "Yoga", "")]
    ['running', 'running', 'running', 'cycling', 'yoga', 'unknown']
    """
    plain = text.strip().lower()
    words = re.split(r"[\W_]+", plain)
    for sport, is_named in _SPORTS.items():
        if is_named.search(plain):
            return sport
    return " ".join(word for word in words if word) or UNKNOWN_SPORT


_SPORTS: Final = {
    # Strava writes numbers into GPX: 9 run, 1 ride, 10 walk, 4 hike. The other languages are
    # those of localised Strava exports; a word not listed simply stays what it is.
    RUNNING: re.compile(
        r"^9$|run$|(?:\b|_)run(?:ning)?(?:\b|_)|(?:\b|_)jog|lauf(?:en)?$|^course à pied|^carrera"
        r"|^corsa|^corrida|^hardlo|^løb|^løp|^löp|^bieg|跑步|ランニング|달리기"
    ),
    "cycling": re.compile(r"^1$|ride$|cycl|bik(?:e|ing)"),
    "hiking": re.compile(r"^4$|hik(?:e|ing)"),
    "walking": re.compile(r"^10$|walk"),
    "swimming": re.compile(r"swim"),
}
