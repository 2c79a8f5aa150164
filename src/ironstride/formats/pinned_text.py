"""Sessions of a coach as plain text: a name, when, and the exercises, a line each.

A small cousin of the written programme, to be typed by hand:

    # Hill legs
    from Coach Kim
    pin tuesday in max-strength
    45 min
    back-squat 3x5 @83% rir2 rest 180
    double-leg calf raise 2x12 rir3
    front-plank 2x30s

An exercise may be told by its id, its name or another name of it. A line `Main` or `Warm-up`
gives the exercises after it that role; without one it follows from the exercise. Lines that
begin with `|` are notes and passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import Final

from ironstride.core.calendar import WEEK, Weekday
from ironstride.core.catalogue import Catalogue
from ironstride.core.exercise import Category, Dose, Exercise, RepRange
from ironstride.core.pinned import Pinned
from ironstride.core.programme import Load, PhaseName, Prescription, Role
from ironstride.core.reference import ReferenceProgramme
from ironstride.core.spelling import did_you_mean
from ironstride.core.units import POUND_IN_KG, RIR, Kilograms
from ironstride.formats.faults import Fault, FaultyFileError, Span, spoken_list
from ironstride.formats.strict_json import ProgrammeFormatError, calendar_day
from ironstride.formats.text_outline import Line, quote, sentence
from ironstride.formats.words import exact
from ironstride.planning.coach.coached import Told, minutes_of, prescribed
from ironstride.planning.coach.reference_session import Turned, turned, turned_by_week

LIKE: Final = "back-squat 3x5 @83% rir2 rest 180"
PERCENT: Final = Span(least=1, most=100, unit="% of 1RM")
SECONDS: Final = Span(least=1, most=3_600, unit="s")
METRES: Final = Span(least=1, most=5_000, unit="m")
REST: Final = Span(least=0, most=1_800, unit="s of rest")
NUMBER: Final = r"\d{1,3}(?:\.\d{1,20})?"
EXERCISE: Final = re.compile(
    r"(?P<name>.+?) +(?P<sets>\d{1,2}) ?[x×] ?(?P<low>\d{1,4})(?:[-–](?P<high>\d{1,4}))?"
    r"(?: ?(?P<unit>[sm])\b| ?[x×] ?(?P<hold>\d{1,3}) ?s\b)?(?P<tail>(?:[ ,/@].*)?)",
    re.ASCII | re.IGNORECASE,
)
CLAUSE: Final = re.compile(
    rf"(?:(?P<side>/ ?side|each side)|@ ?(?P<percent>\d{{1,3}}) ?%(?: 1RM)?"
    rf"|@ ?(?P<kg>{NUMBER}) ?kg|@ ?(?P<lb>{NUMBER}) ?lb"
    r"|rir ?(?P<rir>\d{1,2})|(?P<reserve>\d{1,2}) in reserve"
    r"|test (?P<test>[1-9])(?: left)?"
    r"|rest (?P<minutes>\d{1,2}) min(?: (?P<odd>\d{1,2}) s)?|rest (?P<seconds>\d{1,4})(?: ?s)?)"
    r"(?=$|[ ,@])",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PinnedText:
    """What a text pins, and what of its references could not be taken over, in sentences."""

    pins: tuple[Pinned, ...]
    notes: tuple[str, ...] = ()


def read(text: str, *, name: str, catalogue: Catalogue) -> PinnedText:
    """Read the sessions of a text; `name` says whose they are where no line does.

    Raises:
        FaultyFileError: with every line that is not understood, by its number.
    """
    faults: list[Fault] = []
    blocks: list[_Block] = []
    for line in _lines(text):
        try:
            _take(line, blocks, name, catalogue)
        except ProgrammeFormatError as error:
            faults.append(Fault(error.place, error.problem))
    pins: list[Pinned] = []
    for block in blocks if not faults else ():
        try:
            pins += block.pins(catalogue)
        except ProgrammeFormatError as error:
            faults.append(Fault(error.place, error.problem))
    if not blocks and not faults:
        faults.append(Fault("", "there is no session; begin one with a line such as # Hill legs"))
    if faults:
        raise FaultyFileError(name, faults)
    return PinnedText(tuple(pins), tuple(note for block in blocks for note in block.notes))


def write(pins: Iterable[Pinned]) -> str:
    """Write sessions so that `read` gives the same ones."""
    return "\n".join("\n".join((*_written(pinned), "")) for pinned in pins)


def read_reference(
    id_: str, session: str, when: str, *, name: str, catalogue: Catalogue
) -> PinnedText:
    """Pin a session of a reference programme, told in three words instead of lines.

    Raises:
        FaultyFileError: where one of the words is not understood.
    """
    programme = catalogue.programmes.get(id_)
    title = sentence(id_ if programme is None else programme.title)
    which = f" session {session}" if session else ""
    text = f"# {title}\nfrom {id_}\npin {when}\nprogramme {id_}{which}"
    try:
        found = read(text, name=name, catalogue=catalogue)
    except FaultyFileError as error:
        raise FaultyFileError(name, (Fault("", f.problem) for f in error.faults)) from None
    if programme is None or not session:
        return found
    title = f"{programme.title}: {turned(programme, session, catalogue).name}"
    return replace(found, pins=tuple(replace(pinned, title=title) for pinned in found.pins))


def _written(pinned: Pinned) -> Iterator[str]:
    phase = f" in {pinned.phase}" if pinned.phase else ""
    yield f"# {sentence(pinned.title)}"
    yield f"from {sentence(pinned.source)}"
    yield f"pin {pinned.day or pinned.weekday}{phase}"
    yield f"{pinned.minutes} min"
    for role, lines in groupby(pinned.exercises, key=lambda line: line.role):
        yield role.value.capitalize()
        yield from map(_written_exercise, lines)


def _written_exercise(p: Prescription) -> str:
    amount = p.reps or (f"{p.metres}m" if p.seconds is None else f"{p.seconds}s")
    held = "" if p.hold_s is None else f"x{p.hold_s}s"
    parts = (
        f"{p.exercise} {p.sets}x{amount}{held}{'/side' if p.per_side else ''}",
        "" if p.load.kg is None else f"@{exact(p.load.kg.value)}kg",
        "" if p.load.percent_1rm is None else f"@{p.load.percent_1rm}%",
        "" if p.load.rir is None else f"rir{p.load.rir}",
        f"rest {p.rest_s}",
        "" if p.test_leaves is None else f"test {p.test_leaves}",
    )
    return " ".join(filter(None, parts))


# --- lines -------------------------------------------------------------------------------


def _lines(text: str) -> Iterator[Line]:
    for number, raw in enumerate(text.split("\n"), start=1):
        shown = raw.strip()
        if shown and not shown.startswith("|"):
            yield Line(number, 0, shown)


def _take(line: Line, blocks: list[_Block], name: str, catalogue: Catalogue) -> None:
    if line.text.startswith("#"):
        title = line.said(line.text.removeprefix("#").strip())
        blocks.append(_Block(line, title, source=name))
    elif not blocks:
        line.refuse("a session begins with its name; write above it a line such as # Hill legs")
    else:
        blocks[-1].take(line, catalogue)


@dataclass(slots=True)
class _Block:
    """A session while its lines are read."""

    line: Line
    title: str
    source: str
    whens: list[When] = field(default_factory=list)
    minutes: int | None = None
    role: Role | None = None
    exercises: list[Prescription] = field(default_factory=list)
    weeks: tuple[tuple[int, Turned], ...] = ()
    notes: list[str] = field(default_factory=list)

    def take(self, line: Line, catalogue: Catalogue) -> None:
        """Understand one more line."""
        word, _, rest = line.text.partition(" ")
        word, place, rest = word.lower(), line.place(rest), rest.strip()
        role = line.text.lower().rstrip(":").replace(" ", "-")
        if word == "pin":
            self.whens.append(place.make(when_of, rest))
        elif word == "from":
            self.source = line.said(rest)
        elif word == "programme":
            self.refer(line, catalogue)
        elif found := re.fullmatch(r"(\d{1,4}) ?min(?:utes)?", line.text, re.ASCII):
            self.minutes = int(found[1])
        elif role in list(Role):
            self.role = Role(role)
        else:
            self.exercises.append(place.make(exercise_of, line.text, catalogue, role=self.role))

    def refer(self, line: Line, catalogue: Catalogue) -> None:
        """Take a session of a reference programme over, or a block week by week."""
        said = line.match(
            r"(?i:programme) +(\S+)(?: +session +(.+))?",
            like="programme knee-three-phase session Movement pattern correction, Session A",
        )
        programme = line.place(said[1]).make(programme_of, said[1], catalogue)
        weeks = () if said[2] else turned_by_week(programme, catalogue)
        self.weeks += weeks
        if not weeks:
            only = line.place(said[2]).make(turned, programme, said[2] or "", catalogue)
            self.exercises += only.exercises
            self.notes += only.notes
        self.notes += dict.fromkeys(note for _, each in weeks for note in each.notes)

    def pins(self, catalogue: Catalogue) -> Iterator[Pinned]:
        """Give what the lines came to."""
        if not self.whens:
            self.line.refuse('say when: add a line such as "pin tuesday" or "pin 2026-12-08"')
        if not self.exercises and not self.weeks:
            self.line.refuse(f"there is no exercise; add lines such as {LIKE}")
        for when in self.whens:
            if self.exercises:
                yield self._pinned(self.title, tuple(self.exercises), when, catalogue)
            yield from self._block(when, catalogue)

    def _block(self, when: When, catalogue: Catalogue) -> Iterator[Pinned]:
        """Pin a block week after week, from its first day on."""
        if self.weeks and when.day is None:
            self.line.refuse(
                "this programme has a session for each week; pin it to its first day, "
                f'as "pin 2026-12-08", or name one: session {self.weeks[0][1].name}'
            )
        for number, week in self.weeks:
            day = None if when.day is None else when.day + number * WEEK
            title = f"{self.title}, {week.name}"
            yield self._pinned(title, week.exercises, replace(when, day=day), catalogue)

    def _pinned(
        self, title: str, exercises: tuple[Prescription, ...], when: When, catalogue: Catalogue
    ) -> Pinned:
        minutes = minutes_of(exercises, catalogue) if self.minutes is None else self.minutes
        return self.line.place(title).make(
            Pinned,
            title=title,
            source=self.source,
            minutes=minutes,
            exercises=exercises,
            day=when.day,
            weekday=when.weekday,
            phase=when.phase,
        )


# --- words -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class When:
    """The day, or the weekday and perhaps the phase, that a session is pinned to."""

    day: date | None = None
    weekday: Weekday | None = None
    phase: PhaseName | None = None


def when_of(text: str) -> When:
    """Read when a session stands.

    >>> when_of("tue in max-strength").phase, when_of("2026-12-08").day
    (<PhaseName.MAX_STRENGTH: 'max-strength'>, datetime.date(2026, 12, 8))
    """
    said, _, phase = (part.strip() for part in text.lower().partition(" in "))
    named = _phase(phase) if phase else None
    if re.match(r"\d", said):
        day = calendar_day(said)
        if day is None:
            raise ValueError(f"{quote(said)} is no day; write it as 2026-12-08")
        if named is not None:
            raise ValueError(f'{day} is one day; leave "in {phase}" away, or pin a weekday')
        return When(day=day)
    weekdays = {word: day for day in Weekday for word in (day.value, day.short.lower())}
    if said not in weekdays:
        instead = did_you_mean(said, weekdays) or "; write a weekday, or a day as 2026-12-08"
        raise ValueError(f"{quote(said)} is no day{instead}")
    return When(weekday=weekdays[said], phase=named)


def _phase(said: str) -> PhaseName:
    word = said.replace(" ", "-")
    if word not in list(PhaseName):
        instead = did_you_mean(word, PhaseName) or f"; phases are {spoken_list(PhaseName)}"
        raise ValueError(f"{quote(said)} is no phase{instead}")
    return PhaseName(word)


def programme_of(id_: str, catalogue: Catalogue) -> ReferenceProgramme:
    """Find a reference programme, or say which is meant."""
    if id_ not in catalogue.programmes:
        instead = did_you_mean(id_, catalogue.programmes) or "; see `ironstride programme`"
        raise ValueError(f"no programme {quote(id_)}{instead}")
    return catalogue.programmes[id_]


def exercise_of(text: str, catalogue: Catalogue, *, role: Role | None = None) -> Prescription:
    """Read an exercise with its dose, its load and its rest."""
    said = EXERCISE.fullmatch(text)
    if said is None:
        raise ValueError(f"{quote(text)} is not understood; write an exercise as {LIKE}")
    exercise = _exercise(said["name"], catalogue)
    clauses = _clauses(said["tail"])
    told = Told(
        exercise=exercise,
        dose=_dose(said),
        load=_load(clauses),
        role=role,
        per_side="side" in clauses,
        rest_s=_rest_s(clauses),
    )
    line = prescribed(told, catalogue.policy)
    if "test" in clauses:
        line = replace(line, test_leaves=int(clauses["test"]))
    _check(line, exercise)
    return line


def _exercise(said: str, catalogue: Catalogue) -> Exercise:
    callings = {
        _plain(calling): exercise
        for exercise in catalogue.exercises.values()
        for calling in (*exercise.aliases, exercise.name, exercise.id)
    }
    asked = _plain(said)
    if asked not in callings:
        raise ValueError(f"no exercise {quote(said)}{_instead(asked, callings)}")
    return callings[asked]


def _instead(asked: str, callings: Iterable[str]) -> str:
    """Suggest what is written alike, or what is called so with a word more."""
    kinds = sorted((calling for calling in callings if asked in calling), key=len)
    if kinds:
        return f"; is it {spoken_list(kinds[:3])}?"
    return did_you_mean(asked, callings) or "; see `ironstride exercise`"


def _plain(calling: str) -> str:
    return "-".join(re.findall(r"\w+", calling.casefold()))


def _dose(said: re.Match[str]) -> Dose:
    sets, low, high = int(said["sets"]), int(said["low"]), int(said["high"] or said["low"])
    unit = (said["unit"] or "").lower()
    if not unit:
        hold = None if said["hold"] is None else _within(SECONDS, int(said["hold"]))
        return Dose(sets=sets, reps=RepRange(low, high), hold_s=hold)
    if low != high:
        raise ValueError(f"{low}-{high} {unit} is a range; give one number")
    if unit == "s":
        return Dose(sets=sets, seconds=_within(SECONDS, low))
    return Dose(sets=sets, metres=_within(METRES, low))


def _clauses(tail: str) -> dict[str, str]:
    """Take apart what stands behind a dose; each may come once, in any order."""
    found: dict[str, str] = {}
    while tail := tail.strip(" ,"):
        said = CLAUSE.match(tail)
        if said is None:
            raise ValueError(f"{quote(tail)} is not understood; write an exercise as {LIKE}")
        new = {name: value for name, value in said.groupdict().items() if value is not None}
        if new.keys() & found.keys():
            raise ValueError(f"{quote(said[0])} says again what stands before it; keep one")
        found |= new
        tail = tail[said.end() :]
    return found


def _load(clauses: dict[str, str]) -> Load:
    kg = clauses.get("kg")
    pounds = clauses.get("lb")
    mass = float(kg) if kg else float(pounds) * POUND_IN_KG if pounds else None
    percent = clauses.get("percent")
    rir = clauses.get("rir", clauses.get("reserve"))
    return Load(
        kg=None if mass is None else Kilograms(mass),
        percent_1rm=None if percent is None else _within(PERCENT, int(percent)),
        rir=None if rir is None else int(RIR(int(rir)).count),
    )


def _rest_s(clauses: dict[str, str]) -> int | None:
    if "minutes" in clauses:
        return _within(REST, 60 * int(clauses["minutes"]) + int(clauses.get("odd", "0")))
    return _within(REST, int(clauses["seconds"])) if "seconds" in clauses else None


def _within(span: Span, number: int) -> int:
    fault = span.fault(number)
    if fault is not None:
        raise ValueError(fault)
    return number


def _check(line: Prescription, exercise: Exercise) -> None:
    """Ask for what the rules cannot do without: how hard a weight is, how many jumps."""
    is_untold = line.load.rir is None and line.load.percent_1rm is None
    if line.role.is_hard and exercise.load_type.is_weight and is_untold:
        raise ValueError(f"{exercise.id} does not say how hard it is; add rir2 or @80%")
    if exercise.category is Category.PLYOMETRIC and line.reps is None:
        raise ValueError(f"{exercise.id} is counted by its jumps; write it as 3x15")
