"""A set that was otherwise: corrected, or taken back. Nothing is deleted; it is told anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ironstride.app import floor
from ironstride.app.log import Desk, read_logbook
from ironstride.core.log import WITHDRAWN, SetDone
from ironstride.core.units import RIR, Kilograms, Reps
from ironstride.formats import words
from ironstride.formats.words import exact
from ironstride.strength.logbook import Logbook
from ironstride.strength.overruled import Overruled
from ironstride.web.athlete import desk_of
from ironstride.web.clock import this_moment
from ironstride.web.set_form import NAMES, counted, written
from ironstride.web.telling import read, sent, written_seen


@require_http_methods(["GET", "POST"])
def correct_set(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Show a set as it stands, and take what it was instead."""
    with desk_of(request) as desk:
        book = read_logbook(desk.store)
        done = next((one for one in (*book.sets, *book.taken_back) if one.id == id_), None)
        if done is None:
            raise Http404("This set is not in the log, or it was taken back.")
        if request.method == "GET":
            return render(request, "correct.html", _page(done, book, desk))
        try:
            floor.record(read(sent(request, "correct", this_moment()), desk), desk)
        except ValueError as error:
            page = _page(done, book, desk, str(error))
            return render(request, "correct.html", page, status=422)
    return redirect("today") if done.session is None else redirect("session", done.session)


def _page(done: SetDone, book: Logbook, desk: Desk, fault: str = "") -> dict[str, Any]:
    counts = counted(done)
    amount = done.reps.count if done.reps is not None else getattr(done, counts) or 0
    met = book.overruled.get(done.id, ())
    return {
        "set": done,
        "side": "" if done.side is None else done.side.value,
        "name": words.exercise_name(done.exercise, desk.catalogue),
        "counts": NAMES[counts],
        "amount": f"{amount:g}",
        "load": written(done.load, desk.unit),
        "takes_load": done.load is not None or words.takes_weight(done.exercise, desk.catalogue),
        "left": "" if done.rir is None else exact(done.rir.count),
        "unit": desk.unit,
        "fault": fault,
        "seen": written_seen(done),
        "is_taken_back": done in book.taken_back,
        "met": list(_met(met, desk)),
        "agree": sorted({one.field for one in met}),
        "id": uuid4(),
    }


# What another device changed -------------------------------------------------------------


def _met(met: Sequence[Overruled], desk: Desk) -> Iterator[str]:
    """Say what was told on another device, and what holds instead."""
    for one in met:
        clock = f"{one.at.astimezone():%H:%M}"
        if one.field == WITHDRAWN:
            yield f"taken back at {clock}, and then corrected, so it stands"
        elif one.is_taken_back:
            yield f"{_valued(one.field, one.gave_way, desk)} at {clock}, and then taken back"
        else:
            holds = _valued(one.field, one.holds, desk)
            yield f"{_valued(one.field, one.gave_way, desk)} at {clock}, and then {holds}"


def _valued(name: str, value: object, desk: Desk) -> str:
    """Word a field of a set with its value, as `load 80 kg`."""
    match value:
        case Kilograms():
            return f"load {written(value, desk.unit)} {desk.unit}"
        case Reps(count):
            return f"{count} repetitions"
        case RIR(count):
            return f"{exact(count)} left in reserve"
        case None:
            return f"no {'reserve' if name == 'rir' else name}"
        case _:
            return f"{value} {name}"
