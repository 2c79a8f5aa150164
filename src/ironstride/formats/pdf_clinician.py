"""Two pages for whoever examines: pain and load, phases, tests, and what the plan does next.

Plain and sober: what was told and measured, which thresholds decide, and how each is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ironstride.core.calendar import DAY, WEEK, monday_of
from ironstride.core.exercise import Exercise
from ironstride.core.log import PainMoment, PainScore
from ironstride.formats.gate_text import (
    criterion_in_words,
    gate_in_text,
    grade_in_words,
    own_choices_in_words,
)
from ironstride.formats.knee_words import (
    OWN,
    STATES,
    decision_in_words,
    dose_of_line,
    rung_in_words,
)
from ironstride.formats.typeset import typeset
from ironstride.formats.words import date_in_words, day_in_words, days_in_words, inert
from ironstride.rehab.beside import beside
from ironstride.rehab.entries import CourseEntry, CourseStarted, RunDone, SessionDone, SwellingSeen
from ironstride.rehab.gates import GateItem, Measurement
from ironstride.rehab.knowledge import Rehab
from ironstride.rehab.scores import Answered, change, score
from ironstride.rehab.screening import Answer, Screened
from ironstride.rehab.standing import (
    Action,
    Decision,
    Standing,
    next_run,
    next_session,
    stage_of,
)

WEEKS_TOLD: Final = 10  # in the table; the chart goes back further
DAYS_SHOWN: Final = 182
MOVES_TOLD: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the two pages are made from."""

    standing: Standing
    rehab: Rehab
    told: Sequence[CourseEntry]
    start: CourseStarted
    exercises: Mapping[str, Exercise]


def write(report: Report) -> bytes:
    """Set the two pages."""
    return typeset("clinician.typ", _Pages(report).data())


