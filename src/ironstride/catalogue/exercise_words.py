"""An exercise in words: what it trains, needs and asks of the body, and what stands around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ironstride.catalogue.check import sources_of_stress
from ironstride.catalogue.dose import dose_in_words
from ironstride.catalogue.words import KNOWN
from ironstride.core.catalogue import Catalogue
from ironstride.core.demand import RUNNING, USUAL_HEIGHT, Joint
from ironstride.core.exercise import Exercise, KneePhase, Laterality, LoadType

Fact = tuple[str, str]
SIDES: Final[Mapping[Laterality, str]] = {
    Laterality.BILATERAL: "both sides at once",
    Laterality.ALTERNATING: "one side and the other in turn",
    Laterality.UNILATERAL: "one side, then the other",
}
LOADS: Final[Mapping[LoadType, str]] = {
    LoadType.BODYWEIGHT: "your own weight",
    LoadType.TIME: "time held",
    LoadType.CONTACTS: "foot contacts",
}
OUR_JUDGEMENT: Final = (
    "Cues, skill, load on the back and the knee phase are Ironstride's own judgement."
)


def nature(exercise: Exercise, catalogue: Catalogue) -> Iterator[Fact]:
    """Say what an exercise is, each thing under its name."""
    also = exercise.secondary_muscles
    muscles = ", ".join(exercise.primary_muscles) + (f"; also {', '.join(also)}" if also else "")
    yield "Trains", muscles
    yield "Movement", movement(exercise)
    yield "Needs", "; ".join(catalogue.equipment[token] for token in sorted(exercise.equipment))
    yield "Load", LOADS.get(exercise.load_type, f"a {exercise.load_type}")
    yield "Skill", f"{exercise.skill} of 5"
    yield "Back", back(exercise)
    yield "Knee", knee(exercise)
    yield "Kneecap", kneecap(exercise, catalogue)
    if exercise.contacts_per_rep:
        yield "Jumping", f"{exercise.contacts_per_rep} foot contacts a repetition"
    demand = asked(exercise, catalogue)
    if demand:
        yield "Joints", demand
    yield "Feet", "barefoot is fine on the gym floor" if exercise.is_barefoot_ok else "in shoes"


def movement(exercise: Exercise) -> str:
    """Say how it moves."""
    several = exercise.plane == "multi"
    plane = "in several planes" if several else f"in the {exercise.plane} plane"
    return f"{exercise.pattern.replace('-', ' ')}, {SIDES[exercise.laterality]}, {plane}"


def back(exercise: Exercise) -> str:
    """Say what it asks of the spine."""
    turning = "turns the spine, so light only" if exercise.has_torsion else "without turning it"
    return f"load on the spine: {exercise.spinal_load}, {turning}"


def knee(exercise: Exercise) -> str:
    """Say how far the knee bends, and from when a sore one may."""
    bend = exercise.knee_flexion_deg
    angle = "" if bend is None else f"bends {bend[0]}–{bend[1]}°; "
    if exercise.knee_phase is KneePhase.AFTER:
        return f"{angle}not before a knee programme is done"
    return f"{angle}from the {exercise.knee_phase} phase of a knee programme"


def kneecap(exercise: Exercise, catalogue: Catalogue) -> str:
    """Say how the kneecap is pressed, and how that is known."""
    peak = exercise.patellofemoral_peak_bw
    beside = "" if peak is None else f", peak {peak:g} body weights"
    sources = [catalogue.sources[s] for s in sources_of_stress(exercise.patellofemoral_source)]
    cited = "; ".join(f"{s.id}, {KNOWN[s.verification]}" for s in sources)
    return f"stress behind it: {exercise.patellofemoral_stress}{beside} ({cited})"


JOINTS: Final[Mapping[Joint, str]] = {
    Joint.HIP_EXTENSION: "hip",
    Joint.HIP_ABDUCTION: "side of the hip",
    Joint.KNEE_EXTENSION: "knee",
    Joint.ANKLE: "ankle",
}
USUAL_MASS: Final = 70.0  # of the body that motions are worked out with [kg]


def asked(exercise: Exercise, catalogue: Catalogue) -> str:
    """Say what moments it asks of a leg, each as a band beside running's; empty if not known."""
    row = catalogue.demands.get(exercise.id)
    if row is None or not row.joints:
        return ""
    said = []
    for joint, moment in row.joints.items():
        most = moment.per_kg(USUAL_HEIGHT, USUAL_MASS, row.load_kg)
        low, high = (most * (1 + sign * moment.band / 100) for sign in (-1, 1))
        least, up_to = RUNNING[joint]
        said.append(f"{JOINTS[joint]} {low:.1f}–{high:.1f} (running {least:g}–{up_to:g})")
    load = f" with {row.load_kg:g} kg at a body mass of 70 kg" if row.load_kg else ""
    return (
        f"peak moments a leg{load}, in N m/kg: {', '.join(said)}. Ironstride's own computation for "
        "usual technique, no measurement"
    )


def doses(exercise: Exercise) -> Iterator[Fact]:
    """Say how much of it serves which goal."""
    for goal, dose in exercise.doses.items():
        yield goal.replace("_", " "), dose_in_words(dose, per_side=exercise.is_per_side)
