"""A phone in a cellar: everything that is logged arrives, once, and what met is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browser import LAPTOP, LiveServer, device, faults_of, live_server, open_browser
from commands import PROFILE
from ironstride.app.log import read_logbook
from ironstride.core.log import SetDone
from ironstride.core.programme import Role
from ironstride.store.open import open_store
from web_pages import NOON, programme


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.fixture
def live(chromium: Browser, tmp_path: Path) -> Iterator[LiveServer]:
    with live_server(tmp_path) as server:
        yield server


def opened(page: Page, address: str = "/", *, until: str = "ready") -> Page:
    """Open a page, and wait until its script has drawn what it knows."""
    page.goto(address)
    page.locator(f"body[data-{until}]").wait_for()
    return page


def log(page: Page, *, load: str = "40", amount: str = "") -> None:
    """Log the next set with a tap, and wait until the page has taken it."""
    if page.locator("#load").count() and not page.locator("#load").input_value():
        page.fill("#load", load)
    if amount:
        page.fill("#amount", amount)
    before = f"{page.url} {page.locator('.which').inner_text()}"
    page.locator("#set .big").click()
    page.wait_for_function(
        """before => document.body.dataset.ready
           && `${location.href} ${document.querySelector(".which")?.textContent}` !== before""",
        arg=before,
    )


def all_is_sent(page: Page) -> None:
    page.locator("body[data-ready]").wait_for()
    expect(page.locator("#told")).to_be_hidden()


def sets_of(live: LiveServer) -> list[SetDone]:
    """Read the sets that the server has; both sides are one."""
    with open_store(live.folder / "data") as store:
        return [one for one in read_logbook(store).sets if one.position == 0]


def once_lost(lose: Callable[[Route], None]) -> Callable[[Route], None]:
    """Do something to the first request that is posted, and leave all others alone."""
    lost: list[Route] = []

    def each(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route)
            lose(route)
        else:
            route.continue_()

    return each


def answer_lost(route: Route) -> None:
    """Let the server take what was sent, and lose its answer."""
    route.fetch()
    route.abort()


def test_ten_sets_without_a_network_arrive_exactly_once(
    chromium: Browser, live: LiveServer
) -> None:
    with device(chromium, live.address) as phone:
        page = opened(phone.new_page(), until="kept")
        live.kill()
        opened(page).get_by_role("button", name="Start", exact=True).click()
        page.wait_for_url("**/1/")
        for _ in range(10):
            log(page)
        expect(page.locator("#told")).to_contain_text("10 sets and 1 other entry wait")
        phone.route("**/sync/", once_lost(answer_lost))
        live.start()
        other = opened(phone.new_page())
        for tab in (page, other):
            tab.evaluate("dispatchEvent(new Event('online'))")
        for tab in (page, other):
            expect(tab.locator("#told")).to_be_hidden(timeout=20_000)
        done = sets_of(live)
        assert len(done) == len({one.id for one in done}) == 10
        assert [one.at for one in done] == sorted(one.at for one in done)
        expect(opened(page, page.url).locator(".count").first).to_have_text("1")


def day_of_rising_sets(folder: Path) -> datetime:
    """Find noon of the first day with sets that rise to a working weight."""
    profile = folder / "athlete.toml"
    profile.write_text(PROFILE)
    rising = (
        session.start
        for session in programme(profile).sessions
        for line in session.exercises
        if line.role is Role.WARM_UP and line.load.percent_1rm
    )
    return datetime.combine(next(rising).date(), NOON.timetz())


def test_rising_sets_are_told_one_by_one_where_there_is_no_network(
    chromium: Browser, tmp_path: Path
) -> None:
    noon = day_of_rising_sets(tmp_path)
    with (
        live_server(tmp_path, noon=noon) as live,
        device(chromium, live.address, noon=noon) as phone,
    ):
        page = opened(phone.new_page(), until="kept")
        page.get_by_role("button", name="Start", exact=True).click()
        page.wait_for_url("**/1/")
        page.locator("body[data-kept]").wait_for()
        live.kill()
        stop = page.locator(".stops li", has_text="rising sets").first
        of = int(stop.get_attribute("data-of") or 0)
        opened(page, stop.locator("a").get_attribute("href") or "")
        page.get_by_role("button", name="All rising sets are done").click()
        expect(page.locator("#told")).to_contain_text(f"{of} sets wait")
        live.start()
        page.evaluate("dispatchEvent(new Event('online'))")
        all_is_sent(page)
        done = sets_of(live)
        assert len(done) == of > 1
        assert all(one.is_warm_up for one in done)


def test_what_is_refused_is_said_until_it_is_dealt_with(
    chromium: Browser, live: LiveServer
) -> None:
    with device(chromium, live.address) as phone:
        page = opened(phone.new_page())
        page.get_by_role("button", name="Start", exact=True).click()
        page.wait_for_url("**/1/")
        page.locator("body[data-kept]").wait_for()
        live.kill()
        log(page, amount="2.5")
        live.start()
        refused = opened(phone.new_page()).locator("#told")
        expect(refused).to_contain_text("2.5 is no whole number of repetitions")
        third = opened(phone.new_page())
        again = third.locator("#told")
        assert faults_of(third) == []
        again.get_by_role("button", name="Leave it out").click()
        expect(again).to_be_hidden()
        expect(refused).to_be_hidden()
        assert sets_of(live) == []


def test_a_set_that_is_changed_on_two_devices_is_merged_and_it_is_said(
    chromium: Browser, live: LiveServer
) -> None:
    with (
        device(chromium, live.address) as phone,
        device(chromium, live.address, size=LAPTOP) as desk,
    ):
        page = opened(phone.new_page())
        page.get_by_role("button", name="Start", exact=True).click()
        page.wait_for_url("**/1/")
        log(page)
        page.wait_for_url("**/2/")
        all_is_sent(page)
        address = f"/set/{sets_of(live)[0].id}/"
        opened(page, address, until="kept")
        phone.route("**/sync/", lambda route: route.abort())
        page.fill("#amount", "7")
        page.fill("#left", "2")
        page.get_by_role("button", name="Save").click()
        expect(page.locator("#told")).to_contain_text("1 entry waits")
        laptop = opened(desk.new_page(), address)
        laptop.fill("#amount", "6")
        laptop.get_by_role("button", name="Save").click()
        laptop.wait_for_url("**/session/**")
        phone.unroute_all()
        page.evaluate("dispatchEvent(new Event('online'))")
        expect(page.locator("#told")).to_be_hidden()
        opened(laptop, re.sub(r"/\d+/$", "/1/", laptop.url))
        laptop.get_by_role("link", name="changed on another device").click()
        expect(laptop.locator(".notice")).to_contain_text("7 repetitions at")
        assert faults_of(laptop) == []
        [one] = sets_of(live)
        assert (one.reps and one.reps.count, one.rir and one.rir.count) == (6, 2)


def test_a_set_can_be_logged_with_the_keyboard_alone_and_the_rest_runs_by_the_clock(
    chromium: Browser, live: LiveServer
) -> None:
    with device(chromium, live.address, size=LAPTOP) as desk:
        page = opened(desk.new_page())
        press(page, "Start")
        page.wait_for_url("**/1/")
        opened(page, page.url.replace("/1/", "/4/"))
        press(page, "More repetitions")
        page.keyboard.press("Tab")
        press(page, "Load, kg", key="4")
        page.keyboard.type("0")
        press(page, "Heavier")
        press(page, "Log set 1")
        page.locator(".latest").wait_for()
        press(page, "2 left in reserve")
        expect(page.locator(".choices")).to_have_count(0)
        all_is_sent(page)
        expect(page.locator(".rest")).to_contain_text("until 12:")
        page.evaluate(
            "document.querySelector('.rest').dataset.ends = new Date(Date.now() - 65_000).toISOString()"
        )
        expect(page.locator(".rest")).to_contain_text("Rested; 1:0")
        [one] = sets_of(live)
        assert (one.reps and one.reps.count, one.load and one.load.value) == (13, 42.5)
        assert one.rir is not None
        assert one.rir.count == 2


def press(page: Page, name: str, *, key: str = "Enter") -> None:
    """Go from field to field with Tab to one of this name, and press a key there."""
    here = """() => { const on = document.activeElement; return on.labels?.[0]?.textContent.trim()
              ?? on.textContent.trim() }"""
    page.locator("body[data-ready]").wait_for()
    for _ in range(60):
        page.keyboard.press("Tab")
        if (
            page.evaluate(here).replace("−", "").replace("+", "") == name
            or page.evaluate(here) == name
        ):
            page.keyboard.press(key)
            return
    pytest.fail(f"no Tab leads to {name}")


def test_where_nothing_can_be_kept_the_page_says_so_and_forms_post(
    chromium: Browser, live: LiveServer
) -> None:
    with device(chromium, live.address) as phone:
        phone.add_init_script(
            "Object.defineProperty(globalThis, 'isSecureContext', {value: false})"
        )
        page = phone.new_page()
        page.goto("/")
        expect(page.locator("#plain")).to_be_visible()
        page.get_by_role("button", name="Start", exact=True).click()
        page.get_by_role("button", name="Log set 1").click()
        page.wait_for_url("**/2/")
        assert len(sets_of(live)) == 1
