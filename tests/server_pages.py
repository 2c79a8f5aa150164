"""A server with accounts, without a network: who is on it, and a browser for each of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import django
import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.cache import cache as counts
from django.test import Client, override_settings
from django.utils import timezone

from commands import PROFILE
from databases import Place
from ironstride.app.keep import keep
from ironstride.app.log import Desk
from ironstride.store.folder import SQLITE_FILE
from ironstride.store.open import open_store
from web_pages import Page, programme

NOON: Final = datetime(2026, 12, 1, 12, tzinfo=UTC)  # the first Tuesday of the programme
SECRET: Final = "kept for tests, and long enough that the server mode takes it"  # noqa: S105 - of tests alone
WORD: Final = "a long walk in the rain"


class Server:
    """The server mode at a moment that stands still until it is moved."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ironstride.store.settings")
        django.setup()
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setenv("IRONSTRIDE_DATA", str(folder / "data"))
        from ironstride.web import clock, server_settings  # noqa: PLC0415 - Django is set up now

        told = {n: getattr(server_settings, n) for n in dir(server_settings) if n.isupper()}
        told |= {"SECRET_KEY": SECRET, "ALLOWED_HOSTS": ["club.example"]}
        apps = told.pop("INSTALLED_APPS")
        patch.setattr(settings, "AUTH_USER_MODEL", told.pop("AUTH_USER_MODEL"))
        told.pop("DATABASES")
        stack.enter_context(override_settings(**told))
        stack.enter_context(override_settings(INSTALLED_APPS=apps))
        counts.clear()  # which holds the counts of tries
        self.now = NOON
        patch.setattr(clock, "now", lambda: self.now)
        patch.setattr(timezone, "now", lambda: self.now)
        self.folder = folder / "data"
        _begin(self.folder)
        with open_store(self.folder) as store:
            self._at_home(store.alias, stack)

    def _at_home(self, alias: str, stack: ExitStack) -> None:
        """Have accounts and sessions read from the same database as the events."""
        from django.db import connections  # noqa: PLC0415 - Django is set up now

        before = connections["default"]
        connections["default"] = connections[alias]
        stack.callback(connections.__setitem__, "default", before)

    def account(self, name: str, *, is_coach: bool = False) -> Any:
        from ironstride.accounts.models import Account  # noqa: PLC0415 - likewise

        account = Account(name=name, email=f"{name.lower()}@club.example", is_coach=is_coach)
        account.password = _kept_word()
        account.save()
        return account

    def accept(self, coach: Any, athlete: Any) -> None:
        from ironstride.accounts import coaching  # noqa: PLC0415 - likewise

        coaching.ask(coach, athlete, at=self.now)
        (asked,) = coaching.coaches_of(athlete)
        assert coaching.accept(athlete, asked.id, at=self.now)

    def planned(self, account: Any, plan: Path) -> None:
        """Have somebody follow a programme already."""
        from ironstride.app.profile import tell_profile  # noqa: PLC0415 - likewise

        profile = plan / "athlete.toml"
        profile.write_text(PROFILE)
        with open_store(self.folder, athlete=account.athlete) as store:
            tell_profile(PROFILE, store, at=NOON)
            keep(programme(profile), store, at=NOON)

    def desk(self, account: Any) -> Desk:
        from ironstride.app.log import desk  # noqa: PLC0415 - likewise
        from ironstride.app.profile import profile_in  # noqa: PLC0415 - likewise
        from ironstride.catalogue.load import load  # noqa: PLC0415 - likewise

        store = open_store(self.folder, athlete=account.athlete)
        return desk(store, load(), profile_in(store))

    def visitor(self, account: Any = None) -> Visitor:
        client = Client(headers={"host": "club.example"})
        if account is not None:
            client.force_login(account, "allauth.account.auth_backends.AuthenticationBackend")
        return Visitor(client)


_EMPTY: Final[list[bytes]] = []  # a database with tables and nothing in them, made once


def _begin(folder: Path) -> None:
    """Lay an embedded database there that has its tables already; a server's makes its own."""
    if Place.server is not None:
        return
    if not _EMPTY:
        open_store(folder / "first").close()
        _EMPTY.append((folder / "first" / SQLITE_FILE).read_bytes())
    folder.mkdir(exist_ok=True)
    (folder / SQLITE_FILE).write_bytes(_EMPTY[0])


@cache
def _kept_word() -> str:
    """Keep the password once for all: argon2 takes its time, as it should."""
    return make_password(WORD)


class Visitor:
    """A browser of somebody's, over an encrypted line."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def get(self, address: str, *, follow: bool = True, **headers: str) -> Page:
        return Page(self.client.get(address, follow=follow, secure=True, headers=headers))

    def post(self, address: str, *, follow: bool = True, **fields: object) -> Page:
        return Page(self.client.post(address, fields, follow=follow, secure=True))

    def send(self, page: Page, action: str, **changed: object) -> Page:
        """Send a form of a page as it stands, but for what is changed."""
        form = next(form for form in page.forms if form["action"].endswith(action))
        return self.post(form["action"] or page.address, **{**form["fields"], **changed})


def server(folder: Path) -> Iterator[Server]:
    with ExitStack() as stack:
        yield Server(folder, stack)
