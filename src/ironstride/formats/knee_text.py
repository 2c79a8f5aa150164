"""A course of rehabilitation as text of 80 columns: plain words for athlete and clinician."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from types import MappingProxyType
from typing import Final

from ironstride.core.calendar import DAY, monday_of
from ironstride.core.exercise import Dose, Exercise
from ironstride.core.log import PainMoment, PainScore
from ironstride.core.reason import Verification
from ironstride.core.reference import ReferenceExercise
from ironstride.formats.words import (
    count,
    date_in_words,
    day_in_words,
    days_in_words,
    inert,
    wrapped,
)
from ironstride.rehab.entries import CourseEntry, RunDone, SessionDone
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
from ironstride.rehab.pain import Light
from ironstride.rehab.phases import RehabPlan
from ironstride.rehab.return_to_run import Rung, RungKind
from ironstride.rehab.scores import Answered, Questionnaire, change, score
from ironstride.rehab.screening import (
    GoAhead,
    HowSoon,
    NothingFits,
    Question,
    ScreeningOutcome,
    Stop,
    Unanswered,
    Whom,
)
from ironstride.rehab.standing import (
    Action,
    CourseState,
    Decision,
    NextRun,
    NextSession,
    Position,
    Standing,
    next_run,
    next_session,
    stage_of,
)

WIDTH: Final = 80
OWN: Final = "our own choice until a clinician confirms it"

WHOM: Final[Mapping[Whom, str]] = MappingProxyType(
    {
        Whom.EMERGENCY: "an emergency department",
        Whom.DOCTOR: "a doctor",
        Whom.PHYSIOTHERAPIST: "a physiotherapist",
    }
)
HOW_SOON: Final[Mapping[HowSoon, str]] = MappingProxyType(
    {
        HowSoon.NOW: "now",
        HowSoon.TODAY: "today",
        HowSoon.DAYS: "within a few days",
        HowSoon.WEEKS: "within a few weeks",
    }
)
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


# Screening -------------------------------------------------------------------------------


def screening_in_text(outcome: ScreeningOutcome, rehab: Rehab) -> str:
    """Say what the answers lead to: whom to see and how soon, or which plan may begin."""
    match outcome:
        case Stop(flags=flags):
            return page([_stop(outcome), [line for flag in flags for line in _flag(flag)]])
        case Unanswered(questions=questions):
            asked = [
                line for q in questions for line in wrapped(q.text, "  - ", "    ", width=WIDTH)
            ]
            return page([[f"{count(len(questions), 'question')} still open:", *asked]])
        case NothingFits(cautions=cautions):
            return page([_nothing_fits(), *_cautions(cautions)])
        case GoAhead(plans=plans, cautions=cautions):
            return page([_go_ahead(plans, rehab), *_cautions(cautions)])


def _stop(stop: Stop) -> list[str]:
    first = stop.first
    running = " Do not run until then." if stop.stops_running else ""
    return wrapped(f"Stop here: see {_see(first)}.{running}", width=WIDTH)


def _see(question: Question) -> str:
    if question.see is None or question.soon is None:
        return "somebody who can look at it"
    return f"{WHOM[question.see]} {HOW_SOON[question.soon]}"


def _flag(question: Question) -> Iterator[str]:
    yield from wrapped(f"{question.why} See {_see(question)}.", "  - ", "    ", width=WIDTH)


def _nothing_fits() -> list[str]:
    return wrapped(
        "None of the answers speaks for one of the plans. Let a physiotherapist look before you "
        "train it.",
        width=WIDTH,
    )


def _go_ahead(plans: Sequence[str], rehab: Rehab) -> list[str]:
    titles = ", or ".join(rehab.plans[plan].title for plan in plans)
    more = " More than one fits; a physiotherapist can tell them apart." if len(plans) > 1 else ""
    return wrapped(
        f"Nothing speaks against a plan. This pain is most like the one of: {titles}.{more} That "
        "is no diagnosis; whoever examines you may see it otherwise.",
        width=WIDTH,
    )


def _cautions(cautions: Sequence[Question]) -> Iterator[list[str]]:
    if cautions:
        yield ["Keep in mind:", *(line for q in cautions for line in _caution(q))]


def _caution(question: Question) -> list[str]:
    return wrapped(question.why, "  - ", "    ", width=WIDTH)


# Gates -----------------------------------------------------------------------------------


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


def grade_in_words(criterion: Criterion) -> str:
    """Say how a threshold is known."""
    if criterion.confirmed:
        return f"confirmed by {inert(criterion.confirmed)}"
    source = f", {criterion.source}" if criterion.source is not None else ""
    return f"{GRADES[criterion.verification]}{source}"


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
        told = "; ".join(_shortfall(short) for short in shorts)
        yield from wrapped(f"{item.title}: {told}.", "  - ", "    ", width=WIDTH - 2)
        yield from wrapped(f"Practise: {item.practise}", "    ", "    ", width=WIDTH - 2)


def _shortfall(short: Shortfall) -> str:
    side = f"{short.side.value} " if short.side is not None else ""
    reached = "not told" if short.reached is None else f"{short.reached:.3g}"
    return f"{side}{reached}, asked {criterion_in_words(short.criterion, short.item)}"


# Where it stands -------------------------------------------------------------------------


def standing_in_text(standing: Standing, rehab: Rehab, exercises: Mapping[str, Exercise]) -> str:
    """Write where a course stands: phase, light, reasons, next session, next run, gate."""
    plan = rehab.plans[standing.plan]
    parts = [
        [f"{plan.title}, {date_in_words(standing.day)}", STATES[standing.state]],
        list(_phase_and_light(standing, rehab)),
    ]
    if standing.is_active:
        session, run = next_session(standing, rehab, exercises), next_run(standing, rehab)
        parts += [
            [] if session is None else list(_session(session, exercises)),
            list(_run(run, standing, rehab)),
            ["The gate", *(f"  {line}" for line in gate_in_text(standing.gate))],
        ]
    return page(parts)


def _phase_and_light(standing: Standing, rehab: Rehab) -> Iterator[str]:
    stage, stages = stage_of(standing, rehab), rehab.plans[standing.plan].stages
    number = f"Phase {standing.position.stage + 1} of {len(stages)}"
    yield f"{number}, {stage.name}, since {day_in_words(standing.phase_since)}"
    if standing.light is not None and standing.light_day is not None and standing.light.light:
        lit = f"Last light: {standing.light.light.value}, {day_in_words(standing.light_day)}"
        yield from wrapped(f"{lit}: {standing.light.because}.", width=WIDTH)
    for decision in standing.today:
        yield from wrapped(f"Today: {decision_in_words(decision)}", width=WIDTH)


def decision_in_words(decision: Decision) -> str:
    """Say a decision with its reason: `runs: back, red: 6 of 10 during`."""
    on = f"{decision.track.value}: " if decision.track is not None else ""
    return f"{on}{ACTIONS[decision.action]}, {decision.because}."


def _session(session: NextSession, exercises: Mapping[str, Exercise]) -> Iterator[str]:
    yield f"Next session: {session.name}, from {day_in_words(session.not_before)} on"
    yield from wrapped(f"Doses: {session.step.words}.", "  ", "  ", width=WIDTH)
    if session.feedback_percent is not None:
        yield f"  Watch {session.feedback_percent} % of it in a mirror or on video."
    for line in session.lines:
        yield f"  {exercises[line.exercise].name:<43}{dose_of_line(line, exercises)}"


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


def _run(run: NextRun | None, standing: Standing, rehab: Rehab) -> Iterator[str]:
    if run is None:
        yield f"{rehab.running.rungs[0].name}. The tests before the first run:"
        yield from (f"  {line}" for line in gate_in_text(standing.entry))
        return
    yield f"Next run: {rung_in_words(run.rung)}, from {day_in_words(run.not_before)} on"
    for rule in rehab.running.eased.rules if run.rung.kind is not RungKind.FREE else ():
        yield from wrapped(rule, "  ", "  ", width=WIDTH)


def rung_in_words(rung: Rung) -> str:
    """Say a rung of running: `6 x (4 min walking, 1 min running)`."""
    if rung.kind is not RungKind.WALK_RUN:
        return rung.name.lower()
    if not rung.walk_min:
        return f"{rung.run_min:g} min of running in one go"
    return f"{rung.rounds} x ({rung.walk_min:g} min walking, {rung.run_min:g} min running)"


# What happened ---------------------------------------------------------------------------


def course_in_text(standing: Standing, rehab: Rehab, told: Sequence[CourseEntry]) -> str:
    """Write a course week by week: pain, what was done, where it stood, and what was decided."""
    plan = rehab.plans[standing.plan]
    weeks = groupby(standing.decisions, key=lambda decision: monday_of(decision.day))
    decided = {monday: list(of_week) for monday, of_week in weeks}
    start = standing.decisions[0]
    parts = [
        [f"{plan.title}: from {day_in_words(start.day)} to {day_in_words(standing.day)}"],
        wrapped(
            "Each week says where it ended. D is the worst pain during, M the worst morning, of 10. "
            "`on` adds load, `back` takes it away, `rest` waits with going back until a week is over.",
            width=WIDTH,
        ),
    ]
    monday, at = monday_of(start.day), start.position
    last = standing.day if standing.is_active else standing.decisions[-1].day
    while monday <= last:
        of_week = decided.get(monday, [])
        at = of_week[-1].position if of_week else at
        parts.append(list(_week(monday, of_week, at, (plan, rehab, told))))
        monday += 7 * DAY
    return page(parts)


_Told = tuple[RehabPlan, Rehab, Sequence[CourseEntry]]


def _week(monday: date, decided: Sequence[Decision], at: Position, of: _Told) -> Iterator[str]:
    plan, rehab, told = of
    entries = [entry for entry in told if monday <= entry.day < monday + 7 * DAY]
    days = days_in_words(monday, monday + 6 * DAY)
    yield from wrapped(f"{days}: {position_in_words(at, plan, rehab)}", "", "  ", width=WIDTH)
    yield f"  {_done(entries)}; {_pains(entries, plan.place)}; {_lights(decided)}"
    for decision in decided:
        if decision.action is not Action.HOLD:
            opening = f"  {day_in_words(decision.day)[:10]:<11}"
            yield from wrapped(decision_in_words(decision), opening, " " * 13, width=WIDTH)


def position_in_words(at: Position, plan: RehabPlan, rehab: Rehab) -> str:
    """Say a position: phase, step of load, rung of running."""
    rung = rehab.running.rungs[at.rung]
    step = f"step {at.step + 1} of {len(rehab.steps)}"
    return f"{plan.stages[at.stage].name}, {step}; {rung_in_words(rung)}"


def _done(entries: Sequence[CourseEntry]) -> str:
    sessions = sum(isinstance(entry, SessionDone) for entry in entries)
    runs = sum(isinstance(entry, RunDone) for entry in entries)
    return f"{count(sessions, 'session')}, {count(runs, 'run')}"


def _pains(entries: Sequence[CourseEntry], place: str) -> str:
    scores = [entry for entry in entries if isinstance(entry, PainScore) and entry.place == place]
    during = [score.score for score in scores if score.moment is PainMoment.DURING]
    mornings = [score.score for score in scores if score.moment is PainMoment.NEXT_MORNING]
    return ", ".join(
        f"{letter} {max(found) if found else 'not told'}"
        for letter, found in (("D", during), ("M", mornings))
    )


def _lights(decided: Sequence[Decision]) -> str:
    lit = Counter(decision.light for decision in decided)
    told = [f"{lit[light]} {light.value}" for light in Light if lit[light]]
    return ", ".join(told) if told else "no light"


# Scores ----------------------------------------------------------------------------------


def score_in_text(
    questionnaire: Questionnaire, answered: Answered, before: Answered | None = None
) -> str:
    """Say a score with instrument and version, and how far it moved against what matters."""
    total = score(questionnaire, answered.answers)
    named = f"{questionnaire.title}, version {answered.version}"
    if total is None:
        return page(
            [wrapped(f"{named}: an item has no answer, so there is no score.", width=WIDTH)]
        )
    said = f"{named}: {total:g} of {questionnaire.highest:g}, higher is better."
    earlier = None if before is None else score(questionnaire, before.answers)
    if earlier is not None:
        said += f" {_moved(questionnaire, earlier, total)}"
    return page([wrapped(said, width=WIDTH)])


def _moved(questionnaire: Questionnaire, before: float, after: float) -> str:
    moved = change(questionnaire, before, after)
    if moved.threshold is None:
        return f"It moved by {moved.points:+g}; no change that matters is published."
    word = "as much as" if moved.matters else "less than"
    threshold = moved.threshold
    return (
        f"It moved by {moved.points:+g}, {word} the {threshold.value:g} points that matter "
        f"({GRADES[threshold.verification]}, {threshold.source})."
    )
