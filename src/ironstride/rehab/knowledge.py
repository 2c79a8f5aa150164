"""Everything that the catalogue knows about rehabilitation, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ironstride.core.reason import Source
from ironstride.core.reference import LoadRule
from ironstride.rehab.blocks import Block, OtherLeg
from ironstride.rehab.gates import Norm
from ironstride.rehab.pain import PainProfile
from ironstride.rehab.phases import LoadStep, RehabPlan
from ironstride.rehab.return_to_run import ReturnToRun
from ironstride.rehab.rules import CourseRules
from ironstride.rehab.scores import Questionnaire
from ironstride.rehab.screening import Screening
from ironstride.rehab.stretches import StretchRoutine


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehab:
    """All of it, checked. `written_step` is the load step at which doses are as they are written."""

    plans: Mapping[str, RehabPlan]
    profiles: Mapping[str, PainProfile]
    rules: CourseRules
    steps: tuple[LoadStep, ...]
    written_step: int
    screening: Screening
    running: ReturnToRun
    stretches: StretchRoutine
    questionnaires: Mapping[str, Questionnaire]
    norms: Mapping[str, Norm]
    blocks: Mapping[str, Block]
    other_leg: OtherLeg
    loads: Mapping[str, LoadRule]
    sources: Mapping[str, Source]

    def profile_of(self, place: str) -> PainProfile | None:
        """Find the pain profile of a place of the body; None where no profile names it."""
        return next((p for p in self.profiles.values() if place in p.places), None)
