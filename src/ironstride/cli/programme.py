"""`ironstride programme`: reference programmes, with what is known of each part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ironstride.cli.page import Page
    from ironstride.core.catalogue import Catalogue
    from ironstride.core.reference import (
        PainRule,
        ReferenceExercise,
        ReferencePhase,
        ReferenceProgramme,
        Statement,
    )


def programme(
    programme: Annotated[
        str | None, typer.Argument(help="A reference programme; all if not given.")
    ] = None,
) -> None:
    """Read a reference programme: sessions, doses, gates, and how each part is known."""
    from ironstride.catalogue.find import find
    from ironstride.catalogue.load import load
    from ironstride.cli.page import Page

    catalogue, page = load(), Page()
    if programme is None:
        _list(catalogue, page)
        return
    shelf = catalogue.programmes
    found = find(shelf, programme, noun="programme", listing="`ironstride programme`")
    _show(found, catalogue, page)


def _list(catalogue: Catalogue, page: Page) -> None:
    from ironstride.core.reference import ProgrammeGroup

    for group in ProgrammeGroup:
        page.heading(group.heading)
        rows = (p for p in catalogue.programmes.values() if p.group is group)
        page.rows(((p.id, f"{p.title}; {_known(p)}") for p in rows), widths=(27, 0))
        page.gap()
    page.prose("ironstride programme ID shows one. None of this is medical advice.")


def _known(programme: ReferenceProgramme) -> str:
    from ironstride.catalogue.words import KNOWN
    from ironstride.core.reason import Verification

    is_own = programme.verification is Verification.INTERPOLATED
    filled_in = ", filled in by Ironstride" if programme.own and not is_own else ""
    return f"{KNOWN[programme.verification]}{filled_in}"


def _show(programme: ReferenceProgramme, catalogue: Catalogue, page: Page) -> None:
    page.heading(programme.title, programme.id)
    page.facts(
        [
            ("Known", _known(programme)),
            ("From there", programme.sourced or None),
            ("Filled in", programme.own or None),
            ("Length", None if programme.weeks is None else f"{programme.weeks} weeks"),
            ("How often", None if programme.frequency is None else _said(programme.frequency)),
        ]
    )
    _statements("Before you begin", programme.entry, page)
    _statements("How to do it", programme.rules, page)
    for phase in programme.phases:
        _phase(phase, programme, catalogue, page)
    _statements("What came of it", programme.results, page)
    _statements("Take care", programme.warnings, page)
    _loads(programme, catalogue, page)
    _pain(programme, catalogue, page)
    _sources(programme, catalogue, page)


def _phase(
    phase: ReferencePhase, programme: ReferenceProgramme, catalogue: Catalogue, page: Page
) -> None:
    from ironstride.catalogue.words import KNOWN

    page.gap()
    known = "" if phase.verification is None else KNOWN[phase.verification]
    if phase.name:
        page.heading(phase.name, "; ".join(filter(None, (phase.when, known))))
    load = None if phase.load is None else _load_name(phase.load)
    often = None if phase.frequency is None else _said(phase.frequency)
    page.facts(
        [(label, value) for label, value in (("How often", often), ("Limit", load)) if value]
    )
    for session in phase.sessions:
        if session.name:
            page.heading(f"  {session.name}")
        lines = [_line(row, catalogue) for row in session.exercises]
        page.rows([("", "dose", "rest", "load"), *lines], widths=(0, 18, 5, 17))
    _statements("", phase.notes, page)
    is_last = phase is programme.phases[-1]
    _statements("When you are done" if is_last else "Before the next phase", phase.gate, page)


def _line(row: ReferenceExercise, catalogue: Catalogue) -> tuple[str, str, str, str]:
    from ironstride.catalogue.dose import dose_in_words

    exercise = catalogue.exercises[row.exercise]
    rest = "" if row.rest_s is None else f"{row.rest_s} s"
    dose = dose_in_words(row.dose, per_side=exercise.is_per_side)
    name = "\n".join((exercise.name, *(f"  {aside}" for aside in _asides(row))))
    return name, dose, rest, "" if row.load is None else _load_name(row.load)


def _asides(row: ReferenceExercise) -> list[str]:
    from ironstride.catalogue.words import KNOWN

    known = None if row.verification is None else KNOWN[row.verification]
    dose = None if row.dose_verification is None else f"dose: {KNOWN[row.dose_verification]}"
    optional = "if you like" if row.is_optional else None
    return [aside for aside in (row.tissue, row.note, optional, known, dose) if aside]


def _load_name(name: str) -> str:
    return name.replace("-", " ")


def _said(statement: Statement) -> str:
    from ironstride.catalogue.words import KNOWN

    source = "" if statement.source is None else f": {statement.source}"
    return f"{statement.text} ({KNOWN[statement.verification]}{source})"


def _statements(title: str, statements: Sequence[Statement], page: Page) -> None:
    """Write sentences and how they are known: once above them where it is the same for all."""
    from ironstride.catalogue.words import KNOWN

    marks = {(said.verification, said.source) for said in statements}
    if not statements:
        return
    page.gap()
    if title and len(marks) == 1 and statements[0].source is None:
        page.heading(title, KNOWN[statements[0].verification])
        page.bullets(said.text for said in statements)
        return
    if title:
        page.heading(title)
    page.bullets(map(_said, statements))


def _loads(programme: ReferenceProgramme, catalogue: Catalogue, page: Page) -> None:
    from ironstride.catalogue.words import KNOWN

    names = dict.fromkeys(programme.loads)
    if not names:
        return
    page.gap()
    page.heading("How heavy")
    rules = (catalogue.load_rules[name] for name in names)
    lines = [(_load_name(r.id), f"{r.text} ({KNOWN[r.verification]}) {r.note}") for r in rules]
    page.rows(lines, widths=(20, 0))


def _pain(programme: ReferenceProgramme, catalogue: Catalogue, page: Page) -> None:
    if not programme.group.is_for_pain:
        return
    page.gap()
    page.heading("When it hurts", "0 is no pain, 10 the worst you can think of")
    page.bullets(map(_pain_line, catalogue.pain_rules.values()))
    page.prose("This is no medical advice.")


def _pain_line(rule: PainRule) -> str:
    from ironstride.catalogue.words import KNOWN

    known, done = KNOWN[rule.verification], KNOWN[rule.action_verification]
    between = " " if known == done else f" ({known}) "
    return f"{rule.text}{between}{rule.action} ({done})"


def _sources(programme: ReferenceProgramme, catalogue: Catalogue, page: Page) -> None:
    from ironstride.catalogue.words import reference

    page.gap()
    page.heading("Sources")
    for name in programme.cited:
        source = catalogue.sources[name]
        page.prose(f"{name}: {reference(source)}", indent=2)
        if source.link is not None:
            page.prose(source.link, indent=4)
