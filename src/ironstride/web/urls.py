"""Which address shows which page."""

from __future__ import annotations

from typing import Final

from django.urls import path

from ironstride.web import (
    assets,
    correct,
    exercises,
    figures,
    kept,
    progress,
    session,
    sync,
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
    path("session/<uuid:id_>/<int:number>/on/", session.go_on, name="go-on"),
    path("session/<uuid:id_>/kept/", kept.keep_session, name="kept"),
    path("session/<uuid:id_>/left/", session.log_left, name="log-left"),
    path("session/<uuid:id_>/pain/", session.log_pain, name="log-pain"),
    path("session/<uuid:id_>/finish/", session.finish, name="finish"),
    path("set/<uuid:id_>/", correct.correct_set, name="correct"),
    path("worker.js", assets.worker, name="worker"),
    path("offline/", assets.offline, name="offline"),
    path("sync/", sync.sync, name="sync"),
    path("week/", week.show_this_week, name="this-week"),
    path("week/<str:monday>/", week.show_week, name="week"),
    path("progress/", progress.show_progress, name="progress"),
    path("progress/<str:lift>/", progress.show_lift, name="lift"),
    path("why/", why.show_rules, name="why"),
    path("why/<str:rule>/", why.show_rule, name="rule"),
    path("source/<str:source>/", why.show_source, name="source"),
    path("exercises/", exercises.show_exercises, name="exercises"),
    path("exercises/<str:exercise>/", exercises.show_exercise, name="exercise"),
    path("figure/<str:motion>-still.svg", figures.still, name="still"),
    path("figure/<str:motion>.svg", figures.moving, name="figure"),
]

handler404 = "ironstride.web.failures.not_found"
