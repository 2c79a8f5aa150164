"""Explain: why a day holds its session, what would be otherwise without it, or why it holds none.

What is shown is explained: the day is taken away, or another one put in its place, and the
week is filled anew between its neighbours as they stand. The difference in tiers is what that
costs; what the week then lacks, and the wishes it gives up, say it in words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Final

from ironstride.core.athlete import Offer
from ironstride.core.calendar import Weekday
from ironstride.core.pinned import is_pinned
from ironstride.core.programme import Programme, Session, Week
from ironstride.planning.answers.exchange import (
    Cost,
    ExerciseExplained,
    difference,
    exercise_explained,
)
from ironstride.planning.answers.losses import losses
from ironstride.planning.answers.shown import Shown, days_of, is_eased
from ironstride.planning.checks.finished import Breach, Plan
from ironstride.planning.checks.wishes import WISHES
from ironstride.planning.days.choices import must_cover, sessions_wanted
from ironstride.planning.days.obstacles import (
    Obstacle,
    Slot,
    against_demanding,
    against_lifting,
    slot_on,
)
from ironstride.planning.days.place import place
from ironstride.planning.dose.budget import MANY
from ironstride.planning.dose.fill import price_of
from ironstride.planning.dose.prescribe import sessions
from ironstride.planning.request import Request
from ironstride.planning.season.outline import Outline
from ironstride.planning.tiers import Tiers
from ironstride.planning.week.compose import Composition
from ironstride.planning.week.draft import Draft, Lack
from ironstride.planning.week.kitchen import Kitchen

OFFER_LEAST: Final = 10  # minutes that a day can offer at the least
WISHES_FOR_DAYS: Final = ("easy-after-heavy", "b-race", "spacing", "rhythm", "well-equipped-place")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A session on another day: which session, where it would stand, and what that costs."""

    session: Session
    slot: Slot
    cost: Cost


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionExplained:
    """Why a session stands where it stands.

    `without` and `elsewhere` are None where nothing could be compared; `unmatched` says why.
    """

    session: Session
    rules: tuple[str, ...]
    without: Cost | None
    elsewhere: Moved | None
    exercises: tuple[ExerciseExplained, ...]
    unmatched: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayExplained:
    """A day of the season: its sessions, or what stands against any.

    `against` any lifting, `against_heavy` legs alone; `instead` is what it would cost to have a
    session of the week here, and None where something stands against all lifting.
    """

    day: date
    week: Week
    sessions: tuple[SessionExplained, ...]
    wanted: int
    against: tuple[Obstacle, ...] = ()
    against_heavy: tuple[Obstacle, ...] = ()
    instead: Moved | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideSeason:
    """A day before the first or after the last of the programme."""

    day: date
    first: date
    last: date


def explain_exercise(
    session: Session, exercise: str, request: Request, programme: Programme
) -> ExerciseExplained:
    """Explain an exercise of a session: what it is for, what it costs to drop, what could replace it.

    Raises:
        ValueError: the programme does not hold the session, or the session not the exercise.
    """
    return exercise_explained(session, exercise, Shown.of(programme, request))


def explain_day(day: date, request: Request, programme: Programme) -> DayExplained | OutsideSeason:
    """Explain a day: its sessions, or everything that stands against one."""
    shown = Shown.of(programme, request)
    number = shown.week_number(day)
    if number is None or not programme.start <= day <= programme.end:
        return OutsideSeason(day=day, first=programme.start, last=programme.end)
    about = _Week(shown=shown, number=number)
    held = [s for s in about.week.sessions if s.start.date() == day]
    wanted = sessions_wanted(about.outline, shown.request)
    if not held:
        return _without_session(day, about, wanted)
    explained = tuple(_session_explained(session, about) for session in held)
    return DayExplained(day=day, week=about.week, sessions=explained, wanted=wanted)


# --- a week, filled anew ------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filled:
    """A week as it would be filled on some of its days; `lacks` where it could not be."""

    slots: tuple[Slot, ...]
    tiers: Tiers
    draft: Draft | None
    lacks: tuple[Lack, ...]
    plan: Plan | None

    @property
    def days(self) -> set[date]:
        """The days that hold a session."""
        return {slot.start.date() for slot in self.slots}


