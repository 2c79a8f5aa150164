"""Prescription: from the pieces of a session to sets, loads, rests and their reasons."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ironstride.core.exercise import RepRange
from ironstride.core.programme import Load, PhaseName, Prescription, Role, Session
from ironstride.planning.days.obstacles import Slot
from ironstride.planning.dose.budget import contact_cap
from ironstride.planning.dose.load import ramp_load, working_load
from ironstride.planning.dose.strength_tests import with_test
from ironstride.planning.season.outline import Outline
from ironstride.planning.week.draft import Draft, Frame, Style
from ironstride.planning.week.work import Piece, seconds_of

INTENTS: Final = {
    PhaseName.ADAPTATION: "Strength foundation",
    PhaseName.MAX_STRENGTH: "Heavy strength",
    PhaseName.POWER: "Heavy and fast",
    PhaseName.RACE_SEASON: "Keep what you have",
    PhaseName.TAPER: "Short and sharp before the race",
    PhaseName.RECOVERY: "Gentle return",
}
SUPPORT_INTENT: Final = "Support strength, easy on the legs"


def sessions(
    draft: Draft, week: Outline, contacts_each: int, *, tests: bool = False
) -> tuple[Session, ...]:
    """Write the week's sessions out; with `tests` each may test one of its main lifts."""
    written = _sessions(draft, week, contacts_each)
    return _with_tests(written, draft, week) if tests else written


def _with_tests(written: Sequence[Session], draft: Draft, week: Outline) -> tuple[Session, ...]:
    request = draft.frame.request
    minutes = {slot.start: slot.minutes for slot in draft.slots}
    done: list[Session] = []
    for session in written:
        tested = {p.exercise for s in done for p in s.exercises if p.test_leaves is not None}
        offered = minutes[session.start]
        done.append(with_test(session, week, request, tested=tested, minutes=offered))
    return tuple(done)


def _sessions(draft: Draft, week: Outline, contacts_each: int) -> tuple[Session, ...]:
    return tuple(
        _session(slot, pieces, week, draft.frame, contacts_each)
        for slot, pieces in zip(draft.slots, draft.pieces, strict=True)
        if any(piece.role.is_hard for piece in pieces)
    )


def _session(
    slot: Slot, pieces: Sequence[Piece], week: Outline, frame: Frame, contacts: int
) -> Session:
    kept = [piece for piece in _with_contacts(pieces, contacts, frame) if piece.sets > 0]
    dose = frame.request.policy.dose
    seconds = sum(seconds_of(piece, dose) for piece in kept)
    return Session(
        start=slot.start,
        minutes=math.ceil(seconds / 60),
        intent=_intent(slot, week, frame),
        place=slot.place,
        reasons=tuple(session_reasons(slot, week, frame)),
        exercises=tuple(
            p for piece in kept for p in _prescriptions(piece, week, frame, slot.place)
        ),
    )


def _intent(slot: Slot, week: Outline, frame: Frame) -> str:
    eased = (PhaseName.ADAPTATION, PhaseName.RECOVERY)
    if week.phase in eased or slot.is_demanding:
        return INTENTS[week.phase]
    return SUPPORT_INTENT if frame.style is not Style.ENTRY else INTENTS[PhaseName.ADAPTATION]


def session_reasons(slot: Slot, week: Outline, frame: Frame) -> Iterator[str]:
    """List the rules that put a session where it is and make it what it is."""
    request = frame.request
    yield "sessions-per-week"
    if slot.start.date() in request.runs_by_day:
        yield "run-first-same-day"
    yield "clear-of-key-runs"
    if slot.is_demanding:
        yield "heavy-days-apart"
    yield from ("minutes", "equipment", "pattern-coverage")
    if week.phase is PhaseName.ADAPTATION:
        yield "entry-ramp"
    if week.phase is PhaseName.RACE_SEASON:
        yield "keep-what-you-have"
    if week.phase is PhaseName.TAPER:
        yield "taper"
    elif week.phase is PhaseName.RECOVERY:
        is_from_time_off = any(off.last < week.start for off in request.time_off)
        raced = any(race.day < week.start for race in request.races)
        yield "entry-ramp" if is_from_time_off and not raced else "after-race"
    elif week.is_light:
        yield "light-weeks"
    if request.athlete.health.parq_yes or request.athlete.age_on(request.start) < 18:
        yield "screening"


