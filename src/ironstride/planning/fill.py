"""Filling: the placed sessions of a season get their exercises, week after week."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import Final

from ironstride.core.programme import (
    Collision,
    NoProgramme,
    PhaseName,
    Session,
)
from ironstride.planning.budget import WEEKS_LOOKED_BACK, Done, contact_budget, set_budget
from ironstride.planning.choices import must_cover
from ironstride.planning.compose import Composition, compose, compose_part
from ironstride.planning.draft import Draft, Frame, Lack, Style
from ironstride.planning.obstacles import Slot
from ironstride.planning.place import Price
from ironstride.planning.prescribe import sessions
from ironstride.planning.request import Request
from ironstride.planning.season import Outline
from ironstride.planning.shortfall import not_covered
from ironstride.planning.tiers import Tiers
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
class Kitchen:
    """Compositions that come back: each shape of a week is composed once in a block."""

    done: list[Done] = field(default_factory=list)
    made: dict[tuple[object, ...], Composition | tuple[Lack, ...]] = field(default_factory=dict)

    def full(self, slots: Sequence[Slot], frame: Frame) -> Composition | tuple[Lack, ...]:
        """Compose a full week with the block's main lifts, or else without any."""
        found = self._made(slots, frame, is_full=True)
        if isinstance(found, Composition) or not frame.mains:
            return found
        return self._made(slots, replace(frame, mains=frozenset()), is_full=True)

    def part(self, slots: Sequence[Slot], frame: Frame) -> Composition:
        """Compose a week that need not hold everything; like a full one where that is possible."""
        found = self.full(slots, frame)
        if not isinstance(found, Composition):
            found = self._made(slots, frame, is_full=False)
        assert isinstance(found, Composition)  # noqa: S101 - an empty filling always fits
        return found

    def _made(
        self, slots: Sequence[Slot], frame: Frame, *, is_full: bool
    ) -> Composition | tuple[Lack, ...]:
        where = (frame.phase, frame.block, frame.shared, is_full, shape_of(slots))
        natural = self.made.get((*where, None))
        if isinstance(natural, Composition) and natural.main_lifts == frame.mains:
            return natural
        key = (*where, frame.mains)
        if key not in self.made:
            whole = compose if is_full else compose_part
            self.made[key] = whole(slots, frame)
        return self.made[key]


def shape_of(slots: Sequence[Slot]) -> tuple[tuple[int, str, bool], ...]:
    """Say what about a week's sessions decides their composition."""
    return tuple((slot.minutes, slot.place, slot.is_demanding) for slot in slots)


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
    for week, slots in zip(weeks, placed, strict=True):
        result = _fill_week(week, slots, by_block[week.block], kitchen, caps.get(week.start))
        if isinstance(result, Collision):
            return NoProgramme((result,))
        filled.append(result)
    return filled


def with_main_lifts(
    weeks: Sequence[Outline],
    placed: Sequence[tuple[Slot, ...]],
    request: Request,
    kitchen: Kitchen,
) -> dict[int, Frame]:
    """Choose each block's main lifts: those of its commonest week.   [keep-main-lifts]

    Where some heavy weeks of a block go to a place that shares no main lift with the others,
    only what all these places hold is used, if that serves every week; a single such week
    goes without a main lift.
    """
    held = list(zip(weeks, placed, strict=True))
    return {
        number: _with_mains(frame, [(w, s) for w, s in held if w.block == number], kitchen)
        for number, frame in frames(weeks, request).items()
    }


Held = tuple[Outline, tuple[Slot, ...]]


"""A week and the slots placed in it."""


def _with_mains(frame: Frame, held: Sequence[Held], kitchen: Kitchen) -> Frame:
    full = [(week, slots) for week, slots in held if must_cover(week, slots, frame.request)]
    found = _mains_of(frame, full, kitchen)
    lasting = _lasting(found) or _lasting(_mains_of(frame, held, kitchen))
    elsewhere = sum(mains.isdisjoint(lasting or ()) for mains in found if mains)
    if lasting is not None and not frame.is_entry and elsewhere > 1:
        athlete = frame.request.athlete
        places = [athlete.equipment_at(slot.place) for _, slots in full for slot in slots]
        narrowed = replace(frame, shared=frozenset.intersection(*places))
        everywhere = _mains_of(narrowed, full, kitchen)
        if all(everywhere) and _lasting(everywhere):
            return replace(narrowed, mains=_lasting(everywhere))
    return replace(frame, mains=lasting)


def _mains_of(frame: Frame, held: Sequence[Held], kitchen: Kitchen) -> list[frozenset[str]]:
    made = [kitchen.full(slots, frame) for _, slots in held]
    return [week.main_lifts for week in made if isinstance(week, Composition)]


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
        holds = add_sets(kitchen.part(placed[number], frame).draft, wanted=10_000).hard_sets
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
    week: Outline, slots: tuple[Slot, ...], frame: Frame, kitchen: Kitchen, cap: int | None
) -> tuple[Session, ...] | Collision:
    request = frame.request
    is_full = must_cover(week, slots, request)
    made = kitchen.full(slots, frame) if is_full else kitchen.part(slots, frame)
    if not isinstance(made, Composition):
        return not_covered(made, slots, frame)
    draft = Draft(frame, slots, made.draft.pieces)
    full = draft.hard_sets if cap is None else min(cap, draft.hard_sets)
    budget = set_budget(week, kitchen.done, full, request.policy.dose)
    if draft.hard_sets < budget.least:
        draft = add_sets(draft, budget.aim)
    fitted = fit_sets(draft, budget.aim, keep_everything=is_full)
    jumping = sum(_holds_jumps(pieces) for pieces in fitted.pieces)
    contacts = contact_budget(
        week, kitchen.done, jumping, request.athlete.lifting_experience, request.policy
    )
    written = sessions(fitted, week, contacts)
    hard_sets = sum(session.hard_sets for session in written)
    kitchen.done.append(Done(week, hard_sets, sum(session.contacts for session in written)))
    return written


def _holds_jumps(pieces: Sequence[Piece]) -> bool:
    return any(piece.need is None and piece.exercise.is_jump for piece in pieces)
