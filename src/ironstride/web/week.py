"""The week: runs and lifting in one picture, and the season that it is a part of."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from ironstride.app.floor import Coming
from ironstride.app.log import Desk, read_logbook
from ironstride.app.today import Today
from ironstride.core.calendar import WEEK, monday_of
from ironstride.core.programme import Programme, Week
from ironstride.formats import words
from ironstride.web.athlete import desk_of
from ironstride.web.clock import this_moment
from ironstride.web.lines import Part, parts_of
from ironstride.web.season_picture import season_picture
from ironstride.web.today import no_programme_page
from ironstride.web.week_picture import day_rows


@require_safe
def show_this_week(request: HttpRequest) -> HttpResponse:
    """Show the week that today lies in, or the first one of a programme still ahead."""
    return _show(request, None)


@require_safe
def show_week(request: HttpRequest, monday: str) -> HttpResponse:
    """Show the week of a day."""
    try:
        day = parse_date(monday)
    except ValueError:
        day = None
    if day is None:
        raise Http404(f"{monday} is no day; write it as 2026-12-08.")
    return _show(request, day)


def _show(request: HttpRequest, day: date | None) -> HttpResponse:
    today = this_moment().day
    with desk_of(request) as desk:
        if desk.programme is None:
            page = no_programme_page(desk, this_moment())
            return render(request, "no_programme_yet.html", page)
        week = _week_of(day or today, desk.programme, is_asked=day is not None)
        if week is None:
            first, last = desk.programme.start, desk.programme.end
            raise Http404(
                f"Your programme runs from {words.date_in_words(first)} to "
                f"{words.date_in_words(last)}; this week lies outside of it."
            )
        return render(request, "week.html", _page(week, desk.programme, desk, today))


def _week_of(day: date, programme: Programme, *, is_asked: bool) -> Week | None:
    """Find the week of a day; where nobody asked for one, the nearest of the programme."""
    found = next((w for w in programme.weeks if w.start == monday_of(day)), None)
    if found is not None or is_asked:
        return found
    return programme.weeks[0] if day < programme.start else programme.weeks[-1]


def _page(week: Week, programme: Programme, desk: Desk, today: date) -> dict[str, Any]:
    book = read_logbook(desk.store, since=week.start)
    ended = {one.started.planned for one in book.sessions if not one.is_open}
    mondays = {one.start for one in programme.weeks}
    before, after = week.start - WEEK, week.start + WEEK
    return {
        "week": week,
        "number": programme.weeks.index(week) + 1,
        "count": len(programme.weeks),
        "dates": f"{words.days_in_words(week.start, week.end)} {week.end.year}",
        "phase": words.phase_in_words(week.phase) + (", a light week" * week.is_light),
        "summary": words.week_summary(week),
        "days": list(day_rows(week, programme.athlete.races, today=today, ended=ended)),
        "sessions": [
            {"session": session, "parts": _parts(session_of, desk)}
            for session in week.sessions
            for session_of in [Coming(session=session, told=Today())]
        ],
        "before": before if before in mondays else None,
        "after": after if after in mondays else None,
        **season_picture(programme, week, today, desk.catalogue.exercises),
        "today": today,
    }


def _parts(here: Coming, desk: Desk) -> list[Part]:
    return list(parts_of(here, desk.catalogue, desk.unit))
