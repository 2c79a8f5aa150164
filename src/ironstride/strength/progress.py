"""Progress: what was planned, what was done and what is to be expected, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ironstride.core.log import SetDone
from ironstride.core.programme import Prescription
from ironstride.core.units import Kilograms, MassUnit
from ironstride.strength.adherence import Adherence, SessionFate
from ironstride.strength.path import Path
from ironstride.strength.state import RepsForecast
from ironstride.strength.weekly import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """Runs of a week. [count, min, km] Kilometres are None where a run did not say."""

    runs: int
    minutes: float
    km: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingWeek:
    """Seven days from a Monday.

    `planned` is None where no programme was kept, and `expected` in weeks that are over.
    `running` is what was recorded, and `running_planned` what the programme reckoned with.
    """

    start: date
    planned: Work | None
    done: Work
    expected: Work | None = None
    running: Running
    running_planned: float | None = None  # [min]

    @property
    def end(self) -> date:
        """Its Sunday."""
        return self.start + timedelta(days=6)

    @property
    def share(self) -> float | None:
        """The share of the training time that went into strength.

        None where no run was recorded: nobody can tell a week without one from one that was
        not imported.
        """
        both = self.done.minutes + self.running.minutes
        return self.done.minutes / both if self.running.minutes else None

    @property
    def share_planned(self) -> float | None:
        """The share that was planned; None where no programme was kept or nothing stood in it."""
        if self.planned is None:
            return None
        both = self.planned.minutes + (self.running_planned or 0)
        return self.planned.minutes / both if both else None


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftDay:
    """One lift on one day: what was planned, what was done, what was to be expected.

    `planned` and `done` hold working sets only; either may be empty. `expected` are the
    repetitions to failure at `load`, as the sets before that day tell: the load that was
    planned, else the heaviest one done. `missed` tells what became of what was planned and not done.
    """

    day: date
    planned: tuple[Prescription, ...] = ()
    done: tuple[SetDone, ...] = ()
    load: Kilograms | None = None
    expected: RepsForecast | None = None
    missed: SessionFate | None = None


def top_set(done: Iterable[SetDone]) -> SetDone | None:
    """Give the heaviest set, and of these the longest; None where no load was told."""
    loaded = (one for one in done if one.load is not None)
    return max(loaded, key=_heaviness, default=None)


def _heaviness(one: SetDone) -> tuple[float, int]:
    return (
        0.0 if one.load is None else one.load.value,
        0 if one.reps is None else one.reps.count,
    )


def planned_load(lines: Iterable[Prescription]) -> Kilograms | None:
    """Give the heaviest load that was planned; None where none was."""
    return max((line.load.kg for line in lines if line.load.kg is not None), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftProgress:
    """One lift over the weeks: its path, and the days on which it was planned or done.

    `sessions` counts all days on which it was ever done, and `last` is the latest.
    """

    exercise: str
    name: str
    path: Path
    days: tuple[LiftDay, ...] = ()
    sessions: int = 0
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """All that `ironstride progress` tells of some weeks up to today and the one after.

    `adherence` is None where no programme was in force, and `next_week` where none reaches it.
    `lifts` come with the one done most often first, and `more_lifts` counts those left out.
    `visits` counts all of the log, also those before these weeks.
    """

    today: date
    units: MassUnit
    weeks: tuple[TrainingWeek, ...]
    next_week: TrainingWeek | None
    lifts: tuple[LiftProgress, ...]
    adherence: Adherence | None
    visits: int
    more_lifts: int = 0

    @property
    def this_week(self) -> TrainingWeek:
        """The week that holds today."""
        return self.weeks[-1]
