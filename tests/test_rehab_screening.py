"""Screening: any red flag stops and says whom to see; no answer is ever a diagnosis."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ironstride.core.reason import Verification
from ironstride.rehab.screening import (
    Answer,
    GoAhead,
    HowSoon,
    NothingFits,
    Question,
    QuestionKind,
    Screened,
    Stop,
    Unanswered,
    Whom,
    screen,
)
from rehab_cases import REHAB, answers

SCREENING = REHAB.screening
STOPPING = [question for question in SCREENING.questions if question.kind.stops]
ILLNESSES = (
    "arthritis",
    "fracture",
    "thrombosis",
    "tumour",
    "tendinopathy",
    "syndrome",
    "meniscus",
)


def age_for(question: Question) -> int:
    return max(question.from_age, min(question.to_age, 34))


def answered(question: Question, answer: Answer) -> Screened:
    plain = answers(age_for(question))
    return replace(plain, answers={**plain.answers, question.id: answer})


@pytest.mark.parametrize("question", STOPPING, ids=lambda question: question.id)
@pytest.mark.parametrize("answer", [Answer.YES, Answer.UNSURE])
def test_each_flag_stops_alone_and_says_whom_to_see(question: Question, answer: Answer) -> None:
    outcome = screen(SCREENING, answered(question, answer))
    assert isinstance(outcome, Stop)
    assert outcome.first == question
    assert outcome.stops_running is question.stops_running
    assert question.see is not None
    assert question.soon is not None


def test_no_to_every_flag_goes_ahead() -> None:
    assert screen(SCREENING, answers()) == GoAhead(plans=("knee",))


def test_the_most_urgent_flag_stands_first() -> None:
    outcome = screen(SCREENING, answers(stiff_mornings=Answer.YES, hot_with_fever=Answer.YES))
    assert isinstance(outcome, Stop)
    assert [flag.id for flag in outcome.flags] == ["hot-with-fever", "stiff-mornings"]
    assert (outcome.first.see, outcome.first.soon) == (Whom.EMERGENCY, HowSoon.NOW)


def test_a_flag_stops_even_where_the_rest_is_not_answered() -> None:
    alone = replace(answers(), answers={"locking": Answer.YES})
    assert isinstance(screen(SCREENING, alone), Stop)


def test_silence_is_no_no() -> None:
    plain = answers()
    without = {name: said for name, said in plain.answers.items() if name != "night"}
    outcome = screen(SCREENING, replace(plain, answers=without))
    assert isinstance(outcome, Unanswered)
    assert [question.id for question in outcome.questions] == ["night"]


@pytest.mark.parametrize(("age", "is_asked"), [(17, True), (18, False)])
def test_youths_are_asked_about_the_hip(age: int, *, is_asked: bool) -> None:
    asked = {question.id for question in SCREENING.asked_at(age)}
    assert ("hip-in-youth" in asked) is is_asked


@pytest.mark.parametrize(("age", "is_asked"), [(54, False), (55, True)])
def test_an_injury_counts_more_from_55(age: int, *, is_asked: bool) -> None:
    asked = {question.id for question in SCREENING.asked_at(age)}
    assert ("injured-from-55" in asked) is is_asked


def test_one_sign_of_the_kneecap_fits_no_plan_and_two_do() -> None:
    one = answers(kneecap_squat=Answer.NO)
    assert screen(SCREENING, one) == NothingFits()
    assert screen(SCREENING, answers(kneecap_squat=Answer.UNSURE)) == NothingFits()
    two = answers(kneecap_squat=Answer.NO, kneecap_sitting=Answer.YES)
    assert screen(SCREENING, two) == GoAhead(plans=("knee",))


@pytest.mark.parametrize(
    ("sign", "plan"),
    [
        ("below-kneecap", "patellar-tendon"),
        ("outer-side", "iliotibial-band"),
        ("above-heel", "achilles"),
    ],
)
def test_other_places_lead_to_other_plans(sign: str, plan: str) -> None:
    plain = answers(kneecap_squat=Answer.NO, kneecap_stairs=Answer.NO)
    said = replace(plain, answers={**plain.answers, sign: Answer.YES})
    assert screen(SCREENING, said) == GoAhead(plans=(plan,))


def test_a_caution_is_kept_beside_the_plan() -> None:
    outcome = screen(SCREENING, answers(bone_history=Answer.YES))
    assert isinstance(outcome, GoAhead)
    assert [question.id for question in outcome.cautions] == ["bone-history"]


@pytest.mark.parametrize("word", ILLNESSES)
def test_no_question_names_an_illness(word: str) -> None:
    assert all(word not in f"{q.text} {q.why}".lower() for q in SCREENING.questions)


@pytest.mark.parametrize(
    ("kind", "changes", "said"),
    [
        (QuestionKind.RED_FLAG, {"see": None, "why": "So."}, "whom to see"),
        (QuestionKind.CAUTION, {"see": Whom.DOCTOR, "soon": HowSoon.NOW, "why": "So."}, "whom to"),
        (QuestionKind.POINTER, {}, "which plan"),
        (QuestionKind.CAUTION, {"leads_to": "knee", "why": "So."}, "which plan"),
        (QuestionKind.CAUTION, {}, "say why"),
    ],
)
def test_a_question_says_what_its_kind_asks_for(
    kind: QuestionKind, changes: dict[str, object], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        Question(
            id="q",
            text="?",
            kind=kind,
            verification=Verification.INTERPOLATED,
            **changes,  # type: ignore[arg-type]  # a mix of fields
        )
