"""The session page: one exercise at a time, a good set in one tap."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ironstride.app import floor
from ironstride.app.floor import Floor
from ironstride.app.log import Desk, Moment
from ironstride.app.place import rest_of_ramp
from ironstride.core.log import SetDone
from ironstride.formats import words
from ironstride.web.athlete import desk_of
from ironstride.web.clock import this_moment
from ironstride.web.set_form import counted, stepped_amount, stepped_load
from ironstride.web.station_ahead import At, ladder_of
from ironstride.web.station_page import Typed, station_page
from ironstride.web.telling import read, sent, sets_of
from ironstride.web.today import minutes_since

LONGEST: Final = timedelta(hours=4)


# Showing ---------------------------------------------------------------------------------


@require_safe
def show_session(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Go to the first exercise that is not done; with none left, to the end."""
    with desk_of(request) as desk:
        here = here_at(id_, desk, this_moment())
    if here.current is None:
        return redirect("finish", id_)
    return redirect("station", id_, here.current.number)


@require_safe
def show_station(request: HttpRequest, id_: UUID, number: int) -> HttpResponse:
    """Show one exercise: what to do, what was done last, what to put on."""
    moment = this_moment()
    with desk_of(request) as desk:
        at = station_at(id_, number, desk, moment)
        typed = Typed(request.GET.get("amount"), request.GET.get("load"))
        at = replace(at, alternates="alternate" in request.GET)
        return render(request, "session.html", station_page(at, typed))


def here_at(id_: UUID, desk: Desk, moment: Moment) -> Floor:
    """Look at a session that was begun.

    Raises:
        Http404: nobody began one of this id.
    """
    here = floor.floor(id_, desk, day=moment.day)
    if here is None:
        raise Http404("No session of this name was begun. Start one from Today.")
    return here


def station_at(id_: UUID, number: int, desk: Desk, moment: Moment, *, exercise: str = "") -> At:
    """Go to a station; one that a page calls by its exercise too is found where it has gone.

    Raises:
        Http404: there is none.
    """
    here = here_at(id_, desk, moment)
    found = [s for s in here.stations if s.number == number and exercise in ("", s.exercise)]
    found += [s for s in here.stations if exercise == s.exercise]
    if not found:
        raise Http404("This session has no such exercise, or another one stands in its place now.")
    return At(here, found[0], desk, moment)


@require_safe
def go_on(request: HttpRequest, id_: UUID, number: int) -> HttpResponse:
    """Stay at an exercise until its sets are done, then go to the next, and at last to the end."""
    with desk_of(request) as desk:
        at = station_at(id_, number, desk, this_moment())
    return _next(replace(at, alternates="alternate" in request.GET), at.here)


# Telling ---------------------------------------------------------------------------------


@require_POST
def log_set(request: HttpRequest, id_: UUID, number: int) -> HttpResponse:
    """Take a set, or a step of one of its numbers; then show what comes next."""
    moment = this_moment()
    with desk_of(request) as desk:
        exercise = request.POST.get("exercise", "")
        at = station_at(id_, number, desk, moment, exercise=exercise)
        at = replace(at, alternates="alternate" in request.POST)
        typed = Typed(request.POST.get("amount", ""), request.POST.get("load", ""))
        if step := request.POST.get("step"):
            return _stepped(step, typed, at)
        try:
            sets = _sets(request, at)
        except ValueError as error:
            page = station_page(at, replace(typed, fault=str(error)))
            return render(request, "session.html", page, status=422)
        again = next((one for one in at.here.sets if one.id == sets[0].id), None)
        if again is not None and not _is_same(again, sets[0]):
            return redirect("correct", again.id)
        floor.record(sets, desk)
        return _next(at, here_at(id_, desk, moment))


def _sets(request: HttpRequest, at: At) -> tuple[SetDone, ...]:
    """Read what was sent.

    Raises:
        ValueError: something of it is unclear.
    """
    form = sent(request, "set", at.moment)
    if "all" in request.POST and len(at.station.lines) > 1 and not at.station.is_done:
        return rest_of_ramp(at.station, form.id, at.moment, at.here)
    return sets_of(form, at.desk)


