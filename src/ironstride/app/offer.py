"""Offer: what would change in the programme that is followed, under a mark to accept it by."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ironstride.app.keep import last_taken_on
from ironstride.app.log import Desk
from ironstride.app.plan import followed_of, read_athlete, strength_of
from ironstride.app.replan import Replanned, ask_again, replan
from ironstride.core.programme import NoProgramme
from ironstride.formats import json_programme
from ironstride.planning.changes.change import Change


class NothingKeptError(ValueError):
    """There is no programme that could change."""

    def __init__(self) -> None:
        super().__init__("no programme is kept yet; plan one first")


@dataclass(frozen=True, slots=True)
class Offer:
    """A programme to accept; `mark` stands for it, for what it came from and what was said."""

    replanned: Replanned
    mark: str


def offer(changes: Sequence[Change], desk: Desk, *, today: date) -> Offer | NoProgramme:
    """Plan the rest of the kept programme after some changes; nothing is kept.

    Raises:
        ValueError: no programme is kept, or a change speaks of something that is not there.
    """
    kept = last_taken_on(desk.store)
    if kept is None:
        raise NothingKeptError
    athlete, folder = read_athlete(desk.profile), desk.store.folder
    strength = strength_of(athlete, folder, day=today)
    asked = ask_again(kept, athlete, changes, today=today, strength=strength)
    asked = replace(asked, followed=followed_of(folder, day=today))
    outcome = replan(kept, athlete, changes, asked=asked)
    if isinstance(outcome, NoProgramme):
        return outcome
    parts = (kept.programme, outcome.taken.programme)
    said = [*map(json_programme.write, parts), *(change.sentence for change in changes)]
    return Offer(outcome, hashlib.sha256("\0".join(said).encode(errors="replace")).hexdigest())
