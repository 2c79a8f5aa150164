"""The menu: every way in which a week can serve each movement, and what each leaves to wish for."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from typing import Final

import numpy as np

from ironstride.core.exercise import Exercise
from ironstride.core.policy import SetPolicy, TargetPolicy
from ironstride.core.programme import Role
from ironstride.planning.days.obstacles import Slot
from ironstride.planning.request import remember
from ironstride.planning.tiers import WISH_UNIT, Tiers
from ironstride.planning.week.beside import NOTHING, Beside
from ironstride.planning.week.draft import Draft, Frame, Style
from ironstride.planning.week.jumps import jump_pieces
from ironstride.planning.week.needs import (
    COVERAGE,
    LOAD_RANK,
    MAINS,
    Effort,
    Need,
    candidates,
    main_choice,
    varied,
)
from ironstride.planning.week.search import Idle, Item
from ironstride.planning.week.warm_up import room_in
from ironstride.planning.week.work import Piece, Work, as_set, for_a_minor, moderate, seconds_of

# Movements that train the same muscles share a minimum; the others stand alone.
GROUPS: Final[tuple[tuple[Need, ...], ...]] = (
    (Need.KNEE, Need.ONE_LEG),
    (Need.HINGE, Need.HAMSTRING),
    (Need.CALF_STRAIGHT, Need.CALF_BENT),
    (Need.PULL,),
    (Need.PUSH,),
    (Need.HIP_ABDUCTION,),
    (Need.ANTI_LATERAL_FLEXION,),
    (Need.ANTI_EXTENSION,),
)
KEY_GROUPS: Final = GROUPS[:3]
HEAVY_EXPOSURE: Final = 4  # sets that a main lift not trained heavily stands for
IDLE: Final = Tiers(change=1)  # a session that could train something and stands empty
UNTRAINED: Final = 2  # likewise, a movement that an eased week leaves out


Part = tuple[int, Piece]
"""A piece and the session that holds it."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to serve a group of movements, or to jump: its pieces, and what it leaves open."""

    parts: tuple[Part, ...]
    cost: Tiers

    def seconds(self, sessions: int, frame: Frame) -> list[int]:
        """Add up its seconds in each session. [s]"""
        spent = [0] * sessions
        for session, piece in self.parts:
            spent[session] += math.ceil(seconds_of(piece, frame.request.policy.dose))
        return spent


@dataclass(frozen=True, slots=True)
class _Want:
    """What a week wants of one movement, and whether any of its places can serve it."""

    need: Need
    target: TargetPolicy
    can_be_served: bool

    def essential(self, sets: int, is_main: bool) -> int:  # noqa: FBT001 - a fact beside a count
        """Count sets for a main lift not trained as one, and for a movement left out."""
        cost = HEAVY_EXPOSURE if self.need in MAINS and not is_main else 0
        return cost + (UNTRAINED if self.need in COVERAGE and sets == 0 else 0)

    def short(self, sets: int) -> int:
        """Weigh the sets short of the target."""
        return self.target.worth * max(0, self.target.sets - sets) if self.can_be_served else 0


@dataclass(frozen=True, slots=True)
class _Noted:
    """What one exercise costs where it stands."""

    rhythm: int
    taste: int
    change: int

    @property
    def order(self) -> tuple[int, int, int]:
        """Compare as the tiers do."""
        return (self.change, self.rhythm, self.taste)


