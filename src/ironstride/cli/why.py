"""`ironstride why`: the rules, and what each of them rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ironstride.cli.page import Page
    from ironstride.core.catalogue import Catalogue
    from ironstride.core.reason import Rule, Source


def why(
    rule: Annotated[
        str | None, typer.Argument(help="A rule, as named beside a session; all if not given.")
    ] = None,
) -> None:
    """Say why a rule stands: its numbers, how firm it is, its sources and who disagrees."""
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
    page.prose("ironstride why RULE shows numbers, sources and dissent.")


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
