"""What happened, as it is typed or sent, and the change that it stands for.

`ironstride replan` and the API speak this language: a word for what happened, and a short text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Final, TypeAlias

from ironstride.core.athlete import Offer
from ironstride.core.calendar import Weekday
from ironstride.core.run import PlannedRun, Race, RacePriority, RunKind
from ironstride.formats.faults import clock, spoken_list
from ironstride.formats.profile_terms import (
    HABIT_KINDS,
    complaint,
    complaint_fault,
    place_name_fault,
)
from ironstride.formats.strict_json import calendar_day
from ironstride.planning.changes.change import (
    Away,
    Change,
    DayGone,
    DayOffered,
    EasedWeek,
    FailedWeek,
    FewerMinutes,
    NoLongerSore,
    NowSore,
    OffTraining,
    RaceAdded,
    RaceDropped,
    RaceMoved,
    RunAdded,
    RunDropped,
    RunMoved,
    SessionMissed,
)


def change_of(what: str, text: str) -> Change:
    """Read one thing that happened; `what` is a key of `EXAMPLES`.

    Raises:
        ValueError: the text does not fit; it says why.

    >>> change_of("sore", "runner's knee").sentence
    'Your knee is sore.'
    """
    return _READERS[what][0](text)


# Parts of what is typed ------------------------------------------------------------------


def _day(text: str) -> date:
    found = calendar_day(text)
    if found is None:
        raise ValueError(f'"{text}" is no day')
    return found


def _moment(text: str) -> datetime:
    day, hour = _day_and_hour(text)
    if hour is None:
        raise ValueError(f'"{text}" has no hour')
    return datetime.combine(day, hour)


def _day_and_hour(text: str) -> tuple[date, time | None]:
    day, letter, hour = text.partition("T")
    found = clock(hour) if letter else None
    if letter and found is None:
        raise ValueError(f'"{hour}" is no hour of the day')
    return _day(day), found


def _whole(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", text):
        raise ValueError(f'"{text}" is no whole number')
    return int(text)


def _kilometres(text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,4}(?:\.[0-9]{1,4})?", text):
        raise ValueError(f'"{text}" is no distance in km')
    return float(text)


def _sides(text: str) -> tuple[str, str]:
    left, sign, right = text.partition("=")
    if not (left and sign and right):
        raise ValueError("two parts belong on the two sides of a =")
    return left, right


def _span(text: str) -> tuple[date, date]:
    first, _, last = text.partition("..")
    return _day(first), _day(last or first)


# Changes ---------------------------------------------------------------------------------


def _moved_run(text: str) -> Change:
    run, to = _sides(text)
    day, hour = _day_and_hour(run)
    return RunMoved(day, _moment(to), hour)


def _added_run(text: str) -> Change:
    start, run = _sides(text)
    minutes, _, kind = run.partition(":")
    if kind not in HABIT_KINDS:
        raise ValueError(f'"{kind}" is not one of {spoken_list(HABIT_KINDS)}')
    planned = PlannedRun(
        start=_moment(start), minutes=_whole(minutes), kind=RunKind(HABIT_KINDS[kind])
    )
    return RunAdded(planned)


def _fewer_minutes(text: str) -> Change:
    on, rest = _sides(text)
    minutes, colon, until = rest.partition(":")
    last = _day(until) if colon else None
    return FewerMinutes(Weekday(on) if on in list(Weekday) else _day(on), _whole(minutes), last)


def _offered(text: str) -> Change:
    start, offer = _sides(text)
    minutes, _, place = offer.partition(":")
    moment = _moment(start)
    return DayOffered(moment.date(), Offer(_whole(minutes), moment.time(), place))


def _away(text: str) -> Change:
    days, place = _sides(text)
    return Away(*_span(days), place)


def _race(text: str) -> Change:
    day, race = _sides(text)
    distance, _, rest = race.partition(":")
    priority, _, name = rest.partition(":")
    if priority not in list(RacePriority):
        raise ValueError(f'"{priority}" is not one of {spoken_list(RacePriority)}')
    if name and (fault := place_name_fault(name)):
        raise ValueError(fault)
    return RaceAdded(
        Race(
            day=_day(day),
            distance_km=_kilometres(distance),
            priority=RacePriority(priority),
            name=name,
        )
    )


def _moved_race(text: str) -> Change:
    day, to = _sides(text)
    return RaceMoved(_day(day), _day(to))


def _part(text: str) -> str:
    part = complaint(text)
    if part is None:
        raise ValueError(complaint_fault(text))
    return part


Reader: TypeAlias = Callable[[str], Change]

_READERS: Final[Mapping[str, tuple[Reader, str]]] = {
    "moved-race": (_moved_race, "2027-03-14=2027-03-21"),
    "dropped-race": (lambda text: RaceDropped(_day(text)), "2027-03-14"),
    "race": (_race, "2027-03-14=21.1:A"),
    "moved-run": (_moved_run, "2026-12-08=2026-12-09T18:00"),
    "dropped-run": (lambda text: RunDropped(*_day_and_hour(text)), "2026-12-08"),
    "added-run": (_added_run, "2026-12-09T18:00=60:quality"),
    "gone": (lambda text: DayGone(_day(text)), "2026-12-10"),
    "offered": (_offered, "2026-12-12T10:00=45:gym"),
    "minutes": (_fewer_minutes, "2026-12-10=30 or tuesday=30"),
    "away": (_away, "2026-12-14..2026-12-20=hotel"),
    "ill": (lambda text: OffTraining(*_span(text), is_ill=True), "2026-12-14..2026-12-16"),
    "off": (lambda text: OffTraining(*_span(text)), "2026-12-14..2026-12-16"),
    "missed": (lambda text: SessionMissed(_day(text)), "2026-12-10"),
    "light": (lambda text: EasedWeek(_day(text)), "2026-12-07"),
    "failed-week": (lambda text: FailedWeek(_day(text)), "2026-12-07"),
    "sore": (lambda text: NowSore(_part(text)), "knee"),
    "healed": (lambda text: NoLongerSore(_part(text)), "knee"),
}

EXAMPLES: Final[Mapping[str, str]] = {what: example for what, (_, example) in _READERS.items()}
"""What may happen, in the order in which it is looked at: races, runs, days, health."""
