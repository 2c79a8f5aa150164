"""The profile as a use case meets it: a file of the athlete's, or text that the store keeps.

Text is kept as an event, so that it has a history, leaves with the athlete's data, and says who
told it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Protocol
from uuid import UUID, uuid5

from ironstride.app.text_file import read_text
from ironstride.catalogue.load import load
from ironstride.core.athlete import Athlete
from ironstride.core.event import Event, EventKind

if TYPE_CHECKING:  # Django is set up when a store is opened, not before
    from ironstride.store.store import Store

TOLD: Final = UUID("5b1d7c52-6f0b-5d0e-8f3a-3c0f6f3d7a10")  # the root of these events' ids


class Profile(Protocol):
    """Where a profile is read from; a path is one."""

    def exists(self) -> bool:
        """Whether there is one at all."""
        ...

    def read_bytes(self) -> bytes:
        """Give its text, in UTF-8."""
        ...


@dataclass(frozen=True, slots=True)
class ProfileText:
    """A profile that was typed into a page; empty where none was.

    >>> str(ProfileText("")), ProfileText("").exists()
    ('the profile', False)
    """

    text: str

    def __str__(self) -> str:
        return "the profile"

    def exists(self) -> bool:
        """Whether anything was typed."""
        return bool(self.text.strip())

    def read_bytes(self) -> bytes:
        """Give the text as a file would hold it."""
        return self.text.encode()


def profile_in(store: Store) -> ProfileText:
    """Read the profile that was told last; an empty one where none was."""
    told = store.events(EventKind.PROFILE_TOLD)
    return ProfileText(told[-1].payload["text"] if told else "")


def tell_profile(text: str, store: Store, *, at: datetime) -> None:
    """Take a profile on from this moment; earlier ones stay in the log."""
    event = Event(
        id=uuid5(TOLD, f"{at.isoformat()} {text}"),
        kind=EventKind.PROFILE_TOLD,
        at=at,
        source="ironstride web",
        payload={"text": text},
    )
    store.append([event])


def read_athlete(profile: Profile) -> Athlete:
    """Read a profile; one that says what it said before is understood already.

    Raises:
        IronstrideError: it cannot be read, or says something that cannot be.
    """
    return _understood(read_text(profile), str(profile))


@lru_cache(maxsize=256)
def _understood(text: str, name: str) -> Athlete:
    from ironstride.formats.profile import read_profile  # noqa: PLC0415 - often not needed

    return read_profile(text, name=name, catalogue=load())
