"""Shown: a programme beside what was asked for, read back into the pieces it was made of.

What the athlete keeps is explained, whether or not the same would be planned today: weeks,
blocks and main lifts are read off the programme, and only what they cannot tell (what a day
offers, what an athlete may do) comes from the request.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from ironstride.core.calendar import monday_of
from ironstride.core.exercise import Exercise
from ironstride.core.programme import (
    PhaseName,
    Prescription,
    Programme,
    Role,
    Session,
    Week,
)
from ironstride.planning.checks.finished import Plan
from ironstride.planning.days.choices import must_cover
from ironstride.planning.days.hard_legs import is_heavy_set, loads_legs
from ironstride.planning.days.obstacles import Slot
from ironstride.planning.plan import outline_for
from ironstride.planning.request import Request
from ironstride.planning.season.outline import Outline
from ironstride.planning.week.blocks import frames
from ironstride.planning.week.draft import Draft, Frame
from ironstride.planning.week.menu import Menu
from ironstride.planning.week.needs import SERVES, Need
from ironstride.planning.week.work import Piece, Work


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A programme and the request that it answers, all of it still to do."""

    programme: Programme
    request: Request

    @classmethod
    def of(cls, programme: Programme, request: Request) -> Shown:
        """Put them beside each other; what is under way is explained like what is planned."""
        return cls(programme=programme, request=replace(request, kept=None))

    @cached_property
    def outlines(self) -> tuple[Outline, ...]:
        """Lay the season out; where it is another one today, as the programme has it."""
        today = outline_for(self.request)
        weeks = self.programme.weeks
        alike = [(w.start, w.phase, w.is_light) for w in weeks]
        return today if [(o.start, o.phase, o.is_light) for o in today] == alike else self._read_off

    @property
    def _read_off(self) -> tuple[Outline, ...]:
        phases = self.programme.phases
        blocks = [
            next(n for n, phase in enumerate(phases) if week.start <= phase.end)
            for week in self.programme.weeks
        ]
        return tuple(
            Outline(
                start=week.start,
                phase=week.phase,
                block=block,
                block_start=monday_of(phases[block].start),
                is_light=week.is_light,
            )
            for week, block in zip(self.programme.weeks, blocks, strict=True)
        )

    @cached_property
    def frames(self) -> dict[int, Frame]:
        """Say what each block asks of its weeks, with the main lifts that it holds."""
        held: dict[int, set[str]] = {}
        for outline, week in zip(self.outlines, self.programme.weeks, strict=True):
            lifts = {p.exercise for s in week.sessions for p in s.exercises if p.role is Role.MAIN}
            held.setdefault(outline.block, set()).update(lifts)
        return {
            number: replace(frame, mains=frozenset(held[number]) or None)
            for number, frame in frames(self.outlines, self.request).items()
        }

    def week_number(self, day: date) -> int | None:
        """Count the week of a day from 0; None outside of the season."""
        starts = [week.start for week in self.programme.weeks]
        return starts.index(monday_of(day)) if monday_of(day) in starts else None

    def exercise(self, prescription: Prescription) -> Exercise | None:
        """Look up what is prescribed; None where the catalogue has lost it."""
        return self.request.catalogue.exercises.get(prescription.exercise)

    def slot_of(self, session: Session) -> Slot:
        """Read a session as the time and place that its day offers."""
        offer = self.request.offer_on(session.start.date())
        return Slot(
            start=session.start,
            minutes=session.minutes if offer is None else max(offer.minutes, session.minutes),
            place=session.place,
            is_demanding=loads_legs(
                session_known(session, self), self.request.catalogue, self.request.policy.dose
            ),
        )

    def menu(self, number: int) -> Menu:
        """Give what the sessions of a week are weighed by."""
        outline, week = self.outlines[number], self.programme.weeks[number]
        return Menu(
            self.frames[outline.block],
            tuple(self.slot_of(session) for session in week.sessions),
            self.request.policy.dose.accessory.rest_s,
            is_full=must_cover(outline, week.sessions, self.request),
        )

    def draft(self, number: int) -> Draft:
        """Read a week's sessions back into pieces."""
        week, menu = self.programme.weeks[number], self.menu(number)
        pieces = [list(pieces_of(session, week, self)) for session in week.sessions]
        return Draft(menu.frame, menu.slots, pieces)

    def narrowed(self, numbers: Sequence[int]) -> Plan:
        """Give these weeks alone, to ask quickly which of their rules are kept."""
        programme = replace(
            self.programme, weeks=tuple(self.programme.weeks[number] for number in numbers)
        )
        return Plan(programme, tuple(self.outlines[number] for number in numbers), self.request)

    def with_week(self, number: int, sessions: Sequence[Session]) -> Shown:
        """Put other sessions into a week."""
        weeks = list(self.programme.weeks)
        weeks[number] = replace(weeks[number], sessions=tuple(sessions))
        return replace(self, programme=replace(self.programme, weeks=tuple(weeks)))