def _with_contacts(pieces: Sequence[Piece], contacts: int, frame: Frame) -> Iterator[Piece]:
    """Share the session's foot contacts out: high jumps first, the rest quick hops."""
    numbers = frame.request.policy.contacts
    cap = contact_cap(frame.request.athlete.lifting_experience, numbers)
    left = min(contacts, cap)
    for piece in pieces:
        reps = piece.work.reps
        if piece.need is not None or not piece.exercise.is_jump or reps is None:
            yield piece
            continue
        each = piece.sets * piece.exercise.contacts_per_rep
        affordable = min(reps.high, left // each)
        is_high = reps.high <= numbers.power_reps
        keeps_enough = left - affordable * each >= numbers.least_worth_doing
        if affordable * each < numbers.least_worth_doing or (is_high and not keeps_enough):
            continue
        left -= affordable * each
        yield _with_reps(piece, affordable)


def _with_reps(piece: Piece, reps: int) -> Piece:
    return replace(piece, work=replace(piece.work, reps=RepRange(reps, reps)))


def _prescriptions(piece: Piece, week: Outline, frame: Frame, place: str) -> Iterator[Prescription]:
    if piece.is_heavy:
        yield from _ramp(piece, frame, place)
    work = piece.work
    contacts = piece.exercise.contacts_per_rep * (work.reps.high if work.reps else 0)
    yield Prescription(
        exercise=piece.exercise.id,
        role=piece.role,
        sets=piece.sets,
        reps=work.reps,
        seconds=work.seconds,
        per_side=piece.exercise.is_per_side,
        load=Load(
            kg=working_load(piece.exercise, work, frame, place),
            percent_1rm=work.percent_1rm,
            rir=None if work.rir is None else int(work.rir),
        ),
        rest_s=work.rest_s,
        contacts=contacts * piece.sets,
        reasons=tuple(_piece_reasons(piece, week, frame)),
    )


def _ramp(piece: Piece, frame: Frame, place: str) -> Iterator[Prescription]:
    """Rise to the working weight in a few sets that cost nothing.   [warm-up: review]"""
    dose = frame.request.policy.dose
    working = piece.work.percent_1rm or 0
    for share, reps in zip(dose.ramp_percent_of_load, dose.ramp_reps, strict=True):
        yield Prescription(
            exercise=piece.exercise.id,
            role=Role.WARM_UP,
            sets=1,
            reps=RepRange(reps, reps),
            per_side=piece.exercise.is_per_side,
            load=Load(
                kg=ramp_load(piece.exercise, piece.work, share / 100, frame, place),
                percent_1rm=round(working * share / 100),
            ),
            rest_s=dose.ramp_rest_s,
            reasons=("warm-up",),
        )


def _piece_reasons(piece: Piece, week: Outline, frame: Frame) -> Iterator[str]:
    if piece.need is None and piece.exercise.is_jump:
        yield from ("jumps-beside-lifting", "contact-caps")
        return
    if piece.role is Role.WARM_UP:
        yield "warm-up"
        return
    yield "pattern-coverage"
    if week.phase is PhaseName.TAPER:
        yield "taper"
    elif week.is_light and week.phase is not PhaseName.RECOVERY:
        yield "light-weeks"
    if piece.work.rir is not None:
        yield "never-to-failure"
    if piece.role is Role.MAIN:
        yield "entry-ramp" if frame.is_entry else "heavy-main-lifts"
        yield "keep-main-lifts"
        if piece.sets == 1:
            yield "minimal-dose"
    else:
        yield "vary-accessories"
    if piece.exercise.load_type.is_weight:
        yield "progression"
    if piece.role is Role.MAIN and piece.exercise.is_on_one_leg:
        yield "one-leg-work"
