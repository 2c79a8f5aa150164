"""A programme as plain text: a runner reads it at a hundred columns, and it reads back whole.

The text is an outline by indentation. A line that lies four or more columns deeper than the
one above goes on with it; a line that begins with `|` is a picture of what the others say
and is passed over. Words that could be mistaken stand in quotes, as JSON writes them.
"""

from __future__ import annotations

import heapq
import json
import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any, Final, NoReturn

from ironstride.core.calendar import Weekday
from ironstride.core.catalogue import Catalogue
from ironstride.core.programme import Prescription, Programme, Session, Week
from ironstride.core.reason import Citation, Rule
from ironstride.core.run import PlannedRun, Race, RunKind
from ironstride.core.units import Kilograms, MassUnit
from ironstride.formats import words
from ironstride.formats.json_programme import FORMAT, programme_from
from ironstride.formats.strict_json import Place, ProgrammeFormatError, calendar_day

TITLE: Final = "Ironstride programme 1"
WIDTH: Final = 100
NO_BREAK: Final = "\N{NO-BREAK SPACE}"

QUOTED: Final = r'"(?:[^"\\]|\\.)*"'
WORD: Final = r"[\w'’./()&+-]+"
BARE: Final = rf"(?:(?![\d_])\w)(?:[\w'’./()&+-]*)(?: {WORD})*"
PHRASE: Final = rf"(?:{QUOTED}|{BARE})"
NAME: Final = rf"(?:{QUOTED}|{BARE}(?:, {WORD}(?: {WORD})*)*)"
DAY: Final = r"\d{4}-\d\d-\d\d"
COUNT: Final = r"\d{1,12}"
NUMBER: Final = r"\d{1,12}(?:\.\d{1,20})?(?:e[+-]?\d{1,3})?"
REASONS: Final = r"(?: +\[(?P<reasons>\d+(?: \d+)*)\])?"
MOMENT: Final = rf"(?P<weekday>\w+) (?P<date>{DAY}) (?P<start>\d\d:\d\d) +"
EXERCISE: Final = (
    rf"(?P<name>{NAME})  +(?P<sets>{COUNT}) [x×] "
    rf"(?:(?P<low>{COUNT})(?:-(?P<high>{COUNT}))?|(?P<seconds>{COUNT}) s|(?P<metres>{COUNT}) m)"
    rf"(?: held (?P<hold_s>{COUNT}) s)?(?P<side> each side)?"
    rf"(?: @ (?:(?P<pounds>{NUMBER}) lb = )?(?P<kg>{NUMBER}) kg)?"
    rf"(?: @ (?P<alone>{COUNT}) % 1RM| \((?P<known>{COUNT}) % 1RM\))?"
    rf"(?:, (?:find a weight that leaves )?(?P<rir>{COUNT}) in reserve"
    rf"(?: \(about (?P<about>{COUNT}) % 1RM\))?)?"
    rf"(?:, (?P<contacts>{COUNT}) contacts?)?"
    rf"(?:, rest(?: (?P<rest_min>{COUNT}) min)?(?: (?P<rest_s>{COUNT}) s)?)?{REASONS}"
)
LISTS: Final = ("Sources", "Background", "Numbers")
LABELS: Final = ("Note", "Link", *LISTS)

KINDS: Final = {said: kind.value for kind, said in words.KINDS.items()}
GRADES: Final = {said: grade.value for grade, said in words.GRADES.items()}
VERIFICATIONS: Final = {said: kind.value for kind, said in words.VERIFICATIONS.items()}


