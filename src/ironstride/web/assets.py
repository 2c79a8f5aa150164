"""What pages load besides themselves: a stylesheet, an icon, a script; all from this machine."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from django.http import HttpRequest

STATIC: Final = Path(__file__).parent / "static"


def assets(_: HttpRequest) -> dict[str, str]:
    """Name the files with a mark of what is in them, so that a browser may keep them for good."""
    return {
        "stylesheet": _address("ironstride.css"),
        "icon": _address("icon.svg"),
        "passkeys": _address("passkeys.js"),
    }


@cache
def _address(name: str) -> str:
    mark = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?{mark}"
