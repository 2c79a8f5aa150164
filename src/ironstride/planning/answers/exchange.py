"""Exchange: what an exercise is there for, what leaving it out costs, and what could stand instead.

A cost is the difference in tiers between the week with the change and the week as it is, with
the hard rules that the change would break. An exercise as well suited as the one in turn is
what another seed would have taken: it is offered as a free choice, once it has been put into
the programme and found to keep the minutes and the rules.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Final

from ironstride.core.exercise import Exercise
from ironstride.core.programme import Prescription, Role, Session
from ironstride.planning.answers.losses import losses, unlike
from ironstride.planning.answers.shown import Shown, is_eased, is_rising
from ironstride.planning.checks.finished import Breach, Plan
from ironstride.planning.checks.rules import RULES
from ironstride.planning.days.obstacles import Slot
from ironstride.planning.dose.prescribe import sessions
from ironstride.planning.tiers import Tiers
from ironstride.planning.week.draft import Draft, Frame
from ironstride.planning.week.jumps import jump_pieces
from ironstride.planning.week.menu import Menu, moderate_numbers
from ironstride.planning.week.needs import SUITED, Effort, Need, candidates, may_do, rank
from ironstride.planning.week.work import Piece, moderate, seconds_of

FREE_MOST: Final = 3  # free choices that are offered
OVER_WEEKS: Final = frozenset({"set-ramp", "light-weeks", "contact-caps", "taper"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a change leaves open besides, tier by tier and in words, and the rules it breaks."""

    tiers: Tiers
    breaks: tuple[Breach, ...] = ()
    losses: tuple[str, ...] = ()

    @property
    def is_free(self) -> bool:
        """Whether nothing but taste speaks against it."""
        return not self.breaks and not self.losses and not any(self.tiers[:-1])

    @property
    def order(self) -> tuple[bool, Tiers]:
        """Compare costs; low is better."""
        return bool(self.breaks), self.tiers


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Another exercise in place of one, what that costs, and how long the session then takes.

    `is_for_block` says that all its sessions in the block change, as a main lift must. [min]
    """

    exercise: Exercise
    cost: Cost
    minutes: int
    is_for_block: bool
    sessions: tuple[Session, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseExplained:
    """Why an exercise stands in a session, and what would be otherwise.

    `sets` of `target` weekly sets serve its movement, None where a week is eased and aims at
    none; leaving it out saves `frees`. [min]
    """

    exercise: Exercise
    session: Session
    role: Role
    rules: tuple[str, ...]
    need: Need | None
    sets: int
    target: int | None
    without: Cost
    frees: int
    best: Exchange | None
    free: tuple[Exchange, ...]


def exercise_explained(session: Session, exercise: str, shown: Shown) -> ExerciseExplained:
    """Explain an exercise of a session.

    Raises:
        ValueError: the session does not hold it, or the catalogue does not know it.
    """
    spot = _spot(session, exercise, shown)
    piece, need = spot.piece, spot.piece.need
    targets = shown.request.policy.targets
    free, best = _sorted_out(spot)
    eased = is_eased(shown.outlines[spot.week])
    lines = [p for p in session.exercises if p.exercise == exercise]
    return ExerciseExplained(
        exercise=piece.exercise,
        session=session,
        role=piece.role,
        rules=tuple(dict.fromkeys(reason for p in reversed(lines) for reason in p.reasons)),
        need=need,
        sets=sum(p.sets for p in spot.draft.flat() if need is not None and p.need is need),
        target=None if need is None or eased else targets[need.name.lower()].sets,
        without=_without(spot),
        frees=round(seconds_of(piece, shown.request.policy.dose) / 60),
        best=best,
        free=free,
    )


# --- where it stands ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spot:
    """An exercise where it stands: the week, its session in it, and the piece."""

    shown: Shown
    week: int
    number: int
    draft: Draft
    piece: Piece

    @property
    def slot(self) -> Slot:
        """The time and the place of its session."""
        return self.draft.slots[self.number]

    @property
    def frame(self) -> Frame:
        """What its block asks for."""
        return self.draft.frame

    @property
    def session(self) -> Session:
        """Its session."""
        return self.shown.programme.weeks[self.week].sessions[self.number]

    def with_pieces(self, *pieces: Piece) -> Draft:
        """Give the week with other pieces in its place."""
        changed = self.draft.copy()
        held = changed.pieces[self.number]
        first = held.index(self.piece)
        held[first : first + 1] = pieces
        return changed


def _spot(session: Session, exercise: str, shown: Shown) -> _Spot:
    week = shown.week_number(session.start.date())
    held = () if week is None else shown.programme.weeks[week].sessions
    if week is None or session not in held:
        raise ValueError(f"the programme holds no such session on {session.start:%Y-%m-%d}")
    draft, number = shown.draft(week), held.index(session)
    pieces = [piece for piece in draft.pieces[number] if piece.exercise.id == exercise]
    if not pieces:
        raise ValueError(f"the session of {session.start:%Y-%m-%d} holds no {exercise}")
    return _Spot(shown=shown, week=week, number=number, draft=draft, piece=pieces[-1])


# --- without it ---------------------------------------------------------------------------


def _without(spot: _Spot) -> Cost:
    menu, after = spot.shown.menu(spot.week), spot.with_pieces()
    breaks = _broken({spot.week: [_written(spot, ())]}, spot.shown)
    said = {spot.piece.need} if any(b.rule == "pattern-coverage" for b in breaks) else set()
    return Cost(
        tiers=difference(menu.cost_of(spot.draft), menu.cost_of(after)),
        breaks=breaks,
        losses=tuple(_lost(spot, after, said)),
    )


def _lost(spot: _Spot, after: Draft, said: Collection[Need | None] = ()) -> Iterator[str]:
    eased = is_eased(spot.shown.outlines[spot.week])
    return losses(spot.draft, after, is_eased=eased, said=said)


def difference(before: Tiers, after: Tiers) -> Tiers:
    """Say tier by tier what is left open besides; negative where less is."""
    return Tiers(*(b - a for a, b in zip(before, after, strict=True)))


def _broken(changed: dict[int, list[Session]], shown: Shown) -> tuple[Breach, ...]:
    """List the rules of these weeks that the programme keeps and the changed sessions would not."""
    weeks = sorted({0, *changed})  # the first week tells when the entry weeks end
    after = shown
    for week, written in changed.items():
        by_start: dict[datetime, Session] = {session.start: session for session in written}
        held = shown.programme.weeks[week].sessions
        after = after.with_week(week, [by_start.get(s.start, s) for s in held])
    before = list(_breaches(shown.narrowed(weeks)))
    return tuple(breach for breach in _breaches(after.narrowed(weeks)) if breach not in before)


def _breaches(plan: Plan) -> Iterator[Breach]:
    """Ask the rules that look at single weeks; sums over weeks are the planner's to even out."""
    for name, rule in RULES.items():
        if name not in OVER_WEEKS and name not in plan.request.waived:
            yield from rule(plan)


