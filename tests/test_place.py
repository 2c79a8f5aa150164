"""Placement: which days hold lifting, and which of them may be hard on the legs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import combinations, pairwise, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ironstride.core.athlete import Athlete, Health, Offer, Preferences
from ironstride.core.calendar import Weekday
from ironstride.core.programme import PhaseName
from ironstride.core.run import Race
from ironstride.planning.days.choices import (
    Choice,
    choices,
    race_asks_for_another_day,
    sessions_wanted,
)
from ironstride.planning.days.obstacles import (
    Slot,
    against_demanding,
    against_lifting,
    days_for_last_session,
    hours_clear,
    next_key_run,
    open_slots,
    slot_on,
)
from ironstride.planning.days.place import place
from ironstride.planning.request import Request
from ironstride.planning.season.outline import Outline
from ironstride.planning.tiers import Tiers, total
from people import BANDS, GYM, MONDAY, asking, athlete, clock, habit, offers, policy, race, run

DAY = timedelta(days=1)


def asked(*days: str, runs: Sequence[str] = (), races: Sequence[Race] = (), **more: Any) -> Request:
    """Offer days such as "tuesday 18:00 60 gym" beside runs such as "sunday 09:00 90 long"."""
    return asking(athlete(offers=offers(*days), races=tuple(races), **more), runs=habit(*runs))


def week(number: int, phase: PhaseName = PhaseName.MAX_STRENGTH, block_week: int = 1) -> Outline:
    """A week counted from 1, in a block that began in another."""
    return Outline(
        start=MONDAY + timedelta(weeks=number - 1),
        phase=phase,
        block=0,
        block_start=MONDAY + timedelta(weeks=block_week - 1),
        is_light=False,
    )


def offered(request: Request, number: int, weekday: int) -> Slot:
    slot = slot_on(week(number).start + weekday * DAY, request)
    assert slot is not None
    return slot


def rules_against_lifting(request: Request, number: int, weekday: int) -> list[str]:
    return [o.rule for o in against_lifting(offered(request, number, weekday), request)]


def rules_against_demanding(request: Request, number: int, weekday: int, **more: Any) -> list[str]:
    obstacles = against_demanding(offered(request, number, weekday), week(number, **more), request)
    return [obstacle.rule for obstacle in obstacles]


# Days that may hold lifting --------------------------------------------------------------


def test_a_day_is_offered_as_its_weekday_is() -> None:
    request = asked("tuesday 18:30 50 home")
    slot = slot_on(MONDAY + DAY, request)
    assert slot == Slot(
        start=datetime(2026, 12, 1, 18, 30), minutes=50, place="home", is_demanding=False
    )
    assert slot.end == datetime(2026, 12, 1, 19, 20)
    assert slot_on(MONDAY, request) is None


def test_no_day_before_the_start_or_after_the_end_is_offered() -> None:
    request = replace(asked("tuesday 18:30 50 home"), start=MONDAY + 2 * DAY)
    assert slot_on(MONDAY + DAY, request) is None
    assert slot_on(MONDAY + 8 * DAY, request) is not None
    assert slot_on(request.end + 2 * DAY, request) is None


@pytest.mark.parametrize(("start", "stands"), [("13:59", True), ("14:00", False), ("07:00", True)])
def test_lifting_waits_six_hours_after_the_days_run_and_never_precedes_it(
    start: str, stands: bool
) -> None:
    request = asked(f"tuesday {start} 60 gym", runs=["tuesday 07:00 60 easy"])
    assert rules_against_lifting(request, 1, 1) == ["run-first-same-day"] * stands


@pytest.mark.parametrize(
    ("start", "kind", "allowed", "stands"),
    [
        ("08:00", "easy", True, False),
        ("07:59", "easy", True, True),
        ("08:00", "easy", False, True),
        ("08:00", "quality", True, True),
    ],
)
def test_back_to_back_is_for_easy_runs_where_the_athlete_allows_it(
    start: str, kind: str, allowed: bool, stands: bool
) -> None:
    request = asked(
        f"tuesday {start} 60 gym",
        runs=[f"tuesday 07:00 60 {kind}"],
        preferences=Preferences(back_to_back_after_easy=allowed),
    )
    assert bool(rules_against_lifting(request, 1, 1)) is stands


def test_an_obstacle_says_when_and_how_long() -> None:
    request = asked("tuesday 12:30 60 gym", runs=["tuesday 07:00 60 easy"])
    (obstacle,) = against_lifting(offered(request, 1, 1), request)
    assert obstacle.message == (
        "Tue 12:30 lies 4.5 h after the easy run of 07:00; "
        "lifting waits 6 h after a run and never comes before it"
    )


def all_week(**more: Any) -> Request:
    return asked(*(f"{day} 18:00 60 gym" for day in Weekday), **more)


def closed(request: Request, number: int) -> list[int]:
    """The weekdays on which nothing may be lifted, Monday is 0."""
    return [day for day in range(7) if rules_against_lifting(request, number, day)]


@pytest.mark.parametrize(("priority", "days"), [("A", [4, 5, 6]), ("B", [6]), ("C", [6])])
def test_the_two_days_before_an_a_race_and_every_race_day_stay_free(
    priority: str, days: list[int]
) -> None:
    assert closed(all_week(races=[race(3, 10, priority)]), 3) == days


@pytest.mark.parametrize(("km", "days"), [(10, [0]), (21.1, [0, 1]), (42.2, [0, 1, 2, 3])])
def test_a_third_of_the_rest_after_a_race_is_without_any_lifting(
    km: float, days: list[int]
) -> None:
    request = all_week(races=[race(3, km), race(8, 10)])
    assert closed(request, 4) == days


@pytest.mark.parametrize(("priority", "days"), [("A", [0, 1, 2, 3, 4, 5, 6]), ("B", [2, 3])])
def test_an_a_race_ends_the_lifting_of_its_week(priority: str, days: list[int]) -> None:
    request = all_week(races=[race(3, 10, priority, weekday=2), race(8, 10)])
    assert closed(request, 3) == days


# Days that may be hard on the legs -------------------------------------------------------


@pytest.mark.parametrize(
    ("run", "number", "stands"),
    [
        ("wednesday 19:00 60 quality", 3, False),
        ("wednesday 18:59 60 quality", 3, True),
        ("wednesday 18:59 60 long", 3, True),
        ("wednesday 18:59 60 easy", 3, False),
        ("thursday 19:00 60 quality", 2, False),
        ("thursday 18:59 60 quality", 2, True),
        ("thursday 18:59 60 quality", 3, False),
    ],
)
def test_hard_legs_leave_a_day_to_a_key_run_and_two_in_a_new_block(
    run: str, number: int, stands: bool
) -> None:
    request = asked("tuesday 18:00 60 gym", runs=[run])
    assert rules_against_demanding(request, number, 1) == ["clear-of-key-runs"] * stands


@pytest.mark.parametrize(("day", "hours"), [(0, 48), (13, 48), (14, 24)])
def test_a_block_is_new_for_two_weeks(day: int, hours: float) -> None:
    request = all_week()
    assert hours_clear(MONDAY + day * DAY, week(1), request) == hours


def test_a_block_is_no_older_than_the_programme() -> None:
    request = replace(all_week(), start=MONDAY + 3 * DAY)
    assert hours_clear(MONDAY + 16 * DAY, week(3), request) == 48
    assert hours_clear(MONDAY + 17 * DAY, week(3), request) == 24


def test_without_key_runs_every_day_may_be_hard() -> None:
    request = all_week(runs=["wednesday 07:00 60 easy"])
    assert next_key_run(datetime(2026, 12, 1), request) is None
    assert [slot.is_demanding for slot in open_slots(week(2), request)] == [True] * 7


@pytest.mark.parametrize(("km", "rest"), [(10, 3), (21.1, 7), (42.2, 14)])
def test_legs_rest_three_seven_or_fourteen_days_after_a_race(km: float, rest: int) -> None:
    request = all_week(races=[race(2, km, "B"), race(12, 10)])
    after = [
        rules_against_demanding(request, 3 + (day - 1) // 7, (day - 1) % 7)
        for day in (rest, rest + 1)
    ]
    assert after == [["after-race"], []]


def test_a_yes_in_the_screening_and_recovery_keep_the_legs_light() -> None:
    request = all_week(health=Health(parq_yes=True))
    assert rules_against_demanding(request, 3, 2) == ["screening"]
    assert rules_against_demanding(all_week(), 3, 2, phase=PhaseName.RECOVERY) == ["after-race"]


def test_hard_days_lie_two_days_apart_from_end_to_start() -> None:
    apart = asked("monday 18:00 60 gym", "wednesday 19:00 60 gym")
    close = asked("monday 18:00 60 gym", "wednesday 18:59 60 gym")
    assert [_hardest(week(3), request) for request in (apart, close)] == [2, 1]


def _hardest(outline: Outline, request: Request) -> int:
    return max(sum(s.is_demanding for s in choice.slots) for choice in choices(outline, request))


def test_hard_days_lie_two_days_apart_across_weeks_too() -> None:
    request = asked(
        "monday 06:00 60 gym", "sunday 18:00 60 gym", preferences=Preferences(sessions_per_week=1)
    )
    weeks = [week(n) for n in (3, 4, 5)]
    hard = [slot for slots in place(weeks, request).slots for slot in slots if slot.is_demanding]
    assert len(hard) == 3
    assert all(b.start - a.end >= timedelta(hours=48) for a, b in pairwise(hard))


@pytest.mark.parametrize(("start", "hard"), [("19:00", 2), ("18:59", 1)])
def test_two_days_from_one_week_to_the_next_are_enough(start: str, hard: int) -> None:
    request = replace(
        asked(f"monday {start} 60 gym", "saturday 18:00 60 gym"),
        own_runs=(  # only Saturday is open in one week, and only Monday in the next
            run(datetime(2026, 12, 14, 16), 60, "easy"),
            run(datetime(2026, 12, 26, 16), 60, "easy"),
        ),
    )
    placed = place([week(3), week(4)], request).slots
    assert sum(slot.is_demanding for slots in placed for slot in slots) == hard


def test_the_first_session_of_the_week_after_a_race_is_gentle() -> None:
    request = asked(
        "thursday 18:00 60 gym", "saturday 19:00 60 gym", races=[race(2, 10, "B"), race(9, 10)]
    )
    assert [slot.is_demanding for slot in open_slots(week(3), request)] == [True, True]
    found = {tuple(slot.is_demanding for slot in c.slots) for c in choices(week(3), request)}
    assert found == {(False,), (False, False), (False, True)}


# How many sessions -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phase", "wanted"),
    [
        (PhaseName.ADAPTATION, 2),
        (PhaseName.MAX_STRENGTH, 2),
        (PhaseName.POWER, 2),
        (PhaseName.RACE_SEASON, 1),
        (PhaseName.TAPER, 1),
        (PhaseName.RECOVERY, 1),
    ],
)
def test_the_phase_says_how_often_to_lift(phase: PhaseName, wanted: int) -> None:
    assert sessions_wanted(week(1, phase), all_week()) == wanted


@pytest.mark.parametrize(("wish", "wanted"), [(1, [1, 1]), (2, [2, 2]), (3, [3, 2])])
def test_who_asks_for_three_gets_them_in_the_entry_weeks_only(wish: int, wanted: list[int]) -> None:
    request = all_week(preferences=Preferences(sessions_per_week=wish))
    phases = (PhaseName.ADAPTATION, PhaseName.MAX_STRENGTH)
    assert [sessions_wanted(week(1, phase), request) for phase in phases] == wanted


def test_nobody_lifts_more_often_than_days_are_offered() -> None:
    assert sessions_wanted(week(1), asked("monday 18:00 60 gym")) == 1


@pytest.mark.parametrize(("birth_year", "wanted"), [(1967, 1), (1966, 2)])
def test_from_sixty_the_race_season_holds_two_sessions(birth_year: int, wanted: int) -> None:
    request = all_week(birth_year=birth_year)
    assert sessions_wanted(week(1, PhaseName.RACE_SEASON), request) == wanted


def test_a_first_week_that_has_begun_holds_all_its_sessions_or_none() -> None:
    request = asked("monday 18:00 60 gym", "thursday 18:00 60 gym", "saturday 18:00 60 gym")
    counts = {len(c.slots) for c in choices(week(1), replace(request, start=MONDAY + DAY))}
    assert counts == {0, 2}
    counts = {len(c.slots) for c in choices(week(1), replace(request, start=MONDAY + 4 * DAY))}
    assert counts == {0}


# The last session before a race ----------------------------------------------------------


def test_the_last_session_lies_three_to_six_days_before_an_a_race() -> None:
    peak = race(10, 21.1)
    days = days_for_last_session(peak, all_week(races=[peak]))
    assert [(peak.day - day).days for day in days] == [6, 5, 4, 3]


@pytest.mark.parametrize(("weekday", "asks"), [(0, False), (3, False)])
def test_a_day_in_the_window_is_not_moved(weekday: int, asks: bool) -> None:
    request = all_week(races=[race(10, 21.1)])
    assert race_asks_for_another_day(offered(request, 10, weekday), request) is asks


def test_a_day_outside_the_window_in_its_week_gives_way() -> None:
    request = all_week(races=[race(10, 21.1, weekday=5)])  # Saturday: Sunday to Wednesday
    monday_to_wednesday = [
        race_asks_for_another_day(offered(request, 10, d), request) for d in range(7)
    ]
    assert monday_to_wednesday == [False, False, False, True, True, True, True]
    assert not race_asks_for_another_day(offered(request, 9, 0), request)


def test_placement_uses_the_window_even_where_another_day_is_longer() -> None:
    request = asked(
        "monday 18:00 90 gym",
        "tuesday 18:00 30 gym",
        races=[race(10, 10, weekday=0)],  # Monday: the window is Tuesday to Friday
    )
    assert chosen_days(request, week(9, PhaseName.TAPER)) == [[("Tue", True)]]


# What is wished for ----------------------------------------------------------------------


def chosen_days(request: Request, *weeks: Outline) -> list[list[tuple[str, bool]]]:
    return [
        [(Weekday.of(s.start.date()).short, s.is_demanding) for s in slots]
        for slots in place(weeks, request).slots
    ]


def test_longer_days_are_preferred() -> None:
    request = asked(
        "monday 18:00 40 gym",
        "wednesday 18:00 60 gym",
        preferences=Preferences(sessions_per_week=1),
    )
    assert chosen_days(request, week(3)) == [[("Wed", True)]]


def test_sessions_are_spread_over_the_week() -> None:
    request = asked("monday 18:00 60 gym", "tuesday 18:00 60 gym", "thursday 19:00 60 gym")
    assert chosen_days(request, week(3)) == [[("Mon", True), ("Thu", True)]]


def test_an_easy_day_follows_hard_legs_where_possible() -> None:
    request = asked(
        "monday 06:00 60 gym",
        "thursday 06:00 60 gym",
        runs=["tuesday 07:00 60 quality"],
        preferences=Preferences(sessions_per_week=1),
    )
    assert all(slot.is_demanding for slot in open_slots(week(3), request))
    assert chosen_days(request, week(3)) == [[("Thu", True)]]


@pytest.mark.parametrize(("start", "day"), [("08:15", "Mon"), ("08:16", "Tue")])
def test_hard_legs_leave_three_days_to_a_b_race_where_that_costs_little(
    start: str, day: str
) -> None:
    request = asked(
        f"monday {start} 45 gym",
        "tuesday 18:00 60 gym",
        races=[race(3, 10, "B", weekday=3)],  # Thursday, from nine o'clock
        preferences=Preferences(sessions_per_week=1),
    )
    assert chosen_days(request, week(3)) == [[(day, True)]]


def test_a_session_goes_where_the_main_lifts_are_best_served() -> None:
    request = asked(
        "monday 18:00 60 home",
        "thursday 18:00 60 gym",
        preferences=Preferences(sessions_per_week=1),
    )
    for phase in (PhaseName.ADAPTATION, PhaseName.TAPER):
        assert chosen_days(request, week(3, phase)) == [[("Thu", True)]]


def test_a_full_week_is_placed_where_every_movement_can_be_trained() -> None:
    request = asked(
        "monday 18:00 90 park",
        "tuesday 18:00 90 park",
        "thursday 18:00 30 home",
        places={"park": frozenset({"mat"}), "home": BANDS},
        preferences=Preferences(sessions_per_week=1),
    )
    phases = (PhaseName.ADAPTATION, PhaseName.TAPER)
    days = [chosen_days(request, week(3, phase))[0][0][0] for phase in phases]
    assert days == ["Thu", "Mon"]


def test_where_no_place_serves_everything_all_days_stay_open() -> None:
    request = asked("monday 18:00 90 park", places={"park": frozenset()})
    assert len(chosen_days(request, week(3))[0]) == 1


def test_weeks_keep_their_rhythm() -> None:
    request = asked(
        "monday 18:00 60 gym",
        "wednesday 18:00 60 gym",
        runs=["tuesday 07:00 50 easy"],
        preferences=Preferences(sessions_per_week=1),
    )
    days = chosen_days(request, week(3), week(4), week(5))
    assert days == [days[0]] * 3


def test_weeks_keep_their_place_where_their_day_must_change() -> None:
    request = asked(
        "monday 18:00 60 gym",
        "tuesday 18:00 60 office",
        "thursday 18:00 60 gym",
        places={"gym": GYM, "office": GYM},
        preferences=Preferences(sessions_per_week=1),
    )
    occupied = [datetime(2026, 12, n, 16) for n in (15, 17, 21)]  # leave Monday, then not
    runs = tuple(run(start, 60, "easy") for start in occupied)
    days = chosen_days(replace(request, own_runs=runs), week(3), week(4))
    assert days == [[("Mon", True)], [("Thu", True)]]


# Optimal for its own costs ---------------------------------------------------------------


PHASES = (PhaseName.ADAPTATION, PhaseName.MAX_STRENGTH, PhaseName.RACE_SEASON, PhaseName.TAPER)


@dataclass(frozen=True)
class SmallSeason:
    """Weeks to be placed; the catalogue is too long to be printed when something fails."""

    weeks: list[Outline]
    request: Request = field(repr=False)
    athlete: Athlete


@st.composite
def small_seasons(draw: st.DrawFn) -> SmallSeason:
    """Two or three weeks, up to four days, up to four runs, perhaps a race."""
    days = draw(st.lists(st.sampled_from(Weekday), min_size=1, max_size=4, unique=True))
    given_offers = {
        day: Offer(
            draw(st.sampled_from((30, 45, 60))),
            clock(draw(st.sampled_from(("06:00", "12:00", "18:00")))),
            draw(st.sampled_from(("gym", "home"))),
        )
        for day in days
    }
    runs = draw(
        st.lists(
            st.tuples(st.sampled_from(Weekday), st.sampled_from(("easy", "quality", "long"))),
            max_size=4,
        )
    )
    races = [race(draw(st.integers(1, 3)), 10, draw(st.sampled_from("ABC"))), race(20, 10, "C")]
    request = asking(
        athlete(offers=given_offers, races=tuple(races[draw(st.integers(0, 1)) :])),
        runs=habit(*(f"{day} 07:00 60 {kind}" for day, kind in runs)),
    )
    first = draw(st.integers(1, 3))
    count = draw(st.integers(2, 3))
    weeks = [week(first + n, draw(st.sampled_from(PHASES))) for n in range(count)]
    return SmallSeason(weeks, request, replace(request.athlete, habit=request.habit))


def every_choice(outline: Outline, request: Request) -> set[tuple[Slot, ...]]:
    """Enumerate the days and which of them are hard, without asking the planner."""
    wanted = sessions_wanted(outline, request)
    found = set()
    for count in range(wanted + 1):
        for days in combinations(open_slots(outline, request), count):
            for flags in product((False, True), repeat=count):
                slots = tuple(
                    replace(s, is_demanding=flag) for s, flag in zip(days, flags, strict=True)
                )
                if all(s.is_demanding or not f for s, f in zip(days, flags, strict=True)):
                    found.add(slots)
    return {slots for slots in found if _two_days_apart(slots)}


def _two_days_apart(slots: Sequence[Slot]) -> bool:
    hard = [slot for slot in slots if slot.is_demanding]
    return all(b.start - a.end >= timedelta(hours=48) for a, b in pairwise(hard))


def _season_cost(picked: Sequence[Choice]) -> Tiers | None:
    """Add up what the weeks cost and how much neighbours differ; None where hard days crowd."""
    if not _two_days_apart([slot for choice in picked for slot in choice.slots]):
        return None
    per_change = round(10 * policy().wish_weights["rhythm"])
    cost = total(choice.cost for choice in picked)
    for before, after in pairwise(picked):
        moved = _weekdays(before) ^ _weekdays(after)
        changes = len(moved) + 2 * (_visits(before) != _visits(after))
        cost = cost.plus(Tiers(rhythm=per_change * changes))
    return cost


def _weekdays(choice: Choice) -> set[int]:
    return {slot.start.weekday() for slot in choice.slots}


def _visits(choice: Choice) -> list[tuple[str, bool]]:
    return sorted((slot.place, slot.is_demanding) for slot in choice.slots)


@given(small_seasons())
@settings(max_examples=40, deadline=None)
def test_no_other_season_of_the_same_weeks_costs_less(case: SmallSeason) -> None:
    weeks, request = case.weeks, case.request
    options = [choices(outline, request) for outline in weeks]
    costs = [_season_cost(picked) for picked in product(*options)]
    placed = place(weeks, request)
    picked = [
        next(c for c in option if c.slots == slots)
        for option, slots in zip(options, placed.slots, strict=True)
    ]
    best = min(cost for cost in costs if cost is not None)
    assert (_season_cost(picked), placed.cost, placed.bound) == (best, best, best)


@given(small_seasons())
@settings(max_examples=40, deadline=None)
def test_a_week_may_be_filled_in_every_way_that_keeps_hard_days_apart(
    case: SmallSeason,
) -> None:
    weeks, request = case.weeks, case.request
    for outline in weeks:
        offered_ways = [choice.slots for choice in choices(outline, request)]
        assert len(offered_ways) == len(set(offered_ways))
        every_way = {way for way in every_choice(outline, request) if way} or {()}
        assert set(offered_ways) <= every_way
        assert set(offered_ways) == every_way or len(request.races) > 1  # a race is near


@given(small_seasons())
@settings(max_examples=40, deadline=None)
def test_a_session_outweighs_a_hard_day_and_a_hard_day_every_wish(
    case: SmallSeason,
) -> None:
    for outline in case.weeks:
        ways = choices(outline, case.request)
        ranked = sorted(ways, key=lambda choice: choice.cost)
        kept = [(len(c.slots), sum(_may_be_heavy(s) for s in c.slots)) for c in ranked]
        if not any(race_asks_for_another_day(s, case.request) for c in ways for s in c.slots):
            assert kept == sorted(kept, reverse=True)


def _may_be_heavy(slot: Slot) -> bool:
    return slot.is_demanding and slot.place == "gym"  # bands at home weigh nothing
