"""The library of exercises, with filters, and the page of one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ironstride.catalogue.exercise_words import OUR_JUDGEMENT, doses, nature
from ironstride.catalogue.find import (
    PHASES,
    Wanted,
    easier_than,
    harder_than,
    matching,
)
from ironstride.catalogue.load import load
from ironstride.catalogue.nearest import shown
from ironstride.core.catalogue import Catalogue
from ironstride.core.exercise import Exercise, Pattern
from ironstride.web.athlete import profile_of
from ironstride.web.figures import alternative
from ironstride.web.shelves import named

NOTHING: Final = "nothing"


@require_safe
def show_exercises(request: HttpRequest) -> HttpResponse:
    """List the exercises that fit what is asked for."""
    places = _places(request)
    asked = {
        name: request.GET.get(name, "").strip()[:80]
        for name in ("text", "pattern", "phase", "place", "uses", "barefoot")
    }
    wanted = Wanted(
        text=asked["text"] or None,
        pattern=asked["pattern"] if asked["pattern"] in list(Pattern) else None,
        phase=asked["phase"] if asked["phase"] in list(PHASES) else None,
        equipment=places.get(asked["place"]),
        is_barefoot=bool(asked["barefoot"]),
    )
    found = [one for one in matching(wanted, load()) if _uses(one, asked["uses"])]
    parts = [
        {"pattern": pattern, "exercises": [_row(row) for row in found if row.pattern is pattern]}
        for pattern in dict.fromkeys(row.pattern for row in found)
    ]
    context = {
        "parts": parts,
        "count": len(found),
        "asked": asked,
        "patterns": list(Pattern),
        "phases": PHASES,
        "places": list(places),
        "equipment": sorted(load().equipment),
    }
    return render(request, "exercises.html", context)


def _uses(exercise: Exercise, thing: str) -> bool:
    return not thing or thing in exercise.equipment


def _places(request: HttpRequest) -> Mapping[str, tuple[str, ...]]:
    """Name what there may be to lift with: nothing, or what the profile has at each place."""
    athlete = profile_of(request)
    found: dict[str, tuple[str, ...]] = {NOTHING: ()}
    if athlete is not None:
        found |= {place: tuple(athlete.equipment_at(place) - {"none"}) for place in athlete.places}
    return found


def _row(exercise: Exercise) -> dict[str, Any]:
    return {
        "id": exercise.id,
        "name": exercise.name,
        "needs": ", ".join(sorted(exercise.equipment - {"none"})) or "nothing",
        "is_drawn": shown(exercise.id) is not None,
    }


@require_safe
def show_exercise(request: HttpRequest, exercise: str) -> HttpResponse:
    """Show one exercise: how, with what, how much, and what is easier or harder."""
    catalogue = load()
    known = catalogue.exercises
    found = named(known, exercise, noun="exercise", listing="the list of exercises")
    figure = shown(found.id)
    context = {
        "exercise": found,
        "facts": list(nature(found, catalogue)),
        "doses": list(doses(found)),
        "easier": _named(easier_than(found), catalogue),
        "harder": _named(harder_than(found, catalogue.exercises), catalogue),
        "figure": figure,
        "picture": "" if figure is None else alternative(figure.motion),
        "judgement": OUR_JUDGEMENT,
    }
    return render(request, "exercise.html", context)


def _named(ids: tuple[str, ...], catalogue: Catalogue) -> list[tuple[str, str]]:
    return [(id_, catalogue.exercises[id_].name) for id_ in ids if id_ in catalogue.exercises]
