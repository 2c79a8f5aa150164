"""Something happened: what the planner would change, and why, before anything is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_safe

from ironstride.app.keep import keep_changed
from ironstride.app.log import WEB, Desk, Moment
from ironstride.app.replan import Replanned
from ironstride.app.replan_kept import replan_at
from ironstride.core.calendar import DAY, at, monday_of
from ironstride.core.programme import NoProgramme, Programme, Session
from ironstride.core.run import PlannedRun, RunKind
from ironstride.formats import json_programme, words
from ironstride.formats.difference_text import DifferencePage, lists, weeks_told
from ironstride.web.athlete import desk_of
from ironstride.web.clock import this_moment
from ironstride.web.happened import happened
from ironstride.web.today import no_programme_page
from ironstride.web.week_picture import day_rows, on_day

PAUSE: Final = timedelta(minutes=30)  # between two runs of a day
DAYS: Final = 14  # that a run can be moved to from its page


# Telling ---------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """Ask what happened, show what that changes, and keep it once it is accepted."""
    moment = this_moment()
    said = request.POST if request.method == "POST" else request.GET
    with desk_of(request) as desk:
        if desk.programme is None:
            return render(request, "no_programme_yet.html", no_programme_page(desk, moment))
        if not said.get("kind") or set(said) == {"kind"}:
            return render(request, "change.html", _form(said, desk, moment))
        try:
            found = replan_at(desk, (happened(said.dict()),), today=moment.day)
        except ValueError as error:
            page = _form(said, desk, moment, str(error))
            return render(request, "change.html", page, status=422)
        if isinstance(found, NoProgramme):
            return render(request, "no_change.html", {"told": _collisions(found)}, status=409)
        is_accepted = request.method == "POST"
        if is_accepted and said.get("seen") == _mark(found):
            keep_changed(found.taken, desk.store, at=moment.at, source=WEB)
            return redirect("this-week")
        page = _difference(found, desk.programme, said, desk, moment)
        return render(request, "difference.html", page | {"is_stale": is_accepted})


def _mark(found: Replanned) -> str:
    """Mark what was shown, so that nothing else is accepted."""
    written = json_programme.write(found.taken.programme)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def _form(said: QueryDict, desk: Desk, moment: Moment, fault: str = "") -> dict[str, Any]:
    every = () if desk.programme is None else desk.programme.sessions
    near = [s for s in every if abs(s.start.date() - moment.day) <= 7 * DAY]
    athlete = desk.athlete
    places = [] if athlete is None else list(athlete.places)
    return {
        "said": said.dict(),
        "fault": fault,
        "sessions": [(s.start.date(), s.intent) for s in near],
        "ahead": [(s.start.date(), s.minutes) for s in near if s.start.date() >= moment.day],
        "places": places,
        "today": moment.day,
    }


def _collisions(found: NoProgramme) -> list[dict[str, Any]]:
    return [
        {"message": words.inert(one.message), "rules": one.rules, "relax": one.relax}
        for one in found.collisions
    ]


# What differs ----------------------------------------------------------------------------


def _difference(
    found: Replanned, before: Programme, said: QueryDict, desk: Desk, moment: Moment
) -> dict[str, Any]:
    after = found.taken.programme
    page = DifferencePage(
        changes=found.taken.changes,
        differences=found.differences,
        programme=after,
        today=moment.day,
        catalogue=desk.catalogue,
        tells_all=True,
    )
    weeks = list(weeks_told(page))
    ahead = [s for s in after.sessions if s.start.date() >= moment.day]
    held = {s.start: s for s in before.sessions}
    return {
        "lists": [(heading, rows) for heading, rows in lists(page) if rows],
        "weeks": weeks,
        "is_nothing": not found.differences,
        "stay": sum(held.get(s.start) == s for s in ahead),
        "ahead": len(ahead),
        "pictures": list(_pictures(before, after, moment)),
        "fields": [(name, value) for name, value in said.items() if name in FIELDS],
        "seen": _mark(found),
    }


FIELDS: Final = ("kind", "day", "run", "to", "minutes", "first", "last", "place")


def _pictures(before: Programme, after: Programme, moment: Moment) -> Iterator[dict[str, Any]]:
    """Draw the first week that differs, as it was and as it would be."""
    held = {week.start: week for week in before.weeks}
    for week in after.weeks:
        was = held.get(week.start)
        if was is not None and (was.runs, was.sessions) != (week.runs, week.sessions):
            for heading, one in (("As it is", was), ("As it would be", week)):
                yield {
                    "heading": f"{heading}: {words.days_in_words(week.start, week.end)}",
                    "days": day_rows(one, after.athlete.races, today=moment.day),
                }
            return


# Moving a run ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A day that a run can go to, and what stands there."""

    to: datetime
    holds: tuple[str, ...]
    is_here: bool
    is_over: bool


@require_safe
def move_run(request: HttpRequest, start: str) -> HttpResponse:
    """Offer the days that a run can be moved to: pick one, and see what that changes."""
    moment = this_moment()
    with desk_of(request) as desk:
        run = _run_at(start, desk)
        return render(
            request,
            "move_run.html",
            {
                "run": run,
                "said": words.run_in_words(run),
                "choices": list(_choices(run, desk, moment)),
                "is_over": run.start.date() < moment.day,
                "monday": monday_of(run.start.date()),
            },
        )


def _run_at(start: str, desk: Desk) -> PlannedRun:
    try:
        moment = parse_datetime(start)
    except ValueError:
        moment = None
    weeks = () if desk.programme is None else desk.programme.weeks
    runs = (run for week in weeks for run in week.runs if run.kind is not RunKind.RACE)
    found = next((run for run in runs if run.start == moment), None)
    if found is None:
        raise Http404("No run stands there, or it is a race. Look at the week.")
    return found


def _choices(run: PlannedRun, desk: Desk, moment: Moment) -> Iterator[Choice]:
    if desk.programme is None:
        return
    first = max(monday_of(run.start.date()), moment.day)
    for n in range(DAYS):
        day = first + n * DAY
        if not desk.programme.start <= day <= desk.programme.end:
            continue
        week = next(week for week in desk.programme.weeks if week.start == monday_of(day))
        here = [one for one in on_day(week, day) if one != run]
        yield Choice(
            to=_free(at(day, run.start.time()), run, here),
            holds=tuple(_named(one) for one in here),
            is_here=day == run.start.date(),
            is_over=day < moment.day,
        )


def _free(to: datetime, run: PlannedRun, here: Sequence[PlannedRun | Session]) -> datetime:
    """Go past runs that it would overlap, as long as the day lasts; else leave it where it is."""
    start = to
    for other in here:
        is_in_the_way = isinstance(other, PlannedRun) and start < other.end
        if is_in_the_way and other.start < start + timedelta(minutes=run.minutes):
            start = other.end + PAUSE
    return start if start.date() == to.date() else to


def _named(one: PlannedRun | Session) -> str:
    if isinstance(one, PlannedRun):
        return f"{one.start:%H:%M} {words.run_in_words(one)}"
    return f"{one.start:%H:%M} {words.inert(one.intent)}"
