"""What is wrong in the catalogue's files: where, what, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

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


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Suggest the nearest known word, or nothing where none is near.

    >>> did_you_mean("nordic-bench", ["nordic-anchor", "bench"])
    '; did you mean "nordic-anchor"?'
    >>> did_you_mean("trampoline", ["bench"])
    ''
    """
    near = get_close_matches(word, known, n=1, cutoff=0.5)
    return f'; did you mean "{near[0]}"?' if near else ""
