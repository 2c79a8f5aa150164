"""Opening a store: the folder made, the tables brought up to date, by one program at a time.

Django is set up here, when it is needed and not before.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID

from ironstride.store.athlete import OWN
from ironstride.store.database import (
    URL_VARIABLE,
    DatabaseSetting,
    alias_of,
    database_setting,
    is_embedded,
)
from ironstride.store.errors import StoreError
from ironstride.store.folder import SQLITE_FILE, prepare

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    from ironstride.store.store import Store

TRIES: Final = 100
PAUSE_S: Final = 0.05


def open_store(
    folder: Path,
    environment: Mapping[str, str] = os.environ,
    *,
    athlete: UUID = OWN,
    teller: str = "",
) -> Store:
    """Open an athlete's store, made and brought up to date where needed.

    Several programs may do so at once, and any of them may be killed: all migrations are one
    transaction, and whoever comes second waits and finds them done.

    Args:
        folder: the data folder; the embedded database is a file in it.
        environment: may name a PostgreSQL server instead, in IRONSTRIDE_DATABASE.
        athlete: whose store it is. It reads this athlete's events and files alone, and what it
            appends is theirs. Without one it is the embedded mode's own athlete.
        teller: who tells it something, where that is not the athlete; each event says so.
    """
    _make(folder)
    setting = database_setting(folder, environment.get(URL_VARIABLE))
    store = _connected(folder, setting, athlete, teller)
    store.bring_up_to_date()
    return store


def existing_store(
    folder: Path, environment: Mapping[str, str] = os.environ, *, athlete: UUID = OWN
) -> Store | None:
    """Open an athlete's store if there is one, brought up to date where needed; make none."""
    setting = database_setting(folder, environment.get(URL_VARIABLE))
    if is_embedded(setting) and not (folder / SQLITE_FILE).exists():
        return None
    store = _connected(folder, setting, athlete)
    if store.is_made:
        store.bring_up_to_date()
        return store
    store.close()
    return None


def _make(folder: Path) -> None:
    try:
        prepare(folder)
    except OSError as error:
        problem = f"the data folder cannot be made: {error.strerror}"
        remedy = "name another one with --data or IRONSTRIDE_DATA"
        raise StoreError(problem, place=str(folder), remedy=remedy) from error


def _connected(folder: Path, setting: DatabaseSetting, athlete: UUID, teller: str = "") -> Store:
    _set_up_django()
    from django.db import connections  # noqa: PLC0415 - Django is set up now

    from ironstride.store.failures import failures_told  # noqa: PLC0415 - likewise
    from ironstride.store.store import Store  # noqa: PLC0415 - likewise

    known = connections.configure_settings({"default": setting})
    alias = alias_of(setting)
    connections.settings.setdefault(alias, known["default"])
    place = str(folder) if is_embedded(setting) else f"the database of {URL_VARIABLE}"
    store = Store(folder, place=place, alias=alias, athlete=athlete, teller=teller)
    with failures_told(place):
        _connect(connections[store.alias])
    return store


def _set_up_django() -> None:
    import django  # noqa: PLC0415 - most of Ironstride does without
    from django.apps import apps  # noqa: PLC0415 - likewise

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ironstride.store.settings")
    if not apps.ready:
        django.setup()


def _connect(connection: BaseDatabaseWrapper) -> None:
    """Connect; where several programs make one new file at once, with a few tries.

    Turning a file to WAL may fail at once instead of waiting its turn: 5 times in 2,400, with
    eight at a time.
    """
    from django.db import OperationalError  # noqa: PLC0415 - Django is set up now

    for _ in range(TRIES):
        try:
            return connection.ensure_connection()
        except OperationalError as error:
            if "locked" not in str(error):
                raise
        time.sleep(PAUSE_S)
    return connection.ensure_connection()
