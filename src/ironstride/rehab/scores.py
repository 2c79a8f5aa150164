"""Questionnaires: published weights by item number; the wording is the athlete's own form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from ironstride.core.reason import Verification
from ironstride.rehab.figure import Figure


class Total(StrEnum):
    """How the items become a score."""

    SUM = "sum"
    FROM_100 = "from-100"  # 100 less the mean of the items times 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item: its number in the form and a label of our own, never its wording.

    `weights` are the points of the options in the form's order; where there are none the item is
    answered in points from 0 to `most`.
    """

    number: int
    label: str
    weights: tuple[int, ...] = ()
    most: int | None = None

    def __post_init__(self) -> None:
        if bool(self.weights) == (self.most is not None):
            raise ValueError(f"item {self.number} has weights or a most, one of the two")

    @property
    def highest(self) -> int:
        """The most points that it can give."""
        return max(self.weights) if self.most is None else self.most

    def points(self, answer: int) -> int:
        """Turn an answer into points: the option's number from 1, or the points themselves.

        Raises:
            ValueError: where the form has no such option.
        """
        first, last = (1, len(self.weights)) if self.most is None else (0, self.most)
        if not first <= answer <= last:
            raise ValueError(f"item {self.number} is answered with {first} to {last}, not {answer}")
        return self.weights[answer - 1] if self.most is None else answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """A questionnaire: items, how they add up, and which change is more than noise.

    `version` tells which table of weights it is. A higher score is better. `change` is the
    smallest change that matters to people, where one is published.
    """

    id: str
    title: str
    version: str
    total: Total
    items: tuple[Item, ...]
    rights: str
    verification: Verification
    source: str | None = None
    change: Figure | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if [item.number for item in self.items] != list(range(1, len(self.items) + 1)):
            raise ValueError(f"the items of {self.id} are numbered from 1 without a gap")

    @property
    def highest(self) -> float:
        """The best score."""
        return 100 if self.total is Total.FROM_100 else sum(item.highest for item in self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A questionnaire that was filled in: an answer for each item number, to be kept."""

    questionnaire: str
    version: str
    day: date
    at: datetime
    answers: Mapping[int, int] = field(default_factory=dict)


def score(questionnaire: Questionnaire, answers: Mapping[int, int]) -> float | None:
    """Add up a questionnaire; None where an item is not answered.

    AKPS is the sum of its thirteen weights, 0 to 100, higher is better. [akps_weights: verified]
    KOOS-PF is 100 less 25 times the mean of its eleven items.           [recalled]

    Raises:
        ValueError: where an answer is no option of its item.
    """
    if any(item.number not in answers for item in questionnaire.items):
        return None
    points = [item.points(answers[item.number]) for item in questionnaire.items]
    if questionnaire.total is Total.SUM:
        return sum(points)
    return round(100 - 25 * sum(points) / len(points), 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How a score moved, and whether that is as much as the published threshold."""

    points: float
    threshold: Figure | None

    @property
    def matters(self) -> bool | None:
        """Whether it reaches the threshold, up or down; None where none is published."""
        if self.threshold is None:
            return None
        return abs(self.points) >= self.threshold.value


def change(questionnaire: Questionnaire, before: float, after: float) -> Change:
    """Compare two scores of one questionnaire."""
    return Change(points=round(after - before, 1), threshold=questionnaire.change)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnItem:
    """The wording of one item, as the owner of a form brings it."""

    text: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnForm:
    """A form that somebody brings along: wording by item number. None of it is Ironstride's."""

    questionnaire: str
    items: Mapping[int, OwnItem]


def form_faults(questionnaire: Questionnaire, form: OwnForm) -> tuple[str, ...]:
    """List where a form does not fit the questionnaire; empty where it does."""
    return tuple(_form_faults(questionnaire, form))


def _form_faults(questionnaire: Questionnaire, form: OwnForm) -> Iterator[str]:
    if form.questionnaire != questionnaire.id:
        yield f"the form is for {form.questionnaire}, not for {questionnaire.id}"
        return
    known = {item.number: item for item in questionnaire.items}
    for number in sorted(form.items.keys() - known.keys()):
        yield f"{questionnaire.id} has no item {number}; it ends with {len(known)}"
    for number, item in known.items():
        own = form.items.get(number)
        if own is None:
            yield f"item {number} ({item.label}) has no wording; add it"
        elif len(own.options) != len(item.weights):
            options, wanted = len(own.options), len(item.weights)
            yield f"item {number} ({item.label}) has {options} options; it takes {wanted}"
