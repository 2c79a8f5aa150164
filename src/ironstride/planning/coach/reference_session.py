"""Reference programmes as sessions: what can be done as it is written, and what is only told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ironstride.core.catalogue import Catalogue
from ironstride.core.programme import Load, Prescription, Role
from ironstride.core.reference import (
    ProgrammeKind,
    ReferenceExercise,
    ReferencePhase,
    ReferenceProgramme,
    ReferenceSession,
)
from ironstride.core.spelling import did_you_mean
from ironstride.planning.coach.coached import UNTOLD, Told, prescribed

LOADS: Final = {
    "three-in-reserve": Load(rir=3),
    "two-in-reserve": Load(rir=2),
    "one-or-two-in-reserve": Load(rir=2),
    "70-percent": Load(percent_1rm=70),
    "75-percent": Load(percent_1rm=75),
    "repetition-maximum": Load(rir=0),
}
IN_PASSING: Final = frozenset({"bodyweight", "easy", "stretch"})  # goes without saying
OUTDOORS: Final = frozenset(
    {"brisk-walk", "easy-run", "hill-sprint", "stride"}
)  # belongs into a plan of runs
WEEKS: Final = re.compile(r"Weeks? (\d+)(?: to (\d+))?")


@dataclass(frozen=True, slots=True)
class Turned:
    """A session to pin, and what of the reference it does not hold, in sentences."""

    name: str
    exercises: tuple[Prescription, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Visit:
    """What is done in one go: a session of a phase, or all parts of a programme for one day."""

    name: str
    limit: str | None  # how far it may hurt
    parts: tuple[ReferenceSession, ...]


def turned(programme: ReferenceProgramme, name: str, catalogue: Catalogue) -> Turned:
    """Turn the session of this name into prescriptions; no name is needed where there is one.

    Raises:
        ValueError: where the name fits none or several, with those that there are.
    """
    visit = _find(programme, name)
    lines = [line for part in visit.parts for line in part.exercises]
    exercises = tuple(
        _prescription(line, part, catalogue)
        for part in visit.parts
        for line in part.exercises
        if line.exercise not in OUTDOORS
    )
    if not exercises:
        raise ValueError(
            f"{_called(programme, visit)} holds only walking and running; "
            "put it into your plan of runs"
        )
    notes = [] if visit.limit is None else [catalogue.load_rules[visit.limit].text]
    notes += [note for line in lines for note in _not_turned(line, catalogue)]
    notes += [_about_pain(programme)] if programme.group.is_for_pain else []
    return Turned(visit.name, exercises, tuple(dict.fromkeys(notes)))


def turned_by_week(
    programme: ReferenceProgramme, catalogue: Catalogue
) -> tuple[tuple[int, Turned], ...]:
    """Turn a block whose phases are weeks; with each session stands its week, from 0.

    Empty where its phases are no weeks, or hold several sessions.
    """
    found = [(WEEKS.fullmatch(phase.name), phase) for phase in programme.phases]
    weeks = [
        (number, turned(programme, phase.name, catalogue))
        for span, phase in found
        if span is not None and len(phase.sessions) == 1
        for number in range(int(span[1]) - 1, int(span[2] or span[1]))
    ]
    return tuple(weeks) if len(weeks) >= len(programme.phases) else ()


def _visits(programme: ReferenceProgramme) -> Iterator[_Visit]:
    for phase in programme.phases:
        if programme.kind is ProgrammeKind.SESSION:
            yield _Visit(phase.name, phase.load, phase.sessions)
        else:
            yield from (_of_a_phase(phase, session) for session in phase.sessions)


def _of_a_phase(phase: ReferencePhase, session: ReferenceSession) -> _Visit:
    name = ", ".join(filter(None, (phase.name, session.name)))
    return _Visit(name, phase.load, (session,))


def _find(programme: ReferenceProgramme, name: str) -> _Visit:
    visits = list(_visits(programme))
    asked = _plain(name)
    same = [visit for visit in visits if _plain(visit.name) == asked]
    near = same or [visit for visit in visits if asked in _plain(visit.name)]
    if len(near) == 1:
        return near[0]
    names = {_plain(visit.name): visit.name for visit in visits}
    if not near and (meant := did_you_mean(asked, names)):
        raise ValueError(f'{programme.id} has no session "{name}"{meant}')
    listed = ", ".join(f'"{visit.name}"' for visit in near or visits)
    raise ValueError(f"{programme.id} has several sessions: name one of {listed}")


def _plain(name: str) -> str:
    """Take a name as it might be typed: capitals, commas and hyphens do not matter."""
    return "-".join(re.findall(r"\w+", name.casefold()))


def _called(programme: ReferenceProgramme, visit: _Visit) -> str:
    return f"{programme.id}, {visit.name}" if visit.name else programme.id


def _prescription(
    line: ReferenceExercise, part: ReferenceSession, catalogue: Catalogue
) -> Prescription:
    is_warm_up = part.name.casefold() == Role.WARM_UP
    told = Told(
        exercise=catalogue.exercises[line.exercise],
        dose=line.dose,
        load=LOADS.get(line.load or "", UNTOLD),
        role=Role.WARM_UP if is_warm_up else None,
        rest_s=line.rest_s,
    )
    return prescribed(told, catalogue.policy)


def _not_turned(line: ReferenceExercise, catalogue: Catalogue) -> Iterator[str]:
    exercise = catalogue.exercises[line.exercise]
    if line.exercise in OUTDOORS:
        yield f"{exercise.name} is left out; put it into your plan of runs"
        return
    if line.load is not None and line.load not in LOADS and line.load not in IN_PASSING:
        yield f"{exercise.name}: {catalogue.load_rules[line.load].text}"
    if line.load is None and exercise.load_type.is_weight:
        yield f"{exercise.name}: how heavy is not told"
    if line.note:
        yield f"{exercise.name}: {line.note}"
    if line.is_optional:
        yield f"{exercise.name}: only if you like"
    if line.dose.seconds_most is not None:
        yield (
            f"{exercise.name}: {line.dose.seconds} s are pinned; "
            f"they may grow to {line.dose.seconds_most} s"
        )
    if exercise.is_jump and line.dose.reps is None:
        yield f"{exercise.name}: its jumps are not counted, so they are in no sum of contacts"


def _about_pain(programme: ReferenceProgramme) -> str:
    return (
        "what to do when it hurts, and when to go on, is not in the programme; "
        f"read `ironstride programme {programme.id}`"
    )
