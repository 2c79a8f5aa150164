"""The interview: every question of a profile, asked in the terminal and on pages alike.

A question knows its words, why it is asked, how its answer is read and what holds where nothing
is answered. How it is shown, and asked again, is the door's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic

from ironstride.core.athlete import Concern, LiftingExperience, Sex
from ironstride.core.calendar import Weekday
from ironstride.core.catalogue import Catalogue
from ironstride.core.run import RacePriority, RunKind
from ironstride.core.spelling import did_you_mean
from ironstride.core.units import POUND_IN_KG, Kilograms, MassUnit
from ironstride.formats.answers import (
    Answer,
    Reader,
    day,
    hour,
    known,
    number,
    optional,
    several,
    whole,
    word,
    yes,
)
from ironstride.formats.faults import Span, spoken_list
from ironstride.formats.profile_terms import (
    BIRTH_YEAR,
    COMPLAINTS,
    DEFAULT_START,
    HABIT_KINDS,
    HEIGHT_CM,
    LIFT_KG,
    LIFT_LB,
    LIFT_REPS,
    LIFT_RIR,
    MASS_KG,
    OFFER_MINUTES,
    RACE_KM,
    RACE_YEARS,
    RUN_MINUTES,
    SESSIONS,
    complaint,
    complaint_fault,
    concern,
    concern_fault,
    place_name_fault,
)

MASS_LB: Final = Span(least=56, most=551, unit="lb", under="too light", over="too heavy")
RACE_WORDS: Final = {"half": 21.1, "half marathon": 21.1, "marathon": 42.2}
START: Final = f"{DEFAULT_START:%H:%M}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Generic[Answer]):
    """A question, the default that an empty answer stands for, and how an answer is read."""

    text: str
    read: Reader[Answer]
    default: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Preset:
    """A usual place: what it is called in the interview and what stands there."""

    words: str
    equipment: tuple[str, ...]


# You -------------------------------------------------------------------------------------

UNITS: Final = Question(text="Do you think in kg or lb?", read=word(MassUnit), default="kg")
BIRTH: Final = Question(
    text="In which year were you born?",
    read=whole(BIRTH_YEAR),
    why="under eighteen and from sixty on the programme is built differently",
)
SEX: Final = Question(
    text="Female or male?", read=optional(word(Sex)), why="only for comparison; Enter skips"
)
HEIGHT: Final = Question(text="How tall are you? [cm]", read=optional(number(HEIGHT_CM)))


def mass(units: MassUnit) -> Question[float | None]:
    """Ask for the body's mass in the unit that the athlete thinks in."""
    span = MASS_KG if units is MassUnit.KG else MASS_LB
    return Question(text=f"How heavy are you? [{units}]", read=optional(number(span)))


def in_kg(mass: float, units: MassUnit) -> Kilograms:
    """Take a mass that was said in a unit."""
    return Kilograms(mass if units is MassUnit.KG else mass * POUND_IN_KG)


# Lifting ---------------------------------------------------------------------------------

EXPERIENCES: Final = {
    LiftingExperience.NONE: "never, or not for a year",
    LiftingExperience.NOVICE: "regularly, under six months",
    LiftingExperience.INTERMEDIATE: "up to two years",
    LiftingExperience.ADVANCED: "longer",
}
EXPERIENCE: Final = Question(
    text="How much have you lifted?", read=word(LiftingExperience), default="none"
)
LIFT_REPETITIONS: Final = Question(text="how many repetitions?", read=whole(LIFT_REPS))
LIFT_LEFT: Final = Question(
    text="how many more could you have done?", read=number(LIFT_RIR), default="2"
)


def lift(catalogue: Catalogue) -> Question[str | None]:
    """Ask which lift the athlete knows a set of."""
    return Question(
        text="Which lift? As back-squat, Enter when there are no more",
        read=optional(lambda text: exercise(text, catalogue)),
    )


def lift_load(units: MassUnit) -> Question[float]:
    """Ask what that set was lifted with."""
    span = LIFT_KG if units is MassUnit.KG else LIFT_LB
    return Question(text=f"how heavy? [{units}]", read=number(span))


def dislikes(catalogue: Catalogue) -> Question[tuple[str, ...]]:
    """Ask what is left out because the athlete will not do it."""
    return Question(
        text="Exercises you will not do?", read=several(lambda text: exercise(text, catalogue))
    )


def exercise(text: str, catalogue: Catalogue) -> str:
    """Find an exercise by its id, its name or another name that it goes by.

    Raises:
        ValueError: nothing is called so; it says what is near.
    """
    names = {
        name.lower(): exercise.id
        for exercise in catalogue.exercises.values()
        for name in (*exercise.aliases, exercise.name, exercise.id)
    }
    if text.lower() not in names:
        raise ValueError(f'no exercise is called "{text}"{did_you_mean(text, names)}')
    return names[text.lower()]


# Places ----------------------------------------------------------------------------------

AT_HOME: Final = ("mat", "wall", "chair", "step", "towel")
PRESETS: Final = {
    "1": Preset(
        "a full gym: barbells, dumbbells, cables, machines",
        (
            *("mat", "wall", "chair", "step", "box", "bench", "towel", "dowel", "foam-roller"),
            *("band-loop", "band-long", "dumbbell", "kettlebell", "barbell", "plate"),
            *("trap-bar", "cable", "pull-up-bar", "med-ball", "swiss-ball", "jump-rope"),
            *("machine-leg-press", "machine-leg-extension", "machine-leg-curl"),
            *("machine-calf", "machine-back-extension"),
        ),
    ),
    "2": Preset(
        "dumbbells at home, with a bench, bands and a mat",
        (*AT_HOME, "bench", "band-loop", "band-long", "dumbbell"),
    ),
    "3": Preset("bands and a mat", (*AT_HOME, "band-loop", "band-long")),
    "4": Preset("nothing but a floor, a wall, a chair, a stair and a towel", AT_HOME),
}


