"""Tests of a gate on one day: the form, the page to print, and what was measured."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ironstride.cli.knee_desk import (
    Data,
    On,
    again,
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
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="A page to print, with pictures.")
    ] = None,
    on: On = None,
    data: Data = None,
) -> None:
    """Do the tests of a gate on one day: each value, left/right, and pain behind a colon."""
    from ironstride.formats.gate_line import read_measured

    with desk(data, on) as (store, course, moment):
        items = {item.id: item for item in _gate_of(course, running=running)}
        if output is not None:
            _write_form(course, items.values(), output, running=running)
            return
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

    gate = tuple(items)
    print(gate_form(_title(course, running=running), gate))
    shown = [load().exercises[item.exercise] for item in gate if item.exercise is not None]
    for exercise in dict.fromkeys(one.id for one in shown):
        print(f"How it looks: ironstride exercise {exercise}")
    asked = [written(item) for item in gate if item.is_measured]
    command = "ironstride knee gate --running" if running else "ironstride knee gate"
    print(f"\nTell them on one day: {command} {' '.join(asked)}")


def _title(course: Course, *, running: bool) -> str:
    from ironstride.rehab.standing import stage_of

    stage = stage_of(standing_of(course), course.rehab)
    return "The tests before the first run" if running else f"The gate out of {stage.name}"


def _write_form(course: Course, items: Iterable[GateItem], output: Path, *, running: bool) -> None:
    from ironstride.app.gate_pictures import pictures_of
    from ironstride.formats.gate_page import gate_page

    gate = tuple(items)
    page = gate_page(_title(course, running=running), gate, pictures_of(gate))
    try:
        output.write_text(page, encoding="utf-8")
    except OSError as error:
        raise typer.BadParameter(f"{output} cannot be written: {error.strerror}") from error
    print(f"wrote {output}; open it in a browser, and print it from there")


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
