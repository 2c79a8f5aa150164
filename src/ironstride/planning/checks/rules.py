"""The hard rules, each one function under its own name, read off a finished programme.

They check what the planner made. Another reading of the same rules, which shares no code
with this one, stands in the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from ironstride.planning.checks.finished import Breach, Plan
from ironstride.planning.checks.rules_body import (
    no_balance_before_runs,
    no_loaded_torsion,
    screening,
    sore_limits,
    warm_up,
)
from ironstride.planning.checks.rules_dose import (
    contact_caps,
    entry_ramp,
    heavy_main_lifts,
    jumps_beside_lifting,
    keep_main_lifts,
    light_weeks,
    never_to_failure,
    no_light_marathons,
    set_ramp,
)
from ironstride.planning.checks.rules_races import after_race, keep_what_you_have, taper
from ironstride.planning.checks.rules_week import (
    clear_of_key_runs,
    equipment,
    heavy_days_apart,
    minutes,
    pattern_coverage,
    run_first_same_day,
    sessions_per_week,
)

__all__ = ["NOT_READ_OFF", "RULES", "Breach", "HardRule", "Plan", "breaches"]

HardRule = Callable[[Plan], Iterator[Breach]]


def _id(rule: HardRule) -> str:
    """Turn a function's name into the id of its rule.

    >>> _id(set_ramp)
    'set-ramp'
    """
    return rule.__name__.replace("_", "-")


RULES: Final[Mapping[str, HardRule]] = {
    _id(rule): rule
    for rule in (
        sessions_per_week,
        clear_of_key_runs,
        run_first_same_day,
        heavy_days_apart,
        minutes,
        equipment,
        entry_ramp,
        heavy_main_lifts,
        keep_main_lifts,
        no_light_marathons,
        never_to_failure,
        jumps_beside_lifting,
        contact_caps,
        set_ramp,
        light_weeks,
        taper,
        after_race,
        keep_what_you_have,
        pattern_coverage,
        no_loaded_torsion,
        no_balance_before_runs,
        warm_up,
        screening,
        sore_limits,
    )
}

NOT_READ_OFF: Final[Mapping[str, str]] = {
    "barefoot": "a programme prescribes no runs, and no exercise of it says to take shoes off",
    "progression": "a load is earned by sets that were done, and a programme holds none of them",
}
"""Hard rules that nothing in a finished programme could break, and why."""


def breaches(plan: Plan, since: date | None = None) -> tuple[Breach, ...]:
    """Read the hard rules off a programme; empty when all are kept.

    Rules that the request waives are not asked. With `since`, what lies before that day is
    done and left alone. Breaches that a coach's pinned sessions bring about say so.
    """
    asked = (rule for id_, rule in RULES.items() if id_ not in plan.request.waived)
    found = (breach for rule in asked for breach in rule(plan))
    return tuple(breach for breach in found if not _is_past(breach, since))


def _is_past(breach: Breach, since: date | None) -> bool:
    return since is not None and breach.day is not None and breach.day < since