def name(text: str) -> str:
    """Read what a place or a race is called."""
    fault = place_name_fault(text)
    if fault is not None:
        raise ValueError(fault)
    return text


PLACE: Final = Question(text="What do you call the place?", read=name, default="home")
NEXT_PLACE: Final = Question(text="Another place? Its name, or Enter", read=optional(name))


def equipment(place: str, catalogue: Catalogue) -> Question[frozenset[str]]:
    """Ask what stands at a place: the number of a preset, or names."""
    return Question(
        text=f"What is there at {place}? A number, or names with commas",
        read=lambda text: _equipment(text, catalogue),
        default="4",
    )


def _equipment(text: str, catalogue: Catalogue) -> frozenset[str]:
    if text in PRESETS:
        return frozenset(PRESETS[text].equipment)
    if text.isdigit():
        raise ValueError(f"{text} is not on the list; give {spoken_list(PRESETS)}, or names")
    return frozenset(several(known("equipment", catalogue.equipment))(text))


# Days ------------------------------------------------------------------------------------

DAYS: Final = Question(
    text="On which days?", read=several(word(Weekday)), default="tuesday, friday"
)
MINUTES: Final = Question(text="how many minutes?", read=whole(OFFER_MINUTES), default="60")
FROM: Final = Question(text="from when?", read=hour, default=START)
SESSIONS_A_WEEK: Final = Question(
    text="How many strength sessions a week? 1 to 3",
    read=optional(whole(SESSIONS)),
    why="Enter lets the season decide, usually two; you get no more than you ask for",
)
BACK_TO_BACK: Final = Question(
    text="May lifting follow right after an easy run?",
    read=yes,
    default="no",
    why="otherwise it waits six hours",
)


def where(places: Mapping[str, object]) -> Question[str]:
    """Ask at which of the places a day's session is."""
    return Question(
        text=f"where? {spoken_list(places)}",
        read=known("place", places),
        default=next(iter(places)),
    )


# Running ---------------------------------------------------------------------------------


def _run_kind(text: str) -> RunKind:
    return HABIT_KINDS[known("kind of run", HABIT_KINDS)(text)]


RUN_DAY: Final = Question(text="A run every", read=optional(word(Weekday)))
RUN_KIND: Final = Question(text="easy, quality or long?", read=_run_kind, default="easy")
RUN_START: Final = Question(text="at what hour?", read=hour, default=START)
RUN_LENGTH: Final = Question(text="how many minutes?", read=whole(RUN_MINUTES), default="45")


# Races -----------------------------------------------------------------------------------


def _distance(text: str) -> float:
    named = RACE_WORDS.get(text.lower())
    return number(RACE_KM)(text.lower().removesuffix("km").strip()) if named is None else named


RACE_DAY: Final = Question(
    text="On which day? As 2027-03-14, Enter when there are no more", read=optional(day)
)
RACE_LENGTH: Final = Question(text="How long? Kilometres, half or marathon", read=_distance)
RACE_RANK: Final = Question(
    text="A, B or C?",
    read=word(RacePriority),
    default="A",
    why="A is trained for, B is eased into, C is run in training",
)
RACE_NAME: Final = Question(text="What is it called?", read=optional(name))


def race_day_fault(asked: date, taken: Iterable[date]) -> str | None:
    """Say why no race can be on a day, or None where one can."""
    fault = RACE_YEARS.fault(asked.year)
    return fault or ("that day has a race already" if asked in taken else None)


# Health ----------------------------------------------------------------------------------

SCREEN: Final = (
    "Has a doctor ever told you that you have a heart condition or high blood pressure?",
    "Does your chest hurt at rest, in daily life or when you exert yourself?",
    "In the last twelve months, have you fainted, or lost your balance from dizziness?",
    "Has any other lasting illness been found in you (not of heart or blood pressure)?",
    "Do you take prescribed medicine for a lasting illness?",
    "In the last twelve months, any bone, joint or tendon trouble that activity can worsen?",
    "Has a doctor ever said that you should only train under medical supervision?",
)
SCREEN_KEPT: Final = """
A yes keeps this screen in place: your programme holds nothing heavy and no jumps until a
doctor has cleared you. Light and moderate work stays. The profile remembers it as
parq = true; once you are cleared, change that to false and plan again.
"""
SEEN_FIRST: Final = {1: Concern.CHEST_PAIN, 2: Concern.FAINTING}  # by a yes in the screen
SEEN_FIRST_KEPT: Final = """
Until then no programme is made. The profile remembers it as needs_clearance; take it out
there once it is over or you are cleared, and plan again.
"""


def _complaint(text: str) -> str:
    part = complaint(text)
    if part is None:
        raise ValueError(complaint_fault(text))
    return part


def _concern(text: str) -> Concern:
    found = concern(text)
    if found is None:
        raise ValueError(concern_fault(text))
    return found


SORE: Final = Question(
    text=f"Does anything hurt? {', '.join(COMPLAINTS)}",
    read=several(_complaint),
    why="so that the programme can spare it; Enter if nothing does",
)
CONCERNS_NOW: Final = Question(
    text="Does one of these hold now? Words with commas, Enter if not", read=several(_concern)
)
SUPERVISED: Final = Question(
    text="Under eighteen: is an adult who knows the lifts beside you when you lift?",
    read=yes,
    why="without one nothing is planned; with one, lifts stay lighter than an adult's",
)
