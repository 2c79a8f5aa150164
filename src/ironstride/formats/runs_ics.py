"""The athlete's own plan of runs as a calendar: events, repeated ones told one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import islice
from typing import Any, Final
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Calendar, Event

from ironstride.core.calendar import at
from ironstride.core.run import PlannedRun, RunKind
from ironstride.formats.faults import Fault
from ironstride.formats.runs_csv import ALL_OR_NOTHING, MINUTES, PlannedRunsError

ALL_DAY_START: Final = time(18)  # where an event has no hour
MINUTES_UNTOLD: Final = 60  # where it has neither an end nor a length in its title
MINUTES_PER_KM: Final = 6.0
MOST_RUNS: Final = 5_000  # six years of two runs a day
MOST_BYTES: Final = 10_000_000
# What icalendar and dateutil raise on broken lines; most of it is a ValueError.
LIBRARY_TRIPS: Final = (ValueError, TypeError, AttributeError, LookupError, OverflowError)

# Words in titles, in English, German, French and Spanish; the first row that fits decides.
QUALITY_WORDS: Final = (
    r"tempo|interval|threshold|schwelle|fartlek|fahrtspiel|hills?\b|berg|track|bahn|speed|"
    r"repeat|wiederholung|vo2|\w*pace\b|race pace|seuil|fraction|series\b|umbral|"
    r"[0-9]+ ?[x×] ?[0-9]"
)
RACE_WORDS: Final = r"race\b|rennen|wettkampf|parkrun|marathon|halbmarathon|compéti"
LONG_WORDS: Final = r"long|lang(?:e|er|en|es)?\b|tirada|larg[ao]\b"
EASY_WORDS: Final = (
    r"easy|locker|recovery|regenerat|dauerlauf|ruhig|grundlage|jog|base\b|shakeout|strides|"
    r"footing|facile|suave|rodaje"
)
KIND_WORDS: Final = (
    (RunKind.QUALITY, QUALITY_WORDS),
    (RunKind.RACE, RACE_WORDS),
    (RunKind.LONG, LONG_WORDS),
    (RunKind.EASY, EASY_WORDS),
)
NO_RUN: Final = (
    r"rest\b|ruhetag|pause\b|frei\b|off\b|strength|gym\b|kraft|yoga|pilates|mobility|bike|"
    r"cycling|ride\b|rad\b|radfahren|swim|schwimm|row|rudern|repos|descanso"
)
A_RUN: Final = r"run|lauf|\w*lauf\b|jog|footing|course|rodaje|marathon"


@dataclass(frozen=True, slots=True)
class RunCalendar:
    """The runs of a calendar, and what had to be guessed or was left out."""

    runs: tuple[PlannedRun, ...]
    notes: tuple[str, ...]


def read_planned_runs(content: bytes, *, name: str, first: date, last: date) -> RunCalendar:
    """Read the runs that begin from `first` to `last`, both included.

    Hours are the athlete's own: an event keeps the clock of its own zone, and one in
    universal time is moved to the zone that the calendar names. An event that has no
    hour is taken at 18:00.
    """
    calendar = _calendar(content, name)
    reader = _Reader(_zone(calendar), first, last)
    events = [event for event in calendar.walk("VEVENT") if isinstance(event, Event)]
    moved = _moved(events, reader.zone)
    for event in events:
        reader.read(event, moved.get(str(event.get("UID")), frozenset()))
    if not reader.runs and not reader.faults:
        reader.faults.append(Fault("", f"no run begins from {first} to {last}; add one"))
    if reader.faults:
        raise PlannedRunsError(name, reader.faults, opening=ALL_OR_NOTHING)
    runs = tuple(run for _, run in sorted(reader.runs.items()))
    return RunCalendar(runs, tuple(dict.fromkeys(reader.notes)))


def kind_of(title: str) -> RunKind | None:
    """Find what a run is for from its title, or None where no word says so.

    >>> kind_of("Langer Lauf 24 km"), kind_of("6 x 800 m"), kind_of("Lauftreff")
    (<RunKind.LONG: 'long'>, <RunKind.QUALITY: 'quality'>, None)
    """
    found = (kind for kind, words in KIND_WORDS if _mentions(title, words))
    return next(found, None)


def _mentions(title: str, words: str) -> bool:
    return re.search(rf"\b(?:{words})", title, flags=re.IGNORECASE) is not None


def _calendar(content: bytes, name: str) -> Calendar:
    if len(content) > MOST_BYTES:
        problem = f"it is {len(content) / 1e6:.0f} MB; a plan of runs needs less than 10 MB"
        raise PlannedRunsError(name, [Fault("", problem)])
    try:
        return Calendar.from_ical(content)
    except LIBRARY_TRIPS as error:
        problem = f"this is no iCalendar file ({str(error).partition(chr(10))[0][:120]})"
        raise PlannedRunsError(name, [Fault("", problem)]) from error


def _zone(calendar: Calendar) -> tzinfo | None:
    """Find the zone that a calendar says its reader lives in."""
    try:
        return ZoneInfo(str(calendar["X-WR-TIMEZONE"]))
    except (KeyError, ValueError, OSError):
        return None


def _moved(events: list[Event], zone: tzinfo | None) -> dict[str, frozenset[datetime]]:
    """Collect, by the event's id, the repetitions that an event of their own replaces."""
    moved: dict[str, frozenset[datetime]] = {}
    for event in events:
        if "RECURRENCE-ID" in event and not event.errors:
            uid, replaced = str(event.get("UID")), event.decoded("RECURRENCE-ID")
            if isinstance(replaced, date):
                moved[uid] = moved.get(uid, frozenset()) | {_wall(replaced, zone)}
    return moved


