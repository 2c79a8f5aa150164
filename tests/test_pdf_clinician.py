"""Two pages for the clinician, whatever the course has come to."""

from __future__ import annotations

import io
from datetime import timedelta
from functools import cache

import pytest
from pypdf import PdfReader

from ironstride.catalogue.load import load
from ironstride.formats.pdf_clinician import Report, write
from ironstride.rehab.confirmed import Confirmation, with_confirmations
from ironstride.rehab.course import course
from ironstride.rehab.entries import CourseEntry, CourseStarted
from ironstride.rehab.gates import Bound
from rehab_cases import MONDAY, REHAB, begun, day, measured, morning, pain, trained
from rehab_story import story


def pages(told: tuple[CourseEntry, ...], number: int, rehab: object = REHAB) -> list[str]:
    standing = course(REHAB, told, on=day(number))
    assert standing is not None
    start = next(entry for entry in told if isinstance(entry, CourseStarted))
    pdf = write(
        Report(
            standing=standing,
            rehab=rehab,  # type: ignore[arg-type] # the tests hand over Rehab alone
            told=told,
            start=start,
            exercises=load().exercises,
        )
    )
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


@cache
def late() -> tuple[str, ...]:
    return tuple(pages(story(), 95))


@pytest.mark.parametrize("number", [0, 9, 16, 36, 60, 95, 130, 181])
def test_a_course_fills_two_pages_wherever_it_stands(number: int) -> None:
    assert len(pages(story(), number)) == 2


@pytest.mark.parametrize("plan", sorted(REHAB.plans))
def test_every_plan_fills_two_pages(plan: str) -> None:
    assert len(pages(begun(plan), 1)) == 2


def test_the_first_page_tells_pain_load_and_what_was_decided() -> None:
    first = late()[0]
    for said in ("34 years, female, left side", "22 to 28 Feb", "6 x (1 min walking, 4 min"):
        assert said in first
    assert "runs: back, red: 6 of 10 during, above 5." in first
    assert "Do stairs hurt around or behind the kneecap? Yes." in first


def test_the_second_page_tells_tests_scores_and_what_comes_next() -> None:
    second = late()[1]
    for said in ("Single hop for distance", "90 % of the other", "100 / 100, pain 2", "Session"):
        assert said in second
    assert "+16; 10 matter" in late()[0]
    assert "own choice until a clinician confirms them" in second


def test_the_longest_run_of_a_week_is_the_longest() -> None:
    assert "3, 30 min" in late()[0]  # 30, not 9, though 9 comes later in the alphabet


def test_an_ended_course_says_that_nothing_goes_on() -> None:
    told = (*begun(), *(e for n in (1, 3, 5) for e in trained(n, 7)))
    both = " ".join(pages(told, 6))
    assert "Ended: have it assessed before anything goes on." in both
    assert "No session until somebody has looked at it." in both


def test_a_confirmed_threshold_carries_its_name() -> None:
    said = Confirmation(
        item="knee.1.bridge-hold", bound=Bound.AT_LEAST, value=20, by="Holm", day=MONDAY
    )
    assert (
        "confirmed by Holm, 2026-11-30" in pages(begun(), 1, with_confirmations(REHAB, [said]))[1]
    )


def test_what_was_told_after_the_day_is_not_in_it() -> None:
    gate = REHAB.plans["knee"].stages[0].gate
    told = (*begun(), *measured(gate, 5), pain(5, 9), morning(6, 9))
    assert "not done" in pages(told, 4)[1]
    assert day(4) + timedelta(1) == day(5)