def _next(at: At, here: Floor) -> HttpResponse:
    """Stay until all sets are done, then go to the next exercise, and at last to the end.

    Two exercises that are done in turn change after every set.
    """
    number, id_ = at.station.number, here.logged.started.id
    station = here.stations[number - 1]
    partner = here.partner(station) if at.alternates else None
    if partner is not None and not partner[0].is_done:
        return redirect(f"{reverse('station', args=[id_, partner[0].number])}?alternate=1")
    going_on = here.after(number) if station.is_done else station
    if going_on is None:
        return redirect("finish", id_)
    again = "?alternate=1" if at.alternates and going_on is station else ""
    return redirect(f"{reverse('station', args=[id_, going_on.number])}{again}")


def _is_same(one: SetDone, other: SetDone) -> bool:
    """Whether a set that was told again says what it said before."""
    return (one.reps, one.seconds, one.metres, one.load) == (
        other.reps,
        other.seconds,
        other.metres,
        other.load,
    )


def _stepped(step: str, typed: Typed, at: At) -> HttpResponse:
    """Show the page again with one number a step up or down."""
    what, _, way = step.partition("-")
    direction = 1 if way == "up" else -1
    amount, load = typed.amount or "", typed.load or ""
    if what == "load":
        load = stepped_load(load, direction, ladder_of(at.station, at.desk), at.desk.unit)
    else:
        amount = stepped_amount(amount, counted(at.station.next.line), direction)
    page = reverse("station", args=[at.here.logged.started.id, at.station.number])
    again = {"amount": amount, "load": load} | ({"alternate": "1"} if at.alternates else {})
    return redirect(f"{page}?{urlencode(again)}#set")


@require_POST
def log_left(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Take what was left in reserve of the set before."""
    return _taken(request, id_, "left")


@require_POST
def log_pain(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Take a pain score of this session."""
    return _taken(request, id_, "pain")


def _taken(request: HttpRequest, id_: UUID, tells: str) -> HttpResponse:
    """Take what buttons tell, which cannot be mistyped, and show the exercise again."""
    moment = this_moment()
    with desk_of(request) as desk, suppress(ValueError):
        here_at(id_, desk, moment)
        floor.record(read(sent(request, tells, moment), desk), desk)
    return _back(request, id_)


def _back(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Go back to the exercise that the form stood beside."""
    number = request.POST.get("number", "")
    return redirect("station", id_, int(number)) if number.isdecimal() else redirect("session", id_)


@require_http_methods(["GET", "POST"])
def finish(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Ask how hard it was as a whole and how long it took, and end it."""
    moment = this_moment()
    with desk_of(request) as desk:
        here = here_at(id_, desk, moment)
        if request.method == "POST":
            try:
                floor.record(read(sent(request, "finish", moment), desk), desk)
            except ValueError as error:
                page = end_page(here, desk, moment, str(error))
                return render(request, "finish.html", page, status=422)
            return redirect("today")
        return render(request, "finish.html", end_page(here, desk, moment))


def end_page(here: Floor, desk: Desk, moment: Moment, fault: str = "") -> dict[str, Any]:
    """Give the page of the end everything that it shows."""
    end = here.logged.finished
    took = minutes_since(here.logged.started.at, moment)
    is_plausible = 0 < took <= LONGEST / timedelta(minutes=1)
    told = None if end is None else end.minutes
    return {
        "here": here,
        "began": here.logged.started.at.isoformat(),
        "summary": [
            (
                words.exercise_name(station.exercise, desk.catalogue),
                station.number,
                station.count_done,
                len(station.asked),
                len(station.lines) > 1,
                " ".join(str(one.id) for one in station.done),
            )
            for station in here.stations
        ],
        "minutes": f"{told:g}" if told is not None else (took if is_plausible else ""),
        "scale": RPE_SCALE,
        "rpe": None if end is None or end.rpe is None else round(end.rpe),
        "fault": fault,
        "id": uuid4(),
    }


RPE_SCALE: Final = (
    (0, "rest"),
    (1, "very easy"),
    (2, "easy"),
    (3, "moderate"),
    (4, "somewhat hard"),
    (5, "hard"),
    (6, ""),
    (7, "very hard"),
    (8, ""),
    (9, ""),
    (10, "as hard as can be"),
)
