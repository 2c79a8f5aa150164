"""What programs may open: tokens of the API, and the secret address of the calendar."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ironstride.app import keys as app
from ironstride.app.keep import last_kept
from ironstride.catalogue.load import load
from ironstride.formats import ics_programme
from ironstride.store.keys import Keys, Scope
from ironstride.web.athlete import area_of
from ironstride.web.clock import now
from ironstride.web.keyholder import store_of_key

ABOUT_SCOPES = {
    Scope.READ: "look at everything",
    Scope.LOG: "tell sets, sessions and pain",
    Scope.PLAN: "change the programme",
}


@never_cache
@require_http_methods(["GET", "POST"])
def show_keys(request: HttpRequest) -> HttpResponse:
    """List the keys, and make a new one; its secret is shown this once."""
    made: dict[str, Any] = {}
    area = area_of(request)
    if area.is_sample:
        return render(request, "keys.html", {"is_closed": True})
    with area.open() as store:
        keys = Keys(store)
        if request.method == "POST":
            made = _made(request, keys)
        context = {
            "tokens": app.tokens(keys),
            "calendar": app.calendar_key(keys),
            "scopes": list(ABOUT_SCOPES.items()),
            **made,
        }
    return render(request, "keys.html", context, status=422 if "fault" in made else 200)


def _made(request: HttpRequest, keys: Keys) -> dict[str, Any]:
    if "calendar" in request.POST:
        secret = app.make_calendar(keys, at=now())
        address = request.build_absolute_uri(reverse("calendar", args=[secret]))
        return {"address": address}
    scopes = {Scope(one) for one in request.POST.getlist("scope") if one in list(Scope)}
    try:
        return {"secret": app.make_token(request.POST.get("name", ""), scopes, keys, at=now())}
    except ValueError as error:
        return {"fault": f"{error}. No token was made."}


@require_POST
def revoke_key(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Take a key away; from now on it opens nothing."""
    area = area_of(request)
    if not area.is_sample:
        with area.open() as store:
            Keys(store).revoke([id_])
    return redirect("keys")


@require_safe
def show_calendar(_: HttpRequest, secret: str) -> HttpResponse:
    """Give the programme as a calendar, to whoever knows the address."""
    with store_of_key(secret, Scope.CALENDAR) as store:
        if store is None:
            raise Http404("No calendar is at this address; it may have been made anew.")
        programme = last_kept(store)
    content = ics_programme.write(programme, load()) if programme else ics_programme.empty()
    headers = {"Cache-Control": "private, no-cache", "Referrer-Policy": "no-referrer"}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
