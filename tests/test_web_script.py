"""The script of the pages: small, from this machine, and kept under marks of what is in it."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ironstride.web.assets import SCRIPT, STATIC
from web_pages import Browser, browser


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[Browser]:
    yield from browser(tmp_path, plan=None)


def test_the_whole_script_takes_at_most_18_kilobytes_compressed() -> None:
    files = [*SCRIPT.glob("*.js"), STATIC / "worker.js"]
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) <= 18_000


def test_the_worker_keeps_every_module_under_one_mark(stranger: Browser) -> None:
    answer = stranger.client.get("/worker.js")
    shell = json.loads(re.findall(r"const SHELL = (.*);", answer.content.decode())[0])
    kept = {Path(address).name for address in shell if "/script-" in address}
    assert kept == {file.name for file in SCRIPT.glob("*.js")}
    assert len({Path(address).parent for address in shell if "/script-" in address}) == 1
    assert answer.headers["Cache-Control"] == "no-cache"


def test_a_module_imports_only_its_neighbours() -> None:
    named = [
        name
        for file in SCRIPT.glob("*.js")
        for name in re.findall(r'from "(.*?)"', file.read_text())
    ]
    assert {name for name in named if not (SCRIPT / name).is_file()} == set()


def test_the_manifest_names_pictures_that_are_there() -> None:
    manifest = json.loads((STATIC / "app.webmanifest").read_text())
    assert all((STATIC / Path(icon["src"]).name).is_file() for icon in manifest["icons"])