def _wall(moment: date, zone: tzinfo | None) -> datetime:
    """Read a moment off the clock on the athlete's wall."""
    if not isinstance(moment, datetime):
        return at(moment, ALL_DAY_START)
    is_universal = moment.tzinfo is not None and moment.tzname() == "UTC"
    local = moment.astimezone(zone) if is_universal and zone is not None else moment
    return local.replace(tzinfo=None, microsecond=0)


class _Reader:
    """Reads one event after the other; keeps runs, notes and faults."""

    def __init__(self, zone: tzinfo | None, first: date, last: date) -> None:
        self.zone = zone
        self.begin, self.until = at(first, time.min), at(last, time.max)
        self.runs: dict[datetime, PlannedRun] = {}
        self.notes: list[str] = []
        self.faults: list[Fault] = []

    def read(self, event: Event, moved: frozenset[datetime]) -> None:
        """Take an event's runs, or note why there are none."""
        title = str(event.get("SUMMARY", "")).strip() or "an event without a title"
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            return
        if _mentions(title, NO_RUN) and not _mentions(title, A_RUN):
            self.notes.append(f'"{title}" is no run and was left out')
            return
        try:
            self._take(event, title, moved if "RECURRENCE-ID" not in event else frozenset())
        except LIBRARY_TRIPS as error:
            self.faults.append(Fault(f'event "{title}"', str(error)))

    def _take(self, event: Event, title: str, moved: frozenset[datetime]) -> None:
        if event.errors:
            raise ValueError(f"its {event.errors[0][0]} cannot be read; write that line anew")
        starts = [start for start in self._starts(event) if start not in moved]
        if not starts:
            return
        minutes = self._minutes(event, title)
        kind = kind_of(title)
        if kind is None:
            self.notes.append(f'"{title}" does not say what kind of run it is; taken as easy')
        if not isinstance(event.start, datetime):
            self.notes.append(f'"{title}" has no hour; taken at {ALL_DAY_START:%H:%M}')
        for start in starts:
            self._keep(start, minutes, kind or RunKind.EASY, title)

    def _keep(self, start: datetime, minutes: int, kind: RunKind, title: str) -> None:
        if start in self.runs:
            self.notes.append(f'"{title}" begins with another run; the first was kept')
            return
        if len(self.runs) >= MOST_RUNS:
            raise ValueError(f"there are more than {MOST_RUNS} runs; give a shorter calendar")
        distance = _kilometres(title)
        self.runs[start] = PlannedRun(start=start, minutes=minutes, kind=kind, distance_km=distance)

    def _starts(self, event: Event) -> Iterator[datetime]:
        """Give each beginning within the horizon, repetitions included."""
        first = _wall(event.start, self.zone)
        left_out = {_wall(moment, self.zone) for moment in event.exdates}
        added = {_wall(entry, self.zone) for entry in event.rdates if isinstance(entry, date)}
        starts = {first, *added}
        if _is_universal(event.start) and self.zone is None:
            self.notes.append("hours in universal time were taken as they stand")
        zone = self.zone if _is_universal(event.start) else _zone_of(event.start)
        for rule in event.rrules:
            starts.update(self._repetitions(rule, first, zone))
        return iter(
            sorted(s for s in starts if self.begin <= s <= self.until and s not in left_out)
        )

    def _repetitions(
        self, rule: dict[str, list[Any]], first: datetime, zone: tzinfo | None
    ) -> Iterator[datetime]:
        """Expand a rule on the wall's clock, so that six o'clock stays six in summer."""
        parts = {key.upper(): values for key, values in rule.items()}
        _refuse_runaway(parts)
        text = ";".join(
            f"{key}={','.join(_rule_value(value, zone) for value in values)}"
            for key, values in parts.items()
        )
        found = rrulestr(text, dtstart=first).xafter(self.begin, inc=True)
        within: Iterator[datetime] = islice(found, MOST_RUNS + 1)
        return (moment for moment in within if moment <= self.until)

    def _minutes(self, event: Event, title: str) -> int:
        length = _length(event, self.zone)
        if length is not None:
            minutes = round(length / timedelta(minutes=1))
            if fault := MINUTES.fault(minutes):
                raise ValueError(f"its length of {fault}")
            return minutes
        told = _minutes_in(title)
        if told is None:
            self.notes.append(f'"{title}" does not say how long; taken as {MINUTES_UNTOLD} min')
        return told or MINUTES_UNTOLD


