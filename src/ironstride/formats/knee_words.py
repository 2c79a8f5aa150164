"""Words that every text about a sore place shares: grades, doses, rungs, decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from ironstride.core.exercise import Dose, Exercise
from ironstride.core.reason import Verification
from ironstride.core.reference import ReferenceExercise
from ironstride.formats.words import day_in_words
from ironstride.rehab.knowledge import Rehab
from ironstride.rehab.pain import PainProfile
from ironstride.rehab.phases import RehabPlan
from ironstride.rehab.return_to_run import Rung, RungKind
from ironstride.rehab.standing import Action, CourseState, Decision, Position

WIDTH: Final = 80
OWN: Final = "our own choice until a clinician confirms it"

STATES: Final[Mapping[CourseState, str]] = MappingProxyType(
    {
        CourseState.NOT_SCREENED: "The questions come first; no plan is followed yet.",
        CourseState.STOPPED: "Stopped: somebody has to look at it first.",
        CourseState.ACTIVE: "The plan is followed.",
        CourseState.ENDED: "Ended: have it assessed before anything goes on.",
        CourseState.DISCHARGED: "Done: the last gate is passed, and nothing is limited any more.",
    }
)

ACTIONS: Final[Mapping[Action, str]] = MappingProxyType(
    {
        Action.START: "begins",
        Action.PROGRESS: "on",
        Action.HOLD: "same",
        Action.REGRESS: "back",
        Action.WAIT: "rest",
        Action.TEST: "tests",
        Action.STOP: "stop",
        Action.RESUME: "resumes",
        Action.DISCHARGE: "done",
    }
)

GRADES: Final[Mapping[Verification, str]] = MappingProxyType(
    {
        Verification.VERIFIED: "read in its source",
        Verification.SECONDARY: "read only through another source",
        Verification.RECALLED: "recalled, not yet read again",
        Verification.INTERPOLATED: OWN,
    }
)


def page(parts: Iterable[Sequence[str]]) -> str:
    """Join paragraphs with an empty line between them."""
    lines = "\n\n".join("\n".join(part) for part in parts if part).splitlines()
    return "\n".join(line.rstrip() for line in lines) + "\n"


def decision_in_words(decision: Decision) -> str:
    """Say a decision with its reason: `runs: back, red: 6 of 10 during`."""
    if decision.action is Action.TEST:
        return f"{decision.because}."
    on = f"{decision.track.value}: " if decision.track is not None else ""
    until = "" if decision.until is None else f" until {day_in_words(decision.until)}"
    if decision.action is Action.WAIT:
        return f"{on}{ACTIONS[decision.action]}{until}, {decision.because}."
    return f"{on}{ACTIONS[decision.action]}, {decision.because}{until}."


def position_in_words(at: Position, plan: RehabPlan, rehab: Rehab) -> str:
    """Say a position: phase, step of load, rung of running."""
    rung = rehab.running.rungs[at.rung]
    step = f"step {at.step + 1} of {len(rehab.steps)}"
    return f"{plan.stages[at.stage].name}, {step}; {rung_in_words(rung)}"


def rung_in_words(rung: Rung) -> str:
    """Say a rung of running: `6 x (4 min walking, 1 min running)`."""
    if rung.kind is not RungKind.WALK_RUN:
        return rung.name.lower()
    if not rung.walk_min:
        return f"{rung.run_min:g} min of running in one go"
    return f"{rung.rounds} x ({rung.walk_min:g} min walking, {rung.run_min:g} min running)"


def dose_of_line(line: ReferenceExercise, exercises: Mapping[str, Exercise]) -> str:
    """Say the dose of a line: `2 x 10 held 10 s each side`."""
    optional = " (optional)" if line.is_optional else ""
    sides = " each side" if exercises[line.exercise].is_per_side else ""
    return f"{_dose(line.dose)}{sides}{optional}"


def _dose(dose: Dose) -> str:
    if dose.reps is not None:
        held = "" if dose.hold_s is None else f" held {dose.hold_s} s"
        return f"{dose.sets} x {dose.reps}{held}"
    if dose.metres is not None:
        return f"{dose.sets} x {dose.metres} m"
    most = "" if dose.seconds_most is None else f"-{dose.seconds_most}"
    return f"{dose.sets} x {dose.seconds}{most} s"


def pain_rule_in_words(profile: PainProfile) -> str:
    """Say which pain gives which light, in the numbers that decide."""
    if profile.has_no_tolerance:
        return "none at all, during or after."
    soon = profile.settled_after_min
    settled = "" if soon is None else f", back where it was within {soon.value:g} min"
    steady = "" if profile.steady_ambers is None else " Steady amber goes on, too."
    return (
        f"green up to {profile.during_green.value:g} of 10 during it{settled}, and no worse the "
        f"next morning; amber up to {profile.during_red.value:g}; red above that, with a swelling, "
        f"or with a morning {profile.morning_red.value:g} worse.{steady}"
    )
