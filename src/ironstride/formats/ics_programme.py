"""A programme as a calendar: every session an event at the athlete's own hour."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Final
from uuid import UUID, uuid5

from icalendar import Calendar, Event

from ironstride.core.catalogue import Catalogue
from ironstride.core.programme import Programme, Session, Week
from ironstride.core.run import PlannedRun
from ironstride.formats.words import (
    exercise_rows,
    inert,
    phase_in_words,
    run_in_words,
)

IDENTITY: Final = UUID("5f1a3c1e-6f0c-5d55-9d0b-1f7d9b0d2a51")  # chosen once; all UIDs grow from it


def write(programme: Programme, catalogue: Catalogue, *, with_runs: bool = False) -> bytes:
    """Write the sessions, and the runs if asked, as an iCalendar file.

    Hours float: they are the hours on the clock wherever the athlete is. An event keeps its
    UID as long as the programme starts on the same day, so importing a newer edition
    replaces the older one. The same programme gives the same bytes.
    """
    calendar = _calendar()
    for event in _events(programme, catalogue, with_runs=with_runs):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def empty() -> bytes:
    """Write a calendar without an event, for a feed before there is a programme."""
    return bytes(_calendar().to_ical())


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Ironstride//Programme//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Ironstride")
    return calendar


def _events(programme: Programme, catalogue: Catalogue, *, with_runs: bool) -> Iterator[Event]:
    seen: Counter[tuple[str, date]] = Counter()
    for week in programme.weeks:
        for session in week.sessions:
            event = _session(session, week, programme, catalogue)
            yield _identified(event, "session", session.start, programme, seen)
        for run in week.runs if with_runs else ():
            yield _identified(_run(run), "run", run.start, programme, seen)


def _identified(
    event: Event, kind: str, start: datetime, programme: Programme, seen: Counter[tuple[str, date]]
) -> Event:
    """Number the events of a day, so that a new hour is still the same event."""
    day = start.date()
    name = f"{programme.start}/{kind}/{day}/{seen[kind, day]}"
    seen[kind, day] += 1
    event.add("uid", str(uuid5(IDENTITY, name)))
    event.add("dtstamp", datetime.combine(programme.start, time(), UTC))
    return event


def _session(session: Session, week: Week, programme: Programme, catalogue: Catalogue) -> Event:
    event = _event(session.start, session.minutes, f"Strength: {inert(session.intent)}")
    event.add("location", inert(session.place))
    event.add("categories", ["STRENGTH"])
    event.add("description", "\n".join(_description(session, week, programme, catalogue)))
    return event


def _description(
    session: Session, week: Week, programme: Programme, catalogue: Catalogue
) -> Iterator[str]:
    """Say the session without columns, which calendars do not keep."""
    light = ", a light week" if week.is_light else ""
    yield f"{phase_in_words(week.phase).capitalize()}{light}"
    rows = exercise_rows(session, programme, catalogue)
    for role, members in groupby(rows, key=lambda row: row[0]):
        yield from ("", role.value.upper())
        yield from (f"{name}: {words}" for _, name, words in members)


def _run(run: PlannedRun) -> Event:
    event = _event(run.start, run.minutes, run_in_words(run).capitalize())
    event.add("categories", ["RUN"])
    return event


def _event(start: datetime, minutes: int, summary: str) -> Event:
    event = Event()
    event.add("summary", summary)
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=minutes))
    return event
