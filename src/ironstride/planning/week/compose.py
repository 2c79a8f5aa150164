"""Composition: which exercises fill the sessions of a week, within minutes and equipment.

A complete answer at once (main lifts, then one set of everything a full week must hold,
then growth in a fixed order of worth while minutes last), then the search, which betters
it or proves that nothing better exists. Where even one set of everything does not fit,
accessories rest less; where that does not help, main lifts do a single set; where that
does not help either, the lack is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ironstride.core.exercise import Category
from ironstride.core.programme import Role
from ironstride.planning.days.obstacles import Slot
from ironstride.planning.request import EFFORT
from ironstride.planning.tiers import Tiers, unpacked
from ironstride.planning.week.beside import NOTHING, Beside
from ironstride.planning.week.draft import GROWTH, OPTIONAL, Draft, Frame, Lack
from ironstride.planning.week.jumps import add_jumps
from ironstride.planning.week.menu import HEAVY_EXPOSURE, Alternative, Menu, as_item, favourite_of
from ironstride.planning.week.needs import COVERAGE, LOAD_RANK, MAINS, Effort, Need, rank
from ironstride.planning.week.search import Found, search
from ironstride.planning.week.warm_up import warm_up
from ironstride.planning.week.work import Piece, seconds_of

SESSION_ORDER: Final = (*MAINS, Need.ONE_LEG, *COVERAGE[7:], Need.HAMSTRING, *COVERAGE[2:7])
HASTY: Final = 50  # labels; where any answer will do, most are found with so few
MOVES: Final = 24  # of accessories between sessions, to even them out


@dataclass(frozen=True, slots=True)
class Composition:
    """A filled week: what it leaves to be wished for, and a bound no other filling goes below."""

    draft: Draft
    cost: Tiers
    bound: Tiers
    menu: Menu

    @property
    def main_lifts(self) -> frozenset[str]:
        """The main lifts it holds."""
        return frozenset(p.exercise.id for p in self.draft.flat() if p.role is Role.MAIN)

    @property
    def is_proven(self) -> bool:
        """Whether no filling of these sessions leaves less to be wished for."""
        return self.cost == self.bound


def compose(
    slots: Sequence[Slot], frame: Frame, held: Beside = NOTHING
) -> Composition | tuple[Lack, ...]:
    """Fill a full week, or what it holds beside other sessions, or say what it lacks.

    A full week holds at least one set of every movement. Rests are as long as that and the
    minimum effective dose allow.
    """
    lacks = tuple(
        Lack(need) for need in COVERAGE if not held.of(need) and not _anywhere(need, slots, frame)
    )
    if lacks:
        return lacks
    best: Composition | None = None
    for menu in _menus(slots, frame, held):
        if menu.is_minimal and best is not None and not _misses_a_main_lift(best, menu):
            break
        found = _filled(menu)
        if found is not None and (best is None or found.cost.essential < best.cost.essential):
            best = found
        if best is not None and best.cost.essential <= menu.ideal.essential:
            break
    return best or (Lack(None, minutes_short=_minutes_short(menu)),)


def _minutes_short(menu: Menu) -> int:
    """Say how many minutes more the shortest full week takes, at the least. [min]"""
    return max(1, -(-(menu.shortest_s - sum(menu.room)) // 60))


def compose_part(slots: Sequence[Slot], frame: Frame, held: Beside = NOTHING) -> Composition:
    """Fill a week that need not hold everything: what fits, the most important first."""
    rest_s = frame.request.policy.dose.short_rests_s[-1]
    found = _filled(Menu(frame, tuple(slots), rest_s, is_full=False, beside=held))
    assert found is not None  # noqa: S101 - an empty filling always fits
    return found


def _menus(slots: Sequence[Slot], frame: Frame, held: Beside) -> Iterator[Menu]:
    """Give longer rests first, then single sets of the main lifts."""
    rests = frame.request.policy.dose.short_rests_s
    for rest_s in rests:
        yield Menu(frame, tuple(slots), rest_s, is_full=True, beside=held)
    if not frame.is_entry:
        yield Menu(frame, tuple(slots), rests[-1], is_full=True, is_minimal=True, beside=held)


def _misses_a_main_lift(found: Composition, menu: Menu) -> bool:
    return found.cost.essential - menu.ideal.essential >= HEAVY_EXPOSURE


def _anywhere(need: Need, slots: Sequence[Slot], frame: Frame) -> bool:
    return any(favourite_of(need, slot.place, frame) is not None for slot in slots)


def _filled(menu: Menu) -> Composition | None:
    """Fill greedily, then search for better; None where nothing covers a full week."""
    if menu.shortest_s > sum(menu.room):
        return None
    quick = _quick(menu)
    known = None if quick is None else menu.cost_of(quick)
    effort = menu.frame.request.effort
    if quick is not None and (known == menu.ideal or effort == 0):
        return _composed(quick, menu.ideal, menu)
    found = _searched(menu, known, effort or HASTY)
    if not effort and found.picks is None and not found.is_proven:
        found = _searched(menu, known, EFFORT)
    bound = unpacked(found.bound)
    if found.picks is not None:
        chosen = [options[n] for options, n in zip(menu.items, found.picks, strict=True)]
        return _composed(_drafted(chosen, menu), bound, menu)
    return None if quick is None else _composed(quick, bound, menu)


def _searched(menu: Menu, known: Tiers | None, effort: int) -> Found:
    return search(
        [as_item(options, menu) for options in menu.items],
        menu.room,
        idle=menu.idle,
        known=None if known is None else known.packed,
        effort=effort,
    )


def _composed(draft: Draft, bound: Tiers, menu: Menu) -> Composition:
    evened = _evened(draft, menu)
    return Composition(_in_order(evened), menu.cost_of(evened), bound, menu)


def _drafted(chosen: Sequence[Alternative], menu: Menu) -> Draft:
    pieces = [warm_up(slot, menu.frame) for slot in menu.slots]
    for alternative in chosen:
        for session, piece in alternative.parts:
            pieces[session].append(piece)
    return Draft(menu.frame, menu.slots, pieces)


def _evened(draft: Draft, menu: Menu) -> Draft:
    """Move accessories from the fullest session to emptier ones while nothing gets worse."""
    for _ in range(MOVES if len(draft.slots) > 1 else 0):
        moved = _moved(draft, menu)
        if moved is None:
            return draft
        draft = moved
    return draft


def _moved(draft: Draft, menu: Menu) -> Draft | None:
    fill = _fill(draft)
    for n in range(len(fill)):
        fill[n] = 0.0 if draft.stands_empty(n) else fill[n]
    source = max(range(len(fill)), key=lambda n: fill[n])
    for target in sorted(range(len(fill)), key=lambda n: fill[n]):
        moves = (
            _with_move(piece, source, target, draft, menu)
            for piece in draft.pieces[source]
            if target != source and piece.role.is_hard
        )
        good = [m for m in moves if m is not None and _is_as_good(m, draft, menu)]
        if good:
            return min(good, key=menu.cost_of)
    return None


def _fill(draft: Draft) -> list[float]:
    return [draft.seconds(n) / slot.minutes for n, slot in enumerate(draft.slots)]


def _is_as_good(changed: Draft, draft: Draft, menu: Menu) -> bool:
    """Whether a move leaves less to be wished for, or evens the sessions out at no cost."""
    before, after = menu.cost_of(draft), menu.cost_of(changed)
    return after < before or (after == before and max(_fill(changed)) < max(_fill(draft)) - 1e-9)


def _with_move(piece: Piece, source: int, target: int, draft: Draft, menu: Menu) -> Draft | None:
    """Do a piece in another session, as that place allows; None where it does not fit."""
    need = piece.need
    if need is None or any(p.need is need for p in draft.pieces[target]):
        return None
    moved = _as_done_there(piece, need, target, menu)
    if moved is None or any(p.exercise is moved.exercise for p in draft.pieces[target]):
        return None
    changed = draft.copy()
    changed.pieces[source] = [p for p in draft.pieces[source] if p is not piece]
    return changed if changed.add(target, moved) else None


def _as_done_there(piece: Piece, need: Need, target: int, menu: Menu) -> Piece | None:
    if piece.role is Role.MAIN:
        main = menu.main(need, target)
        is_same = main is not None and main.exercise is piece.exercise
        return piece if is_same else None
    exercise = favourite_of(need, menu.slots[target].place, menu.frame)
    return None if exercise is None else menu.accessory(need, exercise, piece.sets)


# --- the complete answer at once ----------------------------------------------------------


def _quick(menu: Menu) -> Draft | None:
    """Fill in a fixed order; None where that does not cover a full week."""
    for is_even in (True, False) if menu.is_full else (False,):
        draft, is_covered = _covered(menu, is_even=is_even)
        if is_covered or not menu.is_full:
            add_jumps(draft)
            _grow(draft, menu)
            return draft if menu.holds_its_mains(draft) else None
    return None


def _covered(menu: Menu, *, is_even: bool) -> tuple[Draft, bool]:
    """Cover everything with as few sets as count, and say whether all of it fits."""
    warm_ups = [warm_up(slot, menu.frame) for slot in menu.slots]
    draft = Draft(menu.frame, menu.slots, warm_ups, is_even=is_even)
    fits = _add_mains(draft, menu)
    pieces = [need for need in COVERAGE if need not in MAINS and not menu.beside.of(need)]
    for need in sorted(pieces, key=lambda need: -_least_seconds(need, menu)):
        fits &= _add_where_room(need, draft, menu)
    return draft, fits


def _accessory(need: Need, slot: Slot, menu: Menu) -> Piece | None:
    exercise = favourite_of(need, slot.place, menu.frame)
    return None if exercise is None else menu.accessory(need, exercise)


def _least_seconds(need: Need, menu: Menu) -> float:
    dose = menu.frame.request.policy.dose
    options = [_accessory(need, slot, menu) for slot in menu.slots]
    return min((seconds_of(piece, dose) for piece in options if piece is not None), default=0.0)


def _add_where_room(need: Need, draft: Draft, menu: Menu) -> bool:
    """Add an accessory to the session with the most room, and say whether it fits anywhere."""
    for session in draft.by_room():
        piece = _accessory(need, draft.slots[session], menu)
        if piece is not None and draft.add(session, piece):
            return True
    return all(_accessory(need, slot, menu) is None for slot in draft.slots)


def _add_mains(draft: Draft, menu: Menu) -> bool:
    """Add the two main lifts: heavy on demanding days, else eight to twelve."""
    count = len(draft.slots)
    hard = [n for n in range(count) if draft.slots[n].is_demanding]
    days = list(range(count)) if draft.frame.is_entry else hard
    fits = True
    for number, need in enumerate(need for need in MAINS if not menu.beside.of(need)):
        if not any(_try_main(need, n, draft, menu) for n in _days_for(need, days, number, draft)):
            fits &= _add_where_room(need, draft, menu)
    return fits


def _days_for(need: Need, days: Sequence[int], number: int, draft: Draft) -> list[int]:
    """Order the days for a main lift: the best place first; days alike take turns."""
    turns = {day: n != number % len(days) for n, day in enumerate(days)}
    return sorted(days, key=lambda day: (_main_rank(need, day, draft), turns[day]))


def _main_rank(need: Need, session: int, draft: Draft) -> tuple[object, ...]:
    """Rank a day by how well its place serves a main lift; low is better."""
    slot, frame = draft.slots[session], draft.frame
    exercise = favourite_of(need, slot.place, frame)
    effort = Effort.MODERATE if frame.is_entry else Effort.HEAVY
    if exercise is None or exercise.load_type not in LOAD_RANK[effort]:
        return (True,)
    return (False, *rank(exercise, need, effort, frame.request))


def _try_main(need: Need, session: int, draft: Draft, menu: Menu) -> bool:
    piece = menu.main(need, session)
    return piece is not None and draft.add(session, piece)


def _grow(draft: Draft, menu: Menu) -> None:
    for need, wanted in GROWTH:
        sets = wanted - menu.beside.of(need)
        if sets <= 0:
            continue
        if need in OPTIONAL and not any(piece.need is need for piece in draft.flat()):
            _add_optional(need, draft, menu)
        _grow_to(need, sets, draft)
        if need not in (*MAINS, *OPTIONAL) and _sets_of(need, draft) < sets:
            _add_elsewhere(need, draft, menu)


def _sets_of(need: Need, draft: Draft) -> int:
    return sum(piece.sets for piece in draft.flat() if piece.need is need)


def _add_elsewhere(need: Need, draft: Draft, menu: Menu) -> None:
    """Where the session that holds a movement is full, give it a set in another one."""
    for session in draft.by_room():
        if all(piece.need is not need for piece in draft.pieces[session]):
            piece = _accessory(need, draft.slots[session], menu)
            if piece is not None and draft.add(session, piece):
                return


def _add_optional(need: Need, draft: Draft, menu: Menu) -> None:
    sessions = draft.by_room()
    is_main = need is Need.ONE_LEG and any(_try_main(need, n, draft, menu) for n in sessions)
    if not is_main:
        _add_where_room(need, draft, menu)


def _grow_to(need: Need, sets: int, draft: Draft) -> None:
    for session, pieces in enumerate(draft.pieces):
        for index in range(len(pieces)):
            while pieces[index].need is need and pieces[index].sets < min(sets, pieces[index].most):
                if not draft.grow(session, index):
                    break


def _in_order(draft: Draft) -> Draft:
    draft.pieces = [sorted(pieces, key=_rank_in_session) for pieces in draft.pieces]
    return draft


def _rank_in_session(piece: Piece) -> tuple[int, int]:
    if piece.need is None:
        return (1 if piece.exercise.category is Category.PLYOMETRIC else 0, 0)
    return (2 if piece.role is Role.MAIN else 3, SESSION_ORDER.index(piece.need))
