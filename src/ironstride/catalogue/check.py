"""What must hold between the rows of the catalogue. Each check is one function.

A check yields the shelf and the name of the row at fault, and the sentence; `faults_in`
adds the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from ironstride.catalogue.draft import Draft, read
from ironstride.catalogue.faults import Fault
from ironstride.catalogue.numbers import Numbers, names_under, numbers_of
from ironstride.core.exercise import Degree, KneePhase
from ironstride.core.reason import RuleGrade, RuleKind, Verification
from ironstride.core.reference import LoadRule, PainRule
from ironstride.core.spelling import did_you_mean

Finding = tuple[str, str, str]
Check = Callable[[Draft], Iterator[Finding]]

CLAIMS_TO_BE_READ: Final = (
    RuleGrade.REVIEW,
    RuleGrade.TRIAL,
    RuleGrade.STUDY,
    RuleGrade.CONSENSUS,
)


def faults_in(draft: Draft) -> Iterator[Fault]:
    """Make every check and place what it finds."""
    for check in CHECKS:
        for shelf, name, problem in check(draft):
            file = draft.files.get((shelf, name), "policy.toml")
            yield Fault(file, name, problem)


def exercises_name_what_exists(draft: Draft) -> Iterator[Finding]:
    """Equipment, easier exercises and sources of an exercise are in the catalogue."""
    for name, row in read(draft.exercises).items():
        parents = [row.progression_of] if row.progression_of else []
        wanted = (
            ("equipment", row.equipment, draft.equipment),
            ("exercise", (*parents, *row.regressions), draft.exercises),
            ("source", sources_of_stress(row.patellofemoral_source), draft.sources),
        )
        for noun, words, known in wanted:
            yield from (("exercises", name, p) for p in _unknown(noun, words, known))


def progressions_never_circle(draft: Draft) -> Iterator[Finding]:
    """Going from an exercise to the easier one it grew from comes to an end."""
    rows = read(draft.exercises)
    parents = {name: row.progression_of for name, row in rows.items()}
    for name, parent in parents.items():
        seen, step = [name], parent
        while step is not None and step not in seen:
            seen.append(step)
            step = parents.get(step)
        if step == name and name == min(seen):
            yield "exercises", name, f"progresses in a circle: {' from '.join([*seen, name])}"


def progressions_keep_the_knee_phase(draft: Draft) -> Iterator[Finding]:
    """A harder exercise enters the knee programme no earlier than the easier one."""
    order, rows = list(KneePhase), read(draft.exercises)
    for name, row in rows.items():
        parent = rows.get(row.progression_of or "")
        if parent is not None and order.index(row.knee_phase) < order.index(parent.knee_phase):
            later = f'"{parent.knee_phase}" of "{parent.id}", which it progresses from'
            yield "exercises", name, f'knee-phase "{row.knee_phase}" comes before {later}'


def torsion_never_meets_high_spinal_load(draft: Draft) -> Iterator[Finding]:
    """No exercise turns the spine under a high load."""
    for name, row in read(draft.exercises).items():
        if row.has_torsion and row.spinal_load is Degree.HIGH:
            yield "exercises", name, "turns the spine under high load; take it out or lighten it"


def watch_names_are_whole(draft: Draft) -> Iterator[Finding]:
    """A watch's exercise name comes with its number."""
    for name, row in read(draft.exercises).items():
        if row.fit is not None and (row.fit.name is None) != (row.fit.name_id is None):
            yield "exercises", name, "fit gives a name or a name-id; give both or neither"


def rules_name_what_exists(draft: Draft) -> Iterator[Finding]:
    """Sources and numbers of a rule are in the catalogue, each source once."""
    numbers = _numbers(draft)
    for name, rule in read(draft.rules).items():
        cited = (*rule.sources, *rule.background)
        yield from (("rules", name, p) for p in _unknown("source", cited, draft.sources))
        for twice in sorted({source for source in cited if cited.count(source) > 1}):
            yield "rules", name, f'names "{twice}" twice; once is enough'
        for number in rule.numbers if numbers else ():
            if not names_under(number, numbers):
                yield "rules", name, _no("number", number, numbers)


def rules_rest_on_something_read(draft: Draft) -> Iterator[Finding]:
    """A rule that is graded as a study has a source that somebody has read."""
    sources = read(draft.sources)
    for name, rule in read(draft.rules).items():
        known = [sources[source] for source in rule.sources if source in sources]
        has_read = any(source.verification is Verification.VERIFIED for source in known)
        if rule.grade in CLAIMS_TO_BE_READ and known and not has_read:
            yield "rules", name, f"claims {rule.grade}, but nobody has read its sources"