@dataclass(frozen=True, kw_only=True)
class _Week:
    """A week of a programme between its neighbours."""

    shown: Shown
    number: int

    @property
    def week(self) -> Week:
        """The week as it is shown."""
        return self.shown.programme.weeks[self.number]

    @property
    def outline(self) -> Outline:
        """What it was to be."""
        return self.shown.outlines[self.number]

    @property
    def days(self) -> set[date]:
        """The days that hold a session."""
        return {session.start.date() for session in self.week.sessions}

    @property
    def is_eased(self) -> bool:
        """Whether it is to hold fewer sets than its minutes would."""
        return is_eased(self.outline)

    @cached_property
    def kitchen(self) -> Kitchen:
        """What has been composed so far."""
        return Kitchen()

    @cached_property
    def as_it_is(self) -> _Filled:
        """Fill it on the days that it has."""
        return self.filled(self.days)

    def filled(self, days: Collection[date]) -> _Filled:
        """Fill it on these days at the best, its neighbours on the days they have."""
        numbers = [
            n
            for n in range(self.number - 1, self.number + 2)
            if 0 <= n < len(self.shown.programme.weeks)
        ]
        weeks = [self.shown.outlines[n] for n in numbers]
        request = self._offering(numbers, days)
        found = place(weeks, request, price_of(self.shown.frames, self.kitchen))
        slots = found.slots[numbers.index(self.number)]
        frame = self.shown.frames[self.outline.block]
        is_full = must_cover(self.outline, slots, self.shown.request)
        made = (self.kitchen.full if is_full else self.kitchen.part)(slots, frame)
        if not isinstance(made, Composition):
            return _Filled(slots=slots, tiers=found.cost, draft=None, lacks=made, plan=None)
        draft = Draft(frame, slots, made.draft.pieces)
        return _Filled(
            slots=slots, tiers=found.cost, draft=draft, lacks=(), plan=self._planned(draft)
        )

    def _offering(self, numbers: Collection[int], days: Collection[date]) -> Request:
        """Ask with no other days offered than these, and those that the neighbours have."""
        request, offers = self.shown.request, dict(self.shown.request.day_offers)
        for n in numbers:
            week = self.shown.programme.weeks[n]
            held = {session.start.date(): session for session in week.sessions}
            open_days = days if n == self.number else held
            for day in days_of(week):
                offers[day] = _offer(day, held.get(day), request) if day in open_days else None
        return replace(request, day_offers=offers)

    def _planned(self, draft: Draft) -> Plan:
        """Put a filled week between its neighbours, to ask what it gives up."""
        written = sessions(draft, self.outline, contacts_each=MANY)
        changed = self.shown.with_week(self.number, written)
        count = len(self.shown.programme.weeks)
        numbers = [n for n in range(self.number - 1, self.number + 2) if 0 <= n < count]
        return changed.narrowed(numbers)

    def cost(self, after: _Filled) -> Cost:
        """Say what a week filled otherwise costs beside the week as it is."""
        before = self.as_it_is
        return Cost(
            tiers=difference(before.tiers, after.tiers),
            breaks=tuple(_not_covered(lack) for lack in after.lacks),
            losses=tuple(_told(before, after, is_eased=self.is_eased)),
        )


def _offer(day: date, session: Session | None, request: Request) -> Offer | None:
    """Offer what the day offers, else what the session that stands there takes."""
    offer = request.offer_on(day)
    if offer is not None or session is None or session.place not in request.athlete.places:
        return offer
    return Offer(max(OFFER_LEAST, session.minutes), session.start.time(), session.place)


def _not_covered(lack: Lack) -> Breach:
    if lack.need is None:
        what = f"holding every movement would take {lack.minutes_short} min more than are left"
    else:
        what = f"no {lack.need} can be trained on the days that are left"
    return Breach("pattern-coverage", what)


def _told(before: _Filled, after: _Filled, *, is_eased: bool) -> Iterator[str]:
    """Tell what one filling of a week has that another lacks, tier by tier."""
    was, now = len(before.slots), len(after.slots)
    if 0 < now < was:
        yield f"the week has {_count(now, 'session')} instead of {was}"
    hard, fewer = (sum(slot.is_demanding for slot in w.slots) for w in (before, after))
    if fewer < hard and now >= was:
        yield f"{_count(fewer, 'session')} instead of {hard} may load the legs hard"
    if before.draft is not None and after.draft is not None:
        yield from losses(before.draft, after.draft, is_eased=is_eased)
    if now == was:
        yield from _wishes_given_up(before, after)
    minutes = [sum(slot.minutes for slot in w.slots) for w in (before, after)]
    if now == was and minutes[1] < minutes[0]:
        yield f"{minutes[1]} instead of {minutes[0]} min for lifting in the week"


