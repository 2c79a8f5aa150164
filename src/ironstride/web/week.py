"""The week: runs and lifting in one picture, and the season that it is a part of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from ironstride.app.floor import Coming
from ironstride.app.log import Desk, read_logbook
from ironstride.app.today import Today
from ironstride.core.calendar import DAY, WEEK, monday_of
from ironstride.core.programme import Programme, Week
from ironstride.core.run import PlannedRun, Race
from ironstride.formats import words
from ironstride.strength.logbook import Logbook
from ironstride.web.athlete import desk_of
from ironstride.web.clock import this_moment
from ironstride.web.lines import Part, parts_of

HEIGHTS: Final = 10  # steps that a bar of the season can have


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
            context = {"has_profile": desk.profile.exists()}
            return render(request, "no_programme_yet.html", context)
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
    mondays = {one.start for one in programme.weeks}
    before, after = week.start - WEEK, week.start + WEEK
    return {
        "week": week,
        "number": programme.weeks.index(week) + 1,
        "count": len(programme.weeks),
        "dates": f"{words.days_in_words(week.start, week.end)} {week.end.year}",
        "phase": words.phase_in_words(week.phase) + (", a light week" * week.is_light),
        "summary": words.week_summary(week),
        "days": list(_days(week, programme, book, today)),
        "sessions": [
            {"session": session, "parts": _parts(session_of, desk)}
            for session in week.sessions
            for session_of in [Coming(session=session, programme=programme, told=Today())]
        ],
        "before": before if before in mondays else None,
        "after": after if after in mondays else None,
        "season": list(_season(programme, week, today)),
        "today": today,
    }


def _parts(here: Coming, desk: Desk) -> list[Part]:
    return list(parts_of(here, desk.catalogue, desk.unit))


# The days of a week ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of training in the picture: what it is, and where it lies in its day."""

    kind: str
    words: str
    time: str
    x: float
    width: float
    is_done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """A day with its training in the order it comes, and the races run on it."""

    day: date
    blocks: tuple[Block, ...]
    races: tuple[str, ...]
    is_today: bool


def _days(week: Week, programme: Programme, book: Logbook, today: date) -> Iterator[DayRow]:
    """Lay each day's minutes end to end, on one scale for all days."""
    ended = {one.started.planned for one in book.sessions if not one.is_open}
    days = [week.start + n * DAY for n in range(7)]
    longest = max((_minutes(week, day) for day in days), default=0) or 1
    for day in days:
        yield DayRow(
            day=day,
            blocks=tuple(_blocks(week, day, 100 / longest, ended)),
            races=tuple(_races(day, programme.athlete.races)),
            is_today=day == today,
        )


def _minutes(week: Week, day: date) -> int:
    runs = sum(run.minutes for run in week.runs if run.start.date() == day)
    return runs + sum(s.minutes for s in week.sessions if s.start.date() == day)


def _blocks(week: Week, day: date, scale: float, ended: set[Any]) -> Iterator[Block]:
    told = [
        *((run.start, run.minutes, _kind(run), words.run_in_words(run)) for run in week.runs),
        *(
            (s.start, s.minutes, "lift", f"{words.inert(s.intent)}, {s.minutes} min")
            for s in week.sessions
        ),
    ]
    x = 0.0
    for start, minutes, kind, said in sorted(told, key=lambda each: each[0]):
        if start.date() != day:
            continue
        yield Block(
            kind=kind,
            words=said,
            time=f"{start:%H:%M}",
            x=round(x, 2),
            width=round(minutes * scale, 2),
            is_done=kind == "lift" and start in ended,
        )
        x += minutes * scale


def _kind(run: PlannedRun) -> str:
    return "key" if run.is_key else "easy"


def _races(day: date, races: Sequence[Race]) -> Iterator[str]:
    return (words.race_in_words(race) for race in races if race.day == day)


# The season ------------------------------------------------------------------------------


def _season(programme: Programme, shown: Week, today: date) -> Iterator[dict[str, Any]]:
    """Give the blocks of the season, each with its weeks as bars of hard sets."""
    most = max((week.hard_sets for week in programme.weeks), default=0) or 1
    for name, weeks in groupby(programme.weeks, key=lambda week: week.phase):
        yield {
            "name": words.phase_in_words(name),
            "weeks": [
                {
                    "start": week.start,
                    "label": _label(week, programme),
                    "height": round(week.hard_sets / most * HEIGHTS),
                    "is_light": week.is_light,
                    "is_shown": week is shown,
                    "is_now": week.start <= today <= week.end,
                    "race": min(
                        (r.priority.value for r in words.races_of(week, programme.athlete.races)),
                        default="",
                    ),
                }
                for week in weeks
            ],
        }


def _label(week: Week, programme: Programme) -> str:
    races = words.races_of(week, programme.athlete.races)
    parts = [
        f"Week of {words.day_in_words(week.start)}",
        words.count(week.hard_sets, "hard set"),
        "light week" if week.is_light else "",
        *(f"race: {words.race_in_words(race)}" for race in races),
    ]
    return ", ".join(filter(None, parts))
