"""A programme for several athletes: each is planned for anew, around the coach's sessions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_http_methods

from ironstride.accounts import coaching
from ironstride.accounts.models import Account
from ironstride.app.keep import TakenOn, keep_changed
from ironstride.app.plan import plan_at
from ironstride.catalogue.load import load
from ironstride.core.calendar import WEEK, monday_of
from ironstride.core.errors import IronstrideError
from ironstride.core.pinned import Pinned
from ironstride.core.programme import NoProgramme, Programme
from ironstride.formats import pinned_text, words
from ironstride.web.accounts.coach import address_of, athletes_named, coach_of
from ironstride.web.athlete import desk_for
from ironstride.web.clock import this_moment

TOGETHER: Final = 10  # athletes planned for in one go, a second or a few for each
LONGEST: Final = 20_000  # letters of the coach's sessions


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one athlete: a programme, or what stands in its way."""

    athlete: Account
    address: str
    is_kept: bool
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a coach asks for: from which day, around which sessions, for whom."""

    start: date
    pins: tuple[Pinned, ...]
    athletes: Sequence[Account]


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest) -> HttpResponse:
    """Show the form, or plan for each athlete who is ticked and say what came of it."""
    coach = coach_of(request)
    page = {
        "athletes": [one.athlete for one in coaching.coached_by(coach)],
        "ticked": request.POST.getlist("athlete"),
        "start": request.POST.get("start") or f"{monday_of(this_moment().day) + WEEK}",
        "text": request.POST.get("text", "")[:LONGEST],
        "together": TOGETHER,
    }
    if request.method != "POST":
        return render(request, "assign.html", page)
    try:
        asked = _asked(request, coach)
    except (ValueError, IronstrideError) as error:
        return render(
            request, "assign.html", {**page, "faults": str(error).splitlines()}, status=422
        )
    outcomes = [_planned(athlete, asked, coach) for athlete in asked.athletes]
    return render(request, "assigned.html", {"outcomes": outcomes, "start": asked.start})


def _asked(request: HttpRequest, coach: Account) -> Asked:
    """Read what was sent.

    Raises:
        ValueError: a day or an athlete is missing, or there are too many.
        IronstrideError: something in the sessions is not understood.
    """
    athletes = athletes_named(coach, request.POST.getlist("athlete"))
    if not 1 <= len(athletes) <= TOGETHER:
        raise ValueError(f"Tick 1 to {TOGETHER} athletes; {len(athletes)} are ticked.")
    start = parse_date(request.POST.get("start", ""))
    if start is None:
        raise ValueError("Write the first day as 2026-12-07.")
    text = request.POST.get("text", "")[:LONGEST]
    if not text.strip():
        return Asked(start, (), athletes)
    read = pinned_text.read(text, name="the sessions", catalogue=load())
    return Asked(start, read.pins, athletes)


def _planned(athlete: Account, asked: Asked, coach: Account) -> Outcome:
    """Plan for one athlete and have the programme taken on; what stands in the way changes nothing."""
    with desk_for(athlete, coach) as desk:
        try:
            found = plan_at(desk, start=asked.start, pins=asked.pins)
        except IronstrideError as error:
            return _outcome(athlete, str(error).splitlines())
        match found:
            case Programme():
                keep_changed(
                    TakenOn(programme=found),
                    desk.store,
                    at=this_moment().at,
                    source="ironstride web",
                )
                until = words.date_in_words(found.end)
                cautions = (f"{one.message}" for one in found.warnings)
                return _outcome(athlete, [f"Taken on, until {until}.", *cautions], is_kept=True)
            case NoProgramme(collisions=collisions):
                return _outcome(athlete, [one.message for one in collisions])


def _outcome(athlete: Account, lines: Sequence[str], *, is_kept: bool = False) -> Outcome:
    return Outcome(
        athlete=athlete, address=address_of(athlete), is_kept=is_kept, lines=tuple(lines)
    )
