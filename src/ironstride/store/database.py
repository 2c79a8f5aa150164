"""Which database: the athlete's own file, or a PostgreSQL server named by a URL."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final, TypeAlias

from ironstride.store.errors import StoreError
from ironstride.store.folder import SQLITE_FILE

DatabaseSetting: TypeAlias = dict[str, Any]  # as Django wants it

URL_VARIABLE: Final = "IRONSTRIDE_DATABASE"
SQLITE: Final = "django.db.backends.sqlite3"
POSTGRESQL: Final = "django.db.backends.postgresql"
NAMES: Final = {
    "NAME": "dbname",
    "USER": "user",
    "PASSWORD": "password",
    "HOST": "host",
    "PORT": "port",
}
"""Django's names of what libpq calls otherwise; it hands everything else on."""
BUSY_S: Final = 30  # how long a writer waits for another one's turn to end
# WAL lets readers read while one writes. FULL: what was acknowledged survives a power cut.
# With recursive triggers, INSERT OR REPLACE may not quietly delete an event. Secure delete
# overwrites what is erased.
PRAGMAS: Final = (
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; "
    "PRAGMA recursive_triggers = ON; PRAGMA secure_delete = ON;"
)


def database_setting(folder: Path, url: str | None) -> DatabaseSetting:
    """Describe the database to Django.

    >>> database_setting(Path("data"), "postgresql://coach@db.example:5433/club")["PORT"]
    '5433'
    """
    return _postgresql(url) if url else sqlite(folder / SQLITE_FILE)


def is_embedded(setting: DatabaseSetting) -> bool:
    """Whether the database is a file, and no server."""
    return bool(setting["ENGINE"] == SQLITE)


def alias_of(setting: DatabaseSetting) -> str:
    """Name a database for Django: the same name for the same one.

    >>> alias_of(database_setting(Path("data"), "postgresql://coach:secret@db.example/club"))
    'coach@db.example:/club'
    """
    if is_embedded(setting):
        return str(setting["NAME"])
    return "{USER}@{HOST}:{PORT}/{NAME}".format_map(setting)


def sqlite(file: Path) -> DatabaseSetting:
    """Describe an embedded database; a transaction takes the writer's turn when it begins."""
    return {
        "ENGINE": SQLITE,
        "NAME": str(file),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": BUSY_S,
            "init_command": PRAGMAS,
        },
    }


def _postgresql(url: str) -> DatabaseSetting:
    from psycopg import ProgrammingError  # noqa: PLC0415 - who has no server does without
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415 - likewise

    scheme, is_url, _ = url.partition("://")
    if not is_url or scheme not in ("postgresql", "postgres"):
        raise _unclear(f"begins with {scheme}" if is_url else "begins with no scheme")
    try:
        told = conninfo_to_dict(url)
    except ProgrammingError:  # it may repeat the URL
        raise _unclear("cannot be read; % and @ in a password are %25 and %40") from None
    if not told.get("dbname"):
        raise _unclear("names no database")
    named = {name: str(told.pop(key, "")) for name, key in NAMES.items()}
    if not all(port.isdecimal() for port in named["PORT"].split(",") if port):
        raise _unclear("names a port that is no number")
    return {"ENGINE": POSTGRESQL, **named, "OPTIONS": told}


def _unclear(problem: str) -> StoreError:
    """Say what is unclear without repeating the URL, which may hold a password."""
    remedy = "write postgresql://user:password@host:port/name, or leave it unset"
    return StoreError(problem, place=URL_VARIABLE, remedy=remedy)
