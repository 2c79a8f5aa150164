"""A session changed on the floor: another exercise instead of one, or one more besides."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ironstride.app import floor
from ironstride.app.swap import Swap, Trouble, swaps
from ironstride.catalogue.find import Wanted, matching
from ironstride.core.exercise import Pattern
from ironstride.core.log import ExerciseChosen
from ironstride.core.programme import Prescription
from ironstride.formats import words
from ironstride.formats.explanation_text import cost_in_words
from ironstride.formats.profile_terms import COMPLAINTS
from ironstride.planning.dose.alone import alone
from ironstride.web.athlete import desk_of
from ironstride.web.clock import this_moment
from ironstride.web.lines import dose_of
from ironstride.web.session import here_at, station_at
from ironstride.web.shelves import named
from ironstride.web.station_ahead import At
from ironstride.web.station_page import PLACES
from ironstride.web.telling import posted_id

TROUBLES: Final = {
    Trouble.BUSY: "What it needs is taken",
    Trouble.SORE: "It hurts",
    Trouble.OTHER: "I would rather do something else",
}
REASONS: Final = {Trouble.BUSY: "the equipment was taken", Trouble.OTHER: ""}
SHOWN: Final = 60  # exercises on a page to pick from


# Instead of one --------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def swap_exercise(request: HttpRequest, id_: UUID, number: int) -> HttpResponse:
    """Show what could stand instead of an exercise and what that costs, and take one."""
    moment = this_moment()
    with desk_of(request) as desk:
        at = station_at(id_, number, desk, moment)
        said = request.POST if request.method == "POST" else request.GET
        trouble = _trouble(said.get("why", ""))
        place = said.get("place", "") if said.get("place", "") in COMPLAINTS else ""
        origin = at.station.instead_of or at.station.exercise
        found = (
            None if trouble is None else swaps(at.here.planned, origin, trouble, desk, place=place)
        )
        if request.method == "POST" and found is not None:
            ways = {swap.exercise: swap.lines for swap in found.swaps} | {origin: _own(origin, at)}
            if _take(request, ways, at, reason=_reason(trouble, place)):
                return redirect("station", id_, number)
        after = at.here.after(number)
        context = {
            "here": at.here,
            "station": at.station,
            "name": words.exercise_name(at.station.exercise, desk.catalogue),
            "origin": (origin, words.exercise_name(origin, desk.catalogue)),
            "troubles": TROUBLES.items(),
            "trouble": trouble,
            "places": [*PLACES, *(place for place in COMPLAINTS if place not in PLACES)],
            "place": place,
            "after": None if after is None or after.number == number else after.number,
            "is_known": found is not None,
            "swaps": [] if not found else [_worded(swap, at) for swap in found.swaps],
            "without": [] if not found else cost_in_words(found.without),
            "id": uuid4(),
        }
    return render(request, "swap.html", context)


def _trouble(said: str) -> Trouble | None:
    return Trouble(said) if said in list(Trouble) else None


def _reason(trouble: Trouble | None, place: str) -> str:
    if trouble is Trouble.SORE:
        return f"sore {place}".strip()
    return "" if trouble is None else REASONS[trouble]


def _own(exercise: str, at: At) -> tuple[Prescription, ...]:
    return tuple(p for p in at.here.planned.exercises if p.exercise == exercise)


def _worded(swap: Swap, at: At) -> dict[str, Any]:
    choice = _choice(swap.exercise, swap.lines, at)
    loaded = floor.with_load_of_today(choice, at.here, at.desk).lines
    hard = [line for line in loaded if line.role.is_hard] or list(loaded)
    return {
        "exercise": swap.exercise,
        "name": words.exercise_name(swap.exercise, at.desk.catalogue),
        "dose": dose_of(hard[:1], at.desk.catalogue, at.desk.unit),
        "cost": cost_in_words(swap.cost),
        "is_free": swap.cost.is_free,
        "more_minutes": swap.minutes - at.here.planned.minutes,
    }


def _take(
    request: HttpRequest, ways: dict[str, tuple[Prescription, ...]], at: At, *, reason: str
) -> bool:
    """Take the exercise that was tapped, if it is one of those that were shown."""
    told_id, exercise = posted_id(request), request.POST.get("exercise", "")
    if told_id is None or not ways.get(exercise):
        return False
    choice = _choice(exercise, ways[exercise], at)
    floor.choose(replace(choice, id=told_id, reason=reason), at.here, at.desk)
    return True


def _choice(exercise: str, lines: tuple[Prescription, ...], at: At) -> ExerciseChosen:
    return ExerciseChosen(
        session=at.here.logged.started.id,
        day=at.here.logged.started.day,
        at=at.moment.at,
        exercise=exercise,
        lines=lines,
        instead_of=at.station.instead_of or at.station.exercise,
    )


# Besides ---------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def add_exercise(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Pick one more exercise from the library."""
    moment = this_moment()
    with desk_of(request) as desk:
        here = here_at(id_, desk, moment)
        if request.method == "POST":
            told_id, name = posted_id(request), request.POST.get("exercise", "")
            known = named(desk.catalogue.exercises, name, noun="exercise", listing="the list")
            if told_id is None:
                raise Http404("The page made no id for this; open it again.")
            if all(station.exercise != known.id for station in here.stations):
                choice = ExerciseChosen(
                    id=told_id,
                    session=id_,
                    day=here.logged.started.day,
                    at=moment.at,
                    exercise=known.id,
                    lines=(alone(known, desk.catalogue.policy),),
                )
                floor.choose(choice, here, desk)
            again = here_at(id_, desk, moment)
            mine = next(s for s in again.stations if s.exercise == known.id)
            return redirect("station", id_, mine.number)
        text = request.GET.get("text", "").strip()[:80]
        pattern = request.GET.get("pattern", "")
        wanted = Wanted(text=text or None, pattern=pattern if pattern in list(Pattern) else None)
        found = matching(wanted, desk.catalogue) if text or pattern else []
        context = {
            "here": here,
            "text": text,
            "pattern": pattern,
            "patterns": list(Pattern),
            "is_asked": bool(text or pattern),
            "found": [(one.id, one.name, one.pattern) for one in found[:SHOWN]],
            "more": max(0, len(found) - SHOWN),
            "id": uuid4(),
        }
    return render(request, "add.html", context)
