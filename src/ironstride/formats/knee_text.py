"""Where a course stands, as text of 80 columns: phase, light, next session, next run, gate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ironstride.core.exercise import Exercise
from ironstride.core.spelling import listed
from ironstride.formats.gate_text import gate_in_text
from ironstride.formats.knee_words import (
    STATES,
    WIDTH,
    decision_in_words,
    dose_of_line,
    page,
    pain_rule_in_words,
    rung_in_words,
)
from ironstride.formats.words import date_in_words, day_in_words, wrapped
from ironstride.rehab.beside import beside
from ironstride.rehab.gates import Passed
from ironstride.rehab.knowledge import Rehab
from ironstride.rehab.return_to_run import RungKind
from ironstride.rehab.standing import (
    CourseState,
    NextRun,
    NextSession,
    Standing,
    next_run,
    next_session,
    stage_of,
)

SAID_ALREADY: Final = frozenset(
    {"bodyweight", "easy", "stretch", "knee-pain-to-2", "test-pain-to-3", "tendon-pain-to-5"}
)
"""Loads that go without saying, and those that the pain rule says."""


DISCHARGED: Final = (
    "`ironstride knee plan` gives your programme and your runs back. Keep the strength work in it; "
    "should the pain return, answer the questions again."
)


def standing_in_text(standing: Standing, rehab: Rehab, exercises: Mapping[str, Exercise]) -> str:
    """Write where a course stands: phase, light, reasons, next session, next run, gate."""
    plan = rehab.plans[standing.plan]
    parts = [
        [f"{plan.title}, {date_in_words(standing.day)}", STATES[standing.state]],
        list(_phase_and_light(standing, rehab)),
    ]
    if standing.is_active:
        session, run = next_session(standing, rehab, exercises), next_run(standing, rehab)
        parts += [
            [] if session is None else list(_session(session, standing, rehab, exercises)),
            list(_run(run, standing, rehab)),
            list(_beside(standing, rehab, exercises)),
            ["The gate", *(f"  {line}" for line in _gate(standing, rehab))],
        ]
    if standing.state is CourseState.DISCHARGED:
        parts.append(wrapped(DISCHARGED, width=WIDTH))
    return page(parts)


def _gate(standing: Standing, rehab: Rehab) -> list[str]:
    """Say how the gate stands, and what it still waits for once it is passed."""
    said = gate_in_text(standing.gate)
    if isinstance(standing.gate, Passed):
        is_free = standing.position.rung == rehab.running.top
        waits = "load may be added again" if is_free else "running is as planned again"
        said.append(f"It leads on once {waits}.")
    return said


def _phase_and_light(standing: Standing, rehab: Rehab) -> Iterator[str]:
    stage, stages = stage_of(standing, rehab), rehab.plans[standing.plan].stages
    number = f"Phase {standing.position.stage + 1} of {len(stages)}"
    yield f"{number}, {stage.name}, since {day_in_words(standing.phase_since)}"
    if standing.light is not None and standing.light_day is not None and standing.light.light:
        lit = f"Last light: {standing.light.light.value}, {day_in_words(standing.light_day)}"
        yield from wrapped(f"{lit}: {standing.light.because}.", width=WIDTH)
    for decision in standing.today:
        yield from wrapped(f"Today: {decision_in_words(decision)}", width=WIDTH)


def _session(
    session: NextSession, standing: Standing, rehab: Rehab, exercises: Mapping[str, Exercise]
) -> Iterator[str]:
    stage = stage_of(standing, rehab)
    often = f"{stage.per_week.value:g} times a week"
    yield f"Next session: {session.name}, from {day_in_words(session.not_before)} on, {often}"
    profile = rehab.profiles[rehab.plans[standing.plan].profile]
    yield from wrapped(f"Pain: {pain_rule_in_words(profile)}", "  ", "  ", width=WIDTH)
    yield from wrapped(f"Doses: {session.step.words}.", "  ", "  ", width=WIDTH)
    if session.feedback_percent is not None:
        yield f"  Watch {session.feedback_percent} % of it in a mirror or on video."
    for line in session.lines:
        yield f"  {exercises[line.exercise].name:<43}{dose_of_line(line, exercises)}"
    for note in _notes(session, rehab, exercises):
        yield from wrapped(note, "  - ", "    ", width=WIDTH)


def _notes(session: NextSession, rehab: Rehab, exercises: Mapping[str, Exercise]) -> Iterator[str]:
    """Say how heavy lines are, and what else belongs to one."""
    loads: dict[str, list[str]] = {}
    for line in session.lines:
        if line.load is not None and line.load not in SAID_ALREADY:
            loads.setdefault(line.load, []).append(exercises[line.exercise].name)
    for load, names in loads.items():
        yield f"{listed(list(dict.fromkeys(names)))}: {rehab.loads[load].text}"
    for line in session.lines:
        if line.note:
            yield f"{exercises[line.exercise].name}: {line.note}."


def _beside(standing: Standing, rehab: Rehab, exercises: Mapping[str, Exercise]) -> Iterator[str]:
    """Say what stands beside the sessions, and how often."""
    found = beside(standing, rehab, exercises)
    if found:
        yield "Beside the sessions (ironstride knee beside)"
    for work in found:
        yield f"  {work.title}, {work.per_week} times a week"


def _run(run: NextRun | None, standing: Standing, rehab: Rehab) -> Iterator[str]:
    if run is None:
        yield f"{rehab.running.rungs[0].name}. The tests before the first run:"
        yield from (f"  {line}" for line in gate_in_text(standing.entry))
        return
    yield f"Next run: {rung_in_words(run.rung)}, from {day_in_words(run.not_before)} on"
    for rule in rehab.running.eased.rules if run.rung.kind is not RungKind.FREE else ():
        yield from wrapped(rule, "  ", "  ", width=WIDTH)
