"""What holds for every answer: nothing from elsewhere, and failures in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ironstride.core.errors import IronstrideError
from ironstride.web.athlete import SAMPLE_COOKIE

Answer = Callable[[HttpRequest], HttpResponse]

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""Nothing inline and nothing from elsewhere: only files of ours, and only to ourselves."""


def content_security_policy(answer: Answer) -> Answer:
    """Have every page say what a browser may load for it; a view may say so itself."""

    def with_policy(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return with_policy


def sample_not_kept(answer: Answer) -> Answer:
    """Have no browser keep a page of the sample: its address is that of an own page."""

    def with_the_sample_let_go(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if SAMPLE_COOKIE in request.COOKIES:
            response.headers["Cache-Control"] = "no-store"
        return response

    return with_the_sample_let_go


class FailuresTold:
    """Show what failed in the world (a profile, a disk) as a page with a sentence."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as usual."""
        return self._answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Word a failure that has words; leave everything else to Django."""
        if not isinstance(error, IronstrideError):
            return None
        return render(request, "failure.html", {"sentence": str(error)}, status=500)
