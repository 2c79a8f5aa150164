"""Many athletes for the benchmark of the web app, and a server that tells them apart.

Each has a data folder of their own with half a season of logged sessions. The server is the one
of `ironstride serve`, but for one thing: a header says whose pages are asked for. On PostgreSQL
each athlete has a schema of their own.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid5

from ironstride.app import floor
from ironstride.app.keep import keep
from ironstride.app.log import Desk, Moment, desk
from ironstride.app.place import Done, place_of, set_at
from ironstride.app.plan import Files, plan_from_files
from ironstride.catalogue.load import load
from ironstride.core.log import SessionFinished, SetDone
from ironstride.core.programme import Programme, Session
from ironstride.core.units import RIR, Kilograms, Reps
from ironstride.store.database import URL_VARIABLE
from ironstride.store.open import open_store

HEADER: Final = "HTTP_X_ATHLETE"
WEEKS_DONE: Final = 12
UNKNOWN: Final = Kilograms(16)  # where no load is known yet
ROOT: Final = UUID(int=5)
PROFILE: Final = """
[athlete]
birth_year = 1985
lifting_experience = "intermediate"
[[race]]
date = {race}
distance_km = 21.1
priority = "A"
[availability.{first}]
minutes = 60
start = "18:00"
[availability.{second}]
minutes = 60
start = "18:00"
[places.gym]
equipment = ["barbell", "plate", "dumbbell", "bench", "step", "box", "mat", "band-loop", "cable"]
[running]
habit = [{{ day = "{key}", kind = "quality", start = "07:00", minutes = 60 }},
         {{ day = "{long}", kind = "long", start = "07:00", minutes = 100 }}]
"""
DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def make_athletes(folder: Path, count: int, *, today: date) -> int:
    """Make athletes who lift today, and say how many sets each has logged."""
    names = {"first": 0, "second": 3, "key": 1, "long": 5}
    on = {name: DAYS[(today + timedelta(days=n)).weekday()] for name, n in names.items()}
    race = today + timedelta(weeks=10)
    first = folder / "0"
    first.mkdir()
    profile = first / "athlete.toml"
    profile.write_text(PROFILE.format(race=race.isoformat(), **on))
    start = today - timedelta(weeks=WEEKS_DONE)
    programme = plan_from_files(Files(profile=profile), start=start)
    if not isinstance(programme, Programme):
        raise SystemExit("no programme keeps the rules, so nothing can be measured")
    with open_store(first, {}) as store:
        keep(programme, store, at=_moment_of(next(programme.sessions)).at - timedelta(days=1))
        here = desk(store, load(), profile)
        done = [s for s in programme.sessions if s.start.date() < today]
        sets = sum(_train(session, here) for session in done)
        events = store.events()
    for number in range(1, count):
        shutil.copytree(first, folder / str(number))
    if url := os.environ.get(URL_VARIABLE):
        for number in range(count):
            _make_schema(number, folder / "0", url)
            with open_store(folder / str(number), _database_of(number, url)) as store:
                store.append(events)
    return sets


def _moment_of(session: Session) -> Moment:
    return Moment(session.start.replace(tzinfo=UTC), session.start.date())


def _train(session: Session, here: Desk) -> int:
    """Do a session as it is asked for, and say how many sets that were."""
    moment = _moment_of(session)
    started = floor.begin(uuid5(ROOT, str(session.start)), session.start, moment, here)
    under_way = floor.floor(started.id, here, day=moment.day)
    if under_way is None:
        raise SystemExit("a session that was begun is not there")
    sets: list[SetDone] = []
    for station in under_way.stations:
        for n, asked in enumerate(station.asked):
            known = here.catalogue.exercises[station.exercise]
            heavy = known.load_type.is_weight and station.role.is_hard
            done = Done(
                reps=None if asked.reps is None else Reps(asked.reps),
                seconds=asked.line.seconds,
                metres=asked.line.metres,
                load=asked.load or (UNKNOWN if heavy else None),
                rir=RIR(2) if station.role.is_hard else None,
            )
            at = Moment(moment.at + timedelta(minutes=2 * len(sets)), moment.day)
            id_ = uuid5(started.id, f"{station.number} {n}")
            sets += set_at(place_of(station, under_way), done, id_, at)
    end = SessionFinished(session=started.id, at=moment.at + timedelta(hours=1), rpe=6, minutes=60)
    floor.record([*sets, end], here)
    return len(sets)


def _schema(number: int) -> str:
    return f"benchmark_{number}"


def _database_of(number: int, url: str) -> dict[str, str]:
    join = "&" if "?" in url else "?"
    return {URL_VARIABLE: f"{url}{join}options=-csearch_path%3D{_schema(number)}"}


def _make_schema(number: int, folder: Path, url: str) -> None:
    from django.db import connections  # noqa: PLC0415 - Django is set up now

    from ironstride.store.open import existing_store  # noqa: PLC0415 - likewise

    existing_store(folder / "schemas", {URL_VARIABLE: url})
    with connections[str(folder / "schemas")].cursor() as cursor:
        cursor.execute(f'DROP SCHEMA IF EXISTS "{_schema(number)}" CASCADE')
        cursor.execute(f'CREATE SCHEMA "{_schema(number)}"')


# The server ------------------------------------------------------------------------------

_asking = threading.local()
Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


def _told_apart(answer: Wsgi) -> Wsgi:
    def for_one(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        _asking.number = int(environ.get(HEADER, "0"))
        return answer(environ, start)

    return for_one


def serve(folder: Path) -> None:
    """Serve all athletes of a folder on a free port, until the process ends."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "ironstride.web.settings"
    os.environ["IRONSTRIDE_DATA"] = str(folder / "0")
    open_store(folder / "0", {}).close()
    from waitress.server import create_server  # noqa: PLC0415 - only the server needs it

    from ironstride.web import athlete, server  # noqa: PLC0415 - Django is set up now

    url = os.environ.get(URL_VARIABLE)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # queues are what is measured

    def store_of(mine: Path) -> Any:
        return open_store(mine, _database_of(int(mine.name), url) if url else {})

    vars(athlete).update(
        data_folder=lambda _: folder / str(_asking.number),
        profile=lambda: folder / str(_asking.number) / "athlete.toml",
        open_store=store_of,
    )
    listening: Any = create_server(
        _told_apart(server.application()), host="127.0.0.1", port=0, threads=server.THREADS
    )
    print(json.dumps({"port": listening.effective_port}), flush=True)
    listening.run()


def addresses(count: int) -> Iterator[dict[str, str]]:
    """Give the header that tells each athlete from the others."""
    return ({"X-Athlete": str(number), "Host": "127.0.0.1"} for number in range(count))


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
