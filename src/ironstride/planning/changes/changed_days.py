"""Changes of days: sessions missed, less time, other places, days and weeks off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from ironstride.core.athlete import Offer
from ironstride.core.calendar import WEEK, Weekday, monday_of
from ironstride.core.programme import Session, Week
from ironstride.planning.changes.change_asks import (
    days_between,
    first_open_day,
    named,
    refuse_backwards,
    refuse_nothing_there,
    refuse_outside,
    refuse_over,
    refuse_unknown_place,
    refuse_unoffered,
    under_way,
)
from ironstride.planning.request import Kept, Request, TimeOff
from ironstride.planning.season.light_weeks import RESTING


@dataclass(frozen=True, slots=True)
class SessionMissed:
    """The session of a day was not done, or will not be."""

    day: date

    @property
    def sentence(self) -> str:
        """Say it in plain words."""
        return f"The session of {named(self.day)} is missed."

    def apply(self, request: Request) -> Request:
        """Count the session as not done."""
        kept = under_way(request)
        if not any(session.start.date() == self.day for session in kept.programme.sessions):
            refuse_nothing_there("session", self.day, kept.programme.sessions, _session_words)
        return _missing([self.day], request)


@dataclass(frozen=True, slots=True)
class FewerMinutes:
    """A day has less time for lifting; or a weekday has, up to a day or to the end."""

    on: date | Weekday
    minutes: int
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and not isinstance(self.on, Weekday):
            raise ValueError("only a weekday goes on until a day; name a weekday, or leave it out")
        if self.minutes < 10:
            raise ValueError(f"a session takes 10 min or more, not {self.minutes}; drop the day")

    @property
    def sentence(self) -> str:
        """Say it in plain words."""
        if not isinstance(self.on, Weekday):
            return f"{named(self.on)} has {self.minutes} min."
        until = "" if self.until is None else f" until {named(self.until)}"
        return f"Each {self.on.value.capitalize()} has {self.minutes} min{until}."

    def apply(self, request: Request) -> Request:
        """Shorten what the days offer."""
        shorter = {
            day: replace(offer, minutes=self.minutes)
            for day in self._days(request)
            if (offer := request.offer_on(day)) is not None and offer.minutes > self.minutes
        }
        if not shorter:
            which = self.on.value.capitalize() if isinstance(self.on, Weekday) else named(self.on)
            raise ValueError(f"{which} offers no more than {self.minutes} min already")
        return _with_offers(shorter, request)

    def _days(self, request: Request) -> Iterable[date]:
        if not isinstance(self.on, Weekday):
            refuse_unoffered(self.on, request)
            return (self.on,)
        last = min(self.until or request.end, request.end)
        return [
            day for day in days_between(first_open_day(request), last) if Weekday.of(day) is self.on
        ]


@dataclass(frozen=True, slots=True)
class DayGone:
    """A day is no longer there for lifting."""

    day: date

    @property
    def sentence(self) -> str:
        """Say it in plain words."""
        return f"{named(self.day)} is not free for lifting."

    def apply(self, request: Request) -> Request:
        """Offer nothing on this day."""
        refuse_unoffered(self.day, request)
        return _with_offers({self.day: None}, request)


@dataclass(frozen=True, slots=True)
class DayOffered:
    """A single day offers this, whatever its weekday offers."""

    day: date
    offer: Offer

    @property
    def sentence(self) -> str:
        """Say it in plain words."""
        o = self.offer
        return f"{named(self.day)} has {o.minutes} min from {o.start:%H:%M} at {o.place}."

    def apply(self, request: Request) -> Request:
        """Offer the day."""
        refuse_over(self.day, request)
        refuse_outside(self.day, request)
        refuse_unknown_place(self.offer.place, request.athlete)
        if any(self.day in off for off in request.time_off):
            raise ValueError(f"{named(self.day)} lies in days off; choose a day outside them")
        return _with_offers({self.day: self.offer}, request)


@dataclass(frozen=True, slots=True)
class Away:
    """Somewhere else for some days, both ends included, with what stands there."""

    first: date
    last: date
    place: str

    def __post_init__(self) -> None:
        refuse_backwards(self.first, self.last)

    @property
    def sentence(self) -> str:
        """Say it in plain words."""
        return f"From {named(self.first)} to {named(self.last)} you train at {self.place}."

    def apply(self, request: Request) -> Request:
        """Let every offer of these days be at the place."""
        refuse_over(self.last, request)
        refuse_unknown_place(self.place, request.athlete)
        elsewhere = {
            day: replace(offer, place=self.place)
            for day in days_between(max(self.first, first_open_day(request)), self.last)
            if (offer := request.offer_on(day)) is not None
        }
        if not elsewhere:
            raise ValueError(
                f"no day from {named(self.first)} to {named(self.last)} is offered; "
                f"offer single days at {self.place}"
            )
        return _with_offers(elsewhere, request)


@dataclass(frozen=True, slots=True)
class OffTraining:
    """Days without lifting, both ends included; in illness without running too."""

    first: date
    last: date
    is_ill: bool = False

    def __post_init__(self) -> None:
        refuse_backwards(self.first, self.last)

    @property
    def sentence(self) -> str:
        """Say it in plain words."""
        what = "ill: no lifting and no running" if self.is_ill else "off: no lifting"
        return f"From {named(self.first)} to {named(self.last)} you are {what}."

    def apply(self, request: Request) -> Request:
        """Take the days off; sessions that should have been done in them were missed."""
        off = TimeOff(first=self.first, last=self.last, is_ill=self.is_ill)
        days = list(days_between(max(self.first, request.start), min(self.last, request.end)))
        if not days:
            raise ValueError(
                f"{named(self.first)} to {named(self.last)} lies outside the season, "
                f"{request.start} to {request.end}"
            )
        changed = replace(request, time_off=(*request.time_off, off))
        past = [day for day in days if day < first_open_day(request)]
        return _missing(past, changed) if request.kept is not None else changed


@dataclass(frozen=True, slots=True)
class EasedWeek:
    """A week that is to be light: about half the sets at nearly the load."""

    monday: date

    def __post_init__(self) -> None:
        _refuse_other_weekdays(self.monday)

    @property
    def sentence(self) -> str:
        """Say it in plain words."""
        return f"The week of {named(self.monday)} is to be a light one."

    def apply(self, request: Request) -> Request:
        """Ask for a light week, which has not begun and is not eased already."""
        refuse_outside(self.monday, request)
        refuse_over(self.monday, request)
        weeks = [w for w in under_way(request).programme.weeks if w.start == self.monday]
        if weeks and (weeks[0].is_light or weeks[0].phase in RESTING):
            raise ValueError(f"the week of {named(self.monday)} is an easy one already")
        return replace(request, eased=request.eased | {self.monday})


def _refuse_other_weekdays(monday: date) -> None:
    if monday != monday_of(monday):
        raise ValueError(f"{named(monday)} is no Monday; its week begins on {monday_of(monday)}")


@dataclass(frozen=True, slots=True)
class FailedWeek:
    """A week whose sets were too hard, or that was not done.

    Its sessions count as not done, so the ramp goes on from the weeks before it, and what is
    left of it holds none. The week after is an equal one: no session of it is longer than the
    longest of the failed week. A light week, a taper and a recovery need no easier repeat, and
    change nothing in the week after.
    """

    monday: date

    def __post_init__(self) -> None:
        _refuse_other_weekdays(self.monday)

    @property
    def sentence(self) -> str:
        """Say it in plain words."""
        return f"The week of {named(self.monday)} counts as not done; the next one does not grow."

    def apply(self, request: Request) -> Request:
        """Miss the week, close what is left of it, and hold the week after down to it."""
        week = self._week(under_way(request))
        left = days_between(max(self.monday, first_open_day(request)), week.end)
        closed = {day: None for day in left if request.offer_on(day) is not None}
        missed = _missing((s.start.date() for s in week.sessions), request)
        return _with_offers({**closed, **_no_longer_than(week, request)}, missed)

    def _week(self, kept: Kept) -> Week:
        weeks = [week for week in kept.programme.weeks if week.start == self.monday]
        if not weeks or not weeks[0].sessions:
            first = [week.start for week in kept.programme.weeks if week.sessions]
            near = min(first, key=lambda day: abs(day - self.monday), default=None)
            instead = "" if near is None else f"; the nearest with sessions begins on {near}"
            raise ValueError(f"no sessions stand in the week of {self.monday}{instead}")
        if self.monday > kept.today:
            raise ValueError(f"the week of {self.monday} has not begun; it cannot have failed")
        return weeks[0]


def _no_longer_than(week: Week, request: Request) -> dict[date, Offer | None]:
    """Cut the offers of the week after to the longest session of this one."""
    if week.is_light or week.phase in RESTING:
        return {}
    longest = max(10, *(session.minutes for session in week.sessions))
    return {
        day: replace(offer, minutes=longest)
        for day in days_between(max(week.start + WEEK, first_open_day(request)), week.end + WEEK)
        if (offer := request.offer_on(day)) is not None and offer.minutes > longest
    }


def _session_words(session: Session) -> str:
    return f"the session of {named(session.start.date())} {session.start:%H:%M}"


def _missing(days: Iterable[date], request: Request) -> Request:
    kept = under_way(request)
    sessions = {session.start.date() for session in kept.programme.sessions}
    missed = kept.missed | (sessions & set(days))
    return replace(request, kept=replace(kept, missed=missed))


def _with_offers(days: Mapping[date, Offer | None], request: Request) -> Request:
    return replace(request, day_offers={**request.day_offers, **days})
