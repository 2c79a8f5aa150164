"""Questionnaires from your own copy of the form: asked item by item, scored, compared."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ironstride.cli.knee_desk import Data, On, ask_number, desk, is_terminal, tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ironstride.rehab.scores import OwnForm, Questionnaire


def score(
    form: Annotated[str | None, typer.Argument(help="As akps; without it, all of them.")] = None,
    answers: Annotated[
        list[int] | None, typer.Argument(help="The answer of each item, in the form's order.")
    ] = None,
    wording: Annotated[
        Path | None, typer.Option("--wording", help="A file with the words of your own form.")
    ] = None,
    blank: Annotated[
        bool, typer.Option("--blank", help="Print a file to type those words into.")
    ] = False,
    on: On = None,
    data: Data = None,
) -> None:
    """Score a questionnaire from your own copy of the form: the option of each item by number."""
    from ironstride.formats.own_form import blank_form, item_in_words
    from ironstride.formats.score_text import score_in_text
    from ironstride.rehab.scores import Answered

    with desk(data, on) as (store, course, moment):
        if form is None:
            for name, one in course.rehab.questionnaires.items():
                print(f"{name}: {one.title}, {len(one.items)} items. {one.rights}")
            return
        chosen = _chosen(form, course.rehab.questionnaires)
        if blank:
            print(blank_form(chosen), end="")
            return
        own = None if wording is None else _own(wording, chosen)
        if not answers and not is_terminal():
            for item in chosen.items:
                print(item_in_words(item, None if own is None else own.items[item.number]).rstrip())
            return
        told = Answered(
            questionnaire=form,
            version=chosen.version,
            day=moment.day,
            at=moment.at,
            answers=_counted(answers or _asked(chosen, own), chosen),
        )
        before = [e for e in course.told if isinstance(e, Answered) and e.questionnaire == form]
        tell(store, [told], moment)
        print(score_in_text(chosen, told, before[0] if before else None), end="")


def _chosen(form: str, known: Mapping[str, Questionnaire]) -> Questionnaire:
    from ironstride.core.spelling import did_you_mean

    if form not in known:
        raise typer.BadParameter(f'no form "{form}"{did_you_mean(form, known)}: {", ".join(known)}')
    return known[form]


def _own(path: Path, chosen: Questionnaire) -> OwnForm:
    from ironstride.app.text_file import read_text
    from ironstride.formats.own_form import read_own_form

    return read_own_form(read_text(path), chosen, name=str(path))


def _asked(chosen: Questionnaire, own: OwnForm | None) -> list[int]:
    from ironstride.formats.own_form import item_in_words

    return [
        ask_number(item_in_words(item, None if own is None else own.items[item.number]), "")
        for item in chosen.items
    ]


def _counted(answers: list[int], chosen: Questionnaire) -> dict[int, int]:
    """Number the answers, or say which is none."""
    from ironstride.rehab.scores import score

    numbered = dict(enumerate(answers, start=1))
    try:
        is_whole = score(chosen, numbered) is not None and len(answers) == len(chosen.items)
    except ValueError as error:
        raise typer.BadParameter(f"{error}. Nothing was kept.") from error
    if not is_whole:
        raise typer.BadParameter(f"{chosen.id} has {len(chosen.items)} items, not {len(answers)}")
    return numbered
