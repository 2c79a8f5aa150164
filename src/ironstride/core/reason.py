"""Reasons: a rule in words, what it rests on, and how firmly."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RuleKind(StrEnum):
    """How strictly a rule is meant.

    A programme never breaks a hard rule; it weighs wishes, says warnings, and keeps
    promises honest.
    """

    HARD = "hard"
    WISH = "wish"
    WARNING = "warning"
    PROMISE = "promise"


class RuleGrade(StrEnum):
    """How firmly a rule stands: the weakest link between a study and its number."""

    REVIEW = "review"
    TRIAL = "trial"
    STUDY = "study"  # a cohort or a laboratory: nobody was assigned to anything
    CONSENSUS = "consensus"
    SECONDARY = "secondary"
    RECALLED = "recalled"
    CONVENTION = "convention"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A planning rule as the athlete reads it.

    `note` holds what the grade alone would hide: dissent, a null result, an inference.
    `numbers` names the policy entries that a coach may turn. `sources` carry the rule;
    `background` was weighed with it: older trials, null results, numbers beside it.
    """

    id: str
    kind: RuleKind
    sentence: str
    grade: RuleGrade
    sources: tuple[str, ...] = ()
    background: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        if not self.sources and self.grade not in (RuleGrade.CHOICE, RuleGrade.CONVENTION):
            raise ValueError(f"rule {self.id} claims {self.grade} but names no source")


class Verification(StrEnum):
    """Whether somebody has read a number in the source that it is ascribed to."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    RECALLED = "recalled"
    INTERPOLATED = "interpolated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One row of evidence: who found what, in whom, how sure, and whether we read it.

    A page or a table that holds a programme is a source too; it has no effect to report.
    `certainty` is Ironstride's own judgement of the finding; `note` says what was read.
    """

    id: str
    kind: str
    citation: str
    verification: Verification
    year: int | None = None
    doi: str | None = None
    pmid: str | None = None
    sample: str = ""
    population: str = ""
    intervention: str = ""
    dose: str = ""
    outcome: str = ""
    effect: str = ""
    interval: tuple[str, str] | None = None
    metric: str = ""
    certainty: str = ""
    url: str | None = None
    supports: str = ""
    note: str = ""

    @property
    def link(self) -> str | None:
        """Where it can be read: its DOI, else the page that was read."""
        return self.url if self.doi is None else f"https://doi.org/{self.doi}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A source as it is printed beside a rule."""

    text: str
    url: str | None
    verification: Verification
