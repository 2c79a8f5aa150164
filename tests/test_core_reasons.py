"""Rules, sources and reference programmes."""

from __future__ import annotations

import pytest

from ironstride.core.reason import Rule, RuleGrade, RuleKind, Source, Verification
from ironstride.core.reference import ProgrammeGroup
from ironstride.core.spelling import did_you_mean
from people import catalogue


def _rule(grade: RuleGrade, *sources: str) -> Rule:
    return Rule(id="r", kind=RuleKind.HARD, sentence="Do.", grade=grade, sources=sources)


@pytest.mark.parametrize("grade", [RuleGrade.CHOICE, RuleGrade.CONVENTION])
def test_a_choice_or_a_custom_needs_no_source(grade: RuleGrade) -> None:
    assert _rule(grade).sources == ()


@pytest.mark.parametrize("grade", sorted(set(RuleGrade) - {RuleGrade.CHOICE, RuleGrade.CONVENTION}))
def test_every_other_claim_names_a_source(grade: RuleGrade) -> None:
    assert _rule(grade, "doma_2017").sources
    with pytest.raises(ValueError, match=f"rule r claims {grade} but names no source"):
        _rule(grade)


def test_a_source_is_read_at_its_doi_else_at_its_page() -> None:
    page = Source(
        id="s",
        kind="page",
        citation="A page.",
        verification=Verification.VERIFIED,
        url="https://a.b",
    )
    paper = Source(
        id="s", kind="trial", citation="A trial.", verification=Verification.VERIFIED, doi="10.1/x"
    )
    assert (page.link, paper.link) == ("https://a.b", "https://doi.org/10.1/x")


def test_every_group_of_programmes_has_a_heading() -> None:
    assert len({group.heading for group in ProgrammeGroup}) == len(ProgrammeGroup)


def test_programmes_for_something_that_hurts_are_told_apart() -> None:
    healthy = {group for group in ProgrammeGroup if not group.is_for_pain}
    assert healthy == {ProgrammeGroup.ELITE_INSPIRED, ProgrammeGroup.RUNNER}


def test_a_reference_programme_lists_its_lines_loads_and_statements() -> None:
    programmes = catalogue().programmes.values()
    assert all(line.exercise in catalogue().exercises for p in programmes for line in p.exercises)
    assert all(load in catalogue().load_rules for p in programmes for load in p.loads)
    told = {s.text for p in programmes for s in p.statements}
    weekly = {p.frequency.text for p in programmes if p.frequency}
    by_phase = {f.frequency.text for p in programmes for f in p.phases if f.frequency}
    assert weekly
    assert by_phase
    assert weekly | by_phase <= told


@pytest.mark.parametrize(
    ("word", "said"), [(" Dumbbel ", '; did you mean "dumbbell"?'), ("trampoline", "")]
)
def test_a_word_that_nobody_knows_is_answered_with_the_nearest(word: str, said: str) -> None:
    assert did_you_mean(word, ["barbell", "dumbbell"]) == said
