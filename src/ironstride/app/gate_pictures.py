"""Pictures for the tests of a gate: the poses of the movement that each one asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ironstride.catalogue.motions import motions
from ironstride.motion.draw import strip
from ironstride.motion.skeleton import DRAWN
from ironstride.motion.solve import solve
from ironstride.rehab.gates import GateItem


def pictures_of(gate: Iterable[GateItem]) -> Mapping[str, str]:
    """Draw a strip of poses for each test whose movement is known, by the test's id."""
    of_exercise = {name: one for one in motions().values() for name in (*one.exercises, one.id)}
    shown = {item.id: of_exercise.get(item.exercise or "") for item in gate}
    return {item: strip(solve(one, DRAWN)) for item, one in shown.items() if one is not None}
