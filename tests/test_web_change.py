"""Runs that move and sessions that are missed: shown first, kept only when accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ironstride.app.keep import last_taken_on
from ironstride.core.event import EventKind
from web_pages import Browser, Page, browser

RUN = "2026-12-02T18:00"  # the quality run of the first Wednesday


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("profile")


@pytest.fixture
def phone(tmp_path: Path, planned: Path) -> Iterator[Browser]:
    for one in browser(tmp_path, plan=planned):
        one.now += timedelta(minutes=1)  # the programme was taken on a minute ago
        yield one


def kept(phone: Browser) -> int:
    return len(phone.desk.store.events(EventKind.PROGRAMME_KEPT))


def moved_to(phone: Browser, day: str) -> Page:
    """Tap the run in the week, then the day it goes to."""
    week = phone.get("/week/")
    move = phone.get(next(link for link in week.links if RUN in link))
    assert move.misses == []
    return phone.get(next(link for link in move.links if f"to={day}" in link).replace("&amp;", "&"))


def test_a_run_is_moved_in_two_taps_and_one_to_accept(phone: Browser) -> None:
    page = moved_to(phone, "2026-12-03")
    assert "Nothing is kept yet" in page.text
    assert "The run of Wed 2 Dec 2026 is on Thu 3 Dec 2026" in page.text
    assert page.misses == []
    assert kept(phone) == 1
    week = phone.send(page, "")
    assert kept(phone) == 2
    assert f"/change/run/{RUN}/" not in week.links
    assert "/change/run/2026-12-03T18:00/" in week.links


def test_what_was_not_the_answer_that_was_shown_is_not_kept(phone: Browser) -> None:
    page = moved_to(phone, "2026-12-03")
    again = phone.send(page, "", seen="something else")
    assert "another answer than the one you saw" in again.text
    assert kept(phone) == 1


def test_accepting_twice_keeps_one_change(phone: Browser) -> None:
    page = moved_to(phone, "2026-12-03")
    phone.send(page, "")
    again = phone.send(page, "")
    assert again.status == 422
    assert kept(phone) == 2


def test_less_time_shows_what_the_session_loses(phone: Browser) -> None:
    page = phone.get("/change/?kind=minutes&day=2026-12-04&minutes=25")
    assert re.search(r"25 min|instead of \d+ min", page.text)
    phone.send(page, "")
    taken = last_taken_on(phone.desk.store)
    assert taken is not None
    assert taken.changes
    friday = next(s for s in taken.programme.sessions if s.start.day == 4 and s.start.month == 12)
    assert friday.minutes <= 25


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("kind=missed&day=2026-12-02", "no session on Wed 2 Dec"),
        ("kind=missed&day=", "choose a day"),
        ("kind=minutes&day=2026-12-04&minutes=few", "whole number"),
        ("kind=away&first=2026-12-04&last=2026-12-06&place=moon", 'no place "moon"'),
        ("kind=run&run=2026-12-02T18:00&to=2031-01-01T18:00", "outside the season"),
        ("kind=sleep&day=2026-12-04", "say what happened"),
        ("kind=run&run=2026-13-02T18:00&to=soon", "choose a day and an hour"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(phone: Browser, query: str, why: str) -> None:
    page = phone.get(f"/change/?{query}")
    assert page.status == 422
    assert why.casefold() in page.text.casefold()
    assert page.misses == []
    assert kept(phone) == 1


def test_the_same_question_is_not_planned_twice(phone: Browser) -> None:
    from ironstride.app import replan_kept  # noqa: PLC0415 - beside what is patched

    first = moved_to(phone, "2026-12-03")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(replan_kept, "replan", lambda *_, **__: 1 / 0)
        assert moved_to(phone, "2026-12-03").text == first.text


def test_a_run_goes_past_one_that_it_would_overlap(phone: Browser) -> None:
    links = phone.get(f"/change/run/{RUN}/").links
    assert any("to=2026-12-09T19:30" in link for link in links)  # that run ends at 19:00
    assert any("to=2026-12-08T18:00" in link for link in links)


def test_a_run_that_is_over_offers_only_days_that_are_not(phone: Browser) -> None:
    phone.now += timedelta(days=3)  # Friday: the run of Wednesday is over
    assert f"/change/run/{RUN}/" not in phone.get("/week/").links
    assert phone.get("/change/run/2026-12-01T06:00/").status == 404


def test_the_season_is_a_table_too(phone: Browser) -> None:
    page = phone.get("/week/")
    assert page.html.count('scope="row"') == page.html.count('class="lift h')
    assert re.search(r"strength takes \d+ % of the training time", page.text)
