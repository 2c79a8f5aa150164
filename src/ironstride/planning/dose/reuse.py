"""Reuse: the sessions of the programme under way, moved where they must, else as they were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations
from typing import TypeGuard

from ironstride.core.exercise import RepRange
from ironstride.core.programme import Prescription, Role, Session
from ironstride.planning.days.choices import must_cover
from ironstride.planning.days.hard_legs import loads_legs
from ironstride.planning.days.obstacles import Slot
from ironstride.planning.days.standing import still_to_do
from ironstride.planning.dose.budget import MANY, Done, contact_ceiling, set_ceiling
from ironstride.planning.dose.prescribe import session_reasons
from ironstride.planning.season.outline import Outline
from ironstride.planning.week.beside import beside
from ironstride.planning.week.draft import Frame
from ironstride.planning.week.needs import COVERAGE, keeps_limits, may_do


def reused(
    week: Outline,
    slots: Sequence[Slot],
    fixed: Sequence[Session],
    frame: Frame,
    past: Sequence[Done],
) -> tuple[Session, ...]:
    """Take over what can stay of the week's sessions in the programme under way.

    A session stands where it stood, or moves to a slot that has its minutes, its equipment
    and rest for the legs. It keeps its exercises; sets and contacts shrink where the weeks
    before came to less than planned.                    [disruption before dose: choice]
    """
    old = () if frame.request.is_filled_anew else still_to_do(week, frame.request)
    if not old or not slots or not _is_the_same_kind(week, frame):
        return ()
    matched = _matched(old, slots, week, frame)
    if len(matched) == len(slots) and _lacks_something((*fixed, *matched), week, slots, frame):
        return ()
    return _within_budgets(matched, fixed, week, frame, past)


def _lacks_something(
    held: Sequence[Session], week: Outline, slots: Sequence[Slot], frame: Frame
) -> bool:
    """Whether a full week is left without a movement, as where a session found no day."""
    trained = beside(held, frame.request)
    is_full = must_cover(week, slots, frame.request)
    return is_full and any(trained.of(need) == 0 for need in COVERAGE)


def _is_the_same_kind(week: Outline, frame: Frame) -> bool:
    kept = frame.request.kept
    return kept is not None and any(
        (w.start, w.phase, w.is_light) == (week.start, week.phase, week.is_light)
        for w in kept.programme.weeks
    )


def _matched(
    old: Sequence[Session], slots: Sequence[Slot], week: Outline, frame: Frame
) -> tuple[Session, ...]:
    """Give slots their sessions: as many as can be, those first that need not move."""
    ways = (
        [(s, slot) for s, slot in zip(order, slots, strict=False) if _may_stand(s, slot, frame)]
        for order in permutations([*old, *[None] * len(slots)], len(slots))
    )
    best = min(ways, key=_worth_of)
    return tuple(_put(session, slot, week, frame) for session, slot in best)


def _worth_of(way: Sequence[tuple[Session, Slot]]) -> tuple[int, int, int]:
    moved = sum(session.start != slot.start for session, slot in way)
    return -len(way), moved, -sum(session.hard_sets for session, _ in way)


def _may_stand(session: Session | None, slot: Slot, frame: Frame) -> TypeGuard[Session]:
    if session is None:
        return False
    request = frame.request
    is_hard = loads_legs(session, request.catalogue, request.policy.dose)
    if session.minutes > slot.minutes or (is_hard and not slot.is_demanding):
        return False
    return all(_may_be_done(p, slot, frame) for p in session.exercises)


def _may_be_done(prescription: Prescription, slot: Slot, frame: Frame) -> bool:
    request = frame.request
    exercise = request.catalogue.exercises[prescription.exercise]
    if not exercise.equipment <= request.athlete.equipment_at(slot.place):
        return False
    is_easy = prescription.role is Role.WARM_UP and keeps_limits(exercise, request)
    return is_easy or may_do(exercise.id, frame.at_place(slot.place), request)


def _put(session: Session, slot: Slot, week: Outline, frame: Frame) -> Session:
    """Move a session; one that stays is the same to the letter."""
    reasons = tuple(session_reasons(slot, week, frame))
    return replace(session, start=slot.start, place=slot.place, reasons=reasons)


# --- the weeks before may have come to less than planned ------------------------------------


def _within_budgets(
    held: tuple[Session, ...],
    fixed: Sequence[Session],
    week: Outline,
    frame: Frame,
    past: Sequence[Done],
) -> tuple[Session, ...]:
    """Take sets and contacts away that would rise too fast; nothing where that is not enough."""
    most = set_ceiling(week, past, frame.request.policy.dose)
    spare = MANY if most is None else most - sum(session.hard_sets for session in fixed)
    fewer = _with_sets(held, spare, may_drop=not must_cover(week, held, frame.request))
    return () if fewer is None else _with_contacts(fewer, fixed, frame, past)


def _with_sets(
    held: tuple[Session, ...], most: int, *, may_drop: bool
) -> tuple[Session, ...] | None:
    """Take accessory sets away, the last exercise first; with `may_drop` down to none."""
    sessions = list(held)
    while sum(s.hard_sets for s in sessions) > most:
        spots = [
            (p.sets, n, m)
            for n, session in enumerate(sessions)
            for m, p in enumerate(session.exercises)
            if p.role is Role.ACCESSORY and (p.sets > 1 or (may_drop and session.hard_sets > 1))
        ]
        if not spots:
            return None
        sets, n, m = max(spots)
        left = [replace(sessions[n].exercises[m], sets=sets - 1)] if sets > 1 else []
        sessions[n] = _with_exercises(sessions[n], m, left)
    return tuple(sessions)


def _with_contacts(
    held: tuple[Session, ...], fixed: Sequence[Session], frame: Frame, past: Sequence[Done]
) -> tuple[Session, ...]:
    jumping = max(1, sum(session.contacts > 0 for session in held))
    stands = sum(session.contacts for session in fixed)
    most = contact_ceiling(past, jumping, frame.request, standing=stands)
    return tuple(
        session if session.contacts <= most else _jumping_less(session, most, frame)
        for session in held
    )


def _jumping_less(session: Session, most: int, frame: Frame) -> Session:
    least = frame.request.policy.contacts.least_worth_doing
    return replace(session, exercises=tuple(_fewer_contacts(session.exercises, most, least)))


def _fewer_contacts(
    exercises: Sequence[Prescription], most: int, least: int
) -> Iterator[Prescription]:
    left = most
    for p in exercises:
        if p.contacts == 0 or p.reps is None:
            yield p
            continue
        each = p.contacts // p.reps.high  # contacts of one repetition in every set
        reps = min(p.reps.high, left // each)
        if reps * each >= least:
            left -= reps * each
            yield replace(p, reps=RepRange(reps, reps), contacts=reps * each)


def _with_exercises(session: Session, index: int, left: Sequence[Prescription]) -> Session:
    exercises = session.exercises
    return replace(session, exercises=(*exercises[:index], *left, *exercises[index + 1 :]))
