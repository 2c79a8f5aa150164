"""How a course begins: the questions, and the plan that fits."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ironstride.cli.knee_desk import (
    Data,
    Many,
    On,
    Profile,
    again,
    ask_number,
    athlete_of,
    desk,
    is_terminal,
    show,
    tell,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ironstride.app.knee import Course
    from ironstride.core.athlete import Athlete
    from ironstride.core.log import Side
    from ironstride.rehab.screening import Answer, Question


def screen(
    yes: Annotated[Many, typer.Option("--yes", help="A question answered with yes.")] = None,
    unsure: Annotated[Many, typer.Option("--unsure", help="One you are not sure about.")] = None,
    no_else: Annotated[
        bool, typer.Option("--no-to-all-else", help="No to every other question.")
    ] = False,
    age: Annotated[int | None, typer.Option(help="Years; else from the profile.", min=8)] = None,
    profile: Profile = Path("athlete.toml"),
    on: On = None,
    data: Data = None,
) -> None:
    """Answer the questions that come before a plan; any red flag stops, and says whom to see."""
    from ironstride.formats.screening_text import screening_in_text
    from ironstride.rehab.screening import GoAhead, Screened

    with desk(data, on) as (store, course, moment):
        if not (yes or unsure or no_else or is_terminal()):
            _list_questions(course.rehab.screening.questions)
            return
        years = age or _age(athlete_of(profile), moment.day)
        asked = course.rehab.screening.asked_at(years)
        answers = _said(yes, unsure, [q.id for q in asked], no_else=no_else)
        if not answers:
            answers = {question.id: _asked(question.text) for question in asked}
        told = Screened(day=moment.day, at=moment.at, age=years, answers=answers)
        tell(store, [told], moment)
        after = again(store, moment)
        if after.screening is not None:
            print(screening_in_text(after.screening, after.rehab), end="")
        if after.standing is None and isinstance(after.screening, GoAhead):
            print("\nNext: ironstride knee start")


def _list_questions(questions: Iterable[Question]) -> None:
    from ironstride.formats.words import wrapped

    for question in questions:
        print("\n".join(wrapped(f"{question.id}: {question.text}", "", "    ", width=80)))
    print("\nAnswer at a terminal, or with --yes ID, --unsure ID and --no-to-all-else.")


def _said(yes: Many, unsure: Many, known: list[str], *, no_else: bool) -> dict[str, Answer]:
    from ironstride.core.spelling import did_you_mean
    from ironstride.rehab.screening import Answer

    said = dict.fromkeys(yes or (), Answer.YES) | dict.fromkeys(unsure or (), Answer.UNSURE)
    for name in said:
        if name not in known:
            wrong = f'no question is called "{name}"{did_you_mean(name, known)}'
            raise typer.BadParameter(f"{wrong}; `ironstride knee screen` lists them")
    return dict.fromkeys(known, Answer.NO) | said if no_else else said


def _asked(text: str) -> Answer:
    from ironstride.cli.questions import ask, word
    from ironstride.rehab.screening import Answer

    return ask(f"{text} yes, no or unsure", word(Answer))


def start(
    plan: Annotated[str | None, typer.Argument(help="Which plan; else the one that fits.")] = None,
    usual_morning: Annotated[
        int | None, typer.Option(help="The pain of a usual morning, 0 to 10.", min=0, max=10)
    ] = None,
    still_runs: Annotated[
        bool | None,
        typer.Option("--still-runs/--no-running", help="Whether running goes with little pain."),
    ] = None,
    side: Annotated[str | None, typer.Option(help="The sore side: left, right or both.")] = None,
    profile: Profile = Path("athlete.toml"),
    on: On = None,
    data: Data = None,
) -> None:
    """Begin a plan, once the questions are answered and nothing stops it."""
    from ironstride.rehab.entries import CourseStarted
    from ironstride.rehab.screening import Screened

    with desk(data, on) as (store, course, moment):
        name = _plan_that_fits(plan, course)
        athlete = athlete_of(profile)
        ages = [entry.age for entry in course.told if isinstance(entry, Screened)]
        begun = CourseStarted(
            day=moment.day,
            at=moment.at,
            plan=name,
            usual_morning=_usual_morning(usual_morning),
            still_runs=_still_runs(still_runs=still_runs),
            sore=_sore_side(side),
            age=ages[-1],
            sex=None if athlete is None else athlete.sex,
        )
        tell(store, [begun], moment)
        show(again(store, moment))
        print("\nPut it into your programme: ironstride knee plan")


def _plan_that_fits(plan: str | None, course: Course) -> str:
    """Take the plan that was named, or the only one that fits; refuse where none may begin."""
    from ironstride.core.spelling import did_you_mean
    from ironstride.formats.screening_text import screening_in_text
    from ironstride.rehab.screening import GoAhead

    outcome = course.screening
    if outcome is None:
        raise typer.BadParameter("the questions come first: ironstride knee screen")
    if plan is not None and plan not in course.rehab.plans:
        known = course.rehab.plans
        raise typer.BadParameter(f'no plan "{plan}"{did_you_mean(plan, known)}: {", ".join(known)}')
    if not isinstance(outcome, GoAhead):
        print(screening_in_text(outcome, course.rehab), end="")
        raise typer.BadParameter("the answers do not let a plan begin")
    if plan is None and len(outcome.plans) > 1:
        raise typer.BadParameter(f"more than one fits; name one of {', '.join(outcome.plans)}")
    if plan is not None and plan not in outcome.plans:
        fits = ", ".join(outcome.plans)
        raise typer.BadParameter(f"the answers speak for {fits}, not for {plan}")
    return plan or outcome.plans[0]


def _usual_morning(told: int | None) -> int:
    if told is not None:
        return told
    return ask_number("How far does it hurt on a usual morning, 0 to 10?", "--usual-morning 1")


def _still_runs(*, still_runs: bool | None) -> bool:
    if still_runs is not None:
        return still_runs
    if not is_terminal():
        raise typer.BadParameter("say --still-runs or --no-running")
    return typer.confirm("Can you still run with pain of 2 of 10 at most?")


def _sore_side(side: str | None) -> Side | None:
    from ironstride.core.log import Side

    if side is None and is_terminal():
        side = typer.prompt("Which side is sore: left, right or both?", prompt_suffix=" ")
    if side in (None, "", "both"):
        return None
    if side not in list(Side):
        raise typer.BadParameter(f'"{side}" is no side; say left, right or both')
    return Side(side)


def _age(athlete: Athlete | None, day: date) -> int:
    if athlete is not None:
        return athlete.age_on(day)
    return ask_number("How old are you?", "--age 34")
