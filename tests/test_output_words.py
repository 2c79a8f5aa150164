from __future__ import annotations

from dataclasses import replace

import pytest

from ironstride.core.exercise import RepRange
from ironstride.core.programme import Load, Prescription, Role
from ironstride.core.reason import RuleGrade, RuleKind, Verification
from ironstride.core.units import Kilograms, MassUnit
from ironstride.formats import words
from programmes import CATALOGUE, NO_PROGRAMME, prescription, season


def said(p: Prescription, units: MassUnit = MassUnit.KG) -> str:
    weight = words.takes_weight(p.exercise, CATALOGUE)
    return words.prescription_in_words(p, masses=words.masses_in(units), takes_weight=weight)


@pytest.mark.parametrize(
    ("load", "sentence"),
    [
        (Load(kg=Kilograms(80), percent_1rm=83, rir=2), "3 x 5 @ 80 kg (83 % 1RM), 2 in reserve"),
        (Load(kg=Kilograms(80)), "3 x 5 @ 80 kg"),
        (Load(rir=0), "3 x 5, find a weight that leaves 0 in reserve"),
        (Load(percent_1rm=80, rir=2), "3 x 5, find a weight that leaves 2 in reserve (80 % 1RM)"),
        (Load(percent_1rm=80), "3 x 5 @ 80 % 1RM"),
        (Load(), "3 x 5"),
    ],
)  # fmt: skip
def test_a_load_is_a_mass_or_a_way_to_find_one(load: Load, sentence: str) -> None:
    assert said(prescription("back-squat", Role.MAIN, 3, reps=5, load=load)) == sentence


def test_without_a_weight_there_is_none_to_find() -> None:
    pushes = prescription("push-up", Role.ACCESSORY, 2, reps=RepRange(8, 12), load=Load(rir=3))
    assert said(pushes) == "2 x 8-12, 3 in reserve"


def test_holds_metres_and_contacts_are_said_as_they_are_done() -> None:
    assert said(prescription("side-plank", Role.ACCESSORY, 2, seconds=30, per_side=True)) == (
        "2 x 30 s each side"
    )
    assert said(prescription("dead-bug", Role.ACCESSORY, 2, reps=8, hold_s=5)) == "2 x 8 held 5 s"
    assert said(prescription("suitcase-carry", Role.ACCESSORY, 2, metres=40)) == "2 x 40 m"
    jumps = prescription("pogo-bilateral", Role.MAIN, 3, reps=20, contacts=60, rest_s=90)
    assert said(jumps) == "3 x 20, 60 contacts, rest 90 s"


def test_pounds_are_read_by_who_reads_pounds() -> None:
    squats = prescription("back-squat", Role.MAIN, 3, reps=5, load=Load(kg=Kilograms(61.235)))
    assert said(squats, MassUnit.LB) == "3 x 5 @ 135 lb"


def test_the_season_is_one_line() -> None:
    line = "adaptation ■■■□ | max strength ■■■■B□ | power ■■■■ | taper ■A"
    assert words.season_line(season()) == line


def test_a_week_shows_its_days_and_its_sessions() -> None:
    view = words.week_view(season().weeks[5], season(), CATALOGUE).split("\n")
    assert view[0] == "Week 6 of 16, 28 Dec to 3 Jan 2027: max strength"
    assert "  Thu 31 Dec 07:00  easy run, 45 min, 8.5 km" in view
    assert "             17:00  strength: one-leg strength (45 min, home)" in view
    assert "    Dead bug              2 x 10-12, rest 45 s" in view


def test_a_race_stands_among_the_days() -> None:
    view = words.week_view(season().weeks[-1], season(), CATALOGUE)
    assert 'Sun 14 Mar race: Half of the "Old Forest" (A, 21.1 km)' in view


def test_the_rising_sets_of_a_ramp_are_one_line() -> None:
    view = words.session_view(season().weeks[4].sessions[0], season(), CATALOGUE)
    ramp = "6 @ 37.5 kg, then 4 @ 52.5 kg, then 2 @ 65 kg, rest 60 s between"
    assert f"    Barbell back squat                {ramp}\n" in view


def test_a_session_names_each_of_its_rules_once() -> None:
    rules = words.all_reasons(season().weeks[4].sessions[0])
    assert rules == ("sessions-per-week", "clear-of-key-runs", "heavy-main-lifts", "entry-ramp")


def test_collisions_say_what_would_free_them() -> None:
    view = words.collisions_view(NO_PROGRAMME)
    assert "1. Tuesday is the only day you offer" in view
    assert "   - Move the fast run to Thursday" in view


def test_an_exercise_that_the_catalogue_lost_keeps_its_id() -> None:
    assert (
        words.exercise_name("\x1b[2Jold-lift", CATALOGUE) == "\N{REPLACEMENT CHARACTER}[2Jold-lift"
    )


def test_what_an_athlete_wrote_cannot_steer_the_terminal() -> None:
    week = season().weeks[0]
    odd = replace(week.sessions[0], place="\x1b]0;x\x07", intent="a\u202eb", reasons=("\x9b1m",))
    odd_week = replace(week, sessions=(odd,))
    view = words.week_view(odd_week, replace(season(), weeks=(odd_week,)), CATALOGUE)
    assert all(character.isprintable() or character == "\n" for character in view)


def test_every_grade_kind_and_verification_has_words_of_its_own() -> None:
    for said_of, kinds in (
        (words.GRADES, RuleGrade),
        (words.KINDS, RuleKind),
        (words.VERIFICATIONS, Verification),
    ):
        assert list(said_of) == list(kinds)
        assert len(set(said_of.values())) == len(list(kinds))