class _Pages:
    """Everything the template asks for."""

    def __init__(self, report: Report) -> None:
        self.report, self.standing, self.rehab = report, report.standing, report.rehab
        self.plan = report.rehab.plans[report.standing.plan]
        day, begun = report.standing.day, report.start.day
        self.first = max(begun, day - (DAYS_SHOWN - 1) * DAY)
        self.told = [entry for entry in report.told if begun <= entry.day <= day]

    def data(self) -> dict[str, Any]:
        """Put both pages together."""
        standing, stage = self.standing, stage_of(self.standing, self.rehab)
        return {
            "title": self.plan.title,
            "date": [standing.day.year, standing.day.month, standing.day.day],
            "day": date_in_words(standing.day),
            "person": self.person(),
            "state": STATES[standing.state],
            "phase": f"Phase {standing.position.stage + 1} of {len(self.plan.stages)}, {stage.name}",
            "since": day_in_words(standing.phase_since),
            "aim": stage.aim,
            "light": self.light(),
            "screening": list(self.screening()),
            "chart": self.chart(),
            "weeks": list(self.weeks()),
            "moves": [self.move(one) for one in self.moves()],
            "gate": [line.strip() for line in gate_in_text(standing.gate)],
            "tests": [self.test(item) for item in stage.gate],
            "running_tests": [self.test(item, "Before running: ") for item in self.running_tests()],
            "scores": list(self.scores()),
            "session": self.session(),
            "run": f"{self.run()}{self.beside()}",
            "rules": list(self.rules()),
            "own": own_choices_in_words(self.rehab, self.plan),
        }

    def person(self) -> str:
        """Say who it is about, as far as it was told."""
        start = self.report.start
        side = "side not told" if start.sore is None else f"{start.sore.value} side"
        age = "" if start.age is None else f"{start.age} years"
        sex = "" if start.sex is None else start.sex.value
        begun = f"plan begun on {date_in_words(start.day)}"
        return ", ".join(filter(None, (age, sex, side, begun)))

    def light(self) -> str:
        """Say the last light and why."""
        light, day = self.standing.light, self.standing.light_day
        if light is None or light.light is None or day is None:
            return "No session or run is judged yet."
        return f"Last light {light.light.value}, {day_in_words(day)}: {light.because}."

    def screening(self) -> Iterator[str]:
        """List what was answered with yes or not sure."""
        answers = [entry for entry in self.report.told if isinstance(entry, Screened)]
        if not answers:
            return
        for question in self.rehab.screening.asked_at(answers[-1].age):
            said = answers[-1].answers.get(question.id)
            if said in (Answer.YES, Answer.UNSURE):
                yield f"{question.text} {said.value.capitalize()}."

    # Pain and load -----------------------------------------------------------------------

    def chart(self) -> dict[str, Any]:
        """Lay out pain by day, what was done, and where phases begin; days count from 0."""
        days = (self.standing.day - self.first).days + 1
        return {
            "days": days,
            "first": day_in_words(self.first),
            "last": day_in_words(self.standing.day),
            "during": self.points(PainMoment.DURING),
            "morning": self.points(PainMoment.NEXT_MORNING),
            "sessions": self.days_of(SessionDone),
            "runs": self.days_of(RunDone),
            "swollen": self.days_of(SwellingSeen),
            "reds": [(red - self.first).days for red in self.standing.reds if red >= self.first],
            "phases": list(self.phases()),
        }

    def points(self, moment: PainMoment) -> list[tuple[int, int]]:
        """List the worst score of each day."""
        worst: dict[int, int] = {}
        for pain in self.pains(self.told, moment):
            if pain.day >= self.first:
                number = (pain.day - self.first).days
                worst[number] = max(pain.score, worst.get(number, 0))
        return sorted(worst.items())

    def days_of(self, kind: type[CourseEntry]) -> list[int]:
        """List the days on which something was told."""
        days = {e.day for e in self.told if isinstance(e, kind) and e.day >= self.first}
        return sorted((day - self.first).days for day in days)

    def phases(self) -> Iterator[dict[str, Any]]:
        """Say from which day on each phase held."""
        before = None
        for decision in self.standing.decisions:
            if decision.position.stage != before:
                before = decision.position.stage
                day = max(0, (decision.day - self.first).days)
                yield {"from": day, "name": f"Phase {before + 1}"}

    def weeks(self) -> Iterator[dict[str, Any]]:
        """Tell the last weeks in a row each."""
        monday = max(
            monday_of(self.standing.day) - (WEEKS_TOLD - 1) * WEEK, monday_of(self.report.start.day)
        )
        while monday <= self.standing.day:
            yield self.week(monday)
            monday += WEEK

    def week(self, monday: date) -> dict[str, Any]:
        """Tell one week."""
        of_week = [e for e in self.told if monday <= e.day < monday + WEEK]
        runs = [entry for entry in of_week if isinstance(entry, RunDone)]
        decided = [d for d in self.standing.decisions if d.day < monday + WEEK]
        at = decided[-1].position if decided else self.standing.position
        lights = [d.light.value for d in decided if d.light is not None and d.day >= monday]
        return {
            "days": days_in_words(monday, monday + 6 * DAY),
            "phase": f"{at.stage + 1}, step {at.step + 1} of {len(self.rehab.steps)}",
            "running": rung_in_words(self.rehab.running.rungs[at.rung]),
            "sessions": sum(isinstance(entry, SessionDone) for entry in of_week),
            "runs": len(runs),
            "longest": _longest(runs),
            "during": self.worst(of_week, PainMoment.DURING),
            "morning": self.worst(of_week, PainMoment.NEXT_MORNING),
            "lights": ", ".join(
                f"{lights.count(word)} {word}"
                for word in ("green", "amber", "red")
                if word in lights
            ),
        }

    def worst(self, entries: Sequence[CourseEntry], moment: PainMoment) -> str:
        """Say the worst score of a moment; empty where none was told."""
        scores = [pain.score for pain in self.pains(entries, moment)]
        return str(max(scores)) if scores else ""

    def pains(self, entries: Sequence[CourseEntry], moment: PainMoment) -> list[PainScore]:
        """Take the scores of the sore place out of what was told."""
        scores = (entry for entry in entries if isinstance(entry, PainScore))
        return [s for s in scores if s.place == self.plan.place and s.moment is moment]

    def moves(self) -> Sequence[Decision]:
        """List the last decisions that moved something."""
        held = (Action.HOLD, Action.TEST)
        return [d for d in self.standing.decisions if d.action not in held][-MOVES_TOLD:]

    def move(self, decision: Decision) -> dict[str, str]:
        """Say a decision with its day."""
        return {"day": day_in_words(decision.day), "words": decision_in_words(decision)}

    # Tests and scores --------------------------------------------------------------------

    def running_tests(self) -> tuple[GateItem, ...]:
        """List the tests before running, while there is none."""
        return self.rehab.running.entry if self.standing.position.rung == 0 else ()

    def test(self, item: GateItem, before: str = "") -> dict[str, Any]:
        """Say a test, its thresholds with their grades, and what it gave last."""
        done = [e for e in self.told if isinstance(e, Measurement) and e.item == item.id]
        last = done[-1] if done else None
        return {
            "title": f"{before}{item.title}",
            "asks": [criterion_in_words(one, item) for one in item.criteria],
            "grade": "; ".join(dict.fromkeys(_short(grade_in_words(c)) for c in item.criteria)),
            "last": "read from the diary" if not item.is_measured else _measured(last, item),
            "day": "" if last is None else day_in_words(last.day),
        }

    def scores(self) -> Iterator[dict[str, str]]:
        """Say each questionnaire: first, last, and how far it moved."""
        for name, form in self.rehab.questionnaires.items():
            filled = [e for e in self.told if isinstance(e, Answered) and e.questionnaire == name]
            totals = [(e.day, score(form, e.answers)) for e in filled]
            known = [(day, total) for day, total in totals if total is not None]
            if not known:
                continue
            (first_day, first), (last_day, last) = known[0], known[-1]
            moved = change(form, first, last)
            matters = moved.threshold
            yield {
                "title": f"{form.title} (version {form.version})",
                "first": f"{first:g} on {day_in_words(first_day)}",
                "last": f"{last:g} of {form.highest:g} on {day_in_words(last_day)}",
                "change": f"{moved.points:+g}"
                + (
                    ""
                    if matters is None
                    else f"; {matters.value:g} matter ({grade_in_words(matters)})"
                ),
            }

    # What comes next ---------------------------------------------------------------------

    def session(self) -> dict[str, Any] | None:
        """Lay out the next session."""
        session = next_session(self.standing, self.rehab, self.report.exercises)
        if session is None:
            return None
        return {
            "name": f"{session.name}, from {day_in_words(session.not_before)} on",
            "doses": session.step.words,
            "lines": [
                {
                    "name": self.report.exercises[line.exercise].name,
                    "dose": dose_of_line(line, self.report.exercises).replace(" x ", " × "),
                }
                for line in session.lines
            ],
        }

    def run(self) -> str:
        """Say what the next run is like."""
        run = next_run(self.standing, self.rehab)
        if run is None:
            return "No running, until the tests before the first run are passed."
        return f"{rung_in_words(run.rung).capitalize()}, from {day_in_words(run.not_before)} on."

    def beside(self) -> str:
        """Say what stands beside the sessions."""
        found = beside(self.standing, self.rehab, self.report.exercises)
        told = "; ".join(f"{one.title}, {one.per_week} times a week" for one in found)
        return f" Beside the sessions: {told}." if told else ""

    def rules(self) -> Iterator[dict[str, str]]:
        """Say how pain steers, each number with its grade."""
        profile, rules = self.rehab.profiles[self.plan.profile], self.rehab.rules
        told = (
            ("Green: pain during, at most", profile.during_green, " of 10"),
            ("Red: pain during or after, above", profile.during_red, " of 10"),
            ("Green: worse the next morning by at most", profile.morning_green, ""),
            ("Red: worse the next morning by", profile.morning_red, " or more; or it swells"),
            ("One step on after green sessions in a row", rules.greens, ""),
            ("After a red, days without load; then a step back", rules.rest_days, ""),
            (
                "Reds that end the plan",
                rules.reds,
                f" within {rules.reds_within_days.value:g} days",
            ),
            ("A gate takes two passes, apart by", rules.gate_apart_h, " h"),
        )
        for words, figure, unit in told:
            yield {
                "words": words,
                "value": f"{figure.value:g}{unit}",
                "grade": _short(grade_in_words(figure)),
            }


def _short(grade: str) -> str:
    """Say briefly what is explained below the tables."""
    return grade.replace(OWN, "own choice")


def _longest(runs: Sequence[RunDone]) -> str:
    longest = max((run.longest_min for run in runs), default=0)
    return f"{longest:g} min" if longest else ""


def _measured(one: Measurement | None, item: GateItem) -> str:
    """Say what a test gave: left and right, and the pain in it."""
    if one is None:
        return "not done"
    if item.unit == "yes or no":
        return "yes" if one.both else "no"
    values = (
        f"{one.both:g}"
        if one.both is not None
        else " / ".join("–" if v is None else f"{v:g}" for v in (one.left, one.right))
    )
    pain = "" if one.pain is None else f", pain {one.pain}"
    return inert(f"{values}{pain}")
