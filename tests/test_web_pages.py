"""Every page of the web app: found, legible without a script, and nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

from web_pages import Browser, Page, browser


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("profile")


@pytest.fixture
def phone(tmp_path: Path, planned: Path) -> Iterator[Browser]:
    yield from browser(tmp_path, plan=planned)


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[Browser]:
    yield from browser(tmp_path, plan=None)


def walk(phone: Browser, *, most: int = 3) -> Iterator[Page]:
    """Follow the links from the first page; of addresses of one form only some."""
    waiting, met, counts = ["/"], {"/"}, dict[str, int]()
    while waiting:
        page = phone.get(waiting.pop(0))
        yield page
        for link in page.links:
            form = re.sub(r"(?<=\w/)[^/]+/$", "", re.sub(r"\?.*|[0-9a-f-]{36}", "", link))
            is_plan = "kind=" in link  # planning anew has its own tests and takes its time
            if (
                link.startswith("/")
                and not is_plan
                and link not in met
                and counts.get(form, 0) < most
            ):
                met.add(link)
                counts[form] = counts.get(form, 0) + 1
                waiting.append(link)


def test_every_link_leads_to_a_page_that_anybody_can_read(phone: Browser) -> None:
    begun = phone.send(phone.get("/"), "/start/")
    phone.send(begun, "/log/")
    pages = list(walk(phone))
    assert {page.address: page.misses for page in pages if page.misses} == {}
    assert {page.address for page in pages if page.status != 200} == set()
    assert len({page.response.resolver_match.url_name for page in pages}) >= 12


def test_every_page_forbids_what_is_inline_or_from_elsewhere(phone: Browser) -> None:
    policies = {page.response.headers["Content-Security-Policy"] for page in walk(phone, most=1)}
    assert len(policies) == 1
    assert "default-src 'none'" in policies.pop()


@pytest.mark.parametrize("room", ["/", "/week/"])
def test_without_anything_the_page_says_what_to_do_first(stranger: Browser, room: str) -> None:
    page = stranger.get(room)
    assert "ironstride init" in page.text
    assert page.misses == []


def test_with_a_profile_alone_the_page_says_to_plan(stranger: Browser) -> None:
    (stranger.folder / "athlete.toml").write_text("")
    page = stranger.get("/")
    assert "ironstride plan --keep" in page.text
    assert "ironstride init" not in page.text


@pytest.mark.parametrize("room", ["/progress/", "/exercises/", "/why/", "/progress/back-squat/"])
def test_a_stranger_may_look_around(stranger: Browser, room: str) -> None:
    page = stranger.get(room)
    assert (page.status, page.misses) == (200, [])


def test_a_profile_with_a_fault_is_said_in_words(phone: Browser) -> None:
    (phone.folder / "athlete.toml").write_text("[athlete]\nbirth_year = 'old'")
    page = phone.get("/")
    assert page.status == 500
    assert "birth_year" in page.text


def test_after_the_programme_the_page_says_so(phone: Browser) -> None:
    phone.now += timedelta(days=400)
    assert "The programme is over" in phone.get("/").text
    assert phone.get("/week/").status == 200


def test_the_week_shows_runs_and_lifting_and_the_weeks_around_it(phone: Browser) -> None:
    first = phone.get("/week/")
    assert "Week 1 of" in first.text
    assert "long run" in first.text
    second = phone.get("/week/2026-12-07/")
    assert "Week 2 of" in second.text
    assert {"/week/2026-11-30/", "/week/2026-12-14/"} <= {*second.links}


@pytest.mark.parametrize("day", ["2031-01-06", "2026-13-40", "soon"])
def test_a_week_that_is_not_there_says_which_are(phone: Browser, day: str) -> None:
    page = phone.get(f"/week/{day}/")
    assert page.status == 404
    assert re.search(r"programme runs from|write it as", page.text)


def test_progress_draws_its_charts_once_something_is_logged(phone: Browser) -> None:
    assert "No set is logged yet" in phone.get("/progress/").text
    phone.send(phone.send(phone.get("/"), "/start/"), "/log/")
    page = phone.get("/progress/?weeks=26")
    assert page.tags.count("svg") >= 1
    assert page.misses == []


@pytest.mark.parametrize(
    ("query", "held", "lacked"),
    [
        ("pattern=calf", "Calf", "Bench press"),
        ("text=nordic", "Nordic", "Back squat"),
        ("place=nothing", "Bodyweight squat", "Barbell back squat"),
        ("place=gym", "Barbell back squat", "Leg press"),
        ("uses=cable", "Standing cable row", "Barbell back squat"),
        ("pattern=flying", "Barbell back squat", "No exercise fits"),
    ],
)
def test_the_library_shows_what_fits(phone: Browser, query: str, held: str, lacked: str) -> None:
    text = phone.get(f"/exercises/?{query}").text
    assert held in text
    assert lacked not in text


@pytest.mark.parametrize(
    ("address", "instead"),
    [
        ("/exercises/bakc-squat/", "back-squat"),
        ("/why/never-to-failur/", "never-to-failure"),
        ("/progress/sqat/", "No exercise"),
        ("/source/nobody-1900/", "a rule that cites it"),
        ("/programmes/nothing/", "the list of programmes"),
        ("/nowhere/", "no page at this address"),
    ],
)
def test_what_is_not_there_says_what_is_near(phone: Browser, address: str, instead: str) -> None:
    page = phone.get(address)
    assert page.status == 404
    assert instead in page.text
    assert page.misses == []


def test_a_rule_tells_its_numbers_and_its_sources(phone: Browser) -> None:
    page = phone.get("/why/clear-of-key-runs/")
    assert "24 h" in page.text
    assert any(link.startswith("/source/") for link in page.links)


def test_sources_are_listed_by_how_they_are_known(phone: Browser) -> None:
    every, recalled = phone.get("/sources/"), phone.get("/sources/?known=recalled")
    assert "read in the source" in every.text
    assert len(recalled.links) < len(every.links)
    assert "certainty" in every.text


def test_a_source_tells_what_it_carries_from_what_it_was_weighed_beside(phone: Browser) -> None:
    source = next(r.background[0] for r in phone.desk.catalogue.rules.values() if r.background)
    page = phone.get(f"/source/{source}/")
    assert "It was weighed beside" in page.text
    assert page.misses == []


@pytest.mark.parametrize("group", ["runner", "knee"])
def test_every_part_of_a_programme_says_how_it_is_known(phone: Browser, group: str) -> None:
    programmes = phone.desk.catalogue.programmes.values()
    one = next(p for p in programmes if p.group == group)
    page = phone.get(f"/programmes/{one.id}/")
    assert page.misses == []
    assert one.title in page.text
    assert any(link.startswith("/exercises/") for link in page.links)


def test_an_exercise_that_is_drawn_moves_and_has_a_still_picture_too(phone: Browser) -> None:
    page = phone.get("/exercises/back-squat/")
    assert "prefers-reduced-motion" in page.html
    moving, still = phone.get("/figure/back-squat.svg"), phone.get("/figure/back-squat-still.svg")
    assert "<animate" in moving.html
    assert "<animate" not in still.html
    assert phone.get("/figure/nothing.svg").status == 404


def test_another_name_for_this_machine_is_not_answered_to(phone: Browser) -> None:
    assert phone.client.get("/", headers={"host": "elsewhere.example"}).status_code == 400


def test_a_form_from_elsewhere_is_not_taken(phone: Browser) -> None:
    other = Client(headers={"host": "localhost"}, enforce_csrf_checks=True)
    answer = other.post("/skip/", {"id": "00000000-0000-4000-8000-000000000000", "reason": "x"})
    assert answer.status_code == 403
    assert "nothing was logged" in answer.content.decode()
