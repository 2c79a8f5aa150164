"""Questionnaires add up as published, and say only what their thresholds allow."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ironstride.core.reason import Verification
from ironstride.rehab.gates import Fact
from ironstride.rehab.scores import (
    Answered,
    Item,
    OwnForm,
    OwnItem,
    Questionnaire,
    Total,
    change,
    form_faults,
    score,
)
from ironstride.rehab.tried import Scores
from rehab_cases import REHAB, day

AKPS = REHAB.questionnaires["akps"]
ITEMS = range(1, 14)
MOST = (5, 5, 5, 10, 5, 10, 10, 10, 10, 10, 10, 5, 5)  # the best option of each item
LAST = (3, 3, 4, 4, 5, 5, 4, 5, 5, 5, 5, 3, 3)  # the number of its worst option

# Ten mixed answers: the options chosen for items 1 to 13, their points from the published table
# written out by hand, and the sum.
MIXED = [
    ("1 1 1 1 1 1 1 1 2 1 1 1 1", "5+5+5+10+5+10+10+10+8+10+10+5+5", 98),
    ("2 2 2 2 2 2 2 2 2 2 2 2 2", "3+3+3+8+4+8+7+8+8+8+6+3+3", 72),
    ("3 3 3 3 3 3 3 3 3 3 3 3 3", "0+0+2+5+3+6+2+6+6+6+4+0+0", 40),
    ("1 1 2 3 3 4 3 4 3 1 1 1 1", "5+5+3+5+3+3+2+4+6+10+10+5+5", 66),
    ("1 1 1 2 2 3 2 3 2 2 1 1 1", "5+5+5+8+4+6+7+6+8+8+10+5+5", 82),
    ("2 1 3 3 4 5 4 4 4 3 2 2 1", "3+5+2+5+2+0+0+4+3+6+6+3+5", 44),
    ("1 2 1 2 5 1 4 1 5 1 5 1 3", "5+3+5+8+0+10+0+10+0+10+0+5+0", 56),
    ("3 1 4 1 5 2 1 5 1 4 4 3 2", "0+5+0+10+0+8+10+0+10+4+2+0+3", 52),
    ("2 3 4 4 4 4 3 4 4 4 4 2 2", "3+0+0+0+2+3+2+4+3+4+2+3+3", 29),
    ("1 1 1 2 1 2 1 2 1 1 1 1 1", "5+5+5+8+5+8+10+8+10+10+10+5+5", 94),
]


def akps(options: str | tuple[int, ...]) -> float | None:
    chosen = [int(one) for one in options.split()] if isinstance(options, str) else options
    return score(AKPS, dict(zip(ITEMS, chosen, strict=True)))


@pytest.mark.parametrize(("options", "points", "total"), MIXED)
def test_ten_mixed_answers_add_up_as_by_hand(options: str, points: str, total: int) -> None:
    assert sum(int(one) for one in points.split("+")) == total
    assert akps(options) == total


def test_the_best_answers_give_100_and_the_worst_0() -> None:
    assert akps((1,) * 13) == AKPS.highest == sum(MOST) == 100
    assert akps(LAST) == 0


@pytest.mark.parametrize("number", ITEMS)
def test_one_item_at_its_worst_takes_its_points_away(number: int) -> None:
    options = tuple(LAST[n - 1] if n == number else 1 for n in ITEMS)
    assert akps(options) == 100 - MOST[number - 1]


@pytest.mark.parametrize("number", ITEMS)
def test_one_item_at_its_best_gives_its_points(number: int) -> None:
    options = tuple(1 if n == number else LAST[n - 1] for n in ITEMS)
    assert akps(options) == MOST[number - 1]


def test_an_item_without_an_answer_gives_no_score() -> None:
    assert score(AKPS, dict.fromkeys(range(1, 13), 1)) is None


@pytest.mark.parametrize("option", [0, 4])
def test_an_answer_that_is_no_option_is_refused(option: int) -> None:
    with pytest.raises(ValueError, match="answered with 1 to 3"):
        akps((option,) + (1,) * 12)


@pytest.mark.parametrize(("after", "matters"), [(59, False), (60, True), (41, False), (40, True)])
def test_a_change_of_the_akps_matters_from_ten_points_on(after: int, *, matters: bool) -> None:
    assert change(AKPS, 50, after).matters is matters


@pytest.mark.parametrize(
    ("name", "threshold", "highest"),
    [
        ("lefs", 9, 80),
        ("koos-pf", 16.4, 100),
        ("uwri", 8, 36),
        ("visa-p", 13, 100),
        ("visa-a", 14, 100),
    ],
)
def test_each_form_has_its_threshold_and_its_best(
    name: str, threshold: float, highest: int
) -> None:
    form = REHAB.questionnaires[name]
    assert form.highest == highest
    assert change(form, 20, 20 + threshold).matters is True
    assert change(form, 20, 20 + threshold - 0.1).matters is False


@pytest.mark.parametrize(("each", "total"), [(0, 100), (4, 0), (1, 75)])
def test_koos_pf_is_100_less_25_times_the_mean(each: int, total: float) -> None:
    assert score(REHAB.questionnaires["koos-pf"], dict.fromkeys(range(1, 12), each)) == total


PLAIN = Questionnaire(
    id="plain",
    title="Plain",
    version="1",
    total=Total.SUM,
    items=(Item(number=1, label="one", weights=(2, 0)), Item(number=2, label="two", most=4)),
    rights="Ours.",
    verification=Verification.INTERPOLATED,
)


def test_without_a_threshold_nothing_is_said_to_matter() -> None:
    assert change(PLAIN, 0, 6).matters is None


# A form that somebody brings -----------------------------------------------------------------


def own(*options: int, name: str = "plain", first: int = 1) -> OwnForm:
    items = {n: OwnItem(text="?", options=("a",) * o) for n, o in enumerate(options, start=first)}
    return OwnForm(questionnaire=name, items=items)


@pytest.mark.parametrize(
    ("form", "faults"),
    [
        (own(2, 0), ()),
        (own(2, 0, name="akps"), ("the form is for akps, not for plain",)),
        (own(3, 0), ("item 1 (one) has 3 options; it takes 2",)),
        (own(2), ("item 2 (two) has no wording; add it",)),
        (own(2, 0, 1), ("plain has no item 3; it ends with 2",)),
    ],
)
def test_a_form_is_held_against_the_questionnaire(form: OwnForm, faults: tuple[str, ...]) -> None:
    assert form_faults(PLAIN, form) == faults


def test_no_wording_of_a_form_is_shipped() -> None:
    labels = [item.label for form in REHAB.questionnaires.values() for item in form.items]
    assert max(len(label.split()) for label in labels) <= 4


def test_an_item_has_weights_or_a_most() -> None:
    for given in ({"weights": (1, 0), "most": 3}, {}):
        with pytest.raises(ValueError, match="one of the two"):
            Item(number=1, label="one", **given)  # type: ignore[arg-type]  # too many or too few


def test_items_are_numbered_without_a_gap() -> None:
    with pytest.raises(ValueError, match="without a gap"):
        Questionnaire(
            id="x", title="X", version="1", total=Total.SUM, rights="Ours.",
            items=(Item(number=2, label="two", most=4),), verification=Verification.INTERPOLATED,
        )  # fmt: skip


# For gates -----------------------------------------------------------------------------------


def filled(number: int, option: int, items: int = 13) -> Answered:
    at = datetime(2026, 11, 30, tzinfo=UTC)
    answers = dict.fromkeys(range(1, items + 1), option)
    return Answered(questionnaire="akps", version="1", day=day(number), at=at, answers=answers)


def test_a_score_counts_for_two_weeks_and_rises_from_the_first() -> None:
    scores = Scores(REHAB)
    assert scores.recent(Fact.AKPS, day(0)) is None
    scores.add(filled(0, 3, items=12))
    scores.add(filled(0, 3))
    assert (scores.recent(Fact.AKPS, day(14)), scores.recent(Fact.AKPS, day(15))) == (40, None)
    assert scores.rise(Fact.AKPS, day(3)) is None
    scores.add(filled(20, 2))
    assert (scores.rise(Fact.AKPS, day(20)), scores.rise(Fact.AKPS, day(35))) == (32, None)
