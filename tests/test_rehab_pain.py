"""Pain that steers: both sides of every threshold of every profile."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ironstride.core.log import PainMoment
from ironstride.core.reason import Verification
from ironstride.rehab.diary import diary_of
from ironstride.rehab.figure import Figure
from ironstride.rehab.pain import Light, Pains, verdict
from rehab_cases import REHAB, day, morning, pain

KNEECAP = REHAB.profiles["kneecap"]
GREEN, AMBER, RED = Light.GREEN, Light.AMBER, Light.RED


def light(
    profile: str, during: int | None, dawn: int | None, *, base: int = 1, after: int | None = None
) -> Light | None:
    pains = Pains(baseline=base, during=during, after=after, morning=dawn)
    return verdict(pains, REHAB.profiles[profile]).light


@pytest.mark.parametrize("profile", ["kneecap", "tendon"])
@pytest.mark.parametrize(
    ("during", "dawn", "expected"),
    [(2, 1, GREEN), (3, 1, AMBER), (5, 1, AMBER), (6, 1, RED), (2, 2, AMBER), (2, 3, RED)],
)
def test_during_and_the_morning_give_the_light(
    profile: str, during: int, dawn: int, expected: Light
) -> None:
    assert light(profile, during, dawn) is expected


@pytest.mark.parametrize(("after", "expected"), [(1, GREEN), (2, AMBER), (5, AMBER), (6, RED)])
def test_kneecap_pain_is_back_where_it_was_within_the_hour(after: int, expected: Light) -> None:
    assert light("kneecap", 2, 1, after=after) is expected


@pytest.mark.parametrize(("after", "expected"), [(2, GREEN), (5, GREEN), (6, RED)])
def test_a_tendon_has_until_the_morning(after: int, expected: Light) -> None:
    assert light("tendon", 2, 1, after=after) is expected


@pytest.mark.parametrize(
    ("during", "dawn", "base", "expected"),
    [(0, 0, 0, GREEN), (1, 0, 0, RED), (0, 1, 0, RED), (0, 1, 1, RED), (0, 0, 1, GREEN)],
)
def test_bone_has_no_tolerance(during: int, dawn: int, base: int, expected: Light) -> None:
    assert light("bone", during, dawn, base=base) is expected


@pytest.mark.parametrize(("during", "dawn"), [(2, None), (None, 1), (4, None), (None, None)])
def test_what_is_not_told_gives_no_light(during: int | None, dawn: int | None) -> None:
    assert light("kneecap", during, dawn) is None


@pytest.mark.parametrize(("during", "dawn"), [(6, None), (None, 3)])
def test_a_red_waits_for_nothing(during: int | None, dawn: int | None) -> None:
    assert light("kneecap", during, dawn) is RED


def test_a_swelling_is_red() -> None:
    assert verdict(Pains(baseline=1, during=0, morning=1, is_swollen=True), KNEECAP).light is RED


def test_a_light_says_why() -> None:
    assert verdict(Pains(baseline=1, during=6), KNEECAP).because == "6 of 10 during, above 5"
    said = verdict(Pains(baseline=1, during=2, after=2, morning=1), KNEECAP).because
    assert said == "2 of 10 after 60 min, not yet back at 1"


@pytest.mark.parametrize(
    ("place", "profile"), [("knee", "kneecap"), ("achilles", "tendon"), ("groin", "bone")]
)
def test_each_place_has_its_profile(place: str, profile: str) -> None:
    found = REHAB.profile_of(place)
    assert found is not None
    assert found.id == profile


def test_a_place_that_no_profile_names_has_none() -> None:
    assert REHAB.profile_of("elbow") is None


def own(value: float) -> Figure:
    return Figure(value=value, verification=Verification.INTERPOLATED)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"during_green": own(6)}, "green ends before red"),
        ({"morning_green": own(2)}, "green ends before red"),
        ({"week_rise": own(1)}, "come together"),
    ],
)
def test_a_profile_keeps_its_order(changes: dict[str, Figure], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        replace(KNEECAP, **changes)  # type: ignore[arg-type]  # only figures are changed


def test_a_figure_that_was_read_names_its_source() -> None:
    with pytest.raises(ValueError, match="names no source"):
        Figure(value=2, verification=Verification.VERIFIED)


def test_a_figure_of_our_own_stays_ours_until_confirmed() -> None:
    assert own(2).is_own
    assert not replace(own(2), confirmed="R. Vane, 2026-11-30").is_own
    assert not KNEECAP.during_green.is_own


# The diary -----------------------------------------------------------------------------------


def test_the_baseline_is_the_middle_of_a_week_of_mornings_the_lower_of_two() -> None:
    told = [morning(n, score) for n, score in enumerate((3, 1, 2, 4))]
    book = diary_of(told, swollen=(), usual_morning=5, baseline_days=7)
    assert [book.baseline(day(n)) for n in (-1, 0, 1, 2, 3)] == [5, 3, 1, 2, 2]
    assert book.baseline(day(7)) == 2
    assert book.baseline(day(10)) == 5


def test_the_usual_pain_needs_three_days() -> None:
    told = [pain(n, score) for n, score in enumerate((1, 4, 2))]
    book = diary_of(told, swollen=(), usual_morning=1, baseline_days=7)
    assert (book.usual(day(1)), book.worst(day(1))) == (None, None)
    assert (book.usual(day(2)), book.worst(day(2))) == (2, 4)


def test_a_week_rises_against_the_week_before() -> None:
    told = [pain(n, 2 if n < 7 else 4) for n in range(14)]
    book = diary_of(told, swollen=(), usual_morning=1, baseline_days=7)
    assert (book.week_rise(day(13)), book.week_rise(day(5))) == (2, None)


def test_of_two_scores_for_one_moment_the_higher_counts() -> None:
    told = [pain(0, 1), pain(0, 4), pain(0, 3, PainMoment.AFTER)]
    book = diary_of(told, swollen=(), usual_morning=1, baseline_days=7)
    pains = book.pains(day(0), (), others=())
    assert (pains.during, pains.after) == (4, 3)
