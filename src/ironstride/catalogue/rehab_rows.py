"""Tables of the rehabilitation files that are joined with programmes of the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from ironstride.catalogue.parse import Note
from ironstride.core.catalogue import Catalogue
from ironstride.core.exercise import Dose
from ironstride.core.reference import ReferencePhase, ReferenceSession
from ironstride.core.spelling import did_you_mean
from ironstride.rehab.blocks import Block, When
from ironstride.rehab.figure import Figure
from ironstride.rehab.gates import GateItem
from ironstride.rehab.phases import Feedback, Limits, RehabPlan, Stage
from ironstride.rehab.return_to_run import EasedRunning, ReturnToRun, Rung, RungKind
from ironstride.rehab.stretches import StretchRoutine

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRow:
    """A stage as its table holds it; `parts` are phases of the programme, counted from 1."""

    name: str
    aim: str
    parts: tuple[int, ...]
    per_week: Figure
    limits: Limits | None = None
    feedback: Feedback | None = None
    gate: tuple[GateItem, ...] = ()
    is_weekly: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """A plan as its file holds it; its sessions are those of a programme of the catalogue."""

    title: str
    place: str
    profile: str
    programme: str
    running_from: int
    free_from: int
    stages: tuple[StageRow, ...]


def plan_of(name: str, row: PlanRow, catalogue: Catalogue, note: Note) -> RehabPlan | None:
    """Join a plan with the sessions of its programme, or note what is missing."""
    phases = _phases(row.programme, catalogue, note)
    if phases is None:
        return None
    noted: list[str] = []
    stages = tuple(_stage(stage, phases, noted.append) for stage in row.stages)
    rules = catalogue.programmes[row.programme].rules
    return _made(
        lambda: RehabPlan(
            id=name,
            title=row.title,
            place=row.place,
            profile=row.profile,
            stages=stages,
            running_from=row.running_from,
            free_from=row.free_from,
            education=tuple(rule.text for rule in rules),
        ),
        noted,
        note,
    )


def _stage(row: StageRow, phases: tuple[ReferencePhase, ...], note: Note) -> Stage:
    for part in row.parts:
        if not 1 <= part <= len(phases):
            note(f"{row.name}: no part {part}; the programme has parts 1 to {len(phases)}")
    chosen = [phases[part - 1] for part in row.parts if 1 <= part <= len(phases)]
    return Stage(
        name=row.name,
        aim=row.aim,
        sessions=tuple(session for phase in chosen for session in _sessions(phase)),
        per_week=row.per_week,
        weeks=", ".join(phase.when for phase in chosen if phase.when),
        pain_rule=next((phase.load for phase in chosen if phase.load), None),
        limits=row.limits,
        feedback=row.feedback,
        gate=row.gate,
        is_weekly=row.is_weekly,
    )


def _sessions(phase: ReferencePhase) -> Iterator[ReferenceSession]:
    for session in phase.sessions:
        yield ReferenceSession(exercises=session.exercises, name=session.name or phase.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningRow:
    """The way back to running as its file holds it; the walk-run rungs are a programme's phases."""

    programme: str
    days_between: Figure
    walk_run_greens: int
    none_name: str
    eased_name: str
    eased_greens: int
    eased_back_to: int
    free_name: str
    eased: EasedRunning
    entry: tuple[GateItem, ...]


def running_of(row: RunningRow, catalogue: Catalogue, note: Note) -> ReturnToRun | None:
    """Build the rungs: none, walking and running in turn, eased, free."""
    phases = _phases(row.programme, catalogue, note)
    if phases is None:
        return None
    noted: list[str] = []
    walk_run = [
        _rung(number, phase, row.walk_run_greens, noted.append)
        for number, phase in enumerate(phases, start=1)
    ]
    none = Rung(kind=RungKind.NONE, name=row.none_name, greens=0, back_to=0)
    eased = Rung(
        kind=RungKind.EASED, name=row.eased_name, greens=row.eased_greens, back_to=row.eased_back_to
    )
    free = Rung(kind=RungKind.FREE, name=row.free_name, greens=0, back_to=len(phases) + 1)
    return _made(
        lambda: ReturnToRun(
            rungs=(none, *walk_run, eased, free),
            entry=row.entry,
            eased=row.eased,
            days_between=row.days_between,
        ),
        noted,
        note,
    )


