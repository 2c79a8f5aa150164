"""What is told to a course, in a line each; the stretch routine; thresholds and their grades."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import Final, assert_never

from ironstride.core.exercise import Exercise
from ironstride.core.log import PainMoment, PainScore
from ironstride.formats.knee_text import (
    GRADES,
    WIDTH,
    criterion_in_words,
    grade_in_words,
    page,
)
from ironstride.formats.words import count, day_in_words, inert, wrapped
from ironstride.rehab.confirmed import figures_named
from ironstride.rehab.entries import (
    Assessed,
    CourseStarted,
    RunDone,
    SessionDone,
    SteppedBack,
    SwellingSeen,
    Track,
)
from ironstride.rehab.figure import Figure
from ironstride.rehab.gates import Confirmation, GateItem, Measurement
from ironstride.rehab.knowledge import Rehab
from ironstride.rehab.phases import RehabPlan
from ironstride.rehab.scores import Answered
from ironstride.rehab.screening import Screened
from ironstride.rehab.stretches import Hold, StretchRoutine, holds, total_seconds

MOMENTS: Final[Mapping[PainMoment, str]] = MappingProxyType(
    {
        PainMoment.DURING: "during",
        PainMoment.AFTER: "after",
        PainMoment.NEXT_MORNING: "in the morning",
    }
)
Tellable = (
    Screened | CourseStarted | SessionDone | RunDone | SwellingSeen | Measurement | Answered
    | SteppedBack | Assessed | Confirmation | PainScore
)  # fmt: skip


def entry_in_words(entry: Tellable) -> str:
    """Say an entry with its day: `Mon 30 Nov: pain 2 of 10 during`."""
    return f"{day_in_words(entry.day)}: {_entry(entry)}"


def _entry(entry: Tellable) -> str:  # noqa: C901, PLR0911 - one line for each kind of entry
    match entry:
        case Screened():
            return "the questions are answered"
        case CourseStarted(plan=plan):
            return f"the plan {plan} begins"
        case SessionDone():
            return "a session is done"
        case RunDone(longest_min=longest):
            return f"a run, {longest:g} min of it in one go"
        case SwellingSeen():
            return "it is swollen"
        case Measurement():
            return f"{entry.item} {_measured(entry)}"
        case Answered(questionnaire=form):
            return f"{form} is filled in"
        case SteppedBack(track=track):
            return "back a phase" if track is Track.SESSIONS else "back a rung of running"
        case Assessed(by=by):
            return f"looked at by {inert(by)}"
        case Confirmation(item=item, value=value, by=by):
            return f"{item} is {value:g}, says {inert(by)}"
        case PainScore():
            return f"{entry.place}, pain {entry.score} of 10 {MOMENTS[entry.moment]}"
        case _:
            assert_never(entry)


def _measured(one: Measurement) -> str:
    pain = "" if one.pain is None else f", pain {one.pain} of 10"
    if one.both is not None:
        return f"{one.both:g}{pain}"
    sides = (("left", one.left), ("right", one.right))
    return ", ".join(f"{side} {value:g}" for side, value in sides if value is not None) + pain


# The stretch routine ---------------------------------------------------------------------


def stretches_in_text(
    routine: StretchRoutine, exercises: Mapping[str, Exercise], *, end_range_hurts: bool = False
) -> str:
    """Write the routine in its order: each stretch with its sets, sides and seconds."""
    laid_out = holds(routine, exercises, end_range_hurts=end_range_hurts)
    minutes = -(-total_seconds(laid_out) // 60)
    least, most = routine.per_week_least.value, routine.per_week_most.value
    lines = [
        f"{number}. {_stretch(list(group), exercises)}"
        for number, (_, group) in enumerate(groupby(laid_out, key=lambda h: h.exercise), 1)
    ]
    often = f"{least:g} to {most:g} times a week, {minutes} min, after a run or by itself"
    change = f"{routine.change_s.value:g} s to change over"
    rules = [line for rule in routine.rules for line in wrapped(rule, "- ", "  ", width=WIDTH)]
    return page([[routine.title, f"{often}; {change}."], lines, rules])


def _stretch(group: list[Hold], exercises: Mapping[str, Exercise]) -> str:
    first = group[0]
    sides = "" if first.side is None else " each side"
    dose = f"{first.of} x {first.seconds} s{sides}"
    return f"{exercises[first.exercise].name:<40}{dose:<22}{first.tissue}".rstrip()


def hold_in_words(hold: Hold, exercises: Mapping[str, Exercise]) -> str:
    """Say what a timer shows: `Calf stretch, left, set 1 of 2: 30 s`."""
    side = "" if hold.side is None else f", {hold.side.value}"
    name = exercises[hold.exercise].name
    return f"{name}{side}, set {hold.number} of {hold.of}: {hold.seconds} s"


# Thresholds ------------------------------------------------------------------------------


def thresholds_in_text(rehab: Rehab, plan: RehabPlan) -> str:
    """List every threshold of a plan under the name that it is confirmed by, with its grade."""
    stages = [[f"Phase {n}, {s.name}", *_items(s.gate)] for n, s in enumerate(plan.stages, 1)]
    names = (f"{plan.profile}.", "course.")
    numbers = [
        line
        for name, figure in figures_named(rehab).items()
        if name.startswith(names)
        for line in _row(name, f"{figure.value:g}", figure_grade(figure))
    ]
    running = ["Before the first run", *_items(rehab.running.entry)]
    return page([*stages, running, ["Pain and course", *numbers]])


def _items(gate: Iterable[GateItem]) -> Iterator[str]:
    for item in gate:
        for criterion in item.criteria:
            said = criterion_in_words(criterion, item)
            name = item.id if len(item.criteria) == 1 else f"{item.id} --bound {criterion.bound}"
            yield from _row(name, said, grade_in_words(criterion))


def _row(name: str, value: str, grade: str) -> list[str]:
    return wrapped(f"{name}: {value} ({grade})", "  ", "    ", width=WIDTH)


def figure_grade(figure: Figure) -> str:
    """Say how a number is known."""
    if figure.confirmed:
        return f"confirmed by {inert(figure.confirmed)}"
    source = "" if figure.source is None else f", {figure.source}"
    return f"{GRADES[figure.verification]}{source}"


def own_choices(rehab: Rehab, plan: RehabPlan) -> int:
    """Count the thresholds of a plan that no clinician has confirmed."""
    gates = (*(stage.gate for stage in plan.stages), rehab.running.entry)
    of_gates = sum(c.is_own for gate in gates for item in gate for c in item.criteria)
    names = (f"{plan.profile}.", "course.")
    figures = figures_named(rehab)
    return of_gates + sum(f.is_own for name, f in figures.items() if name.startswith(names))


def own_choices_in_words(rehab: Rehab, plan: RehabPlan) -> str:
    """Say how much of a plan rests on Ironstride's own choice."""
    own = own_choices(rehab, plan)
    if not own:
        return "Every threshold rests on a source or is confirmed by a clinician."
    return f"{count(own, 'threshold')} are Ironstride's own choice until a clinician confirms them."