def _written(spot: _Spot, pieces: Sequence[Piece]) -> Session:
    """Write the session with other pieces where the exercise and its rising sets stood."""
    session = spot.session
    mine = [_belongs(p, spot) for p in session.exercises]
    first = mine.index(True)
    others = [(n, p) for n, p in enumerate(session.exercises) if not mine[n]]
    before = [p for n, p in others if n < first]
    after = [p for n, p in others if n > first]
    return replace(
        session,
        exercises=(*before, *_lines(spot, pieces), *after),
        minutes=session.minutes + _minutes_more(spot, pieces),
    )


def _lines(spot: _Spot, pieces: Sequence[Piece]) -> Iterator[Prescription]:
    """Write pieces out; a jump is dosed like the one it replaces."""
    if spot.piece.role.is_hard and pieces:
        alone = Draft(spot.frame, (spot.slot,), [list(pieces)])
        written = sessions(alone, spot.shown.outlines[spot.week], contacts_each=0)
        yield from (p for session in written for p in session.exercises)
        return
    for piece in pieces:
        for p in spot.session.exercises:
            if _belongs(p, spot):
                yield replace(p, exercise=piece.exercise.id)


def _belongs(p: Prescription, spot: _Spot) -> bool:
    """Whether a line is the exercise itself, or rises to it."""
    is_it = p.role is spot.piece.role or is_rising(p)
    return p.exercise == spot.piece.exercise.id and is_it


def _minutes_more(spot: _Spot, pieces: Sequence[Piece]) -> int:
    """Say how much longer the session takes with other pieces. [min]"""
    seconds = (draft.seconds(spot.number) for draft in (spot.draft, spot.with_pieces(*pieces)))
    was, now = (math.ceil(each / 60) for each in seconds)
    return now - was


# --- something else instead ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Option:
    """Another exercise that serves the movement: how it compares, before anything is tried."""

    piece: Piece
    tiers: Tiers
    unlike: tuple[str, ...]
    order: tuple[object, ...]


def _sorted_out(spot: _Spot) -> tuple[tuple[Exchange, ...], Exchange | None]:
    """Give the free choices, and the best exchange where there are none."""
    options = sorted(_options(spot), key=lambda option: option.order)
    tried = (exchange for option in options if (exchange := _tried(spot, option)) is not None)
    first = list(islice(tried, FREE_MOST))
    free = tuple(exchange for exchange in first if exchange.cost.is_free)
    return free, next(iter(first), None)


