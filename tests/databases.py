"""Where a test's stores lie, for tests that ask about it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import pytest

from postgresql import Server

ON_SQLITE: Final = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
EVERYWHERE: Final = os.environ.get("IRONSTRIDE_TEST_DATABASE") == "postgresql"
NEEDS_ITS_FILE: Final = pytest.mark.skipif(
    EVERYWHERE, reason="it copies the database's file or asks about its folder"
)


class Place:
    """Where stores lie just now: on a server, or in their folders."""

    server: Server | None = None


def environment_for(folder: Path) -> dict[str, str]:
    """Tell another process where the store of a folder lies."""
    if Place.server is None:
        return {}
    return {"IRONSTRIDE_DATABASE": Place.server.url_for(folder, is_opened=True)}


def begin_with_nothing(folder: Path) -> None:
    """Have a folder's database be one without tables."""
    if Place.server is not None:
        Place.server.begin_with_nothing(folder)
