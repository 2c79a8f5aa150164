"""What a form tells the log, read on its own: in any order, and as often as it comes.

A form carries all that it needs (its own id, where a set belongs, what stood in the fields), so
that it says the same whether it is sent at once or waited on a telephone for the network.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID, uuid5

from django.http import HttpRequest, QueryDict

from ironstride.app.log import Desk, Moment, known_exercise
from ironstride.app.place import Place, ids_of, set_at
from ironstride.core.log import (
    WITHDRAWN,
    AskedLoad,
    Entry,
    PainMoment,
    PainScore,
    SessionFinished,
    SessionSkipped,
    SessionStarted,
    SetCorrection,
    SetDone,
    Side,
)
from ironstride.core.units import RIR, MassUnit
from ironstride.formats.profile_terms import COMPLAINTS
from ironstride.store.log_events import CONVERTER, fields_of_set, plain_fields
from ironstride.web.set_form import NAMES, SetForm, counted, written

LEFT_CHOICES: Final = range(6)
NO_ID: Final = "The page made no id for this, so it could be told twice; open the page again"
NOT_OURS: Final = "This did not come from a page of this version; open the page again"


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it was sent: what it tells, its own id, its fields, and when."""

    tells: str
    id: UUID
    fields: QueryDict
    moment: Moment

    def field(self, name: str) -> str:
        """Read a field; empty where there is none."""
        return str(self.fields.get(name, "")).strip()


def sent(request: HttpRequest, tells: str, moment: Moment) -> Sent:
    """Take the form that was posted.

    Raises:
        ValueError: it has no id.
    """
    id_ = posted_id(request)
    if id_ is None:
        raise ValueError(NO_ID)
    return Sent(tells, id_, request.POST, moment)


def posted_id(request: HttpRequest) -> UUID | None:
    """Read the id that the page made for what it tells; None where there is none.

    What may be told otherwise from the same page (after going back) has an id made from this
    one and from what is said, so that only the very same thing counts as told before.
    """
    try:
        return UUID(request.POST.get("id", ""))
    except ValueError:
        return None


def read(form: Sent, desk: Desk) -> tuple[Entry, ...]:
    """Read what a form tells.

    Raises:
        ValueError: with what is unclear, for the athlete to read.
    """
    reader = _READERS.get(form.tells)
    if reader is None:
        raise ValueError(NOT_OURS)
    return tuple(reader(form, desk))


# A set, before and after it is done ------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the form of a set knows beside what is typed into it."""

    place: Place
    counts: str
    unit: MassUnit
    needs_load: bool


def written_about(about: About) -> str:
    """Write it for a hidden field."""
    return CONVERTER.dumps(about)


def sets_of(form: Sent, desk: Desk) -> tuple[SetDone, ...]:
    """Read the set that a form tells: one, or one for each side."""
    about = _structured(form.field("about"), About)
    if about.counts not in NAMES or known_exercise(about.place.exercise, desk) is None:
        raise ValueError(NOT_OURS)
    done = SetForm(form.fields).done(about.counts, about.unit)
    if done.load is None and about.needs_load:
        raise ValueError(f"The load: write what you lifted, in {about.unit}")
    return set_at(about.place, done, form.id, form.moment)


def _left(form: Sent, _: Desk) -> Iterator[Entry]:
    """Read what was left in reserve of the set before."""
    left = form.field("left")
    if left not in map(str, LEFT_CHOICES):
        raise ValueError(f"What was left: from 0 to {LEFT_CHOICES[-1]}, not {left or 'nothing'}")
    for one in _ids(form):
        id_ = uuid5(form.id, f"{one} {left}")
        changes = {"rir": RIR(int(left))}
        yield SetCorrection(id=id_, set=one, at=form.moment.at, changes=changes)


def _taken_back(form: Sent, _: Desk) -> Iterator[Entry]:
    """Read that a set which was just told never was."""
    for one in _ids(form):
        id_ = uuid5(form.id, f"{one} {WITHDRAWN}")
        yield SetCorrection(id=id_, set=one, at=form.moment.at, changes={WITHDRAWN: True})


def _ids(form: Sent) -> Iterator[UUID]:
    """Read which sets are meant; `sides` says that both sides of one form are."""
    for text in form.fields.getlist("set"):
        yield from ids_of(_uuid(text), is_per_side="sides" in form.fields)


# A set that was otherwise ----------------------------------------------------------------


def written_seen(done: SetDone) -> str:
    """Write what the form of a correction shows of a set, for a hidden field."""
    shown = {name: getattr(done, name) for name in (counted(done), "load", "rir")}
    return json.dumps(plain_fields(shown))


