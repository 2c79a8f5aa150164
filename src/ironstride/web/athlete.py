"""Whose pages these are: in the embedded mode those of the one athlete of this machine.

Beside that athlete's data lies the sample's own folder. A browser that is trying the sample says
so in a cookie, and then meets the sample's data alone; nothing leads from one to the other. On a
server, `web/accounts/whose.py` has found out whose pages are asked for.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.http import HttpRequest

from ironstride.app.log import Desk, desk
from ironstride.app.profile import profile_in, read_athlete
from ironstride.app.profile_file import put_profile
from ironstride.catalogue.load import load
from ironstride.core.athlete import Athlete
from ironstride.store.folder import data_folder
from ironstride.store.open import open_store
from ironstride.web.clock import now

if TYPE_CHECKING:
    from ironstride.accounts.models import Account  # accounts are there in the server mode alone
    from ironstride.store.store import Store

PROFILE_VARIABLE: Final = "IRONSTRIDE_PROFILE"
USUAL_PROFILE: Final = "athlete.toml"
SAMPLE_COOKIE: Final = "ironstride_sample"
SAMPLE: Final = "sample"  # a folder inside the data folder


@dataclass(frozen=True, slots=True)
class Area:
    """Where an athlete's data lie: a folder with the store, and the profile."""

    folder: Path
    profile: Path
    is_sample: bool = False

    def open(self) -> Store:
        """Open the store; the sample's is a file of its own, whatever database serves the others."""
        return open_store(self.folder, {}) if self.is_sample else open_store(self.folder)


def own_area() -> Area:
    """Give the place of the athlete whose machine this is."""
    named = os.environ.get(PROFILE_VARIABLE) or USUAL_PROFILE
    return Area(data_folder(os.environ), Path(named).expanduser())


def sample_area() -> Area:
    """Give the place of the made-up athlete."""
    folder = data_folder(os.environ) / SAMPLE
    return Area(folder, folder / USUAL_PROFILE, is_sample=True)


def area_of(request: HttpRequest) -> Area:
    """Say whose data a browser meets: the sample's while it is being tried, else the athlete's."""
    sample = sample_area()
    is_tried = bool(request.COOKIES.get(SAMPLE_COOKIE)) and sample.profile.exists()
    return sample if is_tried else own_area()


@contextmanager
def desk_of(request: HttpRequest) -> Iterator[Desk]:
    """Lay out the store, the knowledge, the profile and the programme of whoever asks.

    The store is opened for this request and let go at its end. Every page comes through here,
    so this is where somebody who is logged in is told from somebody else: `web/accounts/whose.py` has
    found out whose pages are asked for, and left a word with the request.
    """
    whose = getattr(request, "whose", None)
    if whose is None:
        with desk_in(area_of(request)) as laid_out:
            yield laid_out
    else:
        with desk_for(whose.athlete, whose.visitor) as laid_out:
            yield laid_out


@contextmanager
def desk_in(area: Area) -> Iterator[Desk]:
    """Lay out the desk of an area of this machine."""
    with area.open() as store, store.of_one_moment():
        yield desk(store, load(), area.profile)


@contextmanager
def desk_for(athlete: Account, visitor: Account) -> Iterator[Desk]:
    """Lay out an athlete's desk for whoever looks at it: themselves, or their coach.

    What a coach tells carries the coach's name for good.
    """
    teller = "" if athlete == visitor else f"{visitor.name} ({visitor.email})"
    opened = open_store(data_folder(os.environ), athlete=athlete.athlete, teller=teller)
    with opened as store, store.of_one_moment():
        yield desk(store, load(), profile_in(store))


def profile_of(request: HttpRequest) -> Athlete | None:
    """Read the profile of whoever asks; None where there is none yet."""
    if getattr(request, "whose", None) is None:  # a file, for which no store has to be opened
        profile = area_of(request).profile
        return read_athlete(profile) if profile.exists() else None
    with desk_of(request) as laid_out:
        return laid_out.athlete


def keep_profile(athlete: Athlete, request: HttpRequest) -> None:
    """Keep the profile of the athlete of this machine; an earlier one stays beside it."""
    put_profile(area_of(request).profile, athlete, now=now().astimezone())


def sample(request: HttpRequest) -> Mapping[str, bool]:
    """Tell every page whether it shows the sample."""
    return {"is_sample": area_of(request).is_sample}
