"""A session's pages in one answer, for a browser to keep for when there is no network."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from ironstride.app import floor
from ironstride.app.floor import Floor
from ironstride.app.log import Desk, Moment
from ironstride.catalogue.nearest import shown
from ironstride.web.athlete import desk_of
from ironstride.web.clock import this_moment
from ironstride.web.session import end_page
from ironstride.web.station_ahead import At
from ironstride.web.station_page import Typed, station_page


@require_safe
def keep_session(request: HttpRequest, id_: UUID) -> JsonResponse:
    """Give every page of a session by its address, and the addresses of its pictures.

    Of a session that nobody has begun the pages stand under the id `NOT_BEGUN`: a browser that
    begins it without a network writes its own id there.
    """
    moment = this_moment()
    with desk_of(request) as desk:
        here = _floor(id_, desk, moment)
        if here is None:
            raise Http404("There is no such session to keep.")
        pages = _pages(request, At(here, here.stations[0], desk, moment)) if here.stations else {}
    return JsonResponse({"pages": pages, "pictures": _pictures(here)})


def _floor(id_: UUID, desk: Desk, moment: Moment) -> Floor | None:
    if id_ != floor.NOT_BEGUN:
        return floor.floor(id_, desk, day=moment.day)
    session = floor.next_session(desk, moment.day)
    return None if session is None else floor.floor_ahead(session, desk, moment)


def _pages(request: HttpRequest, first: At) -> dict[str, str]:
    here, id_ = first.here, first.here.logged.started.id
    pages = {
        reverse("station", args=[id_, station.number]): _page(
            request,
            "session.html",
            station_page(At(here, station, first.desk, first.moment), Typed()),
        )
        for station in here.stations
    }
    end = end_page(here, first.desk, first.moment)
    return {**pages, reverse("finish", args=[id_]): _page(request, "finish.html", end)}


def _page(request: HttpRequest, template: str, page: dict[str, Any]) -> str:
    return render_to_string(template, page, request)


def _pictures(here: Floor) -> list[dict[str, str]]:
    figures = (shown(station.exercise) for station in here.stations)
    found = dict.fromkeys(figure.motion.id for figure in figures if figure is not None)
    return [
        {"moving": reverse("figure", args=[motion]), "still": reverse("still", args=[motion])}
        for motion in found
    ]
