"""Today: the next session at a glance, and its start."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST, require_safe

from ironstride.app import floor
from ironstride.app.log import Desk, Moment, read_page
from ironstride.core.calendar import WEEK, monday_of
from ironstride.core.programme import Session
from ironstride.formats import words
from ironstride.formats.log_text import LogWords
from ironstride.formats.today_text import tired_lines
from ironstride.strength.logbook import Logbook, LoggedSession
from ironstride.strength.weekly import by_exercise
from ironstride.web.athlete import desk_of
from ironstride.web.clock import this_moment
from ironstride.web.lines import parts_of, reasons_of
from ironstride.web.telling import posted_id, read, sent, written_asked


@require_safe
def show_today(request: HttpRequest) -> HttpResponse:
    """Show what comes next, or what is missing for anything to come."""
    moment = this_moment()
    with desk_of(request) as desk:
        if desk.programme is None:
            return render(request, "no_programme_yet.html", no_programme_page(desk, moment))
        return render(request, "today.html", _today(desk, moment))


def no_programme_page(desk: Desk, moment: Moment) -> dict[str, Any]:
    """Give the page without a programme what it shows: a session may be under way all the same."""
    page = read_page(desk.store, moment.day)
    return {
        "has_profile": desk.profile.exists(),
        "open": page.open_session(moment.day),
        "done": [_ended(one, page, desk) for one in page.sessions if not one.is_open],
        "own_id": uuid4(),
    }


def _today(desk: Desk, moment: Moment) -> dict[str, Any]:
    page = read_page(desk.store, moment.day)
    open_ = page.open_session(moment.day)
    session = None if open_ else floor.next_session(desk, moment.day)
    return {
        "day": moment.day,
        "open": open_,
        "open_title": "" if open_ is None else _title(open_.planned, desk),
        "runs": _runs(desk, moment),
        "done": [_ended(one, page, desk) for one in page.sessions if not one.is_open],
        "programme": desk.programme,
        "own_id": uuid4(),
        **({} if session is None else _next(session, desk, moment)),
    }


def _title(planned: datetime | None, desk: Desk) -> str:
    every = () if desk.programme is None else desk.programme.sessions
    return next(
        (words.inert(s.intent) for s in every if s.start == planned), "A session of your own"
    )


def _next(session: Session, desk: Desk, moment: Moment) -> dict[str, Any]:
    here = floor.coming(session, desk)
    day = session.start.date()
    tired = here.told.tired
    light_from = monday_of(day) + WEEK
    said = [] if tired is None else [*tired_lines(tired, light_from, desk.catalogue)]
    return {
        "session": session,
        "when": _when((day - moment.day).days),
        "is_today": day == moment.day,
        "parts": list(parts_of(here, desk.catalogue, desk.unit)),
        "reasons": reasons_of(session, desk.catalogue),
        "tired": " ".join(line for line in said if not line.startswith("Next:")),
        "light_from": light_from,
        "id": uuid4(),
        "asked": written_asked(tuple(floor.asked_in(here.session))),
        "not_begun": floor.NOT_BEGUN,
    }


def _when(days: int) -> str:
    return {0: "Today", 1: "Tomorrow"}.get(days, f"In {days} days")


def _runs(desk: Desk, moment: Moment) -> list[str]:
    weeks = () if desk.programme is None else desk.programme.weeks
    runs = (run for week in weeks for run in week.runs if run.start.date() == moment.day)
    return [f"{run.start:%H:%M} {words.run_in_words(run)}" for run in runs]


def _ended(one: LoggedSession, page: Logbook, desk: Desk) -> dict[str, Any]:
    """Sum up a session that has ended."""
    mine = [each for each in page.sets if each.session == one.started.id]
    log = LogWords(desk.catalogue, desk.unit)
    end = one.finished
    return {
        "id": one.started.id,
        "title": _title(one.started.planned, desk),
        "rpe": None if end is None else end.rpe,
        "minutes": None if end is None or end.minutes is None else round(end.minutes),
        "lines": [
            (words.exercise_name(exercise, desk.catalogue), log.sets(sets))
            for exercise, sets in by_exercise(mine)
        ],
    }


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin the session, or go on with it where it has begun."""
    id_ = posted_id(request)
    planned = parse_datetime(request.POST.get("planned", ""))
    if id_ is None:
        return redirect("today")
    with desk_of(request) as desk:
        started = floor.begin(id_, planned, this_moment(), desk)
    return redirect("session", started.id)


@require_POST
def skip(request: HttpRequest) -> HttpResponse:
    """Leave the next session out, and say why."""
    with desk_of(request) as desk, suppress(ValueError):
        floor.record(read(sent(request, "skip", this_moment()), desk), desk)
    return redirect("today")


def minutes_since(at: datetime, moment: Moment) -> int:
    """Count full minutes up to a moment. [min]"""
    return max(0, (moment.at - at) // timedelta(minutes=1))
