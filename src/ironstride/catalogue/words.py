"""The catalogue's marks in an athlete's words: grades, kinds, findings, numbers.

What nobody has read is never worded as a study's finding.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ironstride.catalogue.check import sources_of_stress
from ironstride.catalogue.numbers import names_under, numbers_of
from ironstride.core.catalogue import Catalogue
from ironstride.core.reason import Rule, RuleGrade, RuleKind, Source, Verification

KNOWN: Final[Mapping[Verification, str]] = {
    Verification.VERIFIED: "read in the source",
    Verification.SECONDARY: "quoted elsewhere, not read in the source",
    Verification.RECALLED: "recalled, not re-read",
    Verification.INTERPOLATED: "Ironstride's own choice",
}

GRADES: Final[Mapping[RuleGrade, str]] = {
    RuleGrade.REVIEW: "rests on reviews that were read",
    RuleGrade.TRIAL: "rests on trials that were read",
    RuleGrade.STUDY: "rests on observations or laboratory work that was read, not on trials",
    RuleGrade.CONSENSUS: "agreed among experts",
    RuleGrade.SECONDARY: "known from other documents that quote it",
    RuleGrade.RECALLED: "recalled, not re-read",
    RuleGrade.CONVENTION: "coaches' custom; no study is claimed for it",
    RuleGrade.CHOICE: "Ironstride's own choice; no study is claimed for it",
}

KINDS: Final[Mapping[RuleKind, str]] = {
    RuleKind.HARD: "never broken",
    RuleKind.WISH: "a wish, weighed against others",
    RuleKind.WARNING: "said as a warning",
    RuleKind.PROMISE: "what Ironstride says and does not say",
}

OPENINGS: Final[Mapping[Verification, str]] = {
    Verification.VERIFIED: "Found for",
    Verification.SECONDARY: "As others quote it, for",
    Verification.RECALLED: "As recalled, which is no finding yet, for",
    Verification.INTERPOLATED: "Ironstride's own, for",
}
OPINIONS: Final = ("consensus", "expert opinion", "model", "narrative review", "review")


def reference(source: Source) -> str:
    """Write who said it and when.

    >>> reference(Source(id="a", kind="RCT", citation="A et al., MSSE 40:1", year=2008,
    ...                  verification=Verification.VERIFIED))
    'A et al., MSSE 40:1 (2008), RCT'
    """
    year = "" if source.year is None or str(source.year) in source.citation else f" ({source.year})"
    return f"{source.citation}{year}, {source.kind}"


def finding(source: Source) -> str | None:
    """Write what a source says, opened by how it is known; None where it reports no effect.

    >>> finding(Source(id="a", kind="RCT", citation="A", verification=Verification.RECALLED,
    ...                outcome="injury", effect="0.5", interval=("0.3", "0.9"), metric="HR"))
    'As recalled, which is no finding yet, for injury: 0.5 (0.3 to 0.9) [HR]'
    """
    if not source.effect:
        return None
    opening = OPENINGS[source.verification]
    if source.verification is Verification.VERIFIED and source.kind in OPINIONS:
        opening = "Says on"
    low_to_high = "" if source.interval is None else f" ({' to '.join(source.interval)})"
    metric = f" [{source.metric}]" if source.metric else ""
    return f"{opening} {source.outcome}: {source.effect}{low_to_high}{metric}"


def setting(source: Source) -> str | None:
    """Write who did what and for how long; None where it is not recorded."""
    people = ", ".join(filter(None, (source.population, _sample(source.sample))))
    return "; ".join(filter(None, (people, source.intervention, source.dose))) or None


def _sample(sample: str) -> str:
    """Mark a bare head count as one; studies and segments name themselves."""
    return f"n = {sample}" if re.match(r"[>\d]\d*($| \(|;)", sample) else sample


def numbers_of_rule(rule: Rule, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """List the numbers of a rule: what each means, and how it is set."""
    numbers = numbers_of(catalogue.policy)
    names = dict.fromkeys(n for name in rule.numbers for n in names_under(name, numbers))
    rows = [(_meaning(name, catalogue), _value(name, numbers[name], catalogue)) for name in names]
    if rule.kind is RuleKind.WISH:
        rows.append(("weight beside other wishes", f"{catalogue.policy.wish_weights[rule.id]:g}"))
    return tuple(rows)


def _meaning(name: str, catalogue: Catalogue) -> str:
    known = catalogue.numbers.get(name)
    return name.replace("_", " ") if known is None else known.words


def _value(name: str, values: tuple[float, ...], catalogue: Catalogue) -> str:
    known = catalogue.numbers.get(name)
    unit = "" if known is None else known.unit
    if unit == "share":
        values, unit = tuple(round(100 * value, 6) for value in values), "%"
    return f"{', '.join(f'{value:g}' for value in values)} {unit}".strip()


def uses_of(source: Source, catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """List what leans on a source, by kind."""
    rules, programmes = catalogue.rules.values(), catalogue.programmes.values()
    exercises = catalogue.exercises.values()
    loads, pains = catalogue.load_rules.values(), catalogue.pain_rules.values()
    uses = {
        "carries": [r.id for r in rules if source.id in r.sources],
        "weighed in": [r.id for r in rules if source.id in r.background],
        "programmes": [p.id for p in programmes if source.id in p.cited],
        "loads": [r.id for r in loads if r.source == source.id],
        "pain": [r.id for r in pains if r.source == source.id],
        "exercises": [
            e.id for e in exercises if source.id in sources_of_stress(e.patellofemoral_source)
        ],
    }
    return {noun: tuple(names) for noun, names in uses.items() if names}