def programmes_name_what_exists(draft: Draft) -> Iterator[Finding]:
    """Exercises, load rules and sources of a programme are in the catalogue."""
    for name, programme in read(draft.programmes).items():
        wanted = (
            ("exercise", [line.exercise for line in programme.exercises], draft.exercises),
            ("load rule", programme.loads, draft.load_rules),
            ("source", programme.cited, draft.sources),
        )
        for noun, words, known in wanted:
            yield from (("programmes", name, p) for p in _unknown(noun, words, known))


def what_was_read_names_a_source(draft: Draft) -> Iterator[Finding]:
    """Nothing is called read without saying where."""
    for name, programme in read(draft.programmes).items():
        if not programme.sources:
            yield "programmes", name, "names no source; say where it comes from"
    for shelf, name, row in _loads_and_pain(draft):
        if row.source is None and row.verification is not Verification.INTERPOLATED:
            yield shelf, name, f"is {row.verification}, but names no source"
        cited = filter(None, [row.source])
        yield from ((shelf, name, p) for p in _unknown("source", cited, draft.sources))


def every_source_is_used(draft: Draft) -> Iterator[Finding]:
    """Each source serves a rule, a programme or an exercise."""
    used = set(_used_sources(draft))
    for name in draft.sources:
        if name not in used:
            yield "sources", name, "serves no rule, programme or exercise; cite it or drop it"


def numbers_stay_in_bounds(draft: Draft) -> Iterator[Finding]:
    """Every number that is explained exists and lies within its bounds."""
    numbers = _numbers(draft)
    for name, meaning in read(draft.numbers).items() if numbers else ():
        if name not in numbers:
            yield "numbers", name, _no("number", name, numbers)
            continue
        for value in numbers[name]:
            if not meaning.least <= value <= meaning.most:
                bounds = f"{meaning.least:g} to {meaning.most:g} ({meaning.unit})"
                yield "policy", name, f"is {value:g}; give {bounds}"


def least_never_exceeds_most(draft: Draft) -> Iterator[Finding]:
    """A lower number of the policy is no greater than the upper one beside it."""
    numbers = _numbers(draft)
    for name, value in numbers.items():
        for low, high in (("_least", "_most"), ("_low", "_high")):
            above = name.removesuffix(low) + high
            if name.endswith(low) and above in numbers and value > numbers[above]:
                upper = numbers[above][0]
                yield "policy", name, f"is {value[0]:g}, above {above} with {upper:g}"


def weights_belong_to_wishes(draft: Draft) -> Iterator[Finding]:
    """Only a wish has a weight."""
    wishes = [n for n, rule in read(draft.rules).items() if rule.kind is RuleKind.WISH]
    weights = draft.policy.wish_weights if draft.policy is not None else {}
    for name in weights:
        if name not in wishes and draft.rules.get(name, ...) is not None:
            yield "policy", f"wish_weights.{name}", _no("wish", name, wishes)


CHECKS: Final[tuple[Check, ...]] = (
    exercises_name_what_exists,
    progressions_never_circle,
    progressions_keep_the_knee_phase,
    torsion_never_meets_high_spinal_load,
    watch_names_are_whole,
    rules_name_what_exists,
    rules_rest_on_something_read,
    programmes_name_what_exists,
    what_was_read_names_a_source,
    every_source_is_used,
    numbers_stay_in_bounds,
    least_never_exceeds_most,
    weights_belong_to_wishes,
)


def sources_of_stress(codes: str) -> list[str]:
    """Split the sources of a stress, which may be two.

    >>> sources_of_stress("S23+LIT")
    ['S23', 'LIT']
    """
    return codes.split("+")


def _used_sources(draft: Draft) -> Iterator[str]:
    for rule in read(draft.rules).values():
        yield from (*rule.sources, *rule.background)
    for programme in read(draft.programmes).values():
        yield from programme.cited
    for exercise in read(draft.exercises).values():
        yield from sources_of_stress(exercise.patellofemoral_source)
    yield from (row.source for _, _, row in _loads_and_pain(draft) if row.source is not None)


def _loads_and_pain(draft: Draft) -> Iterator[tuple[str, str, LoadRule | PainRule]]:
    yield from (("load_rules", name, row) for name, row in read(draft.load_rules).items())
    yield from (("pain_rules", name, row) for name, row in read(draft.pain_rules).items())


def _numbers(draft: Draft) -> dict[str, Numbers]:
    return {} if draft.policy is None else numbers_of(draft.policy)


def _unknown(noun: str, words: Iterable[str], known: Mapping[str, object]) -> Iterator[str]:
    return (_no(noun, word, known) for word in dict.fromkeys(words) if word not in known)


def _no(noun: str, word: str, known: Iterable[str]) -> str:
    return f'no {noun} "{word}"{did_you_mean(word, known)}'
