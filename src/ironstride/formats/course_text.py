"""A course week by week, as text for athlete and clinician."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from ironstride.core.calendar import DAY, monday_of
from ironstride.core.log import PainMoment, PainScore
from ironstride.formats.knee_words import WIDTH, decision_in_words, page, position_in_words
from ironstride.formats.words import count, day_in_words, days_in_words, wrapped
from ironstride.rehab.entries import CourseEntry, RunDone, SessionDone
from ironstride.rehab.knowledge import Rehab
from ironstride.rehab.pain import Light
from ironstride.rehab.phases import RehabPlan
from ironstride.rehab.scores import Answered, score
from ironstride.rehab.standing import Action, Decision, Position, Standing


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
    yield from _scores(entries, rehab)
    for decision in decided:
        if decision.action is not Action.HOLD:
            opening = f"  {day_in_words(decision.day)[:10]:<11}"
            yield from wrapped(decision_in_words(decision), opening, " " * 13, width=WIDTH)


def _scores(entries: Sequence[CourseEntry], rehab: Rehab) -> Iterator[str]:
    """Say what forms of the week gave, as `AKPS 68 of 100`."""
    filled = [entry for entry in entries if isinstance(entry, Answered)]
    for answered in filled:
        form = rehab.questionnaires[answered.questionnaire]
        total = score(form, answered.answers)
        if total is not None:
            name = form.title.partition(",")[0]
            yield f"  {day_in_words(answered.day)[:10]:<11}{name} {total:g} of {form.highest:g}"


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
