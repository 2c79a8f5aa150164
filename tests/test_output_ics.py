from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from icalendar import Calendar

from ironstride.core.programme import Programme
from ironstride.formats.ics_programme import write
from programmes import CATALOGUE, programmes, season


def events(written: bytes) -> list[dict[str, object]]:
    return [
        {key: event.decoded(key) for key in event}
        for event in Calendar.from_ical(written).walk("VEVENT")
    ]


def test_every_session_is_an_event_at_the_athletes_own_hour() -> None:
    starts = [event["DTSTART"] for event in events(write(season(), CATALOGUE))]
    assert starts == [session.start for session in season().sessions]
    assert all(isinstance(start, datetime) and start.tzinfo is None for start in starts)


def test_an_event_lasts_as_long_as_its_session() -> None:
    first = events(write(season(), CATALOGUE))[0]
    assert first["DTEND"] == season().weeks[0].sessions[0].end


def test_an_event_says_what_to_lift() -> None:
    session = events(write(season(), CATALOGUE))[8]
    assert session["SUMMARY"] == "Strength: heavy legs and trunk"
    squats = "Barbell back squat: 3 x 5 @ 75 kg (83 % 1RM), 2 in reserve, rest 3 min"
    assert squats in str(session["DESCRIPTION"]).split("\n")


def test_runs_are_events_only_if_asked() -> None:
    sessions = len(list(season().sessions))
    both = events(write(season(), CATALOGUE, with_runs=True))
    assert len(events(write(season(), CATALOGUE))) == sessions
    assert len(both) == sessions + sum(len(week.runs) for week in season().weeks)


def test_a_session_at_a_new_hour_is_still_the_same_event() -> None:
    week = season().weeks[0]
    moved = replace(week.sessions[0], start=week.sessions[0].start - timedelta(hours=2))
    earlier = replace(season(), weeks=(replace(week, sessions=(moved, *week.sessions[1:])),))
    assert (
        events(write(earlier, CATALOGUE))[0]["UID"] == events(write(season(), CATALOGUE))[0]["UID"]
    )


@settings(deadline=None, max_examples=50)
@given(programmes())
def test_any_programme_gives_the_same_bytes_and_distinct_events(programme: Programme) -> None:
    written = write(programme, CATALOGUE, with_runs=True)
    uids = [event["UID"] for event in events(written)]
    assert len(uids) == len(set(uids))
    assert written == write(programme, CATALOGUE, with_runs=True)


def test_what_an_athlete_wrote_cannot_add_a_line_to_the_calendar() -> None:
    week = season().weeks[0]
    odd = replace(week.sessions[0], place="gym\r\nATTENDEE:mailto:x@example.org;a,b\\")
    written = write(replace(season(), weeks=(replace(week, sessions=(odd,)),)), CATALOGUE)
    (event,) = events(written)
    assert b"\nATTENDEE" not in written
    assert event["LOCATION"] == "gym��ATTENDEE:mailto:x@example.org;a,b\\"
