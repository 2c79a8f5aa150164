"""What is raised when the database cannot do its part."""

from __future__ import annotations

from ironstride.core.errors import IronstrideError


class StoreError(IronstrideError):
    """The database could not be opened, read or written."""

    def __init__(self, problem: str, *, place: str, remedy: str) -> None:
        super().__init__(f"{place}: {problem}; {remedy}")
        self.problem, self.place, self.remedy = problem, place, remedy
