"""The days of a week in one picture: runs and lifting in the order they come, on one scale."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from ironstride.core.calendar import DAY
from ironstride.core.programme import Session, Week
from ironstride.core.run import PlannedRun, Race, RunKind
from ironstride.formats import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of training in the picture: what it is, and where it lies in its day.

    `moves` is the start of a run that can be moved, as an address has it; empty for others.
    """

    kind: str
    words: str
    time: str
    x: float
    width: float
    is_done: bool = False
    moves: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """A day with its training in the order it comes, and the races run on it."""

    day: date
    blocks: tuple[Block, ...]
    races: tuple[str, ...]
    is_today: bool


def day_rows(
    week: Week, races: Iterable[Race], *, today: date, ended: Collection[datetime | None] = ()
) -> Iterator[DayRow]:
    """Lay each day's minutes end to end, on one scale for all days."""
    days = [week.start + n * DAY for n in range(7)]
    longest = max((_minutes(week, day) for day in days), default=0) or 1
    for day in days:
        yield DayRow(
            day=day,
            blocks=tuple(_blocks(week, day, 100 / longest, ended, today)),
            races=tuple(words.race_in_words(race) for race in races if race.day == day),
            is_today=day == today,
        )


def on_day(week: Week, day: date) -> list[PlannedRun | Session]:
    """List the runs and sessions of a day in the order they come."""
    both: list[PlannedRun | Session] = [*week.runs, *week.sessions]
    return sorted((one for one in both if one.start.date() == day), key=lambda one: one.start)


def _minutes(week: Week, day: date) -> int:
    return sum(one.minutes for one in on_day(week, day))


def _blocks(
    week: Week, day: date, scale: float, ended: Collection[datetime | None], today: date
) -> Iterator[Block]:
    x = 0.0
    for one in on_day(week, day):
        yield Block(
            kind=("key" if one.is_key else "easy") if isinstance(one, PlannedRun) else "lift",
            words=words.run_in_words(one)
            if isinstance(one, PlannedRun)
            else f"{words.inert(one.intent)}, {one.minutes} min",
            time=f"{one.start:%H:%M}",
            x=round(x, 2),
            width=round(one.minutes * scale, 2),
            is_done=not isinstance(one, PlannedRun) and one.start in ended,
            moves=_address(one, today) if isinstance(one, PlannedRun) else "",
        )
        x += one.minutes * scale


def _address(run: PlannedRun, today: date) -> str:
    can_move = run.start.date() >= today and run.kind is not RunKind.RACE
    return f"{run.start:%Y-%m-%dT%H:%M}" if can_move else ""
