"""Pins: a coach's own sessions, standing where they were put while the rest fills around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Final

from ironstride.core.calendar import Weekday, at, monday_of
from ironstride.core.pinned import PINNED, Pinned, is_pinned
from ironstride.core.programme import Caution, PhaseName, Session
from ironstride.planning.checks.finished import Breach, named
from ironstride.planning.request import Request
from ironstride.planning.season.outline import Outline

START: Final = time(18)  # where a day is not offered, and nobody says when


def pinned_on(day: date, phase: PhaseName, request: Request) -> tuple[Pinned, ...]:
    """List what is pinned to a day; a pin to the day itself stands instead of its weekday's.

    Days off and days outside of the season hold none.
    """
    if not request.start <= day <= request.end or any(day in off for off in request.time_off):
        return ()
    held = [pinned for pinned in request.pins if pinned.holds_on(day, phase)]
    for_this_day = [pinned for pinned in held if pinned.day is not None]
    return tuple(for_this_day or held)


def pinned_sessions(week: Outline, request: Request) -> tuple[Session, ...]:
    """Write out the pinned sessions of a week, in order.

    They begin when the day's offer begins, at its place. Where a day is not offered, that is
    18:00 at the first place; a second session of a day follows the first.
    """
    return tuple(session for day in week.days for session in _on(day, week.phase, request))


def _on(day: date, phase: PhaseName, request: Request) -> Iterator[Session]:
    start, place = _where(day, request)
    for pinned in pinned_on(day, phase, request):
        session = _session(pinned, start, place)
        yield session
        start = session.end


def _where(day: date, request: Request) -> tuple[datetime, str]:
    offer = request.offer_on(day)
    if offer is None:
        return at(day, START), next(iter(request.athlete.places))
    return at(day, offer.start), offer.place


def _session(pinned: Pinned, start: datetime, place: str) -> Session:
    return Session(
        start=start,
        minutes=pinned.minutes,
        intent=pinned.title,
        place=place,
        reasons=(PINNED,),
        exercises=pinned.exercises,
    )


# --- what the athlete should know ---------------------------------------------------------


def pin_cautions(weeks: Sequence[Outline], request: Request) -> Iterator[Caution]:
    """Say where a pin stands on a day that is not offered, rests on a day off, or never stands.

    Pins to single days that come from one source, such as the weeks of a block, share a
    sentence.
    """
    outside: dict[str, list[tuple[date, Pinned]]] = {}
    for pinned in request.pins:
        days = [(day, phase) for day, phase in _days(weeks) if pinned.holds_on(day, phase)]
        if not days:
            yield Caution(PINNED, f"{_name(pinned)} never stands: {_never(pinned, request)}.")
        off = [day for day, _ in days if any(day in away for away in request.time_off)]
        if off:
            yield Caution(PINNED, f"{_name(pinned)} rests on {_days_in_words(off)}: a day off.")
        stands = [day for day, phase in days if pinned in pinned_on(day, phase, request)]
        not_offered = [(day, pinned) for day in stands if request.offer_on(day) is None]
        outside.setdefault(_series(pinned), []).extend(not_offered)
    for held in filter(None, outside.values()):
        days_outside = _days_in_words(sorted(day for day, _ in held))
        yield Caution(
            PINNED,
            f"{_name(held[0][1])} stands on {days_outside}, which you do not offer; {START:%H:%M} "
            f"at {next(iter(request.athlete.places))} is taken. Offer the day, or pin it to another.",
        )


def _series(pinned: Pinned) -> str:
    return pinned.title if pinned.day is None else pinned.source


def _days(weeks: Sequence[Outline]) -> Iterator[tuple[date, PhaseName]]:
    return ((day, week.phase) for week in weeks for day in week.days)


def _never(pinned: Pinned, request: Request) -> str:
    if pinned.day is not None:
        return f"{pinned.day} lies outside of the season, {request.start} to {request.end}"
    return f"no week of this season is {pinned.phase}"


def breach_cautions(
    broken: Iterable[Breach], sessions: Iterable[Session], request: Request
) -> Iterator[Caution]:
    """Say which rules the pinned sessions of a programme break: once in full, then counted.

    That a day is not offered has been said by `pin_cautions`.
    """
    pinned = [session for session in sessions if is_pinned(session)]
    series = {each.title: _series(each) for each in request.pins}
    told: dict[tuple[str, str], list[tuple[Session | None, Breach]]] = {}
    for breach in broken:
        if breach.is_pinned and not _is_not_offered(breach, request):
            session = _culprit(breach, pinned)
            title = "" if session is None else session.intent
            told.setdefault((series.get(title, title), breach.rule), []).append((session, breach))
    for (_, rule), ((session, first), *others) in sorted(told.items(), key=lambda each: each[0]):
        yield Caution(rule, f"{_sentence(session, first)}{_more(len(others))}.")


def _culprit(breach: Breach, pinned: Sequence[Session]) -> Session | None:
    """Find the pinned session of a breach: that of its day, else the last one of its week."""
    if breach.day is None:
        return None
    week = [s for s in pinned if monday_of(s.start.date()) == monday_of(breach.day)]
    on_the_day = [session for session in week if session.start.date() == breach.day]
    return next(reversed(on_the_day or week), None)


def _is_not_offered(breach: Breach, request: Request) -> bool:
    day = breach.day
    return breach.rule == "minutes" and day is not None and request.offer_on(day) is None


def _sentence(session: Session | None, breach: Breach) -> str:
    if session is None:
        return breach.message
    title, its_own = f'"{session.intent}"', breach.message.removeprefix(f"{named(session)} ")
    if its_own == breach.message:
        return f"With {title} pinned, {breach.message}"
    return f"{_day_in_words(session.start.date())} {title} {its_own}"


def _more(others: int) -> str:
    return f", and so {others} times more" if others > 1 else ", and so once more" * others


def _name(pinned: Pinned) -> str:
    return f'Pinned "{pinned.title}" ({pinned.source})'


def _days_in_words(days: Sequence[date]) -> str:
    first, *others = days
    said = _day_in_words(first)
    return f"{said} and {len(others)} more" if others else said


def _day_in_words(day: date) -> str:
    return f"{Weekday.of(day).short} {day.day} {day:%b}"
