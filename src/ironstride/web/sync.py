"""What waited on a telephone for the network: a batch of forms, and a verdict for each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ironstride.app.log import WEB, Desk, Moment
from ironstride.core.event import Event
from ironstride.store.log_events import told
from ironstride.web.athlete import desk_of
from ironstride.web.clock import this_moment
from ironstride.web.telling import NOT_OURS, Sent, read

MOST_AT_ONCE: Final = 100
A_DAY: Final = timedelta(days=1)
SLOW_NETWORK: Final = timedelta(seconds=30)  # a clock that is off by less may be right


class Verdict(StrEnum):
    """What became of a form that waited."""

    TAKEN = "taken"
    HAD = "had"  # it was told before
    REFUSED = "refused"  # with the sentence why; sending it again changes nothing


@never_cache
@require_http_methods(["GET", "POST"])
def sync(request: HttpRequest) -> JsonResponse:
    """Take what waited, and say of each what became of it; asked with GET, give a token.

    A page that was kept may hold a token that is no longer good, so the sender asks for one.
    The answer is 200 also where something was refused: only what has no verdict is sent again.
    """
    if request.method == "GET":
        return JsonResponse({"token": get_token(request)})
    at = this_moment().at
    try:
        waited, skew = _batch(request.body, at)
    except ValueError as error:
        return JsonResponse({"problem": str(error)}, status=400)
    with desk_of(request) as desk:
        return JsonResponse({"verdicts": _Taking(desk, at, skew).take(waited)})


def _batch(body: bytes, at: datetime) -> tuple[list[object], timedelta]:
    """Read the batch, and how far its sender's clock is ahead; the forms are judged one by one."""
    said = json.loads(body)
    waited = said.get("waited") if isinstance(said, dict) else None
    if not isinstance(waited, list) or len(waited) > MOST_AT_ONCE:
        raise ValueError(f'send {{"waited": [...], "now": ...}} with at most {MOST_AT_ONCE} forms')
    skew = _moment(said.get("now", at.isoformat())) - at
    return waited, skew if abs(skew) > SLOW_NETWORK else timedelta(0)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


@dataclass(slots=True)
class _Taking:
    """A batch that is being taken: what is there already, and what is new."""

    desk: Desk
    now: datetime
    skew: timedelta
    new: dict[UUID, Event] = field(default_factory=dict)

    def take(self, waited: list[object]) -> list[dict[str, str]]:
        """Judge each, and keep all that is new in one transaction."""
        verdicts = [self.judged(one) for one in waited]
        self.desk.store.append(self.new.values())
        return verdicts

    def judged(self, one: object) -> dict[str, str]:
        """Take one form, or say why not."""
        try:
            events = list(self.events(one))
        except ValueError as error:
            return {"verdict": Verdict.REFUSED, "sentence": f"{error}."}
        before = {**self.desk.store.told_before([each.id for each in events]), **self.new}
        new = [each for each in events if each.id not in before]
        if any(_differs(each, before) for each in events):
            return {"verdict": Verdict.REFUSED, "sentence": TOLD_OTHERWISE}
        self.new |= {each.id: each for each in new}
        return {"verdict": Verdict.TAKEN if new else Verdict.HAD}

    def events(self, one: object) -> Iterator[Event]:
        """Read what one form tells."""
        form = _sent(one)
        at = min(form.moment.at - self.skew, self.now)
        form = replace(form, moment=Moment(at, form.moment.day))
        for entry in read(form, self.desk):
            yield told(entry, source=WEB)


TOLD_OTHERWISE: Final = (
    "This was told before with other numbers, which stand; open the session and correct it there."
)


def _differs(event: Event, before: Mapping[UUID, Event]) -> bool:
    """Whether an event of this id said something else."""
    known = before.get(event.id)
    return known is not None and (known.kind, known.payload) != (event.kind, event.payload)


def _sent(one: object) -> Sent:
    """Read a form that waited; its moment is what the telephone's clock said."""
    try:
        waited: dict[str, Any] = dict(one)  # type: ignore[call-overload] # what is no mapping is refused
        fields = QueryDict(urlencode([(str(name), str(value)) for name, value in waited["fields"]]))
        at = _moment(waited["at"])
        day = date.fromisoformat(waited["day"])
        form = Sent(str(waited["tells"]), UUID(waited["id"]), fields, Moment(at, day))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValueError(NOT_OURS) from error
    if abs(day - at.date()) > A_DAY:
        raise ValueError("Its day and its hour are days apart; look at the clock of the telephone")
    return form
