"""Where a course stands, as text of 80 columns: phase, light, next session, next run, gate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ironstride.core.exercise import Exercise
from ironstride.formats.gate_text import gate_in_text
from ironstride.formats.knee_words import (
    STATES,
    WIDTH,
    decision_in_words,
    dose_of_line,
    page,
    rung_in_words,
)
from ironstride.formats.words import (
    date_in_words,
    day_in_words,
    wrapped,
)
from ironstride.rehab.knowledge import Rehab
from ironstride.rehab.return_to_run import RungKind
from ironstride.rehab.standing import (
    NextRun,
    NextSession,
    Standing,
    next_run,
    next_session,
    stage_of,
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
            [] if session is None else list(_session(session, exercises)),
            list(_run(run, standing, rehab)),
            ["The gate", *(f"  {line}" for line in gate_in_text(standing.gate))],
        ]
    return page(parts)


def _phase_and_light(standing: Standing, rehab: Rehab) -> Iterator[str]:
    stage, stages = stage_of(standing, rehab), rehab.plans[standing.plan].stages
    number = f"Phase {standing.position.stage + 1} of {len(stages)}"
    yield f"{number}, {stage.name}, since {day_in_words(standing.phase_since)}"
    if standing.light is not None and standing.light_day is not None and standing.light.light:
        lit = f"Last light: {standing.light.light.value}, {day_in_words(standing.light_day)}"
        yield from wrapped(f"{lit}: {standing.light.because}.", width=WIDTH)
    for decision in standing.today:
        yield from wrapped(f"Today: {decision_in_words(decision)}", width=WIDTH)


def _session(session: NextSession, exercises: Mapping[str, Exercise]) -> Iterator[str]:
    yield f"Next session: {session.name}, from {day_in_words(session.not_before)} on"
    yield from wrapped(f"Doses: {session.step.words}.", "  ", "  ", width=WIDTH)
    if session.feedback_percent is not None:
        yield f"  Watch {session.feedback_percent} % of it in a mirror or on video."
    for line in session.lines:
        yield f"  {exercises[line.exercise].name:<43}{dose_of_line(line, exercises)}"


def _run(run: NextRun | None, standing: Standing, rehab: Rehab) -> Iterator[str]:
    if run is None:
        yield f"{rehab.running.rungs[0].name}. The tests before the first run:"
        yield from (f"  {line}" for line in gate_in_text(standing.entry))
        return
    yield f"Next run: {rung_in_words(run.rung)}, from {day_in_words(run.not_before)} on"
    for rule in rehab.running.eased.rules if run.rung.kind is not RungKind.FREE else ():
        yield from wrapped(rule, "  ", "  ", width=WIDTH)
