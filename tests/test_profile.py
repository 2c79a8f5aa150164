"""The profile: what a person may write, what is answered, and that writing gives it back."""

from __future__ import annotations

from datetime import date, time
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ironstride.catalogue.load import load
from ironstride.core.athlete import (
    Athlete,
    Concern,
    HabitualRun,
    Health,
    KnownSet,
    LiftingExperience,
    Offer,
    Preferences,
    Sex,
)
from ironstride.core.calendar import Weekday
from ironstride.core.run import Race, RacePriority, RunKind
from ironstride.core.units import RIR, Kilograms, MassUnit, Reps
from ironstride.formats.profile import ProfileError, read_profile, write_profile
from ironstride.formats.profile_terms import COMPLAINTS, CONCERNS, complaint, concern
from random_athletes import random_profile

ATHLETE: Final = '[athlete]\nbirth_year = 1985\nlifting_experience = "novice"\n'
GYM: Final = '[places.gym]\nequipment = ["mat", "dumbbell"]\n'
RACE: Final = '[[race]]\ndate = 2027-03-14\ndistance_km = 21.1\npriority = "A"\n'

FULL: Final = """
[athlete]
birth_year = 1985
sex = "female"
mass_kg = 61.5
height_cm = 168
lifting_experience = "novice"
units = "lb"
[[race]]
name = "Spring Half"
date = 2027-03-14
distance_km = 21.1
priority = "A"
[places.gym]
equipment = ["barbell", "plate"]
[places."at home"]
equipment = []
[availability.tuesday]
minutes = 50
start = "18:30"
place = "gym"
[running]
habit = [{day = "sunday", kind = "long", start = "09:00", minutes = 110}]
[strength]
lifts = {"back-squat" = {kg = 80, reps = 5, rir = 0}}
[health]
parq = true
needs_clearance = ["Fever", "bone-stress"]
supervised = true
complaints = ["Lower back"]
dislikes = ["pull-up"]
[preferences]
sessions_per_week = 2
back_to_back_after_easy = true
"""


def read(content: str) -> Athlete:
    return read_profile(content, name="athlete.toml", catalogue=load())


def faults(content: str) -> list[str]:
    """What a profile is told, without the file's name."""
    with pytest.raises(ProfileError) as caught:
        read(content)
    return [str(fault) for fault in caught.value.faults]


def test_a_full_profile_is_an_athlete() -> None:
    assert read(FULL) == Athlete(
        birth_year=1985,
        sex=Sex.FEMALE,
        mass=Kilograms(61.5),
        height_cm=168.0,
        lifting_experience=LiftingExperience.NOVICE,
        units=MassUnit.LB,
        races=(
            Race(
                day=date(2027, 3, 14), distance_km=21.1, priority=RacePriority.A, name="Spring Half"
            ),
        ),
        places={"gym": frozenset({"barbell", "plate"}), "at home": frozenset()},
        offers={Weekday.TUESDAY: Offer(50, time(18, 30), "gym")},
        habit=(HabitualRun(day=Weekday.SUNDAY, kind=RunKind.LONG, start=time(9), minutes=110),),
        lifts={"back-squat": KnownSet(Kilograms(80), Reps(5), RIR(0))},
        health=Health(
            parq_yes=True,
            needs_clearance=frozenset({Concern.ACUTE_ILLNESS, Concern.BONE_STRESS}),
            supervised=True,
            complaints=frozenset({"back"}),
            dislikes=frozenset({"pull-up"}),
        ),
        preferences=Preferences(sessions_per_week=2, back_to_back_after_easy=True),
    )


def test_only_the_birth_year_and_the_experience_must_be_given() -> None:
    athlete = read(ATHLETE)
    assert athlete.habit is None
    assert athlete.races == ()
    assert athlete.preferences == Preferences()
    assert faults("") == [
        "athlete.birth_year: is missing; give the year, 1900 to 2025",
        'athlete.lifting_experience: is missing; give "none", "novice", "intermediate" or "advanced"',
    ]


def test_an_empty_habit_is_a_week_without_runs_and_not_an_unknown_one() -> None:
    assert read(ATHLETE + "[running]\nhabit = []\n").habit == ()


