"""Every test run keeps away from the athlete's own data, and may import the store's models.

Here, too, is which database a test opens: the athlete's own file, or a PostgreSQL server. Tests
that ask for `database` run on both; `ON_SQLITE` keeps one to SQLite. With
IRONSTRIDE_TEST_DATABASE=postgresql every store that a test opens in its own process lies on
PostgreSQL.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import pytest

from databases import EVERYWHERE, Place
from ironstride.store.database import DatabaseSetting, database_setting
from postgresql import WHEEL, Server, binaries

os.environ["IRONSTRIDE_DATA"] = str(Path(tempfile.gettempdir()) / "ironstride-tests-open-their-own")
os.environ.pop("IRONSTRIDE_DATABASE", None)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ironstride.store.settings")
django.setup()

# These modules need the settings of the server mode, which tests/server_pages.py brings.
collect_ignore = ["src/ironstride/accounts", "src/ironstride/web/accounts"]

# Tracing doubles the time of a test. Of these modules it would tell nothing new of the pure rooms.
UNTRACED = re.compile(
    r"test_(accounts|api|browser.*|catalogue.*|chart|checker|cli_.*|coach|docs|export.*|formats_.*"
    r"|history|import_(?!same_run).*|init|isolation|joint_model|knee_gate_page|lifting_(?!unit).*|match|memory"
    r"|motion_(?!demand).*|output_(ics|pdf)|pdf_.*|poses.*|running_real|sample|sending|store.*|sync.*|web_(?!change).*)"
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what runs without coverage."""
    for item in items:
        if UNTRACED.fullmatch(item.path.stem):
            item.add_marker("untraced")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """Start a server, once for all tests of a process that ask for it."""
    install = binaries()
    if install is None:
        pytest.skip(f"PostgreSQL's programs come with the wheel {WHEEL}, which is not installed")
    with Server(install) as server:
        yield server


@pytest.fixture(params=["postgresql"] if EVERYWHERE else ["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Have every store lie in one database, then in the other."""
    if EVERYWHERE and request.param == "sqlite":
        pytest.skip("it asks about SQLite, and this run is about PostgreSQL")
    if EVERYWHERE or request.param == "sqlite":
        yield request.param
        return
    server: Server = request.getfixturevalue("postgresql")
    _open_on(server, monkeypatch)
    with server.for_a_while():
        yield request.param


@pytest.fixture(scope="session", autouse=EVERYWHERE)
def _everywhere(request: pytest.FixtureRequest) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        _open_on(request.getfixturevalue("postgresql"), patch)
        yield


@pytest.fixture(autouse=EVERYWHERE)
def _tidy(request: pytest.FixtureRequest) -> Iterator[None]:
    with request.getfixturevalue("postgresql").for_a_while():
        yield


def _open_on(server: Server, patch: pytest.MonkeyPatch) -> None:
    def on_the_server(folder: Path, url: str | None) -> DatabaseSetting:
        return database_setting(folder, url or server.url_for(folder))

    patch.setattr("ironstride.store.open.database_setting", on_the_server)
    patch.setattr(Place, "server", server)
