"""Which address shows which page."""

from __future__ import annotations

from typing import Final

from django.urls import path

from ironstride.web import (
    change,
    change_session,
    correct,
    exercises,
    figures,
    programmes,
    progress,
    session,
    today,
    week,
    why,
)

urlpatterns: Final = [
    path("", today.show_today, name="today"),
    path("start/", today.start, name="start"),
    path("skip/", today.skip, name="skip"),
    path("session/<uuid:id_>/", session.show_session, name="session"),
    path("session/<uuid:id_>/<int:number>/", session.show_station, name="station"),
    path("session/<uuid:id_>/<int:number>/log/", session.log_set, name="log-set"),
    path("session/<uuid:id_>/<int:number>/swap/", change_session.swap_exercise, name="swap"),
    path("session/<uuid:id_>/add/", change_session.add_exercise, name="add"),
    path("session/<uuid:id_>/left/", session.log_left, name="log-left"),
    path("session/<uuid:id_>/pain/", session.log_pain, name="log-pain"),
    path("session/<uuid:id_>/finish/", session.finish, name="finish"),
    path("set/<uuid:id_>/", correct.correct_set, name="correct"),
    path("week/", week.show_this_week, name="this-week"),
    path("week/<str:monday>/", week.show_week, name="week"),
    path("change/", change.change, name="change"),
    path("change/run/<str:start>/", change.move_run, name="move-run"),
    path("progress/", progress.show_progress, name="progress"),
    path("progress/<str:lift>/", progress.show_lift, name="lift"),
    path("why/", why.show_rules, name="why"),
    path("why/<str:rule>/", why.show_rule, name="rule"),
    path("sources/", why.show_sources, name="sources"),
    path("programmes/", programmes.show_programmes, name="programmes"),
    path("programmes/<str:programme>/", programmes.show_programme, name="programme"),
    path("source/<str:source>/", why.show_source, name="source"),
    path("exercises/", exercises.show_exercises, name="exercises"),
    path("exercises/<str:exercise>/", exercises.show_exercise, name="exercise"),
    path("figure/<str:motion>-still.svg", figures.still, name="still"),
    path("figure/<str:motion>.svg", figures.moving, name="figure"),
]

handler404 = "ironstride.web.failures.not_found"
