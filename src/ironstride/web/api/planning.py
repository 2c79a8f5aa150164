"""Routes that change the programme: an offer first, and its acceptance by its mark."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.errors import HttpError

from ironstride.app.keep import keep_changed
from ironstride.app.log import Desk
from ironstride.app.offer import Offer, offer
from ironstride.app.replan_kept import NothingKeptError
from ironstride.catalogue.load import load
from ironstride.core.programme import NoProgramme
from ironstride.core.spelling import did_you_mean
from ironstride.formats import difference_text, json_programme
from ironstride.formats.difference_text import DifferencePage
from ironstride.formats.happened_text import EXAMPLES, change_of
from ironstride.planning.changes.change import Change
from ironstride.web.api.door import PLAN, answers, key_of
from ironstride.web.api.shapes import KeptShape, OfferShape
from ironstride.web.api.told import Accepted, Changes, Happened
from ironstride.web.clock import this_moment
from ironstride.web.keyholder import desk_of_key

router = Router(auth=PLAN)


@router.post("/replan/preview", response=answers(OfferShape, HTTPStatus.NOT_FOUND))
def preview(request: HttpRequest, told: Changes) -> dict[str, Any]:
    """Say what would change, and why. Nothing is kept."""
    with desk_of_key(key_of(request)) as desk:
        found = _offer(told, desk)
    page = DifferencePage(
        changes=found.replanned.taken.changes,
        differences=found.replanned.differences,
        programme=found.replanned.taken.programme,
        today=this_moment().day,
        catalogue=load(),
    )
    return {**_content(found), "mark": found.mark, "differences": difference_text.write(page)}


@router.post("/replan/accept", response=answers(KeptShape, HTTPStatus.NOT_FOUND))
def accept(request: HttpRequest, told: Accepted) -> dict[str, Any]:
    """Keep what was offered. The mark makes sure that it is what was looked at."""
    with desk_of_key(key_of(request)) as desk:
        found = _offer(told, desk)
        if found.mark != told.mark:
            raise HttpError(409, "this is no longer what was offered; look at it again first")
        keep_changed(
            found.replanned.taken, desk.store, at=this_moment().at, source="ironstride api"
        )
    return _content(found)


def _offer(told: Changes, desk: Desk) -> Offer:
    if not desk.profile.exists():
        raise HttpError(409, "a profile is needed to plan, and there is none yet")
    try:
        found = offer(tuple(_changes(told.changes)), desk, today=this_moment().day)
    except NothingKeptError as error:
        raise HttpError(404, str(error)) from error
    if isinstance(found, NoProgramme):
        raise HttpError(409, " ".join(collision.message for collision in found.collisions))
    return found


def _changes(said: list[Happened]) -> Iterator[Change]:
    """Read what happened, in the order in which it is looked at.

    Raises:
        ValueError: something is not understood; it says how to write it.
    """
    for one in said:
        if one.what not in EXAMPLES:
            instead = did_you_mean(one.what, EXAMPLES) or f"; known are {', '.join(EXAMPLES)}"
            raise ValueError(f'nothing that happens is called "{one.what}"{instead}')
    for one in sorted(said, key=lambda each: list(EXAMPLES).index(each.what)):
        try:
            yield change_of(one.what, one.said)
        except ValueError as error:
            raise ValueError(f"{one.what}: {error}; write it as {EXAMPLES[one.what]}") from error


def _content(found: Offer) -> dict[str, Any]:
    taken = found.replanned.taken
    return {
        "changes": list(taken.changes),
        "programme": json.loads(json_programme.write(taken.programme)),
    }
