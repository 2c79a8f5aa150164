"""Replan what is kept: something happened, and the log, the profile and the programme lie open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final, TypeAlias

from ironstride.app.estimate import trained
from ironstride.app.keep import TakenOn, last_taken_on
from ironstride.app.knee import followed_by
from ironstride.app.log import Desk
from ironstride.app.memory import Memory
from ironstride.app.profile import read_athlete
from ironstride.app.replan import Replanned, ask_again, replan
from ironstride.core.athlete import Athlete
from ironstride.core.estimate import LiftEstimate
from ironstride.core.programme import NoProgramme
from ironstride.planning.changes.change import Change
from ironstride.rehab.standing import Followed


class NothingKeptError(ValueError):
    """There is no programme that could change."""

    def __init__(self) -> None:
        super().__init__("no programme is kept yet; plan one first")


def replan_at(desk: Desk, changes: tuple[Change, ...], *, today: date) -> Replanned | NoProgramme:
    """Plan the rest of the programme that is kept after these changes; nothing is kept.

    Asking again gives the same answer without planning again, as long as nothing was told.

    Raises:
        IronstrideError: the profile cannot be read.
        NothingKeptError: no programme is kept.
        ValueError: a change speaks of something that is not there.
    """
    kept = last_taken_on(desk.store)
    if kept is None:
        raise NothingKeptError
    profile = read_athlete(desk.profile)
    log = trained(desk.store, profile, day=today)
    strength = {} if log is None else dict(log.estimates)
    followed = followed_by(desk.store, day=today)
    asked = ask_again(kept, profile, changes, today=today, strength=strength)
    return _FOUND.recall(
        (desk.store.key, changes),
        (kept, profile, strength, followed, today),
        lambda: replan(kept, profile, changes, asked=replace(asked, followed=followed)),
    )


_Facts: TypeAlias = tuple[TakenOn, Athlete, Mapping[str, LiftEstimate], Followed | None, date]
_FOUND: Final[Memory[tuple[str, tuple[Change, ...]], _Facts, Replanned | NoProgramme]] = Memory(
    most=32
)
