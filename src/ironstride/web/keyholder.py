"""Whose data a key opens: the one place where programs, other than browsers, find a desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ironstride.app.log import Desk
from ironstride.store.keys import Key, Scope, key_of
from ironstride.store.store import Store
from ironstride.web.athlete import desk_in, own_area


@contextmanager
def store_of_key(secret: str, scope: Scope) -> Iterator[Store | None]:
    """Open the store of whoever made a key; None where the secret does not open `scope`."""
    with own_area().open() as store:
        key = key_of(secret, store)
        yield store if key is not None and scope in key.scopes else None


def key_behind(secret: str) -> Key | None:
    """Find a key by its secret; None where it opens nothing."""
    with own_area().open() as store:
        return key_of(secret, store)


@contextmanager
def desk_of_key(key: Key) -> Iterator[Desk]:
    """Lay out the desk of whoever made a key.

    On one's own machine there is one athlete, and `key.athlete` is always that one.
    """
    del key
    with desk_in(own_area()) as laid_out:
        yield laid_out
