"""For whoever examines: the two pages, and the thresholds that a clinician confirms."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from ironstride.cli.knee_desk import NOT_BEGUN, Data, On, desk, standing_of, tell

if TYPE_CHECKING:
    from ironstride.rehab.confirmed import Threshold
    from ironstride.rehab.knowledge import Rehab
    from ironstride.rehab.phases import RehabPlan

EXAMPLE: Final = "knee.2.side-plank --bound at-least 45"


def confirm(
    item: Annotated[
        str | None, typer.Argument(help="A test or number; without it, all of them.")
    ] = None,
    value: Annotated[
        float | None, typer.Argument(help="What it is to be; else it stays as it is.")
    ] = None,
    by: Annotated[str | None, typer.Option("--by", help="The clinician's name.")] = None,
    bound: Annotated[
        str | None, typer.Option("--bound", help="Which threshold, where a test has several.")
    ] = None,
    on: On = None,
    data: Data = None,
) -> None:
    """Let a clinician confirm a threshold or change it; name and day are kept."""
    from ironstride.formats.gate_text import own_choices_in_words, thresholds_in_text
    from ironstride.rehab.confirmed import plans_with, with_confirmations

    with desk(data, on) as (store, course, moment):
        plan = course.plan or course.rehab.plans["knee"]
        if item is None:
            print(thresholds_in_text(course.rehab, plan))
            print(own_choices_in_words(course.rehab, plan))
            print(f'Confirm one: ironstride knee confirm {EXAMPLE} --by "NAME"')
            return
        if by is None:
            raise typer.BadParameter('who confirms it? add --by "NAME"')
        found = _threshold(item, bound, course.rehab, plan)
        try:
            told = found.confirmed(value, by=by, day=moment.day)
            with_confirmations(course.rehab, [told])
        except ValueError as error:
            raise typer.BadParameter(f"{error}. Nothing was kept.") from error
        tell(store, [told], moment)
        print(f"It speaks for: {'; '.join(plans_with(found.name, course.rehab))}")


def _threshold(name: str, bound: str | None, rehab: Rehab, plan: RehabPlan) -> Threshold:
    """Find the one threshold that is meant; a test without its phase is looked for in the plan."""
    from ironstride.core.spelling import did_you_mean
    from ironstride.formats.gate_text import bound_word
    from ironstride.rehab.confirmed import thresholds, thresholds_of

    known = {one.name for one in thresholds(rehab)}
    named = {one.name for one in thresholds_of(plan, rehab) if one.name.endswith(f".{name}")}
    names = sorted({name} & known or named)
    if not names:
        wrong = did_you_mean(name, [*known, *(one.rpartition(".")[2] for one in known)])
        raise typer.BadParameter(
            f'no threshold "{name}"{wrong}; `ironstride knee confirm` lists them'
        )
    if len(names) > 1:
        raise typer.BadParameter(f'"{name}" is several; name one of {", ".join(names)}')
    of_test = [one for one in thresholds(rehab) if one.name == names[0]]
    fitting = [one for one in of_test if bound in (None, one.bound, one.fact)]
    if len(fitting) != 1:
        bounds = ", ".join(bound_word(one) for one in of_test)
        raise typer.BadParameter(f"{names[0]} has several thresholds; add --bound, one of {bounds}")
    return fitting[0]


def report(
    output: Annotated[
        Path, typer.Option("-o", "--output", help="Where to write the two pages.")
    ] = Path("knee.pdf"),
    on: On = None,
    data: Data = None,
) -> None:
    """Write two pages for a clinician: pain, load, phase, tests, and what the plan does next."""
    from ironstride.catalogue.load import load
    from ironstride.formats.pdf_clinician import Report, write

    with desk(data, on) as (_, course, _moment):
        standing = standing_of(course)
        if course.start is None:
            raise typer.BadParameter(NOT_BEGUN)
        pages = Report(
            standing=standing,
            rehab=course.rehab,
            told=course.told,
            start=course.start,
            exercises=load().exercises,
        )
    try:
        output.write_bytes(write(pages))
    except OSError as error:
        raise typer.BadParameter(f"{output} cannot be written: {error.strerror}") from error
    print(f"wrote {output}")
