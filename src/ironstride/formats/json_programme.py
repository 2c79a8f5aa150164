"""A programme as JSON: the form that other programs read.

`docs/reference/programme.schema.json` says what is written here; `read` refuses all else.
The same programme always gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from ironstride.core.athlete import LiftingExperience
from ironstride.core.calendar import at
from ironstride.core.exercise import RepRange
from ironstride.core.programme import (
    Caution,
    Collision,
    Load,
    NoProgramme,
    Phase,
    PhaseName,
    Prescription,
    Programme,
    Role,
    Session,
    Subject,
    Tier,
    TierValue,
    Week,
)
from ironstride.core.reason import Citation, Rule, RuleGrade, RuleKind, Verification
from ironstride.core.run import PlannedRun, Race, RacePriority, RunKind
from ironstride.core.units import Kilograms, MassUnit
from ironstride.formats.faults import Span
from ironstride.formats.strict_json import Place, ProgrammeFormatError, parse, shortest

__all__ = [
    "FORMAT",
    "ProgrammeFormatError",
    "programme_from",
    "read",
    "run_content",
    "session_content",
    "week_content",
    "write",
]

FORMAT: Final = "ironstride-programme/1"

YEAR: Final = Span(least=1900, most=2200)
SEED: Final = Span(least=0, most=999_999_999_999)
SETS: Final = Span(least=1, most=20, unit="sets")
REPS: Final = Span(least=1, most=500, unit="repetitions")
SECONDS: Final = Span(least=1, most=3_600, unit="seconds")
METRES: Final = Span(least=1, most=10_000, unit="metres")
REST: Final = Span(least=0, most=3_600, unit="seconds")
CONTACTS: Final = Span(least=0, most=10_000, unit="contacts")
PERCENT: Final = Span(least=0, most=100, unit="%")
RESERVE: Final = Span(least=0, most=10, unit="repetitions")
TEST_RESERVE: Final = Span(least=1, most=10, unit="repetitions")
MASS: Final = Span(least=0, most=999.999, unit="kg")
POINTS: Final = Span(least=0, most=999_999_999_999, unit="points")
SESSION_MINUTES: Final = Span(least=1, most=600, unit="minutes")
RUN_MINUTES: Final = Span(least=1, most=3_000, unit="minutes")
DISTANCE: Final = Span(least=0, most=1_000, unit="km")
RACE_DISTANCE: Final = Span(least=0.1, most=1_000, unit="km")


# Writing ---------------------------------------------------------------------------------


def write(outcome: Programme | NoProgramme) -> str:
    """Write a programme, or what stands in its way, as JSON."""
    match outcome:
        case Programme():
            content = _programme(outcome)
        case NoProgramme():
            content = {"no_programme": {"collisions": [_collision(c) for c in outcome.collisions]}}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _present(**fields: Any) -> dict[str, Any]:
    """Leave out what is not recorded."""
    return {key: value for key, value in fields.items() if value is not None}


def _programme(programme: Programme) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "athlete": _athlete(programme.athlete),
        "start": programme.start.isoformat(),
        "end": programme.end.isoformat(),
        "seed": programme.seed,
        "phases": [_phase(phase) for phase in programme.phases],
        "weeks": [week_content(week) for week in programme.weeks],
        "rules": {id_: _rule(rule) for id_, rule in programme.rules.items()},
        "sources": {id_: _citation(source) for id_, source in programme.sources.items()},
        "warnings": [{"rule": w.rule, "message": w.message} for w in programme.warnings],
        "certificate": [_tier(value) for value in programme.certificate],
    }


def _tier(value: TierValue) -> dict[str, Any]:
    return _present(tier=value.tier, value=value.value, bound=value.bound)


def _athlete(athlete: Subject) -> dict[str, Any]:
    return {
        "birth_year": athlete.birth_year,
        "lifting_experience": athlete.lifting_experience,
        "units": athlete.units,
        "races": [_race(race) for race in athlete.races],
    }


def _race(race: Race) -> dict[str, Any]:
    return {
        "date": race.day.isoformat(),
        "distance_km": shortest(race.distance_km),
        "priority": race.priority,
        "name": race.name,
    }


def _phase(phase: Phase) -> dict[str, Any]:
    return {
        "name": phase.name,
        "start": phase.start.isoformat(),
        "end": phase.end.isoformat(),
    }


def week_content(week: Week) -> dict[str, Any]:
    """Write a week as it stands in a programme."""
    return _present(
        start=week.start.isoformat(),
        phase=week.phase,
        light=week.is_light,
        strength_share_percent=_share(week),
        runs=[run_content(run) for run in week.runs],
        sessions=[session_content(session) for session in week.sessions],
    )


def _share(week: Week) -> int | None:
    share = week.strength_share
    return None if share is None else round(100 * share)


def _when(start: datetime) -> dict[str, Any]:
    return {"date": start.date().isoformat(), "start": f"{start:%H:%M}"}


def run_content(run: PlannedRun) -> dict[str, Any]:
    """Write a run as it stands in a programme."""
    far = None if run.distance_km is None else shortest(run.distance_km)
    return _when(run.start) | _present(
        minutes=run.minutes, kind=run.kind, distance_km=far, how=run.how or None
    )


def session_content(session: Session) -> dict[str, Any]:
    """Write a session as it stands in a programme."""
    return {
        **_when(session.start),
        "minutes": session.minutes,
        "intent": session.intent,
        "place": session.place,
        "reasons": list(session.reasons),
        "exercises": [_prescription(p) for p in session.exercises],
    }


def _prescription(p: Prescription) -> dict[str, Any]:
    return _present(
        exercise=p.exercise,
        role=p.role,
        sets=p.sets,
        reps=None if p.reps is None else _reps(p.reps),
        seconds=p.seconds,
        metres=p.metres,
        hold_s=p.hold_s,
        per_side=p.per_side,
        load=_load(p.load),
        rest_s=p.rest_s,
        contacts=p.contacts,
        reasons=list(p.reasons),
        test_leaves=p.test_leaves,
    )


def _reps(reps: RepRange) -> int | list[int]:
    return reps.low if reps.low == reps.high else [reps.low, reps.high]


def _load(load: Load) -> dict[str, Any]:
    kg = None if load.kg is None else shortest(load.kg.value)
    return _present(kg=kg, percent_1rm=load.percent_1rm, rir=load.rir)


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "sentence": rule.sentence,
        "grade": rule.grade,
        "sources": list(rule.sources),
        "kind": rule.kind,
        "background": list(rule.background),
        "numbers": list(rule.numbers),
        "note": rule.note,
    }


def _citation(source: Citation) -> dict[str, Any]:
    return _present(citation=source.text, url=source.url, verification=source.verification)


def _collision(collision: Collision) -> dict[str, Any]:
    return {
        "rules": list(collision.rules),
        "message": collision.message,
        "relax": list(collision.relax),
    }


# Reading ---------------------------------------------------------------------------------


def read(text: str) -> Programme | NoProgramme:
    """Read what `write` wrote.

    Raises:
        ProgrammeFormatError: at the first thing that is not a programme, naming its place.
    """
    document = parse(text)
    if isinstance(document.value, dict) and "no_programme" in document.value:
        found = document.fields("no_programme")["no_programme"].fields("collisions")
        return NoProgramme(found["collisions"].each(_read_collision))
    return programme_from(document)


def programme_from(here: Place) -> Programme:
    """Read a programme from parsed JSON, or from rows of the same shape and their places."""
    row = here.fields(
        *("format", "athlete", "start", "end", "seed", "phases", "weeks"),
        *("rules", "sources", "warnings"),
        optional=("certificate",),
    )
    if row["format"].text() != FORMAT:
        row["format"].refuse(f'this release reads "{FORMAT}"')
    programme = Programme(
        athlete=_read_athlete(row["athlete"]),
        start=row["start"].day(),
        end=row["end"].day(),
        seed=row["seed"].whole(SEED),
        phases=row["phases"].each(_read_phase),
        weeks=row["weeks"].each(_read_week),
        rules={id_: _read_rule(id_, place) for id_, place in row["rules"].entries()},
        sources={id_: _read_citation(place) for id_, place in row["sources"].entries()},
        warnings=row["warnings"].each(_read_caution),
        certificate=row["certificate"].each(_read_tier) if "certificate" in row else (),
    )
    _refuse_loose_ends(programme)
    return programme


def _texts(here: Place) -> tuple[str, ...]:
    return here.each(Place.text)


def _read_athlete(here: Place) -> Subject:
    row = here.fields("birth_year", "lifting_experience", "units", "races")
    return Subject(
        birth_year=row["birth_year"].whole(YEAR),
        lifting_experience=row["lifting_experience"].word(LiftingExperience),
        units=row["units"].word(MassUnit),
        races=row["races"].each(_read_race),
    )


def _read_race(here: Place) -> Race:
    row = here.fields("date", "distance_km", "priority", "name")
    return Race(
        day=row["date"].day(),
        distance_km=row["distance_km"].number(RACE_DISTANCE),
        priority=row["priority"].word(RacePriority),
        name=row["name"].text(),
    )


def _read_phase(here: Place) -> Phase:
    row = here.fields("name", "start", "end")
    return Phase(name=row["name"].word(PhaseName), start=row["start"].day(), end=row["end"].day())


def _read_week(here: Place) -> Week:
    row = here.fields(
        "start", "phase", "light", "runs", "sessions", optional=("strength_share_percent",)
    )
    week = Week(
        start=row["start"].day(),
        phase=row["phase"].word(PhaseName),
        is_light=row["light"].flag(),
        runs=row["runs"].each(_read_run),
        sessions=row["sessions"].each(_read_session),
    )
    _check_share(here, row, week)
    return week


def _check_share(here: Place, row: Mapping[str, Place], week: Week) -> None:
    """The share follows from the week; one that does not tells of a slip."""
    written = row.get("strength_share_percent")
    if written is not None and written.whole(PERCENT) != _share(week):
        here.refuse(f"sessions and runs give a strength share of {_share(week)} %")


def _read_when(row: Mapping[str, Place]) -> datetime:
    return at(row["date"].day(), row["start"].clock())


def _read_run(here: Place) -> PlannedRun:
    row = here.fields("date", "start", "minutes", "kind", optional=("distance_km", "how"))
    return PlannedRun(
        start=_read_when(row),
        minutes=row["minutes"].whole(RUN_MINUTES),
        kind=row["kind"].word(RunKind),
        distance_km=row["distance_km"].number(DISTANCE) if "distance_km" in row else None,
        how=row["how"].text() if "how" in row else "",
    )


def _read_session(here: Place) -> Session:
    row = here.fields("date", "start", "minutes", "intent", "place", "reasons", "exercises")
    return Session(
        start=_read_when(row),
        minutes=row["minutes"].whole(SESSION_MINUTES),
        intent=row["intent"].text(),
        place=row["place"].text(),
        reasons=_texts(row["reasons"]),
        exercises=row["exercises"].each(_read_prescription),
    )


def _read_prescription(here: Place) -> Prescription:
    row = here.fields(
        *("exercise", "role", "sets", "per_side", "load", "rest_s", "contacts", "reasons"),
        optional=("reps", "seconds", "metres", "hold_s", "test_leaves"),
    )
    return here.make(
        Prescription,
        exercise=row["exercise"].text(),
        role=row["role"].word(Role),
        sets=row["sets"].whole(SETS),
        reps=_read_reps(row["reps"]) if "reps" in row else None,
        seconds=_whole_if_there(row, "seconds", SECONDS),
        metres=_whole_if_there(row, "metres", METRES),
        hold_s=_whole_if_there(row, "hold_s", SECONDS),
        per_side=row["per_side"].flag(),
        load=_read_load(row["load"]),
        rest_s=row["rest_s"].whole(REST),
        contacts=row["contacts"].whole(CONTACTS),
        reasons=_texts(row["reasons"]),
        test_leaves=_whole_if_there(row, "test_leaves", TEST_RESERVE),
    )


def _whole_if_there(row: Mapping[str, Place], key: str, span: Span) -> int | None:
    return row[key].whole(span) if key in row else None


def _read_reps(here: Place) -> RepRange:
    if not isinstance(here.value, list):
        exactly = here.whole(REPS)
        return RepRange(exactly, exactly)
    ends = here.each(lambda end: end.whole(REPS))
    if len(ends) != 2:
        here.refuse(f"give one number or [low, high], not {len(ends)} numbers")
    return here.make(RepRange, *ends)


def _read_load(here: Place) -> Load:
    row = here.fields(optional=("kg", "percent_1rm", "rir"))
    return Load(
        kg=Kilograms(row["kg"].number(MASS)) if "kg" in row else None,
        percent_1rm=_whole_if_there(row, "percent_1rm", PERCENT),
        rir=_whole_if_there(row, "rir", RESERVE),
    )


def _read_rule(id_: str, here: Place) -> Rule:
    row = here.fields("sentence", "grade", "sources", "kind", "background", "numbers", "note")
    return here.make(
        Rule,
        id=id_,
        kind=row["kind"].word(RuleKind),
        sentence=row["sentence"].text(),
        grade=row["grade"].word(RuleGrade),
        sources=_texts(row["sources"]),
        background=_texts(row["background"]),
        numbers=_texts(row["numbers"]),
        note=row["note"].text(),
    )


def _read_citation(here: Place) -> Citation:
    row = here.fields("citation", "verification", optional=("url",))
    return Citation(
        text=row["citation"].text(),
        url=row["url"].text() if "url" in row else None,
        verification=row["verification"].word(Verification),
    )


def _read_caution(here: Place) -> Caution:
    row = here.fields("rule", "message")
    return Caution(row["rule"].text(), row["message"].text())


def _read_tier(here: Place) -> TierValue:
    row = here.fields("tier", "value", optional=("bound",))
    return TierValue(
        tier=row["tier"].word(Tier),
        value=row["value"].whole(POINTS),
        bound=_whole_if_there(row, "bound", POINTS),
    )


def _read_collision(here: Place) -> Collision:
    row = here.fields("rules", "message", "relax")
    return Collision(_texts(row["rules"]), row["message"].text(), _texts(row["relax"]))


def _refuse_loose_ends(programme: Programme) -> None:
    """A reason needs its rule, and a rule its sources."""
    for n, week in enumerate(programme.weeks):
        for m, session in enumerate(week.sessions):
            reasons = (*session.reasons, *(r for p in session.exercises for r in p.reasons))
            _all_known(reasons, programme.rules, f"weeks[{n}].sessions[{m}]", "rule")
    for n, warning in enumerate(programme.warnings):
        _all_known((warning.rule,), programme.rules, f"warnings[{n}]", "rule")
    for rule in programme.rules.values():
        _all_known(rule.sources, programme.sources, f"rules.{rule.id}", "source")


def _all_known(ids: tuple[str, ...], known: Mapping[str, Any], place: str, noun: str) -> None:
    for id_ in ids:
        if id_ not in known:
            raise ProgrammeFormatError(f"no {noun} here is called {json.dumps(id_)}", place=place)