def _wishes_given_up(before: _Filled, after: _Filled) -> Iterator[str]:
    """Tell which wishes for days cost more than before, by what newly stands against them."""
    if before.plan is None or after.plan is None:
        return
    for rule in WISHES_FOR_DAYS:
        had, has = list(WISHES[rule](before.plan)), list(WISHES[rule](after.plan))
        if sum(one.cost for one in has) <= sum(one.cost for one in had):
            continue
        if rule == "rhythm":
            yield "you lift on other weekdays than in the weeks beside it"
        elif rule == "spacing":
            yield f"two sessions come closer together, {_count(_closest(after), 'day')} apart"
        else:
            known = {one.message for one in had}
            yield from (one.message for one in has if one.message not in known)


def _closest(filled: _Filled) -> int:
    days = sorted(filled.days)
    return min((b - a).days for a, b in pairwise(days))


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


# --- a session ----------------------------------------------------------------------------


def _session_explained(session: Session, about: _Week) -> SessionExplained:
    unmatched = tuple(_unmatched(session, about))
    exercises = dict.fromkeys(p.exercise for p in session.exercises if p.role.is_hard or p.contacts)
    known = [e for e in exercises if e in about.shown.request.catalogue.exercises]
    day = session.start.date()
    left = about.days - {day}
    return SessionExplained(
        session=session,
        rules=session.reasons,
        without=None if unmatched else about.cost(about.filled(left)),
        elsewhere=None if unmatched else _elsewhere(session, about),
        exercises=tuple(exercise_explained(session, e, about.shown) for e in known),
        unmatched=unmatched,
    )


def _unmatched(session: Session, about: _Week) -> Iterator[str]:
    """Tell what about a session does not come from what is asked for today."""
    shown, day = about.shown, session.start.date()
    request = shown.request
    if is_pinned(session):
        yield "it is pinned, so it stands where you put it"
        return
    offer = request.offer_on(day)
    if offer is None:
        yield f"the profile offers no {Weekday.of(day).value.capitalize()} for this session"
    elif offer.place != session.place or offer.start != session.start.time():
        yield (
            f"the profile offers {offer.start:%H:%M} at {offer.place}, "
            f"and the session is at {session.start:%H:%M} at {session.place}"
        )
    elif day not in about.as_it_is.days:
        yield "planned today, the session would not stand on this day"
    for p in session.exercises:
        if p.exercise not in request.catalogue.exercises:
            yield f"the catalogue has no {p.exercise}"


def _elsewhere(session: Session, about: _Week) -> Moved | None:
    """Find the other day of the week on which the session costs least."""
    days = (day for day in days_of(about.week) if day not in about.days)
    moved = (move for day in days if (move := _moved(session, day, about)) is not None)
    return min(moved, key=lambda move: move.cost.order, default=None)


def _moved(session: Session, day: date, about: _Week) -> Moved | None:
    """Put a session on another day; None where the day cannot hold it."""
    left = about.days - {session.start.date()}
    after = about.filled({*left, day})
    slot = next((slot for slot in after.slots if slot.start.date() == day), None)
    if slot is None:
        return None
    return Moved(session=session, slot=slot, cost=about.cost(after))


# --- a day without a session --------------------------------------------------------------


def _without_session(day: date, about: _Week, wanted: int) -> DayExplained:
    request = about.shown.request
    slot = slot_on(day, request)
    if slot is None:
        against: tuple[Obstacle, ...] = (_not_offered(day, request),)
        heavy: tuple[Obstacle, ...] = ()
    else:
        against = tuple(against_lifting(slot, request))
        heavy = tuple(against_demanding(slot, about.outline, request))
    return DayExplained(
        day=day,
        week=about.week,
        sessions=(),
        wanted=wanted,
        against=against,
        against_heavy=heavy,
        instead=None if against else _instead(day, about),
    )


def _instead(day: date, about: _Week) -> Moved | None:
    """Find the session of the week that could stand here at the least cost."""
    movable = [session for session in about.week.sessions if not is_pinned(session)]
    moved = (move for s in movable if (move := _moved(s, day, about)) is not None)
    return min(moved, key=lambda move: move.cost.order, default=None)


def _not_offered(day: date, request: Request) -> Obstacle:
    off = next((off for off in request.time_off if day in off), None)
    if off is not None:
        state = "ill" if off.is_ill else "off"
        return Obstacle("sessions-per-week", f"you are {state} from {off.first} to {off.last}")
    weekday = Weekday.of(day)
    if weekday in request.athlete.offers:
        return Obstacle("sessions-per-week", "you took this day out")
    named = weekday.value.capitalize()
    return Obstacle("sessions-per-week", f"you offer no {named} for lifting")
