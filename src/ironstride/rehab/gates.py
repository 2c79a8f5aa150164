"""Gates: lists of tests that open the next phase, once passed twice with two days between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from ironstride.core.athlete import Sex
from ironstride.core.log import Side
from ironstride.core.reason import Verification


class Fact(StrEnum):
    """What a gate reads from the diary instead of asking."""

    USUAL_PAIN = "usual-pain"
    WORST_PAIN = "worst-pain"
    GREEN_MORNINGS = "green-mornings"
    HALF_HOUR_RUNS = "half-hour-runs"
    DAYS_IN_PHASE = "days-in-phase"
    AKPS = "akps"
    UWRI = "uwri"
    KOOS_PF = "koos-pf"
    VISA_P = "visa-p"
    VISA_A = "visa-a"


class Bound(StrEnum):
    """How a value is held against a threshold."""

    AT_LEAST = "at-least"
    AT_MOST = "at-most"
    PAIN_AT_MOST = "pain-at-most"  # [0 to 10], in the test
    SIDES_WITHIN = "sides-within"  # the lower side, less than the higher by so many per cent
    OF_OTHER_SIDE = "of-other-side"  # the sore side in per cent of the other
    OF_NORM = "of-norm"  # in per cent of the norm for age and sex
    RISE = "rise"  # points above the start


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One threshold of a test, and how the threshold is known.

    `fact` names what the diary tells. An interpolated threshold is Ironstride's own choice until
    `confirmed` says which clinician has confirmed it, and when.
    """

    bound: Bound
    value: float
    verification: Verification
    source: str | None = None
    fact: Fact | None = None
    note: str = ""
    confirmed: str = ""

    def __post_init__(self) -> None:
        if self.source is None and self.verification is not Verification.INTERPOLATED:
            raise ValueError(f"{self.bound} {self.value:g} is {self.verification}; name its source")
        if self.bound is Bound.RISE and self.fact is None:
            raise ValueError("a rise is read from the diary; name its fact")

    @property
    def is_own(self) -> bool:
        """Whether it is Ironstride's own choice that no clinician has confirmed."""
        return self.verification is Verification.INTERPOLATED and not self.confirmed


class Enough(StrEnum):
    """Whether all criteria must hold or one is enough."""

    ALL = "all"
    ONE = "one"


