"""`ironstride undo`: what was logged last never was."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer


def undo(
    count: Annotated[int, typer.Argument(help="How many sets or other lines.", min=1)] = 1,
    profile: Annotated[
        Path, typer.Option("--profile", "-p", help="Says kg or lb where no programme is kept.")
    ] = Path("athlete.toml"),
    data: Annotated[
        Path | None, typer.Option("--data", help="Your data folder; else IRONSTRIDE_DATA.")
    ] = None,
) -> None:
    """Withdraw the set or line that was typed or tapped last; again, the one before.

    Nothing is deleted: the log keeps that it was told, and that it never was.
    """
    from ironstride.app.log import desk, undo
    from ironstride.catalogue.load import load
    from ironstride.cli.clock import now
    from ironstride.formats.log_text import LogWords
    from ironstride.store.folder import data_folder
    from ironstride.store.open import existing_store

    store = existing_store(data_folder(os.environ, data))
    if store is None:
        print("Nothing is logged yet, so nothing is undone.")
        return
    with store:
        here = desk(store, load(), profile)
        undone, words = undo(store, at=now(), count=count), LogWords(here.catalogue, here.unit)
    for entry in undone:
        print(f"undone: {words.dated(entry)}")
    if not undone:
        print("Nothing that was typed is left, so nothing is undone; what was imported stays.")