def _length(event: Event, zone: tzinfo | None) -> timedelta | None:
    """Say how long an event lasts; None where it has no hour or no end."""
    start, end = event.start, event.end
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return None
    if start.tzinfo is None or end.tzinfo is None:
        start, end = _wall(start, zone), _wall(end, zone)
    return end - start or None


def _is_universal(moment: date) -> bool:
    return isinstance(moment, datetime) and moment.tzname() == "UTC"


def _zone_of(moment: date) -> tzinfo | None:
    return moment.tzinfo if isinstance(moment, datetime) else None


def _refuse_runaway(parts: dict[str, list[Any]]) -> None:
    """Refuse rules that would repeat a run many times a day, or for ever on the spot."""
    frequency = str(parts.get("FREQ", [""])[0]).upper()
    if frequency not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
        raise ValueError("it repeats within a day; a run repeats daily, weekly or monthly")
    if any(len(parts.get(key, ())) > 1 for key in ("BYHOUR", "BYMINUTE", "BYSECOND")):
        raise ValueError("it repeats within a day; write one event for each run of the day")
    if any(int(step) < 1 for step in parts.get("INTERVAL", ())):
        raise ValueError("its INTERVAL is below 1; write 1 for every week")


def _rule_value(value: object, zone: tzinfo | None) -> str:
    if isinstance(value, datetime):
        return f"{_wall(value, zone):%Y%m%dT%H%M%S}"
    if isinstance(value, date):  # the last day, to its end
        return f"{value:%Y%m%d}T235959"
    return str(value)


def _kilometres(title: str) -> float | None:
    """Find a distance in a title; repetitions such as 6 x 1 km are none."""
    found = re.search(r"(?<![\d.,x×])(?<![x×] )(\d+(?:[.,]\d+)?) ?km?\b", title, re.IGNORECASE)
    if found is not None:
        return float(found[1].replace(",", "."))
    if _mentions(title, r"halbmarathon|half[ -]?marathon|semi-?marathon|media maratón"):
        return 21.1
    return 42.2 if _mentions(title, r"marathon|maratón") else None


def _minutes_in(title: str) -> int | None:
    """Find a length in a title: minutes, hours and minutes, or kilometres at six minutes."""
    found = re.search(r"(?:(\d) ?h ?)?(\d{1,3}) ?min", title, re.IGNORECASE)
    if found is not None:
        return int(found[1] or 0) * 60 + int(found[2])
    distance = _kilometres(title)
    return None if distance is None else max(1, round(distance * MINUTES_PER_KM))