# Writing ---------------------------------------------------------------------------------


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
                yield from _paragraph(warning.message, 2, opening=f"{_phrase(warning.rule)}: ")
        for number, week in enumerate(programme.weeks, start=1):
            yield from ("", "", *self.week(number, week))
        yield from ("", "", "Exercises")
        labels = {id_: _phrase(name, NAME) for id_, name in self.names().items()}
        width = max(map(len, labels.values()), default=0)
        yield from (f"  {label:<{width}} = {_phrase(id_)}" for id_, label in labels.items())
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
        place, intent = _phrase(session.place), _phrase(session.intent)
        yield (
            f"  {_moment(session.start)}  strength, {session.minutes} min at {place}: {intent}"
            f"{self.reasons(session.reasons)}"
        )
        names = self.names()
        labels = {p.exercise: _phrase(names[p.exercise], NAME) for p in session.exercises}
        width = max(map(len, labels.values()), default=0)
        for role, members in groupby(session.exercises, key=lambda p: p.role):
            yield f"    {role.value.capitalize()}"
            for p in members:
                yield from self.exercise(p, f"      {labels[p.exercise]:<{width}}  ")

    def exercise(self, p: Prescription, opening: str) -> Iterator[str]:
        said = words.prescription_in_words(
            p,
            masses=_masses(self.programme.athlete.units),
            takes_weight=words.takes_weight(p.exercise, self.catalogue),
        )
        tail = re.sub(r"(?<!,) (?! ?\[)", NO_BREAK, said + self.reasons(p.reasons))
        lines = _wrap(tail, opening=opening, further=" " * (len(opening) + 2))
        yield from (line.replace(NO_BREAK, " ") for line in lines)

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


def _masses(units: MassUnit) -> words.MassWords:
    """Kilograms are what is kept; pounds stand before them for who reads pounds."""
    in_kg = words.masses_in(MassUnit.KG)
    if units is MassUnit.KG:
        return in_kg
    return lambda mass: f"{mass.in_unit(MassUnit.LB)} = {in_kg(mass)}"


def _moment(start: datetime) -> str:
    return f"{Weekday.of(start.date()).short} {start:%Y-%m-%d %H:%M}"


def _race(race: Race) -> str:
    name = f", {_phrase(race.name)}" if race.name else ""
    return f"  {race.day}, {race.priority}, {words.exact(race.distance_km)} km{name}"


def _run(run: PlannedRun) -> str:
    kind = run.kind.value + ("" if run.kind is RunKind.RACE else " run")
    far = "" if run.distance_km is None else f", {words.exact(run.distance_km)} km"
    return f"  {_moment(run.start)}  {kind}, {run.minutes} min{far}"


def _rule(number: int, rule: Rule) -> Iterator[str]:
    firm = f"{words.KINDS[rule.kind]}, resting on {words.GRADES[rule.grade]}"
    yield f"  [{number}] {_phrase(rule.id)}: {firm}"
    yield from _paragraph(rule.sentence, 4)
    yield from _paragraph(rule.note, 4, opening="Note: ") if rule.note else ()
    yield from _list("Sources", rule.sources)
    yield from _list("Background", rule.background)
    yield from _list("Numbers", rule.numbers)


def _citation(source: str, citation: Citation) -> Iterator[str]:
    yield f"  {_phrase(source)}: {words.VERIFICATIONS[citation.verification]}"
    yield from _paragraph(citation.text, 4)
    yield from [] if citation.url is None else [f"    Link: {_quoted_if_odd(citation.url)}"]


def _phrase(text: str, pattern: str = PHRASE) -> str:
    """Write a few words bare where nothing could mistake them, else in quotes."""
    is_bare = re.fullmatch(pattern, text) and text.isprintable() and not text.startswith('"')
    return text if is_bare else _quote(text)


def _quote(text: str) -> str:
    """Put text in quotes, with everything escaped that could steer a terminal."""
    shown = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in shown)


def _quoted_if_odd(text: str) -> str:
    plain = text.isprintable() and text == " ".join(text.split()) and text
    labelled = text.startswith(('"', *(f"{label}: " for label in LABELS)))
    return text if plain and not labelled else _quote(text)


def _paragraph(text: str, indent: int, *, opening: str = "") -> list[str]:
    shown = _quoted_if_odd(text)
    if shown != text:
        return [" " * indent + opening + shown]
    return _wrap(shown, opening=" " * indent + opening, further=" " * (indent + 4))