def test_place_and_start_may_be_left_out_where_there_is_one_place() -> None:
    offers = read(ATHLETE + GYM + "[availability.friday]\nminutes = 45\n").offers
    assert offers == {Weekday.FRIDAY: Offer(45, time(18), "gym")}


def test_pounds_are_read_to_the_gram() -> None:
    lift = '[strength]\nlifts = {"back-squat" = {lb = 185, reps = 5, rir = 1.5}}\n'
    assert read(ATHLETE + lift).lifts["back-squat"].load == Kilograms(83.915)


def test_a_byte_order_mark_and_windows_lines_are_no_obstacle() -> None:
    assert read("\ufeff" + ATHLETE.replace("\n", "\r\n")).birth_year == 1985


@pytest.mark.parametrize(
    ("key", "taken", "refused"),
    [
        ("birth_year", ("1900", "2025"), {"1899": "too long ago", "2026": "too late"}),
        ("mass_kg", ("25", "250"), {"24.9": "too light", "250.1": "too heavy", "nan": "give"}),
        ("height_cm", ("100", "230"), {"99": "too short", "231": "too tall", "inf": "too tall"}),
    ],
)
def test_numbers_of_the_athlete_have_ends(
    key: str, taken: tuple[str, ...], refused: dict[str, str]
) -> None:
    base = ATHLETE.replace("birth_year = 1985\n", "") if key == "birth_year" else ATHLETE
    for value in taken:
        read(f"{base}{key} = {value}\n")
    for value, word in refused.items():
        assert word in "".join(faults(f"{base}{key} = {value}\n"))


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ("[availability.tuesday]\nminutes = 500", "availability.tuesday.minutes: 500 is too long; give 10 to 240 minutes"),
        ("[availability.tuesday]\nminutes = 9", "availability.tuesday.minutes: 9 is too short; give 10 to 240 minutes"),
        ("[availability.tuesday]\nminutes = true", "availability.tuesday.minutes: is true or false; give a whole number, 10 to 240 minutes"),
        ("[availability.tuesday]\nminutes = 45.0", "availability.tuesday.minutes: is a number with a point; give a whole number, 10 to 240 minutes"),
        ("[availability.tuesday]\nstart = '18:00'", "availability.tuesday.minutes: is missing; give 10 to 240 minutes"),
        ("[availability.tuesday]\nminutes = 45\nstart = '6pm'", 'availability.tuesday.start: "6pm" is no hour of the day; write it as "18:30"'),
        ("[availability.tuesday]\nminutes = 45\nstart = 18:00:00", 'availability.tuesday.start: is an hour without quotes; give an hour in quotes, as "18:30"'),
        ("[availability.tuesday]\nminutes = 45\nplace = 'gim'", 'availability.tuesday.place: there is no place "gim"; did you mean "gym"?'),
        ("[availability.tuesday]\nminutes = 45\nplace = 'pool'", 'availability.tuesday.place: there is no place "pool"; add [places."pool"] with its equipment'),
        ("[availability.tuesdya]\nminutes = 45", 'availability.tuesdya: nothing here is called so; did you mean "tuesday"?'),
        ("[places.home]\nequipment = ['dumbell']", 'places.home.equipment[1]: no equipment is called "dumbell"; did you mean "dumbbell"?'),
        ("[places.home]\nequipment = 'mat'", "places.home.equipment: is text in quotes; give a list of equipment names, in square brackets"),
        ("[places.home]\nequipment = [1]", "places.home.equipment[1]: is a whole number; give equipment names, in quotes"),
        ("[places.home]", 'places.home.equipment: is missing; give a list, as ["mat", "dumbbell"]; [] where there is none'),
        ("[places.' home']\nequipment = []", 'places." home": a name has 1 to 60 printable characters and no blanks around it'),
        ("[strength]\nlifts = {back-sqat = {kg = 80, reps = 5, rir = 2}}", 'strength.lifts.back-sqat: no exercise is called so; did you mean "back-squat"?'),
        ("[strength]\nlifts = {back-squat = {kg = 80, lb = 176, reps = 5, rir = 2}}", "strength.lifts.back-squat.kg: give the load once, as kg or as lb"),
        ("[strength]\nlifts = {back-squat = {reps = 5, rir = 2}}", "strength.lifts.back-squat.kg: give the load once, as kg or as lb"),
        ("[strength]\nlifts = {back-squat = {kg = 0, reps = 5, rir = 2}}", "strength.lifts.back-squat.kg: 0 is too light; give 1 to 500 kg"),
        ("[strength]\nlifts = {back-squat = {kg = 80, reps = 51, rir = 2}}", "strength.lifts.back-squat.reps: 51 is too many; give 1 to 50 repetitions"),
        ("[strength]\nlifts = {back-squat = {kg = 80, reps = 5}}", "strength.lifts.back-squat.rir: is missing; give how many more you could have done, 0 to 10"),
        ("[health]\nparq = 0", "health.parq: is a whole number; give true or false, without quotes"),
        ("[health]\nsupervised = 'yes'", "health.supervised: is text in quotes; give true or false, without quotes"),
        ("[health]\nneeds_clearance = ['fevr']", 'health.needs_clearance[1]: nothing that needs clearance is called "fevr"; did you mean "fever"?'),
        ("[health]\nneeds_clearance = [1]", 'health.needs_clearance[1]: is a whole number; give what has to be seen first, as "fever", in quotes'),
        ("[health]\ncomplaints = ['kne']", 'health.complaints[1]: no part of the body is called "kne"; did you mean "knee"?'),
        ("[health]\ndislikes = ['pullup']", 'health.dislikes[1]: no exercise is called "pullup"; did you mean "pull-up"?'),
        ("[preferences]\nsessions_per_week = 4", "preferences.sessions_per_week: 4 is too many; give 1 to 3 sessions a week"),
        ("[running]\nhabit = [{day = 'monday', kind = 'race', start = '09:00', minutes = 60}]", 'running.habit[1].kind: "race" is not one of easy, quality or long; a race belongs under [[race]]'),
        ("[running]\nhabit = [3]", 'running.habit[1]: is a whole number; give a table, as {day = "tuesday", kind = "easy", ...}'),
        ("[[race]]\ndate = '2027-03-14'\ndistance_km = 10\npriority = 'A'", "race[1].date: is text in quotes; give the day without quotes, as 2027-03-14"),
        ("[[race]]\ndate = 2027-03-14T09:00:00\ndistance_km = 10\npriority = 'A'", "race[1].date: is a date with an hour; give the day without quotes, as 2027-03-14"),
        ("[[race]]\ndate = 1927-03-14\ndistance_km = 10\npriority = 'A'", "race[1].date: the year 1927 is too long ago; give 2000 to 2100"),
        ("[[race]]\ndate = 2027-03-14\ndistance_km = 10\npriority = 'D'", 'race[1].priority: "D" is not one of A, B or C'),
        (RACE + "name = ' A race'", "race[1].name: a name has 1 to 60 printable characters and no blanks around it"),
        ("[availability.tuesday]\nminutes = 45\nplace = 3", "availability.tuesday.place: is a whole number; give the name of a place, in quotes"),
        (RACE + RACE, "race[2].date: race[1] is on 2027-03-14 too; keep one of them"),
        ("[sleep]\nhours = 8", "sleep: nothing here is called so; it may hold athlete, availability, health, places, preferences, race, running or strength"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place_and_its_remedy(section: str, told: str) -> None:
    assert faults(f"{ATHLETE}{GYM}{section}\n") == [told]


def test_a_day_without_any_place_is_told_what_to_write() -> None:
    told = faults(ATHLETE + "[availability.friday]\nminutes = 45\n")
    remedy = 'there is no place yet; write [places.home] and below it equipment = ["mat"]'
    assert told == [f"availability.friday.place: {remedy}"]


def test_a_day_says_which_of_several_places() -> None:
    home = "[places.home]\nequipment = []\n"
    told = faults(ATHLETE + GYM + home + "[availability.friday]\nminutes = 45\n")
    assert told == ["availability.friday.place: is missing; say which: gym or home"]


def test_all_faults_are_told_at_once() -> None:
    content = FULL.replace("61.5", "615").replace("2027-03-14", '"soon"').replace("50", "5")
    with pytest.raises(ProfileError) as caught:
        read(content)
    assert str(caught.value).splitlines() == [
        "athlete.toml: 3 things to change",
        "  athlete.mass_kg: 615 is too heavy; give 25 to 250 kg",
        "  availability.tuesday.minutes: 5 is too short; give 10 to 240 minutes",
        "  race[1].date: is text in quotes; give the day without quotes, as 2027-03-14",
    ]


def test_what_is_no_toml_is_told_by_line() -> None:
    assert faults("[athlete]\nstart = 18:00\n")[0].startswith("line 2, column ")


def test_every_word_for_a_sore_part_means_one_part() -> None:
    words = [*COMPLAINTS, *(alias for aliases in COMPLAINTS.values() for alias in aliases)]
    assert len(words) == len(set(words))
    assert {complaint(word.upper()) for word in words} == set(COMPLAINTS)


def test_every_word_for_what_needs_clearance_means_one_thing() -> None:
    words = [*CONCERNS, *(alias for aliases in CONCERNS.values() for alias in aliases)]
    assert len(words) == len(set(words))
    assert {concern(f" {word.upper()}") for word in words} == set(Concern)


def test_health_may_be_left_out_as_in_profiles_of_before() -> None:
    assert read(ATHLETE).health == read(f"{ATHLETE}[health]\nparq = false\n").health == Health()


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_random_athletes_write_profiles_that_read(first: int) -> None:
    for seed in range(first, first + 50):
        athlete = read(random_profile(seed))
        assert read(write_profile(athlete)) == athlete


names = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=60)
minutes_of_a_day = st.times().map(lambda moment: time(moment.hour, moment.minute))
grams = st.integers(1_000, 499_000).map(lambda count: Kilograms(count / 1_000))


