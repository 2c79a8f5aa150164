"""What was told, in a few words, for the tests of progress."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import count
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from ironstride.app.progress import Governed, Told, progress
from ironstride.catalogue.load import load
from ironstride.core.calendar import WEEK
from ironstride.core.exercise import Exercise
from ironstride.core.log import SessionFinished, SessionSkipped, SessionStarted, SetDone
from ironstride.core.programme import Programme
from ironstride.core.run import RecordedRun
from ironstride.core.units import RIR, Kilograms, Reps
from ironstride.strength.logbook import Logbook, LoggedSession
from ironstride.strength.progress import Progress
from programmes import START, season

MONDAY = START  # 23 November 2026, when the season of `programmes` begins
THURSDAY = MONDAY + timedelta(days=3)
TODAY = MONDAY + 3 * WEEK + timedelta(days=2)  # a Wednesday
_numbers = count()


@cache
def exercises() -> dict[str, Exercise]:
    return dict(load().exercises)


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def done(exercise: str, day: date, **more: Any) -> SetDone:
    """One set: five repetitions unless something else is counted; `load` and `rir` as numbers."""
    if not {"reps", "seconds", "metres", "contacts"} & more.keys():
        more["reps"] = 5
    for name, noun in (("load", Kilograms), ("reps", Reps), ("rir", RIR)):
        if name in more:
            more[name] = noun(more[name])
    number = next(_numbers)
    return SetDone(
        id=UUID(int=number), at=noon(day), day=day, exercise=exercise, position=number, **more
    )


def sets(exercise: str, day: date, times: int = 3, **more: Any) -> list[SetDone]:
    return [done(exercise, day, **more) for _ in range(times)]


def session(day: date, *, minutes: float | None = None, **more: Any) -> LoggedSession:
    """A session that was logged; its id is that of the day."""
    start = SessionStarted(id=session_id(day), at=noon(day), day=day, **more)
    end = SessionFinished(session=start.id, at=noon(day) + timedelta(hours=1), minutes=minutes)
    return LoggedSession(started=start, finished=end)


def session_id(day: date) -> UUID:
    return uuid5(NAMESPACE_URL, day.isoformat())


def skipped(day: date, reason: str = "travel") -> SessionSkipped:
    return SessionSkipped(day=day, at=noon(day), reason=reason)


def run(day: date, minutes: float = 60, km: float | None = 10) -> RecordedRun:
    return RecordedRun(
        utc_start=noon(day),
        start=datetime.combine(day, time(12)),
        elapsed_s=60 * minutes,
        distance_m=None if km is None else 1_000 * km,
    )


def in_force(programme: Programme | None = None) -> tuple[Governed, ...]:
    kept = programme or season()
    return (Governed(kept, kept.start, date.max),)


def told(
    logged: Iterable[SetDone] = (),
    *,
    sessions: Sequence[LoggedSession] = (),
    left_out: Sequence[SessionSkipped] = (),
    kept: Sequence[Governed] = (),
    runs: Sequence[RecordedRun] = (),
    **more: Any,
) -> Told:
    book = Logbook(sets=tuple(logged), sessions=tuple(sessions), skipped=tuple(left_out))
    return Told(logbook=book, exercises=exercises(), governed=tuple(kept), runs=tuple(runs), **more)


def shown(facts: Told, lift: str | None = None, *, today: date = TODAY, weeks: int = 4) -> Progress:
    return progress(facts, today=today, weeks=weeks, lift=lift)
