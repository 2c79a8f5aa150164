"""`ironstride log`: what was done, as it is typed beside the bar."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ironstride.app.log import Desk, Moment
    from ironstride.core.log import Entry


def log(
    words: Annotated[
        list[str] | None,
        typer.Argument(help="As back-squat 3x5@80 rir2; without any, the day's page."),
    ] = None,
    on: Annotated[
        datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="An earlier day.")
    ] = None,
    new: Annotated[
        bool, typer.Option("--new", help="Take an exercise that nobody knows as your own.")
    ] = False,
    profile: Annotated[
        Path, typer.Option("--profile", "-p", help="Says kg or lb where no programme is kept.")
    ] = Path("athlete.toml"),
    data: Annotated[
        Path | None, typer.Option("--data", help="Your data folder; else IRONSTRIDE_DATA.")
    ] = None,
) -> None:
    """Log sets: an exercise, then 3x5@80, 3x5@175lb, 3x8@bw, 3x8@-20, 3x30s, 4x20m or 4x10c.

    Behind them may stand left, right, each, warmup, amrap, rir2 or rpe8, and a note in quotes.

    Other lines: start, finish rpe7 45min, skip "travel", pain left knee 3 during, ready 4.
    """
    from ironstride.app.log import desk
    from ironstride.catalogue.load import load
    from ironstride.store.folder import data_folder
    from ironstride.store.open import open_store

    moment = _moment(on.date() if on else None)
    with open_store(data_folder(os.environ, data)) as store:
        here = desk(store, load(), profile)
        entries = _told(words, moment, here, takes_new=new) if words else ()
        _show(entries, moment.day, here)


def _told(
    words: Sequence[str], moment: Moment, desk: Desk, *, takes_new: bool
) -> tuple[Entry, ...]:
    from ironstride.app.log import tell
    from ironstride.catalogue.find import exercise_called
    from ironstride.formats.log_line import line_of, read_line

    def is_exercise(name: str) -> bool:
        return exercise_called(name, desk.catalogue.exercises) is not None

    try:
        said = read_line(line_of(words), unit=desk.unit, is_exercise=is_exercise)
        return tell(said, moment, desk, takes_new=takes_new)
    except ValueError as error:
        raise typer.BadParameter(f"{error}. Nothing of this line was logged.") from error


def _show(entries: Sequence[Entry], day: date, desk: Desk) -> None:
    """Say what was logged, and beside sets the day so far with what the programme asked for."""
    from ironstride.app.log import asked_on, read_page
    from ironstride.core.log import SetDone
    from ironstride.formats.log_text import LogWords

    words = LogWords(desk.catalogue, desk.unit)
    for line in words.entries(entries):
        print(f"logged: {line}")
    if entries and not any(isinstance(entry, SetDone) for entry in entries):
        return
    page = read_page(desk.store, day)
    lines = list(words.day(page, asked_on(day, page, desk))) or ["  nothing is logged yet"]
    print("\n".join((words.heading(page, day), *lines)))


def _moment(on: date | None) -> Moment:
    """Take this moment; for an earlier day, the same hour of that day."""
    from ironstride.app.log import Moment
    from ironstride.cli.clock import now, today

    if on is None:
        return Moment(now(), today())
    if on > today():
        raise typer.BadParameter(f"{on} lies ahead; log what was done, once it is done")
    hour = now().astimezone().time()
    return Moment(datetime.combine(on, hour).astimezone(UTC), on)