@dataclass(frozen=True, slots=True, kw_only=True)
class GateItem:
    """One test of a gate: how it is done, what is written down, and what to practise.

    `norm` names the table of norms; `exercise` the one of the catalogue whose picture shows it.
    """

    id: str
    title: str
    how: str
    criteria: tuple[Criterion, ...]
    practise: str
    unit: str = ""
    has_sides: bool = False
    enough: Enough = Enough.ALL
    norm: str | None = None
    exercise: str | None = None

    def __post_init__(self) -> None:
        if not self.criteria:
            raise ValueError(f"{self.id} has no criterion; name one at least")
        if self.is_measured and not self.unit:
            raise ValueError(f"{self.id} is measured; name its unit")

    @property
    def is_measured(self) -> bool:
        """Whether somebody has to do it; else the diary tells."""
        return any(criterion.fact is None for criterion in self.criteria)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """What one test gave on a day: one value, or one for each side; yes is 1 and no is 0."""

    item: str
    day: date
    at: datetime
    both: float | None = None
    left: float | None = None
    right: float | None = None
    pain: int | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if self.both is None and self.left is None and self.right is None:
            raise ValueError(f"{self.item}: give a value, or one for each side")
        if self.pain is not None and not 0 <= self.pain <= 10:
            raise ValueError(f"{self.item}: pain lies between 0 and 10, not {self.pain}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """Norms of a test by decade of life and sex. `male` and `female` begin in the twenties."""

    id: str
    male: tuple[int, ...]
    female: tuple[int, ...]
    verification: Verification
    source: str

    def of(self, age: int | None, sex: Sex | None) -> int:
        """Give the norm; where age or sex is unknown, the highest that it could be."""
        columns = {Sex.MALE: (self.male,), Sex.FEMALE: (self.female,)}
        shown = columns[sex] if sex is not None else (self.male, self.female)
        if age is None:
            return max(max(column) for column in shown)
        return max(column[min(max(age // 10 - 2, 0), len(column) - 1)] for column in shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the diary tells on a day, and who the athlete is; what it lacks is not known.

    `rises` are points above the start.
    """

    values: Mapping[Fact, float] = field(default_factory=dict)
    rises: Mapping[Fact, float] = field(default_factory=dict)
    norms: Mapping[str, int] = field(default_factory=dict)
    sore: Side | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """A criterion that was not reached: on which side, and by which value; None is not known."""

    item: GateItem
    criterion: Criterion
    side: Side | None = None
    reached: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """All tests of a gate on one day: what fell short; nothing where it is passed."""

    day: date
    at: datetime
    shortfalls: tuple[Shortfall, ...]

    @property
    def is_passed(self) -> bool:
        """Whether every test was passed."""
        return not self.shortfalls


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTried:
    """Tests of the gate that nobody has done on one day together with the others."""

    missing: tuple[GateItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotYet:
    """The last attempt fell short: which tests, and what to practise."""

    attempt: Attempt


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOnce:
    """Passed once; it takes a second pass, not before `again_from`."""

    attempt: Attempt
    again_from: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """Passed twice, far enough apart."""

    first: Attempt
    second: Attempt


GateOutcome: TypeAlias = NotTried | NotYet | PassedOnce | Passed
"""How a gate stands."""


def attempt_of(
    gate: Sequence[GateItem], measured: Mapping[str, Measurement], facts: Facts
) -> Attempt | None:
    """Judge the tests of one day; None where one that somebody has to do is missing.

    Raises:
        ValueError: where nothing was measured at all.
    """
    by_hand = [item for item in gate if item.is_measured]
    if not measured:
        raise ValueError("an attempt holds at least one measurement")
    if any(item.id not in measured for item in by_hand):
        return None
    last = max(measured.values(), key=lambda one: one.at)
    found = [short for item in gate for short in _short_of(item, measured.get(item.id), facts)]
    return Attempt(day=last.day, at=last.at, shortfalls=tuple(found))


def outcome_of(
    gate: Sequence[GateItem], attempts: Sequence[Attempt], *, apart: timedelta
) -> GateOutcome:
    """Say how a gate stands after some attempts, in their order.

    An attempt that falls short begins the count anew.
    """
    passes: list[Attempt] = []
    for attempt in attempts:
        passes = [*passes, attempt] if attempt.is_passed else []
    if passes and passes[-1].at - passes[0].at >= apart:
        return Passed(first=passes[0], second=passes[-1])
    if passes:
        return PassedOnce(attempt=passes[0], again_from=passes[0].at + apart)
    if attempts:
        return NotYet(attempt=attempts[-1])
    return NotTried(missing=tuple(item for item in gate if item.is_measured))


def _short_of(item: GateItem, measured: Measurement | None, facts: Facts) -> Iterator[Shortfall]:
    found = [tuple(_against(item, criterion, measured, facts)) for criterion in item.criteria]
    if item.enough is Enough.ONE and not all(found):
        return
    for shortfalls in found:
        yield from shortfalls


def _against(
    item: GateItem, criterion: Criterion, measured: Measurement | None, facts: Facts
) -> Iterator[Shortfall]:
    for side, value in _values(item, criterion, measured, facts):
        if value is None or not _holds(criterion, value):
            yield Shortfall(item=item, criterion=criterion, side=side, reached=value)


Reached: TypeAlias = tuple[Side | None, float | None]
"""A side and what it reached; no side where both count together, None where nobody knows."""


def _values(
    item: GateItem, criterion: Criterion, measured: Measurement | None, facts: Facts
) -> Iterable[Reached]:
    if criterion.fact is not None:
        told = facts.rises if criterion.bound is Bound.RISE else facts.values
        return [(None, told.get(criterion.fact))]
    return [(None, None)] if measured is None else _measured(item, criterion, measured, facts)


def _measured(
    item: GateItem, criterion: Criterion, measured: Measurement, facts: Facts
) -> Iterable[Reached]:
    match criterion.bound:
        case Bound.PAIN_AT_MOST:
            return [(None, measured.pain)]
        case Bound.SIDES_WITHIN:
            return [(None, _difference(measured))]
        case Bound.OF_OTHER_SIDE:
            return [(facts.sore, _share_of_other(measured, facts.sore))]
        case Bound.OF_NORM:
            norm = facts.norms.get(item.norm or "")
            return [(side, _percent(value, norm)) for side, value in _by_side(item, measured)]
        case _:
            return _by_side(item, measured)


def _by_side(item: GateItem, measured: Measurement) -> list[Reached]:
    if not item.has_sides:
        return [(None, measured.both)]
    return [(Side.LEFT, measured.left), (Side.RIGHT, measured.right)]


def _percent(value: float | None, whole: float | None) -> float | None:
    return None if value is None or not whole else 100 * value / whole


def _difference(measured: Measurement) -> float | None:
    """Say by how much the lower side stays behind the higher. [%]"""
    if measured.left is None or measured.right is None:
        return None
    high = max(measured.left, measured.right)
    return 0.0 if high == 0 else 100 * (high - min(measured.left, measured.right)) / high


def _share_of_other(measured: Measurement, sore: Side | None) -> float | None:
    """Say what the sore side reaches of the other; the lower one where nobody said which. [%]"""
    left, right = measured.left, measured.right
    if left is None or right is None:
        return None
    if sore is None:
        return _percent(min(left, right), max(left, right))
    return _percent(left, right) if sore is Side.LEFT else _percent(right, left)


def _holds(criterion: Criterion, value: float) -> bool:
    is_ceiling = criterion.bound in (Bound.AT_MOST, Bound.PAIN_AT_MOST, Bound.SIDES_WITHIN)
    return value <= criterion.value if is_ceiling else value >= criterion.value
