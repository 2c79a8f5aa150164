"""`ironstride erase`: everything that is kept of you goes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer


def erase(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    data: Annotated[
        Path | None, typer.Option("--data", help="Your data folder; else IRONSTRIDE_DATA.")
    ] = None,
) -> None:
    """Remove everything that Ironstride keeps of you, for good.

    Your own files stay: the profile, watch files, exports. Keep a copy first with
    `ironstride export`.
    """
    from ironstride.app.erase import WORD, erase, in_words
    from ironstride.store.folder import data_folder
    from ironstride.store.open import existing_store

    store = existing_store(data_folder(os.environ, data))
    if store is None:
        print("Nothing is kept, so nothing is erased.")
        return
    with store:
        held = store.holdings()
        if held.is_empty:
            print("Nothing is kept, so nothing is erased.")
            return
        if not yes:
            print(f"In {store.place} there are {in_words(held)}.")
            print("All of it is removed and cannot be brought back.")
            print("To keep a copy first: ironstride export my-data.zip")
            _make_sure(WORD)
        erased = erase(store)
    print(f"Erased: {in_words(erased)}.")
    print("Your own files stay where they are: the profile, watch files, exports.")


def _make_sure(word: str) -> None:
    if typer.prompt(f'Type "{word}" to remove it').strip().casefold() != word:
        print("Nothing was removed.")
        raise typer.Exit(1)
