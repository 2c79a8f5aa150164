"""The season: which week is for what, counted back from the races."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.core.calendar import monday_of
from ironstride.core.programme import PhaseName
from ironstride.core.run import Race, RacePriority
from ironstride.planning.request import TimeOff
from ironstride.planning.season.outline import (
    Outline,
    Season,
    days_without_heavy_legs,
    outline,
    phases,
)
from people import MONDAY, policy, race

BUILDING = (PhaseName.MAX_STRENGTH, PhaseName.POWER)
HEAVY = {PhaseName.MAX_STRENGTH, PhaseName.POWER, PhaseName.RACE_SEASON}
LETTERS = {
    PhaseName.ADAPTATION: "a",
    PhaseName.MAX_STRENGTH: "m",
    PhaseName.POWER: "p",
    PhaseName.RACE_SEASON: "s",
    PhaseName.TAPER: "t",
    PhaseName.RECOVERY: "r",
}


def season(
    weeks: int, *races: Race, entry_weeks: int = 4, may_lift_heavy: bool = True, **more: Any
) -> tuple[Outline, ...]:
    mondays = [MONDAY + timedelta(weeks=n) for n in range(weeks)]
    usual: dict[str, Any] = {"entry_weeks": entry_weeks, "may_lift_heavy": may_lift_heavy}
    return outline(Season(mondays=mondays, races=races, policy=policy(), **usual, **more))


def off(first: int, last: int, *, begins: int = 0, ends: int = 6, is_ill: bool = False) -> TimeOff:
    """Be off from a week to another, both counted from 1, on these weekdays counted from 0."""
    return TimeOff(
        first=MONDAY + timedelta(weeks=first - 1, days=begins),
        last=MONDAY + timedelta(weeks=last - 1, days=ends),
        is_ill=is_ill,
    )


def pictured(*args: Any, **more: Any) -> str:
    """Draw a season, and a blank wherever a block or a return begins."""
    weeks = season(*args, **more)
    stays = groupby(weeks, key=lambda week: (week.phase, week.block))
    return " ".join(drawn(list(stay)) for _, stay in stays)


def drawn(weeks: Sequence[Outline]) -> str:
    """Draw a season, a letter a week: capitals are light weeks."""
    letters = ((LETTERS[week.phase], week.is_light) for week in weeks)
    return "".join(letter.upper() if is_light else letter for letter, is_light in letters)


# Seasons that a coach can read: a letter a week, a blank where something new begins ------


@pytest.mark.parametrize(
    ("weeks", "picture"),
    [
        (1, "t"),
        (2, "tt"),
        (3, "a tt"),
        (7, "aaaaa tt"),  # one week is too short for a block of heavy lifting
        (8, "aaaA mm tt"),
        (12, "aaaA mmmmmm tt"),
        (13, "aaaA mmmMmmm tt"),  # a seventh loading week would be one too many
        (14, "aaaA mmmmmM pp tt"),
        (16, "aaaA mmmmmM pppp tt"),
        (18, "aaaA mmmMmmmM pppp tt"),
        (20, "aaaA mmmmM mmmmM pppp tt"),  # ten weeks of strength are two equal blocks
        (26, "aaaA mmmmmM pp mmmMmmmM pppp tt"),
        (52, "aaaA mmmmmM pppP mmmMmmmM pppP mmmMmmmM pppP mmmMmmmM pppp tt"),
    ],
)
def test_a_season_is_built_backwards_from_its_race(weeks: int, picture: str) -> None:
    assert pictured(weeks, race(weeks, 21.1)) == picture


@pytest.mark.parametrize(
    ("weeks", "picture"),
    [(1, "a"), (5, "aaaaa"), (6, "aaaA mm"), (16, "aaaA mmmMmmmM pppp")],
)
def test_a_season_without_a_race_ends_in_power(weeks: int, picture: str) -> None:
    assert pictured(weeks) == picture


def test_beginners_enter_for_eight_weeks_instead_of_four() -> None:
    assert pictured(14, race(14, 10), entry_weeks=8) == "aaaAaaaA mmmm tt"
    assert pictured(14, race(14, 10), entry_weeks=4) == "aaaA mmmmmM pp tt"


def test_who_may_not_lift_heavily_keeps_adapting() -> None:
    assert pictured(16, race(16, 10), may_lift_heavy=False) == "aaaaAaaaAaaaaa tt"


# Several A races -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("weeks", "after_10_km", "after_a_marathon"),
    [
        (1, "t", "t"),
        (2, "R t", "R t"),  # nothing is built that a second taper could let shine
        (3, "R s t", "RR t"),
        (4, "R ss t", "RR s t"),
        (5, "R ss tt", "RR ss t"),
        (6, "R sss tt", "RR ss tt"),
        (8, "R sssss tt", "RR ssss tt"),
        (12, "R sssSsssss tt", "RR sssSssss tt"),
        (13, "R mmmmmM pppp tt", "RR sssSsssss tt"),
        (20, "R mmmMmmM mmmmmM pppp tt", "RR mmmmmM mmmmmM pppp tt"),
    ],
)
def test_between_two_a_races_there_is_a_return_and_as_much_as_fits(
    weeks: int, after_10_km: str, after_a_marathon: str
) -> None:
    for km, picture in ((10, after_10_km), (42.2, after_a_marathon)):
        whole = pictured(12 + weeks, race(12, km), race(12 + weeks, 10))
        # Tapers one week after another are one.
        assert whole.removeprefix("aaaA mmmmmm tt").strip() == picture, whole


def test_three_marathons_in_a_year() -> None:
    marathons = [race(week, 42.2) for week in (12, 24, 46)]
    assert pictured(52, *marathons) == (
        "aaaA mmmmmm tt RR sssSssss tt RR mmmMmmM mmmMmmM pppp tt RR ssss"
    )


@pytest.mark.parametrize(
    ("first", "picture"),
    [
        (1, "t R aaaA mmmmmM pp tt"),
        (2, "tt R aaaA mmmmmmm tt"),
        (3, "a tt R aaA mmmmmmm tt"),
    ],
)
def test_a_race_at_the_very_start_leaves_the_entry_weeks_for_after_it(
    first: int, picture: str
) -> None:
    assert pictured(16, race(first, 10), race(16, 10)) == picture.replace("mmmmmmm", "mmmMmmm")


def test_nothing_is_kept_before_something_was_built() -> None:
    assert pictured(12, race(6, 10), race(12, 10)) == "aaaa tt R mmm tt"


def test_a_year_of_races_builds_again_before_strength_was_kept_for_32_weeks() -> None:
    every_eighth = [race(week, 10) for week in range(12, 53, 8)]
    assert pictured(52, *every_eighth) == (
        "aaaA mmmmmm tt R sssss tt R sssss tt R sssss tt R sssss tt R mmmmm tt"
    )


# B and C races ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("week", "km", "priority", "picture"),
    [
        (7, 10, "B", "aaaA mmMmm mmmmM pppp tt"),  # eased into by a light week
        (9, 10, "B", "aaaA mmmmM mmmmM pppp tt"),
        (10, 10, "B", "aaaA mmmmm MmmmM pppp tt"),  # which the block before it then lends
        (18, 10, "B", "aaaA mmmmM mmmmM pppp tt"),  # the taper follows at once
        (11, 21.1, "B", "aaaA mmmmM mM R mm pppp tt"),  # its return belongs to no block
        (10, 42.2, "B", "aaaA mmmmm M RR mm pppp tt"),
        (7, 10, "C", "aaaA mmmmM mmmmM pppp tt"),  # trained through
        (10, 21.1, "C", "aaaA mmmmM m R mmM pppp tt"),  # yet the legs rest after it
    ],
)
def test_b_and_c_races_lie_within_the_season_of_the_a_race(
    week: int, km: float, priority: str, picture: str
) -> None:
    assert pictured(20, race(week, km, priority), race(20, 21.1)) == picture


def test_a_block_that_a_race_broke_into_goes_on_with_its_lifts() -> None:
    weeks = season(20, race(12, 21.1, "B"), race(20, 21.1))
    (before, returning, after) = weeks[11:14]
    assert returning.phase is PhaseName.RECOVERY
    assert (before.phase, before.block) == (after.phase, after.block)


# Days off --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "picture"),
    [
        (8, 8, "aaaA mmmmm mmmmM pppp tt"),  # a week off is a light week, and the season goes on
        (8, 9, "aaaA mmm RR R mmmmmM pp tt"),  # two weeks off: one back
        (8, 10, "aaaA mmm RRR R a mmMmmm tt"),
        (8, 11, "aaaA mmm RRRR R a mmmmm tt"),
        (8, 15, "aaaA mmm RRRRRRRR R aaa t"),
        (3, 5, "aa RRR R a a mMmmmM pppp tt"),  # a return counts as entry
        (1, 2, "RR R aaaA mmmMmmM pppp tt"),
    ],
)
def test_after_two_weeks_off_or_more_lifting_comes_back_gently(
    first: int, last: int, picture: str
) -> None:
    assert pictured(20, race(20, 21.1), time_off=[off(first, last)]) == picture


def test_a_week_that_has_to_be_light_lends_from_the_light_one_after_it() -> None:
    eased = [MONDAY + timedelta(weeks=7)]
    assert pictured(20, race(20, 21.1), eased=eased) == "aaaA mmmMm mmmmM pppp tt"


def test_days_off_that_begin_and_end_within_a_week_are_followed_by_whole_weeks_of_return() -> None:
    away = off(8, 10, begins=3, ends=2)  # a Thursday to a Wednesday
    assert pictured(20, race(20, 21.1), time_off=[away]) == "aaaA mmmm R R a mmmMmmm tt"


@pytest.mark.parametrize(("first", "picture"), [(17, "RR R t"), (16, "RRR R R"), (15, "RRRR R R")])
def test_a_race_before_the_return_is_over_is_run_without_heavy_work(
    first: int, picture: str
) -> None:
    weeks = pictured(20, race(20, 21.1), time_off=[off(first, 18)])
    assert weeks.endswith(picture)


def test_a_race_missed_is_neither_returned_from_nor_kept_for() -> None:
    missed = pictured(24, race(12, 10), race(24, 10), time_off=[off(12, 14)])
    assert missed == "aaaA mmmmmm t RRR R a mmMmmm tt"


def test_a_long_return_has_no_light_week_of_its_own() -> None:
    long = pictured(32, race(32, 10), time_off=[off(8, 15)])
    assert long == "aaaA mmm RRRRRRRR R aaa mmmMmmM pppp tt"


def test_what_was_done_before_the_days_off_stays_what_it_was() -> None:
    races = (race(12, 10), race(24, 21.1))
    before, after = season(24, *races), season(24, *races, time_off=[off(12, 15)])
    assert after[:11] == before[:11]
    assert {week.phase for week in after[11:15]} == {PhaseName.RECOVERY}
    assert {week.is_light for week in after[11:15]} == {True}


def test_the_block_goes_on_after_the_days_off_with_its_lifts() -> None:
    weeks = season(20, race(20, 21.1), time_off=[off(8, 9)])
    assert {week.block for week in weeks if week.phase is PhaseName.MAX_STRENGTH} == {1}


# From when work is new -------------------------------------------------------------------


def test_a_taper_and_a_race_season_carry_on_what_came_before_them() -> None:
    weeks = season(24, race(12, 10), race(24, 10))
    starts = {(week.phase.value, (week.block_start - MONDAY).days // 7 + 1) for week in weeks}
    assert starts == {
        ("adaptation", 1),
        ("max-strength", 5),
        ("taper", 5),
        ("recovery", 13),
        ("race-season", 13),
        *{("taper", 13)},
    }


def test_after_a_lay_off_work_is_new_from_the_last_day_of_the_first_week_back() -> None:
    weeks = season(20, race(20, 21.1), time_off=[off(8, 9)])
    back, heavy = weeks[9], weeks[10]
    assert back.block_start == back.start + timedelta(days=6)
    assert heavy.block_start == heavy.start


# Under way -------------------------------------------------------------------------------


def test_weeks_that_are_over_stay_what_they_were_when_a_race_is_added() -> None:
    planned = season(16)
    begun = [(week.phase, week.is_light) for week in planned[:9]]
    changed = season(16, race(14, 10), begun=begun)
    assert drawn(planned) == "aaaAmmmMmmmMpppp"
    assert drawn(changed) == "aaaAmmmMmmppttRs"


def test_a_week_that_is_over_and_was_light_counts_as_light() -> None:
    begun = [(PhaseName.ADAPTATION, n == 2) for n in range(4)]
    assert drawn(season(12, race(12, 10), begun=begun)) == "aaAammMmmmtt"


# What holds for every season -------------------------------------------------------------


Case = tuple[tuple[Outline, ...], list[Race], int]  # weeks, races, entry weeks


@st.composite
def seasons(draw: st.DrawFn) -> Case:
    """A season of 1 to 52 weeks with up to three races."""
    length = draw(st.integers(1, 52))
    weeks = draw(st.lists(st.integers(1, length), max_size=3, unique=True))
    races = [
        race(
            week,
            draw(st.sampled_from((5, 21.1, 42.2))),
            draw(st.sampled_from("AAB")),
            draw(st.integers(0, 6)),
        )
        for week in sorted(weeks)
    ]
    entry = draw(st.sampled_from((4, 8)))
    heavy = draw(st.booleans())
    return season(length, *races, entry_weeks=entry, may_lift_heavy=heavy), races, entry


def stays(weeks: Sequence[Outline]) -> list[list[Outline]]:
    return [list(stay) for _, stay in groupby(weeks, key=lambda w: (w.phase, w.block))]


@given(seasons())
def test_every_week_has_its_place_and_stays_are_whole(case: Case) -> None:
    weeks, _, _ = case
    assert [week.start for week in weeks] == [
        MONDAY + timedelta(weeks=n) for n in range(len(weeks))
    ]
    for stay in stays(weeks):
        (began,) = {week.block_start for week in stay}
        carries_on = stay[0].phase in (PhaseName.TAPER, PhaseName.RACE_SEASON)
        assert began <= stay[0].start if carries_on else began == stay[0].start


@given(seasons())
def test_no_block_of_heavy_work_lasts_a_single_week_and_power_follows_strength(case: Case) -> None:
    weeks, races, _ = case
    if any(race.priority is RacePriority.B for race in races):
        return  # their returns break into blocks
    built = [stay for stay in stays(weeks) if stay[0].phase in BUILDING]
    assert all(len(stay) >= 2 for stay in built)
    for stay in (stay for stay in built if stay[0].phase is PhaseName.POWER):
        before = weeks[weeks.index(stay[0]) - 1]
        assert before.phase is PhaseName.MAX_STRENGTH


@given(seasons())
def test_strength_is_never_only_kept_for_more_than_32_weeks(case: Case) -> None:
    phases_of = [week.phase for week in case[0]]
    for n, phase in enumerate(phases_of[32:], 32):
        if phase is PhaseName.RACE_SEASON:
            assert set(phases_of[n - 32 : n]) & set(BUILDING)


@given(seasons())
def test_at_most_six_loading_weeks_come_in_a_row(
    case: Case,
) -> None:
    for is_loading, row in groupby(case[0], key=_is_loading):
        assert not is_loading or len(list(row)) <= 6


def _is_loading(week: Outline) -> bool:
    return not week.is_light and week.phase is not PhaseName.TAPER


@given(seasons())
def test_no_two_light_weeks_stand_side_by_side_except_in_recovery(
    case: Case,
) -> None:
    for first, second in pairwise(case[0]):
        if first.is_light and second.is_light:
            assert PhaseName.RECOVERY in (first.phase, second.phase)


@given(seasons())
def test_the_entry_weeks_come_first(case: Case) -> None:
    weeks, _, entry = case
    assert not {week.phase for week in weeks[:entry]} & HEAVY


@given(seasons())
def test_the_taper_is_the_last_two_weeks_before_each_a_race_or_its_own_where_another_is_close(
    case: Case,
) -> None:
    weeks, races, _ = case
    expected: set[date] = set()
    last: Race | None = None
    for peak in (r for r in races if r.priority is RacePriority.A):
        after = MONDAY - timedelta(days=7) if last is None else monday_of(last.day)
        before = [w.start for w in weeks if after < w.start <= peak.day]
        room = len(before) - (0 if last is None else _weeks_of_return(last))
        expected |= set(before[-2:] if last is None or room >= 4 else before[-1:])
        last = peak
    assert {w.start for w in weeks if w.phase is PhaseName.TAPER} == expected


def _weeks_of_return(race: Race) -> int:
    return 2 if race.distance_km > 40 else 1


@given(seasons())
def test_after_an_a_race_the_weeks_of_its_rest_are_recovery(case: Case) -> None:
    weeks, races, _ = case
    peaks = [r for r in races if r.priority is RacePriority.A]
    ends = [*(r.day for r in peaks[1:]), date.max]
    for peak, until in zip(peaks, ends[: len(peaks)], strict=True):
        free = [w for w in weeks if peak.day < w.start <= until and w.phase is not PhaseName.TAPER]
        rest = _weeks_of_return(peak)
        assert {w.phase for w in free[:rest]} <= {PhaseName.RECOVERY}
        if peaks == races:
            assert PhaseName.RECOVERY not in {w.phase for w in free[rest:]}


@given(seasons(), st.integers(0, 51))
def test_weeks_that_are_over_change_nothing_where_nothing_has_changed(
    case: Case, over: int
) -> None:
    weeks, races, entry = case
    if {week.phase for week in weeks} & set(BUILDING):
        begun = [(week.phase, week.is_light) for week in weeks[:over]]
        assert season(len(weeks), *races, entry_weeks=entry, begun=begun) == weeks


# The rest after a race, and the phases as they are told ----------------------------------


@pytest.mark.parametrize(
    ("km", "days"), [(0.1, 3), (10, 3), (10.01, 7), (21.2, 7), (21.21, 14), (100, 14)]
)
def test_legs_rest_three_seven_or_fourteen_days_by_distance(km: float, days: int) -> None:
    assert days_without_heavy_legs(km, policy().after_race) == days


def test_phases_begin_with_the_programme_and_follow_each_other() -> None:
    thursday, sunday = MONDAY + timedelta(days=3), MONDAY + timedelta(weeks=16, days=-1)
    told = phases(season(16, race(16, 21.1)), thursday, sunday)
    assert [phase.name for phase in told] == [
        PhaseName.ADAPTATION,
        PhaseName.MAX_STRENGTH,
        PhaseName.POWER,
        PhaseName.TAPER,
    ]
    assert (told[0].start, told[-1].end) == (thursday, sunday)
    for before, after in pairwise(told):
        assert after.start - before.end == timedelta(days=1)


def test_weeks_that_are_over_keep_a_purpose_that_would_be_another_today() -> None:
    begun = [(PhaseName.MAX_STRENGTH, False), (PhaseName.MAX_STRENGTH, True)]
    weeks = season(12, race(12, 10), begun=begun)
    assert [(week.phase, week.is_light) for week in weeks[:2]] == begun
    assert weeks[0].block == weeks[1].block != weeks[2].block


def test_time_off_outside_of_a_season_changes_nothing() -> None:
    assert season(12, race(12, 10), time_off=(off(20, 23),)) == season(12, race(12, 10))
