"""The catalogue: exercises, reference programmes, rules, evidence and policy, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ironstride.core.demand import Demand
from ironstride.core.exercise import Exercise
from ironstride.core.policy import Policy, PolicyNumber
from ironstride.core.reason import Rule, Source
from ironstride.core.reference import LoadRule, PainRule, ReferenceProgramme


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All knowledge, checked.

    `equipment` says in plain words what each token is, `numbers` what each entry of the
    policy means. `demands` is what `ironstride motion build` worked out, by motion.
    """

    exercises: Mapping[str, Exercise]
    programmes: Mapping[str, ReferenceProgramme]
    rules: Mapping[str, Rule]
    sources: Mapping[str, Source]
    equipment: Mapping[str, str]
    policy: Policy
    numbers: Mapping[str, PolicyNumber] = field(default_factory=dict)
    load_rules: Mapping[str, LoadRule] = field(default_factory=dict)
    pain_rules: Mapping[str, PainRule] = field(default_factory=dict)
    demands: Mapping[str, Demand] = field(default_factory=dict)
