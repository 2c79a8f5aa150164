"""Thresholds as clinicians confirmed or changed them, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from ironstride.rehab.figure import Figure
from ironstride.rehab.gates import Confirmation, GateItem, confirmed
from ironstride.rehab.knowledge import Rehab
from ironstride.rehab.pain import PainProfile
from ironstride.rehab.rules import CourseRules

COURSE = "course"
Numbers = TypeVar("Numbers", PainProfile, CourseRules)


def with_confirmations(rehab: Rehab, said: Sequence[Confirmation]) -> Rehab:
    """Put what clinicians said into every gate, pain rule and rule of the course it speaks of.

    What a later version no longer has is passed over.
    """
    figures = {one.item: one for one in sorted(said, key=lambda one: one.day) if one.bound is None}
    plans = {
        name: replace(
            plan,
            stages=tuple(replace(s, gate=_gate(s.gate, said)) for s in plan.stages),
        )
        for name, plan in rehab.plans.items()
    }
    return replace(
        rehab,
        plans=plans,
        running=replace(rehab.running, entry=_gate(rehab.running.entry, said)),
        profiles={name: _numbers(one, name, figures) for name, one in rehab.profiles.items()},
        rules=_numbers(rehab.rules, COURSE, figures),
    )


def _gate(gate: Sequence[GateItem], said: Sequence[Confirmation]) -> tuple[GateItem, ...]:
    known = {(item.id, criterion.bound) for item in gate for criterion in item.criteria}
    return confirmed(gate, [one for one in said if (one.item, one.bound) in known])


def _numbers(numbers: Numbers, name: str, said: Mapping[str, Confirmation]) -> Numbers:
    changed: dict[str, Any] = {
        field: replace(figure, value=one.value, confirmed=f"{one.by}, {one.day.isoformat()}")
        for field, figure in _figures(numbers)
        if (one := said.get(_called(name, field))) is not None
    }
    return replace(numbers, **changed)


def figures_named(rehab: Rehab) -> Mapping[str, Figure]:
    """List the numbers of pain rules and of the course by the names they are confirmed under."""
    of_pain = {
        _called(name, field): figure
        for name, profile in rehab.profiles.items()
        for field, figure in _figures(profile)
    }
    return of_pain | {_called(COURSE, field): f for field, f in _figures(rehab.rules)}


def _figures(numbers: PainProfile | CourseRules) -> Iterator[tuple[str, Figure]]:
    for field in fields(numbers):
        value = getattr(numbers, field.name)
        if isinstance(value, Figure):
            yield field.name, value


def _called(name: str, field: str) -> str:
    return f"{name}.{field.replace('_', '-')}"
