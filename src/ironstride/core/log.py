"""The training log: what was done, set by set, as the athlete told it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final, TypeAlias
from uuid import UUID

from ironstride.core.programme import Prescription
from ironstride.core.units import RIR, Kilograms, Reps


class Side(StrEnum):
    """The side that worked, where an exercise has sides."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> Side:
        """The other side."""
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


MOST_OF_A_SET: Final = 100_000  # more seconds, metres or contacts are a slip of the hand


class LoadChoice(StrEnum):
    """Who chose the load before the set, which decides what the set may teach.

    A load that the lifter chose to hit the repetitions says how strong the lifter is, and
    nothing about how repetitions fall as the load rises.
    """

    OWN = "own"
    PRESCRIBED = "prescribed"  # a programme set it, and the repetitions followed
    TEST = "test"  # set beforehand, and lifted as often as it went


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDone:
    """One set as it was done.

    `exercise` is an id of the catalogue, or the lifter's own name for what the catalogue does
    not know. `load` is the mass moved beside the body, in one hand where each hand holds one,
    and None where nothing was said; `assistance` is what a machine or band took off the body.
    `day` is the calendar day where the athlete was, `at` the moment on the world's clock, and
    `position` the place among the sets of that moment. At least one of `reps`, `seconds`,
    `metres` and `contacts` is given.
    """

    id: UUID
    at: datetime
    day: date
    exercise: str
    session: UUID | None = None
    position: int = 0
    side: Side | None = None
    load: Kilograms | None = None
    assistance: Kilograms | None = None
    reps: Reps | None = None
    seconds: float | None = None
    metres: float | None = None
    contacts: int | None = None
    rir: RIR | None = None
    choice: LoadChoice = LoadChoice.OWN
    is_warm_up: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        if not self.exercise.strip():
            raise ValueError("a set names its exercise")
        counts = (self.reps, self.seconds, self.metres, self.contacts)
        if all(count is None for count in counts):
            raise ValueError(
                f"{self.exercise}: a set counts repetitions, seconds, metres or contacts"
            )
        for count in (self.seconds, self.metres, self.contacts):
            if count is not None and not 0 <= count <= MOST_OF_A_SET:
                raise ValueError(
                    f"{self.exercise}: a set has between 0 and {MOST_OF_A_SET:,} seconds, metres"
                    f" or contacts, not {count:g}"
                )


CORRECTABLE: Final = frozenset(SetDone.__dataclass_fields__) - {"id"}
WITHDRAWN: Final = "withdrawn"  # the change that says a set never was


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCorrection:
    """Some fields of a set were otherwise; the change `withdrawn` says whether it never was.

    The set may arrive after its correction. Of two corrections of one field the one with the
    later `at` holds. `seen` is what stood in the fields when it was told, as far as known: who
    corrects on a telephone without a network has not seen what was corrected elsewhere. `agrees`
    names fields that were changed elsewhere, and that its teller has looked at. `id` is made by
    the client, or from what is said where it is None.
    """

    set: UUID
    at: datetime
    changes: Mapping[str, object]
    seen: Mapping[str, object] = field(default_factory=dict)
    agrees: tuple[str, ...] = ()
    id: UUID | None = None

    def __post_init__(self) -> None:
        told = self.changes.keys() | self.seen.keys()
        if unknown := told - CORRECTABLE - {WITHDRAWN}:
            raise ValueError(f"a set has no {', '.join(sorted(unknown))} that could be corrected")


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLoad:
    """A load that was told before a session for an exercise's working sets.

    With `test_leaves` its last set is a test that leaves so many in reserve.
    """

    exercise: str
    load: Kilograms
    test_leaves: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionStarted:
    """A session began.

    `planned` is the local start of the programme's session that it stands for, and `asked` are
    the loads that were told for it: a set at one of them is as prescribed.
    """

    id: UUID
    at: datetime
    day: date
    planned: datetime | None = None
    title: str = ""
    asked: tuple[AskedLoad, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFinished:
    """A session ended: how hard it was as a whole (0 to 10) and how long it took."""

    session: UUID
    at: datetime
    rpe: float | None = None
    minutes: float | None = None
    id: UUID | None = None

    def __post_init__(self) -> None:
        if self.rpe is not None and not 0 <= self.rpe <= 10:
            raise ValueError(f"session RPE lies between 0 and 10, not {self.rpe:g}")
        if self.minutes is not None and not 0 < self.minutes <= 600:
            raise ValueError(f"a session lasts up to 600 minutes, not {self.minutes:g}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSkipped:
    """A session of the programme was left out, and why.

    `planned` is its local start; None is the first one of the day that was not done.
    """

    day: date
    at: datetime
    reason: str
    id: UUID | None = None
    planned: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseChosen:
    """An exercise was taken into a session on the floor.

    It stands `instead_of` an exercise of the programme, or besides all that the session holds
    where that is empty. Of two choices for one place the later one holds, and the programme's
    own exercise chosen again undoes them. `lines` say how it is done, rising sets included, and
    `reason` why it was chosen.
    """

    session: UUID
    day: date
    at: datetime
    exercise: str
    lines: tuple[Prescription, ...]
    instead_of: str = ""
    reason: str = ""
    id: UUID | None = None

    def __post_init__(self) -> None:
        if not self.lines or any(line.exercise != self.exercise for line in self.lines):
            raise ValueError(f"{self.exercise}: a choice says how the exercise is done")


class PainMoment(StrEnum):
    """When pain was felt."""

    DURING = "during"
    AFTER = "after"
    NEXT_MORNING = "next-morning"


@dataclass(frozen=True, slots=True, kw_only=True)
class PainScore:
    """Pain at a place of the body on a scale from 0 to 10."""

    place: str
    moment: PainMoment
    score: int
    day: date
    at: datetime
    session: UUID | None = None
    side: Side | None = None
    note: str = ""
    id: UUID | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.score <= 10:
            raise ValueError(f"pain lies between 0 and 10, not {self.score}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """How ready the athlete felt before training: 1 not at all, 5 fully."""

    day: date
    at: datetime
    score: int
    note: str = ""
    id: UUID | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.score <= 5:
            raise ValueError(f"readiness lies between 1 and 5, not {self.score}")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryWithdrawn:
    """Something other than a set was logged that never was; a set is corrected instead."""

    entry: UUID
    at: datetime
    id: UUID | None = None


Entry: TypeAlias = (
    SetDone
    | SetCorrection
    | SessionStarted
    | SessionFinished
    | SessionSkipped
    | ExerciseChosen
    | PainScore
    | Readiness
    | EntryWithdrawn
)
"""What can be told to the log."""
