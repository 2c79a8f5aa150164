"""Keys for programs: tokens of the API with scopes, and the secret address of the calendar."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import uuid4

from ironstride.core.spelling import did_you_mean
from ironstride.store.keys import Key, Keys, Scope

MARK: Final = "ironstride_"  # so that a secret that leaked is known for what it is
BYTES: Final = 32
LONGEST_NAME: Final = 60
OF_TOKENS: Final = (Scope.READ, Scope.LOG, Scope.PLAN)


def make_token(name: str, scopes: Collection[Scope], keys: Keys, *, at: datetime) -> str:
    """Make a token and give its secret, which is shown this once and kept nowhere.

    Raises:
        ValueError: it has no name or opens nothing, or another token is called so.
    """
    called = name.strip()
    if not 0 < len(called) <= LONGEST_NAME or not called.isprintable():
        raise ValueError(f"a token has a name of 1 to {LONGEST_NAME} characters, as the app's")
    if not scopes or Scope.CALENDAR in scopes:
        raise ValueError("a token opens something: read, log or plan")
    if any(one.name == called for one in tokens(keys)):
        raise ValueError(f'there is a token "{called}" already; revoke it first, or name another')
    return _make(called, scopes, keys, at)


def tokens(keys: Keys) -> tuple[Key, ...]:
    """List the tokens of the API."""
    return tuple(key for key in keys.all() if Scope.CALENDAR not in key.scopes)


def revoke_token(name: str, keys: Keys) -> Key:
    """Take a token away by its name.

    Raises:
        ValueError: no token is called so.
    """
    by_name = {key.name: key for key in tokens(keys)}
    if name not in by_name:
        instead = did_you_mean(name, by_name) or "; `ironstride token list` names them"
        raise ValueError(f'no token is called "{name}"{instead}')
    keys.revoke([by_name[name].id])
    return by_name[name]


def calendar_key(keys: Keys) -> Key | None:
    """Find the key of the calendar feed; None where there is no feed."""
    return next((key for key in keys.all() if Scope.CALENDAR in key.scopes), None)


def make_calendar(keys: Keys, *, at: datetime) -> str:
    """Make the feed's address anew and give its secret; an earlier one leads nowhere from now."""
    revoke_calendar(keys)
    return _make("calendar", (Scope.CALENDAR,), keys, at)


def revoke_calendar(keys: Keys) -> None:
    """Take the feed away."""
    keys.revoke([key.id for key in keys.all() if Scope.CALENDAR in key.scopes])


def _make(name: str, scopes: Collection[Scope], keys: Keys, at: datetime) -> str:
    secret = MARK + secrets.token_urlsafe(BYTES)
    key = Key(id=uuid4(), athlete=keys.athlete, name=name, scopes=frozenset(scopes), made=at)
    keys.add(key, secret)
    return secret