@st.composite
def athletes(draw: st.DrawFn) -> Athlete:
    """Every athlete that a profile can hold."""
    catalogue = load()
    exercises = st.sampled_from(sorted(catalogue.exercises))
    equipment = st.frozensets(st.sampled_from(sorted(catalogue.equipment)), max_size=4)
    places = draw(st.dictionaries(names, equipment, min_size=1, max_size=3))
    offer = st.builds(
        Offer, st.integers(10, 240), minutes_of_a_day, st.sampled_from(sorted(places))
    )
    run = st.builds(
        HabitualRun,
        day=st.sampled_from(Weekday),
        kind=st.sampled_from([RunKind.EASY, RunKind.QUALITY, RunKind.LONG]),
        start=minutes_of_a_day,
        minutes=st.integers(5, 600),
    )
    race = st.builds(
        Race,
        day=st.dates(date(2000, 1, 1), date(2100, 12, 31)),
        distance_km=st.floats(0.1, 1_000),
        priority=st.sampled_from(RacePriority),
        name=st.just("") | names,
    )
    races = draw(st.lists(race, max_size=3, unique_by=lambda race: race.day))
    known = st.builds(
        KnownSet, grams, st.builds(Reps, st.integers(1, 50)), st.builds(RIR, st.floats(0, 10))
    )
    return Athlete(
        birth_year=draw(st.integers(1900, 2025)),
        lifting_experience=draw(st.sampled_from(LiftingExperience)),
        offers=draw(st.dictionaries(st.sampled_from(Weekday), offer, max_size=3)),
        places=places,
        sex=draw(st.none() | st.sampled_from(Sex)),
        mass=draw(st.none() | st.floats(25, 250).map(Kilograms)),
        height_cm=draw(st.none() | st.floats(100, 230)),
        units=draw(st.sampled_from(MassUnit)),
        races=tuple(sorted(races, key=lambda race: race.day)),
        habit=draw(st.none() | st.lists(run, max_size=3).map(tuple)),
        lifts=draw(st.dictionaries(exercises, known, max_size=3)),
        health=Health(
            parq_yes=draw(st.booleans()),
            needs_clearance=draw(st.frozensets(st.sampled_from(Concern))),
            supervised=draw(st.booleans()),
            complaints=draw(st.frozensets(st.sampled_from(sorted(COMPLAINTS)), max_size=3)),
            dislikes=draw(st.frozensets(exercises, max_size=3)),
        ),
        preferences=Preferences(
            sessions_per_week=draw(st.none() | st.integers(1, 3)),
            back_to_back_after_easy=draw(st.booleans()),
        ),
    )


@given(athletes())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_written_profile_reads_back_to_the_same_athlete(athlete: Athlete) -> None:
    assert read(write_profile(athlete)) == athlete
