"""Phases: sessions with their doses, what a phase allows, and how its load rises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from ironstride.core.exercise import (
    Degree,
    Dose,
    Exercise,
    KneePhase,
    Pattern,
    RepRange,
)
from ironstride.core.reason import Verification
from ironstride.core.reference import ReferenceExercise, ReferenceSession
from ironstride.rehab.figure import Figure
from ironstride.rehab.gates import GateItem

ON_A_BENT_KNEE: Final = frozenset(
    {
        *(Pattern.SQUAT, Pattern.LUNGE, Pattern.STEP, Pattern.LANDING),
        *(Pattern.JUMP, Pattern.HOP, Pattern.BOUND),
    }
)
"""Movements in which the knee bends while it carries the body."""
KNEE_PHASES: Final = tuple(KneePhase)


class Limit(StrEnum):
    """Which limit keeps an exercise out."""

    PHASE = "phase"
    BEND = "bend"
    STRESS = "stress"
    JUMP = "jump"
    HOP = "hop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a phase allows the sore leg: a value that the planner can filter exercises with.

    `bend` is how far the knee may bend while it carries the body [degrees], `stress` the highest
    class behind the kneecap, `knee_phase` the latest phase of the catalogue's exercises; None
    leaves that open. Jumps are on two legs, hops on one.
    """

    stress: Degree
    may_jump: bool
    may_hop: bool
    verification: Verification
    source: str | None = None
    knee_phase: KneePhase | None = None
    bend: Figure | None = None

    def against(self, exercise: Exercise) -> tuple[Limit, ...]:
        """List what keeps an exercise out; empty where it is allowed."""
        broken = {
            Limit.PHASE: self._comes_later(exercise),
            Limit.BEND: self._bends_too_far(exercise),
            Limit.STRESS: exercise.patellofemoral_stress.rank > self.stress.rank,
            Limit.JUMP: exercise.is_jump and not self.may_jump,
            Limit.HOP: exercise.is_jump and exercise.is_on_one_leg and not self.may_hop,
        }
        return tuple(limit for limit, is_broken in broken.items() if is_broken)

    def allows(self, exercise: Exercise) -> bool:
        """Whether the sore leg, or both together, may do an exercise."""
        return not self.against(exercise)

    def _comes_later(self, exercise: Exercise) -> bool:
        if self.knee_phase is None:
            return False
        return KNEE_PHASES.index(exercise.knee_phase) > KNEE_PHASES.index(self.knee_phase)

    def _bends_too_far(self, exercise: Exercise) -> bool:
        if self.bend is None or exercise.knee_flexion_deg is None:
            return False
        return exercise.pattern in ON_A_BENT_KNEE and exercise.knee_flexion_deg[1] > self.bend.value


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadStep:
    """One step of load within a phase.

    So many sets more or fewer than written, so many repetitions more, holds and distances longer
    by a percentage; `is_easier` takes the easier exercise where the catalogue knows one.
    """

    id: str
    words: str
    verification: Verification
    sets_more: int = 0
    sets_percent: int = 100
    reps_more: int = 0
    longer_percent: int = 0
    is_easier: bool = False


def dose_at(dose: Dose, step: LoadStep) -> Dose:
    """Turn a dose as it is written into the dose of a step.

    >>> step = LoadStep(id="more", words="", verification=Verification.INTERPOLATED, reps_more=2)
    >>> dose_at(Dose(sets=2, reps=RepRange(10, 10)), step).reps
    RepRange(low=12, high=12)
    """
    sets = max(1, dose.sets * step.sets_percent // 100 + step.sets_more)
    reps = dose.reps
    longer = 100 + step.longer_percent
    return replace(
        dose,
        sets=min(sets, 20),
        reps=None
        if reps is None
        else RepRange(reps.low + step.reps_more, reps.high + step.reps_more),
        seconds=None if dose.seconds is None else dose.seconds * longer // 100,
        seconds_most=None if dose.seconds_most is None else dose.seconds_most * longer // 100,
        metres=None if dose.metres is None else dose.metres * longer // 100,
    )


def easier_of(
    exercise: Exercise, limits: Limits | None, exercises: Mapping[str, Exercise]
) -> Exercise:
    """Find the easier exercise that the limits allow; the exercise itself where there is none.

    What is counted in repetitions gives way to what is counted so, and likewise for holds.
    """
    wanted = _counts_seconds(exercise)
    for name in exercise.regressions:
        easier = exercises[name]
        if _counts_seconds(easier) == wanted and (limits is None or limits.allows(easier)):
            return easier
    return exercise


def _counts_seconds(exercise: Exercise) -> bool:
    return any(dose.seconds is not None for dose in exercise.doses.values())


def lines_at(
    lines: Sequence[ReferenceExercise],
    step: LoadStep,
    limits: Limits | None,
    exercises: Mapping[str, Exercise],
) -> tuple[ReferenceExercise, ...]:
    """Turn the lines of a session as they are written into those of a step.

    An easier exercise takes a place only where the session does not hold it already.
    """
    taken = {line.exercise for line in lines}
    found: list[ReferenceExercise] = []
    for line in lines:
        name = line.exercise
        if step.is_easier:
            easier = easier_of(exercises[name], limits, exercises).id
            name = name if easier in taken else easier
            taken.add(name)
        found.append(replace(line, exercise=name, dose=dose_at(line.dose, step)))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """How much of each session is watched in a mirror or on video, session after session. [%]"""

    percent: tuple[int, ...]
    words: str
    verification: Verification
    source: str | None = None
    note: str = ""

    def of_session(self, number: int) -> int | None:
        """Say how much of a phase's session is watched; None after the last one. [%]

        The first session is number 1.
        """
        return self.percent[number - 1] if 1 <= number <= len(self.percent) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A phase of a plan: its sessions, its limits, and the gate to the next one.

    `name` is a phase such as "Muscle activation". Sessions are done in turn, A and B; where
    `is_weekly`, each is done for a week before the next one comes, and the last one stays.
    """

    name: str
    aim: str
    sessions: tuple[ReferenceSession, ...]
    per_week: Figure
    weeks: str = ""
    pain_rule: str | None = None
    limits: Limits | None = None
    feedback: Feedback | None = None
    gate: tuple[GateItem, ...] = ()
    is_weekly: bool = False

    def session_after(self, done: int) -> ReferenceSession:
        """Give the session that comes after so many in this phase."""
        if self.is_weekly:
            return self.sessions[min(done // int(self.per_week.value), len(self.sessions) - 1)]
        return self.sessions[done % len(self.sessions)]


@dataclass(frozen=True, slots=True, kw_only=True)
class RehabPlan:
    """A plan for one complaint: its pain profile, its phases, and when running comes back.

    `running_from` is the first phase, counted from 1, in which the walk-run rungs may begin, and
    `free_from` the first in which running may be free again.
    """

    id: str
    title: str
    place: str
    profile: str
    stages: tuple[Stage, ...]
    running_from: int
    free_from: int
    education: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.running_from <= self.free_from <= len(self.stages):
            raise ValueError(f"running-from and free-from rise from 1 to {len(self.stages)}")
