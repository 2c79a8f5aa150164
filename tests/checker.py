"""A second reading of the planning rules, which shares no code with the planner.

It takes what a stranger would: the athlete's profile as TOML text, the programme as the
JSON of the contract, and plain facts about the exercises. Everything is worked out again
from calendar hours and numbers. Where the rules leave room, the reading taken stands in
the docstring of the rule. Each violation names the rule, the moment and the numbers.

    violations(profile_text, programme_dict) -> ["heavy-days-apart: 2026-12-03 18:00 ...", ...]
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

import checker_loads
import checker_season
from checker_calendar import weeks_are_whole
from checker_case import RULES, Case
from checker_facts import Fact, exercise_facts

__all__ = ["checker_loads", "checker_season", "violations"]  # importing enters their rules


def violations(
    profile: str,
    programme: Mapping[str, Any],
    *,
    facts: Mapping[str, Fact] | None = None,
    runs_are_the_habit: bool = True,
) -> list[str]:
    """List everything in a programme that breaks a hard rule.

    `runs_are_the_habit` says that the runs come from the profile's habit alone; with a
    history or a plan of runs it is False, and the runs are taken as the programme lists
    them.
    """
    case = Case(tomllib.loads(profile), programme, facts or exercise_facts(), runs_are_the_habit)
    broken = [f"structure: {text}" for text in weeks_are_whole(case)]
    return broken or [f"{id_}: {text}" for id_, reading in RULES for text in reading(case)]
