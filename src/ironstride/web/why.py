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
from ironstride.core.reason import RuleKind, Source
from ironstride.web.shelves import named


@require_safe
def show_rules(request: HttpRequest) -> HttpResponse:
    """List every rule, the ones that always hold first."""
    rules = load().rules.values()
    parts = [
        {"heading": KINDS[kind], "rules": [rule for rule in rules if rule.kind is kind]}
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
def show_source(request: HttpRequest, source: str) -> HttpResponse:
    """Show one source, and what leans on it."""
    catalogue = load()
    found = named(catalogue.sources, source, noun="source", listing="a rule that cites it")
    uses = uses_of(found, catalogue)
    context = {
        "source": found,
        **_cited(found),
        "rules": [*uses.get("carries", ()), *uses.get("weighed in", ())],
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