def _options(spot: _Spot) -> Iterator[_Option]:
    need = spot.piece.need
    for place, piece in enumerate(_others(spot)):
        if need is None:  # a jump takes the other's place, and its contacts
            yield _Option(piece, Tiers(), (), (place,))
            continue
        cost = _price(spot, piece, need)
        worse = unlike(spot.piece.exercise, piece.exercise, need, _effort(spot), spot.frame.request)
        told = (*_lost(spot, spot.with_pieces(piece)), *worse)
        yield _Option(piece, cost, told, (any(cost[:-1]), cost[:-1], len(told) > 0, place))


def _price(spot: _Spot, piece: Piece, need: Need) -> Tiers:
    """Weigh another exercise; one as well suited as what stands is as much in turn."""
    menu, after = spot.shown.menu(spot.week), spot.with_pieces(piece)
    request = spot.shown.request
    ranks = [rank(p.exercise, need, _effort(spot), request)[:SUITED] for p in (spot.piece, piece)]
    if ranks[0] == ranks[1]:
        return difference(_taken_on(spot.draft, menu), _taken_on(after, menu))
    return difference(menu.cost_of(spot.draft), menu.cost_of(after))


def _taken_on(draft: Draft, menu: Menu) -> Tiers:
    """Weigh a week as if all its exercises were in turn."""
    held = frozenset(piece.exercise.id for piece in draft.flat())
    return replace(menu, frame=replace(menu.frame, kept=held)).cost_of(draft)


def _effort(spot: _Spot) -> Effort:
    return Effort.HEAVY if spot.piece.is_heavy else Effort.MODERATE


def _others(spot: _Spot) -> Iterator[Piece]:
    """List what could stand instead, best first, dosed like what stands."""
    piece, need = spot.piece, spot.piece.need
    held = {p.exercise.id for p in spot.draft.pieces[spot.number]}
    if need is None:
        yield from (p for p in _other_jumps(spot) if p.exercise.id not in held)
        return
    request, is_main = spot.shown.request, piece.role is Role.MAIN
    where = (spot.frame.main_at if is_main else spot.frame.at_place)(spot.slot.place)
    mains = spot.frame.mains or frozenset()
    for exercise in candidates(need, _effort(spot), where, request):
        if exercise.id not in held and not (is_main and exercise.id in mains):
            yield _dosed_alike(exercise, spot)


def _dosed_alike(exercise: Exercise, spot: _Spot) -> Piece:
    piece, dose = spot.piece, spot.shown.request.policy.dose
    if piece.is_heavy:
        return replace(piece, exercise=exercise)
    is_main = piece.role is Role.MAIN
    numbers = dose.entry if is_main else moderate_numbers(spot.frame)
    work = moderate(exercise, numbers, dose, piece.work.rest_s)
    return replace(piece, exercise=exercise, work=work)


def _other_jumps(spot: _Spot) -> Iterator[Piece]:
    """List the jumps that another seed would have taken in the place of this one."""
    was = [piece.exercise for piece in jump_pieces(spot.slot, spot.frame)]
    if spot.piece.exercise not in was:
        return
    for later in range(1, FREE_MOST):
        request = replace(spot.shown.request, seed=spot.shown.request.seed + later)
        now = jump_pieces(spot.slot, replace(spot.frame, request=request))
        other = now[was.index(spot.piece.exercise)].exercise
        if other.contacts_per_rep == spot.piece.exercise.contacts_per_rep:
            yield replace(spot.piece, exercise=other)


def _tried(spot: _Spot, option: _Option) -> Exchange | None:
    """Put it into the programme; None where it does not fit the minutes, the place or the rules."""
    other, is_main = option.piece.exercise, spot.piece.role is Role.MAIN
    spots = list(_spots_in_block(spot)) if is_main else [spot]
    if not all(may_do(other.id, each.frame.at_place(each.slot.place), each.frame.request)
               for each in spots):  # fmt: skip
        return None
    changed: dict[int, list[Session]] = {}
    for each in spots:
        piece = _dosed_alike(other, each) if is_main else option.piece
        changed.setdefault(each.week, []).append(_written(each, (piece,)))
    if _broken(changed, spot.shown):
        return None
    taken = tuple(session for week in changed.values() for session in week)
    return Exchange(
        exercise=other,
        cost=Cost(tiers=option.tiers, losses=option.unlike),
        minutes=next(s.minutes for s in taken if s.start == spot.session.start),
        is_for_block=is_main,
        sessions=taken,
    )


def _spots_in_block(spot: _Spot) -> Iterator[_Spot]:
    """List where the lift stands in its block, and in the taper that carries the block on."""
    shown, exercise = spot.shown, spot.piece.exercise.id
    for outline, week in zip(shown.outlines, shown.programme.weeks, strict=True):
        if shown.frames[outline.block].block == spot.frame.block:
            for session in week.sessions:
                if any(p.exercise == exercise and p.role is Role.MAIN for p in session.exercises):
                    yield _spot(session, exercise, shown)
