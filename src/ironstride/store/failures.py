"""The database's failures in an athlete's words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from ironstride.store.errors import StoreError

REMEDIES: Final = {
    "locked": "another program is writing to it; let that end and try again",
    "full": "make room on the disk and try again; everything acknowledged is kept",
    "readonly": "allow writing there, or choose another folder with --data",
    "unable to open": "look whether the folder may be written, or choose another with --data",
    "not a database": "it is another program's file; move it away or choose another folder",
    "malformed": "it is damaged; put back a copy, or move it away and import the files again",
    "append-only": "append an event that says what changed",
}


@contextmanager
def failures_told(place: str) -> Iterator[None]:
    """Turn what the database driver raises into a sentence with a remedy."""
    try:
        yield
    except (DatabaseError, ImproperlyConfigured) as error:
        problem = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        remedies = (remedy for sign, remedy in REMEDIES.items() if sign in problem)
        remedy = next(remedies, "look at the folder, or at IRONSTRIDE_DATABASE, and try again")
        raise StoreError(problem, place=place, remedy=remedy) from error
