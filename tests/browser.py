"""A real browser and a real server: Debian's Chromium, and pages that can be killed and come back.

Both run on one clock that starts at `NOON`, and neither reaches anything but this machine.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from time import time
from typing import Any, Final, Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from commands import PROFILE
from ironstride.app.keep import keep
from ironstride.store.open import open_store
from web_pages import NOON, programme

PHONE: Final = (390, 844)
LAPTOP: Final = (1280, 800)
LONGEST_WAIT_MS: Final = 20_000  # on a machine that does much beside
AXE: Final = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
HERE_ALONE: Final = ("--disable-gpu", "--disable-quic", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1")  # fmt: skip

SHIFTED_CLOCK: Final = """
(() => {
  const Real = Date, shift = %d;
  globalThis.Date = class extends Real {
    constructor(...said) { if (said.length) super(...said); else super(Real.now() + shift); }
    static now() { return Real.now() + shift; }
  };
})();
"""


def chromium() -> str:
    """Find the browser; where it is absent the test is skipped, and in CI it fails."""
    found = shutil.which("chromium")
    if found is not None:
        return found
    missing = "no `chromium` on the PATH: install Debian's package of that name to run this test"
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Open one for a module of tests.

    Playwright waits in an event loop of its own, which Django would take for a program that
    must not wait for a database; nothing else runs in that loop.
    """
    path = chromium()
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        expect.set_options(timeout=LONGEST_WAIT_MS)
        browser = playwright.chromium.launch(executable_path=path, args=[*HERE_ALONE])
        yield browser
        browser.close()


@contextmanager
def device(  # noqa: PLR0913 - each is told by its name
    browser: Browser,
    address: str,
    *,
    size: tuple[int, int] = PHONE,
    scheme: Literal["light", "dark"] = "light",
    script: bool = True,
    noon: datetime = NOON,
) -> Iterator[BrowserContext]:
    """Take a phone or a laptop with a memory of its own, on the clock of the server."""
    width, height = size
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        java_script_enabled=script,
        has_touch=size == PHONE,
    )
    context.set_default_timeout(LONGEST_WAIT_MS)
    context.add_init_script(SHIFTED_CLOCK % ((noon.timestamp() - BEGUN_S) * 1_000))
    try:
        yield context
    finally:
        context.close()


BEGUN_S: Final = time()  # when the clock of the tests showed NOON


class LiveServer:
    """The web app on a port of this machine: it can be killed, and comes back where it was."""

    def __init__(self, folder: Path, *, plan: bool = True, noon: datetime = NOON) -> None:
        self.noon = noon
        self.folder = folder
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._running: subprocess.Popen[str] | None = None
        if plan:
            profile = folder / "athlete.toml"
            profile.write_text(PROFILE)
            with open_store(folder / "data") as store:
                keep(programme(profile), store, at=NOON)

    def start(self) -> None:
        """Serve, and wait until somebody is answered."""
        told = [str(self.port), self.noon.isoformat(), str(BEGUN_S)]
        self._running = subprocess.Popen(
            [sys.executable, Path(__file__).with_name("browser_server.py"), *told],
            env={**os.environ, **self._environment()},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._running.stdout is not None
        assert self._running.stdout.readline().strip() == f"{self.address}/"

    def kill(self) -> None:
        """End it as a power cut does; what was acknowledged is on the disk."""
        assert self._running is not None
        self._running.kill()
        self._running.communicate()
        self._running = None

    def stop(self) -> None:
        """End it where it runs still."""
        if self._running is not None:
            self.kill()

    def _environment(self) -> Mapping[str, str]:
        return {
            "IRONSTRIDE_DATA": str(self.folder / "data"),
            "IRONSTRIDE_PROFILE": str(self.folder / "athlete.toml"),
        }


@contextmanager
def live_server(folder: Path, *, plan: bool = True, noon: datetime = NOON) -> Iterator[LiveServer]:
    server = LiveServer(folder, plan=plan, noon=noon)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


# What a page must not have -----------------------------------------------------------------


@cache
def _axe() -> str:
    return AXE.read_text()


def axe_is_what_its_readme_says() -> bool:
    told = (AXE.parents[1] / "README.md").read_text()
    return hashlib.sha256(AXE.read_bytes()).hexdigest() in told


def faults_of(page: Page) -> list[str]:
    """Say what axe-core finds serious or critical, in light and in dark, and what is too wide."""
    page.evaluate(_axe())
    page.emulate_media(color_scheme="light")
    found = {*_grave(page, {})}
    page.emulate_media(color_scheme="dark")
    found |= {f"in the dark, {one}" for one in _grave(page, {"runOnly": ["color-contrast"]})}
    for width, height in (LAPTOP, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found |= {f"{wide} px wider than a screen of {width}"} if wide > 0 else set()
    return sorted(found)


def _grave(page: Page, asked: Mapping[str, Any]) -> Iterator[str]:
    options = {"resultTypes": ["violations"], "iframes": False, **asked}
    for one in page.evaluate("asked => axe.run(asked)", options)["violations"]:
        if one["impact"] in ("serious", "critical"):
            yield f"{one['id']}: {one['nodes'][0]['html'][:120]}"


def one_of_each(page: Page, begins: str) -> Iterator[str]:
    """Follow the links of the pages; of addresses of one form only the first.

    No link leads to the page that says that there is no network.
    """
    waiting, forms = [begins, f"{begins}offline/"], {"/"}
    while waiting:
        address = waiting.pop(0)
        page.goto(address)
        yield address
        for link in page.locator("main a, header a").evaluate_all("all => all.map(a => a.href)"):
            form = _form(urlsplit(link).path)
            if link.startswith(begins.rstrip("/")) and form not in forms:
                forms.add(form)
                waiting.append(link)


def _form(path: str) -> str:
    """Write an address without what changes from page to page of one form."""
    rooms = "week|progress|why|source|exercises|set"
    return re.sub(
        rf"^/({rooms})/[^/]+/", r"/\1/-/", re.sub(r"/([0-9a-f-]{36}|\d+)(?=/)", "/-", path)
    )
