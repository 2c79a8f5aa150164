"""A session's exercises as a page shows them: names, doses, loads and where those come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ironstride.app.floor import Coming
from ironstride.core.catalogue import Catalogue
from ironstride.core.programme import Role, Session
from ironstride.core.units import MassUnit
from ironstride.formats import words
from ironstride.formats.load_words import bar_in_words, bout_in_words
from ironstride.formats.today_text import origin_of
from ironstride.planning.dose.today import LiftToday


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One exercise of a session in words."""

    exercise: str
    name: str
    asked: str
    last: str = ""
    origin: str = ""
    plates: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """The exercises of one role."""

    role: Role
    lines: tuple[Line, ...]


def parts_of(here: Coming, catalogue: Catalogue, units: MassUnit) -> Iterator[Part]:
    """Word a session, role by role."""
    lifts = {lift.exercise.id: lift for lift in here.told.lifts}
    rows = zip(
        words.grouped(here.session.exercises),
        words.exercise_rows(here.session, here.programme, catalogue),
        strict=True,
    )
    lines = (
        (role, _line(group[0].exercise, row[1:], lifts if role.is_hard else {}, units))
        for (role, group), row in rows
    )
    for role, members in groupby(lines, key=lambda each: each[0]):
        yield Part(role, tuple(line for _, line in members))


def _line(
    exercise: str, said: tuple[str, str], lifts: dict[str, LiftToday], units: MassUnit
) -> Line:
    name, asked = said
    lift = lifts.get(exercise)
    if lift is None:
        return Line(exercise=exercise, name=name, asked=asked)
    return Line(
        exercise=exercise,
        name=name,
        asked=asked,
        last=last_time(lift, units),
        origin=origin_of(lift, units) or "",
        plates="" if lift.bar is None else bar_in_words(lift.bar),
    )


def last_time(lift: LiftToday, units: MassUnit) -> str:
    """Say what was done of a lift last; empty where nothing was."""
    if lift.last is None:
        return ""
    return f"{words.day_in_words(lift.last.day)}: {bout_in_words(lift.last, units)}"


def reasons_of(session: Session, catalogue: Catalogue) -> list[tuple[str, str]]:
    """List the rules behind a session, each with its sentence."""
    known = (catalogue.rules.get(reason) for reason in words.all_reasons(session))
    return [(rule.id, rule.sentence) for rule in known if rule is not None]
