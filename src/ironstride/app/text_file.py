"""What an athlete names to be read: whole, or a sentence that says what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ironstride.core.errors import IronstrideError

if TYPE_CHECKING:  # a profile has its text read here
    from ironstride.app.profile import Profile


class UnreadableError(IronstrideError):
    """A file that was named cannot be read."""

    def __init__(self, path: Profile, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path, self.problem = path, problem


def read_bytes(path: Profile) -> bytes:
    """Read a file.

    Raises:
        UnreadableError: where there is no such file.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(path, f"cannot be read ({error.strerror}); check the name") from error


def read_text(path: Profile) -> str:
    """Read a file as text.

    Raises:
        UnreadableError: where there is no such file, or it is no text.
    """
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(
            path, f"is not UTF-8 text (byte {error.start}); save it as UTF-8"
        ) from error
