"""What may be told to the log over the API, and the entries that it stands for."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal, TypeAlias
from uuid import UUID, uuid4

from pydantic import Discriminator, Field, ValidationError, ValidatorFunctionWrapHandler
from pydantic import WrapValidator as Wrap

from ironstride.app.log import Desk, exercise_of, read_page
from ironstride.core import log
from ironstride.core.log import Entry, LoadChoice, PainMoment, SessionStarted, Side
from ironstride.core.units import RIR, Kilograms, Reps
from ironstride.formats.profile_terms import complaint, complaint_fault
from ironstride.strength.prescribed import as_asked
from ironstride.web.api.shapes import Day, Id, Instant, Taken, Text

Kg = Annotated[float, Field(ge=0, lt=1_000)]
Count = Annotated[float, Field(ge=0, le=log.MOST_OF_A_SET)]


class ToldBase(Taken):
    """What everything that is told says: which thing it is, and when it happened."""

    id: Id = Field(
        default_factory=uuid4, description="made by whoever tells; told again, one thing"
    )
    at: Instant

    def day_of(self, day: date | None) -> date:
        """Give the day that was said, else the one on the world's clock."""
        return self.at.astimezone(UTC).date() if day is None else day


class SetTold(ToldBase):
    """One set. It counts repetitions, seconds, metres or contacts."""

    exercise: Annotated[str, Field(min_length=1, max_length=200)]
    day: Day | None = None
    session: Id | None = Field(None, description="else the session of that day that is open")
    side: Literal["left", "right"] | None = None
    load_kg: Kg | None = None
    assistance_kg: Kg | None = None
    reps: Annotated[int, Field(ge=0, le=500)] | None = None
    seconds: Count | None = None
    metres: Count | None = None
    contacts: Annotated[int, Field(ge=0, le=log.MOST_OF_A_SET)] | None = None
    rir: Annotated[float, Field(ge=0, le=10)] | None = None
    warm_up: bool = False
    test: bool = Field(default=False, description="as many as go, at a load set beforehand")
    note: Text = ""

    def entry(self, desk: Desk) -> Entry:
        """Give the set.

        Raises:
            ValueError: it counts nothing, or no exercise is called so.
        """
        day = self.day_of(self.day)
        session = _session(self.session, day, desk)
        done = log.SetDone(
            id=self.id,
            at=self.at,
            day=day,
            exercise=exercise_of(self.exercise, desk),
            session=self.session or (None if session is None else session.id),
            side=None if self.side is None else Side(self.side),
            load=_mass(self.load_kg),
            assistance=_mass(self.assistance_kg),
            reps=None if self.reps is None else Reps(self.reps),
            seconds=self.seconds,
            metres=self.metres,
            contacts=self.contacts,
            rir=None if self.rir is None else RIR(self.rir),
            choice=LoadChoice.TEST if self.test else LoadChoice.OWN,
            is_warm_up=self.warm_up,
            note=self.note,
        )
        return done if session is None else as_asked(done, session.asked)


def _mass(kg: float | None) -> Kilograms | None:
    return None if kg is None else Kilograms(kg)


def _session(id_: UUID | None, day: date, desk: Desk) -> SessionStarted | None:
    """Find the session that was named, else the one of a day that is open."""
    page = read_page(desk.store, day)
    if id_ is None:
        return page.open_session(day)
    return next((one.started for one in page.sessions if one.started.id == id_), None)


class PainTold(ToldBase):
    """Pain at a place, from 0 (none) to 10 (the worst there is)."""

    place: Annotated[str, Field(min_length=1, max_length=60)]
    score: Annotated[int, Field(ge=0, le=10)]
    moment: Literal["during", "after", "next-morning"] = "after"
    day: Day | None = None
    side: Literal["left", "right"] | None = None
    session: Id | None = None
    note: Text = ""

    def entry(self, _: Desk) -> Entry:
        """Give the score.

        Raises:
            ValueError: no part of the body is called so.
        """
        place = complaint(self.place)
        if place is None:
            raise ValueError(complaint_fault(self.place))
        return log.PainScore(
            id=self.id,
            at=self.at,
            day=self.day_of(self.day),
            place=place,
            score=self.score,
            moment=PainMoment(self.moment),
            side=None if self.side is None else Side(self.side),
            session=self.session,
            note=self.note,
        )


class SetEvent(SetTold):
    """A set was done."""

    told: Literal["set"]


class PainEvent(PainTold):
    """Pain was felt."""

    told: Literal["pain"]


class StartEvent(ToldBase):
    """A session began; `planned` is the local start of the programme's session it stands for."""

    told: Literal["session-started"]
    day: Day | None = None
    planned: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d$")] | None = None
    title: Text = ""

    def entry(self, desk: Desk) -> Entry:
        """Give the beginning, with the loads that were asked for.

        Raises:
            ValueError: the programme has no session then.
        """
        from ironstride.app.floor import asked_of  # noqa: PLC0415 - brings the estimate

        planned = None if self.planned is None else datetime.fromisoformat(self.planned)
        every = () if desk.programme is None else desk.programme.sessions
        session = next((one for one in every if one.start == planned), None)
        if planned is not None and session is None:
            raise ValueError(f"no session of the programme begins at {self.planned}")
        day = self.day_of(self.day)
        return SessionStarted(
            id=self.id,
            at=self.at,
            day=day,
            planned=planned,
            title=self.title,
            asked=() if session is None else asked_of(session, day, desk),
        )


