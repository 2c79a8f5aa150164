"""Composition: which exercises fill the sessions of a week, within minutes and equipment.

A complete answer first (main lifts, then one set of everything a full week must hold),
then growth in a fixed order of worth while minutes last. Where even one set of everything
does not fit, accessories rest less; where that does not help, the lack is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Final

from ironstride.core.exercise import Category, Exercise, RepRange
from ironstride.core.policy import SetPolicy
from ironstride.core.programme import Role
from ironstride.planning.draft import GROWTH, OPTIONAL, Draft, Frame, Lack, Style
from ironstride.planning.jumps import add_jumps
from ironstride.planning.needs import (
    COVERAGE,
    LOAD_RANK,
    MAINS,
    Effort,
    Need,
    candidates,
    main_choice,
    rank,
    varied,
)
from ironstride.planning.obstacles import Slot
from ironstride.planning.work import Piece, Work, as_set, for_a_minor, moderate, seconds_of

SESSION_ORDER: Final = (*MAINS, Need.ONE_LEG, *COVERAGE[7:], Need.HAMSTRING, *COVERAGE[2:7])


def compose(slots: Sequence[Slot], frame: Frame) -> Draft | tuple[Lack, ...]:
    """Fill a week's sessions as far as its minutes go, or say what it lacks."""
    lacks = tuple(Lack(need) for need in COVERAGE if not _anywhere(need, slots, frame))
    if lacks:
        return lacks
    short = 0.0
    rests = frame.request.policy.dose.short_rests_s
    for rest_s, is_even in product(rests, (True, False)):
        draft, short = _covered(slots, frame, rest_s, is_even=is_even)
        if short <= 0:
            add_jumps(draft)
            _grow(draft, rest_s)
            return _in_order(draft)
    return (Lack(None, minutes_short=int(-(-short // 60))),)


def compose_part(slots: Sequence[Slot], frame: Frame) -> Draft:
    """Fill a week that need not hold everything: what fits, the most important first."""
    rest_s = frame.request.policy.dose.short_rests_s[-1]
    draft, _ = _covered(slots, frame, rest_s, is_even=False)
    add_jumps(draft)
    _grow(draft, rest_s)
    return _in_order(draft)


def _anywhere(need: Need, slots: Sequence[Slot], frame: Frame) -> bool:
    return any(_choice(need, slot, frame) is not None for slot in slots)


def _choice(need: Need, slot: Slot, frame: Frame) -> Exercise | None:
    """Pick the exercise that serves a need at the slot's place, moderately."""
    if need in MAINS:
        return main_choice(need, frame.main_at(slot.place), frame.request)
    where = frame.at_place(slot.place)
    return varied(need, Effort.MODERATE, where, frame.request)


def _covered(
    slots: Sequence[Slot], frame: Frame, rest_s: int, *, is_even: bool
) -> tuple[Draft, float]:
    """Cover everything with as few sets as count; also say what did not fit. [s]"""
    warm_ups = [_warm_up(slot, frame) for slot in slots]
    draft = Draft(frame, tuple(slots), warm_ups, is_even=is_even)
    missed = _add_mains(draft, rest_s)
    pieces = [need for need in COVERAGE if need not in MAINS]
    for need in sorted(pieces, key=lambda need: -_least_seconds(need, draft, rest_s)):
        missed += _add_where_room(need, draft, rest_s)
    return draft, missed


def _least_seconds(need: Need, draft: Draft, rest_s: int) -> float:
    dose = draft.frame.request.policy.dose
    options = [_accessory(need, slot, draft.frame, rest_s) for slot in draft.slots]
    return min((seconds_of(piece, dose) for piece in options if piece is not None), default=0.0)


def _add_where_room(need: Need, draft: Draft, rest_s: int) -> float:
    """Add an accessory to the session with the most room; return what did not fit. [s]"""
    for session in draft.by_room():
        piece = _accessory(need, draft.slots[session], draft.frame, rest_s)
        if piece is not None and draft.add(session, piece):
            return 0.0
    return _least_seconds(need, draft, rest_s)


def _accessory(need: Need, slot: Slot, frame: Frame, rest_s: int) -> Piece | None:
    exercise = _choice(need, slot, frame)
    if exercise is None:
        return None
    dose = frame.request.policy.dose
    return Piece(
        need=need,
        exercise=exercise,
        role=Role.ACCESSORY,
        work=moderate(exercise, _moderate_numbers(frame), dose, rest_s),
        sets=dose.accessory.sets_least,
        least=dose.accessory.sets_least,
        most=dose.accessory.sets_most,
    )


def _moderate_numbers(frame: Frame) -> SetPolicy:
    dose = frame.request.policy.dose
    return dose.entry if frame.is_entry else dose.accessory


def _add_mains(draft: Draft, rest_s: int) -> float:
    """Add the two main lifts: heavy on demanding days, else eight to twelve."""
    count = len(draft.slots)
    hard = [n for n in range(count) if draft.slots[n].is_demanding]
    days = list(range(count)) if draft.frame.is_entry else hard
    missed = 0.0
    for number, need in enumerate(MAINS):
        if any(_try_main(need, n, draft) for n in _days_for(need, days, number, draft)):
            continue
        missed += _add_where_room(need, draft, rest_s)
    return missed


def _days_for(need: Need, days: Sequence[int], number: int, draft: Draft) -> list[int]:
    """Order the days for a main lift: the best place first; days alike take turns."""
    turns = {day: n != number % len(days) for n, day in enumerate(days)}
    return sorted(days, key=lambda day: (_main_rank(need, day, draft), turns[day]))


def _main_rank(need: Need, session: int, draft: Draft) -> tuple[object, ...]:
    """Rank a day by how well its place serves a main lift; low is better."""
    slot, frame = draft.slots[session], draft.frame
    exercise = _choice(need, slot, frame)
    effort = Effort.MODERATE if frame.is_entry else Effort.HEAVY
    if exercise is None or exercise.load_type not in LOAD_RANK[effort]:
        return (True,)
    return (False, *rank(exercise, need, effort, frame.request))


def _try_main(need: Need, session: int, draft: Draft) -> bool:
    piece = main_piece(need, draft.slots[session], draft.frame)
    chosen = draft.frame.mains
    if piece is None or (chosen is not None and piece.exercise.id not in chosen):
        return False
    return draft.add(session, piece)


def main_piece(need: Need, slot: Slot, frame: Frame) -> Piece | None:
    """Build a main lift: eight to twelve in the entry weeks, heavy after them."""
    dose = frame.request.policy.dose
    where = frame.main_at(slot.place)
    if frame.is_entry:
        exercise = _one_leg(slot, frame) if need is Need.ONE_LEG else _choice(need, slot, frame)
        if exercise is None:
            return None
        work = moderate(exercise, dose.entry, dose, dose.entry.rest_s)
        return _main(need, exercise, work, dose.entry, is_heavy=False)
    found = candidates(need, Effort.HEAVY, where, frame.request)
    taken = _one_leg(slot, frame) if need is Need.ONE_LEG else next(iter(found), None)
    if taken is None or not slot.is_demanding:
        return None
    numbers = heavy_numbers(frame)
    work = as_set(numbers)
    if frame.request.athlete.age_on(frame.request.start) < 18:
        work = for_a_minor(work, dose)
    return _main(need, taken, work, numbers, is_heavy=True)


def heavy_numbers(frame: Frame) -> SetPolicy:
    """Say how heavy the block's main lifts are."""
    dose = frame.request.policy.dose
    return dose.heavy_power if frame.style is Style.POWER else dose.heavy


def _main(
    need: Need, exercise: Exercise, work: Work, numbers: SetPolicy, *, is_heavy: bool
) -> Piece:
    return Piece(
        need=need,
        exercise=exercise,
        role=Role.MAIN,
        work=work,
        sets=numbers.sets_least,
        least=numbers.sets_least,
        most=numbers.sets_most,
        is_heavy=is_heavy,
    )


def _one_leg(slot: Slot, frame: Frame) -> Exercise | None:
    """Pick the block's lift on one leg, other than its two main lifts."""
    where = frame.main_at(slot.place)
    effort = Effort.MODERATE if frame.is_entry else Effort.HEAVY
    mains = [main.id for need in MAINS if (main := _choice(need, slot, frame)) is not None]
    return varied(Need.ONE_LEG, effort, where, frame.request, besides=mains)


def _grow(draft: Draft, rest_s: int) -> None:
    for need, sets in GROWTH:
        if need in OPTIONAL and not any(piece.need is need for piece in draft.flat()):
            _add_optional(need, draft, rest_s)
        _grow_to(need, sets, draft)
        if need not in (*MAINS, *OPTIONAL) and _sets_of(need, draft) < sets:
            _add_elsewhere(need, draft, rest_s)


def _sets_of(need: Need, draft: Draft) -> int:
    return sum(piece.sets for piece in draft.flat() if piece.need is need)


def _add_elsewhere(need: Need, draft: Draft, rest_s: int) -> None:
    """Where the session that holds a movement is full, give it a set in another one."""
    for session in draft.by_room():
        if all(piece.need is not need for piece in draft.pieces[session]):
            piece = _accessory(need, draft.slots[session], draft.frame, rest_s)
            if piece is not None and draft.add(session, piece):
                return


def _add_optional(need: Need, draft: Draft, rest_s: int) -> None:
    sessions = draft.by_room()
    is_main = need is Need.ONE_LEG and any(_try_main(need, session, draft) for session in sessions)
    if not is_main:
        _add_where_room(need, draft, rest_s)


def _grow_to(need: Need, sets: int, draft: Draft) -> None:
    for session, pieces in enumerate(draft.pieces):
        for index in range(len(pieces)):
            while pieces[index].need is need and pieces[index].sets < min(sets, pieces[index].most):
                if not draft.grow(session, index):
                    break


def _warm_up(slot: Slot, frame: Frame) -> list[Piece]:
    """Begin every session with a few easy movements of what follows."""
    equipment = frame.request.athlete.equipment_at(slot.place)
    count = 1 + (slot.minutes >= 30) + (slot.minutes >= 40)
    wanted = ("bodyweight-squat", "glute-bridge", "leg-swing-sagittal")[:count]
    exercises = frame.request.catalogue.exercises
    found = [exercises[name] for name in wanted if name in exercises]
    return [
        Piece(
            need=None,
            exercise=exercise,
            role=Role.WARM_UP,
            work=Work(reps=RepRange(8, 8), rest_s=0),
            sets=1,
            least=1,
            most=1,
        )
        for exercise in found
        if exercise.equipment <= equipment
        and exercise.id not in frame.request.athlete.health.dislikes
    ]


def _in_order(draft: Draft) -> Draft:
    draft.pieces = [sorted(pieces, key=_rank_in_session) for pieces in draft.pieces]
    return draft


def _rank_in_session(piece: Piece) -> tuple[int, int]:
    if piece.need is None:
        return (1 if piece.exercise.category is Category.PLYOMETRIC else 0, 0)
    return (2 if piece.role is Role.MAIN else 3, SESSION_ORDER.index(piece.need))
