"""`ironstride exercise`: the exercises, found and shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ironstride.cli.page import Page
    from ironstride.core.catalogue import Catalogue
    from ironstride.core.exercise import Exercise


def exercise(
    exercise: Annotated[
        str | None, typer.Argument(help="An exercise, as back-squat; a list if not given.")
    ] = None,
    pattern: Annotated[
        str | None, typer.Option("--pattern", help="Only this movement, as hinge or calf.")
    ] = None,
    equipment: Annotated[
        list[str] | None,
        typer.Option("--equipment", help="Only what can be done with this. Repeatable."),
    ] = None,
    phase: Annotated[
        str | None,
        typer.Option("--phase", help="Only what this phase of the knee programme may hold."),
    ] = None,
    barefoot: Annotated[
        bool, typer.Option("--barefoot", help="Only what can be done barefoot.")
    ] = False,
    search: Annotated[
        str | None, typer.Option("--search", help="Only names, aliases and muscles with this.")
    ] = None,
) -> None:
    """Show an exercise with doses and cues, or list those that fit."""
    from ironstride.catalogue.find import Wanted, find, matching
    from ironstride.catalogue.load import load
    from ironstride.cli.page import Page

    catalogue, page = load(), Page()
    if exercise is not None:
        shelf = catalogue.exercises
        found = find(shelf, exercise, noun="exercise", listing="`ironstride exercise`")
        _show(found, catalogue, page)
        return
    wanted = Wanted(
        pattern=pattern,
        equipment=None if equipment is None else tuple(equipment),
        phase=phase,
        is_barefoot=barefoot,
        text=search,
    )
    _list(matching(wanted, catalogue), page)


def _list(found: list[Exercise], page: Page) -> None:
    if not found:
        page.prose("No exercise fits; ask for less.")
        return
    longest = max(len(row.id) for row in found)
    for pattern in dict.fromkeys(row.pattern for row in found):
        page.heading(pattern.replace("-", " ").capitalize())
        rows = (row for row in found if row.pattern is pattern)
        page.rows(((row.id, row.name, _needs(row)) for row in rows), widths=(longest, 0, 18))
        page.gap()
    count = "1 exercise" if len(found) == 1 else f"{len(found)} exercises"
    page.prose(f"{count}. ironstride exercise ID shows one.")


def _needs(exercise: Exercise) -> str:
    return ", ".join(sorted(exercise.equipment - {"none"})) or "nothing"


def _show(exercise: Exercise, catalogue: Catalogue, page: Page) -> None:
    from ironstride.catalogue.exercise_words import OUR_JUDGEMENT, doses, nature

    page.heading(exercise.name, exercise.id)
    if exercise.aliases:
        page.prose(f"also called {', '.join(exercise.aliases)}")
    page.gap()
    page.facts(nature(exercise, catalogue))
    page.gap()
    page.heading("Doses", "Ironstride's own choice")
    page.rows(doses(exercise), widths=(16, 0))
    for title, lines in (("How", exercise.cues), ("Watch out for", exercise.errors)):
        page.gap()
        page.heading(title)
        page.bullets(lines)
    page.gap()
    page.facts(_relatives(exercise, catalogue))
    page.gap()
    page.prose(OUR_JUDGEMENT)


def _relatives(exercise: Exercise, catalogue: Catalogue) -> list[tuple[str, str | None]]:
    from ironstride.catalogue.find import easier_than, harder_than

    programmes = catalogue.programmes.values()
    used = [p.id for p in programmes if any(x.exercise == exercise.id for x in p.exercises)]
    fit = exercise.fit
    watch = None if fit is None else " / ".join(filter(None, (fit.category, fit.name)))
    return [
        ("Easier", ", ".join(easier_than(exercise)) or None),
        ("Harder", ", ".join(harder_than(exercise, catalogue.exercises)) or None),
        ("Used in", ", ".join(used) or None),
        ("On a watch", watch),
    ]