class FinishEvent(ToldBase):
    """A session ended."""

    told: Literal["session-finished"]
    session: Id
    rpe: Annotated[float, Field(ge=0, le=10)] | None = None
    minutes: Annotated[float, Field(gt=0, le=600)] | None = None

    def entry(self, _: Desk) -> Entry:
        """Give the end."""
        return log.SessionFinished(
            id=self.id, session=self.session, at=self.at, rpe=self.rpe, minutes=self.minutes
        )


class SkipEvent(ToldBase):
    """A session of the programme was left out."""

    told: Literal["session-skipped"]
    reason: Annotated[str, Field(min_length=1, max_length=200)]
    day: Day | None = None

    def entry(self, _: Desk) -> Entry:
        """Give the gap."""
        day = self.day_of(self.day)
        return log.SessionSkipped(id=self.id, at=self.at, day=day, reason=self.reason)


class ReadinessEvent(ToldBase):
    """How ready the athlete felt: 1 not at all, 5 fully."""

    told: Literal["readiness"]
    score: Annotated[int, Field(ge=1, le=5)]
    day: Day | None = None
    note: Text = ""

    def entry(self, _: Desk) -> Entry:
        """Give the score."""
        day = self.day_of(self.day)
        return log.Readiness(id=self.id, at=self.at, day=day, score=self.score, note=self.note)


class CorrectionEvent(ToldBase):
    """A set was otherwise: only the fields that were; or it never was."""

    told: Literal["set-corrected"]
    set: Id
    load_kg: Kg | None = None
    reps: Annotated[int, Field(ge=0, le=500)] | None = None
    seconds: Count | None = None
    rir: Annotated[float, Field(ge=0, le=10)] | None = None
    withdrawn: bool | None = None

    def entry(self, _: Desk) -> Entry:
        """Give the correction.

        Raises:
            ValueError: nothing was otherwise.
        """
        load, reps, rir = _mass(self.load_kg), self.reps, self.rir
        said: dict[str, Any] = {
            "load": load,
            "reps": None if reps is None else Reps(reps),
            "seconds": self.seconds,
            "rir": None if rir is None else RIR(rir),
            log.WITHDRAWN: self.withdrawn,
        }
        changes = {name: value for name, value in said.items() if value is not None}
        if not changes:
            raise ValueError("a correction says what was otherwise: load_kg, reps, seconds or rir")
        return log.SetCorrection(id=self.id, set=self.set, at=self.at, changes=changes)


class WithdrawalEvent(ToldBase):
    """Something other than a set was told that never was."""

    told: Literal["withdrawn"]
    entry_id: Id

    def entry(self, _: Desk) -> Entry:
        """Give the withdrawal."""
        return log.EntryWithdrawn(id=self.id, entry=self.entry_id, at=self.at)


class Unclear(Taken):
    """An event that could not be read, and why. It stands where the event stood."""

    id: UUID | None
    problem: str


def _or_unclear(said: Any, read: ValidatorFunctionWrapHandler) -> Any:
    """Read one event; what does not fit refuses that one alone."""
    try:
        return read(said)
    except ValidationError as error:
        id_ = said.get("id") if isinstance(said, dict) else None
        faults = (
            ".".join([*map(str, one["loc"][1:]), one["msg"].removeprefix("Value error, ")])
            for one in error.errors(include_url=False)
        )
        return Unclear(id=_known_id(id_), problem="; ".join(faults))


def _known_id(said: object) -> UUID | None:
    try:
        return UUID(said) if isinstance(said, str) else None
    except ValueError:
        return None


Event: TypeAlias = Annotated[
    SetEvent
    | PainEvent
    | StartEvent
    | FinishEvent
    | SkipEvent
    | ReadinessEvent
    | CorrectionEvent
    | WithdrawalEvent,
    Discriminator("told"),
]


class Events(Taken):
    """What happened, in any order."""

    events: Annotated[list[Annotated[Event, Wrap(_or_unclear)]], Field(max_length=500)]


class Happened(Taken):
    """Something that happened to the plan, in the words of `ironstride replan`.

    `what` is one of its options, as `moved-run`, and `said` what stands behind it.
    """

    what: Annotated[str, Field(max_length=20)]
    said: Annotated[str, Field(min_length=1, max_length=200)]


class Changes(Taken):
    """What happened, to see what it would change."""

    changes: Annotated[list[Happened], Field(min_length=1, max_length=20)]


class Accepted(Changes):
    """The same again, with the mark of the offer that is accepted."""

    mark: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
