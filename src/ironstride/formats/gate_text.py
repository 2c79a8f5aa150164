"""Gates and thresholds as text: how each test is done, what opens it, and how that is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Final

from ironstride.formats.knee_words import GRADES, WIDTH, page
from ironstride.formats.words import count, day_in_words, inert, wrapped
from ironstride.rehab.confirmed import COURSE, RUNNING, Threshold, thresholds_of
from ironstride.rehab.figure import Figure
from ironstride.rehab.gates import (
    Attempt,
    Bound,
    Criterion,
    Enough,
    Fact,
    GateItem,
    GateOutcome,
    NotTried,
    NotYet,
    Passed,
    PassedOnce,
    Shortfall,
)
from ironstride.rehab.knowledge import Rehab
from ironstride.rehab.phases import RehabPlan

FACTS: Final[Mapping[Fact, str]] = MappingProxyType(
    {
        Fact.USUAL_PAIN: "usual pain of the week",
        Fact.WORST_PAIN: "worst pain of the week",
        Fact.GREEN_MORNINGS: "green mornings in a row",
        Fact.HALF_HOUR_RUNS: "green runs of 30 min in a week",
        Fact.DAYS_IN_PHASE: "days in this phase",
        Fact.AKPS: "AKPS",
        Fact.UWRI: "UWRI",
        Fact.KOOS_PF: "KOOS-PF",
        Fact.VISA_P: "VISA-P",
        Fact.VISA_A: "VISA-A",
    }
)


SHARES: Final = (Bound.OF_NORM, Bound.OF_OTHER_SIDE, Bound.SIDES_WITHIN)


def gate_form(title: str, gate: Sequence[GateItem]) -> str:
    """Lay a gate out as a form: how each test is done, what opens it, and room for the values."""
    return page([[title], *([*_form(item)] for item in gate)])


def _form(item: GateItem) -> Iterator[str]:
    yield from wrapped(f"{item.title}. {item.how}", width=WIDTH)
    opens = "or: " if item.enough is Enough.ONE else "and: "
    for number, criterion in enumerate(item.criteria):
        said = f"{criterion_in_words(criterion, item)} ({grade_in_words(criterion)})"
        opening = f"{'opens with: ' if number == 0 else opens:>14}"
        yield from wrapped(said, opening, " " * 14, width=WIDTH)
    if item.is_measured:
        yield f"  {_blanks(item)}"


def _blanks(item: GateItem) -> str:
    pained = any(criterion.bound is Bound.PAIN_AT_MOST for criterion in item.criteria)
    blanks = "left ______  right ______" if item.has_sides else "______"
    return f"{blanks} {item.unit}{'   pain ____ of 10' if pained else ''}"


def criterion_in_words(criterion: Criterion, item: GateItem) -> str:
    """Say a threshold: `at least 30 seconds`, `pain at most 2 of 10`."""
    value = f"{criterion.value:g}"
    what = FACTS[criterion.fact] if criterion.fact is not None else ""
    of = f"{what} " if what else ""
    unit = "" if what else f" {item.unit}"
    if item.unit == "yes or no" and criterion.bound is Bound.AT_LEAST:
        return "yes"
    return {
        Bound.AT_LEAST: f"{of}at least {value}{unit}",
        Bound.AT_MOST: f"{of}at most {value}{unit}",
        Bound.PAIN_AT_MOST: f"pain at most {value} of 10",
        Bound.SIDES_WITHIN: f"the sides within {value} %",
        Bound.OF_OTHER_SIDE: f"the sore side {value} % of the other, or more",
        Bound.OF_NORM: f"{value} % of the norm for age and sex, or more",
        Bound.RISE: f"{of}{value} points above the start, or more",
    }[criterion.bound]


def grade_in_words(known: Criterion | Figure) -> str:
    """Say how a number is known: its source, or who has confirmed it and when."""
    if known.confirmed:
        return f"confirmed by {inert(known.confirmed)}"
    source = "" if known.source is None else f", {known.source}"
    return f"{GRADES[known.verification]}{source}"


def gate_in_text(outcome: GateOutcome) -> list[str]:
    """Say how a gate stands, and what to practise where it is shut; room for an indent is left."""
    match outcome:
        case NotTried(missing=missing):
            names = "; ".join(item.title for item in missing)
            return wrapped(f"Not tried yet. To be done on one day: {names}.", width=WIDTH - 2)
        case NotYet(attempt=attempt):
            return [f"Shut on {day_in_words(attempt.day)}:", *_shortfalls(attempt)]
        case PassedOnce(attempt=attempt, again_from=again):
            said = f"Passed on {day_in_words(attempt.day)}; again from {day_in_words(again.date())} on."
            return [said]
        case Passed(first=first, second=second):
            return [f"Passed on {day_in_words(first.day)} and {day_in_words(second.day)}."]


def _shortfalls(attempt: Attempt) -> Iterator[str]:
    for item, shorts in groupby(attempt.shortfalls, key=lambda short: short.item):
        opens = "; or " if item.enough is Enough.ONE else "; "
        told = opens.join(_shortfall(short) for short in shorts)
        yield from wrapped(f"{item.title}: {told}.", "  - ", "    ", width=WIDTH - 2)
        yield from wrapped(f"Practise: {item.practise}", "    ", "    ", width=WIDTH - 2)


def _shortfall(short: Shortfall) -> str:
    """Say what was reached and what is asked: `left 25, asked at least 30 seconds`."""
    criterion = short.criterion
    reached = "not told" if short.reached is None else f"{short.reached:.3g}"
    if criterion.fact is None:
        reached += " %" if criterion.bound in SHARES and short.reached is not None else ""
        side = f"{short.side.value} " if short.side is not None else ""
        return f"{side}{reached}, asked {criterion_in_words(criterion, short.item)}"
    most = "at most" if criterion.bound is Bound.AT_MOST else "at least"
    rose = " rose by" if criterion.bound is Bound.RISE and short.reached is not None else ""
    return f"{FACTS[criterion.fact]}{rose} {reached}, asked {most} {criterion.value:g}"


# Thresholds ------------------------------------------------------------------------------


def thresholds_in_text(rehab: Rehab, plan: RehabPlan) -> str:
    """List every threshold of a plan under the name that it is confirmed by, with its grade."""
    headings = {f"{plan.id}.{n}": f"Phase {n}, {s.name}" for n, s in enumerate(plan.stages, 1)}
    headings |= {RUNNING: "Before the first run", plan.profile: "Pain", COURSE: "Course"}
    parts: dict[str, list[str]] = {}
    for one in thresholds_of(plan, rehab):
        heading = headings[one.name.rpartition(".")[0]]
        parts.setdefault(heading, [heading]).extend(_row(one))
    return page(parts.values())


def _row(one: Threshold) -> list[str]:
    said = _value(one)
    words = f"{called(one)}: {said} ({grade_in_words(one.known)})"
    return wrapped(words, "  ", "    ", width=WIDTH)


def _value(one: Threshold) -> str:
    if one.item is None or not isinstance(one.known, Criterion):
        return f"{one.known.value:g}"
    return criterion_in_words(one.known, one.item)


def called(one: Threshold) -> str:
    """Say how a threshold is asked for: its name, and which one where its test has several."""
    if one.item is None or len(one.item.criteria) == 1:
        return one.name
    return f"{one.name} --bound {bound_word(one)}"


def bound_word(one: Threshold) -> str:
    """Tell a threshold from the others of its test: its bound, or else what the diary tells."""
    bounds = [] if one.item is None else [c.bound for c in one.item.criteria]
    is_alone = one.bound is not None and bounds.count(one.bound) == 1
    return str(one.bound if is_alone else one.fact)


def own_choices_in_words(rehab: Rehab, plan: RehabPlan) -> str:
    """Say how much of a plan rests on Ironstride's own choice."""
    own = sum(one.known.is_own for one in thresholds_of(plan, rehab))
    if not own:
        return "Every threshold rests on a source or is confirmed by a clinician."
    return f"{count(own, 'threshold')} are Ironstride's own choice until a clinician confirms them."
