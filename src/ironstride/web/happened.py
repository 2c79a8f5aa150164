"""What happened, as a page tells it: the fields of a form become one change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Final, TypeVar

from django.utils.dateparse import parse_date, parse_datetime

from ironstride.core.calendar import monday_of
from ironstride.planning.changes.change import (
    Away,
    Change,
    DayGone,
    EasedWeek,
    FewerMinutes,
    OffTraining,
    RunDropped,
    RunMoved,
    SessionMissed,
)

T = TypeVar("T")
Fields = Mapping[str, str]


def happened(fields: Fields) -> Change:
    """Read the change that a form tells.

    Raises:
        ValueError: something of it is missing or cannot be, in words.
    """
    reader = READERS.get(fields.get("kind", ""))
    if reader is None:
        raise ValueError("say what happened")
    return reader(fields)


def day_in(fields: Fields, name: str = "day") -> date:
    """Read a day.

    Raises:
        ValueError: there is none.
    """
    found = _parsed(parse_date, fields.get(name, ""))
    if found is None:
        raise ValueError("choose a day")
    return found


def moment_in(fields: Fields, name: str) -> datetime:
    """Read a day with its hour, local.

    Raises:
        ValueError: there is none.
    """
    found = _parsed(parse_datetime, fields.get(name, ""))
    if found is None or found.tzinfo is not None:
        raise ValueError("choose a day and an hour")
    return found


def _parsed(parse: Callable[[str], T | None], text: str) -> T | None:
    """Read what Django's parsers read; a day or an hour that cannot be is none."""
    try:
        return parse(text)
    except ValueError:
        return None


def _run_moved(fields: Fields) -> Change:
    run = moment_in(fields, "run")
    return RunMoved(run.date(), moment_in(fields, "to"), run.time())


def _run_dropped(fields: Fields) -> Change:
    run = moment_in(fields, "run")
    return RunDropped(run.date(), run.time())


def _fewer_minutes(fields: Fields) -> Change:
    minutes = fields.get("minutes", "")
    if not minutes.isdecimal() or len(minutes) > 3:
        raise ValueError("write the minutes as a whole number, as 30")
    return FewerMinutes(day_in(fields), int(minutes))


def _away(fields: Fields) -> Change:
    return Away(day_in(fields, "first"), day_in(fields, "last"), fields.get("place", ""))


def _off(fields: Fields, *, is_ill: bool) -> Change:
    return OffTraining(day_in(fields, "first"), day_in(fields, "last"), is_ill=is_ill)


READERS: Final[Mapping[str, Callable[[Fields], Change]]] = {
    "run": _run_moved,
    "no-run": _run_dropped,
    "missed": lambda fields: SessionMissed(day_in(fields)),
    "minutes": _fewer_minutes,
    "gone": lambda fields: DayGone(day_in(fields)),
    "away": _away,
    "off": lambda fields: _off(fields, is_ill=False),
    "ill": lambda fields: _off(fields, is_ill=True),
    "light": lambda fields: EasedWeek(monday_of(day_in(fields))),
}
