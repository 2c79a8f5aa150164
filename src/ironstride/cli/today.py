"""`ironstride today`: the next session."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ironstride.core.programme import Programme, Session


def today(
    programme: Annotated[
        Path | None,
        typer.Argument(help="A programme as JSON; without it the one you keep."),
    ] = None,
    on: Annotated[
        datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="Another day.")
    ] = None,
    profile: Annotated[
        Path, typer.Option("--profile", "-p", help="Who you are, for the weights that stand there.")
    ] = Path("athlete.toml"),
    data: Annotated[
        Path | None, typer.Option("--data", help="Your data folder; else IRONSTRIDE_DATA.")
    ] = None,
) -> None:
    """Show the next session: today's, or the first one after it.

    Once sets are logged, each weight says what was done last, what to lift now and why, and
    which plates to put on.
    """
    from ironstride.app.today import today_in
    from ironstride.catalogue.load import load
    from ironstride.cli.clock import today as this_day
    from ironstride.core.calendar import WEEK, monday_of
    from ironstride.formats.today_text import tired_lines, write
    from ironstride.store.folder import data_folder

    day = on.date() if on else this_day()
    found = programme_from_file(programme) if programme else _kept(data)
    session = next_session(found, day)
    if session is None:
        print(f"No session lies on or after {day}; the programme ended on {found.end}.")
        print("Next: ironstride plan, to the next race")
        return
    told = today_in(data_folder(os.environ, data), session, found, profile=profile)
    print(write(session, found, load(), told.lifts))
    if told.tired is not None:
        monday = monday_of(session.start.date()) + WEEK
        print("", *tired_lines(told.tired, monday, load()), sep="\n")


def next_session(programme: Programme, day: date) -> Session | None:
    """Find the first session on or after a day."""
    return next((s for s in programme.sessions if s.start.date() >= day), None)


def programme_from_file(path: Path) -> Programme:
    """Read a programme that was written as JSON, or say why the file holds none."""
    from ironstride.core.programme import Programme
    from ironstride.formats import json_programme

    try:
        outcome = json_programme.read(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{path} cannot be read; check the name") from error
    if isinstance(outcome, Programme):
        return outcome
    raise typer.BadParameter(f"{path} holds no programme but what stands in its way")


def _kept(data: Path | None) -> Programme:
    from ironstride.app.keep import last_kept
    from ironstride.store.folder import data_folder
    from ironstride.store.open import existing_store

    store = existing_store(data_folder(os.environ, data))
    if store is not None:
        with store:
            programme = last_kept(store)
        if programme is not None:
            return programme
    raise typer.BadParameter(
        "no programme is kept yet; type `ironstride plan --keep`, or name a file"
    )
