"""The profile of the server mode: the same text as in `athlete.toml`, kept in the database."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ironstride.app.profile import ProfileText, profile_in, read_athlete, tell_profile
from ironstride.core.errors import IronstrideError
from ironstride.web.athlete import desk_of
from ironstride.web.clock import this_moment

LONGEST: Final = 40_000  # letters; a profile has some two thousand


@require_http_methods(["GET", "HEAD", "POST"])
def show_profile(request: HttpRequest) -> HttpResponse:
    """Show the profile, and take another one if it can be read."""
    with desk_of(request) as desk:
        kept = profile_in(desk.store)
        if request.method != "POST":
            return render(request, "profile.html", {"text": kept.text or BEGINNING})
        typed = ProfileText(request.POST.get("text", "")[:LONGEST].replace("\r\n", "\n"))
        try:
            read_athlete(typed)
        except IronstrideError as error:
            page = {"text": typed.text, "faults": str(error).splitlines()}
            return render(request, "profile.html", page, status=422)
        if typed != kept:
            tell_profile(typed.text, desk.store, at=this_moment().at)
    return redirect("profile")


BEGINNING: Final = """\
[athlete]
birth_year = 1990
lifting_experience = "novice"   # none, novice, intermediate, advanced

[[race]]
date = 2027-03-21
distance_km = 21.1
priority = "A"

[places.gym]
equipment = ["barbell", "dumbbell", "bench", "step", "box", "mat", "band-loop", "wall"]

[availability.tuesday]
minutes = 45
start = "18:30"

[availability.friday]
minutes = 45
start = "18:30"
"""
