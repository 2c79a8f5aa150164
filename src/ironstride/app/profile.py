"""The profile as a use case meets it: a file of the athlete's, or text that the store keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


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
