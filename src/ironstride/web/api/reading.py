"""Routes that look: today, the programme, the log, progress, the library, why."""

from __future__ import annotations

import json
from datetime import date, datetime
from http import HTTPStatus
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router
from ninja.errors import HttpError

from ironstride.app import floor
from ironstride.app.explain import NotInSessionError, explain
from ironstride.app.keep import last_taken_on
from ironstride.app.knee import followed_by
from ironstride.app.log import Desk, exercise_of, read_logbook, read_page
from ironstride.app.progress import progress, read_told
from ironstride.catalogue.exercise_words import nature
from ironstride.catalogue.find import Wanted, find, matching
from ironstride.catalogue.load import load
from ironstride.catalogue.words import GRADES, KINDS, numbers_of_rule
from ironstride.core.calendar import WEEK, monday_of
from ironstride.core.exercise import Exercise, Pattern
from ironstride.core.log import SetDone
from ironstride.core.programme import Programme
from ironstride.formats import explanation_text, json_programme
from ironstride.formats.progress_words import lift_sentences
from ironstride.formats.today_text import tired_lines
from ironstride.strength.logbook import LoggedSession
from ironstride.strength.progress import LiftProgress, Progress, TrainingWeek
from ironstride.web.api import shapes
from ironstride.web.api.door import READ, answers, key_of
from ironstride.web.clock import this_moment
from ironstride.web.keyholder import desk_of_key

router = Router(auth=READ)

Since = Annotated[shapes.Day | None, Query(description="this day or later")]
Until = Annotated[shapes.Day | None, Query(description="this day or earlier")]
Name = Annotated[str | None, Query(min_length=1, max_length=80)]


def followed(desk: Desk) -> Programme:
    """Give the programme that is followed.

    Raises:
        HttpError: none is kept.
    """
    if desk.programme is None:
        raise HttpError(404, "no programme is kept yet; plan one, and it is here")
    return desk.programme


# The programme ---------------------------------------------------------------------------


@router.get("/today", response=answers(shapes.TodayShape, HTTPStatus.NOT_FOUND))
def today(request: HttpRequest) -> dict[str, Any]:
    """Say what comes next, with the loads of its day."""
    day = this_moment().day
    with desk_of_key(key_of(request)) as desk:
        programme = followed(desk)
        begun = read_page(desk.store, day).open_session(day)
        session = floor.next_session(desk, day)
        here = None if session is None else floor.coming(session, desk)
        tired = None if here is None else here.told.tired
        light_from = monday_of(day if session is None else session.start.date()) + WEEK
        said = () if tired is None else tired_lines(tired, light_from, desk.catalogue)
        return {
            "day": day,
            "open": begun
            and {"id": begun.id, "started": begun.at, "planned": _local(begun.planned)},
            "session": here and json_programme.session_content(here.session),
            "runs": [
                json_programme.run_content(run)
                for week in programme.weeks
                for run in week.runs
                if run.start.date() == day
            ],
            "light_week_advised": " ".join(said),
        }


@router.get("/programme", response=answers(shapes.Content, HTTPStatus.NOT_FOUND))
def programme(request: HttpRequest) -> dict[str, Any]:
    """Give the programme that is followed, as programme.schema.json says."""
    with desk_of_key(key_of(request)) as desk:
        found: dict[str, Any] = json.loads(json_programme.write(followed(desk)))
        return found


@router.get("/week", response=answers(shapes.WeekShape, HTTPStatus.NOT_FOUND))
def week(request: HttpRequest, day: shapes.Day | None = None) -> dict[str, Any]:
    """Give the week of a day; without one, this week."""
    wanted = monday_of(day or this_moment().day)
    with desk_of_key(key_of(request)) as desk:
        weeks = followed(desk).weeks
    number = next((n for n, one in enumerate(weeks, 1) if one.start == wanted), None)
    if number is None:
        raise HttpError(404, f"the programme runs from {weeks[0].start} to {weeks[-1].end}")
    content = json_programme.week_content(weeks[number - 1])
    return {"number": number, "of": len(weeks), "week": content}


# The log ---------------------------------------------------------------------------------


@router.get("/history", response=answers(shapes.HistoryShape))
def history(
    request: HttpRequest, since: Since = None, until: Until = None, exercise: Name = None
) -> dict[str, Any]:
    """Give sets and sessions as they stand, corrections applied."""
    with desk_of_key(key_of(request)) as desk:
        wanted = None if exercise is None else exercise_of(exercise, desk)
        book = read_logbook(desk.store, since=since)
    return {
        "sessions": [_session(s) for s in book.sessions if is_within(s.started.day, since, until)],
        "sets": [
            set_content(one)
            for one in book.sets
            if is_within(one.day, since, until) and wanted in (None, one.exercise)
        ],
    }


def _local(moment: datetime | None) -> str | None:
    return None if moment is None else f"{moment:%Y-%m-%dT%H:%M}"


