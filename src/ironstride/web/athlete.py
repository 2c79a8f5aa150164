"""Whose pages these are: the one athlete whose folder and profile lie on this machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from django.http import HttpRequest

from ironstride.app.log import Desk, desk
from ironstride.catalogue.load import load
from ironstride.store.folder import data_folder
from ironstride.store.open import open_store

PROFILE_VARIABLE: Final = "IRONSTRIDE_PROFILE"
USUAL_PROFILE: Final = "athlete.toml"


@contextmanager
def desk_of(_: HttpRequest) -> Iterator[Desk]:
    """Lay out the store, the knowledge, the profile and the programme of whoever asks.

    The store is opened for this request and let go at its end. Every page comes through here,
    so this is where somebody who is logged in would be told from somebody else.
    """
    with open_store(data_folder(os.environ)) as store, store.of_one_moment():
        yield desk(store, load(), profile())


def profile() -> Path:
    """Say where the profile is."""
    return Path(os.environ.get(PROFILE_VARIABLE) or USUAL_PROFILE).expanduser()
