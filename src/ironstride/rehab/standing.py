"""Where a course stands on a day, and what comes next because of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from ironstride.core.calendar import DAY
from ironstride.core.exercise import Exercise
from ironstride.core.log import Side
from ironstride.core.reference import ReferenceExercise
from ironstride.rehab.entries import Track
from ironstride.rehab.gates import GateOutcome
from ironstride.rehab.knowledge import Rehab
from ironstride.rehab.pain import Light, Verdict
from ironstride.rehab.phases import Limits, LoadStep, Stage, lines_at
from ironstride.rehab.return_to_run import Rung, RungKind
from ironstride.rehab.screening import ScreeningOutcome


class CourseState(StrEnum):
    """Whether the plan is followed."""

    NOT_SCREENED = "not-screened"  # the questions come first
    STOPPED = "stopped"  # an answer of the screening: somebody has to look first
    ACTIVE = "active"
    ENDED = "ended"  # too many reds, or pain over bone: to be assessed
    DISCHARGED = "discharged"


class Action(StrEnum):
    """What was decided on a day."""

    START = "start"
    PROGRESS = "progress"
    HOLD = "hold"
    REGRESS = "regress"
    WAIT = "wait"
    TEST = "test"
    STOP = "stop"
    RESUME = "resume"
    DISCHARGE = "discharge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Phase, step of load within it and rung of running, each counted from 0."""

    stage: int
    step: int
    rung: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided on a day about sessions or runs, why, and where it led.

    `light` is the light that led to it, where one did; `until` is how long it holds at least.
    """

    day: date
    action: Action
    because: str
    position: Position
    track: Track | None = None
    light: Light | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a course stands on a day, from what was told up to that day.

    The sore place is loaded in sessions from `train_from` and in runs from `run_from` on. `light`
    is the last one, of the sessions or runs of `light_day`. `entry` is how the tests stand that
    come before the first run. `beside` is what stands beside the sessions, since when; `sore` is
    the sore side, None where both are or nobody said.
    """

    day: date
    plan: str
    state: CourseState
    screening: ScreeningOutcome | None
    position: Position
    phase_since: date
    train_from: date
    run_from: date
    gate: GateOutcome
    entry: GateOutcome
    light: Verdict | None = None
    light_day: date | None = None
    sessions_in_phase: int = 0
    reds: tuple[date, ...] = ()
    waiting: tuple[Track, ...] = ()
    last_session: date | None = None
    last_run: date | None = None
    decisions: tuple[Decision, ...] = ()
    beside: Mapping[str, date] = field(default_factory=dict)
    sore: Side | None = None

    @property
    def is_active(self) -> bool:
        """Whether sessions and runs of the plan may be done."""
        return self.state is CourseState.ACTIVE

    @property
    def today(self) -> tuple[Decision, ...]:
        """What was decided on its day."""
        return tuple(decision for decision in self.decisions if decision.day == self.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class NextSession:
    """The next session of the plan: its lines with the doses of the step, not before a day.

    `feedback_percent` is how much of it is watched in a mirror or on video; None is as you like.
    """

    name: str
    phase: str
    not_before: date
    step: LoadStep
    lines: tuple[ReferenceExercise, ...]
    feedback_percent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextRun:
    """The next run: its rung, and the day before which there is none."""

    rung: Rung
    not_before: date


def runs_in_one_go(standing: Standing, rehab: Rehab) -> bool:
    """Whether the walk-run rungs lie behind, so that no run needs walk breaks any more."""
    last_walk_run = rehab.running.eased_rung - 1
    return any(decision.position.rung == last_walk_run for decision in standing.decisions)


def stage_of(standing: Standing, rehab: Rehab) -> Stage:
    """Give the phase that a course is in."""
    return rehab.plans[standing.plan].stages[standing.position.stage]


def limits_of(standing: Standing, rehab: Rehab) -> Limits | None:
    """Say what the phase allows; None where the plan is not followed any more.

    While a course is stopped or ended the limits of its phase still hold.
    """
    if standing.state is CourseState.DISCHARGED:
        return None
    return stage_of(standing, rehab).limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A sore place whose plan is followed, and what its phase leaves to all other training.

    `phase` is said as "phase 2, Movement pattern correction".
    """

    place: str
    phase: str
    limits: Limits


def followed(standing: Standing, rehab: Rehab) -> Followed | None:
    """Say which place is spared and how far; None where nothing is limited (any more)."""
    limits = limits_of(standing, rehab)
    if limits is None:
        return None
    return Followed(
        place=rehab.plans[standing.plan].place,
        phase=f"phase {standing.position.stage + 1}, {stage_of(standing, rehab).name}",
        limits=limits,
    )


def position_ahead(standing: Standing, rehab: Rehab) -> Position:
    """Give the position of what comes next: lower than now where going back is only waiting."""
    at = standing.position
    if Track.SESSIONS in standing.waiting:
        at = fallen(at, Track.SESSIONS, rehab)
    return fallen(at, Track.RUNS, rehab) if Track.RUNS in standing.waiting else at


def fallen(at: Position, track: Track, rehab: Rehab) -> Position:
    """Give the position after a red.

    Runs go back as their rung says. Sessions go to the easiest step at once, and from there to
    the phase before, as it is written.
    """
    if track is Track.RUNS:
        return replace(at, rung=rehab.running.rungs[at.rung].back_to)
    if at.step or not at.stage:
        return replace(at, step=0)
    return replace(at, stage=at.stage - 1, step=rehab.written_step)


def next_session(
    standing: Standing, rehab: Rehab, exercises: Mapping[str, Exercise]
) -> NextSession | None:
    """Lay out the next session: A and B in turn; None while the plan is not followed."""
    if not standing.is_active:
        return None
    at = position_ahead(standing, rehab)
    stage, step = rehab.plans[standing.plan].stages[at.stage], rehab.steps[at.step]
    done = standing.sessions_in_phase if at.stage == standing.position.stage else 0
    session = stage.session_after(done)
    days = [standing.train_from, standing.day]
    if standing.last_session is not None:
        days.append(standing.last_session + DAY)
    return NextSession(
        name=session.name,
        phase=stage.name,
        not_before=max(days),
        step=step,
        lines=lines_at(session.exercises, step, stage.limits, exercises),
        feedback_percent=None if stage.feedback is None else stage.feedback.of_session(done + 1),
    )


def next_run(standing: Standing, rehab: Rehab) -> NextRun | None:
    """Say what the next run is like; None where there is none to come."""
    if not standing.is_active:
        return None
    rung = rehab.running.rungs[position_ahead(standing, rehab).rung]
    if rung.kind is RungKind.NONE:
        return None
    days = [standing.run_from, standing.day]
    if rung.kind is RungKind.WALK_RUN and standing.last_run is not None:
        days.append(standing.last_run + (1 + int(rehab.running.days_between.value)) * DAY)
    return NextRun(rung=rung, not_before=max(days))
