"""The season: which week is for what, counted back from the races."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ironstride.core.programme import PhaseName
from ironstride.core.run import Race, RacePriority
from ironstride.planning.season import Outline, days_without_heavy_legs, outline, phases
from people import MONDAY, policy, race

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
    weeks: int, *races: Race, entry_weeks: int = 4, may_lift_heavy: bool = True
) -> tuple[Outline, ...]:
    mondays = [MONDAY + timedelta(weeks=n) for n in range(weeks)]
    return outline(
        mondays, races, entry_weeks=entry_weeks, may_lift_heavy=may_lift_heavy, policy=policy()
    )


def drawn(weeks: Sequence[Outline]) -> str:
    """Draw a season, a letter a week: capitals are light weeks."""
    letters = ((LETTERS[week.phase], week.is_light) for week in weeks)
    return "".join(letter.upper() if is_light else letter for letter, is_light in letters)


# Seasons that a coach can read -----------------------------------------------------------


@pytest.mark.parametrize(
    ("weeks", "picture"),
    [
        (1, "t"),
        (2, "tt"),
        (3, "att"),
        (7, "aaaaatt"),  # one week is too short for a block of heavy lifting
        (8, "aaaAmmtt"),
        (12, "aaaAmmmmmmtt"),
        (13, "aaaAmmmMmmmtt"),  # a seventh loading week would be one too many
        (14, "aaaAmmmmmMpptt"),
        (16, "aaaAmmmmmMpppptt"),
        (18, "aaaAmmmMmmmMpppptt"),
        (26, "aaaAmmmmmMppmmmMmmmMpppptt"),
    ],
)
def test_a_season_is_built_backwards_from_its_race(weeks: int, picture: str) -> None:
    assert drawn(season(weeks, race(weeks, 21.1))) == picture


@pytest.mark.parametrize(
    ("weeks", "picture"), [(1, "a"), (5, "aaaaa"), (6, "aaaAmm"), (16, "aaaAmmmMmmmMpppp")]
)
def test_a_season_without_a_race_ends_in_power(weeks: int, picture: str) -> None:
    assert drawn(season(weeks)) == picture


def test_beginners_enter_for_eight_weeks_instead_of_four() -> None:
    assert drawn(season(14, race(14, 10), entry_weeks=8)) == "aaaAaaaAmmmmtt"
    assert drawn(season(14, race(14, 10), entry_weeks=4)) == "aaaAmmmmmMpptt"


def test_who_may_not_lift_heavily_keeps_adapting() -> None:
    assert drawn(season(16, race(16, 10), may_lift_heavy=False)) == "aaaaAaaaAaaaaatt"


@pytest.mark.parametrize(("km", "recovery"), [(10, "R"), (21.1, "R"), (42.2, "RR")])
def test_a_race_is_followed_by_its_recovery_and_the_race_season(km: float, recovery: str) -> None:
    between = "s" * (5 - len(recovery))
    assert drawn(season(19, race(12, km), race(19, 10)))[12:] == f"{recovery}{between}tt"


@pytest.mark.parametrize(("weeks", "picture"), [(9, "sssSsssss"), (10, "mmmmmMpppp")])
def test_ten_weeks_between_races_are_enough_to_build_again(weeks: int, picture: str) -> None:
    last = 12 + 1 + weeks + 2
    assert drawn(season(last, race(12, 10), race(last, 10)))[12:] == f"R{picture}tt"


def test_only_a_races_are_tapered_for() -> None:
    eased = season(16, race(10, 21.1, "B"), race(12, 10, "C"), race(16, 21.1))
    assert drawn(eased) == drawn(season(16, race(16, 21.1)))


def test_a_race_before_entry_is_over_leaves_the_rest_of_it_for_later() -> None:
    assert drawn(season(14, race(3, 10), entry_weeks=8)) == "attRaaaAmmmmmm"


def test_a_light_week_is_moved_where_a_race_early_on_leaves_too_many_loading_ones() -> None:
    assert drawn(season(14, race(1, 10), race(14, 10))) == "tRaammmmMmpptt"
    assert drawn(season(10, race(2, 10))) == "ttRammmmmM"


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


def blocks(weeks: Sequence[Outline]) -> list[list[Outline]]:
    return [list(block) for _, block in groupby(weeks, key=lambda week: week.block)]


@given(seasons())
def test_every_week_has_its_place_and_blocks_are_whole(
    case: Case,
) -> None:
    weeks, _, _ = case
    assert [week.start for week in weeks] == [
        MONDAY + timedelta(weeks=n) for n in range(len(weeks))
    ]
    for number, block in enumerate(blocks(weeks)):
        assert {(w.block, w.block_start) for w in block} == {(number, block[0].start)}
        assert len({w.phase for w in block}) == 1


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
def test_the_taper_is_exactly_the_last_two_weeks_before_each_a_race(
    case: Case,
) -> None:
    weeks, races, _ = case
    expected: set[date] = set()
    last = date.min
    for peak in (r for r in races if r.priority is RacePriority.A):
        before = [w.start for w in weeks if last < w.start <= peak.day]
        expected |= set(before[-2:])
        last = peak.day
    assert {w.start for w in weeks if w.phase is PhaseName.TAPER} == expected


@given(seasons())
def test_after_an_a_race_the_weeks_of_its_rest_are_recovery(
    case: Case,
) -> None:
    weeks, races, _ = case
    peaks = [r for r in races if r.priority is RacePriority.A]
    ends = [*(r.day for r in peaks[1:]), date.max]
    for peak, until in zip(peaks, ends[: len(peaks)], strict=True):
        free = [w for w in weeks if peak.day < w.start <= until and w.phase is not PhaseName.TAPER]
        rest = 2 if peak.distance_km > 40 else 1
        assert {w.phase for w in free[:rest]} <= {PhaseName.RECOVERY}
        assert PhaseName.RECOVERY not in {w.phase for w in free[rest:]}


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
