"""A session's exercises as a page shows them: names, doses, loads and where those come from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ironstride.app.floor import Coming
from ironstride.core.catalogue import Catalogue
from ironstride.core.programme import Prescription, Role, Session
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
    groups = words.grouped(here.session.exercises)
    lines = (
        (
            role,
            _line(group, lifts.get(group[0].exercise) if role.is_hard else None, catalogue, units),
        )
        for role, group in groups
    )
    for role, members in groupby(lines, key=lambda each: each[0]):
        yield Part(role, tuple(line for _, line in members))


def dose_of(group: Sequence[Prescription], catalogue: Catalogue, units: MassUnit) -> str:
    """Say what is asked of an exercise, or of the rising sets before it."""
    weight = words.takes_weight(group[0].exercise, catalogue)
    return words.row_in_words(group, masses=words.masses_in(units), takes_weight=weight)


def _line(
    group: Sequence[Prescription], lift: LiftToday | None, catalogue: Catalogue, units: MassUnit
) -> Line:
    line = Line(
        exercise=group[0].exercise,
        name=words.exercise_name(group[0].exercise, catalogue),
        asked=dose_of(group, catalogue, units),
    )
    if lift is None:
        return line
    return replace(
        line,
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
