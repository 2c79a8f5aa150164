"""Progress: what was planned, what was done and what is to be expected, as pictures and words."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ironstride.app.progress import lift_called, progress_at, read_told, with_next_load
from ironstride.formats import progress_charts, progress_text
from ironstride.formats.progress_words import lift_sentences
from ironstride.web.athlete import desk_of
from ironstride.web.charts import in_page
from ironstride.web.clock import this_moment

WEEKS: Final = (12, 26, 52)


@require_safe
def show_progress(request: HttpRequest) -> HttpResponse:
    """Show all lifts and weeks, or how to begin a log."""
    weeks = _weeks(request)
    with desk_of(request) as desk:
        told = read_told(desk)
        if not told.logbook.sets:
            return render(request, "nothing_logged.html")
        found = progress_at(desk, told, today=this_moment().day, weeks=weeks)
    context = {
        "charts": [in_page(chart) for chart in progress_charts.charts(found)],
        "lifts": [(lift.exercise, lift.name) for lift in found.lifts],
        "text": progress_text.overview(found),
        "weeks": weeks,
        "choices": WEEKS,
    }
    return render(request, "progress.html", context)


@require_safe
def show_lift(request: HttpRequest, lift: str) -> HttpResponse:
    """Show one lift with its range, day by day."""
    weeks, today = _weeks(request), this_moment().day
    with desk_of(request) as desk:
        try:
            asked = lift_called(lift, desk)
        except ValueError as error:
            raise Http404(str(error)) from error
        told = with_next_load(read_told(desk), desk, asked, today=today)
        found = progress_at(desk, told, today=today, weeks=weeks, lift=asked)
    (one,) = found.lifts
    context = {
        "lift": one,
        "in_catalogue": one.exercise in told.exercises,
        "said": " ".join(lift_sentences(one, found)),
        "charts": [in_page(chart) for chart in progress_charts.lift_charts(found)],
        "text": progress_text.one_lift(found),
        "weeks": weeks,
        "choices": WEEKS,
    }
    return render(request, "lift.html", context)


def _weeks(request: HttpRequest) -> int:
    asked = request.GET.get("weeks", "")
    return int(asked) if asked in map(str, WEEKS) else WEEKS[0]