@dataclass(frozen=True)
class Menu:
    """What a week's sessions can be filled with, group by group, at one length of rests."""

    frame: Frame
    slots: tuple[Slot, ...]
    rest_s: int
    is_full: bool
    is_minimal: bool = False
    beside: Beside = NOTHING

    @cached_property
    def items(self) -> list[tuple[Alternative, ...]]:
        """List the alternatives of each group and of each session's jumps."""
        groups = [tuple(self._of_group(group)) for group in GROUPS]
        jumps = [self._jumps(n) for n, slot in enumerate(self.slots) if slot.is_demanding]
        return [*groups, *(options for options in jumps if len(options) > 1)]

    @cached_property
    def room(self) -> list[int]:
        """Say what the warm-ups leave of each session. [s]"""
        return room_in(self.slots, self.frame)

    @cached_property
    def shortest_s(self) -> int:
        """Say what the least of all that it must hold takes, if minutes could be put together. [s]"""
        return sum(self._shortest_s(need) for group in GROUPS for need in group)

    def _shortest_s(self, need: Need) -> int:
        mains, dose = self._as_main(need), self.frame.request.policy.dose
        if self._is_main_alone(mains):
            pieces = [piece for ((_, piece),) in mains]
        elif self._is_required(need):
            pieces = [piece for ((_, piece),) in mains] + [p for _, p in self._singles(need, 1)]
        else:
            return 0
        return min((math.ceil(seconds_of(piece, dose)) for piece in pieces), default=0)

    @cached_property
    def usable(self) -> list[bool]:
        """Say of each session whether one set of some movement fits into it."""
        return [
            any(self._fits(need, n) for group in GROUPS for need in group)
            for n in range(len(self.slots))
        ]

    def _fits(self, need: Need, session: int) -> bool:
        dose = self.frame.request.policy.dose
        favourite = self._favourite(need, self.slots[session].place)
        if favourite is None:
            return False
        return seconds_of(self.accessory(need, favourite), dose) <= self.room[session]

    @property
    def idle(self) -> Idle:
        """Tell the search what a session costs that could train something and does not."""
        return Idle(len(GROUPS), tuple(IDLE.packed * could for could in self.usable))

    @cached_property
    def ideal(self) -> Tiers:
        """Say what even unlimited minutes would leave to be wished for; a bound that costs little."""
        value = Tiers()
        for group in GROUPS:
            value = value.plus(self._cost(group, [p for need in group for p in self._best(need)]))
        for session in range(len(self.slots)):
            value = value.plus(self._jump_cost(session, self._wanted_jumps[session]))
        return value

    def _best(self, need: Need) -> list[Part]:
        """Serve a movement as if minutes never ran out: as a main lift, else where it is liked best."""
        sessions = range(len(self.slots))
        if need in (*MAINS, Need.ONE_LEG):
            mains = [(n, piece) for n in sessions if (piece := self.main(need, n)) is not None]
            if mains:
                return [(n, piece.with_sets(piece.most)) for n, piece in mains[:1]]
        liked = [
            (n, self.accessory(need, favourite, self._most(need)))
            for n in sessions
            if (favourite := self._favourite(need, self.slots[n].place)) is not None
        ]
        best = min(liked, key=lambda part: self._noted(*part).order, default=None)
        return [] if best is None else [best]

    def holds_its_mains(self, draft: Draft) -> bool:
        """Whether a full week holds all main lifts of its block, where these are chosen."""
        if not self.is_full or self.frame.mains is None:
            return True
        possible = {
            p.need for n in (*MAINS, Need.ONE_LEG) for way in self._as_main(n) for _, p in way
        }
        return possible <= {p.need for p in draft.flat() if p.role is Role.MAIN}

    def cost_of(self, draft: Draft) -> Tiers:
        """Say what a draft leaves to be wished for."""
        parts = [(n, piece) for n, pieces in enumerate(draft.pieces) for piece in pieces]
        value = Tiers()
        for group in GROUPS:
            value = value.plus(self._cost(group, [p for p in parts if p[1].need in group]))
        for session, slot in enumerate(self.slots):
            if slot.is_demanding:
                held = [
                    p for n, p in parts if n == session and p.need is None and p.exercise.is_jump
                ]
                value = value.plus(self._jump_cost(session, held))
            if self.usable[session] and draft.stands_empty(session):
                value = value.plus(IDLE)
        return value

    def accessory(self, need: Need, exercise: Exercise, sets: int = 0) -> Piece:
        """Build an accessory; as few sets as count unless told otherwise."""
        key = ("accessory", need, exercise.id, sets, self.rest_s, self.frame.is_entry)
        known = self.frame.request.remembered
        return remember(known, key, lambda: self._accessory(need, exercise, sets))

    def _accessory(self, need: Need, exercise: Exercise, sets: int) -> Piece:
        dose = self.frame.request.policy.dose
        return Piece(
            need=need,
            exercise=exercise,
            role=Role.ACCESSORY,
            work=moderate(exercise, moderate_numbers(self.frame), dose, self.rest_s),
            sets=sets or dose.accessory.sets_least,
            least=dose.accessory.sets_least,
            most=dose.accessory.sets_most,
        )

    def main(self, need: Need, session: int) -> Piece | None:
        """Build the block's main lift for a movement, if this session may hold it."""
        piece = main_piece(need, self.slots[session], self.frame)
        if piece is None or not self._may_be_main(need, piece.exercise):
            return None
        return piece.single() if self.is_minimal else piece

    def _may_be_main(self, need: Need, exercise: Exercise) -> bool:
        mains = self.frame.mains
        if mains is None:
            return True
        return self._lifts.get(need) == exercise.id if self.is_full else exercise.id in mains

    @cached_property
    def _lifts(self) -> dict[Need, str]:
        """Say which of the block's main lifts serves which movement, so that a full week holds them all.

        Empty where it cannot hold them all: such a week goes without.
        """
        mains, needs = self.frame.mains or frozenset(), (*MAINS, Need.ONE_LEG)
        pieces = [[main_piece(need, slot, self.frame) for slot in self.slots] for need in needs]
        held = [mains & {piece.exercise.id for piece in row if piece} for row in pieces]
        for lifts in product(*(sorted(options) or [""] for options in held)):
            if mains <= set(lifts):
                return dict(zip(needs, lifts, strict=True))
        return {}

    # --- the alternatives of a group -------------------------------------------------

    def _of_group(self, group: Sequence[Need]) -> Iterator[Alternative]:
        """Join the ways to serve the movements of a group, and leave out what others beat."""
        found: list[Alternative] = []
        for ways in product(*(self._ways(need) for need in group)):
            parts = tuple(part for way in ways for part in way)
            places = [(session, piece.exercise.id) for session, piece in parts]
            if len(set(places)) == len(places):
                found.append(Alternative(parts, self._cost(group, parts)))
        yield from _unbeaten(found, self)

    def _ways(self, need: Need) -> list[tuple[Part, ...]]:
        """List the ways to serve one movement: not at all, as a main lift, in one session or two."""
        mains = self._as_main(need)
        if self._is_main_alone(mains):
            return mains
        ways = [*mains] if self._is_required(need) else [(), *mains]
        single = self._singles(need, self._most(need))
        ways += [(part,) for part in single]
        if need not in MAINS:
            ways += [
                (a, b)
                for a, b in combinations(single, 2)
                if a[0] != b[0] and a[1].sets + b[1].sets <= self._most(need)
            ]
        return ways

    def _is_required(self, need: Need) -> bool:
        """Whether a movement may not be left out."""
        return self.is_full and need in COVERAGE and not self.beside.of(need)

    def _is_main_alone(self, mains: Sequence[tuple[Part, ...]]) -> bool:
        """Whether nothing but the block's main lift serves a movement."""
        return bool(mains) and self.is_full and self.frame.mains is not None

    def _singles(self, need: Need, most: int) -> list[Part]:
        """List the accessories that serve a movement, up to so many sets."""
        return [
            (n, self.accessory(need, exercise, sets))
            for n, slot in enumerate(self.slots)
            for exercise in self._accessories(need, slot)
            for sets in range(1, most + 1)
        ]

    def _as_main(self, need: Need) -> list[tuple[Part, ...]]:
        """List the ways to serve a movement with the block's main lift."""
        if need not in (*MAINS, Need.ONE_LEG):
            return []
        held = [(n, self.main(need, n)) for n in range(len(self.slots))]
        return [
            ((n, piece.with_sets(sets)),)
            for n, piece in held
            if piece is not None
            for sets in range(piece.least, piece.most + 1)
        ]

    def _most(self, need: Need) -> int:
        target = self.frame.request.policy.targets[need.name.lower()].sets
        return min(self.frame.request.policy.dose.accessory.sets_most, max(target, 2))

    def _accessories(self, need: Need, slot: Slot) -> list[Exercise]:
        """List the favourite, and what takes less time than all that is liked better."""
        key = (
            "accessories",
            need,
            slot.place,
            self.rest_s,
            self.frame.is_entry,
            *self.frame.chosen,
        )
        known = self.frame.request.remembered
        return remember(known, key, lambda: self._found_accessories(need, slot.place))

    def _found_accessories(self, need: Need, place: str) -> list[Exercise]:
        liked = self._liked(need, place)
        quickest, kept = math.inf, []
        for exercise in liked:
            seconds = seconds_of(self.accessory(need, exercise, 1), self.frame.request.policy.dose)
            if seconds < quickest:
                quickest = seconds
                kept.append(exercise)
        return kept

    def _liked(self, need: Need, place: str) -> list[Exercise]:
        """List what serves a movement at a place, the block's favourite first."""
        favourite = self._favourite(need, place)
        if favourite is None or need in MAINS:
            return [] if favourite is None else [favourite]
        where = self.frame.at_place(place)
        others = candidates(need, Effort.MODERATE, where, self.frame.request)
        return [favourite, *(e for e in others if e.id != favourite.id)]

    @cached_property
    def _wanted_jumps(self) -> list[list[Piece]]:
        """List what each session would jump if there were time."""
        return [jump_pieces(slot, self.frame) for slot in self.slots]

    def _jumps(self, session: int) -> tuple[Alternative, ...]:
        """List what a session may jump: everything, one kind, nothing."""
        pieces = self._wanted_jumps[session]
        chosen = [
            [piece for piece, is_in in zip(pieces, flags, strict=True) if is_in]
            for flags in product((True, False), repeat=len(pieces))
        ]
        return tuple(
            Alternative(tuple((session, piece) for piece in held), self._jump_cost(session, held))
            for held in chosen
        )

    # --- what an alternative leaves to be wished for ---------------------------------

    def _cost(self, group: Sequence[Need], parts: Sequence[Part]) -> Tiers:
        """Weigh what serves a group: exposures and minimum, targets, variety, taste."""
        policy = self.frame.request.policy
        sets = {need: self.beside.of(need) for need in group}
        rhythm = taste = change = 0
        as_main = set(self.beside.mains)
        one_leg = Need.ONE_LEG not in group or Need.ONE_LEG in as_main
        for session, piece in parts:
            noted = self._noted(session, piece)
            sets[piece.need or group[0]] += piece.sets
            rhythm += noted.rhythm
            taste += noted.taste
            change += noted.change
            if piece.role is Role.MAIN:
                as_main.add(piece.need or group[0])
                one_leg = one_leg or piece.exercise.is_on_one_leg
        wants = [self._wants[need] for need in group]
        essential = sum(want.essential(sets[want.need], want.need in as_main) for want in wants)
        if tuple(group) in KEY_GROUPS and not self.frame.is_entry:
            essential += max(0, policy.dose.weekly_sets_key_groups - sum(sets.values()))
        dose = sum(want.short(sets[want.need]) for want in wants)
        if not one_leg and self._wants[Need.ONE_LEG].can_be_served:
            dose += round(policy.wish_weights["one-leg-work"])
        return Tiers(essential=essential, change=change, dose=dose, rhythm=rhythm, taste=taste)

    @cached_property
    def _wants(self) -> dict[Need, _Want]:
        targets = self.frame.request.policy.targets
        return {
            need: _Want(
                need,
                targets[need.name.lower()],
                any(self._favourite(need, slot.place) for slot in self.slots),
            )
            for need in Need
        }

    def _noted(self, session: int, piece: Piece) -> _Noted:
        """Weigh one exercise: in turn or not, how well liked, kept or new."""
        place = self.slots[session].place
        key = (piece.need, piece.role, piece.exercise.id, place)
        if key not in self._notes:
            order, is_out_of_turn = 0, False
            if piece.role is Role.ACCESSORY and piece.need is not None:
                liked = [e.id for e in self._liked(piece.need, place)]
                order = liked.index(piece.exercise.id) if piece.exercise.id in liked else len(liked)
                is_out_of_turn = order > 0
                order += self._worse_than_elsewhere(piece)
            weight = self.frame.request.policy.wish_weights["vary-accessories"]
            kept = self.frame.kept
            self._notes[key] = _Noted(
                rhythm=round(WISH_UNIT * weight) * is_out_of_turn,
                taste=order,
                change=int(kept is not None and piece.exercise.id not in kept),
            )
        return self._notes[key]

    def _worse_than_elsewhere(self, piece: Piece) -> int:
        """Say by how much another session's place would load the movement better."""
        options = [self._favourite(piece.need, s.place) for s in self.slots if piece.need]
        ranks = [LOAD_RANK[Effort.MODERATE][e.load_type] for e in options if e is not None]
        return max(0, LOAD_RANK[Effort.MODERATE][piece.exercise.load_type] - min(ranks, default=9))

    @cached_property
    def _notes(self) -> dict[tuple[object, ...], _Noted]:
        return {}

    def _favourite(self, need: Need, place: str) -> Exercise | None:
        return favourite_of(need, place, self.frame)

    def _jump_cost(self, session: int, held: Sequence[Piece]) -> Tiers:
        wanted = self._wanted_jumps[session]
        ids = {piece.exercise.id for piece in held}
        worth = self.frame.request.policy.contacts.worth
        return Tiers(dose=worth * sum(piece.exercise.id not in ids for piece in wanted))


