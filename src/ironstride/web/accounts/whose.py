"""Whose pages these are: the visitor's own, or those of an athlete who accepted them as coach.

An athlete's pages lie under `/of/ATHLETE/` for a coach, each page at the same address behind
it. Django is told of the part in front as if the whole app were mounted there, so every link
and form of such a page leads to the same athlete, in this tab and in no other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import get_script_prefix, set_script_prefix

from ironstride.accounts.coaching import athlete_of
from ironstride.accounts.models import Account
from ironstride.accounts.threads import unread

OF: Final = re.compile(r"/of/(?P<athlete>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?P<page>/.*)")
COACHED: Final = frozenset(
    {
        "today", "start", "skip", "session", "station", "log-set", "go-on", "log-left", "log-pain",
        "finish", "swap", "add", "correct", "this-week", "week", "change", "move-run", "progress",
        "lift", "why", "rule", "source", "sources", "programme", "programmes", "exercises",
        "exercise", "still", "figure", "profile", "what-changed", "talk", "talk-plan", "thread",
    }
)  # fmt: skip
"""The pages of an athlete that a coach may open. A page that is not named is the athlete's alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """The athlete whose pages are shown, who looks at them, and where the visitor's own begin."""

    athlete: Account
    visitor: Account
    own: str

    @property
    def is_coached(self) -> bool:
        """Whether a coach looks at somebody else's pages."""
        return self.athlete != self.visitor


class WhosePages:
    """Find out whose pages are asked for before anything of them is looked at."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer for the visitor, or for the athlete that the address names."""
        asked = OF.fullmatch(request.path_info)
        if not isinstance(request.user, Account):
            return self._answer(request) if asked is None else _to_login(request)
        own = get_script_prefix()
        if asked is None:
            return self._as(request, Whose(athlete=request.user, visitor=request.user, own=own))
        athlete = athlete_of(request.user, UUID(asked["athlete"]))
        if athlete is None:
            raise Http404(NOBODY)
        request.path_info = asked["page"]
        set_script_prefix(f"{own}of/{athlete.athlete}/")
        try:
            return self._as(request, Whose(athlete=athlete, visitor=request.user, own=own))
        finally:
            set_script_prefix(own)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        """Keep a coach out of what belongs to the athlete alone."""
        found = whose_of(request)
        name = None if request.resolver_match is None else request.resolver_match.url_name
        if found is not None and found.is_coached and name not in COACHED:
            raise Http404(NOBODY)

    def _as(self, request: HttpRequest, found: Whose) -> HttpResponse:
        request.whose = found  # type: ignore[attr-defined] # a request takes what middleware gives
        return self._answer(request)


NOBODY: Final = "There is no such page of an athlete who has accepted you as their coach."


def whose_of(request: HttpRequest) -> Whose | None:
    """Say whose pages a request asks for; None in the embedded mode, and before a login."""
    return getattr(request, "whose", None)


def account_of(request: HttpRequest) -> Account:
    """Give the visitor of a page that needs a login."""
    found = whose_of(request)
    if found is None:
        raise Http404("Accounts are there in the server mode alone.")
    return found.visitor


def whose(request: HttpRequest) -> dict[str, Any]:
    """Tell every template whose page it is, and how many remarks are new to the visitor."""
    found = whose_of(request)
    if found is None:
        return {}
    return {"whose": found, "own": found.own, "new_remarks": unread(found.visitor, found.athlete)}


def _to_login(request: HttpRequest) -> HttpResponse:
    return redirect_to_login(request.get_full_path())
