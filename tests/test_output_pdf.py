from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from pypdf import PdfReader

from ironstride.core.programme import Programme
from ironstride.formats.pdf_programme import FOLDER, Strip, write
from programmes import CATALOGUE, NO_PROGRAMME, programmes, season

DIGEST = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from programmes import CATALOGUE, season
from ironstride.formats.pdf_programme import write
print(hashlib.sha256(write(season(), CATALOGUE)).hexdigest())
"""


@cache
def booklet() -> bytes:
    return write(season(), CATALOGUE)


@cache
def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def at_place(place: str) -> Programme:
    week = season().weeks[0]
    odd = replace(week.sessions[0], place=place)
    return replace(season(), weeks=(replace(week, sessions=(odd,)),))


def test_a_season_is_a_cover_a_page_a_week_and_two_pages_of_reference() -> None:
    text = pages(booklet())
    assert len(text) == 1 + 16 + 2
    assert all(f"{n} of 16" in page.lower() for n, page in enumerate(text[1:17], start=1))


def test_the_booklet_is_tagged_and_says_its_title_and_language() -> None:
    reader = PdfReader(io.BytesIO(booklet()))
    assert reader.root_object["/MarkInfo"]["/Marked"]  # type: ignore[index]  # a dictionary
    assert str(reader.root_object["/Lang"]) == "en"
    assert reader.metadata is not None
    assert reader.metadata.title == 'Strength for Half of the "Old Forest"'
    assert "pdfuaid:part" in reader.xmp_metadata.stream.get_data().decode()  # type: ignore[union-attr]  # it is there


def test_a_page_shows_the_target_the_load_and_the_rest() -> None:
    page = pages(booklet())[5]
    for part in ("3 × 5", "75 kg", "83 % 1RM, 2 in reserve", "3 min", "find a weight"):
        assert part in page


def test_it_says_once_that_it_is_no_medical_advice() -> None:
    assert sum(page.count("not medical advice") for page in pages(booklet())) == 1


def test_grades_are_honest_on_paper() -> None:
    reasons = pages(booklet())[-1].replace("\n", " ")
    assert "a source recalled and not yet read again" in reasons
    assert "our own choice, no study claimed" in reasons


def test_the_same_programme_gives_the_same_bytes_in_another_process() -> None:
    command = [sys.executable, "-c", DIGEST, str(Path(__file__).parent)]
    other = subprocess.run(command, capture_output=True, text=True, check=True)
    assert other.stdout.strip() == hashlib.sha256(booklet()).hexdigest()


def test_only_the_shipped_fonts_are_used() -> None:
    fonts = {
        str(font["/BaseFont"]).partition("+")[2]
        for page in PdfReader(io.BytesIO(booklet())).pages
        for font in (each.get_object() for each in page["/Resources"]["/Font"].values())  # type: ignore[index]  # likewise
    }
    assert fonts == {"Inter-Regular", "Inter-SemiBold"}


def test_fonts_come_with_their_licence_and_weigh_less_than_a_megabyte() -> None:
    assert "SIL Open Font License" in (FOLDER / "fonts/LICENSE.txt").read_text("utf-8")
    assert sum(file.stat().st_size for file in (FOLDER / "fonts").iterdir()) < 1_000_000


@pytest.mark.parametrize(
    "place", ["#pagebreak() *gym*", "$x^2$ <a> @b", "\\ [c] // d", "`e` ~ _f_"]
)
def test_what_an_athlete_wrote_is_never_run_as_source(place: str) -> None:
    text = pages(write(at_place(place), CATALOGUE))
    assert place in text[1]
    assert len(text) == 4


def test_a_name_that_the_fonts_cannot_show_stops_nothing() -> None:
    assert len(pages(write(at_place("健身房"), CATALOGUE))) == 4


def test_a_session_longer_than_a_page_goes_on_on_the_next() -> None:
    week = season().weeks[5]
    long = replace(week.sessions[0], exercises=week.sessions[0].exercises * 5)
    programme = replace(season(), weeks=(replace(week, sessions=(long,)),))
    text = pages(write(programme, CATALOGUE))
    stretches = [page.count("Half-kneeling") for page in text[1:3]]
    assert sum(stretches) == 5
    assert min(stretches) > 0


def test_three_full_sessions_fit_on_a_page() -> None:
    week = season().weeks[5]
    third = replace(week.sessions[1], start=week.sessions[1].start.replace(hour=20))
    programme = replace(season(), weeks=(replace(week, sessions=(*week.sessions, third)),))
    assert len(pages(write(programme, CATALOGUE))) == 4


def test_what_stands_in_the_way_is_one_page() -> None:
    (page,) = pages(write(NO_PROGRAMME, CATALOGUE))
    assert "Move the fast run to Thursday" in page
    assert "<home>" in page


@settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(programmes())
def test_any_programme_can_be_set(programme: Programme) -> None:
    assert write(programme, CATALOGUE).startswith(b"%PDF-1.7")


def test_a_strip_stands_beside_the_cues_and_keeps_the_booklet_accessible() -> None:
    square = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><style>.a{fill:#123456}'
        '@media(prefers-color-scheme:dark){.a{fill:#fff}}</style><path class="a" d="M0 0H9V9Z"/></svg>'
    )
    used = next(season().sessions).exercises[-1].exercise
    shown = write(season(), CATALOGUE, strips={used: Strip(square, "Standing, then sitting.")})
    assert len(pages(shown)) == len(pages(booklet()))
    reader = PdfReader(io.BytesIO(shown))
    assert "pdfuaid:part" in reader.xmp_metadata.stream.get_data().decode()  # type: ignore[union-attr]  # it is there
    assert shown != booklet()
    assert (
        write(season(), CATALOGUE, strips={used: Strip(square, "Standing, then sitting.")}) == shown
    )
    near = write(season(), CATALOGUE, strips={used: Strip(square, "Standing.", "Yours is higher.")})
    assert any("Yours is higher." in page for page in pages(near))
