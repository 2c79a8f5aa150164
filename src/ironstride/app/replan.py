"""Replan: what happened meets the programme that was taken on; nothing is kept unasked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ironstride.app.keep import TakenOn
from ironstride.catalogue.load import load
from ironstride.core.athlete import Athlete
from ironstride.core.estimate import LiftEstimate
from ironstride.core.programme import NoProgramme, Programme
from ironstride.planning.changes.because import Explained, Now, explained
from ironstride.planning.changes.change import Change, changed
from ironstride.planning.changes.difference import difference
from ironstride.planning.changes.under_way import amendments_to, request_under_way
from ironstride.planning.coach.rehab_sessions import without_rehab
from ironstride.planning.plan import outline_for, plan
from ironstride.planning.request import Request


@dataclass(frozen=True, slots=True)
class Replanned:
    """A programme to accept in place of the one that was kept, and all that it changes."""

    taken: TakenOn
    differences: tuple[Explained, ...]


def ask_again(
    kept: TakenOn,
    profile: Athlete,
    changes: Sequence[Change],
    *,
    today: date,
    strength: Mapping[str, LiftEstimate] | None = None,
) -> Request:
    """Ask for the rest of a kept programme after these changes.

    What is planned anew takes its loads from `strength`, what the log says of each lift.

    Raises:
        ValueError: a change speaks of something that is not there; it says what is.
    """
    asked = request_under_way(
        kept.programme, profile, load(), today=today, amendments=kept.amendments
    )
    return changed(replace(asked, strength=strength or {}), changes)


def replan(
    kept: TakenOn, profile: Athlete, changes: Sequence[Change], *, asked: Request
) -> Replanned | NoProgramme:
    """Plan what was asked for, and compare it with what was kept."""
    outcome = plan(asked)
    if isinstance(outcome, NoProgramme):
        return outcome
    _refuse_another_past(outcome, asked)
    now = Now(request=asked, outlines=outline_for(asked), sessions=tuple(outcome.sessions))
    found = difference(kept.programme, outcome, asked.catalogue.exercises)
    taken = TakenOn(
        programme=outcome,
        amendments=amendments_to(profile, asked),
        changes=tuple(change.sentence for change in changes),
    )
    return Replanned(taken, tuple(explained(found, now)))


def _refuse_another_past(outcome: Programme, asked: Request) -> None:
    """Make sure that what is done stands as it was done."""
    kept = asked.kept
    if kept is None:
        return
    done = [
        session
        for session in kept.programme.sessions
        if session.start.date() < kept.today and session.start.date() not in kept.missed
    ]
    planned = without_rehab(outcome).sessions
    past = [session for session in planned if session.start.date() < kept.today]
    if done != past:
        raise AssertionError(f"sessions before {kept.today} were planned anew; they are done")
