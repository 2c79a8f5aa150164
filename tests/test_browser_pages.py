"""Every page in a real browser: no serious fault of accessibility, in light, dark, narrow, wide."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browser import (
    axe_is_what_its_readme_says,
    device,
    faults_of,
    live_server,
    one_of_each,
    open_browser,
)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


def test_axe_is_the_one_that_was_looked_at() -> None:
    assert axe_is_what_its_readme_says()


def test_no_page_has_a_serious_fault_in_light_or_dark_narrow_or_wide(
    chromium: Browser, tmp_path: Path
) -> None:
    with live_server(tmp_path) as live, device(chromium, live.address) as phone:
        page = phone.new_page()
        page.goto("/")
        page.get_by_role("button", name="Start", exact=True).click()
        page.get_by_role("button", name="Log set 1").click()
        found = {address: faults_of(page) for address in one_of_each(page, f"{live.address}/")}
    assert {address: faults for address, faults in found.items() if faults} == {}
    assert len(found) >= 14