def _unbeaten(found: Sequence[Alternative], menu: Menu) -> list[Alternative]:
    """Leave out what another beats in cost and in every session's seconds, using as many sessions."""
    item = as_item(found, menu)
    order = np.lexsort((item.seconds.sum(axis=1), item.cost))
    kept: list[int] = []
    for n in order.tolist():
        takes, least = item.seconds[n], item.seconds[kept]
        if not ((least <= takes) & ((least > 0) == (takes > 0))).all(axis=1).any():
            kept.append(n)
    return [found[n] for n in kept]


def as_item(alternatives: Sequence[Alternative], menu: Menu) -> Item:
    """Turn alternatives into what the search reads."""
    sessions = len(menu.slots)
    return Item(
        seconds=np.array([a.seconds(sessions, menu.frame) for a in alternatives], dtype=np.int64),
        cost=np.array([a.cost.packed for a in alternatives], dtype=np.int64),
    )


def favourite_of(need: Need, place: str, frame: Frame) -> Exercise | None:
    """Pick the exercise that serves a movement at a place in this block, moderately."""
    key = ("favourite", need, place, frame.is_entry, *frame.chosen)
    return remember(frame.request.remembered, key, lambda: _found_favourite(need, place, frame))


def _found_favourite(need: Need, place: str, frame: Frame) -> Exercise | None:
    if need in MAINS:
        found = candidates(need, Effort.MODERATE, frame.main_at(place), frame.request)
        settled = _settled(found, frame.mains)
        return settled or main_choice(need, frame.main_at(place), frame.request)
    where = frame.at_place(place)
    under_way = _settled(candidates(need, Effort.MODERATE, where, frame.request), frame.kept)
    return under_way or varied(need, Effort.MODERATE, where, frame.request)


