"""Reading a programme from its text: each line becomes a row of the JSON form.

What a row means is checked there; here only its grammar is known, and its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ironstride.core.calendar import Weekday
from ironstride.core.programme import Programme
from ironstride.core.units import Kilograms, MassUnit
from ironstride.formats import words
from ironstride.formats.json_programme import FORMAT, programme_from
from ironstride.formats.strict_json import Place, ProgrammeFormatError, calendar_day
from ironstride.formats.text_outline import NAME, PHRASE, Line, outline, quote

TITLE: Final = "Ironstride programme 1"
LISTS: Final = ("Sources", "Background", "Numbers")
LABELS: Final = ("Note", "Link", *LISTS)


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
    rf"(?:, (?P<rir>{COUNT}) in reserve)?"
    rf"(?:, (?P<contacts>{COUNT}) contacts?)?"
    rf"(?:, rest(?: (?P<rest_min>{COUNT}) min)?(?: (?P<rest_s>{COUNT}) s)?)?"
    rf"(?:, find a weight that leaves (?P<to_find>{COUNT}) in reserve"
    rf"(?: \((?P<about>{COUNT}) % 1RM\))?)?"
    rf"(?:, test: last set as many good ones as leave (?P<test_leaves>{COUNT}) in reserve)?{REASONS}"
)

KINDS: Final = {said: kind.value for kind, said in words.KINDS.items()}
GRADES: Final = {said: grade.value for grade, said in words.GRADES.items()}
VERIFICATIONS: Final = {said: kind.value for kind, said in words.VERIFICATIONS.items()}


def read(text: str) -> Programme:
    """Read what `write` wrote, by whatever hand it was edited since.

    Raises:
        ProgrammeFormatError: at the first line that is not understood, by its number.
    """
    title, *lines = outline(text) or [Line(1, 0, "")]
    if title.text != TITLE or title.under:
        title.refuse(f'a programme begins with the line "{TITLE}" alone')
    return programme_from(Place(_document(lines)))


def _document(lines: Sequence[Line]) -> dict[str, Any]:
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
        "certificate": [_read_tier(line) for line in parts["Certificate"].under],
    }


OPTIONAL: Final = ("Warnings", "Certificate")
PARTS: Final = ("Athlete", "Season", "Races", "Phases", "Exercises", "Rules", "Sources")


def _parts(lines: Iterable[Line]) -> Mapping[str, Line]:
    found = {name: Line(0, 0, name) for name in OPTIONAL}
    for line in lines:
        name = line.text.partition(":")[0]
        if name not in (*PARTS, *OPTIONAL) or (name in found and found[name].number):
            line.refuse(f"{quote(line.text)} opens no part of a programme, or opens it twice")
        found[name] = line
    for name in PARTS:
        if name not in found:
            raise ProgrammeFormatError(f'no line begins with "{name}"', place="")
    return found


def _read_athlete(line: Line, races: Line) -> Place:
    said = line.match(
        rf"Athlete: born ({COUNT}), lifting (\w+), reads (\w+)",
        like="Athlete: born 1986, lifting novice, reads kg",
    )
    row = {"birth_year": int(said[1]), "lifting_experience": said[2], "units": said[3]}
    return line.place(row | {"races": [_read_race(race) for race in races.under]})


def _read_race(line: Line) -> Place:
    said = line.match(
        rf"({DAY}), (\w), ({NUMBER}) km(?:, ({PHRASE}))?",
        like='2027-03-14, A, 21.1 km, "Spring Half"',
    )
    name = line.said(said[4]) if said[4] else ""
    return line.place(
        {"date": said[1], "distance_km": float(said[3]), "priority": said[2], "name": name}
    )


def _read_season(line: Line) -> dict[str, Any]:
    said = line.match(
        rf"Season: ({DAY}) to ({DAY}), seed ({COUNT})",
        like="Season: 2026-11-23 to 2027-03-14, seed 0",
    )
    return {
        "start": line.place(said[1]),
        "end": line.place(said[2]),
        "seed": line.place(int(said[3])),
    }


def _read_phase(line: Line) -> Place:
    said = line.match(rf"({DAY}) to ({DAY}) +([\w-]+)", like="2026-11-23 to 2026-12-20  adaptation")
    return line.place({"name": said[3], "start": said[1], "end": said[2]})


def _read_week(line: Line, names: _Names) -> Place:
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


def _read_moment(line: Line, said: re.Match[str]) -> dict[str, Any]:
    day = calendar_day(said["date"])
    if day is not None and Weekday.of(day).short != said["weekday"]:
        line.refuse(f"{day} is a {Weekday.of(day).value.capitalize()}, not {said['weekday']}")
    return {"date": said["date"], "start": said["start"]}


def _read_run(line: Line) -> Place:
    said = line.match(
        rf"{MOMENT}(\w+)(?: run)?, (?P<minutes>{COUNT}) min(?:, (?P<km>{NUMBER}) km)?"
        rf"(?:: (?P<how>{PHRASE}))?",
        like="Tue 2026-11-24 18:00  quality run, 60 min, 12 km",
    )
    far = {"distance_km": float(said["km"])} if said["km"] else {}
    how = {"how": line.said(said["how"])} if said["how"] else {}
    row = {"minutes": int(said["minutes"]), "kind": said[4]}
    return line.place(_read_moment(line, said) | row | far | how)


def _read_session(line: Line, names: _Names) -> Place:
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
            "exercises": [row for role in line.under for row in _read_role(role, names)],
        }
    )


def _read_role(line: Line, names: _Names) -> Iterator[Place]:
    """Read the exercises of a role; the reasons beside it hold for each of them."""
    said = line.match(rf"(?P<role>[A-Za-z-]+){REASONS}", like="Main  [2 5]")
    shared = names.reasons(line, said)
    for exercise in line.under:
        yield _read_exercise(exercise, said["role"].lower(), shared, names)


def _read_exercise(line: Line, role: str, shared: list[str], names: _Names) -> Place:
    said = line.match(EXERCISE, like="Back squat  3 x 5 @ 80 kg, 2 in reserve, rest 3 min  [2 7]")
    counted: dict[str, Any] = {
        key: int(said[key]) for key in ("seconds", "metres", "hold_s", "test_leaves") if said[key]
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
            "reasons": [*shared, *names.reasons(line, said)],
        }
    )


def _read_load(line: Line, said: re.Match[str]) -> dict[str, Any]:
    share = said["alone"] or said["known"] or said["about"]
    row: dict[str, Any] = {"kg": float(said["kg"])} if said["kg"] else {}
    if said["pounds"] and Kilograms(row["kg"]).in_unit(MassUnit.LB) != f"{said['pounds']} lb":
        line.refuse(f"{said['pounds']} lb are not {said['kg']} kg; change both")
    row |= {"percent_1rm": int(share)} if share else {}
    reserve = said["rir"] or said["to_find"]
    return row | ({"rir": int(reserve)} if reserve else {})


@dataclass(frozen=True, slots=True)
class _Names:
    """What stands for an exercise and for a rule in the lines of a week."""

    exercises: Mapping[str, str]
    rules: Mapping[str, str]

    def exercise(self, line: Line, name: str) -> str:
        if name not in self.exercises:
            line.refuse(f'no line under "Exercises" names {quote(name)}')
        return self.exercises[name]

    def reasons(self, line: Line, said: re.Match[str]) -> list[str]:
        numbers = (said["reasons"] or "").split()
        for number in numbers:
            if number not in self.rules:
                line.refuse(f'no rule under "Rules" has the number [{number}]')
        return [self.rules[number] for number in numbers]


def _read_names(part: Line) -> dict[str, str]:
    names: dict[str, str] = {}
    for line in part.under:
        said = line.match(rf"({NAME}) += ({PHRASE})", like="Back squat = back-squat")
        if line.said(said[1]) in names:
            line.refuse(f"{said[1]} stands for one exercise already")
        names[line.said(said[1])] = line.said(said[2])
    return names


def _read_rules(part: Line) -> tuple[dict[str, Place], dict[str, str]]:
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


def _read_citation(line: Line) -> tuple[str, Place]:
    said = line.match(rf"({PHRASE}): ({_any_of(VERIFICATIONS)})", like="ronnestad_2010: read")
    notes = _read_labelled(line)
    url = {"url": notes["Link"]} if "Link" in notes else {}
    row = {"citation": notes.get("", ""), "verification": VERIFICATIONS[said[2]]}
    return line.said(said[1]), line.place(row | url)


def _read_warning(line: Line) -> Place:
    said = line.match(rf"({PHRASE}): (.+)", like="ten-weeks-to-race: Your race comes early.")
    return line.place({"rule": line.said(said[1]), "message": line.said(said[2])})


def _read_tier(line: Line) -> Place:
    said = line.match(
        rf"([a-z-]+): ({COUNT}), (?:(proven)|at least ({COUNT})|nothing known below it)",
        like="dose: 14, at least 12",
    )
    value = int(said[2])
    bound = value if said[3] else int(said[4]) if said[4] else None
    row = {"tier": said[1], "value": value}
    return line.place(row if bound is None else row | {"bound": bound})


def _read_labelled(line: Line) -> dict[str, str]:
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


def _read_list(line: Line, text: str) -> list[str]:
    if not re.fullmatch(rf"(?:{PHRASE}(?:, {PHRASE})*)?", text):
        line.refuse(f"{quote(text)} is no list of ids with commas between")
    return [line.said(phrase) for phrase in re.findall(PHRASE, text)]


def _any_of(words_: Iterable[str]) -> str:
    return "|".join(map(re.escape, words_))
