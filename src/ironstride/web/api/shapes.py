"""The shapes of what the API takes and gives. What it takes is read strictly: false is not 0."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from ironstride.formats.strict_json import calendar_day

FIRST_YEAR, LAST_YEAR = 1970, 2200


def _day(said: object) -> object:
    found = calendar_day(said) if isinstance(said, str) else said
    if not isinstance(found, date) or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError("write a day as 2027-03-14")
    return found


def _moment(said: object) -> object:
    try:
        found = datetime.fromisoformat(said) if isinstance(said, str) else said
    except ValueError:
        found = None
    if not isinstance(found, datetime) or found.tzinfo is None:
        raise ValueError("write a moment with its zone, as 2027-03-14T18:30:00Z")
    if not FIRST_YEAR < found.year < LAST_YEAR:
        raise ValueError(f"a moment lies between {FIRST_YEAR} and {LAST_YEAR}")
    return found.astimezone(UTC)


def _id(said: object) -> object:
    try:
        return UUID(said) if isinstance(said, str) else said
    except ValueError:
        raise ValueError("write an id as 0c7f3b0e-6f1e-4a0b-9d55-6f2a1f5f0a01") from None


Day = Annotated[date, BeforeValidator(_day)]
Instant = Annotated[datetime, BeforeValidator(_moment)]
Id = Annotated[UUID, BeforeValidator(_id)]
Text = Annotated[str, Field(max_length=500)]
Content = dict[str, Any]


class Taken(BaseModel):
    """What is taken: exactly these fields, of exactly these kinds."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Fault(BaseModel):
    """One thing to change in what was sent."""

    place: str
    problem: str


class Problem(BaseModel):
    """Problem details (RFC 9457): what was wrong, in a sentence."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Fault]


class OpenSession(BaseModel):
    """A session that has begun and not ended."""

    id: UUID
    started: datetime
    planned: str | None = Field(description="local start of the programme's session")


class TodayShape(BaseModel):
    """The next session, with the loads of its day, written as in a programme."""

    day: date
    open: OpenSession | None
    session: Content | None = Field(description="as a session in programme.schema.json")
    runs: list[Content] = Field(description="today's runs, as in programme.schema.json")
    light_week_advised: str


class WeekShape(BaseModel):
    """A week of the programme, written as in a programme."""

    number: int
    of: int
    week: Content = Field(description="as a week in programme.schema.json")


class SetShape(BaseModel):
    """A set as it stands in the log."""

    id: UUID
    at: datetime
    day: date
    exercise: str
    session: UUID | None
    side: str | None
    load_kg: float | None
    assistance_kg: float | None
    reps: int | None
    seconds: float | None
    metres: float | None
    contacts: int | None
    rir: float | None
    warm_up: bool
    note: str


class SessionShape(BaseModel):
    """A session as it stands in the log."""

    id: UUID
    day: date
    started: datetime
    planned: str | None = Field(description="local start of the programme's session")
    title: str
    is_open: bool
    rpe: float | None
    minutes: float | None


class HistoryShape(BaseModel):
    """What was done, in the order in which it happened."""

    sessions: list[SessionShape]
    sets: list[SetShape]


class PainShape(BaseModel):
    """A pain score."""

    id: UUID | None
    at: datetime
    day: date
    place: str
    side: str | None
    moment: str
    score: int
    session: UUID | None
    note: str


class LiftShape(BaseModel):
    """A lift over the weeks; the text says it as `ironstride progress` does."""

    exercise: str
    name: str
    sessions: int
    last: date | None
    said: str


class TrainingWeekShape(BaseModel):
    """What a week held, and what was planned."""

    start: date
    hard_sets: float
    hard_sets_planned: float | None
    contacts: float
    minutes: float
    runs: int
    run_minutes: float
    run_km: float | None


class ProgressShape(BaseModel):
    """Weeks and lifts."""

    weeks: list[TrainingWeekShape]
    lifts: list[LiftShape]


class ExerciseShape(BaseModel):
    """An exercise of the library."""

    id: str
    name: str
    aliases: list[str]
    pattern: str
    equipment: list[str]
    load_type: str
    skill: int
    cues: list[str]
    facts: dict[str, str]


class ExercisesShape(BaseModel):
    """The exercises that fit."""

    exercises: list[ExerciseShape]


class RuleShape(BaseModel):
    """A rule with its numbers, how firm it is and what it rests on."""

    id: str
    sentence: str
    kind: str
    grade: str
    numbers: dict[str, str]
    sources: list[str]
    background: list[str]
    note: str


class WhyShape(BaseModel):
    """An explanation as text."""

    text: str


class VerdictShape(BaseModel):
    """What became of one thing that was told: taken, known already, or refused and why."""

    id: UUID | None
    verdict: str
    problem: str


class VerdictsShape(BaseModel):
    """A verdict for each thing, in the order in which they were told."""

    verdicts: list[VerdictShape]


class OfferShape(BaseModel):
    """A changed programme to accept by its mark; nothing is kept yet."""

    mark: str
    changes: list[str]
    differences: str
    programme: Content = Field(description="as programme.schema.json says")


class KeptShape(BaseModel):
    """The programme that is followed from now."""

    changes: list[str]
    programme: Content = Field(description="as programme.schema.json says")