def _settled(found: Sequence[Exercise], chosen: frozenset[str] | None) -> Exercise | None:
    """Pick what has been chosen before, if it is among what can be done."""
    return next((exercise for exercise in found if exercise.id in (chosen or ())), None)


def moderate_numbers(frame: Frame) -> SetPolicy:
    """Say how moderate work is dosed in this block."""
    dose = frame.request.policy.dose
    return dose.entry if frame.is_entry else dose.accessory


def main_piece(need: Need, slot: Slot, frame: Frame) -> Piece | None:
    """Build a main lift: eight to twelve in the entry weeks, heavy after them."""
    key = ("main", need, slot.place, slot.is_demanding, frame.style, *frame.chosen)
    return remember(frame.request.remembered, key, lambda: _main_piece(need, slot, frame))


def _main_piece(need: Need, slot: Slot, frame: Frame) -> Piece | None:
    dose = frame.request.policy.dose
    where = frame.main_at(slot.place)
    if frame.is_entry:
        one_leg = need is Need.ONE_LEG
        exercise = _one_leg(slot, frame) if one_leg else favourite_of(need, slot.place, frame)
        if exercise is None:
            return None
        work = moderate(exercise, dose.entry, dose, dose.entry.rest_s)
        return _main(need, exercise, work, dose.entry, is_heavy=False)
    found = candidates(need, Effort.HEAVY, where, frame.request)
    taken = _settled(found, frame.mains) or next(iter(found), None)
    taken = _one_leg(slot, frame) if need is Need.ONE_LEG else taken
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
    mains = [
        main.id for need in MAINS if (main := favourite_of(need, slot.place, frame)) is not None
    ]
    found = candidates(Need.ONE_LEG, effort, where, frame.request)
    settled = _settled([e for e in found if e.id not in mains], frame.mains)
    return settled or varied(Need.ONE_LEG, effort, where, frame.request, besides=mains)
