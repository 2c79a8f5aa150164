"""The beginning, second half: files are sent and read, the week is confirmed, the season planned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ironstride.app import plan as app_plan
from ironstride.app.keep import keep, last_kept
from ironstride.app.uploads import Sent, receive
from ironstride.catalogue.load import load
from ironstride.core.athlete import Athlete, HabitualRun
from ironstride.core.programme import NoProgramme, Programme
from ironstride.core.run import RecordedRun
from ironstride.core.units import MassUnit
from ironstride.formats import words
from ironstride.formats.week_words import how_sure
from ironstride.running.habit import RunningWeek, running_week
from ironstride.store.uploads import Manner, Uploads
from ironstride.web import worker
from ironstride.web.athlete import area_of, desk_in, keep_profile, profile_of
from ironstride.web.begin import health_notes
from ironstride.web.begin_answers import Answers, habit_of, typed_in
from ironstride.web.begin_pages import week_rows
from ironstride.web.clock import now, this_moment

LOOK_AGAIN_S: Final = 2  # while files are read


@require_http_methods(["GET", "POST"])
def send_files(request: HttpRequest) -> HttpResponse:
    """Take files, and go to the page that shows how far they are read."""
    notes = health_notes(request)
    if request.method == "GET":
        return render(request, "begin_files.html", notes)
    sent = [
        Sent(file.name or "file", Path(file.temporary_file_path()))
        for file in request.FILES.getlist("files")
        if isinstance(file, TemporaryUploadedFile)
    ]
    if not sent:
        fault = "No file was chosen. Choose some, or go on without."
        return render(request, "begin_files.html", {**notes, "fault": fault}, status=422)
    unit = request.POST.get("unit", "")
    with area_of(request).open() as store:
        told_unit = MassUnit(unit) if unit in list(MassUnit) else None
        id_ = receive(sent, store, at=now(), unit=told_unit)
    worker.wake()
    return redirect("begin-upload", id_)


@require_safe
def show_upload(request: HttpRequest, id_: UUID) -> HttpResponse:
    """Show how far the reading is, again and again until it is over, and then what came of it."""
    with area_of(request).open() as store:
        upload = Uploads(store).get(id_)
    if upload is None:
        raise Http404("Nothing was sent under this address.")
    context = {
        "upload": upload,
        "percent": round(100 * upload.done / upload.total) if upload.total else 0,
        "good": upload.told_of(Manner.GOOD),
        "bad": upload.told_of(Manner.BAD),
        "care": upload.told_of(Manner.CARE),
    }
    response = render(request, "begin_upload.html", context)
    if not upload.is_over:
        worker.wake()
        response["Refresh"] = str(LOOK_AGAIN_S)
    return response


# The running week ------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def confirm_week(request: HttpRequest) -> HttpResponse:
    """Show the running week with how sure it is; take it as it is, or corrected."""
    athlete = profile_of(request)
    if athlete is None:
        return redirect("begin")
    runs = _runs(request)
    if request.method == "GET":
        return _show_week(request, athlete, runs, _answers({}))
    answers = _answers(typed_in(request))
    habit = habit_of(answers)
    if answers.faults:
        return _show_week(request, athlete, runs, answers, status=422)
    _keep_week(habit, athlete, _running_week(runs), request)
    return redirect("begin-plan")


def _answers(typed: dict[str, str]) -> Answers:
    return Answers(typed, load(), this_moment().day)


def _runs(request: HttpRequest) -> tuple[RecordedRun, ...]:
    with area_of(request).open() as store:
        return store.runs()


def _running_week(runs: Sequence[RecordedRun]) -> RunningWeek:
    return running_week(runs, today=this_moment().day, policy=load().policy.habit)


def _keep_week(
    habit: tuple[HabitualRun, ...], athlete: Athlete, found: RunningWeek, request: HttpRequest
) -> None:
    """Write the week into the profile where it is not what the runs show by themselves."""
    told = None if habit == found.habit else habit
    if told != athlete.habit:
        keep_profile(replace(athlete, habit=told), request)


def _show_week(
    request: HttpRequest,
    athlete: Athlete,
    runs: Sequence[RecordedRun],
    answers: Answers,
    *,
    status: int = 200,
) -> HttpResponse:
    found = _running_week(runs)
    habit = found.habit if athlete.habit is None else athlete.habit
    context = {
        "found": found,
        "runs": len(runs),
        "learned": [(day, how_sure(day), day.day in found.taken) for day in found.weekdays],
        "has_free": any(day.day not in found.taken for day in found.weekdays),
        "rows": week_rows(habit, answers),
        "is_own": athlete.habit is not None,
        "faults": len(answers.faults),
    }
    return render(request, "begin_week.html", context, status=status)


# The programme ---------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def plan_season(request: HttpRequest) -> HttpResponse:
    """Say what is planned from; then plan, and take the programme on."""
    area = area_of(request)
    if not area.profile.exists():
        return redirect("begin")
    with area.open() as store:
        kept = last_kept(store)
    if request.method == "GET" or (kept is not None and "replace" not in request.POST):
        notes = health_notes(request) | _planned_from(request, kept)
        return render(request, "begin_plan.html", notes)
    with desk_in(area) as desk:
        outcome = app_plan.plan_at(desk, start=this_moment().day)
        if isinstance(outcome, Programme) and outcome != kept:
            keep(outcome, desk.store, at=now())
    if isinstance(outcome, NoProgramme):
        context = {"collisions": outcome.collisions, **health_notes(request)}
        return render(request, "no_programme.html", context, status=409)
    return redirect("begin-ready")


def _planned_from(request: HttpRequest, kept: Programme | None) -> dict[str, Any]:
    athlete = profile_of(request)
    ahead = () if athlete is None else athlete.races
    return {
        "athlete": athlete,
        "kept": kept,
        "races": [
            words.race_in_words(race) + f", {words.date_in_words(race.day)}" for race in ahead
        ],
        "days": [] if athlete is None else [*athlete.offers.items()],
        "runs": [] if athlete is None else _habit(athlete, request),
    }


def _habit(athlete: Athlete, request: HttpRequest) -> tuple[HabitualRun, ...]:
    policy = load().policy
    return app_plan.habit_of(athlete, _runs(request), start=this_moment().day, policy=policy)


@require_safe
def show_ready(request: HttpRequest) -> HttpResponse:
    """Show the programme that was taken on, from above."""
    with area_of(request).open() as store:
        programme = last_kept(store)
    if programme is None:
        return redirect("begin")
    first = next((s for s in programme.sessions if s.start.date() >= this_moment().day), None)
    context = {
        "programme": programme,
        "first": first,
        "weeks": len(programme.weeks),
        "sessions": len(tuple(programme.sessions)),
        "phases": [(words.phase_in_words(phase.name), phase) for phase in programme.phases],
        "notes": [caution.message for caution in programme.warnings],
    }
    return render(request, "begin_ready.html", context)
