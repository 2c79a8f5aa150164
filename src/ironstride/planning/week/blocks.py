"""Blocks: how heavy each block of a season is, and which main lifts it keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ironstride.core.programme import PhaseName, Prescription, Role
from ironstride.planning.days.choices import must_cover
from ironstride.planning.days.obstacles import Slot
from ironstride.planning.request import Request
from ironstride.planning.season.outline import Outline
from ironstride.planning.week.compose import Composition
from ironstride.planning.week.draft import Frame, Style
from ironstride.planning.week.kitchen import Kitchen
from ironstride.planning.week.needs import may_do


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


def with_main_lifts(
    weeks: Sequence[Outline],
    placed: Sequence[tuple[Slot, ...]],
    request: Request,
    kitchen: Kitchen,
) -> dict[int, Frame]:
    """Choose each block's main lifts: those of its commonest week.   [keep-main-lifts]

    Where several heavy weeks of a block go to a place that lacks them, or one of a short block,
    only what all these places hold is used, if that serves every week; a single week of a
    longer block goes without a main lift.
    """
    held = list(zip(weeks, placed, strict=True))
    found: dict[int, Frame] = {}
    for number, frame in frames(weeks, request).items():
        block = [(week, slots) for week, slots in held if week.block == number]
        under_way = _as_under_way(frame, [week for week, _ in block])
        own = under_way if under_way.mains is not None else _with_mains(under_way, block, kitchen)
        is_taper = frame.phase is PhaseName.TAPER and under_way.mains is None
        before = found.get(number - 1) if is_taper else None
        found[number] = own if before is None else _as_before(own, before, block, kitchen)
    return found


def _as_before(own: Frame, before: Frame, held: Sequence[Held], kitchen: Kitchen) -> Frame:
    """Bring no new main lift into a taper where its places have those of the block before."""
    if not own.mains or not before.mains or own.mains <= before.mains:
        return own
    carried = replace(own, mains=before.mains, shared=before.shared)
    lifts = [kitchen.part(slots, carried).main_lifts for _, slots in held if slots]
    return carried if all(lifts) else own


def _as_under_way(frame: Frame, weeks: Sequence[Outline]) -> Frame:
    """Keep the exercises of the programme under way, and its main lifts if all may stay."""
    used = list(_used(weeks, frame.request))
    if not used:
        return frame
    mains = frozenset(p.exercise for p in used if p.role is Role.MAIN)
    places = {offer.place for offer in frame.request.athlete.offers.values()}
    stay = all(
        any(may_do(name, frame.main_at(place), frame.request) for place in places) for name in mains
    )
    kept = frozenset(p.exercise for p in used)
    return replace(frame, kept=kept, mains=mains if mains and stay else None)


def _used(weeks: Sequence[Outline], request: Request) -> Iterator[Prescription]:
    if request.kept is None:
        return
    starts = {week.start for week in weeks}
    for week in request.kept.programme.weeks:
        if request.is_filled_anew and week.start > request.kept.today:
            return
        if week.start in starts and week.phase is weeks[0].phase:
            for session in week.sessions:
                yield from session.exercises


Held = tuple[Outline, tuple[Slot, ...]]
"""A week and the slots placed in it."""


def _with_mains(frame: Frame, held: Sequence[Held], kitchen: Kitchen) -> Frame:
    full = [(week, slots) for week, slots in held if must_cover(week, slots, frame.request)]
    found = _mains_of(frame, full, kitchen) or _mains_of(frame, held, kitchen)
    lasting = _lasting(found) or _lasting(_mains_in_part(frame, held, kitchen))
    lacking = sum(not (lasting or mains) <= mains for mains in found if mains)
    if lasting is not None and not frame.is_entry and _is_many(lacking, len(found)):
        athlete = frame.request.athlete
        places = [athlete.equipment_at(slot.place) for _, slots in full or held for slot in slots]
        narrowed = replace(frame, shared=frozenset.intersection(*places))
        everywhere = _mains_of(narrowed, full or held, kitchen)
        if all(everywhere) and _lasting(everywhere):
            return replace(narrowed, mains=_lasting(everywhere))
    return replace(frame, mains=lasting)


def _is_many(lacking: int, weeks: int) -> bool:
    """Whether so many weeks without the block's main lifts are more than one odd one out."""
    return lacking > 1 or 2 * lacking >= max(weeks, 1)


def _mains_of(frame: Frame, held: Sequence[Held], kitchen: Kitchen) -> list[frozenset[str]]:
    made = [kitchen.full(slots, frame) for _, slots in held]
    return [week.main_lifts for week in made if isinstance(week, Composition)]


def _mains_in_part(frame: Frame, held: Sequence[Held], kitchen: Kitchen) -> list[frozenset[str]]:
    """List what weeks hold that need not hold everything, where no week of the block can."""
    return [kitchen.part(slots, frame).main_lifts for _, slots in held]


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
