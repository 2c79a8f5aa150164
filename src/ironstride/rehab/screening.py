"""Screening: plain questions before a plan begins. They name no illness, only whom to see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeAlias

from ironstride.core.reason import Verification


class QuestionKind(StrEnum):
    """What a yes does.

    A red flag and a look-first stop: somebody has to see it before any plan begins. A caution is
    said and kept, and a pointer speaks for one of the plans.
    """

    RED_FLAG = "red-flag"
    LOOK_FIRST = "look-first"
    CAUTION = "caution"
    POINTER = "pointer"

    @property
    def stops(self) -> bool:
        """Whether a yes stops the plan."""
        return self in (QuestionKind.RED_FLAG, QuestionKind.LOOK_FIRST)


class Whom(StrEnum):
    """Who should look at it."""

    EMERGENCY = "emergency"
    DOCTOR = "doctor"
    PHYSIOTHERAPIST = "physiotherapist"


class HowSoon(StrEnum):
    """How soon, the most urgent first."""

    NOW = "now"
    TODAY = "today"
    DAYS = "days"
    WEEKS = "weeks"


URGENCY: Final[Mapping[HowSoon, int]] = MappingProxyType({s: n for n, s in enumerate(HowSoon)})


class Answer(StrEnum):
    """Not sure counts as yes where a yes would stop the plan, and as no elsewhere."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, for ages from `from_age` to `to_age` in full years.

    `why` is what the athlete reads after a yes. `see` and `soon` stand where a yes stops,
    `leads_to` names the plan that a pointer speaks for.
    """

    id: str
    text: str
    kind: QuestionKind
    verification: Verification
    why: str = ""
    source: str | None = None
    see: Whom | None = None
    soon: HowSoon | None = None
    leads_to: str | None = None
    from_age: int = 0
    to_age: int = 130
    stops_running: bool = False

    def __post_init__(self) -> None:
        if self.kind.stops != (self.see is not None and self.soon is not None):
            raise ValueError("a question that stops says whom to see and how soon, and no other")
        if (self.kind is QuestionKind.POINTER) != (self.leads_to is not None):
            raise ValueError("a pointer says which plan it leads to, and no other question does")
        if self.kind is not QuestionKind.POINTER and not self.why:
            raise ValueError("say why, for the athlete who answers yes")

    def is_for(self, age: int) -> bool:
        """Whether it is asked at this age. [full years]"""
        return self.from_age <= age <= self.to_age


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """All questions in their order, and how many pointers make a plan fit."""

    questions: tuple[Question, ...]
    fits: Mapping[str, int]

    def asked_at(self, age: int) -> tuple[Question, ...]:
        """List the questions for somebody of this age."""
        return tuple(question for question in self.questions if question.is_for(age))


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """The answers of one day, to be kept."""

    day: date
    at: datetime
    age: int
    answers: Mapping[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Somebody has to look at it first. The most urgent question stands first."""

    flags: tuple[Question, ...]

    @property
    def first(self) -> Question:
        """The most urgent one: it says whom to see and how soon."""
        return self.flags[0]

    @property
    def stops_running(self) -> bool:
        """Whether running waits, too."""
        return any(flag.stops_running for flag in self.flags)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """Questions that nobody has answered yet. Silence is no no."""

    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingFits:
    """No red flag, and no plan that is meant for this pain."""

    cautions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoAhead:
    """A plan may begin: the plans whose pain is most like this one, none of it a diagnosis."""

    plans: tuple[str, ...]
    cautions: tuple[Question, ...] = ()


ScreeningOutcome: TypeAlias = Stop | Unanswered | NothingFits | GoAhead
"""What the answers lead to."""


def screen(screening: Screening, screened: Screened) -> ScreeningOutcome:
    """Say what the answers lead to. Any stop outweighs everything else, unanswered or not."""
    asked = screening.asked_at(screened.age)
    flags = [question for question in asked if question.kind.stops and _stops(question, screened)]
    if flags:
        return Stop(flags=tuple(sorted(flags, key=_urgency)))
    if missing := tuple(question for question in asked if question.id not in screened.answers):
        return Unanswered(questions=missing)
    said = [question for question in asked if screened.answers[question.id] is Answer.YES]
    cautions = tuple(question for question in said if question.kind is QuestionKind.CAUTION)
    plans = tuple(_fitting(screening, said))
    return GoAhead(plans=plans, cautions=cautions) if plans else NothingFits(cautions=cautions)


def _stops(question: Question, screened: Screened) -> bool:
    return screened.answers.get(question.id) in (Answer.YES, Answer.UNSURE)


def _urgency(question: Question) -> int:
    return URGENCY[question.soon or HowSoon.WEEKS]


def _fitting(screening: Screening, said: list[Question]) -> Iterator[str]:
    for plan, needed in screening.fits.items():
        if sum(question.leads_to == plan for question in said) >= needed:
            yield plan
