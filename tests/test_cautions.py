"""Cautions: what the athlete should know although it stands in nobody's way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any

import pytest

from ironstride.core.athlete import Health, KnownSet, Preferences
from ironstride.core.programme import Caution
from ironstride.core.run import RecordedRun
from ironstride.core.units import RIR, Kilograms, Reps
from ironstride.planning.checks.cautions import cautions
from ironstride.planning.days.obstacles import Slot
from ironstride.planning.days.place import place
from ironstride.planning.plan import outline_for
from ironstride.planning.request import Request, TimeOff
from people import (
    BANDS,
    MONDAY,
    asking,
    athlete,
    but,
    habit,
    half_marathoner,
    offers,
    race,
    run,
    with_policy,
)


def told(
    request: Request,
    placed: Sequence[tuple[Slot, ...]] | None = None,
    *,
    may_lift_heavy: bool = True,
) -> list[Caution]:
    weeks = outline_for(request)
    slots = place(weeks, request).slots if placed is None else placed
    return list(cautions(weeks, slots, request, may_lift_heavy=may_lift_heavy))


def messages(request: Request, rule: str, **more: Any) -> list[str]:
    return [caution.message for caution in told(request, **more) if caution.rule == rule]


def test_nothing_is_said_where_nothing_is_unusual() -> None:
    assert told(half_marathoner()) == []


# Screening and equipment -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"health": Health(parq_yes=True)}, ["A PAR-Q+ question was answered with yes"]),
        ({"birth_year": 2009}, ["Under eighteen: lift only with a supervising adult"]),
        ({"birth_year": 2008}, []),
    ],
)
def test_screening_is_said_first(facts: dict[str, Any], said: list[str]) -> None:
    request = replace(but(half_marathoner(), **facts), history=ran(5.0))
    found = messages(request, "screening")
    assert len(found) == len(said)
    assert all(message.startswith(words) for message, words in zip(found, said, strict=True))
    assert [caution.rule for caution in told(request)][: len(said)] == ["screening"] * len(said)


@pytest.mark.parametrize(("parq", "is_said"), [(False, True), (True, False)])
def test_who_cannot_lift_heavily_is_told_what_would_change_that(parq: bool, is_said: bool) -> None:
    request = but(half_marathoner(), health=Health(parq_yes=parq))
    assert bool(messages(request, "heavy-main-lifts", may_lift_heavy=False)) is is_said
    assert not messages(request, "heavy-main-lifts", may_lift_heavy=True)


@pytest.mark.parametrize(
    ("word", "left_out"),
    [
        ("knee", "exercises that load it most and jumps"),
        ("back", "exercises that load it most."),
        ("elbow", "nothing by itself"),
    ],
)
def test_each_sore_place_is_told_what_it_leaves_out(word: str, left_out: str) -> None:
    request = but(half_marathoner(), health=Health(complaints=frozenset({word})))
    (message,) = messages(request, "screening")
    assert message.startswith(f"Sore {word}: ")
    assert left_out in message
    assert "have it looked at" in message


def test_sore_places_are_told_in_alphabetical_order() -> None:
    request = but(half_marathoner(), health=Health(complaints=frozenset({"knee", "back", "foot"})))
    words = [message.split(":")[0] for message in messages(request, "screening")]
    assert words == ["Sore back", "Sore foot", "Sore knee"]


# The season ------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "is_said"), [(69, True), (70, False)])
def test_fewer_than_ten_weeks_to_an_a_race_are_told(days: int, is_said: bool) -> None:
    peak = replace(race(10, 10), day=MONDAY + timedelta(days=days))
    request = but(half_marathoner(), races=(peak,))
    assert bool(messages(request, "ten-weeks-to-race")) is is_said


def test_a_b_race_may_come_soon() -> None:
    assert not messages(but(half_marathoner(), races=(race(5, 10, "B"),)), "ten-weeks-to-race")


def test_ten_weeks_are_never_called_fewer_than_ten() -> None:
    (message,) = messages(but(half_marathoner(), races=(race(10, 10),)), "ten-weeks-to-race")
    assert message.startswith("9 full weeks remain to the 10 km; ")


@pytest.mark.parametrize(("week", "is_said"), [(15, True), (16, True), (17, False)])
def test_two_a_races_too_close_to_peak_for_both_are_pointed_out(week: int, is_said: bool) -> None:
    request = but(half_marathoner(), races=(race(12, 10), race(week, 10)))
    assert bool(messages(request, "taper")) is is_said


def test_the_caution_names_both_races_and_what_would_change_it() -> None:
    request = but(half_marathoner(), races=(race(12, 10), race(14, 21.1)))
    (message,) = messages(request, "taper")
    assert message.startswith("The half marathon on 07 Mar follows the 10 km on 21 Feb too soon")
    assert message.endswith("make it a B race.")


# Days off --------------------------------------------------------------------------------


def away(days: int, *, is_ill: bool) -> Request:
    first = MONDAY + timedelta(weeks=6)
    off = TimeOff(first=first, last=first + timedelta(days=days - 1), is_ill=is_ill)
    return replace(half_marathoner(), time_off=(off,))


@pytest.mark.parametrize(
    ("days", "is_ill", "rules"),
    [
        (13, False, []),
        (14, False, ["entry-ramp"]),
        (14, True, ["entry-ramp"]),
        (5, True, ["light-weeks"]),
    ],
)
def test_a_return_is_told(days: int, is_ill: bool, rules: list[str]) -> None:
    assert [caution.rule for caution in told(away(days, is_ill=is_ill))] == rules


def test_days_off_are_not_told_as_sessions_that_found_no_day() -> None:
    assert not messages(away(10, is_ill=False), "sessions-per-week")


@pytest.mark.parametrize(("is_ill", "is_said"), [(True, True), (False, False)])
def test_a_race_within_an_illness_is_pointed_out(is_ill: bool, is_said: bool) -> None:
    request = replace(but(away(7, is_ill=is_ill), races=(race(7, 10, "C"), race(16, 21.1))))
    said = [m for m in messages(request, "screening") if "falls into the illness" in m]
    assert bool(said) is is_said


# Sessions --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wish", "days", "said"),
    [
        (None, 2, []),
        (2, 2, []),
        (3, 2, ["You asked for 3 sessions a week and offer 2 days."]),
        (
            3,
            3,
            [
                "Three sessions a week stand in the adaptation phase; after it two, then one near races."
            ],
        ),
    ],
)
def test_a_wish_for_more_sessions_is_answered(wish: int | None, days: int, said: list[str]) -> None:
    given = ("monday 18:00 60 gym", "wednesday 18:00 60 gym", "friday 18:00 60 gym")[:days]
    request = but(
        half_marathoner(),
        offers=offers(*given),
        preferences=Preferences(sessions_per_week=wish),
    )
    placed = [() for _ in request.mondays]
    found = messages(request, "sessions-per-week", placed=placed)
    assert [message for message in found if "found no day" not in message] == said


def test_sessions_without_a_day_are_counted_with_their_weeks_and_the_reason() -> None:
    request = asking(
        athlete(offers=offers("tuesday 12:00 60 gym", "thursday 12:00 60 gym")),
        runs=habit("tuesday 07:00 50 easy"),
    )
    (message,) = messages(request, "sessions-per-week")
    assert message.startswith("16 sessions found no day, in the weeks of 30 Nov, 07 Dec, 14 Dec, ")
    assert "21 Dec and 12 more (Tue 12:00 lies 4.2 h after the easy run of 07:00" in message


def test_where_nothing_stands_against_a_day_no_reason_is_made_up() -> None:
    request = asking(athlete(offers=offers("tuesday 18:00 60 gym")))
    (message,) = messages(
        request, "sessions-per-week", placed=[(), *place(outline_for(request), request).slots[1:]]
    )
    assert message == "1 sessions found no day, in the weeks of 30 Nov."


def test_weeks_without_room_for_heavy_legs_are_named_with_the_reason() -> None:
    request = asking(
        athlete(offers=offers("tuesday 18:00 60 gym")), runs=habit("thursday 12:00 60 quality")
    )
    (message,) = messages(request, "clear-of-key-runs")
    assert message.startswith(
        "No day leaves the legs enough time for heavy work in the weeks of 28 Dec, 04 Jan"
    )
    assert "(Tue 18:00 ends 41 h before the quality run of Thu 12:00" in message
    assert message.endswith("; they hold eight to twelve repetitions.")


def test_soft_weeks_without_an_obstacle_have_no_reason() -> None:
    request = asking(athlete(offers=offers("tuesday 18:00 60 gym")))
    gentle = [
        tuple(replace(slot, is_demanding=False) for slot in slots)
        for slots in place(outline_for(request), request).slots
    ]
    (message,) = messages(request, "clear-of-key-runs", placed=gentle)
    assert "more; they hold" in message


# Runs and known sets ---------------------------------------------------------------------


def ran(km: float) -> tuple[RecordedRun, ...]:
    start = half_marathoner().runs[0].start.replace(hour=9) - timedelta(days=8)
    utc = start.replace(tzinfo=UTC)
    return (RecordedRun(utc_start=utc, start=start, elapsed_s=7200, distance_m=km * 1000),)


def long_run(km: float, kind: str = "long", day: int = 6) -> Request:
    start = half_marathoner().runs[0].start.replace(hour=9) + timedelta(days=day)
    own = run(start, 120, kind, km)
    return replace(half_marathoner(), own_runs=(own,), history=ran(20.0))


@pytest.mark.parametrize(
    ("km", "kind", "is_said"),
    [(22, "long", False), (22.1, "long", True), (30, "race", False), (30, "easy", True)],
)
def test_a_run_more_than_a_tenth_longer_than_any_lately_is_pointed_out(
    km: float, kind: str, is_said: bool
) -> None:
    assert bool(messages(long_run(km, kind), "longest-run")) is is_said


def test_the_first_such_run_is_named_and_no_other() -> None:
    twice = long_run(25)
    later = replace(twice.own_runs[0], start=twice.own_runs[0].start + timedelta(days=7))
    (message,) = messages(replace(twice, own_runs=(*twice.own_runs, later)), "longest-run")
    assert message.startswith(f"{twice.own_runs[0].start:%a %Y-%m-%d}: 25 km is 25% beyond")
    assert "(20 km)" in message


def test_without_a_history_or_a_distance_no_run_is_called_long() -> None:
    assert not messages(replace(long_run(50), history=()), "longest-run")
    assert not messages(replace(half_marathoner(), history=ran(1.0)), "longest-run")


def test_the_words_follow_the_policy() -> None:
    cautious = with_policy(long_run(30), "habit", longest_run_rise=0.25)
    (message,) = messages(cautious, "longest-run")
    assert "up to 25 km is the careful step" in message


@pytest.mark.parametrize(("reps", "is_said"), [(7, False), (8, True)])
def test_a_known_set_that_is_too_long_to_read_a_load_from_is_pointed_out(
    reps: int, is_said: bool
) -> None:
    lifts = {"back-squat": KnownSet(Kilograms(60), Reps(reps), RIR(2))}
    found = messages(but(half_marathoner(), lifts=lifts), "progression")
    assert [message.split(":")[0] for message in found] == ["Barbell back squat"] * is_said


def test_who_has_only_bands_is_told_so_and_nothing_else() -> None:
    request = asking(athlete(places={"home": BANDS}, offers=offers("tuesday 18:00 60 home")))
    assert [c.rule for c in told(request, may_lift_heavy=False)] == ["heavy-main-lifts"]
