"""Talk: an athlete and their coaches about the plan, a session or a set."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ironstride.accounts import threads
from ironstride.accounts.threads import LONGEST
from ironstride.app.log import Desk, read_logbook
from ironstride.app.told_by_others import told_by_others
from ironstride.formats import words
from ironstride.formats.log_text import LogWords
from ironstride.strength.logbook import Logbook
from ironstride.web.accounts.whose import Whose, whose_of
from ironstride.web.athlete import desk_of
from ironstride.web.clock import this_moment

PLAN: Final = "plan"
RECENT: Final = timedelta(days=28)


@require_safe
def show_talk(request: HttpRequest) -> HttpResponse:
    """List the threads, and what of the last weeks one may be begun about."""
    whose = _whose(request)
    with desk_of(request) as desk:
        book = read_logbook(desk.store)
        found = threads.threads(whose.visitor, whose.athlete)
        told = [
            {"title": _title(one.topic, book, desk), "address": _address(one.topic), "thread": one}
            for one in found
        ]
        recent = list(_recent(book, desk))
    has_plan = any(one.topic == PLAN for one in found)
    context = {"threads": told, "recent": recent, "has_plan": has_plan}
    return render(request, "talk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def show_thread(request: HttpRequest, kind: str = PLAN, id_: UUID | None = None) -> HttpResponse:
    """Show a thread, and take an answer."""
    if kind not in (PLAN, "session", "set"):
        raise Http404(NOT_THERE)
    whose, topic = _whose(request), PLAN if id_ is None else f"{kind}:{id_}"
    with desk_of(request) as desk:
        title = _title(topic, read_logbook(desk.store), desk)
    if request.method == "POST":
        if not title:
            raise Http404(NOT_THERE)
        if text := request.POST.get("text", "").strip():
            threads.say(
                text, athlete=whose.athlete, topic=topic, author=whose.visitor, at=this_moment().at
            )
        return redirect(request.path)
    said = threads.read(whose.visitor, athlete=whose.athlete, topic=topic, at=this_moment().at)
    if not title and not said:
        raise Http404(NOT_THERE)
    context = {"title": title or "What was taken back", "said": said, "longest": LONGEST}
    context |= {"may_answer": bool(title), "back": _about(kind, id_) if title else ""}
    return render(request, "thread.html", context)


NOT_THERE: Final = "There is no such session and no such set in the log."


@require_safe
def show_changes(request: HttpRequest) -> HttpResponse:
    """List what coaches changed: who, when and what."""
    with desk_of(request) as desk:
        return render(request, "what_changed.html", {"changes": told_by_others(desk)})


def _whose(request: HttpRequest) -> Whose:
    found = whose_of(request)
    if found is None:
        raise Http404(NOT_THERE)
    return found


def _title(topic: str, book: Logbook, desk: Desk) -> str:
    """Say what a thread is about; empty where that is not in the log."""
    kind, _, id_ = topic.partition(":")
    if kind == PLAN:
        return "The plan"
    if kind == "session":
        days = (one.started.day for one in book.sessions if str(one.started.id) == id_)
        return next((f"Session of {words.day_in_words(day)}" for day in days), "")
    log = LogWords(desk.catalogue, desk.unit)
    sets = (one for one in book.sets if str(one.id) == id_)
    return next((f"{log.entry(one)}, {words.day_in_words(one.day)}" for one in sets), "")


def _address(topic: str) -> str:
    kind, _, id_ = topic.partition(":")
    return reverse("thread", args=[kind, id_]) if id_ else reverse("talk-plan")


def _about(kind: str, id_: UUID | None) -> str:
    """Give the page of what a thread is about."""
    if id_ is None:
        return reverse("this-week")
    return reverse("session" if kind == "session" else "correct", args=[id_])


def _recent(book: Logbook, desk: Desk) -> Iterator[dict[str, Any]]:
    """Give the sessions of the last weeks with their sets, the latest first."""
    first = this_moment().day - RECENT
    log = LogWords(desk.catalogue, desk.unit)
    for one in reversed(book.sessions):
        if one.started.day >= first:
            mine = [each for each in book.sets if each.session == one.started.id]
            yield {
                "id": one.started.id,
                "title": f"Session of {words.day_in_words(one.started.day)}",
                "rpe": None if one.finished is None else one.finished.rpe,
                "is_open": one.is_open,
                "sets": [(each.id, log.entry(each)) for each in mine if not each.is_warm_up],
            }
