"""My data in a browser: everything leaves as one zip, and goes only when the word is typed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from ironstride.app.export import read_export
from ironstride.core.event import EventKind
from web_pages import Browser, browser


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("profile")


@pytest.fixture
def phone(tmp_path: Path, planned: Path) -> Iterator[Browser]:
    yield from browser(tmp_path, plan=planned)


def test_all_my_data_is_one_zip(phone: Browser) -> None:
    answer = phone.client.post("/my-data/export/")
    assert "ironstride-my-data.zip" in answer.headers["Content-Disposition"]
    told = read_export(io.BytesIO(b"".join(answer)))
    assert [one.kind for one in told] == [EventKind.PROGRAMME_KEPT]


def test_nothing_is_erased_without_the_word(phone: Browser) -> None:
    said = phone.client.post("/my-data/erase/", {"word": "yes"})
    assert said.status_code == 422
    assert "Nothing was removed" in said.content.decode()
    assert "1 event" in phone.get("/my-data/").text


def test_with_the_word_everything_is_gone(phone: Browser) -> None:
    assert "Gone are 1 event" in phone.post("/my-data/erase/", word=" Erase ").text
    assert "Nothing is kept of you yet" in phone.get("/my-data/").text
    assert "No programme yet" in phone.get("/").text
