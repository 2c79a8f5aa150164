"""Reference programmes: what a trial, a coach or Ironstride wrote down, part by part as it is known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ironstride.catalogue.dose import dose_in_words
from ironstride.catalogue.load import load
from ironstride.catalogue.words import KNOWN, reference
from ironstride.core.catalogue import Catalogue
from ironstride.core.reason import Verification
from ironstride.core.reference import (
    ProgrammeGroup,
    ReferenceExercise,
    ReferencePhase,
    ReferenceProgramme,
    Statement,
)
from ironstride.web.shelves import named


@require_safe
def show_programmes(request: HttpRequest) -> HttpResponse:
    """List every reference programme by what it is for."""
    every = load().programmes.values()
    groups = [
        {
            "heading": group.heading,
            "programmes": [(p.id, p.title, _known(p)) for p in every if p.group is group],
        }
        for group in ProgrammeGroup
    ]
    return render(request, "programmes.html", {"groups": groups, "count": len(every)})


@require_safe
def show_programme(request: HttpRequest, programme: str) -> HttpResponse:
    """Show one, with how each part of it is known."""
    catalogue = load()
    shelf = catalogue.programmes
    found = named(shelf, programme, noun="programme", listing="the list of programmes")
    before = {"Before you begin": found.entry, "How to do it": found.rules}
    after = {"What came of it": found.results, "Take care": found.warnings}
    loads = [catalogue.load_rules[name] for name in dict.fromkeys(found.loads)]
    context = {
        "programme": found,
        "known": _known(found),
        "frequency": _said(found.frequency),
        "before": _sections(before),
        "phases": [_phase(phase, catalogue) for phase in found.phases],
        "after": _sections(after),
        "loads": [(rule.id, rule.text, KNOWN[rule.verification], rule.note) for rule in loads],
        "sources": [(name, reference(catalogue.sources[name])) for name in found.cited],
    }
    return render(request, "programme.html", context)


def _known(programme: ReferenceProgramme) -> str:
    is_own = programme.verification is Verification.INTERPOLATED
    filled_in = ", filled in by Ironstride" if programme.own and not is_own else ""
    return f"{KNOWN[programme.verification]}{filled_in}"


Said = tuple[str, str, str]
"""A sentence, how it is known, and the source that it is ascribed to; empty for none."""


def _said(statement: Statement | None) -> Said | None:
    if statement is None:
        return None
    return statement.text, KNOWN[statement.verification], statement.source or ""


def _all_said(statements: Iterable[Statement]) -> list[Said]:
    return [said for one in statements if (said := _said(one)) is not None]


def _sections(parts: dict[str, tuple[Statement, ...]]) -> list[tuple[str, list[Said]]]:
    return [(heading, _all_said(rows)) for heading, rows in parts.items() if rows]


def _phase(phase: ReferencePhase, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "name": phase.name,
        "when": phase.when,
        "known": "" if phase.verification is None else KNOWN[phase.verification],
        "frequency": _said(phase.frequency),
        "load": phase.load or "",
        "sessions": [
            (session.name, [_line(row, catalogue) for row in session.exercises])
            for session in phase.sessions
        ],
        "notes": _all_said(phase.notes),
        "gate": _all_said(phase.gate),
    }


def _line(row: ReferenceExercise, catalogue: Catalogue) -> dict[str, Any]:
    exercise = catalogue.exercises[row.exercise]
    known = "" if row.verification is None else KNOWN[row.verification]
    of_dose = "" if row.dose_verification is None else f"dose: {KNOWN[row.dose_verification]}"
    optional = "if you like" if row.is_optional else ""
    return {
        "id": exercise.id,
        "name": exercise.name,
        "dose": dose_in_words(row.dose, per_side=exercise.is_per_side),
        "rest": "" if row.rest_s is None else f"rest {row.rest_s} s",
        "load": row.load or "",
        "asides": [aside for aside in (row.tissue, row.note, optional, known, of_dose) if aside],
    }
