"""Where recordings are put beside those of the same run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

from ironstride.core.run import RecordedRun
from ironstride.running.copies import (
    Activity,
    Copies,
    Copy,
    Description,
    Descriptions,
    activities,
    described,
    richest,
    runs,
)
from ironstride.store.files import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A recording that was put on the shelf, and what it was found beside.

    `copy` is as the lists describe it. It is new when it is the first of its run, known when
    another recording of that run was there, and skipped when it is no run.
    """

    copy: Copy
    outcome: Outcome
    is_richest: bool
    beside: str | None = None


class Shelf:
    """All recordings and descriptions at hand."""

    def __init__(
        self, copies: Iterable[Copy] = (), descriptions: Iterable[Description] = ()
    ) -> None:
        self._copies = list(copies)
        self._descriptions = list(descriptions)
        self._by_run = Copies(self._copies)
        self._said = Descriptions(self._descriptions)

    def describe(self, descriptions: Iterable[Description]) -> None:
        """Take note of what a list says about activities."""
        for description in descriptions:
            self._descriptions.append(description)
            self._said.add(description)

    def put(self, copy: Copy) -> Placed:
        """Put a recording beside those of the same run."""
        beside = self._by_run.of(copy.run)
        self._by_run.add(copy)
        self._copies.append(copy)
        told = reduce(described, self._said.of(copy), copy)
        return Placed(
            copy=told,
            outcome=_outcome(told, beside),
            is_richest=richest((*beside, copy)) is copy,
            beside=beside[0].file if beside else None,
        )

    def activities(self) -> tuple[Activity, ...]:
        """Put together what is known of each activity, in order of their starts."""
        return activities(self._copies, self._descriptions)

    def runs(self) -> tuple[RecordedRun, ...]:
        """Keep the runs among them, each once."""
        return runs(self.activities())


def _outcome(copy: Copy, beside: tuple[Copy, ...]) -> Outcome:
    if not copy.is_run:
        return Outcome.SKIPPED
    return Outcome.KNOWN if beside else Outcome.NEW
