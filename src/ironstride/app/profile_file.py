"""The profile as a file: written whole or not at all, and never over one that was there."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from ironstride.core.athlete import Athlete
from ironstride.formats.faults import Fault, FaultyFileError
from ironstride.formats.profile import write_profile


def put_profile(path: Path, athlete: Athlete, *, now: datetime) -> Path | None:
    """Write a profile; one that was there is kept beside it, under the name that is given back.

    Raises:
        FaultyFileError: the folder cannot be written to.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.new")
        with draft.open("w", encoding="utf-8") as file:
            file.write(write_profile(athlete))
            file.flush()
            os.fsync(file.fileno())
        before = _keep_beside(path, now)
        draft.replace(path)
    except OSError as error:
        fault = Fault("", f"it cannot be written ({error.strerror}); allow writing there")
        raise FaultyFileError(str(path), [fault]) from error
    return before


def _keep_beside(path: Path, now: datetime) -> Path | None:
    """Keep what is there under a name with the moment; athlete.2026-11-24-183005.toml."""
    if not path.exists():
        return None
    beside = path.with_name(f"{path.stem}.{now:%Y-%m-%d-%H%M%S}{path.suffix}")
    beside.write_bytes(path.read_bytes())
    return beside
