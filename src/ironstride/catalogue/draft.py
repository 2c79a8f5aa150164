"""What the files held, before it is checked: a row with faults keeps its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from ironstride.core.catalogue import Catalogue
from ironstride.core.demand import Demand
from ironstride.core.exercise import Exercise
from ironstride.core.policy import Policy, PolicyNumber
from ironstride.core.reason import Rule, Source
from ironstride.core.reference import LoadRule, PainRule, ReferenceProgramme

T = TypeVar("T")
Shelf = dict[str, T | None]
"""Rows by id; None stands for a row that could not be read."""


@dataclass(slots=True, kw_only=True)
class Draft:
    """The catalogue as its files tell it. `files` says where each row of a shelf stands."""

    exercises: Shelf[Exercise] = field(default_factory=dict)
    programmes: Shelf[ReferenceProgramme] = field(default_factory=dict)
    rules: Shelf[Rule] = field(default_factory=dict)
    sources: Shelf[Source] = field(default_factory=dict)
    load_rules: Shelf[LoadRule] = field(default_factory=dict)
    pain_rules: Shelf[PainRule] = field(default_factory=dict)
    demands: Shelf[Demand] = field(default_factory=dict)
    equipment: Shelf[str] = field(default_factory=dict)
    numbers: Shelf[PolicyNumber] = field(default_factory=dict)
    policy: Policy | None = None
    files: dict[tuple[str, str], str] = field(default_factory=dict)

    def finished(self, policy: Policy) -> Catalogue:
        """Bind a draft without faults."""
        return Catalogue(
            exercises=read(self.exercises),
            programmes=read(self.programmes),
            rules=read(self.rules),
            sources=read(self.sources),
            load_rules=read(self.load_rules),
            pain_rules=read(self.pain_rules),
            demands=read(self.demands),
            equipment=read(self.equipment),
            numbers=read(self.numbers),
            policy=policy,
        )


def read(shelf: Mapping[str, T | None]) -> dict[str, T]:
    """Keep the rows that could be read."""
    return {name: row for name, row in shelf.items() if row is not None}
