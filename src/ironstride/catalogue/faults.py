"""What is wrong in the catalogue's files: where, what, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ironstride.core.errors import IronstrideError


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to change: the file, the table in it, and the sentence.

    >>> print(Fault("equipment.toml", "barbell", 'needs "name"'))
    equipment.toml, barbell: needs "name"
    """

    file: str
    row: str
    problem: str

    def __str__(self) -> str:
        place = ", ".join(filter(None, (self.file, self.row)))
        return f"{place}: {self.problem}"


class CatalogueError(IronstrideError):
    """The catalogue cannot be used as it stands; its message lists every fault."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        count = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        super().__init__("\n  ".join((f"the catalogue has {count}", *map(str, self.faults))))
