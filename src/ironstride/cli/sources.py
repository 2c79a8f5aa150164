"""`ironstride sources`: every study and page behind the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ironstride.cli.page import Page
    from ironstride.core.catalogue import Catalogue
    from ironstride.core.reason import Source

SHOWN: Final = 12


def sources(
    source: Annotated[
        str | None, typer.Argument(help="A source, as named by a rule; all if not given.")
    ] = None,
) -> None:
    """Show the sources: what each found, in whom, and whether somebody has read it."""
    from ironstride.catalogue.find import find
    from ironstride.catalogue.load import load
    from ironstride.cli.page import Page

    catalogue, page = load(), Page()
    if source is None:
        _list(catalogue, page)
    else:
        known = catalogue.sources
        _show(find(known, source, noun="source", listing="`ironstride sources`"), catalogue, page)


def _list(catalogue: Catalogue, page: Page) -> None:
    every = catalogue.sources.values()
    findings = [source for source in every if source.certainty]
    others = [source for source in every if not source.certainty]
    page.heading("Findings", f"{len(findings)} rows of evidence")
    _rows(findings, page)
    page.gap()
    page.heading("Programmes, tests and estimates", f"{len(others)} pages, tables and trials")
    _rows(others, page)
    page.gap()
    page.prose("ironstride sources ID shows one of them, and what leans on it.")


def _rows(rows: Iterable[Source], page: Page) -> None:
    from ironstride.catalogue.words import KNOWN, reference

    lines = ((row.id, f"{reference(row)}; {KNOWN[row.verification]}") for row in rows)
    page.rows(lines, widths=(29, 0))


def _show(source: Source, catalogue: Catalogue, page: Page) -> None:
    from ironstride.catalogue.words import KNOWN, finding, reference, setting, uses_of

    page.heading(source.id)
    page.prose(reference(source))
    page.gap()
    page.facts(
        [
            ("Known", KNOWN[source.verification]),
            ("Note", source.note or None),
            ("In whom", setting(source)),
            ("Result", finding(source)),
            (
                "Certainty",
                f"{source.certainty}, as Ironstride judges it" if source.certainty else None,
            ),
            ("Speaks for", source.supports or None),
            ("Read it", source.link),
            ("PubMed", source.pmid),
        ]
    )
    page.gap()
    page.heading("What leans on it")
    page.facts((noun, _some(names)) for noun, names in uses_of(source, catalogue).items())


def _some(names: tuple[str, ...]) -> str:
    more = len(names) - SHOWN
    rest = f" and {more} more" if more > 0 else ""
    return ", ".join(names[:SHOWN]) + rest
