"""The beginning: from nothing to a programme, in a few pages.

Answers travel with the pages, in fields that are not shown, and nothing is kept before the last
one. So a page can be left at any time, and no health question is stored by halves.
"""

from __future__ import annotations

import shutil
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ironstride.app import interview as asked
from ironstride.app.keep import last_kept
from ironstride.app.uploads import Sent, receive
from ironstride.catalogue.load import load
from ironstride.core.athlete import Athlete, Concern
from ironstride.planning.season.refer import REFERRALS
from ironstride.sample import make
from ironstride.store.uploads import Uploads
from ironstride.web import worker
from ironstride.web.athlete import (
    SAMPLE_COOKIE,
    area_of,
    keep_profile,
    own_area,
    profile_of,
    sample_area,
)
from ironstride.web.begin_answers import (
    READERS,
    Answers,
    Typed,
    athlete_of,
    faults_of,
    typed_in,
)
from ironstride.web.begin_filled import typed_of, with_what_is_not_asked
from ironstride.web.begin_pages import FIRST, QuestionPage, page_of
from ironstride.web.clock import now, this_moment

OF_THE_FORM: Final = frozenset({"page", "go", "csrfmiddlewaretoken", "replace"})
PAGES: Final = tuple(READERS)


@require_safe
def show_beginning(request: HttpRequest) -> HttpResponse:
    """Show what there is to do, and what is done already."""
    area = area_of(request)
    context: dict[str, Any] = {"has_profile": area.profile.exists(), "profile": area.profile}
    if context["has_profile"]:
        with area.open() as store:
            context["upload"] = Uploads(store).latest()
            context["runs"] = len(store.runs())
            context["programme"] = last_kept(store)
    return render(request, "begin.html", context)


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask page by page; with the last one the profile is written."""
    page = request.POST.get("page", "")
    if request.method == "GET" or page not in PAGES:
        return _first(request)
    typed = {name: v for name, v in typed_in(request).items() if name not in OF_THE_FORM}
    go, place = request.POST.get("go", ""), PAGES.index(page)
    if go.startswith("more-"):
        return _show(request, page, _answers(_with_row(go.removeprefix("more-"), typed)))
    if go == "back":
        return _show(request, PAGES[max(0, place - 1)], _answers(typed))
    return _go_on(request, place, typed)


def _first(request: HttpRequest) -> HttpResponse:
    """Begin with the first page, or another one that is asked for, as the profile has it."""
    before, page = profile_of(request), request.GET.get("page", "")
    typed = FIRST if before is None else typed_of(before)
    return _show(request, page if page in PAGES and before else PAGES[0], _answers(typed))


def _go_on(request: HttpRequest, place: int, typed: Typed) -> HttpResponse:
    """Look at a page's answers; then show the next page, or write the profile."""
    answers = _answers(typed)
    if faults_of(PAGES[place], answers):
        return _show(request, PAGES[place], answers, status=422)
    if place + 1 < len(PAGES):
        return _show(request, PAGES[place + 1], _answers(typed))
    return _finish(request, typed)


def _answers(typed: Typed) -> Answers:
    return Answers(typed, load(), this_moment().day)


def _with_row(name: str, typed: Typed) -> Typed:
    """Add a row to those that a page had."""
    first = {"race": "day", "place": "name", "lift": "name"}
    if name not in first:
        return typed
    number = len(_answers(typed).rows(name))
    return {**typed, f"{name}{min(number, 9)}-{first[name]}": ""}


def _show(request: HttpRequest, name: str, answers: Answers, *, status: int = 200) -> HttpResponse:
    page = page_of(name, answers)
    return render(request, "begin_questions.html", _context(page, answers), status=status)


def _context(page: QuestionPage, answers: Answers) -> dict[str, Any]:
    return {
        "page": page,
        "pages": len(PAGES),
        "is_last": page.name == PAGES[-1],
        "carried": [(name, v) for name, v in answers.typed.items() if name not in page.held],
        "faults": len(answers.faults),
        "lists": {
            "exercises": sorted(one.name for one in answers.catalogue.exercises.values()),
            "equipment": sorted(answers.catalogue.equipment),
        },
        "listed": {field.listed for section in page.sections for field in section.fields},
    }


def _finish(request: HttpRequest, typed: Typed) -> HttpResponse:
    """Write the profile; one that is there is put aside only when that was said."""
    found = athlete_of(typed, load(), this_moment().day)
    if isinstance(found, str):
        answers = _answers(typed)
        faults_of(found, answers)
        return _show(request, found, answers, status=422)
    if area_of(request).profile.exists() and "replace" not in request.POST:
        context = {"carried": list(typed.items()), "profile": area_of(request).profile}
        return render(request, "begin_replace.html", context, status=409)
    before = profile_of(request)
    keep_profile(with_what_is_not_asked(found, before) if before else found, request)
    return redirect("begin-files")


def seen_first(athlete: Athlete | None) -> list[tuple[str, str]]:
    """Say what somebody has to look at before anything is planned, and whom to see."""
    held = frozenset[Concern]() if athlete is None else athlete.health.needs_clearance
    return [(REFERRALS[one].what, REFERRALS[one].see) for one in Concern if one in held]


def health_notes(request: HttpRequest) -> dict[str, Any]:
    """Give what a profile's health means for the programme, for any of these pages."""
    athlete = profile_of(request)
    return {
        "seen_first": seen_first(athlete),
        "screen_kept": asked.SCREEN_KEPT if athlete and athlete.health.parq_yes else "",
        "profile": area_of(request).profile,
    }


# The sample ------------------------------------------------------------------------------


@require_POST
def try_sample(_: HttpRequest) -> HttpResponse:
    """Make the made-up athlete's files in a place of their own, and read them as any others."""
    area = sample_area()
    shutil.rmtree(area.folder, ignore_errors=True)
    report = make(area.folder / "sample", today=this_moment().day)
    area.profile.write_bytes(report.profile.read_bytes())
    with area.open() as store:
        id_ = receive([Sent("sample", report.folder)], store, at=now())
    worker.wake()
    response = redirect("begin-upload", id_)
    response.set_cookie(SAMPLE_COOKIE, "1", httponly=True, samesite="Strict")
    return response


@require_POST
def leave_sample(_: HttpRequest) -> HttpResponse:
    """Go back to one's own data; the sample stays as it is, and begins anew when tried again."""
    response = redirect("today" if own_area().profile.exists() else "begin")
    response.delete_cookie(SAMPLE_COOKIE, samesite="Strict")
    return response
