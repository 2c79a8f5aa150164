"""Why: every rule with its numbers, how firm it is, what it rests on and who disagrees."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ironstride.catalogue.load import load
from ironstride.catalogue.words import (
    GRADES,
    KINDS,
    KNOWN,
    finding,
    numbers_of_rule,
    reference,
    setting,
    uses_of,
)
from ironstride.core.reason import RuleKind, Source, Verification
from ironstride.web.shelves import named


@require_safe
def show_rules(request: HttpRequest) -> HttpResponse:
    """List every rule, the ones that always hold first."""
    rules = load().rules.values()
    parts = [
        {
            "heading": KINDS[kind],
            "rules": [(rule, GRADES[rule.grade]) for rule in rules if rule.kind is kind],
        }
        for kind in RuleKind
    ]
    return render(request, "rules.html", {"parts": parts, "count": len(rules)})


@require_safe
def show_rule(request: HttpRequest, rule: str) -> HttpResponse:
    """Show one rule."""
    catalogue = load()
    found = named(catalogue.rules, rule, noun="rule", listing="the list of rules")
    context = {
        "rule": found,
        "kind": KINDS[found.kind],
        "grade": GRADES[found.grade],
        "numbers": numbers_of_rule(found, catalogue),
        "sources": [_cited(catalogue.sources[name]) for name in found.sources],
        "background": [_cited(catalogue.sources[name]) for name in found.background],
    }
    return render(request, "rule.html", context)


@require_safe
def show_sources(request: HttpRequest) -> HttpResponse:
    """List the sources, the findings first: who said it, how it is known, how sure it is."""
    catalogue = load()
    text = request.GET.get("text", "").strip()[:80]
    known = request.GET.get("known", "")
    rows = [_listed(source) for source in catalogue.sources.values() if _fits(source, text, known)]
    parts = (
        ("Findings", [row for row in rows if row["certainty"]]),
        ("Programmes, tests and estimates", [row for row in rows if not row["certainty"]]),
    )
    context = {
        "parts": parts,
        "count": len(rows),
        "text": text,
        "known": known,
        "choices": KNOWN.items(),
    }
    return render(request, "sources.html", context)


def _fits(source: Source, text: str, known: str) -> bool:
    parts = (source.id, source.citation, source.population, source.outcome, source.supports)
    is_known = known not in list(Verification) or source.verification == known
    return is_known and any(text.casefold() in part.casefold() for part in parts)


def _listed(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "reference": reference(source),
        "known": KNOWN[source.verification],
        "certainty": source.certainty,
        "about": source.outcome,
    }


@require_safe
def show_source(request: HttpRequest, source: str) -> HttpResponse:
    """Show one source, and what leans on it."""
    catalogue = load()
    found = named(catalogue.sources, source, noun="source", listing="a rule that cites it")
    uses = uses_of(found, catalogue)
    context = {
        "source": found,
        **_cited(found),
        "carries": [catalogue.rules[name] for name in uses.get("carries", ())],
        "weighed": [catalogue.rules[name] for name in uses.get("weighed in", ())],
        "programmes": [catalogue.programmes[name] for name in uses.get("programmes", ())],
        "exercises": uses.get("exercises", ()),
    }
    return render(request, "source.html", context)


def _cited(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "reference": reference(source),
        "setting": setting(source),
        "finding": finding(source),
        "known": KNOWN[source.verification],
        "certainty": source.certainty,
        "note": source.note,
        "link": source.link,
    }
