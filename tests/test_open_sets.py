"""Open sets of a programme, seen in a log that does not name them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ironstride.core.log import LoadChoice, SetDone
from ironstride.strength.open_sets import Sign, open_sets, with_tests
from lifting_days import did

WAVES = (
    ((0.65, 0.75, 0.85), (5, 5, 5)),
    ((0.70, 0.80, 0.90), (3, 3, 3)),
    ((0.75, 0.85, 0.95), (5, 3, 1)),
)


def ramps(beyond: Sequence[int], maximum: float = 120.0, back_off: int = 0) -> list[list[SetDone]]:
    """Weeks of a programme's ramp in plates of 2.5 kg; the last set goes `beyond` what is asked."""
    weeks = []
    for week, more in enumerate(beyond):
        loads, asked = WAVES[week % 3]
        kilograms = [2.5 * round(share * maximum / 2.5) for share in loads]
        reps = [*asked[:2], asked[2] + more]
        sets = [did(kg=20, reps=10, day=7 * week), did(kg=0.5 * maximum, reps=5, day=7 * week)]
        sets += [did(kg=k, reps=r, day=7 * week) for k, r in zip(kilograms, reps, strict=True)]
        sets += [did(kg=kilograms[0], reps=5, day=7 * week)] * back_off
        weeks.append(sets)
    return weeks


def straight(counts: Sequence[Sequence[int]], **more: object) -> list[list[SetDone]]:
    """Days of sets at one load, that rises; warm-ups before them."""
    return [
        [did(kg=40, reps=5, day=3 * n), *(did(kg=60 + n, reps=r, day=3 * n, **more) for r in reps)]  # type: ignore[arg-type]
        for n, reps in enumerate(counts)
    ]


def found_in(days: Sequence[Sequence[SetDone]]) -> dict[str, int]:
    signs = list(open_sets(one for day in days for one in day).values())
    return {sign.name: signs.count(sign) for sign in set(signs)}


def test_the_top_of_a_programmes_ramp_is_open() -> None:
    weeks = ramps([3, 2, 0, 4, 1, 2], back_off=3)
    found = open_sets(one for week in weeks for one in week)
    assert set(found) == {week[4].id for week in weeks}
    assert set(found.values()) == {Sign.RAMP}


@pytest.mark.parametrize(("weeks", "found"), [(3, {}), (4, {"RAMP": 4})])
def test_a_few_days_make_no_programme(weeks: int, found: dict[str, int]) -> None:
    assert found_in(ramps([2] * weeks)) == found


def test_a_ramp_that_ends_where_it_should_was_not_open() -> None:
    assert found_in(ramps([0] * 12)) == {}


def test_a_ramp_of_ones_own_is_no_programme() -> None:
    days = [
        [did(kg=kg, reps=r, day=n) for kg, r in ((20, 12), (50, 12), (80, 5), (95, 6))]
        for n in range(12)
    ]
    assert found_in(days) == {}


def test_the_last_of_equal_sets_is_open_where_it_often_goes_beyond() -> None:
    days = straight([(5, 5, 5 + n % 4) for n in range(8)])
    found = open_sets(one for day in days for one in day)
    assert set(found) == {day[-1].id for day in days}
    assert set(found.values()) == {Sign.LAST}


@pytest.mark.parametrize(
    "counts",
    [
        [(5, 5, 5)] * 12,  # five by five, as planned
        [(10, 9, 8)] * 12,  # as far as it went, every set
        [(5, 5, 8)] * 5,  # too few days
        [(5, 8)] * 12,  # too few sets
        [(5, 5, 8)] * 6 + [(5, 4, 4)] * 4,  # mostly another way
    ],
)
def test_other_equal_sets_are_not_open(counts: list[tuple[int, ...]]) -> None:
    assert found_in(straight(counts)) == {}


@pytest.mark.parametrize("note", ["AMRAP", "last set 5+", "as many reps as possible", "max reps!"])
def test_a_note_with_the_first_set_means_the_last_of_the_heaviest(note: str) -> None:
    day = [did(kg=60, note=note), did(kg=80), did(kg=80, reps=9), did(kg=60)]
    assert open_sets(day) == {day[2].id: Sign.NOTE}


def test_a_note_with_a_later_set_means_that_set() -> None:
    day = [did(kg=80), did(kg=60, note="amrap"), did(kg=70)]
    assert open_sets(day) == {day[1].id: Sign.NOTE}


@pytest.mark.parametrize("note", ["4x6", "20+5 kg", "deload", ""])
def test_other_notes_mean_nothing(note: str) -> None:
    assert open_sets([did(note=note), did()]) == {}


def test_warm_ups_and_sets_without_a_load_are_passed_over() -> None:
    days = straight([(5, 5, 8)] * 8, is_warm_up=True)
    assert found_in(days) == {}
    assert open_sets([did(kg=None, note="amrap")]) == {}
    assert open_sets([did(reps=None, seconds=40, note="amrap")]) == {}


def test_open_sets_are_marked_as_tests_and_the_rest_stays() -> None:
    sets = [one for week in ramps([3, 2, 1, 2]) for one in week]
    marked = with_tests(sets)
    assert sum(one.choice is LoadChoice.TEST for one in marked) == 4
    assert [one.id for one in marked] == [one.id for one in sets]


def test_what_the_owner_said_of_a_set_stays() -> None:
    given = [did(note="amrap", choice=LoadChoice.PRESCRIBED)]
    assert with_tests(given) == tuple(given)
