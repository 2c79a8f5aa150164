"""How heavy the page of a session is, and how soon it shows: in Chromium, with a cold cache.

`python -m benchmarks.session_page` serves a planned athlete on this machine, opens the page of a
main lift in a browser that has never seen it, ten times, and says what came over the wire as it
would be compressed, and when something was first painted. It exits with 0 only where the page,
with its style, script and picture, takes at most 150 kB, and the slowest first paint is within a
second. What is kept for the cellar beside it is told too.
"""

from __future__ import annotations

import gzip
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Response

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from browser import PHONE, device, live_server, open_browser

MOST_KB: Final = 150
MOST_MS: Final = 1_000
TIMES: Final = 10


def main() -> int:
    with (
        tempfile.TemporaryDirectory() as folder,
        live_server(Path(folder)) as live,
        open_browser() as browser,
    ):
        address = _begun(browser, live.address)
        _visit(browser, live.address, address)  # the server draws each picture once
        visits = [_visit(browser, live.address, address) for _ in range(TIMES)]
    weights, paints = visits[-1][0], [paint for _, paint in visits]
    for kind, size in sorted(weights.items(), key=lambda each: -each[1]):
        print(f"{size / 1_000:6.1f} kB  {kind}")
    total = sum(size for kind, size in weights.items() if kind != "kept for the cellar") / 1_000
    print(f"{total:6.1f} kB  the page with all that it shows (at most {MOST_KB})")
    print(
        f"first paint {statistics.median(paints):.0f} ms, at worst {max(paints):.0f} (at most {MOST_MS})"
    )
    return 0 if total <= MOST_KB and max(paints) <= MOST_MS else 1


def _begun(browser: Browser, server: str) -> str:
    """Begin the session, and give the address of its first main lift with a set of it logged."""
    with device(browser, server, size=PHONE) as phone:
        page = phone.new_page()
        page.goto("/")
        page.get_by_role("button", name="Start").click()
        page.wait_for_url("**/1/")
        page.goto(page.url.replace("/1/", "/4/"))
        page.fill("#load", "40")
        page.locator("#set .big").click()
        page.locator(".latest").wait_for()
        return page.url


def _visit(browser: Browser, server: str, address: str) -> tuple[dict[str, int], float]:
    """Open a page in a browser with nothing kept: compressed bytes by kind, and the first paint [ms]."""
    met: list[Response] = []
    with device(browser, server, size=PHONE) as phone:
        page = phone.new_page()
        page.on("response", lambda one: met.append(one))  # noqa: PLW0108 - a built-in method cannot be marked
        page.goto(address)
        page.locator(".figure img").scroll_into_view_if_needed()
        page.locator("body[data-kept]").wait_for()
        paint = page.evaluate("performance.getEntriesByName('first-paint')[0].startTime")
        return _weights(met), paint


def _weights(met: list[Response]) -> dict[str, int]:
    weights: dict[str, int] = {}
    seen: set[str] = set()
    shown = iter([one for one in met if "/figure/" in one.url])
    first = next(shown, None)
    for one in met:
        if one.url in seen or not one.ok:
            continue
        seen.add(one.url)
        kept = "/kept/" in one.url or ("/figure/" in one.url and one is not first)
        kind = "kept for the cellar" if kept else one.request.resource_type
        weights[kind] = weights.get(kind, 0) + len(gzip.compress(one.body()))
    return weights


if __name__ == "__main__":
    sys.exit(main())
