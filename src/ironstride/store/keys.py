"""Keys: what opens an athlete's data to a program, kept so that nobody can read a secret here.

A secret has 256 random bits, so its SHA-256 alone gives nothing away, and needs no salt.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from ironstride.store.failures import failures_told
from ironstride.store.models import KeyRow
from ironstride.store.payload import storable
from ironstride.store.store import Store


class Scope(StrEnum):
    """What a key opens."""

    READ = "read"  # look at everything
    LOG = "log"  # tell sets, sessions and pain
    PLAN = "plan"  # replan, and take a programme on
    CALENDAR = "calendar"  # the calendar feed, and nothing else


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key without its secret."""

    id: UUID
    athlete: UUID
    name: str
    scopes: frozenset[Scope]
    made: datetime


def key_of(secret: str, store: Store) -> Key | None:
    """Find whose key a secret is; None where it opens nothing, or no longer."""
    with failures_told(store.place):
        row = KeyRow.objects.using(store.alias).filter(digest=_digest(secret)).first()
    return None if row is None else _key(row)


class Keys:
    """The keys of one athlete."""

    def __init__(self, store: Store) -> None:
        self.athlete, self._place = store.athlete, store.place
        self._rows = KeyRow.objects.using(store.alias).filter(athlete=store.athlete)

    def add(self, key: Key, secret: str) -> None:
        """Keep a key under the digest of its secret."""
        with failures_told(self._place):
            self._rows.create(
                digest=_digest(secret),
                id=key.id,
                athlete=self.athlete,
                name=storable(key.name),
                scopes=sorted(key.scopes),
                made=key.made,
            )

    def all(self) -> tuple[Key, ...]:
        """List the keys in the order in which they were made."""
        with failures_told(self._place):
            return tuple(_key(row) for row in self._rows.order_by("made", "id"))

    def revoke(self, ids: Collection[UUID]) -> int:
        """Take keys away; from this moment they open nothing. Counts them."""
        with failures_told(self._place):
            return self._rows.filter(id__in=ids).delete()[0]


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def _key(row: KeyRow) -> Key:
    return Key(
        id=row.id,
        athlete=row.athlete,
        name=row.name,
        scopes=frozenset(map(Scope, row.scopes)),
        made=row.made,
    )
