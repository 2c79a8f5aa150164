"""Thresholds as clinicians confirmed or changed them, each under a name that no other one has.

A test of a gate is called by its plan, its phase and its id, as `knee.1.bridge-hold`, one before
the first run `running.brisk-walk`, a number of a pain rule `kneecap.during-green` and one of the
course `course.greens`; how far the knee may bend in a phase is `knee.1.bend`. So a test that two plans or two phases share is confirmed for one of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from math import isfinite
from typing import Any, Final, TypeVar

from ironstride.rehab.figure import Figure
from ironstride.rehab.gates import Bound, Criterion, Fact, GateItem
from ironstride.rehab.knowledge import Rehab
from ironstride.rehab.pain import PainProfile
from ironstride.rehab.phases import Limits, RehabPlan, Stage
from ironstride.rehab.rules import CourseRules

COURSE: Final = "course"
RUNNING: Final = "running"
BEND: Final = "bend"
Numbers = TypeVar("Numbers", PainProfile, CourseRules)
Number = TypeVar("Number", Criterion, Figure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """A clinician confirms a threshold, or changes it; name and day are kept.

    `item` is the name of a test of a gate, and `bound` and `fact` say which of its thresholds; a
    number of a pain rule or of the course has neither.
    """

    item: str
    bound: Bound | None
    value: float
    by: str
    day: date
    fact: Fact | None = None

    def __post_init__(self) -> None:
        if not self.by.strip():
            raise ValueError("a threshold is confirmed by somebody; give the clinician's name")
        if not isfinite(self.value) or self.value < 0:
            raise ValueError(f"a threshold is a number from 0 on, not {self.value}")

    @property
    def signature(self) -> str:
        """Who said it, and when."""
        return f"{self.by}, {self.day.isoformat()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A number that a clinician may confirm, under its name; `item` is the test it belongs to.

    A number of a pain rule, of a phase's limits or of the course belongs to no test.
    """

    name: str
    known: Criterion | Figure
    item: GateItem | None = None

    @property
    def bound(self) -> Bound | None:
        """How a test is held against it."""
        return self.known.bound if isinstance(self.known, Criterion) else None

    @property
    def fact(self) -> Fact | None:
        """What the diary tells for it."""
        return self.known.fact if isinstance(self.known, Criterion) else None

    def confirmed(self, value: float | None, *, by: str, day: date) -> Confirmation:
        """Confirm it as it is, or with another value."""
        return Confirmation(
            item=self.name,
            bound=self.bound,
            fact=self.fact,
            value=self.known.value if value is None else value,
            by=by,
            day=day,
        )


def thresholds(rehab: Rehab) -> Iterator[Threshold]:
    """List every number that a clinician may confirm: gates, limits, pain rules, the course."""
    for name, gate in _gates(rehab):
        for item in gate:
            for criterion in item.criteria:
                yield Threshold(name=f"{name}.{item.id}", known=criterion, item=item)
    for name, limits in _limits(rehab):
        if limits.bend is not None:
            yield Threshold(name=f"{name}.{BEND}", known=limits.bend)
    numbers: dict[str, PainProfile | CourseRules] = {**rehab.profiles, COURSE: rehab.rules}
    for name, of_name in numbers.items():
        for field, figure in _figures(of_name):
            yield Threshold(name=_called(name, field), known=figure)


def _stages(rehab: Rehab) -> Iterator[tuple[str, Stage]]:
    for plan in rehab.plans.values():
        for number, stage in enumerate(plan.stages, start=1):
            yield f"{plan.id}.{number}", stage


def _gates(rehab: Rehab) -> Iterator[tuple[str, tuple[GateItem, ...]]]:
    yield from ((name, stage.gate) for name, stage in _stages(rehab))
    yield RUNNING, rehab.running.entry


def _limits(rehab: Rehab) -> Iterator[tuple[str, Limits]]:
    return ((n, stage.limits) for n, stage in _stages(rehab) if stage.limits is not None)


def thresholds_of(plan: RehabPlan, rehab: Rehab) -> Iterator[Threshold]:
    """List those that speak for a plan."""
    speaking = (plan.id, plan.profile, COURSE, RUNNING)
    return (one for one in thresholds(rehab) if one.name.partition(".")[0] in speaking)


def plans_with(name: str, rehab: Rehab) -> tuple[str, ...]:
    """Name the plans that a threshold speaks for.

    A pain rule serves several plans, and the course and the tests before running serve all.
    """
    first = name.partition(".")[0]
    return tuple(
        plan.title
        for plan in rehab.plans.values()
        if first in (plan.id, plan.profile, COURSE, RUNNING)
    )


def with_confirmations(rehab: Rehab, said: Sequence[Confirmation]) -> Rehab:
    """Put what clinicians said into every gate, pain rule and rule of the course it speaks of.

    Of two that differ the later one holds. What a later version no longer has is passed over.

    Raises:
        ValueError: where the numbers of a pain rule or of the course no longer fit each other.
    """
    last = {(c.item, c.bound, c.fact): c for c in sorted(said, key=lambda one: one.day)}
    stages = {name: _stage(name, stage, last) for name, stage in _stages(rehab)}
    plans = {
        plan.id: replace(
            plan,
            stages=tuple(stages[f"{plan.id}.{n}"] for n in range(1, len(plan.stages) + 1)),
        )
        for plan in rehab.plans.values()
    }
    entry = _gate(RUNNING, rehab.running.entry, last)
    return replace(
        rehab,
        plans=plans,
        running=replace(rehab.running, entry=entry),
        profiles={name: _numbers(one, name, last) for name, one in rehab.profiles.items()},
        rules=_numbers(rehab.rules, COURSE, last),
    )


Said = Mapping[tuple[str, Bound | None, Fact | None], Confirmation]
"""The last confirmation of each threshold."""


def _stage(name: str, stage: Stage, said: Said) -> Stage:
    limits, one = stage.limits, said.get((f"{name}.{BEND}", None, None))
    if limits is not None and limits.bend is not None and one is not None:
        limits = replace(limits, bend=_signed(limits.bend, one))
    return replace(stage, gate=_gate(name, stage.gate, said), limits=limits)


def _gate(name: str, gate: tuple[GateItem, ...], said: Said) -> tuple[GateItem, ...]:
    return tuple(
        replace(
            item, criteria=tuple(_criterion(f"{name}.{item.id}", c, said) for c in item.criteria)
        )
        for item in gate
    )


def _criterion(name: str, criterion: Criterion, said: Said) -> Criterion:
    one = said.get((name, criterion.bound, criterion.fact))
    return criterion if one is None else _signed(criterion, one)


def _numbers(numbers: Numbers, name: str, said: Said) -> Numbers:
    changed: dict[str, Any] = {
        field: _signed(figure, one)
        for field, figure in _figures(numbers)
        if (one := said.get((_called(name, field), None, None))) is not None
    }
    return replace(numbers, **changed)


def _signed(number: Number, said: Confirmation) -> Number:
    return replace(number, value=said.value, confirmed=said.signature)


def _figures(numbers: PainProfile | CourseRules) -> Iterator[tuple[str, Figure]]:
    for field in fields(numbers):
        value = getattr(numbers, field.name)
        if isinstance(value, Figure):
            yield field.name, value


def _called(name: str, field: str) -> str:
    return f"{name}.{field.replace('_', '-')}"
