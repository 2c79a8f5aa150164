"""What is known of an activity when the files that tell of it are put together.

A watch, its maker's export and Strava each keep a copy; an export also names, types and flags
activities in a list of its own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import reduce
from itertools import count
from operator import itemgetter
from typing import Final

from ironstride.core.run import RecordedRun
from ironstride.running.same_run import SAME_START, is_same_run

LONGEST: Final = timedelta(days=3)  # how long a recording may go on
ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One recording of an activity, as one file told it.

    `detail` counts the values recorded second by second; 0 for plain figures.
    """

    run: RecordedRun
    sport: str
    is_run: bool
    file: str
    detail: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What an export says about an activity, apart from the recording itself.

    It belongs to the copy in the file that it names (alone or with its folder), else to the
    activity that began when it did. `None` means that the export did not say.
    """

    file: str | None = None
    utc_start: datetime | None = None
    title: str | None = None
    sport: str | None = None
    is_run: bool | None = None
    is_race: bool | None = None
    is_long_run: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """All copies of one activity, as one: the richest, with what the descriptions add."""

    run: RecordedRun
    sport: str
    is_run: bool
    copies: tuple[Copy, ...]

    @property
    def richest(self) -> Copy:
        """The copy that the figures come from."""
        return richest(self.copies)


def richest(copies: Sequence[Copy]) -> Copy:
    """Choose the copy that recorded most; among equals, the first."""
    return max(copies, key=lambda copy: (copy.detail, _figures(copy.run)))


def activities(copies: Iterable[Copy], descriptions: Iterable[Description]) -> tuple[Activity, ...]:
    """Put the copies of each activity together, in order of their starts.

    Later descriptions win over earlier ones.
    """
    said = Descriptions(descriptions)
    found = (_activity(group, said) for group in _groups(copies))
    return tuple(sorted(found, key=lambda activity: activity.run.utc_start))


def runs(found: Iterable[Activity]) -> tuple[RecordedRun, ...]:
    """Keep the runs among the activities."""
    return tuple(activity.run for activity in found if activity.is_run)


def described(copy: Copy, description: Description) -> Copy:
    """Lay what an export says over a copy."""
    said = description
    run = replace(
        copy.run,
        title=copy.run.title if said.title is None else said.title,
        is_race=copy.run.is_race if said.is_race is None else said.is_race,
    )
    sport = copy.sport if said.sport is None else said.sport
    is_run = copy.is_run if said.is_run is None else said.is_run
    return replace(copy, run=run, sport=sport, is_run=is_run)


class Copies:
    """The copies met so far, to be asked which of them are of a given run."""

    def __init__(self, copies: Iterable[Copy] = ()) -> None:
        self._by_start: list[tuple[datetime, int, Copy]] = []
        self._numbers = count()
        for copy in copies:
            self.add(copy)

    def add(self, copy: Copy) -> None:
        """Remember a copy."""
        insort(self._by_start, (copy.run.utc_start, next(self._numbers), copy))

    def of(self, run: RecordedRun) -> tuple[Copy, ...]:
        """Find the copies of a run, in order of their starts."""
        return tuple(copy for copy in self._near(run) if is_same_run(copy.run, run))

    def _near(self, run: RecordedRun) -> Iterator[Copy]:
        earliest = run.utc_start - LONGEST
        first = bisect_left(self._by_start, earliest, key=itemgetter(0))
        latest = run.utc_start + max(timedelta(seconds=run.elapsed_s), SAME_START)
        for start, _, copy in self._by_start[first:]:
            if start > latest:
                return
            yield copy


class Descriptions:
    """What exports said, to be asked about a copy."""

    def __init__(self, descriptions: Iterable[Description] = ()) -> None:
        self._said: list[Description] = []
        self._by_file: defaultdict[str, list[int]] = defaultdict(list)
        self._by_start: list[tuple[datetime, int]] = []
        for description in descriptions:
            self.add(description)

    def add(self, description: Description) -> None:
        """Take note of what an export says."""
        number = len(self._said)
        self._said.append(description)
        if description.file is not None:
            self._by_file[description.file].append(number)
        if description.utc_start is not None:
            insort(self._by_start, (description.utc_start, number))

    def of(self, copy: Copy) -> tuple[Description, ...]:
        """Find the descriptions of a copy, by its file or its start, in the order told."""
        numbers = {*self._of_file(copy), *self._of_start(copy.run.utc_start)}
        return tuple(self._said[number] for number in sorted(numbers))

    def _of_file(self, copy: Copy) -> Iterator[int]:
        for ending in _endings(copy.file):
            for number in self._by_file.get(ending, ()):
                told = self._said[number].utc_start
                if told is None or abs(told - copy.run.utc_start) <= ONE_DAY:
                    yield number

    def _of_start(self, start: datetime) -> Iterator[int]:
        first = bisect_left(self._by_start, start - SAME_START, key=itemgetter(0))
        last = bisect_right(self._by_start, start + SAME_START, key=itemgetter(0))
        return (number for _, number in self._by_start[first:last])


def _activity(copies: Sequence[Copy], descriptions: Descriptions) -> Activity:
    best = richest(copies)
    title = next((copy.run.title for copy in (best, *copies) if copy.run.title), None)
    is_race = any(copy.run.is_race for copy in copies)
    whole = replace(best, run=replace(best.run, title=title, is_race=is_race))
    said = (description for copy in copies for description in descriptions.of(copy))
    told = reduce(described, said, whole)
    return Activity(run=told.run, sport=told.sport, is_run=told.is_run, copies=tuple(copies))


def _groups(copies: Iterable[Copy]) -> Iterator[list[Copy]]:
    """Join the copies of one run, be they alike at once or through a third copy."""
    group_of: dict[Copy, frozenset[Copy]] = {}
    met = Copies()
    for copy in dict.fromkeys(copies):
        group = frozenset({copy}).union(*(group_of[like] for like in met.of(copy.run)))
        group_of.update(dict.fromkeys(group, group))
        met.add(copy)
    place = {copy: number for number, copy in enumerate(group_of)}
    for group in dict.fromkeys(group_of.values()):
        yield sorted(group, key=lambda copy: place[copy])


def _figures(run: RecordedRun) -> int:
    figures = (
        run.moving_s,
        run.distance_m,
        run.ascent_m,
        run.mean_heart_rate,
        run.max_heart_rate,
        run.mean_cadence_spm,
    )
    return sum(figure is not None for figure in figures)


def _endings(file: str) -> Iterator[str]:
    """List the ways in which an export may name a file: alone, or with its folder.

    >>> list(_endings("export.zip/activities/1.fit.gz"))
    ['1.fit.gz', 'activities/1.fit.gz']
    """
    parts = file.replace("\\", "/").split("/")
    yield parts[-1]
    if len(parts) > 1:
        yield "/".join(parts[-2:])
