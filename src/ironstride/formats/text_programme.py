"""A programme as plain text: a runner reads it at a hundred columns, and it reads back whole."""

from __future__ import annotations

import heapq
import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

from ironstride.core.calendar import Weekday
from ironstride.core.catalogue import Catalogue
from ironstride.core.programme import Prescription, Programme, Session, TierValue, Week
from ironstride.core.reason import Citation, Rule
from ironstride.core.run import PlannedRun, Race, RunKind
from ironstride.core.units import MassUnit
from ironstride.formats import words
from ironstride.formats.text_outline import NAME, phrase, sentence
from ironstride.formats.text_reading import LABELS, TITLE, read

__all__ = ["read", "write"]

WIDTH: Final = 100
NO_BREAK: Final = "\N{NO-BREAK SPACE}"


def write(programme: Programme, catalogue: Catalogue) -> str:
    """Write a programme to be read by people, and by `read`."""
    page = _Page(programme, catalogue)
    return "\n".join(line.rstrip() for line in page.lines()) + "\n"


@dataclass(frozen=True, slots=True)
class _Page:
    """What the lines of a text have in common."""

    programme: Programme
    catalogue: Catalogue

    def lines(self) -> Iterator[str]:
        programme = self.programme
        yield from (TITLE, "", *self.heading())
        if programme.warnings:
            yield from ("", "Warnings")
            for warning in programme.warnings:
                yield from _paragraph(warning.message, 2, opening=f"{phrase(warning.rule)}: ")
        if programme.certificate:
            yield from ("", "Certificate")
            yield from (f"| {line}" for line in words.CERTIFICATE_KEY)
            for value in programme.certificate:
                yield _tier(value)
                yield f"| {'':<4}{words.TIERS[value.tier]}"
        for number, week in enumerate(programme.weeks, start=1):
            yield from ("", "", *self.week(number, week))
        yield from ("", "", "Exercises")
        labels = {id_: phrase(name, NAME) for id_, name in self.names().items()}
        width = max(map(len, labels.values()), default=0)
        yield from (f"  {label:<{width}} = {phrase(id_)}" for id_, label in labels.items())
        yield from ("", "", "Rules")
        for number, rule in enumerate(programme.rules.values(), start=1):
            yield from _rule(number, rule)
        yield from ("", "", "Sources")
        for source, citation in programme.sources.items():
            yield from _citation(source, citation)

    def heading(self) -> Iterator[str]:
        programme, athlete = self.programme, self.programme.athlete
        experience = athlete.lifting_experience
        yield f"Athlete: born {athlete.birth_year}, lifting {experience}, reads {athlete.units}"
        yield f"Season: {programme.start} to {programme.end}, seed {programme.seed}"
        yield f"| {words.season_line(programme)}"
        yield f"| {words.SEASON_KEY}"
        yield from ("", "Races", *map(_race, athlete.races))
        yield from ("", "Phases")
        yield from (f"  {phase.start} to {phase.end}  {phase.name}" for phase in programme.phases)

    def week(self, number: int, week: Week) -> Iterator[str]:
        light = ", light" if week.is_light else ""
        yield f"Week {number}: {week.start}, {week.phase}{light}"
        summary = f"{words.days_in_words(week.start, week.end)}. {words.week_summary(week)}"
        yield from _wrap(summary, opening="| ", further="| ")
        parts: Iterator[PlannedRun | Session] = heapq.merge(
            week.runs, week.sessions, key=lambda part: part.start
        )
        for _kind, members in groupby(parts, key=type):
            yield ""
            for n, part in enumerate(members):
                if isinstance(part, PlannedRun):
                    yield _run(part)
                else:
                    yield from ([""] if n else [])
                    yield from self.session(part)

    def session(self, session: Session) -> Iterator[str]:
        place, intent = phrase(session.place), phrase(session.intent)
        yield (
            f"  {_moment(session.start)}  strength, {session.minutes} min at {place}: {intent}"
            f"{self.reasons(session.reasons)}"
        )
        names = self.names()
        labels = {p.exercise: phrase(names[p.exercise], NAME) for p in session.exercises}
        width = max(map(len, labels.values()), default=0)
        for role, members in groupby(session.exercises, key=lambda p: p.role):
            group = list(members)
            shared = _shared_reasons(group)
            yield f"    {role.value.capitalize()}{self.reasons(shared)}"
            for p in group:
                opening = f"      {labels[p.exercise]:<{width}}  "
                yield from self.exercise(p, p.reasons[len(shared) :], opening)

    def exercise(self, p: Prescription, reasons: Sequence[str], opening: str) -> Iterator[str]:
        said = words.prescription_in_words(
            p,
            masses=_masses(self.programme.athlete.units),
            takes_weight=words.takes_weight(p.exercise, self.catalogue),
        )
        tail = re.sub(r"(?<!,) (?! ?\[)", NO_BREAK, said + self.reasons(reasons))
        yield from _wrap(tail, opening=opening, further=" " * (len(opening) + 2))

    def reasons(self, ids: Sequence[str]) -> str:
        numbers = {rule: n for n, rule in enumerate(self.programme.rules, start=1)}
        return f"  [{' '.join(str(numbers[id_]) for id_ in ids)}]" if ids else ""

    def names(self) -> Mapping[str, str]:
        """Name each exercise that is used; where two share a name, both keep their ids."""
        used = dict.fromkeys(p.exercise for s in self.programme.sessions for p in s.exercises)
        names = {id_: words.exercise_name(id_, self.catalogue) for id_ in used}
        shared = Counter([*names.values(), *names])
        return {
            id_: name if shared[name] == 1 or name == id_ else id_ for id_, name in names.items()
        }


