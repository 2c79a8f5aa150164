"""Two hundred random athletes: every programme passes a checker that shares no code with it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from checker import violations
from ironstride.app.plan import request_for
from ironstride.catalogue.load import load
from ironstride.core.programme import NoProgramme, Programme
from ironstride.formats import json_programme
from ironstride.formats.profile import read_profile
from ironstride.planning.plan import attempt, plan
from ironstride.planning.request import Request
from random_athletes import START, random_profile

SEEDS = (*range(200), 1792)  # and one that once broke a rule
FOLLOWED = range(0, 200, 16)  # trying every relaxation takes a while: these suffer it


def request(seed: int, start: date = START) -> Request:
    athlete = read_profile(random_profile(seed), name=f"athlete {seed}", catalogue=load())
    return request_for(athlete, (), (), start=start, seed=seed)


@cache
def outcome_of(seed: int) -> Programme | NoProgramme:
    return attempt(request(seed))


def as_json(outcome: Programme | NoProgramme) -> dict[str, Any]:
    written: dict[str, Any] = json.loads(json_programme.write(outcome))
    return written


@pytest.mark.parametrize("seed", SEEDS)
def test_a_programme_keeps_every_hard_rule_or_names_what_collides(seed: int) -> None:
    outcome = outcome_of(seed)
    if isinstance(outcome, Programme):
        assert violations(random_profile(seed), as_json(outcome)) == []
    else:
        assert all(collision.rules and collision.relax for collision in outcome.collisions)


def test_most_athletes_with_time_and_a_gym_get_a_programme() -> None:
    outcomes = [outcome_of(seed) for seed in range(40)]
    assert sum(isinstance(outcome, Programme) for outcome in outcomes) > 15


@pytest.mark.parametrize("seed", FOLLOWED)
def test_the_rules_named_exist_and_the_same_request_gives_the_same_bytes(seed: int) -> None:
    first, again = plan(request(seed)), plan(request(seed))
    assert json_programme.write(first) == json_programme.write(again)
    if isinstance(first, NoProgramme):
        assert {rule for c in first.collisions for rule in c.rules} <= set(load().rules)


def test_a_plan_from_the_middle_of_a_week_keeps_the_rules_too() -> None:
    for seed in range(20):
        asked = request(seed, start=date(2026, 12, 3))
        outcome = attempt(replace(asked))
        if isinstance(outcome, Programme):
            assert violations(random_profile(seed), as_json(outcome)) == []
