"""Plan from files: profile, history and the athlete's own runs become a programme."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ironstride.app.profile import read_athlete
from ironstride.app.text_file import UnreadableError, read_bytes, read_text
from ironstride.catalogue.load import load
from ironstride.core.athlete import Athlete, HabitualRun
from ironstride.core.estimate import LiftEstimate
from ironstride.core.pinned import Pinned
from ironstride.core.policy import Policy
from ironstride.core.programme import NoProgramme, Programme
from ironstride.core.run import PlannedRun, RecordedRun
from ironstride.formats import runs_csv, runs_ics
from ironstride.planning.plan import plan
from ironstride.planning.request import EFFORT, Request
from ironstride.rehab.standing import Followed
from ironstride.running.habit import running_week

if TYPE_CHECKING:  # Django is set up when a store is opened, not before
    from ironstride.app.log import Desk

CALENDAR_HORIZON: Final = timedelta(days=730)


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """What a plan is made from.

    `imported` is the data folder, which need not exist: its log says how strong the athlete is,
    and its runs the running week where neither the profile nor `history` tells it. `effort` says how long to search
    for the best composition of a week.
    """

    profile: Path
    history: tuple[Path, ...] = ()
    runs: Path | None = None
    imported: Path | None = None
    effort: int = EFFORT


Notice = Callable[[str], None]
"""Where a sentence goes that the athlete should read beside the programme."""


def plan_from_files(
    files: Files,
    *,
    start: date,
    seed: int = 0,
    pins: Sequence[Pinned] = (),
    notice: Notice = lambda _: None,
) -> Programme | NoProgramme:
    """Read the files and plan; needs neither a database nor any earlier command.

    Raises:
        IronstrideError: where a file is missing or says something that cannot be.
    """
    athlete = read_athlete(files.profile)
    recorded = _recorded(files, athlete, notice)
    own_runs = read_own_runs(files.runs, start=start, notice=notice) if files.runs else ()
    request = request_for(athlete, recorded, own_runs, start=start, seed=seed)
    strength = strength_of(athlete, files.imported, day=start)
    spared = replace(request, followed=followed_of(files.imported, day=start))
    return plan(replace(spared, effort=files.effort, pins=tuple(pins), strength=strength))


def plan_at(
    desk: Desk, *, start: date, pins: Sequence[Pinned] = (), seed: int = 0
) -> Programme | NoProgramme:
    """Plan from what lies on a desk: the profile, the runs and the log of one athlete.

    Raises:
        IronstrideError: the profile is missing or says something that cannot be.
    """
    from ironstride.app.estimate import trained  # noqa: PLC0415 - brings numpy and the store
    from ironstride.app.knee import followed_by  # noqa: PLC0415 - likewise

    if not desk.profile.exists():
        raise UnreadableError(desk.profile, "nothing is written in it yet")
    athlete = read_athlete(desk.profile)
    recorded = () if athlete.habit is not None else desk.store.runs()
    log = trained(desk.store, athlete, day=start)
    request = replace(
        request_for(athlete, recorded, (), start=start, seed=seed),
        followed=followed_by(desk.store, day=start),
        strength={} if log is None else log.estimates,
        pins=tuple(pins),
    )
    return plan(request)


def plan_athlete(
    athlete: Athlete, recorded: Sequence[RecordedRun], *, start: date, seed: int = 0
) -> Programme | NoProgramme:
    """Plan for an athlete whose runs have been read already."""
    return plan(request_for(athlete, recorded, (), start=start, seed=seed))


def request_for(
    athlete: Athlete,
    recorded: Sequence[RecordedRun],
    own_runs: Sequence[PlannedRun],
    *,
    start: date,
    seed: int,
) -> Request:
    """Join the athlete with their running week."""
    catalogue = load()
    return Request(
        athlete=athlete,
        habit=habit_of(athlete, recorded, start=start, policy=catalogue.policy),
        own_runs=tuple(own_runs),
        start=start,
        seed=seed,
        catalogue=catalogue,
        history=tuple(recorded),
    )


def habit_of(
    athlete: Athlete, recorded: Sequence[RecordedRun], *, start: date, policy: Policy
) -> tuple[HabitualRun, ...]:
    """Give the running week: the athlete's own, else the one their runs show."""
    if athlete.habit is not None:
        return athlete.habit
    return running_week(recorded, today=start, policy=policy.habit).habit


def read_own_runs(path: Path, *, start: date, notice: Notice) -> tuple[PlannedRun, ...]:
    """Read the athlete's own plan of runs, a table or a calendar."""
    if path.suffix.lower() == ".ics":
        calendar = runs_ics.read_planned_runs(
            read_bytes(path), name=str(path), first=start, last=start + CALENDAR_HORIZON
        )
        for note in calendar.notes:
            notice(note)
        return calendar.runs
    return runs_csv.read_planned_runs(read_text(path), name=str(path))


def strength_of(athlete: Athlete, folder: Path | None, *, day: date) -> Mapping[str, LiftEstimate]:
    """Read what the log in a data folder says of each lift; empty where there is none."""
    if folder is None:
        return {}
    from ironstride.app.estimate import strength_in  # noqa: PLC0415 - brings numpy and the store

    return strength_in(folder, athlete, day=day)


def followed_of(folder: Path | None, *, day: date) -> Followed | None:
    """Read which sore place a course in a data folder looks after; None where there is none."""
    if folder is None:
        return None
    from ironstride.app.knee import followed_in  # noqa: PLC0415 - brings the store

    return followed_in(folder, day=day)


def _recorded(files: Files, athlete: Athlete, notice: Notice) -> tuple[RecordedRun, ...]:
    if files.history:
        from ironstride.app.history import read_history  # noqa: PLC0415 - brings process pools

        history = read_history(files.history)
        if history.summary.is_all_refused:
            raise UnreadableError(files.history[0], "; ".join(history.summary.refused))
        for sentence in history.summary.refused:
            notice(f"not read: {sentence}")
        return history.runs
    if athlete.habit is not None or files.imported is None:
        return ()
    from ironstride.store.open import existing_store  # noqa: PLC0415 - only if it is needed

    store = existing_store(files.imported)
    if store is None:
        return ()
    with store:
        return tuple(store.runs())
