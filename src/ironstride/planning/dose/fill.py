"""Filling: the placed sessions of a season get their exercises, week after week."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from ironstride.core.programme import Collision, NoProgramme, PhaseName, Session
from ironstride.planning.collisions.shortfall import not_covered
from ironstride.planning.days.choices import must_cover
from ironstride.planning.days.obstacles import Slot
from ironstride.planning.days.place import Price
from ironstride.planning.days.standing import standing
from ironstride.planning.dose.budget import (
    MANY,
    WEEKS_LOOKED_BACK,
    Done,
    contact_budget,
    done_in,
    set_budget,
    set_ceiling,
)
from ironstride.planning.dose.prescribe import sessions
from ironstride.planning.dose.reuse import reused
from ironstride.planning.dose.strength_tests import wants_tests
from ironstride.planning.season.outline import Outline
from ironstride.planning.tiers import Tiers
from ironstride.planning.week.beside import beside
from ironstride.planning.week.compose import Composition
from ironstride.planning.week.draft import Draft, Frame
from ironstride.planning.week.kitchen import Kitchen
from ironstride.planning.week.trim import add_sets, fit_sets
from ironstride.planning.week.work import Piece

NOT_COVERED: Final = Tiers(sessions=1, essential=500)  # as bad as a lost session, and worse


def price_of(frames: Mapping[int, Frame], kitchen: Kitchen) -> Price:
    """Let placement ask what the composition of a week's sessions leaves to be wished for."""

    def price(week: Outline, slots: tuple[Slot, ...]) -> tuple[Tiers, Tiers]:
        frame = frames[week.block]
        is_full = must_cover(week, slots, frame.request)
        made = kitchen.full(slots, frame) if is_full else kitchen.part(slots, frame)
        if isinstance(made, Composition):
            return made.cost, made.bound
        return NOT_COVERED, NOT_COVERED

    return price


def fill(
    weeks: Sequence[Outline],
    placed: Sequence[tuple[Slot, ...]],
    by_block: Mapping[int, Frame],
    kitchen: Kitchen,
) -> list[tuple[Session, ...]] | NoProgramme:
    """Fill every week within its budgets, or say what the first unfillable one lacks."""
    caps = _what_the_taper_can_halve(weeks, placed, by_block, kitchen)
    filled: list[tuple[Session, ...]] = []
    state = _State(kitchen, caps)
    for week, slots in zip(weeks, placed, strict=True):
        result = _fill_week(week, slots, by_block[week.block], state)
        if isinstance(result, Collision):
            return NoProgramme((result,))
        state.past.append(done_in(week, result))
        filled.append(result)
    return filled


@dataclass(slots=True)
class _State:
    """What has been filled so far."""

    kitchen: Kitchen
    caps: Mapping[date, int]  # sets that a week before a taper may hold, by its Monday
    past: list[Done] = field(default_factory=list)


def _what_the_taper_can_halve(
    weeks: Sequence[Outline],
    placed: Sequence[tuple[Slot, ...]],
    by_block: Mapping[int, Frame],
    kitchen: Kitchen,
) -> dict[date, int]:
    """Cap the weeks before a taper: its one session must hold two fifths of their sets."""
    caps: dict[date, int] = {}
    for number, week in enumerate(weeks):
        if week.phase is not PhaseName.TAPER or not placed[number]:
            continue
        frame = by_block[week.block]
        holds = add_sets(kitchen.part(placed[number], frame).draft, wanted=MANY).hard_sets
        share = 1 - frame.request.policy.dose.taper_volume_most
        for before in _loading_weeks_before(number, weeks):
            most = math.floor(holds / share)
            caps[before.start] = min(most, caps.get(before.start, most))
    return caps


def _loading_weeks_before(number: int, weeks: Sequence[Outline]) -> Iterator[Outline]:
    """Give the weeks whose mean a taper is measured by."""
    earlier = [week for week in weeks[:number] if week.phase is not PhaseName.TAPER]
    return (week for week in earlier[-WEEKS_LOOKED_BACK - 2 :] if not week.is_light)


def _fill_week(
    week: Outline, slots: tuple[Slot, ...], frame: Frame, state: _State
) -> tuple[Session, ...] | Collision:
    """Keep what stands, take over what can stay, and compose the rest.

    Where what stays and the rest come to more than the week may hold, the rest is not added
    to it, but both are composed anew.
    """
    held = _held(week, slots, frame, state)
    filled = _with_the_rest(week, slots, held, frame, state)
    if isinstance(filled, Collision) or not _is_too_much(week, filled, frame, state):
        return filled
    return _with_the_rest(week, slots, standing(week, frame.request), frame, state)


def _is_too_much(week: Outline, filled: Sequence[Session], frame: Frame, state: _State) -> bool:
    most = set_ceiling(week, state.past, frame.request.policy.dose)
    return most is not None and sum(session.hard_sets for session in filled) > most


def _held(
    week: Outline, slots: tuple[Slot, ...], frame: Frame, state: _State
) -> tuple[Session, ...]:
    fixed = standing(week, frame.request)
    done = {session.start for session in fixed}
    free = [slot for slot in slots if slot.start not in done]
    return (*fixed, *reused(week, free, fixed, frame, state.past))


def _with_the_rest(
    week: Outline,
    slots: tuple[Slot, ...],
    held: tuple[Session, ...],
    frame: Frame,
    state: _State,
) -> tuple[Session, ...] | Collision:
    request = frame.request
    taken = {session.start for session in held}
    free = tuple(slot for slot in slots if slot.start not in taken)
    if not free:
        return _in_order(*held)
    is_full, trained = must_cover(week, free, request), beside(held, request)
    kitchen = state.kitchen
    made = kitchen.full(free, frame, trained) if is_full else kitchen.part(free, frame, trained)
    if not isinstance(made, Composition):
        return not_covered(made, free, frame)
    written = _written(week, Draft(frame, free, made.draft.pieces), state, held)
    return _in_order(*held, *written)


def _written(
    week: Outline, draft: Draft, state: _State, fixed: Sequence[Session]
) -> tuple[Session, ...]:
    """Fit a composition to the budgets of its week, beside what stands already."""
    request = draft.frame.request
    standing_sets = sum(session.hard_sets for session in fixed)
    full = draft.hard_sets + standing_sets
    full = min(state.caps.get(week.start, full), full)
    budget = set_budget(week, state.past, full, request.policy.dose)
    if draft.hard_sets + standing_sets < budget.least:
        draft = add_sets(draft, budget.aim - standing_sets)
    is_full = must_cover(week, draft.slots, request)
    fitted = fit_sets(draft, budget.aim - standing_sets, keep_everything=is_full)
    jumping = sum(_holds_jumps(pieces) for pieces in fitted.pieces)
    contacts = contact_budget(
        week, state.past, jumping, request, standing=sum(s.contacts for s in fixed)
    )
    return sessions(fitted, week, contacts, tests=wants_tests(week, state.past, request))


def _in_order(*held: Session) -> tuple[Session, ...]:
    return tuple(sorted(held, key=lambda session: session.start))


def _holds_jumps(pieces: Sequence[Piece]) -> bool:
    return any(piece.need is None and piece.exercise.is_jump for piece in pieces)
