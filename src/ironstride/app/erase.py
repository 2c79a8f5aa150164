"""Erase: everything that is kept of one athlete goes, for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # Django is set up when a store is opened, not before
    from ironstride.store.erase import Holdings
    from ironstride.store.store import Store

WORD: Final = "erase"
"""What an athlete types who means it."""


def erase(store: Store) -> Holdings:
    """Remove everything of the store's athlete, all or nothing, and say what that was.

    It cannot be taken back: `app/export.py` makes a copy beforehand. What lies outside the store
    (a profile, watch files, an account) is not touched; files that were sent and still wait to be
    read go as well.
    """
    from ironstride.app.uploads import discard  # noqa: PLC0415 - brings the store

    discard(store)
    return store.erase()


def in_words(held: Holdings) -> str:
    """Say what is held, or was.

    >>> from ironstride.store.erase import Holdings
    >>> in_words(Holdings(events=1_204, files=1, streams=0))
    '1,204 events, 1 imported file and 0 recordings second by second'
    """
    files = "imported file" if held.files == 1 else "imported files"
    events = "event" if held.events == 1 else "events"
    streams = "recording" if held.streams == 1 else "recordings"
    return (
        f"{held.events:,} {events}, {held.files:,} {files} "
        f"and {held.streams:,} {streams} second by second"
    )
