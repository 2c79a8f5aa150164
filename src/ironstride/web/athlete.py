"""What lies on the desk of whoever asks: in the embedded mode the one athlete of this machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.http import HttpRequest

from ironstride.app.log import Desk, desk
from ironstride.app.profile import profile_in
from ironstride.catalogue.load import load
from ironstride.store.folder import data_folder
from ironstride.store.open import open_store

if TYPE_CHECKING:  # accounts are there in the server mode alone
    from ironstride.accounts.models import Account

PROFILE_VARIABLE: Final = "IRONSTRIDE_PROFILE"
USUAL_PROFILE: Final = "athlete.toml"


@contextmanager
def desk_of(request: HttpRequest) -> Iterator[Desk]:
    """Lay out the store, the knowledge, the profile and the programme of whoever asks.

    The store is opened for this request and let go at its end. Every page comes through here,
    so this is where somebody who is logged in is told from somebody else: `web/accounts/whose.py` has
    found out whose pages are asked for, and left a word with the request.
    """
    whose = getattr(request, "whose", None)
    if whose is None:
        with open_store(data_folder(os.environ)) as store, store.of_one_moment():
            yield desk(store, load(), profile())
    else:
        with desk_for(whose.athlete, whose.visitor) as laid_out:
            yield laid_out


@contextmanager
def desk_for(athlete: Account, visitor: Account) -> Iterator[Desk]:
    """Lay out an athlete's desk for whoever looks at it: themselves, or their coach.

    What a coach tells carries the coach's name for good.
    """
    teller = "" if athlete == visitor else f"{visitor.name} ({visitor.email})"
    opened = open_store(data_folder(os.environ), athlete=athlete.athlete, teller=teller)
    with opened as store, store.of_one_moment():
        yield desk(store, load(), profile_in(store))


def profile() -> Path:
    """Say where the profile of the embedded mode is."""
    return Path(os.environ.get(PROFILE_VARIABLE) or USUAL_PROFILE).expanduser()
