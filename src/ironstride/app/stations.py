"""Stations: the exercises of a session in the order they are done, each with its sets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ironstride.core.exercise import RepRange
from ironstride.core.log import SetDone
from ironstride.core.programme import Prescription, Role, Session
from ironstride.core.units import Kilograms
from ironstride.formats.words import grouped
from ironstride.planning.dose.today import LiftToday
from ironstride.strength.weekly import count_sets


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAsked:
    """One set as it is asked for; `reps` is the most of its range."""

    line: Prescription
    reps: int | None
    load: Kilograms | None
    is_test: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """One exercise of a session, or one ramp of rising sets: what is asked and what was done.

    `instead_of` is what the programme has in its place; empty where that is itself. Sets of it
    that were done before the change are done.
    """

    number: int
    role: Role
    lines: tuple[Prescription, ...]
    lift: LiftToday | None = None
    done: tuple[SetDone, ...] = ()
    instead_of: str = ""

    @property
    def exercise(self) -> str:
        """The id of its exercise."""
        return self.lines[0].exercise

    @property
    def is_warm_up(self) -> bool:
        """Whether its sets are nobody's evidence of strength."""
        return self.role is Role.WARM_UP

    @property
    def asked(self) -> tuple[SetAsked, ...]:
        """Its sets in order."""
        return tuple(
            SetAsked(
                line=line,
                reps=None if line.reps is None else line.reps.high,
                load=line.load.kg,
                is_test=line.test_leaves is not None and number == line.sets,
            )
            for line in self.lines
            for number in range(1, line.sets + 1)
        )

    @property
    def count_done(self) -> int:
        """How many sets were done; both sides make one."""
        told = [replace(one, is_warm_up=False) for one in self.done]
        by_name = groupby(sorted(told, key=lambda s: s.exercise), key=lambda s: s.exercise)
        return sum(count_sets(sets) for _, sets in by_name)

    @property
    def is_done(self) -> bool:
        """Whether all that is asked for was done."""
        return self.count_done >= len(self.asked)

    @property
    def next(self) -> SetAsked:
        """The set to do now: the first one not done, and then the last one again.

        Where the weight is still to be found, the one of the set before is the best guess;
        a weight that the lifter changed stays changed.
        """
        asked = self.asked[min(self.count_done, len(self.asked) - 1)]
        last = self.done[-1] if self.done else None
        if last is None or last.load is None or last.exercise != self.exercise:
            return asked
        return replace(asked, load=last.load) if len(self.lines) == 1 else asked


Stood = Mapping[str, frozenset[str]]
"""What stood in the place of each exercise that was changed on the floor."""


def stations(
    session: Session, lifts: Sequence[LiftToday], sets: Sequence[SetDone], stood: Stood
) -> Iterator[Station]:
    """Lay the sets at their stations; of two with one exercise the first is filled first.

    What was done besides has its stations at the end.
    """
    waiting = list(sets)
    by_name = {lift.exercise.id: lift for lift in lifts}
    groups = list(grouped(session.exercises))
    for number, (role, group) in enumerate(groups, start=1):
        name = group[0].exercise
        names = stood.get(name, frozenset({name}))
        lift = by_name.get(name) if role.is_hard else None
        station = Station(number=number, role=role, lines=group, lift=lift)
        comes_again = any((r, g[0].exercise) == (role, name) for r, g in groups[number:])
        for one in tuple(waiting):
            is_mine = one.exercise in names and one.is_warm_up == station.is_warm_up
            if is_mine and not (comes_again and station.is_done):
                station = replace(station, done=(*station.done, one))
                waiting.remove(one)
        yield station
    yield from _besides(waiting, len(groups))


def _besides(sets: Sequence[SetDone], count: int) -> Iterator[Station]:
    """Give each exercise that nobody asked for a station, done as far as it was done."""
    by_name: dict[tuple[str, bool], list[SetDone]] = {}
    for one in sets:
        by_name.setdefault((one.exercise, one.is_warm_up), []).append(one)
    for number, ((_, is_warm_up), done) in enumerate(by_name.items(), start=count + 1):
        role = Role.WARM_UP if is_warm_up else Role.ACCESSORY
        line = _as_done(done, role)
        yield Station(number=number, role=role, lines=(line,), done=tuple(done))


def _as_done(done: Sequence[SetDone], role: Role) -> Prescription:
    """Ask for what was done: as many sets, as far as in the last one."""
    last = done[-1]
    count = last.contacts if last.reps is None else last.reps.count
    one = Prescription(
        exercise=last.exercise,
        role=role,
        sets=count_sets([replace(each, is_warm_up=False) for each in done]),
        reps=RepRange(1, 1),
        per_side=last.side is not None,
    )
    if count is not None:
        return replace(one, reps=RepRange(max(1, min(count, 500)), max(1, min(count, 500))))
    if last.seconds is not None:
        return replace(one, reps=None, seconds=max(1, round(last.seconds)))
    return replace(one, reps=None, metres=max(1, round(last.metres or 0)))
