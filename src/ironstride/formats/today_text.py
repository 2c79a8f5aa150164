"""The next session as text, with what the log says beside each weight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from ironstride.core.catalogue import Catalogue
from ironstride.core.programme import Programme, Session
from ironstride.core.units import MassUnit
from ironstride.formats import words
from ironstride.formats.load_words import bar_in_words, bout_in_words, origin_in_words
from ironstride.planning.dose.today import LiftToday, with_loads
from ironstride.strength.progression import Tired

WIDTH: Final = 100
NARROW: Final = 80  # as explanations are
FROM_PROFILE: Final = (
    "From the set of it in your profile. Log what you do, and the log goes on from there."
)
INDENT: Final = " " * 8


def write(
    session: Session, programme: Programme, catalogue: Catalogue, lifts: Sequence[LiftToday]
) -> str:
    """Show a session with the loads of today: what was done last, what moved each load, plates."""
    units = programme.athlete.units
    beneath = {lift.exercise.id: list(lift_lines(lift, units)) for lift in lifts}
    loaded = with_loads(session, lifts, catalogue)
    return words.session_view(loaded, programme, catalogue, beneath)


def lift_lines(lift: LiftToday, units: MassUnit) -> Iterator[str]:
    """Tell of one lift what stands beneath its line."""
    if lift.last is not None:
        day = words.day_in_words(lift.last.day)
        yield f"{INDENT}last time  {day}: {bout_in_words(lift.last, units)}"
    origin = origin_of(lift, units)
    if origin is not None:
        yield from _wrapped("the load", origin)
    if lift.bar is not None:
        yield f"{INDENT}put on     {bar_in_words(lift.bar)}"


def origin_of(lift: LiftToday, units: MassUnit) -> str | None:
    """Say where the load of a lift comes from; None where it is still to be found."""
    if lift.next is not None:
        return origin_in_words(lift.next, lift.estimate, units)
    return None if lift.load is None else FROM_PROFILE


def load_section(lift: LiftToday, units: MassUnit) -> str:
    """Say where a load comes from beneath an explanation of its exercise; empty where nothing is."""
    origin = origin_of(lift, units)
    if origin is None:
        return ""
    lines = words.wrapped(origin, "  - ", "    ", width=NARROW)
    bar = [] if lift.bar is None else [f"  - put on {bar_in_words(lift.bar)}"]
    return "\n".join(["", "Where its load comes from", *lines, *bar]) + "\n"


def tired_lines(tired: Tired, monday: date, catalogue: Catalogue) -> Iterator[str]:
    """Say what asks for a light week, and how to have one from a Monday on."""
    lifts = [words.exercise_name(lift, catalogue) for lift in tired.lifts]
    signs = [f"{' and '.join(lifts)} went badly twice running"] if lifts else []
    if tired.days:
        signs.append(f"you felt low on {words.count(len(tired.days), 'day')} of the last seven")
    yield from words.wrapped(f"A light week seems due: {'; '.join(signs)}.", width=WIDTH)
    yield f"Next: ironstride replan --light {monday}"


def _wrapped(label: str, text: str) -> list[str]:
    opening = f"{INDENT}{label:<11}"
    return words.wrapped(text, opening, " " * len(opening), width=WIDTH)