def _wrap(text: str, *, opening: str, further: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=opening,
        subsequent_indent=further,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _list(label: str, entries: Sequence[str]) -> list[str]:
    return [f"    {label}: {', '.join(map(_phrase, entries))}"] if entries else []


# Reading ---------------------------------------------------------------------------------


@dataclass(slots=True)
class _Line:
    """A line of the outline with what stands under it."""

    number: int
    indent: int
    text: str
    under: list[_Line] = field(default_factory=list)

    def refuse(self, problem: str) -> NoReturn:
        raise ProgrammeFormatError(problem, place=f"line {self.number}")

    def match(self, pattern: str, like: str) -> re.Match[str]:
        found = re.fullmatch(pattern, self.text)
        return found or self.refuse(f"{_quote(self.text)} is not understood; write it as: {like}")

    def place(self, row: Any) -> Place:
        """Keep what was read with the line it was read from."""
        return Place(row, f"line {self.number}")

    def said(self, phrase: str) -> str:
        """Take words with or without quotes."""
        if not phrase.startswith('"'):
            return phrase
        try:
            return str(json.loads(phrase))
        except ValueError:
            self.refuse(f"{phrase} is not quoted as JSON quotes")


def read(text: str) -> Programme:
    """Read what `write` wrote, by whatever hand it was edited since.

    Raises:
        ProgrammeFormatError: at the first line that is not understood, by its number.
    """
    title, *lines = _outline(text) or [_Line(1, 0, "")]
    if title.text != TITLE or title.under:
        title.refuse(f'a programme begins with the line "{TITLE}" alone')
    return programme_from(Place(_document(lines)))


def _outline(text: str) -> list[_Line]:
    root = _Line(0, -1, "")
    stack = [root]
    for number, raw in enumerate(text.split("\n"), start=1):
        shown = raw.strip(" \r")
        if not shown or raw.startswith("|"):
            continue
        indent = len(raw) - len(raw.lstrip(" "))
        if len(stack) > 1 and indent >= stack[-1].indent + 4:
            stack[-1].text += f" {shown}"
            continue
        while stack[-1].indent >= indent:
            stack.pop()
        line = _Line(number, indent, shown)
        stack[-1].under.append(line)
        stack.append(line)
    return root.under


def _document(lines: Sequence[_Line]) -> dict[str, Any]:
    """Sort the lines into the rows of the JSON form; what they mean is checked there."""
    weeks = [line for line in lines if line.text.startswith("Week ")]
    parts = _parts(line for line in lines if not line.text.startswith("Week "))
    rules, numbers = _read_rules(parts["Rules"])
    names = _Names(_read_names(parts["Exercises"]), numbers)
    return {
        "format": FORMAT,
        "athlete": _read_athlete(parts["Athlete"], parts["Races"]),
        **_read_season(parts["Season"]),
        "phases": [_read_phase(line) for line in parts["Phases"].under],
        "weeks": [_read_week(line, names) for line in weeks],
        "rules": rules,
        "sources": dict(_read_citation(line) for line in parts["Sources"].under),
        "warnings": [_read_warning(line) for line in parts["Warnings"].under],
    }


PARTS: Final = ("Athlete", "Season", "Races", "Phases", "Exercises", "Rules", "Sources")


def _parts(lines: Iterable[_Line]) -> Mapping[str, _Line]:
    found = {"Warnings": _Line(0, 0, "Warnings")}
    for line in lines:
        name = line.text.partition(":")[0]
        if name not in (*PARTS, "Warnings") or (name in found and found[name].number):
            line.refuse(f"{_quote(line.text)} opens no part of a programme, or opens it twice")
        found[name] = line
    for name in PARTS:
        if name not in found:
            raise ProgrammeFormatError(f'no line begins with "{name}"', place="")
    return found


def _read_athlete(line: _Line, races: _Line) -> Place:
    said = line.match(
        rf"Athlete: born ({COUNT}), lifting (\w+), reads (\w+)",
        like="Athlete: born 1986, lifting novice, reads kg",
    )
    row = {"birth_year": int(said[1]), "lifting_experience": said[2], "units": said[3]}
    return line.place(row | {"races": [_read_race(race) for race in races.under]})


def _read_race(line: _Line) -> Place:
    said = line.match(
        rf"({DAY}), (\w), ({NUMBER}) km(?:, ({PHRASE}))?",
        like='2027-03-14, A, 21.1 km, "Spring Half"',
    )
    name = line.said(said[4]) if said[4] else ""
    return line.place(
        {"date": said[1], "distance_km": float(said[3]), "priority": said[2], "name": name}
    )


def _read_season(line: _Line) -> dict[str, Any]:
    said = line.match(
        rf"Season: ({DAY}) to ({DAY}), seed ({COUNT})",
        like="Season: 2026-11-23 to 2027-03-14, seed 0",
    )
    return {
        "start": line.place(said[1]),
        "end": line.place(said[2]),
        "seed": line.place(int(said[3])),
    }


def _read_phase(line: _Line) -> Place:
    said = line.match(rf"({DAY}) to ({DAY}) +([\w-]+)", like="2026-11-23 to 2026-12-20  adaptation")
    return line.place({"name": said[3], "start": said[1], "end": said[2]})


def _read_week(line: _Line, names: _Names) -> Place:
    said = line.match(
        rf"Week {COUNT}: ({DAY}), ([\w-]+?)(, light)?",
        like="Week 4: 2026-12-14, adaptation, light",
    )
    sessions = [part for part in line.under if "  strength, " in part.text]
    runs = [part for part in line.under if "  strength, " not in part.text]
    return line.place(
        {
            "start": said[1],
            "phase": said[2],
            "light": said[3] is not None,
            "runs": [_read_run(run) for run in runs],
            "sessions": [_read_session(session, names) for session in sessions],
        }
    )


def _read_moment(line: _Line, said: re.Match[str]) -> dict[str, Any]:
    day = calendar_day(said["date"])
    if day is not None and Weekday.of(day).short != said["weekday"]:
        line.refuse(f"{day} is a {Weekday.of(day).value.capitalize()}, not {said['weekday']}")
    return {"date": said["date"], "start": said["start"]}


def _read_run(line: _Line) -> Place:
    said = line.match(
        rf"{MOMENT}(\w+)(?: run)?, (?P<minutes>{COUNT}) min(?:, (?P<km>{NUMBER}) km)?",
        like="Tue 2026-11-24 18:00  quality run, 60 min, 12 km",
    )
    far = {"distance_km": float(said["km"])} if said["km"] else {}
    row = {"minutes": int(said["minutes"]), "kind": said[4]}
    return line.place(_read_moment(line, said) | row | far)


def _read_session(line: _Line, names: _Names) -> Place:
    said = line.match(
        rf"{MOMENT}strength, (?P<minutes>{COUNT}) min at (?P<place>{PHRASE}): "
        rf"(?P<intent>{PHRASE}){REASONS}",
        like="Tue 2026-11-24 18:00  strength, 45 min at home: heavy legs  [1 4]",
    )
    return line.place(
        {
            **_read_moment(line, said),
            "minutes": int(said["minutes"]),
            "intent": line.said(said["intent"]),
            "place": line.said(said["place"]),
            "reasons": names.reasons(line, said),
            "exercises": [
                _read_exercise(exercise, role.text.lower(), names)
                for role in line.under
                for exercise in role.under
            ],
        }
    )


def _read_exercise(line: _Line, role: str, names: _Names) -> Place:
    said = line.match(EXERCISE, like="Back squat  3 x 5 @ 80 kg, 2 in reserve, rest 3 min  [2 7]")
    counted: dict[str, Any] = {
        key: int(said[key]) for key in ("seconds", "metres", "hold_s") if said[key]
    }
    if said["low"]:
        counted["reps"] = [int(said["low"]), int(said["high"] or said["low"])]
    return line.place(
        {
            "exercise": names.exercise(line, line.said(said["name"])),
            "role": role,
            "sets": int(said["sets"]),
            **counted,
            "per_side": said["side"] is not None,
            "load": _read_load(line, said),
            "rest_s": 60 * int(said["rest_min"] or 0) + int(said["rest_s"] or 0),
            "contacts": int(said["contacts"] or 0),
            "reasons": names.reasons(line, said),
        }
    )


def _read_load(line: _Line, said: re.Match[str]) -> dict[str, Any]:
    share = said["alone"] or said["known"] or said["about"]
    row: dict[str, Any] = {"kg": float(said["kg"])} if said["kg"] else {}
    if said["pounds"] and Kilograms(row["kg"]).in_unit(MassUnit.LB) != f"{said['pounds']} lb":
        line.refuse(f"{said['pounds']} lb are not {said['kg']} kg; change both")
    row |= {"percent_1rm": int(share)} if share else {}
    return row | ({"rir": int(said["rir"])} if said["rir"] else {})


@dataclass(frozen=True, slots=True)
class _Names:
    """What stands for an exercise and for a rule in the lines of a week."""

    exercises: Mapping[str, str]
    rules: Mapping[str, str]

    def exercise(self, line: _Line, name: str) -> str:
        if name not in self.exercises:
            line.refuse(f'no line under "Exercises" names {_quote(name)}')
        return self.exercises[name]

    def reasons(self, line: _Line, said: re.Match[str]) -> list[str]:
        numbers = (said["reasons"] or "").split()
        for number in numbers:
            if number not in self.rules:
                line.refuse(f'no rule under "Rules" has the number [{number}]')
        return [self.rules[number] for number in numbers]


def _read_names(part: _Line) -> dict[str, str]:
    names: dict[str, str] = {}
    for line in part.under:
        said = line.match(rf"({NAME}) += ({PHRASE})", like="Back squat = back-squat")
        if line.said(said[1]) in names:
            line.refuse(f"{said[1]} stands for one exercise already")
        names[line.said(said[1])] = line.said(said[2])
    return names


def _read_rules(part: _Line) -> tuple[dict[str, Place], dict[str, str]]:
    rules, numbers = {}, {}
    for line in part.under:
        said = line.match(
            rf"\[({COUNT})\] ({PHRASE}): ({_any_of(KINDS)}), resting on ({_any_of(GRADES)})",
            like="[1] heavy-main-lifts: always kept, resting on reviews of trials",
        )
        id_ = line.said(said[2])
        if id_ in rules or said[1] in numbers:
            line.refuse("this rule or its number stands above already")
        numbers[said[1]] = id_
        notes = _read_labelled(line)
        rules[id_] = line.place(
            {
                "kind": KINDS[said[3]],
                "grade": GRADES[said[4]],
                "sentence": notes.get("", ""),
                "note": notes.get("Note", ""),
                **{key.lower(): _read_list(line, notes.get(key, "")) for key in LISTS},
            }
        )
    return rules, numbers


def _read_citation(line: _Line) -> tuple[str, Place]:
    said = line.match(rf"({PHRASE}): ({_any_of(VERIFICATIONS)})", like="ronnestad_2010: read")
    notes = _read_labelled(line)
    url = {"url": notes["Link"]} if "Link" in notes else {}
    row = {"citation": notes.get("", ""), "verification": VERIFICATIONS[said[2]]}
    return line.said(said[1]), line.place(row | url)


def _read_warning(line: _Line) -> Place:
    said = line.match(rf"({PHRASE}): (.+)", like="ten-weeks-to-race: Your race comes early.")
    return line.place({"rule": line.said(said[1]), "message": line.said(said[2])})


def _read_labelled(line: _Line) -> dict[str, str]:
    """Read the sentence under a rule or source, and what follows it by its label."""
    notes: dict[str, str] = {}
    for under in line.under:
        label, colon, rest = under.text.partition(": ")
        known = colon and label in LABELS
        key, text = (label, rest) if known else ("", under.text)
        if key in notes:
            under.refuse("one such line stands here already")
        notes[key] = text if key in LISTS else under.said(text)
    return notes


def _read_list(line: _Line, text: str) -> list[str]:
    if not re.fullmatch(rf"(?:{PHRASE}(?:, {PHRASE})*)?", text):
        line.refuse(f"{_quote(text)} is no list of ids with commas between")
    return [line.said(phrase) for phrase in re.findall(PHRASE, text)]


def _any_of(words_: Iterable[str]) -> str:
    return "|".join(map(re.escape, words_))
