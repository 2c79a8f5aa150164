"""Whose pages these are: the one athlete whose folder and profile lie on this machine.

Beside it lies the sample's own folder. A browser that is trying the sample says so in a cookie,
and then meets the sample's data alone; nothing leads from one to the other.
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
from ironstride.app.plan import read_athlete
from ironstride.app.profile_file import put_profile
from ironstride.catalogue.load import load
from ironstride.core.athlete import Athlete
from ironstride.store.folder import data_folder
from ironstride.store.open import open_store
from ironstride.web.clock import now

if TYPE_CHECKING:  # Django is set up when a store is opened, not before
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
    so this is where somebody who is logged in would be told from somebody else.
    """
    area = area_of(request)
    with area.open() as store:
        yield desk(store, load(), area.profile)


def profile_of(request: HttpRequest) -> Athlete | None:
    """Read the profile of whoever asks; None where there is none yet."""
    path = area_of(request).profile
    return read_athlete(path) if path.exists() else None


def keep_profile(athlete: Athlete, request: HttpRequest) -> None:
    """Keep the profile of whoever asks; an earlier one stays beside it."""
    put_profile(area_of(request).profile, athlete, now=now().astimezone())


def whose(request: HttpRequest) -> Mapping[str, bool]:
    """Tell every page whether it shows the sample."""
    return {"is_sample": area_of(request).is_sample}