def is_within(day: date, since: date | None, until: date | None) -> bool:
    """Whether a day lies in a stretch whose ends may be open."""
    return (since is None or since <= day) and (until is None or day <= until)


def set_content(one: SetDone) -> dict[str, Any]:
    """Write a set."""
    return {
        "id": one.id,
        "at": one.at,
        "day": one.day,
        "exercise": one.exercise,
        "session": one.session,
        "side": one.side,
        "load_kg": one.load and one.load.value,
        "assistance_kg": one.assistance and one.assistance.value,
        "reps": one.reps and one.reps.count,
        "seconds": one.seconds,
        "metres": one.metres,
        "contacts": one.contacts,
        "rir": one.rir and one.rir.count,
        "warm_up": one.is_warm_up,
        "note": one.note,
    }


def _session(one: LoggedSession) -> dict[str, Any]:
    return {
        "id": one.started.id,
        "day": one.started.day,
        "started": one.started.at,
        "planned": _local(one.started.planned),
        "title": one.started.title,
        "is_open": one.is_open,
        "rpe": one.finished and one.finished.rpe,
        "minutes": one.finished and one.finished.minutes,
    }


@router.get("/progress", response=answers(shapes.ProgressShape))
def show_progress(
    request: HttpRequest, weeks: Annotated[int, Query(ge=1, le=104)] = 12
) -> dict[str, Any]:
    """Lay what was done beside what was planned, week by week and lift by lift."""
    with desk_of_key(key_of(request)) as desk:
        found = progress(read_told(desk), today=this_moment().day, weeks=weeks)
    return {
        "weeks": [_training_week(one) for one in found.weeks],
        "lifts": [_lift(one, found) for one in found.lifts],
    }


def _training_week(one: TrainingWeek) -> dict[str, Any]:
    return {
        "start": one.start,
        "hard_sets": one.done.sets,
        "hard_sets_planned": one.planned and one.planned.sets,
        "contacts": one.done.contacts,
        "minutes": one.done.minutes,
        "runs": one.running.runs,
        "run_minutes": one.running.minutes,
        "run_km": one.running.km,
    }


def _lift(one: LiftProgress, found: Progress) -> dict[str, Any]:
    return {
        "exercise": one.exercise,
        "name": one.name,
        "sessions": one.sessions,
        "last": one.last,
        "said": " ".join(lift_sentences(one, found)),
    }


# Knowledge -------------------------------------------------------------------------------


@router.get("/exercises", response=answers(shapes.ExercisesShape))
def exercises(
    request: HttpRequest,
    *,
    text: Name = None,
    pattern: Pattern | None = None,
    barefoot: bool = False,
) -> dict[str, Any]:
    """List the exercises that fit."""
    del request
    wanted = Wanted(text=text, pattern=pattern, is_barefoot=barefoot)
    return {"exercises": [_exercise(one) for one in matching(wanted, load())]}


@router.get("/exercises/{exercise}", response=answers(shapes.ExerciseShape, HTTPStatus.NOT_FOUND))
def one_exercise(request: HttpRequest, exercise: str) -> dict[str, Any]:
    """Show one exercise."""
    del request
    shelf = load().exercises
    return _exercise(find(shelf, exercise, noun="exercise", listing="/api/v1/exercises"))


def _exercise(one: Exercise) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "aliases": one.aliases,
        "pattern": one.pattern,
        "equipment": sorted(one.equipment),
        "load_type": one.load_type,
        "skill": one.skill,
        "cues": one.cues,
        "facts": dict(nature(one, load())),
    }


@router.get("/rules/{rule}", response=answers(shapes.RuleShape, HTTPStatus.NOT_FOUND))
def one_rule(request: HttpRequest, rule: str) -> dict[str, Any]:
    """Show a rule with its numbers, how firm it is and what it rests on."""
    del request
    catalogue = load()
    found = find(catalogue.rules, rule, noun="rule", listing="the list of rules")
    return {
        "id": found.id,
        "sentence": found.sentence,
        "kind": KINDS[found.kind],
        "grade": GRADES[found.grade],
        "numbers": dict(numbers_of_rule(found, catalogue)),
        "sources": found.sources,
        "background": found.background,
        "note": found.note,
    }


@router.get("/why", response=answers(shapes.WhyShape, HTTPStatus.NOT_FOUND))
def why(request: HttpRequest, day: shapes.Day, exercise: Name = None) -> dict[str, Any]:
    """Explain a day of the programme, or an exercise of its session, as `ironstride why` does."""
    with desk_of_key(key_of(request)) as desk:
        followed(desk)
        kept, athlete = last_taken_on(desk.store), desk.athlete
        if kept is None or athlete is None:
            raise HttpError(409, "a profile is needed to explain a programme, and there is none")
        course = followed_by(desk.store, day=this_moment().day)
        try:
            found = explain(kept, athlete, day, exercise=exercise, followed=course)
        except NotInSessionError as error:
            raise HttpError(404, str(error)) from error
    return {"text": explanation_text.write(found, load())}
