"""Where a load comes from, in words: a sentence made from facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from ironstride.core.estimate import Basis, LiftEstimate
from ironstride.core.log import SetDone, Side
from ironstride.core.units import Kilograms, MassUnit
from ironstride.formats.words import MassWords, count, exact, masses_in
from ironstride.strength.plates import OnTheBar
from ironstride.strength.progression import Bout, Move, NextLoad

LOOK_AT: Final = (
    "sleep, hard runs in the days before, whether you had eaten, an illness on its way, and then "
    "the load itself"
)


def origin_in_words(told: NextLoad, estimate: LiftEstimate | None, units: MassUnit) -> str:
    """Say where a load comes from: what the log says of the lift, then what moved the load.

    `Your last 3 sessions of it say 1RM 96 to 104 kg; 5 with 2 in reserve is about 82.5 kg. The
    last sets had 2 and 3 repetitions to spare: 80 kg goes to 82.5 kg.`
    """
    moved = MOVED[told.move](told, masses_in(units))
    if estimate is None:
        return moved
    return f"{evidence_in_words(estimate, units)}{_allows(told, units)}. {moved}"


def evidence_in_words(estimate: LiftEstimate, units: MassUnit) -> str:
    """Say what stands behind an estimate, and what it says.

    >>> from datetime import date
    >>> from ironstride.core.estimate import Band
    >>> squat = LiftEstimate(exercise="back-squat", day=date(2026, 12, 8), sessions=3,
    ...     one_rep_max=Kilograms(100), likely=Band(96, 104, 0.8), possible=Band(94, 107, 0.95),
    ...     slope=0.033, last=date(2026, 12, 3), basis=Basis.OWN_SETS)
    >>> evidence_in_words(squat, MassUnit.KG)
    'Your last 3 sessions of it say 1RM 96 to 104 kg'
    """
    low, high = (_whole(Kilograms(max(0.0, end)), units) for end in _ends(estimate))
    band = f"1RM {low} to {high} {units}"
    if estimate.basis is Basis.RELATED_SETS:
        return f"No set of it is logged yet; lifts that move alike say {band}"
    if estimate.basis is Basis.STATED_SET:
        return f"The set in your profile says {band}"
    if estimate.sessions == 1:
        return f"Your one session of it says {band}"
    return f"Your last {estimate.sessions} sessions of it say {band}"


def _ends(estimate: LiftEstimate) -> tuple[float, float]:
    return estimate.likely.low, estimate.likely.high


def _whole(mass: Kilograms, units: MassUnit) -> int:
    return round(mass.value if units is MassUnit.KG else mass.pounds)


def _allows(told: NextLoad, units: MassUnit) -> str:
    if told.allowed is None:
        return ""
    target = f"{told.target.reps.high} with {told.target.rir} in reserve"
    return f"; {target} is about {told.allowed.in_unit(units)}"


# What moved it -----------------------------------------------------------------------------


def _start(told: NextLoad, mass: MassWords) -> str:
    return f"Begin with {mass(told.load)}."


def _find(told: NextLoad, mass: MassWords) -> str:
    return f"{_spare(told)} and the weight is still new: {_from_to(told, mass)}."


def _hold(told: NextLoad, mass: MassWords) -> str:
    if told.last is not None and told.last.is_bad(told.target):
        return f"The last session fell short, so it stays at {mass(told.load)}: do it again."
    return f"It stays at {mass(told.load)} until two sessions running earn the next step."


def _keep(told: NextLoad, mass: MassWords) -> str:
    return f"Strength is kept this week, so it stays at {mass(told.load)}."


def _up(told: NextLoad, mass: MassWords) -> str:
    return f"{_spare(told)}: {_from_to(told, mass)}."


def _earned(told: NextLoad, mass: MassWords) -> str:
    return (
        f"{_spare(told)}, but the next step that stands there is more than your sets allow yet: "
        f"stay at {mass(told.load)} and do more repetitions with it."
    )


def _down(told: NextLoad, mass: MassWords) -> str:
    return f"What you lifted last is clearly more than that: {_from_to(told, mass)}."


def _back(told: NextLoad, mass: MassWords) -> str:
    before = "" if told.before is None else f"; before it was {mass(told.before)}"
    return f"After {count(told.days_off, 'day')} without it you begin at {mass(told.load)}{before}."


def _regain(told: NextLoad, mass: MassWords) -> str:
    before = "" if told.before is None else f" on the way back to {mass(told.before)}"
    return f"It went as wanted: {_from_to(told, mass)}{before}."


def _look(told: NextLoad, mass: MassWords) -> str:
    return (
        f"It went badly twice running, so nothing goes up: {mass(told.load)}. Before anything "
        f"else changes, look at {LOOK_AT}."
    )


MOVED: Final[Mapping[Move, Callable[[NextLoad, MassWords], str]]] = {
    Move.START: _start,
    Move.FIND: _find,
    Move.HOLD: _hold,
    Move.KEEP: _keep,
    Move.UP: _up,
    Move.EARNED: _earned,
    Move.DOWN: _down,
    Move.BACK: _back,
    Move.REGAIN: _regain,
    Move.LOOK: _look,
}


def _spare(told: NextLoad) -> str:
    """Say what the sets that decided had left over."""
    numbers = " and ".join(f"{each:g}" for each in told.spare)
    sets = "last set" if len(told.spare) == 1 else "last sets"
    return f"The {sets} had {numbers} repetitions to spare"


def _from_to(told: NextLoad, mass: MassWords) -> str:
    last = told.load if told.last is None else told.last.load
    return f"{mass(last)} goes to {mass(told.load)}"


# What was done, and what to put on -----------------------------------------------------------


def bout_in_words(bout: Bout, units: MassUnit) -> str:
    """Say what was done at the working load, such as `5, 5, 7 @ 80 kg, 2 in reserve`."""
    sides = [sets for side in (None, *Side) if (sets := _sets_of(bout, side))]
    said = " / ".join(", ".join(f"{_reps(one)}" for one in sets) for sets in sides)
    left = [one.rir.count for one in bout.sets if one.rir is not None][-1:]
    reserve = "".join(f", {each:g} in reserve" for each in left)
    return f"{said} @ {masses_in(units)(bout.load)}{reserve}"


def _sets_of(bout: Bout, side: Side | None) -> list[SetDone]:
    return [one for one in bout.sets if one.side is side]


def _reps(one: SetDone) -> int:
    return 0 if one.reps is None else one.reps.count


def bar_in_words(bar: OnTheBar) -> str:
    """Say which plates go on each side.

    >>> bar_in_words(OnTheBar(20, (20, 10, 1.25), MassUnit.KG))
    '20 + 10 + 1.25 kg on each side of the 20 kg bar'
    """
    there = f"the {exact(bar.bar)} {bar.unit} bar"
    if not bar.each_side:
        return f"{there} alone"
    return f"{' + '.join(map(exact, bar.each_side))} {bar.unit} on each side of {there}"
