"""Because: why a session is not where, or what, it was, as the calendar and the rules tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Final

from ironstride.core.calendar import hours_between, monday_of
from ironstride.core.pinned import is_rehab
from ironstride.core.programme import PhaseName, Prescription, Session
from ironstride.planning.changes.difference import Difference, ExerciseDiffers, SessionDiffers
from ironstride.planning.days.hard_legs import loads_legs
from ironstride.planning.days.obstacles import Slot, against_demanding, against_lifting
from ironstride.planning.request import Request
from ironstride.planning.season.outline import Outline
from ironstride.planning.week.needs import Circumstance, may_do

OF_THE_COURSE: Final = "the course of your sore place asks for it"
LESS_BEFORE: Final = (
    "the weeks before hold less now, and sets and jumps rise gently from what was done"
)


@dataclass(frozen=True, kw_only=True)
class Now:
    """What holds after the changes: what was asked for, its weeks, and the sessions found."""

    request: Request
    outlines: tuple[Outline, ...]
    sessions: tuple[Session, ...]

    @cached_property
    def without_complaints(self) -> Request:
        """Ask as if nothing hurt."""
        health = replace(self.request.athlete.health, complaints=frozenset())
        athlete = replace(self.request.athlete, health=health)
        return replace(self.request, athlete=athlete, followed=None)

    def week_of(self, session: Session) -> Outline | None:
        """Find the week that a session lies in."""
        monday = monday_of(session.start.date())
        return next((week for week in self.outlines if week.start == monday), None)


@dataclass(frozen=True, slots=True)
class Explained:
    """A difference, why it is, and why each of its exercises changed; None where nothing tells."""

    difference: Difference
    because: str | None = None
    of_exercises: tuple[str | None, ...] = ()


def explained(differences: Iterable[Difference], now: Now) -> Iterator[Explained]:
    """Put to each difference what made it."""
    found = list(differences)
    gone = [d.was for d in found if isinstance(d, SessionDiffers) and d.was and d.now is None]
    for one in found:
        if not isinstance(one, SessionDiffers):
            yield Explained(one)
        elif any(session is not None and is_rehab(session) for session in (one.was, one.now)):
            yield Explained(one, OF_THE_COURSE, (None,) * len(one.exercises))
        elif one.now is None:
            yield Explained(one, because(one, now))
        elif one.was is None:
            yield Explained(one, _in_place_of(one.now, gone))
        else:
            why = (because_of_exercise(row, one.now, now) for row in one.exercises)
            yield Explained(one, because(one, now), tuple(why))


def _in_place_of(session: Session, gone: Sequence[Session]) -> str | None:
    """Name the session of the week that a new one stands in for."""
    monday = monday_of(session.start.date())
    same_week = [old for old in gone if monday_of(old.start.date()) == monday]
    if not same_week:
        return None
    nearest = min(same_week, key=lambda old: abs(old.start - session.start))
    return f"in place of the session of {nearest.start:%a %H:%M}"


def because(differs: SessionDiffers, now: Now) -> str | None:
    """Say what stands against the session as it was, the plainest reason first.

    None where nothing does by itself: it then changed to fit with what changed around it.
    """
    if differs.was is None:
        return None
    less = (LESS_BEFORE,) if _holds_less(differs) else ()
    return next(chain(_against(differs.was, now), less), None)


def _holds_less(differs: SessionDiffers) -> bool:
    """Whether the same exercises hold fewer sets or jumps, and nothing else is different."""
    return bool(differs.exercises) and all(
        row.was
        and [_size(p) for p in row.was] >= [_size(p) for p in row.now]
        and not row.is_exchange
        for row in differs.exercises
    )


def _size(prescription: Prescription) -> tuple[int, int]:
    return prescription.sets, prescription.contacts


def _against(was: Session, now: Now) -> Iterator[str]:
    """List what stands against a session where it was."""
    request, day = now.request, was.start.date()
    kept, offer, week = request.kept, request.offer_on(day), now.week_of(was)
    if kept is not None and day in kept.missed:
        yield "it was not done" if day < kept.today else "it will not be done"
    for off in request.time_off:
        if day in off:
            yield f"you are {'ill' if off.is_ill else 'off'} from {off.first} to {off.last}"
    if week is None:
        yield "it lies outside the season"
    if offer is None:
        yield "its day is not offered"
        return
    if offer.place != was.place:
        yield f"you are at {offer.place} that day, not at {was.place}"
    if offer.start != was.start.time():
        yield f"that day is offered from {offer.start:%H:%M}"
    if offer.minutes < was.minutes:
        yield f"that day offers {offer.minutes} min, and it took {was.minutes}"
    yield from _against_its_slot(was, now)


def _against_its_slot(was: Session, now: Now) -> Iterator[str]:
    request, week = now.request, now.week_of(was)
    slot = Slot(start=was.start, minutes=was.minutes, place=was.place, is_demanding=True)
    yield from (obstacle.message for obstacle in against_lifting(slot, request))
    is_hard = loads_legs(was, request.catalogue, request.policy.dose)
    if not is_hard or week is None:
        return
    yield from (obstacle.message for obstacle in against_demanding(slot, week, request))
    least = request.policy.placement.heavy_days_apart_h
    for other in now.sessions:
        gap = max(hours_between(was.end, other.start), hours_between(other.end, was.start))
        if (
            gap < least
            and other.start != was.start
            and loads_legs(other, request.catalogue, request.policy.dose)
        ):
            yield (
                f"it would lie {max(0, gap):.0f} h from the hard session of "
                f"{other.start:%a %H:%M}; leave {least:g} h"
            )


def because_of_exercise(differs: ExerciseDiffers, session: Session, now: Now) -> str | None:
    """Say why an exercise went from a session: equipment, a sore place, or nothing by itself."""
    if not differs.was or (differs.now and not differs.is_exchange):
        return None
    request, week = now.request, now.week_of(session)
    exercise = request.catalogue.exercises.get(differs.was[0].exercise)
    if exercise is None or week is None:
        return None
    missing = exercise.equipment - request.athlete.equipment_at(session.place)
    if missing:
        return f"it needs {', '.join(sorted(missing))}; not at {session.place}"
    where = Circumstance(
        place=session.place, block=week.block, is_entry=week.phase is PhaseName.ADAPTATION
    )
    followed = {request.followed.place} if request.followed else set()
    sore = request.athlete.health.complaints | followed
    if (
        sore
        and not may_do(exercise.id, where, request)
        and may_do(exercise.id, where, now.without_complaints)
    ):
        return f"to spare the sore {' and '.join(sorted(sore))}"
    return None
