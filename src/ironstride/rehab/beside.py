"""What stands beside the sessions of a course: stretches, blocks for hips and feet, the other leg.

None of it moves the course: it has no light of its own, opens no gate, and stays within the limits
of the phase. Only the leg that is not sore may do more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ironstride.core.exercise import Exercise
from ironstride.core.log import Side
from ironstride.rehab.blocks import Block, Choices, When
from ironstride.rehab.knowledge import Rehab
from ironstride.rehab.pain import Light
from ironstride.rehab.standing import Standing, limits_of

STRETCHES: Final = "stretches"
OTHER_LEG: Final = "other-leg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands beside the sessions now: its lines, how often a week, and where in a day.

    `side` is the leg that does it alone.
    """

    id: str
    title: str
    lines: tuple[Choices, ...]
    per_week: int
    when: When
    side: Side | None = None


def beside_choices(plan: str, rehab: Rehab, sore: Side | None) -> Mapping[str, str]:
    """List what may stand beside the sessions of a plan, and say what it is.

    The other leg needs one that is not sore.
    """
    stretches = {STRETCHES: " ".join((f"{rehab.stretches.title}.", *rehab.stretches.rules))}
    blocks = {n: f"{b.title}. {b.words}" for n, b in rehab.blocks.items() if plan in b.beside}
    return {
        **(stretches if plan in rehab.stretches.beside else {}),
        **({OTHER_LEG: rehab.other_leg.words} if sore is not None else {}),
        **blocks,
    }


def usual_beside(plan: str, rehab: Rehab, sore: Side | None) -> tuple[str, ...]:
    """List what stands beside the sessions until somebody says otherwise: all but the blocks."""
    return tuple(name for name in beside_choices(plan, rehab, sore) if name not in rehab.blocks)


def beside(
    standing: Standing, rehab: Rehab, exercises: Mapping[str, Exercise]
) -> tuple[Beside, ...]:
    """Say what stands beside the sessions now; nothing while the plan is not followed."""
    if not standing.is_active:
        return ()
    found = (_beside(name, standing, rehab, exercises) for name in standing.beside)
    return tuple(one for one in found if one is not None and one.lines)


def _beside(
    name: str, standing: Standing, rehab: Rehab, exercises: Mapping[str, Exercise]
) -> Beside | None:
    if name == STRETCHES:
        return _stretches(standing, rehab)
    if name == OTHER_LEG:
        return _other_leg(standing, rehab, exercises)
    block = rehab.blocks.get(name)
    return None if block is None else _block(block, standing, rehab, exercises)


def _stretches(standing: Standing, rehab: Rehab) -> Beside:
    """Leave out what bends the knee fully after a light that is not green."""
    routine, light = rehab.stretches, standing.light
    is_sore = light is not None and light.light in (Light.AMBER, Light.RED)
    left_out = routine.leave_out_at_end_range if is_sore else frozenset()
    return Beside(
        id=STRETCHES,
        title=routine.title,
        lines=tuple((line,) for line in routine.lines if line.exercise not in left_out),
        per_week=int(routine.per_week_least.value),
        when=When.AFTER_RUNS,
    )


def _other_leg(
    standing: Standing, rehab: Rehab, exercises: Mapping[str, Exercise]
) -> Beside | None:
    if standing.sore is None:
        return None
    leg, side = rehab.other_leg, standing.sore.other
    return Beside(
        id=OTHER_LEG,
        title=f"The {side.value} {leg.title}",
        lines=leg.choices(limits_of(standing, rehab), exercises),
        per_week=int(leg.per_week.value),
        when=When.AFTER_LIFTING,
        side=side,
    )


def _block(
    block: Block, standing: Standing, rehab: Rehab, exercises: Mapping[str, Exercise]
) -> Beside:
    """Leave of a block what the phase allows; nothing once its weeks are over."""
    limits = limits_of(standing, rehab)
    lines = block.lines_on(standing.day, standing.beside[block.id])
    allowed = [line for line in lines if limits is None or limits.allows(exercises[line.exercise])]
    return Beside(
        id=block.id,
        title=block.title,
        lines=tuple((line,) for line in allowed),
        per_week=int(block.per_week.value),
        when=block.when,
    )
