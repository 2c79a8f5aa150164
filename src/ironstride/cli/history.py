"""`ironstride history`: the log, day by day."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from ironstride.app.log import Desk
    from ironstride.formats.log_text import LogWords
    from ironstride.strength.logbook import Logbook

LATEST: Final = 10  # days that are shown where nobody asked for more
EMPTY: Final = "nothing is logged; next: ironstride log back-squat 3x5@80 rir2"


def history(
    exercise: Annotated[
        str | None, typer.Argument(help="Only this exercise, by id, name or alias.")
    ] = None,
    days: Annotated[
        int | None,
        typer.Option("--days", min=1, help="The last so many days; else the last ten with a line."),
    ] = None,
    profile: Annotated[
        Path, typer.Option("--profile", "-p", help="Says kg or lb where no programme is kept.")
    ] = Path("athlete.toml"),
    data: Annotated[
        Path | None, typer.Option("--data", help="Your data folder; else IRONSTRIDE_DATA.")
    ] = None,
) -> None:
    """Show what was logged and imported, day by day, the latest last."""
    from ironstride.app.log import desk, read_logbook
    from ironstride.catalogue.load import load
    from ironstride.cli.clock import today
    from ironstride.formats.log_text import LogWords
    from ironstride.store.folder import data_folder
    from ironstride.store.open import existing_store

    store = existing_store(data_folder(os.environ, data))
    if store is None:
        print(EMPTY)
        return
    first = None if days is None else today() - timedelta(days=days - 1)
    with store:
        here = desk(store, load(), profile)
        book = read_logbook(store, since=first)
        asked = book if exercise is None else book.of(_named(exercise, here))
        _show(asked, LogWords(here.catalogue, here.unit), first)


def _named(exercise: str, desk: Desk) -> str:
    from ironstride.app.log import exercise_of

    try:
        return exercise_of(exercise, desk)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


def _show(book: Logbook, words: LogWords, first: date | None) -> None:
    told = [day for day in book.days if first is None or day >= first]
    shown = told if first else told[-LATEST:]
    for day in shown:
        page = book.on(day)
        print("\n".join((words.heading(page, day), *words.day(page))), end="\n\n")
    print(_count(len(shown), len(told)))


def _count(shown: int, told: int) -> str:
    """Say how many days these were, and how to see more."""
    if not told:
        return EMPTY
    if shown < told:
        return f"the last {shown} of {told} days; --days 365 shows a year"
    return "1 day" if told == 1 else f"{told} days"
