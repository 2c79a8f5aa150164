"""Which masses can be put together at a place, and what to put on the bar for them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from ironstride.core.exercise import Exercise, LoadType
from ironstride.core.rack import Marks, Rack
from ironstride.core.units import POUND_IN_KG, Kilograms, MassUnit
from ironstride.strength.body_mass import lifted

STEP_KG: Final = {
    LoadType.BARBELL: 2.5,
    LoadType.MACHINE: 5.0,
    LoadType.CABLE: 2.5,
    LoadType.DUMBBELL: 2.0,
    LoadType.KETTLEBELL: 4.0,
}
STEP_LB: Final = {
    LoadType.BARBELL: 5.0,
    LoadType.MACHINE: 10.0,
    LoadType.CABLE: 5.0,
    LoadType.DUMBBELL: 5.0,
    LoadType.KETTLEBELL: 10.0,
}


BAR_KG: Final = 20.0
BAR_LB: Final = 45.0
USUAL_PLATES: Final = {
    MassUnit.KG: (20.0, 15.0, 10.0, 5.0, 2.5, 1.25),
    MassUnit.LB: (45.0, 35.0, 25.0, 10.0, 5.0, 2.5),
}
HEAVIEST: Final = Kilograms(800)  # nothing stands anywhere beyond it
GRAMS: Final = 1_000


def lightest(load_type: LoadType, unit: MassUnit) -> Kilograms:
    """Say what cannot be gone below: the bare bar, and nothing for other loads.

    >>> lightest(LoadType.BARBELL, MassUnit.KG), lightest(LoadType.DUMBBELL, MassUnit.KG)
    (Kilograms(value=20.0), Kilograms(value=0.0))
    """
    if load_type is not LoadType.BARBELL:
        return Kilograms(0)
    return Kilograms(BAR_KG if unit is MassUnit.KG else BAR_LB * POUND_IN_KG)


def smallest_step(load_type: LoadType, unit: MassUnit) -> Kilograms:
    """Say by how much a load of this type usually rises.

    >>> smallest_step(LoadType.BARBELL, MassUnit.KG)
    Kilograms(value=2.5)
    """
    if unit is MassUnit.KG:
        return Kilograms(STEP_KG[load_type])
    return Kilograms(STEP_LB[load_type] * POUND_IN_KG)


# --- the loads that stand there -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ladder:
    """The loads that an exercise can have at a place: rungs, lightest first, each once.

    >>> two = Ladder((Kilograms(20), Kilograms(22.5)))
    >>> two.at_most(Kilograms(21)), two.above(Kilograms(20)), two.below(Kilograms(20))
    (Kilograms(value=20.0), Kilograms(value=22.5), None)
    """

    rungs: tuple[Kilograms, ...]

    def __post_init__(self) -> None:
        if not self.rungs or any(a >= b for a, b in zip(self.rungs, self.rungs[1:], strict=False)):
            raise ValueError("a ladder has rungs, each heavier than the one before it")

    @property
    def lightest(self) -> Kilograms:
        """The lowest rung."""
        return self.rungs[0]

    def at_most(self, wanted: Kilograms) -> Kilograms | None:
        """Find the heaviest rung that does not exceed what is wanted; None below the lowest."""
        place = bisect_right(self.rungs, wanted)
        return self.rungs[place - 1] if place else None

    def above(self, load: Kilograms) -> Kilograms | None:
        """Find the next heavier rung; None at the top."""
        place = bisect_right(self.rungs, load)
        return self.rungs[place] if place < len(self.rungs) else None

    def below(self, load: Kilograms) -> Kilograms | None:
        """Find the next lighter rung; None at the bottom."""
        place = bisect_left(self.rungs, load)
        return self.rungs[place - 1] if place else None


def ladder(exercise: Exercise, rack: Rack | None, unit: MassUnit) -> Ladder:
    """Say which loads an exercise can have at a place, in steps as they stand there.

    What the rack does not tell is taken as usual: a bar of 20 kg with plates down to 1.25,
    dumbbells in steps of 2 kg, stacks in steps of 5; in pounds where the athlete reads them.

    Raises:
        KeyError: the exercise takes no weight.
    """
    marks = None if rack is None else _marks(exercise, rack)
    if rack is None or marks is None:
        return _usual(exercise.load_type, unit)
    return Ladder(tuple(dict.fromkeys(_mass(mark, rack.unit) for mark in marks)))


def _marks(exercise: Exercise, rack: Rack) -> Marks | None:
    """List what the rack has for an exercise; None where it does not say."""
    if exercise.load_type is LoadType.BARBELL:
        return _bar_marks(exercise, rack)
    stacks = [rack.stacks[thing].marks for thing in sorted(exercise.equipment & {*rack.stacks})]
    if stacks:
        return stacks[0]
    if "dumbbell" in exercise.equipment:
        return _sorted(rack.dumbbells, rack.single_dumbbells if _is_held_alone(exercise) else None)
    return _sorted(rack.kettlebells) if "kettlebell" in exercise.equipment else None


def _is_held_alone(exercise: Exercise) -> bool:
    """Whether one dumbbell is enough."""
    held = lifted(exercise.name, exercise)
    return held is not None and held.hands == 1


def _sorted(*kinds: Marks | None) -> Marks | None:
    return tuple(sorted({mark for kind in kinds for mark in kind or ()})) or None


def _bar_marks(exercise: Exercise, rack: Rack) -> Marks | None:
    """Add plates to the bar on both sides; a usual bar where only plates are told."""
    if rack.plates is None and not exercise.equipment & {*rack.bars}:
        return None
    bar = bar_of(exercise, rack)
    if rack.plates is None:
        step = (STEP_KG if rack.unit is MassUnit.KG else STEP_LB)[LoadType.BARBELL]
        count = int((HEAVIEST.value - bar) / step)
        return tuple(round(bar + n * step, 3) for n in range(count))
    return tuple(bar + 2 * side / GRAMS for side in _sums(rack.plates))


def bar_of(exercise: Exercise, rack: Rack) -> float:
    """Say what the bar of an exercise weighs, in the unit of the rack."""
    told = [rack.bars[thing] for thing in sorted(exercise.equipment & {*rack.bars})]
    usual = BAR_KG if rack.unit is MassUnit.KG else BAR_LB
    return told[0] if told else usual


def _sums(plates: Iterable[float]) -> list[int]:
    """Add plates up in every way, each used at most once. [thousandths]"""
    sums = {0}
    for plate in plates:
        sums |= {other + round(plate * GRAMS) for other in sums}
    return sorted(sums)


def _mass(mark: float, unit: MassUnit) -> Kilograms:
    return Kilograms(mark if unit is MassUnit.KG else mark * POUND_IN_KG)


@cache
def _usual(load_type: LoadType, unit: MassUnit) -> Ladder:
    """Give the steps that are usual for a kind of load, from the bare bar or one step on."""
    step, bar = smallest_step(load_type, unit), lightest(load_type, unit)
    first = max(1, round(bar / step))
    return Ladder(tuple(step * n for n in range(first, int(HEAVIEST / step))))


# --- what to put on -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OnTheBar:
    """What makes a bar so heavy: the bar, and the plates of each side, the heaviest first."""

    bar: float
    each_side: Marks
    unit: MassUnit


def on_the_bar(
    load: Kilograms, exercise: Exercise, rack: Rack | None, unit: MassUnit
) -> OnTheBar | None:
    """Say which plates go on each side, as few as can be.

    None where there is no bar, or where the load cannot be put together from what stands there.
    """
    if exercise.load_type is not LoadType.BARBELL:
        return None
    there = rack or Rack(unit=unit)
    bar = bar_of(exercise, there)
    marked = load.value if there.unit is MassUnit.KG else load.pounds
    side = round((marked - bar) / 2 * GRAMS)
    plates = _fewest(side, there.plates, USUAL_PLATES[there.unit])
    return None if plates is None else OnTheBar(bar, plates, there.unit)


def _fewest(side: int, told: Marks | None, usual: Marks) -> Marks | None:
    """Find the fewest plates that come to one side, to within two grams. [thousandths]"""
    if side < -2:
        return None
    if told is None:
        return _greedy(side, usual)
    found: dict[int, tuple[int, ...]] = {0: ()}
    for plate in sorted((round(each * GRAMS) for each in told), reverse=True):
        for total, used in list(found.items()):
            more = (*used, plate)
            known = found.get(total + plate)
            if known is None or len(more) < len(known):
                found[total + plate] = more
    return _nearest(side, found.items())


def _greedy(side: int, plates: Sequence[float]) -> Marks | None:
    """Put the heaviest usual plate on while it fits; there are enough of each."""
    used: list[float] = []
    for plate in plates:
        while side >= round(plate * GRAMS) - 2:
            used.append(plate)
            side -= round(plate * GRAMS)
    return tuple(used) if abs(side) <= 2 else None


def _nearest(side: int, ways: Iterable[tuple[int, tuple[int, ...]]]) -> Marks | None:
    near: Iterator[tuple[int, ...]] = (used for total, used in ways if abs(total - side) <= 2)
    found = next(near, None)
    return None if found is None else tuple(plate / GRAMS for plate in found)
