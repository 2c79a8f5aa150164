"""A set that was otherwise: corrected, or taken back. Nothing is deleted; it is told anew."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4, uuid5

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ironstride.app import floor
from ironstride.app.floor import Done
from ironstride.app.log import Desk, read_logbook
from ironstride.core.log import WITHDRAWN, SetCorrection, SetDone
from ironstride.formats import words
from ironstride.formats.words import exact
from ironstride.web.athlete import desk_of
from ironstride.web.clock import this_moment
from ironstride.web.set_form import NAMES, SetForm, counted, written
from ironstride.web.today import posted_id


@require_http_methods(["GET", "POST"])
def correct_set(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Show a set as it stands, and take what it was instead."""
    with desk_of(request) as desk:
        done = next((one for one in read_logbook(desk.store).sets if one.id == id_), None)
        if done is None:
            raise Http404("This set is not in the log, or it was taken back.")
        if request.method == "GET":
            return render(request, "correct.html", _page(done, desk))
        try:
            changes = _changes(request, done, desk)
        except ValueError as error:
            return render(request, "correct.html", _page(done, desk, str(error)), status=422)
        if changes:
            told_id = posted_id(request)
            entry = SetCorrection(
                id=None if told_id is None else uuid5(told_id, repr(changes)),
                set=id_,
                at=this_moment().at,
                changes=changes,
            )
            floor.record([entry], desk)
    return redirect("today") if done.session is None else redirect("session", done.session)


def _changes(request: HttpRequest, done: SetDone, desk: Desk) -> dict[str, object]:
    """Read which fields were otherwise; one that was not touched is not told again."""
    if "withdraw" in request.POST:
        return {WITHDRAWN: True}
    form = SetForm(request.POST)
    counts = counted(done)
    said: Done = form.done(counts, desk.unit)
    if request.POST.get("load") == written(done.load, desk.unit):
        return _different(done, {counts: getattr(said, counts), "rir": said.rir})
    return _different(done, {counts: getattr(said, counts), "rir": said.rir, "load": said.load})


def _different(done: SetDone, said: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in said.items() if value != getattr(done, name)}


def _page(done: SetDone, desk: Desk, fault: str = "") -> dict[str, Any]:
    counts = counted(done)
    amount = done.reps.count if done.reps is not None else getattr(done, counts) or 0
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
        "id": uuid4(),
    }