def _rung(number: int, phase: ReferencePhase, greens: int, note: Note) -> Rung:
    doses = {line.exercise: line.dose for session in phase.sessions for line in session.exercises}
    walk, run = doses.get("brisk-walk"), doses.get("easy-run")
    if run is None or run.seconds is None:
        note(f"{phase.name}: no easy-run in seconds; a rung says how long to run")
    return Rung(
        kind=RungKind.WALK_RUN,
        name=phase.name,
        greens=greens,
        back_to=number - 1,
        rounds=1 if run is None else run.sets,
        walk_min=_minutes(walk),
        run_min=_minutes(run),
    )


def _minutes(dose: Dose | None) -> float:
    return 0.0 if dose is None or dose.seconds is None else dose.seconds / 60


@dataclass(frozen=True, slots=True, kw_only=True)
class StretchRow:
    """The stretch routine as its file holds it; its stretches are a programme's lines."""

    programme: str
    per_week_least: Figure
    per_week_most: Figure
    change_s: Figure
    session_cap_s: Figure
    week_cap_s: Figure
    leave_out_at_end_range: frozenset[str]
    beside: tuple[str, ...]


def stretches_of(row: StretchRow, catalogue: Catalogue, note: Note) -> StretchRoutine | None:
    """Join the routine with its stretches; what is optional stays out."""
    phases = _phases(row.programme, catalogue, note)
    if phases is None:
        return None
    programme = catalogue.programmes[row.programme]
    lines = tuple(line for line in programme.exercises if not line.is_optional)
    known = {line.exercise: line for line in lines}
    for name in sorted(row.leave_out_at_end_range - known.keys()):
        note(f'no stretch "{name}" in {row.programme}{did_you_mean(name, known)}')
    return StretchRoutine(
        title=programme.title,
        lines=lines,
        per_week_least=row.per_week_least,
        per_week_most=row.per_week_most,
        change_s=row.change_s,
        session_cap_s=row.session_cap_s,
        week_cap_s=row.week_cap_s,
        leave_out_at_end_range=row.leave_out_at_end_range,
        beside=row.beside,
        rules=tuple(rule.text for rule in programme.rules),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockRow:
    """A block as its table holds it; its phases are those of a programme."""

    id: str
    title: str
    words: str
    programme: str
    beside: tuple[str, ...]
    per_week: Figure
    when: When
    weeks: tuple[int, ...]


def block_of(row: BlockRow, catalogue: Catalogue, note: Note) -> Block | None:
    """Join a block with the lines of its programme."""
    phases = _phases(row.programme, catalogue, note)
    if phases is None:
        return None
    return _made(
        lambda: Block(
            id=row.id,
            title=row.title,
            words=row.words,
            beside=row.beside,
            per_week=row.per_week,
            when=row.when,
            weeks=row.weeks,
            phases=tuple(
                tuple(line for session in phase.sessions for line in session.exercises)
                for phase in phases
            ),
        ),
        [],
        note,
    )


def _phases(name: str, catalogue: Catalogue, note: Note) -> tuple[ReferencePhase, ...] | None:
    programmes: Mapping[str, object] = catalogue.programmes
    if name not in programmes:
        note(f'no programme "{name}"{did_you_mean(name, programmes)}')
        return None
    return catalogue.programmes[name].phases


def _made(make: Callable[[], T], noted: list[str], note: Note) -> T | None:
    """Make a value where nothing was noted and its own checks agree; else note it all."""
    for problem in noted:
        note(problem)
    if noted:
        return None
    try:
        return make()
    except ValueError as error:
        note(str(error))
        return None
