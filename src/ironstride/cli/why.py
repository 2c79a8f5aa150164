"""`ironstride why`: the rules and what they rest on; a day, an exercise, and what else would do."""

from __future__ import annotations

import os
import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ironstride.app.keep import TakenOn
    from ironstride.app.plan import Files
    from ironstride.cli.page import Page
    from ironstride.core.catalogue import Catalogue
    from ironstride.core.reason import Rule, Source
    from ironstride.planning.answers.exchange import ExerciseExplained


def why(
    about: Annotated[
        str | None,
        typer.Argument(
            help="A day, as 2026-12-08, or a rule, as named beside a session; "
            "all rules if not given."
        ),
    ] = None,
    exercise: Annotated[
        str | None, typer.Argument(help="An exercise of that day, by its name or its id.")
    ] = None,
    profile: Annotated[
        Path, typer.Option("--profile", "-p", help="Who you are (see `ironstride init`).")
    ] = Path("athlete.toml"),
    programme: Annotated[
        Path | None,
        typer.Option(
            "--programme", help="A programme as JSON; else the one you keep, else a new one."
        ),
    ] = None,
    history: Annotated[
        list[Path] | None,
        typer.Option("--history", help="Recorded runs, to plan a new one from. Repeatable."),
    ] = None,
    data: Annotated[
        Path | None, typer.Option("--data", help="Your data folder; else IRONSTRIDE_DATA.")
    ] = None,
) -> None:
    """Say why: of a day, of an exercise on it, or of a rule.

    A day tells what put its session there and what else would do, or what stands against
    one; a rule tells its numbers, how firm it is, its sources and who disagrees. Exits with 2
    if no programme is kept and none keeps the rules.
    """
    if about is not None and re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", about):
        from ironstride.app.plan import Files
        from ironstride.store.folder import data_folder

        folder = data_folder(os.environ, data)
        files = Files(profile=profile, history=tuple(history or ()), imported=folder)
        _explain_day(_day(about), exercise, files, _kept(programme, folder))
        return
    if exercise is not None:
        raise typer.BadParameter(
            f"only a day has exercises, and {about} is none; write it as 2026-12-08"
        )
    _say_of_rules(about)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise typer.BadParameter(
            f"{written} is no day of the calendar; write it as 2026-12-08"
        ) from error


def _kept(programme: Path | None, folder: Path) -> TakenOn | None:
    """Take the programme from a file, else the one that was taken on last, else none."""
    from ironstride.app.keep import TakenOn, last_taken_on
    from ironstride.cli.today import programme_from_file
    from ironstride.store.open import existing_store

    if programme is not None:
        return TakenOn(programme=programme_from_file(programme))
    store = existing_store(folder)
    if store is None:
        return None
    with store:
        return last_taken_on(store)


def _explain_day(day: date, exercise: str | None, files: Files, kept: TakenOn | None) -> None:
    from ironstride.app.explain import explain, kept_or_planned
    from ironstride.app.plan import followed_of
    from ironstride.app.profile import read_athlete
    from ironstride.catalogue.load import load
    from ironstride.cli.clock import today
    from ironstride.core.programme import NoProgramme
    from ironstride.formats.explanation_text import write
    from ironstride.formats.words import collisions_view
    from ironstride.planning.answers.exchange import ExerciseExplained

    taken = kept_or_planned(kept, files, today=today(), notice=_aside)
    if isinstance(taken, NoProgramme):
        print(collisions_view(taken))
        raise typer.Exit(2)
    try:
        found = explain(
            taken,
            read_athlete(files.profile),
            day,
            exercise=exercise,
            followed=followed_of(files.imported, day=today()),
        )
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    print(write(found, load()), end="")
    if isinstance(found, ExerciseExplained):
        _say_of_its_load(found, taken, files)


def _say_of_its_load(found: ExerciseExplained, taken: TakenOn, files: Files) -> None:
    """Say where today's load of an exercise comes from, where something was logged."""
    from ironstride.app.today import today_in
    from ironstride.formats.today_text import load_section

    told = today_in(files.imported, found.session, taken.programme, profile=files.profile)
    for lift in told.lifts:
        if lift.exercise.id == found.exercise.id:
            print(load_section(lift, taken.programme.athlete.units), end="")


def _aside(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _say_of_rules(rule: str | None) -> None:
    from ironstride.catalogue.find import find
    from ironstride.catalogue.load import load
    from ironstride.cli.page import Page

    catalogue, page = load(), Page()
    if rule is None:
        _list(catalogue, page)
    else:
        found = find(catalogue.rules, rule, noun="rule", listing="`ironstride why`")
        _explain(found, catalogue, page)


def _list(catalogue: Catalogue, page: Page) -> None:
    from ironstride.catalogue.words import KINDS

    for kind, words in KINDS.items():
        page.heading(words.capitalize())
        named = [(r.id, r.sentence) for r in catalogue.rules.values() if r.kind is kind]
        page.rows(named, widths=(23, 0))
        page.gap()
    page.prose("ironstride why RULE shows numbers, sources and dissent; why DAY explains a day.")


def _explain(rule: Rule, catalogue: Catalogue, page: Page) -> None:
    from ironstride.catalogue.words import GRADES, KINDS, numbers_of_rule

    page.heading(rule.id, KINDS[rule.kind])
    page.prose(rule.sentence)
    page.gap()
    page.facts([("How firm", GRADES[rule.grade]), ("Mind", rule.note or None)])
    numbers = numbers_of_rule(rule, catalogue)
    if numbers:
        page.gap()
        page.heading("Numbers", "a coach may turn them in policy.toml")
        page.rows(((value, meaning) for meaning, value in numbers), widths=(16, 0))
    if rule.sources:
        page.gap()
        page.heading("What carries it")
    for name in rule.sources:
        _cite(catalogue.sources[name], page)
    if rule.background:
        page.gap()
        page.heading("Weighed with it", "ironstride sources ID tells more")
        page.rows((_line(catalogue.sources[name]) for name in rule.background), widths=(29, 0))


def _cite(source: Source, page: Page) -> None:
    from ironstride.catalogue.words import KNOWN, finding, reference, setting

    page.prose(f"{source.id}: {reference(source)}", indent=2)
    certainty = f"; certainty {source.certainty}" if source.certainty else ""
    known = f"{KNOWN[source.verification].capitalize()}{certainty}. {source.note}".strip()
    for line in (setting(source), finding(source), known, source.link):
        if line is not None:
            page.prose(line, indent=4)


def _line(source: Source) -> tuple[str, str]:
    from ironstride.catalogue.words import KNOWN, reference

    return source.id, f"{reference(source)}; {KNOWN[source.verification]}"
