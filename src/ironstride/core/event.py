"""Events: what was observed, once and for good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID


class EventKind(StrEnum):
    """What an event tells."""

    ACTIVITY_RECORDED = "activity-recorded"  # a file holds a recording of an activity
    ACTIVITY_DESCRIBED = "activity-described"  # an export names, types or flags an activity
    PROFILE_TOLD = "profile-told"  # the athlete's profile, typed into a page, from then on
    PROGRAMME_KEPT = "programme-kept"  # the athlete took a programme on
    SESSION_STARTED = "session-started"  # a strength session began
    SET_DONE = "set-done"  # one set, with its load and its repetitions, seconds or contacts
    SET_CORRECTED = "set-corrected"  # some fields of a set were otherwise, or it never was
    SESSION_FINISHED = "session-finished"  # a strength session ended
    SESSION_SKIPPED = "session-skipped"  # a session was left out, with the reason
    EXERCISE_CHOSEN = "exercise-chosen"  # on the floor, instead of another or besides
    PAIN_SCORED = "pain-scored"  # pain at a place, from 0 to 10
    READINESS_TOLD = "readiness-told"  # how ready the athlete felt
    ENTRY_WITHDRAWN = "entry-withdrawn"  # something that was told of a session never was
    EXERCISE_NAMED = "exercise-named"  # which exercise of the catalogue a foreign name means
    SCREENED = "screened"  # the questions before a plan for something sore were answered
    COURSE_STARTED = "course-started"  # a plan for something sore was begun
    REHAB_SESSION_DONE = "rehab-session-done"  # a session of that plan was done
    SORE_RUN_DONE = "sore-run-done"  # a run or walk-run while something is sore
    SWELLING_SEEN = "swelling-seen"  # the sore place is swollen
    TEST_MEASURED = "test-measured"  # one test of a gate was done
    FORM_ANSWERED = "form-answered"  # a questionnaire was filled in
    BESIDE_CHOSEN = "beside-chosen"  # something is to stand beside its sessions, or no longer
    STEPPED_BACK = "stepped-back"  # the athlete goes back a phase or a rung
    ASSESSED = "assessed"  # somebody who knows about it has looked
    THRESHOLD_CONFIRMED = "threshold-confirmed"  # a clinician confirms a number, or changes it


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One observation: never changed, never removed, and the same however often it is told.

    The id is made from what the event says, so an event told twice is one event. `at` is when
    the thing happened, on the world's clock; `source` names the file, form or device that told
    it. The payload holds what JSON can hold: text, numbers, lists, mappings.

    >>> from datetime import UTC
    >>> walk = {"sport": "walking"}
    >>> noon = datetime(2026, 11, 24, 12, tzinfo=UTC)
    >>> Event(id=UUID(int=1), kind=EventKind.ACTIVITY_RECORDED, at=noon, source="a.gpx",
    ...       payload=walk).kind.value
    'activity-recorded'
    """

    id: UUID
    kind: EventKind
    at: datetime
    source: str
    payload: Mapping[str, Any]

    def __post_init__(self) -> None:
        if self.at.utcoffset() != timedelta(0):
            raise ValueError(f"an event happens at a moment in UTC, not at {self.at.isoformat()}")
