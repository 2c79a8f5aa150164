"""Tests and questionnaires: a gate on one day, a form from your own copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ironstride.cli.knee_desk import (
    Data,
    On,
    again,
    ask_number,
    desk,
    is_terminal,
    show_changed,
    standing_of,
    tell,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ironstride.app.knee import Course
    from ironstride.app.log import Moment
    from ironstride.rehab.gates import GateItem, Measurement


def gate(
    tests: Annotated[
        list[str] | None, typer.Argument(help="As side-plank=45/50 or squat-to-45=10:1.")
    ] = None,
    running: Annotated[
        bool, typer.Option("--running", help="The tests before the first run.")
    ] = False,
    form: Annotated[bool, typer.Option("--form", help="Only show how each is done.")] = False,
    on: On = None,
    data: Data = None,
) -> None:
    """Do the tests of a gate on one day: each value, left/right, and pain behind a colon."""
    from ironstride.formats.gate_line import read_measured

    with desk(data, on) as (store, course, moment):
        items = {item.id: item for item in _gate_of(course, running=running)}
        if form or (not tests and not is_terminal()):
            _show_form(course, items.values(), running=running)
            return
        try:
            told = [read_measured(t, items, day=moment.day, at=moment.at) for t in tests or ()]
        except ValueError as error:
            raise typer.BadParameter(f"{error}. Nothing of it was kept.") from error
        tell(store, told or _ask_tests(items.values(), moment), moment)
        show_changed(course, again(store, moment))


def _gate_of(course: Course, *, running: bool) -> Sequence[GateItem]:
    from ironstride.rehab.standing import stage_of

    standing = standing_of(course)
    return course.rehab.running.entry if running else stage_of(standing, course.rehab).gate


def _show_form(course: Course, items: Iterable[GateItem], *, running: bool) -> None:
    from ironstride.catalogue.load import load
    from ironstride.formats.gate_line import written
    from ironstride.formats.gate_text import gate_form
    from ironstride.rehab.standing import stage_of

    gate = tuple(items)
    stage = stage_of(standing_of(course), course.rehab)
    title = "The tests before the first run" if running else f"The gate out of {stage.name}"
    print(gate_form(title, gate))
    shown = [load().exercises[item.exercise] for item in gate if item.exercise is not None]
    for exercise in dict.fromkeys(one.id for one in shown):
        print(f"How it looks: ironstride exercise {exercise}")
    asked = [written(item) for item in gate if item.is_measured]
    command = "ironstride knee gate --running" if running else "ironstride knee gate"
    print(f"\nTell them on one day: {command} {' '.join(asked)}")


def _ask_tests(items: Iterable[GateItem], moment: Moment) -> list[Measurement]:
    from ironstride.cli.questions import ask
    from ironstride.formats.gate_line import measured_in, written
    from ironstride.formats.gate_text import criterion_in_words

    told = []
    for item in items:
        if not item.is_measured:
            continue
        opens = ", ".join(criterion_in_words(one, item) for one in item.criteria)
        print(f"\n{item.title}. {item.how}\n  opens with: {opens}")

        def read(text: str, item: GateItem = item) -> Measurement:
            return measured_in(item, text, day=moment.day, at=moment.at)

        told.append(ask(f"  {item.unit}, as {written(item).partition('=')[2]}", read))
    return told


def score(
    form: Annotated[str | None, typer.Argument(help="As akps; without it, all of them.")] = None,
    answers: Annotated[
        list[int] | None, typer.Argument(help="The answer of each item, in the form's order.")
    ] = None,
    on: On = None,
    data: Data = None,
) -> None:
    """Score a questionnaire from your own copy of the form: the option of each item by number."""
    from ironstride.formats.score_text import score_in_text
    from ironstride.rehab.scores import Answered, score

    with desk(data, on) as (store, course, moment):
        known = course.rehab.questionnaires
        if form is None or form not in known:
            for name, one in known.items():
                print(f"{name}: {one.title}, {len(one.items)} items. {one.rights}")
            if form is not None:
                raise typer.BadParameter(f'no form "{form}"')
            return
        chosen = known[form]
        given = list(answers or ())
        if not given:
            if not is_terminal():
                for item in chosen.items:
                    print(f"{item.number}. {item.label}: {_span_of(item.weights, item.most)}")
                return
            given = [
                ask_number(f"{i.number}. {i.label} ({_span_of(i.weights, i.most)})", "")
                for i in chosen.items
            ]
        told = Answered(
            questionnaire=form,
            version=chosen.version,
            day=moment.day,
            at=moment.at,
            answers=dict(enumerate(given, start=1)),
        )
        try:
            if score(chosen, told.answers) is None or len(given) > len(chosen.items):
                raise typer.BadParameter(f"{form} has {len(chosen.items)} items, not {len(given)}")
        except ValueError as error:
            raise typer.BadParameter(str(error)) from error
        before = [e for e in course.told if isinstance(e, Answered) and e.questionnaire == form]
        tell(store, [told], moment)
        print(score_in_text(chosen, told, before[0] if before else None), end="")


def _span_of(weights: tuple[int, ...], most: int | None) -> str:
    return f"option 1 to {len(weights)}" if most is None else f"0 to {most}"
