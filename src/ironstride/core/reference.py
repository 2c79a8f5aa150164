"""Reference programmes: what a trial, a coach or Ironstride itself wrote down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ironstride.core.exercise import Dose
from ironstride.core.reason import Verification


class ProgrammeGroup(StrEnum):
    """Where a programme belongs; each group is one file of the catalogue."""

    ELITE_INSPIRED = "elite-inspired"
    RUNNER = "runner"
    KNEE = "knee"
    ILIOTIBIAL_BAND = "iliotibial-band"
    TENDON = "tendon"
    RETURN_TO_RUN = "return-to-run"

    @property
    def heading(self) -> str:
        """What stands above its programmes."""
        return {
            ProgrammeGroup.ELITE_INSPIRED: "Inspired by elite runners",
            ProgrammeGroup.RUNNER: "Sessions and blocks for runners",
            ProgrammeGroup.KNEE: "Knee pain",
            ProgrammeGroup.ILIOTIBIAL_BAND: "Iliotibial band",
            ProgrammeGroup.TENDON: "Patellar and Achilles tendon",
            ProgrammeGroup.RETURN_TO_RUN: "Back to running",
        }[self]

    @property
    def is_for_pain(self) -> bool:
        """Whether its programmes are done with something that hurts."""
        return self not in (ProgrammeGroup.ELITE_INSPIRED, ProgrammeGroup.RUNNER)


class ProgrammeKind(StrEnum):
    """How long a programme reaches, and whether a trial or clinic wrote it down as a whole."""

    SESSION = "session"
    BLOCK = "block"
    SEASON = "season"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence of a programme and how it is known; INTERPOLATED is Ironstride's own."""

    text: str
    verification: Verification
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadRule:
    """How heavy an exercise of a programme is, or how far it may hurt."""

    id: str
    text: str
    verification: Verification
    source: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PainRule:
    """What a pain score means and what to do about it.

    The rule holds for scores above `above` up to and including `most`; where both are
    absent it does not hang on a score. [0 to 10]
    """

    id: str
    text: str
    verification: Verification
    action: str
    action_verification: Verification
    source: str | None = None
    above: float | None = None
    most: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceExercise:
    """An exercise of a programme with its dose.

    `verification` speaks for the whole line and `dose_verification` for its dose alone;
    where they are absent, the phase or the programme speaks for it.
    """

    exercise: str
    dose: Dose
    load: str | None = None
    rest_s: int | None = None
    tissue: str = ""
    note: str = ""
    is_optional: bool = False
    verification: Verification | None = None
    dose_verification: Verification | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceSession:
    """Exercises done in one go; unnamed where a phase has only one session."""

    exercises: tuple[ReferenceExercise, ...]
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferencePhase:
    """A stretch of a programme: when, what, and what must hold before the next one."""

    sessions: tuple[ReferenceSession, ...]
    name: str = ""
    when: str = ""
    frequency: Statement | None = None
    load: str | None = None
    verification: Verification | None = None
    gate: tuple[Statement, ...] = ()
    notes: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceProgramme:
    """A programme or session to read and to learn from.

    `sourced` tells what its sources say, `own` what Ironstride filled in around it.
    """

    id: str
    title: str
    group: ProgrammeGroup
    kind: ProgrammeKind
    verification: Verification
    sources: tuple[str, ...]
    phases: tuple[ReferencePhase, ...]
    sourced: str = ""
    own: str = ""
    weeks: int | None = None
    frequency: Statement | None = None
    entry: tuple[Statement, ...] = ()
    rules: tuple[Statement, ...] = ()
    results: tuple[Statement, ...] = ()
    warnings: tuple[Statement, ...] = ()

    @property
    def exercises(self) -> Iterator[ReferenceExercise]:
        """Every line of every session, in order."""
        return (
            line
            for phase in self.phases
            for session in phase.sessions
            for line in session.exercises
        )

    @property
    def loads(self) -> Iterator[str]:
        """The load rules it leans on, as often as they are named."""
        named = [phase.load for phase in self.phases] + [line.load for line in self.exercises]
        return (load for load in named if load is not None)

    @property
    def cited(self) -> tuple[str, ...]:
        """Its sources and those of its sentences, each once."""
        said = (statement.source for statement in self.statements)
        return tuple(dict.fromkeys((*self.sources, *filter(None, said))))

    @property
    def statements(self) -> Iterator[Statement]:
        """Everything it says in a sentence of its own."""
        yield from (*self.entry, *self.rules, *self.results, *self.warnings)
        if self.frequency is not None:
            yield self.frequency
        for phase in self.phases:
            yield from (*phase.gate, *phase.notes)
            if phase.frequency is not None:
                yield phase.frequency
