"""Refer: when nothing is planned, and whom to see first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ironstride.core.athlete import Concern, Health
from ironstride.core.programme import Collision, NoProgramme, Programme
from ironstride.planning import plan as planning
from ironstride.planning.plan import attempt, plan
from ironstride.planning.request import Request
from ironstride.planning.season.refer import REFERRALS, referral
from people import but, collisions_for, half_marathoner, junior


def with_concerns(*concerns: Concern) -> Request:
    return but(half_marathoner(), health=Health(needs_clearance=frozenset(concerns)))


def told(request: Request) -> str:
    (collision,) = collisions_for(request).collisions
    assert (collision.rules, collision.relax) == (("screening",), ())
    return collision.message


@pytest.mark.parametrize("concern", Concern)
def test_nothing_is_planned_before_it_was_seen(concern: Concern) -> None:
    message = told(with_concerns(concern))
    assert REFERRALS[concern].what[1:] in message
    assert REFERRALS[concern].see in message
    assert f'take "{concern}" off `needs_clearance`' in message


def test_the_most_urgent_is_told_first() -> None:
    message = told(with_concerns(Concern.LOW_ENERGY, Concern.CHEST_PAIN))
    assert message.startswith("Nothing is planned yet. Chest pain")
    assert 'take "chest-pain", "low-energy" off' in message


def test_no_change_is_tried_that_could_talk_around_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> tuple[Collision, ...]:
        raise AssertionError("a change was tried")

    monkeypatch.setattr(planning, "explained", never)
    assert isinstance(plan(with_concerns(Concern.PREGNANCY)), NoProgramme)


def test_it_stands_before_every_other_obstacle() -> None:
    nowhere = but(with_concerns(Concern.ACUTE_ILLNESS), offers={})
    assert told(nowhere).startswith("Nothing is planned yet. A fever")


def test_waiving_the_screening_does_not_waive_it() -> None:
    asked = replace(with_concerns(Concern.BONE_STRESS), waived=frozenset({"screening"}))
    assert isinstance(attempt(asked), NoProgramme)


def test_the_healthy_are_not_referred() -> None:
    assert referral(half_marathoner()) is None


# Under eighteen --------------------------------------------------------------------------


def test_under_eighteen_nothing_is_planned_without_an_adult() -> None:
    message = told(but(junior(), health=Health()))
    assert "an adult beside you who knows the lifts" in message
    assert "write `supervised = true` under [health]" in message


def test_under_eighteen_with_an_adult_lifts_stay_at_80_percent_at_most() -> None:
    made = plan(junior())
    assert isinstance(made, Programme)
    loads = [p.load.percent_1rm or 0 for s in made.sessions for p in s.exercises]
    assert 70 <= max(loads) <= 80


@pytest.mark.parametrize(("birth_year", "is_referred"), [(2008, False), (2009, True)])
def test_eighteen_is_counted_by_the_calendar_year(birth_year: int, is_referred: bool) -> None:
    asked = but(half_marathoner(), birth_year=birth_year)
    assert (referral(asked) is not None) is is_referred
