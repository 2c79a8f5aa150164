"""Filling: the placed sessions of a season get their exercises, week after week."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby

from ironstride.core.programme import (
    Collision,
    NoProgramme,
    PhaseName,
    Role,
    Session,
)
from ironstride.planning.budget import WEEKS_LOOKED_BACK, Done, contact_budget, set_budget
from ironstride.planning.compose import compose, compose_part
from ironstride.planning.draft import Draft, Frame, Lack, Style
from ironstride.planning.obstacles import Slot
from ironstride.planning.place import must_cover
from ironstride.planning.prescribe import sessions
from ironstride.planning.request import Request
from ironstride.planning.season import Outline
from ironstride.planning.shortfall import not_covered
from ironstride.planning.trim import add_sets, fit_sets
from ironstride.planning.work import Piece


def frames(weeks: Sequence[Outline], request: Request) -> dict[int, Frame]:
    """Say for each block how heavy it is; taper and race season carry on what came before."""
    found: dict[int, Frame] = {}
    heavy: Style | None = None
    for number, block in groupby(weeks, key=lambda week: week.block):
        phase = next(iter(block)).phase
        style = _style(phase, heavy)
        heavy = heavy if style is Style.ENTRY else style
        # Nothing new before a race: the taper keeps the exercises of the block before it.
        kept = max(0, number - 1) if phase is PhaseName.TAPER else number
        found[number] = Frame(phase=phase, block=kept, style=style, request=request)
    return found


def _style(phase: PhaseName, before: Style | None) -> Style:
    own = {
        PhaseName.ADAPTATION: Style.ENTRY,
        PhaseName.RECOVERY: Style.ENTRY,
        PhaseName.MAX_STRENGTH: Style.HEAVY,
        PhaseName.POWER: Style.POWER,
    }
    if phase in own:
        return own[phase]
    return before or (Style.HEAVY if phase is PhaseName.RACE_SEASON else Style.ENTRY)


@dataclass(slots=True)
class _Memory:
    """What has been filled so far, and compositions that come back."""

    done: list[Done] = field(default_factory=list)
    drafts: dict[tuple[object, ...], Draft | tuple[Lack, ...]] = field(default_factory=dict)


def fill(
    weeks: Sequence[Outline], placed: Sequence[tuple[Slot, ...]], request: Request
) -> list[tuple[Session, ...]] | NoProgramme:
    """Fill every week within its budgets, or say what the first unfillable one lacks."""
    by_block = with_main_lifts(weeks, placed, request)
    caps = _what_the_taper_can_halve(weeks, placed, by_block)
    memory = _Memory()
    filled: list[tuple[Session, ...]] = []
    for week, slots in zip(weeks, placed, strict=True):
        result = _fill_week(week, slots, by_block[week.block], memory, caps.get(week.start))
        if isinstance(result, Collision):
            return NoProgramme((result,))
        filled.append(result)
    return filled


def with_main_lifts(
    weeks: Sequence[Outline], placed: Sequence[tuple[Slot, ...]], request: Request
) -> dict[int, Frame]:
    """Choose each block's main lifts: those of its commonest week.   [keep-main-lifts]

    Where some heavy weeks of a block go to a place that shares no main lift with the others,
    only what all these places hold is used, if that serves every week; a single such week
    goes without a main lift.
    """
    held = list(zip(weeks, placed, strict=True))
    return {
        number: _with_mains(frame, [(w, slots) for w, slots in held if w.block == number])
        for number, frame in frames(weeks, request).items()
    }


Held = tuple[Outline, tuple[Slot, ...]]


"""A week and the slots placed in it."""


def _with_mains(frame: Frame, held: Sequence[Held]) -> Frame:
    full = [(week, slots) for week, slots in held if must_cover(week, slots, frame.request)]
    found = _mains_of(frame, full)
    lasting = _lasting(found) or _lasting(_mains_of(frame, held))
    elsewhere = sum(mains.isdisjoint(lasting or ()) for mains in found if mains)
    if lasting is not None and not frame.is_entry and elsewhere > 1:
        athlete = frame.request.athlete
        places = [athlete.equipment_at(slot.place) for _, slots in full for slot in slots]
        narrowed = replace(frame, shared=frozenset.intersection(*places))
        everywhere = _mains_of(narrowed, full)
        if all(everywhere) and _lasting(everywhere):
            return replace(narrowed, mains=_lasting(everywhere))
    return replace(frame, mains=lasting)


def _mains_of(frame: Frame, held: Sequence[Held]) -> list[frozenset[str]]:
    memory = _Memory()
    drafts = [_draft(slots, frame, memory, is_full=False) for _, slots in held]
    return [
        frozenset(p.exercise.id for p in draft.flat() if p.role is Role.MAIN)
        for draft in drafts
        if isinstance(draft, Draft)
    ]


def _lasting(weeks: Sequence[frozenset[str]]) -> frozenset[str] | None:
    """Take the commonest set of lifts, less those that a week alike lacks.

    Alike: it holds part of the set and nothing else, or at least half of it. A block
    without any main lift stays open.
    """
    counted = Counter(mains for mains in weeks if mains)
    if not counted:
        return None
    best = max(counted, key=lambda mains: (counted[mains], len(mains), sorted(mains)))
    alike = [m for m in counted if m <= best or 2 * len(m & best) >= len(best)]
    return best.intersection(*alike) or best


def _what_the_taper_can_halve(
    weeks: Sequence[Outline], placed: Sequence[tuple[Slot, ...]], by_block: Mapping[int, Frame]
) -> dict[date, int]:
    """Cap the weeks before a taper: its one session must hold two fifths of their sets."""
    caps: dict[date, int] = {}
    for number, week in enumerate(weeks):
        if week.phase is not PhaseName.TAPER or not placed[number]:
            continue
        frame = by_block[week.block]
        holds = add_sets(compose_part(placed[number], frame), wanted=10_000).hard_sets
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
    week: Outline, slots: tuple[Slot, ...], frame: Frame, memory: _Memory, cap: int | None
) -> tuple[Session, ...] | Collision:
    request = frame.request
    is_full = must_cover(week, slots, request)
    draft = _draft(slots, frame, memory, is_full=is_full)
    if not isinstance(draft, Draft):
        return not_covered(draft, slots, frame)
    full = draft.hard_sets if cap is None else min(cap, draft.hard_sets)
    budget = set_budget(week, memory.done, full, request.policy.dose)
    if draft.hard_sets < budget.least:
        draft = add_sets(draft, budget.aim)
    fitted = fit_sets(draft, budget.aim, keep_everything=is_full)
    jumping = sum(_holds_jumps(pieces) for pieces in fitted.pieces)
    contacts = contact_budget(
        week, memory.done, jumping, request.athlete.lifting_experience, request.policy
    )
    written = sessions(fitted, week, contacts)
    hard_sets = sum(session.hard_sets for session in written)
    memory.done.append(Done(week, hard_sets, sum(session.contacts for session in written)))
    return written


def _holds_jumps(pieces: Sequence[Piece]) -> bool:
    return any(piece.need is None and piece.exercise.is_jump for piece in pieces)


def _draft(
    slots: tuple[Slot, ...], frame: Frame, memory: _Memory, *, is_full: bool
) -> Draft | tuple[Lack, ...]:
    """Compose a week, or take the composition of an equal week of the same block."""
    shape = tuple((slot.minutes, slot.place, slot.is_demanding) for slot in slots)
    key = (frame.phase, frame.block, is_full, shape)
    if key not in memory.drafts:
        whole = compose(slots, frame)
        is_enough = is_full or isinstance(whole, Draft)
        memory.drafts[key] = whole if is_enough else compose_part(slots, frame)
    draft = memory.drafts[key]
    return Draft(frame, slots, draft.pieces) if isinstance(draft, Draft) else draft
