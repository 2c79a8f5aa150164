"""Routes that tell the log: a set, pain, and a batch of whatever happened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from ninja.errors import HttpError

from ironstride.app.log import Desk
from ironstride.app.receive import Fate, Verdict, receive
from ironstride.core.log import Entry
from ironstride.web.api.door import LOG, answers, key_of
from ironstride.web.api.shapes import VerdictShape, VerdictsShape
from ironstride.web.api.told import Events, PainTold, SetTold, Unclear
from ironstride.web.keyholder import desk_of_key

router = Router(auth=LOG)

SOURCE = "ironstride api"


@router.post("/sets", response=answers(VerdictShape))
def log_set(request: HttpRequest, told: SetTold) -> dict[str, Any]:
    """Log a set. Sent again with the same id it is known, and changes nothing."""
    return tell_one(request, told)


def tell_one(request: HttpRequest, told: SetTold | PainTold) -> dict[str, Any]:
    """Tell one thing; where its id stands for something else already, it is refused."""
    with desk_of_key(key_of(request)) as desk:
        (verdict,) = receive([told.entry(desk)], desk, source=SOURCE)
    if verdict.fate is Fate.REFUSED:
        raise HttpError(409, verdict.problem)
    return _content(verdict.id, verdict.fate, verdict.problem)


@router.post("/events", response=answers(VerdictsShape))
def log_events(request: HttpRequest, told: Events) -> dict[str, Any]:
    """Log what happened, in any order. Each event has its verdict; one that is refused stops no other."""
    with desk_of_key(key_of(request)) as desk:
        read = [_read(event, desk) for event in told.events]
        entries = [entry for entry in read if not isinstance(entry, Unclear)]
        verdicts = iter(receive(entries, desk, source=SOURCE))
        return {"verdicts": list(_in_order(read, verdicts))}


def _read(event: Any, desk: Desk) -> Entry | Unclear:
    if isinstance(event, Unclear):
        return event
    try:
        entry: Entry = event.entry(desk)
    except ValueError as error:
        return Unclear(id=event.id, problem=str(error))
    return entry


def _in_order(read: list[Entry | Unclear], verdicts: Iterator[Verdict]) -> Iterator[dict[str, Any]]:
    for one in read:
        if isinstance(one, Unclear):
            yield _content(one.id, Fate.REFUSED, one.problem)
        else:
            verdict = next(verdicts)
            yield _content(verdict.id, verdict.fate, verdict.problem)


def _content(id_: UUID | None, fate: Fate, problem: str) -> dict[str, Any]:
    return {"id": id_, "verdict": fate.value, "problem": problem}
