"""What every page loads besides itself: a stylesheet, icons and a small script, from this machine.

Each file has an address with a mark of what is in it, so that a browser may keep it for good.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ironstride.web.clock import this_moment

STATIC: Final = Path(__file__).parent / "static"
SCRIPT: Final = STATIC / "script"


def assets(_: HttpRequest) -> dict[str, str]:
    """Name the files of a page, and when it was written."""
    return {
        "stylesheet": _address("ironstride.css"),
        "icon": _address("icon.svg"),
        "passkeys": _address("passkeys.js"),
        "touch_icon": _address("icon-touch-180.png"),
        "manifest": _address("app.webmanifest"),
        "script": f"/{script_folder()}app.js",
        "written_at": this_moment().at.isoformat(),
    }


@cache
def script_folder() -> str:
    """Say where the script lies: its modules name each other, so they share one mark."""
    return f"static/script-{_mark(*sorted(SCRIPT.glob('*.js')))}/"


@require_safe
def worker(_: HttpRequest) -> HttpResponse:
    """Give the service worker, with the files that it keeps and a mark of all of them."""
    headers = {"Cache-Control": "no-cache"}
    return HttpResponse(_worker(), content_type="text/javascript; charset=utf-8", headers=headers)


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Say that a page was not kept, for when there is no network."""
    return render(request, "offline.html", {"is_shell": True})


@cache
def _worker() -> str:
    modules = [f"/{script_folder()}{path.name}" for path in sorted(SCRIPT.glob("*.js"))]
    files = ("ironstride.css", "icon.svg", "icon-touch-180.png", "app.webmanifest")
    shell = [*map(_address, files), *modules, "/offline/"]
    text = (STATIC / "worker.js").read_text(encoding="utf-8")
    version = hashlib.sha256(json.dumps([shell, text]).encode()).hexdigest()[:12]
    told = f"const VERSION = {json.dumps(version)};\nconst SHELL = {json.dumps(shell)};\n"
    return told + text


@cache
def _address(name: str) -> str:
    return f"/static/{name}?{_mark(STATIC / name)}"


def _mark(*files: Path) -> str:
    content = b"".join(file.read_bytes() for file in files)
    return hashlib.sha256(content).hexdigest()[:12]
