"""The pages for what is not there, and for what went wrong."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ironstride.web.receiving import TooBigError


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page."""
    said = exception.args[0] if exception.args else ""
    sentence = said if isinstance(said, str) and said else "There is no page at this address."
    return render(request, "not_found.html", {"sentence": sentence}, status=404)


def not_taken(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say why something that was sent was not taken."""
    said = str(exception) if isinstance(exception, TooBigError) else ""
    sentence = said or "This was not sent in a way that is understood here; nothing was taken."
    status = 413 if said else 400
    return render(request, "failure.html", {"sentence": sentence}, status=status)


def form_is_stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was not taken, because it did not come from a page of ours."""
    sentence = (
        "This form did not come from a page that was opened here, so nothing was logged. "
        "Open the page again and send it once more; cookies must be allowed for this address."
    )
    return render(request, "failure.html", {"sentence": sentence, "reason": reason}, status=403)