def session_known(session: Session, shown: Shown) -> Session:
    """Leave out what the catalogue has lost."""
    known = tuple(p for p in session.exercises if shown.exercise(p) is not None)
    return session if known == session.exercises else replace(session, exercises=known)


def pieces_of(session: Session, week: Week, shown: Shown) -> Iterator[Piece]:
    """Read a session back into pieces; the rising sets before a lift belong to the lift."""
    for p in session.exercises:
        exercise = shown.exercise(p)
        if exercise is not None and not is_rising(p):
            yield as_piece(p, need_of(p, week, shown), exercise, shown)


def is_rising(p: Prescription) -> bool:
    """Whether it is a set that rises to a working weight, and no warming up by itself."""
    return p.role is Role.WARM_UP and p.load.percent_1rm is not None


def as_piece(p: Prescription, need: Need | None, exercise: Exercise, shown: Shown) -> Piece:
    """Read a prescription back into the piece that it was written from."""
    is_heavy = p.role is Role.MAIN and is_heavy_set(p, shown.request.policy.dose)
    return Piece(
        need=need,
        exercise=exercise,
        role=p.role,
        work=Work(
            reps=p.reps,
            seconds=p.seconds if p.metres is None else p.metres,
            rir=p.load.rir,
            percent_1rm=p.load.percent_1rm,
            rest_s=p.rest_s,
        ),
        sets=p.sets,
        least=p.sets,
        most=p.sets,
        is_heavy=is_heavy,
    )


def need_of(p: Prescription, week: Week, shown: Shown) -> Need | None:
    """Say which movement of the week a prescription serves; None for warming up and jumping.

    A lift on one leg is knee-dominant, too; beside another such lift it is there for the leg.
    """
    exercise = shown.exercise(p)
    if exercise is None or not p.role.is_hard:
        return None
    served = [need for need in Need if SERVES[need](exercise)]
    if Need.ONE_LEG in served and _has_another_knee_lift(p, week, shown):
        return Need.ONE_LEG
    return next(iter(served), None)


def _has_another_knee_lift(p: Prescription, week: Week, shown: Shown) -> bool:
    """Whether the week holds a lift for the knee besides this one: on two legs, or a main lift."""
    lifts = [
        (other, exercise)
        for session in week.sessions
        for other in session.exercises
        if other.role.is_hard and other.exercise != p.exercise
        if (exercise := shown.exercise(other)) is not None and SERVES[Need.KNEE](exercise)
    ]
    two_legs = any(not exercise.is_on_one_leg for _, exercise in lifts)
    stronger = any(other.role is Role.MAIN for other, _ in lifts) and p.role is not Role.MAIN
    return two_legs or stronger


def days_of(week: Week) -> tuple[date, ...]:
    """List its seven days."""
    return tuple(week.start + timedelta(days=n) for n in range(7))


def is_eased(week: Outline) -> bool:
    """Whether a week is to hold fewer sets than its minutes would."""
    return week.is_light or week.phase in (PhaseName.TAPER, PhaseName.RECOVERY)
