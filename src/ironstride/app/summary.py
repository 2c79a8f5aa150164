"""What came of reading an athlete's files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ironstride.app.decode import Finding, PassedOver, Refusal
from ironstride.app.gather import KnownAlready, Reading
from ironstride.app.import_lifting import LiftingSummary
from ironstride.app.names import NamesSeen
from ironstride.app.shelf import Placed
from ironstride.core.run import RecordedRun
from ironstride.formats.recording import NO_SPORT, UNKNOWN_SPORT
from ironstride.store.files import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportSummary:
    """How many runs are new, what was known already, and what was passed over and why.

    `other_sports` counts activities that are no runs, `other_files` files that record none, by
    reason. `refused` and `cautions` are sentences that name their file. `runs`, `first` and
    `last` tell of all runs known in the end.
    """

    files: int
    new: int
    same_bytes: int  # files met before
    same_run: int  # further recordings of a run that is known
    described: int  # activities that a list of an export speaks of
    other_sports: Mapping[str, int] = field(default_factory=dict)
    other_files: Mapping[str, int] = field(default_factory=dict)
    refused: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    runs: int = 0
    first: date | None = None
    last: date | None = None
    lifting: LiftingSummary = field(default_factory=LiftingSummary)
    names: NamesSeen = field(default_factory=NamesSeen)

    @property
    def known(self) -> int:
        """What was known already: files met before, and further recordings of known runs."""
        return self.same_bytes + self.same_run

    @property
    def skipped(self) -> int:
        """What was passed over: activities that are no runs, and files that record none."""
        return sum(self.other_sports.values()) + sum(self.other_files.values())

    @property
    def is_all_refused(self) -> bool:
        """Whether there was something to read and nothing of it could be read."""
        return 0 < self.files == len(self.refused)


class Tally:
    """Counts readings as they come."""

    def __init__(self) -> None:
        self._files = 0
        self._described = 0
        self._same_bytes = 0
        self._places: Counter[Outcome] = Counter()
        self._sports: Counter[str] = Counter()
        self._kinds: Counter[str] = Counter()
        self._refused: list[str] = []
        self._cautions: list[str] = []

    def count(self, reading: Reading, placed: Sequence[Placed]) -> None:
        """Count one file."""
        self._files += 1
        match reading.found:
            case KnownAlready():
                self._same_bytes += 1
            case PassedOver(reason):
                self._kinds[reason] += 1
            case Refusal(sentence):
                self._refused.append(sentence)
            case Finding() as finding:
                self._count_finding(finding, placed)

    def summary(self, runs: Sequence[RecordedRun]) -> ImportSummary:
        """Sum up, with the runs that are known in the end."""
        days = [run.day for run in runs]
        return ImportSummary(
            files=self._files,
            new=self._places[Outcome.NEW],
            same_bytes=self._same_bytes,
            same_run=self._places[Outcome.KNOWN],
            described=self._described,
            other_sports=dict(self._sports.most_common()),
            other_files=dict(self._kinds.most_common()),
            refused=tuple(self._refused),
            cautions=tuple(self._cautions),
            runs=len(runs),
            first=min(days, default=None),
            last=max(days, default=None),
        )

    def _count_finding(self, finding: Finding, placed: Sequence[Placed]) -> None:
        self._described += len(finding.descriptions)
        self._places.update(one.outcome for one in placed)
        if not finding.lifted:  # else it is no activity that was passed over
            self._sports.update(sport(one) for one in placed if one.outcome is Outcome.SKIPPED)
        lacks_sport = any(one.copy.sport == UNKNOWN_SPORT for one in placed)
        self._cautions += [
            caution for caution in finding.cautions if lacks_sport or NO_SPORT not in caution
        ]


def sport(placed: Placed) -> str:
    """Name the sport of an activity that is no run."""
    said = placed.copy.sport
    return "of no named sport" if said == UNKNOWN_SPORT else said.replace("_", " ")
