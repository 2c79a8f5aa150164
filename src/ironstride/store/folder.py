"""The athlete's own folder: where everything lives that Ironstride keeps."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import platformdirs

FOLDER_VARIABLE: Final = "IRONSTRIDE_DATA"
SECRET_FILE: Final = "secret.txt"  # noqa: S105 - a file's name, no secret
SQLITE_FILE: Final = "ironstride.sqlite3"
SECRET_BYTES: Final = 50


def data_folder(environment: Mapping[str, str], chosen: Path | None = None) -> Path:
    """Say where the data lives: where the caller chose, else the variable, else the usual place.

    >>> data_folder({"IRONSTRIDE_DATA": "elsewhere"}, Path("here")).name
    'here'
    """
    named = environment.get(FOLDER_VARIABLE)
    if chosen is None and not named:
        return platformdirs.user_data_path("ironstride")
    return Path(chosen or named or "").expanduser().absolute()


def secret_in(folder: Path) -> str:
    """Read the folder's secret; where none is kept, one that lasts as long as this program."""
    kept = folder / SECRET_FILE
    return kept.read_text() if kept.exists() else secrets.token_urlsafe(SECRET_BYTES)


def prepare(folder: Path) -> None:
    """Make the folder, for its owner's eyes only, with a secret of its own."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not (folder / SECRET_FILE).exists():
        _keep_secret(folder)


def _keep_secret(folder: Path) -> None:
    """Write a secret beside its place and move it there whole, so none is ever read by half."""
    draft = folder / f".{SECRET_FILE}.{secrets.token_hex(8)}"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(SECRET_BYTES))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / SECRET_FILE)
