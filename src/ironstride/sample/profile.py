"""The made-up athlete's profile, as a person would write it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from ironstride.core.calendar import WEEK, monday_of

RACE_WEEKS: Final = 16

_PROFILE: Final = """\
# A made-up athlete: the sample that comes with Ironstride. Nobody is like this.
# Change anything and plan again.

[athlete]
birth_year = {birth_year}
sex = "female"
mass_kg = 61
height_cm = 169
lifting_experience = "intermediate"
units = "kg"

[[race]]                        # the half marathon ahead
date = {race}
distance_km = 21.1
priority = "A"

[availability.monday]
minutes = 60
start = "17:00"
place = "gym"

[availability.wednesday]
minutes = 60
start = "18:30"
place = "gym"

[availability.friday]
minutes = 45
start = "17:30"
place = "home"

[availability.sunday]
minutes = 45
start = "17:00"
place = "home"

[places.gym]
equipment = [{gym}]

[places.home]
equipment = [{home}]

[strength.lifts]                # a recent honest set: what was left in reserve counts
"back-squat" = {{ kg = 55, reps = 5, rir = 2 }}
"romanian-deadlift" = {{ kg = 60, reps = 6, rir = 2 }}

[health]
parq = false
complaints = []
dislikes = []

[preferences]
sessions_per_week = 2
back_to_back_after_easy = false
"""

GYM: Final = (
    "mat",
    "wall",
    "box",
    "step",
    "bench",
    "band-loop",
    "band-long",
    "dumbbell",
    "kettlebell",
    "barbell",
    "plate",
    "cable",
    "machine-leg-press",
    "pull-up-bar",
)
HOME: Final = ("mat", "wall", "chair", "step", "towel", "band-loop", "band-long", "dumbbell")


def race_day(today: date) -> date:
    """Find the Sunday that ends sixteen weeks of training from the coming Monday.

    >>> race_day(date(2026, 11, 23)), race_day(date(2026, 11, 24))
    (datetime.date(2027, 3, 14), datetime.date(2027, 3, 21))
    """
    start = monday_of(today + timedelta(days=6))
    return start + RACE_WEEKS * WEEK - timedelta(days=1)


def athlete_toml(today: date) -> str:
    """Write the profile, with a half marathon sixteen weeks ahead."""
    return _PROFILE.format(
        birth_year=today.year - 38,
        race=race_day(today),
        gym=", ".join(f'"{token}"' for token in GYM),
        home=", ".join(f'"{token}"' for token in HOME),
    )
