"""Which address shows which page."""

from __future__ import annotations

from typing import Final

from django.urls import include, path

from ironstride.web import (
    assets,
    begin,
    begin_runs,
    change,
    change_session,
    correct,
    exercises,
    figures,
    kept,
    keys,
    my_data,
    programmes,
    progress,
    session,
    sync,
    today,
    week,
    why,
)

ATHLETE: Final = [
    path("", today.show_today, name="today"),
    path("start/", today.start, name="start"),
    path("skip/", today.skip, name="skip"),
    path("session/<uuid:id_>/", session.show_session, name="session"),
    path("session/<uuid:id_>/<int:number>/", session.show_station, name="station"),
    path("session/<uuid:id_>/<int:number>/log/", session.log_set, name="log-set"),
    path("session/<uuid:id_>/<int:number>/on/", session.go_on, name="go-on"),
    path("session/<uuid:id_>/kept/", kept.keep_session, name="kept"),
    path("session/<uuid:id_>/<int:number>/swap/", change_session.swap_exercise, name="swap"),
    path("session/<uuid:id_>/add/", change_session.add_exercise, name="add"),
    path("session/<uuid:id_>/left/", session.log_left, name="log-left"),
    path("session/<uuid:id_>/pain/", session.log_pain, name="log-pain"),
    path("session/<uuid:id_>/finish/", session.finish, name="finish"),
    path("set/<uuid:id_>/", correct.correct_set, name="correct"),
    path("sync/", sync.sync, name="sync"),
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
    path("my-data/", my_data.show_my_data, name="my-data"),
    path("my-data/export/", my_data.export_mine, name="export-mine"),
    path("my-data/erase/", my_data.erase_mine, name="erase-mine"),
    path("figure/<str:motion>-still.svg", figures.still, name="still"),
    path("figure/<str:motion>.svg", figures.moving, name="figure"),
]

# One athlete's ways in, on their own machine.
OWN_MACHINE: Final = [
    path("worker.js", assets.worker, name="worker"),
    path("offline/", assets.offline, name="offline"),
    path("begin/", begin.show_beginning, name="begin"),
    path("begin/profile/", begin.ask, name="begin-profile"),
    path("begin/files/", begin_runs.send_files, name="begin-files"),
    path("begin/files/<uuid:id_>/", begin_runs.show_upload, name="begin-upload"),
    path("begin/week/", begin_runs.confirm_week, name="begin-week"),
    path("begin/programme/", begin_runs.plan_season, name="begin-plan"),
    path("begin/ready/", begin_runs.show_ready, name="begin-ready"),
    path("api/", include("ironstride.web.api.urls")),
    path("settings/keys/", keys.show_keys, name="keys"),
    path("settings/keys/<uuid:id_>/revoke/", keys.revoke_key, name="revoke-key"),
    path("calendar/<str:secret>.ics", keys.show_calendar, name="calendar"),
    path("sample/", begin.try_sample, name="try-sample"),
    path("sample/leave/", begin.leave_sample, name="leave-sample"),
]

urlpatterns: Final = [*ATHLETE, *OWN_MACHINE]

handler400 = "ironstride.web.failures.not_taken"
handler404 = "ironstride.web.failures.not_found"