def _shared_reasons(prescriptions: Sequence[Prescription]) -> tuple[str, ...]:
    """List the reasons with which all prescriptions begin."""
    shared = prescriptions[0].reasons
    for p in prescriptions:
        while p.reasons[: len(shared)] != shared:
            shared = shared[:-1]
    return shared


def _masses(units: MassUnit) -> words.MassWords:
    """Kilograms are what is kept; pounds stand before them for who reads pounds."""
    in_kg = words.masses_in(MassUnit.KG)
    if units is MassUnit.KG:
        return in_kg
    return lambda mass: f"{mass.in_unit(MassUnit.LB)} = {in_kg(mass)}"


def _moment(start: datetime) -> str:
    return f"{Weekday.of(start.date()).short} {start:%Y-%m-%d %H:%M}"


def _race(race: Race) -> str:
    name = f", {phrase(race.name)}" if race.name else ""
    return f"  {race.day}, {race.priority}, {words.exact(race.distance_km)} km{name}"


def _run(run: PlannedRun) -> str:
    kind = run.kind.value + ("" if run.kind is RunKind.RACE else " run")
    far = "" if run.distance_km is None else f", {words.exact(run.distance_km)} km"
    how = f": {phrase(run.how)}" if run.how else ""
    return f"  {_moment(run.start)}  {kind}, {run.minutes} min{far}{how}"


def _tier(value: TierValue) -> str:
    known = "nothing known below it" if value.bound is None else f"at least {value.bound}"
    return f"  {value.tier}: {value.value}, {'proven' if value.is_proven else known}"


def _rule(number: int, rule: Rule) -> Iterator[str]:
    firm = f"{words.KINDS[rule.kind]}, resting on {words.GRADES[rule.grade]}"
    yield f"  [{number}] {phrase(rule.id)}: {firm}"
    yield from _paragraph(rule.sentence, 4)
    yield from _paragraph(rule.note, 4, opening="Note: ") if rule.note else ()
    yield from _list("Sources", rule.sources)
    yield from _list("Background", rule.background)
    yield from _list("Numbers", rule.numbers)


def _citation(source: str, citation: Citation) -> Iterator[str]:
    yield f"  {phrase(source)}: {words.VERIFICATIONS[citation.verification]}"
    yield from _paragraph(citation.text, 4)
    yield from [] if citation.url is None else [f"    Link: {sentence(citation.url, LABELS)}"]


def _paragraph(text: str, indent: int, *, opening: str = "") -> list[str]:
    shown = sentence(text, LABELS)
    if shown != text:
        return [" " * indent + opening + shown]
    return _wrap(shown, opening=" " * indent + opening, further=" " * (indent + 4))


def _wrap(text: str, *, opening: str, further: str) -> list[str]:
    lines = textwrap.wrap(
        text.replace(" %", f"{NO_BREAK}%"),
        WIDTH,
        initial_indent=opening,
        subsequent_indent=further,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(NO_BREAK, " ") for line in lines]


def _list(label: str, entries: Sequence[str]) -> list[str]:
    return [f"    {label}: {', '.join(map(phrase, entries))}"] if entries else []
