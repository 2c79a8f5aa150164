"""Which database: the athlete's own file, or a PostgreSQL server named by a URL."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from ironstride.store.errors import StoreError
from ironstride.store.folder import SQLITE_FILE

URL_VARIABLE: Final = "IRONSTRIDE_DATABASE"
BUSY_S: Final = 30  # how long a writer waits for another one's turn to end
# WAL lets readers read while one writes. FULL: what was acknowledged survives a power cut.
# With recursive triggers, INSERT OR REPLACE may not quietly delete an event.
PRAGMAS: Final = (
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; "
    "PRAGMA recursive_triggers = ON;"
)


def database_setting(folder: Path, url: str | None) -> dict[str, Any]:
    """Describe the database to Django.

    >>> database_setting(Path("data"), "postgresql://coach@db.example:5433/club")["PORT"]
    '5433'
    """
    return _postgresql(url) if url else sqlite(folder / SQLITE_FILE)


def sqlite(file: Path) -> dict[str, Any]:
    """Describe an embedded database; a transaction takes the writer's turn when it begins."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": BUSY_S,
            "init_command": PRAGMAS,
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    name = unquote(parts.path.removeprefix("/"))
    if parts.scheme not in ("postgresql", "postgres"):
        raise _unclear(f"begins with {parts.scheme or 'no scheme'}")
    if not name:
        raise _unclear("names no database")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": _port(parts),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def _port(parts: SplitResult) -> str:
    try:
        return str(parts.port or "")
    except ValueError:
        raise _unclear("names a port that is no number") from None


def _unclear(problem: str) -> StoreError:
    """Say what is unclear without repeating the URL, which may hold a password."""
    remedy = "write postgresql://user:password@host:port/name, or leave it unset"
    return StoreError(problem, place=URL_VARIABLE, remedy=remedy)
