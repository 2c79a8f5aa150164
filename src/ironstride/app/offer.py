"""Offer: what would change in the programme that is followed, under a mark to accept it by."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ironstride.app.log import Desk
from ironstride.app.replan import Replanned
from ironstride.app.replan_kept import NothingKeptError, replan_at
from ironstride.core.programme import NoProgramme
from ironstride.formats import json_programme
from ironstride.planning.changes.change import Change


@dataclass(frozen=True, slots=True)
class Offer:
    """A programme to accept; `mark` stands for it, for what it came from and what was said."""

    replanned: Replanned
    mark: str


def offer(changes: Sequence[Change], desk: Desk, *, today: date) -> Offer | NoProgramme:
    """Plan the rest of the kept programme after some changes; nothing is kept.

    Raises:
        NothingKeptError: no programme is kept.
        ValueError: a change speaks of something that is not there.
    """
    if desk.programme is None:
        raise NothingKeptError
    outcome = replan_at(desk, tuple(changes), today=today)
    if isinstance(outcome, NoProgramme):
        return outcome
    parts = (desk.programme, outcome.taken.programme)
    said = [*map(json_programme.write, parts), *(change.sentence for change in changes)]
    return Offer(outcome, hashlib.sha256("\0".join(said).encode(errors="replace")).hexdigest())