def _corrected(form: Sent, _: Desk) -> Iterator[Entry]:
    """Read which fields were otherwise; one that was not touched is not told again.

    Whoever saves a set says that it was; where two devices changed it, that they were looked at.
    """
    seen, agrees = _seen(form), tuple(form.fields.getlist("agree"))
    is_withdrawn = "withdraw" in form.fields
    changes = {} if is_withdrawn else _touched(form, seen)
    if changes or agrees or is_withdrawn:
        changes[WITHDRAWN] = is_withdrawn
        yield SetCorrection(
            id=uuid5(form.id, repr(sorted(plain_fields(changes).items()))),
            set=_uuid(form.field("set")),
            at=form.moment.at,
            changes=changes,
            seen={**seen, WITHDRAWN: "was-withdrawn" in form.fields},
            agrees=agrees,
        )


def _seen(form: Sent) -> dict[str, Any]:
    plain = _structured(form.field("seen"), dict[str, Any])
    try:
        return fields_of_set(plain)
    except (TypeError, ValueError) as error:
        raise ValueError(NOT_OURS) from error


def _touched(form: Sent, seen: Mapping[str, Any]) -> dict[str, object]:
    unit = _unit(form.field("unit"))
    counts = next((name for name in NAMES if name in seen), "reps")
    said = SetForm(form.fields).done(counts, unit)
    found = {counts: getattr(said, counts), "rir": said.rir, "load": said.load}
    if form.field("load") == written(seen.get("load"), unit):
        del found["load"]  # rounded for the page, and not touched
    return {name: value for name, value in found.items() if value != seen.get(name)}


# A session and what belongs to it --------------------------------------------------------


def written_asked(asked: tuple[AskedLoad, ...]) -> str:
    """Write the loads that a page tells for a session, for a hidden field."""
    return CONVERTER.dumps(asked)


def _started(form: Sent, _: Desk) -> Iterator[Entry]:
    """Read that a session was begun, with the loads that its page told."""
    planned = form.field("planned")
    yield SessionStarted(
        id=form.id,
        at=form.moment.at,
        day=form.moment.day,
        planned=_start(planned) if planned else None,
        asked=_structured(form.field("asked") or "[]", tuple[AskedLoad, ...]),
    )


def _pain(form: Sent, _: Desk) -> Iterator[Entry]:
    """Read a pain score of a session."""
    place, side, score = form.field("place"), form.field("side"), form.field("score")
    if place not in COMPLAINTS or not (score.isdecimal() and int(score) <= 10):
        raise ValueError("Pain: a place of the list, and a number from 0 to 10")
    yield PainScore(
        id=uuid5(form.id, f"{place} {side} {score}"),
        at=form.moment.at,
        day=_day(form.field("day")) if form.field("day") else form.moment.day,
        place=place,
        side=Side(side) if side in list(Side) else None,
        moment=PainMoment.AFTER if form.field("when") == PainMoment.AFTER else PainMoment.DURING,
        score=int(score),
        session=_uuid(form.field("session")),
    )


def _finished(form: Sent, _: Desk) -> Iterator[Entry]:
    """Read how hard a session was and how long it took."""
    rpe, minutes = form.field("rpe"), form.field("minutes").replace(",", ".")
    try:
        said = (float(rpe) if rpe else None, float(minutes) if minutes else None)
    except ValueError as error:
        raise ValueError("write the minutes as a number, as 45") from error
    yield SessionFinished(
        id=uuid5(form.id, f"{rpe} {minutes}"),
        session=_uuid(form.field("session")),
        at=form.moment.at,
        rpe=said[0],
        minutes=said[1],
    )


def _skipped(form: Sent, _: Desk) -> Iterator[Entry]:
    """Read that a session was left out, and why."""
    reason = form.field("reason")[:200]
    if not reason:
        raise ValueError("Why not: a word is enough")
    told = form.field("planned")
    planned = _start(told) if told else None
    day = form.moment.day if planned is None else planned.date()
    yield SessionSkipped(id=form.id, at=form.moment.at, day=day, reason=reason, planned=planned)


# Reading strictly ------------------------------------------------------------------------


def _structured(text: str, shape: Any) -> Any:
    try:
        return CONVERTER.loads(text, shape)
    except Exception as error:  # cattrs raises groups of whatever was wrong
        raise ValueError(NOT_OURS) from error


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise ValueError(NOT_OURS) from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(NOT_OURS) from error


def _start(text: str) -> datetime:
    """Read when a session of the programme starts, by the clock on the wall."""
    try:
        start = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(NOT_OURS) from error
    if start.tzinfo is not None:
        raise ValueError(NOT_OURS)
    return start


def _unit(text: str) -> MassUnit:
    try:
        return MassUnit(text)
    except ValueError as error:
        raise ValueError(NOT_OURS) from error


_READERS: Final[Mapping[str, Callable[[Sent, Desk], Iterator[Entry] | tuple[SetDone, ...]]]] = {
    "start": _started,
    "skip": _skipped,
    "set": sets_of,
    "left": _left,
    "taken-back": _taken_back,
    "correct": _corrected,
    "pain": _pain,
    "finish": _finished,
}
