"""Routes of pain: the scores, and one more."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from ironstride.app.log import read_logbook
from ironstride.core.log import PainScore
from ironstride.web.api.door import LOG, READ, answers, key_of
from ironstride.web.api.reading import Since, Until, is_within
from ironstride.web.api.shapes import PainShape, VerdictShape
from ironstride.web.api.telling import tell_one
from ironstride.web.api.told import PainTold
from ironstride.web.keyholder import desk_of_key

router = Router()


@router.get("/pain", auth=READ, response=answers(list[PainShape]))
def pain(request: HttpRequest, since: Since = None, until: Until = None) -> list[dict[str, Any]]:
    """Give the pain that was scored."""
    with desk_of_key(key_of(request)) as desk:
        book = read_logbook(desk.store, since=since)
    return [_content(one) for one in book.pain if is_within(one.day, since, until)]


def _content(one: PainScore) -> dict[str, Any]:
    return {
        "id": one.id,
        "at": one.at,
        "day": one.day,
        "place": one.place,
        "side": one.side,
        "moment": one.moment,
        "score": one.score,
        "session": one.session,
        "note": one.note,
    }


@router.post("/pain", auth=LOG, response=answers(VerdictShape))
def log_pain(request: HttpRequest, told: PainTold) -> dict[str, Any]:
    """Log a pain score."""
    return tell_one(request, told)
