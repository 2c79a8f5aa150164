"""Sparing: what a course of rehabilitation leaves of a full training week."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ironstride.planning.request import Request
from ironstride.planning.week.needs import COVERAGE, Need, covered_at

COVERING: Final = "pattern-coverage"


def sparing(request: Request) -> Request:
    """Ask for no full week where the sore place leaves none: what is allowed is trained even so."""
    if request.followed is None or not lost_to(request):
        return request
    return replace(request, waived=request.waived | {COVERING})


def lost_to(request: Request) -> tuple[Need, ...]:
    """List the movements that the athlete's places serve, but not within the course's limits."""
    free = replace(request, followed=None)
    kept, usual = _covered(request), _covered(free)
    return tuple(need for need in COVERAGE if need in usual - kept)


def _covered(request: Request) -> frozenset[Need]:
    places = {offer.place for offer in request.athlete.offers.values()}
    return frozenset[Need]().union(*(covered_at(place, request) for place in places))
